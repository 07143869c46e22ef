//! Cuts a filter's text into its terms: split at spaces, except within quotes.

use std::ops::Range;

/// One term as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// Where it stands in the text.
    pub(super) range: Range<usize>,
    /// It starts with `-`.
    pub(super) negated: bool,
    /// What stands before the colon.
    pub(super) key: Option<String>,
    /// Where the value starts, quotes included.
    pub(super) value_start: usize,
    /// The value without its quotes.
    pub(super) value: String,
}

/// The terms of the text. A quote that is never closed goes to the end.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(skipped) = text[at..].find(|character: char| !character.is_whitespace()) {
        let token = token(text, at + skipped);
        at = token.range.end;
        tokens.push(token);
    }
    tokens
}

/// The term that starts at `start`, where no space is.
fn token(text: &str, start: usize) -> Token {
    let negated = text[start..].starts_with('-');
    let body_start = start + usize::from(negated);
    let key_length = text[body_start..].find(|character: char| !character.is_ascii_alphabetic()).unwrap_or(0);
    let has_key = key_length > 0 && text[body_start + key_length..].starts_with(':');
    let value_start = if has_key { body_start + key_length + 1 } else { body_start };
    let (mut value, mut quoted, mut escaped) = (String::new(), false, false);
    let mut end = text.len();
    for (offset, character) in text[value_start..].char_indices() {
        match character {
            _ if escaped => {
                value.push(character);
                escaped = false;
            }
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if character.is_whitespace() && !quoted => {
                end = value_start + offset;
                break;
            }
            _ => value.push(character),
        }
    }
    let key = has_key.then(|| text[body_start..body_start + key_length].to_owned());
    Token { range: start..end, negated, key, value_start, value }
}

/// The text as one value of a filter, in quotes where it needs them.
pub fn quoted(text: &str) -> String {
    if !text.is_empty() && !text.contains(|character: char| character.is_whitespace() || character == '"') {
        return text.to_owned();
    }
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
