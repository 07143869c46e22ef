//! The limits that a schema sets, read from the schema itself, apart from the code that goes to them, and which of them answers
//! have shown.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::SchemaPlan;

/// How deep a schema is looked into.
const MAX_DEPTH: usize = 4;

/// More limits of one schema are not looked for.
const MAX_LIMITS: usize = 50_000;

/// A limit of the values at a place.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Limit {
    Length(u64),
    Items(u64),
    Number(f64),
    Is(Value),
    With(String),
    Without(String),
}

impl Limit {
    fn is_shown_by(&self, value: &Value) -> bool {
        let count = |count: usize| u64::try_from(count).unwrap();
        match (self, value) {
            (Self::Length(length), Value::String(text)) => count(text.chars().count()) == *length,
            (Self::Items(items), Value::Array(array)) => count(array.len()) == *items,
            (Self::Number(limit), Value::Number(number)) => number.as_f64() == Some(*limit),
            (Self::Is(wanted), value) => wanted == value,
            (Self::With(name), Value::Object(members)) => members.contains_key(name),
            (Self::Without(name), Value::Object(members)) => !members.contains_key(name),
            _ => false,
        }
    }
}

/// The limits of the values at a place and at those inside it.
#[derive(Debug, Default)]
pub(super) struct Place {
    /// The limits, and whether an answer has shown them.
    limits: Vec<(Limit, bool)>,
    members: BTreeMap<String, Place>,
    items: Option<Box<Place>>,
    /// In how many answers there can be a value here, where that says something.
    room: Option<usize>,
}

impl Place {
    /// The limits that a plan's schema sets, where `answers` are made.
    pub(super) fn of(plan: &SchemaPlan, answers: usize) -> Self {
        let mut reader = Reader { plan, left: MAX_LIMITS };
        reader.place(plan.place(), &[], 0, Some(answers))
    }

    /// Notes which limits a value shows.
    pub(super) fn look_at(&mut self, value: &Value) {
        self.limits.iter_mut().for_each(|(limit, is_shown)| *is_shown = *is_shown || limit.is_shown_by(value));
        match value {
            Value::Object(members) => {
                for (name, place) in &mut self.members {
                    members.get(name).into_iter().for_each(|member| place.look_at(member));
                }
            }
            Value::Array(items) => {
                self.items.iter_mut().for_each(|place| items.iter().for_each(|item| place.look_at(item)));
            }
            _ => {}
        }
    }

    /// How many limits there are, how many of them there is room for, and how many were shown.
    pub(super) fn count(&self) -> [usize; 3] {
        let all = self.limits.len();
        let shown = self.limits.iter().filter(|(_, is_shown)| *is_shown).count();
        // Listed values exclude each other: there can be no more of them than answers.
        let listed = self.limits.iter().filter(|(limit, _)| matches!(limit, Limit::Is(_))).count();
        let without_room = self.room.map_or(0, |room| listed.saturating_sub(room));
        let inside = self.members.values().chain(self.items.as_deref()).map(Self::count);
        inside.fold([all, all - without_room, shown], |sum, inside| std::array::from_fn(|index| sum[index] + inside[index]))
    }

    /// The limits that no answer has shown, where there was room for them.
    pub(super) fn missing(&self, path: &str, found: &mut Vec<String>) {
        let [_, room, shown] = Self { limits: self.limits.clone(), room: self.room, ..Self::default() }.count();
        if shown < room {
            let missing = self.limits.iter().filter(|(_, is_shown)| !is_shown);
            found.extend(missing.take(room - shown).map(|(limit, _)| format!("{path} {limit:?}")));
        }
        self.members.iter().for_each(|(name, place)| place.missing(&format!("{path}/{name}"), found));
        self.items.iter().for_each(|place| place.missing(&format!("{path}/*"), found));
    }
}

/// Reads the limits of places that are described by plain keywords, which leave no doubt about what is allowed.
struct Reader<'p> {
    plan: &'p SchemaPlan,
    left: usize,
}

