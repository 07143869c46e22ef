//! What the response in the editor would answer now: rendered against the last request that its endpoint answered, or against
//! a sample made from its path. Made anew only when what is served, that request or the seed has changed.

use std::sync::Arc;

use http::{HeaderMap, HeaderValue, Method, Uri, header, uri::PathAndQuery};

use super::{App, field_table::FieldRow, field_table::field_table};
use crate::{
    engine::{Answer, Compiled, Decision, Evaluated, PathPattern, RenderError, RenderedBody, Rendering, Request},
    generate::template::check_json,
    model::{ANY_METHOD, Body, Endpoint, EndpointId, Language, ResponseId},
    traffic::{Exchange, Log},
};

/// The seed that a preview begins with; the same for everybody, so that a preview can be talked about.
const FIRST_SEED: u64 = 1;

/// Seeds that a person can read out to another one.
const SHORT_SEEDS: std::ops::Range<u64> = 100_000..1_000_000;

/// What a response would answer.
#[derive(Debug)]
pub struct Preview {
    /// Of which response.
    pub response: ResponseId,
    /// What everything random in it came from.
    pub seed: u64,
    /// The request it answers.
    pub asked: AskedBy,
    /// The answer, or the template's error.
    pub outcome: Result<Rendering, RenderError>,
    /// What of the body is made anew each time, field by field, where it is shaped after an example or names.
    pub fields: Vec<FieldRow>,
    /// What keeps a body that should be JSON from being that: line, column and reason, in the answer.
    pub mistake: Option<(usize, usize, String)>,
}

/// The request that a preview answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedBy {
    /// Its method and target.
    pub request: String,
    /// Whether a client really sent it.
    pub is_real: bool,
}

impl Preview {
    /// The bytes that would be sent; none where it fails or sends a file.
    pub fn body(&self) -> Option<&[u8]> {
        match &self.outcome.as_ref().ok()?.body {
            RenderedBody::Bytes(bytes) => Some(bytes),
            RenderedBody::File(_) => None,
        }
    }

    /// What the body is written in, by the type it would be sent with.
    pub fn language(&self) -> Language {
        self.outcome.as_ref().map_or(Language::Plain, language)
    }
}

fn language(rendering: &Rendering) -> Language {
    let content_type = rendering.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    Language::of_content_type(content_type.unwrap_or_default())
}

/// What the preview was made from; where this is the same, so is the preview.
#[derive(Debug)]
struct MadeFrom {
    compiled: Arc<Compiled>,
    exchange: Option<Arc<Exchange>>,
    response: ResponseId,
    seed: u64,
}

/// The preview of the response in the editor.
#[derive(Debug)]
pub(super) struct Previewing {
    seed: u64,
    last: LastRequest,
    made: Option<(MadeFrom, Arc<Preview>)>,
}

impl Default for Previewing {
    fn default() -> Self {
        Self { seed: FIRST_SEED, last: LastRequest::default(), made: None }
    }
}

/// The newest request that an endpoint answered, found by looking only at what is new in the log.
#[derive(Debug, Default)]
struct LastRequest {
    endpoint: Option<EndpointId>,
    found: Option<Arc<Exchange>>,
    seen: u64,
    generation: u64,
}

impl LastRequest {
    fn refresh(&mut self, endpoint: &EndpointId, log: &Log) {
        if self.endpoint.as_ref() != Some(endpoint) || self.generation != log.generation() {
            *self = Self { endpoint: Some(endpoint.clone()), generation: log.generation(), ..Self::default() };
        }
        let from = log.position_after(self.seen);
        let answered = |exchange: &&Arc<Exchange>| exchange.answered_by().is_some_and(|(by, _)| by.id == *endpoint);
        if let Some(exchange) = log.exchanges().range(from..).rev().find(answered) {
            self.found = Some(Arc::clone(exchange));
        }
        self.seen = log.last_sequence();
    }
}

impl App {
    /// What the response in the editor would answer; none where its answer is known beforehand, or nothing can be made of it.
    pub fn preview(&self) -> Option<&Arc<Preview>> {
        let (from, preview) = self.previewing.made.as_ref()?;
        (Some(&from.response) == self.selection.response.as_ref()).then_some(preview)
    }

    /// Takes another seed for the preview.
    pub(super) fn roll_preview(&mut self) {
        use rand::RngExt as _;
        let mut random = rand::rng();
        let before = self.previewing.seed;
        while self.previewing.seed == before {
            self.previewing.seed = random.random_range(SHORT_SEEDS);
        }
    }

