//! What is remembered of a run, one JSON line each: enough to say what is new, what is gone and since when, and to draw it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    finding::{Rule, Severity},
    report::Totals,
};

/// What is remembered of one run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HistoryEntry {
    /// When it began.
    pub at: Timestamp,
    /// What was called.
    pub target: String,
    /// How it came out.
    pub totals: Totals,
    /// What was found.
    pub findings: Vec<KnownFinding>,
}

/// What is remembered of a finding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KnownFinding {
    /// Its name.
    pub id: String,
    /// The operation.
    pub operation: String,
    /// The rule.
    pub rule: Rule,
    /// How bad it is.
    pub severity: Severity,
    /// What it said.
    pub message: String,
    /// Since when every run has had it.
    pub since: Timestamp,
}

impl HistoryEntry {
    /// The runs in a file of JSON lines. A line that cannot be read, such as one that was cut off, is left out.
    pub fn read_lines(text: &str) -> Vec<Self> {
        text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
    }

    /// The run as a line of such a file, its end included.
    pub fn to_line(&self) -> String {
        // Numbers, texts and times always can be written.
        let mut line = serde_json::to_string(self).unwrap_or_default();
        line.push('\n');
        line
    }
}
