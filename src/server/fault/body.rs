//! The body of an answer with which something goes wrong: late, slow, cut or malformed.

use std::{
    fmt, io,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
    time::Duration,
};

use bytes::Bytes;
use http_body::SizeHint;
use tokio::time::{Instant, sleep_until};

use super::{
    super::{
        answer_body::{CHUNK_BYTES, Content},
        wire::Link,
    },
    BrokenOff,
    ending::{Ending, Then},
};
use crate::traffic::CapturedBody;

/// What stands where the size of a chunk and the chunk should.
const MALFORMED_CHUNK: &[u8] = b"no-size\r\nmalformed on purpose\r\n";
/// So many times a second a slow body is continued.
const STEPS_PER_SECOND: u32 = 10;

/// A body with which something goes wrong.
pub(in crate::server) struct FaultyBody {
    content: Content,
    trouble: Trouble,
    link: Arc<Link>,
    is_http2: bool,
    /// What is waited for.
    wait: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
    /// When the first byte was asked for.
    began: Option<Instant>,
    /// What the log gets to keep.
    kept: Vec<u8>,
    sent: u64,
    /// It has broken off.
    is_over: bool,
}

/// What goes wrong with a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// It has at most so many bytes in a second.
    Slow { bytes_per_second: u32 },
    /// Its first byte comes so much later than the head.
    Late { wait: Duration },
    /// It breaks off after so many bytes.
    Cut { after_bytes: u64 },
    /// Its first chunk is malformed.
    BadChunk,
}

impl FaultyBody {
    pub(super) fn new(content: Content, trouble: Trouble, link: Arc<Link>, is_http2: bool) -> Self {
        let (wait, began, kept, sent, is_over) = (None, None, Vec::new(), 0, false);
        Self { content, trouble, link, is_http2, wait, began, kept, sent, is_over }
    }

    /// The next bytes. After it has broken off over HTTP/1.1 there are none, and no end: the connection ends instead.
    pub(in crate::server) fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<io::Result<Bytes>> {
        let began = *self.began.get_or_insert_with(Instant::now);
        match self.trouble {
            Trouble::Slow { bytes_per_second } => {
                let step = u64::from((bytes_per_second / STEPS_PER_SECOND).max(1)).min(self.content.size());
                let seconds = (self.sent + step) as f64 / f64::from(bytes_per_second);
                let due = Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX);
                ready!(self.poll_until(began.checked_add(due), context));
                self.poll_take(step, context)
            }
            Trouble::Late { wait } => {
                ready!(self.poll_until(began.checked_add(wait), context));
                self.poll_take(u64::MAX, context)
            }
            Trouble::Cut { after_bytes } => {
                let left = after_bytes - self.sent;
                if left == 0 || self.content.size() == 0 {
                    return self.poll_break_off(context);
                }
                let chunk = ready!(self.poll_take(left, context))?;
                // The library asks no more once it has all bytes that were announced, so the end is ordered with the last.
                if !self.is_http2 && (self.sent == after_bytes || self.content.size() == 0) {
                    self.end_connection(Bytes::new());
                }
                Poll::Ready(Ok(chunk))
            }
            Trouble::BadChunk => {
                if !self.is_over {
                    self.note(MALFORMED_CHUNK);
                    self.end_connection(Bytes::from_static(MALFORMED_CHUNK));
                }
                Poll::Pending
            }
        }
    }

    /// Takes up to that many bytes from what the body is.
    fn poll_take(&mut self, most: u64, context: &mut Context<'_>) -> Poll<io::Result<Bytes>> {
        let most = usize::try_from(most).unwrap_or(CHUNK_BYTES).min(CHUNK_BYTES);
        let chunk = ready!(self.content.poll_take(most, context))?;
        self.note(&chunk);
        Poll::Ready(Ok(chunk))
    }

    fn note(&mut self, chunk: &[u8]) {
        self.sent += chunk.len() as u64;
        let room = CapturedBody::MAX_KEPT.saturating_sub(self.kept.len());
        self.kept.extend_from_slice(&chunk[..chunk.len().min(room)]);
    }

    /// Ready from that moment on; never where there is none, because it is too far away.
    fn poll_until(&mut self, due: Option<Instant>, context: &mut Context<'_>) -> Poll<()> {
        let Some(due) = due else { return Poll::Pending };
        if self.wait.is_none() && Instant::now() >= due {
            return Poll::Ready(());
        }
        let wait = self.wait.get_or_insert_with(|| Box::pin(sleep_until(due)));
        ready!(wait.as_mut().poll(context));
        self.wait = None;
        Poll::Ready(())
    }

    /// Ends the stream with an error, or over HTTP/1.1 the connection.
    fn poll_break_off(&mut self, context: &mut Context<'_>) -> Poll<io::Result<Bytes>> {
        if !self.is_http2 {
            self.end_connection(Bytes::new());
            return Poll::Pending;
        }
        self.is_over = true;
        // An error now would throw away what is not on its way yet.
        let link = &self.link;
        let wait = self.wait.get_or_insert_with(|| {
            let link = Arc::clone(link);
            Box::pin(async move { link.endings.flushed().await })
        });
        ready!(wait.as_mut().poll(context));
        Poll::Ready(Err(io::Error::other(BrokenOff)))
    }

    fn end_connection(&mut self, bytes: Bytes) {
        self.is_over = true;
        self.link.endings.order(Ending { bytes, then: Then::Close, draft: None });
    }

    /// Whether it has broken off: nothing of it is going to be sent any more.
    pub(in crate::server) fn is_over(&self) -> bool {
        self.is_over
    }

    /// Whether all of it was sent, and nothing is going to break off.
    pub(in crate::server) fn is_at_end(&self) -> bool {
        matches!(self.trouble, Trouble::Slow { .. } | Trouble::Late { .. }) && self.content.size() == 0
    }

    /// What was sent so far, as the log keeps it.
    pub(in crate::server) fn take_captured(&mut self) -> CapturedBody {
        CapturedBody { bytes: Bytes::from(std::mem::take(&mut self.kept)), size: self.sent }
    }

    /// What is still to come as far as it was announced.
    pub(in crate::server) fn size_hint(&self) -> SizeHint {
        match self.trouble {
            Trouble::BadChunk => SizeHint::default(),
            _ => SizeHint::with_exact(self.content.size()),
        }
    }
}

impl fmt::Debug for FaultyBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FaultyBody").field("trouble", &self.trouble).field("sent", &self.sent).finish_non_exhaustive()
    }
}
