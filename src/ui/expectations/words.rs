//! What an expectation demands, in words. Pure, and the same in the panel, the editor, the palette and for people who hear it.

use std::borrow::Cow;

use crate::{
    model::{CallCount, Expectation, Project, TimeWindow},
    traffic::expected_requests,
};

/// How many calls there must be: `exactly 2`.
pub(crate) fn count(count: CallCount) -> String {
    match count {
        CallCount::Exactly(count) => format!("exactly {count}"),
        CallCount::AtLeast(count) => format!("at least {count}"),
        CallCount::AtMost(count) => format!("at most {count}"),
        CallCount::Between { min, max } => format!("{min} to {max}"),
        CallCount::Never => "never".to_owned(),
    }
}

/// All that is demanded of the calls: `exactly 2, after Login, answered with 201`.
pub(crate) fn demand(project: &Project, expectation: &Expectation) -> String {
    let mut text = count(expectation.count);
    if let Some(after) = &expectation.after {
        let other = project.expectation(&after.expectation).map_or(Cow::Borrowed("one that is gone"), |other| other.title());
        text += &format!(", {}after {other}", if after.strict { "directly " } else { "" });
    }
    if let Some(TimeWindow { from_ms, until_ms }) = expectation.window {
        text += &match (from_ms, until_ms) {
            (0, Some(until)) => format!(", within {}", seconds(until)),
            (from, Some(until)) => format!(", between {} and {}", seconds(from), seconds(until)),
            (from, None) => format!(", from {} on", seconds(from)),
        };
    }
    if let Some(status) = expectation.answer.status {
        text += &format!(", answered with {status}");
    }
    if let Some(endpoint) = &expectation.answer.endpoint {
        let by = project
            .endpoint(endpoint)
            .map_or_else(|| "an endpoint that is gone".to_owned(), |endpoint| format!("{} {}", endpoint.method, endpoint.path));
        let answered = if expectation.answer.status.is_some() { "" } else { ", answered" };
        text += &format!("{answered} by {by}");
    }
    text
}

/// The whole demand in a sentence: `POST /orders exactly 2, after Login`.
pub(crate) fn sentence(project: &Project, expectation: &Expectation) -> String {
    let comma = if expectation.request.condition.is_some() { "," } else { "" };
    format!("{}{comma} {}", expected_requests(&expectation.request), demand(project, expectation))
}

fn seconds(ms: u64) -> String {
    format!("{} s", ms as f64 / 1_000.0)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::{After, EndpointId, ExpectationId, RequestPattern};

    #[test]
    fn demands_read_as_sentences() {
        let mut login = Expectation::new(ExpectationId::new("x1"), RequestPattern::new("POST", "/login"));
        login.name = "Login".to_owned();
        let project = Project { expectations: vec![Arc::new(login)], ..crate::model::fixture::project_of(&[], &[("a", None)]) };
        let mut expectation = Expectation::new(ExpectationId::new("x2"), RequestPattern::new("POST", "/orders"));
        assert_eq!(sentence(&project, &expectation), "POST /orders at least 1");
        expectation.count = CallCount::Exactly(2);
        expectation.after = Some(After { expectation: ExpectationId::new("x1"), strict: false, extra: Default::default() });
        assert_eq!(sentence(&project, &expectation), "POST /orders exactly 2, after Login");
        expectation.count = CallCount::Between { min: 1, max: 3 };
        expectation.after = Some(After { expectation: ExpectationId::new("gone"), strict: true, extra: Default::default() });
        expectation.window = Some(TimeWindow { from_ms: 0, until_ms: Some(1_500) });
        expectation.answer.status = Some(201);
        expectation.answer.endpoint = Some(EndpointId::new("a"));
        assert_eq!(
            demand(&project, &expectation),
            "1 to 3, directly after one that is gone, within 1.5 s, answered with 201 by GET /a"
        );
        expectation.count = CallCount::Never;
        (expectation.after, expectation.answer.status) = (None, None);
        expectation.window = Some(TimeWindow { from_ms: 2_000, until_ms: None });
        expectation.request = RequestPattern::default();
        assert_eq!(sentence(&project, &expectation), "any method any path never, from 2 s on, answered by GET /a");
    }
}
