//! The strip left of code with the line numbers; it stays in place while the code scrolls sideways.

use egui::{Align2, Painter, Rect, pos2, vec2};

use crate::ui::theme::{CODE_LINE_HEIGHT, Tokens, type_mono};

/// Between the numbers and the code.
const GAP: f32 = 14.0;
/// Left of the numbers, where the dot of a problem goes.
const LEFT: f32 = 14.0;

/// How wide the strip is for that many lines.
pub(super) fn width(ui: &egui::Ui, line_count: usize) -> f32 {
    let digit = ui.fonts_mut(|fonts| fonts.glyph_width(&type_mono(), '0'));
    let digits = line_count.max(10).ilog10() as f32 + 1.0;
    (LEFT + digits * digit + GAP).ceil()
}

/// Paints the empty strip at the left edge of the visible part.
pub(super) fn paint_strip(painter: &Painter, visible: Rect, width: f32, fill: egui::Color32) -> Rect {
    let strip = Rect::from_min_size(visible.left_top(), vec2(width - 4.0, visible.height()));
    painter.rect_filled(strip, 0, fill);
    strip
}

/// Paints a line's number; the line with the caret's is brighter.
pub(super) fn paint_number(painter: &Painter, strip: Rect, top: f32, number: usize, current: bool) {
    let tokens = Tokens::of(painter.ctx());
    let color = if current { tokens.text } else { tokens.code.line_number };
    let right = pos2(strip.right() - (GAP - 4.0), top + CODE_LINE_HEIGHT / 2.0);
    painter.text(right, Align2::RIGHT_CENTER, number.to_string(), type_mono(), color);
}

/// Where the dot of a problem in a line goes.
pub(super) fn dot_center(strip: Rect, top: f32) -> egui::Pos2 {
    pos2(strip.left() + 7.0, top + CODE_LINE_HEIGHT / 2.0)
}
