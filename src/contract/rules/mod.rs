//! What a project's contract asks of requests and answers, endpoint by endpoint. The schemas are compiled when they are first
//! needed, so that a large contract is taken up at once; what did not change is kept from one edit to the next.

mod as_written;
mod body;
mod operation;
mod parameter;
mod path;
mod problem;
mod response;
mod schema;
mod schemas;
mod security;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use http::HeaderMap;
use rustc_hash::FxHashMap;

pub use operation::OperationRules;
pub use schemas::Schemas;

use super::{Contract, violation::Violation};
use crate::{
    engine,
    model::{CheckMode, ContractChecks, EndpointContract, Project},
};

/// What a project's contract asks of its endpoints.
#[derive(Debug)]
pub struct Rules {
    contract: Arc<Contract>,
    /// By the operation's name.
    operations: FxHashMap<String, Arc<OperationRules>>,
    /// Index for index those of the project.
    endpoints: Vec<Option<EndpointRules>>,
}

/// Why a request is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Credentials are missing: 401.
    Credentials,
    /// The body's media type is not documented: 415.
    MediaType,
    /// The message breaks the contract: 422, or what the contract documents instead: 400, or 404 for the path.
    Message,
    /// The client accepts none of what there is: 406.
    Accept,
}

impl Refusal {
    /// Whether a violation is refused for this reason.
    pub fn covers(self, violation: &Violation) -> bool {
        violation.status()
            == match self {
                Self::Credentials => 401,
                Self::MediaType => 415,
                Self::Message => 422,
                Self::Accept => 406,
            }
    }
}

#[derive(Debug)]
struct EndpointRules {
    operation: Arc<OperationRules>,
    checks: ContractChecks,
}

impl Rules {
    /// The rules of a project; none where it has no contract or no endpoint comes from it. What stayed the same is taken from
    /// those `before`.
    pub fn of(project: &Project, before: Option<&Arc<Self>>) -> Option<Arc<Self>> {
        let link = project.contract.as_ref()?;
        if project.endpoints.iter().all(|endpoint| endpoint.contract.is_none()) {
            return None;
        }
        let before = before.filter(|before| Arc::ptr_eq(&before.contract.document, &link.document));
        let (contract, operations) = match before {
            Some(before) => (Arc::clone(&before.contract), before.operations.clone()),
            None => {
                let contract = Arc::new(Contract::view(&link.document));
                let mut schemas = Schemas::new(&contract);
                let mut rules = |operation| Arc::new(OperationRules::new(&mut schemas, operation));
                let operations = contract.operations.iter().map(|operation| (operation.key(), rules(operation))).collect();
                (contract, operations)
            }
        };
        let endpoint = |linked: &EndpointContract| {
            let operation = Arc::clone(operations.get(&linked.operation)?);
            Some(EndpointRules { operation, checks: linked.checks(&link.checks) })
        };
        let endpoints = project.endpoints.iter().map(|one| one.contract.as_ref().and_then(endpoint)).collect();
        Some(Arc::new(Self { contract, operations, endpoints }))
    }

    fn endpoint(&self, endpoint: usize) -> Option<&EndpointRules> {
        self.endpoints.get(endpoint)?.as_ref()
    }

    /// How strictly the endpoint at that index is held to the contract; none where it does not come from it.
    pub fn checks(&self, endpoint: usize) -> Option<&ContractChecks> {
        Some(&self.endpoint(endpoint)?.checks)
    }

    /// What the contract asks of the operation that the endpoint at that index comes from.
    pub fn operation(&self, endpoint: usize) -> Option<&OperationRules> {
        Some(&self.endpoint(endpoint)?.operation)
    }

    /// What a request to the endpoint at that index breaks, its credentials included.
    pub fn check_request(&self, endpoint: usize, request: &engine::Request<'_>) -> Vec<Violation> {
        self.endpoint(endpoint).map_or_else(Vec::new, |rules| rules.operation.check_request(request))
    }

    /// What a request to the endpoint at that index breaks of what is checked there, and why it is refused, if it is. `sent` is
    /// what would be answered: the status, and the media type where it is known.
    pub fn judge(
        &self,
        endpoint: usize,
        request: &engine::Request<'_>,
        sent: Option<(u16, Option<&str>)>,
    ) -> (Vec<Violation>, Option<Refusal>) {
        let Some(EndpointRules { operation, checks }) = self.endpoint(endpoint) else { return Default::default() };
        let mut violations = Vec::new();
        if checks.security != CheckMode::Off {
            violations.extend(operation.check_credentials(request));
        }
        if checks.requests != CheckMode::Off {
            violations.extend(operation.check_message(request));
        }
        if let Some((status, media_type)) = sent.filter(|_| checks.negotiation != CheckMode::Off) {
            violations.extend(operation.check_accept(status, request.headers, media_type));
        }
        let is_enforced = |refusal: &Refusal| {
            let mode = match refusal {
                Refusal::Credentials => checks.security,
                Refusal::MediaType | Refusal::Message => checks.requests,
                Refusal::Accept => checks.negotiation,
            };
            mode == CheckMode::Enforce && violations.iter().any(|violation| violation.is_serious() && refusal.covers(violation))
        };
        let refusals = [Refusal::Credentials, Refusal::MediaType, Refusal::Message, Refusal::Accept];
        let refusal = refusals.into_iter().find(is_enforced);
        (violations, refusal)
    }

    /// What an answer of the endpoint at that index breaks.
    pub fn check_response(&self, endpoint: usize, status: u16, headers: &HeaderMap, body: &[u8]) -> Vec<Violation> {
        self.endpoint(endpoint).map_or_else(Vec::new, |rules| rules.operation.check_response(status, headers, body))
    }
}

/// Whether bodies of a media type are JSON (RFC 6839, 3.1).
pub(super) fn is_json(media_type: &str) -> bool {
    let essence = engine::essence(media_type).to_ascii_lowercase();
    matches!(essence.as_str(), "application/json" | "text/json") || essence.ends_with("+json")
}
