//! Expectations as `compile` makes them: which requests fit, what is wrong with them, and what each part of a demand came to.

use std::sync::Arc;

use mockwright::{
    engine::{Compiled, compile},
    model::{
        After, CallCount, EndpointId, Expectation, ExpectationId, Operator, Part, Project, RequestPattern, Severity, Subject,
        TimeWindow,
    },
};

use crate::support::*;

fn expectation(id: &str, method: &str, path: &str) -> Expectation {
    Expectation::new(ExpectationId::new(id), RequestPattern::new(method, path))
}

fn watching(expectations: impl IntoIterator<Item = Expectation>) -> Compiled {
    let expectations = expectations.into_iter().map(Arc::new).collect();
    compiled(Project { expectations, ..project([endpoint("GET /users/{id}")]) })
}

fn fitting(compiled: &Compiled, request: &Owned) -> Vec<String> {
    let decision = decide(compiled, request);
    let fitting = compiled.fitting_expectations(&request.borrow(), Some(&decision));
    fitting.into_iter().map(|index| compiled.project.expectations[index as usize].id.to_string()).collect()
}

#[test]
fn a_request_fits_by_method_path_and_condition() {
    let mut ada = expectation("ada", "GET", "/users/{name}");
    ada.request.condition = Some(compare(Subject::PathParameter("name".to_owned()), Operator::Equals, "ada"));
    let mut off = expectation("off", "ANY", "");
    off.enabled = false;
    let compiled = watching([
        expectation("all", "ANY", ""),
        expectation("gets", "get", ""),
        expectation("users", "ANY", "/users/{id}"),
        ada,
        off,
        expectation("broken", "GET", "/{"),
        expectation("rest", "GET", "/users/{rest...}"),
    ]);
    let table: &[(&str, &[&str])] = &[
        ("GET /", &["all", "gets"]),
        ("GET /users/ada", &["all", "gets", "users", "ada", "rest"]),
        ("GET /users/bob", &["all", "gets", "users", "rest"]),
        ("POST /users/ada", &["all", "users"]),
        // An endpoint for GET answers HEAD, but an expectation of GET means GET.
        ("HEAD /users/ada", &["all", "users"]),
        ("GET /users", &["all", "gets", "rest"]),
        ("PURGE /a/b/c", &["all"]),
    ];
    for (line, expected) in table {
        assert_eq!(fitting(&compiled, &Owned::new(line)), *expected, "{line}");
    }
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let demanding = |change: fn(&mut Expectation)| {
        let mut expectation = expectation("x", "GET", "/users/{id}");
        change(&mut expectation);
        expectation
    };
    let after = |id: &str| Some(After { expectation: ExpectationId::new(id), strict: false, extra: Default::default() });
    let ordered = |id: &str, first: &str| Expectation { after: after(first), ..expectation(id, "GET", "/users/{id}") };
    let never = Expectation { count: CallCount::Never, ..expectation("never", "GET", "") };
    use Severity::{Error, Warning};
    let table: Vec<(Vec<Expectation>, Severity, &str)> = vec![
        (vec![demanding(|x| x.request.method = "G T".to_owned())], Error, "cannot be a method"),
        (vec![demanding(|x| x.request.path = "/{a".to_owned())], Error, ""),
        (vec![demanding(|x| x.request.path = "users".to_owned())], Warning, "starts with a slash"),
        (vec![demanding(|x| x.request.condition = Some(compare(Subject::Body, Operator::Matches, "(")))], Error, ""),
        (
            vec![demanding(|x| {
                x.request.condition = Some(compare(Subject::PathParameter("name".to_owned()), Operator::Exists, ""));
            })],
            Warning,
            "no parameter name",
        ),
        (vec![demanding(|x| x.count = CallCount::Between { min: 3, max: 2 })], Error, "the fewest calls are more"),
        (vec![demanding(|x| x.window = Some(TimeWindow { from_ms: 5, until_ms: Some(5) }))], Error, "time window is empty"),
        (vec![demanding(|x| x.answer.status = Some(99))], Error, "no answer has the status 99"),
        (vec![demanding(|x| x.answer.endpoint = Some(EndpointId::new("gone")))], Error, "there is no such endpoint"),
        (vec![ordered("x", "gone")], Error, "there is no such expectation"),
        (vec![ordered("x", "x")], Error, "comes after itself"),
        (vec![ordered("x", "y"), ordered("y", "x")], Error, "goes round in a circle"),
        (vec![ordered("x", "never"), never.clone()], Warning, "needs no call"),
        (vec![ordered("x", "never"), Expectation { enabled: false, ..never.clone() }], Error, "switched off"),
        (
            vec![
                Expectation { after: after("y"), ..Expectation { id: ExpectationId::new("x"), ..never } },
                expectation("y", "GET", ""),
            ],
            Warning,
            "its order is never looked at",
        ),
    ];
    for (expectations, severity, expected) in table {
        let compiled = watching(expectations.clone());
        let problem = compiled.problems.first().unwrap_or_else(|| panic!("{expected}: nothing is wrong"));
        assert_eq!(
            (&problem.place.part, problem.severity),
            (&Part::Expectation(ExpectationId::new("x")), severity),
            "{problem:?}"
        );
        assert!(problem.message.to_lowercase().contains(&expected.to_lowercase()), "{expected}: {}", problem.message);
        assert_eq!(compiled.expectation_errors(0).is_empty(), severity == Warning, "{expected}");
    }
    assert_eq!(watching([ordered("x", "y"), expectation("y", "GET", "")]).problems, []);
}

