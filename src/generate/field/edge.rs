//! What edge-case mode leaves behind for the log: which values of a body were pushed to a limit, and how.

/// One value that was pushed to an edge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// Where the value is in the body, as a JSON pointer: `/items/0/price`; empty for the body as a whole.
    pub pointer: String,
    /// What was done to it, in a few words: `empty string`, `largest 32-bit integer`.
    pub description: String,
}

impl Edge {
    /// An edge at a place.
    pub fn new(pointer: impl Into<String>, description: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), description: description.into() }
    }
}
