//! Exchanges as they were seen: what one is, the log that keeps them, the filter over it, the
//! expectations it is watched for, and cURL.

mod collector;
mod counters;
mod curl;
mod exchange;
mod expectations;
mod filter;
pub(crate) mod junit;
mod listeners;
mod log;
mod raw_head;
mod webhook;

pub use collector::{LogWaker, Traffic};
pub use counters::{Counters, CountersSnapshot, CountsOf, EndpointCounters, EndpointCounts, RATE_SECONDS};
pub use curl::{CurlCommand, curl_command, curl_line};
#[cfg(test)]
pub(crate) use exchange::tests_support;
pub use exchange::{CapturedBody, Exchange, Outcome, Timings};
pub use expectations::{
    CallReport, CheckReport, Counted, ExpectationReport, ExpectationState, ExpectationStatus, Fitting, NearMissReport,
    OutOfOrderReport, UnmatchedReport, Verification, VerificationReport, Watch, expected_requests, verify, verify_recorded,
};
pub use filter::{Completion, Filter, FilterTerm, InvalidTerm, Proposal, TERMS, complete, quoted};
pub use listeners::Listener;
pub use log::{Budget, Log};
pub use raw_head::{RawHead, RawLine, asks_to_close};
pub use webhook::{ParentNumber, WebhookCall};
