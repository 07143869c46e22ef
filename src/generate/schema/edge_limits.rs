//! The limits of the values at each place of a schema, and which of them answers have shown. They are read from the schema itself
//! (`edge_reader`), apart from the code that goes to them.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Value, json};

use super::pattern::Pattern;

/// A limit of the values at a place.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Limit {
    Length(u64),
    Items(u64),
    Members(u64),
    Number(f64),
    Is(Value),
    Type(String),
    With(String),
    Without(String),
}

impl Limit {
    pub(super) fn is_shown_by(&self, value: &Value) -> bool {
        let count = |count: usize| u64::try_from(count).unwrap();
        match (self, value) {
            (Self::Length(length), Value::String(text)) => count(text.chars().count()) == *length,
            (Self::Items(items), Value::Array(array)) => count(array.len()) == *items,
            (Self::Members(number), Value::Object(members)) => count(members.len()) == *number,
            (Self::Number(limit), Value::Number(number)) => number.as_f64() == Some(*limit),
            (Self::Is(wanted), value) => super::types::same(wanted, value),
            (Self::Type(name), value) => is_of_type(name, value),
            (Self::With(name), Value::Object(members)) => members.contains_key(name),
            (Self::Without(name), Value::Object(members)) => !members.contains_key(name),
            _ => false,
        }
    }

    /// A schema for the values that are at this limit.
    pub(super) fn schema(&self) -> Value {
        match self {
            Self::Length(length) => json!({"type": "string", "minLength": length, "maxLength": length}),
            Self::Items(items) => json!({"type": "array", "minItems": items, "maxItems": items}),
            Self::Members(number) => json!({"type": "object", "minProperties": number, "maxProperties": number}),
            Self::Number(number) if number.fract() == 0.0 && number.abs() < 9e15 => json!({"const": *number as i64}),
            Self::Number(number) => json!({"const": number}),
            Self::Is(value) => json!({"const": value}),
            Self::Type(name) => json!({"type": name}),
            Self::With(name) => json!({"type": "object", "required": [name]}),
            Self::Without(name) => json!({"type": "object", "not": {"required": [name]}}),
        }
    }

    /// Whether one value can be at one such limit only.
    fn excludes_others(&self) -> bool {
        !matches!(self, Self::Type(_) | Self::With(_) | Self::Without(_) | Self::Members(_))
    }
}

/// What is known of a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Unseen,
    Shown,
    /// The rest of the schema leaves no room for it.
    Impossible,
}

/// A limit of a schema, and what is known of it.
#[derive(Clone, Debug)]
pub(super) struct Noted {
    pub(super) limit: Limit,
    pub(super) state: State,
    /// A schema for the values that the schema speaks of which sets it.
    pub(super) scope: Arc<Value>,
}

/// One step further inside.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Member(String),
    /// A member with a name like this.
    Further(String),
    At(usize),
    /// This item or a later one.
    From(usize),
}

/// The steps to a place, each with a schema for the values that it starts from.
pub(super) type Way = [(Arc<Value>, Step)];

/// Which members a place stands for that are not named.
#[derive(Clone, Debug, Default)]
pub(super) struct Others {
    /// Those whose names match this, where it is set.
    pub(super) pattern: Option<Arc<Pattern>>,
    /// Those that are none of these, and match none of those.
    pub(super) named: BTreeSet<String>,
    pub(super) described: Vec<Arc<Pattern>>,
    /// Names that answers had.
    pub(super) seen: BTreeSet<String>,
}

impl Others {
    fn are(&self, name: &str) -> bool {
        match &self.pattern {
            Some(pattern) => pattern.matches(name),
            None => !self.named.contains(name) && !self.described.iter().any(|pattern| pattern.matches(name)),
        }
    }
}

/// The limits of the values at a place and at those inside it.
#[derive(Clone, Debug, Default)]
pub(super) struct Place {
    pub(super) limits: Vec<Noted>,
    /// A schema for the values around it, as far as they have this place.
    pub(super) around: Arc<Value>,
    pub(super) members: BTreeMap<String, Place>,
    /// By the schema that describes them.
    pub(super) further: BTreeMap<String, (Others, Place)>,
    /// Items from an index on, and those at one.
    pub(super) items: BTreeMap<usize, Place>,
    pub(super) placed: BTreeMap<usize, Place>,
}

/// How many limits there are.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Count {
    /// Those that are possible and have room in the answers.
    pub(super) wanted: usize,
    pub(super) shown: usize,
    /// Those that are possible, but more than there are answers.
    pub(super) without_room: usize,
    pub(super) impossible: usize,
}

