//! Short messages about things that happened, shown as toasts: one sentence, sometimes with one action.

use std::time::{Duration, Instant};

use super::Command;

/// How long a notice without an error stays.
const SHOWN_FOR: Duration = Duration::from_secs(6);

/// How bad a notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// Something was done.
    Done,
    /// Something needs a look.
    Warning,
    /// Something failed; stays until it is closed.
    Error,
}

/// One message.
#[derive(Clone, Debug)]
pub struct Notice {
    /// Counts up, so that a closed toast can be named.
    pub id: u64,
    /// How bad it is.
    pub kind: NoticeKind,
    /// The sentence.
    pub text: String,
    /// What its button does, such as Undo.
    pub action: Option<Command>,
    /// When it goes by itself; none for one that stays.
    pub until: Option<Instant>,
}

/// The messages that are shown now, newest last.
#[derive(Debug, Default)]
pub struct Notices {
    shown: Vec<Notice>,
    next_id: u64,
}

impl Notices {
    /// The most messages at a time; the oldest goes.
    const MAX_SHOWN: usize = 4;

    /// Shows a message.
    pub fn show(&mut self, kind: NoticeKind, text: impl Into<String>, action: Option<Command>) {
        self.next_id += 1;
        let until = (kind != NoticeKind::Error).then(|| Instant::now() + SHOWN_FOR);
        self.shown.push(Notice { id: self.next_id, kind, text: text.into(), action, until });
        if self.shown.len() > Self::MAX_SHOWN {
            self.shown.remove(0);
        }
    }

    /// The messages to show.
    pub fn shown(&self) -> &[Notice] {
        &self.shown
    }

    /// Closes one message.
    pub fn close(&mut self, id: u64) {
        self.shown.retain(|notice| notice.id != id);
    }

    /// Lets go of what has been shown long enough; says when to look again.
    pub fn expire(&mut self, now: Instant) -> Option<Duration> {
        self.shown.retain(|notice| notice.until.is_none_or(|until| until > now));
        self.shown.iter().filter_map(|notice| notice.until).min().map(|until| until.saturating_duration_since(now))
    }
}
