//! Makes the calls of a contract test: some at a time, each within limits, over the one client that everything calls with.
//! What comes back is judged at once, so that no answer is kept longer than that.

use std::{
    collections::VecDeque,
    sync::Arc,
    time::{Duration, Instant},
};

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, HeaderValue, Request, Uri, Version, header};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use jiff::Timestamp;
use tokio::{task::JoinSet, time::timeout};

use super::{
    ServerOptions,
    coding::{codings, decode},
    outbound::{CallError, Outbound},
};
use crate::{
    contract::{
        Contract,
        probe::{Answer, Call, CallOutcome, ContractTestReport, Finding, HistoryEntry, Judge, Plan, PlanOptions, Verdicts, plan},
    },
    formats::contract_test::sample,
};

/// What to call, and within which limits.
#[derive(Clone, Debug)]
pub struct ProbeOptions {
    /// Scheme, host and port, with or without a path: `https://api.example/v2`.
    pub against: Uri,
    /// Whether the contract's base path is left out where the URL has no path of its own.
    pub without_base_path: bool,
    /// What to call. Its base path is worked out here.
    pub plan: PlanOptions,
    /// The most calls at a time.
    pub concurrency: usize,
    /// How long one call may take.
    pub call_timeout: Duration,
    /// The most bytes of an answer's body that are read.
    pub body_bytes: usize,
}

impl ProbeOptions {
    /// To call that URL, carefully.
    pub fn new(against: Uri) -> Self {
        Self {
            against,
            without_base_path: false,
            plan: PlanOptions::default(),
            concurrency: 4,
            call_timeout: Duration::from_secs(30),
            body_bytes: 8 * 1024 * 1024,
        }
    }

    /// What stands before the contract's paths instead of its own base path. A path in the URL counts, else the contract's.
    fn base_path(&self) -> Option<String> {
        let path = self.against.path().trim_end_matches('/');
        (!path.is_empty() || self.without_base_path).then(|| path.to_owned())
    }

    /// Scheme, host and port.
    fn origin(&self) -> String {
        let scheme = self.against.scheme_str().unwrap_or("http");
        format!("{scheme}://{}", self.against.authority().map_or("", |authority| authority.as_str()))
    }

    /// The URL before the contract's paths, for people.
    pub fn target(&self, contract: &Contract) -> String {
        let of_contract = || contract.operations.first().map(|operation| operation.base_path.clone()).unwrap_or_default();
        format!("{}{}", shown_origin(&self.against), self.base_path().unwrap_or_else(of_contract))
    }
}

/// The origin without what may stand before the host, which may be a password.
fn shown_origin(against: &Uri) -> String {
    let host = against.host().unwrap_or_default();
    let port = against.port().map(|port| format!(":{port}")).unwrap_or_default();
    format!("{}://{host}{port}", against.scheme_str().unwrap_or("http"))
}

/// How far a test has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ProbeProgress {
    /// How many calls are done.
    pub done: usize,
    /// How many there are.
    pub calls: usize,
}

/// Tests the API against the contract. `progress` is told after each call. Ends early where the future is dropped.
pub async fn probe(
    contract: &Arc<Contract>,
    source: &str,
    options: &ProbeOptions,
    before: &[HistoryEntry],
    mut progress: impl FnMut(ProbeProgress),
) -> ContractTestReport {
    let (started_at, started) = (Timestamp::now(), Instant::now());
    let target = options.target(contract);
    let mut plan_options = options.plan.clone();
    plan_options.base_path = options.base_path();
    if let Some(query) = options.against.query() {
        plan_options.query.extend(query.split('&').map(str::to_owned));
    }
    // Making values may take a while where the contract is large.
    let planned = {
        let contract = Arc::clone(contract);
        tokio::task::spawn_blocking(move || plan(&contract, &plan_options)).await
    };
    let Plan { calls, skipped } = planned.unwrap_or_default();
    let mut verdicts = Verdicts::new(contract, &skipped);
    let mut state = ProbeProgress { done: 0, calls: calls.len() };
    progress(state);
    let caller = Arc::new(Caller {
        outbound: Outbound::default(),
        limits: ServerOptions { answer_timeout: options.call_timeout, ..ServerOptions::default() },
        origin: options.origin(),
        body_bytes: options.body_bytes,
        judge: Judge::new(contract),
    });
    let mut waiting = VecDeque::from(calls);
    let mut running = JoinSet::new();
    loop {
        while running.len() < options.concurrency.max(1)
            && let Some(call) = waiting.pop_front()
        {
            let caller = Arc::clone(&caller);
            running.spawn(async move { caller.judged(call).await });
        }
        let Some(done) = running.join_next().await else { break };
        state.done += 1;
        if let Ok((call, outcome, findings)) = done {
            let status = match &outcome {
                CallOutcome::Answered(answer) => Some(answer.status),
                _ => None,
            };
            verdicts.add(call.operation, status, findings, || sample(&call, &outcome, &caller.origin));
        }
        progress(state);
    }
    verdicts.report(contract, (source.to_owned(), target), (started_at, started.elapsed()), before)
}

