//! Reads a request's body: whole, within the project's limit, not for ever, and with its content coding undone.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use http_body_util::BodyExt;
use hyper::body::{Body, Incoming};
use serde_json::Value;
use tokio::time::timeout;

use super::{
    coding::{self, CodingError},
    problem::ServerProblem,
    wire::Link,
};

/// Bodies above this many coded bytes are decoded away from the connections' threads.
const DECODE_ASIDE_BYTES: usize = 64 * 1024;
/// How much of a body that is too large is still read, so that the client gets to read the refusal.
const DISCARD_BYTES: u64 = 32 * 1024 * 1024;
/// How long that may take.
const DISCARD_TIME: Duration = Duration::from_secs(2);

/// Why there is no body.
#[derive(Debug)]
pub(super) enum BodyError {
    /// The client gets to know.
    Refused(Box<ServerProblem>),
    /// The client is gone, or what it sent makes no sense as a body.
    Broken(String),
}

/// A body that has arrived.
#[derive(Debug, Default)]
pub(super) struct ReceivedBody {
    /// As the client sent it.
    pub(super) raw: Bytes,
    /// With its content coding undone.
    pub(super) decoded: Bytes,
}

impl ReceivedBody {
    /// A body that needs no decoding, or cannot be.
    fn as_sent(raw: Bytes) -> Self {
        Self { decoded: raw.clone(), raw }
    }
}

/// Reads the body and undoes its content coding. One that cannot be decoded is refused unless `may_stay_coded`: where it
/// may be forwarded, the real server decides what to say to it.
pub(super) async fn read(
    mut body: Incoming,
    headers: &HeaderMap,
    limit: u64,
    may_stay_coded: bool,
    link: &Link,
) -> Result<ReceivedBody, BodyError> {
    let codings = match coding::codings(headers) {
        Ok(codings) => codings,
        Err(_) if may_stay_coded => Default::default(),
        Err(error) => {
            discard(body).await;
            return Err(refused(&error, limit));
        }
    };
    let raw = if body.size_hint().lower() > limit { None } else { collect(&mut body, limit, link).await? };
    let Some(raw) = raw else {
        discard(body).await;
        return Err(too_large(limit));
    };
    if codings.is_empty() {
        return Ok(ReceivedBody::as_sent(raw));
    }
    let coded = raw.clone();
    let limit_bytes = usize::try_from(limit).unwrap_or(usize::MAX - 1);
    let decoded = if raw.len() > DECODE_ASIDE_BYTES {
        let decoding = tokio::task::spawn_blocking(move || coding::decode(raw, &codings, limit_bytes));
        decoding.await.map_err(|error| BodyError::Broken(format!("The decoder of the body failed: {error}")))?
    } else {
        coding::decode(raw, &codings, limit_bytes)
    };
    match decoded {
        Ok(decoded) => Ok(ReceivedBody { raw: coded, decoded }),
        Err(_) if may_stay_coded => Ok(ReceivedBody::as_sent(coded)),
        Err(error) => Err(refused(&error, limit)),
    }
}

/// The body as it was sent; none where it is larger than the limit.
async fn collect(body: &mut Incoming, limit: u64, link: &Link) -> Result<Option<Bytes>, BodyError> {
    let mut first = Bytes::new();
    let mut rest = BytesMut::new();
    loop {
        let frame = match next_frame(body, link).await? {
            None => break,
            Some(frame) => frame,
        };
        let Ok(data) = frame.into_data() else { continue };
        if (first.len() + rest.len() + data.len()) as u64 > limit {
            return Ok(None);
        }
        // Most bodies are one frame and are never copied.
        if first.is_empty() && rest.is_empty() {
            first = data;
        } else {
            if rest.is_empty() {
                rest.extend_from_slice(&std::mem::take(&mut first));
            }
            rest.extend_from_slice(&data);
        }
    }
    Ok(Some(if rest.is_empty() { first } else { rest.freeze() }))
}

type Frame = hyper::body::Frame<Bytes>;

/// The next frame. The clock runs only where it is not there yet, which costs most requests nothing.
async fn next_frame(body: &mut Incoming, link: &Link) -> Result<Option<Frame>, BodyError> {
    let at_once = futures_util::FutureExt::now_or_never(body.frame());
    let frame = match at_once {
        Some(frame) => frame,
        None => timeout(link.shared.options.body_timeout, body.frame()).await.map_err(|_| too_slow())?,
    };
    frame.transpose().map_err(|error| BodyError::Broken(format!("The body broke off: {error}")))
}

/// Reads on for a while without keeping anything: a client that is still sending would otherwise never read the answer.
async fn discard(mut body: Incoming) {
    let reading = async {
        let mut discarded = 0;
        while let Some(Ok(frame)) = body.frame().await {
            discarded += frame.data_ref().map_or(0, |data| data.len() as u64);
            if discarded > DISCARD_BYTES {
                break;
            }
        }
    };
    // Whether it ended or ran out of time, the answer is the same.
    let _ = timeout(DISCARD_TIME, reading).await;
}

fn too_large(limit: u64) -> BodyError {
    let detail = format!("The body is larger than the {limit} bytes that this project accepts");
    let problem = ServerProblem::new(StatusCode::PAYLOAD_TOO_LARGE, "body-too-large", "The body is too large", detail);
    BodyError::Refused(Box::new(problem.with("limit_bytes", Value::from(limit))))
}

fn too_slow() -> BodyError {
    let detail = "The body stood still for too long before it was complete";
    BodyError::Refused(Box::new(ServerProblem::new(StatusCode::REQUEST_TIMEOUT, "too-slow", "The request took too long", detail)))
}

fn refused(error: &CodingError, limit: u64) -> BodyError {
    let detail = error.to_string();
    BodyError::Refused(Box::new(match error {
        CodingError::TooLarge => return too_large(limit),
        CodingError::Unknown(_) | CodingError::TooMany => {
            let title = "The body's content coding is not supported";
            ServerProblem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported-coding", title, detail)
                .with_header(header::ACCEPT_ENCODING, HeaderValue::from_static(coding::SUPPORTED))
        }
        CodingError::Garbled { .. } => {
            ServerProblem::new(StatusCode::BAD_REQUEST, "garbled-body", "The body cannot be decoded", detail)
        }
    }))
}
