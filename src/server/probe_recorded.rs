//! Judges traffic that was recorded, in place of calls of its own.

use std::{sync::Arc, time::Instant};

use http::Uri;
use jiff::Timestamp;

use crate::{
    contract::{
        Contract,
        probe::{
            Answer, Call, CallOutcome, CallSource, ContractTestReport, Finding, HistoryEntry, Judge, OperationFinder, Verdicts,
        },
    },
    formats::contract_test::sample,
    traffic::Exchange,
};

/// What recorded traffic says of the API. With `against`, only the requests to that host count, and a path in it stands in place of
/// the contract's base path. Requests of no operation are warned of.
pub fn probe_recorded(
    contract: &Arc<Contract>,
    (source, target): (&str, &str),
    exchanges: &[Arc<Exchange>],
    against: Option<&Uri>,
    before: &[HistoryEntry],
) -> ContractTestReport {
    let (started_at, started) = (Timestamp::now(), Instant::now());
    let base_path = against.map(|against| against.path().trim_end_matches('/')).filter(|path| !path.is_empty());
    let finder = OperationFinder::new(contract, base_path);
    let judge = Judge::new(contract);
    let mut verdicts = Verdicts::new(contract, &[]);
    let is_asked = |exchange: &&Arc<Exchange>| against.is_none_or(|against| exchange.uri.authority() == against.authority());
    for exchange in exchanges.iter().filter(is_asked) {
        let operation = finder.find(exchange.method.as_str(), exchange.uri.path());
        let call = call(exchange, operation.unwrap_or_default());
        let outcome = outcome(exchange);
        let origin = origin(&exchange.uri);
        match operation {
            Some(index) => {
                let findings = judge.judge(&call, &outcome);
                let status = exchange.status.map(|status| status.as_u16());
                verdicts.add(index, status, findings, || sample(&call, &outcome, &origin));
            }
            None => {
                let finding = Finding::undocumented_operation(exchange.method.as_str(), exchange.uri.path());
                verdicts.found(vec![finding], || sample(&call, &outcome, &origin));
            }
        }
    }
    verdicts.report(contract, (source.to_owned(), target.to_owned()), (started_at, started.elapsed()), before)
}

fn origin(uri: &Uri) -> String {
    let host = uri.authority().map_or("localhost", |authority| authority.as_str());
    format!("{}://{host}", uri.scheme_str().unwrap_or("http"))
}

fn call(exchange: &Exchange, operation: usize) -> Call {
    Call {
        operation,
        method: exchange.method.clone(),
        target: exchange.uri.path_and_query().map_or("/", |target| target.as_str()).to_owned(),
        headers: exchange.request_headers.clone(),
        body: exchange.request_body.bytes.clone(),
        source: CallSource::Recorded,
        is_path_generated: false,
    }
}

fn outcome(exchange: &Exchange) -> CallOutcome {
    let Some(status) = exchange.status else { return CallOutcome::Failed("The recording has no answer".to_owned()) };
    CallOutcome::Answered(Answer {
        status: status.as_u16(),
        headers: exchange.response_headers.as_ref().clone(),
        body: exchange.response_body.bytes.clone(),
        is_truncated: exchange.response_body.is_truncated(),
        elapsed: exchange.timings.done,
    })
}
