//! What browsers ask before a page may read an answer from another origin (the Fetch standard, CORS protocol).
//!
//! A mock hides nothing, so everything is allowed. The origin is echoed where there is one, because the
//! wildcard would not do for requests with credentials, and the server cannot tell which ones those are.

use http::{HeaderMap, HeaderName, HeaderValue, Method, header};

/// How long a browser may remember a preflight. Short: a mock changes while one looks.
const MAX_AGE_SECONDS: HeaderValue = HeaderValue::from_static("60");

const ALLOW_PRIVATE_NETWORK: HeaderName = HeaderName::from_static("access-control-allow-private-network");
const REQUEST_PRIVATE_NETWORK: HeaderName = HeaderName::from_static("access-control-request-private-network");

/// The leave for whoever asks without naming an origin.
pub(super) const ANY_ORIGIN: HeaderValue = HeaderValue::from_static("*");

/// Lets that origin read the answer, with credentials.
pub(super) fn allow(origin: &HeaderValue, answer: &mut HeaderMap) {
    answer.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
    answer.entry(header::ACCESS_CONTROL_ALLOW_CREDENTIALS).or_insert(HeaderValue::from_static("true"));
    answer.append(header::VARY, HeaderValue::from_static("Origin"));
}

/// What the answer to a preflight adds: the methods of the path, and whatever headers were asked for.
pub(super) fn preflight(request: &HeaderMap, allowed: &[Method]) -> HeaderMap {
    let mut answer = HeaderMap::new();
    answer.insert(header::ACCESS_CONTROL_ALLOW_METHODS, method_list(allowed));
    if let Some(asked) = request.get(header::ACCESS_CONTROL_REQUEST_HEADERS) {
        answer.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, asked.clone());
        answer.append(header::VARY, HeaderValue::from_static("Access-Control-Request-Headers"));
    }
    if request.contains_key(REQUEST_PRIVATE_NETWORK) {
        answer.insert(ALLOW_PRIVATE_NETWORK, HeaderValue::from_static("true"));
    }
    answer.insert(header::ACCESS_CONTROL_MAX_AGE, MAX_AGE_SECONDS);
    answer
}

/// The methods as `Allow` and its relatives list them.
pub(super) fn method_list(methods: &[Method]) -> HeaderValue {
    let list = methods.iter().map(Method::as_str).collect::<Vec<_>>().join(", ");
    // A method is a token, so the list is always a valid value.
    HeaderValue::try_from(list).unwrap_or(HeaderValue::from_static(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn a_preflight_is_allowed_what_it_asks_for() {
        let asked =
            headers(&[("access-control-request-headers", "x-a, x-b"), ("access-control-request-private-network", "true")]);
        let answer = preflight(&asked, &[Method::GET, Method::PUT]);
        assert_eq!(answer["access-control-allow-methods"], "GET, PUT");
        assert_eq!(answer["access-control-allow-headers"], "x-a, x-b");
        assert_eq!(answer["access-control-allow-private-network"], "true");
        assert_eq!(answer["access-control-max-age"], "60");
    }
}
