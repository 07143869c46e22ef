//! Refusals of a project that comes from a contract, as another judge found them wrong: each test is named after what broke.

use std::sync::Arc;

use mockwright::contract::{Contract, derive};
use serde_json::{Value, json};

use crate::bed::{Answer, Bed};

/// Two operations: one whose errors the contract documents in a shape of its own, one whose it does not.
fn bed() -> Bed {
    let limit = json!({"name": "limit", "in": "query", "schema": {"type": "integer", "format": "int32"}});
    let error = json!({
        "type": "object",
        "required": ["code", "message"],
        "properties": {"code": {"type": "integer"}, "message": {"type": "string"}},
    });
    let documented = json!({"200": {"description": "Pets"}, "default": {
        "description": "An error", "content": {"application/json": {"schema": error}},
    }});
    let form = json!({"type": "object", "properties": {"name": {"type": "string", "maxLength": 3}}});
    let document = json!({
        "openapi": "3.0.3", "info": {"title": "Pets", "version": "1"},
        "paths": {
            "/pets": {
                "get": {"parameters": [limit], "responses": documented, "security": [{"key": []}]},
                "post": {
                    "requestBody": {"required": true, "content": {"application/x-www-form-urlencoded": {"schema": form}}},
                    "responses": {"204": {"description": "Done"}},
                },
            },
        },
        "components": {"securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}}},
    });
    let contract = Contract::view(&Arc::new(document));
    assert!(contract.problems.is_empty(), "{:?}", contract.problems);
    Bed::new(derive(&contract, "pets.json"))
}

fn post(bed: &Bed, content_type: &str, body: &str) -> Answer {
    let length = body.len();
    bed.send(format!("POST /pets HTTP/1.1\r\nHost: x\r\n{content_type}Content-Length: {length}\r\n\r\n{body}"))
}

#[test]
fn a_refusal_is_answered_in_the_shape_that_the_contract_documents_for_errors() {
    let bed = bed();
    for (headers, status, place) in [("X-Key: k\r\n", 422, "limit"), ("", 401, "key")] {
        let answer = bed.send(format!("GET /pets?limit=many HTTP/1.1\r\nHost: x\r\n{headers}\r\n"));
        assert_eq!((answer.status, answer.header("content-type")), (status, Some("application/json")));
        let body: Value = serde_json::from_slice(&answer.body).unwrap();
        assert_eq!(body["code"], status, "{body}");
        assert_eq!(body["violations"][0]["place"], place, "{body}");
        assert_eq!(body["message"], body["detail"]);
        assert!(body["message"].as_str().unwrap().contains(place), "{body}");
    }
    let form = "Content-Type: application/x-www-form-urlencoded\r\n";
    let answer = post(&bed, form, "name=long");
    assert_eq!((answer.status, answer.problem()["violations"][0]["place"].clone()), (422, json!("/name")));
}

#[test]
fn a_number_that_takes_more_bits_than_its_format_has_is_refused() {
    let bed = bed();
    for (limit, status) in [("2147483647", 200), ("2147483648", 422), ("-2147483649", 422), ("1e30", 422)] {
        let answer = bed.send(format!("GET /pets?limit={limit} HTTP/1.1\r\nHost: x\r\nX-Key: k\r\n\r\n"));
        assert_eq!(answer.status, status, "{limit}: {}", answer.text());
    }
}

#[test]
fn a_form_without_fields_is_a_body() {
    let bed = bed();
    assert_eq!(post(&bed, "Content-Type: application/x-www-form-urlencoded\r\n", "").status, 204);
    assert_eq!(post(&bed, "", "").status, 422);
    assert_eq!(post(&bed, "Content-Type: application/json\r\n", "").status, 422);
}
