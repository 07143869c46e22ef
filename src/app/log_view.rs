//! What of the log is shown: the filter, its chips, the pause, and the list of rows, kept up to date by looking only at what is new.

use std::collections::VecDeque;

use crate::traffic::{Filter, InvalidTerm, Log};

/// The quick filters: what the chip says, and the term it puts into the filter.
pub const CHIPS: [(&str, &str); 3] = [("Errors", "status:>=400"), ("Unmatched", "matched:no"), ("Slow", "dur:>500ms")];

/// The quick filter of projects that have a contract.
pub const CONTRACT_CHIP: (&str, &str) = ("Contract", "contract:broken");

/// The rows that the log shows.
#[derive(Debug, Default)]
pub struct LogView {
    text: String,
    filter: Filter,
    invalid: Vec<InvalidTerm>,
    shown: VecDeque<u64>,
    /// The newest exchange that was looked at.
    seen: u64,
    /// The log's generation that `shown` was made from; another one means starting over.
    generation: u64,
    paused_at: Option<u64>,
}

impl LogView {
    /// The filter as it was typed.
    pub fn filter_text(&self) -> &str {
        &self.text
    }

    /// The terms of the filter that mean nothing and are left out of it.
    pub fn invalid_terms(&self) -> &[InvalidTerm] {
        &self.invalid
    }

    /// Filters anew.
    pub fn set_filter(&mut self, text: impl Into<String>) {
        self.text = text.into();
        (self.filter, self.invalid) = Filter::parse(&self.text);
        self.start_over();
    }

    /// Whether the filter holds that chip's term.
    pub fn has_chip(&self, term: &str) -> bool {
        self.text.split_whitespace().any(|word| word == term)
    }

    /// Puts that chip's term into the filter, or takes it out.
    pub fn toggle_chip(&mut self, term: &str) {
        let mut words: Vec<&str> = self.text.split_whitespace().filter(|word| *word != term).collect();
        if !self.has_chip(term) {
            words.push(term);
        }
        self.set_filter(words.join(" "));
    }

    /// Whether new requests are kept from the list.
    pub fn is_paused(&self) -> bool {
        self.paused_at.is_some()
    }

    /// Keeps new requests from the list, or lets them in again.
    pub fn toggle_pause(&mut self, log: &Log) {
        self.paused_at = match self.paused_at {
            Some(_) => None,
            None => Some(log.last_sequence()),
        };
    }

    /// How many requests came since the pause began.
    pub fn held_back(&self, log: &Log) -> u64 {
        self.paused_at.map_or(0, |at| log.last_sequence().saturating_sub(at))
    }

    /// The sequence numbers of the rows, oldest first.
    pub fn shown(&self) -> &VecDeque<u64> {
        &self.shown
    }

    /// Brings the rows up to date with the log.
    pub fn refresh(&mut self, log: &Log) {
        if log.generation() != self.generation {
            self.start_over();
            self.generation = log.generation();
        }
        let first = log.exchanges().front().map_or(u64::MAX, |exchange| exchange.sequence);
        while self.shown.front().is_some_and(|sequence| *sequence < first) {
            self.shown.pop_front();
        }
        let until = self.paused_at.unwrap_or(u64::MAX);
        let from = log.exchanges().partition_point(|exchange| exchange.sequence <= self.seen);
        for exchange in log.exchanges().range(from..) {
            if exchange.sequence > until {
                break;
            }
            self.seen = exchange.sequence;
            if self.filter.matches(exchange) {
                self.shown.push_back(exchange.sequence);
            }
        }
    }

    fn start_over(&mut self) {
        self.shown.clear();
        self.seen = 0;
    }
}
