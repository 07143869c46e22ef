//! A text cut into rows that are laid out one by one: its lines, and long lines in parts.

use std::ops::Range;

/// A row holds at most that many bytes of text, so that a body in a single line is quick to show as well.
const ROW_BYTES: usize = 480;

/// A text and where its rows are.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// The text.
    pub(super) text: String,
    /// The rows, in order.
    pub(super) rows: Vec<Row>,
    /// How many lines the text has.
    pub(super) line_count: usize,
    /// The bytes of the longest row.
    pub(super) longest: usize,
}

/// A row: what part of the text it is, and the line's number if the line starts here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// The bytes, without the line break.
    pub(super) bytes: Range<usize>,
    /// The number of the line that starts here.
    pub(super) number: Option<usize>,
}

impl Lines {
    /// Cuts a text.
    pub(super) fn new(text: String) -> Self {
        let mut rows = Vec::new();
        let mut at = 0;
        let mut number = 0;
        for line in text.split('\n') {
            number += 1;
            let shown = line.strip_suffix('\r').unwrap_or(line);
            let mut from = 0;
            let mut first = Some(number);
            loop {
                let to = boundary_before(shown, from + ROW_BYTES);
                rows.push(Row { bytes: at + from..at + to, number: first.take() });
                if to >= shown.len() {
                    break;
                }
                from = to;
            }
            at += line.len() + 1;
        }
        let longest = rows.iter().map(|row| row.bytes.len()).max().unwrap_or(0);
        Self { text, rows, line_count: number, longest }
    }

    /// The text of a row.
    pub(super) fn row_text(&self, row: usize) -> &str {
        self.rows.get(row).and_then(|row| self.text.get(row.bytes.clone())).unwrap_or_default()
    }
}

/// The last place at or before `at` that is between two characters.
fn boundary_before(text: &str, at: usize) -> usize {
    if at >= text.len() {
        return text.len();
    }
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lines_are_numbered_and_long_ones_cut() {
        let text = format!("a\r\n{}\n\nb", "é".repeat(ROW_BYTES));
        let lines = Lines::new(text);
        let numbers: Vec<_> = lines.rows.iter().map(|row| row.number).collect();
        assert_eq!(numbers, [Some(1), Some(2), None, Some(3), Some(4)]);
        assert_eq!(lines.row_text(0), "a");
        assert_eq!(lines.row_text(4), "b");
        assert_eq!((lines.line_count, lines.longest), (4, ROW_BYTES));
        assert_eq!(Lines::new(String::new()).rows.len(), 1);
    }

    proptest! {
        #[test]
        fn no_text_is_lost(text in "[a-z\né]{0,2000}") {
            let lines = Lines::new(text.clone());
            let mut again = String::new();
            for (index, row) in lines.rows.iter().enumerate() {
                if index > 0 && row.number.is_some() {
                    again.push('\n');
                }
                again.push_str(lines.row_text(index));
            }
            prop_assert_eq!(again, text);
        }
    }
}
