//! The control API's own description, an OpenAPI document that is part of the program.

use axum::response::{IntoResponse, Response};
use http::header;

/// The document.
const DOCUMENT: &str = include_str!("../../../assets/admin-openapi.json");

/// `GET /openapi.json`
pub(super) async fn document() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], DOCUMENT).into_response()
}
