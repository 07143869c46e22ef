//! The record of an exchange while it happens. It travels with the request and then with the answer's body, and goes to
//! the log when it is dropped, so that nothing can end unrecorded: not an abort, not a panic, not a stop.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, request::Parts};
use jiff::Timestamp;

use super::{
    serving::Serving,
    webhook::Following,
    wire::{Begun, Link},
};
use crate::{
    contract::{Rules, Violation},
    engine::{Answer, Decision},
    generate::random::Seed,
    traffic::{CapturedBody, Exchange, Fitting, Outcome, RawHead, Timings},
};

/// How far an exchange has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// The request is being read.
    Receiving,
    /// The answer is decided and not yet begun.
    Answering,
    /// The answer has begun.
    Sending,
    /// The answer was handed over whole.
    Sent,
}

/// The record of an exchange while it happens.
#[derive(Debug)]
pub(super) struct Draft {
    /// Never shared before it goes to the log; a single allocation from here to there.
    exchange: Arc<Exchange>,
    link: Arc<Link>,
    began: Instant,
    /// It is the connection's first request.
    is_first: bool,
    stage: Stage,
    /// The expectations it fits, until it is counted for them.
    fitting: Option<Fitting>,
    /// What is called after it was answered.
    following: Option<Box<Following>>,
}

impl Draft {
    /// Begins the record of a request whose head has arrived.
    pub(super) fn new(link: Arc<Link>, mut head: Parts) -> Self {
        let Begun { began, received_at, is_first } = link.request_began();
        if is_first {
            detach(&mut head);
        }
        let received = began.elapsed();
        let exchange = Exchange {
            sequence: 0,
            received_at,
            client: link.client,
            is_tls: link.is_tls,
            version: head.version,
            method: head.method,
            uri: head.uri,
            request_headers: head.headers,
            request_body: CapturedBody::default(),
            outcome: Outcome::Refused(String::new()),
            status: None,
            reason: None,
            response_headers: Arc::default(),
            response_body: CapturedBody::default(),
            timings: Timings { received, ..Timings::default() },
            seed: seed_at(received_at).0,
            counted: None,
            forwarded_to: None,
            raw_head: None,
            rules: None,
            violations: None,
            webhooks: None,
        };
        Self {
            exchange: link.shared.traffic.place(exchange),
            link,
            began,
            is_first,
            stage: Stage::Receiving,
            fitting: None,
            following: None,
        }
    }

    /// What is recorded so far.
    pub(super) fn exchange(&self) -> &Exchange {
        &self.exchange
    }

    /// How long ago the first byte of the request was seen.
    pub(super) fn age(&self) -> Duration {
        self.began.elapsed()
    }

    /// The connection.
    pub(super) fn link(&self) -> &Arc<Link> {
        &self.link
    }

    /// To change the record. Nobody else has it yet, so nothing is copied.
    fn edit(&mut self) -> &mut Exchange {
        Arc::make_mut(&mut self.exchange)
    }

    /// Adds a header field that the protocol carries elsewhere.
    pub(super) fn request_headers(&mut self) -> &mut HeaderMap {
        &mut self.edit().request_headers
    }

    /// The body has arrived whole; `size` is what it has without its content coding.
    pub(super) fn body_received(&mut self, body: &Bytes) {
        let received = self.began.elapsed();
        let mut captured = CapturedBody::of(body);
        if self.is_first && captured.bytes.len() < READ_BUFFER_BYTES {
            captured.bytes = Bytes::copy_from_slice(&captured.bytes);
        }
        let exchange = self.edit();
        exchange.timings.received = received;
        exchange.request_body = captured;
    }

    /// The engine has decided.
    pub(super) fn decided(&mut self, serving: &Serving, decision: Decision, fitting: Fitting) {
        let decided = self.began.elapsed();
        if let Answer::Response { endpoint, .. } | Answer::Forward { endpoint: Some(endpoint) } = decision.answer {
            serving.counts.hit(endpoint);
        }
        let exchange = self.edit();
        exchange.timings.decided = decided;
        exchange.seed = decision.seed;
        exchange.outcome = Outcome::Decided { compiled: Arc::clone(&serving.compiled), decision };
        self.stage = Stage::Answering;
        self.fitting = Some(fitting);
    }

