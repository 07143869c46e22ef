//! What each part of a text is: key, string, number, keyword, comment. Found by syntect, line by line.
//!
//! A line's parts depend only on the line and on the parser's state before it. Both are remembered, so after an
//! edit only the lines that changed, and those whose state changed with them, are parsed again.

use std::hash::{BuildHasher, Hash, Hasher};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use rustc_hash::{FxBuildHasher, FxHashMap, FxHasher};
use syntect::parsing::{ParseState, ScopeStack, SyntaxSet};

use crate::model::Language;

/// What a part of a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Class {
    /// An object's key, a tag, a property.
    Key,
    /// A string.
    String,
    /// A number or a constant.
    Number,
    /// A keyword.
    Keyword,
    /// A comment.
    Comment,
    /// Anything else.
    Plain,
}

/// The parts of a line, in order, without gaps; ranges are bytes of the line.
pub(super) type LineParts = Arc<[(Range<usize>, Class)]>;

/// How many lines are remembered before starting afresh; texts that are coloured have fewer.
const REMEMBERED_LINES: usize = 100_000;

/// How many states are told apart. Only texts nested hundreds of levels deep have more; their rest stays plain.
const MOST_STATES: usize = 1_000;

/// Remembers how lines were parsed.
#[derive(Default)]
pub(super) struct Highlighter {
    /// The text that used up the states; the next other one starts afresh.
    full_of: Option<u64>,
    states: Vec<(ParseState, ScopeStack)>,
    known_lines: FxHashMap<(usize, u64), (LineParts, usize)>,
    starts: FxHashMap<Language, usize>,
}

/// The syntaxes, unpacked when the first text is coloured.
fn syntaxes() -> &'static SyntaxSet {
    static SYNTAXES: OnceLock<SyntaxSet> = OnceLock::new();
    SYNTAXES.get_or_init(SyntaxSet::load_defaults_newlines)
}

fn extension(language: Language) -> Option<&'static str> {
    match language {
        Language::Json => Some("json"),
        Language::Xml => Some("xml"),
        Language::Html => Some("html"),
        Language::JavaScript => Some("js"),
        Language::Css => Some("css"),
        Language::Yaml => Some("yaml"),
        Language::Plain => None,
    }
}

impl Highlighter {
    /// The parts of each line of a text; `None` where the language has no colours.
    pub(super) fn lines(&mut self, text: &str, language: Language) -> Option<Vec<LineParts>> {
        let used_up = self.states.len() >= MOST_STATES;
        if self.known_lines.len() > REMEMBERED_LINES || used_up && self.full_of != Some(fingerprint(&text)) {
            *self = Self::default();
        }
        let mut state = self.start(language)?;
        let mut lines = Vec::new();
        for line in text.split_inclusive('\n') {
            let (parts, next) = self.line(state, line);
            lines.push(parts);
            state = next;
        }
        if self.states.len() >= MOST_STATES {
            self.full_of = Some(fingerprint(&text));
        }
        Some(lines)
    }

    fn start(&mut self, language: Language) -> Option<usize> {
        if let Some(state) = self.starts.get(&language) {
            return Some(*state);
        }
        let syntax = syntaxes().find_syntax_by_extension(extension(language)?)?;
        self.states.push((ParseState::new(syntax), ScopeStack::new()));
        self.starts.insert(language, self.states.len() - 1);
        Some(self.states.len() - 1)
    }

    fn line(&mut self, state: usize, line: &str) -> (LineParts, usize) {
        let key = (state, FxBuildHasher.hash_one(line));
        if let Some((parts, next)) = self.known_lines.get(&key) {
            return (Arc::clone(parts), *next);
        }
        if self.states.len() >= MOST_STATES {
            return (Arc::new([(0..line.len(), Class::Plain)]), state);
        }
        // Every number of a state comes from `remember_state`; without it the line would just have no colours.
        let Some((mut parser, mut stack)) = self.states.get(state).cloned() else { return (Arc::new([]), state) };
        let parts: LineParts = parse(line, &mut parser, &mut stack).into();
        let next = self.remember_state(parser, stack);
        self.known_lines.insert(key, (Arc::clone(&parts), next));
        (parts, next)
    }

    /// The number of a state; the same state gets the same number, so that lines after an edit are found again.
    fn remember_state(&mut self, parser: ParseState, stack: ScopeStack) -> usize {
        // New states are mostly like recent ones, so look from the back.
        if let Some(at) = self.states.iter().rposition(|known| known.1 == stack && known.0 == parser) {
            return at;
        }
        self.states.push((parser, stack));
        self.states.len() - 1
    }
}

fn parse(line: &str, parser: &mut ParseState, stack: &mut ScopeStack) -> Vec<(Range<usize>, Class)> {
    let Ok(operations) = parser.parse_line(line, syntaxes()) else { return vec![(0..line.len(), Class::Plain)] };
    let mut parts: Vec<(Range<usize>, Class)> = Vec::new();
    let mut push = |range: Range<usize>, class: Class| match parts.last_mut() {
        _ if range.is_empty() => {}
        Some((last, last_class)) if *last_class == class => last.end = range.end,
        _ => parts.push((range, class)),
    };
    let mut from = 0;
    for (at, operation) in &operations {
        push(from..*at, class_of(stack));
        from = *at;
        // A stack the syntax itself broke only costs colours.
        if stack.apply(operation).is_err() {
            break;
        }
    }
    push(from..line.len(), class_of(stack));
    parts
}

