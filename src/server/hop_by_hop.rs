//! Header fields that concern one connection only, and what is left of a message without them (RFC 9110, 7.6.1).

use http::{HeaderMap, HeaderName, header};

/// The fields that never go further than one connection, beside those that `Connection` names.
const HOP_BY_HOP: [&str; 9] = [
    "connection",
    "http2-settings",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "transfer-encoding",
    "upgrade",
];

/// The header fields without those that concern one connection only, in their order.
pub(super) fn end_to_end(headers: &HeaderMap) -> HeaderMap {
    end_to_end_but(headers, |_| None)
}

/// The same, but where `rule` says so of a field, it goes or stays behind as that says.
pub(super) fn end_to_end_but(headers: &HeaderMap, rule: impl Fn(&HeaderName) -> Option<bool>) -> HeaderMap {
    let named: Vec<HeaderName> = tokens(headers, &header::CONNECTION).filter_map(|name| name.parse().ok()).collect();
    let is_end_to_end = |name: &HeaderName| !(HOP_BY_HOP.contains(&name.as_str()) || named.contains(name));
    let goes = |name: &HeaderName| rule(name).unwrap_or_else(|| is_end_to_end(name));
    // Made anew rather than taken out of: taking fields out of a map changes the order of the others.
    let mut kept = HeaderMap::with_capacity(headers.len());
    for (name, value) in headers.iter().filter(|(name, _)| goes(name)) {
        kept.append(name.clone(), value.clone());
    }
    kept
}

/// The parts of a field that is a list of names.
pub(super) fn tokens<'h>(headers: &'h HeaderMap, name: &HeaderName) -> impl Iterator<Item = &'h str> {
    let values = headers.get_all(name).into_iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).map(str::trim)
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn connection_headers_stay_behind_and_the_others_keep_their_order() {
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("host", "a.test"),
            ("connection", "close, X-Once"),
            ("x-once", "1"),
            ("te", "trailers"),
            ("x-kept", "1"),
            ("transfer-encoding", "chunked"),
            ("x-kept", "2"),
            ("accept", "*/*"),
        ] {
            headers.append(name, HeaderValue::from_static(value));
        }
        let kept = end_to_end(&headers);
        assert_eq!(kept.keys().map(HeaderName::as_str).collect::<Vec<_>>(), ["host", "x-kept", "accept"]);
        assert_eq!(kept.get_all("x-kept").iter().count(), 2);
        let kept = end_to_end_but(&headers, |name| (*name == header::TRANSFER_ENCODING).then_some(true));
        assert!(kept.contains_key(header::TRANSFER_ENCODING) && !kept.contains_key(header::TE));
    }
}
