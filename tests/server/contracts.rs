//! Real contracts, from the file to the answer: each document is opened as the product opens it, served on a socket, and every
//! operation is called with a valid request. Whether an answer is what its contract says is decided here, apart from the
//! server's own checks.
//!
//! The documents are not part of this repository: the environment variable `MOCKWRIGHT_CORPUS` names the folder that holds
//! `specs/index.json`; without it there is nothing to do. `MOCKWRIGHT_CORPUS_ONLY` names a single document.

use std::{collections::BTreeMap, path::PathBuf, sync::Arc, time::Instant};

use mockwright::{
    contract::{Contract, Operation, SampleRequest},
    formats::{self, Content},
    generate::schema::{Access, Dialect, to_json_schema},
    model::Project,
};
use serde_json::{Map, Value, json};

use crate::bed::*;

/// Where the document is for the validators.
pub const ADDRESS: &str = "https://contract.example/";

/// The project of a file, and what was said about it.
pub fn open(path: &std::path::Path) -> Result<(Arc<Project>, Vec<String>), String> {
    match formats::read(path) {
        Ok(imported) => match imported.content {
            Content::Project(project) => Ok((project, imported.notes)),
            Content::Exchanges(_) => Err("It holds no project".to_owned()),
        },
        Err(error) => Err(error.to_string()),
    }
}

/// A document with its named schemas in JSON Schema 2020-12, as one side sends what they describe, and all references where they
/// led.
pub fn in_json_schema(document: &Value, dialect: Dialect, access: Access) -> Value {
    fn convert(value: &Value, dialect: Dialect, access: Access, is_schemas: bool) -> Value {
        match value {
            Value::Object(members) => {
                let converted = members.iter().map(|(name, member)| {
                    let member = if is_schemas || name == "schema" {
                        to_json_schema(member, dialect, access)
                    } else {
                        convert(member, dialect, access, matches!(name.as_str(), "schemas" | "definitions"))
                    };
                    (name.clone(), member)
                });
                Value::Object(converted.collect::<Map<_, _>>())
            }
            Value::Array(items) => Value::Array(items.iter().map(|item| convert(item, dialect, access, false)).collect()),
            other => other.clone(),
        }
    }
    let mut converted = convert(document, dialect, access, false);
    complete(&mut converted);
    // Other files of the same contract are descriptions or single schemas.
    if let Some(files) = converted.get_mut("x-mockwright-files").and_then(Value::as_object_mut) {
        for file in files.values_mut().filter(|file| file.get("paths").is_none() && file.get("components").is_none()) {
            if ["type", "properties", "allOf", "oneOf", "anyOf", "enum", "$ref"].iter().any(|keyword| file.get(keyword).is_some())
            {
                *file = to_json_schema(file, dialect, access);
            }
        }
    }
    converted
}

/// Lets schemas that are referred to and are not there allow anything: nobody can say what breaks them.
fn complete(document: &mut Value) {
    fn missing(value: &Value, root: &Value, names: &mut Vec<String>) {
        match value {
            Value::Object(members) => {
                if let Some(Value::String(reference)) = members.get("$ref")
                    && let Some(pointer) = reference.strip_prefix('#')
                    && let Some(name) = pointer.strip_prefix("/components/schemas/").filter(|name| !name.contains('/'))
                    && root.pointer(pointer).is_none()
                {
                    names.push(name.to_owned());
                }
                members.values().for_each(|member| missing(member, root, names));
            }
            Value::Array(items) => items.iter().for_each(|item| missing(item, root, names)),
            _ => {}
        }
    }
    let mut names = Vec::new();
    missing(document, document, &mut names);
    if let Some(schemas) = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut) {
        schemas.extend(names.into_iter().map(|name| (name, Value::Bool(true))));
    }
}

/// A pointer as the fragment of an address.
fn fragment(pointer: &str) -> String {
    let escape = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    pointer.bytes().map(escape).collect()
}

