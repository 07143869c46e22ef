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
        let room = all - self.room.map_or(0, |room| listed.saturating_sub(room));
        let inside = self.members.values().chain(self.items.as_deref()).map(Self::count);
        inside.fold([all, room, shown.min(room)], |sum, inside| std::array::from_fn(|index| sum[index] + inside[index]))
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

/// A schema, and where it stands.
type Part<'p> = (String, &'p Map<String, Value>);

impl<'p> Reader<'p> {
    fn place(&mut self, schema: &str, around: &[&'p Map<String, Value>], depth: usize, room: Option<usize>) -> Place {
        let mut place = Place { room, ..Place::default() };
        if depth > MAX_DEPTH {
            return place;
        }
        let document = self.plan.json_schema();
        let mut schema = schema.to_owned();
        while let Some(inner) = nullable(document, &schema) {
            self.add(&mut place, Limit::Is(Value::Null));
            place.room = place.room.map(|room| room.saturating_sub(1));
            schema = inner;
        }
        let mut parts = Vec::new();
        if !gather(document, &schema, &mut parts) {
            return place;
        }
        // Where a schema is inside itself, answers end.
        if parts.iter().any(|(_, part)| around.iter().any(|outer| std::ptr::eq(*outer, *part))) {
            return place;
        }
        let around: Vec<&Map<String, Value>> = around.iter().copied().chain(parts.iter().map(|(_, part)| *part)).collect();
        match parts.as_slice() {
            [(at, keywords)] => self.plain(&mut place, at, keywords, &around, depth),
            _ if parts.iter().all(|(_, part)| part.get("type").is_none_or(|name| name == "object")) => {
                self.object(&mut place, &parts, &around, depth);
            }
            _ => {}
        }
        place
    }

    fn add(&mut self, place: &mut Place, limit: Limit) {
        if self.left > 0 {
            self.left -= 1;
            place.limits.push((limit, false));
        }
    }

    fn plain(
        &mut self,
        place: &mut Place,
        at: &str,
        keywords: &'p Map<String, Value>,
        around: &[&'p Map<String, Value>],
        depth: usize,
    ) {
        if let Some(values) = keywords.get("enum").and_then(Value::as_array) {
            let typed = |value: &&Value| keywords.get("type").is_none_or(|types| has_type(types, value));
            values.iter().filter(typed).for_each(|value| self.add(place, Limit::Is(value.clone())));
            return;
        }
        // Of what nothing satisfies there is none.
        let has_items = keywords.contains_key("items");
        if has_items && !self.plan.can_build(&format!("{at}/items")) {
            return;
        }
        let types: Vec<&str> = match keywords.get("type") {
            Some(Value::String(name)) => vec![name],
            Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
            _ => return,
        };
        let number = |keyword: &str| keywords.get(keyword).and_then(Value::as_u64);
        let is_plain_list = keywords.keys().all(|keyword| !ARRAYS.contains(&keyword.as_str()));
        // Answers in which it is something else have nothing inside.
        place.room = place.room.map(|room| room.saturating_sub(types.len() - 1));
        for name in types {
            match name {
                "null" => self.add(place, Limit::Is(Value::Null)),
                "boolean" => [true, false].into_iter().for_each(|flag| self.add(place, Limit::Is(flag.into()))),
                "string" if !keywords.contains_key("pattern") && !keywords.contains_key("format") => {
                    self.add(place, Limit::Length(number("minLength").unwrap_or(0)));
                    if let Some(most) = number("maxLength").filter(|most| *most <= 1_000) {
                        self.add(place, Limit::Length(most));
                    }
                }
                "integer" | "number" if !keywords.contains_key("multipleOf") && !keywords.contains_key("format") => {
                    let bounds = ["minimum", "maximum"].into_iter().filter_map(|keyword| keywords.get(keyword)?.as_f64());
                    let whole = |bound: &f64| name == "number" || bound.fract() == 0.0;
                    let exclusive = keywords.contains_key("exclusiveMinimum") || keywords.contains_key("exclusiveMaximum");
                    bounds.filter(|bound| whole(bound) && !exclusive).for_each(|bound| self.add(place, Limit::Number(bound)));
                }
                "array" if is_plain_list => {
                    self.add(place, Limit::Items(number("minItems").unwrap_or(0)));
                    if let Some(most) = number("maxItems").filter(|most| *most <= 100) {
                        self.add(place, Limit::Items(most));
                    }
                    if has_items {
                        // A list shows several at once.
                        place.items = Some(Box::new(self.place(&format!("{at}/items"), around, depth + 1, None)));
                    }
                }
                "object" => self.object(place, &[(at.to_owned(), keywords)], around, depth),
                _ => {}
            }
        }
    }

    /// An object that all of some schemas describe.
    fn object(&mut self, place: &mut Place, parts: &[Part<'p>], around: &[&'p Map<String, Value>], depth: usize) {
        let plan = self.plan;
        if parts.iter().flat_map(|(_, part)| part.keys()).any(|keyword| OBJECTS.contains(&keyword.as_str())) {
            return;
        }
        let required = parts.iter().filter_map(|(_, part)| part.get("required")?.as_array()).flatten();
        let required: BTreeSet<&str> = required.filter_map(Value::as_str).collect();
        let mut members: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (at, part) in parts {
            for name in part.get("properties").and_then(Value::as_object).into_iter().flat_map(Map::keys) {
                members.entry(name).or_default().push(member_at(at, name));
            }
        }
        for (name, schemas) in members {
            // What several of them describe is no simple matter.
            let [schema] = schemas.as_slice() else { continue };
            let Some((_, inner)) = followed(plan.json_schema(), schema) else { continue };
            if inner.contains_key("writeOnly") || !plan.can_build(schema) {
                continue;
            }
            let is_optional = !required.contains(name);
            if is_optional && !around.iter().any(|outer| std::ptr::eq(*outer, inner)) {
                self.add(place, Limit::With(name.to_owned()));
                self.add(place, Limit::Without(name.to_owned()));
            }
            if self.left > 0 {
                let room = place.room.map(|room| room.saturating_sub(usize::from(is_optional)));
                let inside = self.place(schema, around, depth + 1, room);
                place.members.insert(name.to_owned(), inside);
            }
        }
    }
}

/// What a schema comes to that says only that it may also be null.
fn nullable(document: &Value, schema: &str) -> Option<String> {
    let (at, keywords) = followed(document, schema)?;
    let keyword = ["anyOf", "oneOf"].into_iter().find(|keyword| keywords.contains_key(*keyword))?;
    let is_null = |branch: &&Value| branch.get("type").is_some_and(|name| name == "null");
    let branches = keywords.get(keyword)?.as_array()?;
    if branches.len() != 2 || !keywords.keys().all(|other| other == keyword || says_nothing(other)) {
        return None;
    }
    let null = branches.iter().position(|branch| is_null(&branch))?;
    branches.get(1 - null).filter(|other| !is_null(other)).map(|_| format!("{at}/{keyword}/{}", 1 - null))
}

/// The schemas that `allOf` puts together; false where there is more to it.
fn gather<'d>(document: &'d Value, schema: &str, parts: &mut Vec<Part<'d>>) -> bool {
    let Some((at, keywords)) = followed(document, schema) else { return false };
    if !is_plain(keywords) || parts.len() > 20 {
        return false;
    }
    if keywords.keys().any(|keyword| keyword != "allOf" && !says_nothing(keyword)) {
        parts.push((at.clone(), keywords));
    }
    let branches = keywords.get("allOf").and_then(Value::as_array).map_or(0, Vec::len);
    (0..branches).all(|index| gather(document, &format!("{at}/allOf/{index}"), parts))
}

/// Whether a keyword says nothing about values.
fn says_nothing(keyword: &str) -> bool {
    keyword.starts_with("x-")
        || ["title", "description", "default", "example", "examples", "deprecated", "readOnly", "externalDocs", "xml", "nullable"]
            .contains(&keyword)
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
    ["anyOf", "oneOf", "not", "if", "const", "$ref", "contentEncoding", "contentMediaType"]
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
