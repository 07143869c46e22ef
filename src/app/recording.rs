//! The commands that record what passed through a spy: which exchanges, one undo step, and what a person is told about it.

use std::sync::Arc;

use super::{App, Command, Edit, NoticeKind, record};
use crate::{
    model::SpyMode,
    traffic::{Exchange, Log},
};

impl App {
    /// Whether any of the selected requests was answered by a real server.
    pub(super) fn can_record_selected(&self) -> bool {
        let log = self.traffic.log();
        let selected = &self.selection.exchanges;
        selected.iter().any(|sequence| log.get(*sequence).is_some_and(|exchange| record::is_recordable(exchange)))
    }

    /// Whether anything in the log was forwarded.
    pub(super) fn has_forwarded(&self) -> bool {
        forwarded(&self.traffic.log()).next().is_some()
    }

    /// Everything in the log that was forwarded, oldest first.
    pub(super) fn forwarded_exchanges(&self) -> Vec<Arc<Exchange>> {
        forwarded(&self.traffic.log()).cloned().collect()
    }

    /// Everything in the log that a real server answered, oldest first: forwarded by a spy, or read from a file.
    pub(super) fn recorded_exchanges(&self) -> Vec<Arc<Exchange>> {
        self.traffic.log().exchanges().iter().filter(|exchange| record::is_recordable(exchange)).cloned().collect()
    }

    /// Adds endpoints that answer as the real server did.
    pub(super) fn record_exchanges(&mut self, exchanges: &[Arc<Exchange>]) {
        let recording = record::record(exchanges, |kind| self.fresh_id(kind));
        let text = self.told(&recording);
        let Some(first) = recording.endpoints.first().map(|endpoint| endpoint.id.clone()) else {
            self.notices.show(NoticeKind::Warning, text, None);
            return;
        };
        let is_whole = recording.truncated + recording.ambiguous + recording.unreadable_headers == 0;
        let endpoints = recording.endpoints.into_iter().map(Arc::new).collect();
        self.edit(Edit::AddRecorded { endpoints, strict_trailing_slash: recording.needs_strict_slash });
        self.selection.select_endpoint(self.document.project(), &first);
        let kind = if is_whole { NoticeKind::Done } else { NoticeKind::Warning };
        self.notices.show(kind, text, Some(Command::Undo));
    }

    /// What was recorded and what was not.
    fn told(&self, recording: &record::Recording) -> String {
        let counted = |count: usize, one: &str, many: &str| match count {
            0 => None,
            1 => Some(format!("1 {one}")),
            _ => Some(format!("{count} {many}")),
        };
        let responses: usize = recording.endpoints.iter().map(|endpoint| endpoint.responses.len()).sum();
        let settings = &self.project().settings;
        let forwards_all = settings.spy.as_ref().is_some_and(|spy| spy.enabled && spy.mode == SpyMode::Always);
        let turns_strict = recording.needs_strict_slash && !settings.strict_trailing_slash;
        let remarks = [
            counted(recording.truncated, "answer was too large for the log", "answers were too large for the log"),
            counted(recording.ambiguous, "answer to an equal request was left out", "answers to equal requests were left out"),
            counted(
                recording.unreadable_headers,
                "header that is no text was left out",
                "headers that are no text were left out",
            ),
            turns_strict.then(|| "A trailing slash now makes another path".to_owned()),
            forwards_all.then(|| "The project still forwards every call".to_owned()),
        ];
        let endpoints = counted(recording.endpoints.len(), "endpoint", "endpoints");
        let done = match (endpoints, counted(responses, "response", "responses")) {
            (Some(endpoints), Some(responses)) => format!("{endpoints} with {responses} recorded"),
            _ => "Nothing was recorded".to_owned(),
        };
        std::iter::once(done).chain(remarks.into_iter().flatten()).collect::<Vec<_>>().join(". ")
    }
}

fn forwarded(log: &Log) -> impl Iterator<Item = &Arc<Exchange>> {
    log.exchanges().iter().filter(|exchange| exchange.forwarded_to.is_some() && record::is_recordable(exchange))
}
