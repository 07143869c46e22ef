//! The contract test of a real API, as far as it needs no network: which calls are made, what an answer says against the
//! contract, and what all of it together comes to, compared with earlier runs.

mod call;
mod finding;
mod history;
mod judge;
mod plan;
mod recorded;
mod report;

pub use call::{Answer, Call, CallOutcome, CallSource};
pub use finding::{Finding, FindingTrend, Rule, Sample, Severity};
pub use history::{HistoryEntry, KnownFinding};
pub use judge::Judge;
pub use plan::{Methods, Plan, PlanOptions, plan};
pub use recorded::OperationFinder;
pub use report::{ContractTestReport, GoneFinding, OperationOutcome, OperationReport, Totals, Verdicts};
