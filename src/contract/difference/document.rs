//! Compares whole documents: paths, shared parts, and what is said of the API as a whole.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use serde_json::{Map, Value};

use super::{
    Difference, DifferenceKind as Kind, Patch, Sides, operation,
    renamed::{self, shape},
    schema::{self, schema},
    usage::METHODS,
    walk::{Comparing, Pair, Scope, Walk},
};

/// What differs between two documents, in their order.
pub(super) fn differences(old: &Value, new: &Value) -> Vec<Difference> {
    let renamed = renamed::schemas(old, new);
    // With the new names in it, all that refers to these schemas is the same.
    let old = if renamed.is_empty() {
        Cow::Borrowed(old)
    } else {
        let mut with_names = old.clone();
        for (from, to) in &renamed {
            renamed::rename(&mut with_names, from, to);
        }
        Cow::Owned(with_names)
    };
    let mut walk = Walk::new(&old, new);
    for (from, to) in renamed {
        schema_renamed(&mut walk, from, to);
    }
    let pair = Pair::root(&old, new);
    for name in pair.names() {
        let part = pair.member(name);
        if !part.is_same() {
            root_part(&mut walk, &part, name);
        }
    }
    walk.finish()
}

fn schema_renamed(walk: &mut Walk<'_>, from: String, to: String) {
    let name = |pointer: &str| pointer.rsplit('/').next().unwrap_or_default().to_owned();
    let scope = shared_scope(walk, &to, format!("schema {}", name(&from)));
    let message = format!("The schema {} is called {}", name(&from), name(&to));
    let pair = Pair { old: None, new: None, old_pointer: from.clone(), new_pointer: to.clone() };
    walk.note_with(Kind::SchemaRenamed, &scope, &pair, message, vec![Patch::Rename { from: from.clone(), to: to.clone() }]);
    if let Some(last) = walk.found.last_mut() {
        (last.old, last.new) = (Some(name(&from)), Some(name(&to)));
        (last.old_pointer, last.new_pointer) = (Some(from), Some(to));
    }
}

/// The keys of all operations of a document.
fn keys(document: &Value) -> Vec<String> {
    let paths = document.get("paths").and_then(Value::as_object).into_iter().flatten();
    let of_path = |(path, item): (&String, &Value)| {
        METHODS.iter().filter(|method| item.get(**method).is_some()).map(|method| key(method, path)).collect::<Vec<_>>()
    };
    paths.flat_map(of_path).collect()
}

/// What an operation is called.
pub(super) fn key(method: &str, path: &str) -> String {
    format!("{} {path}", method.to_uppercase())
}

fn scope_of(operations: Vec<String>, sides: Sides, owner: impl Into<Arc<str>>) -> Scope {
    Scope { operations: operations.into(), sides, owner: owner.into(), place: String::new() }
}

const BOTH: Sides = Sides { requests: true, responses: true };

