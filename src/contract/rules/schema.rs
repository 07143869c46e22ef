//! A schema of the contract that texts and values are held to. Texts, as parameters and forms have them, are first read as what
//! the schema allows: a number, true or false, null, or the text itself.

use std::sync::{Arc, OnceLock};

use serde_json::{Map, Number, Value};

use crate::{
    contract::{
        SchemaAt,
        violation::{Location, Side, Violation},
    },
    generate::{
        random::{Random, Seed},
        schema::{Access, Dialect, Mode, SchemaCheck, SchemaOptions, SchemaPlan},
    },
};

/// The most violations that are told of one value.
const MAX_VIOLATIONS: usize = 20;

/// A schema within a schema, and so on, is followed this deep.
const MAX_DEPTH: usize = 32;

/// What samples are made with.
const SEED: Seed = Seed(1);

/// The kinds of values that a schema allows, one bit for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kinds(u8);

impl Kinds {
    const ALL: Self = Self(63);
    pub(super) const NULL: Self = Self(1);
    pub(super) const BOOLEAN: Self = Self(2);
    pub(super) const NUMBER: Self = Self(4);
    pub(super) const STRING: Self = Self(8);
    pub(super) const ARRAY: Self = Self(16);
    pub(super) const OBJECT: Self = Self(32);

    /// Whether values of any of those kinds are allowed.
    pub(super) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    fn named(name: &str) -> Self {
        match name {
            "null" => Self::NULL,
            "boolean" => Self::BOOLEAN,
            "integer" | "number" => Self::NUMBER,
            "string" => Self::STRING,
            "array" => Self::ARRAY,
            "object" => Self::OBJECT,
            _ => Self(0),
        }
    }

    /// Those that the keyword `type` names.
    fn of_types(types: &Value) -> Self {
        match types {
            Value::String(name) => Self::named(name),
            Value::Array(names) => Self::either(names.iter().filter_map(Value::as_str).map(Self::named)),
            _ => Self::ALL,
        }
    }

    fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::NULL,
            Value::Bool(_) => Self::BOOLEAN,
            Value::Number(_) => Self::NUMBER,
            Value::String(_) => Self::STRING,
            Value::Array(_) => Self::ARRAY,
            Value::Object(_) => Self::OBJECT,
        }
    }

    fn either(kinds: impl Iterator<Item = Self>) -> Self {
        Self(kinds.fold(0, |all, one| all | one.0))
    }

    fn both(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

/// A schema of the contract, gathered and compiled when it is first needed.
#[derive(Debug)]
pub(super) struct LazySchema {
    document: Arc<Value>,
    dialect: Dialect,
    access: Access,
    pointer: String,
    check: OnceLock<Option<SchemaCheck>>,
    /// Where it documents an error: the one that problems are told in, made when the first is.
    pub(super) error_pattern: OnceLock<Option<Value>>,
}

impl LazySchema {
    pub(super) fn new(document: &Arc<Value>, dialect: Dialect, access: Access, at: &SchemaAt) -> Self {
        let (document, pointer) = (Arc::clone(document), at.pointer.clone());
        Self { document, dialect, access, pointer, check: OnceLock::new(), error_pattern: OnceLock::new() }
    }

    fn check(&self) -> Option<&SchemaCheck> {
        let gather = || SchemaCheck::gather(&self.document, &self.pointer, self.dialect, self.access);
        self.check.get_or_init(gather).as_ref()
    }

    /// Whether a value satisfies it.
    pub(super) fn is_valid(&self, value: &Value) -> bool {
        self.check().is_none_or(|check| check.is_valid(value))
    }

    /// A value made from it, always the same.
    pub(super) fn sample(&self) -> Option<Value> {
        let options =
            SchemaOptions { dialect: self.dialect, access: self.access, use_examples: true, ..SchemaOptions::default() };
        let plan = SchemaPlan::compile(self.document.pointer(&self.pointer)?, &self.document, &options).ok()?;
        Some(plan.generate(&mut Random::new(SEED), Mode::Normal).value)
    }

    /// The kinds of values that it allows.
    pub(super) fn kinds(&self) -> Kinds {
        self.check().map_or(Kinds::ALL, |check| kinds(check.json_schema(), check.json_schema(), 0))
    }

    /// The names of members that it tells of.
    pub(super) fn member_names(&self) -> Vec<String> {
        let Some(check) = self.check() else { return Vec::new() };
        let mut names = Vec::new();
        let root = check.json_schema();
        visit(root, root, 0, &mut |schema| {
            names.extend(schema.get("properties").and_then(Value::as_object).into_iter().flatten().map(|(name, _)| name.clone()));
        });
        names
    }

    /// The kinds of values that it allows for a member.
    pub(super) fn member_kinds(&self, name: &str) -> Kinds {
        let Some(check) = self.check() else { return Kinds::ALL };
        let root = check.json_schema();
        Kinds::either(member_schemas(root, &[root], name).into_iter().map(|schema| kinds(root, schema, 0)))
    }

    /// What is wrong with a value.
    pub(super) fn violations(&self, value: &Value, whose: &Whose<'_>) -> Vec<Violation> {
        let Some(check) = self.check() else { return Vec::new() };
        let mut found = check.violations(value, MAX_VIOLATIONS);
        match self.access {
            Access::Write => found.extend(check.marked(value, "readOnly")),
            Access::Read => found.extend(check.marked(value, "writeOnly")),
            Access::Both => {}
        }
        let violation = |found: crate::generate::schema::SchemaViolation| Violation {
            side: whose.side,
            location: whose.location,
            place: format!("{}{}", whose.name, found.place),
            keyword: found.keyword,
            message: found.message,
            pointer: found.pointer,
        };
        found.into_iter().map(violation).collect()
    }

    /// What is wrong with texts that can be taken in several ways: nothing, if one of them satisfies the schema.
    pub(super) fn text_violations(&self, ways: &[Value], whose: &Whose<'_>) -> Vec<Violation> {
        let Some(check) = self.check() else { return Vec::new() };
        let root = check.json_schema();
        let mut first = None;
        for texts in ways {
            let read = coerced(root, &[root], texts, 0);
            if check.is_valid(&read) {
                return self.violations(&read, whose);
            }
            // A number that should be a text after all: the schema may allow both.
            if read != *texts && check.is_valid(texts) {
                return self.violations(texts, whose);
            }
            first.get_or_insert(read);
        }
        first.map_or_else(Vec::new, |read| self.violations(&read, whose))
    }
}

/// Whose value it is, for what is said about it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Whose<'w> {
    pub(super) side: Side,
    pub(super) location: Location,
    /// The name of the parameter or header; empty for a body.
    pub(super) name: &'w str,
}

