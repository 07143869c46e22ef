//! Whether the server is well, and which version it is.

use axum::Json;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::caller::Caller;

/// What programs read as the version of the server.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// `GET /health`
pub(super) async fn health(caller: Caller) -> Json<Value> {
    let counts = caller.traffic().counters().snapshot();
    Json(json!({
        "status": "healthy",
        "message": "Mockwright is answering",
        "version": VERSION,
        "uptimeInSeconds": caller.state().began.elapsed().as_secs(),
        "timestamp": Timestamp::now().to_string(),
        "requests": counts.requests,
        "unmatched": counts.unmatched,
        "dropped": counts.dropped,
    }))
}

/// `GET /version`
pub(super) async fn version() -> Json<Value> {
    Json(json!({ "version": VERSION }))
}
