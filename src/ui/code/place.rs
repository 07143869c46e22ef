//! A text as it lies on the screen of an editor: its line numbers, and the waves under what is wrong in it.

use std::{ops::Range, sync::Arc};

use egui::{Color32, Galley, Pos2, Rect, Sense, Shape, Stroke, Ui, pos2, text::CCursor};

use super::{CodeMark, gutter};
use crate::ui::theme::{CODE_LINE_HEIGHT, Tokens};

/// The text as it lies on the screen.
pub(super) struct Place {
    /// The text, laid out.
    pub(super) galley: Arc<Galley>,
    /// Where its top left is.
    pub(super) origin: Pos2,
    /// What of the screen shows it.
    pub(super) visible: Rect,
}

impl Place {
    /// The lines that are on the screen: an index and where it starts.
    fn visible_lines(&self) -> impl Iterator<Item = (usize, f32)> {
        let first = ((self.visible.top() - self.origin.y) / CODE_LINE_HEIGHT).floor().max(0.0) as usize;
        let last = ((self.visible.bottom() - self.origin.y) / CODE_LINE_HEIGHT).ceil().max(0.0) as usize;
        (first..last.min(self.galley.rows.len())).map(|line| (line, self.top_of(line)))
    }

    fn top_of(&self, line: usize) -> f32 {
        self.origin.y + self.galley.rows.get(line).map_or(0.0, |row| row.pos.y)
    }

    /// Paints the numbers of the lines that are on the screen; the one with the caret stands out.
    pub(super) fn paint_numbers(&self, ui: &Ui, strip: Rect, current_top: Option<f32>) {
        for (line, top) in self.visible_lines() {
            let current = current_top.is_some_and(|current| (current - top).abs() < 1.0);
            gutter::paint_number(ui.painter(), strip, top, line + 1, current);
        }
    }

    /// A wave under the word at the mark's place, a dot in the strip, and the message under the pointer.
    pub(super) fn paint_mark(&self, ui: &Ui, strip: Rect, text: &str, mark: &CodeMark) {
        let line = mark.line.saturating_sub(1);
        let top = self.top_of(line);
        if line >= self.galley.rows.len() || top > self.visible.bottom() || top + CODE_LINE_HEIGHT < self.visible.top() {
            return;
        }
        let color = Tokens::of(ui).tone(mark.tone);
        ui.painter().circle_filled(gutter::dot_center(strip, top), 3.0, color);
        let characters = word_at(text, mark.line, mark.column);
        let x_of = |character: usize| {
            let cursor = CCursor::new(character);
            self.origin.x + self.galley.pos_from_cursor(cursor).left()
        };
        let (left, right) = (x_of(characters.start), x_of(characters.end));
        let (left, right) = (left.max(strip.right()), right.max(left + 7.0));
        wave(ui, left..right, top + CODE_LINE_HEIGHT - 2.0, color);
        let areas = [
            Rect::from_min_max(pos2(strip.left(), top), pos2(strip.right(), top + CODE_LINE_HEIGHT)),
            Rect::from_min_max(pos2(left, top), pos2(right, top + CODE_LINE_HEIGHT)),
        ];
        for (index, area) in areas.into_iter().enumerate() {
            let id = ui.scope_id().with(("mark", mark.line, mark.column, index));
            ui.interact(area.intersect(self.visible), id, Sense::hover()).on_hover_text(&mark.message);
        }
    }
}

fn wave(ui: &Ui, x_range: Range<f32>, y: f32, color: Color32) {
    let steps = ((x_range.end - x_range.start) / 2.0).ceil() as usize;
    let points = (0..=steps)
        .map(|step| {
            let up = if step % 2 == 0 { 1.0 } else { -1.0 };
            pos2((x_range.start + step as f32 * 2.0).min(x_range.end), y + up)
        })
        .collect();
    ui.painter().add(Shape::line(points, Stroke::new(1.2, color)));
}

/// The characters of the word that starts at a line and column; at least one where there is one.
fn word_at(text: &str, line: usize, column: usize) -> Range<usize> {
    let mut line_start = 0;
    for (index, line_text) in text.split('\n').enumerate() {
        let length = line_text.chars().count();
        if index + 1 == line {
            let offset = column.saturating_sub(1).min(length.saturating_sub(1));
            let rest = line_text.chars().skip(offset);
            let word = rest.take_while(|character| character.is_alphanumeric() || matches!(character, '_' | '.')).count();
            let start = line_start + offset;
            return start..(start + word.max(1)).min(line_start + length);
        }
        line_start += length + 1;
    }
    line_start..line_start
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_cover_a_word() {
        let text = "ab\n  nul,\n";
        assert_eq!(word_at(text, 2, 3), 5..8);
        assert_eq!(word_at(text, 2, 6), 8..9);
        assert_eq!(word_at(text, 2, 99), 8..9);
        assert_eq!(word_at(text, 3, 1), 10..10);
        assert_eq!(word_at(text, 9, 1), 11..11);
    }
}
