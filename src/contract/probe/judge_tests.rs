//! Answers in a table, with what is found in each.

use bytes::Bytes;
use http::{HeaderValue, Method};
use serde_json::json;

use super::*;

fn contract() -> Arc<Contract> {
    Arc::new(Contract::view(&Arc::new(json!({
        "openapi": "3.1.0",
        "paths": {"/pets/{id}": {"get": {
            "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "integer"}}],
            "responses": {
                "200": {
                    "description": "",
                    "headers": {"ETag": {"required": true, "schema": {"type": "string"}}},
                    "content": {"application/json": {"schema": {"type": "object"}}}
                },
                "204": {"description": ""},
                "202": {"description": ""},
                "503": {"description": ""},
                "4XX": {"description": ""}
            }
        }, "post": {"responses": {"200": {"description": ""}}}}}
    }))))
}

fn call(operation: usize) -> Call {
    Call {
        operation,
        method: if operation == 0 { Method::GET } else { Method::POST },
        target: "/pets/1".to_owned(),
        headers: HeaderMap::new(),
        body: Bytes::new(),
        source: CallSource::Generated,
        is_path_generated: true,
    }
}

fn answer(status: u16, headers: &[(&'static str, &'static str)], body: &'static str) -> CallOutcome {
    let headers = headers.iter().map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value))).collect();
    let body = Bytes::from_static(body.as_bytes());
    CallOutcome::Answered(Answer { status, headers, body, is_truncated: false, elapsed: std::time::Duration::ZERO })
}

#[test]
fn each_disagreement_has_its_rule_and_nothing_else_is_found() {
    use Rule::*;
    use Severity::{Error, Warning};
    let judge = Judge::new(&contract());
    let json: (&str, &str) = ("content-type", "application/json; charset=utf-8");
    let tag = ("etag", "\"1\"");
    for (operation, outcome, expected) in [
        (0, answer(200, &[json, tag], "{}"), vec![]),
        (0, answer(204, &[], ""), vec![]),
        (0, answer(404, &[], ""), vec![]),
        (0, answer(404, &[json], "{}"), vec![(UnexpectedBody, Warning)]),
        (0, answer(503, &[], ""), vec![(ServerError, Warning)]),
        (0, answer(500, &[], ""), vec![(ServerError, Error)]),
        (0, answer(201, &[], ""), vec![(UndocumentedStatus, Error)]),
        (0, answer(200, &[json], "{}"), vec![(MissingHeader, Error)]),
        (0, answer(200, &[json, tag], ""), vec![(MissingBody, Error)]),
        (0, answer(200, &[json, tag], "{\"a\":"), vec![(MalformedBody, Error)]),
        (0, answer(200, &[tag], "{}"), vec![(MissingMediaType, Error)]),
        (0, answer(200, &[("content-type", "text/html"), tag], "<p>"), vec![(UndocumentedMediaType, Error)]),
        (0, answer(202, &[json], "{}"), vec![(UnexpectedBody, Error)]),
        (1, answer(404, &[], ""), vec![(UndocumentedStatus, Warning)]),
        (1, answer(403, &[], ""), vec![(UndocumentedStatus, Error)]),
        (1, CallOutcome::TimedOut("late".to_owned()), vec![(TimedOut, Error)]),
        (1, CallOutcome::Failed("refused".to_owned()), vec![(NoAnswer, Error)]),
    ] {
        let findings = judge.judge(&call(operation), &outcome);
        let found: Vec<_> = findings.iter().map(|finding| (finding.rule, finding.severity)).collect();
        assert_eq!(found, expected, "{outcome:?}");
        assert!(findings.iter().all(|finding| finding.id.len() == 12 && !finding.message.is_empty()));
    }
}

#[test]
fn media_types_are_compared_without_case_and_with_ranges() {
    for (given, documented, expected) in [
        ("application/json; charset=utf-8", "application/json", true),
        ("Application/JSON", "application/json", true),
        ("image/png", "image/*", true),
        ("text/plain", "*/*", true),
        ("application/problem+json", "application/json", false),
        ("application/json", "application/json;v=2", false),
    ] {
        assert_eq!(is_of(given, documented), expected, "{given} {documented}");
    }
}
