//! The values of one object, consistent with each other: whatever one field has settled (who the person is, where the
//! place lies, when it all began) the next one builds on.

use serde_json::{Number, Value};
use smallvec::SmallVec;

use super::file::File;
use super::kind::{Hint, JsonType, Kind, Source};
use super::moment::{self, Timeline, When};
use super::money::Money;
use super::page::Page;
use super::person::Person;
use super::places::Place;
use super::registry;
use super::role::{Bound, FieldName, Role};
use super::things::{Body, Vehicle};
use crate::generate::faker::{self, Locale};
use crate::generate::random::Random;

/// Which kinds of fields an object has: found once, when the shape of the object is known, so that values know what they
/// have to agree with before it is drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Siblings {
    /// The places of the kinds in the registry, ascending.
    kinds: Vec<u16>,
    /// What they say together of the object: asked for every name and slug.
    pub(super) subject: Subject,
}

/// What an object is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Subject {
    #[default]
    Anything,
    Person,
    Product,
}

impl Siblings {
    /// The kinds of an object's fields by their names. The parent is the name of the field that holds the object.
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>, parent: Option<&str>) -> Self {
        let hint = Hint { parent, ..Hint::default() };
        let found = names.into_iter().filter_map(|name| super::infer(name, &hint));
        let mut kinds: Vec<u16> = found.filter_map(|kind| registry::place(kind.name)).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let mut siblings = Self { kinds, subject: Subject::Anything };
        siblings.subject = siblings.read_subject();
        siblings
    }

    /// Somebody with an address may have a price too; a product has no address.
    fn read_subject(&self) -> Subject {
        let has_one_of = |kinds: &[&str]| kinds.iter().any(|kind| self.has(kind));
        if has_one_of(OF_PEOPLE) {
            Subject::Person
        } else if has_one_of(OF_PRODUCTS) {
            Subject::Product
        } else {
            Subject::Anything
        }
    }

    /// Whether a field of this kind is there.
    pub(super) fn has(&self, kind: &str) -> bool {
        registry::place(kind).is_some_and(|place| self.kinds.binary_search(&place).is_ok())
    }
}

/// Kinds that only people have.
#[rustfmt::skip]
const OF_PEOPLE: &[&str] = &[
    "email", "phone", "first_name", "last_name", "username", "birth_date", "age", "gender", "job_title", "avatar_url",
];

/// Kinds that products have.
const OF_PRODUCTS: &[&str] = &["price", "sku", "stock", "list_price", "barcode", "brand"];

