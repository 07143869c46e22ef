//! What is selected in a viewer: from one place in a row to another.

use std::ops::Range;

/// A place: a row, and characters before it in that row.
pub(super) type Spot = (usize, usize);

/// A selection, from where it was begun to where it was drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Selection {
    /// Where it was begun.
    pub(super) anchor: Spot,
    /// Where it was drawn to.
    pub(super) head: Spot,
}

impl Selection {
    /// Everything in that many rows.
    pub(super) fn all(row_count: usize) -> Self {
        Self { anchor: (0, 0), head: (row_count.saturating_sub(1), usize::MAX) }
    }

    /// Whether nothing is selected.
    pub(super) fn is_empty(&self) -> bool {
        self.anchor == self.head
    }

    /// The rows it touches.
    pub(super) fn rows(&self) -> Range<usize> {
        let (first, last) = self.sorted();
        first.0..last.0 + 1
    }

    /// The characters it covers in a row that is `length` characters long.
    pub(super) fn in_row(&self, row: usize, length: usize) -> Option<Range<usize>> {
        let (first, last) = self.sorted();
        if self.is_empty() || row < first.0 || row > last.0 {
            return None;
        }
        let start = if row == first.0 { first.1.min(length) } else { 0 };
        let end = if row == last.0 { last.1.min(length) } else { length };
        Some(start..end)
    }

    fn sorted(&self) -> (Spot, Spot) {
        (self.anchor.min(self.head), self.anchor.max(self.head))
    }
}

/// The word around a character of a row, for a double click.
pub(super) fn word_around(text: &str, character: usize) -> Range<usize> {
    let letters: Vec<bool> = text.chars().map(|c| c.is_alphanumeric() || c == '_').collect();
    let Some(kind) = letters.get(character).copied() else { return letters.len()..letters.len() };
    if !kind {
        return character..character + 1;
    }
    let before = letters.iter().take(character).rev().take_while(|letter| **letter).count();
    let after = letters.iter().skip(character).take_while(|letter| **letter).count();
    character - before..character + after
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_selection_covers_the_same_in_both_directions() {
        for (anchor, head) in [((1, 2), (3, 4)), ((3, 4), (1, 2))] {
            let selection = Selection { anchor, head };
            assert_eq!(selection.rows(), 1..4);
            assert_eq!(selection.in_row(0, 9), None);
            assert_eq!(selection.in_row(1, 9), Some(2..9));
            assert_eq!(selection.in_row(2, 5), Some(0..5));
            assert_eq!(selection.in_row(3, 2), Some(0..2));
        }
        assert_eq!(Selection::default().in_row(0, 9), None);
        assert_eq!(Selection::all(3).in_row(2, 7), Some(0..7));
    }

    #[test]
    fn a_double_click_takes_the_word() {
        assert_eq!(word_around("a foo_1, b", 4), 2..7);
        assert_eq!(word_around("a, b", 1), 1..2);
        assert_eq!(word_around("ab", 9), 2..2);
    }
}
