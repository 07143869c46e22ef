//! What `compile` makes of a project: what is sent, what is wrong with it, and what is taken over from before.

use std::sync::Arc;

use http::header;
use mockwright::{
    engine::{Compiled, CompiledBody, CompiledResponse, compile},
    model::{
        Body, Condition, Delay, Header, Language, Operator, Part, Project, Response, ResponseId, Selection, Settings, Severity,
        Subject,
    },
};

use crate::support::*;

/// The one response of a project that has nothing else.
fn alone(response: Response) -> (Option<CompiledResponse>, Vec<(Part, Severity, String)>) {
    let compiled = compiled(project([endpoint_with("GET /", [response])]));
    let problems = compiled.problems.iter().map(|p| (p.place.part.clone(), p.severity, p.message.clone())).collect();
    let endpoint = Arc::into_inner(compiled.endpoints.into_iter().next().unwrap()).unwrap();
    (endpoint.responses.into_iter().next().unwrap(), problems)
}

fn bytes(response: &CompiledResponse) -> &[u8] {
    match &response.body {
        CompiledBody::Bytes(bytes) => bytes,
        other => panic!("not known beforehand: {other:?}"),
    }
}

#[test]
fn bodies_become_bytes_with_a_content_type() {
    let table: &[(Body, &[u8], Option<&str>)] = &[
        (Body::None, b"", None),
        (text_body(Language::Json, "{\"a\": 1}"), b"{\"a\": 1}", Some("application/json")),
        (text_body(Language::Html, "<p>"), b"<p>", Some("text/html; charset=utf-8")),
        (Body::Base64("AAEC\n /w==".into()), b"\x00\x01\x02\xFF", Some("application/octet-stream")),
    ];
    for (body, expected, content_type) in table {
        let (response, problems) = alone(Response { body: body.clone(), ..response(200) });
        let response = response.unwrap();
        assert_eq!(bytes(&response), *expected, "{body:?}");
        assert_eq!(response.headers.get(header::CONTENT_TYPE).map(|value| value.to_str().unwrap()), *content_type, "{body:?}");
        assert_eq!(problems, []);
    }
    let (response, _) = alone(Response { body: Body::File("img/logo.svg".into()), ..response(200) });
    assert_eq!(response.unwrap().headers[header::CONTENT_TYPE], "image/svg+xml");
}

#[test]
fn a_written_content_type_wins_and_headers_repeat_in_order() {
    let mut off = Header::new("X-Off", "1");
    off.enabled = false;
    let headers =
        vec![Header::new("Set-Cookie", "a=1"), off, Header::new("content-type", "text/x"), Header::new("Set-Cookie", "b=ü")];
    let (response, problems) = alone(Response { headers, body: text_body(Language::Json, "1"), ..response(200) });
    let response = response.unwrap();
    assert_eq!(response.headers[header::CONTENT_TYPE], "text/x");
    let cookies: Vec<_> = response.headers.get_all(header::SET_COOKIE).iter().map(|value| value.as_bytes()).collect();
    assert_eq!(cookies, [b"a=1".as_slice(), "b=ü".as_bytes()]);
    assert!(!response.headers.contains_key("x-off"));
    assert_eq!(problems, []);
}

#[test]
fn what_is_wrong_with_a_response_is_said_with_its_place() {
    use Severity::{Error, Warning};
    let header =
        |name: &str, value: &str| Response { headers: vec![Header::new("a", "b"), Header::new(name, value)], ..response(200) };
    let body = |body| Response { body, ..response(200) };
    let json = |text: &str| body(text_body(Language::Json, text));
    let file = |path: &str| body(Body::File(path.into()));
    let delay = |delay| Response { delay: Some(delay), ..response(200) };
    // The response, the part, how bad it is, some of its words, and whether the response still answers.
    let table = [
        (response(101), Part::Status, Error, "interim", false),
        (response(0), Part::Status, Error, "not an HTTP status", false),
        (response(600), Part::Status, Error, "not an HTTP status", false),
        (Response { reason: Some("a\r\nb: c".into()), ..response(200) }, Part::Status, Warning, "one line", true),
        (header("", "x"), Part::Header(1), Error, "no name yet", true),
        (header("a b", "x"), Part::Header(1), Error, "cannot be a header's name", true),
        (header("c", "x\r\ny"), Part::Header(1), Error, "line break", true),
        (header("Content-Length", "3"), Part::Header(1), Warning, "set by the server", true),
        (json("{\n  \"a\": }"), Part::Body(Some((2, 8))), Warning, "Not JSON", true),
        (json("[1, 2"), Part::Body(Some((1, 5))), Warning, "Not JSON", true),
        (body(Body::Base64("AAE\nC/*==".into())), Part::Body(Some((2, 3))), Error, "Not base64", false),
        (body(Body::Base64("AAEC/w".into())), Part::Body(Some((1, 7))), Error, "Not base64", false),
        (file(""), Part::Body(None), Error, "No file", false),
        (file("/etc/passwd"), Part::Body(None), Error, "relative", false),
        (file("a/../../b"), Part::Body(None), Error, "..", false),
        (file("C:/x"), Part::Body(None), Error, "relative", false),
        (file("a\\b"), Part::Body(None), Error, "forward slashes", false),
        (Response { body: text_body(Language::Plain, "x"), ..response(204) }, Part::Body(None), Warning, "has no body", true),
        (delay(Delay::Uniform { min_ms: 2, max_ms: 1 }), Part::Delay, Warning, "longer", true),
        (delay(Delay::LogNormal { median_ms: 2, sigma: -1.0 }), Part::Delay, Warning, "spread", true),
    ];
    for (response, part, severity, words, answers) in table {
        let (compiled, problems) = alone(response.clone());
        let [(found_part, found_severity, message)] = problems.as_slice() else { panic!("{response:?}: {problems:?}") };
        assert_eq!((found_part, *found_severity), (&part, severity), "{response:?}");
        assert!(message.contains(words), "{message}");
        assert_eq!(compiled.is_some(), answers, "{response:?}");
    }
}

