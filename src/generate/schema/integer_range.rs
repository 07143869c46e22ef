//! The formats `int32` and `int64` as bounds (OpenAPI Format Registry): checkers of JSON Schema know no formats of numbers. What is
//! added is marked, so that who breaks it is told of the format.

use serde_json::{Map, Value, json};

/// In a schema: the bounds that its format gave it.
const ADDED: &str = "x-bounds-of-format";

/// Members whose values are no schemas.
const DATA: [&str; 5] = ["enum", "const", "default", "example", "examples"];

/// Members whose members are schemas, whatever they are called.
const NAMED: [&str; 4] = ["properties", "patternProperties", "dependentSchemas", "$defs"];

/// Adds the bounds to all schemas in a document whose format has some, where they have none of their own.
pub(super) fn add_integer_ranges(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            let range = match members.get("format").and_then(Value::as_str) {
                Some("int32") => Some((json!(i32::MIN), json!(i32::MAX))),
                Some("int64") => Some((json!(i64::MIN), json!(i64::MAX))),
                _ => None,
            };
            if let Some((lowest, highest)) = range {
                add(members, lowest, highest);
            }
            for (keyword, value) in members.iter_mut().filter(|(keyword, _)| !DATA.contains(&keyword.as_str())) {
                match value {
                    Value::Object(named) if NAMED.contains(&keyword.as_str()) => named.values_mut().for_each(add_integer_ranges),
                    value => add_integer_ranges(value),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(add_integer_ranges),
        _ => {}
    }
}

fn add(members: &mut Map<String, Value>, lowest: Value, highest: Value) {
    let mut added = Vec::new();
    for (keyword, bound) in [("minimum", lowest), ("maximum", highest)] {
        if !members.contains_key(keyword) {
            members.insert(keyword.to_owned(), bound);
            added.push(keyword);
        }
    }
    members.insert(ADDED.to_owned(), json!(added));
}

/// If the keyword at a pointer into such a document was added: where its schema stands, and the format.
pub(super) fn range_of_format<'d, 'p>(document: &'d Value, pointer: &'p str) -> Option<(&'p str, &'d str)> {
    let (schema, keyword) = pointer.rsplit_once('/')?;
    let members = document.pointer(schema)?;
    let is_added = members.get(ADDED)?.as_array()?.iter().any(|added| added == keyword);
    Some((schema, members.get("format")?.as_str()?)).filter(|_| is_added)
}
