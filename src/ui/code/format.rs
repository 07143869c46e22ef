//! Lays a text out in its canonical way: two spaces a level, one entry a line.
//!
//! Works on the text's own pieces: strings, numbers and templates come out exactly as they went in.

use std::ops::Range;

use super::json::first_mistake;
use super::template::{has_blocks, template_spans};
use crate::model::Language;

/// Why a text could not be laid out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FormatError {
    /// It has a mistake.
    #[error("{message} at line {line}, column {column}")]
    Mistake {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What is wrong.
        message: String,
    },
    /// It has templates that only make a whole text when rendered.
    #[error("Texts with block templates keep their layout")]
    Blocks,
    /// Its tags do not fit together.
    #[error("The tags do not fit together")]
    Tags,
    /// There is no canonical layout of that language.
    #[error("Only JSON and XML can be formatted")]
    Language,
}

/// Whether there is a canonical layout of that language.
pub fn can_format(language: Language) -> bool {
    matches!(language, Language::Json | Language::Xml)
}

/// The text in the canonical layout of its language.
pub fn format(text: &str, language: Language) -> Result<String, FormatError> {
    if !can_format(language) {
        return Err(FormatError::Language);
    }
    if has_blocks(text) {
        return Err(FormatError::Blocks);
    }
    if language == Language::Xml {
        return super::xml::xml(text).ok_or(FormatError::Tags);
    }
    if let Some(mistake) = first_mistake(text) {
        return Err(FormatError::Mistake { line: mistake.line, column: mistake.column, message: mistake.message });
    }
    Ok(json(text))
}

/// Lays out a text that is JSON but for templates where values or parts of strings are.
pub(super) fn json(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut depth = 0_usize;
    let mut opened = false;
    for token in Tokens::new(text) {
        let token = text.get(token).unwrap_or_default();
        let closes = matches!(token, "}" | "]");
        if closes {
            depth = depth.saturating_sub(1);
            if !opened {
                new_line(&mut out, depth);
            }
        } else if opened {
            new_line(&mut out, depth);
        }
        opened = matches!(token, "{" | "[");
        out.push_str(token);
        match token {
            "{" | "[" => depth += 1,
            "," => new_line(&mut out, depth),
            ":" => out.push(' '),
            _ => {}
        }
    }
    out
}

fn new_line(out: &mut String, depth: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
}

/// The pieces of a JSON text: punctuation, strings, templates, and everything else up to a space or punctuation.
struct Tokens<'a> {
    text: &'a str,
    at: usize,
    templates: std::iter::Peekable<std::vec::IntoIter<Range<usize>>>,
}

impl<'a> Tokens<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, at: 0, templates: template_spans(text).into_iter().peekable() }
    }

    /// The end of the template that starts or is at a place, if any.
    fn template_end(&mut self, at: usize) -> Option<usize> {
        while self.templates.next_if(|span| span.end <= at).is_some() {}
        self.templates.peek().filter(|span| span.start <= at).map(|span| span.end)
    }

    fn string_end(&mut self, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = start + 1;
        while let Some(byte) = bytes.get(at) {
            if let Some(end) = self.template_end(at) {
                at = end;
                continue;
            }
            match byte {
                b'\\' => at += 2,
                b'"' => return at + 1,
                _ => at += 1,
            }
        }
        bytes.len()
    }
}

impl Iterator for Tokens<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let bytes = self.text.as_bytes();
        while bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
        let start = self.at;
        let first = *bytes.get(start)?;
        self.at = if let Some(end) = self.template_end(start) {
            end
        } else {
            match first {
                b'{' | b'}' | b'[' | b']' | b',' | b':' => start + 1,
                b'"' => self.string_end(start),
                _ => {
                    let rest = bytes.get(start..).unwrap_or_default();
                    let ends = |byte: &u8| byte.is_ascii_whitespace() || b"{}[],:\"".contains(byte);
                    start + rest.iter().position(ends).unwrap_or(rest.len())
                }
            }
        };
        Some(start..self.at)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;
    use crate::model::JsonText;

    #[test]
    fn templates_and_numbers_come_out_as_they_went_in() {
        let text = r#"{"id":"{{path "id"}}","n":{{faker 'int'}},"price":19.90,"big":12345678901234567890,"e":[],"o":{ }}"#;
        let laid_out = format(text, Language::Json).expect("laid out");
        assert_eq!(
            laid_out,
            "{\n  \"id\": \"{{path \"id\"}}\",\n  \"n\": {{faker 'int'}},\n  \"price\": 19.90,\n  \"big\": 12345678901234567890,\n  \"e\": [],\n  \"o\": {}\n}"
        );
        assert_eq!(format(&laid_out, Language::Json).as_deref(), Ok(laid_out.as_str()));
    }

    #[test]
    fn what_cannot_be_laid_out_says_why() {
        assert_eq!(format("a", Language::Css), Err(FormatError::Language));
        assert_eq!(format("[{{#each l}}1{{/each}}]", Language::Json), Err(FormatError::Blocks));
        assert_eq!(format("<a>", Language::Xml), Err(FormatError::Tags));
        assert!(matches!(format("{", Language::Json), Err(FormatError::Mistake { line: 1, .. })));
    }

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            "[a-z\\\\\"\n é{}:,]{0,8}".prop_filter("no templates", |text| !text.contains("{{")).prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::vec(("[a-c]{0,3}", inner), 0..4)
                    .prop_map(|entries| Value::Object(entries.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn json_gets_the_canonical_layout_of_the_project_file(value in value()) {
            let compact = value.to_string();
            // Nested objects close with `}}`, and two opening braces are no JSON: no templates here.
            prop_assert_eq!(json(&compact), JsonText::canonical(&value));
        }
    }
}
