//! One thing in which the real API and its contract disagree.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// The rule that was broken.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, strum::IntoStaticStr, strum::EnumMessage,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Rule {
    /// The status is not among the operation's responses.
    #[strum(message = "Undocumented status")]
    UndocumentedStatus,
    /// The server failed.
    #[strum(message = "Server error")]
    ServerError,
    /// The media type is not among the response's contents.
    #[strum(message = "Undocumented media type")]
    UndocumentedMediaType,
    /// There is a body and no `Content-Type`.
    #[strum(message = "No media type")]
    MissingMediaType,
    /// A required header field is missing.
    #[strum(message = "Missing header")]
    MissingHeader,
    /// A header field's value does not satisfy its schema.
    #[strum(message = "Invalid header")]
    InvalidHeader,
    /// The body does not satisfy its schema.
    #[strum(message = "Invalid body")]
    InvalidBody,
    /// The body is not what its media type says.
    #[strum(message = "Malformed body")]
    MalformedBody,
    /// There is no body where one is documented.
    #[strum(message = "Missing body")]
    MissingBody,
    /// There is a body where none is documented.
    #[strum(message = "Unexpected body")]
    UnexpectedBody,
    /// No answer in time.
    #[strum(message = "Timed out")]
    TimedOut,
    /// No answer.
    #[strum(message = "No answer")]
    NoAnswer,
    /// The body was too large to be looked at.
    #[strum(message = "Body too large to check")]
    TooLarge,
    /// A recorded request is of no operation of the contract.
    #[strum(message = "Undocumented operation")]
    UndocumentedOperation,
}

impl Rule {
    /// What it is called where programs read it: `undocumented-status`.
    pub fn id(self) -> &'static str {
        self.into()
    }

    /// What it is called where people read it.
    pub fn title(self) -> &'static str {
        strum::EnumMessage::get_message(&self).unwrap_or_default()
    }
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, strum::IntoStaticStr)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Severity {
    /// The contract is broken.
    Error,
    /// It may be broken, or the call may be to blame.
    Warning,
}

impl Severity {
    /// `error` or `warning`.
    pub fn id(self) -> &'static str {
        self.into()
    }
}

/// How a finding stands to the run before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FindingTrend {
    /// There is no earlier run to compare with.
    #[default]
    Unknown,
    /// The run before did not have it.
    New,
    /// The run before had it too.
    StillThere,
}

/// The exchange in which it was first seen, secrets masked, each side as text and cut where it is long.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sample {
    /// The request line and header fields, and the body.
    pub request: String,
    /// The status line and header fields, and the body; empty where there was no answer.
    pub response: String,
    /// A command that sends the request again, without the credentials.
    pub curl: String,
}

/// One thing in which the real API and its contract disagree.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// The same for the same disagreement in every run.
    pub id: String,
    /// The operation: `GET /pets/{id}`.
    pub operation: String,
    /// The rule that was broken.
    pub rule: Rule,
    /// How bad it is.
    pub severity: Severity,
    /// The status that was answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// Where in the answer: `status`, `header ETag`, `body`.
    pub location: String,
    /// Where in the body: a JSON pointer.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub pointer: String,
    /// Where the contract says so: a JSON pointer into its document.
    pub contract_pointer: String,
    /// What the contract says.
    pub expected: String,
    /// What was there.
    pub actual: String,
    /// Both in one sentence, without a period.
    pub message: String,
    /// In how many answers, or places of one, it was seen.
    pub occurrences: u64,
    /// How it stands to the run before.
    #[serde(default)]
    pub trend: FindingTrend,
    /// Since when every run has had it, as far as runs are remembered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<jiff::Timestamp>,
    /// The exchange in which it was first seen.
    pub sample: Sample,
}

impl Finding {
    /// Where in the answer, for people: `body /pets/0/name`.
    pub fn place(&self) -> String {
        if self.pointer.is_empty() { self.location.clone() } else { format!("{} {}", self.location, self.pointer) }
    }

    /// That a recorded request is of no operation of the contract.
    pub fn undocumented_operation(method: &str, path: &str) -> Self {
        Self {
            id: String::new(),
            operation: format!("{method} {path}"),
            rule: Rule::UndocumentedOperation,
            severity: Severity::Warning,
            status: None,
            location: "request".to_owned(),
            pointer: String::new(),
            contract_pointer: "/paths".to_owned(),
            expected: "an operation of the contract".to_owned(),
            actual: format!("{method} {path}"),
            message: "The contract has no such operation".to_owned(),
            occurrences: 1,
            trend: FindingTrend::Unknown,
            since: None,
            sample: Sample::default(),
        }
        .named()
    }

    /// Gives it the name that the same disagreement has in every run: where in a list it was seen makes no difference.
    #[must_use]
    pub(super) fn named(mut self) -> Self {
        let pointer: Vec<&str> = self.pointer.split('/').map(|part| if is_index(part) { "*" } else { part }).collect();
        let status = self.status.unwrap_or_default().to_string();
        let parts = [
            self.operation.as_str(),
            self.rule.id(),
            status.as_str(),
            self.location.as_str(),
            &pointer.join("/"),
            self.contract_pointer.as_str(),
        ];
        self.id = format!("{:x}", Sha256::digest(parts.join("\n")));
        self.id.truncate(12);
        self
    }
}

fn is_index(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())
}
