//! The body of a real server's answer on its way through a spy: every frame goes on as it came, and the log keeps the
//! first bytes of what passed.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use bytes::{Bytes, BytesMut};
use http_body::{Body, Frame, SizeHint};
use hyper::body::Incoming;

use crate::traffic::CapturedBody;

/// A body that passes.
#[derive(Debug)]
pub(super) struct PassingBody {
    body: Incoming,
    /// What the log gets to keep.
    kept: BytesMut,
    passed: u64,
    /// Where it comes from, for whoever reads that it broke off.
    from: String,
}

impl PassingBody {
    pub(super) fn new(body: Incoming, from: String) -> Self {
        Self { body, kept: BytesMut::new(), passed: 0, from }
    }

    /// What passed so far, as the log keeps it.
    pub(super) fn take_captured(&mut self) -> CapturedBody {
        CapturedBody { bytes: std::mem::take(&mut self.kept).freeze(), size: self.passed }
    }

    /// Whether all of it has passed. One that is empty from the start has not before it was asked: the connection would
    /// otherwise put a `Content-Length: 0` where the real server had not.
    pub(super) fn is_at_end(&self) -> bool {
        self.passed > 0 && self.body.is_end_stream()
    }

    /// Whether it is known to be empty.
    pub(super) fn is_empty(&self) -> bool {
        self.body.size_hint().exact() == Some(0)
    }

    pub(super) fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }

    /// The next frame, or why there is none.
    pub(super) fn poll_frame(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, String>>> {
        let frame = std::task::ready!(Pin::new(&mut self.body).poll_frame(context));
        if let Some(data) = frame.as_ref().and_then(|frame| frame.as_ref().ok()?.data_ref()) {
            self.passed += data.len() as u64;
            let room = CapturedBody::MAX_KEPT - self.kept.len();
            self.kept.extend_from_slice(&data[..data.len().min(room)]);
        }
        let broke_off = |error| format!("{} broke off in the middle of its answer: {error}", self.from);
        Poll::Ready(frame.map(|frame| frame.map_err(broke_off)))
    }
}
