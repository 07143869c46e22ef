//! Scenarios: which response answers in which state, where that leads, and what is said about it.

use std::cell::{Cell, RefCell};

use mockwright::{
    engine::{CallMemory, Check, Compiled, ConditionVerdict, NearMiss, ScenarioStates, Skipped},
    model::{
        Comparison, Condition, Endpoint, Operator, Part, Project, Response, ResponseId, Scenario, ScenarioStep, Selection,
        Subject,
    },
};
use proptest::{collection::vec, option, prelude::*};

use crate::support::*;

/// Counts calls and remembers states as the server does.
#[derive(Default)]
struct Memory {
    calls: Calls,
    states: RefCell<ScenarioStates>,
}

impl CallMemory for Memory {
    fn count(&self, endpoint: usize) -> u64 {
        self.calls.count(endpoint)
    }

    fn with_scenarios<T>(&self, visit: impl FnOnce(&mut ScenarioStates) -> T) -> Option<T> {
        Some(visit(&mut self.states.borrow_mut()))
    }
}

fn step(scenario: &str, requires: &str, moves_to: &str) -> Option<ScenarioStep> {
    let state = |name: &str| (!name.is_empty()).then(|| name.to_owned());
    Some(ScenarioStep {
        scenario: scenario.to_owned(),
        requires: state(requires),
        moves_to: state(moves_to),
        extra: Default::default(),
    })
}

/// A response that answers in one state of the scenario `checkout` and moves it to another.
fn in_state(status: u16, requires: &str, moves_to: &str) -> Response {
    Response { scenario: step("checkout", requires, moves_to), ..response(status) }
}

fn answers(compiled: &Compiled, memory: &Memory, request: &Owned, count: usize) -> Vec<String> {
    let answer = |_| {
        let text = describe(compiled, &compiled.decide(&request.borrow(), memory, 0));
        text.rsplit(' ').next().unwrap().to_owned()
    };
    (0..count).map(answer).collect()
}

/// An order that is paid for and shipped; `POST /pay` and `POST /ship` move it.
fn shop() -> Project {
    project([
        endpoint_with("POST /pay", [in_state(201, "Started", "Paid"), in_state(409, "", "")]),
        endpoint_with("POST /ship", [in_state(202, "Paid", "Shipped")]),
        endpoint_with("GET /order", [in_state(210, "Started", ""), in_state(211, "Paid", ""), in_state(212, "Shipped", "")]),
    ])
}

#[test]
fn a_response_answers_only_in_its_state_and_moves_to_another() {
    let (compiled, memory) = (compiled(shop()), Memory::default());
    assert_eq!(compiled.problems, []);
    let ask = |line: &str| answers(&compiled, &memory, &Owned::new(line), 1).remove(0);
    let story = [
        ("GET /order", "210"),
        ("POST /ship", "404"),
        ("POST /pay", "201"),
        ("GET /order", "211"),
        ("POST /pay", "409"),
        ("POST /ship", "202"),
        ("POST /ship", "404"),
        ("GET /order", "212"),
    ];
    for (line, expected) in story {
        assert_eq!(ask(line), expected, "{line}");
    }
}

#[test]
fn a_state_that_is_missing_is_explained() {
    let compiled = compiled(shop());
    let request = Owned::new("POST /ship");
    let decision = compiled.decide(&request.borrow(), &Memory::default(), 0);
    let explanation = compiled.explain(&request.borrow(), &decision);
    let sentence = |miss: &NearMiss| miss.missed.iter().map(Check::sentence).collect::<Vec<_>>().join("; ");
    assert_eq!(sentence(&explanation.near_misses[0]), "scenario state checkout equals Paid — was Started");
    let verdict = explanation.candidates[0].responses[0].condition.clone();
    let Some(ConditionVerdict::Check(check)) = verdict else { panic!("{verdict:?}") };
    assert_eq!((check.subject.as_str(), check.name.as_str(), check.passed), ("scenario state", "checkout", false));
    // What happened later changes nothing about what was seen then.
    let request = Owned::new("POST /pay");
    let memory = Memory::default();
    let first = compiled.decide(&request.borrow(), &memory, 0);
    compiled.decide(&request.borrow(), &memory, 0);
    let summary = compiled.explain(&request.borrow(), &first).summary;
    assert_eq!(summary, "201 Created answered, because scenario state checkout equals Started — was Started");
}

