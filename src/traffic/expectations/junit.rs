//! Reports as JUnit XML, which every build server reads: one test case for each expectation, and one for the requests that
//! nothing answered.

use quick_junit::{TestCaseStatus, TestSuite};

use super::{
    super::junit::{case, failure, file},
    ExpectationState, VerificationReport,
};

impl VerificationReport {
    /// The report as a JUnit file that the schema of Jenkins accepts. `name` says what was verified.
    pub fn to_junit(&self, name: &str) -> String {
        let mut suite = TestSuite::new(name);
        for report in &self.expectations {
            let status = match report.state {
                ExpectationState::Met => TestCaseStatus::success(),
                ExpectationState::Pending | ExpectationState::Violated => {
                    let kind = if report.state == ExpectationState::Pending { "pending" } else { "violated" };
                    failure(kind, &report.reasons.join("; "), &report.to_text())
                }
            };
            suite.add_test_case(case(&report.name, "expectations", status));
        }
        let unmatched = &self.unmatched;
        let status = if unmatched.allowed || unmatched.count == 0 {
            TestCaseStatus::success()
        } else {
            let text = unmatched.to_text();
            failure("unmatched", text.lines().next().unwrap_or_default(), &text)
        };
        suite.add_test_case(case("Every request was answered", "requests", status));
        file(suite)
    }
}
