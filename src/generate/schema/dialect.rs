//! Every dialect is first turned into JSON Schema 2020-12, so that all the rest knows one language. What a schema says in a
//! form that its dialect does not know (a length that is text, a pattern that no engine reads) is left out and reported.

use std::collections::BTreeSet;

use serde_json::{Map, Number, Value, json};

use super::options::{Access, Dialect, SchemaError};
use super::reference::base_within;
use crate::generate::json_pointer::token;

/// Deeper nested schemas than any parser reads are taken as "anything".
const MAX_NESTING: usize = 120;

/// Beside a `oneOf` with a discriminator: for each branch, the discriminator's values that stand for it.
pub(super) const BRANCH_NAMES: &str = "x-branch-names";

/// A schema of any dialect as JSON Schema 2020-12. References are kept as they are.
pub fn to_json_schema(schema: &Value, dialect: Dialect, access: Access) -> Value {
    let mut unchanged = Unchanged;
    let mut conversion = Conversion { dialect, access, references: &mut unchanged, problems: Vec::new() };
    conversion.convert(schema, "", "", &BTreeSet::new(), 0)
}

/// What a conversion does with references.
pub(super) trait References {
    /// How the reference is written in the result; nothing if it leads nowhere.
    fn rewritten(&mut self, base: &str, reference: &str, dynamic: bool) -> Option<String>;
    /// The schema that comes next is in a resource of this address; [`leave`](Self::leave) ends it.
    fn enter(&mut self, base: &str);
    /// Ends what was entered last.
    fn leave(&mut self);
    /// Whether the schema that the reference leads to carries a keyword with the value `true`.
    fn is_marked(&self, base: &str, reference: &str, keyword: &str) -> bool;
}

struct Unchanged;

impl References for Unchanged {
    fn rewritten(&mut self, _base: &str, reference: &str, _dynamic: bool) -> Option<String> {
        Some(reference.to_owned())
    }

    fn enter(&mut self, _base: &str) {}

    fn leave(&mut self) {}

    fn is_marked(&self, _base: &str, _reference: &str, _keyword: &str) -> bool {
        false
    }
}

/// A conversion under way.
pub(super) struct Conversion<'c> {
    pub(super) dialect: Dialect,
    pub(super) access: Access,
    pub(super) references: &'c mut dyn References,
    pub(super) problems: Vec<SchemaError>,
}

