//! The sample project is what its contract gives, but for the changes by hand that are listed here. `UPDATE_SAMPLE=1 cargo test
//! --test storage sample` takes a changed contract over into it and writes it in canonical layout.

use std::{fs, path::Path};

use mockwright::{
    contract::{Contract, Merged, derive, differences, merge},
    formats::{PublishedContract, read_contract},
    model::{Endpoint, Project, Response},
    storage::{load, to_text},
};
use serde_json::{Map, Value};

const PROJECT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/samples/shop.mockwright.json");
const CONTRACT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/samples/shop.openapi.yaml");

/// Everything that is not as it was derived: the parts of the project, of its endpoints, and of their responses.
const BY_HAND: [&str; 31] = [
    "settings",
    "hello-200: headers",
    "home-200: headers",
    "list-users: notes",
    "list-users-200-admins: condition headers name",
    "get-user-404: condition",
    "get-avatar: notes",
    "get-avatar-200: body",
    "list-orders: contract",
    "list-orders-400: condition",
    "list-orders-200-shipped: condition name",
    "list-orders-200-dynamic: removed",
    "create-order: contract default_response notes",
    "create-order-201: body condition",
    "create-order-422: condition",
    "create-order-400: condition",
    "get-order: notes order",
    "get-order-401: condition",
    "get-order-404: condition",
    "get-order-200-dynamic: removed",
    "get-order-status: default_response notes selection",
    "get-order-status-200-paid: condition name",
    "get-order-status-200-shipped: condition name",
    "get-order-status-200-dynamic: removed",
    "get-stock: default_response notes selection",
    "get-stock-200: body delay weight",
    "get-stock-503: condition delay",
    "log-in: default_response",
    "log-in-200: condition",
    "log-in-401: condition",
    "log-in-200-dynamic: removed",
];

fn published() -> PublishedContract {
    read_contract(Path::new(CONTRACT)).unwrap()
}

/// The project that a contract gives, as it stands in the sample.
fn derived(published: &PublishedContract) -> Project {
    let mut project = derive(&published.contract, "shop.openapi.yaml");
    project.contract.as_mut().unwrap().hash.clone_from(&published.hash);
    project
}

#[test]
fn the_sample_is_what_its_contract_gives_but_for_what_was_changed_by_hand() {
    let published = published();
    assert_eq!(published.contract.problems, []);
    if std::env::var_os("UPDATE_SAMPLE").is_some() {
        take_over(&published);
    }
    let loaded = load(Path::new(PROJECT)).unwrap();
    assert_eq!(loaded.repairs, []);
    let sample = loaded.project;
    let is_current =
        to_text(&sample).unwrap() == fs::read_to_string(PROJECT).unwrap() && sample.contract == derived(&published).contract;
    assert!(is_current, "set UPDATE_SAMPLE=1 and run this test again");
    assert_eq!(by_hand(&derived(&published), &sample), BY_HAND);
}

#[test]
fn drift_shows_nothing_for_the_sample() {
    let sample = load(Path::new(PROJECT)).unwrap().project;
    let link = sample.contract.unwrap();
    let published = published();
    assert_eq!(link.hash, published.hash);
    assert_eq!(differences(&Contract::view(&link.document), &published.contract), []);
}

/// Brings the sample up to its contract as a person does in the window.
fn take_over(published: &PublishedContract) {
    let sample = load(Path::new(PROJECT)).unwrap().project;
    let link = sample.contract.as_ref().unwrap();
    let mut base = derive(&Contract::view(&link.document), &link.source);
    base.contract.as_mut().unwrap().hash.clone_from(&link.hash);
    let Merged { project, conflicts } = merge(&base, &sample, &derived(published));
    assert_eq!(conflicts, []);
    fs::write(PROJECT, to_text(&project).unwrap()).unwrap();
}

fn members<T: serde::Serialize>(of: &T) -> Map<String, Value> {
    serde_json::to_value(of).unwrap().as_object().unwrap().clone()
}

/// The names of the members that differ, but for those that are compared by themselves.
fn differing<T: serde::Serialize>(derived: &T, sample: &T, except: &[&str]) -> Vec<String> {
    let (derived, sample) = (members(derived), members(sample));
    let names: std::collections::BTreeSet<&String> = derived.keys().chain(sample.keys()).collect();
    let differs = |name: &&&String| !except.contains(&name.as_str()) && derived.get(**name) != sample.get(**name);
    names.iter().filter(differs).map(|name| (**name).clone()).collect()
}

fn by_hand(derived: &Project, sample: &Project) -> Vec<String> {
    let mut found = differing(derived, sample, &["endpoints"]);
    let mut told = |id: &str, parts: Vec<String>| {
        if !parts.is_empty() {
            found.push(format!("{id}: {}", parts.join(" ")));
        }
    };
    let ids = |project: &Project| project.endpoints.iter().map(|endpoint| endpoint.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(derived), ids(sample));
    for (derived, sample) in derived.endpoints.iter().zip(&sample.endpoints) {
        let (derived, sample): (&Endpoint, &Endpoint) = (derived, sample);
        let mut parts = differing(derived, sample, &["responses"]);
        let common = |of: &Endpoint, other: &Endpoint| {
            let ids = of.responses.iter().map(|response| response.id.clone());
            ids.filter(|id| other.response(id).is_some()).collect::<Vec<_>>()
        };
        if common(derived, sample) != common(sample, derived) {
            parts.push("order".to_owned());
        }
        told(sample.id.as_str(), parts);
        let response = |of: &Endpoint, id| of.responses.iter().find(|response| response.id == id).cloned();
        for derived in &derived.responses {
            match response(sample, derived.id.clone()) {
                Some(now) => told(now.id.as_str(), differing::<Response>(derived, &now, &[])),
                None => told(derived.id.as_str(), vec!["removed".to_owned()]),
            }
        }
        for own in &sample.responses {
            if response(derived, own.id.clone()).is_none() {
                told(own.id.as_str(), vec!["added".to_owned()]);
            }
        }
    }
    found
}
