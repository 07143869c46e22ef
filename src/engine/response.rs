//! Makes one response ready to send, and says all that is wrong with it.

use std::sync::Arc;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};

use super::{
    body_store::BodyStore,
    compiled::{CompiledBody, CompiledResponse},
    condition::CompiledCondition,
    dynamic::{self, DynamicHead, compile_template},
    fault,
    scenario::Step,
    webhook, written,
};
use crate::{
    generate::{
        body::Manner,
        template::{Escape, Template, check_json},
    },
    model::{Body, Delay, Header, Language, Part, Response, Severity, TextBody},
};

/// Takes what is wrong with a response: which part, how bad, and why.
pub(super) type Report<'r> = &'r mut dyn FnMut(Part, Severity, String);

/// Makes a response ready to send; none where it cannot be. `is_head` says that only HEAD requests get it.
pub(super) fn compile(
    response: &Response,
    is_head: bool,
    manner: &Manner,
    bodies: &mut BodyStore,
    report: Report<'_>,
) -> Option<CompiledResponse> {
    let mut dynamic = DynamicHead::compile(response, report);
    // A template that can be rendered takes the place of what stands beside it.
    let status = if dynamic.status.is_some() { Some(StatusCode::OK) } else { compile_status(response.status, report) };
    let reason = response.reason.as_deref().and_then(|reason| compile_reason(reason, report));
    let mut headers = compile_headers(&response.headers, Some(&mut dynamic), report);
    if let Some(delay) = &response.delay {
        check_delay(delay, report);
    }
    let condition = compile_condition(response, report);
    let own_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let (body, content_type) = compile_body(&response.body, own_type, manner, bodies, report)?;
    let has_own_type = own_type.is_some() || dynamic.headers.iter().any(|(_, name, _)| name == header::CONTENT_TYPE);
    if let Some(content_type) = content_type.filter(|_| !has_own_type && response.written.is_none()) {
        headers.insert(header::CONTENT_TYPE, content_type);
    }
    let (status, condition) = (status?, condition?);
    let has_no_body = matches!(status, StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT | StatusCode::NOT_MODIFIED);
    let body = if has_no_body && !body.is_empty() {
        report(
            Part::Body(None),
            Severity::Warning,
            format!("An answer with status {} has no body, so this one is not sent", status.as_u16()),
        );
        CompiledBody::Bytes(Bytes::new())
    } else {
        body
    };
    let size = if let CompiledBody::Bytes(bytes) = &body { Some(bytes.len()) } else { None };
    let fault = response.fault.and_then(|fault| fault::compile(fault, size, report));
    Some(CompiledResponse {
        status,
        reason,
        headers,
        written: written::compile(response, is_head, report).map(Arc::new),
        body,
        condition,
        step: Step::compile(response.scenario.as_ref()),
        delay: response.delay,
        dynamic: (!dynamic.is_empty()).then(|| Box::new(dynamic)),
        edge_cases: response.edge_cases,
        fault,
        webhooks: webhook::compile(&response.webhooks, manner, bodies, report),
    })
}

/// Interim statuses are refused: HTTP/1.1 clients read on after them, waiting for the answer proper (RFC 9110, 15.2).
fn compile_status(status: u16, report: Report<'_>) -> Option<StatusCode> {
    let message = match status {
        100..=199 => format!("{status} is an interim status, after which clients wait for another answer; use 200 to 599"),
        200..=599 => return StatusCode::from_u16(status).ok(),
        _ => format!("{status} is not an HTTP status; use 200 to 599"),
    };
    report(Part::Status, Severity::Error, message);
    None
}

fn compile_reason(reason: &str, report: Report<'_>) -> Option<Bytes> {
    if reason.chars().any(|character| character.is_control() && character != '\t') {
        report(Part::Status, Severity::Warning, "A reason is one line of text; the usual one is sent instead".to_owned());
        return None;
    }
    Some(Bytes::copy_from_slice(reason.as_bytes()))
}

/// The headers that can be sent; those that are templates go to `dynamic`, or are as they stand where there is none.
/// Those that frame the message are the server's own business.
pub(super) fn compile_headers(headers: &[Header], mut dynamic: Option<&mut DynamicHead>, report: Report<'_>) -> HeaderMap {
    let mut compiled = HeaderMap::new();
    for (index, header) in headers.iter().enumerate().filter(|(_, header)| header.enabled) {
        let Ok(name) = HeaderName::from_bytes(header.name.as_bytes()) else {
            let message = if header.name.is_empty() {
                "The header has no name yet".to_owned()
            } else {
                format!("{:?} cannot be a header's name", header.name)
            };
            report(Part::Header(index), Severity::Error, message);
            continue;
        };
        if name == header::CONTENT_LENGTH || name == header::TRANSFER_ENCODING {
            report(
                Part::Header(index),
                Severity::Warning,
                format!("{} is set by the server, so this one is not sent", header.name),
            );
            continue;
        }
        if let Some(dynamic) = &mut dynamic
            && Template::is_template(&header.value)
        {
            let template = compile_template(&header.value, Escape::None, |_| Part::Header(index), report);
            dynamic.headers.extend(template.map(|template| (index, name, template)));
            continue;
        }
        let Ok(value) = HeaderValue::from_bytes(header.value.as_bytes()) else {
            report(
                Part::Header(index),
                Severity::Error,
                format!("The value of {} holds a line break or another control character", header.name),
            );
            continue;
        };
        if compiled.try_append(name, value).is_err() {
            report(Part::Header(index), Severity::Error, "There are too many headers".to_owned());
            break;
        }
    }
    compiled
}