/// Looks at a schema and all that is said beside it: where references lead, and each branch.
fn visit<'s>(root: &'s Value, schema: &'s Value, depth: usize, see: &mut dyn FnMut(&'s Value)) {
    if depth > MAX_DEPTH || !schema.is_object() {
        return;
    }
    see(schema);
    if let Some(target) = target(root, schema) {
        visit(root, target, depth + 1, see);
    }
    for keyword in ["allOf", "anyOf", "oneOf"] {
        for branch in schema.get(keyword).and_then(Value::as_array).into_iter().flatten() {
            visit(root, branch, depth + 1, see);
        }
    }
}

fn target<'s>(root: &'s Value, schema: &Value) -> Option<&'s Value> {
    root.pointer(schema.get("$ref")?.as_str()?.strip_prefix('#')?)
}

fn kinds(root: &Value, schema: &Value, depth: usize) -> Kinds {
    if schema == &Value::Bool(false) {
        return Kinds(0);
    }
    if depth > MAX_DEPTH || !schema.is_object() {
        return Kinds::ALL;
    }
    let mut allowed = schema.get("type").map_or(Kinds::ALL, Kinds::of_types);
    if let Some(members) = schema.get("enum").and_then(Value::as_array) {
        allowed = allowed.both(Kinds::either(members.iter().map(Kinds::of)));
    }
    if let Some(only) = schema.get("const") {
        allowed = allowed.both(Kinds::of(only));
    }
    if let Some(target) = target(root, schema) {
        allowed = allowed.both(kinds(root, target, depth + 1));
    }
    for branch in schema.get("allOf").and_then(Value::as_array).into_iter().flatten() {
        allowed = allowed.both(kinds(root, branch, depth + 1));
    }
    for keyword in ["anyOf", "oneOf"] {
        if let Some(branches) = schema.get(keyword).and_then(Value::as_array) {
            allowed = allowed.both(Kinds::either(branches.iter().map(|branch| kinds(root, branch, depth + 1))));
        }
    }
    allowed
}

