//! Faults, true on the wire: what goes wrong with an answer on purpose, in the terms of the HTTP version that is spoken.
//!
//! | fault | HTTP/1.1 | HTTP/2 |
//! |---|---|---|
//! | reset | TCP RST | the stream is reset with `INTERNAL_ERROR` |
//! | close | FIN without a byte | the same: the connection ends, and every stream with it |
//! | stall | nothing more is sent | the stream stays open, others go on |
//! | cut | the head, so many bytes of the body, FIN | the head, so many bytes of data, the stream is reset |
//! | bad chunk | a chunked head, a malformed chunk, FIN | the head announces one byte more than there is data (RFC 9113, 8.1.1) |
//! | garbage | random bytes, FIN | the same: the bytes are no frames, and every stream ends with the connection |
//! | slow body, slow first byte | as they say | as they say |
//!
//! What was answered before on the connection arrives whole. An answer that has no body by its nature, such as one to
//! HEAD, cannot be cut or have a bad chunk: it is sent, and over HTTP/1.1 the connection ends after it.

mod body;
mod ending;

use std::{borrow::Cow, future::pending, sync::Arc, time::Duration};

use bytes::Bytes;
use http::{Method, Response, Version};

pub(super) use self::{body::FaultyBody, ending::Endings};
use self::{
    body::Trouble,
    ending::{Ending, Then},
};
use super::{
    answer::Answer,
    answer_body::{AnswerBody, Content},
    answer_head::may_have_body,
    draft::Draft,
    service::hand_over,
};
use crate::{engine::garbage, model::FaultKind, traffic::CapturedBody};

/// An answer broke off, or never came, because somebody wanted it so.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("The answer was broken off on purpose")]
pub(super) struct BrokenOff;

/// Answers, and lets that go wrong with it.
pub(super) async fn inflict(mut draft: Draft, answer: Answer<'_>, kind: FaultKind) -> Result<Response<AnswerBody>, BrokenOff> {
    let is_http2 = draft.exchange().version >= Version::HTTP_2;
    let (then, bytes) = match kind {
        FaultKind::Reset if is_http2 => return reset_stream(draft),
        FaultKind::Stall if is_http2 => return stall_stream(draft).await,
        FaultKind::Reset => (Then::Reset, Bytes::new()),
        FaultKind::Close => (Then::Close, Bytes::new()),
        FaultKind::Stall => (Then::Stall, Bytes::new()),
        FaultKind::Garbage { bytes } => (Then::Close, garbage(draft.exchange().seed, bytes).into()),
        FaultKind::SlowBody { bytes_per_second } => {
            return Ok(with_trouble(draft, answer, Trouble::Slow { bytes_per_second }, is_http2));
        }
        FaultKind::SlowFirstByte { ms } => {
            let wait = Duration::from_millis(ms.into());
            return Ok(with_trouble(draft, answer, Trouble::Late { wait }, is_http2));
        }
        FaultKind::Cut { after_bytes } => return Ok(with_trouble(draft, answer, Trouble::Cut { after_bytes }, is_http2)),
        FaultKind::BadChunk => return Ok(with_trouble(draft, answer, Trouble::BadChunk, is_http2)),
    };
    draft.count();
    let link = Arc::clone(draft.link());
    link.endings.order(Ending { bytes, then, draft: Some(draft) });
    // The connection ends, and this answer with it.
    pending().await
}

/// Resets the stream: the connection does it when it is told that there is no answer.
fn reset_stream(mut draft: Draft) -> Result<Response<AnswerBody>, BrokenOff> {
    draft.ended_without_answer(CapturedBody::default());
    Err(BrokenOff)
}

/// Leaves the stream open until the client gives it up or the server stops.
async fn stall_stream(mut draft: Draft) -> Result<Response<AnswerBody>, BrokenOff> {
    let link = Arc::clone(draft.link());
    let _held = link.hold();
    draft.ended_without_answer(CapturedBody::default());
    // Recorded at once: nothing more is going to happen.
    drop(draft);
    link.closed().await;
    Err(BrokenOff)
}

/// Answers with a body with which that goes wrong.
fn with_trouble(draft: Draft, mut answer: Answer<'_>, trouble: Trouble, is_http2: bool) -> Response<AnswerBody> {
    let has_no_body = draft.exchange().method == Method::HEAD || !may_have_body(answer.status);
    let size = answer.content.size();
    let breaks_off = matches!(trouble, Trouble::Cut { .. } | Trouble::BadChunk);
    let link = Arc::clone(draft.link());
    if has_no_body || (size == 0 && trouble != Trouble::BadChunk && !(breaks_off && is_http2)) {
        if breaks_off && !is_http2 {
            // The connection is not looked at again before it has the whole head.
            link.endings.order(Ending { bytes: Bytes::new(), then: Then::Close, draft: None });
        }
        return hand_over(draft, answer);
    }
    if trouble == Trouble::BadChunk {
        let head = answer.head.into_owned();
        answer.head = Cow::Owned(if is_http2 { head.announcing(size + 1) } else { head.chunked() });
        if is_http2 {
            return hand_over(draft, answer);
        }
    }
    answer.content = Content::Faulty(Box::new(FaultyBody::new(answer.content, trouble, link, is_http2)));
    hand_over(draft, answer)
}
