//! The requests that a pattern means: counted, listed and removed.

use std::{collections::BTreeSet, sync::Arc};

use axum::{Json, body::Bytes};
use serde_json::{Value, json};

use super::{
    caller::Caller,
    error::{AdminError, read_json},
};
use crate::{
    formats::wiremock::{self, RequestPattern},
    traffic::Exchange,
};

type Answer = Result<Json<Value>, AdminError>;

/// The exchanges that the pattern in `body` means, oldest first. Call it aside.
fn meant(caller: &Caller, body: &[u8]) -> Result<Vec<Arc<Exchange>>, AdminError> {
    let pattern = RequestPattern::read(&read_json(body)?)?;
    Ok(caller.exchanges().into_iter().filter(|exchange| pattern.matches(exchange)).collect())
}

/// `POST /requests/count`
pub(super) async fn count(caller: Caller, body: Bytes) -> Answer {
    caller
        .aside(move |caller| {
            let count = meant(caller, &body)?.len();
            Ok(Json(json!({ "count": count, "requestJournalDisabled": false })))
        })
        .await
}

/// `POST /requests/find`
pub(super) async fn find(caller: Caller, body: Bytes) -> Answer {
    caller
        .aside(move |caller| {
            let meant = meant(caller, &body)?;
            let requests = meant.iter().map(|exchange| wiremock::logged_request(exchange)).collect::<Vec<_>>();
            Ok(Json(json!({ "requests": requests, "requestJournalDisabled": false })))
        })
        .await
}

/// `POST /requests/remove`: tells what was removed.
pub(super) async fn remove(caller: Caller, body: Bytes) -> Answer {
    caller
        .aside(move |caller| {
            let numbers: BTreeSet<u64> = meant(caller, &body)?.iter().map(|exchange| exchange.sequence).collect();
            let removed = caller.traffic().log().remove(&numbers);
            let events = removed.iter().map(|exchange| wiremock::serve_event(exchange)).collect::<Vec<_>>();
            Ok(Json(json!({ "serveEvents": events })))
        })
        .await
}
