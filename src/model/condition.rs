//! What must hold of a request for a response to answer: a tree of all, any and not over comparisons.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::Value;

use super::{Extra, JsonText, Operator, is_default};

/// A demand on a request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// Every one of these holds; holds when there are none.
    All(Vec<Condition>),
    /// At least one of these holds; does not hold when there are none.
    Any(Vec<Condition>),
    /// This does not hold.
    Not(Box<Condition>),
    /// One comparison.
    Compare(Comparison),
}

/// One sentence: subject, operator, value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Comparison {
    /// What of the request is looked at.
    pub subject: Subject,
    /// How it is compared.
    pub operator: Operator,
    /// What it is compared with; not used by operators that take no value.
    #[serde(default, skip_serializing_if = "is_default")]
    pub value: Operand,
    /// The sentence says "not".
    #[serde(default, skip_serializing_if = "is_default")]
    pub negate: bool,
    /// Text is compared whatever its case.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ignore_case: bool,
    /// JSON arrays are equal whatever their order.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ignore_order: bool,
    /// JSON objects may hold members, and arrays elements, that the value does not name.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ignore_extra: bool,
    /// Keys this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Comparison {
    /// The sentence `subject operator value`, with no options set.
    pub fn new(subject: Subject, operator: Operator, value: impl Into<Operand>) -> Self {
        Self {
            subject,
            operator,
            value: value.into(),
            negate: false,
            ignore_case: false,
            ignore_order: false,
            ignore_extra: false,
            extra: Extra::new(),
        }
    }
}

/// What of a request a comparison looks at.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, strum::EnumDiscriminants)]
#[strum_discriminants(name(SubjectKind), derive(Hash, strum::EnumIter), doc = "The kinds of subject.")]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// The decoded value of a path parameter.
    PathParameter(String),
    /// The values of a query parameter; it may repeat, and one that holds is enough.
    Query(String),
    /// The values of a header, by name whatever its case; one that holds is enough.
    Header(String),
    /// The value of a cookie.
    Cookie(String),
    /// The whole body as text.
    Body,
    /// What a JSONPath (RFC 9535) finds in a JSON body; one found value that holds is enough.
    Json(String),
    /// The values of a field of an `application/x-www-form-urlencoded` body.
    Form(String),
    /// The values of a field of a `multipart/form-data` body.
    Multipart(String),
    /// The request method.
    Method,
    /// The host that the client asked for, without the port.
    Host,
    /// The client's IP address.
    Client,
    /// How many times this endpoint has been called, this call included.
    CallNumber,
    /// The state that a scenario is in.
    ScenarioState(String),
}

impl Subject {
    /// Its kind.
    pub fn kind(&self) -> SubjectKind {
        self.into()
    }

    /// The name within its kind: the parameter, header, cookie, field or JSONPath.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::PathParameter(name)
            | Self::Query(name)
            | Self::Header(name)
            | Self::Cookie(name)
            | Self::Json(name)
            | Self::Form(name)
            | Self::Multipart(name)
            | Self::ScenarioState(name) => Some(name),
            Self::Body | Self::Method | Self::Host | Self::Client | Self::CallNumber => None,
        }
    }
}

impl SubjectKind {
    /// How a sentence calls it.
    pub fn label(self) -> &'static str {
        match self {
            Self::PathParameter => "path parameter",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
            Self::Body => "body",
            Self::Json => "body JSON",
            Self::Form => "form field",
            Self::Multipart => "multipart field",
            Self::Method => "method",
            Self::Host => "host",
            Self::Client => "client address",
            Self::CallNumber => "call number",
            Self::ScenarioState => "scenario state",
        }
    }

    /// What stands in its empty name field, where this kind has names.
    pub fn name_hint(self) -> Option<&'static str> {
        match self {
            Self::PathParameter => Some("id"),
            Self::Query => Some("page"),
            Self::Header => Some("Authorization"),
            Self::Cookie => Some("session"),
            Self::Json => Some("$.customer.id"),
            Self::Form | Self::Multipart => Some("field"),
            Self::ScenarioState => Some("checkout"),
            Self::Body | Self::Method | Self::Host | Self::Client | Self::CallNumber => None,
        }
    }

    /// The subject of this kind with that name, where it has one.
    pub fn named(self, name: impl Into<String>) -> Subject {
        let name = name.into();
        match self {
            Self::PathParameter => Subject::PathParameter(name),
            Self::Query => Subject::Query(name),
            Self::Header => Subject::Header(name),
            Self::Cookie => Subject::Cookie(name),
            Self::Body => Subject::Body,
            Self::Json => Subject::Json(name),
            Self::Form => Subject::Form(name),
            Self::Multipart => Subject::Multipart(name),
            Self::Method => Subject::Method,
            Self::Host => Subject::Host,
            Self::Client => Subject::Client,
            Self::CallNumber => Subject::CallNumber,
            Self::ScenarioState => Subject::ScenarioState(name),
        }
    }
}

/// What a comparison compares with. In the file: a string, a list of strings, or `{"json": …}`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Operand {
    /// A text, a number or a date, as it was typed.
    Text(String),
    /// One of several texts.
    List(Vec<String>),
    /// JSON, as it was typed.
    Json(JsonText),
}

impl Operand {
    /// It as one text.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::List(texts) => Cow::Owned(texts.join(", ")),
            Self::Json(json) => Cow::Borrowed(json.as_str()),
        }
    }
}

impl Default for Operand {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

impl From<&str> for Operand {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl Serialize for Operand {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => text.serialize(serializer),
            Self::List(texts) => texts.serialize(serializer),
            Self::Json(json) => json.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Operand {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        match value {
            Value::String(text) => Ok(Self::Text(text)),
            Value::Array(_) => serde_json::from_value(value).map(Self::List).map_err(de::Error::custom),
            Value::Object(_) => serde_json::from_value(value).map(Self::Json).map_err(de::Error::custom),
            Value::Null | Value::Bool(_) | Value::Number(_) => {
                Err(de::Error::custom("expected a string, a list of strings, or an object with \"json\" or \"lines\""))
            }
        }
    }
}

impl JsonSchema for Operand {
    fn schema_name() -> Cow<'static, str> {
        "Operand".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let json = generator.subschema_for::<JsonText>();
        json_schema!({
            "description": "What a comparison compares with: a text, a list of texts, or JSON.",
            "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }, json]
        })
    }
}
