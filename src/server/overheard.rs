//! A connection to a real server, listened to: the heads of its answers are kept as they stand on the wire, because the
//! HTTP library tells only what they mean.

use std::{
    collections::VecDeque,
    io::{self, IoSlice},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use http::response::Parts;
use hyper::rt::{Read, ReadBuf, ReadBufCursor, Write};
use hyper_util::client::legacy::connect::{Connected, Connection};
use parking_lot::Mutex;

use crate::traffic::RawHead;

/// The largest head that is kept.
const MAX_HEAD_BYTES: usize = 128 * 1024;
/// So many heads wait for whoever asks; only what changes nothing about an answer is asked for here.
const MAX_WAITING: usize = 16;
/// How much is read at a time while a head is listened for.
const STEP_BYTES: usize = 4 * 1024;

/// The heads that came over one connection and that nobody asked for yet. Travels with every answer of the connection.
#[derive(Clone, Debug, Default)]
pub(super) struct Heads(Arc<Mutex<VecDeque<Bytes>>>);

/// A connection that is listened to.
#[derive(Debug)]
pub(super) struct Overheard<S> {
    stream: S,
    heads: Heads,
    /// What was heard of a head that is not complete yet; none while what comes is the body of an answer.
    heard: Option<Vec<u8>>,
}

impl Heads {
    /// The head of that answer as it stood on the wire.
    pub(super) fn take(&self, answer: &Parts) -> Option<RawHead> {
        let mut heads = self.0.lock();
        let of = |bytes: &Bytes| RawHead::of(bytes.clone(), answer.status, answer.version, &answer.headers);
        // Another answer may have come since, because an answer without a body frees its connection at once.
        let (at, head) = heads.iter().enumerate().find_map(|(at, bytes)| Some((at, of(bytes)?)))?;
        heads.remove(at);
        Some(head)
    }

    fn keep(&self, head: &[u8]) {
        let mut heads = self.0.lock();
        if heads.len() == MAX_WAITING {
            heads.pop_front();
        }
        heads.push_back(Bytes::copy_from_slice(head));
    }
}

impl<S> Overheard<S> {
    pub(super) fn new(stream: S) -> Self {
        Self { stream, heads: Heads::default(), heard: None }
    }

    /// Something is sent, and what comes next is the head of an answer.
    fn asked(&mut self) {
        self.heard.get_or_insert_default();
    }

    /// Takes note of bytes that came while a head was listened for.
    fn came(&mut self, bytes: &[u8]) {
        let Some(heard) = &mut self.heard else { return };
        heard.extend_from_slice(bytes);
        while let Some((head, _)) = RawHead::split_from(heard) {
            // Interim answers come before the one that is waited for (RFC 9110, 15.2).
            let is_interim = head.get(8..10) == Some(b" 1");
            let length = head.len();
            if !is_interim {
                self.heads.keep(head);
                self.heard = None;
                return;
            }
            heard.drain(..length);
        }
        if heard.len() > MAX_HEAD_BYTES {
            self.heard = None;
        }
    }
}

impl<S: Connection> Connection for Overheard<S> {
    fn connected(&self) -> Connected {
        let connected = self.stream.connected();
        // Heads of HTTP/2 have no spelling of their own.
        if connected.is_negotiated_h2() { connected } else { connected.extra(self.heads.clone()) }
    }
}

impl<S: Read + Unpin> Read for Overheard<S> {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, mut buffer: ReadBufCursor<'_>) -> Poll<io::Result<()>> {
        if self.heard.is_none() {
            return Pin::new(&mut self.stream).poll_read(context, buffer);
        }
        let mut step = [0; STEP_BYTES];
        let room = buffer.remaining().min(STEP_BYTES);
        let mut read = ReadBuf::new(&mut step[..room]);
        ready!(Pin::new(&mut self.stream).poll_read(context, read.unfilled()))?;
        self.came(read.filled());
        buffer.put_slice(read.filled());
        Poll::Ready(Ok(()))
    }
}

impl<S: Write + Unpin> Write for Overheard<S> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.asked();
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.asked();
        Pin::new(&mut self.stream).poll_write_vectored(context, slices)
    }
}
