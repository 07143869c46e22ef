//! What is being served at one moment: the compiled project with everything around it that a request needs.

use std::{
    collections::HashMap,
    path::PathBuf,
    sync::{Arc, OnceLock, atomic::Ordering},
};

use http::{HeaderMap, StatusCode};
use parking_lot::Mutex;
use rustc_hash::FxBuildHasher;

use super::answer_head::AnswerHead;
use crate::{
    engine::{CallCounter, Compiled, CompiledBody, CompiledResponse},
    traffic::{EndpointCounters, EndpointCounts},
};

/// What is being served at one moment. Requests that began with it end with it.
#[derive(Debug)]
pub(super) struct Serving {
    pub(super) compiled: Arc<Compiled>,
    /// The folder that body files are in; none while the project was never saved.
    pub(super) folder: Option<PathBuf>,
    pub(super) counts: Counts,
    heads: Heads,
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
        Self { counts, heads: Heads::new(&compiled), folder, compiled }
    }

    /// A response, where it could be compiled.
    pub(super) fn response(&self, endpoint: u32, response: u32) -> Option<&CompiledResponse> {
        self.compiled.endpoints.get(endpoint as usize)?.responses.get(response as usize)?.as_ref()
    }

    /// The head of a response whose body is known beforehand.
    pub(super) fn head(&self, endpoint: u32, response: u32) -> Option<&AnswerHead> {
        let place = self.heads.place(endpoint, response)?;
        if let Some(head) = place.get() {
            return Some(head);
        }
        let response = self.response(endpoint, response)?;
        let CompiledBody::Bytes(body) = &response.body else { return None };
        Some(place.get_or_init(|| self.heads.make(&response.headers, response.status, body.len() as u64, &self.compiled)))
    }
}

/// The heads of responses, each made when it is first sent. Equal ones are one: with thousands of endpoints whose answers
/// look alike the few heads stay in the processor's cache.
#[derive(Debug)]
struct Heads {
    /// Where the heads of each endpoint's responses begin.
    first: Vec<u32>,
    heads: Vec<OnceLock<Arc<AnswerHead>>>,
    /// Those that were made, by what they were made of.
    made: Mutex<HashMap<Vec<u8>, Arc<AnswerHead>, FxBuildHasher>>,
}

impl Heads {
    fn new(compiled: &Compiled) -> Self {
        let mut count = 0;
        let first = compiled.endpoints.iter().map(|endpoint| {
            let first = u32::try_from(count).unwrap_or(u32::MAX);
            count += endpoint.responses.len();
            first
        });
        let first = first.collect();
        Self { first, heads: std::iter::repeat_with(OnceLock::new).take(count).collect(), made: Mutex::default() }
    }

    fn place(&self, endpoint: u32, response: u32) -> Option<&OnceLock<Arc<AnswerHead>>> {
        let first = *self.first.get(endpoint as usize)?;
        self.heads.get(first as usize + response as usize)
    }

    fn make(&self, headers: &HeaderMap, status: StatusCode, size: u64, compiled: &Compiled) -> Arc<AnswerHead> {
        let mut key = format!("{} {size}", status.as_u16()).into_bytes();
        for (name, value) in headers {
            key.push(b'\n');
            key.extend_from_slice(name.as_str().as_bytes());
            key.push(b':');
            key.extend_from_slice(value.as_bytes());
        }
        let mut made = self.made.lock();
        let head = made.entry(key).or_insert_with(|| Arc::new(AnswerHead::new(headers.clone(), status, size, compiled)));
        Arc::clone(head)
    }
}