fn root_part<'d>(walk: &mut Walk<'d>, part: &Pair<'d>, name: &str) {
    let everything = || scope_of(keys(walk.old), BOTH, "API");
    let nothing = scope_of(Vec::new(), Sides::default(), "API");
    match name {
        "paths" => paths(walk, part),
        "components" => {
            for section in part.names() {
                shared(walk, &part.member(section), section);
            }
        }
        "definitions" | "parameters" | "responses" | "securityDefinitions" => shared(walk, part, name),
        "x-mockwright-files" => {
            for file in part.names() {
                guess(walk, &part.member(file), file, 0);
            }
        }
        "security" => {
            // Operations that say their own are not touched.
            let has_own = |key: &String| {
                let (method, path) = key.split_once(' ').unwrap_or_default();
                walk.old.get("paths").and_then(|paths| paths.get(path)?.get(method.to_lowercase())?.get("security")).is_some()
            };
            let touched = keys(walk.old).into_iter().filter(|key| !has_own(key)).collect();
            let nothing = Value::Array(Vec::new());
            operation::security(walk, &scope_of(touched, BOTH, "API"), part, Some(&nothing));
        }
        "servers" | "host" | "basePath" | "schemes" => {
            let base = |document: &Value| match document.get("basePath").and_then(Value::as_str) {
                Some(base) => base.trim_end_matches('/').to_owned(),
                None => {
                    let url = document.pointer("/servers/0/url").and_then(Value::as_str).unwrap_or_default();
                    let path = url.split_once("://").map_or(url, |(_, rest)| rest.find('/').map_or("", |at| &rest[at..]));
                    path.trim_end_matches('/').to_owned()
                }
            };
            let (old, new) = (base(walk.old), base(walk.new));
            if old == new {
                walk.note(Kind::ServersChanged, &nothing.at(name), part, "The API stands at other addresses");
            } else {
                walk.note(
                    Kind::BasePathChanged,
                    &everything().at(name),
                    part,
                    format!("All paths begin with {new}/ instead of {old}/"),
                );
            }
        }
        "openapi" | "swagger" => {
            walk.note(Kind::VersionChanged, &nothing.at(name), part, "The document is of another version of OpenAPI");
        }
        "info" => {
            for name in part.names() {
                let part = part.member(name);
                match name {
                    _ if part.is_same() => {}
                    "version" => walk.note(Kind::VersionChanged, &nothing.at(name), &part, "The API is of another version"),
                    _ => schema::other(walk, &nothing, &part, name),
                }
            }
        }
        _ => schema::other(walk, &nothing, part, name),
    }
}

/// Compares operations path by path.
fn paths<'d>(walk: &mut Walk<'d>, pair: &Pair<'d>) {
    let moved = renamed::operations(walk.old, walk.new);
    for (method, from, to) in &moved {
        operation_moved(walk, pair, method, from, to);
    }
    let is_moved = |method: &str, path: &str| moved.iter().any(|(of, from, to)| *of == method && (from == path || to == path));
    for path in pair.names() {
        let item = pair.member(path);
        if item.is_same() {
            continue;
        }
        let has_methods =
            |value: Option<&Value>| METHODS.iter().any(|method| value.is_some_and(|value| value.get(method).is_some()));
        let (was_there, is_there) = (has_methods(item.old), has_methods(item.new));
        for name in item.names() {
            let part = item.member(name);
            if part.is_same() || is_moved(name, path) {
                continue;
            }
            if METHODS.contains(&name) {
                let scope = scope_of(vec![key(name, path)], BOTH, key(name, path));
                match (part.old, part.new) {
                    (None, _) => {
                        let patches = operation_patches(&item, &part, was_there);
                        walk.note_with(Kind::OperationAdded, &scope, &part, "The operation is new", patches);
                    }
                    (_, None) => {
                        // The last one takes what is left of the path with it.
                        let patch = if is_there { part.patch() } else { Patch::Remove { at: item.old_pointer.clone() } };
                        let remains = METHODS.iter().filter(|method| item.member(method).old.is_some()).count() > 1;
                        let patch = if remains { part.patch() } else { patch };
                        walk.note_with(Kind::OperationRemoved, &scope, &part, "The operation is gone", vec![patch]);
                    }
                    _ => operation::operation(walk, &scope, &part),
                }
                continue;
            }
            if item.new.is_none() && was_there || item.old.is_none() && is_there {
                // It comes and goes with the operations of the path.
                continue;
            }
            let touched =
                METHODS.iter().filter(|method| item.member(method).old.is_some()).map(|method| key(method, path)).collect();
            let scope = scope_of(touched, BOTH, path);
            match name {
                "parameters" => operation::parameters(walk, &scope, &part),
                "servers" => walk.note(Kind::ServersChanged, &scope, &part, "The path stands at other addresses"),
                _ => schema::other(walk, &scope, &part, name),
            }
        }
    }
}

