//! Contracts of one file and of many, and what is no contract.

use std::collections::HashMap;

use super::*;

struct Files(HashMap<String, &'static str>);

impl Fetch for Files {
    fn fetch(&mut self, address: &Url) -> Result<Fetched, String> {
        let path = percent_encoding::percent_decode_str(address.path()).decode_utf8_lossy();
        let bytes = self.0.get(&*path).ok_or("it is not there")?.as_bytes().to_vec();
        Ok(Fetched { bytes, address: address.clone() })
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
    let names: Vec<&str> = read.texts.iter().map(|text| text.name.as_str()).collect();
    assert_eq!(names, ["", "paths/a{b}.yaml", "schemas.json"]);
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

/// Notes what is asked for, and has all of it.
#[derive(Default)]
struct Asked(Vec<String>);

impl Fetch for Asked {
    fn fetch(&mut self, address: &Url) -> Result<Fetched, String> {
        self.0.push(address.to_string());
        Ok(Fetched { bytes: b"{\"a\": 1}".to_vec(), address: address.clone() })
    }
}

#[test]
fn references_lead_only_where_the_writer_of_a_contract_may_look() {
    let (disk, web) = ("file:///home/ada/api/openapi.yaml", "https://api.example/v1/openapi.yaml");
    let local = "http://localhost:8080/openapi.yaml";
    let table = [
        (disk, "pet.yaml#/a", Some("file:///home/ada/api/pet.yaml")),
        (disk, "deep/er/pet", Some("file:///home/ada/api/deep/er/pet")),
        (disk, "file:///home/ada/api/pet.yaml", Some("file:///home/ada/api/pet.yaml")),
        (disk, "../shared/pet.json", Some("file:///home/ada/shared/pet.json")),
        (disk, "https://api.example/pet.yaml", Some("https://api.example/pet.yaml")),
        (disk, "../../../etc/passwd", None),
        (disk, "%2e%2e/.ssh/id_rsa", None),
        (disk, "file:///etc/secret.json", None),
        (disk, "/etc/secret.json", None),
        (disk, "//host/home/ada/api/pet.yaml", None),
        (disk, "ftp://api.example/pet.yaml", None),
        (disk, "data:,1", None),
        (web, "pet.yaml", Some("https://api.example/v1/pet.yaml")),
        (web, "/pet.yaml", Some("https://api.example/pet.yaml")),
        (web, "http://other.example/pet.yaml", Some("http://other.example/pet.yaml")),
        (web, "file:///home/ada/api/pet.yaml", None),
        (disk, "http://127.0.0.1:8080/pet.yaml", Some("http://127.0.0.1:8080/pet.yaml")),
        (local, "pet.yaml", Some("http://localhost:8080/pet.yaml")),
        (local, "http://10.0.0.7/pet.yaml", Some("http://10.0.0.7/pet.yaml")),
        (web, "http://localhost:8080/pet.yaml", None),
        (web, "http://127.1/pet.yaml", None),
        (web, "http://[::1]/pet.yaml", None),
        (web, "http://[::ffff:10.0.0.7]/pet.yaml", None),
        (web, "http://169.254.169.254/pet.yaml", None),
    ];
    for (root, reference, expected) in table {
        let text = format!("openapi: 3.1.0\npaths: {{}}\ncomponents: {{schemas: {{A: {{$ref: '{reference}'}}}}}}");
        let mut asked = Asked::default();
        let read = read(text.as_bytes(), &Url::parse(root).unwrap(), &mut asked).unwrap();
        assert_eq!(asked.0, expected.into_iter().collect::<Vec<_>>(), "{reference} in {root}: {:?}", read.problems);
        assert_eq!(read.problems.len(), usize::from(expected.is_none()), "{reference} in {root}: {:?}", read.problems);
    }
}
