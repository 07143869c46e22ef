//! The header fields of answers: what depends on the response alone is worked out once, the rest for each request.

use std::{cell::RefCell, sync::Arc};

use arc_swap::ArcSwapOption;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use jiff::{Timestamp, fmt::rfc2822::DateTimePrinter};

use super::cors;
use crate::engine::{Compiled, CompiledHead};

const CHUNKED: HeaderValue = HeaderValue::from_static("chunked");

/// The header fields of an answer, but for its date and for who asks.
#[derive(Debug)]
pub(super) struct AnswerHead {
    /// With places for what is still missing, so that completing a copy allocates nothing more.
    headers: HeaderMap,
    /// Other origins get leave from the server, not from the answer itself.
    gives_leave: bool,
    /// The date is the server's, not the answer's own.
    gives_date: bool,
    /// How it is written over HTTP/1.1, where that is a real server's way.
    written: Option<Arc<CompiledHead>>,
    /// All header fields as they were completed for a second, for whoever names no origin.
    completed: ArcSwapOption<(i64, Arc<HeaderMap>)>,
}

impl Clone for AnswerHead {
    fn clone(&self) -> Self {
        let Self { headers, gives_leave, gives_date, written, completed: _ } = self;
        let completed = ArcSwapOption::empty();
        let written = written.clone();
        Self { headers: headers.clone(), gives_leave: *gives_leave, gives_date: *gives_date, written, completed }
    }
}

impl AnswerHead {
    /// Adds what every answer has: its true length and the project's own header fields.
    pub(super) fn new(mut headers: HeaderMap, status: StatusCode, size: u64, compiled: &Compiled) -> Self {
        // How the body is framed is the connection's business, and a length that lies would break it.
        headers.remove(header::TRANSFER_ENCODING);
        if may_have_body(status) {
            headers.insert(header::CONTENT_LENGTH, HeaderValue::from(size));
        } else {
            headers.remove(header::CONTENT_LENGTH);
        }
        for name in compiled.headers.keys().filter(|name| !headers.contains_key(*name)).cloned().collect::<Vec<_>>() {
            for value in compiled.headers.get_all(&name) {
                headers.append(&name, value.clone());
            }
        }
        let gives_leave = compiled.project.settings.cors && !headers.contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN);
        if gives_leave {
            headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, cors::ANY_ORIGIN);
        }
        let gives_date = !headers.contains_key(header::DATE);
        if gives_date {
            headers.insert(header::DATE, HeaderValue::from_static(""));
        }
        Self { headers, gives_leave, gives_date, written: None, completed: ArcSwapOption::empty() }
    }

    /// The same head with the lines of the server that are recorded and no others.
    pub(super) fn written_as(mut self, written: &Arc<CompiledHead>, status: StatusCode) -> Self {
        if self.gives_date && written.own(&header::DATE).is_none() {
            self.gives_date = false;
            self.headers.remove(header::DATE);
        }
        let coding = written.own(&header::TRANSFER_ENCODING).filter(|_| may_have_body(status));
        match (coding, written.own(&header::CONTENT_LENGTH)) {
            (Some(coding), _) => {
                let coding = HeaderValue::from_str(coding).ok().filter(|coding| !coding.is_empty());
                self.headers.remove(header::CONTENT_LENGTH);
                self.headers.insert(header::TRANSFER_ENCODING, coding.unwrap_or(CHUNKED));
            }
            (None, None) => drop(self.headers.remove(header::CONTENT_LENGTH)),
            (None, Some("")) => {}
            (None, Some(length)) => {
                if let Ok(length) = HeaderValue::from_str(length) {
                    self.headers.insert(header::CONTENT_LENGTH, length);
                }
            }
        }
        self.written = Some(Arc::clone(written));
        self
    }

    /// How it is written over HTTP/1.1, where that is a real server's way.
    pub(super) fn written(&self) -> Option<&Arc<CompiledHead>> {
        self.written.as_ref()
    }

    /// The header fields as far as they depend on the response alone.
    pub(super) fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The same head for a body that comes in chunks.
    pub(super) fn chunked(mut self) -> Self {
        self.headers.remove(header::CONTENT_LENGTH);
        self.headers.insert(header::TRANSFER_ENCODING, CHUNKED);
        self.written = None;
        self
    }

    /// The same head, which announces that many bytes.
    pub(super) fn announcing(mut self, size: u64) -> Self {
        self.written = None;
        self.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(size));
        self
    }

    /// All header fields of the answer to a request. Within a second they are the same for most requests, and shared.
    pub(super) fn complete(&self, request: &HeaderMap, now: Timestamp) -> Arc<HeaderMap> {
        if self.leave_for(request).is_some() {
            return Arc::new(self.clone().into_complete(request, now));
        }
        let second = now.as_second();
        if let Some(completed) = &*self.completed.load()
            && completed.0 == second
        {
            return Arc::clone(&completed.1);
        }
        let headers = Arc::new(self.clone().into_complete(request, now));
        self.completed.store(Some(Arc::new((second, Arc::clone(&headers)))));
        headers
    }

    /// All header fields of the only answer that this is the head of.
    pub(super) fn into_complete(mut self, request: &HeaderMap, now: Timestamp) -> HeaderMap {
        if self.gives_date {
            self.headers.insert(header::DATE, date(now));
        }
        if let Some(origin) = self.leave_for(request) {
            cors::allow(origin, &mut self.headers);
        }
        self.headers
    }

    /// The other origin that asks, where the server gives it leave.
    fn leave_for<'r>(&self, request: &'r HeaderMap) -> Option<&'r HeaderValue> {
        request.get(header::ORIGIN).filter(|_| self.gives_leave)
    }
}

