//! The reports as plain text: the same in the window, the terminal, over HTTP and in JUnit files.

use std::fmt::Write as _;

use super::{
    CallReport, CheckReport, ExpectationReport, ExpectationState, UnmatchedReport, VerificationReport,
    words::{self, counted},
};

impl VerificationReport {
    /// What became of everything, for a person: what is not met first, then one line for each that is, and how many there are.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        let (met, others): (Vec<_>, Vec<_>) = self.expectations.iter().partition(|report| report.state == ExpectationState::Met);
        others.iter().for_each(|report| text.extend([report.to_text().as_str(), "\n"]));
        if !self.unmatched.allowed && self.unmatched.count > 0 {
            text.extend([self.unmatched.to_text().as_str(), "\n"]);
        }
        met.iter().for_each(|report| text.extend([report.headline().as_str(), "\n"]));
        let _ = writeln!(text, "{}", self.summary());
        text
    }

    /// How it came out, in one sentence.
    pub fn summary(&self) -> String {
        let count = |state| self.expectations.iter().filter(|report| report.state == state).count() as u64;
        let verdict = if self.passed { "Passed" } else { "Failed" };
        let mut parts = vec![format!("{} met", counted(count(ExpectationState::Met), "expectation"))];
        for (state, word) in [(ExpectationState::Violated, "violated"), (ExpectationState::Pending, "pending")] {
            if count(state) > 0 {
                parts.push(format!("{} {word}", count(state)));
            }
        }
        if self.unmatched.count > 0 || !self.unmatched.allowed {
            parts.push(format!("{} without an answer", counted(self.unmatched.count, "request")));
        }
        format!("{verdict}: {}", parts.join(", "))
    }
}

impl ExpectationReport {
    /// What became of it, and why, for a person.
    pub fn to_text(&self) -> String {
        let mut text = self.headline();
        let _ = write!(text, "\n  expected  {} of {}", words::expected(self.expected), self.request);
        let _ = writeln!(text, "\n  counted   {}", words::calls(self.count));
        for (index, reason) in self.reasons.iter().enumerate() {
            let _ = writeln!(text, "  {}{reason}", if index == 0 { "because   " } else { "and       " });
        }
        add_calls(&mut text, "calls that counted", &self.calls, self.calls_left_out);
        if !self.near_misses.is_empty() {
            text.push_str("  nearest misses, nearest first\n");
        }
        for near_miss in &self.near_misses {
            let _ = writeln!(text, "    {}", words::line(&near_miss.call));
            near_miss.checks.iter().for_each(|check| check.add_to(&mut text));
            if let Some(caveat) = &near_miss.caveat {
                let _ = writeln!(text, "      note    {caveat}");
            }
        }
        if let Some(caveat) = &self.caveat {
            let _ = writeln!(text, "  note      {caveat}");
        }
        text
    }

    /// Its state and its name: `violated  Orders are placed twice`.
    fn headline(&self) -> String {
        let state = match self.state {
            ExpectationState::Pending => "pending",
            ExpectationState::Met => "met",
            ExpectationState::Violated => "violated",
        };
        format!("{state:<10}{}", self.name)
    }
}

impl CheckReport {
    /// Whether it holds, what was demanded and what was there instead.
    fn add_to(&self, text: &mut String) {
        let verdict = if self.passed { "passed" } else { "failed" };
        let indent = " ".repeat(2 * self.depth);
        let _ = write!(text, "      {verdict}  {indent}{}", self.demand);
        if !self.passed {
            let actual = match self.actual.as_deref() {
                None => "absent",
                Some("") => "empty",
                Some(actual) => actual,
            };
            let _ = write!(text, " — was {actual}");
        }
        if let Some(error) = &self.error {
            let _ = write!(text, " ({error})");
        }
        text.push('\n');
        for difference in &self.differences {
            let _ = writeln!(text, "              {indent}{difference}");
        }
    }
}

impl UnmatchedReport {
    /// The requests that nothing answered, for a person.
    pub fn to_text(&self) -> String {
        let mut text = format!("violated  {} without an answer, and there may be none\n", counted(self.count, "request"));
        add_calls(&mut text, "requests that nothing answered", &self.calls, self.calls_left_out);
        text
    }
}

fn add_calls(text: &mut String, title: &str, calls: &[CallReport], left_out: u64) {
    if calls.is_empty() {
        return;
    }
    let _ = writeln!(text, "  {title}");
    for (index, call) in calls.iter().enumerate() {
        // As many first ones are kept as last ones.
        if left_out > 0 && index == calls.len() / 2 {
            let _ = writeln!(text, "    … {left_out} more …");
        }
        let _ = writeln!(text, "    {}", words::line(call));
        call.missed.iter().for_each(|missed| {
            let _ = writeln!(text, "      {missed}");
        });
    }
}