/// What brings an operation, and where its path is new, all that the path says of its operations.
fn operation_patches<'d>(item: &Pair<'d>, operation: &Pair<'d>, path_was_there: bool) -> Vec<Patch> {
    let mut patches = vec![operation.patch()];
    if !path_was_there {
        let of_path = item.names().into_iter().filter(|name| !METHODS.contains(name)).map(|name| item.member(name));
        patches.extend(of_path.filter(|part| part.new.is_some()).map(|part| part.patch()));
    }
    patches
}

fn operation_moved<'d>(walk: &mut Walk<'d>, pair: &Pair<'d>, method: &str, from: &str, to: &str) {
    let both = pair.members(from, to);
    let (gone, come) = (pair.member(from), pair.member(to));
    let part = both.members(method, method);
    let scope = scope_of(vec![key(method, from)], BOTH, key(method, from));
    let start = walk.found.len();
    operation::operation(walk, &scope, &part);
    let parameters = both.member("parameters");
    if !parameters.is_same() {
        operation::parameters(walk, &scope, &parameters);
    }
    let inner = walk.found.split_off(start);
    let is_other_shape = shape(from) != shape(to);
    let kind = if is_other_shape { Kind::OperationMoved } else { Kind::PathRenamed };
    let changed = inner.iter().filter(|difference| difference.kind != Kind::PathRenamed).count();
    let message = match (is_other_shape, changed) {
        (true, 0) => format!("The operation is called at {to}"),
        (true, _) => format!("The operation is called at {to}, with {changed} changes"),
        (false, 0) => format!("The path is written {to}, which no call can tell"),
        (false, _) => format!("The path is written {to}, and the operation has {changed} changes"),
    };
    let has_others = METHODS.iter().filter(|other| **other != method).any(|other| gone.member(other).old.is_some());
    let gone_at = if has_others { gone.member(method).old_pointer } else { gone.old_pointer.clone() };
    let path_was_there = METHODS.iter().any(|method| come.member(method).old.is_some());
    let mut patches = vec![Patch::Remove { at: gone_at }];
    patches.extend(operation_patches(&come, &come.member(method), path_was_there));
    walk.note_with(kind, &scope, &part, message, patches);
    if let Some(last) = walk.found.last_mut() {
        (last.old, last.new) = (Some(from.to_owned()), Some(to.to_owned()));
        last.breaking = inner.iter().fold(last.breaking, |all, one| all.or(one.breaking));
    }
}

/// The operations that use a shared part, in either document.
fn shared_scope(walk: &Walk<'_>, pointer: &str, owner: String) -> Scope {
    let mut operations: BTreeMap<&String, Sides> = BTreeMap::new();
    for usage in [&walk.old_usage, &walk.new_usage] {
        for (key, sides) in usage.get(pointer).into_iter().flatten() {
            let entry = operations.entry(key).or_default();
            *entry = entry.or(*sides);
        }
    }
    let sides = operations.values().fold(Sides::default(), |all, sides| all.or(*sides));
    scope_of(operations.into_keys().cloned().collect(), sides, owner)
}

/// Compares the shared parts of one section.
fn shared<'d>(walk: &mut Walk<'d>, pair: &Pair<'d>, section: &str) {
    let (word, comparing): (&str, Option<Comparing<'d>>) = match section {
        "schemas" | "definitions" => ("schema", Some(schema)),
        "parameters" => ("parameter", Some(operation::parameter)),
        "responses" => ("response", Some(operation::response)),
        "headers" => ("header", Some(operation::header)),
        "requestBodies" => ("body", Some(operation::body)),
        "securitySchemes" | "securityDefinitions" => return security_schemes(walk, pair),
        "examples" => ("example", None),
        _ => (section, None),
    };
    for name in pair.names() {
        let part = pair.member(name);
        if part.is_same() {
            continue;
        }
        let scope = shared_scope(walk, &part.new_pointer, format!("{word} {name}"));
        match (part.old, part.new, comparing) {
            (Some(_), Some(_), Some(comparing)) => walk.compare(&scope, &part, comparing),
            (Some(_), Some(_), None) => {
                let kind = if section == "examples" { Kind::ExampleChanged } else { Kind::OtherChanged };
                walk.note(kind, &scope, &part, kind.documentation());
            }
            // What operations use comes and goes with these.
            _ if !scope.operations.is_empty() => {}
            (None, ..) => walk.note(Kind::UnusedAdded, &scope, &part, Kind::UnusedAdded.documentation()),
            _ => walk.note(Kind::UnusedRemoved, &scope, &part, Kind::UnusedRemoved.documentation()),
        }
    }
}

