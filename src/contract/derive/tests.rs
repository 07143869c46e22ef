//! Deriving a small contract, and what of it answers what.

use std::sync::Arc;

use serde_json::{Value, json};

use super::*;
use crate::model::{Body, GeneratedFrom, Header};

fn contract(document: Value) -> Contract {
    Contract::view(&Arc::new(document))
}

fn small() -> Contract {
    let pet = json!({ "$ref": "#/components/schemas/Pet" });
    contract(json!({
        "openapi": "3.1.0",
        "info": { "title": "Pets", "version": "1" },
        "servers": [{ "url": "https://api.example/v1/" }],
        "tags": [{ "name": "unused" }, { "name": "pets" }],
        "paths": {
            "/pets/{id}.json": {
                "get": {
                    "tags": ["pets"],
                    "summary": "One pet",
                    "deprecated": true,
                    "responses": {
                        "404": { "description": "No such pet.", "content": { "application/json": { "schema": true } } },
                        "200": {
                            "description": "A pet",
                            "headers": { "X-Rate": { "schema": { "type": "integer", "minimum": 7, "maximum": 7 } } },
                            "content": { "application/json": {
                                "schema": pet,
                                "examples": { "cat": { "value": { "name": "{{Tom}}" } }, "dog": { "value": { "name": "Rex" } } }
                            } }
                        },
                        "5XX": { "description": "Our fault" },
                        "default": { "description": "Anything else", "content": { "application/json": { "schema": pet } } }
                    }
                },
                "delete": { "responses": {} }
            }
        },
        "components": { "schemas": { "Pet": { "type": "object", "properties": { "name": { "type": "string" } } } } }
    }))
}

#[test]
fn an_operation_becomes_an_endpoint_with_all_that_is_documented() {
    let project = derive(&small(), "pets.yaml");
    assert_eq!(project.name, "Pets");
    assert_eq!(project.folders.iter().map(|folder| folder.name.as_str()).collect::<Vec<_>>(), ["pets"]);
    let get = &project.endpoints[0];
    assert_eq!((get.method.as_str(), get.path.as_str(), get.notes.as_str()), ("GET", "/v1/pets/{id}.json", "One pet"));
    assert_eq!(get.contract.as_ref().unwrap().operation, "GET /pets/{id}.json");
    let told: Vec<_> = get.responses.iter().map(|response| (response.status, response.name.as_str())).collect();
    let expected = [
        (200, "A pet"),
        (404, "No such pet"),
        (500, "Our fault"),
        (500, "Anything else"),
        (200, "A pet: dog"),
        (200, "A pet, generated"),
    ];
    assert_eq!(told, expected);
    assert_eq!(get.default_response, Some(get.responses[0].id.clone()));
    assert!(get.responses.iter().all(|response| response.headers[0] == Header::new("Deprecation", "true")));
    assert!(get.responses[0].headers.contains(&Header::new("X-Rate", "7")));
    let Body::Text(text) = &get.responses[0].body else { panic!("{:?}", get.responses[0].body) };
    assert!(!text.is_template && text.content.as_str().contains("{{Tom}}"));
    let Body::Generated(generated) = &get.responses[5].body else { panic!("{:?}", get.responses[5].body) };
    assert!(generated.from == GeneratedFrom::Contract && generated.content.as_str().contains("#/components/schemas/Pet"));
    let delete = &project.endpoints[1];
    assert_eq!((delete.responses[0].status, &delete.responses[0].body), (204, &Body::None));
}

#[test]
fn what_is_derived_compiles_without_a_word_and_is_the_same_each_time() {
    let project = derive(&small(), "pets.yaml");
    assert_eq!(crate::engine::compile(&Arc::new(project.clone()), None).problems, []);
    assert!(project.is_same(&derive(&small(), "pets.yaml")));
}

#[test]
fn an_example_that_breaks_its_schema_is_told_and_never_sent() {
    let content = json!({ "schema": { "type": "integer" }, "examples": { "good": { "value": 1 }, "bad": { "value": "x" } } });
    let responses = json!({ "200": { "description": "", "content": { "application/json": content } } });
    let derived = derive_with_problems(
        &contract(json!({ "openapi": "3.0.0", "info": {}, "paths": { "/a": { "get": { "responses": responses } } } })),
        "a.json",
    );
    let [problem] = &derived.problems[..] else { panic!("{:?}", derived.problems) };
    assert!(problem.message.starts_with("The example bad breaks its own schema"), "{}", problem.message);
    let bodies = derived.project.endpoints[0].responses.iter().map(|response| matches!(response.body, Body::Text(_)));
    assert_eq!(bodies.collect::<Vec<_>>(), [true, false, false]);
}
