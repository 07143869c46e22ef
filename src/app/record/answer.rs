//! A recorded answer as a response that gives it again, byte for byte, and when two answers are the same.
//!
//! Where the head is known as it stood on the wire, the response keeps the order and spelling of its lines and how the end of
//! the body was told. Only the date is not the recorded one: an answer says when it was made.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use http::{Method, StatusCode, header};

use crate::{
    generate::template::Template,
    model::{Body, Header, Language, OwnLine, Response, ResponseId, TextBody, WrittenHead},
    traffic::{Exchange, Outcome, RawHead, asks_to_close},
};

/// Header fields that the server makes itself, or that concern one connection only.
const OWN_HEADERS: [&str; 9] =
    ["connection", "content-length", "date", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"];

/// Header fields that differ from answer to answer without making it another one.
const VOLATILE_HEADERS: [&str; 12] = [
    "age",
    "cf-ray",
    "expires",
    "last-event-id",
    "request-id",
    "server-timing",
    "traceparent",
    "x-amzn-trace-id",
    "x-correlation-id",
    "x-request-id",
    "x-response-time",
    "x-runtime",
];

/// The answers that were seen so far, each with a number.
#[derive(Debug, Default)]
pub(super) struct KnownAnswers<'e> {
    by_fingerprint: HashMap<u64, Vec<(usize, &'e Exchange)>>,
    count: usize,
}

impl<'e> KnownAnswers<'e> {
    /// The number of an exchange's answer, the same for all that are the same.
    pub(super) fn number_of(&mut self, exchange: &'e Exchange) -> usize {
        let alike = self.by_fingerprint.entry(fingerprint(exchange)).or_default();
        if let Some((number, _)) = alike.iter().find(|(_, other)| is_same_answer(exchange, other)) {
            return *number;
        }
        alike.push((self.count, exchange));
        self.count += 1;
        self.count - 1
    }

    /// How many different ones there were.
    pub(super) fn count(&self) -> usize {
        self.count
    }
}

/// The header fields that make the answer what it is.
fn headers(exchange: &Exchange) -> impl Iterator<Item = (&str, &[u8])> {
    let is_recorded = |name: &str| !OWN_HEADERS.contains(&name) && !is_undone(exchange, name);
    let all = exchange.response_headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes()));
    all.filter(move |(name, _)| is_recorded(name))
}

fn lasting(exchange: &Exchange) -> impl Iterator<Item = (&str, &[u8])> {
    headers(exchange).filter(|(name, _)| !VOLATILE_HEADERS.contains(name))
}

/// The content coding of what was read from a file is undone already.
fn is_undone(exchange: &Exchange, name: &str) -> bool {
    name == "content-encoding" && matches!(exchange.outcome, Outcome::Imported)
}

/// How the end of the body is told: whether by its length, and whether in chunks.
fn framing(exchange: &Exchange) -> Option<(bool, bool)> {
    exchange.raw_head.as_ref().map(|head| (head.has("content-length"), head.has("transfer-encoding")))
}

fn fingerprint(exchange: &Exchange) -> u64 {
    let mut hasher = DefaultHasher::new();
    exchange.status.hash(&mut hasher);
    exchange.response_body.bytes.hash(&mut hasher);
    framing(exchange).hash(&mut hasher);
    lasting(exchange).for_each(|field| field.hash(&mut hasher));
    hasher.finish()
}

fn is_same_answer(one: &Exchange, other: &Exchange) -> bool {
    one.status == other.status
        && one.reason == other.reason
        && one.response_body.bytes == other.response_body.bytes
        && framing(one) == framing(other)
        && lasting(one).eq(lasting(other))
}

/// A response that answers exactly as the exchange was answered, and how many header fields it lacks because their bytes
/// are no text.
pub(super) fn exact_response(exchange: &Exchange, id: ResponseId) -> (Response, usize) {
    let mut response = Response::new(id, exchange.status.map_or(200, |status| status.as_u16()));
    response.reason.clone_from(&exchange.reason);
    let content_type = exchange.response_headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let is_coded = headers(exchange).any(|(name, _)| name == "content-encoding");
    let language = Language::of_content_type(content_type.unwrap_or_default());
    response.body = body(&exchange.response_body.bytes, language, is_coded);
    if let Some(head) = &exchange.raw_head {
        let unreadable = write_head(&mut response, head, exchange);
        return (response, unreadable);
    }
    // What the body itself says about its type need not be said again.
    let implied = match &response.body {
        Body::Text(text) => Some(text.language.content_type()),
        _ => None,
    };
    let mut unreadable = 0;
    for (name, value) in headers(exchange) {
        match std::str::from_utf8(value) {
            Ok(value) if name == "content-type" && implied == Some(value) => {}
            Ok(value) => response.headers.push(Header::new(name, value)),
            Err(_) => unreadable += 1,
        }
    }
    (response, unreadable)
}

/// Has the response written with the lines of that head; returns how many it lacks because their bytes are no text.
fn write_head(response: &mut Response, head: &RawHead, exchange: &Exchange) -> usize {
    let may_have_body = !matches!(exchange.status, Some(StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED));
    let is_end_asked = asks_to_close(&exchange.request_headers);
    let has_body = may_have_body && exchange.method != Method::HEAD;
    let mut written = WrittenHead {
        http_1_0: head.is_http_1_0(),
        // Of a connection that the client wanted to end nobody knows whether it would have gone on.
        closes: !is_end_asked && head.ends_connection(has_body),
        ..WrittenHead::default()
    };
    let mut unreadable = 0;
    for line in head.lines() {
        let name = line.name.to_ascii_lowercase();
        let Ok(value) = std::str::from_utf8(line.value) else {
            unreadable += 1;
            continue;
        };
        // The date is that of each answer, and so is the length of a body that can be counted.
        let is_counted = name == "content-length" && has_body;
        if OwnLine::NAMES.contains(&name.as_str()) {
            let value = if name == "date" || is_counted { "" } else { value };
            written.lines.push(OwnLine::new(line.name, value, response.headers.len()));
        } else if name == "keep-alive" || !OWN_HEADERS.contains(&name.as_str()) {
            response.headers.push(Header::new(line.name, value));
        }
    }
    response.written = Some(written);
    unreadable
}

/// The lines of two heads, but for what differs from one connection to the next.
pub(super) fn has_same_lines(one: &Exchange, other: &Exchange) -> bool {
    let (Some(one), Some(other)) = (&one.raw_head, &other.raw_head) else { return true };
    let lines = |head: &RawHead| -> Vec<(String, Option<Vec<u8>>)> {
        let lasting = head.lines().filter(|line| !line.is_of("connection") && !line.is_of("keep-alive"));
        lasting.map(|line| (line.name.to_owned(), line.is_of("content-length").then(|| line.value.to_vec()))).collect()
    };
    lines(one) == lines(other)
}

/// The same bytes as a body: text where it is text, else base64; what is coded stays coded.
fn body(bytes: &[u8], language: Language, is_coded: bool) -> Body {
    match std::str::from_utf8(bytes) {
        _ if bytes.is_empty() => Body::None,
        Ok(text) if !is_coded => {
            // A part of JSON is none.
            let is_broken = language == Language::Json && serde_json::from_str::<serde::de::IgnoredAny>(text).is_err();
            let body = Body::text(if is_broken { Language::Plain } else { language }, text);
            match body {
                // What looks like a template was none.
                Body::Text(body) if Template::is_template(text) => Body::Text(TextBody { is_template: false, ..body }),
                body => body,
            }
        }
        _ => Body::Base64(STANDARD.encode(bytes)),
    }
}
