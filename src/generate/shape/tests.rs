//! What holds for whole documents.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::Shape;
use crate::generate::faker::Locale;
use crate::generate::field::{JsonType, Overrides};
use crate::generate::random::{Random, Seed};

fn generate(shape: &Shape, seed: u64) -> Value {
    shape.generate(&mut Random::new(Seed(seed)), Locale::En, &Overrides::default())
}

/// Whether a value has the types of an example. Items of lists are compared with the first item of the example.
fn same_types(value: &Value, example: &Value, pointer: &str) -> Result<(), String> {
    match (value, example) {
        (Value::Object(value), Value::Object(example)) => {
            if !value.keys().eq(example.keys()) {
                return Err(format!("{pointer}: other fields"));
            }
            value
                .iter()
                .zip(example.values())
                .try_for_each(|((name, value), example)| same_types(value, example, &format!("{pointer}/{name}")))
        }
        (Value::Array(value), Value::Array(example)) => match example.first() {
            None if value.is_empty() => Ok(()),
            None => Err(format!("{pointer}: not empty")),
            Some(first) => value.iter().try_for_each(|value| same_types(value, first, &format!("{pointer}/-"))),
        },
        _ if JsonType::of(value) == JsonType::of(example) => Ok(()),
        _ => Err(format!("{pointer}: {value} instead of {example}")),
    }
}

fn example() -> Value {
    json!({
        "id": "ord_1234", "uuid": "0b5ad4e2-6c1f-4e0f-9d3a-2f1c3b4a5d6e", "number": 1042,
        "created_at": "2025-01-01T10:00:00.000Z", "updated_at": "2025-01-02T10:00:00.000Z", "ship_date": "2025-01-03",
        "status": "pending", "frobnication": "SHINY", "paid": true, "note": "Please leave it at the door.",
        "customer": { "name": "Ada Lovelace", "email": "ada@example.com", "age": 36, "phone": "+44 20 7946 0000" },
        "address": { "street": "1 High Street", "city": "London", "zip": "12345", "country": "United Kingdom", "lat": 51.5, "lng": -0.12 },
        "items": [{ "sku": "ABC-12345", "name": "Lamp", "price": 19.99, "quantity": 2 }, { "sku": "XYZ-99999", "name": "Chair", "price": 49.5, "quantity": 1 }],
        "tags": ["red", "green"], "empty": [], "nothing": null, "total": 89.48, "url": "https://shop.acme.test/orders/1234",
        "ts": 1_735_725_600, "ts_ms": 1_735_725_600_000_i64, "score": 0.75, "hash": "9f86d081884c7d659a2feaa0c55ad015",
    })
}

#[test]
fn types_and_fields_stay_as_in_the_example() {
    let example = example();
    let shape = Shape::from_example(&example);
    for seed in 0..300 {
        let value = generate(&shape, seed);
        assert_eq!(same_types(&value, &example, ""), Ok(()), "seed {seed}: {value:#}");
        assert_eq!(value["frobnication"], "SHINY");
        assert!(value["id"].as_str().unwrap().starts_with("ord_"));
        let (created, updated) = (value["created_at"].as_str().unwrap(), value["updated_at"].as_str().unwrap());
        assert!(created.len() == 24 && created < updated, "{created} {updated}");
        assert_eq!(value["ship_date"].as_str().unwrap().len(), 10);
        assert!(value["url"].as_str().unwrap().starts_with("https://shop.acme.test/orders/"));
        assert_eq!(value["address"]["zip"].as_str().unwrap().len(), 5);
        assert!((1_600_000_000..1_800_000_000).contains(&value["ts"].as_i64().unwrap()), "{}", value["ts"]);
        assert!((1..=3).contains(&value["items"].as_array().unwrap().len()));
    }
}

#[test]
fn most_values_differ_from_call_to_call() {
    let shape = Shape::from_example(&example());
    let (first, second) = (generate(&shape, 1), generate(&shape, 2));
    let same: Vec<&String> =
        first.as_object().unwrap().iter().filter(|(name, value)| second[*name] == **value).map(|(name, _)| name).collect();
    assert!(same.len() <= 8, "{same:?}");
    assert_eq!(first, generate(&shape, 1));
}

#[test]
fn a_list_of_names_makes_a_document() {
    let shape = Shape::from_names("{\"id\",\"email\",\"created_at\",\"name\",\"price\"}").unwrap();
    let value = generate(&shape, 9);
    assert_eq!(value["id"].as_str().unwrap().len(), 36);
    assert!(value["email"].as_str().unwrap().contains('@'));
    assert!(value["created_at"].as_str().unwrap().ends_with('Z'));
    assert!(!value["name"].as_str().unwrap().is_empty());
    assert!(value["price"].as_f64().unwrap() > 0.0);
}

