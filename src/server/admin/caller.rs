//! What a control call knows beside its own bytes: the connection it came over and the server behind it. Work that may take
//! a while goes through here to threads of its own, a few at a time, so that no answer of a mock waits for it.

use std::{sync::Arc, time::Duration};

use super::{AdminState, error::AdminError};
use crate::{
    server::{control::Shared, wire::Link},
    traffic::{Exchange, Outcome, Traffic},
};
use axum::{
    extract::{FromRequestParts, RawQuery},
    http::request::Parts,
};

/// How long a call waits for what was recorded before it to be in the log. Under constant traffic the log is never quiet.
const SETTLE: Duration = Duration::from_millis(250);

/// The connection that a control call came over.
#[derive(Clone, Debug)]
pub(super) struct Caller(Arc<Link>);

impl Caller {
    pub(super) fn new(link: &Arc<Link>) -> Self {
        Self(Arc::clone(link))
    }

    pub(super) fn link(&self) -> &Link {
        &self.0
    }

    pub(super) fn shared(&self) -> &Arc<Shared> {
        &self.0.shared
    }

    pub(super) fn state(&self) -> &AdminState {
        &self.0.shared.admin
    }

    pub(super) fn traffic(&self) -> &Traffic {
        &self.0.shared.traffic
    }

    /// Does what takes time on a thread of its own.
    pub(super) async fn aside<T: Send + 'static>(
        self,
        work: impl FnOnce(&Self) -> Result<T, AdminError> + Send + 'static,
    ) -> Result<T, AdminError> {
        let _place = self.state().places.acquire().await.map_err(|_| AdminError::defect())?;
        let caller = self.clone();
        let working = tokio::task::spawn_blocking(move || work(&caller));
        working.await.unwrap_or_else(|_| Err(AdminError::defect()))
    }

    /// The requests that the control API knows, oldest first, with what was answered just now among them. Call it aside.
    pub(super) fn exchanges(&self) -> Vec<Arc<Exchange>> {
        // What was answered a moment ago is on its way to the log; on a busy server only the newest may be missing.
        self.traffic().settle(SETTLE);
        let log = self.traffic().log();
        let first = log.position_after(self.state().forgotten());
        log.exchanges().range(first..).filter(|exchange| is_request(exchange)).cloned().collect()
    }
}

/// Whether an exchange of the log is a request that came in here. Calls of webhooks went out, and others were read from a file.
fn is_request(exchange: &Exchange) -> bool {
    !matches!(exchange.outcome, Outcome::Webhook { .. } | Outcome::Imported)
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = AdminError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, AdminError> {
        parts.extensions.get::<Self>().cloned().ok_or_else(AdminError::defect)
    }
}

/// The query parameters of a control call, decoded.
#[derive(Debug)]
pub(super) struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// The value of a parameter.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether a parameter says yes.
    pub(super) fn flag(&self, name: &'static str) -> Result<bool, AdminError> {
        match self.get(name) {
            None | Some("false") => Ok(false),
            Some("true" | "") => Ok(true),
            Some(other) => Err(AdminError::invalid_parameter(name, format!("{name} is true or false, not {other:?}"))),
        }
    }

    /// A parameter that is a whole number.
    pub(super) fn number(&self, name: &'static str) -> Result<Option<usize>, AdminError> {
        let Some(text) = self.get(name) else { return Ok(None) };
        let number = text.parse().map_err(|_| format!("{name} is a whole number from 0, not {text:?}"));
        number.map(Some).map_err(|detail| AdminError::invalid_parameter(name, detail))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Parameters {
    type Rejection = AdminError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, AdminError> {
        let Ok(RawQuery(query)) = RawQuery::from_request_parts(parts, state).await;
        Ok(Self(form_urlencoded::parse(query.unwrap_or_default().as_bytes()).into_owned().collect()))
    }
}
