//! The first mistake in a JSON text, with its place.

use egui::cache::{ComputerMut, FrameCache};

use super::template::{has_blocks, neutral};

/// What is wrong in a JSON text, and where: line and column count from 1, columns in characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonMistake {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
    /// What is wrong.
    pub message: String,
}

/// The first mistake of a text that should be JSON; `None` when it is JSON, is empty, or has block templates, which
/// make it JSON only when rendered. Remembers the answer from frame to frame.
pub fn check(ctx: &egui::Context, text: &str) -> Option<JsonMistake> {
    ctx.memory_mut(|memory| memory.caches.cache::<Remembered>().get(text).clone())
}

type Remembered = FrameCache<Option<JsonMistake>, Checker>;

#[derive(Debug, Default)]
struct Checker;

impl ComputerMut<&str, Option<JsonMistake>> for Checker {
    fn compute(&mut self, text: &str) -> Option<JsonMistake> {
        first_mistake(text)
    }
}

/// The first mistake, looked up afresh.
pub(super) fn first_mistake(text: &str) -> Option<JsonMistake> {
    if text.trim().is_empty() || has_blocks(text) {
        return None;
    }
    let neutral = neutral(text);
    let error = serde_json::from_str::<serde::de::IgnoredAny>(&neutral).err()?;
    let whole = error.to_string();
    let message = whole.rsplit_once(" at line ").map_or(whole.as_str(), |(message, _)| message);
    let at = byte_of(&neutral, error.line(), error.column());
    // The parser stops behind a word it does not know; the reader looks for the word.
    let unknown = (message == "expected ident").then(|| word_before(&neutral, at));
    let (at, message) = match unknown {
        Some(word) => (word, "Expected a value; a text needs quotes".to_owned()),
        None => (at, capitalised(message)),
    };
    let before = neutral.get(..at).unwrap_or_default();
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    Some(JsonMistake { line, column, message })
}

/// The byte at a line and column that count from 1, columns in bytes; moved back to the start of a character.
fn byte_of(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let at = (start + column.saturating_sub(1)).min(text.len());
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Where the word that ends at or before a byte starts.
fn word_before(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default().trim_end();
    before.trim_end_matches(|character: char| character.is_alphanumeric()).len()
}

fn capitalised(message: &str) -> String {
    let mut letters = message.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistakes_have_their_place() {
        let mistake = first_mistake("{\n  \"é\": 1,\n  \"ü\" 2\n}").expect("a mistake");
        assert_eq!((mistake.line, mistake.column, mistake.message.as_str()), (3, 7, "Expected `:`"));
        let mistake = first_mistake("{\n  \"é\": tru\n}").expect("a mistake");
        assert_eq!((mistake.line, mistake.column), (2, 8), "{}", mistake.message);
        let mistake = first_mistake("[1, 2").expect("a mistake");
        assert_eq!((mistake.line, mistake.message.as_str()), (1, "EOF while parsing a list"));
    }

    #[test]
    fn templates_count_as_values() {
        for good in ["", "  ", "[{{x}}]", "{\"a\": \"{{x}} y\"}", "[{{#each l}} {}, {{/each}}]", "1"] {
            assert_eq!(first_mistake(good), None, "{good}");
        }
        assert!(first_mistake("[{{x}} {{y}}]").is_some());
    }
}