#[test]
fn a_template_is_not_taken_for_broken_json() {
    for text in ["{\"a\": {{call}}}", "", " \n"] {
        assert_eq!(alone(Response { body: text_body(Language::Json, text), ..response(200) }).1, [], "{text:?}");
    }
}

fn messages(compiled: &Compiled) -> Vec<String> {
    let place = |problem: &mockwright::model::Problem| {
        let endpoint = problem.place.endpoint.as_ref().map_or("project", |id| id.as_str());
        format!("{endpoint}: {:?}: {}", problem.place.part, problem.message)
    };
    compiled.problems.iter().map(place).collect()
}

#[test]
fn what_is_wrong_with_endpoints_and_settings_is_said_in_the_order_of_the_project() {
    let mut random = endpoint_with("GET /random", [Response { weight: 0, ..response(200) }]);
    random.selection = Selection::Random;
    let mut dangling = endpoint("GET /dangling");
    dangling.default_response = Some(ResponseId::new("nowhere"));
    let parameter = compare(Subject::PathParameter("name".into()), Operator::Exists, "");
    let nested = Condition::Any(vec![Condition::Not(Box::new(parameter))]);
    let settings = Settings { headers: vec![Header::new("a", "b"), Header::new("c d", "")], ..Settings::default() };
    let compiled = compiled(Project {
        settings,
        ..project([
            endpoint("GET no-slash"),
            endpoint("GET /{"),
            endpoint("G,T /x"),
            endpoint("get /lower"),
            endpoint_with("GET /empty", []),
            random,
            dangling,
            endpoint_with("GET /{id}", [response_if(404, nested), response(200), response(201)]),
        ])
    });
    let found = messages(&compiled);
    let expected = [
        "project: Header(1)",
        "GET no-slash: Path: A path starts",
        "GET /{: Path: This brace is never closed (column 2)",
        "G,T /x: Method: \"G,T\" cannot be",
        "GET /empty: Selection: It never answers",
        "GET /random: Selection: It never answers",
        "GET /dangling: Selection: Its default",
        "GET /{id}: Condition([0, 0]): The path has no parameter name",
        "GET /{id}: Condition([]): It never answers",
    ];
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.starts_with(expected), "{found}, not {expected}");
    }
    assert_eq!(compiled.headers.len(), 1);
    assert_eq!(answer(&compiled, &Owned::new("GET /lower")), "get /lower -> 200", "methods are understood in any case");
    assert_eq!(answer(&compiled, &Owned::new("GET /no-slash")), "GET no-slash -> 200");
}

#[test]
fn an_endpoint_behind_one_that_always_answers_is_warned_about() {
    let condition = || compare(Subject::Query("a".into()), Operator::Exists, "");
    let compiled = compiled(project([
        endpoint_with("GET /a/{x}", [response_if(200, condition())]),
        endpoint("POST /a/{x}"),
        endpoint("GET /a/{y}/"),
        endpoint("ANY /a/{z}"),
        endpoint("GET /a/:w"),
        endpoint("GET /a/b"),
    ]));
    assert_eq!(messages(&compiled), ["GET /a/:w: Path: It never answers: GET /a/{y}/ stands before it and always does"]);
}

#[test]
fn an_endpoint_among_the_control_calls_is_warned_about() {
    let compiled = compiled(project([endpoint("GET /__admin/{x}"), endpoint("GET /__administrator")]));
    assert_eq!(messages(&compiled), ["GET /__admin/{x}: Path: It never answers: paths under /__admin are the server's own"]);
}

#[test]
fn an_edit_compiles_only_what_it_changed() {
    let first = Arc::new(project((0..5).map(|index| endpoint(&format!("GET /{index}")))));
    let before = compile(&first, None);
    let mut edited = (*first).clone();
    edited.endpoint_mut(&first.endpoints[2].id).unwrap().responses[0].status = 418;
    edited.endpoints.swap(0, 1);
    edited.endpoints.remove(4);
    let after = compile(&Arc::new(edited), Some(&before));
    let same = |now: usize, then: usize| Arc::ptr_eq(&after.endpoints[now], &before.endpoints[then]);
    assert!(same(0, 1) && same(1, 0) && same(3, 3) && !same(2, 2));
    assert_eq!(answer(&after, &Owned::new("GET /2")), "GET /2 -> 418");
    assert_eq!(answer(&after, &Owned::new("GET /0")), "GET /0 -> 200");
    assert_eq!(answer(&after, &Owned::new("GET /4")), "404");
    assert_eq!(answer(&before, &Owned::new("GET /4")), "GET /4 -> 200", "what was compiled before is what it was");
}

#[test]
fn an_edit_of_a_path_moves_the_route() {
    let first = Arc::new(project([endpoint("GET /a"), endpoint("GET /b")]));
    let before = compile(&first, None);
    let mut edited = (*first).clone();
    edited.endpoint_mut(&first.endpoints[0].id).unwrap().path = "/c".into();
    let after = compile(&Arc::new(edited.clone()), Some(&before));
    assert_eq!(answer(&after, &Owned::new("GET /a")), "404");
    assert_eq!(answer(&after, &Owned::new("GET /c")), "GET /c -> 200");
    edited.endpoint_mut(&first.endpoints[0].id).unwrap().enabled = false;
    assert_eq!(answer(&compile(&Arc::new(edited), Some(&after)), &Owned::new("GET /c")), "404");
}
