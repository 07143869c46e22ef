//! What is being served at one moment: the compiled project with everything around it that a request needs.

use std::{
    path::PathBuf,
    sync::{Arc, atomic::Ordering},
};

use super::ready::{ReadyAnswer, ReadyAnswers, ReadyHead};
use crate::{
    engine::{CallCounter, Compiled},
    traffic::{EndpointCounters, EndpointCounts},
};

/// What is being served at one moment. Requests that began with it end with it.
#[derive(Debug)]
pub(super) struct Serving {
    pub(super) compiled: Arc<Compiled>,
    /// The folder that body files are in; none while the project was never saved.
    pub(super) folder: Option<PathBuf>,
    pub(super) counts: Counts,
    ready: ReadyAnswers,
}

/// The counts of the endpoints, index for index those of the compiled project; they outlive it.
#[derive(Debug)]
pub(super) struct Counts(Vec<Arc<EndpointCounts>>);

impl CallCounter for Counts {
    fn count(&self, endpoint: usize) -> u64 {
        self.0.get(endpoint).map_or(1, |counts| counts.calls.fetch_add(1, Ordering::Relaxed) + 1)
    }
}

impl Counts {
    /// Counts an answer.
    pub(super) fn hit(&self, endpoint: u32) {
        if let Some(counts) = self.0.get(endpoint as usize) {
            counts.hits.fetch_add(1, Ordering::Relaxed);
        }
    }
}

impl Serving {
    pub(super) fn new(compiled: Arc<Compiled>, folder: Option<PathBuf>, counters: &EndpointCounters) -> Self {
        let endpoints = &compiled.project.endpoints;
        let counts = Counts(endpoints.iter().map(|endpoint| counters.counts(&endpoint.id)).collect());
        Self { counts, ready: ReadyAnswers::new(&compiled), folder, compiled }
    }

    /// The answer of a response, where its body is known beforehand.
    pub(super) fn ready(&self, endpoint: u32, response: u32) -> Option<(&ReadyAnswer, &ReadyHead)> {
        self.ready.get(&self.compiled, endpoint, response)
    }
}
