//! The sessions of scenarios during a decision: they are seen in one moment, and what was decided over them takes place only
//! if they are still where they were seen.
//!
//! So no lock is held while conditions are tested, and yet no two calls leave the same state by the same way: the later one
//! is decided anew over what the earlier one left.

use std::sync::Arc;

use super::SessionState;
use crate::engine::{Answer, CallMemory, Compiled, Decision, condition::Call};

impl Compiled {
    /// Adds to `sessions` where the sessions are that a call of an endpoint belongs to, of the scenarios with these names.
    /// A session that this decision has seen before is still where it was then.
    pub(in crate::engine) fn see_sessions(
        &self,
        endpoint: u32,
        names: &[Arc<str>],
        call: &Call<'_, '_>,
        memory: &impl CallMemory,
        sessions: &mut Vec<SessionState>,
    ) {
        let mut seen: Vec<SessionState> = Vec::with_capacity(names.len());
        for scenario in names.iter().filter_map(|name| self.scenarios.get(name)) {
            let (name, state) = (Arc::clone(&scenario.name), Arc::clone(&scenario.start));
            seen.push(SessionState { endpoint, scenario: name, key: scenario.session_key(call), state });
        }
        memory.with_scenarios(|states| {
            for session in &mut seen {
                if let Some(state) = states.get(&session.scenario, &session.key) {
                    session.state = Arc::clone(state);
                }
            }
        });
        for session in &mut seen {
            let before = sessions.iter().find(|before| before.scenario == session.scenario && before.key == session.key);
            if let Some(before) = before {
                session.state = Arc::clone(&before.state);
            }
        }
        sessions.append(&mut seen);
    }

    /// Makes the move that the decision leads to. Nothing is done, and false returned, where a session is no longer where
    /// the decision saw it.
    pub(in crate::engine) fn take_step(&self, decision: &Decision, memory: &impl CallMemory) -> bool {
        let step = match decision.answer {
            Answer::Response { endpoint, response, .. } => {
                let step = self.response(endpoint, response).and_then(|response| response.step.as_ref());
                step.and_then(|step| {
                    let session = SessionState::find(decision.sessions_of(endpoint), &step.scenario)?;
                    Some((session, step.moves_to.as_ref()?))
                })
            }
            _ => None,
        };
        let seen_at_once = decision.sessions.windows(2).all(|pair| matches!(pair, [a, b] if a.endpoint == b.endpoint));
        if step.is_none() && seen_at_once {
            return true;
        }
        let moved = memory.with_scenarios(|states| {
            let is_still_there = |session: &SessionState| match states.get(&session.scenario, &session.key) {
                Some(state) => *state == session.state,
                None => self.scenarios.get(&session.scenario).is_none_or(|scenario| scenario.start == session.state),
            };
            if !decision.sessions.iter().all(is_still_there) {
                return false;
            }
            if let Some((session, state)) = step {
                states.set(&session.scenario, &session.key, state);
            }
            true
        });
        moved.unwrap_or(true)
    }
}