/// The values of one object.
#[derive(Debug)]
pub struct Record<'n> {
    pub(super) siblings: &'n Siblings,
    pub(super) locale: Locale,
    pub(super) timeline: Timeline,
    pub(super) people: SmallVec<[(Role, Person); 1]>,
    pub(super) places: SmallVec<[(Role, &'static Place); 1]>,
    /// Codes of currencies.
    pub(super) currencies: Vec<(Role, &'static str)>,
    pub(super) company: Option<String>,
    pub(super) product: Option<String>,
    pub(super) headline: Option<String>,
    pub(super) label: Option<String>,
    pub(super) money: Option<Money>,
    pub(super) page: Option<Page>,
    pub(super) file: Option<File>,
    pub(super) vehicle: Option<Vehicle>,
    pub(super) body: Option<Body>,
    /// Width and height of a picture.
    pub(super) frame: Option<(i64, i64)>,
    /// Brand and number of a payment card.
    pub(super) card: Option<(&'static str, &'static str)>,
    /// Ranges that were begun, by what stands for the rest of their names: the lower and the upper end.
    ranges: Vec<(u64, Value, Value)>,
}

/// What the making of one value can look at.
#[derive(Debug)]
pub(super) struct Draft<'d, 'n> {
    pub(super) record: &'d mut Record<'n>,
    pub(super) name: &'d FieldName,
    pub(super) hint: &'d Hint<'d>,
    pub(super) random: &'d mut Random,
}

impl<'n> Record<'n> {
    /// Begins an object.
    pub fn new(siblings: &'n Siblings, locale: Locale) -> Self {
        Self {
            siblings,
            locale,
            timeline: Timeline::default(),
            people: SmallVec::new(),
            places: SmallVec::new(),
            currencies: Vec::new(),
            company: None,
            product: None,
            headline: None,
            label: None,
            money: None,
            page: None,
            file: None,
            vehicle: None,
            body: None,
            frame: None,
            card: None,
            ranges: Vec::new(),
        }
    }

    /// Begins the object that a field of this one holds. Where it is a part of this one (the `address` of a user, the `name`
    /// with `first` and `last`), it speaks of the same people and places; [`leave`](Self::leave) brings them back.
    pub fn enter<'i>(&mut self, name: &str, siblings: &'i Siblings) -> Record<'i> {
        let mut inner = Record::new(siblings, self.locale);
        if is_part(name) {
            inner.people = std::mem::take(&mut self.people);
            inner.places = std::mem::take(&mut self.places);
        }
        inner
    }

    /// Ends an object that was begun with [`enter`](Self::enter) under the same name.
    pub fn leave(&mut self, name: &str, inner: Record<'_>) {
        if is_part(name) {
            self.people = inner.people;
            self.places = inner.places;
        }
    }

    /// The value of one field, of the type that the hint asks for, or the kind's own type where it asks for none (or for one
    /// that the kind cannot serve).
    pub fn value(&mut self, kind: &Kind, name: &FieldName, hint: &Hint<'_>, random: &mut Random) -> Value {
        let numeric = matches!(kind.json_type, JsonType::Integer | JsonType::Number);
        let value = match name.bound {
            Some((bound, rest)) if numeric => self.end_of_range(bound, rest, kind, name, hint, random),
            _ => self.draw(kind, name, hint, random),
        };
        convert(value, hint.json_type)
    }

    /// A value of a kind, of whatever type it comes in.
    fn draw(&mut self, kind: &Kind, name: &FieldName, hint: &Hint<'_>, random: &mut Random) -> Value {
        match kind.source {
            Source::Faker => {
                kind.faker.and_then(|method| faker::call(method, &[], random, self.locale).ok()).unwrap_or(Value::Null)
            }
            Source::OneOf(choices) => random.pick(choices).copied().unwrap_or_default().into(),
            Source::Whole(low, high) => random.integer(low, high).into(),
            Source::Decimal(low, high, decimals) => decimal(random.integer(low, high), decimals),
            Source::Form(form) => fill(form, random).into(),
            Source::Moment(when) => {
                let form = moment::form(name.as_str(), hint);
                moment::write(self.second(when, name, form == moment::Form::Date, random), form)
            }
            Source::Flag(percent) => (random.integer(1, 100) <= percent).into(),
            Source::Make(make) => make(&mut Draft { record: self, name, hint, random }),
        }
    }

    fn second(&mut self, when: When, name: &FieldName, whole_days: bool, random: &mut Random) -> i64 {
        match when {
            When::Birth => self.person(name, random).birth,
            _ => self.timeline.second(when, whole_days, random),
        }
    }

    /// The moment of a field in seconds since 1970, for who writes it in a form of their own; none where the kind is none of
    /// moments.
    pub(crate) fn moment(&mut self, kind: &Kind, name: &FieldName, whole_days: bool, random: &mut Random) -> Option<i64> {
        match kind.source {
            Source::Moment(when) => Some(self.second(when, name, whole_days, random)),
            _ => None,
        }
    }

    /// One end of a range, such that lower ends are never above upper ones whatever the order they are asked in.
    fn end_of_range(
        &mut self,
        bound: Bound,
        rest: u64,
        kind: &Kind,
        name: &FieldName,
        hint: &Hint<'_>,
        random: &mut Random,
    ) -> Value {
        let known = self.ranges.iter().position(|(of, _, _)| *of == rest);
        let place = known.unwrap_or_else(|| {
            let low = self.draw(kind, name, hint, random);
            let high = above(&low, random.integer(20, 250));
            self.ranges.push((rest, low, high));
            self.ranges.len() - 1
        });
        let Some((_, low, high)) = self.ranges.get(place) else { return Value::Null };
        match bound {
            Bound::Low => low.clone(),
            Bound::High => high.clone(),
            Bound::Middle => between(low, high),
        }
    }
}

