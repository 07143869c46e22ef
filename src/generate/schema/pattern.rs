//! Text that matches a regular expression. It is made with a length in mind (`sampler`), so that shortest, longest and
//! everything between can be asked for; the engine that JSON Schema is checked with has the last word.

use std::sync::OnceLock;

use jsonschema::Validator;
use regex_syntax::hir::Hir;
use serde_json::{Value, json};

use super::ecma::translate;
use super::format::letters;
use super::sampler::{Part, USUAL_EXTRA};
use crate::generate::random::{Random, Seed};

/// Expressions that need more than this many steps of backtracking match nothing.
const MAX_BACKTRACKS: usize = 200_000;

/// A regular expression, ready to check text and to make it.
#[derive(Debug)]
pub(super) struct Pattern {
    validator: OnceLock<Option<Validator>>,
    tree: Option<Part>,
    pub(super) source: String,
    /// Whether text may be put before or after what the tree makes.
    pub(super) is_open_ended: bool,
}

/// Whether an engine can read the expression.
pub(super) fn is_readable(pattern: &str) -> bool {
    // Building an engine takes long for large repetitions, so it is left for those that need a closer look.
    let translated = translate(pattern, true);
    !translated.is_partial && parsed(&translated.pattern).is_some() || checker(pattern).is_some()
}

fn parsed(pattern: &str) -> Option<Hir> {
    regex_syntax::ParserBuilder::new().nest_limit(100).build().parse(pattern).ok()
}

fn checker(pattern: &str) -> Option<Validator> {
    let options = jsonschema::PatternOptions::fancy_regex().backtrack_limit(MAX_BACKTRACKS).size_limit(1 << 22);
    jsonschema::options().with_pattern_options(options).offline().build(&json!({"pattern": pattern})).ok()
}

/// Some text that matches, always the same.
pub(super) fn simplest(pattern: &str) -> Option<String> {
    let pattern = Pattern::new(pattern)?;
    let mut random = Random::new(Seed(1));
    let (shortest, _) = pattern.lengths();
    (0..40).filter_map(|extra| pattern.sample(shortest + extra % 8, &mut random)).find(|text| pattern.matches(text))
}

impl Pattern {
    /// Reads an expression.
    pub(super) fn new(source: &str) -> Option<Self> {
        let read = |has_classes: bool| parsed(&translate(source, has_classes).pattern).as_ref().map(Part::new);
        let mut tree = read(true);
        if source.contains(r"\p") || source.contains(r"\P") {
            let mut random = Random::new(Seed(1));
            let validator = checker(source)?;
            let matches = |text: &String| validator.is_valid(&Value::String(text.clone()));
            let works = tree.as_ref().is_some_and(|tree| {
                (0..10).filter_map(|extra| tree.sample(tree.lengths().0 + extra, &mut random)).any(|text| matches(&text))
            });
            if !works {
                tree = read(false);
            }
        }
        let is_open_ended = !source.ends_with('$') || source.ends_with(r"\$") || !source.starts_with('^');
        Some(Self { validator: OnceLock::new(), tree, source: source.to_owned(), is_open_ended })
    }

    /// Whether text matches.
    pub(super) fn matches(&self, text: &str) -> bool {
        let validator = self.validator.get_or_init(|| checker(&self.source));
        validator.as_ref().is_none_or(|validator| validator.is_valid(&Value::String(text.to_owned())))
    }

    /// How short and how long the text can be that the tree makes, in characters.
    pub(super) fn lengths(&self) -> (usize, usize) {
        self.tree.as_ref().map_or((0, 0), Part::lengths)
    }

    /// A usual length: not much more than the shortest.
    pub(super) fn usual_length(&self, random: &mut Random) -> usize {
        let (shortest, longest) = self.lengths();
        let most = longest.min(shortest + USUAL_EXTRA);
        // Some characters more than nothing look better than none.
        let least = if shortest == 0 { most.min(3) } else { shortest };
        least + random.below(most.saturating_sub(least) + 1)
    }

    /// As [`Self::sample`], with something before or after it where the expression leaves that open. Which of the two, the
    /// attempt decides.
    pub(super) fn padded(&self, length: usize, attempt: usize, random: &mut Random) -> Option<String> {
        let mut text = self.sample(length, random)?;
        let missing = length.saturating_sub(text.chars().count());
        if self.is_open_ended && missing > 0 {
            let more = letters(missing, random);
            if attempt.is_multiple_of(2) {
                text.push_str(&more);
            } else {
                text.insert_str(0, &more);
            }
        }
        Some(text)
    }

    /// Text of about this length that probably matches.
    pub(super) fn sample(&self, length: usize, random: &mut Random) -> Option<String> {
        self.tree.as_ref()?.sample(length, random)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_matches_and_has_the_length() {
        let mut random = Random::new(Seed(5));
        for source in [
            r"^[A-Z]{2}\d{4,8}$",
            r"^(foo|ba+r|[a-z]{10,20})$",
            r"^\+?[1-9]\d{1,14}$",
            r"^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$",
            r"^[^\s@]+@[^\s@]+\.[a-z]{2,}$",
            r"^.*$",
        ] {
            let pattern = Pattern::new(source).unwrap();
            let (shortest, longest) = pattern.lengths();
            for length in [shortest, shortest + 1, shortest + 7, longest.min(500)] {
                let texts: Vec<String> = (0..20).filter_map(|_| pattern.sample(length, &mut random)).collect();
                assert!(texts.iter().any(|text| pattern.matches(text)), "{source} with {length}: {texts:?}");
            }
            let exact = pattern.sample(longest.min(500), &mut random).unwrap();
            assert_eq!(exact.chars().count(), longest.min(500), "{source}");
        }
        assert!(!is_readable("("));
    }
}