#[test]
fn an_address_is_that_of_the_object_around_it() {
    let shape = Shape::from_names("phone, address.country, address.city, name.first, name.last, email, customer.email").unwrap();
    for seed in 0..100 {
        let value = generate(&shape, seed);
        let first = value["name"]["first"].as_str().unwrap().to_lowercase();
        let start = |text: &Value| text.as_str().unwrap().split('.').next().unwrap().to_owned();
        assert_eq!(start(&value["email"]), first.replace(|character: char| !character.is_ascii_alphabetic(), ""));
        if value["address"]["country"] == "Germany" {
            assert!(value["phone"].as_str().unwrap().starts_with("+49 "), "{value}");
        }
    }
    let differ = (0..100).map(|seed| generate(&shape, seed)).filter(|value| value["email"] != value["customer"]["email"]).count();
    assert!(differ > 90);
}

#[test]
fn a_project_has_the_last_word() {
    let (overrides, errors) =
        Overrides::parse([("sku", "one of: A-1, A-2"), ("Quantity", "faker number.int {\"min\": 7, \"max\": 7}")]);
    assert_eq!(errors, []);
    let shape = Shape::from_example(&example());
    let value = shape.generate(&mut Random::new(Seed(4)), Locale::En, &overrides);
    for item in value["items"].as_array().unwrap() {
        assert!(item["sku"] == "A-1" || item["sku"] == "A-2", "{item}");
        assert_eq!(item["quantity"], 7);
    }
}

#[test]
fn edges_are_named_where_they_are_and_keep_the_types() {
    let shape = Shape::from_example(&json!({ "a/b": "some text here", "n": 5, "f": 1.5, "list": [1, 2], "day": "2025-01-01" }));
    let mut seen = std::collections::BTreeSet::new();
    for seed in 0..50 {
        let edged = |seed| shape.generate_edges(&mut Random::new(Seed(seed)), Locale::En, &Overrides::default());
        let (value, edges) = edged(seed);
        assert_eq!(edged(seed), (value.clone(), edges.clone()));
        assert!(value["n"].is_i64() && value["f"].is_f64() && value["a/b"].is_string() && value["list"].is_array());
        for edge in edges {
            assert!(value.pointer(&edge.pointer).is_some(), "{edge:?} in {value}");
            seen.insert(edge.description);
        }
    }
    for expected in
        ["empty text", "odd Unicode", "zero", "largest 32-bit integer", "empty list", "list of 100 items", "a leap day"]
    {
        assert!(seen.contains(expected), "{expected} in {seen:?}");
    }
    let (_, edges) = Shape::from_example(&json!({ "a/b": "x y" })).generate_edges(
        &mut Random::new(Seed(2)),
        Locale::En,
        &Overrides::default(),
    );
    assert!(edges.iter().all(|edge| edge.pointer == "/a~1b"), "{edges:?}");
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,30}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec(("[a-z_]{1,12}", inner), 0..6).prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn any_example_can_be_made_dynamic(example in any_json(), seed in any::<u64>()) {
        let shape = Shape::from_example(&example);
        let value = generate(&shape, seed);
        prop_assert_eq!(JsonType::of(&value), JsonType::of(&example));
        prop_assert_eq!(&value, &generate(&shape, seed));
        let (edged, _) = shape.generate_edges(&mut Random::new(Seed(seed)), Locale::DeDe, &Overrides::default());
        prop_assert_eq!(JsonType::of(&edged), JsonType::of(&example));
    }

    #[test]
    fn any_list_of_names_is_read_or_refused(names in "[a-z_.:\\[\\], \\n]{0,80}", seed in any::<u64>()) {
        if let Ok(shape) = Shape::from_names(&names) {
            prop_assert!(generate(&shape, seed).is_object());
        }
    }
}

#[test]
fn a_price_in_whole_units_and_a_person_with_a_price_stay_what_they_are() {
    let shape = Shape::from_example(&json!({"id": 1, "name": "A", "email": "a@b.test", "price": 20}));
    for seed in 0..200 {
        let value = generate(&shape, seed);
        assert!((0..1000).contains(&value["price"].as_i64().unwrap()), "{value}");
        let (name, email) = (value["name"].as_str().unwrap(), value["email"].as_str().unwrap());
        let first = name.split_whitespace().find(|part| !part.ends_with('.')).unwrap().to_lowercase();
        let last = name.split_whitespace().next_back().unwrap().to_lowercase();
        assert_ne!(name, name.to_uppercase(), "{name}");
        let fits = |part: &str| email.contains(&part.chars().filter(char::is_ascii_alphabetic).collect::<String>());
        assert!(fits(&first) || fits(&last), "{name} <{email}>");
    }
}
