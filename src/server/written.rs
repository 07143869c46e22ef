//! Writes the head of a recorded answer as the real server wrote it: the same lines in the same order and spelling, with
//! what is true of this answer in those that the server fills in.

use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header};

use super::{
    answer_head::may_have_body,
    own_head::{OwnHead, OwnHeads},
};
use crate::{engine::CompiledHead, traffic::asks_to_close};

/// The last chunk, which is all of an empty body that comes in chunks.
const LAST_CHUNK: &[u8] = b"0\r\n\r\n";

/// What the head of one answer depends on beside the record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moment<'a> {
    /// The reason phrase where it is not the usual one.
    pub(super) reason: Option<&'a [u8]>,
    /// The client asked for the end of the connection.
    pub(super) is_end_asked: bool,
    /// It asked for the head alone.
    pub(super) is_head: bool,
    /// There is a body, and it is empty.
    pub(super) is_empty: bool,
}

/// Has an answer written so. It has all header fields that are to be sent, with those that frame its body.
pub(super) fn write<B>(written: &CompiledHead, moment: Moment<'_>, response: &mut Response<B>, heads: &OwnHeads) {
    let status = response.status();
    let (mut bytes, ends_connection) = head(written, moment, status, response.headers());
    let has_body = may_have_body(status) && !moment.is_head;
    if has_body && moment.is_empty && response.headers_mut().remove(header::TRANSFER_ENCODING).is_some() {
        // The library would wait for a first chunk that never comes.
        bytes.extend_from_slice(LAST_CHUNK);
    }
    heads.order(OwnHead { bytes, ends_connection, is_end_asked: moment.is_end_asked }, response);
}

/// The bytes of a head, and whether the connection ends after it by its own nature.
fn head(written: &CompiledHead, moment: Moment<'_>, status: StatusCode, headers: &HeaderMap) -> (Vec<u8>, bool) {
    let has_length = headers.contains_key(header::CONTENT_LENGTH) || headers.contains_key(header::TRANSFER_ENCODING);
    let own_connection = written.own(&header::CONNECTION);
    let persists = !written.is_http_1_0 || own_connection.is_some_and(|value| value.eq_ignore_ascii_case("keep-alive"));
    let has_no_end = may_have_body(status) && !moment.is_head && !has_length;
    let ends_connection = written.ends_connection || !persists || has_no_end || asks_to_close(headers);

    let mut bytes = Vec::with_capacity(32 + headers.len() * 48);
    bytes.extend_from_slice(if written.is_http_1_0 { b"HTTP/1.0 " } else { b"HTTP/1.1 " });
    bytes.extend_from_slice(status.as_str().as_bytes());
    bytes.push(b' ');
    bytes.extend_from_slice(moment.reason.unwrap_or_else(|| status.canonical_reason().unwrap_or_default().as_bytes()));
    bytes.extend_from_slice(b"\r\n");
    let mut line =
        |name: &[u8], value: &[u8]| [name, b": ", value, b"\r\n"].into_iter().for_each(|part| bytes.extend_from_slice(part));

    let mut left: Vec<Option<(&HeaderName, &HeaderValue)>> = headers.iter().map(Some).collect();
    for written in &written.lines {
        if let (Some(own), &header::CONNECTION) = (&written.own, &written.name) {
            line(written.spelled.as_bytes(), connection_word(own, ends_connection || moment.is_end_asked).as_bytes());
            continue;
        }
        let next = left.iter_mut().find(|field| field.is_some_and(|(name, _)| *name == written.name));
        if let Some((_, value)) = next.and_then(Option::take) {
            line(written.spelled.as_bytes(), value.as_bytes());
        }
    }
    // What the project or the server adds to every answer.
    for (name, value) in left.into_iter().flatten() {
        line(name.as_str().as_bytes(), value.as_bytes());
    }
    bytes.extend_from_slice(b"\r\n");
    (bytes, ends_connection)
}

