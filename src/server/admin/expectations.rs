//! Expectations over HTTP: how they stand, new ones for this run, and the verdict over all of them.

use std::sync::Arc;

use axum::{
    Json,
    body::{Body, Bytes},
    extract::Path,
    http::{HeaderMap, Response, StatusCode},
    response::IntoResponse,
};
use http::header;
use serde_json::{Value, json};

use super::{
    caller::Caller,
    error::{AdminError, accepts, read_json},
    temporary::{MAX_TEMPORARY, NotTaken},
};
use crate::{
    engine::CONTROL_PATH,
    model::{Condition, Expectation, ExpectationId, Extra},
    traffic::{ExpectationStatus, Verification, verify},
};

/// The most bytes of one temporary expectation: they are kept.
const MAX_BYTES: usize = 64 * 1024;
/// The longest time that a verification waits.
const MAX_WITHIN_MS: u64 = 600_000;

type Answer = Result<Json<Value>, AdminError>;

/// `GET /expectations`: those of the project in its order, then the temporary ones.
pub(super) async fn list(caller: Caller) -> Json<Value> {
    let project = Arc::clone(&caller.shared().serving.load().compiled.project);
    let temporary = caller.state().temporary.list();
    let states = caller.traffic().watch().states();
    let of_project = project.expectations.iter().map(|expectation| (expectation, false));
    let all = of_project.chain(temporary.iter().map(|expectation| (expectation, true)));
    let told = all.map(|(expectation, is_temporary)| told(expectation, is_temporary, &states));
    Json(json!({ "expectations": told.collect::<Vec<_>>(), "unmatched": caller.traffic().watch().unmatched() }))
}

fn told(expectation: &Expectation, is_temporary: bool, states: &[ExpectationStatus]) -> Value {
    let status = states.iter().find(|status| status.id == expectation.id);
    json!({
        "id": expectation.id,
        "name": expectation.title(),
        "state": status.map(|status| status.state),
        "count": status.map(|status| status.count),
        "temporary": is_temporary,
        "expectation": expectation,
    })
}

/// `GET /expectations/{id}`: the report on one.
pub(super) async fn one(caller: Caller, Path(id): Path<String>) -> Answer {
    let id = ExpectationId::new(id);
    caller
        .aside(move |caller| {
            let report = caller.traffic().expectation_report(&id).ok_or_else(|| unknown(&id))?;
            Ok(Json(json!(report)))
        })
        .await
}

/// `POST /expectations`: makes one for this run.
pub(super) async fn create(caller: Caller, body: Bytes) -> Result<Response<Body>, AdminError> {
    if body.len() > MAX_BYTES {
        let detail = format!("An expectation has at most {MAX_BYTES} bytes");
        return Err(AdminError::problem(StatusCode::PAYLOAD_TOO_LARGE, "body-too-large", "The expectation is too large", detail));
    }
    caller
        .aside(move |caller| {
            let expectation = Arc::new(read(&body)?);
            let compiled = Arc::clone(&caller.shared().serving.load().compiled);
            caller.state().temporary.add(&compiled, &expectation).map_err(|why| not_taken(&expectation.id, why))?;
            caller.shared().watch_anew();
            let told = told(&expectation, true, &caller.traffic().watch().states());
            let place = percent_encoding::utf8_percent_encode(expectation.id.as_str(), percent_encoding::NON_ALPHANUMERIC);
            let location = format!("{CONTROL_PATH}/expectations/{place}");
            Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(told)).into_response())
        })
        .await
}

/// Reads an expectation in the project's own words; one without an id gets one.
fn read(body: &[u8]) -> Result<Expectation, AdminError> {
    let mut value = read_json(body)?;
    if let Some(fields) = value.as_object_mut() {
        fields.entry("id").or_insert_with(|| format!("temporary-{:016x}", rand::random::<u64>()).into());
    }
    let title = "The expectation cannot be understood";
    let read: Result<Expectation, _> = serde_path_to_error::deserialize(value);
    let expectation = read.map_err(|error| {
        let pointer = error.path().iter().map(|segment| format!("/{segment}")).collect::<String>();
        AdminError::invalid_body(pointer, title, error.inner().to_string())
    })?;
    if expectation.id.as_str().is_empty() || expectation.id.as_str().len() > 200 {
        return Err(AdminError::invalid_body("/id", title, "An id has 1 to 200 bytes"));
    }
    match unknown_key(&expectation) {
        Some(key) => Err(AdminError::invalid_body(format!("/{key}"), title, format!("{key} is no part of an expectation"))),
        None => Ok(expectation),
    }
}

