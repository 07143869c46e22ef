//! Text that matches a regular expression. The expression is walked through with a length in mind, so that shortest, longest
//! and everything between can be asked for; the engine that JSON Schema is checked with has the last word.

use std::sync::OnceLock;

use jsonschema::Validator;
use regex_syntax::hir::{Class, Hir, HirKind};
use serde_json::{Value, json};

use super::ecma::translate;
use super::format::letters;
use crate::generate::random::{Random, Seed};

/// What `x*` and the like are repeated at most where no length is asked for.
const USUAL_EXTRA: usize = 12;

/// Larger than any text that is made: stands for "without end".
const ENDLESS: usize = 1 << 24;

/// Expressions that need more than this many steps of backtracking match nothing.
const MAX_BACKTRACKS: usize = 200_000;

/// A regular expression, ready to check text and to make it.
#[derive(Debug)]
pub(super) struct Pattern {
    validator: OnceLock<Option<Validator>>,
    tree: Option<Hir>,
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
        let read = |has_classes: bool| parsed(&translate(source, has_classes).pattern);
        let mut tree = read(true);
        if source.contains(r"\p") || source.contains(r"\P") {
            let mut random = Random::new(Seed(1));
            let validator = checker(source)?;
            let matches = |text: &String| validator.is_valid(&Value::String(text.clone()));
            let works = tree.as_ref().is_some_and(|tree| {
                (0..10).filter_map(|extra| sample(tree, lengths(tree).0 + extra, &mut random)).any(|text| matches(&text))
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
        self.tree.as_ref().map_or((0, 0), lengths)
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
        sample(self.tree.as_ref()?, length, random)
    }
}

fn sample(tree: &Hir, length: usize, random: &mut Random) -> Option<String> {
    let mut text = String::with_capacity(length);
    write(tree, length, random, &mut text)?;
    Some(text)
}

fn lengths(tree: &Hir) -> (usize, usize) {
    match tree.kind() {
        HirKind::Empty | HirKind::Look(_) => (0, 0),
        HirKind::Literal(literal) => {
            let count = String::from_utf8_lossy(&literal.0).chars().count();
            (count, count)
        }
        HirKind::Class(_) => (1, 1),
        HirKind::Capture(capture) => lengths(&capture.sub),
        HirKind::Repetition(repetition) => {
            let (shortest, longest) = lengths(&repetition.sub);
            let least = usize::try_from(repetition.min).unwrap_or(ENDLESS);
            let most = repetition.max.and_then(|most| usize::try_from(most).ok());
            let longest = if longest == 0 { 0 } else { most.map_or(ENDLESS, |most| most.saturating_mul(longest)) };
            (least.saturating_mul(shortest).min(ENDLESS), longest.min(ENDLESS))
        }
        HirKind::Concat(parts) => parts.iter().map(lengths).fold((0, 0), |(low, high), (shortest, longest)| {
            (low.saturating_add(shortest).min(ENDLESS), high.saturating_add(longest).min(ENDLESS))
        }),
        HirKind::Alternation(branches) => branches
            .iter()
            .map(lengths)
            .reduce(|(low, high), (shortest, longest)| (low.min(shortest), high.max(longest)))
            .unwrap_or((0, 0)),
    }
}

/// Writes text of a length; as near to it as the tree allows.
fn write(tree: &Hir, length: usize, random: &mut Random, text: &mut String) -> Option<()> {
    match tree.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(std::str::from_utf8(&literal.0).ok()?),
        HirKind::Class(class) => text.push(character(class, random)?),
        HirKind::Capture(capture) => write(&capture.sub, length, random, text)?,
        HirKind::Repetition(repetition) => {
            let (shortest, longest) = lengths(&repetition.sub);
            let least = usize::try_from(repetition.min).ok()?;
            let most = repetition.max.and_then(|most| usize::try_from(most).ok()).unwrap_or(ENDLESS);
            // As many as can have this length together.
            let fewest = if longest == 0 { least } else { length.div_ceil(longest).clamp(least, most) };
            let furthest = length
                .checked_div(shortest)
                .unwrap_or(fewest.max(least.saturating_add(2)).max(length))
                .clamp(fewest, most.max(fewest));
            let count = fewest + random.below(furthest.min(fewest.saturating_add(USUAL_EXTRA)) - fewest + 1);
            let bounds = vec![(shortest, longest); count.min(ENDLESS)];
            for own in shares(&bounds, length, random) {
                write(&repetition.sub, own, random, text)?;
            }
        }
        HirKind::Concat(parts) => {
            let bounds: Vec<(usize, usize)> = parts.iter().map(lengths).collect();
            for (part, own) in parts.iter().zip(shares(&bounds, length, random)) {
                write(part, own, random, text)?;
            }
        }
        HirKind::Alternation(branches) => {
            let bounds: Vec<(usize, usize)> = branches.iter().map(lengths).collect();
            let fitting: Vec<&Hir> = branches
                .iter()
                .zip(&bounds)
                .filter(|(_, (low, high))| (low..=high).contains(&&length))
                .map(|(branch, _)| branch)
                .collect();
            let branch = match random.pick(&fitting) {
                Some(branch) => branch,
                None => random.pick(branches)?,
            };
            write(branch, length, random, text)?;
        }
    }
    (text.len() < ENDLESS).then_some(())
}

/// Divides a length among parts with bounds, at random.
fn shares(bounds: &[(usize, usize)], length: usize, random: &mut Random) -> Vec<usize> {
    let mut shares: Vec<usize> = bounds.iter().map(|(shortest, _)| *shortest).collect();
    let mut left = length.saturating_sub(shares.iter().sum());
    let mut growing: Vec<usize> =
        (0..bounds.len()).filter(|index| bounds.get(*index).is_some_and(|(low, high)| low < high)).collect();
    random.shuffle(&mut growing);
    let mut open = growing.len();
    for index in growing {
        let room = bounds.get(index).map_or(0, |(low, high)| high - low).min(left);
        // The last one takes all that is left; those before leave something for it.
        let taken = if open == 1 { room } else { random.below(room / open.max(1) * 2 + 1).min(room) };
        open -= 1;
        left -= taken;
        if let Some(share) = shares.get_mut(index) {
            *share += taken;
        }
    }
    for (share, (_, longest)) in shares.iter_mut().zip(bounds) {
        let taken = left.min(longest - *share);
        *share += taken;
        left -= taken;
    }
    shares
}

/// A character of a class: a plain one where there is one.
fn character(class: &Class, random: &mut Random) -> Option<char> {
    let ranges: Vec<(char, char)> = match class {
        Class::Unicode(class) => class.ranges().iter().map(|range| (range.start(), range.end())).collect(),
        Class::Bytes(class) => class.ranges().iter().map(|range| (char::from(range.start()), char::from(range.end()))).collect(),
    };
    let within = |first: char, last: char| -> Vec<(u32, u32)> {
        let cut = ranges.iter().map(|(low, high)| (u32::from((*low).max(first)), u32::from((*high).min(last))));
        cut.filter(|(low, high)| low <= high).collect()
    };
    let plain: Vec<(u32, u32)> =
        [('a', 'z'), ('A', 'Z'), ('0', '9')].into_iter().flat_map(|(first, last)| within(first, last)).collect();
    let printable = within('!', '~');
    // A class of everything gives letters and digits mostly, but a symbol now and then.
    let chosen = if !plain.is_empty() && !random.chance(0.08) { plain } else { printable };
    let chosen = if chosen.is_empty() { within('\0', char::MAX) } else { chosen };
    let total: u32 = chosen.iter().map(|(low, high)| high - low + 1).sum();
    let mut index = u32::try_from(random.below(usize::try_from(total).ok()?)).ok()?;
    for (low, high) in chosen {
        let count = high - low + 1;
        if index < count {
            // Surrogates are no characters; a class that spans them has others.
            return char::from_u32(low + index).or(char::from_u32(low));
        }
        index -= count;
    }
    None
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