impl Conversion<'_> {
    /// Converts a schema that stands at a pointer, in a part with an address. `hidden` are members that the schema around
    /// it (of which this is an `allOf` branch) leaves out.
    pub(super) fn convert(
        &mut self,
        schema: &Value,
        pointer: &str,
        base: &str,
        hidden: &BTreeSet<String>,
        depth: usize,
    ) -> Value {
        let source = match schema {
            Value::Object(source) if depth <= MAX_NESTING => source,
            Value::Bool(_) => return schema.clone(),
            _ => {
                self.problem(pointer, "This is not a schema: write an object, true or false. It is taken as \"anything\"");
                return Value::Bool(true);
            }
        };
        let stands_alone = self.dialect.reference_stands_alone() && source.get("$ref").is_some_and(Value::is_string);
        let outer = base;
        let base = if stands_alone || !self.dialect.names_resources() { base.to_owned() } else { base_within(schema, base) };
        let is_resource = base != outer;
        if is_resource {
            self.references.enter(&base);
        }
        let mut result = Map::new();
        for (keyword, dynamic) in [("$ref", false), ("$dynamicRef", true), ("$recursiveRef", true)] {
            if let Some(reference) = source.get(keyword).and_then(Value::as_str) {
                match self.references.rewritten(&base, reference, dynamic) {
                    Some(rewritten) if result.contains_key("$ref") => {
                        result.insert("allOf".to_owned(), json!([{"$ref": rewritten}]));
                    }
                    Some(rewritten) => drop(result.insert("$ref".to_owned(), Value::String(rewritten))),
                    None => self.problem(
                        &format!("{pointer}/{keyword}"),
                        format!("{reference:?} leads nowhere within this document. It is taken as \"anything\""),
                    ),
                }
            }
        }
        if stands_alone {
            return Value::Object(result);
        }
        let mut hidden = hidden.clone();
        self.collect_hidden(source, &base, 0, &mut hidden);
        for (keyword, value) in source {
            let place = format!("{pointer}/{}", token(keyword));
            self.keyword(keyword, value, &place, &base, &hidden, depth, source, &mut result);
        }
        self.limits(source, pointer, &mut result);
        self.arrays(source, pointer, &base, depth, &mut result);
        self.nullable(source, &mut result);
        self.branch_names(source, &base, &mut result);
        if is_resource {
            self.references.leave();
        }
        Value::Object(result)
    }

    fn problem(&mut self, pointer: &str, message: impl Into<String>) {
        self.problems.push(SchemaError { pointer: pointer.to_owned(), message: message.into() });
    }

    #[expect(clippy::too_many_arguments, reason = "one keyword in all its surroundings")]
    fn keyword(
        &mut self,
        keyword: &str,
        value: &Value,
        place: &str,
        base: &str,
        hidden: &BTreeSet<String>,
        depth: usize,
        source: &Map<String, Value>,
        result: &mut Map<String, Value>,
    ) {
        let nothing = BTreeSet::new();
        let converted = match keyword {
            "type" => types(value),
            "enum" => value.as_array().filter(|members| !members.is_empty()).map(|_| value.clone()),
            "const" | "default" | "example" => Some(value.clone()),
            "examples" => value.as_array().map(|_| value.clone()),
            "multipleOf" => value.as_f64().filter(|step| *step > 0.0).map(|_| value.clone()),
            "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties" | "maxProperties" | "minContains"
            | "maxContains" => count(value),
            "uniqueItems" | "readOnly" | "writeOnly" => value.as_bool().map(Value::Bool),
            "pattern" => value.as_str().filter(|pattern| super::pattern::is_readable(pattern)).map(|_| value.clone()),
            "format" | "contentEncoding" | "contentMediaType" => value.as_str().map(|_| value.clone()),
            "required" => value.as_array().map(|_| {
                let mut names: Vec<&str> = Vec::new();
                for name in value.as_array().into_iter().flatten().filter_map(Value::as_str) {
                    if !names.contains(&name) && !hidden.contains(name) {
                        names.push(name);
                    }
                }
                json!(names)
            }),
            "allOf" | "anyOf" | "oneOf" => match value.as_array() {
                Some(branches) if !branches.is_empty() => {
                    let passed = if keyword == "allOf" { hidden } else { &nothing };
                    let mut converted = Vec::new();
                    for (index, branch) in branches.iter().enumerate() {
                        converted.push(self.convert(branch, &format!("{place}/{index}"), base, passed, depth + 1));
                    }
                    if keyword == "allOf"
                        && let Some(Value::Array(earlier)) = result.get_mut("allOf")
                    {
                        converted.append(earlier);
                    }
                    Some(Value::Array(converted))
                }
                _ => None,
            },
            "not"
            | "if"
            | "then"
            | "else"
            | "contains"
            | "propertyNames"
            | "additionalProperties"
            | "unevaluatedItems"
            | "unevaluatedProperties" => Some(self.convert(value, place, base, &nothing, depth + 1)),
            "properties" | "patternProperties" | "dependentSchemas" => match value.as_object() {
                Some(members) => {
                    let mut converted = Map::new();
                    for (name, member) in members {
                        let inner = format!("{place}/{}", token(name));
                        if keyword == "patternProperties" && !super::pattern::is_readable(name) {
                            self.problem(&inner, "This is not a regular expression. The property is left out of account");
                            continue;
                        }
                        converted.insert(name.clone(), self.convert(member, &inner, base, &nothing, depth + 1));
                    }
                    Some(Value::Object(converted))
                }
                None => None,
            },
            "dependentRequired" => value.as_object().map(|members| Value::Object(required_lists(members))),
            "dependencies" => match value.as_object() {
                Some(members) => {
                    self.dependencies(members, place, base, depth, result);
                    return;
                }
                None => None,
            },
            // Handled together, elsewhere; or without a meaning for values.
            _ => return,
        };
        // A draft-4 or OpenAPI description of a property named like a keyword is no keyword; nor is `required: true`.
        match converted {
            Some(converted) => drop(result.insert(keyword.to_owned(), converted)),
            None if keyword == "type" && source.get("type").is_some_and(|kind| kind == "any") => {}
            None => self.problem(place, format!("This cannot be used as {keyword}. It is left out of account")),
        }
    }

    /// `minimum` and its kin, with the boolean `exclusiveMinimum` of draft 4 and OpenAPI.
    fn limits(&mut self, source: &Map<String, Value>, pointer: &str, result: &mut Map<String, Value>) {
        for (keyword, exclusive) in [("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")] {
            let limit = source.get(keyword).filter(|limit| limit.is_number());
            if source.contains_key(keyword) && limit.is_none() {
                self.problem(
                    &format!("{pointer}/{keyword}"),
                    format!("This cannot be used as {keyword}. It is left out of account"),
                );
            }
            match (limit, source.get(exclusive)) {
                (Some(limit), Some(Value::Bool(true))) => drop(result.insert(exclusive.to_owned(), limit.clone())),
                (Some(limit), other) => {
                    result.insert(keyword.to_owned(), limit.clone());
                    if let Some(other @ Value::Number(_)) = other {
                        result.insert(exclusive.to_owned(), other.clone());
                    }
                }
                (None, Some(other @ Value::Number(_))) => drop(result.insert(exclusive.to_owned(), other.clone())),
                (None, _) => {}
            }
        }
    }

    /// `items` and `prefixItems`, with the older list form of `items`.
    fn arrays(&mut self, source: &Map<String, Value>, pointer: &str, base: &str, depth: usize, result: &mut Map<String, Value>) {
        let nothing = BTreeSet::new();
        let (prefix_keyword, rest_keyword) = if source.get("items").is_some_and(Value::is_array) {
            ("items", "additionalItems")
        } else {
            ("prefixItems", "items")
        };
        if let Some(Value::Array(places)) = source.get(prefix_keyword).filter(|places| **places != json!([])) {
            let mut converted = Vec::new();
            for (index, place) in places.iter().enumerate() {
                converted.push(self.convert(place, &format!("{pointer}/{prefix_keyword}/{index}"), base, &nothing, depth + 1));
            }
            result.insert("prefixItems".to_owned(), Value::Array(converted));
        }
        if let Some(rest) = source.get(rest_keyword) {
            let converted = self.convert(rest, &format!("{pointer}/{rest_keyword}"), base, &nothing, depth + 1);
            result.insert("items".to_owned(), converted);
        }
    }

    fn dependencies(
        &mut self,
        members: &Map<String, Value>,
        place: &str,
        base: &str,
        depth: usize,
        result: &mut Map<String, Value>,
    ) {
        let mut schemas = Map::new();
        for (name, schema) in members.iter().filter(|(_, member)| member.is_object() || member.is_boolean()) {
            let inner = format!("{place}/{}", token(name));
            schemas.insert(name.clone(), self.convert(schema, &inner, base, &BTreeSet::new(), depth + 1));
        }
        for (keyword, converted) in [("dependentRequired", required_lists(members)), ("dependentSchemas", schemas)] {
            if !converted.is_empty() {
                result.entry(keyword).or_insert(Value::Object(converted));
            }
        }
    }

    /// OpenAPI's `nullable` adds null to the type, or to the branches where there is no type.
    fn nullable(&mut self, source: &Map<String, Value>, result: &mut Map<String, Value>) {
        let marked = |keyword| source.get(keyword).and_then(Value::as_bool) == Some(true);
        if !(marked("nullable") || self.dialect.is_early_openapi() && marked("x-nullable")) {
            return;
        }
        if !(self.dialect.is_early_openapi() || self.dialect == Dialect::OpenApi31) {
            return;
        }
        match result.get_mut("type") {
            Some(one @ Value::String(_)) => *one = json!([one.take(), "null"]),
            Some(Value::Array(several)) if !several.contains(&json!("null")) => several.push(json!("null")),
            Some(_) => {}
            None => {
                for keyword in ["anyOf", "oneOf"] {
                    if let Some(Value::Array(branches)) = result.get_mut(keyword) {
                        branches.push(json!({"type": "null"}));
                        break;
                    }
                }
            }
        }
    }

    /// Which values of a discriminator stand for which branch.
    fn branch_names(&mut self, source: &Map<String, Value>, base: &str, result: &mut Map<String, Value>) {
        let Some(discriminator) = source.get("discriminator").and_then(Value::as_object) else { return };
        let Some(property) = discriminator.get("propertyName").and_then(Value::as_str) else { return };
        let Some(branches) = source.get("oneOf").or_else(|| source.get("anyOf")).and_then(Value::as_array) else { return };
        let mapping = discriminator.get("mapping").and_then(Value::as_object);
        let last_step = |reference: &str| reference.rsplit('/').next().unwrap_or_default().to_owned();
        let mut names: Vec<Vec<String>> = Vec::new();
        for branch in branches {
            let Some(reference) = branch.get("$ref").and_then(Value::as_str) else {
                names.push(Vec::new());
                continue;
            };
            let mapped: Vec<String> = mapping
                .into_iter()
                .flatten()
                .filter(|(_, target)| target.as_str().is_some_and(|target| target == reference || target == last_step(reference)))
                .map(|(name, _)| name.clone())
                .collect();
            names.push(if mapped.is_empty() { vec![last_step(reference)] } else { mapped });
        }
        let _ = base;
        result.insert(BRANCH_NAMES.to_owned(), json!({"property": property, "names": names}));
    }

    /// The members that this side does not send: they are not required of it either.
    fn collect_hidden(&self, source: &Map<String, Value>, base: &str, depth: usize, hidden: &mut BTreeSet<String>) {
        let keyword = match self.access {
            Access::Read => "writeOnly",
            Access::Write => "readOnly",
            Access::Both => return,
        };
        for (name, member) in source.get("properties").and_then(Value::as_object).into_iter().flatten() {
            let marked = member.get(keyword).and_then(Value::as_bool) == Some(true);
            let reference = member.get("$ref").and_then(Value::as_str);
            if marked || reference.is_some_and(|reference| self.references.is_marked(base, reference, keyword)) {
                hidden.insert(name.clone());
            }
        }
        if depth < 8 {
            for branch in source.get("allOf").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object) {
                self.collect_hidden(branch, base, depth + 1, hidden);
            }
        }
    }
}

