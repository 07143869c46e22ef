//! How the head of a recorded answer stood on the wire: where the lines that the server fills in itself have their places
//! among the header fields, how they are spelled, and how the end of the body was told.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Extra, is_default};

/// How a real server wrote an answer's head over HTTP/1.1. An answer that has one is written in that way: its header fields
/// in their order and spelling, with exactly these lines among them. Without a line for its length the body comes in
/// chunks where there is a line that says so, else it ends with the connection (RFC 9112, 6.3).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WrittenHead {
    /// It says HTTP/1.0.
    #[serde(default, skip_serializing_if = "is_default")]
    pub http_1_0: bool,
    /// The connection ends after it, whether or not the request asked for that.
    #[serde(default, skip_serializing_if = "is_default")]
    pub closes: bool,
    /// The lines that the server fills in, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<OwnLine>,
    /// Keys this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A line of the head that the server fills in itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OwnLine {
    /// `Date`, `Connection`, `Content-Length` or `Transfer-Encoding`, as it is spelled.
    pub name: String,
    /// What it said, where that is not made anew for every answer.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub value: String,
    /// How many of the response's headers stand before it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub after: usize,
    /// Keys this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl WrittenHead {
    /// Keeps the lines in their places when the header at that index is gone.
    pub fn header_removed(&mut self, index: usize) {
        for line in self.lines.iter_mut().filter(|line| line.after > index) {
            line.after -= 1;
        }
    }

    /// Whether it has that line.
    pub fn has(&self, name: &str) -> bool {
        self.lines.iter().any(|line| line.name.eq_ignore_ascii_case(name))
    }
}

impl OwnLine {
    /// The header fields that the server fills in, in small letters.
    pub const NAMES: [&'static str; 4] = ["date", "connection", "content-length", "transfer-encoding"];

    /// A line that stands after so many headers.
    pub fn new(name: impl Into<String>, value: impl Into<String>, after: usize) -> Self {
        Self { name: name.into(), value: value.into(), after, extra: Extra::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_their_places_when_a_header_goes() {
        let lines = [("Date", 0), ("Content-Length", 1), ("Connection", 2)].map(|(name, after)| OwnLine::new(name, "", after));
        let mut written = WrittenHead { lines: lines.to_vec(), ..WrittenHead::default() };
        written.header_removed(1);
        assert_eq!(written.lines.iter().map(|line| line.after).collect::<Vec<_>>(), [0, 1, 1]);
        assert!(written.has("content-length") && !written.has("transfer-encoding"));
    }
}
