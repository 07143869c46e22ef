//! Whether two JSON values are the same, whatever the order of members, and if asked whatever the order of
//! elements or whatever else is there.

use std::collections::VecDeque;

use serde_json::Value;

use super::{Outcome, number::Number};
use crate::engine::json_difference::{self, JsonDifference, JsonOptions};

/// The most pairs of values that one comparison with both options looks at.
const MAX_PAIRS: usize = 2_000_000;
/// The most values that are looked at to tell how like two values are.
const MAX_WEIGHED: usize = 2_000;

/// A value to compare with, and how.
#[derive(Debug)]
pub(in crate::engine) struct JsonComparison {
    value: Value,
    /// With the order of elements ignored and nothing else: the value in a form that has no order.
    unordered: Option<String>,
    options: JsonOptions,
}

impl JsonComparison {
    pub(in crate::engine) fn new(value: Value, options: JsonOptions) -> Self {
        let unordered = (options.ignore_order && !options.ignore_extra).then(|| unordered(&value));
        Self { value, unordered, options }
    }

    /// Compares a value of a request.
    pub(in crate::engine) fn outcome(&self, actual: &Value) -> Outcome {
        if let Some(expected) = &self.unordered {
            return Outcome::of(*expected == unordered(actual));
        }
        let mut pairs = Pairs::new(self.options);
        let holds = pairs.same(&self.value, actual);
        if pairs.left == 0 { Outcome::Unreadable("is too large to compare in any order") } else { Outcome::of(holds) }
    }

    /// How many of the values inside the one to compare with a value does not have, and how many there are; in short, so
    /// that many can be compared.
    pub(super) fn unlikeness(&self, actual: &Value) -> (usize, usize) {
        let mut left = MAX_WEIGHED;
        let all = count_leaves(&self.value, &mut left);
        let differing = json_difference::weigh_differences(&self.value, actual, self.options, MAX_WEIGHED);
        (differing, all)
    }

    /// Where a value differs from the one to compare with, both being called `root`.
    pub(super) fn differences(&self, actual: &Value, root: &str) -> Vec<JsonDifference> {
        json_difference::differences_at(root, &self.value, actual, self.options)
    }
}

/// How many values that hold no others are inside a value, as far as they are counted.
fn count_leaves(value: &Value, left: &mut usize) -> usize {
    *left = left.saturating_sub(1);
    match value {
        _ if *left == 0 => 1,
        Value::Array(elements) if !elements.is_empty() => elements.iter().map(|element| count_leaves(element, left)).sum(),
        Value::Object(members) if !members.is_empty() => members.values().map(|member| count_leaves(member, left)).sum(),
        _ => 1,
    }
}

/// The value as text with members and elements sorted, so that values that differ only in order give the same.
pub(in crate::engine) fn unordered(value: &Value) -> String {
    match value {
        Value::Number(number) => Number::of_json(number).map_or_else(|| number.to_string(), |number| number.to_string()),
        Value::Array(elements) => {
            let mut elements: Vec<_> = elements.iter().map(unordered).collect();
            elements.sort_unstable();
            format!("[{}]", elements.join(","))
        }
        Value::Object(members) => {
            let mut members: Vec<_> =
                members.iter().map(|(name, value)| format!("{}:{}", Value::from(name.as_str()), unordered(value))).collect();
            members.sort_unstable();
            format!("{{{}}}", members.join(","))
        }
        Value::Null | Value::Bool(_) | Value::String(_) => value.to_string(),
    }
}

/// Compares pairs of values, as many as are left.
pub(in crate::engine) struct Pairs {
    options: JsonOptions,
    pub(in crate::engine) left: usize,
}

impl Pairs {
    pub(in crate::engine) fn new(options: JsonOptions) -> Self {
        Self::with_left(options, MAX_PAIRS)
    }

    /// Compares so many pairs.
    pub(in crate::engine) fn with_left(options: JsonOptions, left: usize) -> Self {
        Self { options, left }
    }

