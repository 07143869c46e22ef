//! How numbers, times and rows of the log are put into words. Pure, and the same wherever the window shows an exchange.

use std::{borrow::Cow, time::Duration};

use jiff::{Timestamp, tz::TimeZone};

use crate::{
    engine::{Answer, Decision},
    model::Response,
    traffic::{Exchange, Outcome, WebhookCall},
    ui::{fault_words::fault_words, spy::host_of},
};

/// A count with its thousands set apart: `9,871`.
pub(crate) fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// How many there are of something that has a plain plural: `1 request`, `9,871 requests`.
pub(crate) fn counted(number: u64, one: &str) -> String {
    format!("{} {one}{}", count(number), if number == 1 { "" } else { "s" })
}

/// A size in the unit that suits it: `214 B`, `1.2 KB`, `3.4 MB`.
pub(crate) fn size(bytes: u64) -> String {
    const UNITS: [&str; 3] = ["KB", "MB", "GB"];
    if bytes < 1_000 {
        return format!("{bytes} B");
    }
    let mut value = bytes as f64 / 1_000.0;
    let mut unit = UNITS[0];
    for larger in &UNITS[1..] {
        // What would be shown as 1000 belongs to the next unit.
        if value < 999.5 {
            break;
        }
        value /= 1_000.0;
        unit = larger;
    }
    if value < 9.95 { format!("{value:.1} {unit}") } else { format!("{value:.0} {unit}") }
}

/// A duration in the unit that suits it: `0.3 ms`, `41 ms`, `1.2 s`, `3 min 20 s`.
pub(crate) fn duration(duration: Duration) -> String {
    let ms = duration.as_secs_f64() * 1_000.0;
    match ms {
        ms if ms < 0.05 => format!("{:.0} µs", ms * 1_000.0),
        ms if ms < 9.95 => format!("{ms:.1} ms"),
        ms if ms < 999.5 => format!("{ms:.0} ms"),
        ms if ms < 9_950.0 => format!("{:.1} s", ms / 1_000.0),
        ms if ms < 119_500.0 => format!("{:.0} s", ms / 1_000.0),
        _ => {
            let seconds = duration.as_secs();
            format!("{} min {} s", seconds / 60, seconds % 60)
        }
    }
}

/// The time of day, to the millisecond: `12:03:11.204`.
pub(crate) fn time_of_day(time: Timestamp, zone: &TimeZone) -> String {
    zone.to_datetime(time).strftime("%H:%M:%S%.3f").to_string()
}

/// Path and query as they were sent.
pub(crate) fn target(exchange: &Exchange) -> &str {
    exchange.uri.path_and_query().map_or_else(|| exchange.uri.path(), |target| target.as_str())
}

/// What a response is called: its name, or the usual reason of its status where it has none.
pub(crate) fn response_name(response: &Response) -> Cow<'_, str> {
    if response.name.is_empty() { usual_reason(response.status) } else { Cow::Borrowed(&response.name) }
}

/// The usual reason phrase of a status, or the number where it has none.
pub(crate) fn usual_reason(status: u16) -> Cow<'static, str> {
    let status_code = http::StatusCode::from_u16(status).ok();
    status_code.and_then(|code| code.canonical_reason()).map_or_else(|| Cow::Owned(status.to_string()), Cow::Borrowed)
}

