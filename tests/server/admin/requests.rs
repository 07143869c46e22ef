//! The log as control calls list it.

use super::*;

#[test]
fn health_and_version_are_told() {
    let bed = Bed::new(hello());
    assert_eq!(json(&bed, "GET", "/health", "")["status"], "healthy");
    assert_eq!(json(&bed, "GET", "/version", "")["version"], env!("CARGO_PKG_VERSION"));
    let head = format!("HEAD /__admin/health HTTP/1.1\r\nHost: {}\r\n\r\n", bed.address);
    let mut client = bed.connect();
    client.write(head);
    assert_eq!(client.read_answer_to("HEAD").status, 200);
}

#[test]
fn unknown_calls_and_methods_are_explained() {
    let bed = Bed::new(hello());
    for path in ["", "/", "/nothing", "/requests/1/2"] {
        let answer = call(&bed, "GET", path, "");
        assert_eq!(
            (answer.status, answer.problem()["type"].as_str()),
            (404, Some("urn:mockwright:problem:no-such-route")),
            "{path}"
        );
    }
    let answer = call(&bed, "PATCH", "/requests", "");
    assert_eq!((answer.status, answer.header("allow")), (405, Some("GET,HEAD,DELETE")));
    answer.problem();
}

#[test]
fn requests_are_listed_newest_first_and_limited() {
    let bed = Bed::new(hello());
    for path in ["/hello?n=1", "/nothing", "/hello?n=2"] {
        bed.get(path);
    }
    let all = json(&bed, "GET", "/requests", "");
    assert_eq!(urls(&all), ["/hello?n=2", "/nothing", "/hello?n=1"]);
    assert_eq!((&all["meta"]["total"], &all["requestJournalDisabled"]), (&3.into(), &false.into()));
    assert_eq!(urls(&json(&bed, "GET", "/requests?limit=1", "")), ["/hello?n=2"]);
    assert_eq!(json(&bed, "GET", "/requests?limit=1", "")["meta"]["total"], 3);
    assert_eq!(urls(&json(&bed, "GET", "/requests?unmatched=true", "")), ["/nothing"]);
    assert_eq!(urls(&json(&bed, "GET", "/requests/unmatched", "")), ["/nothing"]);
    let stub = all["requests"][0]["stubMapping"]["id"].as_str().unwrap();
    assert_eq!(urls(&json(&bed, "GET", &format!("/requests?matchingStub={stub}"), "")).len(), 2);
    let second = bed.traffic.log().get(2).unwrap().received_at;
    assert_eq!(urls(&json(&bed, "GET", &format!("/requests?since={second}"), "")), ["/hello?n=2"], "strictly after");
    for query in ["limit=x", "limit=-1", "since=yesterday", "unmatched=maybe"] {
        let answer = call(&bed, "GET", &format!("/requests?{query}"), "");
        let errors: Value = serde_json::from_slice(&answer.body).unwrap();
        let name = query.split('=').next().unwrap();
        assert_eq!((answer.status, &errors["errors"][0]["source"]["parameter"]), (422, &name.into()), "{query}");
    }
}

#[test]
fn a_request_is_told_field_by_field() {
    let bed = Bed::new(hello());
    let body = "u=ada&u=eve";
    bed.send(format!(
        "POST /hello?q=a%20b&q=2&e= HTTP/1.1\r\nHost: a.test:81\r\nX-Two: 1\r\nX-Two: 2\r\nCookie: s=1; t=2\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    ));
    let list = json(&bed, "GET", "/requests", "");
    let id = list["requests"][0]["id"].as_str().unwrap();
    let event = json(&bed, "GET", &format!("/requests/{id}"), "");
    let request = &event["request"];
    for (field, expected) in [
        ("url", serde_json::json!("/hello?q=a%20b&q=2&e=")),
        ("absoluteUrl", "http://a.test:81/hello?q=a%20b&q=2&e=".into()),
        ("method", "POST".into()),
        ("scheme", "http".into()),
        ("host", "a.test".into()),
        ("port", 81.into()),
        ("clientIp", "127.0.0.1".into()),
        ("protocol", "HTTP/1.1".into()),
        ("body", body.into()),
        ("bodyAsBase64", "dT1hZGEmdT1ldmU=".into()),
        ("cookies", serde_json::json!({ "s": "1", "t": "2" })),
        ("queryParams", serde_json::json!({ "q": { "key": "q", "values": ["a b", "2"] }, "e": { "key": "e", "values": [""] } })),
        ("formParams", serde_json::json!({ "u": { "key": "u", "values": ["ada", "eve"] } })),
        ("browserProxyRequest", false.into()),
    ] {
        assert_eq!(request[field], expected, "{field}");
    }
    assert_eq!(request["headers"]["X-Two"], serde_json::json!(["1", "2"]));
    assert_eq!(request["headers"]["Host"], "a.test:81");
    let moment: jiff::Timestamp = request["loggedDateString"].as_str().unwrap().parse().unwrap();
    assert_eq!(request["loggedDate"], moment.as_millisecond());
    assert_eq!((&event["wasMatched"], &event["response"]["status"]), (&true.into(), &201.into()));
    assert_eq!(event["response"]["body"], "\"posted\"");
    assert_eq!(event["mockwright"]["endpoint"], "POST /hello");
}

#[test]
fn an_unmatched_request_says_why() {
    let bed = Bed::new(hello());
    bed.get("/helo");
    let event = json(&bed, "GET", "/requests/1", "");
    assert_eq!((&event["wasMatched"], &event["subEvents"][0]["type"]), (&false.into(), &"REQUEST_NOT_MATCHED".into()));
    assert!(event["subEvents"][0]["data"]["diffReport"].as_str().unwrap().contains("/helo"));
}

#[test]
fn requests_are_removed_one_by_one_and_all() {
    let bed = Bed::new(hello());
    for _ in 0..3 {
        bed.get("/hello");
    }
    json(&bed, "DELETE", "/requests/00000000-0000-4000-8000-000000000002", "");
    for path in ["/requests/2", "/requests/x", "/requests/00000000-0000-4000-8000-0000000000zz"] {
        assert_eq!(call(&bed, "GET", path, "").problem()["type"], "urn:mockwright:problem:not-found", "{path}");
        assert_eq!(call(&bed, "DELETE", path, "").status, 404, "{path}");
    }
    bed.traffic.log().pin(1);
    json(&bed, "DELETE", "/requests", "");
    assert_eq!(json(&bed, "GET", "/requests", "")["meta"]["total"], 0);
    assert_eq!(bed.traffic.log().exchanges().len(), 1, "what a person pinned stays in the window");
    bed.get("/hello");
    assert_eq!(json(&bed, "GET", "/requests", "")["meta"]["total"], 1);
    json(&bed, "POST", "/requests/reset", "");
    assert_eq!(json(&bed, "GET", "/requests", "")["meta"]["total"], 0);
}

#[test]
fn what_was_answered_is_listed_at_once() {
    let bed = Bed::new(hello());
    for count in 1..=50 {
        bed.get("/hello");
        assert_eq!(json(&bed, "GET", "/requests?limit=0", "")["meta"]["total"], count);
    }
}
