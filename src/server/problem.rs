//! Answers in the server's own words: `application/problem+json` (RFC 9457), the same shape whatever went wrong.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use serde_json::{Map, Value, json};

/// The media type of a problem.
pub(super) const CONTENT_TYPE: &str = "application/problem+json";

/// Something the server has to say instead of a mock's answer.
#[derive(Clone, Debug)]
pub(super) struct ServerProblem {
    pub(super) status: StatusCode,
    /// Which kind, for programs: the end of the problem type's URN.
    kind: &'static str,
    /// Which kind, for people.
    title: &'static str,
    /// What is wrong this time.
    pub(super) detail: String,
    /// Further members.
    members: Map<String, Value>,
    /// Header fields that go with it.
    pub(super) headers: HeaderMap,
}

impl ServerProblem {
    pub(super) fn new(status: StatusCode, kind: &'static str, title: &'static str, detail: impl Into<String>) -> Self {
        let headers = HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static(CONTENT_TYPE))]);
        Self { status, kind, title, detail: detail.into(), members: Map::new(), headers }
    }

    /// Adds a member.
    pub(super) fn with(mut self, name: &str, value: Value) -> Self {
        self.members.insert(name.to_owned(), value);
        self
    }

    /// Adds a header field.
    pub(super) fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// The JSON document.
    pub(super) fn to_bytes(&self) -> Bytes {
        let mut document = json!({
            "type": format!("urn:mockwright:problem:{}", self.kind),
            "title": self.title,
            "status": self.status.as_u16(),
            "detail": self.detail,
        });
        if let Some(object) = document.as_object_mut() {
            object.extend(self.members.clone());
        }
        Bytes::from(document.to_string())
    }
}