/// Says what is wrong with a delay. It is drawn all the same, in the nearest way that makes sense.
pub(super) fn check_delay(delay: &Delay, report: Report<'_>) {
    let message = match *delay {
        Delay::Uniform { min_ms, max_ms } if min_ms > max_ms => "The shortest wait is longer than the longest",
        Delay::LogNormal { sigma, .. } if !sigma.is_finite() || sigma < 0.0 => "The spread of a delay is a number from 0 up",
        _ => return,
    };
    report(Part::Delay, Severity::Warning, message.to_owned());
}

/// The condition, if any; none at all where it is broken.
fn compile_condition(response: &Response, report: Report<'_>) -> Option<Option<CompiledCondition>> {
    let Some(condition) = &response.condition else { return Some(None) };
    match CompiledCondition::compile(condition) {
        Ok(compiled) => Some(Some(compiled)),
        Err(errors) => {
            for error in errors {
                report(Part::Condition(error.path), Severity::Error, error.message);
            }
            None
        }
    }
}

/// The body and the Content-Type it has where no header says otherwise.
fn compile_body(
    body: &Body,
    own_type: Option<&str>,
    manner: &Manner,
    bodies: &mut BodyStore,
    report: Report<'_>,
) -> Option<(CompiledBody, Option<HeaderValue>)> {
    Some(match body {
        Body::None => (CompiledBody::Bytes(Bytes::new()), None),
        Body::Text(text) => {
            let content_type = HeaderValue::from_static(text.language.content_type());
            if is_template(text) {
                let escape = dynamic::escape_for(own_type, text.language);
                return Some((dynamic::compile_body(text.content.as_str(), escape, report)?, Some(content_type)));
            }
            warn_of_broken_json(text, report);
            (CompiledBody::Bytes(bodies.keep(text.content.as_str().as_bytes())), Some(content_type))
        }
        Body::Base64(text) => {
            let content_type = HeaderValue::from_static("application/octet-stream");
            (CompiledBody::Bytes(decode_base64(text, report)?), Some(content_type))
        }
        Body::Generated(body) => {
            let content_type = HeaderValue::from_static(Language::Json.content_type());
            (dynamic::compile_generated(body, manner, report)?, Some(content_type))
        }
        Body::File(path) if Template::is_template(path) => {
            let template = compile_template(path, Escape::None, |_| Part::Body(None), report)?;
            let guessed = mime_guess::from_path(path).first_or_octet_stream();
            (CompiledBody::FileTemplate(template), HeaderValue::from_str(guessed.as_ref()).ok())
        }
        Body::File(path) => {
            if let Err(message) = check_file_path(path) {
                report(Part::Body(None), Severity::Error, message.to_owned());
                return None;
            }
            let guessed = mime_guess::from_path(path).first_or_octet_stream();
            (CompiledBody::File(path.clone()), HeaderValue::from_str(guessed.as_ref()).ok())
        }
    })
}

/// Whether a text is filled in anew for every answer.
fn is_template(body: &TextBody) -> bool {
    body.is_template && Template::is_template(body.content.as_str())
}

/// Warns of JSON that is not.
fn warn_of_broken_json(body: &TextBody, report: Report<'_>) {
    let text = body.content.as_str();
    if body.language != Language::Json || text.trim().is_empty() {
        return;
    }
    if let Some((line, column, reason)) = check_json(text) {
        report(Part::Body(Some((line, column))), Severity::Warning, format!("Not JSON: {reason}"));
    }
}

/// Decodes base64 that may be broken into lines.
fn decode_base64(text: &str, report: Report<'_>) -> Option<Bytes> {
    let (places, bytes): (Vec<_>, Vec<_>) = text.bytes().enumerate().filter(|(_, byte)| !byte.is_ascii_whitespace()).unzip();
    let error = match STANDARD.decode(&bytes) {
        Ok(decoded) => return Some(Bytes::from(decoded)),
        Err(error) => error,
    };
    let (offset, reason) = match error {
        base64::DecodeError::InvalidByte(offset, _) => (offset, "a character that base64 does not have, or padding too early"),
        base64::DecodeError::InvalidLastSymbol(offset, _) => (offset, "its last character cannot be the last one"),
        base64::DecodeError::InvalidLength(_) => (bytes.len(), "it ends too early"),
        base64::DecodeError::InvalidPadding => (bytes.len(), "it needs = at its end to fill the last four characters"),
    };
    let before = text.get(..places.get(offset).copied().unwrap_or(text.len())).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    report(Part::Body(Some((line, column))), Severity::Error, format!("Not base64: {reason}"));
    None
}

/// Whether a body file stays in the project's folder, going by its name alone.
pub(super) fn check_file_path(path: &str) -> Result<(), &'static str> {
    let is_drive = |part: &str| part.len() >= 2 && part.as_bytes()[1] == b':';
    if path.is_empty() {
        Err("No file is chosen yet")
    } else if path.contains('\\') {
        Err("Write the file's path with forward slashes")
    } else if path.starts_with('/') || is_drive(path) {
        Err("A body file is named relative to the project's folder")
    } else if path.split('/').any(|part| part == "..") {
        Err("A body file lies in the project's folder, so its path cannot hold ..")
    } else if path.contains(char::is_control) {
        Err("A file's path cannot hold control characters")
    } else {
        Ok(())
    }
}
