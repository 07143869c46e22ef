//! Short ways to write projects and requests, for the tests beside this file.

use std::{cell::RefCell, collections::HashMap, net::Ipv4Addr, sync::Arc};

use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};
use mockwright::{
    engine::{Answer, CallMemory, Compiled, Decision, Explanation, Request, compile},
    model::{
        Body, Comparison, Condition, Endpoint, EndpointId, Language, Operand, Operator, Project, Response, ResponseId, Subject,
    },
};

/// A request that owns its parts.
#[derive(Clone, Debug)]
pub(crate) struct Owned {
    pub(crate) method: Method,
    pub(crate) uri: Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Owned {
    /// `request("GET /users/1")`.
    pub(crate) fn new(line: &str) -> Self {
        let (method, target) = line.split_once(' ').expect("a method and a target");
        Self { method: method.parse().unwrap(), uri: target.parse().unwrap(), headers: HeaderMap::new(), body: Vec::new() }
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.append(HeaderName::from_bytes(name.as_bytes()).unwrap(), HeaderValue::from_bytes(value.as_bytes()).unwrap());
        self
    }

    pub(crate) fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    pub(crate) fn borrow(&self) -> Request<'_> {
        Request::new(&self.method, &self.uri, &self.headers, &self.body, Ipv4Addr::LOCALHOST.into())
    }
}

/// Counts calls as the server does.
#[derive(Default)]
pub(crate) struct Calls(RefCell<HashMap<usize, u64>>);

impl CallMemory for Calls {
    fn count(&self, endpoint: usize) -> u64 {
        let mut calls = self.0.borrow_mut();
        let number = calls.entry(endpoint).or_default();
        *number += 1;
        *number
    }
}

/// An endpoint `METHOD /path` that answers every call with an empty 200; its id is its index in the project.
pub(crate) fn endpoint(line: &str) -> Endpoint {
    let (method, path) = line.split_once(' ').expect("a method and a path");
    let mut endpoint = Endpoint::new(EndpointId::new(line), method, path);
    endpoint.responses.push(Response::new(ResponseId::new(format!("{line} 200")), 200));
    endpoint
}

/// An endpoint with these responses.
pub(crate) fn endpoint_with(line: &str, responses: impl IntoIterator<Item = Response>) -> Endpoint {
    let mut endpoint = endpoint(line);
    endpoint.responses = responses.into_iter().collect();
    endpoint
}

/// A response with that status, named after it.
pub(crate) fn response(status: u16) -> Response {
    Response::new(ResponseId::new(status.to_string()), status)
}

/// A response with that status that needs a condition.
pub(crate) fn response_if(status: u16, condition: Condition) -> Response {
    Response { condition: Some(condition), ..response(status) }
}

/// One comparison.
pub(crate) fn compare(subject: Subject, operator: Operator, value: impl Into<Operand>) -> Condition {
    Condition::Compare(Comparison::new(subject, operator, value))
}

pub(crate) fn text_body(language: Language, text: &str) -> Body {
    Body::text(language, text)
}

pub(crate) fn project(endpoints: impl IntoIterator<Item = Endpoint>) -> Project {
    Project { endpoints: endpoints.into_iter().map(Arc::new).collect(), ..Project::default() }
}

pub(crate) fn compiled(project: Project) -> Compiled {
    compile(&Arc::new(project), None)
}

/// The decision about a request, all endpoints called for the first time.
pub(crate) fn decide(compiled: &Compiled, request: &Owned) -> Decision {
    compiled.decide(&request.borrow(), &Calls::default(), 0)
}

/// The line and status of what answers, or the name of the answer.
pub(crate) fn answer(compiled: &Compiled, request: &Owned) -> String {
    describe(compiled, &decide(compiled, request))
}

pub(crate) fn describe(compiled: &Compiled, decision: &Decision) -> String {
    let list = |methods: &[Method]| methods.iter().map(Method::as_str).collect::<Vec<_>>().join(",");
    match &decision.answer {
        Answer::Response { endpoint, response, .. } => {
            let endpoint = &compiled.project.endpoints[*endpoint as usize];
            format!("{} {} -> {}", endpoint.method, endpoint.path, endpoint.responses[*response as usize].status)
        }
        Answer::Preflight { allowed } => format!("preflight {}", list(allowed)),
        Answer::Options { allowed } => format!("options {}", list(allowed)),
        Answer::MethodNotAllowed { allowed } => format!("405 {}", list(allowed)),
        Answer::Forward { endpoint } => {
            let endpoint = endpoint.map(|endpoint| &compiled.project.endpoints[endpoint as usize]);
            endpoint.map_or_else(|| "forward".to_owned(), |endpoint| format!("forward {} {}", endpoint.method, endpoint.path))
        }
        Answer::NoMatch => "404".to_owned(),
    }
}

pub(crate) fn explain(compiled: &Compiled, request: &Owned) -> (Decision, Explanation) {
    let decision = decide(compiled, request);
    let explanation = compiled.explain(&request.borrow(), &decision);
    (decision, explanation)
}
