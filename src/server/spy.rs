//! Forwards a request to the real server behind a spy and hands its answer back, changing nothing: the bytes of both
//! bodies, the header fields with their order and case, status and reason pass as they came.
//!
//! Over HTTP/1.1 the head of the answer passes byte for byte, and with it how its connection goes on: where the client asks
//! for the end of the connection the real server is asked for it, and where that ends its connection the client's ends too.
//! What else concerns one connection stays behind (RFC 9110, 7.6.1), and `Host` names the real server. The project's delay,
//! faults, header fields and CORS do not apply. Interim answers (1xx) and upgrades do not pass. Where the real server
//! cannot be reached the answer is a problem of 502 or 504 that says so.

use std::sync::Arc;

use bytes::Bytes;
use http::{Extensions, HeaderMap, HeaderValue, Method, Request, Response, StatusCode, Version, header};
use http_body_util::Full;
use hyper::{body::Incoming, ext::ReasonPhrase};
use serde_json::Value;

use super::{
    answer::Answer,
    answer_body::{AnswerBody, Content},
    answer_head::may_have_body,
    draft::Draft,
    hop_by_hop::{end_to_end, end_to_end_but, tokens},
    outbound::CallError,
    overheard::Heads,
    own_head::OwnHead,
    passing_body::PassingBody,
    problem::ServerProblem,
    service::hand_over,
    serving::Serving,
};
use crate::{
    engine::CompiledSpy,
    traffic::{CapturedBody, Exchange, RawHead, asks_to_close},
};

/// Forwards a request about which that was decided. `body` is as the client sent it, and `extensions` tell how it wrote the
/// names of its header fields.
pub(super) async fn forward(mut draft: Draft, serving: &Serving, body: Bytes, extensions: Extensions) -> Response<AnswerBody> {
    let spy = draft.exchange().decision().and_then(|(compiled, decision)| compiled.forwarding(&decision.answer)).cloned();
    let Some(spy) = spy else {
        // The engine never decides on a spy that it could not compile.
        return fail(draft, serving, StatusCode::BAD_GATEWAY, "The spy was not compiled", "");
    };
    let base_url = spy.base_url();
    let request = match request(draft.exchange(), &spy, body, extensions) {
        Ok(request) => request,
        Err(reason) => return fail(draft, serving, StatusCode::BAD_GATEWAY, &reason, &base_url),
    };
    draft.forwarded(request.uri().to_string().into());
    let shared = Arc::clone(&draft.link().shared);
    if spy.leads_to_loopback(draft.link().local.port()) {
        return fail(draft, serving, StatusCode::LOOP_DETECTED, "That is where this server itself listens", &base_url);
    }
    match shared.outbound.call(request, &shared.options).await {
        Ok(answer) if answer.status().is_informational() => {
            let reason = format!("It answered {} although nothing had asked for that", answer.status());
            fail(draft, serving, StatusCode::BAD_GATEWAY, &reason, &base_url)
        }
        Ok(answer) => pass(draft, answer, base_url),
        Err(CallError::TimedOut(reason)) => fail(draft, serving, StatusCode::GATEWAY_TIMEOUT, &reason, &base_url),
        Err(CallError::Failed(reason)) => fail(draft, serving, StatusCode::BAD_GATEWAY, &reason, &base_url),
    }
}

/// The request as it goes to the real server.
fn request(exchange: &Exchange, spy: &CompiledSpy, body: Bytes, extensions: Extensions) -> Result<Request<Full<Bytes>>, String> {
    if exchange.method == Method::CONNECT {
        return Err("CONNECT asks for a tunnel, and a spy is none".to_owned());
    }
    let mut request = Request::new(Full::new(body));
    *request.method_mut() = exchange.method.clone();
    *request.uri_mut() = spy.target(&exchange.uri).map_err(|error| format!("The target is no URL there: {error}"))?;
    *request.headers_mut() = request_headers(exchange, spy);
    *request.extensions_mut() = extensions;
    Ok(request)
}

fn request_headers(exchange: &Exchange, spy: &CompiledSpy) -> HeaderMap {
    let mut headers = end_to_end(&exchange.request_headers);
    // An authority is always a valid value.
    if let Ok(host) = HeaderValue::from_str(spy.authority().as_str()) {
        headers.insert(header::HOST, host);
    }
    // HTTP/2 may send a field for each cookie; HTTP/1.1 has one for all (RFC 9113, 8.2.3).
    if exchange.version >= Version::HTTP_2 && headers.get_all(header::COOKIE).iter().nth(1).is_some() {
        let cookies: Vec<&[u8]> = headers.get_all(header::COOKIE).iter().map(HeaderValue::as_bytes).collect();
        if let Ok(cookies) = HeaderValue::from_bytes(&cookies.join(&b"; "[..])) {
            headers.insert(header::COOKIE, cookies);
        }
    }
    // Whether trailers are welcome is said anew on every connection, and here they are wherever the client takes them.
    if tokens(&exchange.request_headers, &header::TE).any(|token| token.eq_ignore_ascii_case("trailers")) {
        headers.insert(header::TE, HeaderValue::from_static("trailers"));
        headers.insert(header::CONNECTION, HeaderValue::from_static("te"));
    }
    if exchange.version == Version::HTTP_11 && asks_to_close(&exchange.request_headers) {
        headers.append(header::CONNECTION, HeaderValue::from_static("close"));
    }
    headers
}

