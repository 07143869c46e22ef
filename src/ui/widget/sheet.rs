//! A sheet: something over the rest of the window, with a title and a button that closes it.

use egui::{Align, Context, Id, Layout, Modal, RichText, Ui};

use super::{IconButton, card};
use crate::ui::icon::Icon;
use crate::ui::theme::type_title;

/// Shows a sheet of a width while `is_open`. The contents can close it as well, by what they are given beside the ui.
pub fn sheet(ctx: &Context, title: &str, width: f32, is_open: &mut bool, contents: impl FnOnce(&mut Ui, &mut bool)) {
    if !*is_open {
        return;
    }
    let modal = Modal::new(Id::unique(("sheet", title))).frame(card(ctx)).show(ctx, |ui| {
        let window = ctx.content_rect().size();
        ui.set_width(width.min(window.x - 64.0));
        // As high as it needs to be: egui would begin with 400 points and scroll.
        ui.set_max_height(window.y - 96.0);
        ui.horizontal(|ui| {
            ui.label(RichText::new(title).font(type_title()));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if IconButton::new(Icon::Close, &format!("Close {}", title.to_lowercase())).show(ui).clicked() {
                    *is_open = false;
                }
            });
        });
        contents(ui, is_open);
    });
    if modal.should_close() {
        *is_open = false;
    }
}
