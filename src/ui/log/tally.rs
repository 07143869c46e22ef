//! How many of the requests in the log no endpoint answered, counted by looking only at what is new.

use std::collections::VecDeque;

use crate::traffic::Log;

/// The unmatched requests that are in the log.
#[derive(Debug, Default)]
pub(super) struct Tally {
    unmatched: VecDeque<u64>,
    seen: u64,
    generation: u64,
}

impl Tally {
    /// Brings the count up to date with the log.
    pub(super) fn refresh(&mut self, log: &Log) {
        if log.generation() != self.generation {
            *self = Self { generation: log.generation(), ..Self::default() };
        }
        let first = log.first_sequence().unwrap_or(u64::MAX);
        while self.unmatched.front().is_some_and(|sequence| *sequence < first) {
            self.unmatched.pop_front();
        }
        for exchange in log.exchanges().range(log.position_after(self.seen)..) {
            self.seen = exchange.sequence;
            if exchange.is_unmatched() {
                self.unmatched.push_back(exchange.sequence);
            }
        }
    }

    /// How many there are.
    pub(super) fn unmatched(&self) -> u64 {
        self.unmatched.len() as u64
    }
}
