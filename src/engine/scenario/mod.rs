//! The scenarios of a project made ready to serve: what states each has, where it starts, and what tells its sessions apart.
//!
//! A scenario exists because the project lists it or because something names it. Where each session is, is not known here:
//! [`ScenarioStates`] remembers that between calls, and [`SessionState`] is what one decision saw of it.

mod problems;
mod session;
mod states;
mod step;

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    sync::Arc,
};

use rustc_hash::FxHashMap;

use super::condition::{Call, CompiledSubject};
use crate::model::{Condition, Endpoint, Scenario, Subject};

pub(super) use problems::problems;
pub use states::{ScenarioStates, SessionState};
pub(super) use step::{Step, requires_state};

/// A session's key longer than this many bytes is kept by its start and its hash.
const MAX_KEY_BYTES: usize = 256;

/// All scenarios of a project.
#[derive(Debug, Default)]
pub struct Scenarios {
    list: Vec<CompiledScenario>,
    by_name: FxHashMap<Arc<str>, usize>,
}

/// One scenario.
#[derive(Debug)]
pub struct CompiledScenario {
    /// Its name.
    pub name: Arc<str>,
    /// The state that every session starts in.
    pub start: Arc<str>,
    /// The states it can be in: those the project lists, then those that responses name.
    pub states: Vec<Arc<str>>,
    /// What tells its sessions apart; none where there is only one.
    pub key: Option<Subject>,
    compiled_key: Option<CompiledSubject>,
}

impl Scenarios {
    /// The scenarios that the project lists, then those that its endpoints name.
    pub(super) fn compile<'e>(listed: &[Scenario], endpoints: impl Iterator<Item = &'e Endpoint>) -> Self {
        let mut scenarios = Self::default();
        for scenario in listed.iter().filter(|scenario| !scenario.name.is_empty()) {
            if scenarios.get(&scenario.name).is_some() {
                continue;
            }
            let compiled_key = scenario.key.as_ref().and_then(|key| key_subject(key).ok());
            let key = compiled_key.as_ref().and(scenario.key.clone());
            let added = scenarios.add(&scenario.name, scenario.start());
            (added.key, added.compiled_key) = (key, compiled_key);
            scenario.states.iter().for_each(|state| added.add_state(state));
        }
        for endpoint in endpoints {
            for step in endpoint.responses.iter().filter_map(|response| response.scenario.as_ref()) {
                if step.scenario.is_empty() {
                    continue;
                }
                let named = scenarios.add(&step.scenario, Scenario::STARTED);
                step.requires.iter().chain(&step.moves_to).for_each(|state| named.add_state(state));
            }
            let conditions = endpoint.responses.iter().filter_map(|response| response.condition.as_ref());
            conditions.for_each(|condition| {
                visit_names(condition, &mut |name| _ = scenarios.add(name, Scenario::STARTED));
            });
        }
        scenarios
    }

    /// The scenario of that name, new where there is none.
    fn add(&mut self, name: &str, start: &str) -> &mut CompiledScenario {
        let index = self.by_name.get(name).copied().unwrap_or_else(|| {
            let name: Arc<str> = name.into();
            let start: Arc<str> = start.into();
            self.by_name.insert(Arc::clone(&name), self.list.len());
            self.list.push(CompiledScenario { name, states: vec![Arc::clone(&start)], start, key: None, compiled_key: None });
            self.list.len() - 1
        });
        &mut self.list[index]
    }

    /// The scenario of that name.
    pub fn get(&self, name: &str) -> Option<&CompiledScenario> {
        self.list.get(*self.by_name.get(name)?)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &CompiledScenario> {
        self.list.iter()
    }
}

impl CompiledScenario {
    fn add_state(&mut self, state: &str) {
        if !state.is_empty() && !self.has_state(state) {
            self.states.push(state.into());
        }
    }

    /// Whether it can be in that state.
    pub fn has_state(&self, state: &str) -> bool {
        self.states.iter().any(|known| **known == *state)
    }

    /// The key of the session that a call belongs to; empty where there is only one session or the call has no key.
    pub(super) fn session_key(&self, call: &Call<'_, '_>) -> Arc<str> {
        let mut key = Arc::from("");
        if let Some(subject) = &self.compiled_key {
            subject.visit(call, false, &mut |found| {
                key = Self::key_of(&found.text());
                true
            });
        }
        key
    }

    /// The key of the session that sends this text. Of a long one only so much is kept as tells it from others.
    pub fn key_of(text: &str) -> Arc<str> {
        if text.len() <= MAX_KEY_BYTES {
            return text.into();
        }
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        let start: String = text.chars().take(MAX_KEY_BYTES / 8).collect();
        format!("{start}…{:016x}", hasher.finish()).into()
    }
}

/// The names of the scenarios that an endpoint has to know the states of, each once.
pub(super) fn names_in(endpoint: &Endpoint) -> Box<[Arc<str>]> {
    let mut names: Vec<Arc<str>> = Vec::new();
    let mut add = |name: &str| {
        if !name.is_empty() && !names.iter().any(|known| **known == *name) {
            names.push(name.into());
        }
    };
    for response in &endpoint.responses {
        response.scenario.iter().for_each(|step| add(&step.scenario));
        response.condition.iter().for_each(|condition| visit_names(condition, &mut add));
    }
    names.into()
}

/// Visits the names of the scenarios whose states a condition asks for.
fn visit_names(condition: &Condition, visit: &mut impl FnMut(&str)) {
    match condition {
        Condition::All(children) | Condition::Any(children) => children.iter().for_each(|child| visit_names(child, visit)),
        Condition::Not(child) => visit_names(child, visit),
        Condition::Compare(comparison) => match &comparison.subject {
            Subject::ScenarioState(name) if !name.is_empty() => visit(name),
            _ => {}
        },
    }
}

/// A subject made ready to tell sessions apart, or why it cannot.
fn key_subject(subject: &Subject) -> Result<CompiledSubject, String> {
    match subject {
        Subject::Header(_) | Subject::Cookie(_) | Subject::Query(_) | Subject::PathParameter(_) => {
            CompiledSubject::compile(subject)
        }
        other => Err(format!(
            "A {} cannot tell sessions apart; use a header, a cookie, a query or path parameter",
            other.kind().label()
        )),
    }
}
