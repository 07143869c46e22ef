//! A request as the engine sees it: borrowed parts, and what conditions ask of it parsed once, on demand.

use std::{borrow::Cow, cell::OnceCell, net::IpAddr};

use http::{HeaderMap, Method, Uri, header};
use serde_json::Value;

use super::{multipart, path::RequestPath, render::SEED_HEADER};

/// Names and values in the order in which the request has them.
pub(super) type Pairs<'a> = Vec<(Cow<'a, str>, Cow<'a, str>)>;

/// A request, borrowed from whoever holds it. What it parses on demand it keeps, so it belongs to one thread.
#[derive(Debug)]
pub struct Request<'a> {
    /// The method.
    pub method: &'a Method,
    /// The request target.
    pub uri: &'a Uri,
    /// The header fields.
    pub headers: &'a HeaderMap,
    /// The body with its content coding undone.
    pub body: &'a [u8],
    /// Who sent it.
    pub client: IpAddr,
    /// Whether it came over TLS.
    pub is_tls: bool,
    parsed: Parsed<'a>,
}

/// What was parsed so far.
#[derive(Debug, Default)]
struct Parsed<'a> {
    path: OnceCell<RequestPath<'a>>,
    query: OnceCell<Pairs<'a>>,
    cookies: OnceCell<Pairs<'a>>,
    text: OnceCell<Cow<'a, str>>,
    json: OnceCell<Result<Value, String>>,
    form: OnceCell<Pairs<'a>>,
    multipart: OnceCell<Pairs<'a>>,
    asked_seed: OnceCell<Result<Option<u64>, String>>,
}

impl<'a> Request<'a> {
    /// A request of these parts that did not come over TLS.
    pub fn new(method: &'a Method, uri: &'a Uri, headers: &'a HeaderMap, body: &'a [u8], client: IpAddr) -> Self {
        Self { method, uri, headers, body, client, is_tls: false, parsed: Parsed::default() }
    }

    /// The same request, which came over TLS or did not.
    #[must_use]
    pub fn over_tls(self, is_tls: bool) -> Self {
        Self { is_tls, ..self }
    }

    /// The path, split and decoded.
    pub fn path(&self) -> &RequestPath<'a> {
        self.parsed.path.get_or_init(|| RequestPath::new(self.uri.path()))
    }

    /// The query parameters, decoded.
    pub fn query(&self) -> &[(Cow<'a, str>, Cow<'a, str>)] {
        self.parsed.query.get_or_init(|| form_urlencoded::parse(self.uri.query().unwrap_or_default().as_bytes()).collect())
    }

    /// The cookies, as they were sent but without quotes around their values.
    pub fn cookies(&self) -> &[(Cow<'a, str>, Cow<'a, str>)] {
        self.parsed.cookies.get_or_init(|| {
            let headers = self.headers.get_all(header::COOKIE).into_iter();
            headers.flat_map(|header| header.as_bytes().split(|byte| *byte == b';')).filter_map(cookie).collect()
        })
    }

    /// The body as text; what is no UTF-8 becomes U+FFFD.
    pub fn text(&self) -> &str {
        self.parsed.text.get_or_init(|| String::from_utf8_lossy(self.body))
    }

    /// The body as JSON, or what is wrong with it.
    pub fn json(&self) -> Result<&Value, &str> {
        let parse = || serde_json::from_slice(self.body).map_err(|error| error.to_string());
        self.parsed.json.get_or_init(parse).as_ref().map_err(String::as_str)
    }

    /// The fields of an `application/x-www-form-urlencoded` body; none where it is of another type.
    pub fn form(&self) -> &[(Cow<'a, str>, Cow<'a, str>)] {
        self.parsed.form.get_or_init(|| match self.content_type_essence() {
            Some(essence) if !essence.eq_ignore_ascii_case("application/x-www-form-urlencoded") => Vec::new(),
            _ => form_urlencoded::parse(self.body).collect(),
        })
    }

    /// The fields of a `multipart/form-data` body as text; none where it is of another type.
    pub fn multipart(&self) -> &[(Cow<'a, str>, Cow<'a, str>)] {
        self.parsed.multipart.get_or_init(|| {
            let content_type = self.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
            content_type.map_or_else(Vec::new, |content_type| multipart::fields(content_type, self.body))
        })
    }

    /// The host that the client asked for, without the port.
    pub fn host(&self) -> Option<&'a str> {
        if let Some(host) = self.uri.host() {
            return Some(host);
        }
        let host = self.headers.get(header::HOST)?.to_str().ok()?;
        // An IPv6 address stands in brackets and has colons of its own.
        let after_address = host.rfind(']').unwrap_or(0);
        let port = host.get(after_address..)?.find(':');
        port.map_or(Some(host), |port| host.get(..after_address + port))
    }

    /// The seed that the request asks for with [`SEED_HEADER`].
    ///
    /// # Errors
    ///
    /// What was written instead of a whole number from 0 to 2^64 - 1.
    pub fn asked_seed(&self) -> Result<Option<u64>, &str> {
        let read = || {
            let Some(value) = self.headers.get(SEED_HEADER) else { return Ok(None) };
            let number = value.to_str().ok().and_then(|text| text.trim().parse().ok());
            number.map(Some).ok_or_else(|| String::from_utf8_lossy(value.as_bytes()).into_owned())
        };
        self.parsed.asked_seed.get_or_init(read).as_ref().copied().map_err(String::as_str)
    }

    fn content_type_essence(&self) -> Option<&'a str> {
        let content_type = self.headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
        Some(content_type.split(';').next().unwrap_or_default().trim())
    }
}

