//! JSONPaths (RFC 9535), kept small enough that neither reading nor running one takes long whatever the body holds.

use serde_json_path::JsonPath;

/// The longest JSONPath, in bytes.
const MAX_LENGTH: usize = 1_000;
/// The most brackets that may be open at once; the parser is recursive.
const MAX_NESTING: usize = 12;
/// The most `..`: each one multiplies what is found by the depth of the body.
const MAX_DESCENTS: usize = 2;

/// Reads a JSONPath or says in one sentence what is wrong with it.
pub fn parse(text: &str) -> Result<JsonPath, String> {
    if text.len() > MAX_LENGTH {
        return Err(format!("The JSONPath is longer than {MAX_LENGTH} bytes"));
    }
    let mut open = 0usize;
    for byte in text.bytes() {
        match byte {
            b'(' | b'[' => open += 1,
            b')' | b']' => open = open.saturating_sub(1),
            _ => {}
        }
        if open > MAX_NESTING {
            return Err(format!("The JSONPath has more than {MAX_NESTING} brackets inside each other"));
        }
    }
    if text.matches("..").count() > MAX_DESCENTS {
        return Err(format!("The JSONPath has more than {MAX_DESCENTS} descents (..)"));
    }
    JsonPath::parse(text).map_err(|error| format!("Not a JSONPath: {}, at column {}", error.message(), error.position() + 1))
}
