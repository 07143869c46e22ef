//! The exchange that a finding shows: secrets masked, long bodies cut, and the request as a cURL command.

use std::{
    fmt::Write as _,
    net::{Ipv4Addr, SocketAddr},
};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};

use super::super::mask;
use crate::{
    contract::probe::{Call, CallOutcome, Sample},
    traffic::{CapturedBody, Exchange, curl_command},
};

/// The most bytes of a body that are shown.
const SHOWN_BYTES: usize = 2_000;

/// The exchange as it may be shown to others. `origin` is where it went: `https://api.example`.
pub(crate) fn sample(call: &Call, outcome: &CallOutcome, origin: &str) -> Sample {
    let target = mask::url(&call.target).into_owned();
    let headers = masked(&call.headers);
    let body = masked_body(&call.headers, &call.body);
    let request = format!("{} {target}\n{}", call.method, message(&headers, &body));
    let response = match outcome {
        CallOutcome::Answered(answer) => {
            let body = masked_body(&answer.headers, &answer.body);
            format!("{}\n{}", status_line(answer.status), message(&masked(&answer.headers), &body))
        }
        CallOutcome::TimedOut(_) | CallOutcome::Failed(_) => String::new(),
    };
    let curl = curl(call, &target, headers, &body, &mask::url(origin)).unwrap_or_default();
    Sample { request, response, curl }
}

fn status_line(status: u16) -> String {
    let reason = StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason()).unwrap_or_default();
    format!("{status} {reason}").trim_end().to_owned()
}

/// The header fields, their secrets masked.
fn masked(headers: &HeaderMap) -> HeaderMap {
    let mask = |(name, value): (&HeaderName, &HeaderValue)| {
        let text = String::from_utf8_lossy(value.as_bytes()).into_owned();
        let masked = HeaderValue::try_from(mask::header(name.as_str(), &text).as_ref()).unwrap_or_else(|_| value.clone());
        (name.clone(), masked)
    };
    headers.iter().map(mask).collect()
}

fn masked_body(headers: &HeaderMap, body: &Bytes) -> Bytes {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    Bytes::copy_from_slice(&mask::body(content_type, body))
}

/// The header fields and the beginning of the body.
fn message(headers: &HeaderMap, body: &Bytes) -> String {
    let mut text = String::new();
    for (name, value) in headers {
        let _ = writeln!(text, "{name}: {}", String::from_utf8_lossy(value.as_bytes()));
    }
    if body.is_empty() {
        return text;
    }
    text.push('\n');
    let shown = body.get(..SHOWN_BYTES).unwrap_or(body);
    match std::str::from_utf8(shown) {
        Ok(shown) => text.push_str(shown),
        // A character that the cut goes through is left out.
        Err(error) if error.error_len().is_none() => text.push_str(&String::from_utf8_lossy(&shown[..error.valid_up_to()])),
        Err(_) => return text + &format!("({} bytes that are no text)", body.len()),
    }
    if shown.len() < body.len() {
        let _ = write!(text, "\n… {} bytes in all", body.len());
    }
    text
}

fn curl(call: &Call, target: &str, headers: HeaderMap, body: &Bytes, origin: &str) -> Option<String> {
    // The mask's brackets may not stand in a URL.
    let uri = target.replace(mask::MASK, "MASKED").parse().ok()?;
    let exchange = Exchange {
        client: SocketAddr::from((Ipv4Addr::UNSPECIFIED, 0)),
        is_tls: origin.starts_with("https:"),
        method: call.method.clone(),
        uri,
        request_headers: headers,
        request_body: CapturedBody::of(body),
        ..Exchange::default()
    };
    Some(curl_command(&exchange, origin).command)
}
