//! The fields of a `multipart/form-data` body that is in memory. Garbage gives the fields before it.

use std::{borrow::Cow, convert::Infallible, future};

use bytes::Bytes;
use futures_util::{FutureExt, stream};
use multer::Multipart;

use super::request::Pairs;

/// The most fields that are read of one body.
const MAX_FIELDS: usize = 10_000;

/// One part of a multipart body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MultipartPart {
    /// The field's name.
    pub name: String,
    /// The file's name, where it is a file.
    pub file_name: Option<String>,
    /// The Content-Type.
    pub content_type: Option<String>,
    /// The content.
    pub body: Bytes,
}

/// The fields with their values as text, files included; none where the Content-Type is of another kind.
pub(super) fn fields(content_type: &str, body: &[u8]) -> Pairs<'static> {
    let text = |part: MultipartPart| (Cow::Owned(part.name), Cow::Owned(String::from_utf8_lossy(&part.body).into_owned()));
    parts(content_type, body).into_iter().map(text).collect()
}

/// The parts, files included; none where the Content-Type is of another kind.
pub fn parts(content_type: &str, body: &[u8]) -> Vec<MultipartPart> {
    let Ok(boundary) = multer::parse_boundary(content_type) else { return Vec::new() };
    let body = Bytes::copy_from_slice(body);
    let stream = stream::once(future::ready(Ok::<_, Infallible>(body)));
    let mut multipart = Multipart::new(stream, boundary);
    let mut parts = Vec::new();
    while parts.len() < MAX_FIELDS {
        // All bytes are there, so nothing is ever waited for: what is not ready now never will be.
        let Some(Ok(Some(field))) = multipart.next_field().now_or_never() else { break };
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().map(str::to_owned);
        let content_type = field.content_type().map(ToString::to_string);
        let Some(Ok(body)) = field.bytes().now_or_never() else { break };
        parts.push(MultipartPart { name, file_name, content_type, body });
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONTENT_TYPE: &str = "multipart/form-data; boundary=X";

    fn read(body: &str) -> Vec<(String, String)> {
        fields(CONTENT_TYPE, body.as_bytes()).into_iter().map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
    }

    #[test]
    fn fields_are_read_and_garbage_ends_them() {
        let first = "--X\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n";
        let second = "--X\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f.txt\"\r\nContent-Type: text/plain\r\n\r\nhello\r\nworld\r\n";
        let both = [("a".to_owned(), "1".to_owned()), ("f".to_owned(), "hello\r\nworld".to_owned())];
        assert_eq!(read(&format!("{first}{second}--X--\r\n")), both);
        assert_eq!(read(&format!("{first}--X\r\nrubbish")), both[..1]);
        assert_eq!(read("rubbish"), []);
        assert_eq!(fields("text/plain", b"--X"), []);
        assert_eq!(fields("multipart/form-data", b"--X"), []);
    }
}
