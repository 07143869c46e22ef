use std::sync::Arc;

use serde_json::json;

use super::*;
use crate::model::{
    Body, Comparison, Condition, EndpointId, GeneratedBody, GeneratedFrom, Header, JsonText, Language, Operator, Response,
    ResponseId, Subject,
};

fn response(status: u16, name: &str, body: Body) -> Response {
    Response { name: name.to_owned(), body, ..Response::new(ResponseId::new(format!("{status}{name}")), status) }
}

fn project(endpoints: impl IntoIterator<Item = (&'static str, &'static str, Vec<Response>)>) -> Project {
    let endpoints = endpoints.into_iter().enumerate().map(|(index, (method, path, responses))| {
        Arc::new(Endpoint { responses, ..Endpoint::new(EndpointId::new(format!("e{index}")), method, path) })
    });
    Project { endpoints: endpoints.collect(), ..Project::default() }
}

fn json_body(text: &str) -> Body {
    Body::text(Language::Json, text)
}

#[test]
fn an_endpoint_becomes_an_operation() {
    let mut found = response(200, "Found", json_body(r#"{"id": 1}"#));
    found.headers = vec![Header::new("X-Page", "1"), Header::new("content-type", "application/hal+json")];
    found.condition = Some(Condition::Compare(Comparison::new(Subject::Query("page".into()), Operator::Equals, "2")));
    let also = response(200, "Other", json_body(r#"{"id": 2, "name": "b"}"#));
    let exported = export(&project([("GET", "/users/{id}", vec![found, also, response(404, "", Body::None)])]));
    assert_eq!(exported.notes, Vec::<String>::new());
    assert_eq!(exported.operations, [Some(("/users/{id}".to_owned(), "GET"))]);
    assert_eq!(
        exported.document["paths"]["/users/{id}"]["get"],
        json!({
            "x-mockwright-id": "e0",
            "parameters": [
                { "name": "id", "in": "path", "required": true, "schema": { "type": "string" } },
                { "name": "page", "in": "query", "schema": { "type": "string" }, "example": "2" },
            ],
            "responses": {
                "200": {
                    "description": "OK",
                    "headers": { "X-Page": { "schema": { "type": "string" }, "example": "1" } },
                    "content": {
                        "application/hal+json": {
                            "schema": { "type": "object", "properties": { "id": { "type": "integer" } }, "required": ["id"] },
                            "examples": { "Found": { "summary": "When query page equals 2", "value": { "id": 1 } } },
                        },
                        "application/json": {
                            "schema": {
                                "type": "object", "required": ["id", "name"],
                                "properties": { "id": { "type": "integer" }, "name": { "type": "string" } },
                            },
                            "examples": { "Other": { "value": { "id": 2, "name": "b" } } },
                        },
                    },
                },
                "404": { "description": "Not Found" },
            },
        })
    );
}

#[test]
fn any_method_and_optional_parameters_become_several_operations() {
    let ok = || vec![response(200, "", Body::None)];
    let exported = export(&project([("ANY", "/a/{id?}", ok()), ("GET", "/a", ok()), ("PURGE", "/a", ok()), ("GET", "/{", ok())]));
    let methods = |path: &str| exported.document["paths"][path].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(methods("/a/{id}"), ["get", "put", "post", "delete", "patch"]);
    assert_eq!(methods("/a"), ["get", "put", "post", "delete", "patch"]);
    assert_eq!(
        exported.document["paths"]["/a"]["get"].get("x-mockwright-endpoint"),
        None,
        "the endpoint of one method goes first"
    );
    assert_eq!(exported.document["paths"]["/a"]["put"]["x-mockwright-endpoint"], "ANY /a/{id?}");
    assert_eq!(exported.operations[0], Some(("/a/{id}".to_owned(), "GET")));
    assert_eq!(exported.operations[2..], [None, None]);
    assert_eq!(exported.notes.len(), 2, "{:?}", exported.notes);
}

#[test]
fn schemas_of_generated_bodies_are_their_own() {
    let schema = r##"{"$schema": "https://json-schema.org/draft/2020-12/schema", "$ref": "#/$defs/a", "$defs": {"a": {"type": "integer"}}}"##;
    let generated = |from, text: &str| {
        Body::Generated(GeneratedBody { from, content: JsonText(text.to_owned()), ..GeneratedBody::default() })
    };
    let exported = export(&project([
        ("GET", "/a", vec![response(200, "", generated(GeneratedFrom::Schema, schema))]),
        ("GET", "/b", vec![response(200, "", generated(GeneratedFrom::Fields, "id, email"))]),
    ]));
    let of = |path: &str| &exported.document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"];
    assert_eq!(*of("/a"), json!({ "$ref": "#/components/schemas/get.a-200" }));
    let named = &exported.document["components"]["schemas"]["get.a-200"];
    assert_eq!(named["$ref"], "#/components/schemas/get.a-200/$defs/a");
    assert_eq!(of("/b")["required"], json!(["id", "email"]));
    assert_eq!(of("/b")["properties"]["email"]["format"], "email");
}

#[test]
fn a_schema_that_a_condition_demands_is_that_of_the_request() {
    let schema = r#"{"type": "object", "required": ["items"]}"#;
    let mut created = response(201, "", json_body("{\"id\": {{faker 'number.int'}}}"));
    created.condition = Some(Condition::Compare(Comparison::new(Subject::Body, Operator::MatchesSchema, schema)));
    let exported = export(&project([("POST", "/orders", vec![created])]));
    let operation = &exported.document["paths"]["/orders"]["post"];
    assert_eq!(
        operation["requestBody"],
        json!({ "content": { "application/json": { "schema": { "type": "object", "required": ["items"] } } } })
    );
    let content = &operation["responses"]["201"]["content"]["application/json"];
    assert_eq!(content.get("schema"), None, "a template that is no JSON yet says nothing of what it becomes");
    assert!(content["examples"]["Created"]["value"].is_string());
}
