//! One request on its way through the server: read it, let the engine decide, wait, answer, and record all of it.

use std::{borrow::Cow, panic::AssertUnwindSafe, sync::Arc, time::Duration};

use futures_util::FutureExt;
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode, Version, header};
use http_body_util::Either;
use hyper::{
    body::{Body, Incoming},
    ext::ReasonPhrase,
};
use jiff::{SignedDuration, Timestamp};

use super::{
    admin::{self, ControlBody},
    answer::{Answer, Step, answer, read_file},
    answer_body::{AnswerBody, Content},
    answer_head::{date, may_have_body},
    contract,
    draft::Draft,
    fault::{BrokenOff, inflict},
    problem::ServerProblem,
    request_body::{self, BodyError, ReceivedBody},
    serving::Serving,
    spy,
    webhook::Following,
    wire::Link,
    written::{self, Moment},
};
use crate::{
    engine,
    traffic::{CapturedBody, Fitting, asks_to_close},
};

/// Answers a request. A defect of ours that panics costs this one answer and nothing else.
pub(super) async fn respond(
    link: Arc<Link>,
    request: Request<Incoming>,
) -> Result<Response<Either<AnswerBody, ControlBody>>, BrokenOff> {
    if engine::is_control(request.uri().path()) {
        return Ok(admin::respond(link, request).await.map(Either::Right));
    }
    let answering = AssertUnwindSafe(respond_or_panic(link, request)).catch_unwind();
    let answer = answering.await.unwrap_or_else(|_| Ok(defect()))?;
    Ok(answer.map(Either::Left))
}

async fn respond_or_panic(link: Arc<Link>, request: Request<Incoming>) -> Result<Response<AnswerBody>, BrokenOff> {
    let (mut head, body) = request.into_parts();
    let extensions = std::mem::take(&mut head.extensions);
    let mut serving = link.shared.serving.load_full();
    serving.compiled.fetch(head.uri.path());
    let mut draft = Draft::new(link, head);
    add_host(&mut draft);

    let fields = draft.exchange().request_headers.len();
    if fields > draft.link().shared.options.header_fields {
        return Ok(refuse(draft, &serving, &too_many_fields(fields)));
    }
    let mut received = ReceivedBody::default();
    if !body.is_end_stream() {
        let limit = serving.compiled.project.settings.body_limit_bytes;
        let may_stay_coded = serving.compiled.has_spy();
        match request_body::read(body, &draft.exchange().request_headers, limit, may_stay_coded, draft.link()).await {
            Ok(body) => received = body,
            Err(BodyError::Refused(problem)) => return Ok(refuse(draft, &serving, &problem)),
            Err(BodyError::Broken(reason)) => {
                let problem = ServerProblem::new(StatusCode::BAD_REQUEST, "broken-body", "The body is not complete", reason);
                return Ok(refuse(draft, &serving, &problem));
            }
        }
        draft.body_received(&received.decoded);
        // A slow upload is answered by what is served at its end.
        serving = draft.link().shared.serving.load_full();
    }

    let ReceivedBody { raw, decoded: bytes } = received;
    let (decision, fitting, checked) = match decide(&serving, &draft, &bytes) {
        Ok(decision) => decision,
        Err(problem) => return Ok(refuse(draft, &serving, &problem)),
    };
    let decided_delay_ms = draft.link().shared.admin.delay_ms(&serving.compiled, &decision);
    let is_forwarded = matches!(decision.answer, engine::Answer::Forward { .. });
    draft.decided(&serving, decision, fitting);
    if let Some(rules) = &serving.rules {
        let (violations, problem) = checked.unwrap_or_default();
        draft.held_to(rules, violations);
        if let Some(problem) = problem {
            return Ok(hand_over(draft, Answer::failed_with(&serving, &problem)));
        }
    }
    if is_forwarded {
        return Ok(spy::forward(draft, &serving, raw, extensions).await);
    }
    let (step, following) = match draft.exchange().decision() {
        Some((_, decision)) => {
            let request = engine_request(&draft, &bytes);
            (answer(&serving, &request, decision), Following::render(&serving, &request, decision))
        }
        None => return Ok(defect()),
    };
    draft.followed_by(following);
    let delay_ms = step.delay_ms().unwrap_or(decided_delay_ms);
    if delay_ms > 0 {
        tokio::time::sleep(Duration::from_millis(delay_ms.into())).await;
    }
    let answer = match step {
        Step::Ready(answer) => answer,
        Step::ReadFile(answer) => read_file(&serving, answer).await,
    };
    let answer = contract::check_answer(&serving, &draft, answer);
    match draft.exchange().fault() {
        None => Ok(hand_over(draft, answer)),
        // Boxed, so that an answer without a fault need not make room for one.
        Some(kind) => Box::pin(inflict(draft, answer, kind)).await,
    }
}

/// The request as the engine sees it; the record may hold less of the body.
fn engine_request<'a>(draft: &'a Draft, body: &'a [u8]) -> engine::Request<'a> {
    let exchange = draft.exchange();
    engine::Request::new(&exchange.method, &exchange.uri, &exchange.request_headers, body, exchange.client.ip())
        .over_tls(exchange.is_tls)
}

