//! Writes exchanges as HAR 1.2.
//!
//! What the specification leaves open is settled here: sizes on the wire that nobody measured are -1, a binary request
//! body is in base64 and says so in `_encoding`, and what only Mockwright knows is in `comment`.

use std::{borrow::Cow, sync::Arc, time::Duration};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use http::{HeaderMap, Version, header};
use jiff::Timestamp;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

use super::super::{WriteOptions, mask};
use crate::traffic::{CapturedBody, Exchange, Outcome};

/// The bytes of a HAR file with these exchanges.
pub(in super::super) fn write(exchanges: &[Arc<Exchange>], options: WriteOptions) -> Vec<u8> {
    let log = Har {
        log: Log {
            version: "1.2",
            creator: Creator { name: "Mockwright", version: env!("CARGO_PKG_VERSION") },
            entries: Entries(exchanges, Secrets { masked: !options.with_secrets }),
        },
    };
    // Values with text keys always have a JSON form.
    serde_json::to_vec_pretty(&log).unwrap_or_default()
}

#[derive(Serialize)]
struct Har<'a> {
    log: Log<'a>,
}

#[derive(Serialize)]
struct Log<'a> {
    version: &'static str,
    creator: Creator,
    entries: Entries<'a>,
}

#[derive(Serialize)]
struct Creator {
    name: &'static str,
    version: &'static str,
}

/// Makes each entry only when it is written, so that a large log is never in memory twice.
struct Entries<'a>(&'a [Arc<Exchange>], Secrets);

impl Serialize for Entries<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|exchange| self.1.entry(exchange)))
    }
}

#[derive(Clone, Copy)]
struct Secrets {
    masked: bool,
}

impl Secrets {
    fn entry(self, exchange: &Exchange) -> Value {
        let timings = &exchange.timings;
        let wait = timings.first_byte.saturating_sub(timings.received);
        let receive = timings.done.saturating_sub(timings.first_byte);
        let mut entry = json!({
            "startedDateTime": format!("{:.3}", exchange.received_at),
            "time": milliseconds(timings.received + wait + receive),
            "request": self.request(exchange),
            "response": self.response(exchange),
            "cache": {},
            "timings": {
                "blocked": -1, "dns": -1, "connect": -1, "ssl": -1,
                "send": milliseconds(timings.received), "wait": milliseconds(wait), "receive": milliseconds(receive)
            },
            "_client": exchange.client.to_string(),
        });
        if let Some(comment) = comment(exchange) {
            entry["comment"] = Value::from(comment);
        }
        entry
    }

    fn request(self, exchange: &Exchange) -> Value {
        let url = url(exchange);
        let headers = &exchange.request_headers;
        let query = url.split_once('?').map_or("", |(_, query)| query);
        let query = form_urlencoded::parse(query.as_bytes()).map(|(name, value)| {
            let value = if self.masked { mask::value(&name, &value) } else { &value };
            json!({ "name": name, "value": value })
        });
        let mut request = json!({
            "method": exchange.method.as_str(),
            "url": if self.masked { mask::url(&url) } else { Cow::Borrowed(url.as_str()) },
            "httpVersion": version(exchange.version),
            "cookies": self.request_cookies(headers),
            "headers": self.headers(headers),
            "queryString": query.collect::<Vec<_>>(),
            "headersSize": -1,
            "bodySize": size_on_the_wire(headers, &exchange.request_body),
        });
        if exchange.request_body.size > 0 {
            let content_type = text_of(headers, &header::CONTENT_TYPE);
            let (text, is_base64) = self.text(&content_type, &exchange.request_body);
            request["postData"] = json!({ "mimeType": content_type, "text": text });
            if is_base64 {
                request["postData"]["_encoding"] = Value::from("base64");
            }
            note_truncation(&mut request["postData"], &exchange.request_body);
        }
        request
    }

    fn response(self, exchange: &Exchange) -> Value {
        let headers = &exchange.response_headers;
        let usual = || exchange.status.and_then(|status| status.canonical_reason()).unwrap_or_default();
        let content_type = text_of(headers, &header::CONTENT_TYPE);
        let (text, is_base64) = self.text(&content_type, &exchange.response_body);
        let mime_type = if content_type.is_empty() { "x-unknown" } else { &content_type };
        let mut content = json!({ "size": exchange.response_body.size, "mimeType": mime_type });
        if exchange.response_body.size > 0 {
            content["text"] = Value::from(text);
        }
        if is_base64 {
            content["encoding"] = Value::from("base64");
        }
        note_truncation(&mut content, &exchange.response_body);
        let location = text_of(headers, &header::LOCATION);
        json!({
            "status": exchange.status.map_or(0, |status| status.as_u16()),
            "statusText": exchange.reason.as_deref().unwrap_or_else(usual),
            "httpVersion": version(exchange.version),
            "cookies": self.response_cookies(headers),
            "headers": self.headers(headers),
            "content": content,
            "redirectURL": if self.masked { mask::url(&location) } else { Cow::Borrowed(&*location) },
            "headersSize": -1,
            "bodySize": size_on_the_wire(headers, &exchange.response_body),
        })
    }

    fn headers(self, headers: &HeaderMap) -> Vec<Value> {
        let header = |(name, value): (&http::HeaderName, &http::HeaderValue)| {
            let value = latin1(value.as_bytes());
            let value = if self.masked { mask::header(name.as_str(), &value) } else { Cow::Borrowed(&*value) };
            json!({ "name": name.as_str(), "value": value })
        };
        headers.iter().map(header).collect()
    }

