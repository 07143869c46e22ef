//! What is being served at one moment: the compiled project with everything around it that a request needs.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use crate::{
    engine::{CallCounter, Compiled},
    traffic::EndpointCounters,
};

/// What is being served at one moment. Requests that began with it end with it.
#[derive(Debug)]
pub(super) struct Serving {
    pub(super) compiled: Arc<Compiled>,
    /// The folder that body files are in; none while the project was never saved.
    pub(super) folder: Option<PathBuf>,
    pub(super) calls: Calls,
    /// How often each endpoint answered, index for index.
    pub(super) hits: Vec<Arc<AtomicU64>>,
}

/// Call numbers by endpoint, index for index those of the compiled project; the counters outlive it.
#[derive(Debug)]
pub(super) struct Calls(Vec<Arc<AtomicU64>>);

impl CallCounter for Calls {
    fn count(&self, endpoint: usize) -> u64 {
        self.0.get(endpoint).map_or(1, |counter| counter.fetch_add(1, Ordering::Relaxed) + 1)
    }
}

impl Serving {
    pub(super) fn new(
        compiled: Arc<Compiled>,
        folder: Option<PathBuf>,
        calls: &EndpointCounters,
        hits: &EndpointCounters,
    ) -> Self {
        let ids = || compiled.project.endpoints.iter().map(|endpoint| &endpoint.id);
        Self { calls: Calls(calls.counters(ids())), hits: hits.counters(ids()), folder, compiled }
    }
}