fn types(value: &Value) -> Option<Value> {
    let known = |name: &str| matches!(name, "null" | "boolean" | "integer" | "number" | "string" | "array" | "object");
    match value {
        Value::String(name) if known(name) => Some(value.clone()),
        // OpenAPI 2.0's uploads and downloads are text as far as a value is concerned.
        Value::String(name) if name == "file" => Some(json!("string")),
        Value::Array(names) if !names.is_empty() => {
            let mut unique: Vec<&str> = Vec::new();
            for name in names {
                let name = name.as_str().filter(|name| known(name))?;
                if !unique.contains(&name) {
                    unique.push(name);
                }
            }
            Some(json!(unique))
        }
        _ => None,
    }
}

fn count(value: &Value) -> Option<Value> {
    if let Some(count) = value.as_u64() {
        return Some(Value::Number(Number::from(count)));
    }
    let count = value.as_f64().filter(|count| *count >= 0.0 && count.fract() == 0.0)?;
    // Saturates: no value is ever that large.
    Some(Value::Number(Number::from(count as u64)))
}

fn required_lists(members: &Map<String, Value>) -> Map<String, Value> {
    let mut lists = Map::new();
    for (name, list) in members {
        let mut unique: Vec<&str> = Vec::new();
        match list {
            Value::Array(items) => {
                for item in items.iter().filter_map(Value::as_str) {
                    if !unique.contains(&item) {
                        unique.push(item);
                    }
                }
            }
            Value::String(one) => unique.push(one),
            _ => continue,
        }
        lists.insert(name.clone(), json!(unique));
    }
    lists
}

