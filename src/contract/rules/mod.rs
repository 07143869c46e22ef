//! What a project's contract asks of requests and answers, endpoint by endpoint. The schemas are compiled when they are first
//! needed, so that a large contract is taken up at once; what did not change is kept from one edit to the next.

mod operation;

use std::sync::Arc;

use http::HeaderMap;
use rustc_hash::FxHashMap;

pub use operation::OperationRules;

use super::{Contract, violation::Violation};
use crate::{
    engine,
    model::{ContractChecks, Project},
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
                let rules = |operation| Arc::new(OperationRules::new(&contract, operation));
                let operations = contract.operations.iter().map(|operation| (operation.key(), rules(operation))).collect();
                (contract, operations)
            }
        };
        let endpoint = |linked: &crate::model::EndpointContract| {
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

    /// What a request to the endpoint at that index breaks, its credentials included.
    pub fn check_request(&self, endpoint: usize, request: &engine::Request<'_>) -> Vec<Violation> {
        self.endpoint(endpoint).map_or_else(Vec::new, |rules| rules.operation.check_request(request))
    }

    /// What an answer of the endpoint at that index breaks.
    pub fn check_response(&self, endpoint: usize, status: u16, headers: &HeaderMap, body: &[u8]) -> Vec<Violation> {
        self.endpoint(endpoint).map_or_else(Vec::new, |rules| rules.operation.check_response(status, headers, body))
    }
}