#[test]
fn a_default_in_the_wrong_state_does_not_answer() {
    let mut endpoint = endpoint_with("GET /", [in_state(200, "Paid", "")]);
    endpoint.default_response = Some(ResponseId::new("200"));
    let compiled = compiled(project([endpoint, endpoint_with("ANY /", [in_state(201, "", "Paid")])]));
    assert_eq!(answers(&compiled, &Memory::default(), &Owned::new("GET /"), 3), ["201", "200", "200"]);
}

#[test]
fn a_condition_and_a_state_must_both_hold() {
    let query = |name: &str| compare(Subject::Query(name.into()), Operator::Exists, "");
    let both = Response { condition: Some(query("a")), ..in_state(200, "Started", "Paid") };
    let state = |state: &str| compare(Subject::ScenarioState("checkout".into()), Operator::Equals, state);
    let compiled = compiled(project([endpoint_with("GET /", [both, response_if(201, state("Paid")), response(202)])]));
    let memory = Memory::default();
    for (line, expected) in [("GET /", "202"), ("GET /?a", "200"), ("GET /?a", "201"), ("GET /", "201")] {
        assert_eq!(answers(&compiled, &memory, &Owned::new(line), 1), [expected], "{line}");
    }
}

#[test]
fn an_order_and_chance_choose_only_among_those_that_the_state_allows() {
    let responses =
        || [in_state(201, "Started", ""), in_state(202, "Paid", ""), in_state(203, "", ""), in_state(204, "Paid", "")];
    let pay = || endpoint_with("POST /pay", [in_state(200, "", "Paid")]);
    let mut endpoint = endpoint_with("GET /", responses());
    endpoint.selection = Selection::InOrder;
    let in_order = compiled(project([endpoint.clone(), pay()]));
    let memory = Memory::default();
    assert_eq!(answers(&in_order, &memory, &Owned::new("GET /"), 4), ["201", "203", "201", "203"]);
    let request = Owned::new("GET /");
    let explanation = in_order.explain(&request.borrow(), &in_order.decide(&request.borrow(), &memory, 0));
    let skipped: Vec<_> = explanation.candidates[0].responses.iter().map(|response| response.skipped).collect();
    assert_eq!(skipped, [None, None, Some(Skipped::NotItsTurn), None], "the second and fourth say which state they need");
    answers(&in_order, &memory, &Owned::new("POST /pay"), 1);
    assert_eq!(answers(&in_order, &memory, &Owned::new("GET /"), 3), ["204", "202", "203"], "calls six to eight of three");

    endpoint.selection = Selection::Random;
    endpoint.responses[2].weight = 3;
    let random = compiled(project([endpoint, pay()]));
    let memory = Memory::default();
    let mut draw = |seed| describe(&random, &random.decide(&request.borrow(), &memory, seed));
    let drawn: Vec<_> = (0..2000).map(&mut draw).collect();
    let count = |status: &str| drawn.iter().filter(|answer| answer.ends_with(status)).count();
    assert_eq!(count("202") + count("204"), 0);
    assert!((400..600).contains(&count("201")), "{}", count("201"));
}