/// What is wrong with an answer, seen from its contract.
fn wrong(contract: &Contract, registry: &jsonschema::Registry<'_>, operation: &Operation, answer: &Answer) -> Option<String> {
    // Whoever documents no answer at all is content with any.
    if operation.responses.is_empty() {
        return None;
    }
    let Some(documented) = operation.response(answer.status) else {
        let text: String = String::from_utf8_lossy(&answer.body).chars().take(600).collect();
        return Some(format!("status {} is not documented: {text}", answer.status));
    };
    if answer.status >= 400 && operation.responses.iter().any(|response| is_success(response.status)) {
        let text: String = String::from_utf8_lossy(&answer.body).chars().take(600).collect();
        return Some(format!("refused with {}: {text}", answer.status));
    }
    for header in documented.headers.iter().filter(|header| header.is_required) {
        if answer.header(&header.name).is_none() {
            return Some(format!("the required header {} is missing", header.name));
        }
    }
    if documented.contents.is_empty() || matches!(answer.status, 204 | 304) || operation.method == "HEAD" {
        return (!answer.body.is_empty()).then(|| "a body where none is documented".to_owned());
    }
    let essence = |text: &str| text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let sent = essence(answer.header("content-type").unwrap_or_default());
    let fits = |range: &str| {
        let range = essence(range);
        range == sent || range == "*/*" || range.strip_suffix("/*").is_some_and(|kind| sent.split('/').next() == Some(kind))
    };
    let Some(content) = documented.contents.iter().find(|content| fits(&content.media_type)) else {
        let types: Vec<_> = documented.contents.iter().map(|content| &content.media_type).collect();
        return Some(format!("media type {sent:?} instead of one of {types:?}"));
    };
    let schema = content.schema.as_ref()?;
    if !(sent.ends_with("json") || sent.contains("json;")) {
        return None;
    }
    let value: Value = match serde_json::from_slice(&answer.body) {
        Ok(value) => value,
        Err(error) => return Some(format!("no JSON: {error}")),
    };
    let validator = jsonschema::options()
        .should_validate_formats(true)
        .with_draft(jsonschema::Draft::Draft202012)
        .with_registry(registry)
        .offline()
        .build(&json!({"$ref": format!("{ADDRESS}#{}", fragment(&schema.pointer))}));
    match validator {
        Ok(validator) => {
            let error = validator.iter_errors(&value).next()?;
            let message: String = error.to_string().chars().take(200).collect();
            Some(format!("{}: {message}", error.instance_path()))
        }
        // What refers to documents that nobody has says nothing about answers.
        Err(error) if contract.problems.is_empty() => Some(format!("its schema cannot be used: {error}")),
        Err(_) => None,
    }
}

fn is_success(status: mockwright::contract::StatusKey) -> bool {
    use mockwright::contract::StatusKey;
    match status {
        StatusKey::Exact(status) => (200..400).contains(&status),
        StatusKey::Range(range) => range == 2 || range == 3,
        StatusKey::Default => true,
    }
}

/// One request as bytes.
pub fn written(request: &SampleRequest, base_path: &str) -> Vec<u8> {
    let mut text = format!("{} {base_path}{} HTTP/1.1\r\nhost: a.test\r\n", request.method, request.target);
    for (name, value) in &request.headers {
        text.push_str(&format!("{name}: {}\r\n", value.to_str().unwrap_or_default()));
    }
    if !request.body.is_empty() {
        text.push_str(&format!("content-length: {}\r\n", request.body.len()));
    }
    text.push_str("\r\n");
    let mut bytes = text.into_bytes();
    bytes.extend_from_slice(&request.body);
    bytes
}

#[test]
fn every_operation_of_real_contracts_answers_as_its_contract_says() {
    let Some(corpus) = std::env::var_os("MOCKWRIGHT_CORPUS").map(PathBuf::from) else { return };
    let only = std::env::var("MOCKWRIGHT_CORPUS_ONLY").ok();
    let index = std::fs::read(corpus.join("specs/index.json")).unwrap();
    let index: BTreeMap<String, Value> = serde_json::from_slice(&index).unwrap();
    let (mut documents, mut opened, mut operations, mut passed) = (0, 0, 0, 0);
    for (id, entry) in index.iter().filter(|(id, _)| only.as_deref().is_none_or(|only| only == id.as_str())) {
        documents += 1;
        let began = Instant::now();
        let project = match open(&corpus.join("specs").join(entry["root"].as_str().unwrap())) {
            Ok((project, _)) => project,
            Err(message) => {
                println!("{id}: not opened: {message}");
                continue;
            }
        };
        opened += 1;
        let document = Arc::clone(&project.contract.as_ref().unwrap().document);
        let contract = Contract::view(&document);
        let resource = jsonschema::Resource::from_contents(in_json_schema(&document, contract.dialect, Access::Read));
        let registry = jsonschema::Registry::new().add(ADDRESS, resource).unwrap().prepare().unwrap();
        let open_ms = began.elapsed().as_millis();
        let bed = Bed::new(Arc::unwrap_or_clone(project));
        let mut own = 0;
        let mut misses = Vec::new();
        for operation in &contract.operations {
            let request = SampleRequest::of(&contract, operation, 1);
            let mut client = bed.connect();
            client.write(written(&request, &operation.base_path));
            let answer = client.read_answer_to(&operation.method);
            match wrong(&contract, &registry, operation, &answer) {
                None => own += 1,
                Some(message) => misses.push(format!("{} ({}): {message}", operation.key(), request.target)),
            }
        }
        let count = contract.operations.len();
        operations += count;
        passed += own;
        println!("{id}: {own} of {count} operations, opened in {open_ms} ms, all in {} ms", began.elapsed().as_millis());
        misses.iter().take(8).for_each(|miss| println!("  {miss}"));
    }
    println!("{opened} of {documents} documents opened; {passed} of {operations} operations answered as their contract says");
    assert_eq!(opened, documents);
    assert!(passed * 1000 >= operations * 995, "{passed} of {operations}");
}
