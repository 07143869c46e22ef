//! The body of an answer on its way out, with the record of its exchange on board: when the last byte is handed over, or
//! nobody wants it any more, the record goes to the log.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

use super::{draft::Draft, file_body::FileBody, passing_body::PassingBody};
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
    Passing(Box<PassingBody>),
}

impl Content {
    /// What the log keeps of it; nothing yet of what is not known before it is sent.
    pub(super) fn captured(&self) -> CapturedBody {
        match self {
            Self::Bytes(bytes) => CapturedBody::of(bytes),
            Self::Nothing | Self::File(_) | Self::Passing(_) => CapturedBody::default(),
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
        let is_empty = match &content {
            Content::Passing(body) => body.is_empty(),
            content => matches!(content, Content::Nothing),
        };
        if is_empty {
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

    /// What is not known beforehand is recorded as it went out.
    fn note_what_was_sent(&mut self) {
        let captured = match &mut self.content {
            Content::File(file) => file.take_captured(),
            Content::Passing(body) => body.take_captured(),
            Content::Nothing | Content::Bytes(_) => return,
        };
        if let Some(draft) = &mut self.draft {
            draft.body_sent(captured);
        }
    }

    /// The rest does not come.
    fn fail(&mut self, message: String) {
        if let Some(draft) = &mut self.draft {
            draft.failed(message);
            draft.sent();
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
                        this.fail(message);
                    }
                    Ok(_) if file.is_at_end() => this.finish(),
                    Ok(_) => {}
                }
                Poll::Ready(Some(chunk.map(Frame::data)))
            }
            Content::Passing(body) => {
                let frame = std::task::ready!(body.poll_frame(context));
                let is_at_end = body.is_at_end();
                match frame {
                    Some(Err(message)) => {
                        this.fail(message.clone());
                        return Poll::Ready(Some(Err(io::Error::other(message))));
                    }
                    None => this.finish(),
                    Some(Ok(_)) if is_at_end => this.finish(),
                    Some(Ok(_)) => {}
                }
                Poll::Ready(frame.map(|frame| frame.map_err(io::Error::other)))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.content {
            Content::Passing(body) => body.is_at_end(),
            content => matches!(content, Content::Nothing),
        }
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(match &self.content {
            Content::Nothing => 0,
            Content::Bytes(bytes) => bytes.len() as u64,
            Content::File(file) => file.remaining(),
            Content::Passing(body) => return body.size_hint(),
        })
    }
}
