//! The description that the server gives of its control API: all of it is there, and nothing else.

use std::collections::BTreeSet;

use super::*;

const METHODS: [&str; 5] = ["get", "post", "put", "delete", "patch"];

/// Every path of the document with its methods.
fn described(bed: &Bed) -> Vec<(String, BTreeSet<String>)> {
    let document = json(bed, "GET", "/openapi.json", "");
    assert_eq!((&document["openapi"], &document["servers"][0]["url"]), (&"3.1.0".into(), &"/__admin".into()));
    let paths = document["paths"].as_object().unwrap();
    paths.iter().map(|(path, methods)| (path.clone(), methods.as_object().unwrap().keys().cloned().collect())).collect()
}

#[test]
fn every_route_is_described() {
    let source = include_str!("../../../src/server/admin/mod.rs");
    let routes: BTreeSet<&str> = source.split(".route(\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert!(routes.len() > 20);
    let described = described(&Bed::new(hello()));
    assert_eq!(described.iter().map(|(path, _)| path.as_str()).collect::<BTreeSet<_>>(), routes);
}

#[test]
fn everything_described_answers_and_nothing_else() {
    let bed = Bed::new(hello());
    for (path, methods) in described(&bed) {
        let target = path.replace("{id}", "none").replace("{name}", "none");
        for method in METHODS {
            if path == "/events" && method == "get" {
                continue;
            }
            let answer = call(&bed, &method.to_uppercase(), &target, "");
            let text = answer.text();
            let is_there = !text.contains("problem:no-such-route") && !matches!(answer.status, 405 | 501);
            assert_eq!(is_there, methods.contains(method), "{method} {path}: {} {text}", answer.status);
            assert_ne!(answer.status, 500, "{method} {path}: {text}");
        }
    }
}

#[test]
fn the_certificate_to_trust_is_there() {
    let bed = Bed::new(hello());
    let answer = call(&bed, "GET", "/certs/mockwright-ca.crt", "");
    assert_eq!(answer.status, 200);
    assert!(answer.text().starts_with("-----BEGIN CERTIFICATE-----"));
}
