//! Exchanges as they were seen: what one is, the log that keeps them, the filter over it, HAR and cURL.

mod exchange;
mod log;

pub use exchange::{CapturedBody, Exchange, Outcome, Timings};
pub use log::{Budget, Counters, CountersSnapshot, Log};
