//! What a run comes to: per operation and in sum, what was found, and how it stands to the runs before.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    super::{Contract, StatusKey},
    finding::{Finding, FindingTrend, Sample, Severity},
    history::{HistoryEntry, KnownFinding},
};

/// The most runs that a report shows.
const SHOWN_RUNS: usize = 200;

/// How an operation came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OperationOutcome {
    /// No error was found.
    Passed,
    /// An error was found.
    Failed,
    /// It was not called.
    Skipped,
}

/// What became of one operation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OperationReport {
    /// `GET /pets/{id}`.
    pub operation: String,
    /// How it came out.
    pub outcome: OperationOutcome,
    /// Why it was skipped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// How often it was called.
    pub calls: u64,
    /// The statuses that were answered.
    pub seen: BTreeSet<u16>,
    /// The documented statuses that were not answered: `404`, `5XX`. Information, no finding.
    pub never_seen: Vec<String>,
}

/// A finding that the run before had and this one does not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GoneFinding {
    /// Its name.
    pub id: String,
    /// The operation.
    pub operation: String,
    /// What it said.
    pub message: String,
}

/// How many of each there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Totals {
    pub operations: u64,
    pub passed: u64,
    pub failed: u64,
    pub skipped: u64,
    pub calls: u64,
    pub errors: u64,
    pub warnings: u64,
}

impl Totals {
    /// The share of the called operations that passed, from 0 to 1; 1 where none was called.
    pub fn pass_rate(&self) -> f64 {
        let called = self.passed + self.failed;
        if called == 0 { 1.0 } else { self.passed as f64 / called as f64 }
    }
}

/// What a run comes to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ContractTestReport {
    /// What the API is called.
    pub title: String,
    /// The API's version.
    pub version: String,
    /// Where the contract came from.
    pub contract: String,
    /// What was called: the URL before the contract's paths, or the file of recorded requests.
    pub target: String,
    /// When it began.
    pub started_at: Timestamp,
    /// How long it took.
    pub duration_ms: u64,
    /// Whether no error was found.
    pub passed: bool,
    /// How many of each there are.
    pub totals: Totals,
    /// The share of the called operations that passed, from 0 to 1.
    pub pass_rate: f64,
    /// What was found, errors first.
    pub findings: Vec<Finding>,
    /// What the run before found and this one did not.
    pub gone: Vec<GoneFinding>,
    /// The operations in the contract's order.
    pub operations: Vec<OperationReport>,
    /// The runs so far, oldest first, this one included.
    pub history: Vec<HistoryEntry>,
}

/// Gathers what is found while a run goes on.
#[derive(Debug)]
pub struct Verdicts {
    operations: Vec<OperationReport>,
    findings: BTreeMap<String, Finding>,
    calls: u64,
}

impl Verdicts {
    /// Nothing yet. `skipped` says why an operation, by its index, is not called.
    pub fn new(contract: &Contract, skipped: &[(usize, String)]) -> Self {
        let operation = |(index, operation): (usize, &super::super::Operation)| OperationReport {
            operation: operation.key(),
            outcome: OperationOutcome::Skipped,
            reason: skipped.iter().find(|(skipped, _)| *skipped == index).map(|(_, reason)| reason.clone()),
            calls: 0,
            seen: BTreeSet::new(),
            never_seen: Vec::new(),
        };
        let operations = contract.operations.iter().enumerate().map(operation).collect();
        Self { operations, findings: BTreeMap::new(), calls: 0 }
    }

    /// Takes in what a call came to. `sample` is asked for only where something is found.
    pub fn add(&mut self, operation: usize, status: Option<u16>, findings: Vec<Finding>, sample: impl FnOnce() -> Sample) {
        self.calls += 1;
        if let Some(report) = self.operations.get_mut(operation) {
            report.calls += 1;
            report.seen.extend(status);
            if report.outcome == OperationOutcome::Skipped {
                report.outcome = OperationOutcome::Passed;
            }
            if findings.iter().any(|finding| finding.severity == Severity::Error) {
                report.outcome = OperationOutcome::Failed;
            }
        }
        self.found(findings, sample);
    }

