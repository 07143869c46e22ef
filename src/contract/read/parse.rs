//! One file of a contract as a value: JSON, or YAML read as its users mean it (`no` is a text, only `true` and `false` are
//! truths).

use serde_json::Value;

use super::ReadError;

/// Reads JSON or YAML.
pub(super) fn parse(bytes: &[u8]) -> Result<Value, ReadError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        ReadError { position: Some(position_after(before)), message: "This is no text in UTF-8".to_owned() }
    })?;
    match text.trim_start().chars().next() {
        None => return Err(ReadError::new("The file is empty")),
        Some('<') => return Err(ReadError::new("This is HTML or XML, not an OpenAPI document in JSON or YAML")),
        Some(_) => {}
    }
    // YAML would take many a broken JSON text for something else than was meant.
    if text.trim_start().starts_with(['{', '[']) {
        return serde_json::from_str(text).map_err(|error| ReadError {
            position: Some((error.line(), error.column())),
            message: without_place(&error.to_string()),
        });
    }
    parse_yaml(text)
}

fn parse_yaml(text: &str) -> Result<Value, ReadError> {
    let options = serde_saphyr::options! { strict_booleans: true, budget: None };
    serde_saphyr::from_str_with_options::<Value>(text, options).map_err(|error| {
        let place = error.location().map(|location| (location.line() as usize, location.column() as usize));
        let message = error.to_string();
        let first_line = message.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        ReadError { position: place, message: first_line.trim_start_matches("error:").trim().to_owned() }
    })
}

/// The message without the place, which is shown beside it.
fn without_place(message: &str) -> String {
    message.rsplit_once(" at line ").map_or(message, |(message, _)| message).to_owned()
}

fn position_after(before: &[u8]) -> (usize, usize) {
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let column = before.iter().rev().take_while(|byte| **byte != b'\n').count() + 1;
    (line, column)
}
