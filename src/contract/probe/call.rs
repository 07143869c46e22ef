//! One call of the real API and what came of it.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method};

/// Where the values of a call come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallSource {
    /// From the contract's examples of this name; empty for those of the keyword `example`.
    Example(String),
    /// Made up after the schemas.
    Generated,
    /// It was made by somebody else, and recorded.
    Recorded,
}

/// A request to the real API.
#[derive(Clone, Debug)]
pub struct Call {
    /// The operation's index in the contract.
    pub operation: usize,
    /// The method.
    pub method: Method,
    /// The path and query, base path included.
    pub target: String,
    /// The header fields.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
    /// Where its values come from.
    pub source: CallSource,
    /// Whether a value in its path was made up: the real API need not have a thing of that name.
    pub is_path_generated: bool,
}

/// What the real API answered.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The header fields.
    pub headers: HeaderMap,
    /// The body, content coding undone.
    pub body: Bytes,
    /// Whether this is only the beginning of the body, which then is not looked at.
    pub is_truncated: bool,
    /// How long it took.
    pub elapsed: Duration,
}

/// What came of a call.
#[derive(Clone, Debug)]
pub enum CallOutcome {
    /// An answer.
    Answered(Answer),
    /// No answer in time. Says what was waited for.
    TimedOut(String),
    /// No answer at all. Says why.
    Failed(String),
}
