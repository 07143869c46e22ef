//! Verification: the verdict over all expectations, after waiting for those that are pending.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use super::{ExpectationReport, ExpectationState, UnmatchedReport, VerificationReport, report::CallReport, tally::Tally};
use crate::{model::ExpectationId, traffic::Traffic};

/// How long the log may take to number the calls that have counted.
const NUMBERING: Duration = Duration::from_millis(250);

/// How to verify.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verification {
    /// How long pending expectations are waited for.
    pub within: Duration,
    /// A request that nothing answered fails the verification.
    pub no_unmatched: bool,
}

/// Waits for pending expectations and says what became of all of them.
pub async fn verify(traffic: Arc<Traffic>, verification: Verification) -> VerificationReport {
    traffic.watch().decided(verification.within).await;
    let until = Instant::now() + NUMBERING;
    while !traffic.is_settled() && Instant::now() < until {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    // Looking for near misses takes its time, which is not the server's.
    let report = tokio::task::spawn_blocking({
        let traffic = Arc::clone(&traffic);
        move || traffic.verification(verification.no_unmatched)
    });
    match report.await {
        Ok(report) => report,
        Err(_) => traffic.verification(verification.no_unmatched),
    }
}

impl Traffic {
    /// What became of all expectations so far.
    pub fn verification(&self, no_unmatched: bool) -> VerificationReport {
        let now = Instant::now();
        let (tallies, unmatched) = {
            let tallies = self.watch().tallies();
            let in_order = tallies.order.iter().filter_map(|serial| tallies.by_serial.get(serial).cloned());
            (in_order.collect::<Vec<_>>(), tallies.unmatched.clone())
        };
        let expectations: Vec<_> = tallies.iter().map(|tally| report(tally, now)).collect();
        let met = expectations.iter().all(|report| report.state == ExpectationState::Met);
        VerificationReport {
            passed: met && (!no_unmatched || unmatched.count == 0),
            expectations,
            unmatched: UnmatchedReport {
                allowed: !no_unmatched,
                count: unmatched.count,
                calls: unmatched.calls().map(|call| CallReport::new(call)).collect(),
                calls_left_out: unmatched.left_out(),
            },
        }
    }

    /// What became of one expectation so far; none where there is none of that id, or it is switched off.
    pub fn expectation_report(&self, id: &ExpectationId) -> Option<ExpectationReport> {
        let now = Instant::now();
        let tally = self.watch().tallies().of(id)?.clone();
        Some(report(&tally, now))
    }
}

fn report(tally: &Tally, now: Instant) -> ExpectationReport {
    let written = &tally.written;
    ExpectationReport {
        id: written.id.clone(),
        name: written.title(),
        state: tally.state(now),
        request: format!("{} {}", written.request.method, written.request.path).trim_end().to_owned(),
        expected: written.count,
        count: tally.calls.count,
        reasons: tally.errors.clone(),
        calls: tally.calls.calls().map(|call| CallReport::new(call)).collect(),
        calls_left_out: tally.calls.left_out(),
        near_misses: Vec::new(),
        caveat: None,
    }
}
