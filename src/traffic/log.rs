//! The log: the newest exchanges within a budget of count and bytes, and the pinned ones, in ascending order of their numbers.

use std::{
    collections::{BTreeSet, VecDeque},
    sync::Arc,
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
    /// What each exchange weighs, index for index, so that nothing is weighed twice.
    weights: VecDeque<usize>,
    bytes: usize,
    pinned: BTreeSet<u64>,
    last_sequence: u64,
    generation: u64,
}

impl Log {
    /// The most exchanges that can be pinned at a time; it keeps the log's memory bounded and eviction fast.
    pub const MAX_PINNED: usize = 1_000;

    /// An empty log.
    pub fn new(budget: Budget) -> Self {
        Self { budget, ..Self::default() }
    }

    /// All that is kept, oldest first; the sequence numbers ascend.
    pub fn exchanges(&self) -> &VecDeque<Arc<Exchange>> {
        &self.exchanges
    }

    /// How much it may hold.
    pub fn budget(&self) -> Budget {
        self.budget
    }

    /// How many bytes it holds, by [`Exchange::weight_bytes`].
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Changes whenever exchanges leave or come back in another way than by age: views over the log then start over.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// The number of the oldest exchange that is kept.
    pub fn first_sequence(&self) -> Option<u64> {
        self.exchanges.front().map(|exchange| exchange.sequence)
    }

    /// The number given last, whether or not that exchange is still kept; 0 before the first.
    pub fn last_sequence(&self) -> u64 {
        self.last_sequence
    }

    /// The exchange of that number, where it is kept.
    pub fn get(&self, sequence: u64) -> Option<&Arc<Exchange>> {
        self.exchanges.get(self.position(sequence)?)
    }

    /// Where the exchange of that number stands in [`Self::exchanges`].
    pub fn position(&self, sequence: u64) -> Option<usize> {
        self.exchanges.binary_search_by_key(&sequence, |exchange| exchange.sequence).ok()
    }

    /// Where the first exchange after that number stands in [`Self::exchanges`]; their count where there is none.
    pub fn position_after(&self, sequence: u64) -> usize {
        self.exchanges.partition_point(|exchange| exchange.sequence <= sequence)
    }

    /// Adds an exchange under the next number, and drops the oldest ones that no longer fit.
    pub fn push(&mut self, exchange: Arc<Exchange>) {
        let weight = exchange.weight_bytes();
        self.push_weighed(exchange, weight, &mut Vec::new());
    }

    /// Adds an exchange of that weight under the next number; those that no longer fit move to `evicted`, so that
    /// the caller can free them when nobody waits for the log.
    pub(super) fn push_weighed(&mut self, mut exchange: Arc<Exchange>, weight: usize, evicted: &mut Vec<(Arc<Exchange>, usize)>) {
        self.last_sequence += 1;
        Arc::make_mut(&mut exchange).sequence = self.last_sequence;
        if let Some(counted) = &exchange.counted {
            counted.set_sequence(self.last_sequence);
        }
        if let Some(parent) = &exchange.webhooks {
            parent.set(self.last_sequence);
        }
        self.bytes += weight;
        self.exchanges.push_back(exchange);
        self.weights.push_back(weight);
        self.evict(evicted);
    }

    /// Drops the oldest exchanges that are not pinned until the rest fits. The newest stays whatever it weighs.
    fn evict(&mut self, evicted: &mut Vec<(Arc<Exchange>, usize)>) {
        let mut oldest = 0;
        while self.exchanges.len() > self.budget.exchanges || self.bytes > self.budget.bytes {
            while self.exchanges.get(oldest).is_some_and(|exchange| self.is_pinned(exchange.sequence)) {
                oldest += 1;
            }
            if oldest + 1 >= self.exchanges.len() {
                break;
            }
            let weight = self.weights.remove(oldest).unwrap_or_default();
            self.bytes -= weight;
            evicted.extend(self.exchanges.remove(oldest).map(|exchange| (exchange, weight)));
        }
    }

    /// Changes how much it may hold.
    pub fn set_budget(&mut self, budget: Budget) {
        self.budget = budget;
        self.evict(&mut Vec::new());
    }

    /// Whether the exchange of that number stays whatever comes.
    pub fn is_pinned(&self, sequence: u64) -> bool {
        !self.pinned.is_empty() && self.pinned.contains(&sequence)
    }

    /// The numbers of the pinned exchanges, ascending.
    pub fn pinned(&self) -> &BTreeSet<u64> {
        &self.pinned
    }

    /// Pins an exchange. False where it is not kept any more or [`Self::MAX_PINNED`] are pinned already.
    pub fn pin(&mut self, sequence: u64) -> bool {
        let can = self.pinned.len() < Self::MAX_PINNED && self.position(sequence).is_some();
        can && {
            self.pinned.insert(sequence);
            true
        }
    }

    /// Takes the pin off an exchange, which may then leave at once where the budget is used up.
    pub fn unpin(&mut self, sequence: u64) {
        if self.pinned.remove(&sequence) {
            self.evict(&mut Vec::new());
        }
    }

    /// Removes everything that is not pinned, and returns it for [`Self::restore`].
    pub fn clear(&mut self) -> Vec<Arc<Exchange>> {
        let pinned = std::mem::take(&mut self.pinned);
        let removed = self.take_where(|exchange| !pinned.contains(&exchange.sequence));
        self.pinned = pinned;
        removed
    }

