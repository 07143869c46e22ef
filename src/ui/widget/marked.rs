//! A line that says of something whether it holds.

use egui::{Role, Ui, WidgetInfo};

use crate::ui::{
    icon::Icon,
    theme::{GAP, Tokens},
};

/// A line that starts with a check mark or a cross.
pub fn marked(ui: &mut Ui, passed: bool, contents: impl FnOnce(&mut Ui)) {
    let tokens = Tokens::of(ui);
    let (icon, color, word) =
        if passed { (Icon::Check, tokens.ok, "holds") } else { (Icon::Cross, tokens.error, "does not hold") };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = GAP / 2.0 + 1.0;
        let mark = icon.show(ui, color).on_hover_text(word);
        mark.widget_info(|| WidgetInfo::labeled(Role::Image, true, word));
        contents(ui);
    });
}
