//! The states of the served project's scenarios, to look at and to set from outside: what the window and the control API
//! use.

use std::sync::Arc;

use super::{Server, control::Shared};
use crate::{
    engine::{CompiledScenario, ScenarioStates},
    model::Subject,
};

/// The scenarios of the project that is served, and where their sessions are.
#[derive(Clone, Debug)]
pub struct Scenarios {
    shared: Arc<Shared>,
}

/// One scenario at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScenarioStatus {
    /// Its name.
    pub name: String,
    /// What tells its sessions apart; none where all clients share one.
    pub key: Option<Subject>,
    /// The state that every session starts in.
    pub start: String,
    /// The states it can be in.
    pub possible_states: Vec<String>,
    /// The state of the session that all clients share; with a key, of the requests that do not send it.
    pub state: String,
    /// The sessions with a key that have moved, the latest first, as many as were asked for.
    pub sessions: Vec<SessionStatus>,
    /// How many such sessions there are.
    pub session_count: usize,
    /// How many sessions were forgotten because there were too many; they start anew.
    pub forgotten: u64,
}

/// One session of a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionStatus {
    /// What tells it from others.
    pub key: String,
    /// The state it is in.
    pub state: String,
}

/// Why a scenario was not set or reset.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScenarioError {
    /// The project has no such scenario.
    #[error("There is no scenario {0}")]
    UnknownScenario(String),
    /// The scenario has no such state.
    #[error("The scenario {scenario} has no state {state}; it has {}", .possible.join(", "))]
    UnknownState {
        /// The scenario's name.
        scenario: String,
        /// The state that was asked for.
        state: String,
        /// The states it has.
        possible: Vec<String>,
    },
}

impl Server {
    /// The scenarios of what is served.
    pub fn scenarios(&self) -> Scenarios {
        Scenarios::new(Arc::clone(self.shared()))
    }
}

impl Scenarios {
    pub(super) fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }

    /// Every scenario in the project's order, each with at most so many sessions.
    pub fn list(&self, most_sessions: usize) -> Vec<ScenarioStatus> {
        let compiled = Arc::clone(&self.shared.serving.load().compiled);
        let states = self.shared.scenario_states.lock();
        compiled.scenarios.iter().map(|scenario| status(scenario, &states, most_sessions)).collect()
    }

    /// Takes a scenario to a state: the session with that key, or without one the session that all clients share and, where
    /// the scenario has a key, every session that has moved.
    ///
    /// # Errors
    ///
    /// Where the project has no such scenario, or the scenario no such state.
    pub fn set(&self, scenario: &str, key: Option<&str>, state: &str) -> Result<(), ScenarioError> {
        self.with(scenario, |scenario, states| {
            let Some(state) = scenario.states.iter().find(|known| ***known == *state) else {
                let possible = texts(&scenario.states);
                return Err(ScenarioError::UnknownState {
                    scenario: scenario.name.to_string(),
                    state: state.to_owned(),
                    possible,
                });
            };
            let keys = match key {
                Some(key) => vec![CompiledScenario::key_of(key)],
                None => {
                    let moved = states.sessions(&scenario.name).map(|(key, _)| Arc::clone(key));
                    moved.chain([CompiledScenario::key_of("")]).collect()
                }
            };
            keys.iter().for_each(|key| states.set(&scenario.name, key, state));
            Ok(())
        })
    }

    /// Takes a scenario back to its start: the session with that key, or without one all of them.
    ///
    /// # Errors
    ///
    /// Where the project has no such scenario.
    pub fn reset(&self, scenario: &str, key: Option<&str>) -> Result<(), ScenarioError> {
        self.with(scenario, |scenario, states| {
            match key {
                Some(key) => states.reset_session(&scenario.name, &CompiledScenario::key_of(key)),
                None => states.reset(&scenario.name),
            }
            Ok(())
        })
    }

    /// Takes all scenarios back to their start.
    pub fn reset_all(&self) {
        self.shared.scenario_states.lock().reset_all();
    }

    fn with(
        &self,
        scenario: &str,
        change: impl FnOnce(&CompiledScenario, &mut ScenarioStates) -> Result<(), ScenarioError>,
    ) -> Result<(), ScenarioError> {
        let compiled = Arc::clone(&self.shared.serving.load().compiled);
        let known = compiled.scenarios.get(scenario).ok_or_else(|| ScenarioError::UnknownScenario(scenario.to_owned()))?;
        change(known, &mut self.shared.scenario_states.lock())
    }
}

fn status(scenario: &CompiledScenario, states: &ScenarioStates, most_sessions: usize) -> ScenarioStatus {
    let shared = states.get(&scenario.name, "").unwrap_or(&scenario.start);
    let with_key = states.sessions(&scenario.name).filter(|(key, _)| !key.is_empty()).take(most_sessions);
    let (count, forgotten) = states.count(&scenario.name);
    ScenarioStatus {
        name: scenario.name.to_string(),
        key: scenario.key.clone(),
        start: scenario.start.to_string(),
        possible_states: texts(&scenario.states),
        state: shared.to_string(),
        sessions: with_key.map(|(key, state)| SessionStatus { key: key.to_string(), state: state.to_string() }).collect(),
        session_count: count - usize::from(states.get(&scenario.name, "").is_some()),
        forgotten,
    }
}

fn texts(texts: &[Arc<str>]) -> Vec<String> {
    texts.iter().map(|text| text.to_string()).collect()
}
