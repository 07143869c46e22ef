//! From a decision to an answer: a mock's response, or what the server itself has to say.

use std::{borrow::Cow, sync::Arc};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use serde_json::{Value, json};

use super::{
    answer_body::Content,
    answer_head::{AnswerHead, may_have_body},
    cors,
    file_body::{self, OpenFile},
    problem::ServerProblem,
    ready::ReadyHead,
    serving::Serving,
};
use crate::{
    engine::{
        self, Check, CompiledBody, CompiledHead, CompiledResponse, Decision, NearMiss, RenderError, RenderedBody, Rendering,
        Request, SEED_HEADER,
    },
    model::Part,
};

/// What is to be answered.
#[derive(Debug)]
pub(super) struct Answer<'a> {
    pub(super) status: StatusCode,
    /// The reason phrase where it is not the usual one.
    pub(super) reason: Option<Bytes>,
    pub(super) head: Cow<'a, AnswerHead>,
    pub(super) content: Content,
    /// The wait that a template asked for, in place of the one that was decided.
    pub(super) delay_ms: Option<u32>,
    /// Why this is not the answer that was decided.
    pub(super) failure: Option<String>,
}

impl Answer<'_> {
    fn new(serving: &Serving, status: StatusCode, headers: HeaderMap, body: Bytes) -> Self {
        let head = Cow::Owned(AnswerHead::new(headers, status, body.len() as u64, &serving.compiled));
        Self { status, reason: None, head, content: Content::Bytes(body), delay_ms: None, failure: None }
    }

    /// A problem.
    pub(super) fn problem(serving: &Serving, problem: &ServerProblem) -> Self {
        Self::new(serving, problem.status, problem.headers.clone(), problem.to_bytes())
    }

    /// That problem in place of the answer that was decided.
    pub(super) fn failed_with(serving: &Serving, problem: &ServerProblem) -> Self {
        Self { failure: Some(problem.detail.clone()), ..Self::problem(serving, problem) }
    }

    /// A problem in place of the answer that was decided.
    fn failed(serving: &Serving, kind: &'static str, title: &'static str, why: String) -> Self {
        Self::failed_with(serving, &ServerProblem::new(StatusCode::INTERNAL_SERVER_ERROR, kind, title, why))
    }
}

/// An answer, or what must be waited for before there is one.
#[derive(Debug)]
pub(super) enum Step<'a> {
    /// This is the answer.
    Ready(Answer<'a>),
    /// The body of this answer is in a file.
    ReadFile(FileAnswer<'a>),
}

/// An answer whose body is in a file.
#[derive(Debug)]
pub(super) struct FileAnswer<'a> {
    status: StatusCode,
    reason: Option<Bytes>,
    headers: Cow<'a, HeaderMap>,
    written: Option<Arc<CompiledHead>>,
    /// Where the file is below the project's folder.
    path: Cow<'a, str>,
    delay_ms: Option<u32>,
}

impl Step<'_> {
    /// The wait that a template asked for.
    pub(super) fn delay_ms(&self) -> Option<u32> {
        match self {
            Self::Ready(answer) => answer.delay_ms,
            Self::ReadFile(answer) => answer.delay_ms,
        }
    }
}

