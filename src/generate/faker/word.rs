//! `word`: words of the English language by their kinds.

use serde_json::Value;

use super::FakerError;
use super::call::Call;
use super::method::{Answer, Kind, Method, Parameter, optional};
use super::words::vocabulary::{ADJECTIVES, ADVERBS, CONJUNCTIONS, INTERJECTIONS, NOUNS, PREPOSITIONS, VERBS};

/// The parameters of methods that give a word of a length.
pub(super) const LENGTH: &[Parameter] = &[
    optional("length", Kind::Count, "any", "How many letters."),
    optional(
        "strategy",
        Kind::Choice(&["any-length", "closest", "fail", "longest", "shortest"]),
        "any-length",
        "What to give where no word has that length.",
    ),
];

pub(super) static METHODS: &[Method] = &[
    Method::text("word.adjective", "An adjective.", |call| of_length(call, ADJECTIVES)).with(LENGTH),
    Method::text("word.adverb", "An adverb.", |call| of_length(call, ADVERBS)).with(LENGTH),
    Method::text("word.conjunction", "A conjunction.", |call| of_length(call, CONJUNCTIONS)).with(LENGTH),
    Method::text("word.interjection", "An interjection.", |call| of_length(call, INTERJECTIONS)).with(LENGTH),
    Method::text("word.noun", "A noun.", |call| of_length(call, NOUNS)).with(LENGTH),
    Method::text("word.preposition", "A preposition.", |call| of_length(call, PREPOSITIONS)).with(LENGTH),
    Method::text("word.sample", "A word of any kind.", |call| {
        let list = any_kind(call);
        of_length(call, list)
    })
    .with(LENGTH),
    Method::text("word.verb", "A verb.", |call| of_length(call, VERBS)).with(LENGTH),
    Method::text("word.words", "Some words of any kind.", |call| {
        let count = call.count("count", (1, 3))?;
        let words: Vec<&str> = (0..count)
            .map(|_| {
                let list = any_kind(call);
                call.pick(list)
            })
            .collect();
        Ok(Value::from(words.join(" ")))
    })
    .with(&[optional("count", Kind::Count, "1 to 3", "How many words.")]),
];

/// The words of one kind.
fn any_kind(call: &mut Call<'_>) -> &'static [&'static str] {
    const KINDS: [&[&str]; 7] = [ADJECTIVES, ADVERBS, CONJUNCTIONS, INTERJECTIONS, NOUNS, PREPOSITIONS, VERBS];
    call.random.pick(&KINDS).copied().unwrap_or(NOUNS)
}

/// A word of the length asked for, or what the strategy says.
pub(super) fn of_length(call: &mut Call<'_>, words: &'static [&'static str]) -> Answer {
    let strategy = call.choice("strategy")?.unwrap_or("any-length");
    if call.any("length").is_none() && matches!(strategy, "any-length" | "fail" | "closest") {
        return call.word(words);
    }
    let chosen = matching(call, words, strategy)?;
    Ok(Value::from(call.random.pick(&chosen).copied().unwrap_or_default()))
}

fn letters(word: &str) -> usize {
    word.chars().count()
}

/// The words that fit the length, or what the strategy puts in their place.
fn matching(call: &mut Call<'_>, words: &'static [&'static str], strategy: &str) -> Result<Vec<&'static str>, FakerError> {
    let of = |length: usize| -> Vec<&'static str> { words.iter().copied().filter(|word| letters(word) == length).collect() };
    if call.any("length").is_some() {
        let length = call.count("length", (0, 0))?;
        let fitting = of(length);
        if !fitting.is_empty() {
            return Ok(fitting);
        }
        match strategy {
            "fail" => {
                return call.unsuitable(format!("there is no word of {length} letters; choose another 'length' or 'strategy'"));
            }
            "closest" => {
                let nearest = words.iter().map(|word| letters(word)).min_by_key(|have| (have.abs_diff(length), *have));
                return Ok(of(nearest.unwrap_or_default()));
            }
            _ => {}
        }
    }
    Ok(match strategy {
        "shortest" => of(words.iter().map(|word| letters(word)).min().unwrap_or_default()),
        "longest" => of(words.iter().map(|word| letters(word)).max().unwrap_or_default()),
        _ => words.to_vec(),
    })
}
