//! Verification: the verdict over all expectations, after waiting for those that are pending.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use serde::{Deserialize, Serialize};

use super::{CallReport, Counted, ExpectationReport, ExpectationState, UnmatchedReport, VerificationReport, explain::Scene};
use crate::{engine::Check, model::ExpectationId, traffic::Traffic};

/// How long the log may take to number the calls that have counted.
const NUMBERING: Duration = Duration::from_millis(250);

/// How to verify.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Verification {
    /// How long pending expectations are waited for, in milliseconds.
    pub within_ms: u64,
    /// A request that nothing answered fails the verification.
    pub no_unmatched: bool,
}

/// Waits for pending expectations and says what became of all of them.
pub async fn verify(traffic: Arc<Traffic>, verification: Verification) -> VerificationReport {
    traffic.watch().decided(Duration::from_millis(verification.within_ms)).await;
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
    /// What became of all expectations so far. It looks through the log, so it is not for the server's threads.
    pub fn verification(&self, no_unmatched: bool) -> VerificationReport {
        let (tallies, unmatched) = {
            let tallies = self.watch().tallies();
            let in_order = tallies.order.iter().filter_map(|serial| tallies.by_serial.get(serial).cloned());
            (in_order.collect::<Vec<_>>(), tallies.unmatched.clone())
        };
        let scene = self.scene();
        let expectations = scene.reports(&tallies);
        let met = expectations.iter().all(|report| report.state == ExpectationState::Met);
        VerificationReport {
            passed: met && (!no_unmatched || unmatched.count == 0),
            expectations,
            unmatched: UnmatchedReport {
                allowed: !no_unmatched,
                count: unmatched.count,
                calls: unmatched.calls().map(|call| self.unmatched_call(&scene, call)).collect(),
                calls_left_out: unmatched.left_out(),
            },
        }
    }

    /// What became of one expectation so far; none where there is none of that id, or it is switched off. It looks through
    /// the log.
    pub fn expectation_report(&self, id: &ExpectationId) -> Option<ExpectationReport> {
        let tally = self.watch().tallies().of(id)?.clone();
        self.scene().reports(&[tally]).pop()
    }

    fn scene(&self) -> Scene {
        let dropped = self.counters().snapshot().dropped;
        Scene::new(Instant::now(), self.watch().compiled(), &self.log(), dropped)
    }

    /// A request that nothing answered, with what the nearest endpoints missed.
    fn unmatched_call(&self, scene: &Scene, call: &Counted) -> CallReport {
        let exchange = call.sequence().and_then(|sequence| self.log().get(sequence).cloned());
        let explanation = exchange.and_then(|exchange| exchange.explain());
        let missed = explanation.into_iter().flat_map(|explanation| explanation.near_misses).map(|near_miss| {
            let missed: Vec<_> = near_miss.missed.iter().map(Check::sentence).collect();
            format!("{} {}: {}", near_miss.method, near_miss.path, missed.join("; "))
        });
        CallReport { missed: missed.collect(), ..scene.call(call) }
    }
}
