//! The registry of filter terms: for each, its name, documentation, how its value is read, and which values have been
//! seen. Parsing, completion and the help are all made from it.

use std::borrow::Cow;

use super::{
    super::{Exchange, Outcome},
    pattern::{Glob, Interval, Needle, Pattern, with_unit},
};

/// One kind of term.
#[derive(Debug)]
pub struct FilterTerm {
    /// What stands before the colon.
    pub key: &'static str,
    /// What it lets through, in one sentence.
    pub documentation: &'static str,
    /// The term in use.
    pub example: &'static str,
    /// Values that always make sense, with what they mean.
    pub values: &'static [(&'static str, &'static str)],
    pub(super) parse: fn(&str) -> Result<Test, String>,
    pub(super) seen: Seen,
}

/// Tells the values that an exchange has for a term.
type Seen = fn(&Exchange, &mut dyn FnMut(&str));

/// What a term asks of an exchange.
#[derive(Clone, Debug)]
pub(super) enum Test {
    Text(Needle),
    Method(Vec<Glob>),
    Status { intervals: Vec<Interval>, none: bool },
    Path(Pattern),
    Query(Pair),
    Host(Pattern),
    Header(Pair),
    Client(Pattern),
    Body(Needle),
    Matched(bool),
    Forwarded,
    Contract { broken: bool },
    Endpoint(Pattern),
    Response(Pattern),
    Duration(Interval),
    Size(Interval),
}

/// A name and, if it matters, a value; both may hold `*`.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    name: Glob,
    value: Option<Glob>,
}

impl Pair {
    fn new(text: &str) -> Self {
        match text.split_once('=') {
            Some((name, value)) => Self { name: Glob::new(name), value: Some(Glob::new(value)) },
            None => Self { name: Glob::new(text), value: None },
        }
    }

    fn is(&self, name: &[u8], value: &[u8]) -> bool {
        self.name.covers(name) && self.value.as_ref().is_none_or(|pattern| pattern.covers(value))
    }
}

/// Units of time in nanoseconds.
const TIME: &[(&str, f64)] = &[("us", 1e3), ("µs", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 60e9)];
/// Units of size in bytes.
const SIZE: &[(&str, f64)] =
    &[("b", 1.0), ("k", 1e3), ("kb", 1e3), ("m", 1e6), ("mb", 1e6), ("kib", 1024.0), ("mib", 1024.0 * 1024.0)];

