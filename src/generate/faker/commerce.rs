//! `commerce`: goods, prices, and the numbers on them with valid check digits.

use serde_json::Value;

use super::call::Call;
use super::draw;
use super::method::{Answer, Kind, Method, optional};
use super::words::{commerce, science, vocabulary};

pub(super) static METHODS: &[Method] = &[
    Method::text("commerce.department", "A department of a shop.", |call| call.word(commerce::DEPARTMENTS)),
    Method::text("commerce.isbn", "The number of a book, with a valid check digit.", isbn).with(&[
        optional("variant", Kind::Choice(&["10", "13"]), "13", "10 or 13 digits."),
        optional("separator", Kind::Text, "-", "What stands between the groups."),
    ]),
    Method::text("commerce.price", "A price, as a text.", price)
        .with(&[
            optional("min", Kind::Number, "1", "The lowest price."),
            optional("max", Kind::Number, "1000", "The highest price."),
            optional("dec", Kind::Integer, "2", "How many digits after the point."),
            optional("symbol", Kind::Text, "none", "What stands before it."),
        ])
        .example(r#"[{"min":5,"max":50,"symbol":"$"}]"#),
    Method::text("commerce.product", "A kind of product.", |call| call.word(commerce::PRODUCTS)),
    Method::text("commerce.productAdjective", "A word that praises a product.", |call| call.word(commerce::ADJECTIVES)),
    Method::text("commerce.productDescription", "A sentence that praises a product.", |call| {
        let mut text = call.pick(commerce::DESCRIPTIONS).to_owned();
        for (place, words) in [
            ("{adjective}", commerce::ADJECTIVES),
            ("{product}", commerce::PRODUCTS),
            ("{material}", commerce::MATERIALS),
            ("{benefit}", commerce::BENEFITS),
            ("{color}", science::COLORS),
            ("{word}", vocabulary::ADJECTIVES),
        ] {
            if text.contains(place) {
                text = text.replace(place, call.pick(words));
            }
        }
        let text = if text.contains("{company}") { text.replace("{company}", &super::company::name(call)) } else { text };
        Ok(Value::from(text))
    }),
    Method::text("commerce.productMaterial", "What a product is made of.", |call| call.word(commerce::MATERIALS)),
    Method::text("commerce.productName", "The name of a product.", |call| {
        Ok(Value::from(format!(
            "{} {} {}",
            call.pick(commerce::ADJECTIVES),
            call.pick(commerce::MATERIALS),
            call.pick(commerce::PRODUCTS)
        )))
    }),
    Method::text("commerce.upc", "The number under a bar code: twelve digits, the last a valid check digit (Faker.js 10).", upc)
        .with(&[optional("prefix", Kind::Text, "none", "The first digits, at most eleven.")])
        .positions(0),
];

fn price(call: &mut Call<'_>) -> Answer {
    let (low, high) = (call.number("min")?.unwrap_or(1.0), call.number("max")?.unwrap_or(1000.0));
    let digits = call.integer("dec", 0, 15)?.unwrap_or(2) as usize;
    if low < 0.0 || low > high {
        return call.unsuitable(format!("'min' and 'max' must be 0 or more, the smaller first, but are {low} and {high}"));
    }
    let symbol = call.text("symbol")?.unwrap_or_default();
    let amount = draw::decimal(call.random, low, high, digits as u32);
    Ok(Value::from(format!("{symbol}{amount:.digits$}")))
}

/// The check digit of the kinds of number whose digits count one and three times by turns. The last digit before it counts
/// three times.
fn check_digit(digits: &str) -> u32 {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(position, digit)| u32::from(digit.saturating_sub(b'0')) * if position % 2 == 0 { 3 } else { 1 })
        .sum();
    (10 - sum % 10) % 10
}

fn isbn(call: &mut Call<'_>) -> Answer {
    let short = call.choice("variant")? == Some("10");
    let separator = call.text("separator")?.unwrap_or("-".into());
    // Registrants of English-speaking countries: the first digits say how long the number of the publisher is.
    let (first, last, length) = call
        .random
        .pick(&[
            (0, 19, 2),
            (200, 227, 3),
            (229, 368, 3),
            (370, 638, 3),
            (7000, 8499, 4),
            (85_000, 89_999, 5),
            (900_000, 949_999, 6),
        ])
        .copied()
        .unwrap_or((0, 19, 2));
    let registrant = format!("{:0length$}", call.random.integer(first, last));
    let title = draw::characters(call.random, draw::DIGITS, 8_usize.saturating_sub(length));
    if short {
        let digits = format!("0{registrant}{title}");
        let sum: u32 =
            digits.bytes().zip((2..=10).rev()).map(|(digit, weight)| u32::from(digit.saturating_sub(b'0')) * weight).sum();
        let check = match (11 - sum % 11) % 11 {
            10 => "X".to_owned(),
            check => check.to_string(),
        };
        return Ok(Value::from(["0", &registrant, &title, &check].join(&separator)));
    }
    let check = check_digit(&format!("9780{registrant}{title}")).to_string();
    Ok(Value::from(["978", "0", &registrant, &title, &check].join(&separator)))
}

fn upc(call: &mut Call<'_>) -> Answer {
    let prefix = call.text("prefix")?.unwrap_or_default();
    if prefix.len() > 11 || !prefix.bytes().all(|digit| digit.is_ascii_digit()) {
        return call.unsuitable("'prefix' must be a text of at most eleven digits");
    }
    let digits = format!("{prefix}{}", draw::characters(call.random, draw::DIGITS, 11 - prefix.len()));
    Ok(Value::from(format!("{digits}{}", check_digit(&digits))))
}