/// What `Connection` says: what was recorded where that is true of this connection.
fn connection_word(recorded: &str, ends: bool) -> &str {
    match (recorded.eq_ignore_ascii_case("close"), ends) {
        (true, true) => recorded,
        (false, true) => "close",
        (false, false) if !recorded.is_empty() => recorded,
        (_, false) => "keep-alive",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::CompiledLine;

    const MOMENT: Moment<'_> = Moment { reason: None, is_end_asked: false, is_head: false, is_empty: false };

    fn written(lines: &[(&str, Option<&str>)]) -> CompiledHead {
        let line = |(name, own): &(&str, Option<&str>)| CompiledLine {
            name: name.to_lowercase().parse().unwrap(),
            spelled: (*name).into(),
            own: own.map(Into::into),
        };
        CompiledHead { is_http_1_0: false, ends_connection: false, lines: lines.iter().map(line).collect() }
    }

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, HeaderValue::from_static(value));
        }
        headers
    }

    fn text(written: &CompiledHead, moment: Moment<'_>, status: u16, headers: &HeaderMap) -> (String, bool) {
        let (bytes, ends) = head(written, moment, StatusCode::from_u16(status).unwrap(), headers);
        (String::from_utf8(bytes).unwrap(), ends)
    }

    #[test]
    fn lines_stand_in_their_order_and_spelling_and_what_is_new_after_them() {
        let written = written(&[("SET-Cookie", None), ("X-b", None), ("DATE", Some("")), ("set-cookie", None), ("X-Gone", None)]);
        let fields = headers(&[
            ("x-b", "1"),
            ("set-cookie", "a"),
            ("set-cookie", "b"),
            ("x-new", "2"),
            ("date", "now"),
            ("content-length", "0"),
        ]);
        let expected =
            "HTTP/1.1 200 OK\r\nSET-Cookie: a\r\nX-b: 1\r\nDATE: now\r\nset-cookie: b\r\nx-new: 2\r\ncontent-length: 0\r\n\r\n";
        assert_eq!(text(&written, MOMENT, 200, &fields), (expected.to_owned(), false));
        let reason = Moment { reason: Some(b"Tea"), ..MOMENT };
        assert!(text(&written, reason, 418, &fields).0.starts_with("HTTP/1.1 418 Tea\r\n"));
        assert!(text(&written, MOMENT, 799, &fields).0.starts_with("HTTP/1.1 799 \r\n"));
    }

    #[test]
    fn connection_says_what_is_true_of_this_connection() {
        let length = headers(&[("content-length", "1")]);
        let asked = Moment { is_end_asked: true, ..MOMENT };
        for (recorded, always_ends, moment, expected) in [
            ("Keep-Alive", false, MOMENT, "Keep-Alive"),
            ("Keep-Alive", false, asked, "close"),
            ("Close", false, asked, "Close"),
            ("Close", false, MOMENT, "keep-alive"),
            ("Close", true, MOMENT, "Close"),
        ] {
            let written = CompiledHead { ends_connection: always_ends, ..written(&[("Connection", Some(recorded))]) };
            let (text, ends) = text(&written, moment, 200, &length);
            assert!(text.contains(&format!("\r\nConnection: {expected}\r\n")), "{recorded} {moment:?}: {text}");
            assert_eq!(ends, always_ends);
        }
    }

    #[test]
    fn a_body_without_length_and_chunks_ends_with_the_connection() {
        let head = Moment { is_head: true, ..MOMENT };
        for (status, moment, fields, ends) in [
            (200, MOMENT, headers(&[]), true),
            (200, head, headers(&[]), false),
            (304, MOMENT, headers(&[]), false),
            (200, MOMENT, headers(&[("transfer-encoding", "chunked")]), false),
            (200, MOMENT, headers(&[("content-length", "1"), ("connection", "close")]), true),
        ] {
            assert_eq!(text(&written(&[]), moment, status, &fields).1, ends, "{status} {fields:?}");
        }
        let old = CompiledHead { is_http_1_0: true, ..written(&[]) };
        assert_eq!(text(&old, head, 200, &headers(&[])), ("HTTP/1.0 200 OK\r\n\r\n".to_owned(), true));
    }
}
