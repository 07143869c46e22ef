//! How many limits of a schema exclude each other, at least: if those are more than there are answers, not all of them can appear.
//! Counted along one way through a schema at a time: a value at a place has one of its types, is one of the branches that have
//! nothing in common, has one of the listed values, or is not there.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::SchemaPlan;

/// How many limits exclude each other, down to some levels.
pub(super) fn exclusive(plan: &SchemaPlan, levels: usize) -> usize {
    let counting = Counting { document: plan.json_schema() };
    counting.document.pointer(plan.place()).map_or(1, |schema| counting.count(schema, levels))
}

struct Counting<'p> {
    document: &'p Value,
}

impl Counting<'_> {
    fn count(&self, schema: &Value, levels: usize) -> usize {
        let parts = self.parts(schema);
        let listed = parts.iter().filter_map(|part| listed(part)).map(|values| values.len());
        let offered = parts.iter().flat_map(|part| ["anyOf", "oneOf"].map(|keyword| part.get(keyword)));
        let offered = offered.flatten().filter_map(Value::as_array).map(|branches| self.branches(branches, levels));
        let by_type = parts.iter().map(|part| self.by_type(part, &parts, levels));
        match listed.min() {
            Some(count) => count.max(1),
            None => offered.chain(by_type).max().unwrap_or(1).max(1),
        }
    }

    /// All that is demanded of a value without a choice.
    fn parts<'v>(&'v self, schema: &'v Value) -> Vec<&'v Map<String, Value>> {
        let mut parts: Vec<&Map<String, Value>> = Vec::new();
        let mut waiting = vec![schema];
        while let Some(part) = waiting.pop().and_then(Value::as_object) {
            if parts.iter().any(|other| std::ptr::eq(*other, part)) {
                continue;
            }
            parts.push(part);
            let reference = part.get("$ref").and_then(Value::as_str).and_then(|reference| reference.strip_prefix('#'));
            waiting.extend(reference.and_then(|pointer| self.document.pointer(pointer)));
            waiting.extend(part.get("allOf").and_then(Value::as_array).into_iter().flatten());
        }
        parts
    }

    /// The sum where no value is of two branches.
    fn branches(&self, branches: &[Value], levels: usize) -> usize {
        let counts = branches.iter().map(|branch| self.count(branch, levels));
        let pairs =
            || branches.iter().enumerate().flat_map(|(at, one)| branches.iter().skip(at + 1).map(move |other| (one, other)));
        if pairs().all(|(one, other)| self.are_apart(one, other)) { counts.sum() } else { counts.max().unwrap_or(1) }
    }

    /// Whether two schemas differ in their types, or in the values of a member that both require.
    fn are_apart(&self, one: &Value, other: &Value) -> bool {
        let (one, other) = (self.parts(one), self.parts(other));
        if let (Some(one), Some(other)) = (all_types(&one), all_types(&other))
            && one.is_disjoint(&other)
        {
            return true;
        }
        let values = |parts: &[&Map<String, Value>], name: &str| {
            let members = parts.iter().filter_map(|part| part.get("properties")?.get(name));
            let mut described = members.flat_map(|member| self.parts(member));
            described.find_map(|part| listed(part).map(<[Value]>::to_vec))
        };
        let (of_one, of_other) = (required(&one), required(&other));
        let mut both = of_one.intersection(&of_other);
        both.any(|name| match (values(&one, name), values(&other, name)) {
            (Some(one), Some(other)) => !one.iter().any(|value| other.contains(value)),
            _ => false,
        })
    }

    fn by_type(&self, part: &Map<String, Value>, parts: &[&Map<String, Value>], levels: usize) -> usize {
        let bounds = |keywords: &[&str], least: Option<u64>| {
            let mut found: BTreeSet<String> = least.iter().map(u64::to_string).collect();
            found.extend(keywords.iter().filter_map(|keyword| part.get(*keyword)).map(Value::to_string));
            found.len().max(1)
        };
        let is_free = !part.contains_key("pattern") && !part.contains_key("format");
        let count = |name: &str| match name {
            "boolean" => 2,
            "string" => bounds(&["minLength", "maxLength"], (is_free && !part.contains_key("minLength")).then_some(0)),
            "integer" | "number" => bounds(&["minimum", "maximum"], None),
            "array" => bounds(&["minItems"], (!part.contains_key("minItems")).then_some(0)),
            "object" if levels > 0 => {
                let members = part.get("properties").and_then(Value::as_object).into_iter().flatten();
                let required = required(parts);
                let is_hidden =
                    |member: &Value| self.parts(member).iter().any(|part| part.get("writeOnly") == Some(&Value::Bool(true)));
                let shown = members.filter(|(_, member)| !is_hidden(member));
                let counts =
                    shown.map(|(name, member)| self.count(member, levels - 1) + usize::from(!required.contains(name.as_str())));
                counts.max().unwrap_or(1)
            }
            _ => 1,
        };
        types(part).into_iter().map(count).sum()
    }
}

fn types(part: &Map<String, Value>) -> BTreeSet<&str> {
    match part.get("type") {
        Some(Value::String(name)) => BTreeSet::from([name.as_str()]),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ => BTreeSet::new(),
    }
}

fn all_types<'v>(parts: &[&'v Map<String, Value>]) -> Option<BTreeSet<&'v str>> {
    parts.iter().map(|part| types(part)).find(|types| !types.is_empty())
}

fn required<'v>(parts: &[&'v Map<String, Value>]) -> BTreeSet<&'v str> {
    let names = parts.iter().filter_map(|part| part.get("required")).filter_map(Value::as_array);
    names.flatten().filter_map(Value::as_str).collect()
}

fn listed(part: &Map<String, Value>) -> Option<&[Value]> {
    part.get("const").map(std::slice::from_ref).or_else(|| part.get("enum").and_then(Value::as_array).map(Vec::as_slice))
}
