//! Heads of answers that are written otherwise than the HTTP library writes them: as a real server did, line by line.
//!
//! The library gets an answer with the same framing and a reason phrase that nothing else has. By that the connection's
//! socket knows the head among what the library writes, and sends the ordered one in its place. HTTP/1.1 only.

use std::{
    collections::VecDeque,
    sync::{
        LazyLock,
        atomic::{AtomicBool, Ordering},
    },
};

use bytes::Bytes;
use http::{HeaderValue, Response, header};
use hyper::ext::ReasonPhrase;
use parking_lot::Mutex;

/// The reason phrase by which a head is known. Nobody outside can guess it, so no body holds it.
static MARK: LazyLock<String> = LazyLock::new(|| format!("{:032x}", rand::random::<u128>()));
/// `HTTP/1.1 200 `, which stands before a reason phrase.
const BEFORE_REASON: usize = 13;
/// Up to so much of the body goes in one write with its head.
const BODY_IN_SAME_WRITE: usize = 16 * 1024;

/// A head to be written, and what the connection does after its answer.
#[derive(Debug)]
pub(super) struct OwnHead {
    /// All bytes from the status line to the empty line.
    pub(super) bytes: Vec<u8>,
    /// The connection ends after this answer by the answer's own nature.
    pub(super) ends_connection: bool,
    /// The client asked for the end of the connection.
    pub(super) is_end_asked: bool,
}

/// The heads that are ordered on one connection and not written yet.
#[derive(Debug, Default)]
pub(super) struct OwnHeads {
    /// Apart from the rest, so that nobody else pays for the question.
    is_wanted: AtomicBool,
    ordered: Mutex<VecDeque<OwnHead>>,
}

/// Where the next ordered head belongs in what the library writes.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Further on in it.
    After(usize),
    /// At its beginning: these bytes stand for so many of the library's.
    Here(Bytes, usize),
}

impl OwnHeads {
    /// Has an answer written with that head. Its header fields have to frame the body as the head says.
    pub(super) fn order<B>(&self, head: OwnHead, response: &mut Response<B>) {
        if head.ends_connection {
            response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        response.extensions_mut().clear();
        if let Ok(mark) = ReasonPhrase::try_from(MARK.as_bytes()) {
            response.extensions_mut().insert(mark);
            self.ordered.lock().push_back(head);
            self.is_wanted.store(true, Ordering::Release);
        }
    }

    /// Whether any head is ordered.
    pub(super) fn is_wanted(&self) -> bool {
        self.is_wanted.load(Ordering::Acquire)
    }

    /// Where the next ordered head belongs in those bytes; nowhere where its answer has not come yet.
    pub(super) fn place_in(&self, bytes: &[u8]) -> Option<Place> {
        let start = find(bytes, MARK.as_bytes())?.checked_sub(BEFORE_REASON)?;
        if start > 0 {
            return Some(Place::After(start));
        }
        let end = find(bytes, b"\r\n\r\n")? + 4;
        let mut ordered = self.ordered.lock();
        let OwnHead { bytes: mut instead, ends_connection, is_end_asked } = ordered.pop_front()?;
        let is_last = ordered.is_empty();
        self.is_wanted.store(!is_last, Ordering::Release);
        drop(ordered);
        // The server is closing the connection on its own account, and the head has to say so (RFC 9112, 9.6).
        let (library, rest) = bytes.split_at(end);
        if !ends_connection && !is_end_asked && says_close(library) {
            let at = instead.windows(4).position(|window| window == b"\r\n\r\n").map_or(instead.len(), |at| at + 2);
            instead.splice(at..at, *b"Connection: close\r\n");
        }
        if is_last && rest.len() <= BODY_IN_SAME_WRITE {
            instead.extend_from_slice(rest);
            return Some(Place::Here(instead.into(), bytes.len()));
        }
        Some(Place::Here(instead.into(), end))
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

/// Whether a head that the library wrote ends the connection.
fn says_close(head: &[u8]) -> bool {
    let mut lines = head.split(|byte| *byte == b'\n');
    lines.any(|line| line.starts_with(b"connection:") && find(line, b"close").is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ordered(heads: &[(&str, bool, bool)]) -> OwnHeads {
        let own = OwnHeads::default();
        for (bytes, ends_connection, is_end_asked) in heads {
            let head =
                OwnHead { bytes: bytes.as_bytes().to_vec(), ends_connection: *ends_connection, is_end_asked: *is_end_asked };
            own.order(head, &mut Response::new(()));
        }
        own
    }

    fn library(rest: &str) -> Vec<u8> {
        format!("HTTP/1.1 200 {}\r\n{rest}", *MARK).into_bytes()
    }

    #[test]
    fn a_head_is_put_in_the_place_of_the_librarys_wherever_that_stands() {
        let own =
            ordered(&[("HTTP/1.1 200 OK\r\nA: 1\r\n\r\n", false, false), ("HTTP/1.0 200 OK\r\nB: 2\r\n\r\n", false, false)]);
        let first = library("content-length: 2\r\n\r\nab");
        let second = library("content-length: 3\r\n\r\nabc");
        assert_eq!(own.place_in(b"the end of another answer"), None);
        let all = [b"ab".as_slice(), &first, &second].concat();
        assert_eq!(own.place_in(&all), Some(Place::After(2)));
        // The rest may hold another head, so it goes on by itself.
        let expected = Place::Here("HTTP/1.1 200 OK\r\nA: 1\r\n\r\n".into(), first.len() - 2);
        assert_eq!(own.place_in(&all[2..]), Some(expected));
        assert_eq!(own.place_in(&all[first.len()..]), Some(Place::After(2)));
        let expected = Place::Here("HTTP/1.0 200 OK\r\nB: 2\r\n\r\nabc".into(), second.len());
        assert_eq!((own.is_wanted(), own.place_in(&second), own.is_wanted()), (true, Some(expected), false));
    }

    #[test]
    fn an_end_of_the_connection_that_nobody_expects_is_said() {
        let close = library("connection: close\r\ncontent-length: 0\r\n\r\n");
        let open = library("content-length: 0\r\n\r\n");
        for (library, ends_connection, is_end_asked, expected) in [
            (&close, false, false, "HTTP/1.1 200 OK\r\nA: 1\r\nConnection: close\r\n\r\n"),
            (&close, true, false, "HTTP/1.1 200 OK\r\nA: 1\r\n\r\n"),
            (&close, false, true, "HTTP/1.1 200 OK\r\nA: 1\r\n\r\n"),
            (&open, false, false, "HTTP/1.1 200 OK\r\nA: 1\r\n\r\n"),
        ] {
            let own = ordered(&[("HTTP/1.1 200 OK\r\nA: 1\r\n\r\n", ends_connection, is_end_asked)]);
            assert_eq!(own.place_in(library), Some(Place::Here(expected.to_owned().into(), library.len())));
        }
    }
}
