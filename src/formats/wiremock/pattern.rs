//! WireMock's request patterns, read once and tested on exchanges of the log. Every demand is carried over or refused with its
//! place in the document; nothing is ignored.

use std::borrow::Cow;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use http::{HeaderName, header};
use serde_json::Value;

use super::{
    error::{At, PatternError, ROOT},
    template,
    url::{self, UrlPattern},
    value::{Candidate, ValuePattern},
};
use crate::{engine::Request, traffic::Exchange};

/// The most demands of one pattern.
const MAX_DEMANDS: usize = 200;

/// Which requests are meant.
#[derive(Debug)]
pub struct RequestPattern {
    method: MethodPattern,
    url: UrlPattern,
    demands: Vec<Demand>,
}

#[derive(Debug)]
enum MethodPattern {
    Any,
    OneOf(Vec<String>),
    NoneOf(Vec<String>),
}

/// One demand on a part of the request.
#[derive(Debug)]
struct Demand {
    part: Part,
    pattern: ManyPattern,
    /// How much it weighs in how near a request is.
    weight: f64,
}

/// What of a request is tested.
#[derive(Debug)]
enum Part {
    PathParameter(String),
    Query(String),
    Form(String),
    Header(HeaderName),
    Cookie(String),
    Body,
    Scheme,
    Host,
    Port,
    Client,
}

/// How several values of one name are tested.
#[derive(Debug)]
enum ManyPattern {
    /// Any of them will do.
    Any(ValuePattern),
    /// As many as there are patterns, and each pattern finds one.
    Exactly(Vec<ValuePattern>),
    /// Each pattern finds one.
    Includes(Vec<ValuePattern>),
}

/// What the URL and the host weigh in how near a request is; what stands in the head less, all else least.
const HEAVY: f64 = 10.0;
const MEDIUM: f64 = 3.0;
const LIGHT: f64 = 1.0;

impl RequestPattern {
    /// Reads a pattern.
    ///
    /// # Errors
    ///
    /// The first thing that means nothing, or that cannot be tested here.
    pub fn read(value: &Value) -> Result<Self, PatternError> {
        let pattern = ROOT.object(value, "a request pattern")?;
        let url = UrlPattern::read(&ROOT, pattern)?;
        let mut read = Self { method: MethodPattern::Any, url, demands: Vec::new() };
        for (key, value) in pattern {
            read.read_member(&ROOT.member(key), key, value)?;
        }
        if read.demands.len() > MAX_DEMANDS {
            return Err(ROOT.error(format!("The pattern has more than {MAX_DEMANDS} demands")));
        }
        Ok(read)
    }

