//! How the expectations stand, and the full report on the one that is selected. Both are looked up only when something has
//! changed; the report, which looks through the log, beside the window.

use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, Instant},
};

use super::{App, Event};
use crate::{
    model::ExpectationId,
    traffic::{ExpectationReport, ExpectationState, ExpectationStatus},
};

/// While requests pour in, the report is made this often at most.
const REPORT_EVERY: Duration = Duration::from_millis(250);

/// How all expectations stand that are switched on.
#[derive(Debug, Default)]
pub struct Standings {
    generation: Option<u64>,
    by_id: HashMap<ExpectationId, ExpectationStatus>,
}

impl Standings {
    /// How one expectation stands; none where it is switched off.
    pub fn of(&self, id: &ExpectationId) -> Option<&ExpectationStatus> {
        self.by_id.get(id)
    }

    /// How many expectations are in that state.
    pub fn count(&self, state: ExpectationState) -> usize {
        self.by_id.values().filter(|status| status.state == state).count()
    }
}

/// What a report was made of; where this is the same, so is the report.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ReportOf {
    id: ExpectationId,
    /// What was counted, and what the log holds.
    seen: [u64; 4],
}

/// A report that was made beside the window.
#[derive(Debug)]
pub(crate) struct Reported {
    of: ReportOf,
    report: Option<ExpectationReport>,
}

/// The report on the selected expectation.
#[derive(Debug, Default)]
pub(super) struct Reporting {
    made: Option<(ReportOf, Option<Arc<ExpectationReport>>)>,
    is_running: bool,
    made_at: Option<Instant>,
}

impl App {
    /// How the expectations stand.
    pub fn standings(&self) -> &Standings {
        &self.standings
    }

    /// All that is known about an expectation, where it is the selected one and switched on.
    pub fn expectation_report(&self, id: &ExpectationId) -> Option<&Arc<ExpectationReport>> {
        let (of, report) = self.reporting.made.as_ref()?;
        report.as_ref().filter(|_| of.id == *id)
    }

    /// Brings both up to date. Says when it wants to be called again though nothing happens.
    pub(super) fn refresh_standings(&mut self) -> Option<Duration> {
        let watch = self.traffic.watch();
        let generation = watch.generation();
        if self.standings.generation != Some(generation) {
            let by_id = watch.states().into_iter().map(|status| (status.id.clone(), status)).collect();
            self.standings = Standings { generation: Some(generation), by_id };
        }
        [watch.next_end(), self.refresh_report(generation)].into_iter().flatten().min()
    }

    fn refresh_report(&mut self, generation: u64) -> Option<Duration> {
        let id = self.selection.expectation.clone()?;
        let log = self.traffic.log();
        let seen = [generation, log.generation(), log.first_sequence().unwrap_or_default(), log.last_sequence()];
        drop(log);
        let of = ReportOf { id, seen };
        let made = self.reporting.made.as_ref().map(|(made, _)| made);
        if made == Some(&of) || self.reporting.is_running {
            return None;
        }
        let is_another = made.is_none_or(|made| made.id != of.id);
        let wait = self.reporting.made_at.map_or(Duration::ZERO, |at| REPORT_EVERY.saturating_sub(at.elapsed()));
        if !is_another && !wait.is_zero() {
            return Some(wait);
        }
        self.reporting.is_running = true;
        let (traffic, sender) = (Arc::clone(&self.traffic), self.action_sender());
        self.runtime.spawn_blocking(move || {
            let report = traffic.expectation_report(&of.id);
            sender.send_event(Event::Reported(Reported { of, report }));
        });
        None
    }

    /// Takes over a report that was made beside the window.
    pub(super) fn on_reported(&mut self, Reported { of, report }: Reported) {
        self.reporting = Reporting { made: Some((of, report.map(Arc::new))), is_running: false, made_at: Some(Instant::now()) };
    }
}