#[test]
fn each_session_has_a_state_of_its_own() {
    let by_header = |name: &str| Owned::new("POST /1/pay").header("x-session", name);
    let by_cookie = |name: &str| Owned::new("POST /1/pay").header("cookie", &format!("a=b; session={name}"));
    let by_query = |name: &str| Owned::new(&format!("POST /1/pay?session={name}"));
    let by_path = |name: &str| Owned::new(&format!("POST /{name}/pay"));
    type ByKey<'f> = &'f dyn Fn(&str) -> Owned;
    let keys: [(Subject, ByKey<'_>); 4] = [
        (Subject::Header("X-Session".into()), &by_header),
        (Subject::Cookie("session".into()), &by_cookie),
        (Subject::Query("session".into()), &by_query),
        (Subject::PathParameter("id".into()), &by_path),
    ];
    for (key, request) in keys {
        let scenario = Scenario { key: Some(key.clone()), ..Scenario::new("checkout") };
        let pay = endpoint_with("POST /{id}/pay", [in_state(201, "Started", "Paid"), in_state(409, "", "")]);
        let (compiled, memory) = (compiled(Project { scenarios: vec![scenario], ..project([pay]) }), Memory::default());
        assert_eq!(compiled.problems, [], "{key:?}");
        let long = "k".repeat(2_000);
        for name in ["ada", "bob", &long, &format!("{long}x")] {
            assert_eq!(answers(&compiled, &memory, &request(name), 2), ["201", "409"], "{key:?} {}", name.len());
        }
        assert!(memory.states.borrow().sessions("checkout").all(|(key, _)| key.len() <= 256));
    }
}

/// Moves the session to `Paid` after the decision has seen it, once.
struct Meddling {
    memory: Memory,
    visits: Cell<u32>,
}

impl CallMemory for Meddling {
    fn count(&self, endpoint: usize) -> u64 {
        self.memory.count(endpoint)
    }

    fn with_scenarios<T>(&self, visit: impl FnOnce(&mut ScenarioStates) -> T) -> Option<T> {
        self.visits.set(self.visits.get() + 1);
        if self.visits.get() == 2 {
            self.memory.states.borrow_mut().set(&"checkout".into(), &"".into(), &"Paid".into());
        }
        self.memory.with_scenarios(visit)
    }
}

#[test]
fn a_call_that_was_overtaken_is_decided_anew_and_counted_once() {
    let compiled = compiled(shop());
    let meddling = Meddling { memory: Memory::default(), visits: Cell::new(0) };
    let decision = compiled.decide(&Owned::new("POST /pay").borrow(), &meddling, 0);
    assert_eq!(describe(&compiled, &decision), "POST /pay -> 409");
    assert_eq!(decision.evaluated.iter().map(|evaluated| evaluated.call_number).collect::<Vec<_>>(), [1]);
    assert_eq!(meddling.count(0), 2, "it was counted once");
    assert_eq!(&*decision.sessions[0].state, "Paid");
}

/// What the next call of every endpoint finds that was called that often.
struct Next<'m>(&'m Memory, u64);

impl CallMemory for Next<'_> {
    fn count(&self, _: usize) -> u64 {
        self.1 + 1
    }

    fn with_scenarios<T>(&self, visit: impl FnOnce(&mut ScenarioStates) -> T) -> Option<T> {
        self.0.with_scenarios(visit)
    }
}

#[test]
fn what_is_foreseen_moves_nothing_until_it_is_carried_out() {
    let compiled = compiled(shop());
    let memory = Memory::default();
    let owned = Owned::new("POST /pay");
    let request = owned.borrow();
    let foresee = |calls| compiled.foresee(&request, &Next(&memory, calls), 0);
    let answers: Vec<_> = [(); 3].map(|()| describe(&compiled, &foresee(0))).into();
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    assert_eq!(memory.states.borrow().sessions("checkout").count(), 0);

    let (foreseen, overtaken) = (foresee(0), foresee(0));
    let done = compiled.carry_out(foreseen.clone(), &request, &memory, 0);
    assert_eq!(done, foreseen);
    assert_eq!(&**memory.states.borrow().get("checkout", "").unwrap(), "Paid");

    // Between being foreseen and being carried out, the call above came: this one is the second and finds another state.
    let decision = compiled.carry_out(overtaken, &request, &memory, 0);
    assert_eq!(describe(&compiled, &decision), "POST /pay -> 409");
    assert_eq!(decision.evaluated[0].call_number, 2);
    assert_eq!(memory.count(0), 3, "each was counted once");
}

#[test]
fn a_call_that_is_carried_out_counts_only_where_it_asks() {
    let second = compare(Subject::CallNumber, Operator::NumberEquals, "2");
    let compiled = compiled(project([endpoint_with("GET /a", [response_if(201, second)]), endpoint("GET /{rest...}")]));
    let memory = Memory::default();
    let owned = Owned::new("GET /a");
    let request = owned.borrow();
    let [first, overtaken] = [(); 2].map(|()| compiled.foresee(&request, &Next(&memory, 0), 0));
    assert_eq!(describe(&compiled, &compiled.carry_out(first, &request, &memory, 0)), "GET /{rest...} -> 200");
    assert_eq!(describe(&compiled, &compiled.carry_out(overtaken, &request, &memory, 0)), "GET /a -> 201");
    assert_eq!((memory.count(0), memory.count(1)), (3, 2), "the other endpoint was asked once");
}

