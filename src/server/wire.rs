//! The socket of one connection, watched: when a request began, what its first bytes were, and who is slow.
//!
//! The HTTP library answers what it cannot parse by itself and with an empty body. Our own answers always
//! carry a `Date` and its do not, so its refusal is recognised on the way out and replaced by one that says
//! what is wrong.

use std::{
    io,
    net::SocketAddr,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
    time::{Duration, Instant},
};

use bytes::{Buf, Bytes};
use http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use parking_lot::{Mutex, MutexGuard};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    sync::watch,
};

use super::{
    ServerOptions,
    control::Shared,
    fault::Endings,
    malformed,
    own_head::{OwnHeads, Place},
    transport::Transport,
};

/// How many bytes of a request's head are kept in case it turns out to be malformed.
const HEAD_KEPT: usize = 8 * 1024;
/// How long a reading of the clock is good for; a clock that was set meanwhile is noticed after it.
const CLOCK_AGE: Duration = Duration::from_secs(1);
/// How long the rest of what was refused may stand still before the socket is closed.
pub(super) const LINGER: Duration = Duration::from_millis(500);
/// How much of the rest of what was refused is read before the socket is closed.
pub(super) const LINGER_BYTES: usize = 32 * 1024 * 1024;

/// What is known about one connection, shared by its socket, its requests and the task that drives it.
#[derive(Debug)]
pub(super) struct Link {
    pub(super) shared: Arc<Shared>,
    pub(super) client: SocketAddr,
    /// The server's own end of it.
    pub(super) local: SocketAddr,
    pub(super) is_tls: bool,
    /// How it ends on purpose.
    pub(super) endings: Endings,
    /// Heads that are written otherwise than the HTTP library does.
    pub(super) own_heads: OwnHeads,
    /// Turns true when the server closes its connections.
    closing: watch::Receiver<bool>,
    state: Mutex<LinkState>,
}

/// What changes about one connection. All of it is touched by the connection's own task only.
#[derive(Debug)]
pub(super) struct LinkState {
    /// Requests that were read and whose answers are not yet handed over.
    in_flight: usize,
    /// A request was read.
    was_used: bool,
    /// When the first byte of the head came that is not complete yet.
    head_began: Option<Instant>,
    last_read: Instant,
    /// What the clock said at a recent moment; the clock is not read for every request.
    clock: (Instant, Timestamp),
    /// The first bytes of the head that is not complete yet, or of the last one.
    head: Vec<u8>,
    is_http2: bool,
    /// The server is closing this connection on its own account.
    pub(super) closing: bool,
    /// The client may still be sending what was refused: its socket is emptied for a while before it is closed,
    /// or the client's system would throw the refusal away.
    pub(super) lingers: bool,
    /// The head took too long: the socket ends the connection with 408.
    timed_out: bool,
    /// The refusal that was sent for what could not be parsed.
    pub(super) refusal: Option<Refusal>,
}

/// A refusal sent below HTTP, as the log keeps it.
#[derive(Clone, Debug)]
pub(super) struct Refusal {
    pub(super) status: StatusCode,
    pub(super) detail: String,
    pub(super) body: Bytes,
}

/// When a request began.
#[derive(Clone, Copy, Debug)]
pub(super) struct Begun {
    /// When its first byte was seen.
    pub(super) began: Instant,
    /// The same moment on the clock.
    pub(super) received_at: Timestamp,
    /// It is the connection's first request.
    pub(super) is_first: bool,
}

impl Link {
    pub(super) fn new(
        shared: Arc<Shared>,
        client: SocketAddr,
        local: SocketAddr,
        is_tls: bool,
        closing: watch::Receiver<bool>,
    ) -> Arc<Self> {
        let now = Instant::now();
        let state = LinkState {
            in_flight: 0,
            was_used: false,
            head_began: None,
            last_read: now,
            clock: (now, Timestamp::UNIX_EPOCH),
            head: Vec::with_capacity(512),
            is_http2: false,
            closing: false,
            lingers: false,
            timed_out: false,
            refusal: None,
        };
        Arc::new(Self {
            shared,
            client,
            local,
            is_tls,
            endings: Endings::default(),
            own_heads: OwnHeads::default(),
            closing,
            state: Mutex::new(state),
        })
    }

