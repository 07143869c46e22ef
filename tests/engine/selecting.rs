//! Which response of an endpoint answers, and what is left to chance.

use std::{cell::Cell, collections::HashMap};

use mockwright::{
    engine::{Answer, CallMemory, Decision, effective_seed},
    model::{Delay, Endpoint, Operator, Project, Response, ResponseId, Selection, Settings, Subject},
};

use crate::support::*;

fn query(name: &str) -> mockwright::model::Condition {
    compare(Subject::Query(name.into()), Operator::Exists, "")
}

fn with_default(mut endpoint: Endpoint, default: u16) -> Endpoint {
    endpoint.default_response = Some(ResponseId::new(default.to_string()));
    endpoint
}

fn disabled(response: Response) -> Response {
    Response { enabled: false, ..response }
}

#[test]
fn the_first_condition_that_holds_answers_else_the_default() {
    let responses = || [response(200), response_if(401, query("a")), response_if(404, query("b")), response(500)];
    let by_order = compiled(project([endpoint_with("GET /", responses())]));
    let named = compiled(project([with_default(endpoint_with("GET /", responses()), 500)]));
    for (target, expected, expected_named) in [("/", 200, 500), ("/?a", 401, 401), ("/?b", 404, 404), ("/?a&b", 401, 401)] {
        assert_eq!(answer(&by_order, &Owned::new(&format!("GET {target}"))), format!("GET / -> {expected}"), "{target}");
        assert_eq!(answer(&named, &Owned::new(&format!("GET {target}"))), format!("GET / -> {expected_named}"), "{target}");
    }
}

#[test]
fn a_default_may_have_a_condition_of_its_own() {
    let endpoint = with_default(endpoint_with("GET /", [response_if(200, query("a")), response_if(404, query("b"))]), 200);
    let compiled = compiled(project([endpoint]));
    assert_eq!(answer(&compiled, &Owned::new("GET /?b")), "GET / -> 404");
    assert_eq!(answer(&compiled, &Owned::new("GET /")), "GET / -> 200");
}

#[test]
fn disabled_and_broken_responses_never_answer() {
    let broken = compare(Subject::Body, Operator::Matches, "(");
    let responses =
        [disabled(response_if(201, query("a"))), response_if(202, broken), response_if(203, query("a")), response(99)];
    let compiled_one = compiled(project([endpoint_with("GET /", responses)]));
    assert_eq!(answer(&compiled_one, &Owned::new("GET /?a")), "GET / -> 203");
    assert_eq!(answer(&compiled_one, &Owned::new("GET /")), "404", "the default has no valid status");
    let off = with_default(endpoint_with("GET /", [disabled(response(200)), response(201)]), 200);
    assert_eq!(answer(&compiled(project([off])), &Owned::new("GET /")), "404", "the default is switched off");
}

#[test]
fn in_order_takes_turns() {
    let mut endpoint = endpoint_with("GET /", [response(201), disabled(response(202)), response(203), response(204)]);
    endpoint.selection = Selection::InOrder;
    let compiled = compiled(project([endpoint]));
    let calls = Calls::default();
    let request = Owned::new("GET /");
    let answers: Vec<_> = (0..7).map(|_| describe(&compiled, &compiled.decide(&request.borrow(), &calls, 0))).collect();
    let expected: Vec<_> = [201, 203, 204, 201, 203, 204, 201].iter().map(|status| format!("GET / -> {status}")).collect();
    assert_eq!(answers, expected);
}

fn weighted(weights: &[(u16, u32)]) -> Endpoint {
    let responses = weights.iter().map(|(status, weight)| Response { weight: *weight, ..response(*status) });
    Endpoint { selection: Selection::Random, ..endpoint_with("GET /", responses) }
}

