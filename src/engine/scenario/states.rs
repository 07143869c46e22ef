//! Where every session of every scenario is: what is remembered between calls, and what one decision saw of it.
//!
//! Plain data without a lock; whoever serves calls guards it. A session that never left the start takes no memory, and of
//! each scenario only so many sessions are remembered: beyond them the one that moved longest ago starts anew.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use super::Scenarios;

/// How many sessions of one scenario are remembered.
const MAX_SESSIONS: usize = 100_000;

/// What one decision saw of a session: the state it was in when an endpoint was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionState {
    /// The endpoint that was asked, by its index in the compiled project.
    pub endpoint: u32,
    /// The scenario's name.
    pub scenario: Arc<str>,
    /// What tells the session from others; empty where the scenario has no key or the request did not send it.
    pub key: Arc<str>,
    /// The state it was in.
    pub state: Arc<str>,
}

impl SessionState {
    /// The session of that scenario.
    pub(in crate::engine) fn find<'s>(sessions: &'s [Self], scenario: &str) -> Option<&'s Self> {
        sessions.iter().find(|session| *session.scenario == *scenario)
    }
}

/// Where every session of every scenario is.
#[derive(Clone, Debug)]
pub struct ScenarioStates {
    scenarios: HashMap<Arc<str>, Sessions>,
    /// How many sessions of one scenario are remembered.
    most_sessions: usize,
    /// Counts up with every move, so that the oldest is known.
    moves: u64,
}

/// Where the sessions of one scenario are.
#[derive(Clone, Debug, Default)]
struct Sessions {
    by_key: HashMap<Arc<str>, Session>,
    /// The keys by when they last moved.
    by_age: BTreeMap<u64, Arc<str>>,
    /// How many were forgotten because there were too many.
    forgotten: u64,
}

#[derive(Clone, Debug)]
struct Session {
    state: Arc<str>,
    moved: u64,
}

impl Default for ScenarioStates {
    fn default() -> Self {
        Self::with_most_sessions(MAX_SESSIONS)
    }
}

impl ScenarioStates {
    /// States that remember so many sessions of each scenario, at least one.
    pub fn with_most_sessions(most_sessions: usize) -> Self {
        Self { scenarios: HashMap::new(), most_sessions: most_sessions.max(1), moves: 0 }
    }

    /// The state of a session; none where it is still, or again, where it started.
    pub fn get(&self, scenario: &str, key: &str) -> Option<&Arc<str>> {
        self.scenarios.get(scenario)?.by_key.get(key).map(|session| &session.state)
    }

    /// Moves a session to a state.
    pub fn set(&mut self, scenario: &Arc<str>, key: &Arc<str>, state: &Arc<str>) {
        self.moves += 1;
        let sessions = self.scenarios.entry(Arc::clone(scenario)).or_default();
        let session = Session { state: Arc::clone(state), moved: self.moves };
        if let Some(before) = sessions.by_key.insert(Arc::clone(key), session) {
            sessions.by_age.remove(&before.moved);
        }
        sessions.by_age.insert(self.moves, Arc::clone(key));
        if sessions.by_key.len() > self.most_sessions
            && let Some((_, oldest)) = sessions.by_age.pop_first()
        {
            sessions.by_key.remove(&oldest);
            sessions.forgotten += 1;
        }
    }

    /// Takes a session back to its start.
    pub fn reset_session(&mut self, scenario: &str, key: &str) {
        let Some(sessions) = self.scenarios.get_mut(scenario) else { return };
        if let Some(session) = sessions.by_key.remove(key) {
            sessions.by_age.remove(&session.moved);
        }
    }

    /// Takes all sessions of a scenario back to their start.
    pub fn reset(&mut self, scenario: &str) {
        self.scenarios.remove(scenario);
    }

    /// Takes all sessions of all scenarios back to their start.
    pub fn reset_all(&mut self) {
        self.scenarios.clear();
    }

    /// Forgets what an edited project no longer has: scenarios that are gone, and sessions in states that are gone.
    pub fn adopt(&mut self, scenarios: &Scenarios) {
        self.scenarios.retain(|name, sessions| {
            let Some(scenario) = scenarios.get(name) else { return false };
            let Sessions { by_key, by_age, .. } = sessions;
            by_key.retain(|_, session| {
                let is_known = scenario.has_state(&session.state);
                if !is_known {
                    by_age.remove(&session.moved);
                }
                is_known
            });
            true
        });
    }

    /// The sessions of a scenario that have moved, the latest first.
    pub fn sessions(&self, scenario: &str) -> impl Iterator<Item = (&Arc<str>, &Arc<str>)> {
        let sessions = self.scenarios.get(scenario);
        let by_age = sessions.into_iter().flat_map(|sessions| sessions.by_age.values().rev().map(move |key| (sessions, key)));
        by_age.filter_map(|(sessions, key)| Some((key, &sessions.by_key.get(key)?.state)))
    }

    /// How many sessions of a scenario are remembered, and how many were forgotten because there were too many.
    pub fn count(&self, scenario: &str) -> (usize, u64) {
        self.scenarios.get(scenario).map_or((0, 0), |sessions| (sessions.by_key.len(), sessions.forgotten))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Scenario;

    fn text(text: &str) -> Arc<str> {
        text.into()
    }

    #[test]
    fn the_session_that_moved_longest_ago_is_forgotten_first() {
        let mut states = ScenarioStates::with_most_sessions(2);
        for key in ["a", "b", "a", "c"] {
            states.set(&text("s"), &text(key), &text("Paid"));
        }
        let keys: Vec<_> = states.sessions("s").map(|(key, _)| key.to_string()).collect();
        assert_eq!(keys, ["c", "a"]);
        assert_eq!(states.count("s"), (2, 1));
        states.reset_session("s", "a");
        states.set(&text("s"), &text("d"), &text("Paid"));
        assert_eq!((states.count("s"), states.get("s", "a")), ((2, 1), None));
        states.reset("s");
        assert_eq!(states.count("s"), (0, 0));
    }

    #[test]
    fn states_outlive_an_edit_but_not_their_scenario_nor_their_state() {
        let listed = |name: &str, states: &[&str]| Scenario {
            states: states.iter().map(|state| (*state).to_owned()).collect(),
            ..Scenario::new(name)
        };
        let mut states = ScenarioStates::default();
        for (scenario, key) in [("kept", "a"), ("gone", "a"), ("smaller", "a"), ("smaller", "b")] {
            let state = if key == "b" { "New" } else { "Paid" };
            states.set(&text(scenario), &text(key), &text(state));
        }
        let edited = [listed("kept", &["New", "Paid"]), listed("smaller", &["Started", "New"])];
        states.adopt(&Scenarios::compile(&edited, std::iter::empty()));
        assert_eq!(states.get("kept", "a").map(|state| &**state), Some("Paid"));
        assert_eq!(states.get("gone", "a"), None);
        assert_eq!(states.sessions("smaller").count(), 1);
        assert_eq!(states.get("smaller", "b").map(|state| &**state), Some("New"));
    }
}
