//! What is wrong with a WireMock document, and where: a JSON pointer that grows on the way down.

use std::fmt;

use serde_json::{Map, Value};

/// Something in a WireMock document that means nothing here, or cannot be carried over.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{pointer}: {message}")]
pub struct PatternError {
    /// Where it stands (RFC 6901).
    pub pointer: String,
    /// What is wrong, in one sentence without a period.
    pub message: String,
}

/// A place in a document, as deep as the reading has come.
#[derive(Clone, Copy, Debug)]
pub(super) struct At<'a> {
    outer: Option<&'a At<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy, Debug)]
enum Step<'a> {
    Member(&'a str),
    Element(usize),
}

/// The document itself.
pub(super) const ROOT: At<'static> = At { outer: None, step: Step::Member("") };

impl<'a> At<'a> {
    pub(super) fn member(&'a self, name: &'a str) -> Self {
        Self { outer: Some(self), step: Step::Member(name) }
    }

    pub(super) fn element(&'a self, index: usize) -> Self {
        Self { outer: Some(self), step: Step::Element(index) }
    }

    /// What is wrong here.
    pub(super) fn error(&self, message: impl Into<String>) -> PatternError {
        PatternError { pointer: self.to_string(), message: message.into() }
    }

    pub(super) fn object<'v>(&self, value: &'v Value, what: &str) -> Result<&'v Map<String, Value>, PatternError> {
        value.as_object().ok_or_else(|| self.error(format!("{what} is an object, not {}", kind(value))))
    }

    pub(super) fn array<'v>(&self, value: &'v Value, what: &str) -> Result<&'v [Value], PatternError> {
        value.as_array().map(Vec::as_slice).ok_or_else(|| self.error(format!("{what} is a list, not {}", kind(value))))
    }

    pub(super) fn text<'v>(&self, value: &'v Value, what: &str) -> Result<&'v str, PatternError> {
        value.as_str().ok_or_else(|| self.error(format!("{what} is a text, not {}", kind(value))))
    }

    pub(super) fn flag(&self, value: &Value, what: &str) -> Result<bool, PatternError> {
        value.as_bool().ok_or_else(|| self.error(format!("{what} is true or false, not {}", kind(value))))
    }
}

impl fmt::Display for At<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(outer) = self.outer else { return Ok(()) };
        write!(f, "{outer}/")?;
        match self.step {
            Step::Member(name) => f.write_str(&crate::generate::json_pointer::token(name)),
            Step::Element(index) => write!(f, "{index}"),
        }
    }
}

/// What a value is, for people.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_json_pointers() {
        let (headers, name) = (ROOT.member("headers"), "a/b~c");
        let (name, index) = (headers.member(name), 2);
        assert_eq!(name.element(index).to_string(), "/headers/a~1b~0c/2");
        assert_eq!(ROOT.to_string(), "");
    }
}
