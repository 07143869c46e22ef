//! Undoes the content codings of request bodies, never beyond the limit: gzip, deflate, br and zstd, also several on top
//! of each other.

use std::io::{self, Read};

use bytes::Bytes;
use http::{HeaderMap, header};

/// What a request may be coded with, as `Accept-Encoding` tells the client with 415 (RFC 9110, 15.5.16).
pub(super) const SUPPORTED: &str = "gzip, deflate, br, zstd";

/// More codings than this on one body are an attack, not a request.
const MAX_STACKED: usize = 5;

/// A content coding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Coding {
    Gzip,
    Deflate,
    Brotli,
    Zstd,
}

/// Why a body cannot be decoded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum CodingError {
    #[error("The content coding “{0}” is not known")]
    Unknown(String),
    #[error("The body has more than {MAX_STACKED} content codings")]
    TooMany,
    #[error("The body is not valid {coding}: {reason}")]
    Garbled { coding: &'static str, reason: String },
    #[error("The decoded body is larger than the limit")]
    TooLarge,
}

/// The codings of a request's body in the order in which they were applied.
pub(super) fn codings(headers: &HeaderMap) -> Result<Vec<Coding>, CodingError> {
    let mut codings = Vec::new();
    for value in headers.get_all(header::CONTENT_ENCODING) {
        for name in String::from_utf8_lossy(value.as_bytes()).split(',') {
            match name.trim().to_ascii_lowercase().as_str() {
                "" | "identity" => continue,
                "gzip" | "x-gzip" => codings.push(Coding::Gzip),
                "deflate" => codings.push(Coding::Deflate),
                "br" => codings.push(Coding::Brotli),
                "zstd" => codings.push(Coding::Zstd),
                other => return Err(CodingError::Unknown(other.to_owned())),
            }
            if codings.len() > MAX_STACKED {
                return Err(CodingError::TooMany);
            }
        }
    }
    Ok(codings)
}

/// Undoes the codings, the last one first. No step yields more than `limit` bytes.
pub(super) fn decode(body: Bytes, codings: &[Coding], limit: usize) -> Result<Bytes, CodingError> {
    codings.iter().rev().try_fold(body, |body, coding| coding.undo(&body, limit).map(Bytes::from))
}

impl Coding {
    fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Deflate => "deflate",
            Self::Brotli => "br",
            Self::Zstd => "zstd",
        }
    }

    fn undo(self, body: &[u8], limit: usize) -> Result<Vec<u8>, CodingError> {
        let garbled = |error: io::Error| CodingError::Garbled { coding: self.name(), reason: error.to_string() };
        if body.is_empty() {
            return Ok(Vec::new());
        }
        match self {
            Self::Gzip => read_up_to(flate2::bufread::MultiGzDecoder::new(body), limit, garbled),
            // The name means the zlib format (RFC 9110, 8.4.1.2), but some clients send the bare stream.
            Self::Deflate if has_zlib_header(body) => read_up_to(flate2::bufread::ZlibDecoder::new(body), limit, garbled),
            Self::Deflate => read_up_to(flate2::bufread::DeflateDecoder::new(body), limit, garbled),
            Self::Brotli => read_up_to(brotli_decompressor::Decompressor::new(body, 4096), limit, garbled),
            Self::Zstd => read_zstd(body, limit, garbled),
        }
    }
}

fn has_zlib_header(body: &[u8]) -> bool {
    matches!(body, [method, flags, ..] if method & 0x0f == 8 && (u16::from(*method) << 8 | u16::from(*flags)) % 31 == 0)
}

fn read_up_to(reader: impl Read, limit: usize, garbled: impl Fn(io::Error) -> CodingError) -> Result<Vec<u8>, CodingError> {
    let mut decoded = Vec::new();
    reader.take(limit as u64 + 1).read_to_end(&mut decoded).map_err(garbled)?;
    if decoded.len() > limit { Err(CodingError::TooLarge) } else { Ok(decoded) }
}

