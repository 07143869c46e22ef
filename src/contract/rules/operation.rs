//! What a contract asks of the requests and answers of one operation.

use http::HeaderMap;

use crate::{
    contract::{
        Contract, Operation, ParameterIn,
        violation::{Location, Side, Violation},
    },
    engine::Request,
};

/// What a contract asks of the requests and answers of one operation.
#[derive(Debug)]
pub struct OperationRules {
    operation: Operation,
}

impl OperationRules {
    /// The rules of an operation. Nothing is compiled yet.
    pub fn new(_contract: &Contract, operation: &Operation) -> Self {
        Self { operation: operation.clone() }
    }

    /// What a request breaks.
    pub fn check_request(&self, request: &Request<'_>) -> Vec<Violation> {
        let mut violations = Vec::new();
        for parameter in self.operation.parameters.iter().filter(|parameter| parameter.is_required) {
            if parameter.location == ParameterIn::Query && !request.query().iter().any(|(name, _)| *name == parameter.name) {
                violations.push(Violation {
                    side: Side::Request,
                    location: Location::Query,
                    place: parameter.name.clone(),
                    keyword: "required".to_owned(),
                    message: format!("The query parameter {} is missing", parameter.name),
                    pointer: parameter.pointer.clone(),
                });
            }
        }
        violations
    }

    /// What an answer breaks.
    pub fn check_response(&self, status: u16, _headers: &HeaderMap, _body: &[u8]) -> Vec<Violation> {
        if self.operation.response(status).is_some() || self.operation.responses.is_empty() {
            return Vec::new();
        }
        vec![Violation {
            side: Side::Response,
            location: Location::Status,
            place: status.to_string(),
            keyword: "responses".to_owned(),
            message: format!("The status {status} is not documented"),
            pointer: format!("{}/responses", self.operation.pointer),
        }]
    }
}
