//! Every operator on every kind of subject, with what it means where a value is absent, repeated or unreadable.

use mockwright::{
    engine::{Call, CompiledCondition, PathPattern, PathRules},
    model::{Comparison, Condition, JsonText, Operand, Operator, Subject, SubjectKind},
};
use serde_json::json;
use strum::IntoEnumIterator;

use crate::support::*;

/// Whether a condition holds of the third call of `/orders/{id}`.
fn holds(condition: &Condition, request: &Owned) -> bool {
    let pattern = PathPattern::parse("/orders/{id}").unwrap();
    let request = request.borrow();
    let call = Call::new(&request, &pattern, PathRules::default(), 3);
    CompiledCondition::compile(condition).unwrap_or_else(|errors| panic!("{condition:?}: {errors:?}")).holds(&call)
}

fn comparison(subject: Subject, operator: Operator, value: impl Into<Operand>) -> Comparison {
    Comparison::new(subject, operator, value)
}

fn json_operand(text: &str) -> Operand {
    Operand::Json(JsonText(text.to_owned()))
}

fn list(texts: &[&str]) -> Operand {
    Operand::List(texts.iter().map(|text| (*text).to_owned()).collect())
}

const MULTIPART: &str = "--X\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\n42\r\n--X--\r\n";

/// A request in which a subject of each kind has the value 42, and that subject; none where it cannot have it.
fn subject_with_42(kind: SubjectKind) -> Option<(Subject, Owned)> {
    let request = Owned::new("POST /orders/42?q=42");
    let form = "application/x-www-form-urlencoded";
    Some(match kind {
        SubjectKind::PathParameter => (kind.named("id"), request),
        SubjectKind::Query => (kind.named("q"), request),
        SubjectKind::Header => (kind.named("X-Number"), request.header("x-number", "42")),
        SubjectKind::Cookie => (kind.named("c"), request.header("cookie", "b=1; c=42")),
        SubjectKind::Body => (kind.named(""), request.body("42")),
        SubjectKind::Json => (kind.named("$.a[0].b"), request.body(r#"{"a":[{"b":42}]}"#)),
        SubjectKind::Form => (kind.named("f"), request.header("content-type", form).body("f=42")),
        SubjectKind::Multipart => {
            (kind.named("f"), request.header("content-type", "multipart/form-data; boundary=X").body(MULTIPART))
        }
        SubjectKind::Method | SubjectKind::Host | SubjectKind::Client | SubjectKind::CallNumber | SubjectKind::ScenarioState => {
            return None;
        }
    })
}

#[test]
fn every_operator_works_on_every_subject_that_can_have_any_value() {
    let cases = |operator| match operator {
        Operator::Equals => (Operand::from("42"), Operand::from("4")),
        Operator::Contains => ("2".into(), "3".into()),
        Operator::StartsWith => ("4".into(), "2".into()),
        Operator::EndsWith => ("2".into(), "4".into()),
        Operator::Matches => (r"^\d+$".into(), r"^\d$".into()),
        Operator::Exists => ("".into(), "".into()),
        Operator::IsEmpty => ("".into(), "".into()),
        Operator::OneOf => (list(&["1", "42"]), list(&["1", "4"])),
        Operator::Prefers => (list(&["42", "1"]), list(&["1", "42"])),
        Operator::NumberEquals => ("42.0".into(), "41".into()),
        Operator::GreaterThan => ("41.9".into(), "42".into()),
        Operator::AtLeast => ("42".into(), "43".into()),
        Operator::LessThan => ("42.1".into(), "42".into()),
        Operator::AtMost => ("42".into(), "41".into()),
        Operator::Before | Operator::After => ("2026-01-01".into(), "2026-01-01".into()),
        Operator::JsonEquals => (json_operand("42.0"), json_operand("\"42\"")),
        Operator::MatchesSchema => (json_operand(r#"{"type":"integer"}"#), json_operand(r#"{"minimum":43}"#)),
    };
    let mut tried = 0;
    for kind in SubjectKind::iter() {
        let Some((subject, request)) = subject_with_42(kind) else { continue };
        for operator in Operator::iter() {
            let (good, bad) = cases(operator);
            let good = comparison(subject.clone(), operator, good);
            let bad = comparison(subject.clone(), operator, bad);
            // 42 is there, is not empty and is no date.
            let (expect_good, expect_bad) = match operator {
                Operator::Exists => (true, true),
                Operator::IsEmpty | Operator::Before | Operator::After => (false, false),
                _ => (true, false),
            };
            assert_eq!(holds(&Condition::Compare(good.clone()), &request), expect_good, "{good:?}");
            assert_eq!(holds(&Condition::Compare(bad.clone()), &request), expect_bad, "{bad:?}");
            let negated = Comparison { negate: true, ..good.clone() };
            assert_eq!(holds(&Condition::Compare(negated), &request), !expect_good, "not {good:?}");
            // The same in a request that holds nothing: only "is empty" is true, and everything negated.
            let nothing = Owned::new("POST /other");
            let absent = operator == Operator::IsEmpty;
            assert_eq!(holds(&Condition::Compare(good.clone()), &nothing), absent, "{good:?} of nothing");
            let negated = Comparison { negate: true, ..good.clone() };
            assert_eq!(holds(&Condition::Compare(negated), &nothing), !absent, "not {good:?} of nothing");
            tried += 1;
        }
    }
    assert_eq!(tried, 8 * Operator::iter().count());
}

#[test]
fn method_host_client_and_call_number_are_subjects() {
    let request = Owned::new("BREW /orders/1").header("host", "API.example.com:8080");
    let table = [
        (Subject::Method, Operator::Equals, "BREW", true),
        (Subject::Method, Operator::Equals, "brew", false),
        (Subject::Host, Operator::Equals, "api.EXAMPLE.com", true),
        (Subject::Host, Operator::EndsWith, ".Example.com", true),
        (Subject::Host, Operator::Contains, "8080", false),
        (Subject::Client, Operator::StartsWith, "127.", true),
        (Subject::CallNumber, Operator::NumberEquals, "3", true),
        (Subject::CallNumber, Operator::AtMost, "2", false),
        (Subject::CallNumber, Operator::OneOf, "1, 3", true),
    ];
    for (subject, operator, value, expected) in table {
        assert_eq!(holds(&compare(subject.clone(), operator, value), &request), expected, "{subject:?} {operator:?} {value}");
    }
}

#[test]
fn one_of_several_values_is_enough_and_a_negation_negates_the_whole() {
    let request = Owned::new("GET /orders/1?a=1&a=2").header("x", "1").header("x", "2").body(r#"{"l":[{"v":1},{"v":2}]}"#);
    for subject in [Subject::Query("a".into()), Subject::Header("x".into()), Subject::Json("$.l[*].v".into())] {
        let two = comparison(subject.clone(), Operator::Equals, "2");
        assert!(holds(&Condition::Compare(two.clone()), &request), "{subject:?}");
        assert!(!holds(&Condition::Compare(Comparison { negate: true, ..two }), &request), "{subject:?}");
        let three = comparison(subject.clone(), Operator::Equals, "3");
        assert!(!holds(&Condition::Compare(three.clone()), &request), "{subject:?}");
        assert!(holds(&Condition::Compare(Comparison { negate: true, ..three }), &request), "{subject:?}");
    }
}

#[test]
fn case_is_ignored_when_asked() {
    let request = Owned::new("GET /orders/1").header("name", "Größe (X) XL");
    let table = [
        (Operator::Equals, Operand::from("GRÖSSE (x) xl"), false),
        (Operator::Equals, "GRÖßE (x) xl".into(), true),
        (Operator::Equals, "größe (x)".into(), false),
        (Operator::Contains, "(x)".into(), true),
        (Operator::StartsWith, "gRÖ".into(), true),
        (Operator::StartsWith, "rö".into(), false),
        (Operator::EndsWith, "xl".into(), true),
        (Operator::EndsWith, "x".into(), false),
        (Operator::Matches, "^größe .* xl$".into(), true),
        (Operator::OneOf, list(&["a.b", "größe (X) xl"]), true),
        (Operator::OneOf, list(&["a", "größe"]), false),
    ];
    for (operator, value, expected) in table {
        let plain = comparison(Subject::Header("Name".into()), operator, value);
        assert!(!holds(&Condition::Compare(plain.clone()), &request), "{plain:?} with case");
        let ignoring = Comparison { ignore_case: true, ..plain };
        assert_eq!(holds(&Condition::Compare(ignoring.clone()), &request), expected, "{ignoring:?}");
    }
}

#[test]
fn a_client_prefers_what_it_gives_a_higher_quality() {
    let table = [
        (Some("application/xml, application/json;q=0.9"), "application/xml, application/json", true),
        (Some("application/xml, application/json;q=0.9"), "application/json, application/xml", false),
        (Some("application/*, text/csv;q=0.1"), "application/json, application/xml", false),
        (Some("application/*, text/csv;q=0.1"), "application/json, text/csv", true),
        (Some("application/*;q=0"), "application/json", false),
        (Some("*/*"), "application/json", true),
        (None, "application/json, application/xml", false),
        (None, "application/json", true),
    ];
    for (accept, media_types, expected) in table {
        let request = Owned::new("GET /orders/1");
        let request = if let Some(accept) = accept { request.header("accept", accept) } else { request };
        let prefers = comparison(Subject::Header("Accept".into()), Operator::Prefers, media_types);
        assert_eq!(holds(&Condition::Compare(prefers), &request), expected, "{accept:?} {media_types}");
    }
}

#[test]
fn several_accept_fields_are_one_list() {
    let request = Owned::new("GET /orders/1").header("accept", "application/json;q=0.5").header("accept", "application/xml");
    for (media_types, expected) in [("application/json, application/xml", false), ("application/xml, application/json", true)] {
        let prefers = comparison(Subject::Header("Accept".into()), Operator::Prefers, media_types);
        assert_eq!(holds(&Condition::Compare(prefers), &request), expected, "{media_types}");
    }
}

#[test]
fn found_json_compares_by_its_text_or_its_value() {
    let body =
        json!({"s": "x", "n": 1.5, "t": true, "z": null, "e": [], "o": {"b": 1, "a": [1, 2]}, "d": "2026-03-01T00:00:00Z"});
    let request = Owned::new("POST /orders/1").body(body.to_string());
    let table = [
        ("$.s", Operator::Equals, Operand::from("x"), true),
        ("$.s", Operator::JsonEquals, json_operand("\"x\""), true),
        ("$.s", Operator::JsonEquals, json_operand("{}"), false),
        ("$.n", Operator::Equals, "1.5".into(), true),
        ("$.t", Operator::Equals, "true".into(), true),
        ("$.z", Operator::Equals, "null".into(), true),
        ("$.z", Operator::Exists, "".into(), true),
        ("$.z", Operator::IsEmpty, "".into(), true),
        ("$.e", Operator::IsEmpty, "".into(), true),
        ("$.t", Operator::IsEmpty, "".into(), false),
        ("$.missing", Operator::IsEmpty, "".into(), true),
        ("$.o", Operator::Equals, r#"{"b":1,"a":[1,2]}"#.into(), true),
        ("$.o", Operator::JsonEquals, json_operand(r#"{ "a": [1, 2.0], "b": 1 }"#), true),
        ("$.o.a", Operator::JsonEquals, json_operand("[2, 1]"), false),
        ("$.d", Operator::After, "2026-02-28".into(), true),
        ("$.d", Operator::Before, "Sun, 01 Mar 2026 00:00:01 GMT".into(), true),
        ("$.d", Operator::Before, "2026-03-01".into(), false),
        ("$..a[?@ > 1]", Operator::NumberEquals, "2".into(), true),
    ];
    for (path, operator, value, expected) in table {
        let condition = compare(Subject::Json(path.into()), operator, value);
        assert_eq!(holds(&condition, &request), expected, "{condition:?}");
    }
}

#[test]
fn the_whole_body_compares_as_text_or_json() {
    let table: &[(&str, Operator, Operand, bool)] = &[
        ("{\"a\": 1}", Operator::JsonEquals, json_operand("{\"a\":1}"), true),
        ("{\"a\": 1}", Operator::Equals, "{\"a\": 1}".into(), true),
        ("not json", Operator::JsonEquals, json_operand("1"), false),
        ("not json", Operator::Contains, "json".into(), true),
        ("", Operator::Exists, "".into(), false),
        ("", Operator::IsEmpty, "".into(), true),
        (" {} ", Operator::IsEmpty, "".into(), true),
        ("null", Operator::IsEmpty, "".into(), true),
        ("[0]", Operator::IsEmpty, "".into(), false),
        ("\u{0}", Operator::Exists, "".into(), true),
        ("{\"age\": 17}", Operator::MatchesSchema, json_operand(r#"{"properties": {"age": {"minimum": 18}}}"#), false),
    ];
    for (body, operator, value, expected) in table {
        let condition = compare(Subject::Body, *operator, value.clone());
        assert_eq!(holds(&condition, &Owned::new("POST /orders/1").body(*body)), *expected, "{body:?} {condition:?}");
    }
}

#[test]
fn json_options_reach_the_comparison() {
    let request = Owned::new("POST /orders/1").body(r#"{"l": [3, 1, 2], "more": true}"#);
    let plain = comparison(Subject::Body, Operator::JsonEquals, json_operand(r#"{"l": [1, 2]}"#));
    for (ignore_order, ignore_extra, expected) in
        [(false, false, false), (true, false, false), (false, true, true), (true, true, true)]
    {
        let condition = Condition::Compare(Comparison { ignore_order, ignore_extra, ..plain.clone() });
        assert_eq!(holds(&condition, &request), expected, "order {ignore_order}, extra {ignore_extra}");
    }
}

#[test]
fn schemas_of_all_drafts_are_understood() {
    let drafts = [
        ("http://json-schema.org/draft-04/schema#", json!({"minimum": 5, "exclusiveMinimum": true})),
        ("http://json-schema.org/draft-06/schema#", json!({"exclusiveMinimum": 5})),
        ("http://json-schema.org/draft-07/schema#", json!({"if": true, "then": {"exclusiveMinimum": 5}})),
        ("https://json-schema.org/draft/2019-09/schema", json!({"$defs": {"n": {"exclusiveMinimum": 5}}, "$ref": "#/$defs/n"})),
        ("https://json-schema.org/draft/2020-12/schema", json!({"$defs": {"n": {"exclusiveMinimum": 5}}, "$ref": "#/$defs/n"})),
    ];
    for (draft, mut schema) in drafts {
        schema["$schema"] = draft.into();
        let condition = compare(Subject::Body, Operator::MatchesSchema, json_operand(&schema.to_string()));
        assert!(holds(&condition, &Owned::new("POST /orders/1").body("6")), "{draft}");
        assert!(!holds(&condition, &Owned::new("POST /orders/1").body("5")), "{draft}");
    }
}

#[test]
fn groups_combine() {
    let yes = || compare(Subject::Method, Operator::Exists, "");
    let no = || compare(Subject::Method, Operator::Equals, "");
    let table = [
        (Condition::All(vec![]), true),
        (Condition::All(vec![yes(), yes()]), true),
        (Condition::All(vec![yes(), no()]), false),
        (Condition::Any(vec![]), false),
        (Condition::Any(vec![no(), yes()]), true),
        (Condition::Any(vec![no(), no()]), false),
        (Condition::Not(Box::new(no())), true),
        (Condition::Not(Box::new(Condition::Any(vec![no(), Condition::All(vec![yes()])]))), false),
    ];
    for (condition, expected) in table {
        assert_eq!(holds(&condition, &Owned::new("GET /orders/1")), expected, "{condition:?}");
    }
}

#[test]
fn broken_comparisons_say_what_and_where() {
    let json_path = |path: &str| compare(Subject::Json(path.into()), Operator::Exists, "");
    let value = |operator, value: &str| compare(Subject::Body, operator, value);
    let table = [
        (json_path("$.["), "Not a JSONPath"),
        (json_path(""), "no name yet"),
        (json_path(&format!("${}", "[?(".repeat(40))), "inside each other"),
        (json_path("$..a..b..c"), "descents"),
        (compare(Subject::Header("a b".into()), Operator::Exists, ""), "cannot be a header's name"),
        (compare(Subject::PathParameter("".into()), Operator::Exists, ""), "no name yet"),
        (value(Operator::Matches, "a("), "unclosed group"),
        (value(Operator::Matches, r"(\w{1000}){1000}"), "too large"),
        (value(Operator::GreaterThan, "many"), "\"many\" is not a number"),
        (value(Operator::Before, "soon"), "\"soon\" is not a date"),
        (value(Operator::JsonEquals, "{"), "Not JSON"),
        (value(Operator::MatchesSchema, "{\"type\": 5}"), "Not a usable JSON Schema"),
        (value(Operator::MatchesSchema, "{\"$ref\": \"http://127.0.0.1:1/x.json\"}"), "Not a usable JSON Schema"),
        (value(Operator::MatchesSchema, "{\"$ref\": \"file:///etc/hostname\"}"), "Not a usable JSON Schema"),
    ];
    for (condition, words) in table {
        let nested = Condition::All(vec![Condition::All(vec![]), Condition::Not(Box::new(condition.clone()))]);
        let errors = CompiledCondition::compile(&nested).expect_err(&format!("{condition:?}"));
        assert_eq!(errors.len(), 1);
        assert_eq!(errors[0].path, [1, 0]);
        assert!(errors[0].message.contains(words), "{}", errors[0].message);
        assert!(!errors[0].message.contains('\n'), "{}", errors[0].message);
    }
    let two = Condition::Any(vec![json_path(""), json_path("$"), json_path("")]);
    let errors = CompiledCondition::compile(&two).unwrap_err();
    assert_eq!(errors.into_iter().map(|error| error.path).collect::<Vec<_>>(), [[0], [2]], "all are said at once");
}

#[test]
fn hostile_operands_and_bodies_are_bounded_in_time() {
    let deep = format!("{}1{}", "[".repeat(120), "]".repeat(120));
    let wide = format!("[{}]", vec!["[{\"a\":[1]}]"; 5_000].join(","));
    let letters = format!("\"{}!\"", "a".repeat(10_000));
    let parentheses = |depth: usize| format!("$[?{}@.a{}]", "(".repeat(depth), ")".repeat(depth));
    let nested = |depth: usize| format!("$[?@{}]", "[?@".repeat(depth) + &"]".repeat(depth));
    let schema = |text: &str| (Subject::Body, Operator::MatchesSchema, json_operand(text));
    let path = |text: String| (Subject::Json(text), Operator::Equals, Operand::from("x"));
    let cases = [
        path(parentheses(10)),
        path(parentheses(11).replace("@.a", "!@.a == 1 &&")),
        path(nested(10)),
        path("$..*..*".into()),
        path("$..[?@..a == 'x']".into()),
        path("$[?search(@, '(a*)*$')]".into()),
        schema(r##"{"$ref": "#"}"##),
        schema(r##"{"items": {"$ref": "#"}, "contains": {"$ref": "#"}}"##),
        schema(r##"{"anyOf": [{"$ref": "#"}, {"not": {"$ref": "#"}}]}"##),
        schema(r#"{"pattern": "^(a+)+$"}"#),
        schema(r#"{"pattern": "^(?=(a+)+$)(a|a)*b"}"#),
        (Subject::Body, Operator::Matches, "(a*)*(a*)*(a*)*b".into()),
        (Subject::Body, Operator::Matches, "(?i)(a{1,50}){1,20}b".into()),
    ];
    for (subject, operator, value) in cases {
        let condition = compare(subject, operator, value);
        for body in [&deep, &wide, &letters] {
            let started = std::time::Instant::now();
            if CompiledCondition::compile(&condition).is_ok() {
                holds(&condition, &Owned::new("POST /orders/1").body(body.as_str()));
            }
            let took = started.elapsed();
            assert!(took.as_secs() < 5, "{condition:?} on {} bytes took {took:?}", body.len());
        }
    }
}
