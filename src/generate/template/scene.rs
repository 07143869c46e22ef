//! All that one rendering may see: the request, the project and environment variables, the seed, and the server's memory.
//! Everything is borrowed, and what has to be parsed is parsed when a template first asks for it.

use std::{cell::OnceCell, collections::BTreeMap, fmt, net::IpAddr, sync::LazyLock};

use http::{HeaderMap, header};
use serde_json::{Map, Value};

use super::form;
use crate::generate::{
    faker::Locale,
    random::{Random, Seed},
};

/// The memory that templates share: it outlives a rendering.
pub trait Store: Sync {
    /// What is stored under a name.
    fn get(&self, name: &str) -> Option<Value>;
    /// Stores a value; null forgets it.
    fn set(&self, name: &str, value: Value);
    /// A named set of data of the project; there are none unless a store says so.
    fn data(&self, _name: &str) -> Option<Value> {
        None
    }
    /// Changes a named set of data of the project.
    fn set_data(&self, _name: &str, _value: Value) {}
}

/// A memory that forgets everything.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoStore;

impl Store for NoStore {
    fn get(&self, _name: &str) -> Option<Value> {
        None
    }

    fn set(&self, _name: &str, _value: Value) {}
}

/// One part of a multipart body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// The field's name.
    pub name: String,
    /// The file's name, where it is a file.
    pub file_name: Option<String>,
    /// The Content-Type.
    pub content_type: Option<String>,
    /// The content.
    pub body: Vec<u8>,
}

/// What one rendering may see. Make it with [`Scene::new`] and set what else is known.
pub struct Scene<'a> {
    /// The method.
    pub method: &'a str,
    /// The path with the query, as it was sent.
    pub url: &'a str,
    /// The path, decoded or as it was sent.
    pub path: &'a str,
    /// The authority of the request: name and perhaps port.
    pub host: &'a str,
    /// `http` or `https`.
    pub scheme: &'a str,
    /// Who sent the request.
    pub client: Option<IpAddr>,
    /// The how-manieth call of the endpoint this is, from 1.
    pub call: u64,
    /// The endpoint's name.
    pub endpoint: &'a str,
    /// The path's parameters, decoded.
    pub path_parameters: &'a [(&'a str, &'a str)],
    /// The header fields.
    pub headers: &'a HeaderMap,
    /// The body with its content coding undone.
    pub body: &'a [u8],
    /// Splits a multipart body; called at most once, when a template asks.
    pub parts: &'a dyn Fn() -> Vec<Part>,
    /// The project's variables.
    pub variables: &'a Map<String, Value>,
    /// The environment variables that templates may see.
    pub environment: &'a BTreeMap<String, String>,
    /// Where chance and the clock come from.
    pub seed: Seed,
    /// The language of made-up data.
    pub locale: Locale,
    /// The memory that templates share.
    pub store: &'a dyn Store,
    parsed: Parsed,
}

/// What was parsed so far.
#[derive(Debug, Default)]
struct Parsed {
    query: OnceCell<Vec<(String, String)>>,
    query_tree: OnceCell<Value>,
    cookies: OnceCell<Vec<(String, String)>>,
    text: OnceCell<Value>,
    body: OnceCell<Option<Value>>,
    parts: OnceCell<Vec<Part>>,
}

static NO_VARIABLES: LazyLock<Map<String, Value>> = LazyLock::new(Map::new);
static NO_ENVIRONMENT: BTreeMap<String, String> = BTreeMap::new();

impl<'a> Scene<'a> {
    /// A request and a seed; nothing else is known yet.
    pub fn new(method: &'a str, url: &'a str, headers: &'a HeaderMap, body: &'a [u8], seed: Seed) -> Self {
        Self {
            method,
            url,
            path: url.split_once('?').map_or(url, |(path, _)| path),
            host: headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default(),
            scheme: "http",
            client: None,
            call: 1,
            endpoint: "",
            path_parameters: &[],
            headers,
            body,
            parts: &Vec::new,
            variables: &NO_VARIABLES,
            environment: &NO_ENVIRONMENT,
            seed,
            locale: Locale::default(),
            store: &NoStore,
            parsed: Parsed::default(),
        }
    }

    /// The query's parameters, decoded, in their order.
    pub(super) fn query(&self) -> &[(String, String)] {
        self.parsed.query.get_or_init(|| {
            let query = self.url.split_once('?').map_or("", |(_, query)| query);
            form_urlencoded::parse(query.as_bytes()).into_owned().collect()
        })
    }

    /// The query with repeated names as lists and `a[b]=` as objects.
    pub(super) fn query_tree(&self) -> &Value {
        self.parsed.query_tree.get_or_init(|| form::tree(self.query()))
    }

    /// The cookies, without quotes around their values.
    pub(super) fn cookies(&self) -> &[(String, String)] {
        self.parsed.cookies.get_or_init(|| {
            let headers = self.headers.get_all(header::COOKIE).into_iter();
            let texts = headers.map(|header| String::from_utf8_lossy(header.as_bytes()).into_owned());
            let mut cookies = Vec::new();
            for text in texts {
                for pair in text.split(';') {
                    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                    let value = value.trim();
                    let bare = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value);
                    if !name.trim().is_empty() {
                        cookies.push((name.trim().to_owned(), bare.to_owned()));
                    }
                }
            }
            cookies
        })
    }

    /// The body as text; what is no UTF-8 becomes U+FFFD.
    pub(super) fn text(&self) -> &Value {
        self.parsed.text.get_or_init(|| Value::String(String::from_utf8_lossy(self.body).into_owned()))
    }

    /// The body as what its Content-Type says it is: JSON, a form, or multipart. JSON needs no Content-Type.
    pub(super) fn parsed_body(&self) -> Option<&Value> {
        self.parsed.body.get_or_init(|| self.parse_body()).as_ref()
    }

    fn parse_body(&self) -> Option<Value> {
        let content_type = self.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match essence.as_str() {
            "application/x-www-form-urlencoded" => {
                let pairs: Vec<_> = form_urlencoded::parse(self.body).into_owned().collect();
                Some(form::tree(&pairs))
            }
            "multipart/form-data" => Some(form::parts_tree(self.parts())),
            _ => serde_json::from_slice(self.body).ok(),
        }
    }

    /// The parts of a multipart body.
    pub(super) fn parts(&self) -> &[Part] {
        self.parsed.parts.get_or_init(|| (self.parts)())
    }

    /// The host without its port.
    pub(super) fn host_name(&self) -> &str {
        match self.host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
            _ => self.host,
        }
    }

    /// The port that the request names, or the usual one.
    pub(super) fn port(&self) -> u64 {
        let port = self.host.strip_prefix(self.host_name()).and_then(|rest| rest.strip_prefix(':'));
        port.and_then(|port| port.parse().ok()).unwrap_or(if self.scheme == "https" { 443 } else { 80 })
    }

    /// A source of chance from the scene's seed.
    pub(super) fn random(&self) -> Random {
        Random::new(self.seed)
    }
}

impl fmt::Debug for Scene<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("Scene");
        shown.field("method", &self.method).field("url", &self.url).field("call", &self.call).field("seed", &self.seed);
        shown.finish_non_exhaustive()
    }
}
