//! What holds whatever is written in a project and whatever is sent: nothing panics, decisions repeat, and
//! explanations agree with them.

use http::{HeaderName, HeaderValue};
use mockwright::{
    engine::{Answer, Check, CompiledCondition, Decision, PathPattern, PathRules, RequestPath, compile, rewrite_path},
    model::{
        Comparison, Condition, Delay, Endpoint, Extra, Header, JsonText, Operand, Operator, Project, Response, ResponseId,
        Selection, Settings, Subject, SubjectKind,
    },
};
use proptest::{collection::vec, option, prelude::*, sample::select};
use strum::IntoEnumIterator;

use crate::support::*;

/// Text that is likely to be nearly right, or not right at all.
fn wild_text() -> impl Strategy<Value = String> {
    let nearly = [
        "$.a[?@.b=='x']",
        "$..*",
        "$[",
        "(a|b)*",
        "[a-",
        r"\p{L}+",
        "{id}",
        ":id",
        "*",
        "/",
        "..",
        "?",
        "{",
        "}",
        "%2",
        "%F0%9F",
        "1e3",
        "-",
        "2026-02-30",
        "null",
        "[1,{\"a\":2}]",
        "{\"$ref\":\"#\"}",
        "{\"type\":\"object\"}",
        "{\"pattern\":\"(a+)+$\"}",
        "true",
        "ü",
        "\u{202e}",
        "\u{0}",
        ",",
        "a=b; c",
        "X",
    ];
    prop_oneof![vec(select(nearly.to_vec()), 0..4).prop_map(|parts| parts.concat()), any::<String>()]
}

fn wild_operand() -> impl Strategy<Value = Operand> {
    prop_oneof![
        wild_text().prop_map(Operand::Text),
        vec(wild_text(), 0..3).prop_map(Operand::List),
        wild_text().prop_map(|text| Operand::Json(JsonText(text))),
    ]
}

/// A comparison that may make sense: names that requests have, numbers and texts that they may hold.
fn sound_comparison() -> impl Strategy<Value = Condition> {
    let subjects = [
        Subject::PathParameter("id".into()),
        Subject::Query("q".into()),
        Subject::Header("h".into()),
        Subject::Json("$..a".into()),
        Subject::Body,
        Subject::Method,
        Subject::CallNumber,
    ];
    let operators =
        [Operator::Exists, Operator::IsEmpty, Operator::Equals, Operator::Contains, Operator::AtLeast, Operator::JsonEquals];
    (select(subjects.to_vec()), select(operators.to_vec()), select(vec!["1", "2", "[]"]), any::<[bool; 4]>()).prop_map(
        |(subject, operator, value, [negate, ignore_case, ignore_order, ignore_extra])| {
            let value = if operator == Operator::AtLeast { "1" } else { value };
            let comparison = Comparison::new(subject, operator, value);
            Condition::Compare(Comparison { negate, ignore_case, ignore_order, ignore_extra, ..comparison })
        },
    )
}

fn wild_comparison() -> impl Strategy<Value = Condition> {
    let kinds: Vec<_> = SubjectKind::iter().collect();
    let operators: Vec<_> = Operator::iter().collect();
    (select(kinds), wild_text(), select(operators), wild_operand(), any::<[bool; 4]>()).prop_map(
        |(kind, name, operator, value, [negate, ignore_case, ignore_order, ignore_extra])| {
            let subject = kind.named(name);
            Condition::Compare(Comparison {
                subject,
                operator,
                value,
                negate,
                ignore_case,
                ignore_order,
                ignore_extra,
                extra: Extra::new(),
            })
        },
    )
}

fn tree(leaf: impl Strategy<Value = Condition> + 'static) -> impl Strategy<Value = Condition> {
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Condition::All),
            vec(inner.clone(), 0..3).prop_map(Condition::Any),
            inner.prop_map(|inner| Condition::Not(Box::new(inner))),
        ]
    })
}

