//! Requests by pattern: counted, found, removed, and near misses.

use serde_json::json;

use super::*;

fn traffic() -> Bed {
    let bed = Bed::new(hello());
    for path in ["/hello?n=1", "/hello?n=2", "/helo"] {
        bed.get(path);
    }
    let body = "{\"id\":7}";
    bed.send(format!("POST /hello HTTP/1.1\r\nHost: a.test\r\nX-Tag: red\r\nContent-Length: {}\r\n\r\n{body}", body.len()));
    bed
}

#[test]
fn requests_are_counted_found_and_removed_by_pattern() {
    let bed = traffic();
    for (pattern, expected) in [
        (json!({}), 4),
        (json!({ "method": "GET", "urlPath": "/hello" }), 2),
        (json!({ "queryParameters": { "n": { "equalTo": "2" } } }), 1),
        (json!({ "bodyPatterns": [{ "equalToJson": { "id": 7 } }], "headers": { "x-tag": { "contains": "r" } } }), 1),
        (json!({ "url": "/nothing" }), 0),
    ] {
        let count = json(&bed, "POST", "/requests/count", &pattern.to_string());
        assert_eq!((&count["count"], &count["requestJournalDisabled"]), (&expected.into(), &false.into()), "{pattern}");
    }
    let get = json!({ "method": "GET" }).to_string();
    assert_eq!(urls(&json(&bed, "POST", "/requests/find", &get)), ["/hello?n=1", "/hello?n=2", "/helo"], "oldest first");
    let removed = json(&bed, "POST", "/requests/remove", &json!({ "urlPath": "/hello", "method": "GET" }).to_string());
    assert_eq!(removed["serveEvents"].as_array().unwrap().len(), 2);
    assert_eq!(urls(&json(&bed, "GET", "/requests", "")), ["/hello", "/helo"]);
}

#[test]
fn what_means_nothing_is_named_with_its_place() {
    let bed = Bed::new(hello());
    for (body, pointer) in [
        ("", ""),
        ("{", ""),
        ("[]", ""),
        (r#"{"path": "/x"}"#, "/path"),
        (r#"{"headers": {"A": {"equalToXml": "<a/>"}}}"#, "/headers/A/equalToXml"),
    ] {
        for path in ["/requests/count", "/requests/find", "/requests/remove", "/near-misses/request-pattern"] {
            let answer = call(&bed, "POST", path, body);
            let error: Value = serde_json::from_slice(&answer.body).unwrap();
            let error = &error["errors"][0];
            assert_eq!((answer.status, &error["source"]["pointer"]), (422, &pointer.into()), "{path} {body}");
            assert!(error["code"].is_number() && error["title"].is_string() && error["detail"].is_string());
        }
    }
}

#[test]
fn near_misses_name_the_stub_and_the_request() {
    let bed = traffic();
    let of_log = json(&bed, "GET", "/requests/unmatched/near-misses", "");
    let nearest = &of_log["nearMisses"][0];
    assert_eq!((&nearest["request"]["url"], &nearest["stubMapping"]["request"]["urlPath"]), (&"/helo".into(), &"/hello".into()));
    let distance = nearest["matchResult"]["distance"].as_f64().unwrap();
    assert!(distance > 0.0 && distance < 1.0, "{distance}");
    let described = json!({ "method": "DELETE", "url": "/hello", "headers": { "A": "b" } }).to_string();
    let of_request = json(&bed, "POST", "/near-misses/request", &described);
    assert_eq!(of_request["nearMisses"][0]["stubMapping"]["request"]["urlPath"], "/hello");
    assert_eq!(of_request["nearMisses"][0]["request"]["method"], "DELETE");
    let fits = json(&bed, "POST", "/near-misses/request", &json!({ "url": "/hello" }).to_string());
    assert_eq!(fits["nearMisses"][0]["matchResult"]["distance"], 0.0);
    let calls = bed.server.calls(&mockwright::model::EndpointId::new("GET /hello"));
    assert_eq!(calls, 2, "asking is no call");
    let pattern = json!({ "method": "POST", "urlPath": "/hello", "headers": { "X-Tag": { "equalTo": "rod" } } }).to_string();
    let of_pattern = json(&bed, "POST", "/near-misses/request-pattern", &pattern);
    assert_eq!(of_pattern["nearMisses"].as_array().unwrap().len(), 3);
    assert_eq!(of_pattern["nearMisses"][0]["request"]["headers"]["X-Tag"], "red");
}
