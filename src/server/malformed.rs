//! What cannot be read as HTTP at all: says in a person's words what is wrong with it, and keeps what can be kept.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, Version, header};
use jiff::Timestamp;

use super::{
    answer_head::date,
    problem::{CONTENT_TYPE, ServerProblem},
};

/// The whole answer to what could not be read, and its body alone. The connection ends after it.
pub(super) fn answer(status: StatusCode, detail: &str) -> (Bytes, Bytes) {
    let body = problem(status, detail).to_bytes();
    let reason = status.canonical_reason().unwrap_or_default();
    let mut answer = format!("HTTP/1.1 {} {reason}\r\n", status.as_u16());
    for (name, value) in &headers(body.len()) {
        answer.push_str(&format!("{name}: {}\r\n", value.to_str().unwrap_or_default()));
    }
    answer.push_str("\r\n");
    let mut answer = answer.into_bytes();
    answer.extend_from_slice(&body);
    (Bytes::from(answer), body)
}

/// The header fields of that answer.
pub(super) fn headers(body_bytes: usize) -> HeaderMap {
    HeaderMap::from_iter([
        (header::CONTENT_TYPE, HeaderValue::from_static(CONTENT_TYPE)),
        (header::CONTENT_LENGTH, HeaderValue::from(body_bytes)),
        (header::CONNECTION, HeaderValue::from_static("close")),
        (header::DATE, date(Timestamp::now())),
        // A browser shows its page's script only what this allows, even of a refusal.
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
    ])
}

fn problem(status: StatusCode, detail: &str) -> ServerProblem {
    let (kind, title) = match status {
        StatusCode::URI_TOO_LONG => ("request-target-too-long", "The request target is too long"),
        StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE => ("header-too-large", "The request's head is too large"),
        StatusCode::REQUEST_TIMEOUT => ("too-slow", "The request took too long"),
        _ => ("malformed", "The request is not valid HTTP"),
    };
    ServerProblem::new(status, kind, title, detail)
}

/// The status that fits: a head that is too large because of its first line alone has too long a target.
pub(super) fn true_status(head: &[u8], status: StatusCode) -> StatusCode {
    let is_one_line = !head.contains(&b'\n');
    if status == StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE && is_one_line { StatusCode::URI_TOO_LONG } else { status }
}

/// What is wrong with the head of a request that was refused with that status, and where.
pub(super) fn explain(head: &[u8], status: StatusCode) -> String {
    match status {
        StatusCode::REQUEST_TIMEOUT => "The head of the request did not arrive in time".to_owned(),
        StatusCode::URI_TOO_LONG => "The request target is longer than is accepted".to_owned(),
        StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE => "The request's head has too many fields or too many bytes".to_owned(),
        _ if head.starts_with(&[0x16, 0x03]) => "This is a TLS handshake, and HTTPS is off in the project's settings".to_owned(),
        _ => explain_syntax(head),
    }
}

fn explain_syntax(head: &[u8]) -> String {
    let mut lines = head.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    let request_line = lines.next().unwrap_or_default();
    let show = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(&bytes[..bytes.len().min(80)]).escape_debug().to_string();
        if bytes.len() > 80 { format!("{text}…") } else { text }
    };
    let parts: Vec<_> = request_line.split(|byte| *byte == b' ').collect();
    match parts.as_slice() {
        [method, ..] if Method::from_bytes(method).is_err() => {
            format!("The request line begins with “{}”, which is not a method", show(method))
        }
        [_, target, ..] if Uri::try_from(*target).is_err() => format!("“{}” is not a valid request target", show(target)),
        [_, _, version] if version_of(version).is_none() => {
            format!("“{}” is not a version of HTTP that is spoken here", show(version))
        }
        [_, _, _] => {
            let wrong = lines.take_while(|line| !line.is_empty()).enumerate().find(|(_, line)| !is_field(line));
            match wrong {
                Some((index, line)) => format!("Line {} of the head is not a valid header field: “{}”", index + 2, show(line)),
                None => "The header fields of the request contradict each other or break the rules of HTTP".to_owned(),
            }
        }
        _ => format!("The request line is “{}” instead of a method, a target and a version", show(request_line)),
    }
}

fn is_field(line: &[u8]) -> bool {
    let Some(colon) = line.iter().position(|byte| *byte == b':') else { return false };
    let (name, value) = line.split_at(colon);
    HeaderName::from_bytes(name).is_ok() && HeaderValue::from_bytes(&value[1..]).is_ok()
}

fn version_of(text: &[u8]) -> Option<Version> {
    match text {
        b"HTTP/1.0" => Some(Version::HTTP_10),
        b"HTTP/1.1" => Some(Version::HTTP_11),
        _ => None,
    }
}

/// The request line as far as it makes sense; `GET /` over HTTP/1.1 where it does not.
pub(super) fn request_line(head: &[u8]) -> (Method, Uri, Version) {
    let line = head.split(|byte| matches!(byte, b'\r' | b'\n')).next().unwrap_or_default();
    let mut parts = line.split(|byte| *byte == b' ');
    let method = parts.next().and_then(|method| Method::from_bytes(method).ok()).unwrap_or_default();
    let uri = parts.next().and_then(|target| Uri::try_from(target).ok()).unwrap_or_else(|| Uri::from_static("/"));
    let version = parts.next().and_then(version_of).unwrap_or(Version::HTTP_11);
    (method, uri, version)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn says_what_is_wrong_and_where() {
        for (head, expected) in [
            ("G@T / HTTP/1.1\r\n\r\n", "“G@T”, which is not a method"),
            ("GET /a b HTTP/1.1\r\n\r\n", "instead of a method, a target and a version"),
            ("GET / HTTP/3.7\r\n\r\n", "“HTTP/3.7” is not a version"),
            ("GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n", "Line 3 of the head is not a valid header field: “no colon”"),
            ("GET / HTTP/1.1\r\nbad name: a\r\n\r\n", "Line 2"),
            ("GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n", "break the rules"),
            ("\u{16}\u{3}\u{1}", "TLS handshake"),
        ] {
            let explained = explain(head.as_bytes(), StatusCode::BAD_REQUEST);
            assert!(explained.contains(expected), "{head:?}: {explained}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_explained(head in prop::collection::vec(any::<u8>(), 0..300)) {
            prop_assert!(!explain(&head, StatusCode::BAD_REQUEST).is_empty());
            request_line(&head);
        }
    }
}
