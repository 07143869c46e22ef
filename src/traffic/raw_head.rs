//! The head of an answer as it stood on the wire, which tells what a map of header fields does not: how the names were
//! spelled, in which order the lines came, and which of them were there at all.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Version, header};

/// The head of an answer over HTTP/1.1 or 1.0, from its status line to the empty line after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawHead(Bytes);

/// One line of header fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawLine<'h> {
    /// The name as it is spelled.
    pub name: &'h str,
    /// The value without the blanks around it.
    pub value: &'h [u8],
    /// The whole line with its end.
    bytes: &'h [u8],
}

impl RawHead {
    /// The head that those bytes begin with, and how long it is; none where it has no end yet.
    pub fn split_from(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
        let is_end = |at: usize| matches!(bytes.get(at..), Some([b'\n', b'\n', ..] | [b'\n', b'\r', b'\n', ..]));
        let last = (0..bytes.len()).find(|at| is_end(*at))?;
        Some(bytes.split_at(last + if bytes.get(last + 1) == Some(&b'\n') { 2 } else { 3 }))
    }

    /// The head of an answer with that status and these header fields, where the bytes are one.
    pub fn of(bytes: Bytes, status: StatusCode, version: Version, headers: &HeaderMap) -> Option<Self> {
        let head = Self(bytes);
        let written_version = if head.is_http_1_0() { Version::HTTP_10 } else { Version::HTTP_11 };
        if head.0.get(..7)? != b"HTTP/1." || version != written_version || head.0.get(9..12)? != status.as_str().as_bytes() {
            return None;
        }
        let mut read = HeaderMap::with_capacity(headers.len());
        for line in head.lines() {
            read.append(line.name.parse::<HeaderName>().ok()?, HeaderValue::from_bytes(line.value).ok()?);
        }
        (read == *headers).then_some(head)
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Whether it says HTTP/1.0.
    pub fn is_http_1_0(&self) -> bool {
        self.0.get(7) == Some(&b'0')
    }

    /// The lines of its header fields, in their order.
    pub fn lines(&self) -> impl Iterator<Item = RawLine<'_>> {
        self.0.split_inclusive(|byte| *byte == b'\n').skip(1).filter_map(|bytes| {
            let colon = bytes.iter().position(|byte| *byte == b':')?;
            let (name, value) = bytes.split_at(colon);
            let value = value.get(1..)?.trim_ascii();
            Some(RawLine { name: std::str::from_utf8(name).ok()?, value, bytes })
        })
    }

    /// The values of a field.
    pub fn values<'h>(&'h self, name: &'h str) -> impl Iterator<Item = &'h [u8]> {
        self.lines().filter(move |line| line.is_of(name)).map(|line| line.value)
    }

    /// Whether it has that field.
    pub fn has(&self, name: &str) -> bool {
        self.values(name).next().is_some()
    }

    /// Whether `Connection` holds that word (RFC 9110, 7.6.1).
    pub fn has_connection_option(&self, option: &str) -> bool {
        self.values("connection").flat_map(|value| value.split(|byte| *byte == b',')).any(|word| {
            let word = word.trim_ascii();
            word.eq_ignore_ascii_case(option.as_bytes())
        })
    }

    /// Whether its connection ends after it (RFC 9112, 9.3), be it that only this tells the end of the body.
    pub fn ends_connection(&self, may_have_body: bool) -> bool {
        let has_no_end = may_have_body && !self.has("content-length") && !self.has("transfer-encoding");
        let persists = !self.is_http_1_0() || self.has_connection_option("keep-alive");
        has_no_end || !persists || self.has_connection_option("close")
    }

    /// The same head without the lines of which that is said.
    #[must_use]
    pub fn without(&self, is_left_out: impl Fn(&RawLine<'_>) -> bool) -> Self {
        if !self.lines().any(|line| is_left_out(&line)) {
            return self.clone();
        }
        let status_line = self.0.split_inclusive(|byte| *byte == b'\n').next().unwrap_or_default();
        let kept = self.lines().filter(|line| !is_left_out(line)).map(|line| line.bytes);
        let parts: Vec<&[u8]> = [status_line].into_iter().chain(kept).chain([b"\r\n".as_slice()]).collect();
        Self(parts.concat().into())
    }
}

impl RawLine<'_> {
    /// Whether it is a line of that field.
    pub fn is_of(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }
}

