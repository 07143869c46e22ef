//! The report as JUnit XML: one test case for each operation, and one for what belongs to none.

use quick_junit::{TestCaseStatus, TestSuite};

use crate::{
    contract::probe::{ContractTestReport, Finding, OperationOutcome, Severity},
    traffic::junit::{case, failure, file},
};

impl ContractTestReport {
    /// The report as a JUnit file that the schema of Jenkins accepts. Warnings fail no test case.
    pub fn to_junit(&self) -> String {
        let mut suite = TestSuite::new(format!("{} against {}", self.contract, self.target));
        for report in &self.operations {
            let status = match report.outcome {
                OperationOutcome::Passed => TestCaseStatus::success(),
                OperationOutcome::Failed => self.failure(&report.operation),
                OperationOutcome::Skipped => {
                    let mut status = TestCaseStatus::skipped();
                    status.set_message(report.reason.as_deref().unwrap_or_default());
                    status
                }
            };
            suite.add_test_case(case(&report.operation, "contract", status));
        }
        file(suite)
    }

    fn failure(&self, operation: &str) -> TestCaseStatus {
        let is_of = |finding: &&Finding| finding.operation == operation && finding.severity == Severity::Error;
        let findings: Vec<&Finding> = self.findings.iter().filter(is_of).collect();
        let messages: Vec<&str> = findings.iter().map(|finding| finding.message.as_str()).collect();
        let texts: Vec<String> = findings.iter().map(|finding| finding.to_text()).collect();
        failure(findings.first().map_or("", |finding| finding.rule.id()), &messages.join("; "), &texts.join("\n"))
    }
}