/// Every term, in the order in which help lists them.
pub const TERMS: &[FilterTerm] = &[
    FilterTerm {
        key: "method",
        documentation: "Requests with one of these methods",
        example: "method:POST,PUT",
        values: &[],
        parse: |value| Ok(Test::Method(value.split(',').map(Glob::new).collect())),
        seen: |exchange, see| see(exchange.method.as_str()),
    },
    FilterTerm {
        key: "status",
        documentation: "Answers with one of these statuses: 404, 4xx, >=400, 200..299, or none",
        example: "status:>=400",
        values: &[("2xx", "Success"), ("4xx", "The client's mistake"), ("5xx", "The server's mistake"), ("none", "No answer")],
        parse: parse_status,
        seen: |exchange, see| {
            if let Some(status) = exchange.status {
                see(status.as_str());
            }
        },
    },
    FilterTerm {
        key: "path",
        documentation: "Paths that hold this text; with * the pattern covers the whole path",
        example: "path:/users*",
        values: &[],
        parse: |value| Ok(Test::Path(Pattern::new(value))),
        seen: |exchange, see| see(exchange.uri.path()),
    },
    FilterTerm {
        key: "query",
        documentation: "Requests with this query parameter, and with this value if one is given",
        example: "query:page=2",
        values: &[],
        parse: |value| Ok(Test::Query(Pair::new(value))),
        seen: |exchange, see| {
            for (name, value) in query(exchange) {
                see(&format!("{name}={value}"));
            }
        },
    },
    FilterTerm {
        key: "host",
        documentation: "Requests to a host whose name holds this text",
        example: "host:localhost",
        values: &[],
        parse: |value| Ok(Test::Host(Pattern::new(value))),
        seen: |exchange, see| see(&String::from_utf8_lossy(host(exchange))),
    },
    FilterTerm {
        key: "header",
        documentation: "Requests or answers with this header, and with this value if one is given",
        example: "header:x-id=1",
        values: &[],
        parse: |value| Ok(Test::Header(Pair::new(value))),
        seen: |exchange, see| {
            for name in exchange.request_headers.keys().chain(exchange.response_headers.keys()) {
                see(name.as_str());
            }
        },
    },
    FilterTerm {
        key: "body",
        documentation: "Requests or answers whose body holds this text, as far as bodies are kept",
        example: "body:\"out of stock\"",
        values: &[],
        parse: |value| Ok(Test::Body(Needle::new(value))),
        seen: |_, _| {},
    },
    FilterTerm {
        key: "matched",
        documentation: "Whether an endpoint answered, or a spy forwarded it",
        example: "matched:no",
        values: &[("no", "No endpoint answered"), ("yes", "An endpoint answered"), ("spy", "A spy forwarded it")],
        parse: |value| match value.to_ascii_lowercase().as_str() {
            "yes" | "true" => Ok(Test::Matched(true)),
            "no" | "false" => Ok(Test::Matched(false)),
            "spy" => Ok(Test::Forwarded),
            _ => Err("matched: is yes, no or spy".to_owned()),
        },
        seen: |_, _| {},
    },
    FilterTerm {
        key: "contract",
        documentation: "Requests that break the contract, or that were held to it and keep it",
        example: "contract:broken",
        values: &[("broken", "The request breaks the contract"), ("kept", "The request keeps the contract")],
        parse: |value| match value.to_ascii_lowercase().as_str() {
            "broken" => Ok(Test::Contract { broken: true }),
            "kept" => Ok(Test::Contract { broken: false }),
            _ => Err("contract: is broken or kept".to_owned()),
        },
        seen: |_, _| {},
    },
    FilterTerm {
        key: "endpoint",
        documentation: "Answered by an endpoint whose folder, or method and path, holds this text",
        example: "endpoint:\"GET /users\"",
        values: &[],
        parse: |value| Ok(Test::Endpoint(Pattern::new(value))),
        seen: |exchange, see| {
            if let Some(folder) = folder(exchange) {
                see(folder);
            }
            if let Some((endpoint, _)) = exchange.answered_by() {
                see(&format!("{} {}", endpoint.method, endpoint.path));
            }
        },
    },
    FilterTerm {
        key: "response",
        documentation: "Answered by a response whose name holds this text",
        example: "response:\"Bad token\"",
        values: &[],
        parse: |value| Ok(Test::Response(Pattern::new(value))),
        seen: |exchange, see| {
            if let Some((_, response)) = exchange.answered_by() {
                see(&response.name);
            }
        },
    },
    FilterTerm {
        key: "client",
        documentation: "Sent from an address that holds this text",
        example: "client:127.0.0.1",
        values: &[],
        parse: |value| Ok(Test::Client(Pattern::new(value))),
        seen: |exchange, see| see(&exchange.client.ip().to_string()),
    },
    FilterTerm {
        key: "dur",
        documentation: "Took at least this long, or as compared: us, ms (the default), s, m",
        example: "dur:>100ms",
        values: &[(">100ms", "Slower than 100 ms"), (">1s", "Slower than a second")],
        parse: |value| Interval::parse(value, |text| with_unit(text, TIME, 1e6), at_least).map(Test::Duration),
        seen: |_, _| {},
    },
    FilterTerm {
        key: "size",
        documentation: "The answer's body has at least this size, or as compared: b (the default), k, m, KiB, MiB",
        example: "size:>1k",
        values: &[(">1k", "Larger than 1 kB"), (">1m", "Larger than 1 MB")],
        parse: |value| Interval::parse(value, |text| with_unit(text, SIZE, 1.0), at_least).map(Test::Size),
        seen: |_, _| {},
    },
];

const fn at_least(number: u64) -> Interval {
    Interval::new(number, u64::MAX)
}

fn parse_status(value: &str) -> Result<Test, String> {
    let (mut intervals, mut none) = (Vec::new(), false);
    for part in value.split(',') {
        let class = part.strip_suffix("xx").or_else(|| part.strip_suffix("XX")).and_then(|class| class.parse::<u64>().ok());
        match class {
            _ if part.eq_ignore_ascii_case("none") => none = true,
            Some(class @ 1..=9) => intervals.push(Interval::new(class * 100, class * 100 + 99)),
            _ => {
                let number =
                    |text: &str| text.parse().map_err(|_| format!("\"{part}\" is not a status: use 404, 4xx, >=400 or none"));
                intervals.push(Interval::parse(part, number, |status| Interval::new(status, status))?);
            }
        }
    }
    Ok(Test::Status { intervals, none })
}

