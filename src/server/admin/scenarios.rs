//! Scenarios: where they are, and to another state or back to their start. One session is meant where `key` names it, else all of them.

use std::sync::Arc;

use axum::{Json, body::Bytes, extract::Path};
use serde_json::{Value, json};

use super::{
    caller::{Caller, Parameters},
    error::{AdminError, Source, WireMockError, read_json},
};
use crate::{
    formats::wiremock::{stub, stubs},
    server::scenarios::{ScenarioError, Scenarios},
};

/// The most sessions of one scenario that are told.
const MAX_SESSIONS: usize = 100;
/// WireMock's number for a state that a scenario does not have.
const CODE_NO_SUCH_STATE: u16 = 11;

type Answer = Result<Json<Value>, AdminError>;

fn scenarios(caller: &Caller) -> Scenarios {
    Scenarios::new(Arc::clone(caller.shared()))
}

/// `GET /scenarios`
pub(super) async fn list(caller: Caller) -> Answer {
    caller
        .aside(|caller| {
            let project = Arc::clone(&caller.shared().serving.load().compiled.project);
            let told = scenarios(caller).list(MAX_SESSIONS).into_iter().map(|scenario| {
                let plays_in = |step: &crate::model::ScenarioStep| step.scenario == scenario.name;
                let steps = stubs(&project).filter(|(_, response)| response.scenario.as_ref().is_some_and(plays_in));
                let mappings = steps.map(|(endpoint, response)| stub(endpoint, response)).collect::<Vec<_>>();
                let sessions: Vec<_> =
                    scenario.sessions.iter().map(|session| json!({ "key": session.key, "state": session.state })).collect();
                json!({
                    "id": scenario.name,
                    "name": scenario.name,
                    "state": scenario.state,
                    "possibleStates": scenario.possible_states,
                    "mappings": mappings,
                    "mockwright": {
                        "key": scenario.key,
                        "start": scenario.start,
                        "sessions": sessions,
                        "sessionCount": scenario.session_count,
                        "sessionsForgotten": scenario.forgotten,
                    },
                })
            });
            Ok(Json(json!({ "scenarios": told.collect::<Vec<_>>() })))
        })
        .await
}

/// `POST /scenarios/reset`
pub(super) async fn reset_all(caller: Caller) -> Json<Value> {
    scenarios(&caller).reset_all();
    Json(json!({}))
}

/// `PUT /scenarios/{name}/state`: to the state of that name, or with no body back to the start.
pub(super) async fn set(caller: Caller, Path(name): Path<String>, parameters: Parameters, body: Bytes) -> Answer {
    let key = parameters.get("key");
    let state = if body.is_empty() { None } else { Some(read_json(&body)?) };
    let done = match state.as_ref().map(|body| body.get("state")) {
        None => scenarios(&caller).reset(&name, key),
        Some(Some(Value::String(state))) => scenarios(&caller).set(&name, key, state),
        Some(_) => {
            let detail = "The body names the state, such as {\"state\": \"Started\"}; without a body the scenario starts over";
            return Err(AdminError::invalid_body("/state", "The state cannot be understood", detail));
        }
    };
    done.map(|()| Json(json!({}))).map_err(|error| {
        let detail = error.to_string();
        match error {
            ScenarioError::UnknownScenario(_) => AdminError::not_found(detail),
            ScenarioError::UnknownState { .. } => AdminError::WireMock(WireMockError {
                code: CODE_NO_SUCH_STATE,
                source: Source::Pointer("/state".to_owned()),
                title: "The scenario has no such state",
                detail,
            }),
        }
    })
}
