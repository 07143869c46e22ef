//! Which operations use which shared part of a document, and whether in what they are sent or in what they answer.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::Value;

use super::Sides;
use crate::generate::json_pointer;

/// The methods a path may have (OpenAPI 3.2 adds `query`).
pub(super) const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// Shared parts by their pointers, each with the operations that reach it.
pub(super) type Usage = FxHashMap<String, BTreeMap<String, Sides>>;

/// The shared parts of a document that operations reach.
pub(super) fn usage(document: &Value) -> Usage {
    let mut usage = Usage::default();
    let mut edges: FxHashMap<String, Vec<String>> = FxHashMap::default();
    let paths = document.get("paths").and_then(Value::as_object);
    for (path, item) in paths.into_iter().flatten() {
        let item_references = |key: &str| item.get(key).map(references).unwrap_or_default();
        for method in METHODS {
            let Some(operation) = item.get(method) else { continue };
            let key = format!("{} {path}", method.to_uppercase());
            let of = |name: &str| operation.get(name).map(references).unwrap_or_default();
            let requests = [item_references("parameters"), of("parameters"), of("requestBody"), of("callbacks")].concat();
            let responses = [of("responses"), of("callbacks")].concat();
            for (start, sides) in [(requests, Sides::REQUESTS), (responses, Sides::RESPONSES)] {
                for part in reached(document, start, &mut edges) {
                    let entry = usage.entry(part).or_default().entry(key.clone()).or_default();
                    *entry = entry.or(sides);
                }
            }
        }
    }
    usage
}

/// All shared parts that are reached from some, themselves included.
fn reached(document: &Value, start: Vec<String>, edges: &mut FxHashMap<String, Vec<String>>) -> FxHashSet<String> {
    let mut seen = FxHashSet::default();
    let mut open = start;
    while let Some(part) = open.pop() {
        if !seen.insert(part.clone()) {
            continue;
        }
        let next = edges.entry(part).or_insert_with_key(|part| document.pointer(part).map(references).unwrap_or_default());
        open.extend(next.iter().filter(|part| !seen.contains(*part)).cloned());
    }
    seen
}

/// The shared parts that something refers to.
pub(super) fn references(value: &Value) -> Vec<String> {
    let mut found = FxHashSet::default();
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(members) => {
                if let Some(pointer) = target(value) {
                    found.insert(part_of(&pointer).to_owned());
                }
                open.extend(members.values());
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    let mut found: Vec<String> = found.into_iter().collect();
    found.sort();
    found
}

/// Where a reference leads in the document.
pub(super) fn target(value: &Value) -> Option<String> {
    json_pointer::of_reference(value.get("$ref")?.as_str()?)
}

/// The shared part that something is in: `/components/schemas/Pet` for what is deeper in it.
pub(super) fn part_of(pointer: &str) -> &str {
    let names = match pointer.split('/').nth(1) {
        Some("components") => 3,
        Some("definitions" | "parameters" | "responses") => 2,
        _ => return pointer,
    };
    pointer.match_indices('/').nth(names).map_or(pointer, |(at, _)| &pointer[..at])
}
