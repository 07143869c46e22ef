//! `hacker`: how computers are spoken of in films.

use serde_json::Value;

use super::call::Call;
use super::draw;
use super::method::Method;
use super::words::technology;

pub(super) static METHODS: &[Method] = &[
    Method::text("hacker.abbreviation", "An abbreviation.", |call| call.word(technology::ABBREVIATIONS)),
    Method::text("hacker.adjective", "An adjective.", |call| call.word(technology::ADJECTIVES)),
    Method::text("hacker.ingverb", "A verb with -ing.", |call| call.word(technology::ING_VERBS)),
    Method::text("hacker.noun", "A noun.", |call| call.word(technology::NOUNS)),
    Method::text("hacker.phrase", "A sentence.", |call| Ok(Value::from(phrase(call)))),
    Method::text("hacker.verb", "A verb.", |call| call.word(technology::VERBS)),
];

/// A sentence, each of its places filled on its own.
fn phrase(call: &mut Call<'_>) -> String {
    let mut rest = call.pick(technology::PHRASES);
    let mut text = String::new();
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let (place, behind) = after.split_once('}').unwrap_or((after, ""));
        text.push_str(call.pick(match place {
            "abbreviation" => technology::ABBREVIATIONS,
            "adjective" => technology::ADJECTIVES,
            "ingverb" => technology::ING_VERBS,
            "verb" => technology::VERBS,
            _ => technology::NOUNS,
        }));
        rest = behind;
    }
    text.push_str(rest);
    draw::capitalized(&text)
}