/// Whether a body may follow the head (RFC 9110, 6.4.1).
pub(super) fn may_have_body(status: StatusCode) -> bool {
    !(status.is_informational() || matches!(status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED))
}

/// The `Date` of a moment; printed once per second and thread.
pub(super) fn date(now: Timestamp) -> HeaderValue {
    thread_local! {
        static PRINTED: RefCell<(i64, HeaderValue)> = const { RefCell::new((i64::MIN, HeaderValue::from_static(""))) };
    }
    PRINTED.with_borrow_mut(|(second, value)| {
        if *second != now.as_second() {
            *second = now.as_second();
            let printed = DateTimePrinter::new().timestamp_to_rfc9110_string(&now);
            // Only a year beyond 9999 has no such form, and an empty date does no harm then.
            *value = HeaderValue::try_from(printed.unwrap_or_default()).unwrap_or(HeaderValue::from_static(""));
        }
        value.clone()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_dated_anew_every_second_and_shared_within_it() {
        let compiled = crate::engine::compile(&Arc::new(crate::model::Project::default()), None);
        let head = AnswerHead::new(HeaderMap::new(), StatusCode::OK, 3, &compiled);
        let anybody = HeaderMap::new();
        let at = |second| Timestamp::from_second(second).unwrap();
        let first = head.complete(&anybody, at(0));
        assert!(Arc::ptr_eq(&first, &head.complete(&anybody, at(0))));
        assert_eq!(first[header::CONTENT_LENGTH], "3");
        assert_eq!(head.complete(&anybody, at(1))[header::DATE], "Thu, 01 Jan 1970 00:00:01 GMT");
        let somebody = HeaderMap::from_iter([(header::ORIGIN, HeaderValue::from_static("http://a.test"))]);
        assert_eq!(head.complete(&somebody, at(1))[header::ACCESS_CONTROL_ALLOW_ORIGIN], "http://a.test");
        assert_eq!(head.complete(&anybody, at(1))[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
    }

    #[test]
    fn dates_have_the_form_of_http() {
        let table = [(0, "Thu, 01 Jan 1970 00:00:00 GMT"), (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT")];
        for (second, expected) in table {
            assert_eq!(date(Timestamp::from_second(second).unwrap()), expected);
        }
    }
}
