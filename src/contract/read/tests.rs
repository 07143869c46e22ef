//! Contracts of one file and of many, and what is no contract.

use std::collections::HashMap;

use super::*;

struct Files(HashMap<String, &'static str>);

impl Fetch for Files {
    fn fetch(&mut self, address: &Url) -> Result<Vec<u8>, String> {
        let path = percent_encoding::percent_decode_str(address.path()).decode_utf8_lossy();
        self.0.get(&*path).map(|text| text.as_bytes().to_vec()).ok_or_else(|| "it is not there".to_owned())
    }
}

fn read_files(files: &[(&str, &'static str)]) -> Result<ReadContract, ReadError> {
    let mut files = Files(files.iter().map(|(name, text)| (format!("/api/{name}"), *text)).collect());
    let root = files.0["/api/openapi.yaml"];
    read(root.as_bytes(), &Url::parse("file:///api/openapi.yaml").unwrap(), &mut files)
}

#[test]
fn many_files_become_one_document() {
    let read = read_files(&[
        (
            "openapi.yaml",
            "openapi: 3.0.3\ninfo: {title: T, version: 'no'}\npaths:\n  /a:\n    $ref: 'paths/a%7Bb%7D.yaml'\ncomponents:\n  \
             schemas:\n    Root: {type: string}\n    default: {$ref: 'schemas.json#/Pet'}\n",
        ),
        (
            "paths/a{b}.yaml",
            "get:\n  responses:\n    '200':\n      description: no\n      content:\n        application/json:\n          schema:\n            \
             oneOf: [{$ref: '../schemas.json#/Pet'}, {$ref: '../openapi.yaml#/components/schemas/Root'}, {$ref: '#/own'}]\n          \
             example: {$ref: 'data.yaml'}\nown: {type: integer}\n",
        ),
        ("schemas.json", r##"{"Pet": {"properties": {"parent": {"$ref": "#/Pet"}, "gone": {"$ref": "none.yaml"}}}}"##),
    ])
    .unwrap();
    let at = |pointer: &str| read.document.pointer(pointer).unwrap_or(&Value::Null).clone();
    assert_eq!(at("/info/version"), "no");
    assert_eq!(at("/paths/~1a/$ref"), "#/x-mockwright-files/paths~1a%7Bb%7D.yaml");
    let content = "/x-mockwright-files/paths~1a{b}.yaml/get/responses/200/content/application~1json";
    assert_eq!(at(&format!("{content}/schema/oneOf/0/$ref")), "#/x-mockwright-files/schemas.json/Pet");
    assert_eq!(at(&format!("{content}/schema/oneOf/1/$ref")), "#/components/schemas/Root");
    assert_eq!(at(&format!("{content}/schema/oneOf/2/$ref")), "#/x-mockwright-files/paths~1a%7Bb%7D.yaml/own");
    assert_eq!(at(&format!("{content}/example/$ref")), "data.yaml");
    assert_eq!(at("/components/schemas/default/$ref"), "#/x-mockwright-files/schemas.json/Pet");
    assert_eq!(at("/x-mockwright-files/schemas.json/Pet/properties/parent/$ref"), "#/x-mockwright-files/schemas.json/Pet");
    assert_eq!(read.files, ["paths/a{b}.yaml", "schemas.json"]);
    assert_eq!(read.problems.len(), 1, "{:?}", read.problems);
    assert!(read.problems[0].message.contains("none.yaml"), "{:?}", read.problems);
    let contract = crate::contract::Contract::view(&read.document);
    assert_eq!(contract.operations.len(), 1);
    assert_eq!(contract.operations[0].key(), "GET /a");
}

#[test]
fn what_is_no_contract_is_told_as_what_it_is() {
    let table = [
        ("", None, "empty"),
        ("  <!doctype html>", None, "HTML"),
        ("{\"openapi\": \"3.0.0\",\n  \"paths\": }", Some((2, 12)), "expected value"),
        ("openapi: 3.0.0\npaths:\n\t- a", Some((3, 1)), "tab"),
        ("openapi: 4.0.0", None, "4.0.0"),
        ("swagger: 1.2", None, "1.2"),
        ("asyncapi: 2.0.0", None, "AsyncAPI"),
        ("{\"info\": {\"schema\": \"https://schema.getpostman.com/json/collection/v2.1.0/collection.json\"}}", None, "Postman"),
        ("just a text", None, "neither"),
    ];
    for (text, position, says) in table {
        let mut files = Files(HashMap::new());
        let error = read(text.as_bytes(), &Url::parse("file:///a.yaml").unwrap(), &mut files).unwrap_err();
        assert!(error.message.to_lowercase().contains(&says.to_lowercase()), "{text}: {error:?}");
        if position.is_some() {
            assert_eq!(error.position.map(|(line, _)| line), position.map(|(line, _)| line), "{text}: {error:?}");
        }
    }
}