    pub(super) fn state(&self) -> MutexGuard<'_, LinkState> {
        self.state.lock()
    }

    /// A request's head is complete.
    pub(super) fn request_began(&self) -> Begun {
        let mut state = self.state.lock();
        state.in_flight += 1;
        let is_first = !std::mem::replace(&mut state.was_used, true);
        // None for a request that came in one read with the one before it.
        let began = state.head_began.take().unwrap_or(state.last_read);
        if is_first || began.saturating_duration_since(state.clock.0) > CLOCK_AGE {
            state.clock = (began, Timestamp::now() - SignedDuration::try_from(began.elapsed()).unwrap_or_default());
        }
        let since = SignedDuration::try_from(began.saturating_duration_since(state.clock.0)).unwrap_or_default();
        Begun { began, received_at: state.clock.1 + since, is_first }
    }

    /// Waits until the server closes its connections.
    pub(super) async fn closed(&self) {
        // Without a sender there is no server any more.
        let _ = self.closing.clone().wait_for(|closing| *closing).await;
    }

    /// Keeps the connection from counting as idle although no exchange is under way.
    pub(super) fn hold(self: &Arc<Self>) -> Held {
        self.state.lock().in_flight += 1;
        Held(Arc::clone(self))
    }

    /// The answer was handed over, or given up.
    pub(super) fn request_ended(&self) {
        self.state.lock().in_flight -= 1;
    }
}

/// Keeps a connection from counting as idle until it is dropped.
#[derive(Debug)]
pub(super) struct Held(Arc<Link>);

impl Drop for Held {
    fn drop(&mut self) {
        self.0.request_ended();
    }
}

impl LinkState {
    fn bytes_came(&mut self, bytes: &[u8]) {
        self.last_read = Instant::now();
        if self.head_began.is_none() {
            self.head.clear();
        }
        let room = HEAD_KEPT.saturating_sub(self.head.len());
        self.head.extend_from_slice(&bytes[..bytes.len().min(room)]);
        if self.head.starts_with(b"PRI * HTTP/2") {
            self.is_http2 = true;
        }
        if self.in_flight == 0 && !self.is_http2 {
            self.head_began.get_or_insert(self.last_read);
        }
    }

    /// The head that is not complete yet, or the last one, as far as it was kept.
    pub(super) fn head(&self) -> &[u8] {
        &self.head
    }

    /// Whether a head has begun and is not complete.
    pub(super) fn is_mid_head(&self) -> bool {
        self.head_began.is_some()
    }

    /// Whether a request was read.
    pub(super) fn was_used(&self) -> bool {
        self.was_used
    }

    /// Whether the client speaks HTTP/2.
    pub(super) fn is_http2(&self) -> bool {
        self.is_http2
    }

    /// When the first byte of what could not be parsed was seen.
    pub(super) fn began(&self) -> Instant {
        self.head_began.unwrap_or(self.last_read)
    }

    /// When somebody should look whether the client is too slow; none while an answer is under way.
    pub(super) fn deadline(&self, options: &ServerOptions) -> Option<Instant> {
        match self.head_began {
            _ if self.lingers => Some(self.last_read + LINGER),
            _ if self.in_flight > 0 => None,
            Some(began) => Some(began + options.head_timeout),
            None => Some(self.last_read + options.idle_timeout),
        }
    }

    /// Ends the connection with 408 the next time its socket is looked at.
    pub(super) fn time_out(&mut self) {
        self.timed_out = true;
    }
}

/// The socket of one connection.
#[derive(Debug)]
pub(super) struct Wire {
    stream: Transport,
    link: Arc<Link>,
    /// What is sent in place of what the HTTP library wrote.
    instead: Option<Instead>,
    /// How much was read and thrown away after a refusal.
    discarded: usize,
    /// Something was written since the last flush.
    has_written: bool,
}

#[derive(Debug)]
struct Instead {
    answer: Bytes,
    /// How many of the library's bytes it stands for.
    replaced: usize,
}

impl Wire {
    pub(super) fn new(stream: Transport, link: Arc<Link>) -> Self {
        Self { stream, link, instead: None, discarded: 0, has_written: false }
    }

    /// Refuses what could not be read as a request; returns the answer.
    fn refuse(&mut self, status: StatusCode) -> Bytes {
        let mut state = self.link.state();
        // The library may have stopped at the first bytes; the rest of the head, where it is there, tells more.
        let mut rest = [0; HEAD_KEPT];
        let room = HEAD_KEPT.saturating_sub(state.head.len());
        let count = self.stream.read_now(&mut rest[..room]);
        state.head.extend_from_slice(&rest[..count]);
        let status = malformed::true_status(state.head(), status);
        let detail = malformed::explain(state.head(), status);
        let (answer, body) = malformed::answer(status, &detail);
        state.refusal = Some(Refusal { status, detail, body });
        state.lingers = true;
        answer
    }

