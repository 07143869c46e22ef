//! How a person's notes stand in the project file: one line as a text, more lines as a list, so that a changed line is
//! one changed line of the file. Used with `serde(with)`.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The two ways notes are written; for the schema and for reading.
#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum Notes {
    /// One line, or any text with its line ends escaped.
    Text(String),
    /// The lines.
    Lines(Vec<String>),
}

pub(super) fn serialize<S: Serializer>(notes: &str, serializer: S) -> Result<S::Ok, S::Error> {
    if notes.contains('\n') { notes.split('\n').collect::<Vec<_>>().serialize(serializer) } else { notes.serialize(serializer) }
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(match Notes::deserialize(deserializer)? {
        Notes::Text(text) => text,
        Notes::Lines(lines) => lines.join("\n"),
    })
}