impl Test {
    /// About how long it takes to tell, from 0.
    pub(super) fn cost(&self) -> u8 {
        match self {
            Self::Method(_)
            | Self::Status { .. }
            | Self::Matched(_)
            | Self::Forwarded
            | Self::Contract { .. }
            | Self::Duration(_)
            | Self::Size(_) => 0,
            Self::Path(_) | Self::Host(_) | Self::Response(_) => 1,
            Self::Query(_) | Self::Header(_) | Self::Client(_) | Self::Endpoint(_) => 2,
            Self::Text(_) => 3,
            Self::Body(_) => 4,
        }
    }

    pub(super) fn holds(&self, exchange: &Exchange) -> bool {
        match self {
            Self::Text(needle) => {
                needle.is_in(exchange.uri.path_and_query().map_or(b"".as_slice(), |target| target.as_str().as_bytes()))
                    || headers(exchange).any(|(name, value)| needle.is_in(name) || needle.is_in(value))
            }
            Self::Method(methods) => methods.iter().any(|method| method.covers(exchange.method.as_str().as_bytes())),
            Self::Status { intervals, none } => exchange
                .status
                .map_or(*none, |status| intervals.iter().any(|interval| interval.holds(u64::from(status.as_u16())))),
            Self::Path(pattern) => pattern.matches(exchange.uri.path().as_bytes()),
            Self::Query(pair) => query(exchange).any(|(name, value)| pair.is(name.as_bytes(), value.as_bytes())),
            Self::Host(pattern) => pattern.matches(host(exchange)),
            Self::Header(pair) => headers(exchange).any(|(name, value)| pair.is(name, value)),
            Self::Client(pattern) => pattern.matches(exchange.client.ip().to_string().as_bytes()),
            Self::Body(needle) => needle.is_in(&exchange.request_body.bytes) || needle.is_in(&exchange.response_body.bytes),
            Self::Forwarded => exchange.forwarded_to.is_some(),
            Self::Matched(true) => is_answered(exchange),
            Self::Matched(false) => exchange.is_unmatched(),
            Self::Contract { broken: true } => exchange.violations.is_some(),
            Self::Contract { broken: false } => exchange.rules.is_some() && exchange.violations.is_none(),
            Self::Endpoint(pattern) => exchange.answered_by().is_some_and(|(endpoint, _)| {
                pattern.matches(format!("{} {}", endpoint.method, endpoint.path).as_bytes())
                    || folder(exchange).is_some_and(|folder| pattern.matches(folder.as_bytes()))
            }),
            Self::Response(pattern) => {
                exchange.answered_by().is_some_and(|(_, response)| pattern.matches(response.name.as_bytes()))
            }
            Self::Duration(interval) => interval.holds(u64::try_from(exchange.timings.done.as_nanos()).unwrap_or(u64::MAX)),
            Self::Size(interval) => interval.holds(exchange.response_body.size),
        }
    }
}

/// Whether the engine was asked and answered. What was refused, or read from a file, was neither matched nor unmatched.
fn is_answered(exchange: &Exchange) -> bool {
    matches!(exchange.outcome, Outcome::Decided { .. } | Outcome::Failed { .. }) && !exchange.is_unmatched()
}

/// The header lines of the request and of the answer.
fn headers(exchange: &Exchange) -> impl Iterator<Item = (&[u8], &[u8])> {
    let all = exchange.request_headers.iter().chain(exchange.response_headers.iter());
    all.map(|(name, value)| (name.as_str().as_bytes(), value.as_bytes()))
}

/// The query parameters, decoded.
fn query(exchange: &Exchange) -> impl Iterator<Item = (Cow<'_, str>, Cow<'_, str>)> {
    form_urlencoded::parse(exchange.uri.query().unwrap_or_default().as_bytes())
}

/// The host that the client asked for, with the port where it named one.
fn host(exchange: &Exchange) -> &[u8] {
    match exchange.uri.authority() {
        Some(authority) => authority.as_str().as_bytes(),
        None => exchange.request_headers.get(http::header::HOST).map_or(b"", http::HeaderValue::as_bytes),
    }
}

/// The name of the folder of the endpoint that answered.
fn folder(exchange: &Exchange) -> Option<&str> {
    let (endpoint, _) = exchange.answered_by()?;
    let (compiled, _) = exchange.decision()?;
    Some(&compiled.project.folder(endpoint.folder.as_ref()?)?.name)
}
