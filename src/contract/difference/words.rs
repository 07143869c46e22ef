//! How values of a document are shown in short.

use serde_json::Value;

/// More characters of a value are not shown.
const MAX_CHARACTERS: usize = 60;

/// A value on one line.
pub(super) fn short(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.lines().next().unwrap_or_default().to_owned(),
        Value::Object(members) => match members.get("$ref").and_then(Value::as_str) {
            Some(reference) => reference.rsplit('/').next().unwrap_or(reference).to_owned(),
            None => match members.get("type").and_then(Value::as_str) {
                Some(of_type) => of_type.to_owned(),
                None => format!("{{{}}}", members.keys().map(String::as_str).collect::<Vec<_>>().join(", ")),
            },
        },
        Value::Array(items) if items.iter().any(|item| item.is_object() || item.is_array()) => {
            items.iter().take(8).map(short).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    };
    match text.char_indices().nth(MAX_CHARACTERS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