/// Names of objects that say more of what the object around them is about.
const PARTS: &[&str] = &["address", "location", "geo", "geolocation", "coordinates", "position", "name", "contact", "profile"];

fn is_part(name: &str) -> bool {
    PARTS.iter().any(|part| part.eq_ignore_ascii_case(name))
}

/// A value that lies some percent above another; the value itself where it is no number.
fn above(low: &Value, percent: i64) -> Value {
    if let Some(whole) = low.as_i64() {
        return whole.saturating_add((whole.saturating_abs() / 100).saturating_mul(percent)).saturating_add(percent).into();
    }
    let raised = |float: f64| round_to_cents(float + float.abs() * percent as f64 / 100.0);
    match low {
        Value::Number(_) => low.as_f64().map_or_else(|| low.clone(), |float| raised(float).into()),
        Value::String(text) => text.parse::<f64>().map_or_else(|_| low.clone(), |float| format!("{:.2}", raised(float)).into()),
        other => other.clone(),
    }
}

fn between(low: &Value, high: &Value) -> Value {
    if let (Some(low), Some(high)) = (low.as_i64(), high.as_i64()) {
        return (low / 2 + high / 2 + (low % 2 + high % 2) / 2).into();
    }
    match (low.as_f64(), high.as_f64()) {
        (Some(low), Some(high)) => round_to_cents(low / 2.0 + high / 2.0).into(),
        _ => low.clone(),
    }
}

fn round_to_cents(float: f64) -> f64 {
    (float * 100.0).round() / 100.0
}

/// A number from units of its last decimal: 1999 with 2 decimals is 19.99.
pub(super) fn decimal(units: i64, decimals: u32) -> Value {
    let scale = 10_i64.saturating_pow(decimals);
    // A division of two exactly held whole numbers gives the nearest float on every platform.
    Number::from_f64(units as f64 / scale as f64).map_or(Value::Null, Value::Number)
}

/// Text of a form; see [`Source::Form`].
pub(super) fn fill(form: &str, random: &mut Random) -> String {
    let mut text = String::with_capacity(form.len());
    fill_into(&mut text, form, random);
    text
}

/// The same, behind what is there already.
pub(super) fn fill_into(text: &mut String, form: &str, random: &mut Random) {
    for character in form.chars() {
        let letters: &[u8] = match character {
            '#' => b"0123456789",
            '!' => b"123456789",
            '?' => b"ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            '^' => b"abcdefghijklmnopqrstuvwxyz",
            '%' => b"0123456789abcdef",
            '*' => b"0123456789abcdefghijklmnopqrstuvwxyz",
            other => {
                text.push(other);
                continue;
            }
        };
        text.push(random.pick(letters).map_or('0', |&letter| char::from(letter)));
    }
}

/// Gives a value as the type that is asked for; as it is where that makes no sense.
fn convert(value: Value, asked: Option<JsonType>) -> Value {
    match (value, asked) {
        (Value::Number(number), Some(JsonType::String)) => Value::String(number.to_string()),
        (Value::Number(number), Some(JsonType::Integer)) if number.is_f64() => {
            // Within what any kind yields; a cast of a float saturates.
            number.as_f64().map_or(Value::Null, |float| Value::from(float.round() as i64))
        }
        (Value::Bool(flag), Some(JsonType::Integer)) => Value::from(i64::from(flag)),
        (Value::String(text), Some(JsonType::Integer | JsonType::Number)) => match text.parse::<i64>() {
            Ok(whole) => whole.into(),
            Err(_) => Value::String(text),
        },
        (value, _) => value,
    }
}
