//! Calls webhooks after an answer was handed over: never in its way, a bounded number at a time, tried again where so
//! asked, and every try in the log as a child of the exchange it follows.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, HeaderValue, Method, Request, Uri, header};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use jiff::Timestamp;
use tokio::{
    runtime::Handle,
    sync::{Semaphore, watch},
    time::{sleep, timeout},
};

use super::{
    control::Shared,
    file_body::{self, OpenFile},
    serving::Serving,
};
use crate::{
    engine::{self, Decision, RenderError, RenderedBody, WebhookRequest},
    traffic::{CapturedBody, Exchange, Outcome, ParentNumber, WebhookCall},
};

/// How many may wait or be under way at a time; further ones are not called.
const MOST_AT_A_TIME: usize = 256;
/// The answer is handed over but perhaps not yet sent when its webhooks begin; this lets it go first.
const ANSWER_FIRST: Duration = Duration::from_millis(5);
/// The longest wait before a call is tried again.
const LONGEST_WAIT: Duration = Duration::from_secs(60);
/// The most bytes that are read of what a called server answers.
const ANSWER_BYTES: u64 = 16 * 1024 * 1024;
/// The most bytes of a file that is sent along.
const FILE_BYTES: u64 = 16 * 1024 * 1024;

/// The room for webhooks, and the way to end them.
#[derive(Debug)]
pub(super) struct Webhooks {
    room: Arc<Semaphore>,
    stops: watch::Sender<()>,
}

impl Webhooks {
    pub(super) fn new() -> Self {
        Self { room: Arc::new(Semaphore::new(MOST_AT_A_TIME)), stops: watch::Sender::new(()) }
    }

    /// Ends those that wait or are under way.
    pub(super) fn stop(&self) {
        self.stops.send_replace(());
    }
}

/// The webhooks that follow one answer.
#[derive(Debug)]
pub(super) struct Following {
    parent: Arc<ParentNumber>,
    calls: Vec<(WebhookCall, Result<WebhookRequest, RenderError>)>,
    serving: Arc<Serving>,
}

impl Following {
    /// Renders the webhooks of the response that was decided on, while the whole request is there; none where it has none.
    pub(super) fn render(serving: &Arc<Serving>, request: &engine::Request<'_>, decision: &Decision) -> Option<Box<Self>> {
        let compiled = &serving.compiled;
        let webhooks = compiled.webhooks(decision);
        let engine::Answer::Response { endpoint, response, .. } = decision.answer else { return None };
        let endpoint = compiled.project.endpoints.get(endpoint as usize).filter(|_| !webhooks.is_empty())?;
        let response = endpoint.responses.get(response as usize)?;
        let parent = Arc::new(ParentNumber::default());
        let calls = webhooks.iter().map(|webhook| {
            let call = WebhookCall {
                parent: Arc::clone(&parent),
                endpoint: endpoint.id.clone(),
                response: response.id.clone(),
                index: webhook.index(),
                name: response.webhooks.get(webhook.index()).map(|webhook| webhook.name.clone()).unwrap_or_default(),
                attempt: 1,
            };
            (call, compiled.render_webhook(webhook, request, decision, serving.surroundings()))
        });
        let calls = calls.collect();
        Some(Box::new(Self { parent, calls, serving: Arc::clone(serving) }))
    }

    /// What the exchange they follow tells its number to.
    pub(super) fn parent(&self) -> &Arc<ParentNumber> {
        &self.parent
    }

    /// Begins to call them. The exchange that they follow must be on its way to the log.
    pub(super) fn begin(self, shared: &Arc<Shared>) {
        for (call, rendered) in self.calls {
            let request = match rendered {
                Ok(request) => request,
                Err(RenderError { line, column, message, .. }) => {
                    let why = format!("A template of the webhook failed at line {line}, column {column}: {message}");
                    let compiled = &self.serving.compiled;
                    let written = compiled.project.response(&call.response).and_then(|(_, found)| found.webhooks.get(call.index));
                    let (method, url) = written.map(|webhook| (webhook.method.parse(), webhook.url.parse())).unzip();
                    let mut exchange = failed(call, None, why);
                    exchange.method = method.and_then(Result::ok).unwrap_or_default();
                    exchange.uri = url.and_then(Result::ok).unwrap_or_default();
                    record(shared, exchange);
                    continue;
                }
            };
            let place = Arc::clone(&shared.webhooks.room).try_acquire_owned();
            let (Ok(place), Ok(runtime)) = (place, Handle::try_current()) else {
                let why = format!("It was not called: {MOST_AT_A_TIME} webhooks wait or are under way already");
                record(shared, failed(call, Some(&request), why));
                continue;
            };
            let (shared, serving) = (Arc::clone(shared), Arc::clone(&self.serving));
            let mut stops = shared.webhooks.stops.subscribe();
            runtime.spawn(async move {
                let stopped = failed(call.clone(), Some(&request), "The server stopped before it was done".to_owned());
                tokio::select! {
                    () = call_until_answered(call, request, &shared, &serving) => {}
                    // An error means that the server is gone altogether.
                    _ = stops.changed() => record(&shared, stopped),
                }
                drop(place);
            });
        }
    }
}

