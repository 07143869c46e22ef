//! What the user wrote: a project and everything in it, as plain data with serde.
//!
//! No I/O, no async, no clock and no randomness here, and nothing is checked for sense: a project that
//! holds a broken regex or a status of 42 is still a project, and `engine::compile` says what is wrong
//! with it. Every struct keeps the keys it does not know in `extra`, so a file written by a newer
//! program of the same format version survives a load and save.

mod body;
mod condition;
mod contract;
mod endpoint;
mod expectation;
mod fault;
#[cfg(test)]
pub(crate) mod fixture;
mod id;
mod json_text;
mod language;
mod notes;
mod operator;
mod problem;
mod project;
mod response;
mod scenario;
mod spy;
mod webhook;
mod written_head;

pub use body::{Body, GeneratedBody, GeneratedFrom, TextBody};
pub use condition::{Comparison, Condition, Operand, Subject, SubjectKind};
pub use contract::{CheckMode, ContractChecks, ContractConflict, ContractLink, EndpointContract, KeptDifference};
pub use endpoint::{ANY_METHOD, Endpoint, Folder, Selection};
pub use expectation::{After, AnswerDemand, CallCount, Expectation, RequestPattern, TimeWindow};
pub use fault::{Fault, FaultKind, FaultName, FaultWhen};
pub use id::{EndpointId, ExpectationId, FolderId, ResponseId};
pub use json_text::JsonText;
pub use language::Language;
pub use operator::{OperandKind, Operator};
pub use problem::{Part, Place, Problem, Severity};
pub use project::{FORMAT_VERSION, Project, Settings};
pub use response::{Delay, Header, Response};
pub use scenario::{Scenario, ScenarioStep};
pub use spy::{Spy, SpyMode};
pub use webhook::Webhook;
pub use written_head::{OwnLine, WrittenHead};

/// Keys of a file's object that this version does not know, kept so that saving loses nothing.
pub type Extra = serde_json::Map<String, serde_json::Value>;

/// `skip_serializing_if` for fields that are left out at their default.
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// The default of switches that are on unless the file says otherwise.
fn yes() -> bool {
    true
}

/// `skip_serializing_if` for switches that are on unless the file says otherwise.
fn is_true(value: &bool) -> bool {
    *value
}
