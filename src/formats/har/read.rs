//! Reads HAR files as they really are: fields missing, numbers as text, header names of HTTP/2, cookies joined by line
//! ends. An entry that says no URL or method is left out with a note; only a file that is no HAR at all is an error.

use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, Version, uri::Scheme};
use jiff::Timestamp;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::Value;

use super::super::{Content, Imported};
use crate::{
    storage::{Position, json_message},
    traffic::{CapturedBody, Exchange, Timings},
};

/// Characters that browsers put into URLs although they may not stand there.
const NOT_IN_URLS: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'\\').add(b'^').add(b'`').add(b'{').add(b'|').add(b'}');

/// The exchanges of a HAR file, or what is wrong with it and where.
pub(super) fn read(bytes: &[u8]) -> Result<Imported, (Option<Position>, String)> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let har: Value = serde_json::from_slice(bytes).map_err(|error| {
        let position = Position { line: error.line(), column: error.column() };
        (Some(position), format!("is not valid JSON: {}", json_message(&error)))
    })?;
    let Some(entries) = har.pointer("/log/entries").and_then(Value::as_array) else {
        return Err((None, "is not a HAR file: it has no list of entries at /log/entries".to_owned()));
    };
    let (mut exchanges, mut notes) = (Vec::new(), Vec::new());
    for (index, entry) in entries.iter().enumerate() {
        match exchange(entry) {
            Ok(exchange) => exchanges.push(Arc::new(exchange)),
            Err(message) => notes.push(format!("/log/entries/{index}: left out: {message}")),
        }
    }
    Ok(Imported { content: Content::Exchanges(exchanges), notes })
}

fn exchange(entry: &Value) -> Result<Exchange, String> {
    let (request, response) = (&entry["request"], &entry["response"]);
    let method = text(&request["method"]);
    let method = Method::from_bytes(method.as_bytes()).map_err(|_| format!("\"{method}\" is not a method"))?;
    let status = number(&response["status"]).and_then(|status| StatusCode::from_u16(status as u16).ok());
    let reason = text(&response["statusText"]);
    let unusual = !reason.is_empty() && status.and_then(|status| status.canonical_reason()) != Some(reason);
    let uri = uri(text(&request["url"]))?;
    Ok(Exchange {
        received_at: text(&entry["startedDateTime"]).parse().unwrap_or(Timestamp::UNIX_EPOCH),
        client: text(&entry["_client"]).parse().unwrap_or(SocketAddr::from((Ipv4Addr::UNSPECIFIED, 0))),
        is_tls: uri.scheme() == Some(&Scheme::HTTPS),
        version: version(text(&request["httpVersion"])),
        method,
        uri,
        request_headers: headers(&request["headers"]),
        request_body: request_body(&request["postData"], &request["bodySize"]),
        status,
        reason: unusual.then(|| reason.to_owned()),
        response_headers: headers(&response["headers"]).into(),
        response_body: captured(&content(&response["content"], "encoding"), &response["content"]["size"]),
        timings: timings(entry),
        ..Exchange::default()
    })
}

/// The text; nothing where it is no text.
fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The number, also where it was written as text.
fn number(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| value.as_str()?.parse().ok()).filter(|number| number.is_finite())
}

fn version(text: &str) -> Version {
    let text = text.to_ascii_lowercase();
    match text.strip_prefix("http/").or_else(|| text.strip_prefix('h')).unwrap_or_default() {
        "0.9" => Version::HTTP_09,
        "1.0" => Version::HTTP_10,
        "2" | "2.0" | "2c" => Version::HTTP_2,
        version if version.starts_with('3') => Version::HTTP_3,
        _ => Version::HTTP_11,
    }
}

fn uri(url: &str) -> Result<Uri, String> {
    // Without this, `data:,x` would pass for a host and a port.
    if !url.contains("://") && !url.starts_with('/') {
        return Err(format!("\"{}\" is not a web address", shortened(url)));
    }
    let escaped = utf8_percent_encode(url, NOT_IN_URLS).to_string();
    escaped.parse().map_err(|error| format!("\"{}\" is not a URL: {error}", shortened(url)))
}

fn shortened(text: &str) -> &str {
    text.char_indices().nth(80).map_or(text, |(end, _)| &text[..end])
}

/// The headers that HTTP/1.1 could have, without HTTP/2's own such as `:authority`.
fn headers(list: &Value) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for header in list.as_array().into_iter().flatten() {
        let Ok(name) = text(&header["name"]).parse::<HeaderName>() else { continue };
        // Browsers join the lines of a repeated header, above all `Set-Cookie`, with line ends.
        for line in text(&header["value"]).split('\n') {
            if let Ok(value) = HeaderValue::from_bytes(line.trim().as_bytes()) {
                // A file of absurdly many headers keeps the first ones.
                let _ = headers.try_append(&name, value);
            }
        }
    }
    headers
}

/// The bytes of `text`, which the member named `encoding` may say are in base64.
fn content(content: &Value, encoding: &str) -> Bytes {
    let text = text(&content["text"]);
    if content[encoding].as_str().is_some_and(|encoding| encoding.eq_ignore_ascii_case("base64")) {
        let clean: String = text.chars().filter(|character| !character.is_ascii_whitespace()).collect();
        if let Ok(bytes) = BASE64_STANDARD.decode(clean) {
            return bytes.into();
        }
    }
    Bytes::copy_from_slice(text.as_bytes())
}

fn request_body(post_data: &Value, size: &Value) -> CapturedBody {
    let encoding = if post_data["_encoding"].is_string() { "_encoding" } else { "encoding" };
    let mut bytes = content(post_data, encoding);
    if bytes.is_empty() {
        let mut form = form_urlencoded::Serializer::new(String::new());
        for parameter in post_data["params"].as_array().into_iter().flatten() {
            form.append_pair(text(&parameter["name"]), text(&parameter["value"]));
        }
        bytes = form.finish().into();
    }
    captured(&bytes, size)
}

/// The body, of which the file may hold less than there was.
fn captured(bytes: &Bytes, size: &Value) -> CapturedBody {
    let mut body = CapturedBody::of(bytes);
    body.size = body.size.max(number(size).unwrap_or_default() as u64);
    body
}

fn timings(entry: &Value) -> Timings {
    let duration = |value: &Value| {
        let milliseconds = number(value).unwrap_or_default().max(0.0);
        Duration::try_from_secs_f64(milliseconds / 1000.0).unwrap_or_default()
    };
    let timings = &entry["timings"];
    let received = duration(&timings["send"]);
    let first_byte = received.saturating_add(duration(&timings["wait"]));
    let done = first_byte.saturating_add(duration(&timings["receive"])).max(duration(&entry["time"]));
    Timings { received, decided: received, first_byte, done }
}
