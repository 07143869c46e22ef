//! The watch itself: it knows which expectations are on, counts for them, and tells who waits that something changed.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use arc_swap::ArcSwapOption;
use parking_lot::{Mutex, MutexGuard};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use tokio::{sync::Notify, time::timeout_at};

use super::{
    counted::Counted,
    tally::{ExpectationState, ExpectationStatus, Moment, Tallies, Tally},
};
use crate::{
    engine::{Compiled, Decision, Request},
    model::ExpectationId,
    traffic::Exchange,
};

/// Watches the traffic for the expectations of what is served.
///
/// One lock guards all that was counted: the calls that count are few among many, and with one lock there is one order of
/// them, which the order of expectations is judged by.
#[derive(Debug, Default)]
pub struct Watch {
    /// What requests are looked at with; none while there is nothing to look for.
    watched: ArcSwapOption<Watched>,
    tallies: Mutex<Tallies>,
    /// How many requests have been counted or passed by.
    position: AtomicU64,
    generation: AtomicU64,
    next_serial: AtomicU64,
    changed: Notify,
}

/// What requests are looked at with.
#[derive(Debug)]
struct Watched {
    compiled: Arc<Compiled>,
    /// The serial numbers of the expectations, index for index; none for those that are switched off.
    serials: Vec<Option<u64>>,
}

/// The expectations that a request fits, found before it is answered.
#[derive(Debug, Default)]
pub struct Fitting(SmallVec<[u64; 4]>);

impl Watch {
    /// Watches for the expectations of that project from now on. Those that demand the same as before go on with what was
    /// counted for them; others begin anew.
    pub fn set(&self, compiled: &Arc<Compiled>) {
        self.set_at(compiled, Moment::now());
    }

    /// The same at another moment.
    pub(super) fn set_at(&self, compiled: &Arc<Compiled>, now: Moment) {
        let expectations = &compiled.project.expectations;
        if expectations.is_empty() && self.watched.load().is_none() {
            return;
        }
        let mut tallies = self.tallies.lock();
        let before = tallies.by_serial.drain();
        let mut before: FxHashMap<ExpectationId, (u64, Tally)> =
            before.map(|(serial, tally)| (tally.written.id.clone(), (serial, tally))).collect();
        let ended = before.values().filter(|(_, tally)| tally.ended_short(now.instant)).count() as u64;
        let mut serials = Vec::with_capacity(expectations.len());
        let mut by_id = FxHashMap::default();
        let mut kept = Vec::with_capacity(expectations.len());
        for (index, written) in expectations.iter().enumerate() {
            if !written.enabled {
                serials.push(None);
                continue;
            }
            let same = before.remove(&written.id).filter(|(_, tally)| tally.written.demands_same(written));
            let anew = || (self.next_serial.fetch_add(1, Ordering::Relaxed), Tally::new(Arc::clone(written), now));
            let (serial, mut tally) = same.unwrap_or_else(anew);
            tally.written = Arc::clone(written);
            tally.errors = compiled.expectation_errors(index).into_iter().map(str::to_owned).collect();
            serials.push(Some(serial));
            by_id.entry(&written.id).or_insert(serial);
            kept.push((serial, tally));
        }
        for (_, tally) in &mut kept {
            tally.after = tally.written.after.as_ref().and_then(|after| by_id.get(&after.expectation).copied());
        }
        tallies.order = kept.iter().map(|(serial, _)| *serial).collect();
        tallies.by_serial.extend(kept);
        let watched = (!expectations.is_empty()).then(|| Arc::new(Watched { compiled: Arc::clone(compiled), serials }));
        self.watched.store(watched);
        self.bump(1 + ended);
    }

    /// The expectations that a request fits, of which that was decided. `request` must hold the whole body.
    pub fn fit(&self, request: &Request<'_>, decision: &Decision) -> Fitting {
        let watched = self.watched.load();
        let Some(watched) = watched.as_ref() else { return Fitting::default() };
        let fitting = watched.compiled.fitting_expectations(request, Some(decision));
        Fitting(fitting.into_iter().filter_map(|index| watched.serials.get(index as usize).copied().flatten()).collect())
    }

    /// Counts a request whose answer is known, or that ends without one, for the expectations it fits.
    pub fn count(&self, fitting: &Fitting, exchange: &Exchange) -> Option<Arc<Counted>> {
        let is_unmatched = exchange.is_unmatched();
        if fitting.0.is_empty() && !is_unmatched {
            self.position.fetch_add(1, Ordering::Relaxed);
            return None;
        }
        let call = Counted::new(exchange);
        // The moment is taken under the lock, so that the order of calls and their moments agree.
        self.count_call(fitting, call, is_unmatched, Instant::now)
    }

