//! What is being served at one moment: the compiled project with everything around it that a request needs.

use std::{
    collections::BTreeMap,
    env,
    path::PathBuf,
    sync::{Arc, OnceLock, atomic::Ordering},
};

use parking_lot::Mutex;

use super::{
    documentation::Documentation,
    ready::{ReadyAnswer, ReadyAnswers, ReadyHead},
    template_store::TemplateStore,
};
use crate::{
    contract::Rules,
    engine::{CallMemory, Compiled, ScenarioStates, Surroundings},
    traffic::{CountsOf, EndpointCounters},
};

/// What is being served at one moment. Requests that began with it end with it.
#[derive(Debug)]
pub(super) struct Serving {
    pub(super) compiled: Arc<Compiled>,
    /// The folder that body files are in; none while the project was never saved.
    pub(super) folder: Option<PathBuf>,
    pub(super) counts: Counts,
    /// What the project's contract asks; none without one.
    pub(super) rules: Option<Arc<Rules>>,
    ready: ReadyAnswers,
    /// The environment variables that templates may see.
    environment: BTreeMap<String, String>,
    store: Arc<TemplateStore>,
    /// Made when it is first asked for.
    documentation: OnceLock<Documentation>,
}

/// The counts of the endpoints, index for index those of the compiled project, and the states of its scenarios; they
/// outlive it.
#[derive(Debug)]
pub(super) struct Counts {
    endpoints: CountsOf,
    scenarios: Arc<Mutex<ScenarioStates>>,
}

impl CallMemory for Counts {
    fn count(&self, endpoint: usize) -> u64 {
        self.endpoints.get(endpoint).map_or(1, |counts| counts.calls.fetch_add(1, Ordering::Relaxed) + 1)
    }

    fn with_scenarios<T>(&self, visit: impl FnOnce(&mut ScenarioStates) -> T) -> Option<T> {
        Some(visit(&mut self.scenarios.lock()))
    }
}

impl CallMemory for Serving {
    fn count(&self, endpoint: usize) -> u64 {
        self.ready.fetch(endpoint);
        self.counts.count(endpoint)
    }

    fn with_scenarios<T>(&self, visit: impl FnOnce(&mut ScenarioStates) -> T) -> Option<T> {
        self.counts.with_scenarios(visit)
    }
}

/// What the next call of an endpoint would find, for decisions that are only foreseen: asking counts nothing.
pub(super) struct NextCall<'c>(pub(super) &'c Counts);

impl CallMemory for NextCall<'_> {
    fn count(&self, endpoint: usize) -> u64 {
        self.0.calls(endpoint) + 1
    }

    fn with_scenarios<T>(&self, visit: impl FnOnce(&mut ScenarioStates) -> T) -> Option<T> {
        self.0.with_scenarios(visit)
    }
}

impl Counts {
    /// How often an endpoint was asked.
    pub(super) fn calls(&self, endpoint: usize) -> u64 {
        self.endpoints.get(endpoint).map_or(0, |counts| counts.calls.load(Ordering::Relaxed))
    }

    /// Counts an answer.
    pub(super) fn hit(&self, endpoint: u32) {
        if let Some(counts) = self.endpoints.get(endpoint as usize) {
            counts.hits.fetch_add(1, Ordering::Relaxed);
        }
    }
}

impl Serving {
    pub(super) fn new(
        compiled: Arc<Compiled>,
        folder: Option<PathBuf>,
        counters: &EndpointCounters,
        scenarios: Arc<Mutex<ScenarioStates>>,
        store: Arc<TemplateStore>,
        rules_before: Option<&Arc<Rules>>,
    ) -> Self {
        let rules = Rules::of(&compiled.project, rules_before);
        let endpoints = &compiled.project.endpoints;
        let endpoints = counters.counts(endpoints.iter().map(|endpoint| &endpoint.id));
        let counts = Counts { endpoints, scenarios };
        let environment = environment(&compiled.project.settings.environment_prefix);
        Self {
            counts,
            rules,
            ready: ReadyAnswers::new(&compiled),
            environment,
            store,
            folder,
            compiled,
            documentation: OnceLock::new(),
        }
    }

    /// What templates may see beside the request and the project.
    pub(super) fn surroundings(&self) -> Surroundings<'_> {
        Surroundings { store: &*self.store, environment: &self.environment }
    }

    /// The documents of the documentation page; the first call may take a while.
    pub(super) fn documentation(&self) -> &Documentation {
        self.documentation.get_or_init(|| Documentation::of(&self.compiled.project))
    }

    /// The answer of a response, where its body is known beforehand.
    pub(super) fn ready(&self, endpoint: u32, response: u32) -> Option<(&ReadyAnswer, &ReadyHead)> {
        self.ready.get(&self.compiled, endpoint, response)
    }
}

/// The environment variables whose names start with the prefix; none where it is empty.
fn environment(prefix: &str) -> BTreeMap<String, String> {
    if prefix.is_empty() {
        return BTreeMap::new();
    }
    let texts = env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    texts.filter(|(name, _)| name.starts_with(prefix)).collect()
}
