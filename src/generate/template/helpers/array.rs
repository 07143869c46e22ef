//! Helpers for lists.

use serde_json::Value;

use super::super::{
    limits::MAX_REPEAT,
    registry::{Arguments, BlockUse, Family, Helper, MANY},
    render::State,
    value,
};
use super::text::position;

const F: Family = Family::Array;
type Answer = Result<Value, String>;

pub(super) static HELPERS: &[Helper] = &[
    Helper::new(F, "array", "a b …", (0, MANY), array).says("A list of these values.", "{{array 1 'a' true}}", "[1,\"a\",true]"),
    Helper::new(F, "range", "first last", (2, 2), range).says(
        "The whole numbers from one to another.",
        "{{range 1 4}}",
        "[1,2,3,4]",
    ),
    Helper::new(F, "len", "list or text", (1, 1), len).says(
        "How many items or characters there are.",
        "{{len (array 1 2 3)}}",
        "3",
    ),
    Helper::new(F, "size", "list or text", (1, 1), len).says(
        "How many items, members or characters there are.",
        "{{size 'abcd'}}",
        "4",
    ),
    Helper::new(F, "join", "list separator=', '", (1, MANY), join).says(
        "The items of a list as one text. Without a list: the values, with the last between them.",
        "{{join (array 1 2) '-'}}",
        "1-2",
    ),
    Helper::new(F, "arrayJoin", "separator list", (2, 2), array_join).says(
        "The items of a list as one text.",
        "{{arrayJoin '-' (array 1 2)}}",
        "1-2",
    ),
    Helper::new(F, "slice", "list from to", (1, 3), slice).says(
        "A part of a list or text, from one position up to another; negative ones count from the end.",
        "{{slice (array 1 2 3 4) 1 3}}",
        "[2,3]",
    ),
    Helper::new(F, "first", "list", (1, 1), first).says("The first item.", "{{first (array 5 6)}}", "5"),
    Helper::new(F, "last", "list", (1, 1), last).says("The last item.", "{{last (array 5 6)}}", "6"),
    Helper::new(F, "reverse", "list or text", (1, 1), reverse).says(
        "A list or text back to front.",
        "{{reverse (array 1 2 3)}}",
        "[3,2,1]",
    ),
    Helper::new(F, "sort", "list order='asc'", (1, 2), sort).says("A list in order.", "{{sort (array 3 1 2) 'desc'}}", "[3,2,1]"),
    Helper::new(F, "sortBy", "list name order='asc'", (2, 3), sort_by).says(
        "A list of objects in the order of a member.",
        "{{sortBy (array (object n=2) (object n=1)) 'n'}}",
        "[{\"n\":1},{\"n\":2}]",
    ),
    Helper::new(F, "unique", "list", (1, 1), unique).says("A list without repeated items.", "{{unique (array 1 2 1)}}", "[1,2]"),
    Helper::new(F, "filter", "list condition …", (1, MANY), filter).says(
        "The items that are one of these values, or objects with these members. A list of conditions holds if all of them do.",
        "{{filter (array 1 2 3) 1 3}}",
        "[1,3]",
    ),
    Helper::new(F, "find", "list condition …", (1, MANY), find).says(
        "The first item for which a condition holds; see filter.",
        "{{find (array (object id=1 n='a') (object id=2 n='b')) (object id=2)}}",
        "{\"id\":2,\"n\":\"b\"}",
    ),
    Helper::new(F, "arrayAdd", "list value position=…", (2, 2), array_add).block(BlockUse::Last).says(
        "A list with one more item, at its end or at a position.",
        "{{arrayAdd (array 1 3) 2 position=1}}",
        "[1,2,3]",
    ),
    Helper::new(F, "arrayRemove", "list position=…", (1, 1), array_remove).says(
        "A list without its last item, or without the one at a position.",
        "{{arrayRemove (array 1 2 3) position=0}}",
        "[2,3]",
    ),
    Helper::new(F, "pluck", "list name", (2, 2), pluck).says(
        "A member of each item of a list.",
        "{{pluck (array (object n=1) (object n=2)) 'n'}}",
        "[1,2]",
    ),
];

fn items(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn array(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(a.from(0).cloned().collect())
}

fn range(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    let bound =
        |index| a.integer(index).ok_or_else(|| format!("'range' takes two whole numbers, but is given '{}'", a.text(index)));
    let (first, last) = (bound(0)?, bound(1)?);
    let count = first.abs_diff(last);
    if count >= MAX_REPEAT as u64 {
        return Err(format!("a range has at most {MAX_REPEAT} items"));
    }
    state.budget.spend(usize::try_from(count).unwrap_or(MAX_REPEAT))?;
    Ok(if first <= last { (first..=last).map(Value::from).collect() } else { (last..=first).rev().map(Value::from).collect() })
}

fn len(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(Value::from(match a.value(0) {
        Value::Array(items) => items.len(),
        Value::Object(members) => members.len(),
        Value::Null => 0,
        other => value::text(other).chars().count(),
    }))
}

fn joined<'v>(values: impl Iterator<Item = &'v Value>, separator: &str) -> Answer {
    let mut output = String::new();
    for (index, value) in values.enumerate() {
        if index > 0 {
            output.push_str(separator);
        }
        output.push_str(&value::text(value));
        super::super::limits::check_text(output.len())?;
    }
    Ok(output.into())
}