#[test]
fn what_is_wrong_with_scenarios_is_said() {
    let listed = |name: &str, states: &[&str], key| Scenario {
        states: states.iter().map(|state| (*state).to_owned()).collect(),
        key,
        ..Scenario::new(name)
    };
    let odd = Condition::Compare(Comparison::new(Subject::ScenarioState("typo".into()), Operator::Equals, "x"));
    let scenarios = vec![
        listed("checkout", &["New", "Paid", "Paid"], Some(Subject::PathParameter("id".into()))),
        listed("checkout", &[], None),
        listed("", &[], None),
        listed("login", &["", "In"], Some(Subject::Body)),
    ];
    let endpoints = [
        endpoint_with("GET /{id}", [in_state(200, "New", "Payed"), in_state(201, "Paid", "")]),
        endpoint_with("GET /a/b", [Response { scenario: step("", "x", ""), ..response(200) }, response_if(202, odd)]),
        endpoint_with("GET /c", [in_state(204, "New", "")]),
    ];
    let compiled = compiled(Project { scenarios, ..project(endpoints) });
    let said: Vec<_> = compiled.problems.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(
        said,
        [
            "The scenario checkout has the state Paid more than once",
            "There are several scenarios checkout; the first one counts",
            "A scenario has no name yet",
            "All clients share the scenario login: A body cannot tell sessions apart; use a header, a cookie, a query or path \
             parameter",
            "A state of the scenario login has no name yet",
            "The scenario checkout does not list the state \"Payed\"",
            "It never answers by itself: no response moves checkout to Paid",
            "The scenario has no name yet",
            "Its condition names the scenario typo, which no response takes part in",
            "The path has no parameter id, which tells the sessions of checkout apart",
        ]
    );
    assert!(compiled.problems.iter().all(|problem| problem.place.part == Part::Scenario));
}

/// Responses with any steps among three states of two scenarios.
fn random_endpoint(line: &'static str) -> impl Strategy<Value = Endpoint> {
    let state = || option::of(prop::sample::select(vec!["Started", "A", "B"]));
    vec((prop::sample::select(vec!["one", "two"]), state(), state()), 1..5).prop_map(move |steps| {
        let response = |(number, (scenario, requires, moves_to)): (u16, (&str, Option<&str>, Option<&str>))| Response {
            scenario: step(scenario, requires.unwrap_or_default(), moves_to.unwrap_or_default()),
            // Always holds, so that no response is the default.
            condition: Some(Condition::All(vec![])),
            ..response(200 + number)
        };
        endpoint_with(line, (0..).zip(steps).map(response))
    })
}

proptest! {
    #[test]
    fn the_first_response_that_its_state_allows_answers_and_moves(
        endpoints in (random_endpoint("GET /a"), random_endpoint("GET /b")),
        calls in vec(any::<bool>(), 1..30),
    ) {
        let endpoints = [endpoints.0, endpoints.1];
        let (compiled, memory) = (compiled(project(endpoints.clone())), Memory::default());
        let mut states = std::collections::HashMap::from([("one", "Started"), ("two", "Started")]);
        for is_second in calls {
            let endpoint = &endpoints[usize::from(is_second)];
            let step = |response: &Response| response.scenario.clone().unwrap();
            let expected = endpoint.responses.iter().find(|response| {
                let step = step(response);
                step.requires.is_none_or(|required| states[step.scenario.as_str()] == required)
            });
            let request = Owned::new(&format!("GET {}", endpoint.path));
            let decision = compiled.decide(&request.borrow(), &memory, 0);
            let answer = describe(&compiled, &decision);
            let expected_answer = expected.map_or("404".to_owned(), |response| format!("GET {} -> {}", endpoint.path, response.status));
            prop_assert_eq!(&answer, &expected_answer);
            let explanation = compiled.explain(&request.borrow(), &decision);
            let passed = explanation.candidates[0].responses.iter().position(|verdict| {
                verdict.condition.as_ref().is_some_and(ConditionVerdict::passed)
            });
            prop_assert_eq!(passed.is_some(), expected.is_some(), "the explanation says the same");
            if let Some(step) = expected.map(step) && let Some(state) = step.moves_to {
                let name = if step.scenario == "one" { "one" } else { "two" };
                states.insert(name, ["Started", "A", "B"].into_iter().find(|known| *known == state).unwrap());
            }
        }
        for (name, state) in states {
            let remembered = memory.states.borrow();
            prop_assert_eq!(remembered.get(name, "").map_or("Started", |state| state), state);
        }
    }
}
