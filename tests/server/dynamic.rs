//! Answers that are made anew for every request: templates, generated bodies, their seeds and their failures.

use mockwright::{
    engine::{EDGE_HEADER, SEED_HEADER},
    model::{Body, GeneratedBody, GeneratedFrom, Header, JsonText, Language, Response},
    traffic::Outcome,
};
use serde_json::Value;

use crate::bed::*;

fn template(body: &str) -> Response {
    let mut response = response(200, "");
    response.body = Body::text(Language::Json, body);
    response
}

fn generated(from: GeneratedFrom, content: &str) -> Response {
    let mut response = response(200, "");
    response.body = Body::Generated(GeneratedBody { from, content: JsonText(content.to_owned()), ..GeneratedBody::default() });
    response
}

fn json(answer: &Answer) -> Value {
    serde_json::from_slice(&answer.body).unwrap_or_else(|error| panic!("{error}: {}", answer.text()))
}

fn with_seed(bed: &Bed, path: &str, seed: &str) -> Answer {
    bed.send(format!("GET {path} HTTP/1.1\r\nHost: a.test\r\n{SEED_HEADER}: {seed}\r\n\r\n"))
}

#[test]
fn a_template_sees_the_request_and_stays_valid_json_whatever_it_holds() {
    let body = r#"{"id": "{{path.id}}", "q": "{{query.q}}", "agent": "{{headers.user-agent}}", "who": "{{body.user.name}}", "n": {{call}}}"#;
    let bed = Bed::new(project([endpoint("POST", "/users/{id}", template(body))]));
    let sent = r#"{"user": {"name": "A \"quoted\"\nname"}}"#;
    let request = format!(
        "POST /users/a%22b?q=%7B%22x HTTP/1.1\r\nHost: a.test\r\nUser-Agent: t\"e\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{sent}",
        sent.len()
    );
    let answer = bed.send(&request);
    let expected = serde_json::json!({"id": "a\"b", "q": "{\"x", "agent": "t\"e", "who": "A \"quoted\"\nname", "n": 1});
    assert_eq!(json(&answer), expected);
    assert_eq!(answer.header("content-type"), Some("application/json"));
    assert_eq!(answer.header(SEED_HEADER), None, "nothing was left to chance");
    assert_eq!(json(&bed.send(&request))["n"], 2);
}

#[test]
fn a_seed_that_is_sent_back_gives_the_same_bytes() {
    let body = r#"{"id": "{{faker 'string.uuid'}}", "name": "{{faker 'person.fullName'}}", "at": "{{now}}"}"#;
    let names = "id, email, created_at, name, price";
    let bed = Bed::new(project([
        endpoint("GET", "/template", template(body)),
        endpoint("GET", "/generated", generated(GeneratedFrom::Fields, names)),
    ]));
    for path in ["/template", "/generated"] {
        let first = bed.get(path);
        let seed = first.header(SEED_HEADER).unwrap_or_else(|| panic!("{path}: {first:?}")).to_owned();
        assert_ne!(bed.get(path).text(), first.text(), "{path}");
        let again = with_seed(&bed, path, &seed);
        assert_eq!((again.text(), again.header(SEED_HEADER)), (first.text(), Some(seed.as_str())));
        assert!(json(&first).as_object().unwrap().len() >= 3, "{}", first.text());
    }
    let exchange = bed.last(6);
    assert_eq!(exchange.response_headers[SEED_HEADER].to_str().unwrap(), exchange.seed.to_string());
    let refused = with_seed(&bed, "/template", "soon");
    assert_eq!(refused.status, 400);
    assert!(refused.problem()["detail"].as_str().unwrap().contains("\"soon\""));
}

