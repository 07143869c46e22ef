//! The body of an answer on its way out, with the record of its exchange on board: when the last byte is handed over, or
//! nobody wants it any more, the record goes to the log.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

use super::{draft::Draft, file_body::FileBody};
use crate::traffic::CapturedBody;

/// How much is handed over at a time: the connection copies it, and keeps room for as much.
const CHUNK_BYTES: usize = 64 * 1024;

/// The body of an answer.
#[derive(Debug)]
pub(super) struct AnswerBody {
    content: Content,
    draft: Option<Draft>,
}

/// What is still to be sent.
#[derive(Debug)]
pub(super) enum Content {
    Nothing,
    Bytes(Bytes),
    File(Box<FileBody>),
}

impl Content {
    /// What the log keeps of it; of a large file nothing yet.
    pub(super) fn captured(&self) -> CapturedBody {
        match self {
            Self::Bytes(bytes) => CapturedBody::of(bytes),
            Self::Nothing | Self::File(_) => CapturedBody::default(),
        }
    }
}

impl AnswerBody {
    /// A body that completes that record.
    pub(super) fn new(content: Content, mut draft: Draft) -> Self {
        let content = match content {
            Content::Bytes(bytes) if bytes.is_empty() => Content::Nothing,
            content => content,
        };
        if matches!(content, Content::Nothing) {
            draft.sent();
        }
        Self { content, draft: Some(draft) }
    }

    /// A body that records nothing.
    pub(super) fn unrecorded(bytes: Bytes) -> Self {
        Self { content: Content::Bytes(bytes), draft: None }
    }

    /// Everything is handed over.
    fn finish(&mut self) {
        self.note_what_was_sent();
        self.content = Content::Nothing;
        if let Some(draft) = &mut self.draft {
            draft.sent();
        }
    }

    /// A file's bytes are recorded as they went out, not beforehand.
    fn note_what_was_sent(&mut self) {
        if let (Content::File(file), Some(draft)) = (&mut self.content, &mut self.draft) {
            draft.body_sent(file.take_captured());
        }
    }
}

impl Drop for AnswerBody {
    fn drop(&mut self) {
        self.note_what_was_sent();
    }
}

impl Body for AnswerBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let this = self.get_mut();
        match &mut this.content {
            Content::Nothing => Poll::Ready(None),
            Content::Bytes(bytes) => {
                let chunk = bytes.split_to(bytes.len().min(CHUNK_BYTES));
                if bytes.is_empty() {
                    this.finish();
                }
                Poll::Ready(Some(Ok(Frame::data(chunk))))
            }
            Content::File(file) => {
                let chunk = std::task::ready!(file.poll_chunk(context));
                match &chunk {
                    Err(error) => {
                        let message = format!("The body file could not be read to its end: {error}");
                        if let Some(draft) = &mut this.draft {
                            draft.failed(message);
                            draft.sent();
                        }
                    }
                    Ok(_) if file.is_at_end() => this.finish(),
                    Ok(_) => {}
                }
                Poll::Ready(Some(chunk.map(Frame::data)))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self.content, Content::Nothing)
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(match &self.content {
            Content::Nothing => 0,
            Content::Bytes(bytes) => bytes.len() as u64,
            Content::File(file) => file.remaining(),
        })
    }
}
