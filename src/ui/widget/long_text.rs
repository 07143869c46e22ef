//! A text field of several lines, for notes and for values that are JSON.

use egui::{CornerRadius, Frame, Margin, Stroke, StrokeKind, TextEdit, Ui};

use crate::ui::theme::{FOCUS_RING, HAIRLINE, RADIUS, Tokens, type_body};

/// Shows a text of several lines in a box of a height, and gives the new text when it was changed.
pub fn long_text(ui: &mut Ui, id: &str, name: &str, text: &str, hint: &str, height: f32) -> Option<String> {
    let tokens = Tokens::of(ui);
    let background = ui.painter().add(egui::Shape::Noop);
    let mut edited = std::borrow::Cow::Borrowed(text);
    let mut changed = false;
    let mut has_focus = false;
    let frame = Frame::new().inner_margin(Margin::same(1)).show(ui, |ui| {
        egui::ScrollArea::vertical().id_salt(id).max_height(height).min_scrolled_height(height).auto_shrink(false).show(
            ui,
            |ui| {
                let edit = TextEdit::multiline(&mut edited)
                    .id_salt(id)
                    .font(type_body())
                    .frame(Frame::NONE.inner_margin(Margin::symmetric(9, 6)))
                    .desired_width(f32::INFINITY)
                    .desired_rows(2)
                    .hint_text(egui::RichText::new(hint).color(tokens.muted))
                    .min_size(egui::vec2(ui.available_width(), height));
                let response = ui.add(edit).accessible_name(name);
                changed = response.changed();
                has_focus = response.has_focus();
            },
        );
    });
    let (width, color) = if has_focus { (FOCUS_RING, tokens.accent) } else { (HAIRLINE, tokens.outline) };
    let rect = frame.response.rect;
    let shape = egui::epaint::RectShape::new(
        rect,
        CornerRadius::same(RADIUS),
        tokens.surface,
        Stroke::new(width, color),
        StrokeKind::Inside,
    );
    ui.painter().set(background, shape);
    match edited {
        std::borrow::Cow::Owned(edited) if changed && edited != text => Some(edited),
        _ => None,
    }
}
