//! What a pane says while there is nothing in it: what would be here, and how to get it.

use egui::{Align, Layout, RichText, Ui, vec2};

use crate::ui::theme::{Tokens, type_empty_title};

/// A title, a sentence and what to do, in the middle of the pane.
#[derive(Debug)]
#[must_use = "an empty state shows when `show` is called"]
pub struct EmptyState<'a> {
    title: &'a str,
    text: &'a str,
}

impl<'a> EmptyState<'a> {
    /// A title and a sentence.
    pub fn new(title: &'a str, text: &'a str) -> Self {
        Self { title, text }
    }

    /// Shows it with the actions under it, in a row.
    pub fn show<R>(self, ui: &mut Ui, actions: impl FnOnce(&mut Ui) -> R) -> R {
        let tokens = Tokens::of(ui);
        let height_id = ui.scope_id().with("empty state height");
        // The height is only known after the first look; the second pass of that frame puts it in the middle.
        let height: f32 = ui.data(|data| data.get_temp(height_id)).unwrap_or(120.0);
        ui.add_space(((ui.available_height() - height) / 2.0).max(8.0));
        let top = ui.cursor().top();
        let result = ui.vertical_centered(|ui| {
            ui.spacing_mut().item_spacing.y = 8.0;
            ui.label(RichText::new(self.title).font(type_empty_title()).color(tokens.text));
            if !self.text.is_empty() {
                ui.label(RichText::new(self.text).color(tokens.muted));
            }
            ui.add_space(8.0);
            centered_row(ui, actions)
        });
        let height = ui.min_rect().bottom() - top;
        ui.data_mut(|data| data.insert_temp(height_id, height));
        result.inner
    }
}

/// A row in the middle of the width; egui centres only what it knows the width of, so that is remembered.
fn centered_row<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let width_id = ui.scope_id().with("centred row width");
    let known: Option<f32> = ui.data(|data| data.get_temp(width_id));
    let width = known.unwrap_or(0.0).min(ui.available_width());
    let left = (ui.available_width() - width) / 2.0;
    let row = ui.allocate_ui_with_layout(vec2(ui.available_width(), 0.0), Layout::left_to_right(Align::Center), |ui| {
        ui.add_space(left - ui.spacing().item_spacing.x.min(left));
        ui.horizontal(contents)
    });
    let inner = row.inner;
    let now = inner.response.rect.width();
    if known.is_none_or(|known| (known - now).abs() > 0.5) {
        ui.data_mut(|data| data.insert_temp(width_id, now));
        ui.ctx().request_discard("centred row width is known now");
    }
    inner.inner
}