/// Calls after the webhook's delay, and again as often as is asked where it fails.
async fn call_until_answered(mut call: WebhookCall, request: WebhookRequest, shared: &Shared, serving: &Serving) {
    sleep(Duration::from_millis(request.delay_ms.into()).max(ANSWER_FIRST)).await;
    let body = match read_body(&request.body, serving).await {
        Ok(body) => body,
        Err(why) => return record(shared, failed(call, Some(&request), why)),
    };
    let mut wait = shared.options.retry_wait;
    loop {
        let exchange = call_once(call.clone(), &request, &body, shared).await;
        let is_answered = exchange.status.is_some_and(|status| !status.is_server_error());
        record(shared, exchange);
        if is_answered || call.attempt > request.retries {
            return;
        }
        sleep(wait).await;
        wait = (wait * 2).min(LONGEST_WAIT);
        call.attempt += 1;
    }
}

async fn read_body(body: &RenderedBody, serving: &Serving) -> Result<Bytes, String> {
    let path = match body {
        RenderedBody::Bytes(bytes) => return Ok(bytes.clone()),
        RenderedBody::File(path) => path,
    };
    let file = file_body::open(serving.folder.as_deref(), path).await.map_err(|error| error.to_string())?;
    let mut file = match file {
        OpenFile::Whole(bytes) => return Ok(bytes),
        OpenFile::Large(file) => file,
    };
    if file.remaining() > FILE_BYTES {
        return Err(format!("The body file “{path}” is larger than {} MiB", FILE_BYTES >> 20));
    }
    let mut bytes = BytesMut::new();
    while !file.is_at_end() {
        let chunk = std::future::poll_fn(|context| file.poll_chunk(usize::MAX, context)).await;
        bytes.extend_from_slice(&chunk.map_err(|error| format!("The body file “{path}” cannot be read: {error}"))?);
    }
    Ok(bytes.freeze())
}

/// One try, as the log has it.
async fn call_once(call: WebhookCall, request: &WebhookRequest, body: &Bytes, shared: &Shared) -> Exchange {
    let began = Instant::now();
    let mut exchange = exchange(call, Some(request));
    exchange.request_body = CapturedBody::of(body);
    let mut message = Request::new(Full::new(body.clone()));
    *message.method_mut() = request.method.clone();
    *message.uri_mut() = request.url.clone();
    *message.headers_mut() = exchange.request_headers.clone();
    let failure = match shared.outbound.call(message, &shared.options).await {
        Err(error) => Some(error.to_string()),
        Ok(answer) => {
            exchange.timings.first_byte = began.elapsed();
            let (head, body) = answer.into_parts();
            exchange.status = Some(head.status);
            exchange.version = head.version;
            exchange.response_headers = Arc::new(head.headers);
            let reading = timeout(shared.options.answer_timeout, read_answer(body, &mut exchange.response_body)).await;
            reading.unwrap_or_else(|_| Err("Its answer took too long".to_owned())).err()
        }
    };
    exchange.timings.done = began.elapsed();
    if let (Some(why), Outcome::Webhook { failure, .. }) = (failure, &mut exchange.outcome) {
        *failure = Some(why);
    }
    exchange
}

/// Reads what a called server answers, as far as the log keeps it.
async fn read_answer(mut body: Incoming, captured: &mut CapturedBody) -> Result<(), String> {
    let mut kept = BytesMut::new();
    let mut result = Ok(());
    while let Some(frame) = body.frame().await {
        match frame.map(hyper::body::Frame::into_data) {
            Ok(Ok(data)) => {
                captured.size += data.len() as u64;
                let room = CapturedBody::MAX_KEPT - kept.len();
                kept.extend_from_slice(&data[..data.len().min(room)]);
            }
            Ok(Err(_)) => {}
            Err(error) => result = Err(format!("Its answer broke off: {error}")),
        }
        if result.is_err() || captured.size > ANSWER_BYTES {
            break;
        }
    }
    captured.bytes = kept.freeze();
    result
}

/// A call that failed before it was made.
fn failed(call: WebhookCall, request: Option<&WebhookRequest>, why: String) -> Exchange {
    let mut exchange = exchange(call, request);
    if let Outcome::Webhook { failure, .. } = &mut exchange.outcome {
        *failure = Some(why);
    }
    exchange
}

/// The record of a call that is about to be made, or that could not even be told.
fn exchange(call: WebhookCall, request: Option<&WebhookRequest>) -> Exchange {
    let is_tls = request.is_some_and(|request| request.url.scheme() == Some(&http::uri::Scheme::HTTPS));
    let (method, url, mut headers) = match request {
        Some(request) => (request.method.clone(), request.url.clone(), request.headers.clone()),
        None => (Method::default(), Uri::default(), HeaderMap::new()),
    };
    if let Some(Ok(host)) = url.authority().map(|authority| HeaderValue::from_str(authority.as_str())) {
        headers.entry(header::HOST).or_insert(host);
    }
    Exchange {
        received_at: Timestamp::now(),
        client: ([127, 0, 0, 1], 0).into(),
        is_tls,
        method,
        uri: url,
        request_headers: headers,
        outcome: Outcome::Webhook { call: Box::new(call), failure: None },
        ..Exchange::default()
    }
}

fn record(shared: &Shared, exchange: Exchange) {
    shared.traffic.record(Arc::new(exchange));
}
