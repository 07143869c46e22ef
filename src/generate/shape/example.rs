//! From an example document to its shape. The items of a list are looked at together: what one of them lacks is optional,
//! what is null in one may be null.

use serde_json::{Map, Value};

use super::looks::{self, Look};
use super::tree::{Field, Member, Object, Shape};
use crate::generate::field::{Domain, FieldName, Hint, JsonType, Kind, infer, key_of, singular};

/// Deeper than this an example is kept as it is.
const DEEPEST: usize = 60;

/// More items than this no list has, unless its example has.
const LONGEST_LIST: usize = 200;

impl Shape {
    /// The shape of an example.
    pub fn from_example(example: &Value) -> Self {
        of_samples("", &[example], None, 0)
    }
}

/// The shape that some values of one field share.
fn of_samples(name: &str, samples: &[&Value], parent: Option<&str>, depth: usize) -> Shape {
    let Some(first) = samples.first() else { return Shape::Literal(Value::Null) };
    if depth >= DEEPEST {
        return Shape::Literal((*first).clone());
    }
    let objects: Vec<&Map<String, Value>> = samples.iter().filter_map(|sample| sample.as_object()).collect();
    if objects.len() == samples.len() {
        return of_objects(name, &objects, depth);
    }
    let lists: Vec<&Vec<Value>> = samples.iter().filter_map(|sample| sample.as_array()).collect();
    if lists.len() == samples.len() {
        return of_lists(name, &lists, depth);
    }
    let json_type = JsonType::of(first);
    // Whole numbers among others are numbers all the same.
    let json_type = match json_type {
        JsonType::Integer if samples.iter().any(|sample| sample.is_f64()) => JsonType::Number,
        other => other,
    };
    let alike = samples.iter().all(|sample| match json_type {
        JsonType::Number => sample.is_number(),
        other => JsonType::of(sample) == other,
    });
    if !alike {
        return one_of(samples);
    }
    of_values(name, json_type, samples, parent)
}

fn one_of(samples: &[&Value]) -> Shape {
    let mut distinct: Vec<Value> = Vec::new();
    for sample in samples.iter().take(LONGEST_LIST) {
        if !distinct.contains(sample) {
            distinct.push((*sample).clone());
        }
    }
    match distinct.len() {
        1 => Shape::Literal(distinct.swap_remove(0)),
        _ => Shape::OneOf(distinct),
    }
}

fn of_objects(name: &str, objects: &[&Map<String, Value>], depth: usize) -> Shape {
    let mut names: Vec<&String> = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for name in objects.iter().flat_map(|object| object.keys()) {
        if seen.insert(name) {
            names.push(name);
        }
    }
    let parent = Some(name).filter(|name| !name.is_empty());
    let members = names.into_iter().map(|name| {
        let all: Vec<&Value> = objects.iter().filter_map(|object| object.get(name)).collect();
        let set: Vec<&Value> = all.iter().copied().filter(|value| !value.is_null()).collect();
        Member {
            name: name.clone(),
            key: key_of(name),
            optional: all.len() < objects.len(),
            nullable: !set.is_empty() && set.len() < all.len(),
            shape: of_samples(name, if set.is_empty() { &all } else { &set }, parent, depth + 1),
        }
    });
    Shape::Object(Object::new(members.collect(), parent))
}

fn of_lists(name: &str, lists: &[&Vec<Value>], depth: usize) -> Shape {
    let items: Vec<&Value> = lists.iter().flat_map(|list| list.iter()).collect();
    if items.is_empty() {
        return Shape::Array { item: None, minimum: 0, maximum: 0 };
    }
    let lengths = || lists.iter().map(|list| list.len());
    let (shortest, longest) = (lengths().min().unwrap_or(0), lengths().max().unwrap_or(0));
    let maximum = (longest + longest.div_ceil(2)).min(LONGEST_LIST.max(longest));
    let minimum = if shortest == 0 { 0 } else { shortest.div_ceil(2) };
    let item = of_samples(&singular(name), &items, None, depth + 1);
    Shape::Array { item: Some(Box::new(item)), minimum, maximum }
}

