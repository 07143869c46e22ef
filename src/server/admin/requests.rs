//! The log for test code: listed, looked into and emptied.

use std::{collections::BTreeSet, sync::Arc};

use axum::{Json, extract::Path};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::{
    caller::{Caller, Parameters},
    error::AdminError,
};
use crate::{
    formats::wiremock::{self, exchange_id, number_of_id},
    traffic::Exchange,
};

type Answer = Result<Json<Value>, AdminError>;

/// `GET /requests`: newest first.
pub(super) async fn list(caller: Caller, parameters: Parameters) -> Answer {
    let limit = parameters.number("limit")?;
    let only_unmatched = parameters.flag("unmatched")?;
    let since = parameters.get("since").map(parse_moment).transpose()?;
    let of_stub = parameters.get("matchingStub").map(str::to_owned);
    caller
        .aside(move |caller| {
            let exchanges = caller.exchanges();
            let is_wanted = |exchange: &&Arc<Exchange>| {
                (!only_unmatched || exchange.is_unmatched())
                    && since.is_none_or(|since| exchange.received_at > since)
                    && of_stub.as_deref().is_none_or(|id| wiremock::stub_id_of(exchange).is_some_and(|stub| stub == id))
            };
            let wanted: Vec<_> = exchanges.iter().rev().filter(is_wanted).collect();
            let shown = wanted.iter().take(limit.unwrap_or(usize::MAX)).map(|exchange| wiremock::serve_event(exchange));
            Ok(Json(json!({
                "requests": shown.collect::<Vec<_>>(),
                "meta": { "total": wanted.len() },
                "requestJournalDisabled": false,
            })))
        })
        .await
}

/// Reads the moment that exchanges must have come after.
fn parse_moment(text: &str) -> Result<Timestamp, AdminError> {
    // A plus sign of an offset that was not encoded arrives as a space.
    let restored = text.trim().replace(' ', "+");
    restored.parse().map_err(|_| {
        AdminError::invalid_parameter("since", format!("since is a moment such as 2026-01-31T12:00:00Z, not {text:?}"))
    })
}

/// `DELETE /requests` and `POST /requests/reset`
pub(super) async fn clear(caller: Caller) -> Answer {
    caller
        .aside(|caller| {
            empty_log(caller);
            Ok(Json(json!({})))
        })
        .await
}

/// Empties the log. What a person has pinned stays in the window, but control calls see it no more.
pub(super) fn empty_log(caller: &Caller) {
    caller.exchanges();
    let mut log = caller.traffic().log();
    caller.state().forget(log.last_sequence());
    let removed = log.clear();
    drop(log);
    drop(removed);
}

/// `GET /requests/unmatched`: oldest first.
pub(super) async fn unmatched(caller: Caller) -> Answer {
    caller
        .aside(|caller| {
            let exchanges = caller.exchanges();
            let unmatched =
                exchanges.iter().filter(|exchange| exchange.is_unmatched()).map(|found| wiremock::logged_request(found));
            Ok(Json(json!({ "requests": unmatched.collect::<Vec<_>>(), "requestJournalDisabled": false })))
        })
        .await
}

/// `GET /requests/{id}`
pub(super) async fn one(caller: Caller, Path(id): Path<String>) -> Answer {
    caller
        .aside(move |caller| {
            let exchange = find(caller, &id)?;
            Ok(Json(wiremock::explained_serve_event(&exchange)))
        })
        .await
}

/// `DELETE /requests/{id}`
pub(super) async fn remove_one(caller: Caller, Path(id): Path<String>) -> Answer {
    caller
        .aside(move |caller| {
            let number = find(caller, &id)?.sequence;
            let removed = caller.traffic().log().remove(&BTreeSet::from([number]));
            if removed.is_empty() { Err(no_exchange(&id)) } else { Ok(Json(json!({}))) }
        })
        .await
}

/// The request of that id.
fn find(caller: &Caller, id: &str) -> Result<Arc<Exchange>, AdminError> {
    let number = number_of_id(id).ok_or_else(|| no_exchange(id))?;
    let exchanges = caller.exchanges();
    exchanges.into_iter().find(|exchange| exchange.sequence == number).ok_or_else(|| no_exchange(id))
}

fn no_exchange(id: &str) -> AdminError {
    let first = exchange_id(1);
    AdminError::not_found(format!("The log holds no request {id:?}; ids look like {first}, and old requests leave the log"))
}
