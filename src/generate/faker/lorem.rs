//! `lorem`: text without a meaning.

use std::borrow::Cow;

use serde_json::Value;

use super::call::Call;
use super::draw;
use super::localized::localized;
use super::method::{Kind, Method, Parameter, optional};
use super::word;

const WORDS: Parameter = optional("wordCount", Kind::Count, "3", "How many words.");
const SENTENCES: Parameter = optional("sentenceCount", Kind::Count, "2 to 6", "How many sentences.");

pub(super) static METHODS: &[Method] = &[
    Method::text("lorem.lines", "Sentences, each on its own line.", |call| {
        let count = call.count("lineCount", (1, 5))?;
        Ok(Value::from(joined(call, count, "\n", sentence)))
    })
    .with(&[optional("lineCount", Kind::Count, "1 to 5", "How many lines.")]),
    Method::text("lorem.paragraph", "Some sentences.", |call| {
        let count = call.count("sentenceCount", (3, 3))?;
        Ok(Value::from(sentences(call, count, " ")))
    })
    .with(&[optional("sentenceCount", Kind::Count, "3", "How many sentences.")]),
    Method::text("lorem.paragraphs", "Some paragraphs.", |call| {
        let count = call.count("paragraphCount", (3, 3))?;
        let separator = call.text("separator")?.unwrap_or(Cow::Borrowed("\n"));
        Ok(Value::from(joined(call, count, &separator, |call| sentences(call, 3, " "))))
    })
    .with(&[
        optional("paragraphCount", Kind::Count, "3", "How many paragraphs."),
        optional("separator", Kind::Text, "a line break", "What stands between them."),
    ]),
    Method::text("lorem.sentence", "A sentence.", |call| {
        let count = call.count("wordCount", (3, 10))?;
        Ok(Value::from(sentence_of(call, count)))
    })
    .with(&[optional("wordCount", Kind::Count, "3 to 10", "How many words.")]),
    Method::text("lorem.sentences", "Some sentences.", |call| {
        let count = call.count("sentenceCount", (2, 6))?;
        let separator = call.text("separator")?.unwrap_or(Cow::Borrowed(" "));
        Ok(Value::from(sentences(call, count, &separator)))
    })
    .with(&[SENTENCES, optional("separator", Kind::Text, "a space", "What stands between them.")]),
    Method::text("lorem.slug", "Words joined with hyphens.", |call| {
        let count = call.count("wordCount", (3, 3))?;
        Ok(Value::from(words(call, count, "-")))
    })
    .with(&[WORDS]),
    Method::text("lorem.text", "A sentence, some sentences, or some paragraphs.", |call| {
        Ok(Value::from(match call.random.below(4) {
            0 => sentence(call),
            1 => sentences(call, 3, " "),
            2 => sentences(call, 5, "\n"),
            _ => joined(call, 3, "\n", |call| sentences(call, 3, " ")),
        }))
    }),
    Method::text("lorem.word", "A word.", |call| {
        let list = localized(call.locale).lorem;
        word::of_length(call, list)
    })
    .with(word::LENGTH),
    Method::text("lorem.words", "Some words.", |call| {
        let count = call.count("wordCount", (3, 3))?;
        Ok(Value::from(words(call, count, " ")))
    })
    .with(&[WORDS]),
];

/// Texts with a separator between them.
fn joined(call: &mut Call<'_>, count: usize, separator: &str, mut make: impl FnMut(&mut Call<'_>) -> String) -> String {
    let mut text = String::new();
    for position in 0..count {
        if position > 0 {
            text.push_str(separator);
        }
        text.push_str(&make(call));
    }
    text
}

/// Some words.
pub(super) fn words(call: &mut Call<'_>, count: usize, separator: &str) -> String {
    let list = localized(call.locale).lorem;
    joined(call, count, separator, |call| call.pick(list).to_owned())
}

fn sentence_of(call: &mut Call<'_>, count: usize) -> String {
    if count == 0 { String::new() } else { format!("{}.", draw::capitalized(&words(call, count, " "))) }
}

/// A sentence of some words.
fn sentence(call: &mut Call<'_>) -> String {
    let count = call.random.integer(3, 10) as usize;
    sentence_of(call, count)
}

fn sentences(call: &mut Call<'_>, count: usize, separator: &str) -> String {
    joined(call, count, separator, sentence)
}
