//! What can be written at a caret in a template: helpers and parts of the request after `{{`, method names within
//! `{{faker '…`. Everything comes from the lists that rendering itself uses.

use super::{
    registry::{self, BlockUse},
    request::REQUEST_NAMES,
};
use crate::generate::{faker, random::Seed};

/// What the samples of realistic data are drawn from.
const SAMPLE_SEED: Seed = Seed(1);

/// One thing that can be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// How many characters before the caret it replaces.
    pub replaces: usize,
    /// What to insert instead of them.
    pub insert: String,
    /// What the list shows.
    pub label: String,
    /// The values it takes, or what it belongs to.
    pub detail: String,
    /// What it does.
    pub documentation: String,
    /// What it may give.
    pub sample: String,
}

/// What can be written after this text, best first. Nothing outside of a tag.
pub fn complete(text_before_caret: &str) -> Vec<Completion> {
    let Some((_, inside)) = text_before_caret.rsplit_once("{{") else { return Vec::new() };
    if inside.contains("}}") || inside.starts_with(['!', '/', '>']) {
        return Vec::new();
    }
    if let Some((before, typed)) = open_quote(inside) {
        let is_method =
            before.trim_end().rsplit([' ', '(', '{', '#', '~']).next().is_some_and(|word| matches!(word, "faker" | "fake"));
        return if is_method { methods(typed) } else { Vec::new() };
    }
    let typed = inside.rsplit([' ', '\t', '\n', '(', '{', '#', '~', '=', '&', '^']).next().unwrap_or_default();
    let is_block = inside.trim_start_matches('~').strip_prefix('#').is_some_and(|rest| rest == typed);
    let is_first = inside.trim_start_matches(['{', '~', '#', '&', '^', ' ']) == typed || inside.ends_with(&format!("({typed}"));
    let mut found = Vec::new();
    if is_first {
        found.extend(helpers(typed, is_block));
    }
    if !is_block {
        found.extend(request_names(typed));
    }
    if typed.is_empty() {
        // What most people are after when they have typed nothing yet.
        found.sort_by_key(|completion| completion.label != "faker");
    }
    found
}

/// The text before a quote that is still open, and what is typed after it.
fn open_quote(inside: &str) -> Option<(&str, &str)> {
    let mut open = None;
    for (at, character) in inside.char_indices() {
        match (open, character) {
            (None, '"' | '\'') => open = Some((at, character)),
            (Some((_, quote)), _) if character == quote => open = None,
            _ => {}
        }
    }
    let (at, _) = open?;
    Some((inside.get(..at)?, inside.get(at + 1..)?))
}

/// How well a name fits what was typed: it begins so, a word of it does, or it has it somewhere.
fn rank(name: &str, typed: &str) -> Option<usize> {
    let (name, typed) = (name.to_lowercase(), typed.to_lowercase());
    match name.find(&typed)? {
        0 => Some(0),
        at if name.get(..at).is_some_and(|before| before.ends_with('.')) => Some(1),
        _ => Some(2),
    }
}

/// Those that fit, best first and otherwise in their own order.
fn sorted(found: impl Iterator<Item = (usize, Completion)>) -> Vec<Completion> {
    let mut found: Vec<_> = found.collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, completion)| completion).collect()
}

fn methods(typed: &str) -> Vec<Completion> {
    sorted(faker::all().filter_map(|method| {
        let completion = Completion {
            replaces: typed.chars().count(),
            insert: method.name.to_owned(),
            label: method.name.to_owned(),
            detail: method.parameters.iter().map(|parameter| parameter.name).collect::<Vec<_>>().join(" "),
            documentation: method.summary.to_owned(),
            sample: method.sample(SAMPLE_SEED, faker::Locale::default()),
        };
        Some((rank(method.name, typed)?, completion))
    }))
}

fn helpers(typed: &str, is_block: bool) -> Vec<Completion> {
    let fitting = registry::all()
        .filter(|helper| !is_block || matches!(helper.block, BlockUse::Own | BlockUse::Condition | BlockUse::Last));
    sorted(fitting.filter_map(|helper| {
        let opens = if helper.block == BlockUse::Own && !is_block { "#" } else { "" };
        let completion = Completion {
            replaces: typed.chars().count(),
            insert: format!("{opens}{}", helper.name),
            label: helper.name.to_owned(),
            detail: helper.signature.to_owned(),
            documentation: format!("{} {}", helper.documentation, helper.example),
            sample: helper.sample.to_owned(),
        };
        Some((rank(helper.name, typed)?, completion))
    }))
}

fn request_names(typed: &str) -> Vec<Completion> {
    sorted(REQUEST_NAMES.iter().filter_map(|entry| {
        let name = entry.name.trim_end_matches('…');
        let completion = Completion {
            replaces: typed.chars().count(),
            insert: name.to_owned(),
            label: entry.name.to_owned(),
            detail: "request".to_owned(),
            documentation: entry.documentation.to_owned(),
            sample: entry.sample.to_owned(),
        };
        Some((rank(name, typed)?, completion))
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(text: &str) -> Vec<String> {
        complete(text).into_iter().map(|completion| completion.label).collect()
    }

    #[test]
    fn helpers_and_request_names_are_offered_in_a_tag() {
        assert_eq!(labels("{\"a\": \"{{upp"), ["uppercase", "upper"]);
        assert!(labels("{{#rep").contains(&"repeat".to_owned()));
        assert!(labels("{{request.hea").contains(&"request.headers.…".to_owned()));
        assert!(labels("{{uppercase (quer").contains(&"queryParam".to_owned()));
        assert!(labels("{{uppercase quer").contains(&"query.…".to_owned()));
        assert!(!labels("{{uppercase quer").contains(&"queryParam".to_owned()));
        assert!(labels("{{").len() > 150);
        assert_eq!(complete("{{rep").iter().find(|c| c.label == "repeat").unwrap().insert, "#repeat");
    }

    #[test]
    fn methods_are_offered_in_the_quotes_of_faker() {
        assert!(labels("{{faker '").len() >= 262);
        let found = complete("{{faker 'person.first");
        assert_eq!((found[0].label.as_str(), found[0].replaces), ("person.firstName", 12));
        assert!(!found[0].documentation.is_empty() && !found[0].sample.is_empty());
        assert!(labels("{{lowercase (fake \"firstN").contains(&"person.firstName".to_owned()));
        assert!(labels("{{uppercase 'per").is_empty());
    }

    #[test]
    fn nothing_is_offered_outside_of_a_tag() {
        for text in ["", "abc", "{{now}} x", "{{! comment", "{{/ea"] {
            assert!(complete(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn realistic_data_comes_first_where_nothing_is_typed() {
        assert_eq!(complete("{{")[0].label, "faker");
        assert!(complete("{{").len() > 50);
        assert!(complete("{{#").iter().all(|completion| completion.label != "faker"));
    }
}
