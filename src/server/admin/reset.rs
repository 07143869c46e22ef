//! Everything as it was when the server started, but for the project, which no control call changes.

use std::sync::Arc;

use axum::Json;
use serde_json::{Value, json};

use super::{caller::Caller, error::AdminError, requests::empty_log};
use crate::server::scenarios::Scenarios;

/// `POST /reset`: empties the log, and forgets scenarios, call numbers, what templates stored, laid-over delays, temporary
/// expectations and what was counted for the others.
pub(super) async fn reset(caller: Caller) -> Result<Json<Value>, AdminError> {
    caller
        .aside(|caller| {
            let shared = caller.shared();
            empty_log(caller);
            shared.traffic.endpoints().reset_calls();
            shared.store.reset();
            Scenarios::new(Arc::clone(shared)).reset_all();
            caller.state().overlay.store(None);
            caller.state().temporary.clear();
            shared.watch_anew();
            shared.traffic.watch().reset();
            Ok(Json(json!({})))
        })
        .await
}
