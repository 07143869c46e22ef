//! A call that counted, as evidence: small, of bounded size, and shared by the exchange in the log and whoever counted it.

use std::{
    collections::VecDeque,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use jiff::Timestamp;
use smallvec::SmallVec;

use crate::{
    model::{EndpointId, ExpectationId},
    traffic::Exchange,
};

/// The longest request target that is kept, in characters.
const MAX_TARGET: usize = 200;
/// How many of the first calls are kept, and how many of the last ones.
const KEPT: usize = 10;

/// A call that counted for expectations, or that no endpoint answered.
#[derive(Debug)]
pub struct Counted {
    /// The number that the log gave it; 0 where it is not in the log.
    sequence: AtomicU64,
    /// When its first byte was seen.
    pub received_at: Timestamp,
    /// The method and the request target, shortened where it is long.
    pub request: String,
    /// The status it was answered with; none where the connection ended without an answer.
    pub status: Option<u16>,
    /// The endpoint that answered.
    pub endpoint: Option<EndpointId>,
    /// The expectations it counted for.
    pub expectations: SmallVec<[ExpectationId; 2]>,
}

impl Counted {
    /// What is to be known about that exchange's call.
    pub(super) fn new(exchange: &Exchange) -> Self {
        let target = exchange.uri.path_and_query().map_or("/", |target| target.as_str());
        let (target, end) = match target.char_indices().nth(MAX_TARGET) {
            Some((end, _)) => (target.get(..end).unwrap_or_default(), "…"),
            None => (target, ""),
        };
        let request = [exchange.method.as_str(), " ", target, end].concat();
        Self {
            sequence: AtomicU64::new(exchange.sequence),
            received_at: exchange.received_at,
            request,
            status: exchange.status.map(|status| status.as_u16()),
            endpoint: exchange.endpoint().map(|endpoint| endpoint.id.clone()),
            expectations: SmallVec::new(),
        }
    }

    /// The number that the log gave it; none while it has none, and for good where the log dropped it.
    pub fn sequence(&self) -> Option<u64> {
        Some(self.sequence.load(Ordering::Relaxed)).filter(|sequence| *sequence != 0)
    }

    /// The log gives it its number.
    pub(in crate::traffic) fn set_sequence(&self, sequence: u64) {
        self.sequence.store(sequence, Ordering::Relaxed);
    }
}

/// The first and the last calls of many.
#[derive(Clone, Debug, Default)]
pub(super) struct Evidence {
    /// How many there were.
    pub(super) count: u64,
    first: Vec<Arc<Counted>>,
    last: VecDeque<Arc<Counted>>,
}

impl Evidence {
    pub(super) fn push(&mut self, call: &Arc<Counted>) {
        self.count += 1;
        if self.first.len() < KEPT {
            self.first.push(Arc::clone(call));
            return;
        }
        if self.last.len() == KEPT {
            self.last.pop_front();
        }
        self.last.push_back(Arc::clone(call));
    }

    /// The calls that are kept, in their order.
    pub(super) fn calls(&self) -> impl Iterator<Item = &Arc<Counted>> {
        self.first.iter().chain(&self.last)
    }

    /// The last call.
    pub(super) fn last(&self) -> Option<&Arc<Counted>> {
        self.last.back().or(self.first.last())
    }

    /// How many calls between the first and the last ones are not kept.
    pub(super) fn left_out(&self) -> u64 {
        self.count - (self.first.len() + self.last.len()) as u64
    }
}