/// What became of a request, as far as a row has room to say it.
#[derive(Debug, PartialEq)]
pub(crate) enum Answered<'a> {
    /// A response of an endpoint answered.
    By {
        /// The endpoint's path pattern.
        path: &'a str,
        /// What the response is called.
        response: Cow<'a, str>,
    },
    /// No endpoint answered; says what was missing.
    Unmatched(&'static str),
    /// A real server answered; says which.
    Forwarded(&'a str),
    /// It is a webhook's call that went out; says which.
    Webhook(String),
    /// The server answered by itself, or the exchange comes from a file.
    Itself(&'static str),
    /// It went wrong; says how.
    Failed(&'a str),
}

/// What became of a request.
pub(crate) fn answered(exchange: &Exchange) -> Answered<'_> {
    match &exchange.outcome {
        Outcome::Imported => Answered::Itself("from a file"),
        Outcome::Webhook { failure: Some(message), .. } => Answered::Failed(message),
        Outcome::Webhook { call, failure: None } => Answered::Webhook(webhook(call)),
        Outcome::Refused(reason) => Answered::Failed(reason),
        Outcome::Failed { message, .. } => Answered::Failed(message),
        Outcome::Decided { decision: Decision { answer, .. }, .. } => match answer {
            Answer::NoMatch => Answered::Unmatched("no match"),
            Answer::MethodNotAllowed { .. } => Answered::Unmatched("wrong method"),
            Answer::Preflight { .. } => Answered::Itself("CORS preflight"),
            Answer::Options { .. } => Answered::Itself("allowed methods"),
            Answer::Forward { .. } => Answered::Forwarded(exchange.forwarded_to.as_deref().map_or("another server", host_of)),
            Answer::Response { .. } => match exchange.answered_by() {
                Some((endpoint, response)) => Answered::By { path: &endpoint.path, response: response_name(response) },
                None => Answered::Itself("answered"),
            },
        },
    }
}

/// A webhook's call, with its name and the number of the request that it follows, where they are known.
fn webhook(call: &WebhookCall) -> String {
    let name = if call.name.is_empty() { String::new() } else { format!(" {}", call.name) };
    let parent = call.parent.get().map(|number| format!(" after #{number}")).unwrap_or_default();
    format!("webhook{name}{parent}")
}

/// Where a request went: its path and query, for a webhook's call with the host before them.
pub(crate) fn place(exchange: &Exchange) -> Cow<'_, str> {
    match (exchange.webhook_call(), exchange.uri.authority()) {
        (Some(_), Some(host)) => Cow::Owned(format!("{host}{}", target(exchange))),
        _ => Cow::Borrowed(target(exchange)),
    }
}

/// Whether the row is marked as an error: failed, refused, cut off, or answered with 500 or above.
pub(crate) fn is_error(exchange: &Exchange) -> bool {
    exchange.failure().is_some() || exchange.status.is_some_and(|status| status.as_u16() >= 500)
}

/// What went wrong with the answer on purpose, in a word or two.
pub(crate) fn fault(exchange: &Exchange) -> Option<&'static str> {
    exchange.fault().map(|fault| fault_words(fault.into()).short)
}

/// The status as text; without one the fault that took its place, or a dash where the connection ended by itself.
pub(crate) fn status(exchange: &Exchange) -> Cow<'_, str> {
    match &exchange.status {
        Some(status) => Cow::Borrowed(status.as_str()),
        None => Cow::Borrowed(fault(exchange).unwrap_or("—")),
    }
}

/// The whole row in words, for people who hear it: `GET /users 200, 3.0 ms, matched /users › All`.
pub(crate) fn row(exchange: &Exchange, is_pinned: bool) -> String {
    let (method, place) = (&exchange.method, place(exchange));
    let status = exchange.status.as_ref().map_or("without an answer", |status| status.as_str());
    let took = duration(exchange.timings.done);
    let fate = match answered(exchange) {
        Answered::By { path, response } => format!("matched {path} › {response}"),
        Answered::Forwarded(host) => format!("forwarded to {host}"),
        Answered::Webhook(which) => which,
        Answered::Unmatched(why) => why.to_owned(),
        Answered::Itself(how) => how.to_owned(),
        Answered::Failed(reason) => format!("failed: {reason}"),
    };
    let fault = fault(exchange).map(|fault| format!(", fault: {fault}")).unwrap_or_default();
    let broken = if exchange.violations.is_some() { ", breaks the contract" } else { "" };
    let pinned = if is_pinned { ", pinned" } else { "" };
    format!("{method} {place} {status}, {took}, {fate}{fault}{broken}{pinned}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_have_their_thousands_set_apart() {
        for (number, text) in [(0, "0"), (999, "999"), (1_204, "1,204"), (9_871, "9,871"), (1_000_000, "1,000,000")] {
            assert_eq!(count(number), text);
        }
    }

    #[test]
    fn sizes_and_durations_take_the_unit_that_suits_them() {
        for (bytes, text) in
            [(0, "0 B"), (999, "999 B"), (1_240, "1.2 KB"), (61_000, "61 KB"), (999_499, "999 KB"), (999_900, "1.0 MB")]
        {
            assert_eq!(size(bytes), text);
        }
        for (us, text) in [
            (0, "0 µs"),
            (40, "40 µs"),
            (300, "0.3 ms"),
            (41_000, "41 ms"),
            (999_600, "1.0 s"),
            (1_240_000, "1.2 s"),
            (30_000_000, "30 s"),
            (200_000_000, "3 min 20 s"),
        ] {
            assert_eq!(duration(Duration::from_micros(us)), text);
        }
    }

    #[test]
    fn the_time_of_day_has_milliseconds() {
        let time: Timestamp = "2026-11-23T12:03:11.2049Z".parse().unwrap();
        assert_eq!(time_of_day(time, &TimeZone::UTC), "12:03:11.204");
    }
}
