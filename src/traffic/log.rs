//! The log: the newest exchanges within a budget of count and bytes, and counters that stay exact whatever was dropped.

use std::{
    collections::VecDeque,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use super::Exchange;

/// How much the log may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// The most exchanges.
    pub exchanges: usize,
    /// The most bytes, by [`Exchange::weight_bytes`].
    pub bytes: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self { exchanges: 10_000, bytes: 256 * 1024 * 1024 }
    }
}

/// The newest exchanges in the order in which they ended. Pinned ones stay.
#[derive(Debug, Default)]
pub struct Log {
    budget: Budget,
    exchanges: VecDeque<Arc<Exchange>>,
    bytes: usize,
}

impl Log {
    /// An empty log.
    pub fn new(budget: Budget) -> Self {
        Self { budget, ..Self::default() }
    }

    /// All that is kept, oldest first.
    pub fn exchanges(&self) -> &VecDeque<Arc<Exchange>> {
        &self.exchanges
    }

    /// Adds an exchange, and drops the oldest ones that no longer fit.
    pub fn push(&mut self, exchange: Arc<Exchange>) {
        self.bytes += exchange.weight_bytes();
        self.exchanges.push_back(exchange);
        while self.exchanges.len() > self.budget.exchanges || (self.bytes > self.budget.bytes && self.exchanges.len() > 1) {
            let Some(oldest) = self.exchanges.pop_front() else { break };
            self.bytes -= oldest.weight_bytes();
        }
    }
}

/// Counts that stay exact whatever the log dropped.
#[derive(Debug, Default)]
pub struct Counters {
    /// All requests.
    pub requests: AtomicU64,
    /// Those that no endpoint answered.
    pub unmatched: AtomicU64,
    /// Those answered with 500 or above, failed, or refused.
    pub errors: AtomicU64,
    /// Those that did not fit the channel to the log.
    pub dropped: AtomicU64,
}

/// Counters at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CountersSnapshot {
    /// All requests.
    pub requests: u64,
    /// Those that no endpoint answered.
    pub unmatched: u64,
    /// Those answered with 500 or above, failed, or refused.
    pub errors: u64,
    /// Those that did not fit the channel to the log.
    pub dropped: u64,
}

impl Counters {
    /// The counts now.
    pub fn snapshot(&self) -> CountersSnapshot {
        let get = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        CountersSnapshot {
            requests: get(&self.requests),
            unmatched: get(&self.unmatched),
            errors: get(&self.errors),
            dropped: get(&self.dropped),
        }
    }
}