    /// What the contract asks, and what the request breaks of it.
    pub(super) fn held_to(&mut self, rules: &Arc<Rules>, violations: Vec<Violation>) {
        let exchange = self.edit();
        exchange.rules = Some(Arc::clone(rules));
        exchange.violations = (!violations.is_empty()).then(|| violations.into());
    }

    /// These webhooks are called once the answer was handed over whole.
    pub(super) fn followed_by(&mut self, following: Option<Box<Following>>) {
        if let Some(following) = &following {
            self.edit().webhooks = Some(Arc::clone(following.parent()));
        }
        self.following = following;
    }

    /// It goes to that URL.
    pub(super) fn forwarded(&mut self, url: Arc<str>) {
        self.edit().forwarded_to = Some(url);
    }

    /// This is the head of the answer as it stands on the wire.
    pub(super) fn written(&mut self, head: RawHead) {
        self.edit().raw_head = Some(Box::new(head));
    }

    /// The request is refused before the engine sees it.
    pub(super) fn refused(&mut self, reason: String) {
        self.edit().outcome = Outcome::Refused(reason);
    }

    /// The engine had an answer but giving it failed.
    pub(super) fn failed(&mut self, message: String) {
        let exchange = self.edit();
        let outcome = std::mem::replace(&mut exchange.outcome, Outcome::Imported);
        exchange.outcome = match outcome {
            Outcome::Decided { compiled, decision } => Outcome::Failed { compiled, decision, message },
            Outcome::Refused(_) => Outcome::Refused(message),
            other => other,
        };
    }

    /// The answer begins: its head is handed over.
    pub(super) fn answered(
        &mut self,
        first_byte: Duration,
        status: StatusCode,
        reason: Option<String>,
        headers: Arc<HeaderMap>,
        body: CapturedBody,
    ) {
        let exchange = self.edit();
        exchange.timings.first_byte = first_byte;
        exchange.status = Some(status);
        exchange.reason = reason;
        exchange.response_headers = headers;
        exchange.response_body = body;
        self.stage = Stage::Sending;
        self.count();
    }

    /// Counts it for the expectations it fits, before the client can know that it was answered, and only once.
    pub(super) fn count(&mut self) {
        if let Some(fitting) = self.fitting.take() {
            self.edit().counted = self.link.shared.traffic.watch().count(&fitting, &self.exchange);
        }
    }

    /// The connection or its stream ends on purpose; this was sent in place of an answer.
    pub(super) fn ended_without_answer(&mut self, sent: CapturedBody) {
        let now = self.began.elapsed();
        let exchange = self.edit();
        exchange.timings.first_byte = now;
        exchange.response_body = sent;
        self.stage = Stage::Sent;
    }

    /// The body as far as it was sent, where it was not known beforehand.
    pub(super) fn body_sent(&mut self, body: CapturedBody) {
        self.edit().response_body = body;
    }

    /// The answer was handed over whole.
    pub(super) fn sent(&mut self) {
        self.stage = Stage::Sent;
    }

    /// What to say about an exchange that ended before its time.
    fn why_unfinished(&self) -> String {
        let who = if self.link.state().closing { "The server stopped" } else { "The client closed the connection" };
        match self.stage {
            Stage::Receiving => format!("{who} before the whole request had arrived"),
            Stage::Answering => format!("{who} before the answer"),
            Stage::Sending | Stage::Sent => format!("{who} before the whole answer was sent"),
        }
    }
}

/// A seed of its own for every answer. It carries the second, so that whoever sends it back gets the same clock.
fn seed_at(moment: Timestamp) -> Seed {
    Seed::at(u32::try_from(moment.as_second()).unwrap_or(0), rand::random())
}

/// What the HTTP library reads at once, at least.
const READ_BUFFER_BYTES: usize = 8 * 1024;