    /// Takes in what was found outside the contract's operations.
    pub fn found(&mut self, findings: Vec<Finding>, sample: impl FnOnce() -> Sample) {
        if findings.is_empty() {
            return;
        }
        let sample = sample();
        for mut finding in findings {
            if let Some(known) = self.findings.get_mut(&finding.id) {
                known.occurrences += 1;
                // What is certain once is certain.
                known.severity = known.severity.min(finding.severity);
            } else {
                finding.sample = sample.clone();
                self.findings.insert(finding.id.clone(), finding);
            }
        }
    }

    /// What the run comes to, after those before it.
    pub fn report(
        self,
        contract: &Contract,
        (source, target): (String, String),
        (started_at, duration): (Timestamp, Duration),
        before: &[HistoryEntry],
    ) -> ContractTestReport {
        let Self { mut operations, findings, calls } = self;
        for (report, operation) in operations.iter_mut().zip(&contract.operations) {
            if report.outcome == OperationOutcome::Skipped && report.reason.is_none() {
                report.reason = Some("was not called".to_owned());
            }
            let never = |key: &StatusKey| !report.seen.iter().any(|status| answers(operation, *status, *key));
            report.never_seen =
                operation.responses.iter().map(|response| response.status).filter(never).map(|key| key.to_string()).collect();
        }
        let mut findings: Vec<Finding> = findings.into_values().collect();
        let position = |finding: &Finding| contract.operations.iter().position(|operation| operation.key() == finding.operation);
        findings.sort_by_cached_key(|finding| (finding.severity, position(finding), finding.rule, finding.pointer.clone()));
        // A run of another target says nothing about this one.
        let before: Vec<&HistoryEntry> = before.iter().filter(|entry| entry.target == target).collect();
        let last = before.last();
        for finding in &mut findings {
            let known = last.and_then(|last| last.findings.iter().find(|known| known.id == finding.id));
            finding.trend = match (last, known) {
                (None, _) => FindingTrend::Unknown,
                (Some(_), None) => FindingTrend::New,
                (Some(_), Some(_)) => FindingTrend::StillThere,
            };
            finding.since = Some(known.map_or(started_at, |known| known.since));
        }
        let was_called = |name: &str| {
            let report = operations.iter().find(|report| report.operation == name);
            report.is_none_or(|report| report.outcome != OperationOutcome::Skipped)
        };
        let is_gone =
            |known: &&KnownFinding| was_called(&known.operation) && !findings.iter().any(|finding| finding.id == known.id);
        let gone = last.into_iter().flat_map(|last| &last.findings).filter(is_gone).map(|known| GoneFinding {
            id: known.id.clone(),
            operation: known.operation.clone(),
            message: known.message.clone(),
        });
        let gone: Vec<GoneFinding> = gone.collect();
        let count = |outcome| operations.iter().filter(|report| report.outcome == outcome).count() as u64;
        let severity = |severity| findings.iter().filter(|finding| finding.severity == severity).count() as u64;
        let totals = Totals {
            operations: operations.len() as u64,
            passed: count(OperationOutcome::Passed),
            failed: count(OperationOutcome::Failed),
            skipped: count(OperationOutcome::Skipped),
            calls,
            errors: severity(Severity::Error),
            warnings: severity(Severity::Warning),
        };
        let entry = HistoryEntry {
            at: started_at,
            target: target.clone(),
            totals,
            findings: findings.iter().map(|finding| known(finding, started_at)).collect(),
        };
        let left_out = (before.len() + 1).saturating_sub(SHOWN_RUNS);
        ContractTestReport {
            title: contract.title.clone(),
            version: contract.version.clone(),
            contract: source,
            target,
            started_at,
            duration_ms: u64::try_from(duration.as_millis()).unwrap_or(u64::MAX),
            passed: totals.errors == 0,
            totals,
            pass_rate: totals.pass_rate(),
            findings,
            gone,
            operations,
            history: before.into_iter().cloned().chain([entry]).skip(left_out).collect(),
        }
    }
}

/// Whether that answer is what that key stands for.
fn answers(operation: &super::super::Operation, status: u16, key: StatusKey) -> bool {
    operation.response(status).is_some_and(|response| response.status == key)
}

fn known(finding: &Finding, now: Timestamp) -> KnownFinding {
    KnownFinding {
        id: finding.id.clone(),
        operation: finding.operation.clone(),
        rule: finding.rule,
        severity: finding.severity,
        message: finding.message.clone(),
        since: finding.since.unwrap_or(now),
    }
}

