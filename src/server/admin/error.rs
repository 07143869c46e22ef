//! Answers to control calls that cannot be carried out: problem documents in the server's own words, and WireMock's list of
//! errors on the routes whose clients read that.

use axum::{
    Json,
    body::Body,
    http::{Response, StatusCode, Uri},
    response::IntoResponse,
};
use http::{HeaderMap, Method, header};
use serde_json::{Value, json};

use crate::{formats::wiremock::PatternError, server::problem::ServerProblem};

/// Why a control call is not carried out.
#[derive(Debug)]
pub(super) enum AdminError {
    /// In the server's own words (RFC 9457).
    Problem(Box<ServerProblem>),
    /// In WireMock's.
    WireMock(WireMockError),
}

/// What WireMock's clients read when something is wrong with what they sent.
#[derive(Debug)]
pub(super) struct WireMockError {
    /// WireMock's number for this kind of error.
    pub(super) code: u16,
    /// Where.
    pub(super) source: Source,
    /// Which kind, for people.
    pub(super) title: &'static str,
    /// What is wrong this time.
    pub(super) detail: String,
}

/// Where in a control call something is wrong.
#[derive(Debug)]
pub(super) enum Source {
    /// A JSON pointer into the body.
    Pointer(String),
    /// A query parameter's name.
    Parameter(&'static str),
}

/// WireMock's number for what cannot be read or is not valid.
pub(super) const CODE_INVALID: u16 = 10;

impl AdminError {
    pub(super) fn problem(status: StatusCode, kind: &'static str, title: &'static str, detail: impl Into<String>) -> Self {
        ServerProblem::new(status, kind, title, detail).into()
    }

    pub(super) fn bad_request(kind: &'static str, title: &'static str, detail: impl Into<String>) -> Self {
        Self::problem(StatusCode::BAD_REQUEST, kind, title, detail)
    }

    pub(super) fn not_found(what: impl Into<String>) -> Self {
        Self::problem(StatusCode::NOT_FOUND, "not-found", "There is no such thing here", what)
    }

    pub(super) fn defect() -> Self {
        let detail = "This is a defect in Mockwright; the server goes on";
        Self::problem(StatusCode::INTERNAL_SERVER_ERROR, "defect", "Mockwright itself failed", detail)
    }

    /// Something in the body that has no meaning here, at that JSON pointer.
    pub(super) fn invalid_body(pointer: impl Into<String>, title: &'static str, detail: impl Into<String>) -> Self {
        let source = Source::Pointer(pointer.into());
        Self::WireMock(WireMockError { code: CODE_INVALID, source, title, detail: detail.into() })
    }

    /// A query parameter that has no meaning.
    pub(super) fn invalid_parameter(name: &'static str, detail: impl Into<String>) -> Self {
        let (source, title) = (Source::Parameter(name), "The query parameter is not valid");
        Self::WireMock(WireMockError { code: CODE_INVALID, source, title, detail: detail.into() })
    }
}

impl From<ServerProblem> for AdminError {
    fn from(problem: ServerProblem) -> Self {
        Self::Problem(Box::new(problem))
    }
}

impl From<PatternError> for AdminError {
    fn from(error: PatternError) -> Self {
        Self::invalid_body(error.pointer, "The request cannot be understood as it stands", error.message)
    }
}

/// Reads a body as JSON, whatever it says it is.
pub(super) fn read_json(body: &[u8]) -> Result<Value, AdminError> {
    serde_json::from_slice(body).map_err(|error| AdminError::invalid_body("", "Error parsing JSON", error.to_string()))
}

impl WireMockError {
    fn to_json(&self) -> Value {
        let source = match &self.source {
            Source::Pointer(pointer) => json!({ "pointer": pointer }),
            Source::Parameter(name) => json!({ "parameter": name }),
        };
        json!({ "errors": [{ "code": self.code, "source": source, "title": self.title, "detail": self.detail }] })
    }
}

impl From<AdminError> for Response<Body> {
    fn from(error: AdminError) -> Self {
        error.into_response()
    }
}

impl IntoResponse for AdminError {
    fn into_response(self) -> Response<Body> {
        match self {
            Self::Problem(problem) => {
                let body = problem.to_bytes();
                (problem.status, problem.headers, body).into_response()
            }
            Self::WireMock(error) => (StatusCode::UNPROCESSABLE_ENTITY, Json(error.to_json())).into_response(),
        }
    }
}

/// The answer where no route fits.
pub(super) async fn not_found(uri: Uri) -> AdminError {
    let detail = format!("The control API has no {}; /__admin/openapi.json lists what it has", uri.path());
    AdminError::problem(StatusCode::NOT_FOUND, "no-such-route", "There is no such control call", detail)
}

/// The answer where only the method is wrong; the routes add which are right.
pub(super) async fn method_not_allowed(method: Method, uri: Uri) -> AdminError {
    let detail = format!("{} does not answer {method}", uri.path());
    let title = "No control call of this path has this method";
    AdminError::problem(StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed", title, detail)
}

/// Whether a request asks for that media type by name.
pub(super) fn accepts(headers: &HeaderMap, media_type: &str) -> bool {
    let accepted = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    accepted.flat_map(|value| value.split(',')).any(|item| item.split(';').next().is_some_and(|name| name.trim() == media_type))
}
