//! One run of a contract test on the runtime: calls of the real API, or what the log holds of it, judged against the contract and
//! compared with the runs before.

use std::sync::Arc;

use http::{Uri, uri::PathAndQuery};
use sha2::{Digest as _, Sha256};

use super::{CallsFrom, ContractTestEvent, ContractTestSettings, Running};
use crate::{
    app::{ActionSender, App, Event},
    contract::{Contract, probe::ContractTestReport},
    model::ContractLink,
    server::{ProbeOptions, ProbeProgress, probe, probe_recorded},
    storage::Storage,
    traffic::Exchange,
};

/// What is told to have been called where the log's requests went to several places.
const LOG: &str = "requests in the log";

/// What a run says.
#[derive(Debug)]
pub(super) enum News {
    Progress(ProbeProgress),
    Done(Box<ContractTestReport>, Option<String>),
}

/// What is judged.
enum Judged {
    Calls(Box<ProbeOptions>),
    Recorded(Vec<Arc<Exchange>>, Option<Uri>),
}

impl App {
    pub(super) fn run_contract_test(&mut self) {
        (self.contract_test.failure, self.contract_test.next_at) = (None, None);
        let link = self.document.project().contract.clone();
        let judged = link.ok_or_else(|| "The project has no contract to test against".to_owned());
        let (link, judged) = match judged.and_then(|link| Ok((link, self.judged(&self.contract_test.settings)?))) {
            Ok(asked) => asked,
            Err(message) => {
                self.contract_test.failure = Some(message);
                return;
            }
        };
        let test = &mut self.contract_test;
        test.runs += 1;
        let (run, storage) = (test.runs, self.storage.clone());
        let sender = ActionSender { sender: self.sender.clone(), waker: Arc::clone(&self.waker) };
        let task = self.runtime.spawn(async move {
            let send = |news| sender.send_event(Event::ContractTest(ContractTestEvent { run, news }));
            if let Some((report, failure)) = test_once(link, judged, storage, |progress| send(News::Progress(progress))).await {
                send(News::Done(Box::new(report), failure));
            }
        });
        self.contract_test.running = Some(Running { progress: ProbeProgress::default(), handle: task.abort_handle() });
    }

    fn judged(&self, settings: &ContractTestSettings) -> Result<Judged, String> {
        if settings.from == CallsFrom::Contract {
            return Ok(Judged::Calls(Box::new(settings.options()?)));
        }
        let against = if settings.against.trim().is_empty() { None } else { Some(settings.url()?) };
        let exchanges = self.recorded_exchanges();
        if exchanges.is_empty() {
            return Err(
                "The log has no answer of a real API yet: let a spy forward requests to it, or open a HAR file".to_owned()
            );
        }
        let exchanges = exchanges.iter().map(|exchange| as_called(exchange, against.is_some())).collect();
        Ok(Judged::Recorded(exchanges, against))
    }
}

/// The exchange as the real API saw it. Where nobody says what stands before the contract's paths there, the path stays that of
/// the mock, which is the contract's.
fn as_called(exchange: &Arc<Exchange>, keeps_path: bool) -> Arc<Exchange> {
    let Some(url) = exchange.forwarded_to.as_ref().and_then(|url| url.parse::<Uri>().ok()) else { return Arc::clone(exchange) };
    let mut parts = url.into_parts();
    if !keeps_path {
        parts.path_and_query = exchange.uri.path_and_query().cloned().or(Some(PathAndQuery::from_static("/")));
    }
    let uri = Uri::from_parts(parts).unwrap_or_else(|_| exchange.uri.clone());
    Arc::new(Exchange { uri, ..Exchange::clone(exchange) })
}

/// One run, and why what it came to could not be kept, if so.
async fn test_once(
    link: ContractLink,
    judged: Judged,
    storage: Storage,
    progress: impl FnMut(ProbeProgress),
) -> Option<(ContractTestReport, Option<String>)> {
    // A large contract takes a while to look through.
    let document = Arc::clone(&link.document);
    let contract = tokio::task::spawn_blocking(move || Arc::new(Contract::view(&document))).await.ok()?;
    let source = link.source;
    let target = match &judged {
        Judged::Calls(options) => options.target(&contract),
        Judged::Recorded(_, Some(against)) => format!("{LOG} to {}", ProbeOptions::new(against.clone()).target(&contract)),
        Judged::Recorded(_, None) => LOG.to_owned(),
    };
    let name = history_name(&source, &target);
    let (reading, read_name) = (storage.clone(), name.clone());
    let before = tokio::task::spawn_blocking(move || reading.contract_runs(&read_name)).await.ok()?;
    let report = match judged {
        Judged::Calls(options) => probe(&contract, &source, &options, &before, progress).await,
        Judged::Recorded(exchanges, against) => {
            let judging = tokio::task::spawn_blocking(move || {
                probe_recorded(&contract, (&source, &target), &exchanges, against.as_ref(), &before)
            });
            judging.await.ok()?
        }
    };
    let keeping = tokio::task::spawn_blocking(move || {
        let kept = storage.keep_contract_runs(&name, &report.history);
        (report, kept.err().map(|error| format!("The run cannot be remembered: {error}")))
    });
    keeping.await.ok()
}

/// Under which name the runs of one contract against one API are kept.
fn history_name(source: &str, target: &str) -> String {
    let mut name = format!("{:x}", Sha256::digest(format!("{source}\n{target}")));
    name.truncate(16);
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forwarded_request_is_judged_as_the_real_api_saw_it() {
        let exchange = Arc::new(Exchange {
            uri: Uri::from_static("/v1/pets?limit=2"),
            forwarded_to: Some("https://api.example/stage/v1/pets?limit=2".into()),
            ..Exchange::default()
        });
        assert_eq!(as_called(&exchange, true).uri, "https://api.example/stage/v1/pets?limit=2");
        assert_eq!(as_called(&exchange, false).uri, "https://api.example/v1/pets?limit=2");
        let own = Arc::new(Exchange { forwarded_to: None, ..Exchange::clone(&exchange) });
        assert_eq!(as_called(&own, true).uri, "/v1/pets?limit=2");
    }
}
