//! One recorded request and its response, with timings and the decision that was taken.

use std::{borrow::Cow, net::SocketAddr, sync::Arc, time::Duration};

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode, Uri, Version};
use jiff::Timestamp;

use super::{Counted, ParentNumber, RawHead, WebhookCall};
use crate::{
    contract::{Location, Rules, Violation},
    engine::{Answer, Compiled, Decision, Explanation, Request},
    model::{CheckMode, Endpoint, FaultKind, Response},
};

/// One recorded request and its response. Never changes once it is in the log.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// Counts up from 1 over the life of the log; also what a person calls it: #1204.
    pub sequence: u64,
    /// When its first byte was seen.
    pub received_at: Timestamp,
    /// Who sent it.
    pub client: SocketAddr,
    /// Whether it came over TLS.
    pub is_tls: bool,
    /// The protocol version.
    pub version: Version,
    /// The method.
    pub method: Method,
    /// The request target.
    pub uri: Uri,
    /// The request's header fields.
    pub request_headers: HeaderMap,
    /// The request's body, content coding undone.
    pub request_body: CapturedBody,
    /// What became of it.
    pub outcome: Outcome,
    /// The status that was answered; none where the connection ended without an answer.
    pub status: Option<StatusCode>,
    /// The reason phrase where it was not the usual one.
    pub reason: Option<String>,
    /// The answer's header fields; one response's answers of one second share them.
    pub response_headers: Arc<HeaderMap>,
    /// The answer's body.
    pub response_body: CapturedBody,
    /// How long everything took.
    pub timings: Timings,
    /// What every random choice came from.
    pub seed: u64,
    /// What it counted for, where it counted for an expectation or nothing answered it.
    pub counted: Option<Arc<Counted>>,
    /// The URL that a spy forwarded it to, where one did.
    pub forwarded_to: Option<Arc<str>>,
    /// The head of the answer as it stood on the wire, where a real server's passed over HTTP/1.1.
    pub raw_head: Option<Box<RawHead>>,
    /// What the contract asked when it was answered, where the project had one.
    pub rules: Option<Arc<Rules>>,
    /// What the request breaks of the contract, where it does.
    pub violations: Option<Arc<[Violation]>>,
    /// Tells its number to the calls of the webhooks that follow it, where any do.
    pub webhooks: Option<Arc<ParentNumber>>,
}

/// What became of a request.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// The engine decided, over this compiled project.
    Decided {
        /// What was compiled when it was decided.
        compiled: Arc<Compiled>,
        /// The decision.
        decision: Decision,
    },
    /// It never reached the engine: malformed, too large, too slow. Says why.
    Refused(String),
    /// The engine had an answer but giving it failed, such as a body file that is gone. Says why.
    Failed {
        /// What was compiled when it was decided.
        compiled: Arc<Compiled>,
        /// The decision.
        decision: Decision,
        /// What failed.
        message: String,
    },
    /// It is no request that came in but a call of a webhook that went out.
    Webhook {
        /// Which webhook's, and after which exchange.
        call: Box<WebhookCall>,
        /// Why it was not made or not answered whole.
        failure: Option<String>,
    },
    /// Read from a file, not served here.
    Imported,
}

/// A body as far as it is kept.
#[derive(Clone, Debug, Default)]
pub struct CapturedBody {
    /// The bytes that are kept: all of them, or the first ones.
    pub bytes: Bytes,
    /// How many there were.
    pub size: u64,
}

impl CapturedBody {
    /// The most bytes of one body that are kept.
    pub const MAX_KEPT: usize = 1024 * 1024;

    /// Keeps as much of `bytes` as is kept of any body.
    pub fn of(bytes: &Bytes) -> Self {
        let kept = if bytes.len() > Self::MAX_KEPT { Bytes::copy_from_slice(&bytes[..Self::MAX_KEPT]) } else { bytes.clone() };
        Self { bytes: kept, size: bytes.len() as u64 }
    }

    /// Whether some of it was not kept.
    pub fn is_truncated(&self) -> bool {
        (self.bytes.len() as u64) < self.size
    }
}

/// How long everything took, each counted from the first byte of the request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Timings {
    /// Until the whole request, body included, had arrived.
    pub received: Duration,
    /// Until the decision.
    pub decided: Duration,
    /// Until the first byte of the answer was handed to the connection, delay included.
    pub first_byte: Duration,
    /// Until the last byte of the answer was handed to the connection.
    pub done: Duration,
}

/// A request for the root that nobody sent, read from nowhere and answered by nobody: what is known otherwise takes its place.
impl Default for Exchange {
    fn default() -> Self {
        Self {
            sequence: 0,
            received_at: Timestamp::UNIX_EPOCH,
            client: SocketAddr::from(([0, 0, 0, 0], 0)),
            is_tls: false,
            version: Version::HTTP_11,
            method: Method::default(),
            uri: Uri::default(),
            request_headers: HeaderMap::default(),
            request_body: CapturedBody::default(),
            outcome: Outcome::Imported,
            status: None,
            reason: None,
            response_headers: Arc::default(),
            response_body: CapturedBody::default(),
            timings: Timings::default(),
            seed: 0,
            counted: None,
            forwarded_to: None,
            raw_head: None,
            rules: None,
            violations: None,
            webhooks: None,
        }
    }
}

