//! What each style of parameter and each kind of credentials is read from, text by text.

use std::{net::Ipv4Addr, sync::Arc};

use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};
use serde_json::{Value, json};

use super::{OperationRules, Schemas};
use crate::{contract::Contract, engine::Request};

/// What a request to the only operation of a contract breaks: `query limit type`, one after the other.
fn broken(document: &Value, target: &str, fields: &[(&str, &str)]) -> String {
    let contract = Contract::view(&Arc::new(document.clone()));
    let rules = OperationRules::new(&mut Schemas::new(&contract), &contract.operations[0]);
    let uri: Uri = target.parse().unwrap();
    let field = |(name, value): &(&str, &str)| (HeaderName::try_from(*name).unwrap(), HeaderValue::from_str(value).unwrap());
    let mut headers = HeaderMap::new();
    for (name, value) in fields.iter().map(field) {
        headers.append(name, value);
    }
    let request = Request::new(&Method::GET, &uri, &headers, b"", Ipv4Addr::LOCALHOST.into());
    let found = rules.check_request(&request);
    found.iter().map(|violation| format!("{} {}", violation.full_place(), violation.keyword)).collect::<Vec<_>>().join("; ")
}

fn contract_with(parameter: &Value, security: &Value) -> Value {
    json!({
        "openapi": "3.0.4",
        "paths": {"/a/{p}": {"get": {"parameters": [parameter], "security": security, "responses": {}}}},
        "components": {"securitySchemes": {
            "basic": {"type": "http", "scheme": "basic"},
            "bearer": {"type": "http", "scheme": "Bearer"},
            "digest": {"type": "http", "scheme": "digest"},
            "header": {"type": "apiKey", "in": "header", "name": "X-Key"},
            "query": {"type": "apiKey", "in": "query", "name": "key"},
            "cookie": {"type": "apiKey", "in": "cookie", "name": "session"},
            "oauth": {"type": "oauth2", "flows": {}},
            "open": {"type": "openIdConnect", "openIdConnectUrl": "https://example.com"},
            "certificate": {"type": "mutualTLS"},
        }},
    })
}

/// Numbers as a list, and as members of an object.
fn numbers(kind: &str) -> Value {
    match kind {
        "list" => json!({"type": "array", "minItems": 2, "items": {"type": "integer", "maximum": 255}}),
        "object" => json!({
            "type": "object", "required": ["R"], "additionalProperties": false,
            "properties": {"R": {"type": "integer", "maximum": 255}, "G": {"type": "integer"}},
        }),
        _ => json!({"type": "integer", "maximum": 255}),
    }
}

