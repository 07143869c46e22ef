//! What the engine says about its decisions, word for word.

use mockwright::{
    engine::{Check, ConditionVerdict, NearMiss, Skipped},
    model::{
        Comparison, Condition, Endpoint, JsonText, Operand, Operator, Project, Response, ResponseId, Selection, Settings, Subject,
    },
};

use crate::support::*;

/// The shop's endpoint: a bad token answers 401, two missing orders 404, all else 200.
fn order() -> Endpoint {
    let bad_token = Condition::Not(Box::new(compare(Subject::Header("Authorization".into()), Operator::Exists, "")));
    let token = compare(Subject::Header("Authorization".into()), Operator::Equals, "bad");
    let missing = Operand::List(vec!["404".into(), "410".into()]);
    let mut endpoint = endpoint_with(
        "GET /orders/{id}",
        [
            Response {
                name: "Bad token".into(),
                ..response_if(401, Condition::Any(vec![token, Condition::All(vec![bad_token.clone(), bad_token])]))
            },
            Response {
                name: "Missing".into(),
                ..response_if(404, compare(Subject::PathParameter("id".into()), Operator::OneOf, missing))
            },
            Response { name: "Order".into(), ..response(200) },
        ],
    );
    endpoint.default_response = Some(ResponseId::new("200"));
    endpoint
}

#[test]
fn the_answer_is_explained_with_what_was_passed_over_before_it() {
    let compiled = compiled(project([order()]));
    let (_, explanation) = explain(&compiled, &Owned::new("GET /orders/404").header("authorization", "good"));
    assert_eq!(explanation.summary, "404 Missing answered, because path parameter id is one of 404, 410 — was 404");
    let [candidate] = explanation.candidates.as_slice() else { panic!("{explanation:?}") };
    assert!(candidate.answered);
    assert_eq!(candidate.parameters, [("id".to_owned(), "404".to_owned())]);
    let [bad_token, missing, order] = candidate.responses.as_slice() else { panic!("{candidate:?}") };
    assert_eq!((bad_token.answered, bad_token.skipped, bad_token.name.as_str()), (false, None, "Bad token"));
    let sentences: Vec<_> = bad_token.condition.as_ref().unwrap().decisive().into_iter().map(Check::sentence).collect();
    assert_eq!(
        sentences,
        [
            "header Authorization equals bad — was good",
            "header Authorization exists — was good",
            "header Authorization exists — was good"
        ]
    );
    assert!(missing.answered && missing.condition.as_ref().unwrap().passed());
    assert_eq!((order.answered, order.skipped), (false, Some(Skipped::AnsweredBefore)));
    assert!(explanation.near_misses.is_empty());
}

#[test]
fn a_default_is_explained_as_one() {
    let compiled = compiled(project([order()]));
    let (_, explanation) = explain(&compiled, &Owned::new("GET /orders/7").header("authorization", "good"));
    assert_eq!(explanation.summary, "200 Order answered, because no condition held and it is the default");
    let responses = &explanation.candidates[0].responses;
    assert_eq!(responses.iter().map(|response| response.answered).collect::<Vec<_>>(), [false, false, true]);
    assert!(responses[..2].iter().all(|response| response.skipped.is_none() && !response.condition.as_ref().unwrap().passed()));
}

#[test]
fn turns_and_draws_are_explained() {
    let disabled = Response { enabled: false, ..response(202) };
    let mut endpoint = endpoint_with("GET /", [response(201), disabled, response(203)]);
    endpoint.selection = Selection::InOrder;
    let compiled_one = compiled(project([endpoint.clone()]));
    let (_, explanation) = explain(&compiled_one, &Owned::new("GET /"));
    assert_eq!(explanation.summary, "201 Created answered, because it was its turn at call 1");
    let skipped: Vec<_> = explanation.candidates[0].responses.iter().map(|response| response.skipped).collect();
    assert_eq!(skipped, [None, Some(Skipped::Disabled), Some(Skipped::NotItsTurn)]);
    endpoint.selection = Selection::Random;
    let (_, explanation) = explain(&compiled(project([endpoint])), &Owned::new("GET /"));
    assert!(explanation.summary.ends_with("answered, because it was drawn at random"), "{}", explanation.summary);
}

#[test]
fn broken_and_unreachable_responses_say_so() {
    let broken = compare(Subject::Body, Operator::Matches, "(");
    let compiled = compiled(project([endpoint_with("GET /", [response(200), response(201), response_if(202, broken)])]));
    let (_, explanation) = explain(&compiled, &Owned::new("GET /"));
    let skipped: Vec<_> = explanation.candidates[0].responses.iter().map(|response| response.skipped).collect();
    assert_eq!(skipped, [None, Some(Skipped::NoCondition), Some(Skipped::Broken)]);
}