    fn cookie(self, pair: &str) -> Option<Map<String, Value>> {
        let (name, value) = pair.trim().split_once('=')?;
        let value = if self.masked { mask::MASK } else { value };
        Some(Map::from_iter([("name".to_owned(), Value::from(name)), ("value".to_owned(), Value::from(value))]))
    }

    fn request_cookies(self, headers: &HeaderMap) -> Vec<Value> {
        let lines = headers.get_all(header::COOKIE).iter().map(|line| latin1(line.as_bytes()));
        lines.flat_map(|line| line.split(';').filter_map(|pair| self.cookie(pair)).map(Value::from).collect::<Vec<_>>()).collect()
    }

    fn response_cookies(self, headers: &HeaderMap) -> Vec<Value> {
        let cookie = |line: &http::HeaderValue| {
            let line = latin1(line.as_bytes());
            let mut parts = line.split(';');
            let mut cookie = self.cookie(parts.next()?)?;
            for attribute in parts {
                let (name, value) = attribute.trim().split_once('=').unwrap_or((attribute.trim(), ""));
                match name.to_ascii_lowercase().as_str() {
                    "path" => cookie.insert("path".to_owned(), Value::from(value)),
                    "domain" => cookie.insert("domain".to_owned(), Value::from(value)),
                    "httponly" => cookie.insert("httpOnly".to_owned(), Value::from(true)),
                    "secure" => cookie.insert("secure".to_owned(), Value::from(true)),
                    "expires" => expiry(value).and_then(|time| cookie.insert("expires".to_owned(), Value::from(time))),
                    _ => None,
                };
            }
            Some(Value::from(cookie))
        };
        headers.get_all(header::SET_COOKIE).iter().filter_map(cookie).collect()
    }

    /// The body as text, or in base64 where it is none.
    fn text(self, content_type: &str, body: &CapturedBody) -> (String, bool) {
        let bytes = if self.masked { mask::body(content_type, &body.bytes) } else { Cow::Borrowed(&*body.bytes) };
        match std::str::from_utf8(&bytes) {
            Ok(text) => (text.to_owned(), false),
            // Keeping a body's first bytes may have cut its last character in two.
            Err(error) if body.is_truncated() && error.error_len().is_none() => {
                (String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned(), false)
            }
            Err(_) => (BASE64_STANDARD.encode(&bytes), true),
        }
    }
}

fn comment(exchange: &Exchange) -> Option<String> {
    let answered = || {
        let (endpoint, response) = exchange.answered_by()?;
        Some(
            format!("Answered by {} {} › {} {}", endpoint.method, endpoint.path, response.status, response.name)
                .trim_end()
                .to_owned(),
        )
    };
    match &exchange.outcome {
        Outcome::Refused(reason) => Some(format!("Refused: {reason}")),
        Outcome::Failed { message, .. } => Some(format!("Failed: {message}")),
        Outcome::Decided { .. } if exchange.is_unmatched() => Some("No endpoint matched".to_owned()),
        Outcome::Decided { .. } => answered(),
        Outcome::Webhook { call, failure } => {
            let parent = call.parent.get().map_or_else(String::new, |number| format!(" after request {number}"));
            let fate = failure.as_ref().map_or_else(String::new, |failure| format!(". Failed: {failure}"));
            Some(format!("Called by a webhook{parent}{fate}"))
        }
        Outcome::Imported => None,
    }
}

fn note_truncation(content: &mut Value, body: &CapturedBody) {
    if body.is_truncated() {
        content["comment"] = Value::from(format!("The first {} bytes of {}", body.bytes.len(), body.size));
    }
}

/// The absolute URL: the log holds the request's target, and the host is in a header.
fn url(exchange: &Exchange) -> String {
    if exchange.uri.scheme().is_some() {
        return exchange.uri.to_string();
    }
    let host = text_of(&exchange.request_headers, &header::HOST);
    let authority = exchange.uri.authority().map_or(&*host, |authority| authority.as_str());
    let authority = if authority.is_empty() { "localhost" } else { authority };
    let target = exchange.uri.path_and_query().map_or("/", |target| target.as_str());
    let slash = if target.starts_with('/') { "" } else { "/" };
    format!("{}://{authority}{slash}{target}", exchange.scheme())
}

fn version(version: Version) -> &'static str {
    match version {
        Version::HTTP_09 => "HTTP/0.9",
        Version::HTTP_10 => "HTTP/1.0",
        Version::HTTP_2 => "HTTP/2",
        Version::HTTP_3 => "HTTP/3",
        _ => "HTTP/1.1",
    }
}

/// What is known of the body is its size without content coding; with one, nobody counted.
fn size_on_the_wire(headers: &HeaderMap, body: &CapturedBody) -> i64 {
    let coded = headers.contains_key(header::CONTENT_ENCODING);
    if coded { -1 } else { i64::try_from(body.size).unwrap_or(-1) }
}

fn milliseconds(duration: Duration) -> f64 {
    // Whole microseconds, so that a time reads as 1.234 rather than with every digit of a binary fraction.
    duration.as_micros() as f64 / 1000.0
}

fn text_of(headers: &HeaderMap, name: &http::HeaderName) -> String {
    headers.get(name).map(|value| latin1(value.as_bytes())).unwrap_or_default()
}

/// A header's value as text: UTF-8 where it is, else byte for byte as HTTP's old Latin-1.
fn latin1(bytes: &[u8]) -> String {
    std::str::from_utf8(bytes).map_or_else(|_| bytes.iter().map(|byte| char::from(*byte)).collect(), str::to_owned)
}

/// A cookie's date as HAR wants it.
fn expiry(date: &str) -> Option<String> {
    let date = jiff::fmt::rfc2822::parse(&date.replace('-', " ")).ok()?;
    Some(Timestamp::from(date).to_string())
}
