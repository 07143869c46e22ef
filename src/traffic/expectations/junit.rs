//! Reports as JUnit XML, which every build server reads: one test case for each expectation, and one for the requests that
//! nothing answered.

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::{ExpectationState, VerificationReport};

/// What the file and its one suite are called.
const SUITE: &str = "mockwright";

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
        let mut report = Report::new(SUITE);
        report.add_test_suite(suite);
        // The crate fails only where the writer does, and a text never fails.
        let xml = report.to_string().unwrap_or_default();
        // The schema knows no such attribute on the outermost element, where it stands first.
        xml.replacen(" skipped=\"0\"", "", 1)
    }
}

fn case(name: &str, class: &str, status: TestCaseStatus) -> TestCase {
    let mut case = TestCase::new(name, status);
    case.set_classname(format!("{SUITE}.{class}"));
    case
}

fn failure(kind: &str, message: &str, text: &str) -> TestCaseStatus {
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
    status.set_type(kind).set_message(message).set_description(text);
    status
}
