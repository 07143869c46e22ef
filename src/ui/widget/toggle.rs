//! The on/off switch.

use egui::{CornerRadius, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::Edited;
use super::button::centered_text;
use crate::ui::theme::{CONTROL_HEIGHT, FOCUS_RING, HAIRLINE, Tokens, type_body};

const TRACK: egui::Vec2 = vec2(30.0, 18.0);

/// A switch with its words on the right; an empty `visible_text` hides the words, `name` still names it.
pub fn toggle(ui: &mut Ui, name: &str, visible_text: &str, on: bool) -> Edited<bool> {
    let tokens = Tokens::of(ui);
    let text = (!visible_text.is_empty()).then(|| ui.painter().layout_no_wrap(visible_text.to_owned(), type_body(), tokens.text));
    let text_width = text.as_ref().map_or(0.0, |text| text.size().x + 8.0);
    let (rect, mut response) = ui.allocate_exact_size(vec2(TRACK.x + text_width, CONTROL_HEIGHT), Sense::click());
    let changed = response.clicked().then_some(!on);
    if changed.is_some() {
        response.mark_changed();
    }
    let shown = changed.unwrap_or(on);
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), shown, name));
    if ui.is_rect_visible(rect) {
        paint_track(ui, &response, Rect::from_min_size(pos2(rect.left(), rect.center().y - TRACK.y / 2.0), TRACK), shown);
        if let Some(text) = text {
            ui.painter().galley(centered_text(rect, rect.left() + TRACK.x + 8.0, &text), text, tokens.text);
        }
    }
    Edited { changed, response }
}

fn paint_track(ui: &Ui, response: &Response, track: Rect, on: bool) {
    let tokens = Tokens::of(ui);
    let slid = ui.ctx().animate_bool_responsive(response.id, on);
    let radius = CornerRadius::same(9);
    let (fill, line) = if on { (tokens.accent_fill, tokens.accent_fill) } else { (tokens.control_active, tokens.outline) };
    ui.painter().rect(track, radius, fill, Stroke::new(HAIRLINE, line), StrokeKind::Inside);
    let x = egui::lerp((track.left() + 9.0)..=(track.right() - 9.0), slid);
    let knob = if on { tokens.on_accent } else { tokens.text };
    ui.painter().circle_filled(pos2(x, track.center().y), 6.0, knob);
    if response.has_focus() {
        let stroke = Stroke::new(FOCUS_RING, tokens.accent);
        ui.painter().rect_stroke(track.expand(3.0), CornerRadius::same(12), stroke, StrokeKind::Inside);
    }
}
