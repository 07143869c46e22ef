//! What was counted for each expectation, and what that comes to. The moment is always given, so that the same calls at the
//! same moments always come to the same.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use jiff::Timestamp;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use super::counted::{Counted, Evidence};
use crate::model::{Expectation, ExpectationId};

/// What the calls so far come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExpectationState {
    /// Calls are missing that may still come.
    Pending,
    /// All that is demanded has happened so far.
    Met,
    /// Something happened that no later call can mend.
    Violated,
}

/// How an expectation stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpectationStatus {
    /// Which one.
    pub id: ExpectationId,
    /// What the calls so far come to.
    pub state: ExpectationState,
    /// How many calls counted.
    pub count: u64,
    /// When the last of them came.
    pub last_call: Option<Timestamp>,
}

/// A moment, for measuring and by the clock.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moment {
    pub(super) instant: Instant,
    pub(super) time: Timestamp,
}

impl Moment {
    pub(super) fn now() -> Self {
        Self { instant: Instant::now(), time: Timestamp::now() }
    }
}

/// What was counted for one expectation.
#[derive(Clone, Debug)]
pub(super) struct Tally {
    pub(super) written: Arc<Expectation>,
    /// What keeps it from being checked.
    pub(super) errors: Vec<String>,
    /// The expectation that must be met before, by its serial number.
    pub(super) after: Option<u64>,
    /// When the watching began.
    pub(super) began: Moment,
    /// The calls that counted.
    pub(super) calls: Evidence,
    /// The position of the last call that counted.
    last_position: u64,
    /// The first call that was one too many.
    pub(super) too_many: Option<Arc<Counted>>,
    /// The first call that was not answered as demanded.
    pub(super) wrong_answer: Option<Arc<Counted>>,
    /// How many calls were not answered as demanded.
    pub(super) wrong_answers: u64,
    /// The first call, where it came out of order.
    pub(super) out_of_order: Option<OutOfOrder>,
}

/// The first call of an expectation, and what was not as the order demands.
#[derive(Clone, Debug)]
pub(super) struct OutOfOrder {
    /// The first call of the one that was to come later.
    pub(super) call: Arc<Counted>,
    /// The last call until then of the one that was to come first.
    pub(super) before: Option<Arc<Counted>>,
    /// How many calls that one had by then.
    pub(super) count_before: u64,
    /// How many other requests came between the two.
    pub(super) between: u64,
}

impl Tally {
    pub(super) fn new(written: Arc<Expectation>, began: Moment) -> Self {
        Self {
            written,
            errors: Vec::new(),
            after: None,
            began,
            calls: Evidence::default(),
            last_position: 0,
            too_many: None,
            wrong_answer: None,
            wrong_answers: 0,
            out_of_order: None,
        }
    }

    /// Begins anew.
    pub(super) fn reset(&mut self, began: Moment) {
        let begun_anew = Self::new(Arc::clone(&self.written), began);
        let errors = std::mem::take(&mut self.errors);
        *self = Self { errors, after: self.after, ..begun_anew };
    }

    /// How it stands.
    pub(super) fn status(&self, now: Instant) -> ExpectationStatus {
        ExpectationStatus {
            id: self.written.id.clone(),
            state: self.state(now),
            count: self.calls.count,
            last_call: self.calls.last().map(|call| call.received_at),
        }
    }

    /// What its calls so far come to.
    pub(super) fn state(&self, now: Instant) -> ExpectationState {
        let count = &self.written.count;
        let is_broken = !self.errors.is_empty() || self.out_of_order.is_some() || self.wrong_answer.is_some();
        if is_broken || count.max().is_some_and(|max| self.calls.count > max) {
            ExpectationState::Violated
        } else if self.calls.count >= count.min() {
            ExpectationState::Met
        } else if self.ended_short(now) {
            ExpectationState::Violated
        } else {
            ExpectationState::Pending
        }
    }

    /// Whether its time is over and calls are missing.
    pub(super) fn ended_short(&self, now: Instant) -> bool {
        self.calls.count < self.written.count.min() && self.ends().is_some_and(|ends| now >= ends)
    }

    /// When its time is over.
    pub(super) fn ends(&self) -> Option<Instant> {
        let until_ms = self.written.window?.until_ms?;
        self.began.instant.checked_add(Duration::from_millis(until_ms))
    }