    /// Brings the preview up to date with what is served, with the log and with the seed.
    pub(super) fn refresh_preview(&mut self) {
        let Some((endpoint, response)) = self.previewed() else {
            self.previewing.made = None;
            return;
        };
        let compiled = Arc::clone(&self.compiled);
        let Some(written) = compiled.project.endpoints.get(endpoint as usize) else { return };
        self.previewing.last.refresh(&written.id, &self.traffic.log());
        let exchange = self.previewing.last.found.clone();
        let Some(id) = written.responses.get(response as usize).map(|response| response.id.clone()) else { return };
        let seed = self.previewing.seed;
        let is_current = self.previewing.made.as_ref().is_some_and(|(from, _)| {
            let same_request = match (&from.exchange, &exchange) {
                (None, None) => true,
                (Some(one), Some(other)) => Arc::ptr_eq(one, other),
                _ => false,
            };
            Arc::ptr_eq(&from.compiled, &compiled) && from.response == id && from.seed == seed && same_request
        });
        if !is_current {
            // A request from before the path was changed says nothing about the path as it is.
            let pattern = compiled.endpoints.get(endpoint as usize).and_then(|endpoint| endpoint.pattern.as_ref());
            let fits = |exchange: &&Exchange| {
                pattern.is_some_and(|pattern| pattern.parameters(exchange.request().path(), compiled.path_rules()).is_some())
            };
            let answered = exchange.as_deref().filter(fits);
            let made = self.make_preview(&compiled, (endpoint, response), written, answered, seed);
            let from = MadeFrom { compiled: Arc::clone(&compiled), exchange, response: id, seed };
            self.previewing.made = made.map(|preview| (from, Arc::new(preview)));
        }
    }

    /// The indices of the response in the editor and its endpoint, where it is made anew for every answer.
    fn previewed(&self) -> Option<(u32, u32)> {
        let project = &self.compiled.project;
        let endpoint = project.position(self.selection.endpoint.as_ref()?)?;
        let wanted = self.selection.response.as_ref()?;
        let response = project.endpoints.get(endpoint)?.responses.iter().position(|response| response.id == *wanted)?;
        let (endpoint, response) = (u32::try_from(endpoint).ok()?, u32::try_from(response).ok()?);
        self.compiled.response(endpoint, response)?.is_dynamic().then_some((endpoint, response))
    }

    fn make_preview(
        &self,
        compiled: &Compiled,
        (endpoint, response): (u32, u32),
        written: &Endpoint,
        exchange: Option<&Exchange>,
        seed: u64,
    ) -> Option<Preview> {
        let call_number = exchange.and_then(|exchange| exchange.decision()?.1.evaluated.last().map(|last| last.call_number));
        let decision = Decision {
            answer: Answer::Response { endpoint, response, delay_ms: 0 },
            evaluated: [Evaluated { endpoint, call_number: call_number.unwrap_or(1) }].into_iter().collect(),
            sessions: Vec::new(),
            seed,
        };
        let served = compiled.response(endpoint, response)?;
        let render = |request: &Request<'_>| self.server.preview(compiled, served, request, &decision);
        let (asked, outcome) = match exchange {
            Some(exchange) => {
                let request = exchange.request();
                (AskedBy { request: named(&exchange.method, &exchange.uri), is_real: true }, render(&request))
            }
            None => {
                let (method, target) = sample_call(written);
                let uri = target.map(Uri::from).unwrap_or_default();
                let headers = self.sample_headers();
                let request = Request::new(&method, &uri, &headers, b"", std::net::Ipv4Addr::LOCALHOST.into());
                (AskedBy { request: named(&method, &uri), is_real: false }, render(&request))
            }
        };
        let written = written.responses.get(response as usize)?;
        let mut preview = Preview { response: written.id.clone(), seed, asked, outcome, fields: Vec::new(), mistake: None };
        if let Some(bytes) = preview.body() {
            let text = String::from_utf8_lossy(bytes);
            let is_json = preview.language() == Language::Json && !text.is_empty();
            let mistake = is_json.then(|| check_json(&text)).flatten();
            let fields = match &written.body {
                Body::Generated(body) => field_table(body, &compiled.project.settings.fields, &text),
                _ => Vec::new(),
            };
            (preview.mistake, preview.fields) = (mistake, fields);
        }
        Some(preview)
    }

    fn sample_headers(&self) -> HeaderMap {
        let base_url = self.base_url();
        let host = HeaderValue::from_str(base_url.trim_start_matches("http://")).ok();
        host.map(|host| (header::HOST, host)).into_iter().collect()
    }
}

/// A call that fits an endpoint as well as its pattern allows; without a target where the pattern is broken.
pub(super) fn sample_call(endpoint: &Endpoint) -> (Method, Option<PathAndQuery>) {
    let target = PathPattern::parse(&endpoint.path).ok().and_then(|pattern| pattern.example().parse().ok());
    let method = Some(&endpoint.method).filter(|method| **method != ANY_METHOD).and_then(|method| method.parse().ok());
    (method.unwrap_or(Method::GET), target)
}

fn named(method: &Method, uri: &Uri) -> String {
    let target = uri.path_and_query().map_or_else(|| uri.path(), |target| target.as_str());
    format!("{method} {target}")
}