fn wild_request() -> impl Strategy<Value = Owned> {
    let paths = ["/", "/1", "/1/", "/a/2", "/a", "/%FF/..", "//", "/a/2/3?q=1&q=2", "/1?q", "*", "http://h.example:1/a?%zz=%"];
    let content_types = [
        "application/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=X",
        "multipart/form-data; boundary=\"",
        "",
    ];
    let body = prop_oneof![
        vec(any::<u8>(), 0..64),
        select(vec![
            "{\"a\":1}",
            "[1,[2,{\"a\":[]}]]",
            "q=1&h=%",
            "--X\r\nContent-Disposition: form-data; name=\"q\"\r\n\r\n1\r\n--X",
            "--X\r\n\r\n",
            ""
        ])
        .prop_map(|text: &str| text.as_bytes().to_vec()),
    ];
    let value = vec(any::<u8>().prop_filter("a header's byte", |byte| *byte >= 32 && *byte != 127), 0..16);
    (
        select(vec!["GET", "HEAD", "POST", "OPTIONS", "BREW"]),
        select(paths.to_vec()),
        select(content_types.to_vec()),
        vec((select(vec!["h", "cookie", "host", "origin", "access-control-request-method"]), value), 0..4),
        body,
    )
        .prop_map(|(method, path, content_type, headers, body)| {
            let mut request = Owned::new(&format!("{method} {path}")).header("content-type", content_type).body(body);
            for (name, value) in headers {
                request.headers.append(HeaderName::from_static(name), HeaderValue::from_bytes(&value).unwrap());
            }
            request
        })
}

fn endpoint_of(
    method: impl Strategy<Value = String>,
    path: impl Strategy<Value = String>,
    condition: impl Strategy<Value = Condition> + 'static,
) -> impl Strategy<Value = Endpoint> {
    let response = (200u16..210, any::<bool>(), option::of(condition), 0u32..3, option::of(0u32..5)).prop_map(
        |(status, enabled, condition, weight, delay)| Response {
            enabled,
            condition,
            weight,
            delay: delay.map(|ms| Delay::Uniform { min_ms: 0, max_ms: ms }),
            ..response(status)
        },
    );
    let selection = select(vec![Selection::Condition, Selection::Condition, Selection::InOrder, Selection::Random]);
    (method, path, selection, vec(response, 0..4), option::of(200u16..210), prop::bool::weighted(0.9)).prop_map(
        |(method, path, selection, mut responses, default, enabled)| {
            for (index, response) in responses.iter_mut().enumerate() {
                response.id = ResponseId::new(format!("{}-{index}", response.status));
            }
            let default_response = default.map(|status| ResponseId::new(format!("{status}-0")));
            Endpoint { selection, responses, default_response, enabled, ..endpoint(&format!("{method} {path}")) }
        },
    )
}

