//! Delays that test code lays over the running server. They are its own: the project never learns of them, and they end with the
//! server or with a reset.

use axum::{Json, body::Bytes};
use serde_json::{Value, json};

use super::{
    caller::Caller,
    error::{AdminError, read_json},
};
use crate::{
    engine::{Answer as Decided, Compiled, Decision, draw_delay_ms},
    formats::wiremock::{PatternError, distribution, read_delay_ms, read_distribution},
    model::Delay,
};

/// Delays that are laid over those of the project.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct DelayOverlay {
    /// For responses that have no fixed delay of their own.
    fixed_ms: Option<u32>,
    /// Added to what the response waits, unless it has a distribution of its own.
    distribution: Option<Delay>,
}

impl DelayOverlay {
    fn read(value: &Value) -> Result<Self, AdminError> {
        let Some(fields) = value.as_object() else {
            return Err(AdminError::invalid_body("", "The settings cannot be understood", "Settings are an object"));
        };
        let mut read = Self::default();
        for (key, value) in fields.iter().filter(|(_, value)| !value.is_null()) {
            match key.as_str() {
                "fixedDelay" => read.fixed_ms = Some(read_delay_ms(key, value)?),
                "delayDistribution" => read.distribution = Some(read_distribution(key, value)?),
                other => {
                    let message = format!("{other} is not supported; fixedDelay and delayDistribution are");
                    return Err(PatternError { pointer: format!("/{other}"), message }.into());
                }
            }
        }
        Ok(read)
    }

    fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The wait of a response with that delay of its own, for which `decided_ms` was decided.
    fn delay_ms(&self, own: Option<Delay>, decided_ms: u32, seed: u64) -> u32 {
        let drawn = || self.distribution.map_or(0, |delay| draw_delay_ms(&delay, seed));
        match own {
            Some(Delay::Fixed { .. }) => decided_ms.saturating_add(drawn()),
            Some(Delay::Uniform { .. } | Delay::LogNormal { .. }) => decided_ms.saturating_add(self.fixed_ms.unwrap_or(0)),
            // Takes the place of the project's delay, which stands for all responses too.
            None => self.fixed_ms.unwrap_or(0).saturating_add(drawn()),
        }
    }
}

impl super::AdminState {
    /// The wait before the answer that was decided.
    pub(in crate::server) fn delay_ms(&self, compiled: &Compiled, decision: &Decision) -> u32 {
        let Decided::Response { endpoint, response, delay_ms } = decision.answer else { return 0 };
        let overlay = self.overlay.load();
        let Some(overlay) = overlay.as_deref() else { return delay_ms };
        let written = compiled.project.endpoints.get(endpoint as usize);
        let own = written.and_then(|endpoint| endpoint.responses.get(response as usize)?.delay);
        overlay.delay_ms(own, delay_ms, decision.seed)
    }
}

/// The settings as they are told, with what they are about.
fn told(overlay: Option<&DelayOverlay>) -> Value {
    let overlay = overlay.copied().unwrap_or_default();
    json!({
        "fixedDelay": overlay.fixed_ms,
        "delayDistribution": overlay.distribution.as_ref().map(distribution),
        "mockwright": {
            "appliesTo": "the running server until it ends or is reset; the project and its file stay as they are",
        },
    })
}

/// `GET /settings`
pub(super) async fn get(caller: Caller) -> Json<Value> {
    Json(json!({ "settings": told(caller.state().overlay.load().as_deref()) }))
}

/// `POST /settings` and `PUT /settings`: takes the place of what was set before.
pub(super) async fn set(caller: Caller, body: Bytes) -> Result<Json<Value>, AdminError> {
    let overlay = DelayOverlay::read(&read_json(&body)?)?;
    caller.state().overlay.store((!overlay.is_empty()).then(|| overlay.into()));
    Ok(Json(told(Some(&overlay))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_overlay_adds_what_the_response_does_not_set_itself() {
        let overlay = DelayOverlay { fixed_ms: Some(100), distribution: Some(Delay::Fixed { ms: 7 }) };
        let uniform = Some(Delay::Uniform { min_ms: 20, max_ms: 20 });
        let table = [
            (overlay, None, 5, 107),
            (overlay, Some(Delay::Fixed { ms: 30 }), 30, 37),
            (overlay, uniform, 20, 120),
            (DelayOverlay { fixed_ms: Some(100), distribution: None }, None, 5, 100),
            (DelayOverlay { fixed_ms: None, distribution: Some(Delay::Fixed { ms: 7 }) }, uniform, 20, 20),
        ];
        for (overlay, own, decided_ms, expected) in table {
            assert_eq!(overlay.delay_ms(own, decided_ms, 1), expected, "{overlay:?} {own:?}");
        }
    }
}
