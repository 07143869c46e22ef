//! Recorded traffic, judged as if it came now: the same watch counts it, in the order and at the moments in which it came.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use jiff::Timestamp;

use super::{VerificationReport, tally::Moment};
use crate::{
    engine::{CallMemory, compile},
    model::Project,
    traffic::{Budget, Exchange, Outcome, Traffic},
};

/// What became of a project's expectations if that was the traffic. What answered then is not known any more, so each request
/// counts as answered by the endpoint that would answer it now, with the status that was recorded.
///
/// # Errors
///
/// Where the system gives no thread.
pub fn verify_recorded(
    project: &Arc<Project>,
    exchanges: &[Arc<Exchange>],
    no_unmatched: bool,
) -> io::Result<VerificationReport> {
    let traffic = Traffic::start(Budget { exchanges: usize::MAX, bytes: usize::MAX })?;
    let mut in_order: Vec<&Arc<Exchange>> = exchanges.iter().collect();
    in_order.sort_by_key(|exchange| answered_at(exchange));
    let start = in_order.iter().map(|exchange| exchange.received_at).min().unwrap_or(Timestamp::UNIX_EPOCH);
    let end = in_order.last().map_or(start, |exchange| answered_at(exchange));
    // The recording ends now, so that a window that was over by then is over.
    let now = Instant::now();
    let began = now.checked_sub(between(start, end)).unwrap_or(now);
    let compiled = Arc::new(compile(project, None));
    let watch = traffic.watch();
    watch.set_at(&compiled, Moment { instant: began, time: start });
    let calls = Calls(project.endpoints.iter().map(|_| AtomicU64::new(0)).collect());
    for exchange in in_order {
        let mut exchange = Exchange::clone(exchange);
        let (decision, fitting) = {
            let request = exchange.request();
            let decision = compiled.decide(&request, &calls, 0);
            let fitting = watch.fit(&request, &decision);
            (decision, fitting)
        };
        exchange.outcome = Outcome::Decided { compiled: Arc::clone(&compiled), decision };
        let at = began.checked_add(between(start, answered_at(&exchange))).unwrap_or(now);
        exchange.counted = watch.count_at(&fitting, &exchange, at);
        traffic.log().push(Arc::new(exchange));
    }
    Ok(traffic.verification(no_unmatched))
}

/// When the first byte of the answer came.
fn answered_at(exchange: &Exchange) -> Timestamp {
    exchange.received_at.checked_add(exchange.timings.first_byte).unwrap_or(exchange.received_at)
}

fn between(start: Timestamp, end: Timestamp) -> Duration {
    Duration::try_from(end.duration_since(start)).unwrap_or_default()
}

/// How often each endpoint was called.
struct Calls(Vec<AtomicU64>);

impl CallMemory for Calls {
    fn count(&self, endpoint: usize) -> u64 {
        self.0.get(endpoint).map_or(1, |calls| calls.fetch_add(1, Ordering::Relaxed) + 1)
    }
}