fn join(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    match a.value(0) {
        Value::Array(items) => joined(items.iter(), &a.get(1).map_or(", ".into(), value::text)),
        // WireMock's: every value, and the separator last.
        _ if a.len() > 2 => joined(a.from(0).take(a.len() - 1), &a.text(a.len() - 1)),
        other => Ok(other.clone()),
    }
}

fn array_join(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    joined(items(a.value(1)).iter(), &a.text(0))
}

fn slice(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    let count = match a.value(0) {
        Value::Array(items) => items.len(),
        other => value::text(other).chars().count(),
    };
    let from = position(a.integer(1).unwrap_or(0), count);
    let to = a.integer(2).map_or(count, |to| position(to, count));
    let length = to.saturating_sub(from);
    Ok(match a.value(0) {
        Value::Array(items) => items.iter().skip(from).take(length).cloned().collect(),
        other => Value::String(value::text(other).chars().skip(from).take(length).collect()),
    })
}

fn first(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(items(a.value(0)).first().cloned().unwrap_or_default())
}

fn last(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(items(a.value(0)).last().cloned().unwrap_or_default())
}

fn reverse(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    Ok(match a.value(0) {
        Value::Array(items) => items.iter().rev().cloned().collect(),
        other => Value::String(value::text(other).chars().rev().collect()),
    })
}

fn is_descending(a: &Arguments<'_>, index: usize) -> bool {
    a.get(index).map(value::text).or_else(|| a.named_text("order")).is_some_and(|order| order.eq_ignore_ascii_case("desc"))
}

fn sort(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    let mut sorted = items(a.value(0)).to_vec();
    sorted.sort_by(value::order);
    if is_descending(a, 1) {
        sorted.reverse();
    }
    Ok(sorted.into())
}

fn sort_by(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    let name = a.text(1);
    let mut sorted = items(a.value(0)).to_vec();
    let member = |item: &Value| item.get(&*name).cloned().unwrap_or_default();
    sorted.sort_by_cached_key(|item| Sortable(member(item)));
    if is_descending(a, 2) {
        sorted.reverse();
    }
    Ok(sorted.into())
}

/// A value with the order of values.
struct Sortable(Value);

impl PartialEq for Sortable {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Sortable {}

impl PartialOrd for Sortable {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Sortable {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        value::order(&self.0, &other.0)
    }
}

fn unique(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    let mut kept: Vec<Value> = Vec::new();
    for item in items(a.value(0)) {
        state.budget.spend(1 + kept.len() / 8)?;
        if !kept.iter().any(|known| value::equals(known, item)) {
            kept.push(item.clone());
        }
    }
    Ok(kept.into())
}

/// Whether an item is a value, or an object with all members of it.
fn fits(item: &Value, condition: &Value) -> bool {
    match condition {
        Value::Object(members) => {
            item.is_object() && members.iter().all(|(name, wanted)| item.get(name).is_some_and(|part| fits(part, wanted)))
        }
        other => value::equals(item, other),
    }
}

/// Conditions of which one must hold; lists in them turn to all, and back.
fn holds(item: &Value, condition: &Value, all: bool) -> bool {
    match condition {
        Value::Array(conditions) if all => conditions.iter().all(|condition| holds(item, condition, false)),
        Value::Array(conditions) => conditions.iter().any(|condition| holds(item, condition, true)),
        other => fits(item, other),
    }
}

/// The items for which a condition holds. A list among the conditions is one that holds if all in it do.
fn chosen<'a>(a: &'a Arguments<'_>) -> impl Iterator<Item = &'a Value> {
    items(a.value(0)).iter().filter(|item| a.len() == 1 || a.from(1).any(|condition| holds(item, condition, true)))
}

fn filter(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    state.budget.spend(items(a.value(0)).len().saturating_mul(a.len()))?;
    Ok(chosen(a).cloned().collect())
}

fn find(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    state.budget.spend(items(a.value(0)).len().saturating_mul(a.len()))?;
    Ok(chosen(a).next().cloned().unwrap_or_default())
}

fn array_add(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    let mut items = items(a.value(0)).to_vec();
    let at = match a.named_text("position").as_deref() {
        Some("start") => 0,
        _ => a.named_integer("position").map_or(items.len(), |at| position(at, items.len())),
    };
    items.insert(at, a.value(1).clone());
    Ok(items.into())
}

fn array_remove(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    let mut items = items(a.value(0)).to_vec();
    let at = match a.named_text("position").as_deref() {
        Some("start") => 0,
        _ => a.named_integer("position").map_or(items.len().wrapping_sub(1), |at| position(at, items.len())),
    };
    if at < items.len() {
        items.remove(at);
    }
    Ok(items.into())
}

fn pluck(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    let name = a.text(1);
    Ok(items(a.value(0)).iter().map(|item| item.get(&*name).cloned().unwrap_or_default()).collect())
}
