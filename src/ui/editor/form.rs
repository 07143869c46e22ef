//! Lines of a form: a label in a column of its own, and beside it what it names.

use egui::{Align2, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::ui::theme::{CONTROL_HEIGHT, GAP_LARGE, Tokens, type_body};

const LABEL_WIDTH: f32 = 84.0;

/// A label and, beside it, what it names.
pub(in crate::ui) fn line(ui: &mut Ui, label: &str, contents: impl FnOnce(&mut Ui)) {
    ui.horizontal_top(|ui| {
        let (rect, place) = ui.allocate_exact_size(vec2(LABEL_WIDTH, CONTROL_HEIGHT), Sense::hover());
        place.widget_info(|| WidgetInfo::labeled(Role::Label, true, label));
        let at = pos2(rect.left() + GAP_LARGE, rect.center().y);
        ui.painter().text(at, Align2::LEFT_CENTER, label, type_body(), Tokens::of(ui).muted);
        ui.vertical(contents);
    });
    ui.add_space(4.0);
}
