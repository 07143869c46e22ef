//! How far a path is from a pattern: cheap enough to be taken of every endpoint for every request that nothing answered.

use crate::engine::path::{PathPattern, PathRules, RequestPath, Segment};

/// What a segment that has nothing in common with the pattern's counts.
const OTHER_SEGMENT: u32 = 100;
/// What a segment too many or too few counts.
const EXTRA_SEGMENT: u32 = 90;
/// What a segment that fits a parameter counts, so that the same text comes before it.
const PARAMETER: u32 = 2;
/// What a segment that differs only in case counts.
const OTHER_CASE: u32 = 10;
/// Longer texts are not compared letter by letter.
const MAX_COMPARED: usize = 16;
/// Only so many segments are compared.
const MAX_SEGMENTS: usize = 16;

/// How far a path is from a pattern; `u32::MAX` where that is `limit` or more. Segments are laid side by side from the
/// front, and where there are more on one side also from the back, as a prefix may be what is missing.
pub(in crate::engine) fn path_distance(pattern: &PathPattern, path: &RequestPath<'_>, rules: PathRules, limit: u32) -> u32 {
    let has_rest = matches!(pattern.segments.last(), Some(Segment::Rest(_)));
    let required = pattern.segments.iter().filter(|segment| !matches!(segment, Segment::Optional(_) | Segment::Rest(_))).count();
    let actual = path.segments().len();
    let missing = required.saturating_sub(actual);
    let too_many = if has_rest { 0 } else { actual.saturating_sub(pattern.segments.len()) };
    let wrong_slash = rules.strict_trailing_slash && !has_rest && pattern.trailing_slash != path.has_trailing_slash();
    let extra = (missing + too_many).min(MAX_SEGMENTS) as u32 * EXTRA_SEGMENT + if wrong_slash { OTHER_CASE } else { 0 };

    let aligned = |skip_pattern: usize, skip_path: usize, limit: u32| {
        let pairs = pattern.segments.iter().skip(skip_pattern).zip(path.segments().iter().skip(skip_path)).take(MAX_SEGMENTS);
        let mut distance = extra;
        for (segment, text) in pairs {
            if distance >= limit {
                return u32::MAX;
            }
            distance += segment_distance(segment, text, rules);
        }
        if distance >= limit { u32::MAX } else { distance }
    };
    let from_front = aligned(0, 0, limit);
    if missing + too_many == 0 { from_front } else { from_front.min(aligned(missing, too_many, limit.min(from_front))) }
}

fn segment_distance(segment: &Segment, text: &str, rules: PathRules) -> u32 {
    match segment {
        Segment::Literal(literal) if literal == text => 0,
        Segment::Literal(literal) if literal.eq_ignore_ascii_case(text) => {
            if rules.ignore_case {
                0
            } else {
                OTHER_CASE
            }
        }
        Segment::Literal(literal) => text_distance(literal.as_bytes(), text.as_bytes()),
        Segment::Mixed(mixed) if mixed.values(text, rules.ignore_case).is_some() => 1,
        Segment::Mixed(_) => OTHER_SEGMENT / 2,
        Segment::Parameter(_) | Segment::Optional(_) if text.is_empty() => OTHER_SEGMENT,
        Segment::Parameter(_) | Segment::Optional(_) => PARAMETER,
        Segment::Rest(_) => 2 * PARAMETER,
    }
}

/// How different two texts are, from 0 to [`OTHER_SEGMENT`]: their edit distance in proportion to the longer one.
fn text_distance(a: &[u8], b: &[u8]) -> u32 {
    let longest = a.len().max(b.len());
    if longest > MAX_COMPARED || a.is_empty() || b.is_empty() {
        return OTHER_SEGMENT;
    }
    // What both start and end with needs no edits, and most texts that are compared have much of it.
    let start = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (a.get(start..).unwrap_or_default(), b.get(start..).unwrap_or_default());
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (a.get(..a.len() - end).unwrap_or_default(), b.get(..b.len() - end).unwrap_or_default());
    if a.is_empty() || b.is_empty() {
        return (a.len() + b.len()) as u32 * OTHER_SEGMENT / longest as u32;
    }
    let mut row: [u32; MAX_COMPARED + 1] = std::array::from_fn(|index| index as u32);
    for (&letter, above) in a.iter().zip(1u32..) {
        let mut diagonal = row[0];
        row[0] = above;
        for (index, &other) in b.iter().enumerate() {
            let replaced = diagonal + u32::from(letter != other);
            diagonal = row[index + 1];
            row[index + 1] = replaced.min(diagonal + 1).min(row[index] + 1);
        }
    }
    row[b.len()] * OTHER_SEGMENT / longest as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_differ_by_their_edits() {
        let table = [("order", "orders", 16), ("abc", "abc", 0), ("abc", "xyz", 100), ("kitten", "sitting", 42), ("", "a", 100)];
        for (a, b, expected) in table {
            assert_eq!(text_distance(a.as_bytes(), b.as_bytes()), expected, "{a} {b}");
            assert_eq!(text_distance(b.as_bytes(), a.as_bytes()), expected, "{b} {a}");
        }
    }

    #[test]
    fn nearer_paths_are_nearer() {
        // Each list from near to far.
        let table: &[(&str, &[&str])] = &[
            ("/order/42", &["/order/42", "/order/{id}", "/orders/{id}", "/orders/{id}/items", "/users/me/x/y"]),
            ("/api/users/7", &["/api/users/{id}", "/api/user/{id}", "/users/{id}", "/login"]),
            ("/users", &["/users/{id?}", "/Users", "/users/{id}", "/a/b"]),
        ];
        for (path, patterns) in table {
            let path = RequestPath::new(path);
            let distance =
                |pattern: &&str| path_distance(&PathPattern::parse(pattern).unwrap(), &path, PathRules::default(), u32::MAX);
            let distances: Vec<_> = patterns.iter().map(distance).collect();
            assert!(distances.is_sorted_by(|a, b| a < b), "{patterns:?} {distances:?}");
        }
    }
}