    /// Sends what stands in place of the library's bytes. Ready with their count once it is out.
    fn poll_instead(&mut self, context: &mut Context<'_>) -> Poll<io::Result<usize>> {
        while let Some(instead) = &mut self.instead {
            if instead.answer.is_empty() {
                let replaced = instead.replaced;
                self.instead = None;
                return Poll::Ready(Ok(replaced));
            }
            let sent = ready!(Pin::new(&mut self.stream).poll_write(context, &instead.answer))?;
            instead.answer.advance(sent);
        }
        Poll::Ready(Ok(0))
    }
}

/// Where the library's own refusal begins in what it writes, and its status.
fn own_refusal(bytes: &[u8]) -> Option<(usize, StatusCode)> {
    const END: &[u8] = b"content-length: 0\r\n\r\n";
    const CLOSE: &[u8] = b"connection: close\r\n";
    let head = bytes.strip_suffix(END).and_then(|head| head.strip_suffix(CLOSE))?;
    let start = head.strip_suffix(b"\r\n")?.windows(9).rposition(|window| window == b"HTTP/1.1 ")?;
    let line = head.get(start + 9..head.len() - 2)?;
    if line.contains(&b'\n') {
        return None;
    }
    Some((start, StatusCode::from_bytes(line.get(..3)?).ok()?))
}

impl AsyncRead for Wire {
    fn poll_read(self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = buffer.filled().len();
        let polled = Pin::new(&mut this.stream).poll_read(context, buffer);
        let mut state = this.link.state();
        match &polled {
            Poll::Ready(Ok(())) if buffer.filled().len() > before => state.bytes_came(&buffer.filled()[before..]),
            Poll::Pending if std::mem::take(&mut state.timed_out) => {
                drop(state);
                // The end of the stream ends the connection. Nothing was sent for long, so there is room for the refusal.
                let answer = this.refuse(StatusCode::REQUEST_TIMEOUT);
                this.stream.write_now(&answer);
                return Poll::Ready(Ok(()));
            }
            _ => {}
        }
        polled
    }
}

impl AsyncWrite for Wire {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        this.has_written = true;
        if this.instead.is_some() {
            return this.poll_instead(context);
        }
        let place = if this.link.own_heads.is_wanted() { this.link.own_heads.place_in(bytes) } else { None };
        let bytes = match place {
            None => bytes,
            Some(Place::After(before)) => &bytes[..before],
            Some(Place::Here(answer, replaced)) => {
                this.instead = Some(Instead { answer, replaced });
                return this.poll_instead(context);
            }
        };
        let bytes = match own_refusal(bytes) {
            None => bytes,
            Some((0, status)) => {
                this.instead = Some(Instead { answer: this.refuse(status), replaced: bytes.len() });
                return this.poll_instead(context);
            }
            // Only the end of the answer before it; the refusal then comes again by itself.
            Some((before, _)) => &bytes[..before],
        };
        Pin::new(&mut this.stream).poll_write(context, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        ready!(Pin::new(&mut this.stream).poll_flush(context))?;
        let has_written = std::mem::take(&mut this.has_written);
        if this.link.endings.is_wanted() {
            if has_written && this.link.state().is_http2() {
                // HTTP/2 flushes between the frames it has; only when a flush had nothing to send was that the last of them.
                context.waker().wake_by_ref();
            } else {
                this.link.endings.on_flushed(&mut this.stream)?;
            }
        }
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        ready!(Pin::new(&mut this.stream).poll_shutdown(context))?;
        let mut scratch = [0; 8 * 1024];
        while this.link.state().lingers && this.discarded < LINGER_BYTES {
            let mut buffer = ReadBuf::new(&mut scratch);
            ready!(Pin::new(&mut this.stream).poll_read(context, &mut buffer))?;
            if buffer.filled().is_empty() {
                break;
            }
            this.discarded += buffer.filled().len();
            this.link.state().last_read = Instant::now();
        }
        Poll::Ready(Ok(()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_librarys_own_refusal_is_recognised() {
        let refusal = "HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
        let ours =
            "HTTP/1.1 400 Bad Request\r\ndate: Thu, 01 Jan 1970 00:00:00 GMT\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
        for (bytes, expected) in [
            (refusal.to_owned(), Some((0, StatusCode::BAD_REQUEST))),
            (format!("{{\"a\":1}}{refusal}"), Some((7, StatusCode::BAD_REQUEST))),
            (
                refusal.replace("400 Bad Request", "431 Request Header Fields Too Large"),
                StatusCode::from_u16(431).ok().map(|status| (0, status)),
            ),
            (ours.to_owned(), None),
            (refusal.replace("content-length: 0", "content-length: 1"), None),
            ("HTTP/1.1 200 OK\r\n\r\n".to_owned(), None),
            (String::new(), None),
        ] {
            assert_eq!(own_refusal(bytes.as_bytes()), expected, "{bytes:?}");
        }
    }
}
