//! What a request nearly fits, and which requests nearly fit a pattern.

use std::sync::Arc;

use axum::{Json, body::Bytes};
use serde_json::{Value, json};

use super::{
    caller::Caller,
    error::{AdminError, read_json},
};
use crate::{
    engine::{Answer as Decided, Request},
    formats::wiremock::{self, DescribedRequest, RequestPattern},
    server::serving::NextCall,
    traffic::Exchange,
};

/// How many near misses are told of a pattern.
const TOLD: usize = 3;
/// Of so many unmatched requests, the newest ones, near misses are told: each costs a look at every endpoint.
const MAX_EXPLAINED: usize = 100;

type Answer = Result<Json<Value>, AdminError>;

/// `GET /requests/unmatched/near-misses`
pub(super) async fn of_unmatched(caller: Caller) -> Answer {
    caller
        .aside(|caller| {
            let exchanges = caller.exchanges();
            let unmatched: Vec<_> =
                exchanges.iter().rev().filter(|exchange| exchange.is_unmatched()).take(MAX_EXPLAINED).collect();
            let near_misses = unmatched.into_iter().rev().flat_map(|exchange| near_misses_of(exchange)).collect::<Vec<_>>();
            Ok(Json(json!({ "nearMisses": near_misses })))
        })
        .await
}

fn near_misses_of(exchange: &Exchange) -> Vec<Value> {
    let (Some((compiled, _)), Some(explanation)) = (exchange.decision(), exchange.explain()) else { return Vec::new() };
    let request = wiremock::logged_request(exchange);
    wiremock::near_misses(&request, &compiled.project, &explanation.near_misses)
}

/// `POST /near-misses/request`: what a described request nearly fits, or fits.
pub(super) async fn of_request(caller: Caller, body: Bytes) -> Answer {
    caller
        .aside(move |caller| {
            let described = read_json(&body)?;
            let request = DescribedRequest::read(&described)?;
            let serving = caller.shared().serving.load_full();
            let client = caller.link().client.ip();
            let asked = Request::new(&request.method, &request.uri, &request.headers, &request.body, client);
            let compiled = &serving.compiled;
            let decision = compiled.foresee(&asked, &NextCall(&serving.counts), 0);
            let near_misses = match decision.answer {
                Decided::Response { endpoint, response, .. } => {
                    let endpoint = compiled.project.endpoints.get(endpoint as usize);
                    let fitting = endpoint.and_then(|endpoint| Some((endpoint, endpoint.responses.get(response as usize)?)));
                    let fit = |(endpoint, response)| {
                        json!({
                            "request": described,
                            "stubMapping": wiremock::stub(endpoint, response),
                            "matchResult": { "distance": 0.0 },
                        })
                    };
                    fitting.map(|(endpoint, response)| fit((endpoint.as_ref(), response))).into_iter().collect()
                }
                _ => wiremock::near_misses(&described, &compiled.project, &compiled.near_misses(&asked, &decision)),
            };
            Ok(Json(json!({ "nearMisses": near_misses })))
        })
        .await
}

/// `POST /near-misses/request-pattern`: the requests of the log that are nearest to a pattern.
pub(super) async fn of_pattern(caller: Caller, body: Bytes) -> Answer {
    caller
        .aside(move |caller| {
            let written = read_json(&body)?;
            let pattern = RequestPattern::read(&written)?;
            let mut by_distance: Vec<_> =
                caller.exchanges().into_iter().map(|exchange| (pattern.distance(&exchange), exchange)).collect();
            by_distance.sort_by(|(a, _), (b, _)| a.total_cmp(b));
            by_distance.truncate(TOLD);
            let near_miss = |(distance, exchange): &(f64, Arc<Exchange>)| {
                let request = wiremock::logged_request(exchange);
                json!({ "request": request, "requestPattern": written, "matchResult": { "distance": distance } })
            };
            Ok(Json(json!({ "nearMisses": by_distance.iter().map(near_miss).collect::<Vec<_>>() })))
        })
        .await
}