    /// Removes the exchanges of these numbers, pinned or not, and returns them for [`Self::restore`].
    pub fn remove(&mut self, sequences: &BTreeSet<u64>) -> Vec<Arc<Exchange>> {
        self.pinned.retain(|sequence| !sequences.contains(sequence));
        self.take_where(|exchange| sequences.contains(&exchange.sequence))
    }

    fn take_where(&mut self, leaves: impl Fn(&Exchange) -> bool) -> Vec<Arc<Exchange>> {
        let mut removed = Vec::new();
        let old = (std::mem::take(&mut self.exchanges), std::mem::take(&mut self.weights));
        for (exchange, weight) in old.0.into_iter().zip(old.1) {
            if leaves(&exchange) {
                self.bytes -= weight;
                removed.push(exchange);
            } else {
                self.exchanges.push_back(exchange);
                self.weights.push_back(weight);
            }
        }
        self.generation += u64::from(!removed.is_empty());
        removed
    }

    /// Puts exchanges back that were removed, under their old numbers and in their old places, as far as they fit.
    pub fn restore(&mut self, removed: Vec<Arc<Exchange>>) {
        for exchange in removed {
            let at = self.exchanges.partition_point(|kept| kept.sequence < exchange.sequence);
            if self.exchanges.get(at).is_some_and(|kept| kept.sequence == exchange.sequence) {
                continue;
            }
            let weight = exchange.weight_bytes();
            self.bytes += weight;
            self.last_sequence = self.last_sequence.max(exchange.sequence);
            self.exchanges.insert(at, exchange);
            self.weights.insert(at, weight);
        }
        self.generation += 1;
        self.evict(&mut Vec::new());
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::traffic::exchange::tests_support::exchange;

    fn filled(budget: Budget, count: u64) -> Log {
        let mut log = Log::new(budget);
        for _ in 0..count {
            log.push(Arc::new(exchange("/a")));
        }
        log
    }

    fn numbers(log: &Log) -> Vec<u64> {
        log.exchanges().iter().map(|exchange| exchange.sequence).collect()
    }

    const FEW: Budget = Budget { exchanges: 3, bytes: usize::MAX };

    #[test]
    fn the_oldest_leave_first_and_numbers_go_on() {
        let log = filled(FEW, 5);
        assert_eq!(numbers(&log), [3, 4, 5]);
        assert_eq!((log.first_sequence(), log.last_sequence()), (Some(3), 5));
        assert!(log.get(2).is_none());
        assert_eq!(log.get(4).map(|exchange| exchange.sequence), Some(4));
        assert_eq!(log.position_after(3), 1);
    }

    #[test]
    fn bytes_count_and_the_newest_stays_however_heavy() {
        let weight = exchange("/a").weight_bytes();
        let log = filled(Budget { exchanges: 100, bytes: weight * 2 }, 5);
        assert_eq!(numbers(&log), [4, 5]);
        assert_eq!(log.bytes(), weight * 2);
        assert_eq!(numbers(&filled(Budget { exchanges: 100, bytes: 1 }, 2)), [2]);
    }

    #[test]
    fn pinned_ones_stay_until_they_are_unpinned() {
        let mut log = filled(FEW, 3);
        assert!(log.pin(1) && log.pin(2) && !log.pin(9));
        for _ in 0..4 {
            log.push(Arc::new(exchange("/b")));
        }
        assert_eq!(numbers(&log), [1, 2, 7]);
        log.unpin(1);
        log.push(Arc::new(exchange("/b")));
        assert_eq!(numbers(&log), [2, 7, 8]);
    }

    #[test]
    fn clear_keeps_the_pinned_and_can_be_undone() {
        let mut log = filled(Budget::default(), 5);
        log.pin(2);
        let before = log.generation();
        let removed = log.clear();
        assert_eq!(numbers(&log), [2]);
        assert_ne!(log.generation(), before);
        log.push(Arc::new(exchange("/b")));
        log.restore(removed);
        assert_eq!(numbers(&log), [1, 2, 3, 4, 5, 6]);
        assert_eq!(log.bytes(), log.exchanges().iter().map(|exchange| exchange.weight_bytes()).sum::<usize>());
    }

    #[test]
    fn removing_takes_only_the_named_and_a_smaller_budget_the_oldest() {
        let mut log = filled(Budget::default(), 5);
        log.pin(2);
        assert_eq!(log.remove(&[2, 4].into()).len(), 2);
        assert_eq!(numbers(&log), [1, 3, 5]);
        assert!(log.pinned().is_empty());
        log.set_budget(Budget { exchanges: 2, bytes: usize::MAX });
        assert_eq!(numbers(&log), [3, 5]);
    }

    proptest! {
        #[test]
        fn whatever_happens_numbers_ascend_and_the_budget_holds(steps in prop::collection::vec((0..5u8, 1..40u64), 1..80)) {
            let mut log = Log::new(Budget { exchanges: 8, bytes: usize::MAX });
            let mut removed = Vec::new();
            for (step, sequence) in steps {
                match step {
                    0 if log.pinned().len() < 4 => { log.pin(sequence); }
                    1 => log.unpin(sequence),
                    2 => removed = log.remove(&[sequence].into()),
                    3 => log.restore(std::mem::take(&mut removed)),
                    _ => log.push(Arc::new(exchange("/a"))),
                }
                prop_assert!(numbers(&log).is_sorted_by(|a, b| a < b));
                prop_assert!(log.exchanges().len() <= 8);
                prop_assert_eq!(log.bytes(), log.exchanges().iter().map(|exchange| exchange.weight_bytes()).sum::<usize>());
                prop_assert!(log.pinned().iter().all(|sequence| log.get(*sequence).is_some()));
            }
        }
    }
}
