//! Valid values made invalid in one place. What is tried is blunt, with the limits that the schema names among it; what comes out
//! is only what the judge finds invalid, as text in every way in which the text could be read.

use mockwright::generate::json_pointer::token;
use serde_json::{Map, Number, Value, json};

use super::judge::{Judge, Wrong};

/// How a value is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// As JSON, where each value has its type.
    Json,
    /// As text, where a number, a flag and a text look the same.
    Text,
}

/// An invalid value.
#[derive(Clone, Debug)]
pub struct Mutant {
    pub value: Value,
    /// The pointer of what was changed, left out or added.
    pub place: String,
    /// The keyword that no longer holds.
    pub keyword: String,
    /// All that is wrong, as the judge sees it.
    pub wrongs: Vec<Wrong>,
}

/// How many are made.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Of each place and keyword.
    pub of_a_kind: usize,
    /// The places of a value that are looked at.
    pub places: usize,
}

/// A member that no schema tells of.
pub const NO_MEMBER: &str = "not_in_the_contract";

/// What a schema names as limits, for candidates beside them.
#[derive(Clone, Debug, Default)]
pub struct Limits {
    numbers: Vec<f64>,
    lengths: Vec<usize>,
    counts: Vec<usize>,
}

impl Limits {
    /// All limits in a schema and what it refers to.
    pub fn of(schema: &Value) -> Self {
        let mut limits = Self::default();
        limits.collect(schema);
        limits.numbers.sort_by(f64::total_cmp);
        limits.numbers.dedup();
        for list in [&mut limits.lengths, &mut limits.counts] {
            list.sort_unstable();
            list.dedup();
        }
        limits
    }

    fn collect(&mut self, schema: &Value) {
        for (keyword, value) in schema.as_object().into_iter().flatten() {
            match keyword.as_str() {
                "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" => self.numbers.extend(value.as_f64()),
                "minLength" | "maxLength" => self.lengths.extend(value.as_u64().map(|length| length as usize)),
                "minItems" | "maxItems" => self.counts.extend(value.as_u64().map(|count| count as usize)),
                _ => {}
            }
            self.collect(value);
        }
        schema.as_array().into_iter().flatten().for_each(|item| self.collect(item));
    }
}

/// Invalid values that differ from a valid one in one place.
pub fn mutants(base: &Value, limits: &Limits, notation: Notation, judge: &Judge, bounds: Bounds) -> Vec<Mutant> {
    let mut places = Vec::new();
    collect_places(base, "", &mut places);
    let stride = places.len().div_ceil(bounds.places).max(1);
    let mut found: Vec<Mutant> = Vec::new();
    for place in places.iter().step_by(stride) {
        for (changed, inner) in changes(base, place, limits, notation) {
            let wrongs = judge.wrongs(&changed);
            let Some(wrong) = wrongs.iter().find(|wrong| wrong.place == inner).or_else(|| wrongs.first()).cloned() else {
                continue;
            };
            let is_enough = || {
                found.iter().filter(|known| known.place == inner && known.keyword == wrong.keyword).count() >= bounds.of_a_kind
            };
            let is_known = || found.iter().any(|known| known.value == changed);
            if !is_enough() && !is_known() && (notation == Notation::Json || is_invalid_as_text(&changed, &inner, judge)) {
                found.push(Mutant { value: changed, place: inner, keyword: wrong.keyword, wrongs });
            }
        }
    }
    found
}

fn collect_places(value: &Value, at: &str, places: &mut Vec<String>) {
    places.push(at.to_owned());
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(name, member)| collect_places(member, &format!("{at}/{}", token(name)), places));
        }
        // One item stands for all.
        Value::Array(items) => items.iter().take(1).for_each(|item| collect_places(item, &format!("{at}/0"), places)),
        _ => {}
    }
}

/// The value with one change at a place, and the place of what changed.
fn changes(base: &Value, place: &str, limits: &Limits, notation: Notation) -> Vec<(Value, String)> {
    let Some(here) = base.pointer(place) else { return Vec::new() };
    let with = |value: Value| {
        let mut changed = base.clone();
        if let Some(slot) = changed.pointer_mut(place) {
            *slot = value;
        }
        changed
    };
    let mut all = Vec::new();
    match here {
        Value::Object(members) => {
            for name in members.keys() {
                let mut fewer = members.clone();
                fewer.shift_remove(name);
                all.push((with(Value::Object(fewer)), format!("{place}/{}", token(name))));
            }
            let mut more = members.clone();
            more.insert(NO_MEMBER.to_owned(), Value::from("x"));
            all.push((with(Value::Object(more)), format!("{place}/{NO_MEMBER}")));
        }
        Value::Array(items) => {
            all.extend(lists(items, limits).into_iter().map(|items| (with(Value::Array(items)), place.to_owned())));
        }
        _ => {}
    }
    let is_leaf = !here.is_object() && !here.is_array();
    if is_leaf || notation == Notation::Json {
        all.extend(
            leaves(here, limits, notation).into_iter().filter(|leaf| leaf != here).map(|leaf| (with(leaf), place.to_owned())),
        );
    }
    all
}

