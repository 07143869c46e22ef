//! Exchanges as they were seen: what one is, the log that keeps them, the filter over it, HAR and cURL.

mod collector;
mod counters;
pub mod curl;
mod exchange;
mod filter;
mod log;

pub use collector::{LogWaker, Traffic};
pub use counters::{Counters, CountersSnapshot, EndpointCounters, RATE_SECONDS};
pub use exchange::{CapturedBody, Exchange, Outcome, Timings};
pub use filter::{Filter, InvalidTerm};
pub use log::{Budget, Log};