/// Copies what still points into the connection's read buffer. Later requests of a connection share a buffer with their
/// neighbours in the log, but a connection that is used once would keep a whole one alive for a few header fields.
fn detach(head: &mut Parts) {
    for value in head.headers.values_mut() {
        if let Ok(mut copy) = HeaderValue::from_bytes(value.as_bytes()) {
            copy.set_sensitive(value.is_sensitive());
            *value = copy;
        }
    }
    if let Ok(copy) = head.uri.to_string().parse() {
        head.uri = copy;
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        let done = self.began.elapsed();
        if std::thread::panicking() {
            self.failed("Mockwright itself failed here; this is a defect in it".to_owned());
            self.edit().status = Some(StatusCode::INTERNAL_SERVER_ERROR);
        } else if self.stage != Stage::Sent {
            let why = self.why_unfinished();
            self.failed(why);
        }
        self.edit().timings.done = done;
        self.count();
        self.link.request_ended();
        self.link.shared.traffic.record(Arc::clone(&self.exchange));
        if let Some(following) = self.following.take().filter(|_| self.stage == Stage::Sent) {
            following.begin(&self.link.shared);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{panic, time::Duration};

    use http::Request;
    use tokio::sync::watch;

    use super::*;
    use crate::{
        engine::compile,
        model::Project,
        server::{ServerOptions, control::Shared},
        traffic::{Budget, Traffic},
    };

    /// What the log holds after something was done with the draft of a request.
    fn recorded(use_up: impl FnOnce(Draft, &Serving)) -> Arc<Exchange> {
        let traffic = Arc::new(Traffic::start(Budget::default()).unwrap());
        let compiled = Arc::new(compile(&Arc::new(Project::default()), None));
        let shared = Arc::new(Shared::new(Arc::clone(&traffic), compiled, None, ServerOptions::default()));
        let link = Link::new(
            Arc::clone(&shared),
            ([127, 0, 0, 1], 1).into(),
            ([127, 0, 0, 1], 2).into(),
            false,
            watch::channel(false).1,
        );
        let (head, ()) = Request::get("/a").body(()).unwrap().into_parts();
        use_up(Draft::new(link, head), &shared.serving.load());
        assert!(traffic.settle(Duration::from_secs(20)));
        let log = traffic.log();
        assert_eq!(log.exchanges().len(), 1);
        Arc::clone(&log.exchanges()[0])
    }

    fn no_match() -> Decision {
        Decision { answer: Answer::NoMatch, evaluated: Default::default(), sessions: Vec::new(), seed: 7 }
    }

    #[test]
    fn what_is_dropped_on_the_way_is_recorded_with_the_reason() {
        let exchange = recorded(|draft, _| drop(draft));
        assert!(matches!(&exchange.outcome, Outcome::Refused(why) if why.contains("before the whole request")));
        let exchange = recorded(|mut draft, serving| draft.decided(serving, no_match(), Fitting::default()));
        assert!(matches!(&exchange.outcome, Outcome::Failed { message, .. } if message.contains("before the answer")));
        assert_eq!((exchange.status, exchange.seed), (None, 7));
        let exchange = recorded(|mut draft, serving| {
            draft.decided(serving, no_match(), Fitting::default());
            draft.answered(Duration::ZERO, StatusCode::NOT_FOUND, None, Arc::default(), CapturedBody::default());
            draft.sent();
        });
        assert!(matches!(&exchange.outcome, Outcome::Decided { .. }));
        assert_eq!(exchange.status, Some(StatusCode::NOT_FOUND));
    }

    #[test]
    fn a_panic_is_recorded_as_a_defect() {
        let exchange = recorded(|mut draft, serving| {
            let caught = panic::catch_unwind(panic::AssertUnwindSafe(|| {
                draft.decided(serving, no_match(), Fitting::default());
                let _lost = draft;
                panic!("for a test");
            }));
            assert!(caught.is_err());
        });
        assert!(matches!(&exchange.outcome, Outcome::Failed { message, .. } if message.contains("defect")));
        assert_eq!(exchange.status, Some(StatusCode::INTERNAL_SERVER_ERROR));
    }
}
