//! From a decision to an answer: a mock's response, or what the server itself has to say.

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode, header};
use serde_json::{Value, json};

use super::{
    answer_body::Content,
    cors,
    file_body::{self, OpenFile},
    problem::ServerProblem,
    serving::Serving,
};
use crate::{
    engine::{self, Check, CompiledBody, CompiledResponse, Decision, NearMiss, Request},
    traffic::CapturedBody,
};

/// What is to be answered, before the headers that every answer gets.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: StatusCode,
    /// The reason phrase where it is not the usual one.
    pub(super) reason: Option<Bytes>,
    pub(super) headers: HeaderMap,
    pub(super) content: Content,
    /// How many bytes the content has, also where they are not sent.
    pub(super) size: u64,
    /// Why this is not the answer that was decided.
    pub(super) failure: Option<String>,
}

impl Answer {
    /// An answer of that status and body.
    fn new(status: StatusCode, headers: HeaderMap, body: Bytes) -> Self {
        Self { status, reason: None, headers, size: body.len() as u64, content: Content::Bytes(body), failure: None }
    }

    /// A problem.
    pub(super) fn problem(problem: &ServerProblem) -> Self {
        Self::new(problem.status, problem.headers.clone(), problem.to_bytes())
    }

    /// A problem in place of the answer that was decided.
    fn failed(kind: &'static str, title: &'static str, why: String) -> Self {
        let problem = ServerProblem::new(StatusCode::INTERNAL_SERVER_ERROR, kind, title, why.as_str());
        Self { failure: Some(why), ..Self::problem(&problem) }
    }

    /// What the log keeps of the body; of a large file nothing yet.
    pub(super) fn captured(&self) -> CapturedBody {
        match &self.content {
            Content::Bytes(bytes) => CapturedBody::of(bytes),
            Content::Nothing | Content::File(_) => CapturedBody::default(),
        }
    }
}

/// What an answer still needs before it can be sent.
#[derive(Debug)]
pub(super) enum Step {
    /// Nothing.
    Ready(Answer),
    /// The body from the file of this path.
    ReadFile(Answer, String),
}

/// The answer to a request about which that decision was taken, up to where something must be waited for.
pub(super) fn answer(serving: &Serving, request: &Request<'_>, decision: &Decision) -> Step {
    Step::Ready(match &decision.answer {
        engine::Answer::Response { endpoint, response, .. } => {
            let endpoint = serving.compiled.endpoints.get(*endpoint as usize);
            match endpoint.and_then(|endpoint| endpoint.responses.get(*response as usize)).and_then(Option::as_ref) {
                Some(response) => return mock(response),
                // The engine never decides on a response that it could not compile.
                None => Answer::failed("broken-response", "The response is broken", "The response was not compiled".to_owned()),
            }
        }
        engine::Answer::Preflight { allowed } => {
            Answer::new(StatusCode::NO_CONTENT, cors::preflight(request.headers, allowed), Bytes::new())
        }
        engine::Answer::Options { allowed } => {
            let headers = HeaderMap::from_iter([(header::ALLOW, cors::method_list(allowed))]);
            Answer::new(StatusCode::NO_CONTENT, headers, Bytes::new())
        }
        engine::Answer::MethodNotAllowed { allowed } => method_not_allowed(request, allowed),
        engine::Answer::NoMatch => no_match(serving, request, decision),
    })
}

/// A response of the project.
fn mock(response: &CompiledResponse) -> Step {
    let body = match &response.body {
        CompiledBody::Bytes(bytes) => bytes.clone(),
        CompiledBody::File(_) => Bytes::new(),
    };
    let mut answer = Answer::new(response.status, response.headers.clone(), body);
    answer.reason.clone_from(&response.reason);
    match &response.body {
        CompiledBody::Bytes(_) => Step::Ready(answer),
        CompiledBody::File(path) => Step::ReadFile(answer, path.clone()),
    }
}

/// Gives an answer its body from a file of the project's folder.
pub(super) async fn with_file(answer: Answer, serving: &Serving, path: &str) -> Answer {
    match file_body::open(serving.folder.as_deref(), path).await {
        Ok(file) => {
            let size = file.size();
            let content = match file {
                OpenFile::Whole(bytes) => Content::Bytes(bytes),
                OpenFile::Large(file) => Content::File(file),
            };
            Answer { content, size, ..answer }
        }
        Err(error) => Answer::failed("body-file", "The body file cannot be sent", error.to_string()),
    }
}

fn method_not_allowed(request: &Request<'_>, allowed: &[Method]) -> Answer {
    let names: Vec<_> = allowed.iter().map(Method::as_str).collect();
    let detail = format!("{} answers {}, not {}", request.uri.path(), names.join(", "), request.method);
    let problem = ServerProblem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "method-not-allowed",
        "No endpoint of this path has this method",
        detail,
    );
    Answer::problem(&problem.with("allowed", json!(names)).with_header(header::ALLOW, cors::method_list(allowed)))
}

fn no_match(serving: &Serving, request: &Request<'_>, decision: &Decision) -> Answer {
    let explanation = serving.compiled.explain(request, decision);
    let nearest: Vec<_> = explanation.near_misses.iter().map(near_miss).collect();
    let problem = ServerProblem::new(StatusCode::NOT_FOUND, "no-match", "No endpoint answers this request", explanation.summary);
    Answer::problem(&problem.with("nearest", Value::from(nearest)))
}

fn near_miss(near_miss: &NearMiss) -> Value {
    let missed: Vec<_> = near_miss.missed.iter().map(missed_check).collect();
    json!({ "endpoint": near_miss.endpoint, "method": near_miss.method, "path": near_miss.path, "missed": missed })
}

fn missed_check(check: &Check) -> Value {
    let mut fields = json!({
        "subject": check.subject,
        "name": check.name,
        "operator": check.operator,
        "expected": check.expected,
        "actual": check.actual,
    });
    if let (Some(error), Some(fields)) = (&check.error, fields.as_object_mut()) {
        fields.insert("error".to_owned(), Value::from(error.as_str()));
    }
    fields
}
