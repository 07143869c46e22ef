//! A project written as OpenAPI and read again says the same: endpoints, statuses, names and bodies.

use std::{collections::BTreeSet, path::Path, sync::Arc};

use mockwright::{
    contract::{Contract, Operation, StatusKey, export},
    engine::PathPattern,
    formats::{Content, Format, WriteOptions, read, write},
    model::{Body, Endpoint, Project},
};
use proptest::prelude::*;
use serde_json::Value;

use crate::strategies;

/// What of an endpoint OpenAPI has words for: that it is in the operation.
fn is_told(endpoint: &Endpoint, operation: &Operation) {
    let answers = || endpoint.responses.iter().filter(|response| response.enabled && (100..=599).contains(&response.status));
    let statuses: BTreeSet<_> = answers().map(|response| StatusKey::Exact(response.status)).collect();
    let told: BTreeSet<_> =
        operation.responses.iter().map(|response| response.status).filter(|key| *key != StatusKey::Default).collect();
    assert_eq!(told, statuses, "{} {}", endpoint.method, endpoint.path);
    for response in answers() {
        let told = operation.response(response.status).unwrap();
        let examples = || told.contents.iter().flat_map(|content| &content.examples);
        let is_alone = answers().filter(|other| other.status == response.status).count() == 1;
        if is_alone && !response.name.is_empty() {
            assert_eq!(told.description, response.name);
        }
        if let Body::Text(body) = &response.body {
            let text = body.content.as_str();
            let said = |value: &Value| *value == text || serde_json::from_str::<Value>(text).is_ok_and(|meant| meant == *value);
            assert!(
                examples().any(|example| said(&example.value) && example.name.starts_with(&response.name)),
                "{text:?} of {told:?}"
            );
        }
    }
}

fn check(project: &Project) {
    let exported = export(project);
    let document = Arc::new(exported.document);
    let contract = Contract::view(&document);
    let problems = contract.problems.iter().filter(|problem| problem.message != "The contract has no paths");
    assert_eq!(problems.collect::<Vec<_>>(), Vec::<&mockwright::contract::ContractProblem>::new());
    assert_eq!(exported.operations.len(), project.endpoints.len());
    for (endpoint, place) in project.endpoints.iter().zip(&exported.operations) {
        let Some((path, method)) = place else {
            let name = format!("{} {}: ", endpoint.method, endpoint.path);
            assert!(exported.notes.iter().any(|note| note.starts_with(&name)), "{name} is gone without a note");
            continue;
        };
        is_told(endpoint, contract.operation(&format!("{method} {path}")).unwrap());
    }
    for schema in contract.operations.iter().flat_map(|operation| &operation.responses).flat_map(|response| &response.contents) {
        if let Some(schema) = &schema.schema {
            assert!(schema.value(&document).is_some());
        }
    }
}

#[test]
fn the_sample_project_is_told_whole() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples/shop.mockwright.json");
    let Content::Project(project) = read(&sample).unwrap().content else { panic!() };
    check(&project);
    let written =
        write(Format::of_id("openapi").unwrap(), &Content::Project(Arc::clone(&project)), WriteOptions::default()).unwrap();
    let document: Value = serde_json::from_slice(&written.bytes).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(document, export(&project).document);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_project_holds_is_told_or_noted(mut project in strategies::project()) {
        project.contract = None;
        for (index, endpoint) in project.endpoints.iter_mut().enumerate() {
            let endpoint = Arc::make_mut(endpoint);
            endpoint.enabled = true;
            endpoint.method = ["GET", "post", "ANY", "PURGE"][index % 4].to_owned();
            if PathPattern::parse(&endpoint.path).is_err() {
                endpoint.path = format!("/odd{index}/{{id?}}");
            }
        }
        check(&project);
    }
}