/// Whether a message asks for the end of its connection by what its header fields say (RFC 9112, 9.6).
pub fn asks_to_close(headers: &HeaderMap) -> bool {
    let values = headers.get_all(header::CONNECTION).into_iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|word| word.trim().eq_ignore_ascii_case("close"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str =
        "HTTP/1.1 200 Fine\r\nX-B: 1\r\nSET-cookie:a=1\r\nx-a:  2 \r\nSet-Cookie: b=2\r\nConnection: Keep-Alive, x-a\r\n\r\n";

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, HeaderValue::from_static(value));
        }
        headers
    }

    fn head(text: &'static str) -> RawHead {
        RawHead(Bytes::from_static(text.as_bytes()))
    }

    #[test]
    fn the_end_of_a_head_is_found_however_its_lines_end() {
        for (bytes, expected) in [
            ("HTTP/1.1 200 OK\r\nA: b\r\n\r\nbody\r\n\r\n", Some(("HTTP/1.1 200 OK\r\nA: b\r\n\r\n", "body\r\n\r\n"))),
            ("HTTP/1.1 200 OK\nA: b\n\nbody", Some(("HTTP/1.1 200 OK\nA: b\n\n", "body"))),
            ("HTTP/1.1 304 Not Modified\r\n\r\n", Some(("HTTP/1.1 304 Not Modified\r\n\r\n", ""))),
            ("HTTP/1.1 200 OK\r\nA: b\r\n\r", None),
            ("", None),
        ] {
            let expected = expected.map(|(head, rest)| (head.as_bytes(), rest.as_bytes()));
            assert_eq!(RawHead::split_from(bytes.as_bytes()), expected, "{bytes:?}");
        }
    }

    #[test]
    fn a_head_is_only_taken_for_the_answer_that_it_is_of() {
        let fields = headers(&[
            ("x-b", "1"),
            ("set-cookie", "a=1"),
            ("set-cookie", "b=2"),
            ("x-a", "2"),
            ("connection", "Keep-Alive, x-a"),
        ]);
        let of = |text: &'static str, status, version, headers: &HeaderMap| {
            RawHead::of(Bytes::from_static(text.as_bytes()), status, version, headers).is_some()
        };
        assert!(of(HEAD, StatusCode::OK, Version::HTTP_11, &fields));
        assert!(!of(HEAD, StatusCode::CREATED, Version::HTTP_11, &fields));
        assert!(!of(HEAD, StatusCode::OK, Version::HTTP_10, &fields));
        assert!(!of(HEAD, StatusCode::OK, Version::HTTP_11, &headers(&[("x-b", "1")])));
        assert!(!of("SSH-2.0-Other\r\n\r\n", StatusCode::OK, Version::HTTP_11, &HeaderMap::new()));
    }

    #[test]
    fn lines_keep_order_and_spelling_and_some_can_be_left_out() {
        let head = head(HEAD);
        let lines: Vec<_> = head.lines().map(|line| (line.name, std::str::from_utf8(line.value).unwrap())).collect();
        let expected =
            [("X-B", "1"), ("SET-cookie", "a=1"), ("x-a", "2"), ("Set-Cookie", "b=2"), ("Connection", "Keep-Alive, x-a")];
        assert_eq!(lines, expected);
        let kept = head.without(|line| line.is_of("connection") || line.is_of("X-A"));
        assert_eq!(kept.bytes(), b"HTTP/1.1 200 Fine\r\nX-B: 1\r\nSET-cookie:a=1\r\nSet-Cookie: b=2\r\n\r\n");
    }

    #[test]
    fn the_connection_ends_where_the_head_says_so_or_says_nothing_else() {
        for (text, may_have_body, ends) in [
            ("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n", true, false),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", true, false),
            ("HTTP/1.1 200 OK\r\n\r\n", true, true),
            ("HTTP/1.1 304 Not Modified\r\n\r\n", false, false),
            ("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: x, CLOSE\r\n\r\n", true, true),
            ("HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\n", true, true),
            ("HTTP/1.0 200 OK\r\nContent-Length: 1\r\nConnection: Keep-Alive\r\n\r\n", true, false),
        ] {
            assert_eq!(head(text).ends_connection(may_have_body), ends, "{text:?}");
        }
    }
}
