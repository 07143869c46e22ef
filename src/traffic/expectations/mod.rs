//! The watch over the traffic: which expectations are pending, met or violated, and why.
//!
//! Counting happens on the server's own way, when the answer to a request is known and before its first byte goes out. So it
//! is exact whatever the log drops, and a client that has its answer finds its call counted.

mod counted;
mod explain;
mod junit;
mod recorded;
mod report;
mod tally;
#[cfg(test)]
mod tests;
mod text;
mod verify;
mod watch;
mod words;

pub use counted::Counted;
pub use recorded::verify_recorded;
pub use report::{
    CallReport, CheckReport, ExpectationReport, NearMissReport, OutOfOrderReport, UnmatchedReport, VerificationReport,
};
pub use tally::{ExpectationState, ExpectationStatus};
pub use verify::{Verification, verify};
pub use watch::{Fitting, Watch};
pub use words::request as expected_requests;
