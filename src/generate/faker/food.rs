//! `food`: what people eat.

use serde_json::Value;

use super::draw;
use super::method::Method;
use super::words::food;

pub(super) static METHODS: &[Method] = &[
    Method::text("food.adjective", "What food tastes or feels like.", |call| call.word(food::ADJECTIVES)),
    Method::text("food.description", "What a menu says of a dish.", |call| {
        let mut text = call.pick(food::DESCRIPTIONS).to_owned();
        for (place, words) in [
            ("{adjective}", food::ADJECTIVES),
            ("{dish}", &["stew", "soup", "salad", "curry", "casserole", "pie"] as &[&str]),
            ("{fruit}", food::FRUITS),
            ("{ingredient}", food::INGREDIENTS),
            ("{meat}", food::MEATS),
            ("{spice}", food::SPICES),
            ("{vegetable}", food::VEGETABLES),
        ] {
            if text.contains(place) {
                text = text.replace(place, call.pick(words));
            }
        }
        if text.contains("{Adjective}") {
            text = text.replace("{Adjective}", &draw::capitalized(call.pick(food::ADJECTIVES)));
        }
        Ok(Value::from(text))
    }),
    Method::text("food.dish", "The name of a dish.", |call| call.word(food::DISHES)),
    Method::text("food.ethnicCategory", "Whose cooking it is.", |call| call.word(food::CUISINES)),
    Method::text("food.fruit", "A fruit.", |call| call.word(food::FRUITS)),
    Method::text("food.ingredient", "Something to cook with.", |call| call.word(food::INGREDIENTS)),
    Method::text("food.meat", "A kind of meat.", |call| call.word(food::MEATS)),
    Method::text("food.spice", "A spice or herb.", |call| call.word(food::SPICES)),
    Method::text("food.vegetable", "A vegetable.", |call| call.word(food::VEGETABLES)),
];
