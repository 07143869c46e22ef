//! A recorded answer as a response that gives it again, byte for byte, and when two answers are the same.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use http::header;

use crate::{
    generate::template::Template,
    model::{Body, Header, Language, Response, ResponseId, TextBody},
    traffic::{Exchange, Outcome},
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

fn fingerprint(exchange: &Exchange) -> u64 {
    let mut hasher = DefaultHasher::new();
    exchange.status.hash(&mut hasher);
    exchange.response_body.bytes.hash(&mut hasher);
    lasting(exchange).for_each(|field| field.hash(&mut hasher));
    hasher.finish()
}

fn is_same_answer(one: &Exchange, other: &Exchange) -> bool {
    one.status == other.status
        && one.reason == other.reason
        && one.response_body.bytes == other.response_body.bytes
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