/// The answer to a request about which that decision was taken.
pub(super) fn answer<'a>(serving: &'a Serving, request: &Request<'_>, decision: &Decision) -> Step<'a> {
    Step::Ready(match &decision.answer {
        engine::Answer::Response { endpoint, response, .. } => {
            if let Some((ready, ReadyHead { status, reason, head })) = serving.ready(*endpoint, *response) {
                let content = Content::Bytes(ready.body.clone());
                let head = Cow::Borrowed(head);
                let reason = reason.clone();
                return Step::Ready(Answer { status: *status, reason, head, content, delay_ms: None, failure: None });
            }
            match serving.compiled.response(*endpoint, *response) {
                Some(response) if response.is_dynamic() => return rendered(serving, response, request, decision),
                Some(CompiledResponse { body: CompiledBody::File(path), status, reason, headers, written, .. }) => {
                    let (status, reason, written) = (*status, reason.clone(), written.clone());
                    let (headers, path) = (Cow::Borrowed(headers), Cow::Borrowed(path.as_str()));
                    return Step::ReadFile(FileAnswer { status, reason, headers, written, path, delay_ms: None });
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
        // Forwarded ones never come here.
        engine::Answer::NoMatch | engine::Answer::Forward { .. } => {
            Answer::problem(serving, &no_match(serving, request, decision))
        }
    })
}

/// The answer of a response that is made anew for every request.
fn rendered<'a>(serving: &Serving, response: &CompiledResponse, request: &Request<'_>, decision: &Decision) -> Step<'a> {
    let rendering = match serving.compiled.render(response, request, decision, serving.surroundings()) {
        Ok(rendering) => rendering,
        Err(error) => return Step::Ready(template_failed(serving, &error)),
    };
    let Rendering { status, mut headers, body, delay_ms, is_dynamic, .. } = rendering;
    if is_dynamic {
        headers.insert(SEED_HEADER, HeaderValue::from(decision.seed));
        if serving.compiled.project.settings.cors && !headers.contains_key(header::ACCESS_CONTROL_EXPOSE_HEADERS) {
            headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(SEED_HEADER));
        }
    }
    let (reason, written) = (response.reason.clone(), response.written.clone());
    match body {
        RenderedBody::Bytes(body) => {
            let body = if may_have_body(status) { body } else { Bytes::new() };
            let answer = Answer::new(serving, status, headers, body);
            Step::Ready(Answer { reason, delay_ms, head: written_as(answer.head, written.as_ref(), status), ..answer })
        }
        RenderedBody::File(path) => {
            Step::ReadFile(FileAnswer { status, reason, headers: Cow::Owned(headers), written, path: Cow::Owned(path), delay_ms })
        }
    }
}

/// A head as it is written, where that is a real server's way.
fn written_as<'a>(head: Cow<'a, AnswerHead>, written: Option<&Arc<CompiledHead>>, status: StatusCode) -> Cow<'a, AnswerHead> {
    match written {
        None => head,
        Some(written) => Cow::Owned(head.into_owned().written_as(written, status)),
    }
}

/// A template failed on this request.
fn template_failed<'a>(serving: &Serving, error: &RenderError) -> Answer<'a> {
    let RenderError { part, line, column, message } = error;
    let part = match part {
        Part::Header(index) => format!("header {}", index + 1),
        Part::Status => "status".to_owned(),
        Part::Delay => "delay".to_owned(),
        _ => "body".to_owned(),
    };
    let why = format!("The template of the {part} failed at line {line}, column {column}: {message}");
    let problem = ServerProblem::new(StatusCode::INTERNAL_SERVER_ERROR, "template", "A template failed", why.as_str());
    let problem = problem.with("part", json!(part)).with("line", json!(line)).with("column", json!(column));
    Answer { failure: Some(why), ..Answer::problem(serving, &problem) }
}

/// An answer with its body from a file of the project's folder.
pub(super) async fn read_file<'a>(serving: &Serving, answer: FileAnswer<'a>) -> Answer<'a> {
    let FileAnswer { status, reason, headers, written, path, delay_ms } = answer;
    match file_body::open(serving.folder.as_deref(), &path).await {
        Ok(file) => {
            let head = Cow::Owned(AnswerHead::new(headers.into_owned(), status, file.size(), &serving.compiled));
            let head = written_as(head, written.as_ref(), status);
            let content = match file {
                OpenFile::Whole(bytes) => Content::Bytes(bytes),
                OpenFile::Large(file) => Content::File(file),
            };
            Answer { status, reason, head, content, delay_ms, failure: None }
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
    if let Some(fields) = fields.as_object_mut() {
        fields.extend(check.error.as_ref().map(|error| ("error".to_owned(), Value::from(error.as_str()))));
        fields.extend((!check.differences.is_empty()).then(|| ("differences".to_owned(), json!(check.differences))));
    }
    fields
}
