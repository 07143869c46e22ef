//! Counts that stay exact whatever the log dropped: of all requests, of each endpoint's answers, and of the last minute.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Instant,
};

use parking_lot::Mutex;

use super::{Exchange, Outcome};
use crate::model::EndpointId;

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

    /// Counts an exchange that has ended.
    pub(super) fn count(&self, exchange: &Exchange) {
        self.requests.fetch_add(1, Ordering::Relaxed);
        if exchange.is_unmatched() {
            self.unmatched.fetch_add(1, Ordering::Relaxed);
        }
        let failed = matches!(exchange.outcome, Outcome::Failed { .. } | Outcome::Refused(_));
        if failed || exchange.status.is_some_and(|status| status.is_server_error()) {
            self.errors.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// What is counted of one endpoint.
#[derive(Debug, Default)]
pub struct EndpointCounts {
    /// How often it was asked whether it answers; what conditions call the call number. Can start over.
    pub calls: AtomicU64,
    /// How often it answered.
    pub hits: AtomicU64,
}

/// What is counted of each endpoint, kept by id so that it outlives edits of the project.
///
/// Whoever counts often asks once for the [`Arc`] of an endpoint and then adds without any lookup.
#[derive(Debug, Default)]
pub struct EndpointCounters(Mutex<HashMap<EndpointId, Arc<EndpointCounts>, rustc_hash::FxBuildHasher>>);

impl EndpointCounters {
    /// The counts of an endpoint.
    pub fn counts(&self, id: &EndpointId) -> Arc<EndpointCounts> {
        let mut counters = self.0.lock();
        match counters.get(id) {
            Some(counts) => Arc::clone(counts),
            None => Arc::clone(counters.entry(id.clone()).or_default()),
        }
    }

    /// How often an endpoint answered.
    pub fn hits(&self, id: &EndpointId) -> u64 {
        self.0.lock().get(id).map_or(0, |counts| counts.hits.load(Ordering::Relaxed))
    }

    /// How often an endpoint was asked since that counting began.
    pub fn calls(&self, id: &EndpointId) -> u64 {
        self.0.lock().get(id).map_or(0, |counts| counts.calls.load(Ordering::Relaxed))
    }

    /// Makes every endpoint's next call its first again.
    pub fn reset_calls(&self) {
        self.0.lock().values().for_each(|counts| counts.calls.store(0, Ordering::Relaxed));
    }
}

/// How many seconds the rate looks back.
pub const RATE_SECONDS: usize = 60;

/// Requests in each of the last seconds, from readings of a counter that only grows.
#[derive(Debug)]
pub(super) struct Rate {
    origin: Instant,
    counted: u64,
    newest: u64,
    seconds: [u32; RATE_SECONDS],
}

impl Rate {
    pub(super) fn new(origin: Instant) -> Self {
        Self { origin, counted: 0, newest: 0, seconds: [0; RATE_SECONDS] }
    }

    /// Puts what came since the last reading into the current second.
    pub(super) fn read(&mut self, now: Instant, total: u64) {
        self.advance(now);
        let new = u32::try_from(total.saturating_sub(self.counted)).unwrap_or(u32::MAX);
        self.counted = total;
        let slot = &mut self.seconds[self.newest as usize % RATE_SECONDS];
        *slot = slot.saturating_add(new);
    }

    /// The last seconds, oldest first; the last one is still running.
    pub(super) fn seconds(&mut self, now: Instant) -> [u32; RATE_SECONDS] {
        self.advance(now);
        let oldest = self.newest as usize + 1;
        std::array::from_fn(|index| self.seconds[(oldest + index) % RATE_SECONDS])
    }

    /// Empties the seconds between the newest one and now.
    fn advance(&mut self, now: Instant) {
        let current = now.saturating_duration_since(self.origin).as_secs();
        let passed = current.saturating_sub(self.newest).min(RATE_SECONDS as u64);
        for second in 1..=passed {
            self.seconds[(self.newest + second) as usize % RATE_SECONDS] = 0;
        }
        if passed == RATE_SECONDS as u64 {
            self.seconds = [0; RATE_SECONDS];
        }
        self.newest = self.newest.max(current);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn the_rate_holds_a_minute_and_forgets_what_is_older() {
        let origin = Instant::now();
        let at = |seconds: u64| origin + Duration::from_millis(seconds * 1000 + 500);
        let mut rate = Rate::new(origin);
        rate.read(at(0), 5);
        rate.read(at(0), 7);
        rate.read(at(2), 10);
        let seconds = rate.seconds(at(2));
        assert_eq!(seconds[57..], [7, 0, 3]);
        assert_eq!(rate.seconds(at(60))[..2], [0, 3]);
        assert_eq!(rate.seconds(at(61))[0], 3);
        assert_eq!(rate.seconds(at(62)), [0; RATE_SECONDS]);
        rate.read(at(500), 11);
        assert_eq!(rate.seconds(at(500)).iter().sum::<u32>(), 1);
        assert_eq!(rate.seconds(at(500))[59], 1);
    }

    #[test]
    fn endpoint_counts_are_shared_by_id_and_calls_can_start_over() {
        let counters = EndpointCounters::default();
        let (a, b) = (EndpointId::new("a"), EndpointId::new("b"));
        let (first, again) = (counters.counts(&a), counters.counts(&a));
        first.calls.fetch_add(2, Ordering::Relaxed);
        again.calls.fetch_add(1, Ordering::Relaxed);
        again.hits.fetch_add(1, Ordering::Relaxed);
        assert_eq!((counters.calls(&a), counters.hits(&a)), (3, 1));
        assert_eq!((counters.calls(&b), counters.hits(&b)), (0, 0));
        counters.reset_calls();
        assert_eq!((counters.calls(&a), counters.hits(&a)), (0, 1));
    }
}