    /// Whether a call at that moment counts.
    fn is_open(&self, now: Instant) -> bool {
        self.written.window.is_none_or(|window| {
            let passed_ms = now.saturating_duration_since(self.began.instant).as_millis();
            passed_ms >= window.from_ms.into() && window.until_ms.is_none_or(|until_ms| passed_ms < until_ms.into())
        })
    }

    fn count(&mut self, call: &Arc<Counted>, position: u64) {
        self.calls.push(call);
        self.last_position = position;
        if self.too_many.is_none() && self.written.count.max().is_some_and(|max| self.calls.count > max) {
            self.too_many = Some(Arc::clone(call));
        }
        let demand = &self.written.answer;
        let wrong_status = demand.status.is_some_and(|status| call.status != Some(status));
        let wrong_endpoint = demand.endpoint.is_some() && call.endpoint != demand.endpoint;
        if wrong_status || wrong_endpoint {
            self.wrong_answers += 1;
            self.wrong_answer.get_or_insert_with(|| Arc::clone(call));
        }
    }
}

/// What was counted for all expectations, by serial numbers that are never given twice.
#[derive(Debug, Default)]
pub(super) struct Tallies {
    pub(super) by_serial: FxHashMap<u64, Tally>,
    /// The expectations that are checked, in the order of the project.
    pub(super) order: Vec<u64>,
    /// The calls that no endpoint answered.
    pub(super) unmatched: Evidence,
}

/// The order of an expectation's first call, before it is known which call that is.
struct Disorder {
    serial: u64,
    before: Option<Arc<Counted>>,
    count_before: u64,
    between: u64,
}

impl Tallies {
    /// Counts a call for those of these expectations whose time it is; none where it counted for nothing. `position` says
    /// which of all requests it was.
    pub(super) fn count(
        &mut self,
        fitting: &[u64],
        mut call: Counted,
        is_unmatched: bool,
        position: u64,
        now: Instant,
    ) -> Option<Arc<Counted>> {
        let mut counting = SmallVec::<[u64; 4]>::new();
        for serial in fitting {
            // One that was edited or removed since the request was looked at is no more.
            if let Some(tally) = self.by_serial.get(serial).filter(|tally| tally.is_open(now)) {
                counting.push(*serial);
                call.expectations.push(tally.written.id.clone());
            }
        }
        if counting.is_empty() && !is_unmatched {
            return None;
        }
        // No call comes after itself, so the order is looked at before anything is counted.
        let disorders: SmallVec<[Disorder; 1]> = counting.iter().filter_map(|serial| self.disorder(*serial, position)).collect();
        let call = Arc::new(call);
        if is_unmatched {
            self.unmatched.push(&call);
        }
        for serial in counting {
            if let Some(tally) = self.by_serial.get_mut(&serial) {
                tally.count(&call, position);
            }
        }
        for Disorder { serial, before, count_before, between } in disorders {
            if let Some(tally) = self.by_serial.get_mut(&serial) {
                tally.out_of_order = Some(OutOfOrder { call: Arc::clone(&call), before, count_before, between });
            }
        }
        Some(call)
    }

    /// What is wrong with the order if the next call of an expectation is at that position.
    fn disorder(&self, serial: u64, position: u64) -> Option<Disorder> {
        let tally = self.by_serial.get(&serial).filter(|tally| tally.calls.count == 0)?;
        let after = tally.written.after.as_ref()?;
        let first = self.by_serial.get(&tally.after?)?;
        let count_before = first.calls.count;
        let between = if count_before == 0 { 0 } else { position.saturating_sub(first.last_position + 1) };
        let is_early = count_before < first.written.count.min();
        let is_torn = after.strict && between > 0;
        (is_early || is_torn).then(|| Disorder { serial, before: first.calls.last().cloned(), count_before, between })
    }

    /// How all of them stand, in the order of the project.
    pub(super) fn statuses(&self, now: Instant) -> Vec<ExpectationStatus> {
        let in_order = self.order.iter().filter_map(|serial| self.by_serial.get(serial));
        in_order.map(|tally| tally.status(now)).collect()
    }

    /// Those of an id.
    pub(super) fn of(&self, id: &ExpectationId) -> Option<&Tally> {
        self.order.iter().filter_map(|serial| self.by_serial.get(serial)).find(|tally| tally.written.id == *id)
    }
}
