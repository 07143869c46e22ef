//! A document of a shape. The fields of each object are drawn from one record, so that they agree.

use std::fmt::Display;

use serde_json::{Map, Value};

use super::looks::{self, Look};
use super::tree::{Field, Member, Object, Shape};
use crate::generate::faker::Locale;
use crate::generate::field::{Domain, Edge, Hint, JsonType, Overrides, Record, named, prose};
use crate::generate::random::Random;

/// What drawing a document goes by.
pub(super) struct Drawing<'d> {
    pub(super) locale: Locale,
    pub(super) overrides: &'d Overrides,
    /// Where the edges are noted, in edge-case mode.
    pub(super) edges: Option<Vec<Edge>>,
}

impl Shape {
    /// A document of this shape, with what the project says of its names.
    pub fn generate(&self, random: &mut Random, locale: Locale, overrides: &Overrides) -> Value {
        let mut drawing = Drawing { locale, overrides, edges: None };
        drawing.value(self, &mut String::new(), random)
    }

    /// A document of this shape in which most values lie at some limit of their type, and what was done to which of them.
    pub fn generate_edges(&self, random: &mut Random, locale: Locale, overrides: &Overrides) -> (Value, Vec<Edge>) {
        let mut drawing = Drawing { locale, overrides, edges: Some(Vec::new()) };
        let value = drawing.value(self, &mut String::new(), random);
        (value, drawing.edges.unwrap_or_default())
    }
}

impl Drawing<'_> {
    /// The pointer says where the value is; it is longer only while something inside is drawn.
    fn value(&mut self, shape: &Shape, pointer: &mut String, random: &mut Random) -> Value {
        match shape {
            Shape::Object(object) => self.object(object, &mut Record::new(&object.siblings, self.locale), pointer, random),
            Shape::Array { item: None, .. } => Value::Array(Vec::new()),
            Shape::Array { item: Some(item), minimum, maximum } => {
                let usual = *minimum + random.below(maximum.saturating_sub(*minimum) + 1);
                let length = self.edge_of_length(usual, *maximum, pointer, random);
                let items = (0..length).map(|index| self.within(pointer, &index, |it, pointer| it.value(item, pointer, random)));
                Value::Array(items.collect())
            }
            Shape::Field(field) => {
                let siblings = crate::generate::field::Siblings::default();
                let mut record = Record::new(&siblings, self.locale);
                self.field(field, &mut record, pointer, random)
            }
            Shape::OneOf(choices) => random.pick(choices).cloned().unwrap_or(Value::Null),
            Shape::Literal(value) => value.clone(),
        }
    }

    fn object(&mut self, object: &Object, record: &mut Record<'_>, pointer: &mut String, random: &mut Random) -> Value {
        let mut map = Map::with_capacity(object.members.len());
        for member in &object.members {
            if member.optional && random.chance(0.5) {
                continue;
            }
            let value = self.within(pointer, &member.name, |it, pointer| it.member(member, record, pointer, random));
            map.insert(member.name.clone(), value);
        }
        Value::Object(map)
    }

    /// Runs something with a pointer that is one step longer, where pointers are asked for.
    fn within<T>(&mut self, pointer: &mut String, step: &dyn Display, run: impl FnOnce(&mut Self, &mut String) -> T) -> T {
        if self.edges.is_none() {
            return run(self, pointer);
        }
        let length = pointer.len();
        pointer.push('/');
        pointer.push_str(&crate::generate::json_pointer::token(&step.to_string()));
        let result = run(self, pointer);
        pointer.truncate(length);
        result
    }

    fn member(&mut self, member: &Member, record: &mut Record<'_>, pointer: &mut String, random: &mut Random) -> Value {
        if let Some(own) = self.overrides.of_key(&member.key) {
            return own.value(random, self.locale);
        }
        if member.nullable && random.chance(0.3) {
            self.note(pointer, "null");
            return Value::Null;
        }
        match &member.shape {
            Shape::Field(field) => self.field(field, record, pointer, random),
            Shape::Object(object) => {
                let mut inner = record.enter(&member.name, &object.siblings);
                let value = self.object(object, &mut inner, pointer, random);
                record.leave(&member.name, inner);
                value
            }
            shape => self.value(shape, pointer, random),
        }
    }

    fn field(&mut self, field: &Field, record: &mut Record<'_>, pointer: &str, random: &mut Random) -> Value {
        match self.edge_of_field(field, pointer, random) {
            Some(edge) => edge,
            None => usual(field, record, random),
        }
    }
}