    fn read_member(&mut self, at: &At<'_>, key: &str, value: &Value) -> Result<(), PatternError> {
        match key {
            "method" => self.method = MethodPattern::read(at, value)?,
            "headers" => self.read_map(at, value, |at, name| {
                let name = HeaderName::from_bytes(name.as_bytes());
                name.map(Part::Header).map_err(|_| at.error("This cannot be a header's name"))
            })?,
            "queryParameters" => self.read_map(at, value, |_, name| Ok(Part::Query(name.to_owned())))?,
            "formParameters" => self.read_map(at, value, |_, name| Ok(Part::Form(name.to_owned())))?,
            "cookies" => self.read_map(at, value, |_, name| Ok(Part::Cookie(name.to_owned())))?,
            "pathParameters" => {
                let names: Vec<String> = at.object(value, key)?.keys().cloned().collect();
                let template = self.url.template().ok_or_else(|| at.error("Path parameters need a urlPathTemplate"))?;
                if let Some(unknown) = names.iter().find(|name| !template::has_name(template, name)) {
                    return Err(at.member(unknown).error(format!("The template has no {{{unknown}}}")));
                }
                self.read_map(at, value, |_, name| Ok(Part::PathParameter(name.to_owned())))?;
            }
            "bodyPatterns" => match value {
                Value::Array(patterns) => {
                    for (index, pattern) in patterns.iter().enumerate() {
                        self.demand(Part::Body, ManyPattern::Any(ValuePattern::read(&at.element(index), pattern)?), LIGHT);
                    }
                }
                // One alone, as some clients send it.
                pattern => self.demand(Part::Body, ManyPattern::Any(ValuePattern::read(at, pattern)?), LIGHT),
            },
            "basicAuth" | "basicAuthCredentials" => {
                let credentials = at.object(value, key)?;
                if let Some(other) = credentials.keys().find(|key| *key != "username" && *key != "password") {
                    return Err(at.member(other).error(format!("{other} is not supported here")));
                }
                let text = |name: &'static str| match credentials.get(name) {
                    Some(value) => at.member(name).text(value, name).map(str::to_owned),
                    None => Err(at.error(format!("{key} needs a {name}"))),
                };
                let wanted = format!("Basic {}", STANDARD.encode(format!("{}:{}", text("username")?, text("password")?)));
                self.equal(at, Part::Header(header::AUTHORIZATION), &wanted, LIGHT)?;
            }
            "host" => self.demand(Part::Host, ManyPattern::Any(ValuePattern::read(at, value)?), HEAVY),
            "clientIp" => self.demand(Part::Client, ManyPattern::Any(ValuePattern::read(at, value)?), MEDIUM),
            "scheme" => self.equal(at, Part::Scheme, at.text(value, key)?, MEDIUM)?,
            "port" => {
                let port =
                    value.as_u64().filter(|port| *port <= 65_535).ok_or_else(|| at.error("A port is a number to 65535"))?;
                self.equal(at, Part::Port, &port.to_string(), HEAVY)?;
            }
            key if url::MEMBERS.contains(&key) => {}
            other => return Err(at.error(format!("{other} is not supported"))),
        }
        Ok(())
    }

    fn demand(&mut self, part: Part, pattern: ManyPattern, weight: f64) {
        self.demands.push(Demand { part, pattern, weight });
    }

    fn equal(&mut self, at: &At<'_>, part: Part, wanted: &str, weight: f64) -> Result<(), PatternError> {
        let pattern = ValuePattern::read(at, &serde_json::json!({ "equalTo": wanted }))?;
        self.demand(part, ManyPattern::Any(pattern), weight);
        Ok(())
    }

    fn read_map(
        &mut self,
        at: &At<'_>,
        value: &Value,
        part: impl Fn(&At<'_>, &str) -> Result<Part, PatternError>,
    ) -> Result<(), PatternError> {
        for (name, pattern) in at.object(value, "this")? {
            let at = at.member(name);
            let part = part(&at, name)?;
            let pattern = if matches!(part, Part::Cookie(_) | Part::PathParameter(_)) {
                ManyPattern::Any(ValuePattern::read(&at, pattern)?)
            } else {
                ManyPattern::read(&at, pattern)?
            };
            self.demand(part, pattern, LIGHT);
        }
        Ok(())
    }

    /// Whether an exchange's request is meant.
    pub fn matches(&self, exchange: &Exchange) -> bool {
        let request = exchange.request();
        self.method.matches(exchange.method.as_str())
            && self.url.distance(target(exchange), exchange.uri.path()) == 0.0
            && self.demands.iter().all(|demand| demand.distance(self, exchange, &request) == 0.0)
    }

    /// How far an exchange's request is from being meant: 0 where it is, up to 1. Every demand is looked at.
    pub fn distance(&self, exchange: &Exchange) -> f64 {
        let request = exchange.request();
        let method = if self.method.matches(exchange.method.as_str()) { 0.0 } else { 1.0 };
        let mut sum = MEDIUM * method + HEAVY * self.url.distance(target(exchange), exchange.uri.path());
        let mut weights = MEDIUM + HEAVY;
        for demand in &self.demands {
            sum += demand.weight * demand.distance(self, exchange, &request);
            weights += demand.weight;
        }
        sum / weights
    }
}

/// Path and query as they were sent.
fn target(exchange: &Exchange) -> &str {
    exchange.uri.path_and_query().map_or("/", |target| target.as_str())
}

impl MethodPattern {
    fn read(at: &At<'_>, value: &Value) -> Result<Self, PatternError> {
        let capitals = |at: &At<'_>, value: &Value| at.text(value, "a method").map(str::to_ascii_uppercase);
        let Value::Object(choice) = value else {
            let method = capitals(at, value)?;
            return Ok(if method == "ANY" { Self::Any } else { Self::OneOf(vec![method]) });
        };
        let mut members = choice.iter();
        let (Some((key, list)), None) = (members.next(), members.next()) else {
            return Err(at.error("A method is a text, or an object with oneOf or noneOf"));
        };
        let at = at.member(key);
        let methods = |at: &At<'_>| {
            let list = at.array(list, key)?.iter().enumerate();
            list.map(|(index, method)| capitals(&at.element(index), method)).collect::<Result<_, _>>()
        };
        match key.as_str() {
            "oneOf" => Ok(Self::OneOf(methods(&at)?)),
            "noneOf" => Ok(Self::NoneOf(methods(&at)?)),
            _ => Err(at.error("A method is a text, or an object with oneOf or noneOf")),
        }
    }

    fn matches(&self, method: &str) -> bool {
        let is_in = |methods: &[String]| methods.iter().any(|known| known == "ANY" || known.eq_ignore_ascii_case(method));
        match self {
            Self::Any => true,
            Self::OneOf(methods) => is_in(methods),
            Self::NoneOf(methods) => !is_in(methods),
        }
    }
}

