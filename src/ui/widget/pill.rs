//! Small signs beside a text: a pill with a word, a key to press.

use egui::{CornerRadius, FontId, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use super::button::centered_text;
use crate::ui::theme::{HAIRLINE, Tokens, Tone, type_mono_small, type_secondary};

/// A word on a quiet tint, like a status or a count.
pub fn pill(ui: &mut Ui, text: &str, tone: Tone) -> Response {
    let tokens = Tokens::of(ui);
    boxed(ui, text, type_mono_small(), tokens.tone(tone), tokens.tint(tone), Stroke::NONE)
}

/// A key or a chord, drawn like a key.
pub fn key_cap(ui: &mut Ui, keys: &str) -> Response {
    let tokens = Tokens::of(ui);
    boxed(ui, keys, type_secondary(), tokens.muted, tokens.control, Stroke::new(HAIRLINE, tokens.border))
}

fn boxed(ui: &mut Ui, text: &str, font: FontId, color: egui::Color32, fill: egui::Color32, line: Stroke) -> Response {
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font, color);
    let size = vec2((galley.size().x + 12.0).ceil(), 18.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    if ui.is_rect_visible(rect) {
        ui.painter().rect(rect, CornerRadius::same(4), fill, line, StrokeKind::Inside);
        ui.painter().galley(centered_text(rect, rect.left() + 6.0, &galley), galley, color);
    }
    response
}
