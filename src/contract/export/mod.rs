//! Any project as an OpenAPI 3.1 document, with or without a contract of its own: what it answers, with examples and schemas.
//! The documentation page and the exported file are this document.
//!
//! An operation of the contract stands as the contract has it. What OpenAPI has no words for is told as a note; what only this
//! program understands is written beside it as `x-mockwright-…`, which other tools pass over.

mod body;
mod by_hand;
mod infer;
mod operation;
mod parameters;
mod path;
mod taken_over;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use self::{path::Template, taken_over::TakenOver};
use crate::{
    contract::{ENDPOINT_KEY, ID_KEY},
    model::{ANY_METHOD, Endpoint, Folder, FolderId, Project},
};

/// The methods that a path may have (OpenAPI 3.1, Path Item Object).
const METHODS: [&str; 8] = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"];

/// What stands for an endpoint of any method: those that carry out something. The others a server answers by itself.
const ANY_STANDS_FOR: [&str; 5] = ["GET", "PUT", "POST", "DELETE", "PATCH"];

/// A folder lies in others only so deep; a circle of folders ends there too.
const MAX_FOLDERS: usize = 32;

/// A project as an OpenAPI document.
#[derive(Clone, Debug)]
pub struct Exported {
    /// The document.
    pub document: Value,
    /// What could not be carried over, each with its endpoint.
    pub notes: Vec<String>,
    /// Index for index those of the project's endpoints: the keys of its operation under `paths`, path and method, where it
    /// has one.
    pub operations: Vec<Option<(String, &'static str)>>,
}

/// The project as an OpenAPI 3.1 document.
pub fn export(project: &Project) -> Exported {
    let taken_over = TakenOver::of(project);
    let mut export = Export { project, taken_over, paths: Map::new(), schemas: Map::new(), notes: Vec::new() };
    // An endpoint of one method stands before one of any method, as it does among the routes.
    let mut operations = vec![None; project.endpoints.len()];
    for of_any in [false, true] {
        for (endpoint, place) in project.endpoints.iter().zip(&mut operations) {
            if endpoint.method.eq_ignore_ascii_case(ANY_METHOD) == of_any {
                *place = export.add(endpoint);
            }
        }
    }
    let Export { taken_over, mut paths, schemas, notes, .. } = export;
    let mut document = Map::new();
    document.insert("openapi".to_owned(), json!("3.1.0"));
    document.insert("info".to_owned(), taken_over.info(&project.name));
    // Relative to where the document is served from: the mock itself.
    document.insert("servers".to_owned(), json!([{ "url": taken_over.base_path_or_root() }]));
    let tag = |folder: &Folder| json!({ "name": folder_name(project, &folder.id), ID_KEY: folder.id });
    let tags: Vec<_> = project.folders.iter().map(tag).collect();
    if !tags.is_empty() {
        document.insert("tags".to_owned(), taken_over.tags().unwrap_or(Value::Array(tags)));
    }
    paths.values_mut().filter_map(Value::as_object_mut).for_each(in_usual_order);
    document.insert("paths".to_owned(), Value::Object(paths));
    taken_over.finish(&mut document, schemas);
    Exported { document: Value::Object(document), notes, operations }
}

/// Methods in the order in which the standard lists them.
fn in_usual_order(item: &mut Map<String, Value>) {
    let mut ordered = Map::new();
    for method in METHODS.map(str::to_lowercase) {
        ordered.extend(item.shift_remove(&method).map(|operation| (method, operation)));
    }
    item.extend(ordered);
}

/// What a folder is called as a tag: its name after those of the folders it lies in.
pub(super) fn folder_name(project: &Project, id: &FolderId) -> String {
    let mut names = Vec::new();
    let mut at = project.folder(id);
    while let Some(folder) = at.filter(|_| names.len() < MAX_FOLDERS) {
        names.push(folder.name.as_str());
        at = folder.parent.as_ref().and_then(|parent| project.folder(parent));
    }
    names.reverse();
    names.join(" / ")
}

/// An export under way.
struct Export<'p> {
    project: &'p Project,
    taken_over: TakenOver,
    paths: Map<String, Value>,
    /// The schemas of generated bodies, by name.
    schemas: Map<String, Value>,
    notes: Vec<String>,
}

impl Export<'_> {
    /// Adds an endpoint, and returns where its first operation stands.
    fn add(&mut self, endpoint: &Endpoint) -> Option<(String, &'static str)> {
        let name = format!("{} {}", endpoint.method, endpoint.path);
        if !endpoint.enabled {
            self.notes.push(format!("{name}: it is switched off, so it is left out"));
            return None;
        }
        let templates = match path::templates(&endpoint.path) {
            Ok(templates) => templates,
            Err(error) => {
                self.notes.push(format!("{name}: its path cannot be read: {error}"));
                return None;
            }
        };
        let method = endpoint.method.to_ascii_uppercase();
        let of_any = method == ANY_METHOD;
        let Some(methods) = methods_of(&method) else {
            self.notes.push(format!("{name}: OpenAPI 3.1 has no method {}", endpoint.method));
            return None;
        };
        if templates.iter().any(|template| template.catches_rest) {
            self.notes.push(format!("{name}: a parameter of OpenAPI catches no slashes; other tools take it for one segment"));
        }
        let mut first = None;
        for template in &templates {
            let is_whole = !of_any && template.text == endpoint.path && template.is_plain();
            let operation = self.operation_of(endpoint, template, !is_whole);
            let (key, servers) = self.taken_over.path_key(&template.text);
            for &method in methods {
                let item = self.paths.entry(key.clone()).or_insert_with(|| Value::Object(Map::new()));
                let Some(item) = item.as_object_mut() else { continue };
                if item.contains_key(&method.to_lowercase()) {
                    continue;
                }
                let mut operation = operation.clone();
                if let (Some(servers), Some(operation)) = (&servers, operation.as_object_mut()) {
                    operation.insert("servers".to_owned(), servers.clone());
                }
                item.insert(method.to_lowercase(), operation);
                first.get_or_insert((key.clone(), method));
            }
        }
        if first.is_none() {
            self.notes.push(format!("{name}: an endpoint before it has the same method and path, which OpenAPI holds once"));
        }
        first
    }

    fn operation_of(&mut self, endpoint: &Endpoint, template: &Template, is_marked: bool) -> Value {
        if let Some(operation) = self.taken_over.operation(self.project, endpoint, &mut self.notes) {
            return operation;
        }
        let mut operation = operation::operation(self, endpoint, template);
        operation.insert(ID_KEY.to_owned(), json!(endpoint.id));
        if is_marked {
            operation.insert(ENDPOINT_KEY.to_owned(), json!(format!("{} {}", endpoint.method, endpoint.path)));
        }
        Value::Object(operation)
    }
}

/// The methods of OpenAPI that an endpoint's method stands for.
fn methods_of(method: &str) -> Option<&'static [&'static str]> {
    if method == ANY_METHOD {
        return Some(&ANY_STANDS_FOR);
    }
    METHODS.iter().position(|known| *known == method).and_then(|at| METHODS.get(at..=at))
}

/// Names that are each there once: a second `Found` becomes `Found 2`.
#[derive(Debug, Default)]
struct Names(BTreeMap<String, usize>);

impl Names {
    fn unique(&mut self, name: &str) -> String {
        let mut unique = name.to_owned();
        while self.0.contains_key(&unique) {
            let count = self.0.entry(name.to_owned()).or_insert(1);
            *count += 1;
            unique = format!("{name} {count}");
        }
        self.0.insert(unique.clone(), 1);
        unique
    }
}

#[cfg(test)]
mod tests;
