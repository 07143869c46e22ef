//! What of a request a comparison looks at, and how it is found there.

use std::borrow::Cow;

use http::HeaderName;
use serde_json::Value;
use serde_json_path::JsonPath;

use super::{Call, json_path};
use crate::model::{Subject, SubjectKind};

/// A subject made ready to look up.
#[derive(Debug)]
pub(in crate::engine) enum CompiledSubject {
    PathParameter(String),
    Query(String),
    Header(HeaderName),
    Cookie(String),
    Body,
    Json(Box<JsonPath>),
    Form(String),
    Multipart(String),
    Method,
    Host,
    Client,
    CallNumber,
    ScenarioState(String),
}

/// One value that a subject has.
#[derive(Debug)]
pub(in crate::engine) enum Found<'f> {
    /// A text.
    Text(Cow<'f, str>),
    /// JSON, found in a body or being one.
    Json(&'f Value),
}

impl Found<'_> {
    /// It as text: a JSON string's own text, other JSON in its compact form.
    pub(in crate::engine) fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::Json(Value::String(text)) => Cow::Borrowed(text),
            Self::Json(value) => Cow::Owned(value.to_string()),
        }
    }

    /// It as JSON; none where it is text that is not JSON.
    pub(super) fn json(&self) -> Option<Cow<'_, Value>> {
        match self {
            Self::Text(text) => serde_json::from_str(text).ok().map(Cow::Owned),
            Self::Json(value) => Some(Cow::Borrowed(value)),
        }
    }

    /// Whether there is nothing in it.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::Json(value) => match value {
                Value::Null => true,
                Value::String(text) => text.is_empty(),
                Value::Array(elements) => elements.is_empty(),
                Value::Object(members) => members.is_empty(),
                Value::Bool(_) | Value::Number(_) => false,
            },
        }
    }
}

impl CompiledSubject {
    pub(in crate::engine) fn compile(subject: &Subject) -> Result<Self, String> {
        // An empty name is a name only where a client can send it.
        let needs_name = matches!(
            subject.kind(),
            SubjectKind::PathParameter | SubjectKind::Header | SubjectKind::Json | SubjectKind::ScenarioState
        );
        if needs_name && subject.name().is_some_and(str::is_empty) {
            return Err(format!("The {} has no name yet", subject.kind().label()));
        }
        Ok(match subject {
            Subject::PathParameter(name) => Self::PathParameter(name.clone()),
            Subject::Query(name) => Self::Query(name.clone()),
            Subject::Header(name) => {
                Self::Header(HeaderName::from_bytes(name.as_bytes()).map_err(|_| format!("{name:?} cannot be a header's name"))?)
            }
            Subject::Cookie(name) => Self::Cookie(name.clone()),
            Subject::Body => Self::Body,
            Subject::Json(path) => Self::Json(Box::new(json_path::parse(path)?)),
            Subject::Form(name) => Self::Form(name.clone()),
            Subject::Multipart(name) => Self::Multipart(name.clone()),
            Subject::Method => Self::Method,
            Subject::Host => Self::Host,
            Subject::Client => Self::Client,
            Subject::CallNumber => Self::CallNumber,
            Subject::ScenarioState(name) => Self::ScenarioState(name.clone()),
        })
    }

    /// Hands over every value the subject has until `visit` returns true; whether it did. `as_json` asks for the whole
    /// body as JSON where it is JSON.
    pub(in crate::engine) fn visit(&self, call: &Call<'_, '_>, as_json: bool, visit: &mut dyn FnMut(Found<'_>) -> bool) -> bool {
        let request = call.request();
        let mut named = |pairs: &[(Cow<'_, str>, Cow<'_, str>)], name: &str| {
            pairs.iter().any(|(key, value)| key == name && visit(Found::Text(Cow::Borrowed(value))))
        };
        match self {
            Self::PathParameter(name) => call
                .parameters()
                .and_then(|parameters| parameters.iter().find(|(key, _)| key == name))
                .is_some_and(|(_, value)| visit(Found::Text(Cow::Borrowed(value)))),
            Self::Query(name) => named(request.query(), name),
            Self::Header(name) => {
                let mut values = request.headers.get_all(name).iter();
                values.any(|value| visit(Found::Text(String::from_utf8_lossy(value.as_bytes()))))
            }
            Self::Cookie(name) => named(request.cookies(), name),
            Self::Form(name) => named(request.form(), name),
            Self::Multipart(name) => named(request.multipart(), name),
            Self::Body if request.body.is_empty() => false,
            Self::Body => match if as_json { request.json().ok() } else { None } {
                Some(value) => visit(Found::Json(value)),
                None => visit(Found::Text(Cow::Borrowed(request.text()))),
            },
            Self::Json(path) => request.json().is_ok_and(|body| path.query(body).iter().any(|value| visit(Found::Json(value)))),
            Self::Method => visit(Found::Text(Cow::Borrowed(request.method.as_str()))),
            Self::Host => request.host().is_some_and(|host| visit(Found::Text(Cow::Borrowed(host)))),
            Self::Client => visit(Found::Text(Cow::Owned(request.client.to_canonical().to_string()))),
            Self::CallNumber => visit(Found::Text(Cow::Owned(call.number().to_string()))),
            Self::ScenarioState(name) => call.scenario_state(name).is_some_and(|state| visit(Found::Text(Cow::Borrowed(state)))),
        }
    }
}