#[cfg(test)]
mod tests {
    use super::*;

    fn converted(schema: &Value, dialect: Dialect) -> Value {
        to_json_schema(schema, dialect, Access::Both)
    }

    #[test]
    fn older_forms_become_newer_ones() {
        for (dialect, schema, expected) in [
            (
                Dialect::OpenApi30,
                json!({"type": "number", "minimum": 1, "exclusiveMinimum": true, "nullable": true}),
                json!({"type": ["number", "null"], "exclusiveMinimum": 1}),
            ),
            (Dialect::OpenApi30, json!({"$ref": "#/a", "nullable": true}), json!({"$ref": "#/a"})),
            (Dialect::OpenApi31, json!({"$ref": "#/a", "minLength": 1}), json!({"$ref": "#/a", "minLength": 1})),
            (
                Dialect::Draft7,
                json!({"items": [{"type": "null"}], "additionalItems": false}),
                json!({"prefixItems": [{"type": "null"}], "items": false}),
            ),
            (
                Dialect::Draft4,
                json!({"dependencies": {"a": ["b"], "c": {"required": ["d"]}}}),
                json!({"dependentRequired": {"a": ["b"]}, "dependentSchemas": {"c": {"required": ["d"]}}}),
            ),
            (Dialect::OpenApi20, json!({"type": "file"}), json!({"type": "string"})),
            (Dialect::Draft7, json!({"minLength": "3", "pattern": "(", "maxLength": 2.0}), json!({"maxLength": 2})),
        ] {
            assert_eq!(converted(&schema, dialect), expected, "{schema}");
        }
    }

    #[test]
    fn members_of_the_other_side_are_not_required() {
        let schema = json!({
            "required": ["id", "name"],
            "properties": {"id": {"readOnly": true}, "name": {}, "secret": {"writeOnly": true}},
            "allOf": [{"required": ["id", "secret"]}],
        });
        let request = to_json_schema(&schema, Dialect::OpenApi30, Access::Write);
        assert_eq!((&request["required"], &request["allOf"][0]["required"]), (&json!(["name"]), &json!(["secret"])));
        let response = to_json_schema(&schema, Dialect::OpenApi30, Access::Read);
        assert_eq!((&response["required"], &response["allOf"][0]["required"]), (&json!(["id", "name"]), &json!(["id"])));
    }
}
