//! The reports as plain text: the same in the window, the terminal, over HTTP and in JUnit files.

use super::{ExpectationReport, VerificationReport};

impl VerificationReport {
    /// What became of everything, for a person.
    pub fn to_text(&self) -> String {
        self.expectations.iter().map(ExpectationReport::to_text).collect::<Vec<_>>().join("\n")
    }
}

impl ExpectationReport {
    /// What became of it, for a person.
    pub fn to_text(&self) -> String {
        format!("{:?} {}: {} calls", self.state, self.name, self.count)
    }
}
