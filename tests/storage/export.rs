//! A project written as OpenAPI and read again says the same: endpoints, statuses, names and bodies.

use std::{collections::BTreeSet, path::Path, sync::Arc};

use mockwright::{
    contract::{Contract, Operation, StatusKey, derive, export},
    engine::PathPattern,
    formats::{Content, Format, WriteOptions, read, write},
    model::{Body, Endpoint, EndpointId, Language, Project, Response, ResponseId},
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
            if endpoint.contract.is_some() && body.is_template && body.content.as_str().contains("{{") {
                // Beside the contract's own schema stands no text that only becomes JSON when it is answered.
                continue;
            }
            let text = body.content.as_str();
            let said = |value: &Value| *value == text || serde_json::from_str::<Value>(text).is_ok_and(|meant| meant == *value);
            let is_named = |name: &str| endpoint.contract.is_some() || name.starts_with(&response.name);
            assert!(examples().any(|example| said(&example.value) && is_named(&example.name)), "{text:?} of {told:?}");
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

/// The endpoints that are told, read again: id, method and path of each.
fn came_back(project: &Project) -> (Vec<[String; 3]>, Vec<[String; 3]>) {
    let exported = export(project);
    let back = derive(&Contract::view(&Arc::new(exported.document)), "");
    let told = |endpoint: &Arc<Endpoint>| [endpoint.id.to_string(), endpoint.method.to_ascii_uppercase(), endpoint.path.clone()];
    let is_told = project.endpoints.iter().zip(&exported.operations).filter(|(_, place)| place.is_some());
    let mut expected: Vec<_> = is_told.map(|(endpoint, _)| told(endpoint)).collect();
    let mut found: Vec<_> = back.endpoints.iter().map(told).collect();
    expected.sort();
    found.sort();
    (found, expected)
}

#[test]
fn endpoints_come_back_as_they_were() {
    let table = [
        ("GET", "/"),
        ("GET", "/users/{id}"),
        ("get", "/users"),
        ("ANY", "/users"),
        ("ANY", "/users/{id?}"),
        ("DELETE", "/groups/{id?}"),
        ("GET", "/files/{rest...}"),
        ("ANY", "/proxy/{rest...}"),
        ("GET", "/old/:id"),
        ("PUT", "relative/{id}"),
        ("GET", "/a/*"),
        ("GET", "/reports/{name}.{kind}"),
        ("POST", "/trailing/"),
        ("GET", "/strange/{+a}/x*y"),
        ("GET", "//double"),
    ];
    let endpoints = table.iter().enumerate().map(|(index, (method, path))| {
        let mut endpoint = Endpoint::new(EndpointId::new(format!("e{index}")), *method, *path);
        endpoint.responses = [200, 404].map(|status| Response::new(ResponseId::new(format!("e{index}-{status}")), status)).into();
        Arc::new(endpoint)
    });
    let mut project = Project { endpoints: endpoints.collect(), ..Project::default() };
    let (found, expected) = came_back(&project);
    assert_eq!(found, expected);
    assert_eq!(found.len(), table.len());
    // With the contract that they came back with they are exported and come back again.
    let document = Arc::new(export(&project).document);
    project = derive(&Contract::view(&document), "");
    let any = project.endpoint(&EndpointId::new("e4")).unwrap();
    assert_eq!(any.responses.iter().map(|response| response.status).collect::<Vec<_>>(), [200, 404]);
    let (found, expected) = came_back(&project);
    assert_eq!(found, expected);
}

#[test]
fn the_sample_comes_back_with_its_answers() {
    let project = sample();
    let (found, expected) = came_back(&project);
    assert_eq!(found, expected);
    assert_eq!(found.len(), project.endpoints.len());
    let document = export(&project).document;
    let admins = &document["paths"]["/users"]["get"]["responses"]["200"]["content"]["application/json"]["examples"]["admins"];
    assert_eq!(admins["value"][0]["name"], "Ada Lovelace");
}

#[test]
fn a_body_that_was_changed_by_hand_is_an_example_of_the_contracts_operation() {
    let mut project = Project::clone(&sample());
    let endpoint = project.endpoint_mut(&EndpointId::new("get-user")).unwrap();
    endpoint.responses[0].body = Body::text(Language::Json, r#"{"id": 7, "name": "Own"}"#);
    let exported = export(&project);
    let operation = &exported.document["paths"]["/users/{id}"]["get"];
    assert_eq!(operation["operationId"], "getUser", "the rest is the contract's");
    let content = &operation["responses"]["200"]["content"]["application/json"];
    assert_eq!(content["examples"]["User"]["value"]["name"], "Own");
    assert_eq!(content["examples"]["Documented"]["value"]["name"], "Ada Lovelace");
    assert_eq!(content.get("example"), None);
    let note = "POST /orders: the body of Created is no example, so it is left out";
    assert!(exported.notes.iter().any(|told| told == note), "{:?}", exported.notes);
}

fn sample() -> Arc<Project> {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples/shop.mockwright.json");
    let Content::Project(project) = read(&sample).unwrap().content else { panic!() };
    project
}

#[test]
fn the_sample_project_is_told_whole() {
    let project = sample();
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
        let (found, expected) = came_back(&project);
        let place = |told: &[String; 3]| (told[1].clone(), told[2].clone());
        let sorted = |told: Vec<[String; 3]>| told.iter().map(place).collect::<BTreeSet<_>>();
        prop_assert_eq!(found.len(), expected.len());
        prop_assert_eq!(sorted(found), sorted(expected));
    }
}
