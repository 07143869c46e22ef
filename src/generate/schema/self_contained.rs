//! Schemas that need no document any more: each with the parts it refers to, under the names that these had.

use std::collections::{BTreeSet, HashMap, HashSet};

use serde_json::{Map, Value};

use super::{bundle::Bundle, options::SchemaOptions};

/// Where documents keep schemas by name: OpenAPI 3, 2.0, and JSON Schema.
const NAMED: [&str; 4] = ["/components/schemas/", "/definitions/", "/$defs/", "/schemas/"];

/// A part of the bundle that was gathered.
struct Part {
    schema: Value,
    size: usize,
    refers_to: BTreeSet<String>,
}

/// Each schema with all that it refers to in its document, in JSON Schema 2020-12; none where that takes more than `max_bytes`.
pub fn self_contained(schemas: &[&Value], root: &Value, options: &SchemaOptions, max_bytes: usize) -> Vec<Option<Value>> {
    let bundle = Bundle::gather_all(schemas, root, options);
    let names = names(&bundle, schemas.len());
    let Some(Value::Object(gathered)) = bundle.into_document().get_mut("$defs").map(Value::take) else { return Vec::new() };
    let part = |(key, mut schema): (String, Value)| {
        let mut refers_to = BTreeSet::new();
        rename(&mut schema, &names, &mut refers_to);
        let size = serde_json::to_string(&schema).map_or(0, |text| text.len());
        (names.get(&key).cloned().unwrap_or(key), Part { schema, size, refers_to })
    };
    let parts: HashMap<String, Part> = gathered.into_iter().map(part).collect();
    (0..schemas.len()).map(|index| closure(&parts, &format!("s{index}"), max_bytes)).collect()
}

/// What the gathered parts are called from now on, by what they were called: as in the document, where nothing else is.
fn names(bundle: &Bundle, entries: usize) -> HashMap<String, String> {
    let mut taken = HashSet::new();
    let name = |number: usize| {
        let origin = bundle.origin(&format!("/$defs/s{number}"));
        let name = NAMED.iter().find_map(|place| origin.strip_prefix(place))?;
        let is_plain = !name.is_empty() && name.chars().all(|one| one.is_ascii_alphanumeric() || matches!(one, '_' | '-' | '.'));
        // The numbers of the others are names as well.
        (is_plain && !is_numbered(name) && taken.insert(name.to_owned())).then(|| (format!("s{number}"), name.to_owned()))
    };
    (entries..bundle.len()).filter_map(name).collect()
}

fn is_numbered(name: &str) -> bool {
    name.strip_prefix('s').is_some_and(|number| number.parse::<usize>().is_ok())
}

/// Gives references their new names, and notes them.
fn rename(schema: &mut Value, names: &HashMap<String, String>, refers_to: &mut BTreeSet<String>) {
    match schema {
        Value::Object(members) => {
            for (key, value) in members {
                match value.as_str().filter(|_| key == "$ref").and_then(|reference| reference.strip_prefix("#/$defs/")) {
                    Some(part) => {
                        let name = names.get(part).map_or(part, String::as_str).to_owned();
                        *value = Value::from(format!("#/$defs/{name}"));
                        refers_to.insert(name);
                    }
                    None => rename(value, names, refers_to),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| rename(item, names, refers_to)),
        _ => {}
    }
}

/// The part of that name with all that it leads to.
fn closure(parts: &HashMap<String, Part>, entry: &str, max_bytes: usize) -> Option<Value> {
    let start = parts.get(entry)?;
    let mut size = start.size;
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut waiting: Vec<&str> = start.refers_to.iter().map(String::as_str).collect();
    while let Some(name) = waiting.pop() {
        let Some(part) = parts.get(name).filter(|_| seen.insert(name)) else { continue };
        size += part.size;
        if size > max_bytes {
            return None;
        }
        waiting.extend(part.refers_to.iter().map(String::as_str));
    }
    let mut schema = start.schema.clone();
    let definitions: Map<String, Value> =
        seen.into_iter().filter_map(|name| Some((name.to_owned(), parts.get(name)?.schema.clone()))).collect();
    if let Value::Object(members) = &mut schema
        && !definitions.is_empty()
    {
        members.insert("$defs".to_owned(), Value::Object(definitions));
    }
    (size <= max_bytes).then_some(schema)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{super::options::Dialect, *};

    #[test]
    fn a_schema_takes_along_what_it_refers_to_under_its_names_and_nothing_else() {
        let document = json!({"openapi": "3.0.3", "components": {"schemas": {
            "Pet": {"type": "object", "properties": {"owner": {"$ref": "#/components/schemas/Owner"}}},
            "Owner": {"type": "object", "properties": {"pets": {"type": "array", "items": {"$ref": "#/components/schemas/Pet"}}}},
            "s1": {"type": "string", "nullable": true},
            "Unused": {"type": "boolean"}
        }}});
        let list = json!({"type": "array", "items": {"$ref": "#/components/schemas/Pet"}});
        let odd = json!({"$ref": "#/components/schemas/s1"});
        let options = SchemaOptions { dialect: Dialect::OpenApi30, ..SchemaOptions::default() };
        let found = self_contained(&[&list, &odd], &document, &options, 10_000);
        let found: Vec<Value> = found.into_iter().map(Option::unwrap).collect();
        assert_eq!(found[0]["items"], json!({"$ref": "#/$defs/Pet"}));
        assert_eq!(found[0]["$defs"].as_object().unwrap().keys().collect::<Vec<_>>(), ["Owner", "Pet"]);
        let reference = found[1]["$ref"].as_str().unwrap();
        let target = found[1].pointer(&reference[1..]).unwrap();
        assert!(target["type"].as_array().is_some_and(|kinds| kinds.contains(&json!("null"))), "{}", found[1]);
        assert_eq!(self_contained(&[&list], &document, &options, 100), [None]);
    }
}
