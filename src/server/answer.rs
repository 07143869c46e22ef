//! From a decision to an answer: a mock's response, or what the server itself has to say.

use std::borrow::Cow;

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode, header};
use serde_json::{Value, json};

use super::{
    answer_body::Content,
    answer_head::AnswerHead,
    cors,
    file_body::{self, OpenFile},
    problem::ServerProblem,
    ready::ReadyHead,
    serving::Serving,
};
use crate::engine::{self, Check, CompiledBody, CompiledResponse, Decision, NearMiss, Request};

/// What is to be answered.
#[derive(Debug)]
pub(super) struct Answer<'a> {
    pub(super) status: StatusCode,
    /// The reason phrase where it is not the usual one.
    pub(super) reason: Option<Bytes>,
    pub(super) head: Cow<'a, AnswerHead>,
    pub(super) content: Content,
    /// Why this is not the answer that was decided.
    pub(super) failure: Option<String>,
}

impl Answer<'_> {
    fn new(serving: &Serving, status: StatusCode, headers: HeaderMap, body: Bytes) -> Self {
        let head = Cow::Owned(AnswerHead::new(headers, status, body.len() as u64, &serving.compiled));
        Self { status, reason: None, head, content: Content::Bytes(body), failure: None }
    }

    /// A problem.
    pub(super) fn problem(serving: &Serving, problem: &ServerProblem) -> Self {
        Self::new(serving, problem.status, problem.headers.clone(), problem.to_bytes())
    }

    /// A problem in place of the answer that was decided.
    fn failed(serving: &Serving, kind: &'static str, title: &'static str, why: String) -> Self {
        let problem = ServerProblem::new(StatusCode::INTERNAL_SERVER_ERROR, kind, title, why.as_str());
        Self { failure: Some(why), ..Self::problem(serving, &problem) }
    }
}

/// An answer, or what must be waited for before there is one.
#[derive(Debug)]
pub(super) enum Step<'a> {
    /// This is the answer.
    Ready(Answer<'a>),
    /// The body of this response is in the file of this path.
    ReadFile(&'a CompiledResponse, &'a str),
}

/// The answer to a request about which that decision was taken.
pub(super) fn answer<'a>(serving: &'a Serving, request: &Request<'_>, decision: &Decision) -> Step<'a> {
    Step::Ready(match &decision.answer {
        engine::Answer::Response { endpoint, response, .. } => {
            if let Some((ready, ReadyHead { status, reason, head })) = serving.ready(*endpoint, *response) {
                let content = Content::Bytes(ready.body.clone());
                let head = Cow::Borrowed(head);
                return Step::Ready(Answer { status: *status, reason: reason.clone(), head, content, failure: None });
            }
            match serving.compiled.response(*endpoint, *response) {
                Some(response @ CompiledResponse { body: CompiledBody::File(path), .. }) => {
                    return Step::ReadFile(response, path);
                }
                // The engine never decides on a response that it could not compile.
                _ => {
                    let why = "The response was not compiled".to_owned();
                    Answer::failed(serving, "broken-response", "The response is broken", why)
                }
            }
        }
        engine::Answer::Preflight { allowed } => {
            Answer::new(serving, StatusCode::NO_CONTENT, cors::preflight(request.headers, allowed), Bytes::new())
        }
        engine::Answer::Options { allowed } => {
            let headers = HeaderMap::from_iter([(header::ALLOW, cors::method_list(allowed))]);
            Answer::new(serving, StatusCode::NO_CONTENT, headers, Bytes::new())
        }
        engine::Answer::MethodNotAllowed { allowed } => Answer::problem(serving, &method_not_allowed(request, allowed)),
        engine::Answer::NoMatch => Answer::problem(serving, &no_match(serving, request, decision)),
    })
}

/// A response with its body from a file of the project's folder.
pub(super) async fn read_file<'a>(serving: &Serving, response: &CompiledResponse, path: &str) -> Answer<'a> {
    match file_body::open(serving.folder.as_deref(), path).await {
        Ok(file) => {
            let head = AnswerHead::new(response.headers.clone(), response.status, file.size(), &serving.compiled);
            let content = match file {
                OpenFile::Whole(bytes) => Content::Bytes(bytes),
                OpenFile::Large(file) => Content::File(file),
            };
            Answer { status: response.status, reason: response.reason.clone(), head: Cow::Owned(head), content, failure: None }
        }
        Err(error) => Answer::failed(serving, "body-file", "The body file cannot be sent", error.to_string()),
    }
}

fn method_not_allowed(request: &Request<'_>, allowed: &[Method]) -> ServerProblem {
    let names: Vec<_> = allowed.iter().map(Method::as_str).collect();
    let detail = format!("{} answers {}, not {}", request.uri.path(), names.join(", "), request.method);
    let problem = ServerProblem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "method-not-allowed",
        "No endpoint of this path has this method",
        detail,
    );
    problem.with("allowed", json!(names)).with_header(header::ALLOW, cors::method_list(allowed))
}

fn no_match(serving: &Serving, request: &Request<'_>, decision: &Decision) -> ServerProblem {
    let explanation = serving.compiled.explain(request, decision);
    let nearest: Vec<_> = explanation.near_misses.iter().map(near_miss).collect();
    let problem = ServerProblem::new(StatusCode::NOT_FOUND, "no-match", "No endpoint answers this request", explanation.summary);
    problem.with("nearest", Value::from(nearest))
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
