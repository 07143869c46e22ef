//! Finds what only has another name: a schema that is gone where an equal one has come, an operation at another path.

use rustc_hash::FxHashMap;
use serde_json::{Map, Value};

use super::usage::METHODS;
use crate::generate::json_pointer::{self, token};

/// Where a document keeps its schemas: OpenAPI 3 and 2.0.
const SECTIONS: [&str; 2] = ["/components/schemas", "/definitions"];

/// The schemas that have another name in the new document, as pointers into both.
pub(super) fn schemas(old: &Value, new: &Value) -> Vec<(String, String)> {
    let mut renamed = Vec::new();
    for section in SECTIONS {
        let names = |document: &Value, other: &Value| -> Vec<String> {
            let other = other.pointer(section).and_then(Value::as_object);
            let members = document.pointer(section).and_then(Value::as_object).into_iter().flat_map(Map::keys);
            members.filter(|name| other.is_none_or(|other| !other.contains_key(*name))).cloned().collect()
        };
        let (gone, mut come) = (names(old, new), names(new, old));
        for name in gone {
            let from = format!("{section}/{}", token(&name));
            let Some(value) = old.pointer(&from) else { continue };
            let is_same = |other: &String| {
                let to = format!("{section}/{}", token(other));
                let mut renamed = value.clone();
                rename_references(&mut renamed, &from, &to);
                new.pointer(&to) == Some(&renamed)
            };
            // What is equal to several could have become any of them.
            let mut fitting = come.iter().enumerate().filter(|(_, other)| is_same(other)).map(|(at, _)| at);
            if let (Some(at), None) = (fitting.next(), fitting.next()) {
                renamed.push((from.clone(), format!("{section}/{}", token(&come.remove(at)))));
            }
        }
    }
    renamed
}

/// Gives a shared part another name.
pub(super) fn rename(document: &mut Value, from: &str, to: &str) {
    let Some((section, name)) = from.rsplit_once('/') else { return };
    let Some(new_name) = to.rsplit('/').next() else { return };
    let plain = json_pointer::name;
    if let Some(section) = document.pointer_mut(section).and_then(Value::as_object_mut) {
        let members = std::mem::take(section);
        *section = members
            .into_iter()
            .map(|(key, value)| if key == plain(name) { (plain(new_name), value) } else { (key, value) })
            .collect();
    }
    rename_references(document, from, to);
}

/// References and discriminator mappings that lead to `from` or into it lead to `to`.
fn rename_references(value: &mut Value, from: &str, to: &str) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                match value {
                    Value::String(text) if name == "$ref" => rename_reference(text, from, to),
                    Value::Object(mapping) if name == "mapping" => {
                        for value in mapping.values_mut() {
                            if let Value::String(text) = value {
                                rename_reference(text, from, to);
                            }
                        }
                    }
                    other => rename_references(other, from, to),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| rename_references(item, from, to)),
        _ => {}
    }
}

fn rename_reference(text: &mut String, from: &str, to: &str) {
    let rest = text.strip_prefix('#').and_then(|pointer| pointer.strip_prefix(from));
    if let Some(rest) = rest.filter(|rest| rest.is_empty() || rest.starts_with('/')) {
        *text = format!("#{to}{rest}");
    }
}

/// The operations that stand at another path in the new document: their method and both paths.
pub(super) fn operations(old: &Value, new: &Value) -> Vec<(&'static str, String, String)> {
    let mut moved = Vec::new();
    for method in METHODS {
        let only = |document: &'_ Value, other: &Value| -> Vec<String> {
            let other = other.get("paths");
            let paths = document.get("paths").and_then(Value::as_object).into_iter().flatten();
            let is_only = |path: &str| other.is_none_or(|other| other.get(path).is_none_or(|item| item.get(method).is_none()));
            paths.filter(|(path, item)| item.get(method).is_some() && is_only(path)).map(|(path, _)| path.clone()).collect()
        };
        let (gone, come) = (only(old, new), only(new, old));
        let mut by_id: FxHashMap<&str, &String> = FxHashMap::default();
        let operation = |document: &'_ Value, path: &str| document.get("paths")?.get(path)?.get(method).cloned();
        for path in &come {
            let id = new.get("paths").and_then(|paths| paths.get(path)?.get(method)?.get("operationId")?.as_str());
            by_id.extend(id.map(|id| (id, path)));
        }
        for path in gone {
            let Some(value) = operation(old, &path) else { continue };
            let by_shape = || {
                let mut fitting = come.iter().filter(|other| shape(other) == shape(&path));
                fitting.next().filter(|_| fitting.next().is_none())
            };
            let by_content = || {
                let mut fitting = come.iter().filter(|other| operation(new, other).as_ref() == Some(&value));
                fitting.next().filter(|_| fitting.next().is_none())
            };
            let id = value.get("operationId").and_then(Value::as_str);
            let to = id.and_then(|id| by_id.get(id).copied()).or_else(by_shape).or_else(by_content);
            let is_free = |to: &String| !moved.iter().any(|(known, _, other)| *known == method && other == to);
            if let Some(to) = to.filter(|to| is_free(to)) {
                moved.push((method, path, to.clone()));
            }
        }
    }
    moved
}

/// A path without the names of its parameters.
pub(super) fn shape(path: &str) -> String {
    let segment =
        |segment: &str| if segment.starts_with('{') && segment.ends_with('}') { "{}".to_owned() } else { segment.to_owned() };
    path.split('/').map(segment).collect::<Vec<_>>().join("/")
}
