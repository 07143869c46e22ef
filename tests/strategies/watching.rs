//! Expectations, scenarios, faults, webhooks and spies of every shape.

use mockwright::model::{
    After, AnswerDemand, CallCount, EndpointId, Expectation, ExpectationId, Fault, FaultKind, FaultWhen, RequestPattern,
    Scenario, ScenarioStep, Spy, SpyMode, TimeWindow, Webhook,
};
use proptest::{collection::vec, option, prelude::*, sample::select};

use super::{body, condition, delay, extra, headers, subject, text};

pub(super) fn step() -> impl Strategy<Value = ScenarioStep> {
    let parts = (text(), option::of(text()), option::of(text()), extra());
    parts.prop_map(|(scenario, requires, moves_to, extra)| ScenarioStep { scenario, requires, moves_to, extra })
}

pub(super) fn scenario() -> impl Strategy<Value = Scenario> {
    let parts = (text(), vec(text(), 0..3), option::of(subject()), extra());
    parts.prop_map(|(name, states, key, extra)| Scenario { name, states, key, extra })
}

pub(super) fn fault() -> impl Strategy<Value = Fault> {
    let kind = prop_oneof![
        select(vec![FaultKind::Reset, FaultKind::Close, FaultKind::Stall, FaultKind::BadChunk]),
        any::<u64>().prop_map(|after_bytes| FaultKind::Cut { after_bytes }),
        any::<u32>().prop_map(|bytes| FaultKind::Garbage { bytes }),
        any::<u32>().prop_map(|bytes_per_second| FaultKind::SlowBody { bytes_per_second }),
        any::<u32>().prop_map(|ms| FaultKind::SlowFirstByte { ms }),
    ];
    let when = prop_oneof![
        Just(FaultWhen::Always),
        (0.0..100.0f64).prop_map(FaultWhen::Percent),
        any::<u32>().prop_map(FaultWhen::EveryNth),
        any::<u32>().prop_map(FaultWhen::First),
    ];
    (kind, when).prop_map(|(kind, when)| Fault { kind, when })
}

pub(super) fn webhook() -> impl Strategy<Value = Webhook> {
    let line = (text(), any::<bool>(), text(), text());
    let rest = (headers(), body(), option::of(delay()), any::<u32>(), extra());
    (line, rest).prop_map(|((name, enabled, method, url), (headers, body, delay, retries, extra))| Webhook {
        name,
        enabled,
        method,
        url,
        headers,
        body,
        delay,
        retries,
        extra,
    })
}

pub(super) fn spy() -> impl Strategy<Value = Spy> {
    let parts = (any::<bool>(), text(), select(vec![SpyMode::Unmatched, SpyMode::Always]), extra());
    parts.prop_map(|(enabled, base_url, mode, extra)| Spy { enabled, base_url, mode, extra })
}

pub(super) fn expectation() -> impl Strategy<Value = Expectation> {
    let line = (text(), any::<bool>(), text(), extra());
    let request = (text(), text(), option::of(condition()), extra());
    let request = request.prop_map(|(method, path, condition, extra)| RequestPattern { method, path, condition, extra });
    let count = prop_oneof![
        any::<u64>().prop_map(CallCount::Exactly),
        any::<u64>().prop_map(CallCount::AtLeast),
        any::<u64>().prop_map(CallCount::AtMost),
        any::<(u64, u64)>().prop_map(|(min, max)| CallCount::Between { min, max }),
        Just(CallCount::Never),
    ];
    let after = (text(), any::<bool>(), extra());
    let after = after.prop_map(|(id, strict, extra)| After { expectation: ExpectationId::new(id), strict, extra });
    let window = (any::<u64>(), option::of(any::<u64>())).prop_map(|(from_ms, until_ms)| TimeWindow { from_ms, until_ms });
    let answer = (option::of(any::<u16>()), option::of(text()), extra());
    let answer =
        answer.prop_map(|(status, endpoint, extra)| AnswerDemand { status, endpoint: endpoint.map(EndpointId::new), extra });
    (line, request, count, option::of(after), option::of(window), answer).prop_map(
        |((name, enabled, notes, extra), request, count, after, window, answer)| Expectation {
            // The project numbers its expectations.
            id: ExpectationId::new(""),
            name,
            enabled,
            notes,
            request,
            count,
            after,
            window,
            answer,
            extra,
        },
    )
}
