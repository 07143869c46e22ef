//! A chip: a filter that is on or off.

use egui::{CornerRadius, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use super::button::centered_text;
use super::{Edited, focus_ring};
use crate::ui::theme::{HAIRLINE, Tokens, type_secondary};

/// A chip with a word; 22 points high.
pub fn chip(ui: &mut Ui, text: &str, on: bool) -> Edited<bool> {
    let tokens = Tokens::of(ui);
    let galley = ui.painter().layout_no_wrap(text.to_owned(), type_secondary(), egui::Color32::PLACEHOLDER);
    let (rect, mut response) = ui.allocate_exact_size(vec2(galley.size().x + 20.0, 22.0), Sense::click());
    let changed = response.clicked().then_some(!on);
    if changed.is_some() {
        response.mark_changed();
    }
    let shown = changed.unwrap_or(on);
    response.widget_info(|| WidgetInfo::selected(Role::Button, ui.is_enabled(), shown, text));
    if ui.is_rect_visible(rect) {
        let (fill, line, color) = match (shown, response.hovered()) {
            (true, _) => (tokens.row_selected, tokens.accent, tokens.text),
            (false, true) => (tokens.control_hover, tokens.border, tokens.text),
            (false, false) => (egui::Color32::TRANSPARENT, tokens.border, tokens.muted),
        };
        ui.painter().rect(rect, CornerRadius::same(11), fill, Stroke::new(HAIRLINE, line), StrokeKind::Inside);
        ui.painter().galley(centered_text(rect, rect.left() + 10.0, &galley), galley, color);
        focus_ring(ui, &response, rect, 11);
    }
    Edited { changed, response }
}
