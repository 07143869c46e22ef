//! The report for a terminal.

use std::fmt::Write as _;

use crate::contract::probe::{ContractTestReport, Finding, FindingTrend, OperationOutcome};

impl ContractTestReport {
    /// What was found, operation by operation, then what is gone, what was skipped and the sum.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        let _ = writeln!(text, "{} {} ({})\nagainst {}\n", self.title, self.version, self.contract, self.target);
        for finding in &self.findings {
            text.push_str(&finding.to_text());
            text.push('\n');
        }
        for gone in &self.gone {
            let _ = writeln!(text, "gone     {}: {}", gone.operation, gone.message);
        }
        if !self.gone.is_empty() {
            text.push('\n');
        }
        for report in self.operations.iter().filter(|report| report.outcome == OperationOutcome::Skipped) {
            let _ = writeln!(text, "skipped  {}: {}", report.operation, report.reason.as_deref().unwrap_or_default());
        }
        let _ = writeln!(text, "{}", self.summary());
        text
    }
}

impl Finding {
    /// The finding for a person, over some lines.
    pub fn to_text(&self) -> String {
        let trend = match (self.trend, self.since) {
            (FindingTrend::New, _) => ", new".to_owned(),
            (FindingTrend::StillThere, Some(since)) => format!(", since {since:.0}"),
            _ => String::new(),
        };
        let mut text = format!("{:<8} {}: {} ({}{trend})\n", self.severity.id(), self.operation, self.rule.title(), self.id);
        let times = if self.occurrences > 1 { format!(" ({} times)", self.occurrences) } else { String::new() };
        let _ = writeln!(text, "  {}{times}", self.message);
        let _ = writeln!(text, "  at        {}", self.place());
        let _ = writeln!(text, "  expected  {}\n  actual    {}", self.expected, self.actual);
        let _ = writeln!(text, "  contract  #{}", self.contract_pointer);
        for line in self.sample.curl.lines() {
            let _ = writeln!(text, "  {line}");
        }
        text
    }
}