fn lists(items: &[Value], limits: &Limits) -> Vec<Vec<Value>> {
    let mut all = vec![Vec::new()];
    if let Some(first) = items.first() {
        all.push([items, std::slice::from_ref(first)].concat());
    }
    for count in limits.counts.iter().copied().filter(|count| *count < 60) {
        let longer = |length: usize| items.iter().cycle().take(length).cloned().collect::<Vec<_>>();
        if !items.is_empty() {
            all.push(longer(count + 1));
            all.push(longer(count.saturating_sub(1)));
        }
    }
    all
}

/// What may stand for a single value: other types, numbers and lengths beside limits, texts of no format.
fn leaves(here: &Value, limits: &Limits, notation: Notation) -> Vec<Value> {
    let mut numbers: Vec<Value> = Vec::new();
    for limit in &limits.numbers {
        for number in [limit - 1.0, limit + 1.0, *limit, limit - 0.125, limit + 0.125] {
            let whole = (number.fract() == 0.0 && number.abs() < 9e15).then_some(number as i64).map(Number::from);
            numbers.extend(whole.or_else(|| Number::from_f64(number)).map(Value::Number));
        }
    }
    numbers.extend([json!(0), json!(-1), json!(1.5), json!(0.1), json!(2_147_483_648_u64), json!(-2_147_483_649_i64)]);
    numbers.extend([json!(9_223_372_036_854_775_808_u64), json!(1e300), json!(-1e300)]);
    let own = here.as_str().unwrap_or("a");
    let mut texts: Vec<String> = Vec::new();
    for length in limits.lengths.iter().copied().filter(|length| *length < 2_000) {
        texts.push(own.chars().cycle().take(length + 1).collect());
        texts.push(own.chars().take(length.saturating_sub(1)).collect());
    }
    texts.extend(
        [
            "x",
            "nothing-of-the-kind",
            "2024-02-30",
            "2024-13-01T00:00:00Z",
            "25:61:00",
            "no-at-sign",
            "12345678-1234",
            "256-1-1-1",
            "%%%",
            "not a value",
            "::",
            "http//[",
        ]
        .map(str::to_owned),
    );
    texts.extend([own.to_uppercase(), own.to_lowercase(), format!("{own}!"), String::new()]);
    let mut all: Vec<Value> = Vec::new();
    let texts = texts.into_iter().map(Value::from);
    if here.is_number() {
        all.extend(numbers);
        all.extend(texts);
    } else {
        all.extend(texts);
        all.extend(numbers);
    }
    all.extend([json!(true), json!(false)]);
    if notation == Notation::Json {
        all.extend([Value::Null, json!([]), json!({}), json!([here]), json!({ "x": here })]);
    }
    all
}

/// Whether a value is invalid however the text at that place is read, and the text as a whole too.
fn is_invalid_as_text(value: &Value, place: &str, judge: &Judge) -> bool {
    let all = |value: &Value, place: &str| match value.pointer(place) {
        Some(leaf) if !leaf.is_object() && !leaf.is_array() => readings(leaf).into_iter().all(|reading| {
            let mut read = value.clone();
            if let Some(slot) = read.pointer_mut(place) {
                *slot = reading;
            }
            !judge.is_valid(&read)
        }),
        _ => !judge.is_valid(value),
    };
    let as_one = match value {
        // A list in a form looks like one text if it has one item.
        Value::Array(items) => match items.as_slice() {
            [] => false,
            [only] => all(only, ""),
            items => !judge.is_valid(&Value::from(items.iter().map(text).collect::<Vec<_>>().join(","))),
        },
        Value::Object(members) => !judge.is_valid(&Value::from(members.values().map(text).collect::<Vec<_>>().join(","))),
        _ => true,
    };
    as_one && all(value, place)
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The ways in which a text may be read.
fn readings(leaf: &Value) -> Vec<Value> {
    let text = text(leaf);
    let mut all = vec![leaf.clone(), Value::from(text.as_str())];
    all.extend(serde_json::from_str(&text).ok());
    if text.is_empty() || text == "null" {
        all.extend([Value::Null, json!([]), Value::Object(Map::new())]);
    }
    // One value may be a list of one.
    let lists: Vec<Value> = all.iter().map(|reading| json!([reading])).collect();
    all.extend(lists);
    all
}