/// Text, numbers, and truth.
fn of_values(name: &str, json_type: JsonType, samples: &[&Value], parent: Option<&str>) -> Shape {
    let Some(example) = samples.first().copied() else { return Shape::Literal(Value::Null) };
    if json_type == JsonType::Null {
        return Shape::Literal(Value::Null);
    }
    let kind = infer(name, &Hint { json_type: Some(json_type), format: None, parent });
    // A number with decimals is none of what is counted in whole.
    let counted = |kind: &Kind| json_type == JsonType::Number && kind.json_type == JsonType::Integer;
    let kind = kind.filter(|kind| !counted(kind));
    let look = match example {
        Value::String(text) => looks::of_text(text),
        Value::Number(_) => match looks::clock_of(example).filter(|_| kind.is_some_and(|kind| kind.domain == Domain::Time)) {
            Some(clock) => Look::Moment(clock),
            None => looks::of_number(example),
        },
        _ => Look::Plain,
    };
    let stays = match (&look, kind) {
        // A word for machines that is not among those of its kind: another one may mean nothing to who reads it.
        (Look::Word, Some(kind)) => kind.choices().is_some_and(|choices| !offers(choices, samples)),
        (Look::Word, None) | (Look::Plain, None) => json_type != JsonType::Boolean,
        _ => false,
    };
    if stays {
        return one_of(samples);
    }
    // A moment's name on a number that counts to no moment says nothing.
    let kind = kind.filter(|kind| !kind.is_moment() || matches!(look, Look::Moment(_)));
    Shape::Field(Field {
        name: FieldName::new(name.to_owned()),
        json_type,
        format: None,
        kind,
        example: Some(example.clone()),
        look,
        is_in_capitals: example.as_str().is_some_and(looks::is_word_in_capitals),
    })
}

fn offers(choices: &[&str], samples: &[&Value]) -> bool {
    samples
        .iter()
        .filter_map(|sample| sample.as_str())
        .any(|sample| choices.iter().any(|choice| choice.eq_ignore_ascii_case(sample)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn members(shape: &Shape) -> Vec<(&str, bool, bool)> {
        match shape {
            Shape::Object(object) => {
                object.members.iter().map(|member| (member.name.as_str(), member.optional, member.nullable)).collect()
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn items_are_looked_at_together() {
        let shape = Shape::from_example(&json!([{ "id": 1, "name": null }, { "id": 2, "name": "Ada", "note": "Hello there" }]));
        let Shape::Array { item: Some(item), minimum: 1, maximum: 3 } = &shape else { panic!("{shape:?}") };
        assert_eq!(members(item), [("id", false, false), ("name", false, true), ("note", true, false)]);
    }

    #[test]
    fn what_is_empty_stays_empty() {
        assert!(matches!(Shape::from_example(&json!([])), Shape::Array { item: None, maximum: 0, .. }));
        assert!(matches!(Shape::from_example(&json!({ "a": null })), Shape::Object(_)));
        assert!(matches!(Shape::from_example(&Value::Null), Shape::Literal(Value::Null)));
    }

    #[test]
    fn words_for_machines_stay_unless_they_are_known() {
        let shape_of = |name: &str, value: Value| match Shape::from_example(&json!({ name: value })) {
            Shape::Object(mut object) => object.members.remove(0).shape,
            other => panic!("{other:?}"),
        };
        assert!(matches!(shape_of("frobnication", json!("SHINY")), Shape::Literal(_)));
        assert!(matches!(shape_of("type", json!("line_item")), Shape::Literal(_)));
        assert!(matches!(shape_of("payment_method", json!("CREDIT_CARD")), Shape::Field(_)));
        assert!(
            matches!(shape_of("frobnications", json!(["SHINY", "DULL"])), Shape::Array { item: Some(item), .. } if matches!(*item, Shape::OneOf(_)))
        );
    }

    #[test]
    fn depth_is_limited() {
        let mut deep = json!(1);
        for _ in 0..500 {
            deep = json!({ "a": deep });
        }
        let _ = Shape::from_example(&deep);
    }
}
