//! The body of an answer on its way out, with the record of its exchange on board: when the last byte is handed over, or
//! nobody wants it any more, the record goes to the log.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

use super::{draft::Draft, fault::FaultyBody, file_body::FileBody, passing_body::PassingBody};
use crate::traffic::CapturedBody;

/// How much is handed over at a time: the connection copies it, and keeps room for as much.
pub(super) const CHUNK_BYTES: usize = 64 * 1024;

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
    Faulty(Box<FaultyBody>),
    Passing(Box<PassingBody>),
}

impl Content {
    /// What the log keeps of it; nothing yet of what is not known before it is sent.
    pub(super) fn captured(&self) -> CapturedBody {
        match self {
            Self::Bytes(bytes) => CapturedBody::of(bytes),
            Self::Nothing | Self::File(_) | Self::Faulty(_) | Self::Passing(_) => CapturedBody::default(),
        }
    }

    /// How many bytes are still to come, as far as that is known.
    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(match self {
            Self::Nothing => 0,
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::File(file) => file.remaining(),
            Self::Faulty(body) => return body.size_hint(),
            Self::Passing(body) => return body.size_hint(),
        })
    }

    /// How many bytes are still to come at least.
    pub(super) fn size(&self) -> u64 {
        self.size_hint().lower()
    }

    /// The next bytes, up to `most`; of what passes through a spy none, because its frames go on as they came.
    pub(super) fn poll_take(&mut self, most: usize, context: &mut Context<'_>) -> Poll<io::Result<Bytes>> {
        match self {
            Self::Nothing | Self::Passing(_) => Poll::Ready(Ok(Bytes::new())),
            Self::Bytes(bytes) => Poll::Ready(Ok(bytes.split_to(bytes.len().min(most)))),
            Self::File(file) => file.poll_chunk(most, context),
            Self::Faulty(body) => body.poll_chunk(context),
        }
    }

    /// Whether nothing more is to come.
    fn is_at_end(&self) -> bool {
        match self {
            Self::Faulty(body) => body.is_at_end(),
            Self::Passing(body) => body.is_at_end(),
            content => content.size() == 0,
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
            Content::Faulty(body) => body.take_captured(),
            Content::Passing(body) => body.take_captured(),
            Content::Nothing | Content::Bytes(_) => return,
        };
        if let Some(draft) = &mut self.draft {
            draft.body_sent(captured);
        }
    }

    /// It has broken off on purpose: its record is complete, and more of it never comes.
    fn note_breaking_off(&mut self) {
        if matches!(&self.content, Content::Faulty(body) if body.is_over()) {
            self.note_what_was_sent();
            if let Some(mut draft) = self.draft.take() {
                draft.sent();
            }
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
            Content::Passing(body) => {
                let frame = ready!(body.poll_frame(context));
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
            content => {
                let polled = content.poll_take(CHUNK_BYTES, context);
                this.note_breaking_off();
                let chunk = ready!(polled);
                match &chunk {
                    Err(error) => this.fail(format!("The body file could not be read to its end: {error}")),
                    Ok(_) if this.content.is_at_end() => this.finish(),
                    Ok(_) => {}
                }
                Poll::Ready(Some(chunk.map(Frame::data)))
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
        self.content.size_hint()
    }
}
