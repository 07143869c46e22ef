//! What a contract asks of the requests and answers of one operation.

use http::{HeaderMap, Method};
use serde_json::{Map, Value};

use super::{
    body::BodyRules, is_json, parameter::ParameterRules, path::PathTemplate, response::ResponseRules, schemas::Schemas,
    security::SecurityRules,
};
use crate::{
    contract::{
        Operation, StatusKey,
        violation::{Location, Side, Violation},
    },
    engine::{Accept, Request},
};

/// What a contract asks of the requests and answers of one operation.
#[derive(Debug)]
pub struct OperationRules {
    pointer: String,
    is_head: bool,
    path: PathTemplate,
    parameters: Vec<ParameterRules>,
    security: SecurityRules,
    body: Option<RequestBodyRules>,
    responses: Vec<ResponseRules>,
    /// The JSON that answers may be of which have no media types of their own.
    produced_json: Option<String>,
}

#[derive(Debug)]
struct RequestBodyRules {
    is_required: bool,
    pointer: String,
    body: BodyRules,
}

impl OperationRules {
    /// The rules of an operation. No schema is compiled yet.
    pub fn new(schemas: &mut Schemas<'_>, operation: &Operation) -> Self {
        let body = operation.request_body.as_ref().map(|body| RequestBodyRules {
            is_required: body.is_required,
            pointer: body.pointer.clone(),
            body: BodyRules::new(schemas, Side::Request, &body.contents, &body.pointer),
        });
        Self {
            pointer: operation.pointer.clone(),
            is_head: operation.method == Method::HEAD.as_str(),
            path: PathTemplate::new(&operation.path),
            parameters: operation.parameters.iter().filter_map(|parameter| ParameterRules::new(schemas, parameter)).collect(),
            security: SecurityRules::new(schemas.contract, operation),
            body,
            produced_json: operation.produces.iter().find(|media_type| is_json(media_type)).cloned(),
            responses: operation.responses.iter().map(|response| ResponseRules::new(schemas, response)).collect(),
        }
    }

    /// What a request breaks: its credentials first, then its parameters, then its body.
    pub fn check_request(&self, request: &Request<'_>) -> Vec<Violation> {
        let mut violations = self.check_credentials(request);
        violations.extend(self.check_message(request));
        violations
    }

    /// What is missing of the credentials of a request.
    pub fn check_credentials(&self, request: &Request<'_>) -> Vec<Violation> {
        self.security.check(request)
    }

    /// What a request breaks besides its credentials.
    pub fn check_message(&self, request: &Request<'_>) -> Vec<Violation> {
        let mut violations = Vec::new();
        let path = self.path.values(request.uri.path());
        for parameter in &self.parameters {
            parameter.check(request, path.as_ref(), &mut violations);
        }
        match &self.body {
            Some(body) if !request.body.is_empty() || body.body.is_empty_form(request.headers) => {
                body.body.check(request.headers, request.body, &mut violations);
            }
            Some(body) if body.is_required => violations.push(Violation {
                side: Side::Request,
                location: Location::Body,
                place: String::new(),
                keyword: "required".to_owned(),
                message: "The body is missing".to_owned(),
                pointer: body.pointer.clone(),
            }),
            _ => {}
        }
        violations
    }

    /// Whether a client accepts none of what is documented for a status, nor what would be `sent`.
    pub fn check_accept(&self, status: u16, headers: &HeaderMap, sent: Option<&str>) -> Option<Violation> {
        self.response(status)?.check_accept(&Accept::of(headers), sent)
    }

    /// What the field `WWW-Authenticate` says where credentials are missing, one line for each scheme.
    pub fn challenges(&self) -> Vec<String> {
        self.security.challenges()
    }

    /// The media types that a request's body may be of.
    pub fn request_media_types(&self) -> Vec<String> {
        self.body.iter().flat_map(|body| body.body.media_types()).map(str::to_owned).collect()
    }

    /// The media types that are documented for a status.
    pub fn response_media_types(&self, status: u16) -> Vec<String> {
        self.response(status).map_or_else(Vec::new, ResponseRules::available)
    }

    /// The status that a message which breaks the contract is refused with: 422 (RFC 9110, 15.5.21), unless the contract says how
    /// it refuses and names 400 alone. Where it names neither and only the path is wrong, there is no such resource, if it says
    /// how it tells that.
    pub fn refusal_status(&self, is_only_path: bool) -> u16 {
        let names = |status: u16| self.response(status).is_some_and(|response| response.status == StatusKey::Exact(status));
        match (names(422), names(400)) {
            (true, _) => 422,
            (_, true) => 400,
            _ if is_only_path && names(404) && self.response(422).is_none() => 404,
            _ => 422,
        }
    }

    /// A problem as the contract documents answers of that status: its media type and body. Where no body is documented, it is in
    /// the JSON that OpenAPI 2.0 lists for all answers. None where there is neither JSON nor plain text, or JSON in which the
    /// problem has no place.
    pub fn documented_problem(&self, status: u16, problem: &Map<String, Value>) -> Option<(String, String)> {
        match self.response(status).filter(|response| response.has_content()) {
            Some(response) => response.documented_problem(problem),
            None => Some((self.produced_json.clone()?, Value::Object(problem.clone()).to_string())),
        }
    }

    fn response(&self, status: u16) -> Option<&ResponseRules> {
        let find = |key: StatusKey| self.responses.iter().find(|response| response.status == key);
        StatusKey::candidates(status).into_iter().find_map(find)
    }

    /// What an answer breaks. Answers to HEAD have no body to look at.
    pub fn check_response(&self, status: u16, headers: &HeaderMap, body: &[u8]) -> Vec<Violation> {
        if self.responses.is_empty() {
            return Vec::new();
        }
        let mut violations = Vec::new();
        match self.response(status) {
            Some(response) => response.check(status, headers, (!self.is_head).then_some(body), &mut violations),
            None => violations.push(Violation {
                side: Side::Response,
                location: Location::Status,
                place: status.to_string(),
                keyword: "responses".to_owned(),
                message: format!("The status {status} is not documented"),
                pointer: format!("{}/responses", self.pointer),
            }),
        }
        violations
    }
}
