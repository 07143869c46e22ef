//! What is served, as a list that can only be read. The project is edited in the window or in its file, never from here.

use axum::{
    Json,
    extract::Path,
    http::{Method, StatusCode, Uri},
};
use serde_json::{Value, json};

use super::{
    caller::{Caller, Parameters},
    error::AdminError,
};
use crate::formats::wiremock::{stub, stub_id, stubs};

type Answer = Result<Json<Value>, AdminError>;

/// `GET /mappings`
pub(super) async fn list(caller: Caller, parameters: Parameters) -> Answer {
    let (limit, offset) = (parameters.number("limit")?, parameters.number("offset")?);
    caller
        .aside(move |caller| {
            let project = &caller.shared().serving.load().compiled.project;
            let told = stubs(project).skip(offset.unwrap_or(0)).take(limit.unwrap_or(usize::MAX));
            let mappings = told.map(|(endpoint, response)| stub(endpoint, response)).collect::<Vec<_>>();
            Ok(Json(json!({ "mappings": mappings, "meta": { "total": stubs(project).count() } })))
        })
        .await
}

/// `GET /mappings/{id}`
pub(super) async fn one(caller: Caller, Path(id): Path<String>) -> Answer {
    caller
        .aside(move |caller| {
            let project = &caller.shared().serving.load().compiled.project;
            let found = stubs(project).find(|(endpoint, response)| stub_id(&endpoint.id, &response.id) == id);
            let (endpoint, response) =
                found.ok_or_else(|| AdminError::not_found(format!("Nothing is served under the id {id:?}")))?;
            Ok(Json(stub(endpoint, response)))
        })
        .await
}

/// `POST /mappings/reset`: what is served is what the project says, so there is nothing to undo.
pub(super) async fn reset() -> Json<Value> {
    Json(json!({}))
}

/// Everything that would change what is served.
pub(super) async fn read_only(method: Method, uri: Uri) -> AdminError {
    let detail = format!(
        "{method} {} would change what is served; the project is edited in the window or in its file, and the list here is for reading",
        uri.path()
    );
    AdminError::problem(StatusCode::NOT_IMPLEMENTED, "read-only-mappings", "Mappings cannot be changed from here", detail)
}