fn security_schemes<'d>(walk: &mut Walk<'d>, pair: &Pair<'d>) {
    for name in pair.names() {
        let part = pair.member(name);
        let asked = |document: &Value, key: &String| {
            let (method, path) = key.split_once(' ').unwrap_or_default();
            let own = document.get("paths").and_then(|paths| paths.get(path)?.get(method.to_lowercase())?.get("security"));
            let list = own.or(document.get("security")).and_then(Value::as_array);
            list.is_some_and(|list| list.iter().any(|one| one.get(name).is_some()))
        };
        let touched: Vec<String> = keys(walk.old).into_iter().filter(|key| asked(walk.old, key)).collect();
        let sides = if touched.is_empty() { Sides::default() } else { Sides::REQUESTS };
        let scope = scope_of(touched, sides, format!("security scheme {name}"));
        let meaning = |value: Option<&Value>| {
            let mut members = value.and_then(Value::as_object).cloned().unwrap_or_default();
            members.retain(|name, _| name != "description" && !name.starts_with("x-"));
            Value::Object(members)
        };
        let kind = match (part.old, part.new) {
            _ if part.is_same() => continue,
            (None, _) => Kind::SecuritySchemeAdded,
            (_, None) => Kind::SecuritySchemeRemoved,
            _ if meaning(part.old) == meaning(part.new) => Kind::DescriptionChanged,
            _ => Kind::SecuritySchemeChanged,
        };
        walk.note(kind, &scope, &part, kind.documentation());
    }
}

/// Compares parts of the contract's other files, which say only by what is in them what they are.
fn guess<'d>(walk: &mut Walk<'d>, pair: &Pair<'d>, name: &str, depth: usize) {
    const MAX_DEPTH: usize = 8;
    if pair.is_same() {
        return;
    }
    let scope = shared_scope(walk, &pair.new_pointer, name.to_owned());
    let members = |value: Option<&'d Value>| value.and_then(Value::as_object);
    let (Some(_), Some(new)) = (members(pair.old), members(pair.new)) else {
        let kind = match (pair.old, pair.new) {
            (None, _) => Kind::UnusedAdded,
            (_, None) => Kind::UnusedRemoved,
            _ => Kind::OtherChanged,
        };
        walk.note(kind, &scope, pair, kind.documentation());
        return;
    };
    let has = |names: &[&str]| names.iter().any(|name| new.contains_key(*name));
    if has(&["in"]) && has(&["name"]) {
        walk.compare(&scope, pair, operation::parameter);
    } else if has(&["responses"]) && !has(&["paths", "schemas"]) {
        operation::operation(walk, &scope, pair);
    } else if is_schema(new) {
        schema(walk, &scope, pair);
    } else if has(&["content", "headers"]) && !has(&["schemas"]) {
        let comparing: Comparing<'d> = if scope.sides == Sides::REQUESTS { operation::body } else { operation::response };
        walk.compare(&scope, pair, comparing);
    } else if depth < MAX_DEPTH {
        for name in pair.names() {
            guess(walk, &pair.member(name), name, depth + 1);
        }
    } else {
        walk.note(Kind::OtherChanged, &scope, pair, Kind::OtherChanged.documentation());
    }
}

fn is_schema(members: &Map<String, Value>) -> bool {
    let is_named = members.get("type").is_some_and(|value| value.is_string() || value.is_array());
    is_named
        || ["properties", "allOf", "oneOf", "anyOf", "items", "enum", "$ref"]
            .iter()
            .any(|name| members.get(*name).is_some_and(|value| !value.is_null()))
}