fn cookie(pair: &[u8]) -> Option<(Cow<'_, str>, Cow<'_, str>)> {
    let equals = pair.iter().position(|byte| *byte == b'=')?;
    let (name, value) = (pair.get(..equals)?.trim_ascii(), pair.get(equals + 1..)?.trim_ascii());
    let value = value.strip_prefix(b"\"").and_then(|value| value.strip_suffix(b"\"")).unwrap_or(value);
    Some((String::from_utf8_lossy(name), String::from_utf8_lossy(value)))
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use http::{HeaderName, HeaderValue};

    use super::*;

    fn headers(lines: &[(&'static str, &'static str)]) -> HeaderMap {
        lines.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value))).collect()
    }

    fn pairs(pairs: &[(Cow<'_, str>, Cow<'_, str>)]) -> String {
        pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn the_host_has_no_port() {
        let table = [
            ("/", Some("example.com:8080"), Some("example.com")),
            ("/", Some("example.com"), Some("example.com")),
            ("/", Some("[::1]:80"), Some("[::1]")),
            ("/", Some("[::1]"), Some("[::1]")),
            ("http://a.example:1/x", Some("b.example"), Some("a.example")),
            ("/", None, None),
        ];
        for (target, host, expected) in table {
            let uri: Uri = target.parse().unwrap();
            let headers = host.map_or_else(HeaderMap::new, |host| headers(&[("host", host)]));
            let request = Request::new(&Method::GET, &uri, &headers, b"", Ipv4Addr::LOCALHOST.into());
            assert_eq!(request.host(), expected, "{target} {host:?}");
        }
    }

    #[test]
    fn query_cookies_and_form_are_parsed() {
        let uri: Uri = "/x?a=1&b=%20x+y&a=2&c".parse().unwrap();
        let headers = headers(&[
            ("cookie", "session=abc; theme=\"dark\"; broken; =x"),
            ("cookie", "late=1=2"),
            ("content-type", "application/x-www-form-urlencoded; charset=utf-8"),
        ]);
        let request = Request::new(&Method::POST, &uri, &headers, b"u=ada&p=a%26b&p=", Ipv4Addr::LOCALHOST.into());
        assert_eq!(pairs(request.query()), "a=1|b= x y|a=2|c=");
        assert_eq!(pairs(request.cookies()), "session=abc|theme=dark|=x|late=1=2");
        assert_eq!(pairs(request.form()), "u=ada|p=a&b|p=");
    }

    #[test]
    fn a_body_of_another_type_is_no_form() {
        let uri = Uri::from_static("/");
        let headers = headers(&[("content-type", "application/json")]);
        let request = Request::new(&Method::POST, &uri, &headers, b"{}", Ipv4Addr::LOCALHOST.into());
        assert!(request.form().is_empty());
        assert!(request.multipart().is_empty());
    }
}
