//! The kinds of file that a report can be written as.

use crate::contract::probe::ContractTestReport;

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter)]
pub enum ReportFormat {
    /// One page of HTML that needs nothing else.
    Html,
    /// JUnit XML, for build servers.
    Junit,
    /// JSON, for programs.
    Json,
    /// Plain text.
    Text,
}

impl ReportFormat {
    /// What it is called.
    pub fn label(self) -> &'static str {
        match self {
            Self::Html => "HTML page",
            Self::Junit => "JUnit XML",
            Self::Json => "JSON",
            Self::Text => "Text",
        }
    }

    /// How the names of such files end.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Junit => "xml",
            Self::Json => "json",
            Self::Text => "txt",
        }
    }

    /// The report as such a file.
    pub fn bytes(self, report: &ContractTestReport) -> Vec<u8> {
        let text = match self {
            Self::Html => report.to_html(),
            Self::Junit => report.to_junit(),
            // Numbers, texts and times always can be written.
            Self::Json => serde_json::to_string_pretty(report).unwrap_or_default() + "\n",
            Self::Text => report.to_text(),
        };
        text.into_bytes()
    }
}