/// The first key that means nothing. A project file keeps such keys for the version that wrote them; a call has a mistake in it.
fn unknown_key(expectation: &Expectation) -> Option<String> {
    let first = |extra: &Extra| extra.keys().next().cloned();
    let of_condition = expectation.request.condition.as_ref().and_then(unknown_in_condition);
    first(&expectation.extra)
        .or_else(|| first(&expectation.request.extra))
        .or_else(|| first(&expectation.answer.extra))
        .or_else(|| expectation.after.as_ref().and_then(|after| first(&after.extra)))
        .or(of_condition)
}

fn unknown_in_condition(condition: &Condition) -> Option<String> {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().find_map(unknown_in_condition),
        Condition::Not(part) => unknown_in_condition(part),
        Condition::Compare(comparison) => comparison.extra.keys().next().cloned(),
    }
}

fn not_taken(id: &ExpectationId, why: NotTaken) -> AdminError {
    match why {
        NotTaken::Known => {
            let detail = format!("There is an expectation {id} already");
            AdminError::problem(StatusCode::CONFLICT, "known-id", "The id is taken", detail)
        }
        NotTaken::TooMany => {
            let detail = format!("There are {MAX_TEMPORARY} temporary expectations, as many as there may be");
            AdminError::problem(StatusCode::CONFLICT, "too-many", "There are too many expectations", detail)
        }
        NotTaken::Broken(errors) => AdminError::invalid_body("", "The expectation cannot be checked", errors.join("; ")),
    }
}

/// `DELETE /expectations/{id}`: gives up a temporary one.
pub(super) async fn remove(caller: Caller, Path(id): Path<String>) -> Answer {
    let id = ExpectationId::new(id);
    caller
        .aside(move |caller| {
            if caller.state().temporary.remove(&id) {
                caller.shared().watch_anew();
                return Ok(Json(json!({})));
            }
            if caller.shared().serving.load().compiled.project.expectation(&id).is_none() {
                return Err(unknown(&id));
            }
            let detail = format!("{id} is part of the project, which is edited in the window or in its file");
            Err(AdminError::problem(StatusCode::CONFLICT, "not-temporary", "Only temporary expectations can be removed", detail))
        })
        .await
}

fn unknown(id: &ExpectationId) -> AdminError {
    AdminError::not_found(format!("No expectation {:?} is watched for", id.as_str()))
}

/// `POST /expectations/reset`: counts anew from now on.
pub(super) async fn reset(caller: Caller) -> Json<Value> {
    caller.traffic().watch().reset();
    Json(json!({}))
}

/// `POST /expectations/{id}/reset`
pub(super) async fn reset_one(caller: Caller, Path(id): Path<String>) -> Answer {
    let id = ExpectationId::new(id);
    if caller.traffic().watch().reset_one(&id) { Ok(Json(json!({}))) } else { Err(unknown(&id)) }
}

/// `POST /expectations/verify`: waits for what is pending, and tells what became of everything.
pub(super) async fn verify_all(caller: Caller, headers: HeaderMap, body: Bytes) -> Result<Response<Body>, AdminError> {
    let title = "How to verify cannot be understood";
    let wanted = if body.is_empty() { json!({}) } else { read_json(&body)? };
    if !wanted.is_object() {
        return Err(AdminError::invalid_body("", title, "How to verify is an object"));
    }
    let wanted: Verification =
        serde_json::from_value(wanted).map_err(|error| AdminError::invalid_body("", title, error.to_string()))?;
    if wanted.within_ms > MAX_WITHIN_MS {
        return Err(AdminError::invalid_body("/within_ms", title, format!("within_ms is at most {MAX_WITHIN_MS}")));
    }
    let report = verify(Arc::clone(&caller.shared().traffic), wanted).await;
    let text = |content_type: &'static str, text: String| ([(header::CONTENT_TYPE, content_type)], text).into_response();
    Ok(if accepts(&headers, "application/xml") || accepts(&headers, "text/xml") {
        text("application/xml; charset=utf-8", report.to_junit("mockwright"))
    } else if accepts(&headers, "text/plain") {
        text("text/plain; charset=utf-8", report.to_text())
    } else {
        Json(json!(report)).into_response()
    })
}
