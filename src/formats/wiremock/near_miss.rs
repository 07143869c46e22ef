//! Near misses in WireMock's shape: a request, the stub or pattern that nearly fit, and how far they are apart.
//!
//! The distance to a stub is what it missed by WireMock's weights, as a share of all of them; what exactly was missed stands beside
//! it in a member of our own.

use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header};
use serde_json::{Value, json};

use super::{
    error::{PatternError, ROOT},
    stub::stub,
};
use crate::{
    engine::{Check, NearMiss},
    model::Project,
};

/// All of WireMock's weights that are the same for every stub.
const ALL_WEIGHTS: f64 = 46.0;

/// The near misses of a request, nearest first. The order is the engine's, which looks closer than these weights, so that one
/// that is further down is never said to be nearer.
pub fn near_misses(request: &Value, project: &Project, misses: &[NearMiss]) -> Vec<Value> {
    let mut distance = 0.0;
    let told = misses.iter().filter_map(|miss| {
        let endpoint = project.endpoint(&miss.endpoint)?;
        let usual = endpoint.responses.iter().find(|response| endpoint.is_default_response(&response.id));
        let response = usual.or(endpoint.responses.first())?;
        let weights: f64 = miss.missed.iter().map(weight).sum();
        distance = f64::max(distance, weights / ALL_WEIGHTS).min(1.0);
        Some(json!({
            "request": request,
            "stubMapping": stub(endpoint, response),
            "matchResult": { "distance": distance },
            "mockwright": { "missed": miss.missed.iter().map(Check::sentence).collect::<Vec<_>>() },
        }))
    });
    told.collect()
}

fn weight(check: &Check) -> f64 {
    match check.subject.as_str() {
        "path" => 10.0,
        "method" => 3.0,
        _ => 1.0,
    }
}

/// A request as clients describe it when they ask what it nearly fits.
#[derive(Debug)]
pub struct DescribedRequest {
    /// The method.
    pub method: Method,
    /// The request target.
    pub uri: Uri,
    /// The header fields, cookies among them.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

impl DescribedRequest {
    /// Reads a logged request. Members that only say when and how it was logged are passed over.
    ///
    /// # Errors
    ///
    /// The first thing that cannot be part of a request.
    pub fn read(value: &Value) -> Result<Self, PatternError> {
        use base64::{Engine as _, engine::general_purpose::STANDARD};

        let fields = ROOT.object(value, "a request")?;
        let field = |name: &str| fields.get(name).filter(|value| !value.is_null());
        let mut read = Self { method: Method::GET, uri: Uri::default(), headers: HeaderMap::new(), body: Vec::new() };
        if let Some(value) = field("method") {
            let at = ROOT.member("method");
            let name = at.text(value, "method")?.to_ascii_uppercase();
            read.method = Method::from_bytes(name.as_bytes()).map_err(|_| at.error("This cannot be a method"))?;
        }
        let name = if field("url").is_some() { "url" } else { "absoluteUrl" };
        let at = ROOT.member(name);
        let url = field(name).ok_or_else(|| ROOT.error("A request has a url"))?;
        read.uri = at.text(url, name)?.parse().map_err(|_| at.error("This cannot be a URL"))?;
        if let Some(value) = field("headers") {
            let at = ROOT.member("headers");
            for (name, value) in at.object(value, "headers")? {
                let at = at.member(name);
                let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| at.error("This cannot be a header's name"))?;
                for value in value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice) {
                    let text = at.text(value, "a header's value")?;
                    let value = HeaderValue::from_str(text).map_err(|_| at.error("This cannot be a header's value"))?;
                    read.headers.append(&name, value);
                }
            }
        }
        if let Some(value) = field("cookies")
            && !read.headers.contains_key(header::COOKIE)
        {
            let at = ROOT.member("cookies");
            for (name, value) in at.object(value, "cookies")? {
                let at = at.member(name);
                let pair = format!("{name}={}", at.text(value, "a cookie's value")?);
                read.headers
                    .append(header::COOKIE, HeaderValue::from_str(&pair).map_err(|_| at.error("This cannot be a cookie"))?);
            }
        }
        if let Some(value) = field("bodyAsBase64") {
            let at = ROOT.member("bodyAsBase64");
            let text = at.text(value, "bodyAsBase64")?;
            read.body = STANDARD.decode(text.trim()).map_err(|error| at.error(format!("Not Base64: {error}")))?;
        } else if let Some(value) = field("body") {
            read.body = ROOT.member("body").text(value, "body")?.as_bytes().to_vec();
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_read_as_they_are_logged() {
        let described = json!({
            "method": "post", "url": "/a?b=1", "headers": { "A": "1", "B": ["2", "3"] }, "cookies": { "s": "x" },
            "bodyAsBase64": "YWI=", "loggedDate": 5, "clientIp": null,
        });
        let read = DescribedRequest::read(&described).unwrap();
        assert_eq!((read.method.as_str(), read.uri.to_string().as_str()), ("POST", "/a?b=1"));
        assert_eq!((read.headers.get_all("b").iter().count(), read.headers["cookie"].to_str().unwrap()), (2, "s=x"));
        assert_eq!(read.body, b"ab");
        for (value, pointer) in [
            (json!([]), ""),
            (json!({}), ""),
            (json!({"url": "a b"}), "/url"),
            (json!({"url": "/", "method": "a b"}), "/method"),
            (json!({"url": "/", "headers": {"a b": "x"}}), "/headers/a b"),
            (json!({"url": "/", "headers": {"a": {"x": 1}}}), "/headers/a"),
            (json!({"url": "/", "headers": {"a": "x\ny"}}), "/headers/a"),
            (json!({"url": "/", "bodyAsBase64": "%"}), "/bodyAsBase64"),
            (json!({"url": "/", "body": {}}), "/body"),
        ] {
            assert_eq!(DescribedRequest::read(&value).unwrap_err().pointer, pointer, "{value}");
        }
    }
}