/// Hands the real server's answer on.
fn pass(mut draft: Draft, answer: Response<Incoming>, base_url: String) -> Response<AnswerBody> {
    let (head, body) = answer.into_parts();
    let client = draft.exchange().version;
    let is_head = draft.exchange().method == Method::HEAD;
    let raw = head.extensions.get::<Heads>().filter(|_| client == Version::HTTP_11).and_then(|heads| heads.take(&head));
    let raw = raw.map(|raw| passing_head(&raw, &head.headers));
    let own_head = raw.as_ref().map(|raw| OwnHead {
        bytes: raw.bytes().to_vec(),
        ends_connection: raw.ends_connection(!is_head && may_have_body(head.status)),
        is_end_asked: asks_to_close(&draft.exchange().request_headers),
    });
    let link = Arc::clone(draft.link());
    let headers = Arc::new(answer_headers(&head.headers, head.version, client));
    let reason = head.extensions.get::<ReasonPhrase>().map(|reason| String::from_utf8_lossy(reason.as_bytes()).into_owned());
    draft.answered(draft.age(), head.status, reason, Arc::clone(&headers), CapturedBody::default());
    if let Some(raw) = raw {
        draft.written(raw);
    }
    let has_no_body = is_head || !may_have_body(head.status);
    let content = if has_no_body { Content::Nothing } else { Content::Passing(Box::new(PassingBody::new(body, base_url))) };
    let mut response = Response::new(AnswerBody::new(content, draft));
    *response.status_mut() = head.status;
    *response.headers_mut() = HeaderMap::clone(&headers);
    // Among them how the names of the header fields were written, and the reason phrase.
    *response.extensions_mut() = head.extensions;
    if let Some(own_head) = own_head {
        // Only to HTTP/1.0 the library sends a body that ends with its connection.
        if own_head.ends_connection
            && !headers.contains_key(header::CONTENT_LENGTH)
            && !headers.contains_key(header::TRANSFER_ENCODING)
        {
            *response.version_mut() = Version::HTTP_10;
        }
        link.own_heads.order(own_head, &mut response);
    }
    response
}

/// The head that goes back, without what only the real server's connection could do.
fn passing_head(raw: &RawHead, headers: &HeaderMap) -> RawHead {
    let is_simple = tokens(headers, &header::CONNECTION)
        .all(|token| token.eq_ignore_ascii_case("close") || token.eq_ignore_ascii_case("keep-alive"));
    let is_coded = headers.contains_key(header::TRANSFER_ENCODING);
    let kept = end_to_end_but(headers, |name| match *name {
        header::TRANSFER_ENCODING => Some(true),
        // As above.
        header::CONTENT_LENGTH if is_coded => Some(false),
        header::CONNECTION => Some(is_simple),
        _ if name.as_str() == "keep-alive" => Some(is_simple),
        _ => None,
    });
    raw.without(|line| !kept.contains_key(line.name))
}

/// The header fields that go back. That the body comes in chunks stays said where it does so to the client too.
fn answer_headers(headers: &HeaderMap, from: Version, to: Version) -> HeaderMap {
    let both_chunk = from == Version::HTTP_11 && to == Version::HTTP_11;
    let is_coded = headers.contains_key(header::TRANSFER_ENCODING);
    end_to_end_but(headers, |name| match *name {
        header::TRANSFER_ENCODING => Some(both_chunk),
        // A length beside a transfer coding means nothing (RFC 9112, 6.3), and sending both is not allowed.
        header::CONTENT_LENGTH if is_coded => Some(false),
        _ => None,
    })
}

/// Answers that the real server cannot be reached.
fn fail(draft: Draft, serving: &Serving, status: StatusCode, reason: &str, base_url: &str) -> Response<AnswerBody> {
    let detail = format!("Forwarding to {base_url} failed. {reason}");
    let problem = ServerProblem::new(status, "spy", "The server behind the spy gave no answer", detail);
    let problem = problem.with("base_url", Value::from(base_url)).with("reason", Value::from(reason));
    hand_over(draft, Answer::failed_with(serving, &problem))
}
