//! What holds for any template.

use proptest::prelude::*;

use super::*;
use crate::generate::template::{Completion, all_helpers, check_json, complete};

/// Values as templates write them.
fn value() -> impl Strategy<Value = String> {
    let plain = prop_oneof![
        any::<i64>().prop_map(|number| number.to_string()),
        "[0-9]{1,3}\\.[0-9]{1,3}",
        "'[^'\\\\]{0,12}'",
        Just("''".to_owned()),
        Just("null".to_owned()),
        Just("true".to_owned()),
        Just("body".to_owned()),
        Just("body.tags".to_owned()),
        Just("body.user".to_owned()),
        Just("request.query".to_owned()),
        Just("(array 3 1 2)".to_owned()),
        Just("(object a=1 b='x')".to_owned()),
        Just("'$..*'".to_owned()),
        Just("'2024-02-30'".to_owned()),
        Just("'2024-03-05'".to_owned()),
        Just("this".to_owned()),
        Just("@index".to_owned()),
        Just("../x".to_owned()),
    ];
    plain.prop_recursive(2, 8, 3, |inner| {
        let names: Vec<&'static str> = all_helpers().map(|helper| helper.name).collect();
        (prop::sample::select(names), prop::collection::vec(inner, 0..4))
            .prop_map(|(name, values)| format!("({name} {})", values.join(" ")))
    })
}

fn call() -> impl Strategy<Value = String> {
    let names: Vec<&'static str> = all_helpers().map(|helper| helper.name).collect();
    let named = prop::sample::select(vec![
        "offset", "format", "position", "length", "size", "lower", "upper", "decode", "count", "days", "years", "maxAge",
        "timezone", "comma",
    ]);
    let named = prop::collection::vec((named, value()).prop_map(|(name, value)| format!("{name}={value}")), 0..3);
    (prop::sample::select(names), prop::collection::vec(value(), 0..4), named)
        .prop_map(|(name, values, named)| format!("{name} {} {}", values.join(" "), named.join(" ")))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn no_text_makes_it_panic(text in "[ -~äé\n]{0,80}", tags in prop::collection::vec("[{}#/^!~&>*@.a-e\\[\\]'\"()|= 0-9\\\\]{0,24}", 0..6)) {
        let text = format!("{text}{{{{{}}}}}", tags.join("}}{{"));
        let _ = rendered_with(&text, Escape::Json, 1, &Memory::default());
        let _: Vec<Completion> = complete(&text);
        let _ = check_json(&text);
    }

    #[test]
    fn any_call_gives_the_same_text_twice(calls in prop::collection::vec(call(), 1..4), seed in any::<u64>()) {
        let text = calls.iter().map(|call| format!("{{{{{call}}}}}")).collect::<String>();
        let block = calls.iter().map(|call| format!("{{{{#{call}}}}}x{{{{/{}}}}}", call.split(' ').next().unwrap())).collect::<String>();
        for text in [text, block] {
            let first = rendered_with(&text, Escape::Json, seed, &Memory::default());
            prop_assert_eq!(&first, &rendered_with(&text, Escape::Json, seed, &Memory::default()), "{}", text);
            if let Err(error) = first {
                prop_assert!(error.line == 1 && error.column >= 1 && error.column <= text.chars().count() + 1 || text.contains('\n'));
            }
        }
    }

    #[test]
    fn json_around_any_text_stays_json(text in any::<String>()) {
        let headers = HeaderMap::new();
        let body = json!({ "a": text }).to_string();
        let scene = Scene::new("GET", "/", &headers, body.as_bytes(), Seed(1));
        let template = Template::compile("{\"a\":\"{{body.a}}\",\"b\":{{body}},\"c\":{{toJson body.a}}}", Escape::Json).unwrap();
        let shown = template.render(&scene).unwrap().text;
        prop_assert_eq!(serde_json::from_str::<Value>(&shown).unwrap(), json!({ "a": text, "b": { "a": text }, "c": text }));
    }

    #[test]
    fn text_without_tags_is_left_alone(text in "[^{\\\\]{0,200}") {
        prop_assert_eq!(shown(&text), text);
    }
}