impl Exchange {
    /// The request as the engine sees it.
    pub fn request(&self) -> Request<'_> {
        Request::new(&self.method, &self.uri, &self.request_headers, &self.request_body.bytes, self.client.ip())
            .over_tls(self.is_tls)
    }

    /// The endpoint and response that answered, as they were then.
    pub fn answered_by(&self) -> Option<(&Arc<Endpoint>, &Response)> {
        let (compiled, decision) = self.decision()?;
        let Answer::Response { endpoint, response, .. } = decision.answer else { return None };
        let endpoint = compiled.project.endpoints.get(endpoint as usize)?;
        Some((endpoint, endpoint.responses.get(response as usize)?))
    }

    /// The endpoint that answered, by a response or through its spy.
    pub fn endpoint(&self) -> Option<&Arc<Endpoint>> {
        let (compiled, decision) = self.decision()?;
        let (Answer::Response { endpoint, .. } | Answer::Forward { endpoint: Some(endpoint) }) = decision.answer else {
            return None;
        };
        compiled.project.endpoints.get(endpoint as usize)
    }

    /// The decision and what it was taken over, where one was taken.
    pub fn decision(&self) -> Option<(&Arc<Compiled>, &Decision)> {
        match &self.outcome {
            Outcome::Decided { compiled, decision } | Outcome::Failed { compiled, decision, .. } => Some((compiled, decision)),
            Outcome::Refused(_) | Outcome::Webhook { .. } | Outcome::Imported => None,
        }
    }

    /// The webhook that called, where it is no request that came in but a call that went out.
    pub fn webhook_call(&self) -> Option<&WebhookCall> {
        if let Outcome::Webhook { call, .. } = &self.outcome { Some(call) } else { None }
    }

    /// Why it was refused, could not be answered, or as a webhook's call was not.
    pub fn failure(&self) -> Option<&str> {
        match &self.outcome {
            Outcome::Refused(message) | Outcome::Failed { message, .. } => Some(message),
            Outcome::Webhook { failure, .. } => failure.as_deref(),
            Outcome::Decided { .. } | Outcome::Imported => None,
        }
    }

    /// Whether no endpoint's response answered it although the engine was asked (preflights and OPTIONS count as answered).
    pub fn is_unmatched(&self) -> bool {
        matches!(self.decision(), Some((_, Decision { answer: Answer::NoMatch | Answer::MethodNotAllowed { .. }, .. })))
    }

    /// What went wrong on the wire with its answer, on purpose.
    pub fn fault(&self) -> Option<FaultKind> {
        let (compiled, decision) = self.decision()?;
        compiled.fault(decision)
    }

    /// `https` where it came over TLS, `http` where not.
    pub fn scheme(&self) -> &'static str {
        if self.is_tls { "https" } else { "http" }
    }

    /// The server's base URL as its client used it: the port answers HTTP and HTTPS alike.
    pub fn at_its_scheme<'u>(&self, base_url: &'u str) -> Cow<'u, str> {
        match base_url.strip_prefix("http://") {
            Some(rest) if self.is_tls => Cow::Owned(format!("https://{rest}")),
            _ => Cow::Borrowed(base_url),
        }
    }

    /// Why it got the answer it got; none where the engine was never asked.
    pub fn explain(&self) -> Option<Explanation> {
        let (compiled, decision) = self.decision()?;
        Some(compiled.explain(&self.request(), decision))
    }

    /// What its answer breaks of the contract that held when it was given. Worked out when somebody asks; nothing where the
    /// answer is the server's own, where it is not kept whole or coded, and where answers are not checked.
    pub fn answer_violations(&self) -> Vec<Violation> {
        let checked = || {
            let (rules, status) = (self.rules.as_ref()?, self.status?);
            let (_, decision) = self.decision()?;
            let (Answer::Response { endpoint, .. } | Answer::Forward { endpoint: Some(endpoint) }) = decision.answer else {
                return None;
            };
            let endpoint = endpoint as usize;
            let is_off = rules.checks(endpoint)?.responses == CheckMode::Off;
            let is_coded = self.response_headers.contains_key(http::header::CONTENT_ENCODING);
            if is_off || is_coded || self.failure().is_some() || self.fault().is_some() || self.response_body.is_truncated() {
                return None;
            }
            let mut violations =
                rules.check_response(endpoint, status.as_u16(), &self.response_headers, &self.response_body.bytes);
            // An answer to HEAD has the head of one with a body (RFC 9110, 9.3.2).
            violations.retain(|violation| self.method != Method::HEAD || violation.location != Location::Body);
            Some(violations)
        };
        checked().unwrap_or_default()
    }

    /// About how many bytes of memory it takes.
    pub fn weight_bytes(&self) -> usize {
        let headers =
            |headers: &HeaderMap| headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 64).sum::<usize>();
        std::mem::size_of::<Self>()
            + self.uri.path_and_query().map_or(0, |target| target.as_str().len())
            + headers(&self.request_headers)
            + headers(&self.response_headers)
            + self.raw_head.as_ref().map_or(0, |head| std::mem::size_of::<RawHead>() + head.bytes().len())
            + self.request_body.bytes.len()
            + self.response_body.bytes.len()
    }
}

#[cfg(test)]
pub(crate) mod tests_support {
    //! Exchanges for tests that do not care what is in them.

    use super::*;

    /// A refused `GET` of that path from 127.0.0.1.
    pub(crate) fn exchange(path: &str) -> Exchange {
        Exchange {
            client: SocketAddr::from(([127, 0, 0, 1], 50_000)),
            method: Method::GET,
            uri: path.parse().unwrap(),
            request_headers: HeaderMap::new(),
            outcome: Outcome::Refused("For a test".to_owned()),
            status: Some(StatusCode::BAD_REQUEST),
            ..Exchange::default()
        }
    }
}