struct Caller {
    outbound: Outbound,
    limits: ServerOptions,
    origin: String,
    body_bytes: usize,
    judge: Judge,
}

impl Caller {
    async fn judged(self: Arc<Self>, call: Call) -> (Call, CallOutcome, Vec<Finding>) {
        let outcome = match timeout(self.limits.answer_timeout, self.call(&call)).await {
            Ok(Ok(answer)) => CallOutcome::Answered(answer),
            Ok(Err(CallError::TimedOut(message))) => CallOutcome::TimedOut(message),
            Ok(Err(CallError::Failed(message))) => CallOutcome::Failed(message),
            Err(_) => {
                let seconds = self.limits.answer_timeout.as_secs_f64();
                CallOutcome::TimedOut(format!("It did not answer whole within {seconds} s"))
            }
        };
        // A large body against a deep schema takes its time.
        let (caller, judged) = (Arc::clone(&self), (call, outcome));
        let judging = tokio::task::spawn_blocking(move || {
            let (call, outcome) = judged;
            let findings = caller.judge.judge(&call, &outcome);
            (call, outcome, findings)
        });
        match judging.await {
            Ok(judged) => judged,
            Err(error) => std::panic::resume_unwind(error.into_panic()),
        }
    }

    async fn call(&self, call: &Call) -> Result<Answer, CallError> {
        let failed = |error: &dyn std::error::Error| CallError::Failed(error.to_string());
        let started = Instant::now();
        let uri: Uri =
            format!("{}{}", self.origin, call.target).parse().map_err(|error: http::uri::InvalidUri| failed(&error))?;
        let mut request = Request::new(Full::new(call.body.clone()));
        *request.method_mut() = call.method.clone();
        *request.version_mut() = Version::HTTP_11;
        *request.headers_mut() = call.headers.clone();
        if let Some(host) = uri.authority().and_then(|authority| HeaderValue::try_from(authority.as_str()).ok()) {
            request.headers_mut().entry(header::HOST).or_insert(host);
        }
        *request.uri_mut() = uri;
        let (head, body) = self.outbound.call(request, &self.limits).await?.into_parts();
        let (body, is_truncated) = self.read(body).await?;
        let (body, is_truncated) = if is_truncated { (body, true) } else { self.decoded(&head.headers, body) };
        let elapsed = started.elapsed();
        Ok(Answer { status: head.status.as_u16(), headers: head.headers, body, is_truncated, elapsed })
    }

    /// The body, or as much of it as is read at most, and whether there was more.
    async fn read(&self, mut body: Incoming) -> Result<(Bytes, bool), CallError> {
        let mut read = BytesMut::new();
        while let Some(frame) = body.frame().await {
            let frame = frame.map_err(|error| CallError::Failed(format!("The answer broke off: {error}")))?;
            let Ok(data) = frame.into_data() else { continue };
            let room = self.body_bytes - read.len();
            read.extend_from_slice(&data[..data.len().min(room)]);
            if data.len() > room {
                return Ok((read.freeze(), true));
            }
        }
        Ok((read.freeze(), false))
    }

    /// The body without its content coding; what cannot be decoded within the limit is as if it were cut off.
    fn decoded(&self, headers: &HeaderMap, body: Bytes) -> (Bytes, bool) {
        match codings(headers) {
            Ok(codings) if codings.is_empty() || body.is_empty() => (body, false),
            Ok(codings) => decode(body.clone(), &codings, self.body_bytes).map_or((body, true), |decoded| (decoded, false)),
            Err(_) => (body, true),
        }
    }
}
