use std::sync::atomic::{AtomicU32, Ordering};

use bytes::Bytes;
use http::{HeaderName, HeaderValue, StatusCode};

use super::*;
use crate::{
    engine::{Answer, CallMemory, Compiled, CompiledBody, Decision, compile},
    model::{Project, Settings},
    traffic::CapturedBody,
};

/// One request and the answer it got.
struct Passed {
    line: &'static str,
    headers: &'static [(&'static str, &'static str)],
    body: &'static str,
    status: u16,
    answer_headers: &'static [(&'static str, &'static str)],
    answer: &'static [u8],
}

const GET: Passed = Passed { line: "GET /", headers: &[], body: "", status: 200, answer_headers: &[], answer: b"" };

fn get(line: &'static str, answer: &'static str) -> Passed {
    Passed { line, answer: answer.as_bytes(), ..GET }
}

fn exchange(passed: &Passed) -> Arc<Exchange> {
    let (method, target) = passed.line.split_once(' ').unwrap();
    let headers = |pairs: &[(&'static str, &'static str)]| {
        pairs.iter().map(|(name, value)| (name.parse::<HeaderName>().unwrap(), HeaderValue::from_static(value))).collect()
    };
    let mut exchange = crate::traffic::tests_support::exchange(target);
    exchange.method = method.parse().unwrap();
    let answer = Answer::Forward { endpoint: None };
    let decision = Decision { answer, evaluated: Default::default(), sessions: Vec::new(), seed: 0 };
    exchange.outcome = Outcome::Decided { compiled: Arc::new(compile(&Arc::default(), None)), decision };
    exchange.forwarded_to = Some("http://real.test".into());
    exchange.status = Some(StatusCode::from_u16(passed.status).unwrap());
    exchange.request_headers = headers(passed.headers);
    exchange.request_body = CapturedBody::of(&Bytes::from_static(passed.body.as_bytes()));
    exchange.response_headers = Arc::new(headers(passed.answer_headers));
    exchange.response_body = CapturedBody::of(&Bytes::from_static(passed.answer));
    Arc::new(exchange)
}

fn recording(passed: &[Passed]) -> Recording {
    let next = AtomicU32::new(0);
    let exchanges: Vec<_> = passed.iter().map(exchange).collect();
    record(&exchanges, |kind| format!("{kind}{}", next.fetch_add(1, Ordering::Relaxed)))
}

/// Counts the calls of each endpoint.
#[derive(Default)]
struct Calls(std::cell::RefCell<HashMap<usize, u64>>);

impl CallMemory for Calls {
    fn count(&self, endpoint: usize) -> u64 {
        let mut calls = self.0.borrow_mut();
        let number = calls.entry(endpoint).or_default();
        *number += 1;
        *number
    }
}

fn compiled(recording: &Recording) -> Compiled {
    let settings = Settings { cors: false, strict_trailing_slash: recording.needs_strict_slash, ..Settings::default() };
    let endpoints = recording.endpoints.iter().cloned().map(Arc::new).collect();
    compile(&Arc::new(Project { settings, endpoints, ..Project::default() }), None)
}

/// Status, header fields and body.
type Answered = (u16, Vec<(String, String)>, Vec<u8>);

/// What a request of an exchange gets from what was recorded.
fn answered(compiled: &Compiled, calls: &Calls, exchange: &Exchange) -> Option<Answered> {
    let Answer::Response { endpoint, response, .. } = compiled.decide(&exchange.request(), calls, 0).answer else { return None };
    let response = compiled.response(endpoint, response)?;
    let CompiledBody::Bytes(body) = &response.body else { return None };
    let headers = response.headers.iter().map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned())).collect();
    Some((response.status.as_u16(), headers, body.to_vec()))
}

/// Records, and proves that every request gets its own answer again.
#[track_caller]
fn proven(passed: &[Passed]) -> Recording {
    let recording = recording(passed);
    let compiled = compiled(&recording);
    let calls = Calls::default();
    assert!(compiled.problems.is_empty(), "{:?}", compiled.problems);
    for passed in passed {
        let exchange = exchange(passed);
        let (status, headers, body) = answered(&compiled, &calls, &exchange).unwrap_or_else(|| panic!("{}", passed.line));
        assert_eq!((status, body.as_slice()), (passed.status, passed.answer), "{} {:?}", passed.line, passed.headers);
        for (name, value) in passed.answer_headers.iter().filter(|(name, _)| *name != "date" && *name != "content-length") {
            assert!(headers.contains(&((*name).to_owned(), (*value).to_owned())), "{name} of {}: {headers:?}", passed.line);
        }
    }
    recording
}

fn paths(recording: &Recording) -> Vec<String> {
    recording.endpoints.iter().map(|endpoint| format!("{} {}", endpoint.method, endpoint.path)).collect()
}

#[test]
fn equal_answers_are_one_response_and_different_paths_are_endpoints() {
    let recording = proven(&[get("GET /a", "a"), get("GET /b", "b"), get("GET /a", "a"), get("POST /a", "posted")]);
    assert_eq!(paths(&recording), ["GET /a", "GET /b", "POST /a"]);
    assert!(recording.endpoints.iter().all(|endpoint| endpoint.responses.len() == 1));
}

#[test]
fn segments_are_parameters_only_where_several_were_seen() {
    let recording = proven(&[
        get("GET /users/1/posts/5", "a"),
        get("GET /users/2/posts/5", "b"),
        get("GET /v/7", "c"),
        get("GET /users/3/posts/5", "a"),
    ]);
    assert_eq!(paths(&recording), ["GET /users/{id}/posts/5", "GET /v/7"]);
    assert_eq!(recording.endpoints[0].responses.len(), 2);
}

