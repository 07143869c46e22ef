//! Patterns against one request that has something of everything.

use bytes::Bytes;
use http::{HeaderValue, Method};
use serde_json::{Value, json};

use super::*;
use crate::traffic::{CapturedBody, tests_support};

fn exchange(method: Method, target: &str, headers: &[(&'static str, &'static str)], body: &'static str) -> Exchange {
    let mut exchange = tests_support::exchange(target);
    exchange.method = method;
    for (name, value) in headers {
        exchange.request_headers.append(*name, HeaderValue::from_static(value));
    }
    exchange.request_body = CapturedBody::of(&Bytes::from_static(body.as_bytes()));
    exchange
}

fn order() -> Exchange {
    let headers = [
        ("host", "shop.test:8080"),
        ("x-tag", "red"),
        ("x-tag", "blue"),
        ("cookie", "session=abc; theme=dark"),
        ("authorization", "Basic YWRhOnB3"),
        ("content-type", "application/json"),
    ];
    exchange(Method::POST, "/shop/orders/4%202?q=a%20b&n=1&n=2&e=", &headers, r#"{"id":7}"#)
}

fn matches(pattern: &Value, exchange: &Exchange) -> bool {
    RequestPattern::read(pattern).unwrap_or_else(|error| panic!("{pattern}: {error}")).matches(exchange)
}

#[test]
fn every_part_of_a_request_can_be_asked_for() {
    let order = order();
    let table = [
        (json!({}), true),
        (json!({"method": "POST"}), true),
        (json!({"method": "post"}), true),
        (json!({"method": "ANY"}), true),
        (json!({"method": "GET"}), false),
        (json!({"method": {"oneOf": ["GET", "POST"]}}), true),
        (json!({"method": {"noneOf": ["POST"]}}), false),
        (json!({"url": "/shop/orders/4%202?q=a%20b&n=1&n=2&e="}), true),
        (json!({"url": "/shop/orders/4%202"}), false),
        (json!({"urlPath": "/shop/orders/4%202"}), true),
        (json!({"urlPath": "/shop/orders/4 2"}), false),
        (json!({"urlPattern": "/shop/.*"}), true),
        (json!({"urlPattern": "/shop"}), false),
        (json!({"urlPathPattern": "/shop/orders/[^/]+"}), true),
        (json!({"urlPathTemplate": "/shop/orders/{id}"}), true),
        (json!({"urlPathTemplate": "/shop/{id}"}), false),
        (json!({"urlPathTemplate": "/shop/orders/{id}", "pathParameters": {"id": {"equalTo": "4 2"}}}), true),
        (json!({"urlPathTemplate": "/shop/orders/{id}", "pathParameters": {"id": {"equalTo": "42"}}}), false),
        (json!({"queryParameters": {"q": {"equalTo": "a b"}}}), true),
        (json!({"queryParameters": {"n": {"equalTo": "2"}}}), true),
        (json!({"queryParameters": {"n": {"doesNotContain": "1"}}}), true),
        (json!({"queryParameters": {"n": {"and": [{"contains": "1"}, {"contains": "2"}]}}}), false),
        (json!({"queryParameters": {"n": {"hasExactly": [{"equalTo": "2"}, {"equalTo": "1"}]}}}), true),
        (json!({"queryParameters": {"n": {"hasExactly": [{"equalTo": "2"}]}}}), false),
        (json!({"queryParameters": {"n": {"includes": [{"equalTo": "2"}]}}}), true),
        (json!({"queryParameters": {"n": {"includes": [{"equalTo": "3"}]}}}), false),
        (json!({"queryParameters": {"e": {"equalTo": ""}}}), true),
        (json!({"queryParameters": {"e": {"absent": true}}}), false),
        (json!({"queryParameters": {"none": {"absent": true}}}), true),
        (json!({"headers": {"X-TAG": {"equalTo": "blue"}}}), true),
        (json!({"headers": {"X-Tag": {"equalTo": "green"}}}), false),
        (json!({"cookies": {"session": {"matches": "[a-c]+"}}}), true),
        (json!({"cookies": {"session": {"absent": true}}}), false),
        (json!({"basicAuth": {"username": "ada", "password": "pw"}}), true),
        (json!({"basicAuth": {"username": "ada", "password": "no"}}), false),
        (json!({"host": {"equalTo": "shop.test"}}), true),
        (json!({"port": 8080}), true),
        (json!({"port": 80}), false),
        (json!({"scheme": "http"}), true),
        (json!({"clientIp": {"equalTo": "127.0.0.1"}}), true),
        (json!({"bodyPatterns": [{"equalToJson": {"id": 7}}, {"contains": "id"}]}), true),
        (json!({"bodyPatterns": [{"equalToJson": {"id": 7}}, {"absent": true}]}), false),
        (json!({"bodyPatterns": {"matchesJsonPath": "$.id"}}), true),
        (json!({"formParameters": {"id": {"equalTo": "7"}}}), false),
    ];
    for (pattern, expected) in table {
        assert_eq!(matches(&pattern, &order), expected, "{pattern}");
        let distance = RequestPattern::read(&pattern).unwrap().distance(&order);
        assert_eq!(distance == 0.0, expected, "{pattern} is {distance} away");
        assert!((0.0..=1.0).contains(&distance), "{pattern} is {distance} away");
    }
}

#[test]
fn an_empty_body_is_absent() {
    let empty = exchange(Method::POST, "/", &[], "");
    assert!(!matches(&json!({"bodyPatterns": [{"equalTo": ""}]}), &empty));
    assert!(matches(&json!({"bodyPatterns": [{"absent": true}]}), &empty));
    assert!(matches(&json!({"bodyPatterns": [{"doesNotContain": "x"}]}), &empty));
}

#[test]
fn forms_are_asked_field_by_field() {
    let form = exchange(Method::POST, "/", &[("content-type", "application/x-www-form-urlencoded")], "a=1+2&a=3");
    assert!(matches(&json!({"formParameters": {"a": {"equalTo": "1 2"}}}), &form));
    assert!(matches(&json!({"formParameters": {"a": {"hasExactly": [{"equalTo": "1 2"}, {"equalTo": "3"}]}}}), &form));
}

#[test]
fn what_cannot_be_carried_is_refused_with_its_place() {
    let table = [
        (json!([]), ""),
        (json!({"path": "/x"}), "/path"),
        (json!({"url": 1}), "/url"),
        (json!({"url": "/x", "urlPath": "/x"}), "/urlPath"),
        (json!({"urlPattern": "("}), "/urlPattern"),
        (json!({"urlPathTemplate": "/{}"}), "/urlPathTemplate"),
        (json!({"pathParameters": {"id": {"equalTo": "x"}}}), "/pathParameters"),
        (json!({"urlPathTemplate": "/{a}", "pathParameters": {"b": {"equalTo": "x"}}}), "/pathParameters/b"),
        (json!({"method": 1}), "/method"),
        (json!({"method": {"oneOf": ["GET", 1]}}), "/method/oneOf/1"),
        (json!({"method": {"some": []}}), "/method/some"),
        (json!({"headers": {"a b": {"equalTo": "x"}}}), "/headers/a b"),
        (json!({"headers": {"A": {"equalToXml": "x"}}}), "/headers/A/equalToXml"),
        (json!({"headers": []}), "/headers"),
        (json!({"queryParameters": {"a/b": {"hasExactly": [{"nope": 1}]}}}), "/queryParameters/a~1b/hasExactly/0/nope"),
        (json!({"cookies": {"a": {"hasExactly": []}}}), "/cookies/a/hasExactly"),
        (json!({"bodyPatterns": [{"contains": "x"}, {"equalToXml": "<a/>"}]}), "/bodyPatterns/1/equalToXml"),
        (json!({"bodyPatterns": "x"}), "/bodyPatterns"),
        (json!({"multipartPatterns": []}), "/multipartPatterns"),
        (json!({"customMatcher": {"name": "x"}}), "/customMatcher"),
        (json!({"basicAuth": {"username": "x"}}), "/basicAuth"),
        (json!({"port": "80"}), "/port"),
    ];
    for (pattern, pointer) in table {
        let error = RequestPattern::read(&pattern).expect_err(&pattern.to_string());
        assert_eq!(error.pointer, pointer, "{pattern}: {error}");
    }
}

#[test]
fn the_request_that_misses_least_is_nearest() {
    let pattern = json!({
        "method": "POST", "urlPath": "/orders",
        "headers": {"X-Tag": {"equalTo": "red"}}, "bodyPatterns": [{"equalToJson": {"id": 7}}],
    });
    let pattern = RequestPattern::read(&pattern).unwrap();
    let requests = [
        exchange(Method::POST, "/orders", &[("x-tag", "red")], "{\"id\":7}"),
        exchange(Method::POST, "/orders", &[("x-tag", "rod")], "{\"id\":7}"),
        exchange(Method::POST, "/orders", &[("x-tag", "red")], "{\"id\":8}"),
        exchange(Method::GET, "/orders", &[("x-tag", "red")], "{\"id\":7}"),
        exchange(Method::GET, "/zebra", &[], ""),
    ];
    let distances = requests.map(|request| pattern.distance(&request));
    assert!(distances[0] == 0.0 && distances.is_sorted_by(|a, b| a < b), "{distances:?}");
}
