//! What can be wrong with a template, and where: line and column as an editor shows them, counted in characters from 1.

/// Why a template cannot be compiled or rendered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {message}")]
pub struct TemplateError {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong, and what to do.
    pub message: String,
}

/// Something in a sound template that will not do what its writer meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateProblem {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// How many characters are concerned.
    pub length: usize,
    /// What is wrong, and what to do.
    pub message: String,
}

/// An error at a byte of the template.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) at: usize,
    pub(super) message: String,
}

impl Fault {
    /// An error at a byte of the template.
    pub(super) fn new(at: usize, message: impl Into<String>) -> Self {
        Self { at, message: message.into() }
    }

    /// The same error with its place as an editor shows it.
    pub(super) fn in_text(self, text: &str) -> TemplateError {
        let (line, column) = place(text, self.at);
        TemplateError { line, column, message: self.message }
    }
}

/// Line and column of a byte, from 1, in characters.
pub(super) fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = 1 + before.bytes().filter(|byte| *byte == b'\n').count();
    (line, 1 + before.get(line_start..).map_or(0, |line| line.chars().count()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_characters() {
        assert_eq!(place("äb\nçd", 0), (1, 1));
        assert_eq!(place("äb\nçd", 2), (1, 2));
        assert_eq!(place("äb\nçd", 6), (2, 2));
        assert_eq!(place("ab", 99), (1, 3));
    }
}
