//! Answers in the server's own words: `application/problem+json` (RFC 9457), the same shape whatever went wrong.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use serde_json::{Map, Value};

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
    /// What is sent in place of its own document.
    document: Option<Bytes>,
}

impl ServerProblem {
    pub(super) fn new(status: StatusCode, kind: &'static str, title: &'static str, detail: impl Into<String>) -> Self {
        let headers = HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static(CONTENT_TYPE))]);
        Self { status, kind, title, detail: detail.into(), members: Map::new(), headers, document: None }
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

    /// The members of the JSON document.
    pub(super) fn to_members(&self) -> Map<String, Value> {
        let mut members = Map::new();
        members.insert("type".to_owned(), Value::from(format!("urn:mockwright:problem:{}", self.kind)));
        members.insert("title".to_owned(), Value::from(self.title));
        members.insert("status".to_owned(), Value::from(self.status.as_u16()));
        members.insert("detail".to_owned(), Value::from(self.detail.as_str()));
        members.extend(self.members.clone());
        members
    }

    /// The same in words of somebody else: another document of another media type.
    pub(super) fn told_as(mut self, media_type: &str, document: String) -> Self {
        if let Ok(media_type) = HeaderValue::from_str(media_type) {
            self.headers.insert(header::CONTENT_TYPE, media_type);
            self.document = Some(Bytes::from(document));
        }
        self
    }

    /// The JSON document.
    pub(super) fn to_bytes(&self) -> Bytes {
        self.document.clone().unwrap_or_else(|| Bytes::from(Value::Object(self.to_members()).to_string()))
    }
}
