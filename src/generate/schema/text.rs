//! Strings: what a pattern, a format and a length demand together, usual ones and those at the limits.

use std::sync::{Arc, OnceLock};

use serde_json::Value;

use super::edge_places::Limit;
use super::format::Format;
use super::node::Table;
use super::options::Miss;
use super::pattern::Pattern;
use super::shape::Shape;
use super::words::{self, ODD};
use crate::generate::random::{Random, Seed};

/// How often text is tried that a pattern or a format may refuse.
const MAX_TRIES: usize = 120;

/// So long is text of a format at most where it has to be short.
const SHORT: usize = 40;

/// How a string is described that is not the longest, as there is none.
const LONG_STRING: &str = "long string";

/// How long the longest string is where there is no bound.
const LONG: usize = 2_000;

/// A limit of a string.
#[derive(Clone, Debug)]
enum Boundary {
    Fixed(String, &'static str),
    Shortest,
    Longest,
}

/// How strings are made for one schema.
#[derive(Debug)]
pub(super) struct TextPlan {
    least: usize,
    most: usize,
    is_bounded: bool,
    patterns: Vec<Arc<Pattern>>,
    formats: Vec<Format>,
    excluded: Vec<String>,
    boundaries: OnceLock<Vec<Boundary>>,
    is_possible: OnceLock<bool>,
}

impl TextPlan {
    /// Plans strings for a shape.
    pub(super) fn new(shape: &Shape, table: &Table, origin: &str) -> Result<Self, Miss> {
        let limits = &table.options.limits;
        let patterns: Vec<Arc<Pattern>> = shape.patterns.iter().filter_map(|source| table.pattern(source)).collect();
        let shortest = patterns.iter().map(|pattern| pattern.lengths().0).max().unwrap_or(0);
        let wanted = usize::try_from(shape.min_length).unwrap_or(usize::MAX);
        if wanted.max(shortest) > limits.max_characters {
            let (constraint, characters) = if wanted >= shortest { ("minLength", wanted) } else { ("pattern", shortest) };
            let message =
                format!("At least {characters} characters are asked for, and no more than {} are made", limits.max_characters);
            return Err(Miss::new(origin, constraint, message));
        }
        let most = shape.max_length.map(|most| usize::try_from(most).unwrap_or(usize::MAX));
        if most.is_some_and(|most| most < wanted) {
            let message = format!("minLength {wanted} is more than maxLength {}", most.unwrap_or_default());
            return Err(Miss::new(origin, "minLength", message));
        }
        let mut formats: Vec<Format> = shape.formats.iter().filter_map(|name| Format::named(name)).collect();
        if formats.is_empty() {
            let is_json = shape.media_type.as_deref().is_some_and(|media_type| media_type.contains("json"));
            let name = match (shape.encoding.as_deref(), is_json) {
                (Some("base64"), true) => Some("base64-json"),
                (Some("base64"), false) => Some("base64"),
                (None, true) => Some("json"),
                _ => None,
            };
            formats.extend(name.and_then(Format::named));
        }
        Ok(Self {
            least: wanted,
            most: most.unwrap_or(limits.max_characters).min(limits.max_characters),
            is_bounded: most.is_some_and(|most| most <= limits.max_characters),
            patterns,
            formats,
            excluded: shape.excluded.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            boundaries: OnceLock::new(),
            is_possible: OnceLock::new(),
        })
    }

    /// Whether nothing but a length is demanded.
    pub(super) fn is_plain(&self) -> bool {
        self.patterns.is_empty() && self.formats.iter().all(Format::is_free)
    }

    /// The name of the format, if there is one.
    pub(super) fn format(&self) -> Option<&'static str> {
        self.formats.first().map(|format| format.name)
    }

    /// Whether a text satisfies the schema.
    pub(super) fn admits(&self, value: &Value) -> bool {
        self.passes(value, true)
    }

    /// As [`Self::admits`]; formats that no checker looks at count only if asked for.
    fn passes(&self, value: &Value, is_strict: bool) -> bool {
        let Value::String(text) = value else { return false };
        let fits = if self.least == 0 && text.len() <= self.most {
            true
        } else {
            let count = text.chars().count();
            (self.least..=self.most).contains(&count)
        };
        fits && !self.excluded.iter().any(|other| other == text)
            && self.patterns.iter().all(|pattern| pattern.matches(text))
            && self.formats.iter().all(|format| !is_strict && format.is_unchecked() || format.matches(value))
    }

    /// A string as met in daily life, or the constraint that stands in the way.
    pub(super) fn usual(&self, origin: &str, random: &mut Random) -> Result<String, Miss> {
        self.near(None, random).ok_or_else(|| self.miss(origin))
    }

    fn miss(&self, origin: &str) -> Miss {
        match (self.patterns.first(), self.formats.first()) {
            (Some(pattern), _) => {
                let message =
                    format!("No text was found that matches {:?} and all else that is asked of it here", pattern.source);
                Miss::new(origin, "pattern", message)
            }
            (None, Some(format)) => {
                let message =
                    format!("No text was found of the format {} with {} to {} characters", format.name, self.least, self.most);
                Miss::new(origin, "format", message)
            }
            (None, None) => Miss::new(origin, "not", "All text of this length is ruled out"),
        }
    }

