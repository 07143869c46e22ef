//! What a response sends after its headers: text that may be a template, a file, bytes, or JSON made anew each time.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser::SerializeMap};

use super::{Extra, JsonText, Language, yes};

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
    /// JSON that is made anew for every answer.
    Generated(GeneratedBody),
}

impl Body {
    /// A text body in a language.
    pub fn text(language: Language, text: impl Into<String>) -> Self {
        Self::Text(TextBody { language, content: JsonText(text.into()), ..TextBody::default() })
    }
}

/// A body that is text. In the file: `{"language": …, "json": …}` or `{"language": …, "lines": […]}`.
#[derive(Clone, Debug, PartialEq)]
pub struct TextBody {
    /// What the text is written in; gives the Content-Type where no header does.
    pub language: Language,
    /// The text itself.
    pub content: JsonText,
    /// Whether `{{…}}` in it is filled in for every answer; else it is sent as it stands.
    pub is_template: bool,
    /// Keys this version does not know.
    pub extra: Extra,
}

impl Default for TextBody {
    fn default() -> Self {
        Self { language: Language::default(), content: JsonText::default(), is_template: true, extra: Extra::new() }
    }
}

impl Serialize for TextBody {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if self.language != Language::default() {
            map.serialize_entry("language", &self.language)?;
        }
        if !self.is_template {
            map.serialize_entry("template", &false)?;
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
            #[serde(default = "yes")]
            template: bool,
            #[serde(flatten)]
            rest: Extra,
        }
        let Stored { language, template, rest: mut extra } = Stored::deserialize(deserializer)?;
        let content = JsonText::take_from(&mut extra).map_err(de::Error::custom)?;
        Ok(Self { language, content, is_template: template, extra })
    }
}

impl JsonSchema for TextBody {
    fn schema_name() -> Cow<'static, str> {
        "TextBody".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let language = generator.subschema_for::<Language>();
        JsonText::schema_with(
            "A body that is text, stored as JSON where that gives back the same text, else as a list of its lines.",
            vec![
                ("language", language),
                (
                    "template",
                    json_schema!({
                        "description": "Whether {{…}} in it is filled in for every answer.", "type": "boolean", "default": true
                    }),
                ),
            ],
        )
    }
}

/// JSON that is made anew for every answer. In the file: `{"from": …, "json": …}` or `{"from": …, "lines": […]}`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GeneratedBody {
    /// What the content is.
    pub from: GeneratedFrom,
    /// The example, the schema or the names.
    pub content: JsonText,
    /// Keys this version does not know.
    pub extra: Extra,
}

/// What a generated body is shaped after.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
    strum::EnumIter,
    strum::IntoStaticStr,
    strum::EnumMessage,
)]
#[serde(rename_all = "lowercase")]
pub enum GeneratedFrom {
    /// A JSON document as it might be: names and values give the kinds.
    #[default]
    #[strum(serialize = "Example", message = "JSON as it might be; each value is replaced by another of its kind")]
    Example,
    /// A JSON Schema.
    #[strum(serialize = "JSON Schema", message = "Everything that is made is valid against this schema")]
    Schema,
    /// Field names, one to a line or separated by commas.
    #[strum(serialize = "Field names", message = "Names, one to a line or separated by commas, such as id, email, items[].sku")]
    Fields,
    /// A schema whose references lead into the project's contract, in the contract's own dialect.
    #[strum(serialize = "Contract", message = "A schema of the contract, such as { \"$ref\": \"#/components/schemas/Pet\" }")]
    Contract,
}

impl GeneratedFrom {
    /// What a person calls it.
    pub fn label(self) -> &'static str {
        self.into()
    }

    /// One sentence about it.
    pub fn description(self) -> &'static str {
        strum::EnumMessage::get_message(&self).unwrap_or_default()
    }
}

impl Serialize for GeneratedBody {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("from", &self.from)?;
        self.content.serialize_into(&mut map)?;
        for (key, value) in &self.extra {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for GeneratedBody {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Stored {
            from: GeneratedFrom,
            #[serde(flatten)]
            rest: Extra,
        }
        let Stored { from, rest: mut extra } = Stored::deserialize(deserializer)?;
        let content = JsonText::take_from(&mut extra).map_err(de::Error::custom)?;
        Ok(Self { from, content, extra })
    }
}

impl JsonSchema for GeneratedBody {
    fn schema_name() -> Cow<'static, str> {
        "GeneratedBody".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let from = generator.subschema_for::<GeneratedFrom>();
        JsonText::schema_with(
            "JSON that is made anew for every answer, shaped after an example, a schema or names.",
            vec![("from", from)],
        )
    }
}