/// A value as it is where nothing is pushed to an edge.
fn usual(field: &Field, record: &mut Record<'_>, random: &mut Random) -> Value {
    let hint = Hint { json_type: Some(field.json_type), format: field.format.as_deref(), parent: None };
    let of_kind = |record: &mut Record<'_>, random: &mut Random| {
        field.kind.map(|kind| {
            let value = record.value(kind, &field.name, &hint, random);
            match value {
                Value::String(text) if field.is_in_capitals => text.to_uppercase().into(),
                value => value,
            }
        })
    };
    match &field.look {
        Look::Uuid => drawn("uuid", field, record, random),
        Look::Email if field.kind.is_none_or(|kind| !kind.name.ends_with("email")) => drawn("email", field, record, random),
        Look::Moment(precision) => {
            let kind = field.kind.filter(|kind| kind.is_moment()).or_else(|| named("moment"));
            let whole_days = *precision == looks::Precision::Date;
            let second = kind.and_then(|kind| record.moment(kind, &field.name, whole_days, random)).unwrap_or_default();
            looks::write_moment(second, *precision, random)
        }
        Look::Form(parts) => {
            // A known name is the better source where its values have the example's form: a postal code of the city.
            let fitting = of_kind(record, random).filter(|value| same_form(value, field.example.as_ref()));
            fitting.unwrap_or_else(|| looks::fill(parts, random).into())
        }
        Look::Prose(characters) => of_kind(record, random).unwrap_or_else(|| prose::about(*characters, random).into()),
        Look::Number { digits, decimals, negative } => {
            let other = |random: &mut Random| looks::other_number(*digits, *decimals, *negative, random);
            let is_sum = field.kind.is_some_and(|kind| matches!(kind.domain, Domain::Commerce | Domain::Finance));
            let fitting = of_kind(record, random).filter(|value| !(is_sum && dwarfs(value, *digits)));
            fitting.unwrap_or_else(|| other(random))
        }
        Look::Plain | Look::Word | Look::Email => {
            of_kind(record, random).or_else(|| field.example.clone()).unwrap_or_else(|| plain(field.json_type, random))
        }
    }
}

/// Whether a whole number has so many digits more than the example that it counts in other units, as cents for a price of 20.
fn dwarfs(value: &Value, digits: u32) -> bool {
    value.as_i64().is_some_and(|whole| whole.unsigned_abs().checked_ilog10().unwrap_or(0) + 1 > digits + 1)
}

fn drawn(kind: &str, field: &Field, record: &mut Record<'_>, random: &mut Random) -> Value {
    named(kind).map_or(Value::Null, |kind| record.value(kind, &field.name, &Hint::default(), random))
}

/// A value of a type of which nothing is known.
fn plain(json_type: JsonType, random: &mut Random) -> Value {
    match json_type {
        JsonType::Boolean => random.chance(0.5).into(),
        JsonType::Integer => random.integer(0, 999).into(),
        JsonType::Number => looks::other_number(2, 2, false, random),
        _ => prose::word(random).into(),
    }
}

/// Whether two texts have digits, capitals and small letters in the same places.
fn same_form(value: &Value, example: Option<&Value>) -> bool {
    let class = |character: char| match character {
        '0'..='9' => '0',
        'a'..='z' => 'a',
        'A'..='Z' => 'A',
        other => other,
    };
    match (value, example) {
        (Value::String(value), Some(Value::String(example))) => value.chars().map(class).eq(example.chars().map(class)),
        _ => false,
    }
}