    /// Whether two values are the same. Of lists that are equal in any order [`unordered`] tells that faster.
    pub(in crate::engine) fn same(&mut self, expected: &Value, actual: &Value) -> bool {
        self.left = self.left.saturating_sub(1);
        if self.left == 0 {
            return false;
        }
        match (expected, actual) {
            (Value::Number(expected), Value::Number(actual)) => match (Number::of_json(expected), Number::of_json(actual)) {
                (Some(expected), Some(actual)) => expected.compare(actual).is_eq(),
                _ => expected == actual,
            },
            (Value::Object(expected), Value::Object(actual)) => {
                (self.options.ignore_extra || expected.len() == actual.len())
                    && expected.iter().all(|(name, expected)| actual.get(name).is_some_and(|actual| self.same(expected, actual)))
            }
            (Value::Array(expected), Value::Array(actual)) => match (self.options.ignore_extra, self.options.ignore_order) {
                (false, _) => {
                    expected.len() == actual.len()
                        && expected.iter().zip(actual).all(|(expected, actual)| self.same(expected, actual))
                }
                // The first place that fits an element is as good as any later one for those after it.
                (true, false) => {
                    let mut actual = actual.iter();
                    expected.iter().all(|expected| actual.any(|actual| self.same(expected, actual)))
                }
                (true, true) => self.each_has_its_own(expected, actual),
            },
            (expected, actual) => expected == actual,
        }
    }

    /// Whether every expected element can be given an actual one of its own. One may fit several, so this is a
    /// matching in a bipartite graph, grown by augmenting paths.
    fn each_has_its_own(&mut self, expected: &[Value], actual: &[Value]) -> bool {
        if expected.len() > actual.len() {
            return false;
        }
        let mut fits = Vec::with_capacity(expected.len());
        for value in expected {
            let fitting = self.fitting(value, actual);
            if fitting.is_empty() || self.left == 0 {
                return false;
            }
            fits.push(fitting);
        }
        let mut matching = Matching { holder: vec![None; actual.len()], place: vec![None; expected.len()] };
        (0..expected.len()).all(|start| self.give_place(start, &fits, &mut matching))
    }

    /// The actual element that each expected one is given where as many of them as can be are given one.
    pub(in crate::engine) fn places(&mut self, expected: &[Value], actual: &[Value]) -> Vec<Option<usize>> {
        let fits: Vec<_> = expected.iter().map(|value| self.fitting(value, actual)).collect();
        let mut matching = Matching { holder: vec![None; actual.len()], place: vec![None; expected.len()] };
        for start in 0..expected.len() {
            self.give_place(start, &fits, &mut matching);
        }
        matching.place
    }

    /// The actual elements that fit an expected one.
    fn fitting(&mut self, value: &Value, actual: &[Value]) -> Vec<usize> {
        actual.iter().enumerate().filter(|(_, actual)| self.same(value, actual)).map(|(index, _)| index).collect()
    }

    /// Finds a place for the element `start`, by way of moving those that have one already.
    fn give_place(&mut self, start: usize, fits: &[Vec<usize>], matching: &mut Matching) -> bool {
        let mut asked_by: Vec<Option<usize>> = vec![None; matching.holder.len()];
        let mut waiting = VecDeque::from([start]);
        while let Some(seeker) = waiting.pop_front() {
            for &place in &fits[seeker] {
                self.left = self.left.saturating_sub(1);
                if self.left == 0 {
                    return false;
                }
                if asked_by[place].is_some() {
                    continue;
                }
                asked_by[place] = Some(seeker);
                match matching.holder[place] {
                    Some(holder) => waiting.push_back(holder),
                    None => {
                        matching.shift(place, &asked_by);
                        return true;
                    }
                }
            }
        }
        false
    }
}

/// Which expected element holds which actual one, seen from both sides.
struct Matching {
    holder: Vec<Option<usize>>,
    place: Vec<Option<usize>>,
}

