//! Differences, word for word and against the comparison that conditions make.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::engine::condition::{JsonComparison, Outcome};

const PLAIN: JsonOptions = JsonOptions { ignore_order: false, ignore_extra: false };
const ANY_ORDER: JsonOptions = JsonOptions { ignore_order: true, ignore_extra: false };
const EXTRAS: JsonOptions = JsonOptions { ignore_order: false, ignore_extra: true };
const BOTH: JsonOptions = JsonOptions { ignore_order: true, ignore_extra: true };

fn sentences(expected: &Value, actual: &Value, options: JsonOptions) -> Vec<String> {
    json_differences(expected, actual, options).iter().map(JsonDifference::sentence).collect()
}

#[test]
fn differences_name_their_place() {
    let order = json!({"items": [{"id": 1, "price": 4}, {"id": 2, "price": 5}, {"id": 3, "price": 6}], "note": "x"});
    let changed = |change: fn(&mut Value)| {
        let mut value = order.clone();
        change(&mut value);
        value
    };
    let table: &[(Value, JsonOptions, &[&str])] = &[
        (order.clone(), PLAIN, &[]),
        (changed(|v| v["items"][2]["price"] = json!(7)), PLAIN, &["$.items[2].price is 7 instead of 6"]),
        (changed(|v| v["items"][2]["price"] = json!("6")), PLAIN, &["$.items[2].price is \"6\" instead of 6"]),
        (
            changed(|v| _ = v["items"].as_array_mut().unwrap().remove(0)),
            PLAIN,
            &["$.items[0] is missing, expected {\"id\":1,\"price\":4}"],
        ),
        (changed(|v| v["items"].as_array_mut().unwrap().insert(1, json!(9))), PLAIN, &["$.items[1] is not expected, was 9"]),
        (changed(|v| v["items"].as_array_mut().unwrap().insert(1, json!(9))), EXTRAS, &[]),
        (changed(|v| v["items"].as_array_mut().unwrap().swap(0, 2)), BOTH, &[]),
        (changed(|v| v["items"].as_array_mut().unwrap().rotate_left(1)), PLAIN, &["$.items[0] has moved to $.items[2]"]),
        (
            changed(|v| {
                v["items"].as_array_mut().unwrap().rotate_left(1);
                v["items"][0]["price"] = json!(0);
            }),
            ANY_ORDER,
            &["$.items[0].price is 0 instead of 5"],
        ),
        (changed(|v| _ = v.as_object_mut().unwrap().remove("note")), EXTRAS, &["$.note is missing, expected \"x\""]),
        (changed(|v| v["it's odd"] = json!(null)), PLAIN, &["$['it\\'s odd'] is not expected, was null"]),
        (
            json!([]),
            PLAIN,
            &[
                "$ is [] instead of {\"items\":[{\"id\":1,\"price\":4},{\"id\":2,\"price\":5},{\"id\":3,\"price\":6}],\"note\":\"x\"}",
            ],
        ),
    ];
    for (actual, options, expected) in table {
        assert_eq!(sentences(&order, actual, *options), *expected, "{actual} {options:?}");
    }
}

#[test]
fn differences_are_few_and_short_and_found_soon() {
    let many = |from: usize| (from..from + 5_000).map(|number| json!({"n": [number]})).collect::<Value>();
    for options in [PLAIN, ANY_ORDER, EXTRAS, BOTH] {
        let found = json_differences(&many(0), &many(10_000), options);
        assert!(!found.is_empty() && found.len() <= MAX_DIFFERENCES, "{options:?}");
    }
    let long = json!("ü".repeat(10_000));
    let found = json_differences(&json!("a"), &long, PLAIN);
    assert!(found[0].actual.as_ref().unwrap().len() < 2 * MAX_QUOTED, "{found:?}");
    let deep = |leaf: i32| (0..120).fold(json!(leaf), |inner, _| json!([inner]));
    for options in [PLAIN, ANY_ORDER, EXTRAS, BOTH] {
        assert_eq!(json_differences(&deep(1), &deep(1), options), []);
        assert_eq!(json_differences(&deep(1), &deep(2), options)[0].kind, JsonDifferenceKind::NotCompared);
    }
}

fn small_json() -> impl Strategy<Value = Value> {
    let leaf =
        prop_oneof![Just(json!(null)), Just(json!(1)), Just(json!(1.0)), Just(json!(2)), Just(json!("1")), Just(json!(true))];
    leaf.prop_recursive(3, 24, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::Array),
            prop::collection::vec(("[abc]", inner), 0..4).prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn there_are_differences_exactly_where_values_are_not_the_same(
        expected in small_json(),
        other in small_json(),
        shuffles in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 0..4),
        drops_one in any::<bool>(),
        is_other in any::<bool>(),
        options in any::<[bool; 2]>(),
    ) {
        // Near relatives differ in more interesting ways than strangers.
        let mut actual = if is_other { other } else { expected.clone() };
        if let Value::Array(elements) = &mut actual && !elements.is_empty() {
            for (a, b) in &shuffles {
                let (a, b) = (a.index(elements.len()), b.index(elements.len()));
                elements.swap(a, b);
            }
            if drops_one {
                elements.remove(0);
            }
        }
        let options = JsonOptions { ignore_order: options[0], ignore_extra: options[1] };
        let is_same = JsonComparison::new(expected.clone(), options).outcome(&actual) == Outcome::Holds;
        let found = json_differences(&expected, &actual, options);
        prop_assert_eq!(found.is_empty(), is_same, "{} {} {:?} {:?}", expected, actual, options, found);
    }
}