/// HTTP/2 names the host in the target instead of a header (RFC 9113, 8.3.1); conditions and the log find it in both.
fn add_host(draft: &mut Draft) {
    let exchange = draft.exchange();
    if exchange.request_headers.contains_key(header::HOST) {
        return;
    }
    if let Some(Ok(host)) = exchange.uri.authority().map(|authority| HeaderValue::from_str(authority.as_str())) {
        draft.request_headers().insert(header::HOST, host);
    }
}

/// Lets the engine decide, unless the request asks for a seed that is none, and finds the expectations it fits and what it breaks
/// of a contract while the whole body is there.
fn decide(
    serving: &Serving,
    draft: &Draft,
    body: &[u8],
) -> Result<(engine::Decision, Fitting, Option<contract::Checked>), Box<ServerProblem>> {
    let request = engine_request(draft, body);
    request.asked_seed().map_err(|written| Box::new(bad_seed(written)))?;
    let seed = draft.exchange().seed;
    let (decision, checked) = match &serving.rules {
        None => (serving.compiled.decide(&request, serving, seed), None),
        Some(rules) => contract::decide(serving, rules, &request, seed),
    };
    let fitting = draft.link().shared.traffic.watch().fit(&request, &decision);
    Ok((decision, fitting, checked))
}

fn bad_seed(written: &str) -> ServerProblem {
    let detail = format!("The header {} has to be a whole number from 0 to {}, not {written:?}", engine::SEED_HEADER, u64::MAX);
    ServerProblem::new(StatusCode::BAD_REQUEST, "bad-seed", "The seed is not a number", detail)
}

fn too_many_fields(fields: usize) -> ServerProblem {
    ServerProblem::new(
        StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
        "header-too-large",
        "The request's head is too large",
        format!("The request has {fields} header fields, more than are accepted"),
    )
}

/// Refuses a request before the engine sees it, and ends its connection: what follows on it may be part of this request.
fn refuse(mut draft: Draft, serving: &Serving, problem: &ServerProblem) -> Response<AnswerBody> {
    draft.refused(problem.detail.clone());
    if draft.exchange().version >= Version::HTTP_2 {
        return hand_over(draft, Answer::problem(serving, problem));
    }
    draft.link().state().lingers = true;
    let problem = problem.clone().with_header(header::CONNECTION, HeaderValue::from_static("close"));
    hand_over(draft, Answer::problem(serving, &problem))
}

/// Records the answer and gives it to the connection.
pub(super) fn hand_over(mut draft: Draft, answer: Answer<'_>) -> Response<AnswerBody> {
    let exchange = draft.exchange();
    let first_byte = draft.age();
    let now = exchange.received_at + SignedDuration::try_from(first_byte).unwrap_or_default();
    let written = answer.head.written().filter(|_| exchange.version == Version::HTTP_11).cloned();
    let written = written.map(|written| (written, Arc::clone(draft.link()), asks_to_close(&exchange.request_headers)));
    let (headers, recorded) = match answer.head {
        Cow::Borrowed(head) => {
            let shared = head.complete(&exchange.request_headers, now);
            (HeaderMap::clone(&shared), shared)
        }
        Cow::Owned(head) => {
            let headers = head.into_complete(&exchange.request_headers, now);
            // The copy takes no more memory than it needs: it stays in the log.
            let copy = Arc::new(headers.clone());
            (headers, copy)
        }
    };
    let is_head = exchange.method == Method::HEAD;
    let has_no_body = is_head || !may_have_body(answer.status);
    let captured = if has_no_body { CapturedBody::default() } else { answer.content.captured() };
    if let Some(failure) = answer.failure {
        draft.failed(failure);
    }
    let reason = answer.reason.as_ref().map(|reason| String::from_utf8_lossy(reason).into_owned());
    draft.answered(first_byte, answer.status, reason, recorded, captured);

    let content = if has_no_body { Content::Nothing } else { answer.content };
    let is_empty = content.size() == 0;
    let mut response = Response::new(AnswerBody::new(content, draft));
    *response.status_mut() = answer.status;
    *response.headers_mut() = headers;
    if let Some((written, link, is_end_asked)) = written {
        let moment = Moment { reason: answer.reason.as_deref(), is_end_asked, is_head, is_empty };
        written::write(&written, moment, &mut response, &link.own_heads);
    } else if let Some(Ok(reason)) = answer.reason.map(ReasonPhrase::try_from) {
        response.extensions_mut().insert(reason);
    }
    response
}

/// The answer where the server itself is broken. The record has gone to the log by itself.
fn defect() -> Response<AnswerBody> {
    let problem = ServerProblem::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        "defect",
        "Mockwright itself failed",
        "This is a defect in Mockwright, not in the project; the server goes on",
    );
    let mut response = Response::new(AnswerBody::unrecorded(problem.to_bytes()));
    *response.status_mut() = problem.status;
    *response.headers_mut() = problem.headers;
    response.headers_mut().insert(header::DATE, date(Timestamp::now()));
    response
}
