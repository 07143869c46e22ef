//! A response's part in a scenario, made ready: the state it needs and the state it leads to.

use std::sync::Arc;

use super::SessionState;
use crate::model::{Response, ScenarioStep};

/// A response's part in a scenario.
#[derive(Debug)]
pub(in crate::engine) struct Step {
    pub(in crate::engine) scenario: Arc<str>,
    pub(in crate::engine) requires: Option<Arc<str>>,
    pub(in crate::engine) moves_to: Option<Arc<str>>,
}

impl Step {
    /// The step of a response, where it has one that names a scenario.
    pub(in crate::engine) fn compile(step: Option<&ScenarioStep>) -> Option<Self> {
        let step = step.filter(|step| !step.scenario.is_empty())?;
        Some(Self {
            scenario: step.scenario.as_str().into(),
            requires: step.requires.as_deref().map(Arc::from),
            moves_to: step.moves_to.as_deref().map(Arc::from),
        })
    }

    /// Whether the response may answer a call whose sessions are in these states. A state that is not known forbids nothing.
    pub(in crate::engine) fn allows(&self, sessions: &[SessionState]) -> bool {
        let Some(required) = &self.requires else { return true };
        SessionState::find(sessions, &self.scenario).is_none_or(|session| session.state == *required)
    }
}

/// Whether a response answers only in one state of a scenario.
pub(in crate::engine) fn requires_state(response: &Response) -> bool {
    response.scenario.as_ref().is_some_and(|step| !step.scenario.is_empty() && step.requires.is_some())
}
