//! What all JUnit files of this program have in common: build servers read them, and the schema of Jenkins accepts them.

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

/// What the file and all classes are called.
const NAME: &str = "mockwright";

/// A case of a class.
pub(crate) fn case(name: &str, class: &str, status: TestCaseStatus) -> TestCase {
    let mut case = TestCase::new(name, status);
    case.set_classname(format!("{NAME}.{class}"));
    case
}

/// That something failed: of which kind, in one line, and at length.
pub(crate) fn failure(kind: &str, message: &str, text: &str) -> TestCaseStatus {
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
    status.set_type(kind).set_message(message).set_description(text);
    status
}

/// The file of one suite.
pub(crate) fn file(suite: TestSuite) -> String {
    let mut report = Report::new(NAME);
    report.add_test_suite(suite);
    // The crate fails only where the writer does, and a text never fails.
    let xml = report.to_string().unwrap_or_default();
    // The schema knows no such attribute on the outermost element, where it stands first.
    let Some(start) = xml.find("<testsuites") else { return xml };
    let end = xml[start..].find('>').map_or(xml.len(), |end| start + end);
    let Some(attribute) = xml[start..end].find(" skipped=\"").map(|at| start + at) else { return xml };
    let after = xml[attribute + 10..].find('"').map_or(attribute, |quote| attribute + 10 + quote + 1);
    format!("{}{}", &xml[..attribute], &xml[after..])
}