impl Matching {
    /// Gives a free place to the one who asked for it, the place that one had to the one who asked for that, and so on.
    fn shift(&mut self, free: usize, asked_by: &[Option<usize>]) {
        let mut next = Some(free);
        while let Some(place) = next {
            self.holder[place] = asked_by[place];
            next = asked_by[place].and_then(|seeker| self.place[seeker].replace(place));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn outcome(expected: Value, actual: &Value, ignore_order: bool, ignore_extra: bool) -> Outcome {
        JsonComparison::new(expected, JsonOptions { ignore_order, ignore_extra }).outcome(actual)
    }

    #[test]
    fn options_say_what_is_the_same() {
        // expected, actual, and whether they are the same: plainly, in any order, with extras, with both
        let table = [
            (json!({"a": 1, "b": 2}), json!({"b": 2.0, "a": 1}), [true, true, true, true]),
            (json!({"a": 1}), json!({"a": 1, "b": 2}), [false, false, true, true]),
            (json!({"a": 1, "b": 2}), json!({"a": 1}), [false, false, false, false]),
            (json!([1, 2, 3]), json!([3, 1, 2]), [false, true, false, true]),
            (json!([1, 2]), json!([1, 9, 2]), [false, false, true, true]),
            (json!([2, 1]), json!([1, 9, 2]), [false, false, false, true]),
            (json!([1, 1]), json!([1, 2]), [false, false, false, false]),
            (json!([1, 1, 2]), json!([2, 2, 1]), [false, false, false, false]),
            (json!([1]), json!([1, 1]), [false, false, true, true]),
            (json!({"a": [{"x": [1, 2]}]}), json!({"a": [{"x": [2, 1], "y": 0}]}), [false, false, false, true]),
            (json!([{"a": 1}, {"a": 1, "b": 2}]), json!([{"a": 1, "b": 2}, {"a": 1}]), [false, true, false, true]),
            (json!([[1], [1, 2], [1, 2, 3]]), json!([[3, 2, 1], [2, 1], [1]]), [false, true, false, true]),
            (json!("1"), json!(1), [false, false, false, false]),
            (json!(null), json!(null), [true, true, true, true]),
            (json!(9007199254740993_i64), json!(9007199254740992_i64), [false, false, false, false]),
            (json!(1e300), json!(1e300), [true, true, true, true]),
        ];
        for (expected, actual, results) in table {
            for (index, holds) in results.into_iter().enumerate() {
                let found = outcome(expected.clone(), &actual, index & 1 == 1, index & 2 == 2);
                assert_eq!(found, Outcome::of(holds), "{expected} {actual} {index}");
            }
        }
    }

    #[test]
    fn every_matching_that_exists_is_found() {
        // Element i of the expected ones fits only the actual ones from i on, so taking the first that fits runs dry.
        let names: Vec<String> = (0..12).map(|index| format!("k{index}")).collect();
        let objects: Vec<Value> =
            (1..=12).map(|count| names.iter().take(count).map(|name| (name.clone(), json!(1))).collect()).collect();
        let mut reversed = objects.clone();
        reversed.reverse();
        assert_eq!(outcome(Value::Array(objects.clone()), &Value::Array(reversed.clone()), true, true), Outcome::Holds);
        reversed[0] = objects[0].clone();
        assert_eq!(outcome(Value::Array(objects), &Value::Array(reversed), true, true), Outcome::Fails);
    }

    #[test]
    fn the_cost_is_bounded() {
        let many: Value = (0..3_000).map(|number| json!({ "n": [number] })).collect();
        let reversed: Value = (0..3_000).rev().map(|number| json!({ "n": [number] })).collect();
        assert_eq!(outcome(many.clone(), &reversed, true, false), Outcome::Holds);
        assert!(matches!(outcome(many, &reversed, true, true), Outcome::Unreadable(_)));
    }
}
