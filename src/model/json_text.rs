//! Long texts in a shape that reads well in the project file without changing a byte.
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

    /// Writes a value in that layout behind what is there already.
    pub fn write_canonical(value: &Value, text: &mut Vec<u8>) {
        // Only a writer can fail, and memory does not.
        let _ = serde_json::to_writer_pretty(text, value);
    }

    /// The value, where the text is JSON in canonical layout and not nested too deeply to stand inside another document.
    fn canonical_value(&self) -> Option<Value> {
        let value = serde_json::from_str(&self.0).ok()?;
        (Self::canonical(&value) == self.0 && !is_deeper_than(&value, MAX_DEPTH)).then_some(value)
    }

    /// Takes the one entry that holds the text out of an object, or says that there is none.
    pub(super) fn take_from(object: &mut Extra) -> Result<Self, String> {
        match (object.shift_remove("json"), object.shift_remove("lines")) {
            (Some(value), None) => Ok(Self(Self::canonical(&value))),
            (None, Some(lines)) => {
                let lines: Vec<String> = serde_json::from_value(lines).map_err(|error| format!("\"lines\": {error}"))?;
                Ok(Self(lines.join("\n")))
            }
            _ => Err("expected either \"json\" or \"lines\"".to_owned()),
        }
    }

    /// The schema of an object that holds a text and some more.
    pub(super) fn schema_with(description: &str, more: Vec<(&str, Schema)>) -> Schema {
        let mut properties: Extra = more.into_iter().map(|(name, schema)| (name.to_owned(), schema.to_value())).collect();
        properties.insert("json".to_owned(), Value::Bool(true));
        properties.insert("lines".to_owned(), serde_json::json!({ "type": "array", "items": { "type": "string" } }));
        json_schema!({
            "description": description,
            "type": "object",
            "properties": properties,
            "oneOf": [{ "required": ["json"] }, { "required": ["lines"] }]
        })
    }

    /// Writes the one entry that holds the text.
    pub(super) fn serialize_into<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
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