#[test]
fn a_project_that_fixes_its_seed_answers_the_nth_call_alike_everywhere() {
    let fixed = || {
        let mut project = project([
            endpoint("GET", "/a", template("{{faker 'string.uuid'}} {{now}}")),
            endpoint(
                "GET",
                "/b",
                generated(GeneratedFrom::Example, r#"{"email": "a@b.test", "created_at": "2024-01-01T00:00:00Z"}"#),
            ),
        ]);
        project.settings.seed = Some(7);
        project
    };
    let calls = |bed: &Bed| -> Vec<String> { ["/a", "/b", "/a", "/b"].map(|path| bed.get(path).text().to_owned()).to_vec() };
    let (first, second) = (Bed::new(fixed()), Bed::new(fixed()));
    second.get("/nowhere");
    let answers = calls(&first);
    assert_eq!(answers, calls(&second));
    assert_ne!(answers[0], answers[2]);
    assert_ne!(answers[1], answers[3]);
}

#[test]
fn headers_status_and_delay_can_be_templates() {
    let mut response = template("{}");
    response.status_template = Some("{{query.status}}".to_owned());
    response.delay_template = Some("{{query.wait}}".to_owned());
    response.headers.push(Header::new("X-Echo", "<{{query.echo}}>"));
    response.headers.push(Header::new("Content-Type", "text/{{query.kind}}"));
    let bed = Bed::new(project([endpoint("GET", "/", response)]));
    let answer = bed.get("/?status=418&wait=30&echo=a%20b&kind=css");
    assert_eq!((answer.status, answer.header("x-echo"), answer.header("content-type")), (418, Some("<a b>"), Some("text/css")));
    let exchange = bed.last(1);
    assert!(exchange.timings.first_byte.as_millis() >= 30, "{:?}", exchange.timings);
    for (query, part) in [
        ("?status=99&wait=0&kind=x", "status"),
        ("?status=200&wait=soon&kind=x", "delay"),
        ("?status=200&wait=0&kind=x&echo=%0A", "header 1"),
    ] {
        let failed = bed.get(&format!("/{query}"));
        assert_eq!((failed.status, failed.problem()["part"].as_str()), (500, Some(part)), "{query}");
    }
    assert!(matches!(&bed.last(4).outcome, Outcome::Failed { message, .. } if message.contains("header 1")));
}

#[test]
fn a_template_error_names_its_place_and_breaks_nothing_else() {
    let bed = Bed::new(project([
        endpoint("GET", "/broken", template("{\n  \"a\": \"{{#if x}}\"\n}")),
        endpoint("GET", "/fails", template("{\n  \"a\": {{faker 'number.int' '{\"min\": \"x\"}'}}\n}")),
        endpoint("GET", "/sound", template("{{add 1 2}}")),
    ]));
    let failed = bed.get("/fails");
    assert_eq!(
        (failed.status, failed.problem()["line"].as_u64(), failed.problem()["part"].as_str()),
        (500, Some(2), Some("body"))
    );
    assert_eq!(bed.get("/sound").text(), "3");
    assert_eq!(bed.get("/broken").status, 404, "a response that cannot be compiled does not serve");
}

#[test]
fn edge_cases_are_asked_for_by_the_request_the_response_or_the_project() {
    let schema = r#"{"type": "object", "required": ["a", "s"], "properties": {"a": {"type": "integer", "minimum": 3, "maximum": 900}, "s": {"type": "string", "maxLength": 12}}}"#;
    let bed = Bed::new(project([endpoint("GET", "/", generated(GeneratedFrom::Schema, schema))]));
    let request = format!("GET / HTTP/1.1\r\nHost: a.test\r\n{EDGE_HEADER}: 1\r\n\r\n");
    let numbers: Vec<_> = (0..50).map(|_| json(&bed.send(&request))["a"].as_i64().unwrap()).collect();
    assert!(numbers.contains(&3) && numbers.contains(&900), "{numbers:?}");
    let normal: Vec<_> = (0..20).map(|_| json(&bed.get("/"))["a"].as_i64().unwrap()).collect();
    assert!(normal.iter().all(|number| (3..=900).contains(number)));
    let mut edgy = project([endpoint("GET", "/", generated(GeneratedFrom::Schema, schema))]);
    edgy.settings.edge_cases = true;
    bed.apply(edgy);
    let numbers: Vec<_> = (0..50).map(|_| json(&bed.get("/"))["a"].as_i64().unwrap()).collect();
    assert!(numbers.contains(&3) && numbers.contains(&900), "{numbers:?}");
}

#[test]
fn templates_see_only_the_environment_that_the_project_names_and_share_a_memory() {
    let mut project = project([
        endpoint("GET", "/environment", template("[{{env.CARGO_PKG_NAME}}] [{{env.PATH}}] [{{vars.base}}]")),
        endpoint("GET", "/set", template("{{setGlobalVar 'seen' query.v}}ok")),
        endpoint("GET", "/get", template("{{getGlobalVar 'seen'}}")),
    ]);
    project.settings.environment_prefix = "CARGO_PKG".to_owned();
    project.settings.variables.insert("base".to_owned(), "there".into());
    let bed = Bed::new(project);
    assert_eq!(bed.get("/environment").text(), format!("[{}] [] [there]", env!("CARGO_PKG_NAME")));
    assert_eq!(bed.get("/set?v=7").text(), "ok");
    assert_eq!(bed.get("/get").text(), "7");
    bed.server.reset_template_store();
    assert_eq!(bed.get("/get").text(), "");
}

#[test]
fn text_that_is_no_template_is_sent_as_it_stands() {
    let mut plain = template("{{path.id}}");
    if let Body::Text(text) = &mut plain.body {
        text.is_template = false;
    }
    let bed = Bed::new(project([endpoint("GET", "/{id}", plain)]));
    assert_eq!(bed.get("/7").text(), "{{path.id}}");
}
