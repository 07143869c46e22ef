//! What is said about expectations, as plain data: the window paints it, the control API sends it, and the command line
//! writes it as text, JSON or JUnit. All of them say the same.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{ExpectationState, counted::Counted};
use crate::{
    model::{CallCount, EndpointId, ExpectationId, Project},
    traffic::Exchange,
};

/// What became of all expectations.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VerificationReport {
    /// Whether all of them are met, and no request was left without an answer where that was demanded.
    pub passed: bool,
    /// Every expectation that is switched on, in the order of the project.
    pub expectations: Vec<ExpectationReport>,
    /// The requests that nothing answered.
    pub unmatched: UnmatchedReport,
}

/// What became of one expectation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExpectationReport {
    /// Which one.
    pub id: ExpectationId,
    /// What a person calls it.
    pub name: String,
    /// What the calls came to.
    pub state: ExpectationState,
    /// Which calls count, in words.
    pub request: String,
    /// How many calls there must be.
    pub expected: CallCount,
    /// How many there were.
    pub count: u64,
    /// Why it is not met: one sentence for each thing that is wrong. Empty where it is met.
    pub reasons: Vec<String>,
    /// The first and the last calls that counted.
    pub calls: Vec<CallReport>,
    /// How many calls between them are left out.
    pub calls_left_out: u64,
    /// The first call that was one too many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_too_many: Option<CallReport>,
    /// The first call that was not answered as demanded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wrong_answer: Option<CallReport>,
    /// The first pair of calls that came out of order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub out_of_order: Option<OutOfOrderReport>,
    /// The requests that came nearest to being counted, nearest first, where calls are missing.
    #[serde(default)]
    pub near_misses: Vec<NearMissReport>,
    /// What cannot be known any more, because the log has let go of requests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caveat: Option<String>,
}

/// One call.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CallReport {
    /// Its number in the log; none where the log does not have it.
    pub sequence: Option<u64>,
    /// When its first byte was seen.
    pub time: Timestamp,
    /// The method and the request target.
    pub request: String,
    /// The status it was answered with; none where the connection ended without an answer.
    pub status: Option<u16>,
    /// The endpoint that answered.
    pub endpoint: Option<EndpointId>,
    /// The method and the path of that endpoint.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_by: Option<String>,
    /// What the nearest endpoints missed, where none answered and the log still has it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missed: Vec<String>,
}

/// Two calls that came out of order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OutOfOrderReport {
    /// The last call until then of what was to come first; none where there was none.
    pub earlier: Option<CallReport>,
    /// The first call of what was to come later.
    pub later: CallReport,
    /// How many other requests came between the two.
    pub between: u64,
}

/// A request that nearly counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NearMissReport {
    /// The request.
    pub call: CallReport,
    /// Every part of the demand, passed or failed.
    pub checks: Vec<CheckReport>,
    /// What could not be looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caveat: Option<String>,
}

/// What one part of a demand came to for one request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CheckReport {
    /// Whether it holds.
    pub passed: bool,
    /// What was demanded, in words.
    pub demand: String,
    /// What the request held; none where it was absent.
    pub actual: Option<String>,
    /// What went wrong with the comparison itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// How far inside all, any and not it stands.
    #[serde(default)]
    pub depth: usize,
    /// Where the JSON differs, by path.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<String>,
}

/// The requests that nothing answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UnmatchedReport {
    /// Whether there may be some.
    pub allowed: bool,
    /// How many there were.
    pub count: u64,
    /// The first and the last ones.
    pub calls: Vec<CallReport>,
    /// How many between them are left out.
    pub calls_left_out: u64,
}

impl CallReport {
    /// A call that counted; the project names the endpoint that answered.
    pub(super) fn new(counted: &Counted, project: Option<&Project>) -> Self {
        let endpoint = counted.endpoint.as_ref().and_then(|id| project?.endpoint(id));
        Self {
            sequence: counted.sequence(),
            time: counted.received_at,
            request: counted.request.clone(),
            status: counted.status,
            endpoint: counted.endpoint.clone(),
            answered_by: endpoint.map(|endpoint| format!("{} {}", endpoint.method, endpoint.path)),
            missed: Vec::new(),
        }
    }

    /// A call of the log.
    pub(super) fn of(exchange: &Exchange, project: Option<&Project>) -> Self {
        Self::new(&Counted::new(exchange), project)
    }
}