impl ContractTestReport {
    /// How it came out, in one sentence.
    pub fn summary(&self) -> String {
        let Totals { operations, passed, failed, skipped, calls, errors, warnings } = self.totals;
        let verdict = if self.passed { "Passed" } else { "Failed" };
        let rate = (self.pass_rate * 1000.0).floor() / 10.0;
        format!(
            "{verdict}: {operations} operations, {passed} passed, {failed} failed, {skipped} skipped ({rate} % of those called passed); {calls} calls, {errors} errors, {warnings} warnings"
        )
    }

    /// What is remembered of this run.
    pub fn entry(&self) -> Option<&HistoryEntry> {
        self.history.last()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::json;

    use super::{super::finding::Rule, *};

    fn contract() -> Contract {
        Contract::view(&Arc::new(json!({"openapi": "3.1.0", "paths": {
            "/a": {"get": {"responses": {"200": {"description": ""}, "404": {"description": ""}}}},
            "/b": {"get": {"responses": {"default": {"description": ""}}}}
        }})))
    }

    fn finding(rule: Rule) -> Finding {
        Finding {
            id: String::new(),
            operation: "GET /a".to_owned(),
            rule,
            severity: Severity::Error,
            status: Some(200),
            location: "body".to_owned(),
            pointer: "/3/name".to_owned(),
            contract_pointer: "/x".to_owned(),
            expected: String::new(),
            actual: String::new(),
            message: rule.title().to_owned(),
            occurrences: 1,
            trend: FindingTrend::Unknown,
            since: None,
            sample: Sample::default(),
        }
        .named()
    }

    fn run(second: i64, findings: Vec<Finding>, before: &[HistoryEntry]) -> ContractTestReport {
        let mut verdicts = Verdicts::new(&contract(), &[(1, "needs credentials".to_owned())]);
        verdicts.add(0, Some(200), findings, Sample::default);
        let at = Timestamp::from_second(second).unwrap();
        verdicts.report(&contract(), ("c.yaml".to_owned(), "http://a".to_owned()), (at, Duration::from_millis(5)), before)
    }

    #[test]
    fn findings_are_new_then_still_there_then_gone_and_say_since_when() {
        let mut elsewhere = finding(Rule::InvalidBody);
        elsewhere.pointer = "/7/name".to_owned();
        let first = run(1, vec![finding(Rule::InvalidBody), elsewhere.named()], &[]);
        assert_eq!((first.findings.len(), first.findings[0].occurrences), (1, 2));
        assert_eq!(first.findings[0].trend, FindingTrend::Unknown);
        let second = run(2, vec![finding(Rule::InvalidBody), finding(Rule::MissingHeader)], &first.history);
        let trends: Vec<_> = second.findings.iter().map(|finding| (finding.rule, finding.trend, finding.since)).collect();
        let at = |second| Some(Timestamp::from_second(second).unwrap());
        let still = (Rule::InvalidBody, FindingTrend::StillThere, at(1));
        assert_eq!(trends, [(Rule::MissingHeader, FindingTrend::New, at(2)), still]);
        let third = run(3, vec![finding(Rule::MissingHeader)], &second.history);
        assert_eq!(third.gone.iter().map(|gone| gone.message.as_str()).collect::<Vec<_>>(), ["Invalid body"]);
        assert_eq!(third.history.len(), 3);
        let lines: String = third.history.iter().map(HistoryEntry::to_line).collect();
        assert_eq!(HistoryEntry::read_lines(&format!("{lines}{{\"at\":")), third.history);
    }

    #[test]
    fn what_was_not_called_is_skipped_and_documented_statuses_that_never_came_are_told() {
        let report = run(1, Vec::new(), &[]);
        assert!(report.passed && report.pass_rate == 1.0);
        assert_eq!(report.operations[0].never_seen, ["404"]);
        assert_eq!(report.operations[1].reason.as_deref(), Some("needs credentials"));
        assert_eq!(report.operations[1].never_seen, ["default"]);
        assert!(report.summary().starts_with("Passed: 2 operations, 1 passed, 0 failed, 1 skipped"), "{}", report.summary());
    }
}
