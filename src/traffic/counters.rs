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

    /// Counts an exchange that has ended. Calls that went out are no requests.
    pub(super) fn count(&self, exchange: &Exchange) {
        if exchange.webhook_call().is_some() {
            return;
        }
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

/// How many endpoints' counts lie in one piece of memory.
const PAGE: usize = 256;

/// The counts of so many endpoints, side by side.
type Page = [EndpointCounts; PAGE];

/// What is counted of each endpoint, kept by id so that it outlives edits of the project.
///
/// Whoever counts often asks once for the [`CountsOf`] all endpoints and then adds without any lookup.
#[derive(Debug, Default)]
pub struct EndpointCounters(Mutex<Places>);

/// Where the counts of each endpoint are.
#[derive(Debug, Default)]
struct Places {
    by_id: HashMap<EndpointId, u32, rustc_hash::FxBuildHasher>,
    pages: Vec<Arc<Page>>,
}

impl Places {
    /// The place of an endpoint's counts, new where it has none yet.
    fn place(&mut self, id: &EndpointId) -> u32 {
        if let Some(place) = self.by_id.get(id) {
            return *place;
        }
        let place = self.by_id.len();
        if place / PAGE == self.pages.len() {
            self.pages.push(Arc::new(std::array::from_fn(|_| EndpointCounts::default())));
        }
        let place = u32::try_from(place).unwrap_or(u32::MAX);
        self.by_id.insert(id.clone(), place);
        place
    }
}

fn counts_at(pages: &[Arc<Page>], place: usize) -> Option<&EndpointCounts> {
    pages.get(place / PAGE)?.get(place % PAGE)
}

impl EndpointCounters {
    /// The counts of many endpoints, in their order.
    pub fn counts<'a>(&self, ids: impl IntoIterator<Item = &'a EndpointId>) -> CountsOf {
        let mut counters = self.0.lock();
        let places: Vec<u32> = ids.into_iter().map(|id| counters.place(id)).collect();
        let in_order = places.iter().zip(0..).all(|(place, index)| *place == index);
        CountsOf { places: (!in_order).then_some(places), pages: counters.pages.clone() }
    }

    /// How often an endpoint answered.
    pub fn hits(&self, id: &EndpointId) -> u64 {
        self.read(id, |counts| &counts.hits)
    }

    /// How often an endpoint was asked since that counting began.
    pub fn calls(&self, id: &EndpointId) -> u64 {
        self.read(id, |counts| &counts.calls)
    }

    fn read(&self, id: &EndpointId, which: fn(&EndpointCounts) -> &AtomicU64) -> u64 {
        let counters = self.0.lock();
        let counts = counters.by_id.get(id).and_then(|place| counts_at(&counters.pages, *place as usize));
        counts.map_or(0, |counts| which(counts).load(Ordering::Relaxed))
    }

    /// Makes every endpoint's next call its first again.
    pub fn reset_calls(&self) {
        self.0.lock().pages.iter().flat_map(|page| page.iter()).for_each(|counts| counts.calls.store(0, Ordering::Relaxed));
    }
}

/// The counts of some endpoints by their index. They lie side by side, so that random hits over thousands of endpoints
/// touch little memory.
#[derive(Debug)]
pub struct CountsOf {
    /// Where each one's counts are; none where they are in the same order.
    places: Option<Vec<u32>>,
    pages: Vec<Arc<Page>>,
}

impl CountsOf {
    /// The counts of the endpoint at that index.
    pub fn get(&self, index: usize) -> Option<&EndpointCounts> {
        let place = match &self.places {
            Some(places) => *places.get(index)? as usize,
            None => index,
        };
        counts_at(&self.pages, place)
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
        let (first, again) = (counters.counts([&a]), counters.counts([&b, &a]));
        first.get(0).unwrap().calls.fetch_add(2, Ordering::Relaxed);
        again.get(1).unwrap().calls.fetch_add(1, Ordering::Relaxed);
        again.get(1).unwrap().hits.fetch_add(1, Ordering::Relaxed);
        assert!(again.get(2).is_none());
        assert_eq!((counters.calls(&a), counters.hits(&a)), (3, 1));
        assert_eq!((counters.calls(&b), counters.hits(&b)), (0, 0));
        counters.reset_calls();
        assert_eq!((counters.calls(&a), counters.hits(&a)), (0, 1));
    }

    #[test]
    fn endpoint_counts_of_many_lie_in_several_pieces() {
        let counters = EndpointCounters::default();
        let ids: Vec<_> = (0..3 * PAGE).map(|number| EndpointId::new(format!("e{number}"))).collect();
        let forward = counters.counts(&ids);
        let backward = counters.counts(ids.iter().rev());
        for (index, number) in (0..ids.len()).zip(1..) {
            forward.get(index).unwrap().hits.store(number, Ordering::Relaxed);
        }
        assert!(ids.iter().zip(1..).all(|(id, number)| counters.hits(id) == number));
        assert_eq!(backward.get(0).unwrap().hits.load(Ordering::Relaxed), ids.len() as u64);
    }
}