#[test]
fn every_style_is_read_as_the_standard_writes_it() {
    // Style, whether exploded, what of: a valid text, and an invalid one with what is wrong with it.
    let path = [
        ("simple", false, "one", "7", "x", "path p type"),
        ("simple", false, "list", "7,8", "7,300", "path p/1 maximum"),
        ("simple", true, "list", "7,8", "7", "path p minItems"),
        ("simple", false, "object", "R,7,G,8", "R,7,B,8", "path p/B additionalProperties"),
        ("simple", true, "object", "R=7,G=8", "G=8", "path p/R required"),
        ("label", false, "one", ".7", ".x", "path p type"),
        ("label", false, "list", ".7,8", ".7,x", "path p/1 type"),
        ("label", true, "list", ".7.8", ".7.x", "path p/1 type"),
        ("label", false, "object", ".R,7,G,8", ".R,300", "path p/R maximum"),
        ("label", true, "object", ".R=7.G=8", ".R=7.G=x", "path p/G type"),
        ("matrix", false, "one", ";p=7", ";p=300", "path p maximum"),
        ("matrix", false, "list", ";p=7,8", ";p=7", "path p minItems"),
        ("matrix", true, "list", ";p=7;p=8", ";p=7;p=x", "path p/1 type"),
        ("matrix", false, "object", ";p=R,7,G,8", ";p=G,8", "path p/R required"),
        ("matrix", true, "object", ";R=7;G=8", ";R=x;G=8", "path p/R type"),
    ];
    for (style, explode, kind, valid, invalid, expected) in path {
        let parameter =
            json!({"name": "p", "in": "path", "required": true, "style": style, "explode": explode, "schema": numbers(kind)});
        let contract = contract_with(&parameter, &json!([]));
        assert_eq!(broken(&contract, &format!("/a/{valid}"), &[]), "", "{style} {explode} {valid}");
        assert_eq!(broken(&contract, &format!("/a/{invalid}"), &[]), expected, "{style} {explode} {invalid}");
    }
    let query = [
        ("form", true, "one", "q=7", "q=x", "query q type"),
        ("form", true, "list", "q=7&q=8", "q=7", "query q minItems"),
        ("form", false, "list", "q=7,8", "q=7,300", "query q/1 maximum"),
        ("form", false, "list", "q=7%2C8", "r=7", "query q required"),
        ("form", true, "object", "R=7&G=8", "R=7&G=x", "query q/G type"),
        ("form", false, "object", "q=R,7,G,8", "q=R,7,B,8", "query q/B additionalProperties"),
        ("spaceDelimited", false, "list", "q=7%208", "q=7%20x", "query q/1 type"),
        ("spaceDelimited", false, "list", "q=7+8", "q=7+300", "query q/1 maximum"),
        ("spaceDelimited", true, "list", "q=7&q=8", "q=7", "query q minItems"),
        ("spaceDelimited", false, "object", "q=R%207%20G%208", "q=G%208", "query q/R required"),
        ("pipeDelimited", false, "list", "q=7%7C8", "q=7%7Cx", "query q/1 type"),
        ("pipeDelimited", false, "list", "q=7|8", "q=7|300", "query q/1 maximum"),
        ("pipeDelimited", true, "list", "q=7&q=8", "q=7&q=x", "query q/1 type"),
        ("pipeDelimited", false, "object", "q=R%7C7", "q=R%7Cx", "query q/R type"),
        ("deepObject", true, "object", "q[R]=7&q[G]=8", "q[R]=7&q[B]=8", "query q/B additionalProperties"),
        ("deepObject", true, "object", "q%5BR%5D=7", "q%5BG%5D=8", "query q/R required"),
    ];
    for (style, explode, kind, valid, invalid, expected) in query {
        let parameter =
            json!({"name": "q", "in": "query", "required": true, "style": style, "explode": explode, "schema": numbers(kind)});
        let contract = contract_with(&parameter, &json!([]));
        assert_eq!(broken(&contract, &format!("/a/b?{valid}"), &[]), "", "{style} {explode} {valid}");
        assert_eq!(broken(&contract, &format!("/a/b?{invalid}"), &[]), expected, "{style} {explode} {invalid}");
    }
    let fields = [
        ("header", false, "one", "7", "300", "header p maximum"),
        ("header", false, "list", "7, 8", "7", "header p minItems"),
        ("header", false, "object", "R,7,G,8", "G,8", "header p/R required"),
        ("header", true, "object", "R=7, G=8", "R=7,G=x", "header p/G type"),
        ("cookie", true, "one", "p=7", "p=x", "cookie p type"),
        ("cookie", false, "list", "p=7,8", "p=7,x", "cookie p/1 type"),
        ("cookie", true, "list", "p=7; p=8", "p=7", "cookie p minItems"),
        ("cookie", false, "object", "p=R,7", "p=R,300", "cookie p/R maximum"),
        ("cookie", true, "object", "a=b; R=7; G=8", "R=7; G=x", "cookie p/G type"),
    ];
    for (place, explode, kind, valid, invalid, expected) in fields {
        let parameter = json!({"name": "p", "in": place, "required": true, "explode": explode, "schema": numbers(kind)});
        let contract = contract_with(&parameter, &json!([]));
        let name = if place == "header" { "p" } else { "cookie" };
        assert_eq!(broken(&contract, "/a/b", &[(name, valid)]), "", "{place} {explode} {valid}");
        assert_eq!(broken(&contract, "/a/b", &[(name, invalid)]), expected, "{place} {explode} {invalid}");
    }
}

#[test]
fn lists_of_version_two_are_read_in_headers_too() {
    for (format, valid) in [("csv", "7, 8"), ("pipes", "7|8"), ("ssv", "7 8"), ("tsv", "7\t8")] {
        let mut parameter = json!({"name": "p", "in": "header", "required": true, "collectionFormat": format});
        parameter.as_object_mut().unwrap().extend(numbers("list").as_object().unwrap().clone());
        let contract = json!({"swagger": "2.0", "paths": {"/a/{p}": {"get": {"parameters": [parameter], "responses": {}}}}});
        assert_eq!(broken(&contract, "/a/b", &[("p", valid)]), "", "{format}");
        assert_eq!(broken(&contract, "/a/b", &[("p", &valid.replace('8', "x"))]), "header p/1 type", "{format}");
    }
}

#[test]
fn a_single_text_is_a_list_of_one_where_no_text_is_meant() {
    let list = |items: Value| json!({"type": "array", "items": items});
    let list_or_none = json!({"anyOf": [list(json!({"type": "string", "maxLength": 5})), {"type": "string", "enum": [""]}]});
    let list_or_text = json!({"anyOf": [list(json!({"type": "integer"})), {"type": "string", "minLength": 3}]});
    let object = |schema: &Value| json!({"type": "object", "properties": {"m": schema}});
    for (schema, text, expected) in [
        (list_or_none.clone(), "txr_1", ""),
        (list_or_none.clone(), "", ""),
        (list_or_none, "txr_1234", "query q/m/0 maxLength"),
        (list_or_text.clone(), "abc", ""),
        (list_or_text, "ab", "query q/m minLength"),
        // An item that looks like JSON is a text of the list.
        (list(json!({})), "%7B%22a%22:1%7D", ""),
        (list(json!({"type": "integer"})), "[1,2]", ""),
    ] {
        let parameter = json!({"name": "q", "in": "query", "style": "deepObject", "explode": true, "schema": object(&schema)});
        assert_eq!(
            broken(&contract_with(&parameter, &json!([])), &format!("/a/b?q[m]={text}"), &[]),
            expected,
            "{schema} {text}"
        );
    }
}

