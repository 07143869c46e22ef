//! Refusals of a project that comes from a contract, as another judge found them wrong: each test is named after what broke.

use std::sync::Arc;

use mockwright::{
    contract::{Contract, derive},
    model::{Endpoint, EndpointId},
};
use serde_json::{Value, json};

use crate::bed::{Answer, Bed};

/// Two operations: one whose errors the contract documents in a shape of its own, one whose it does not.
fn bed() -> Bed {
    let limit = json!({"name": "limit", "in": "query", "schema": {"type": "integer", "format": "int32"}});
    let after = json!({"name": "after", "in": "query", "schema": {"type": "integer", "format": "int64"}});
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
                "get": {"parameters": [limit, after], "responses": documented, "security": [{"key": []}]},
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
    for (limit, status) in [
        ("limit=2147483647", 200),
        ("limit=2147483648", 422),
        ("limit=-2147483649", 422),
        ("limit=1e30", 422),
        ("after=9223372036854775807", 200),
        ("after=9223372036854775808", 422),
        ("after=-9223372036854775808", 200),
        ("after=-9223372036854775809", 422),
    ] {
        let answer = bed.send(format!("GET /pets?{limit} HTTP/1.1\r\nHost: x\r\nX-Key: k\r\n\r\n"));
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

/// A contract with these paths, served as it is.
fn serving(paths: &Value) -> Bed {
    let document = json!({"openapi": "3.0.3", "info": {"title": "Pets", "version": "1"}, "paths": paths});
    let contract = Contract::view(&Arc::new(document));
    assert!(contract.problems.is_empty(), "{:?}", contract.problems);
    Bed::new(derive(&contract, "pets.json"))
}

#[test]
fn errors_that_are_documented_as_texts_are_texts_that_name_the_place() {
    let done = json!({"description": "Done"});
    let limits = ["limit", "offset", "page", "size"];
    let limits = limits.map(|name| json!({"name": name, "in": "query", "schema": {"type": "integer"}}));
    let get = |media_type: &str| {
        json!({"get": {"parameters": limits, "responses": {
            "204": done,
            "400": {"description": "Wrong", "content": {media_type: {"schema": {"type": "string"}}}},
        }}})
    };
    let bed = serving(&json!({"/json": get("application/json"), "/plain": get("text/plain")}));
    for (path, media_type) in [("/json", "application/json"), ("/plain", "text/plain; charset=utf-8")] {
        let answer = bed.get(&format!("{path}?limit=a&offset=b&page=c&size=d"));
        assert_eq!((answer.status, answer.header("content-type")), (400, Some(media_type)));
        let text = serde_json::from_slice(&answer.body).unwrap_or_else(|_| answer.text().to_owned());
        assert_eq!(text.matches("is not of type").count(), 4, "{text}");
        assert!(["query limit: ", "query size: "].iter().all(|place| text.contains(place)), "{text}");
    }
}

#[test]
fn a_path_that_names_nothing_is_not_found_where_only_that_is_documented() {
    let with = |responses: Value| {
        let id = json!({"name": "id", "in": "path", "required": true, "schema": {"type": "string", "format": "uuid"}});
        let count = json!({"name": "n", "in": "query", "schema": {"type": "integer"}});
        json!({"get": {"parameters": [id, count], "responses": responses}})
    };
    let (done, wrong) = (json!({"description": "Done"}), json!({"description": "Wrong"}));
    let bed = serving(&json!({
        "/plain/{id}": with(json!({"204": done})),
        "/lost/{id}": with(json!({"204": done, "404": wrong})),
        "/any/{id}": with(json!({"204": done, "404": wrong, "default": wrong})),
        "/bad/{id}": with(json!({"204": done, "404": wrong, "400": wrong})),
    }));
    let good = "7983c324-a14a-4364-ad87-3bc6897ffd0c";
    for (target, status) in [
        ("/plain/x", 422),
        ("/lost/x", 404),
        (&format!("/lost/{good}?n=x"), 422),
        ("/lost/x?n=x", 422),
        ("/any/x", 422),
        ("/bad/x", 400),
        (&format!("/lost/{good}"), 204),
    ] {
        let answer = bed.get(target);
        assert_eq!(answer.status, status, "{target}: {}", answer.text());
        assert!(status == 204 || !answer.problem()["violations"][0]["place"].is_null(), "{}", answer.text());
    }
}

#[test]
fn of_a_contracts_paths_only_the_most_concrete_one_answers() {
    let done = json!({"responses": {"204": {"description": "Done"}}});
    let document = json!({"openapi": "3.0.3", "info": {"title": "Pets", "version": "1"}, "paths": {
        "/pets/{id}": {"get": done, "delete": done},
        "/pets/search": {"post": done},
    }});
    let contract = Contract::view(&Arc::new(document));
    let mut project = derive(&contract, "pets.json");
    let bed = Bed::new(project.clone());
    let call = |bed: &Bed, method: &str, path: &str| bed.send(format!("{method} {path} HTTP/1.1\r\nHost: x\r\n\r\n"));
    let answer = call(&bed, "DELETE", "/pets/search");
    assert_eq!((answer.status, answer.header("allow")), (405, Some("POST, OPTIONS")), "{answer:?}");
    assert_eq!(call(&bed, "OPTIONS", "/pets/search").header("allow"), Some("POST, OPTIONS"));
    assert_eq!(call(&bed, "POST", "/pets/search").status, 204);
    assert_eq!(call(&bed, "DELETE", "/pets/7").status, 204);

    // What somebody made by hand comes after it as ever.
    let deleting = project.endpoints.iter().find(|endpoint| endpoint.method == "DELETE").unwrap();
    let mut by_hand = Endpoint::clone(deleting);
    by_hand.id = EndpointId::new("hand");
    by_hand.path = "/{anything...}".to_owned();
    by_hand.contract = None;
    by_hand.responses[0].status = 202;
    project.endpoints.push(by_hand.into());
    let bed = Bed::new(project);
    assert_eq!(call(&bed, "DELETE", "/pets/search").status, 202);
    assert_eq!(call(&bed, "PATCH", "/pets/search").header("allow"), Some("POST, DELETE, OPTIONS"));
}

#[test]
fn an_endpoint_that_got_another_path_than_the_contracts_shuts_no_other_out() {
    let done = json!({"responses": {"204": {"description": "Done"}}});
    let document = json!({"openapi": "3.0.3", "info": {"title": "Pets", "version": "1"}, "paths": {
        "/pets/{id}": {"get": done, "delete": done},
    }});
    let mut project = derive(&Contract::view(&Arc::new(document)), "pets.json");
    let getting = project.endpoints.iter().find(|endpoint| endpoint.method == "GET").unwrap();
    let mut moved = Endpoint::clone(getting);
    (moved.id, moved.path) = (EndpointId::new("copy"), "/pets/special".to_owned());
    project.endpoints.push(moved.into());
    let bed = Bed::new(project);
    assert_eq!(bed.send("DELETE /pets/special HTTP/1.1\r\nHost: x\r\n\r\n").status, 204);
}
