//! The contract test against a server of another make: one that answers as the contract says, and one that disagrees with it
//! in known ways, each of which has to be found and nothing beside them.

mod api;

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use mockwright::{
    contract::{
        Contract,
        probe::{ContractTestReport, FindingTrend, HistoryEntry, Methods, Rule},
    },
    server::{ProbeOptions, probe},
};

use super::upstream::Upstream;
use api::{ANSWERS, contract, serve};

fn options(server: &Upstream) -> ProbeOptions {
    let mut options = ProbeOptions::new(server.url().parse().unwrap());
    options.plan.methods = Methods::All;
    options.call_timeout = Duration::from_secs(2);
    options.body_bytes = 100_000;
    options
}

fn test(options: &ProbeOptions, before: &[HistoryEntry]) -> ContractTestReport {
    let contract = Arc::new(Contract::view(&Arc::new(contract())));
    assert!(contract.problems.is_empty(), "{:?}", contract.problems);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut last = None;
    let report = runtime.block_on(probe(&contract, "shop.json", options, before, |progress| last = Some(progress)));
    let last = last.unwrap();
    assert_eq!((last.done as u64, last.done), (report.totals.calls, last.calls));
    report
}

#[test]
fn a_server_that_keeps_to_the_contract_has_no_findings() {
    let server = Upstream::new(|request, stream| serve(request, stream, false));
    let report = test(&options(&server), &[]);
    assert!(report.findings.is_empty(), "{}", report.to_text());
    assert_eq!((report.totals.passed, report.totals.skipped), (ANSWERS.len() as u64, 0));
    // The contract's base path stands before each path.
    assert!(server.asked().iter().all(|asked| asked.split(' ').nth(1).unwrap().starts_with("/v1/")));
}

#[test]
fn all_disagreements_are_found_and_nothing_else() {
    let server = Upstream::new(|request, stream| serve(request, stream, true));
    let report = test(&options(&server), &[]);
    let mut missed = Vec::new();
    for answer in ANSWERS {
        let of_operation: Vec<_> = report.findings.iter().filter(|finding| finding.operation == answer.operation()).collect();
        let found: BTreeSet<_> = of_operation.iter().map(|finding| (finding.rule, finding.severity)).collect();
        let expected = BTreeSet::from([(answer.rule, answer.severity)]);
        if found != expected || !of_operation.iter().all(|finding| finding.pointer == answer.pointer) {
            missed.push(format!("{}: {found:?}", answer.operation()));
        }
    }
    assert!(missed.is_empty(), "{}\n{}", missed.join("\n"), report.to_text());
    assert!(ANSWERS.len() >= 20 && !report.passed);
    let sample = &report.findings.iter().find(|finding| finding.rule == Rule::UndocumentedStatus).unwrap().sample;
    assert!(
        sample.curl.starts_with("curl 'http://127.0.0.1:") || sample.curl.starts_with("curl http://127.0.0.1:"),
        "{}",
        sample.curl
    );
    assert!(sample.response.starts_with("201 Created"), "{}", sample.response);
}

#[test]
fn runs_are_compared_and_the_reports_tell_of_it() {
    let right = Upstream::new(|request, stream| serve(request, stream, false));
    let mut options = options(&right);
    let first = test(&options, &[]);
    // The same target, which now disagrees.
    let wrong = Upstream::new(|request, stream| serve(request, stream, true));
    let mut entry = first.entry().unwrap().clone();
    options.against = wrong.url().parse().unwrap();
    entry.target = options.target(&Contract::view(&Arc::new(contract())));
    let second = test(&options, &[entry]);
    assert!(second.findings.iter().all(|finding| finding.trend == FindingTrend::New));
    let third = test(&options, &second.history);
    assert!(third.findings.iter().all(|finding| finding.trend == FindingTrend::StillThere), "{}", third.to_text());
    let html = third.to_html();
    assert!(html.contains("<polyline") && html.contains("since "));
    let elsewhere = html.replace(&wrong.url(), "").replace(&options.target(&Contract::view(&Arc::new(contract()))), "");
    assert!(!elsewhere.contains("src=") && !elsewhere.contains("@import") && !elsewhere.contains("<script"));
    let failures = third.to_junit().matches("<failure ").count() as u64;
    assert_eq!(failures, third.totals.failed);
}

#[test]
fn secrets_are_masked_in_every_report() {
    let server = Upstream::new(|request, stream| serve(request, stream, true));
    let mut options = options(&server);
    options.plan.headers.insert("authorization", "Bearer tr0ub4dor".parse().unwrap());
    let report = test(&options, &[]);
    assert!(server.asked().iter().any(|asked| asked.contains("tr0ub4dor")));
    let json = serde_json::to_string(&report).unwrap();
    for text in [report.to_text(), report.to_html(), report.to_junit(), json] {
        assert!(!text.contains("tr0ub4dor") && text.contains("[masked]"));
    }
}

#[test]
fn without_credentials_nothing_is_called_that_needs_them_and_that_is_no_finding() {
    let mut document = contract();
    document["components"]["securitySchemes"] = serde_json::json!({"token": {"type": "http", "scheme": "bearer"}});
    document["security"] = serde_json::json!([{"token": []}]);
    let contract = Arc::new(Contract::view(&Arc::new(document)));
    let server = Upstream::new(|request, stream| serve(request, stream, true));
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let report = runtime.block_on(probe(&contract, "shop.json", &options(&server), &[], |_| {}));
    assert!(report.passed && server.asked().is_empty() && report.findings.is_empty());
    assert!(report.operations.iter().all(|one| one.reason.as_deref() == Some("needs credentials (token): none given")));
}