/// The scopes that have a colour, more telling ones first.
const SCOPES: &[(&str, Class)] = &[
    ("comment", Class::Comment),
    ("meta.mapping.key", Class::Key),
    ("meta.structure.dictionary.key", Class::Key),
    ("entity.name.tag", Class::Key),
    ("entity.other.attribute-name", Class::Keyword),
    ("support.type.property-name", Class::Key),
    ("meta.property-name", Class::Key),
    ("entity.name.function", Class::Key),
    ("meta.object-literal.key", Class::Key),
    ("constant.numeric", Class::Number),
    ("constant.language", Class::Keyword),
    ("constant", Class::Number),
    ("string", Class::String),
    ("support.constant", Class::String),
    ("keyword.operator", Class::Plain),
    ("keyword", Class::Keyword),
    ("storage", Class::Keyword),
    ("variable.language", Class::Keyword),
];

fn class_of(stack: &ScopeStack) -> Class {
    static KNOWN: OnceLock<Vec<(syntect::parsing::Scope, Class)>> = OnceLock::new();
    let known = KNOWN.get_or_init(|| {
        SCOPES.iter().filter_map(|(name, class)| Some((syntect::parsing::Scope::new(name).ok()?, *class))).collect()
    });
    // The innermost scope says most, but a key is a key however its string is quoted.
    let scopes = stack.as_slice();
    let find = |wanted: &[Class]| {
        scopes.iter().rev().find_map(|scope| {
            known.iter().find(|(prefix, class)| wanted.contains(class) && prefix.is_prefix_of(*scope)).map(|(_, class)| *class)
        })
    };
    find(&[Class::Comment])
        .or_else(|| find(&[Class::Key]))
        .or_else(|| find(&[Class::String, Class::Number, Class::Keyword, Class::Plain]))
        .unwrap_or(Class::Plain)
}

/// A number for a text, to notice that it changed.
pub(super) fn fingerprint(value: &impl Hash) -> u64 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classes(text: &str, language: Language) -> Vec<(String, Class)> {
        let lines = Highlighter::default().lines(text, language).expect("colours");
        text.split_inclusive('\n')
            .zip(lines)
            .flat_map(|(line, parts)| {
                parts.iter().map(|(range, class)| (line[range.clone()].trim().to_owned(), *class)).collect::<Vec<_>>()
            })
            .filter(|(text, class)| !text.is_empty() && *class != Class::Plain)
            .collect()
    }

    #[test]
    fn json_has_keys_strings_numbers_and_words() {
        let found = classes("{\n  \"id\": \"x\", \"n\": 4.5,\n  \"ok\": true, \"no\": null\n}", Language::Json);
        let expected = [
            ("\"id\"", Class::Key),
            ("\"x\"", Class::String),
            ("\"n\"", Class::Key),
            ("4.5", Class::Number),
            ("\"ok\"", Class::Key),
            ("true", Class::Keyword),
            ("\"no\"", Class::Key),
            ("null", Class::Keyword),
        ];
        let found: Vec<_> = found.iter().map(|(text, class)| (text.as_str(), *class)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn every_language_but_plain_text_has_colours() {
        for (language, text, part, class) in [
            (Language::Xml, "<a b=\"c\">d</a><!-- e -->", "a", Class::Key),
            (Language::Html, "<!-- no --><p class=\"x\">d</p>", "p", Class::Key),
            (Language::JavaScript, "const a = 'b'; // c", "const", Class::Keyword),
            (Language::Css, "a { color: red; /* c */ }", "/* c */", Class::Comment),
            (Language::Yaml, "a: 'b' # c", "a", Class::Key),
        ] {
            let found = classes(text, language);
            assert!(found.contains(&(part.to_owned(), class)), "{language:?}: {found:?}");
        }
        assert!(Highlighter::default().lines("a", Language::Plain).is_none());
    }

    #[test]
    fn texts_of_many_states_stay_quick_and_leave_room_for_others() {
        let mut highlighter = Highlighter::default();
        // Brackets nested in every order there is: each order is a state of its own.
        let mut many = String::new();
        for order in 0..2_048_usize {
            let opens = |bit: &usize| order >> bit & 1 == 0;
            many.extend((0..11).map(|bit| if opens(&bit) { "[\n" } else { "{\"a\":\n" }));
            many.extend((0..11).rev().map(|bit| if opens(&bit) { "]\n" } else { "}\n" }));
        }
        assert_eq!(highlighter.lines(&many, Language::Json).expect("lines").len(), many.lines().count());
        assert_eq!(highlighter.states.len(), MOST_STATES);
        let lines = highlighter.lines("{\"a\": 1}", Language::Json).expect("lines");
        assert!(lines[0].contains(&(1..4, Class::Key)), "{lines:?}");
    }

    #[test]
    fn an_edit_parses_only_what_it_touches() {
        let mut highlighter = Highlighter::default();
        let text: String = (0..500).map(|n| format!("  \"key{n}\": {n},\n")).collect();
        highlighter.lines(&format!("{{\n{text}}}"), Language::Json);
        let known = highlighter.known_lines.len();
        highlighter.lines(&format!("{{\n  \"new\": 1,\n{text}}}"), Language::Json);
        assert_eq!(highlighter.known_lines.len(), known + 1);
    }
}
