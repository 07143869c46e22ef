//! Random calls against random expectations, compared with an oracle that keeps every call and counts at the end.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use http::{Method, StatusCode};
use jiff::Timestamp;
use proptest::{
    prelude::*,
    sample::{Index, select},
};

use super::{tally::Moment, *};
use crate::{
    engine::{CallMemory, compile},
    model::{
        After, AnswerDemand, CallCount, Endpoint, EndpointId, Expectation, ExpectationId, Project, RequestPattern, Response,
        ResponseId, TimeWindow,
    },
    traffic::{Exchange, Outcome, exchange::tests_support::exchange},
};

/// A call as the oracle sees it.
#[derive(Clone, Debug)]
struct Call {
    method: Method,
    path: &'static str,
    status: Option<u16>,
    at_ms: u64,
}

const PATHS: [&str; 3] = ["/a", "/b", "/a/1"];

fn any_call() -> impl Strategy<Value = Call> {
    let methods = select(vec![Method::GET, Method::POST]);
    (methods, select(PATHS.to_vec()), select(vec![Some(200), Some(500), None]), 0..60u64)
        .prop_map(|(method, path, status, at_ms)| Call { method, path, status, at_ms })
}

fn any_count() -> impl Strategy<Value = CallCount> {
    prop_oneof![
        (0..4u64).prop_map(CallCount::Exactly),
        (0..4u64).prop_map(CallCount::AtLeast),
        (0..4u64).prop_map(CallCount::AtMost),
        (0..3u64, 0..3u64).prop_map(|(min, more)| CallCount::Between { min, max: min + more }),
        Just(CallCount::Never),
    ]
}