#[test]
fn a_plus_is_a_space_in_a_query_alone() {
    let schema = json!({"type": "string", "pattern": "^[+]49$"});
    let path = contract_with(&json!({"name": "p", "in": "path", "required": true, "schema": schema}), &json!([]));
    assert_eq!(broken(&path, "/a/+49", &[]), "");
    let query = contract_with(&json!({"name": "q", "in": "query", "schema": schema}), &json!([]));
    assert_eq!(broken(&query, "/a/b?q=%2B49", &[]), "");
    assert_eq!(broken(&query, "/a/b?q=+49", &[]), "query q pattern");
}

#[test]
fn every_kind_of_credentials_is_asked_for() {
    // Requirements, the query, the fields, and what is missing.
    let authorization = |value: &'static str| vec![("authorization", value)];
    let both = json!([{"bearer": [], "query": []}]);
    let either = json!([{"basic": []}, {"header": []}]);
    let table = [
        (json!([{"basic": []}]), "", authorization("Basic YTpi"), ""),
        (json!([{"basic": []}]), "", authorization("basic YTpi"), ""),
        (json!([{"basic": []}]), "", authorization("Basic YWI="), "credentials basic security"),
        (json!([{"basic": []}]), "", authorization("Bearer YTpi"), "credentials basic security"),
        (json!([{"bearer": []}]), "", authorization("Bearer a.b.c"), ""),
        (json!([{"bearer": []}]), "", authorization("Bearer"), "credentials bearer security"),
        (json!([{"digest": []}]), "", authorization("Digest username=\"a\""), "credentials digest security"),
        (json!([{"header": []}]), "", vec![("x-key", "k")], ""),
        (json!([{"header": []}]), "", vec![], "credentials header security"),
        (json!([{"query": []}]), "?key=k", vec![], ""),
        (json!([{"query": []}]), "?key=", vec![], "credentials query security"),
        (json!([{"cookie": []}]), "", vec![("cookie", "a=b; session=k")], ""),
        (json!([{"cookie": []}]), "", vec![("cookie", "a=b")], "credentials cookie security"),
        (json!([{"oauth": ["read"]}]), "", authorization("Bearer t"), ""),
        (json!([{"oauth": ["read"]}]), "", vec![], "credentials oauth security"),
        (json!([{"open": []}]), "", authorization("Bearer t"), ""),
        (json!([{"open": []}]), "", authorization("Basic YTpi"), "credentials open security"),
        // A certificate is seen before any request.
        (json!([{"certificate": []}]), "", vec![], ""),
        (both.clone(), "?key=k", authorization("Bearer t"), ""),
        (both.clone(), "?key=k", vec![], "credentials bearer security"),
        (both, "", authorization("Bearer t"), "credentials query security"),
        (either.clone(), "", vec![("x-key", "k")], ""),
        (either, "", vec![], "credentials basic security; credentials header security"),
        (json!([{"basic": []}, {}]), "", vec![], ""),
    ];
    for (security, query, fields, expected) in table {
        let contract = contract_with(&json!({"name": "p", "in": "path", "required": true, "schema": {}}), &security);
        assert_eq!(broken(&contract, &format!("/a/b{query}"), &fields), expected, "{security} {query} {fields:?}");
    }
}

#[test]
fn a_list_without_items_may_be_written_as_nothing_where_nothing_is_no_item() {
    // What is wrong with nothing where the list may be empty, and where it may not.
    for (items, of_any, of_some) in [
        (json!({"type": "integer"}), "", "query q minItems"),
        (json!({"type": "string", "enum": ["a", "b"]}), "", "query q minItems"),
        (json!({"type": "string", "enum": ["", "b"]}), "", ""),
        (json!({"type": "string"}), "", ""),
        (json!({"type": "integer", "nullable": true}), "", ""),
        (json!({"const": ""}), "", ""),
        (json!({}), "", ""),
        (json!({"type": "string", "minLength": 1}), "", "query q/0 minLength"),
    ] {
        for (least, expected) in [(0, of_any), (1, of_some)] {
            let schema = json!({"type": "array", "items": items, "minItems": least});
            let document = contract_with(&json!({"name": "q", "in": "query", "schema": schema}), &json!([]));
            assert_eq!(broken(&document, "/a/p?q=", &[]), expected, "{items}");
        }
    }
}
