//! From a field's name, and what else is known of it, to the kind of value it holds.

use super::kind::{Fit, Hint, JsonType, Kind, Source};
use super::registry;
use super::rules::{Cover, kinds_of};
use super::words::{singular_word, words};

/// The kind of value that a field of this name holds; none where nothing sensible is known.
pub fn infer(name: &str, hint: &Hint<'_>) -> Option<&'static Kind> {
    if matches!(hint.json_type, Some(JsonType::Array | JsonType::Object | JsonType::Null)) {
        return None;
    }
    let by_name = by_name(name, hint);
    let Some(format) = hint.format.and_then(|format| of_format(format, hint)) else { return by_name };
    match by_name {
        Some(kind) if agrees(kind, format) => Some(kind),
        _ => Some(format),
    }
}

/// The kind that a schema's format means by itself.
fn of_format(format: &str, hint: &Hint<'_>) -> Option<&'static Kind> {
    let numeric = matches!(hint.json_type, Some(JsonType::Integer | JsonType::Number));
    let name = match format.to_ascii_lowercase().as_str() {
        "date-time" | "datetime" | "date" | "unix-time" | "timestamp" | "unixtime" => "moment",
        _ if numeric => return None,
        "uuid" | "guid" => "uuid",
        "email" | "idn-email" => "email",
        "time" => "time_of_day",
        "duration" => "iso_duration",
        "uri" | "url" | "iri" => "url",
        "hostname" | "idn-hostname" => "hostname",
        "ipv4" => "ipv4",
        "ipv6" => "ipv6",
        "mac" => "mac_address",
        "byte" | "base64" => "base64",
        "password" => "password",
        "currency" => "currency",
        "phone" => "phone",
        _ => return None,
    };
    registry::named(name)
}

/// Whether a kind found by name yields what a format demands.
fn agrees(kind: &Kind, format: &Kind) -> bool {
    match format.name {
        "moment" => matches!(kind.source, Source::Moment(_)),
        "url" => kind.name.ends_with("url"),
        "email" => kind.name.ends_with("email"),
        _ => kind.name == format.name,
    }
}

/// Words at the end of a name that say how a value is written, not what it is. A rule that knows them comes first.
#[rustfmt::skip]
const MODIFIERS: &[&str] = &[
    "raw", "value", "text", "string", "str", "formatted", "primary", "secondary", "new", "old", "current", "original", "default",
    "en", "de", "fr", "es", "it", "usd", "eur", "gbp", "cents", "html", "markdown", "md", "local", "full", "short", "long", "x",
    "input", "field", "large", "small", "medium", "utc", "png", "svg", "jpg", "gif", "localized", "thumb",
];

/// Words at the end of a moment's name that say how it is counted.
const CLOCKS: &[&str] = &["ms", "millis", "milliseconds", "epoch", "unix", "seconds", "sec", "s", "utc", "gmt", "iso"];

/// The words of a field's name, behind those of the object it is in.
struct Name {
    words: Vec<String>,
    /// How many of the words are the object's.
    of_parent: usize,
}

impl Name {
    fn new(name: &str, parent: Option<&str>) -> Self {
        let mut all = parent.map(words).unwrap_or_default();
        if let Some(last) = all.last_mut() {
            *last = singular_word(last);
        }
        let of_parent = all.len();
        all.extend(words(name));
        Self { words: all, of_parent }
    }

    /// The words of the field's own name.
    fn own(&self) -> &[String] {
        self.words.get(self.of_parent..).unwrap_or_default()
    }

    /// The name without its last word; none where it has but one.
    fn shorter(&self) -> Option<Self> {
        let words = self.words.get(..self.words.len().checked_sub(1)?)?;
        (words.len() > self.of_parent).then(|| Self { words: words.to_vec(), of_parent: self.of_parent })
    }
}

fn by_name(name: &str, hint: &Hint<'_>) -> Option<&'static Kind> {
    let name = Name::new(name, hint.parent);
    // `is_default`, of no known type, is a question, whatever else `default` may mean.
    let question = hint.json_type.is_none() && name.own().len() > 1 && asks(name.own());
    let hint = &Hint { json_type: if question { Some(JsonType::Boolean) } else { hint.json_type }, ..*hint };
    let last_is = |words: &[&str]| name.words.last().is_some_and(|last| words.contains(&last.as_str()));
    // `created_at_ms` is a moment, though `ms` by itself is a length of time.
    if last_is(CLOCKS)
        && let Some(kind) = name.shorter().and_then(|shorter| by_end(&shorter, hint))
        && kind.is_moment()
    {
        return Some(kind);
    }
    by_end(&name, hint)
        .or_else(|| by_end_without_modifiers(&name, hint))
        .or_else(|| by_part(name.own(), hint))
        .or_else(|| fallback(hint))
}

/// Whether a name begins like a question: `is`, `has`, ...
fn asks(words: &[String]) -> bool {
    let kinds = words.first().map(|first| kinds_of(Cover::Beginning, first)).unwrap_or_default();
    kinds.iter().any(|kind| kind.json_type == JsonType::Boolean)
}

/// The kind that the longest known end of a name means.
fn by_end(name: &Name, hint: &Hint<'_>) -> Option<&'static Kind> {
    for start in 0..name.words.len() {
        let end = name.words.get(start..)?;
        if start < name.of_parent {
            // Some names mean one thing inside an object and another by themselves: a `name` in `user`, a `user_name`.
            let (of_parent, own) = end.split_at(name.of_parent - start);
            let inside = format!("{}/{}", of_parent.join(" "), own.join(" "));
            if let Some(kind) = best(kinds_of(Cover::End, &inside), hint) {
                return Some(kind);
            }
        }
        let words = end.join(" ");
        let whole = if start == name.of_parent { kinds_of(Cover::Whole, &words) } else { &[] };
        if let Some(kind) = best_of_two(whole, kinds_of(Cover::End, &words), hint) {
            return Some(kind);
        }
    }
    None
}

/// The same, without what follows: in `line2`, `price_usd` or `title_en` the rest of the name may be known.
fn by_end_without_modifiers(name: &Name, hint: &Hint<'_>) -> Option<&'static Kind> {
    let last = name.words.last()?;
    if !last.chars().all(char::is_numeric) && !MODIFIERS.contains(&last.as_str()) {
        return None;
    }
    let shorter = name.shorter()?;
    by_end(&shorter, hint).or_else(|| by_end_without_modifiers(&shorter, hint))
}

/// The kind that the beginning of a name means, or else any part of it.
fn by_part(words: &[String], hint: &Hint<'_>) -> Option<&'static Kind> {
    let beginnings = (1..words.len()).rev().filter_map(|end| words.get(..end));
    let mut by_beginning = beginnings.filter_map(|beginning| best(kinds_of(Cover::Beginning, &beginning.join(" ")), hint));
    let parts = (1..=words.len()).rev().flat_map(|length| words.windows(length));
    let mut by_part = parts.filter_map(|part| best(kinds_of(Cover::Anywhere, &part.join(" ")), hint));
    by_beginning.next().or_else(|| by_part.next())
}

/// The first kind that serves the type as it is, else the first that can be converted to it. Where no type is asked for,
/// text comes before numbers: who means a number mostly says so.
fn best(kinds: &'static [&'static Kind], hint: &Hint<'_>) -> Option<&'static Kind> {
    best_of_two(&[], kinds, hint)
}

/// The same, where the rules for a whole name come before those for its end.
fn best_of_two(whole: &'static [&'static Kind], end: &'static [&'static Kind], hint: &Hint<'_>) -> Option<&'static Kind> {
    let all = || whole.iter().chain(end).copied();
    match hint.json_type {
        None => all().find(|kind| kind.json_type == JsonType::String).or_else(|| all().next()),
        Some(asked) => {
            let with = |fit| all().find(|kind| kind.fits(asked) == fit);
            with(Fit::Natural).or_else(|| with(Fit::Converted))
        }
    }
}

/// What a type means where the name says nothing.
fn fallback(hint: &Hint<'_>) -> Option<&'static Kind> {
    match hint.json_type {
        Some(JsonType::Boolean) => registry::named("flag"),
        _ => None,
    }
}
