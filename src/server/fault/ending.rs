//! How a connection ends on purpose. Whoever answers orders the ending; the connection's socket carries it out once
//! everything that was answered before is on its way, which is when the HTTP library flushes with nothing left to write.
//! From then on the library has no part in it: the socket is taken from it, and its connection is over.

use std::{
    error::Error,
    fmt, io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::Waker,
};

use bytes::Bytes;
use parking_lot::Mutex;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    sync::Notify,
    time::{sleep, timeout},
};

use super::super::{
    draft::Draft,
    transport::Transport,
    wire::{LINGER, LINGER_BYTES, Link},
};
use crate::traffic::CapturedBody;

/// The end of a connection: the last bytes, and then what.
#[derive(Debug)]
pub(in crate::server) struct Ending {
    /// What is sent in place of an answer, or of the rest of one.
    pub(super) bytes: Bytes,
    pub(super) then: Then,
    /// The record of the exchange that it ends; none where the answer's body has it on board.
    pub(super) draft: Option<Draft>,
}

/// What becomes of the socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Then {
    /// TCP RST.
    Reset,
    /// TCP FIN, after TLS's own goodbye where it has one.
    Close,
    /// It stays open until the client leaves or the server stops.
    Stall,
}

/// What a connection and those who answer on it tell each other about its end.
#[derive(Debug, Default)]
pub(in crate::server) struct Endings {
    /// Somebody ordered an ending or waits for a flush. Apart from the rest, so that nobody else pays for the question.
    is_wanted: AtomicBool,
    flushed: Notify,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    ordered: Option<Ending>,
    /// The socket, once the ending may begin.
    socket: Option<Transport>,
    /// The connection is over: nothing can be ordered any more.
    is_over: bool,
    /// Wakes the connection.
    waker: Option<Waker>,
}

/// Why the HTTP library lost its socket.
#[derive(Debug)]
struct EndedOnPurpose;

impl fmt::Display for EndedOnPurpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("The connection is ended on purpose")
    }
}

impl Error for EndedOnPurpose {}

impl Endings {
    /// Ends the connection as soon as everything that was answered so far is on its way. The first order counts.
    pub(super) fn order(&self, ending: Ending) {
        let mut state = self.state.lock();
        if state.is_over || state.ordered.is_some() {
            // Its record says what became of it when it is dropped, which needs this lock's connection.
            drop(state);
            drop(ending);
            return;
        }
        state.ordered = Some(ending);
        self.is_wanted.store(true, Ordering::Release);
        if let Some(waker) = &state.waker {
            waker.wake_by_ref();
        }
    }

    /// Waits until everything that was handed to the HTTP library so far is on its way.
    pub(super) async fn flushed(&self) {
        self.is_wanted.store(true, Ordering::Release);
        // One that is under way may have begun before; the one after it has not.
        for _ in 0..2 {
            let flushed = self.flushed.notified();
            if let Some(waker) = &self.state.lock().waker {
                waker.wake_by_ref();
            }
            flushed.await;
        }
    }

    /// Whoever is to be woken to carry an ending out.
    pub(in crate::server) fn set_waker(&self, waker: &Waker) {
        self.state.lock().waker = Some(waker.clone());
    }

    /// Whether the socket should say when it is flushed.
    pub(in crate::server) fn is_wanted(&self) -> bool {
        self.is_wanted.load(Ordering::Acquire)
    }

    /// Everything was flushed: the socket is taken where an ending was ordered.
    pub(in crate::server) fn on_flushed(&self, socket: &mut Transport) -> io::Result<()> {
        self.flushed.notify_waiters();
        let mut state = self.state.lock();
        if state.ordered.is_none() {
            return Ok(());
        }
        state.socket = Some(socket.take());
        Err(io::Error::other(EndedOnPurpose))
    }

    /// The connection is over for the HTTP library: what is left to do, if an ending was ordered and its moment came.
    pub(in crate::server) fn close(&self) -> Option<(Ending, Transport)> {
        let (ordered, socket) = {
            let mut state = self.state.lock();
            state.is_over = true;
            state.waker = None;
            (state.ordered.take(), state.socket.take())
        };
        ordered.zip(socket)
    }
}

impl Ending {
    /// Carries it out. Takes no longer than the server's grace once the server stops.
    pub(in crate::server) async fn carry_out(self, socket: Transport, link: &Arc<Link>) {
        let is_stall = self.then == Then::Stall;
        let stopped = async {
            link.closed().await;
            link.state().closing = true;
            if !is_stall {
                sleep(link.shared.options.grace).await;
            }
        };
        tokio::select! {
            biased;
            () = self.run(socket) => {}
            () = stopped => {}
        }
    }

    async fn run(self, mut socket: Transport) {
        let Self { bytes, then, draft } = self;
        let sent = async {
            socket.write_all(&bytes).await?;
            socket.flush().await
        };
        if sent.await.is_err() {
            return;
        }
        // Recorded at once: nothing more is going to happen, though a stall may last for long.
        if let Some(mut draft) = draft {
            draft.ended_without_answer(CapturedBody::of(&bytes));
        }
        match then {
            Then::Reset => socket.reset().await,
            Then::Close => close(socket).await,
            Then::Stall => while let Ok(1..) = socket.read(&mut [0; 1024]).await {},
        }
    }
}

/// Ends the stream, and reads on for a while: to a client that is still sending, closing at once would be a reset.
async fn close(mut socket: Transport) {
    if socket.shutdown().await.is_err() {
        return;
    }
    let mut scratch = vec![0; 8 * 1024];
    let mut discarded = 0;
    while discarded < LINGER_BYTES {
        match timeout(LINGER, socket.read(&mut scratch)).await {
            Ok(Ok(count @ 1..)) => discarded += count,
            _ => return,
        }
    }
}