impl std::ops::AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.wanted += other.wanted;
        self.shown += other.shown;
        self.without_room += other.without_room;
        self.impossible += other.impossible;
    }
}

impl Place {
    /// Notes which limits a value shows.
    pub(super) fn look_at(&mut self, value: &Value) {
        for noted in self.limits.iter_mut().filter(|noted| noted.state == State::Unseen) {
            if noted.limit.is_shown_by(value) {
                noted.state = State::Shown;
            }
        }
        match value {
            Value::Object(members) => {
                for (name, place) in &mut self.members {
                    members.get(name).into_iter().for_each(|member| place.look_at(member));
                }
                for (others, place) in self.further.values_mut() {
                    for (name, member) in members.iter().filter(|(name, _)| others.are(name)).collect::<Vec<_>>() {
                        if others.seen.len() < 3 {
                            others.seen.insert(name.clone());
                        }
                        place.look_at(member);
                    }
                }
            }
            Value::Array(items) => {
                for (from, place) in &mut self.items {
                    items.iter().skip(*from).for_each(|item| place.look_at(item));
                }
                for (at, place) in &mut self.placed {
                    items.get(*at).into_iter().for_each(|item| place.look_at(item));
                }
            }
            _ => {}
        }
    }

    /// Does something with each limit; given with it are the way there and how many listed values there are at its place.
    pub(super) fn each(&mut self, way: &mut Vec<(Arc<Value>, Step)>, visit: &mut dyn FnMut(&Way, usize, &mut Noted)) {
        let listed = self.limits.iter().filter(|noted| matches!(noted.limit, Limit::Is(_))).count();
        self.limits.iter_mut().for_each(|noted| visit(way, listed, noted));
        let members = self.members.iter_mut().map(|(name, place)| (Step::Member(name.clone()), place));
        let further = self.further.values_mut().map(|(others, place)| {
            let simplest = || others.pattern.as_ref().and_then(|pattern| super::pattern::simplest(&pattern.source));
            let name = others.seen.first().cloned().or_else(simplest).unwrap_or_else(|| "extra".to_owned());
            (Step::Further(name), place)
        });
        let placed = self.placed.iter_mut().map(|(at, place)| (Step::At(*at), place));
        let items = self.items.iter_mut().map(|(from, place)| (Step::From(*from), place));
        for (step, place) in members.chain(further).chain(placed).chain(items) {
            way.push((Arc::clone(&place.around), step));
            place.each(way, visit);
            way.pop();
        }
    }

    /// How many limits there are, if each of some answers has a value here.
    pub(super) fn count(&self, answers: usize) -> Count {
        let mut sum = self.own_count(answers);
        let is_possible =
            |limit: &Limit| self.limits.iter().any(|noted| noted.limit == *limit && noted.state != State::Impossible);
        // Answers in which it is something else have nothing inside.
        let is_type = |noted: &&Noted| matches!(noted.limit, Limit::Type(_)) && noted.state != State::Impossible;
        let answers = answers.saturating_sub(self.limits.iter().filter(is_type).count().saturating_sub(1));
        for (name, place) in &self.members {
            sum += place.count(answers.saturating_sub(usize::from(is_possible(&Limit::Without(name.clone())))));
        }
        for place in self.placed.values() {
            sum += place.count(answers);
        }
        // A list or a map shows several at once.
        for place in self.items.values().chain(self.further.values().map(|(_, place)| place)) {
            sum += place.count(usize::MAX);
        }
        sum
    }

    fn own_count(&self, answers: usize) -> Count {
        let counted = |state: State| self.limits.iter().filter(|noted| noted.state == state).count();
        let (shown, impossible) = (counted(State::Shown), counted(State::Impossible));
        let possible = self.limits.len() - impossible;
        let excluding = |noted: &&Noted| noted.state != State::Impossible && noted.limit.excludes_others();
        let without_room = self.limits.iter().filter(excluding).count().saturating_sub(answers);
        let wanted = possible - without_room;
        Count { wanted, shown: shown.min(wanted), without_room, impossible }
    }
}

/// Whether a value is of a type that a schema names.
pub(super) fn is_of_type(name: &str, value: &Value) -> bool {
    match value {
        Value::Null => name == "null",
        Value::Bool(_) => name == "boolean",
        Value::Number(_) => name == "number" || name == "integer" && value.as_f64().is_some_and(|float| float.fract() == 0.0),
        Value::String(_) => name == "string",
        Value::Array(_) => name == "array",
        Value::Object(_) => name == "object",
    }
}