    /// Text of a length as far as there is any, or of a usual one.
    fn near(&self, length: Option<usize>, random: &mut Random) -> Option<String> {
        let mut other = None;
        for attempt in 0..MAX_TRIES {
            let text = self.attempt(attempt, length, random).map(Value::String);
            // What nobody checks must not stand in the way of what somebody does.
            if let Some(text) = text
                && self.passes(&text, attempt < MAX_TRIES / 2)
                && let Value::String(text) = text
            {
                if self.formats.is_empty() || length.is_none_or(|length| text.chars().count() == length) {
                    return Some(text);
                }
                other.get_or_insert(text);
            }
        }
        let short_length = length.unwrap_or(self.most.min(SHORT)).max(self.least);
        let short = self.formats.iter().filter_map(|format| format.short(short_length, random));
        let short = short.map(Value::String).find(|text| self.admits(text));
        if let Some(text) = short.as_ref().and_then(Value::as_str).map(str::to_owned).or(other) {
            return Some(text);
        }
        let mut limits = self.formats.iter().flat_map(Format::boundaries).map(|(text, _)| *text);
        limits.find(|text| self.admits(&(*text).into())).map(str::to_owned)
    }

    fn attempt(&self, attempt: usize, length: Option<usize>, random: &mut Random) -> Option<String> {
        let gives_up_format = attempt >= MAX_TRIES / 2 && self.formats.iter().all(Format::is_unchecked);
        let by_format = !self.formats.is_empty() && !gives_up_format && (self.patterns.is_empty() || attempt % 3 == 2);
        if by_format {
            let format = self.formats.get(attempt % self.formats.len())?;
            return Some(format.usual(length.unwrap_or(self.least), random));
        }
        let Some(pattern) = self.patterns.get(attempt % self.patterns.len().max(1)) else {
            return Some(match length {
                Some(length) => words::text(length, length, random),
                None => words::text(self.least, self.most, random),
            });
        };
        // When the usual lengths fail, others are tried.
        let stretch = if attempt > 20 { attempt / 4 } else { 0 };
        let wanted = length.unwrap_or_else(|| pattern.usual_length(random).saturating_add(stretch)).clamp(self.least, self.most);
        pattern.padded(wanted, attempt, random)
    }

    /// What the limits are to the schema, and how long each of them is.
    pub(super) fn limits(&self) -> Vec<Limit> {
        let limit = |boundary: &Boundary| match boundary {
            Boundary::Fixed(text, _) => Limit { is_set: text.is_empty(), characters: text.chars().count() },
            Boundary::Shortest => Limit { is_set: true, characters: self.least },
            Boundary::Longest => {
                let (characters, description) = self.longest();
                Limit { is_set: description != LONG_STRING, characters }
            }
        };
        self.boundaries().iter().map(limit).collect()
    }

    /// A string at one of its limits, with the limit's description.
    pub(super) fn boundary(&self, index: usize, random: &mut Random) -> Option<(String, &'static str)> {
        match self.boundaries().get(index)? {
            Boundary::Fixed(text, description) => Some((text.clone(), description)),
            Boundary::Shortest => {
                let shortest = self.patterns.iter().map(|pattern| pattern.lengths().0).max().unwrap_or(0).max(self.least);
                let text =
                    (shortest..shortest.saturating_add(8)).find_map(|length| self.near(Some(length.min(self.most)), random))?;
                Some((text, "shortest string allowed"))
            }
            Boundary::Longest => {
                let (length, description) = self.longest();
                let mut candidates = [length, length.saturating_sub(1), length / 2].into_iter();
                let text = candidates.find_map(|length| self.near(Some(length.max(self.least)), random))?;
                Some((text, description))
            }
        }
    }

    fn longest(&self) -> (usize, &'static str) {
        let by_pattern = self.patterns.iter().filter(|pattern| !pattern.is_open_ended).map(|pattern| pattern.lengths().1).min();
        let by_pattern = by_pattern.unwrap_or(usize::MAX);
        if self.is_bounded || by_pattern < LONG {
            (self.most.min(by_pattern).max(self.least), "longest string allowed")
        } else {
            (LONG.max(self.least), LONG_STRING)
        }
    }

    /// Whether there is any text: a format or a pattern may leave none of the length that is asked for.
    pub(super) fn is_possible(&self) -> bool {
        self.is_plain() || *self.is_possible.get_or_init(|| self.near(None, &mut Random::new(Seed(1))).is_some())
    }

    /// Whether text of this length is found.
    fn can_have(&self, length: usize) -> bool {
        let text = self.near(Some(length), &mut Random::new(Seed(1)));
        text.is_some_and(|text| text.chars().count() == length)
    }

    fn boundaries(&self) -> &[Boundary] {
        self.boundaries.get_or_init(|| {
            let mut boundaries = Vec::new();
            if self.admits(&"".into()) {
                boundaries.push(Boundary::Fixed(String::new(), "empty string"));
            } else if self.is_plain() || !self.patterns.is_empty() || self.least > 0 && self.can_have(self.least) {
                boundaries.push(Boundary::Shortest);
            }
            let (longest, _) = self.longest();
            let has_lengths =
                self.is_plain() || !self.patterns.is_empty() && longest > self.least || self.is_bounded && self.can_have(longest);
            if has_lengths && self.most > 0 {
                boundaries.push(Boundary::Longest);
            }
            for (text, description) in self.formats.iter().flat_map(Format::boundaries) {
                if !text.is_empty() && self.admits(&(*text).into()) {
                    boundaries.push(Boundary::Fixed((*text).to_owned(), description));
                }
            }
            if self.formats.iter().all(Format::is_free) {
                for (odd, description) in ODD {
                    let count = odd.chars().count();
                    let repeated: String = odd.chars().cycle().take(count.max(self.least).min(self.most)).collect();
                    if !repeated.is_empty() && self.admits(&repeated.as_str().into()) {
                        boundaries.push(Boundary::Fixed(repeated, description));
                    }
                }
            }
            boundaries
        })
    }
}
