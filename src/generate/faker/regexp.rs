//! Texts that match a regular expression. Whatever repeats without an end does so ten times more than it must at most, and
//! a class such as `.` or `[^a]` gives printable ASCII characters where it has any.

use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, Hir, HirKind};

use super::super::random::Random;

/// The most bytes of a text.
const MOST: usize = 10_000;

/// A pattern without the slashes that JavaScript writes around it, and the letters behind the last.
pub(super) fn unslashed(pattern: &str) -> (&str, &str) {
    match pattern.strip_prefix('/').and_then(|rest| rest.rsplit_once('/')) {
        Some((inner, flags)) if flags.chars().all(|flag| flag.is_ascii_lowercase()) => (inner, flags),
        _ => (pattern, ""),
    }
}

/// A text that matches a pattern, or what is wrong with it.
pub(super) fn text(random: &mut Random, pattern: &str) -> Result<String, String> {
    let (pattern, flags) = unslashed(pattern);
    let parsed = ParserBuilder::new()
        .case_insensitive(flags.contains('i'))
        .dot_matches_new_line(flags.contains('s'))
        .nest_limit(60)
        .build()
        .parse(pattern)
        .map_err(|error| {
            let line = error.to_string().lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
            format!("the pattern cannot be read: {line}")
        })?;
    let mut text = String::new();
    write(random, &parsed, &mut text, &mut 0)?;
    Ok(text)
}

/// Steps are counted as well as bytes, for a part that makes no text may still repeat.
fn write(random: &mut Random, part: &Hir, text: &mut String, steps: &mut usize) -> Result<(), String> {
    *steps += 1;
    if text.len() > MOST || *steps > MOST * 10 {
        return Err(format!("the pattern makes a text of more than {MOST} bytes; let it repeat less"));
    }
    match part.kind() {
        // Places such as the beginning or the edge of a word take no characters.
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(&String::from_utf8_lossy(&literal.0)),
        HirKind::Class(class) => text.push(one_of(random, class).ok_or("a class in the pattern has no characters")?),
        HirKind::Repetition(repetition) => {
            let most = repetition.max.unwrap_or_else(|| repetition.min.saturating_add(10));
            let count = random.integer(i64::from(repetition.min), i64::from(most));
            if count as u64 > MOST as u64 {
                return Err(format!("the pattern repeats {count} times; at most {MOST} are made"));
            }
            for _ in 0..count {
                write(random, &repetition.sub, text, steps)?;
            }
        }
        HirKind::Capture(capture) => write(random, &capture.sub, text, steps)?,
        HirKind::Concat(parts) => {
            for part in parts {
                write(random, part, text, steps)?;
            }
        }
        HirKind::Alternation(parts) => {
            if let Some(part) = random.pick(parts) {
                write(random, part, text, steps)?;
            }
        }
    }
    Ok(())
}

/// One character of a class: a printable ASCII one where there is any.
fn one_of(random: &mut Random, class: &Class) -> Option<char> {
    let ranges: Vec<(u32, u32)> = match class {
        Class::Unicode(class) => class.ranges().iter().map(|range| (u32::from(range.start()), u32::from(range.end()))).collect(),
        Class::Bytes(class) => class.ranges().iter().map(|range| (u32::from(range.start()), u32::from(range.end()))).collect(),
    };
    let printable: Vec<(u32, u32)> = ranges
        .iter()
        .map(|(first, last)| ((*first).max(0x20), (*last).min(0x7E)))
        .filter(|(first, last)| first <= last)
        .collect();
    let ranges = if printable.is_empty() { ranges } else { printable };
    let total: u32 = ranges.iter().map(|(first, last)| last - first + 1).sum();
    let mut position = random.below(total as usize) as u32;
    for (first, last) in ranges {
        let length = last - first + 1;
        if position < length {
            // There is one gap among characters; who falls into it gets the first.
            return char::from_u32(first + position).or(char::from_u32(first));
        }
        position -= length;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::random::Seed;

    #[test]
    fn the_text_matches_the_pattern() {
        for pattern in [
            "[A-Z]{3}-\\d{4}",
            "^a+b*c?$",
            "(foo|bar){2}",
            "[^a-z]",
            ".{5}",
            "\\w+@\\w+\\.com",
            "é+",
            "[\\u4e00-\\u9fa5]{2}",
            "\\bword\\b",
        ] {
            let whole = regex::Regex::new(&format!("^(?:{pattern})$")).unwrap();
            for seed in 0..50 {
                let made = text(&mut Random::new(Seed(seed)), pattern).unwrap();
                assert!(whole.is_match(&made), "{pattern} does not match {made:?}");
            }
        }
        let made = text(&mut Random::new(Seed(1)), "/abc/i").unwrap();
        assert_eq!(made.to_ascii_lowercase(), "abc");
    }

    #[test]
    fn patterns_that_cannot_be_made_are_refused() {
        let refused = |pattern| text(&mut Random::new(Seed(1)), pattern).unwrap_err();
        assert!(refused("(").contains("cannot be read"), "{}", refused("("));
        assert!(refused("a{20000}").contains("at most 10000"), "{}", refused("a{20000}"));
        assert!(refused("((a{100}){100}){100}").contains("10000"));
        assert!(refused("(?=a)b").contains("look"), "{}", refused("(?=a)b"));
    }
}