    /// The same at another moment.
    pub(super) fn count_at(&self, fitting: &Fitting, exchange: &Exchange, now: Instant) -> Option<Arc<Counted>> {
        self.count_call(fitting, Counted::new(exchange), exchange.is_unmatched(), || now)
    }

    fn count_call(
        &self,
        fitting: &Fitting,
        call: Counted,
        is_unmatched: bool,
        now: impl FnOnce() -> Instant,
    ) -> Option<Arc<Counted>> {
        let mut tallies = self.tallies.lock();
        let now = now();
        let position = self.position.fetch_add(1, Ordering::Relaxed);
        let counted = tallies.count(&fitting.0, call, is_unmatched, position, now);
        drop(tallies);
        if counted.is_some() {
            self.bump(1);
        }
        counted
    }

    /// Makes everything begin anew, as if nothing had been called yet.
    pub fn reset(&self) {
        self.reset_at(Moment::now());
    }

    /// The same at another moment.
    pub(super) fn reset_at(&self, now: Moment) {
        let mut tallies = self.tallies.lock();
        let ended = tallies.by_serial.values().filter(|tally| tally.ended_short(now.instant)).count() as u64;
        tallies.by_serial.values_mut().for_each(|tally| tally.reset(now));
        tallies.unmatched = Default::default();
        drop(tallies);
        self.bump(1 + ended);
    }

    /// Makes one expectation begin anew. False where there is none of that id, or it is switched off.
    pub fn reset_one(&self, id: &ExpectationId) -> bool {
        let now = Moment::now();
        let mut tallies = self.tallies.lock();
        let Some(tally) = tallies.by_serial.values_mut().find(|tally| tally.written.id == *id) else { return false };
        let ended = u64::from(tally.ended_short(now.instant));
        tally.reset(now);
        drop(tallies);
        self.bump(1 + ended);
        true
    }

    /// How all expectations stand that are switched on, in the order of the project.
    pub fn states(&self) -> Vec<ExpectationStatus> {
        self.tallies.lock().statuses(Instant::now())
    }

    /// How one expectation stands; none where there is none of that id, or it is switched off.
    pub fn state(&self, id: &ExpectationId) -> Option<ExpectationStatus> {
        let tallies = self.tallies.lock();
        Some(tallies.of(id)?.status(Instant::now()))
    }

    /// How many requests no endpoint answered since the watching began.
    pub fn unmatched(&self) -> u64 {
        self.tallies.lock().unmatched.count
    }

    /// Changes whenever [`Self::states`] or [`Self::unmatched`] do, also when only time has passed.
    pub fn generation(&self) -> u64 {
        let now = Instant::now();
        let ended = self.tallies.lock().by_serial.values().filter(|tally| tally.ended_short(now)).count() as u64;
        self.generation.load(Ordering::Relaxed) + ended
    }

    /// How long until time alone changes how an expectation stands; none where it will not.
    pub fn next_end(&self) -> Option<Duration> {
        let now = Instant::now();
        next_end(&self.tallies(), now).map(|ends| ends.saturating_duration_since(now))
    }

    /// Waits until no expectation is pending or one is violated, at most that long.
    pub async fn decided(&self, within: Duration) {
        let until = Instant::now().checked_add(within);
        loop {
            let changed = self.changed.notified();
            tokio::pin!(changed);
            // From here on no change is missed.
            changed.as_mut().enable();
            let now = Instant::now();
            let next_end = {
                let tallies = self.tallies();
                let states = tallies.by_serial.values().map(|tally| tally.state(now)).collect::<Vec<_>>();
                if states.contains(&ExpectationState::Violated) || !states.contains(&ExpectationState::Pending) {
                    return;
                }
                next_end(&tallies, now)
            };
            if until.is_some_and(|until| now >= until) {
                return;
            }
            match [until, next_end].into_iter().flatten().min() {
                // Over time or not, the next look says.
                Some(wake) => drop(timeout_at(wake.into(), changed).await),
                None => changed.await,
            }
        }
    }

    pub(super) fn tallies(&self) -> MutexGuard<'_, Tallies> {
        self.tallies.lock()
    }

    /// What the expectations were compiled with; none where there are none.
    pub(super) fn compiled(&self) -> Option<Arc<Compiled>> {
        self.watched.load().as_ref().map(|watched| Arc::clone(&watched.compiled))
    }

    fn bump(&self, by: u64) {
        self.generation.fetch_add(by, Ordering::Relaxed);
        self.changed.notify_waiters();
    }
}

/// When the next window of an expectation ends that is still short of calls.
fn next_end(tallies: &Tallies, now: Instant) -> Option<Instant> {
    let pending = tallies.by_serial.values().filter(|tally| tally.state(now) == ExpectationState::Pending);
    pending.filter_map(Tally::ends).min()
}