/// A zstd body may be several frames, one after the other.
fn read_zstd(mut body: &[u8], limit: usize, garbled: impl Fn(io::Error) -> CodingError) -> Result<Vec<u8>, CodingError> {
    let mut decoded = Vec::new();
    while !body.is_empty() {
        let frame = ruzstd::decoding::StreamingDecoder::new(&mut body).map_err(|error| garbled(io::Error::other(error)))?;
        decoded.extend(read_up_to(frame, limit - decoded.len(), &garbled)?);
    }
    Ok(decoded)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write};
    use http::HeaderValue;
    use proptest::prelude::*;

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = write::GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn zlib(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = write::ZlibEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn bare_deflate(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = write::DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn zstd(bytes: &[u8]) -> Vec<u8> {
        ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
    }

    /// `{"a":1}` in brotli, as one uncompressed meta-block (RFC 7932, 9.2) and the empty last one.
    const BROTLI: &[u8] = &[0x60, 0x00, 0x10, b'{', b'"', b'a', b'"', b':', b'1', b'}', 0x03];

    const TEXT: &[u8] = br#"{"a":1}"#;

    #[test]
    fn each_coding_is_undone() {
        let two_frames = [zstd(b"{\"a\""), zstd(b":1}")].concat();
        let two_members = [gzip(b"{\"a\""), gzip(b":1}")].concat();
        for (coded, codings) in [
            (gzip(TEXT), &[Coding::Gzip][..]),
            (two_members, &[Coding::Gzip]),
            (zlib(TEXT), &[Coding::Deflate]),
            (bare_deflate(TEXT), &[Coding::Deflate]),
            (zstd(TEXT), &[Coding::Zstd]),
            (two_frames, &[Coding::Zstd]),
            (BROTLI.to_vec(), &[Coding::Brotli]),
            (zlib(&gzip(TEXT)), &[Coding::Gzip, Coding::Deflate]),
        ] {
            assert_eq!(decode(Bytes::from(coded), codings, 1000).as_deref(), Ok(TEXT), "{codings:?}");
        }
    }

    #[test]
    fn the_limit_holds_in_every_step() {
        let bomb = vec![b' '; 1_000_000];
        for (coded, coding) in [(gzip(&bomb), Coding::Gzip), (zlib(&bomb), Coding::Deflate), (zstd(&bomb), Coding::Zstd)] {
            assert_eq!(decode(Bytes::from(coded), &[coding], 999_999), Err(CodingError::TooLarge), "{coding:?}");
        }
        let nested = gzip(&gzip(&bomb));
        assert_eq!(decode(Bytes::from(nested), &[Coding::Gzip, Coding::Gzip], 5_000), Err(CodingError::TooLarge));
        assert!(decode(Bytes::from(gzip(&bomb)), &[Coding::Gzip], 1_000_000).is_ok());
    }

    #[test]
    fn names_are_read_as_the_standard_says() {
        let headers = |values: &[&'static str]| {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append(header::CONTENT_ENCODING, HeaderValue::from_static(value));
            }
            headers
        };
        assert_eq!(codings(&headers(&["GZIP , identity", "br"])), Ok(vec![Coding::Gzip, Coding::Brotli]));
        assert_eq!(codings(&headers(&[])), Ok(Vec::new()));
        assert_eq!(codings(&headers(&["compress"])), Err(CodingError::Unknown("compress".to_owned())));
        assert_eq!(codings(&headers(&["gzip,gzip,gzip,gzip,gzip,gzip"])), Err(CodingError::TooMany));
    }

    proptest! {
        #[test]
        fn any_bytes_end_in_a_body_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            for coding in [Coding::Gzip, Coding::Deflate, Coding::Brotli, Coding::Zstd] {
                if let Ok(decoded) = decode(Bytes::from(bytes.clone()), &[coding], 10_000) {
                    prop_assert!(decoded.len() <= 10_000);
                }
            }
        }
    }
}