#[test]
fn unchanged_ones_are_taken_over() {
    let before = watching([expectation("a", "GET", "/a"), expectation("b", "GET", "/b")]);
    let mut project = Project::clone(&before.project);
    project.expectations.swap(0, 1);
    Arc::make_mut(&mut project.expectations[0]).name = "Edited".to_owned();
    let after = compile(&Arc::new(project), Some(&before));
    assert!(Arc::ptr_eq(&after.expectations[1], &before.expectations[0]));
    assert!(!Arc::ptr_eq(&after.expectations[0], &before.expectations[1]));
    assert_eq!(fitting(&after, &Owned::new("GET /a")), ["a"]);
}

#[test]
fn nearer_requests_are_nearer_and_every_part_is_judged() {
    let mut order = expectation("order", "POST", "/orders");
    let json = |path: &str, value: &str| compare(Subject::Json(path.to_owned()), Operator::Equals, value);
    order.request.condition = Some(mockwright::model::Condition::All(vec![json("$.sku", "A"), json("$.qty", "2")]));
    let compiled = watching([order]);
    let distance = |request: &Owned| compiled.expectation_distance(0, &request.borrow(), None, u32::MAX).unwrap();
    let right = "{\"sku\": \"A\", \"qty\": 2}";
    let near_to_far = [
        Owned::new("POST /orders").body(right),
        Owned::new("POST /orders").body("{\"sku\": \"A\", \"qty\": 3}"),
        Owned::new("POST /orders").body("{\"sku\": \"B\", \"qty\": 3}"),
        Owned::new("POST /orders").body("{}"),
        Owned::new("GET /users/1"),
    ];
    let distances: Vec<u32> = near_to_far.iter().map(distance).collect();
    assert_eq!(distances[0], 0);
    assert!(distances.is_sorted_by(|a, b| a < b), "{distances:?}");
    assert_eq!(compiled.expectation_distance(0, &near_to_far[4].borrow(), None, distances[4]), None, "beyond the limit");
    let slip = distance(&Owned::new("POST /order").body(right));
    assert!(slip > 0 && slip < distances[3], "a slip in the path is less than no body: {slip} {distances:?}");
    let verdict = compiled.expectation_verdict(0, &near_to_far[1].borrow(), None).unwrap();
    assert!(verdict.checks.iter().all(|check| check.passed), "{verdict:?}");
    let condition = verdict.condition.unwrap();
    assert_eq!(
        condition.decisive().iter().map(|check| check.sentence()).collect::<Vec<_>>(),
        ["body JSON $.qty equals 2 — was 3"]
    );
}