impl ManyPattern {
    fn read(at: &At<'_>, value: &Value) -> Result<Self, PatternError> {
        let pattern = at.object(value, "a value pattern")?;
        let list = |key: &str, list: &Value| {
            if let Some(other) = pattern.keys().find(|other| *other != key) {
                return Err(at.member(other).error(format!("{other} beside {key} is not supported")));
            }
            let at = at.member(key);
            let patterns = at.array(list, key)?.iter().enumerate();
            patterns.map(|(index, pattern)| ValuePattern::read(&at.element(index), pattern)).collect::<Result<Vec<_>, _>>()
        };
        if let Some(value) = pattern.get("hasExactly") {
            return Ok(Self::Exactly(list("hasExactly", value)?));
        }
        if let Some(value) = pattern.get("includes") {
            return Ok(Self::Includes(list("includes", value)?));
        }
        Ok(Self::Any(ValuePattern::read(at, value)?))
    }

    /// How far values are from what is wanted.
    fn distance(&self, values: &[Candidate<'_>]) -> f64 {
        let nearest = |pattern: &ValuePattern| {
            if values.is_empty() {
                return pattern.distance(None);
            }
            values.iter().map(|value| pattern.distance(Some(*value))).fold(1.0, f64::min)
        };
        let average = |patterns: &[ValuePattern]| patterns.iter().map(nearest).sum::<f64>() / patterns.len().max(1) as f64;
        match self {
            Self::Any(pattern) => nearest(pattern),
            Self::Exactly(patterns) if patterns.len() != values.len() => 1.0,
            Self::Exactly(patterns) | Self::Includes(patterns) => average(patterns),
        }
    }
}

impl Demand {
    fn distance(&self, pattern: &RequestPattern, exchange: &Exchange, request: &Request<'_>) -> f64 {
        if let Part::Body = self.part {
            let body = request.body;
            let candidate = (!body.is_empty()).then(|| Candidate { text: request.text(), bytes: body });
            return self.pattern.distance(candidate.as_slice());
        }
        let values = self.part.values(pattern, exchange, request);
        let candidates: Vec<_> = values.iter().map(|value| Candidate::from(value.as_ref())).collect();
        self.pattern.distance(&candidates)
    }
}

impl Part {
    /// What a request has of it.
    fn values<'r>(&self, pattern: &RequestPattern, exchange: &'r Exchange, request: &'r Request<'_>) -> Vec<Cow<'r, str>> {
        let named = |pairs: &'r [(Cow<'_, str>, Cow<'_, str>)], name: &str| {
            pairs.iter().filter(|(key, _)| key == name).map(|(_, value)| Cow::Borrowed(value.as_ref())).collect()
        };
        let one = |value: Option<Cow<'r, str>>| value.into_iter().collect();
        match self {
            Self::PathParameter(name) => one(pattern
                .url
                .template()
                .and_then(|template| template::caught(template, exchange.uri.path(), name))
                .map(Cow::Owned)),
            Self::Query(name) => named(request.query(), name),
            Self::Form(name) => named(request.form(), name),
            Self::Cookie(name) => named(request.cookies(), name),
            Self::Header(name) => {
                request.headers.get_all(name).iter().map(|value| String::from_utf8_lossy(value.as_bytes())).collect()
            }
            Self::Body => Vec::new(),
            Self::Scheme => one(Some(Cow::Borrowed(exchange.scheme()))),
            Self::Host => one(request.host().map(Cow::Borrowed)),
            Self::Port => one(Some(Cow::Owned(super::logged::port(exchange).to_string()))),
            Self::Client => one(Some(Cow::Owned(exchange.client.ip().to_canonical().to_string()))),
        }
    }
}

#[cfg(test)]
mod tests;
