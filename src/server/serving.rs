//! What is being served at one moment: the compiled project with everything around it that a request needs.

use std::{
    path::PathBuf,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU64, Ordering},
    },
};

use super::answer_head::AnswerHead;
use crate::{
    engine::{CallCounter, Compiled, CompiledBody, CompiledResponse},
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
    /// The heads of responses by endpoint and response, each made when it is first sent.
    heads: Vec<OnceLock<Vec<OnceLock<AnswerHead>>>>,
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
        let heads = compiled.endpoints.iter().map(|_| OnceLock::new()).collect();
        Self { calls: Calls(calls.counters(ids())), hits: hits.counters(ids()), heads, folder, compiled }
    }

    /// A response, where it could be compiled.
    pub(super) fn response(&self, endpoint: u32, response: u32) -> Option<&CompiledResponse> {
        self.compiled.endpoints.get(endpoint as usize)?.responses.get(response as usize)?.as_ref()
    }

    /// The head of a response whose body is known beforehand.
    pub(super) fn head(&self, endpoint: u32, response: u32) -> Option<&AnswerHead> {
        let compiled = self.response(endpoint, response)?;
        let CompiledBody::Bytes(body) = &compiled.body else { return None };
        let responses = &self.compiled.endpoints.get(endpoint as usize)?.responses;
        let heads = self.heads.get(endpoint as usize)?;
        let heads = heads.get_or_init(|| responses.iter().map(|_| OnceLock::new()).collect());
        let make = || AnswerHead::new(compiled.headers.clone(), compiled.status, body.len() as u64, &self.compiled);
        Some(heads.get(response as usize)?.get_or_init(make))
    }
}