impl<'p> Reader<'p> {
    fn place(&mut self, schema: &str, around: &[&'p Map<String, Value>], depth: usize, room: Option<usize>) -> Place {
        let plan = self.plan;
        let mut place = Place { room, ..Place::default() };
        let Some((at, keywords)) = followed(plan.json_schema(), schema) else { return place };
        // Where a schema is inside itself, answers end.
        if depth > MAX_DEPTH || !is_plain(keywords) || around.iter().any(|outer| std::ptr::eq(*outer, keywords)) {
            return place;
        }
        let around: Vec<&Map<String, Value>> = around.iter().copied().chain([keywords]).collect();
        let mut add = |limit: Limit| {
            if self.left > 0 {
                self.left -= 1;
                place.limits.push((limit, false));
            }
        };
        if let Some(values) = keywords.get("enum").and_then(Value::as_array) {
            let typed = |value: &&Value| keywords.get("type").is_none_or(|types| has_type(types, value));
            values.iter().filter(typed).for_each(|value| add(Limit::Is(value.clone())));
            return place;
        }
        // Of what nothing satisfies there is none.
        if keywords.contains_key("items") && !plan.can_build(&format!("{at}/items")) {
            return place;
        }
        let types: Vec<&str> = match keywords.get("type") {
            Some(Value::String(name)) => vec![name],
            Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
            _ => return place,
        };
        let number = |keyword: &str| keywords.get(keyword).and_then(Value::as_u64);
        let is_plain_object = keywords.keys().all(|keyword| !OBJECTS.contains(&keyword.as_str()));
        let is_plain_list = keywords.keys().all(|keyword| !ARRAYS.contains(&keyword.as_str()));
        let mut optional: BTreeSet<&str> = BTreeSet::new();
        for name in &types {
            match *name {
                "null" => add(Limit::Is(Value::Null)),
                "boolean" => [true, false].into_iter().for_each(|flag| add(Limit::Is(flag.into()))),
                "string" if !keywords.contains_key("pattern") && !keywords.contains_key("format") => {
                    add(Limit::Length(number("minLength").unwrap_or(0)));
                    if let Some(most) = number("maxLength").filter(|most| *most <= 1_000) {
                        add(Limit::Length(most));
                    }
                }
                "integer" | "number" if !keywords.contains_key("multipleOf") && !keywords.contains_key("format") => {
                    let bounds = ["minimum", "maximum"].into_iter().filter_map(|keyword| keywords.get(keyword)?.as_f64());
                    let whole = |bound: &f64| *name == "number" || bound.fract() == 0.0;
                    let exclusive = keywords.contains_key("exclusiveMinimum") || keywords.contains_key("exclusiveMaximum");
                    bounds.filter(|bound| whole(bound) && !exclusive).for_each(|bound| add(Limit::Number(bound)));
                }
                "array" if is_plain_list => {
                    add(Limit::Items(number("minItems").unwrap_or(0)));
                    if let Some(most) = number("maxItems").filter(|most| *most <= 100) {
                        add(Limit::Items(most));
                    }
                }
                "object" if is_plain_object => {
                    let required: BTreeSet<&str> = keywords
                        .get("required")
                        .and_then(Value::as_array)
                        .into_iter()
                        .flatten()
                        .filter_map(Value::as_str)
                        .collect();
                    for member in keywords.get("properties").and_then(Value::as_object).into_iter().flat_map(Map::keys) {
                        let schema = member_at(&at, member);
                        let inner = followed(plan.json_schema(), &schema).map(|(_, inner)| inner);
                        let is_hidden = inner.is_none_or(|inner| inner.contains_key("writeOnly"));
                        let repeats = around.iter().any(|outer| inner.is_some_and(|inner| std::ptr::eq(*outer, inner)));
                        if !is_hidden && !repeats && !required.contains(member.as_str()) && plan.can_build(&schema) {
                            optional.insert(member);
                            add(Limit::With(member.clone()));
                            add(Limit::Without(member.clone()));
                        }
                    }
                }
                _ => {}
            }
        }
        if self.left == 0 {
            return place;
        }
        // Answers in which it is null have nothing inside.
        let room = room.map(|room| room.saturating_sub(types.len() - 1));
        if keywords.get("type") == Some(&Value::from("object")) && is_plain_object {
            for name in keywords.get("properties").and_then(Value::as_object).into_iter().flat_map(Map::keys) {
                let schema = member_at(&at, name);
                let is_hidden = followed(plan.json_schema(), &schema).is_none_or(|(_, inner)| inner.contains_key("writeOnly"));
                if !is_hidden && plan.can_build(&schema) {
                    let room = room.map(|room| room.saturating_sub(usize::from(optional.contains(name.as_str()))));
                    let inside = self.place(&schema, &around, depth + 1, room);
                    place.members.insert(name.clone(), inside);
                }
            }
        }
        if keywords.get("type") == Some(&Value::from("array")) && is_plain_list && keywords.contains_key("items") {
            // A list shows several at once.
            place.items = Some(Box::new(self.place(&format!("{at}/items"), &around, depth + 1, None)));
        }
        place
    }
}

/// Keywords beside which the limits of an array are no simple matter.
const ARRAYS: [&str; 6] = ["prefixItems", "contains", "minContains", "maxContains", "uniqueItems", "unevaluatedItems"];

/// The same for objects.
const OBJECTS: [&str; 8] = [
    "patternProperties",
    "propertyNames",
    "minProperties",
    "maxProperties",
    "dependentRequired",
    "dependentSchemas",
    "unevaluatedProperties",
    "additionalProperties",
];

/// Where the schema of a member stands.
fn member_at(schema: &str, member: &str) -> String {
    format!("{schema}/properties/{}", crate::generate::json_pointer::token(member))
}

/// The schema at a pointer, behind its references, and where that is.
fn followed<'d>(document: &'d Value, pointer: &str) -> Option<(String, &'d Map<String, Value>)> {
    let mut pointer = pointer.to_owned();
    for _ in 0..8 {
        let schema = document.pointer(&pointer)?.as_object()?;
        match schema.get("$ref").and_then(Value::as_str) {
            Some(reference) if schema.keys().all(|keyword| keyword == "$ref") => {
                pointer = reference.strip_prefix('#')?.to_owned();
            }
            Some(_) => return None,
            None => return Some((pointer, schema)),
        }
    }
    None
}

fn is_plain(keywords: &Map<String, Value>) -> bool {
    ["allOf", "anyOf", "oneOf", "not", "if", "const", "$ref", "contentEncoding", "contentMediaType"]
        .iter()
        .all(|keyword| !keywords.contains_key(*keyword))
}

fn has_type(types: &Value, value: &Value) -> bool {
    let is = |name: &str| match value {
        Value::Null => name == "null",
        Value::Bool(_) => name == "boolean",
        Value::Number(number) => name == "number" || name == "integer" && !number.is_f64(),
        Value::String(_) => name == "string",
        Value::Array(_) => name == "array",
        Value::Object(_) => name == "object",
    };
    match types {
        Value::String(name) => is(name),
        Value::Array(names) => names.iter().filter_map(Value::as_str).any(is),
        _ => true,
    }
}
