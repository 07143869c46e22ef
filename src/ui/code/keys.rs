//! What Tab, Shift+Tab and Enter do to a text: indentation, as pure functions.

use std::{borrow::Cow, ops::Range};

/// One level of indentation.
const INDENT: &str = "  ";

/// A text after a key, and what is selected in it: a range of characters.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Edit {
    /// The new text.
    pub(super) text: String,
    /// The new selection; empty where there is only a caret.
    pub(super) selection: Range<usize>,
}

/// Tab: indents the selected lines, or puts an indentation at the caret.
pub(super) fn indent(text: &str, selection: &Range<usize>) -> Edit {
    let bytes = byte_range(text, selection);
    if !text.get(bytes.clone()).unwrap_or_default().contains('\n') {
        return replace(text, &bytes, INDENT, selection.start + INDENT.len());
    }
    let (lines, indented) = change_lines(text, &bytes, |line| match line {
        "" => Cow::Borrowed(""),
        line => Cow::Owned(format!("{INDENT}{line}")),
    });
    replace_lines(text, &lines, &indented)
}

/// Shift+Tab: takes one level of indentation from the selected lines.
pub(super) fn outdent(text: &str, selection: &Range<usize>) -> Edit {
    let bytes = byte_range(text, selection);
    let (lines, outdented) = change_lines(text, &bytes, |line| Cow::Borrowed(without_indent(line)));
    if selection.is_empty() {
        let removed = lines.len() - outdented.len();
        let line_start = text.get(..lines.start).unwrap_or_default().chars().count();
        let caret = selection.start.saturating_sub(removed).max(line_start);
        return replace(text, &lines, &outdented, caret);
    }
    replace_lines(text, &lines, &outdented)
}

/// Enter: a new line as deep as this one, one deeper after an opening bracket, and the closing one on its own line.
pub(super) fn new_line(text: &str, selection: &Range<usize>) -> Edit {
    let bytes = byte_range(text, selection);
    let before = text.get(..bytes.start).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    let depth: String = line.chars().take_while(|character| matches!(character, ' ' | '\t')).collect();
    let opened = line.trim_end().chars().last();
    let closing = text.get(bytes.end..).unwrap_or_default().chars().next();
    let deeper = matches!(opened, Some('{' | '[' | '('));
    let split = matches!((opened, closing), (Some('{'), Some('}')) | (Some('['), Some(']')) | (Some('('), Some(')')));
    let mut inserted = format!("\n{depth}");
    if deeper {
        inserted.push_str(INDENT);
    }
    let caret = selection.start + inserted.chars().count();
    if split {
        inserted.push('\n');
        inserted.push_str(&depth);
    }
    replace(text, &bytes, &inserted, caret)
}

fn without_indent(line: &str) -> &str {
    line.strip_prefix(INDENT).or_else(|| line.strip_prefix(' ')).or_else(|| line.strip_prefix('\t')).unwrap_or(line)
}

/// The bytes of a range of characters.
pub(super) fn byte_range(text: &str, characters: &Range<usize>) -> Range<usize> {
    byte_of(text, characters.start)..byte_of(text, characters.end)
}

fn byte_of(text: &str, character: usize) -> usize {
    text.char_indices().nth(character).map_or(text.len(), |(at, _)| at)
}

/// The bytes of the lines a range touches, without the last one's line break.
fn whole_lines(text: &str, bytes: &Range<usize>) -> Range<usize> {
    let start = text.get(..bytes.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    // A selection that ends at the start of a line does not touch that line.
    let selected = text.get(bytes.clone()).unwrap_or_default();
    let last = if selected.ends_with('\n') { bytes.end - 1 } else { bytes.end };
    let end = text.get(last..).and_then(|after| after.find('\n')).map_or(text.len(), |at| last + at);
    start..end
}

/// The lines a range touches, and each of them changed.
fn change_lines(text: &str, bytes: &Range<usize>, change: fn(&str) -> Cow<'_, str>) -> (Range<usize>, String) {
    let lines = whole_lines(text, bytes);
    let changed: Vec<Cow<'_, str>> = text.get(lines.clone()).unwrap_or_default().split('\n').map(change).collect();
    (lines, changed.join("\n"))
}

fn replace(text: &str, bytes: &Range<usize>, with: &str, caret: usize) -> Edit {
    let mut text = text.to_owned();
    text.replace_range(bytes.clone(), with);
    Edit { text, selection: caret..caret }
}

fn replace_lines(text: &str, lines: &Range<usize>, with: &str) -> Edit {
    let start = text.get(..lines.start).unwrap_or_default().chars().count();
    let edit = replace(text, lines, with, start);
    Edit { selection: start..start + with.chars().count(), ..edit }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// `|` marks the caret or the ends of the selection.
    fn parse(marked: &str) -> (String, Range<usize>) {
        let marks: Vec<usize> = marked.chars().enumerate().filter(|(_, c)| *c == '|').map(|(at, _)| at).collect();
        let text = marked.replace('|', "");
        match marks[..] {
            [caret] => (text, caret..caret),
            [start, end] => (text, start..end - 1),
            _ => panic!("one or two marks"),
        }
    }

    #[test]
    fn tab_indents_shift_tab_outdents_and_enter_keeps_the_depth() {
        type Key = fn(&str, &Range<usize>) -> Edit;
        let cases: [(Key, &[(&str, &str)]); 3] = [
            (
                indent,
                &[
                    ("a|b", "a  |b"),
                    ("é|", "é  |"),
                    ("a|b|c", "a  |c"),
                    ("x\n|a\n\nb|\ny", "x\n|  a\n\n  b|\ny"),
                    ("|a\nb\n|c", "|  a\n  b|\nc"),
                ],
            ),
            (outdent, &[("    a|b", "  a|b"), ("|ab", "|ab"), ("x\n  |b", "x\n|b"), ("|  a\n b\nc|", "|a\nb\nc|")]),
            (
                new_line,
                &[
                    ("  a|", "  a\n  |"),
                    ("{|}", "{\n  |\n}"),
                    ("  [|]", "  [\n    |\n  ]"),
                    ("{ |\"a\"", "{ \n  |\"a\""),
                    ("a|b|c", "a\n|c"),
                ],
            ),
        ];
        for (key, texts) in cases {
            for (before, after) in texts {
                let (text, selection) = parse(before);
                let (expected_text, expected_selection) = parse(after);
                let expected = Edit { text: expected_text, selection: expected_selection };
                assert_eq!(key(&text, &selection), expected, "{before:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn keys_never_break_a_text(text in "[ a-cé\n{}\\[\\]]{0,30}", a in 0..40_usize, b in 0..40_usize) {
            let length = text.chars().count();
            let (a, b) = (a.min(length), b.min(length));
            let selection = a.min(b)..a.max(b);
            for edit in [indent, outdent, new_line] {
                let Edit { text: after, selection: now } = edit(&text, &selection);
                prop_assert!(now.start <= now.end && now.end <= after.chars().count());
            }
            // What Tab adds, Shift+Tab takes away again.
            let Edit { text: once, selection: now } = indent(&text, &selection);
            if text[byte_range(&text, &selection)].contains('\n') {
                prop_assert_eq!(outdent(&once, &now).text, text);
            }
        }
    }
}