fn sound_project() -> impl Strategy<Value = Project> {
    let methods = select(vec!["GET", "POST", "ANY", "OPTIONS"]).prop_map(str::to_owned);
    let paths = select(vec!["/", "/{id}", "/a", "/a/{id?}", "/{rest...}", "/a/{id}"]).prop_map(str::to_owned);
    let settings =
        (any::<[bool; 3]>(), option::of(any::<u64>())).prop_map(|([cors, ignore_path_case, strict_trailing_slash], seed)| {
            Settings { cors, ignore_path_case, strict_trailing_slash, seed, ..Settings::default() }
        });
    (vec(endpoint_of(methods, paths, tree(sound_comparison())), 0..8), settings)
        .prop_map(|(endpoints, settings)| Project { settings, ..project(endpoints) })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn no_path_pattern_and_no_path_panics(pattern in wild_text(), path in wild_text(), rules in any::<[bool; 2]>()) {
        let rules = PathRules { ignore_case: rules[0], strict_trailing_slash: rules[1] };
        let rewritten = rewrite_path(&pattern).into_owned();
        prop_assert_eq!(rewrite_path(&rewritten), rewritten.as_str(), "rewriting again changes nothing");
        let parsed = PathPattern::parse(&pattern);
        prop_assert_eq!(parsed.clone().ok(), PathPattern::parse(&rewritten).ok(), "both spellings mean the same");
        match parsed {
            Ok(parsed) => _ = parsed.parameters(&RequestPath::new(&path), rules),
            Err(error) => prop_assert!(error.column >= 1 && error.column <= pattern.chars().count() + 1),
        }
    }

    #[test]
    fn no_condition_and_no_request_panics(condition in tree(wild_comparison()), request in wild_request()) {
        let is_sound = CompiledCondition::compile(&condition).is_ok();
        let compiled = compiled(project([endpoint_with("ANY /{rest...}", [response_if(200, condition)])]));
        prop_assert_eq!(compiled.endpoints[0].responses[0].is_some(), is_sound);
        let (decision, explanation) = explain(&compiled, &request);
        prop_assert_eq!(matches!(decision.answer, Answer::Response { .. }), explanation.candidates.iter().any(|candidate| candidate.answered));
    }

    #[test]
    fn no_project_panics(
        endpoint in endpoint_of(wild_text(), wild_text(), wild_comparison()),
        status in any::<u16>(),
        header in (wild_text(), wild_text()),
        body in wild_text(),
        request in wild_request(),
    ) {
        let header = Header::new(header.0, header.1);
        let odd = Response { headers: vec![header.clone()], body: mockwright::model::Body::Base64(body.clone()), ..response(status) };
        let file = Response { reason: Some(body.clone()), body: mockwright::model::Body::File(body), ..response(200) };
        let settings = Settings { headers: vec![header], ..Settings::default() };
        let project = Project { settings, ..project([endpoint, endpoint_with("ANY /{rest...}", [odd, file])]) };
        explain(&compiled(project), &request);
    }

    #[test]
    fn decisions_repeat_and_a_recompiled_project_takes_the_same(project in sound_project(), request in wild_request(), seed in any::<u64>()) {
        let first = compiled(project.clone());
        let again = compile(&project.into(), Some(&first));
        let decide = |compiled: &mockwright::engine::Compiled| compiled.decide(&request.borrow(), &Calls::default(), seed);
        let decision: Decision = decide(&first);
        prop_assert_eq!(&decision, &decide(&first));
        prop_assert_eq!(&decision, &decide(&again));
        prop_assert_eq!(&first.problems, &again.problems);
    }

    #[test]
    fn explanations_agree_with_decisions(project in sound_project(), request in wild_request(), seed in any::<u64>()) {
        let compiled = compiled(project);
        let calls = Calls::default();
        for _ in 0..3 {
            let decision = compiled.decide(&request.borrow(), &calls, seed);
            let explanation = compiled.explain(&request.borrow(), &decision);
            prop_assert!(!explanation.summary.is_empty());
            prop_assert_eq!(explanation.candidates.len(), decision.evaluated.len());
            prop_assert!(explanation.near_misses.len() <= 3);
            prop_assert!(explanation.near_misses.iter().all(|miss| !miss.missed.is_empty()));
            prop_assert!(explanation.near_misses.iter().flat_map(|miss| &miss.missed).all(|check: &Check| !check.sentence().is_empty()));
            for (candidate, evaluated) in explanation.candidates.iter().zip(&decision.evaluated) {
                let endpoint = &compiled.project.endpoints[evaluated.endpoint as usize];
                prop_assert_eq!(&candidate.endpoint, &endpoint.id);
                let answering = match decision.answer {
                    Answer::Response { endpoint, response, .. } if endpoint == evaluated.endpoint => Some(response as usize),
                    _ => None,
                };
                let answered = candidate.responses.iter().position(|response| response.answered);
                prop_assert_eq!(answered, answering);
                if endpoint.selection != Selection::Condition {
                    continue;
                }
                // What the conditions came to, as explained, leads to the same answer.
                let passed = candidate.responses.iter().position(|verdict| verdict.condition.as_ref().is_some_and(|v| v.passed()));
                match (passed, answered) {
                    (Some(passed), answered) => prop_assert_eq!(Some(passed), answered),
                    (None, Some(answered)) => {
                        let id = &endpoint.responses[answered].id;
                        let is_named = endpoint.default_response.as_ref() == Some(id);
                        prop_assert!(is_named || endpoint.responses[answered].condition.is_none(), "it is the default");
                    }
                    (None, None) => {}
                }
            }
        }
    }
}