/// The schemas that tell of a member.
fn member_schemas<'s>(root: &'s Value, schemas: &[&'s Value], name: &str) -> Vec<&'s Value> {
    let mut found = Vec::new();
    let mut rest = Vec::new();
    for schema in schemas {
        visit(root, schema, 0, &mut |schema| {
            found.extend(schema.get("properties").and_then(|properties| properties.get(name)));
            rest.extend(schema.get("additionalProperties").filter(|rest| rest.is_object()));
        });
    }
    if found.is_empty() { rest } else { found }
}

/// The schemas that tell of an item.
fn item_schemas<'s>(root: &'s Value, schemas: &[&'s Value], index: usize) -> Vec<&'s Value> {
    let mut found = Vec::new();
    for schema in schemas {
        visit(root, schema, 0, &mut |schema| {
            let first = schema.get("prefixItems").and_then(|first| first.get(index));
            found.extend(first.or_else(|| schema.get("items")));
        });
    }
    found
}

/// Texts read as what the schemas allow; whatever is no text stays as it is.
fn coerced(root: &Value, schemas: &[&Value], texts: &Value, depth: usize) -> Value {
    if depth > MAX_DEPTH {
        return texts.clone();
    }
    let allowed =
        if schemas.is_empty() { Kinds::ALL } else { Kinds::either(schemas.iter().map(|schema| kinds(root, schema, 0))) };
    match texts {
        Value::String(text) => scalar(root, schemas, text, allowed, depth),
        Value::Array(items) if allowed.has(Kinds::ARRAY) => {
            // Nothing is how a list without items is written (OpenAPI 3.0.4, Style Examples), where it can be no item.
            if items.as_slice() == [""] && !may_be_item(root, &item_schemas(root, schemas, 0), "") {
                return Value::Array(Vec::new());
            }
            let read = |(index, item)| coerced(root, &item_schemas(root, schemas, index), item, depth + 1);
            Value::Array(items.iter().enumerate().map(read).collect())
        }
        Value::Object(members) => {
            let read = |(name, member): (&String, &Value)| {
                (name.clone(), coerced(root, &member_schemas(root, schemas, name), member, depth + 1))
            };
            Value::Object(members.iter().map(read).collect::<Map<_, _>>())
        }
        other => other.clone(),
    }
}

/// Whether schemas name a text as one of their values, and whether they take any text.
fn takes_text(root: &Value, schemas: &[&Value], text: &str) -> (bool, bool) {
    let (mut is_named, mut is_free) = (false, false);
    for schema in schemas {
        visit(root, schema, 0, &mut |schema| {
            let named = schema.get("enum").and_then(Value::as_array);
            is_named |= named.is_some_and(|all| all.iter().any(|one| one == text));
            is_named |= schema.get("const").is_some_and(|only| only == text);
            let is_string = schema.get("type").is_some_and(|kind| Kinds::of_types(kind).has(Kinds::STRING));
            is_free |= is_string && named.is_none() && schema.get("const").is_none();
        });
    }
    (is_named, is_free)
}

/// Whether a list may have that text as an item.
fn may_be_item(root: &Value, item_schemas: &[&Value], text: &str) -> bool {
    let kinds = Kinds::either(item_schemas.iter().map(|schema| kinds(root, schema, 0)));
    let mut is_listed = false;
    for schema in item_schemas {
        visit(root, schema, 0, &mut |schema| is_listed |= schema.get("enum").or_else(|| schema.get("const")).is_some());
    }
    let (is_named, is_free) = takes_text(root, item_schemas, text);
    item_schemas.is_empty() || kinds.has(Kinds::NULL) || is_named || is_free || kinds.has(Kinds::STRING) && !is_listed
}

/// The number that a text is. One just below the integers of 64 bits would be rounded to the last of them, and is the next one
/// that can be told from it.
fn number(text: &str) -> Option<Number> {
    const LEAST: f64 = i64::MIN as f64;
    let number: Number = serde_json::from_str(text).ok()?;
    let is_whole = text.bytes().skip(1).all(|byte| byte.is_ascii_digit());
    match number.as_f64() {
        Some(LEAST) if number.is_f64() && is_whole => Number::from_f64(LEAST.next_down()),
        _ => Some(number),
    }
}

fn scalar(root: &Value, schemas: &[&Value], text: &str, allowed: Kinds, depth: usize) -> Value {
    if allowed == Kinds::ALL {
        return Value::from(text);
    }
    let mut readings = Vec::new();
    if allowed.has(Kinds::NUMBER)
        && let Some(number) = number(text.strip_prefix('+').unwrap_or(text))
    {
        readings.push(Value::Number(number));
    }
    if allowed.has(Kinds::BOOLEAN)
        && let Ok(flag) = text.parse()
    {
        readings.push(Value::Bool(flag));
    }
    if allowed.has(Kinds::NULL) && (text.is_empty() || text == "null") {
        readings.push(Value::Null);
    }
    let list_of_one = || coerced(root, schemas, &Value::from([text].as_slice()), depth);
    if allowed.has(Kinds::STRING) {
        // Of what a list of values names, that one is meant.
        let (is_named, is_free) = takes_text(root, schemas, text);
        if !is_named && !is_free && allowed.has(Kinds::ARRAY) && !text.is_empty() {
            return list_of_one();
        }
        if is_named || readings.is_empty() {
            return Value::from(text);
        }
    } else if readings.is_empty() {
        if text.starts_with(['{', '['])
            && let Ok(value) = serde_json::from_str(text)
            && allowed.has(Kinds::of(&value))
        {
            return value;
        }
        if allowed.has(Kinds::ARRAY) && !allowed.has(Kinds::OBJECT) {
            return list_of_one();
        }
    }
    readings.into_iter().next().unwrap_or_else(|| Value::from(text))
}
