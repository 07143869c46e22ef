//! Bodies and other long texts, in a shape that reads well in the project file without changing a byte.
//!
//! Text that is JSON in the one canonical layout (two spaces, as the format button makes it) is stored as
//! JSON; all other text as a list of its lines. Both give back exactly the text that was written.
//! JSON that is nested very deeply is stored as lines too, so that the whole file stays within what a
//! JSON reader accepts.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser::SerializeMap};
use serde_json::Value;

use super::Extra;

/// What a response sends after its headers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Body {
    /// Nothing.
    #[default]
    None,
    /// Text of any language.
    Text(TextBody),
    /// The bytes of a file in the project's folder, named relative to it with forward slashes.
    File(String),
    /// Bytes that are not text, in standard base64 with padding.
    Base64(String),
}

impl Body {
    /// A text body in a language.
    pub fn text(language: Language, text: impl Into<String>) -> Self {
        Self::Text(TextBody { language, content: JsonText(text.into()), extra: Extra::new() })
    }
}

/// A body that is text. In the file: `{"language": …, "json": …}` or `{"language": …, "lines": […]}`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TextBody {
    /// What the text is written in; gives the Content-Type where no header does.
    pub language: Language,
    /// The text itself.
    pub content: JsonText,
    /// Keys this version does not know.
    pub extra: Extra,
}

impl Serialize for TextBody {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if self.language != Language::default() {
            map.serialize_entry("language", &self.language)?;
        }
        self.content.serialize_into(&mut map)?;
        for (key, value) in &self.extra {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for TextBody {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Stored {
            #[serde(default)]
            language: Language,
            /// Read by hand: to an `Option`, a JSON `null` would look like no JSON at all.
            #[serde(default, deserialize_with = "present")]
            json: Option<Value>,
            lines: Option<Vec<String>>,
            #[serde(flatten)]
            extra: Extra,
        }
        fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
            Value::deserialize(deserializer).map(Some)
        }
        let Stored { language, json, lines, extra } = Stored::deserialize(deserializer)?;
        let content = match (json, lines) {
            (Some(value), None) => JsonText(JsonText::canonical(&value)),
            (None, Some(lines)) => JsonText(lines.join("\n")),
            _ => return Err(de::Error::custom("expected either \"json\" or \"lines\"")),
        };
        Ok(Self { language, content, extra })
    }
}

impl JsonSchema for TextBody {
    fn schema_name() -> Cow<'static, str> {
        "TextBody".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let language = generator.subschema_for::<Language>();
        json_schema!({
            "description": "A body that is text, stored as JSON where that gives back the same text, else as a list of its lines.",
            "type": "object",
            "properties": {
                "language": language,
                "json": true,
                "lines": { "type": "array", "items": { "type": "string" } }
            },
            "oneOf": [{ "required": ["json"] }, { "required": ["lines"] }]
        })
    }
}

/// What a text body is written in.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, strum::EnumIter, strum::IntoStaticStr,
)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// `application/json`
    #[default]
    #[strum(serialize = "JSON")]
    Json,
    /// `application/xml`
    #[strum(serialize = "XML")]
    Xml,
    /// `text/html`
    #[strum(serialize = "HTML")]
    Html,
    /// `text/javascript`
    JavaScript,
    /// `text/css`
    #[strum(serialize = "CSS")]
    Css,
    /// `application/yaml`
    #[strum(serialize = "YAML")]
    Yaml,
    /// `text/plain`
    #[strum(serialize = "Plain text")]
    Plain,
}

impl Language {
    /// What a person calls it.
    pub fn label(self) -> &'static str {
        self.into()
    }

    /// The Content-Type that a body of this language has where no header says otherwise.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Xml => "application/xml",
            Self::Html => "text/html; charset=utf-8",
            Self::JavaScript => "text/javascript; charset=utf-8",
            Self::Css => "text/css; charset=utf-8",
            Self::Yaml => "application/yaml",
            Self::Plain => "text/plain; charset=utf-8",
        }
    }

    /// The language that a Content-Type names; plain text where it names none of ours.
    pub fn of_content_type(content_type: &str) -> Self {
        let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let subtype = essence.split_once('/').map_or("", |(_, subtype)| subtype);
        match subtype {
            "json" => Self::Json,
            "xml" => Self::Xml,
            "html" | "xhtml+xml" => Self::Html,
            "javascript" | "ecmascript" | "x-javascript" => Self::JavaScript,
            "css" => Self::Css,
            "yaml" | "x-yaml" | "vnd.yaml" => Self::Yaml,
            _ if subtype.ends_with("+json") => Self::Json,
            _ if subtype.ends_with("+xml") => Self::Xml,
            _ if subtype.ends_with("+yaml") => Self::Yaml,
            _ => Self::Plain,
        }
    }
}

/// A text that is stored as JSON where that gives back the same text, else as a list of lines.
///
/// In the file: `{"json": …}` or `{"lines": ["…", "…"]}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct JsonText(pub String);

impl JsonText {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The canonical layout of a JSON value: two spaces, keys in their order, no newline at the end.
    pub fn canonical(value: &Value) -> String {
        serde_json::to_string_pretty(value).unwrap_or_default()
    }

    /// The value, where the text is JSON in canonical layout and not nested too deeply to stand inside another document.
    fn canonical_value(&self) -> Option<Value> {
        let value = serde_json::from_str(&self.0).ok()?;
        (Self::canonical(&value) == self.0 && !is_deeper_than(&value, MAX_DEPTH)).then_some(value)
    }

    /// Writes the one entry that holds the text.
    fn serialize_into<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        match self.canonical_value() {
            Some(value) => map.serialize_entry("json", &value),
            None => map.serialize_entry("lines", &self.0.split('\n').collect::<Vec<_>>()),
        }
    }
}

/// How deeply JSON may be nested to be stored as JSON. Readers accept 128 levels, the project's own included.
const MAX_DEPTH: usize = 64;

fn is_deeper_than(value: &Value, levels: usize) -> bool {
    match value {
        Value::Array(items) => levels == 0 || items.iter().any(|item| is_deeper_than(item, levels - 1)),
        Value::Object(members) => levels == 0 || members.values().any(|member| is_deeper_than(member, levels - 1)),
        _ => false,
    }
}

impl Serialize for JsonText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        self.serialize_into(&mut map)?;
        map.end()
    }
}

impl<'de> Deserialize<'de> for JsonText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(rename_all = "snake_case")]
        enum Stored {
            Json(Value),
            Lines(Vec<String>),
        }
        Ok(Self(match Stored::deserialize(deserializer).map_err(de::Error::custom)? {
            Stored::Json(value) => Self::canonical(&value),
            Stored::Lines(lines) => lines.join("\n"),
        }))
    }
}

impl JsonSchema for JsonText {
    fn schema_name() -> Cow<'static, str> {
        "JsonText".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Text, stored as JSON where that gives back the same text, else as a list of its lines.",
            "oneOf": [
                { "type": "object", "required": ["json"], "additionalProperties": false, "properties": { "json": true } },
                {
                    "type": "object", "required": ["lines"], "additionalProperties": false,
                    "properties": { "lines": { "type": "array", "items": { "type": "string" } } }
                }
            ]
        })
    }
}