#[test]
fn what_differs_between_the_requests_becomes_the_condition() {
    let query = proven(&[get("GET /l", "all"), get("GET /l?page=1&x=9", "one"), get("GET /l?page=2&x=9", "two")]);
    let subjects = |recording: &Recording| -> Vec<String> {
        let text = format!("{:?}", recording.endpoints[0].responses);
        [
            "Query(\"page\")",
            "Query(\"x\")",
            "Json(\"$",
            "Header(\"Range\")",
            "Header(\"Accept-Encoding\")",
            "Header(\"Authorization\")",
        ]
        .into_iter()
        .filter(|subject| text.contains(subject))
        .map(str::to_owned)
        .collect()
    };
    assert_eq!(subjects(&query), ["Query(\"page\")"]);
    let plain = query.endpoints[0].responses.last().unwrap();
    assert_eq!((plain.condition.clone(), query.endpoints[0].default_response.as_ref()), (None, Some(&plain.id)));

    let post = |body, answer: &'static str| Passed { line: "POST /x", body, ..get("POST /x", answer) };
    let json = proven(&[
        post("{\"user\":{\"id\":1},\"at\":1}", "a"),
        post("{\"user\":{\"id\":2},\"at\":2}", "b"),
        post("{\"user\":{\"id\":1},\"at\":3}", "a"),
    ]);
    assert_eq!(subjects(&json), ["Json(\"$"]);

    let headers = proven(&[
        Passed { headers: &[("accept", "*/*")], ..get("GET /f", "whole") },
        Passed {
            headers: &[("range", "bytes=0-1"), ("accept", "*/*")],
            status: 206,
            answer_headers: &[("content-range", "bytes 0-1/5")],
            ..get("GET /f", "wh")
        },
        Passed {
            headers: &[("accept-encoding", "gzip"), ("accept", "*/*")],
            answer_headers: &[("content-encoding", "gzip")],
            ..get("GET /f", "coded")
        },
    ]);
    assert_eq!(subjects(&headers), ["Header(\"Range\")", "Header(\"Accept-Encoding\")"]);

    let auth = |token, status, answer: &'static str| Passed { headers: token, status, ..get("GET /me", answer) };
    proven(&[
        auth(&[], 401, "no"),
        auth(&[("authorization", "Bearer a")], 200, "a"),
        auth(&[("authorization", "Bearer b")], 200, "b"),
    ]);
}

#[test]
fn answers_that_nothing_tells_apart_follow_in_order() {
    let recording = proven(&[get("GET /n", "1"), get("GET /n", "2"), get("GET /n", "2"), get("GET /n", "3")]);
    assert_eq!(recording.endpoints[0].selection, Selection::InOrder);
    assert_eq!(recording.endpoints[0].responses.len(), 4);
    let partly = recording_of_ambiguous();
    assert_eq!((partly.ambiguous, partly.endpoints[0].responses.len()), (1, 2));
}

fn recording_of_ambiguous() -> Recording {
    recording(&[get("GET /n?q=1", "1"), get("GET /n?q=2", "2"), get("GET /n?q=2", "2, later"), get("GET /n?q=1", "1")])
}

#[test]
fn bodies_and_headers_come_back_byte_for_byte() {
    proven(&[
        Passed {
            answer_headers: &[("content-type", "application/json"), ("date", "now")],
            ..get("GET /json", "{\"b\":1,\r\n \"a\":2}\n")
        },
        Passed {
            answer_headers: &[("content-type", "text/html; charset=utf-8")],
            ..get("GET /html", "<p>{{not}} a template</p>")
        },
        Passed {
            answer_headers: &[("content-type", "image/png"), ("etag", "\"x\"")],
            answer: b"\x89PNG\0\xff",
            ..get("GET /png", "")
        },
        Passed { answer_headers: &[("content-type", "text/plain")], answer: b"caf\xe9", ..get("GET /latin", "") },
        Passed { status: 302, answer_headers: &[("location", "/json"), ("content-length", "0")], ..get("GET /old", "") },
        Passed { status: 204, ..get("DELETE /json", "") },
        Passed { answer_headers: &[("set-cookie", "a=1"), ("set-cookie", "b=2"), ("server", "Other")], ..get("GET /c", "c") },
    ]);
}

#[test]
fn a_slash_at_the_end_is_told_apart_where_it_matters() {
    let redirect = Passed { status: 301, answer_headers: &[("location", "/d/")], ..get("GET /d", "") };
    let recording = proven(&[redirect, get("GET /d/", "list"), get("GET /", "root")]);
    assert!(recording.needs_strict_slash);
    assert!(!proven(&[get("GET /d/", "list"), get("GET /", "root")]).needs_strict_slash);
}

#[test]
fn what_is_not_whole_or_not_foreign_is_left_out() {
    let mut truncated = Exchange::clone(&exchange(&get("GET /large", "begin")));
    truncated.response_body.size = 10_000_000;
    let mut refused = Exchange::clone(&exchange(&get("GET /refused", "")));
    refused.outcome = Outcome::Refused("too large".to_owned());
    let recording = record(&[Arc::new(truncated), Arc::new(refused)], |kind| kind.to_string());
    assert_eq!((recording.endpoints.len(), recording.truncated), (0, 1));
}

#[test]
fn head_is_answered_by_the_get() {
    let recording = proven(&[get("GET /a", "a"), get("GET /b", "b")]);
    assert_eq!(recording.endpoints.len(), 2);
    let both = super::record(
        &[exchange(&get("HEAD /a", "")), exchange(&get("GET /a", "a")), exchange(&get("HEAD /only", ""))],
        |kind| kind.to_string(),
    );
    assert_eq!(paths(&both), ["GET /a", "HEAD /only"]);
}