/// What an expectation is made of: method and path, count, the begin and the length of its time, which of those before it
/// comes first and whether strictly, and the status and the endpoint of the answer.
type Drawn = (
    (&'static str, &'static str),
    CallCount,
    Option<(u64, Option<u64>)>,
    Option<(Index, bool)>,
    (Option<u16>, Option<&'static str>),
);

/// Expectations of which some come after an earlier one.
fn any_expectations() -> impl Strategy<Value = Vec<Expectation>> {
    let pattern = (select(vec!["ANY", "GET", "POST"]), select(vec!["", "/a", "/b", "/a/{id}"]));
    let window = prop::option::of((0..40u64, prop::option::of(1..40u64)));
    let after = prop::option::of((any::<Index>(), any::<bool>()));
    let answer = (prop::option::of(select(vec![200u16, 500])), prop::option::of(select(vec!["a", "b"])));
    let one = (pattern, any_count(), window, after, answer);
    prop::collection::vec(one, 1..6).prop_map(|list| {
        let make = |(index, ((method, path), count, window, after, (status, endpoint))): (usize, Drawn)| {
            let mut expectation = Expectation::new(id(index), RequestPattern::new(method, path));
            expectation.count = count;
            expectation.window = window.map(|(from_ms, long)| TimeWindow { from_ms, until_ms: long.map(|long| from_ms + long) });
            expectation.after = after.filter(|_| index > 0).map(|(other, strict)| After {
                expectation: id(other.index(index)),
                strict,
                extra: Default::default(),
            });
            let endpoint = endpoint.map(EndpointId::new);
            expectation.answer = AnswerDemand { status, endpoint, ..AnswerDemand::default() };
            expectation
        };
        list.into_iter().enumerate().map(make).collect()
    })
}

fn id(index: usize) -> ExpectationId {
    ExpectationId::new(format!("x{index}"))
}

/// `GET /a` is answered by `a`, anything on `/b` by `b`, and the rest by nothing.
fn project(expectations: Vec<Expectation>) -> Project {
    let endpoint = |name: &str, method: &str, path: &str| {
        let mut endpoint = Endpoint::new(EndpointId::new(name), method, path);
        endpoint.responses = vec![Response::new(ResponseId::new(format!("r{name}")), 200)];
        endpoint.default_response = Some(endpoint.responses[0].id.clone());
        Arc::new(endpoint)
    };
    Project {
        endpoints: vec![endpoint("a", "GET", "/a"), endpoint("b", "ANY", "/b")],
        expectations: expectations.into_iter().map(Arc::new).collect(),
        ..Project::default()
    }
}

/// The oracle: from the definition alone, over all calls, which came in that order.
fn judge(expectations: &[Expectation], index: usize, calls: &[Call], now_ms: u64) -> (ExpectationState, u64) {
    let counted = |expectation: &Expectation| -> Vec<usize> {
        let pattern = &expectation.request;
        let fits = |call: &Call| {
            (pattern.method == "ANY" || pattern.method == call.method.as_str())
                && match pattern.path.as_str() {
                    "" => true,
                    "/a/{id}" => call.path == "/a/1",
                    path => path == call.path,
                }
                && expectation.window.is_none_or(|window| {
                    call.at_ms >= window.from_ms && window.until_ms.is_none_or(|until_ms| call.at_ms < until_ms)
                })
        };
        calls.iter().enumerate().filter(|(_, call)| fits(call)).map(|(at, _)| at).collect()
    };
    let expectation = &expectations[index];
    let own = counted(expectation);
    let count = own.len() as u64;
    let answered_by = |call: &Call| match (call.method.as_str(), call.path) {
        ("GET", "/a") => Some("a"),
        (_, "/b") => Some("b"),
        _ => None,
    };
    let wrong = own.iter().any(|at| {
        let demand = &expectation.answer;
        demand.status.is_some_and(|status| calls[*at].status != Some(status))
            || demand.endpoint.as_ref().is_some_and(|endpoint| answered_by(&calls[*at]) != Some(endpoint.as_str()))
    });
    let disorder = expectation.after.as_ref().zip(own.first()).is_some_and(|(after, first)| {
        let other = expectations.iter().find(|other| other.id == after.expectation).unwrap();
        let before: Vec<usize> = counted(other).into_iter().filter(|at| at < first).collect();
        (before.len() as u64) < other.count.min() || (after.strict && before.last().is_some_and(|last| last + 1 != *first))
    });
    let is_over = expectation.window.is_some_and(|window| window.until_ms.is_some_and(|until_ms| now_ms >= until_ms));
    let state = if wrong || disorder || expectation.count.max().is_some_and(|max| count > max) {
        ExpectationState::Violated
    } else if count >= expectation.count.min() {
        ExpectationState::Met
    } else if is_over {
        ExpectationState::Violated
    } else {
        ExpectationState::Pending
    };
    (state, count)
}

struct NoCounts;

impl CallMemory for NoCounts {
    fn count(&self, _: usize) -> u64 {
        1
    }
}

proptest! {
    #[test]
    fn whatever_is_called_it_comes_to_what_the_definition_says(
        expectations in any_expectations(),
        mut calls in prop::collection::vec(any_call(), 0..25),
        reset_after in prop::option::of(0..25usize),
    ) {
        calls.sort_by_key(|call| call.at_ms);
        let compiled = Arc::new(compile(&Arc::new(project(expectations.clone())), None));
        let watch = Watch::default();
        let start = Moment { instant: Instant::now(), time: Timestamp::UNIX_EPOCH };
        let mut began_ms = 0;
        watch.set_at(&compiled, start);
        let mut since_reset = Vec::new();
        for (index, call) in calls.iter().enumerate() {
            if reset_after == Some(index) {
                began_ms = call.at_ms;
                watch.reset_at(Moment { instant: start.instant + Duration::from_millis(began_ms), ..start });
                since_reset.clear();
            }
            let mut seen = Exchange { method: call.method.clone(), ..exchange(call.path) };
            seen.status = call.status.and_then(|status| StatusCode::from_u16(status).ok());
            let decision = compiled.decide(&seen.request(), &NoCounts, 0);
            let fitting = watch.fit(&seen.request(), &decision);
            seen.outcome = Outcome::Decided { compiled: Arc::clone(&compiled), decision };
            watch.count_at(&fitting, &seen, start.instant + Duration::from_millis(call.at_ms));
            since_reset.push(Call { at_ms: call.at_ms - began_ms, ..call.clone() });
        }
        for now_ms in [60, 200] {
            let now = start.instant + Duration::from_millis(began_ms + now_ms);
            let statuses = watch.tallies().statuses(now);
            prop_assert_eq!(statuses.len(), expectations.len());
            for (index, status) in statuses.iter().enumerate() {
                let expected = judge(&expectations, index, &since_reset, now_ms);
                prop_assert_eq!((status.state, status.count), expected, "{:?} of {:?}", expectations[index], expectations);
            }
        }
        let unmatched = since_reset.iter().filter(|call| call.path == "/a/1" || (call.path == "/a" && call.method != Method::GET));
        prop_assert_eq!(watch.unmatched(), unmatched.count() as u64);
    }
}