fn check_of(comparison: Comparison, request: &Owned) -> Check {
    let compiled = compiled(project([endpoint_with("ANY /{id}", [response_if(200, Condition::Compare(comparison))])]));
    let (_, explanation) = explain(&compiled, request);
    match &explanation.candidates[0].responses[0].condition {
        Some(ConditionVerdict::Check(check)) => check.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn checks_read_as_sentences() {
    let json = |text: &str| Operand::Json(JsonText(text.into()));
    fn new(subject: Subject, operator: Operator, value: impl Into<Operand>) -> Comparison {
        Comparison::new(subject, operator, value)
    }
    let negated = |comparison| Comparison { negate: true, ..comparison };
    let get = Owned::new("GET /7?a=1&a=2&e=");
    let posted = |body: &str| Owned::new("POST /7").body(body);
    let long = "x".repeat(1000);
    let table = [
        (new(Subject::Header("X".into()), Operator::Exists, ""), get.clone(), "header X exists — was absent".to_owned()),
        (negated(new(Subject::Method, Operator::Equals, "GET")), get.clone(), "method does not equal GET — was GET".into()),
        (new(Subject::Query("a".into()), Operator::GreaterThan, "5"), get.clone(), "query a > 5 — was 1, 2".into()),
        (new(Subject::Query("e".into()), Operator::IsEmpty, ""), get.clone(), "query e is empty — was empty".into()),
        (
            new(Subject::Query("e".into()), Operator::AtLeast, "1"),
            get.clone(),
            "query e ≥ 1 — was empty (it is not a number)".into(),
        ),
        (
            new(Subject::PathParameter("id".into()), Operator::Before, "2026-01-01"),
            get,
            "path parameter id is before 2026-01-01 — was 7 (it is not a date)".into(),
        ),
        (
            new(Subject::Json("$.a".into()), Operator::Exists, ""),
            posted("{"),
            "body JSON $.a exists — was absent (the body is not JSON: EOF while parsing an object at line 1 column 1)".into(),
        ),
        (
            new(Subject::Body, Operator::MatchesSchema, json(r#"{"properties":{"age":{"minimum":18}}}"#)),
            posted(r#"{"age":17}"#),
            r#"body matches schema {"properties":{"age":{"minimum":18}}} — was {"age":17} (at /age: 17 is less than the minimum of 18)"#.into(),
        ),
        (new(Subject::Body, Operator::Equals, "y"), posted(&long), format!("body equals y — was {}…", "x".repeat(200))),
    ];
    for (comparison, request, expected) in table {
        assert_eq!(check_of(comparison, &request).sentence(), expected);
    }
}

fn sentences(near_misses: &[NearMiss]) -> Vec<String> {
    let sentence = |miss: &NearMiss| {
        let missed: Vec<_> = miss.missed.iter().map(Check::sentence).collect();
        format!("{} {}: {}", miss.method, miss.path, missed.join("; "))
    };
    near_misses.iter().map(sentence).collect()
}

#[test]
fn near_misses_name_what_each_missed() {
    let mut disabled = endpoint("GET /order/{id}");
    disabled.enabled = false;
    let token = || compare(Subject::Header("Token".into()), Operator::Exists, "");
    let page = compare(Subject::Query("page".into()), Operator::NumberEquals, "1");
    let compiled = compiled(project([
        endpoint("GET /users/{id}/posts/latest"),
        endpoint("GET /orders/{id}"),
        disabled,
        endpoint("POST /orders"),
        endpoint_with("GET /orders", [response_if(401, Condition::All(vec![token(), page])), response_if(404, token())]),
        endpoint("GET /login"),
    ]));
    let (_, explanation) = explain(&compiled, &Owned::new("GET /order/42"));
    assert_eq!(explanation.summary, "Nothing answers GET /order/42: no endpoint has this path");
    assert_eq!(explanation.candidates, []);
    assert_eq!(explanation.near_misses.len(), 3);
    assert_eq!(sentences(&explanation.near_misses)[0], "GET /orders/{id}: path matches /orders/{id} — was /order/42");

    let (_, explanation) = explain(&compiled, &Owned::new("GET /orders?page=2"));
    assert_eq!(explanation.summary, "Nothing answers GET /orders: an endpoint has this path, but no response of it could answer");
    assert_eq!(
        sentences(&explanation.near_misses)[..2],
        ["GET /orders: header Token exists — was absent", "POST /orders: method equals POST — was GET",]
    );

    let (_, explanation) = explain(&compiled, &Owned::new("DELETE /login"));
    assert_eq!(explanation.summary, "Nothing answers DELETE /login: the path has only GET, HEAD, OPTIONS");
    assert_eq!(sentences(&explanation.near_misses)[0], "GET /login: method equals GET — was DELETE");
}

#[test]
fn a_near_miss_without_conditions_still_says_something() {
    let compiled = compiled(project([endpoint_with("GET /a", [Response { enabled: false, ..response(200) }])]));
    let (_, explanation) = explain(&compiled, &Owned::new("GET /a"));
    assert_eq!(
        sentences(&explanation.near_misses),
        ["GET /a: response can answer — was absent (0 of 1 responses are enabled, none could answer)"]
    );
}

#[test]
fn call_numbers_are_replayed_as_they_were() {
    let third = compare(Subject::CallNumber, Operator::NumberEquals, "3");
    let compiled = compiled(project([endpoint_with("GET /", [response_if(503, third), response(200)])]));
    let calls = Calls::default();
    let request = Owned::new("GET /");
    let decisions: Vec<_> = (0..4).map(|_| compiled.decide(&request.borrow(), &calls, 0)).collect();
    let summaries: Vec<_> = decisions.iter().map(|decision| compiled.explain(&request.borrow(), decision).summary).collect();
    assert_eq!(summaries[2], "503 Service Unavailable answered, because call number = 3 — was 3");
    assert!(summaries[3].starts_with("200 OK answered"), "{}", summaries[3]);
}

#[test]
fn preflights_and_options_are_explained() {
    let compiled_with = compiled(project([endpoint("GET /a")]));
    let request = Owned::new("OPTIONS /a").header("origin", "http://x").header("access-control-request-method", "GET");
    assert_eq!(explain(&compiled_with, &request).1.summary, "CORS preflight answered: the path has GET, HEAD, OPTIONS");
    let settings = Settings { cors: false, ..Settings::default() };
    let without = compiled(Project { settings, ..project([endpoint("GET /a")]) });
    assert_eq!(explain(&without, &request).1.summary, "OPTIONS answered: the path has GET, HEAD, OPTIONS");
}