#[test]
fn random_goes_by_weight_and_repeats_with_the_seed() {
    let compiled = compiled(project([weighted(&[(201, 1), (202, 0), (203, 3)])]));
    let request = Owned::new("GET /");
    let draw = |seed| describe(&compiled, &compiled.decide(&request.borrow(), &Calls::default(), seed));
    let mut counts: HashMap<String, u32> = HashMap::new();
    for seed in 0..4000 {
        assert_eq!(draw(seed), draw(seed));
        *counts.entry(draw(seed)).or_default() += 1;
    }
    assert_eq!(counts.len(), 2, "{counts:?}");
    assert!((900..1100).contains(&counts["GET / -> 201"]), "{counts:?}");
}

#[test]
fn weights_that_are_all_zero_answer_nothing() {
    assert_eq!(answer(&compiled(project([weighted(&[(201, 0), (202, 0)])])), &Owned::new("GET /")), "404");
    assert_eq!(answer(&compiled(project([weighted(&[(201, u32::MAX), (202, u32::MAX)])])), &Owned::new("GET /")).len(), 12);
}

/// A counter at a fixed number.
struct At(Cell<u64>);

impl CallMemory for At {
    fn count(&self, _: usize) -> u64 {
        self.0.get()
    }
}

#[test]
fn a_fixed_seed_makes_the_nth_call_the_same_whatever_else_happens() {
    let settings = Settings { seed: Some(7), ..Settings::default() };
    let delay = Delay::Uniform { min_ms: 0, max_ms: 1_000_000 };
    let mut endpoint = weighted(&[(201, 1), (202, 1), (203, 1)]);
    endpoint.responses.iter_mut().for_each(|response| response.delay = Some(delay));
    let alone = compiled(Project { settings: settings.clone(), ..project([endpoint.clone()]) });
    let among = compiled(Project { settings, ..project([endpoint_with("GET /x", [response(200)]), endpoint.clone()]) });
    let request = Owned::new("GET /");
    let mut seen = std::collections::HashSet::new();
    for number in 1..50 {
        let decide =
            |compiled: &mockwright::engine::Compiled, seed| compiled.decide(&request.borrow(), &At(Cell::new(number)), seed);
        let outcome = |decision: &Decision| match decision.answer {
            Answer::Response { response, delay_ms, .. } => (response, delay_ms, decision.seed),
            _ => panic!("{decision:?}"),
        };
        let here = outcome(&decide(&alone, 1));
        assert_eq!(here, outcome(&decide(&among, 2)));
        assert_eq!(here.2, effective_seed(7, &endpoint.id, number));
        seen.insert(here);
    }
    assert!(seen.len() > 40, "calls differ from each other");
}

#[test]
fn without_a_fixed_seed_the_decision_names_the_one_that_was_given() {
    let compiled = compiled(project([endpoint("GET /")]));
    assert_eq!(compiled.decide(&Owned::new("GET /").borrow(), &Calls::default(), 99).seed, 99);
}

#[test]
fn a_response_waits_its_own_delay_or_the_projects() {
    let settings = Settings { delay: Some(Delay::Fixed { ms: 50 }), ..Settings::default() };
    let own = Response { delay: Some(Delay::Fixed { ms: 7 }), ..response_if(201, query("own")) };
    let project = Project { settings, ..project([endpoint_with("GET /", [own, response(200)])]) };
    let compiled = compiled(project);
    for (target, expected) in [("GET /?own", 7), ("GET /", 50)] {
        let Answer::Response { delay_ms, .. } = decide(&compiled, &Owned::new(target)).answer else { panic!("{target}") };
        assert_eq!(delay_ms, expected, "{target}");
    }
}

#[test]
fn every_endpoint_that_is_asked_is_counted_once() {
    let compiled = compiled(project([
        endpoint_with("GET /a", [response_if(200, query("x"))]),
        endpoint_with("GET /{p}", [response_if(200, query("x"))]),
        endpoint("POST /a"),
    ]));
    let calls = Calls::default();
    let request = Owned::new("GET /a");
    for number in 1..4 {
        let decision = compiled.decide(&request.borrow(), &calls, 0);
        let counted: Vec<_> = decision.evaluated.iter().map(|evaluated| (evaluated.endpoint, evaluated.call_number)).collect();
        assert_eq!(counted, [(0, number), (1, number)]);
    }
}
