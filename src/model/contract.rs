//! The contract that a project is derived from: the OpenAPI document as it was last taken over, and how strictly it is held to.
//!
//! The document is part of the project file, so that a project served elsewhere answers the same. What was derived need not be
//! remembered beside it: deriving is deterministic, so the document says it again at any time, and whatever an endpoint says
//! otherwise is what a person changed.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{EndpointId, Extra, ResponseId, is_default};

/// The contract of a project.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ContractLink {
    /// Where the contract is published: a path relative to the project file with forward slashes, or a URL.
    pub source: String,
    /// The SHA-256 of what was read from there when it was last compared, in hexadecimal digits.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hash: String,
    /// How strictly requests and answers are held to the contract.
    #[serde(default, skip_serializing_if = "is_default")]
    pub checks: ContractChecks,
    /// The differences to the published contract that a person decided to keep.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kept: Vec<KeptDifference>,
    /// What a person and the contract changed both, and nobody has decided about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conflicts: Vec<ContractConflict>,
    /// The whole contract as it was last taken over, its other files included.
    // Behind `Arc` so that undo steps and what is compiled share it.
    #[schemars(with = "Value")]
    pub document: Arc<Value>,
    /// Keys this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl ContractLink {
    /// A contract that was read from `source`.
    pub fn new(source: impl Into<String>, document: Arc<Value>) -> Self {
        Self {
            source: source.into(),
            hash: String::new(),
            checks: ContractChecks::default(),
            kept: Vec::new(),
            conflicts: Vec::new(),
            document,
            extra: Extra::new(),
        }
    }

    /// Whether both are the same. A document that is the same `Arc` is not looked into.
    pub fn is_same(&self, other: &Self) -> bool {
        let Self { source, hash, checks, kept, conflicts, document, extra } = self;
        *source == other.source
            && *hash == other.hash
            && *checks == other.checks
            && *kept == other.kept
            && *conflicts == other.conflicts
            && *extra == other.extra
            && (Arc::ptr_eq(document, &other.document) || *document == other.document)
    }

    /// Whether a person decided to keep the difference of that name, and the published contract still says there what has
    /// that hash.
    pub fn keeps(&self, key: &str, hash: &str) -> bool {
        self.kept.iter().any(|kept| kept.key == key && kept.hash == hash)
    }
}

/// A difference that stays as it is until the published contract changes again at that place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct KeptDifference {
    /// The difference's stable name.
    pub key: String,
    /// The SHA-256 of what the published contract says there, in hexadecimal digits; empty where it says nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hash: String,
    /// Keys this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A part that a person and the contract changed both. The person's stands in the project until somebody decides otherwise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ContractConflict {
    /// The endpoint; none for a part of the project itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub endpoint: Option<EndpointId>,
    /// The response.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response: Option<ResponseId>,
    /// The member as this file calls it, `headers/x-total/1` for the first header of that name; empty for the whole.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub part: String,
    /// What the contract gave when the person changed it; nothing where that is what goes without saying.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<Value>,
    /// What the contract gives now; nothing where it has no such part, or says what goes without saying.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theirs: Option<Value>,
    /// Keys this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl ContractConflict {
    /// Whether both are about the same part.
    pub fn is_about_the_same(&self, other: &Self) -> bool {
        self.endpoint == other.endpoint && self.response == other.response && self.part == other.part
    }
}

/// How strictly a project is held to its contract, one switch for each kind of check.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct ContractChecks {
    /// Path, query, headers, cookies and body of requests: 422, or 415 for the media type.
    #[serde(skip_serializing_if = "is_default")]
    pub requests: CheckMode,
    /// Credentials: 401.
    #[serde(skip_serializing_if = "is_default")]
    pub security: CheckMode,
    /// Whether the client accepts what would be answered: 406.
    #[serde(skip_serializing_if = "is_default")]
    pub negotiation: CheckMode,
    /// What is answered: 500 where it is enforced.
    #[serde(skip_serializing_if = "is_report")]
    pub responses: CheckMode,
    /// Keys this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Default for ContractChecks {
    fn default() -> Self {
        let enforce = CheckMode::Enforce;
        Self { requests: enforce, security: enforce, negotiation: enforce, responses: CheckMode::Report, extra: Extra::new() }
    }
}

/// What follows from a violation of the contract.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
    strum::EnumIter,
    strum::IntoStaticStr,
    strum::EnumMessage,
)]
#[serde(rename_all = "lowercase")]
pub enum CheckMode {
    /// The call is refused.
    #[default]
    #[strum(serialize = "Enforce", message = "A call that breaks the contract is refused")]
    Enforce,
    /// The call is answered as ever, and the log says what is wrong with it.
    #[strum(
        serialize = "Report",
        message = "A call that breaks the contract is answered, and the log says what is wrong with it"
    )]
    Report,
    /// Nothing is checked.
    #[strum(serialize = "Off", message = "Nothing is checked")]
    Off,
}

impl CheckMode {
    /// What a person calls it.
    pub fn label(self) -> &'static str {
        self.into()
    }

    /// One sentence about it.
    pub fn description(self) -> &'static str {
        strum::EnumMessage::get_message(&self).unwrap_or_default()
    }
}

fn is_report(mode: &CheckMode) -> bool {
    *mode == CheckMode::Report
}

/// The operation of the contract that an endpoint was derived from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EndpointContract {
    /// The method in capitals and the path as the contract writes it: `GET /pets/{id}`.
    pub operation: String,
    /// Takes the place of the project's switch for requests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requests: Option<CheckMode>,
    /// Takes the place of the project's switch for credentials.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub security: Option<CheckMode>,
    /// Takes the place of the project's switch for what the client accepts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub negotiation: Option<CheckMode>,
    /// Takes the place of the project's switch for answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responses: Option<CheckMode>,
    /// Keys this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl EndpointContract {
    /// Derived from that operation, checked as the project says.
    pub fn new(operation: impl Into<String>) -> Self {
        Self {
            operation: operation.into(),
            requests: None,
            security: None,
            negotiation: None,
            responses: None,
            extra: Extra::new(),
        }
    }

    /// The switches that hold for the endpoint, where `project` are those of the project.
    pub fn checks(&self, project: &ContractChecks) -> ContractChecks {
        ContractChecks {
            requests: self.requests.unwrap_or(project.requests),
            security: self.security.unwrap_or(project.security),
            negotiation: self.negotiation.unwrap_or(project.negotiation),
            responses: self.responses.unwrap_or(project.responses),
            extra: Extra::new(),
        }
    }
}
