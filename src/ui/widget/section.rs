//! The head of a section inside a pane, and text that stands back.

use egui::{Align, Layout, Response, RichText, Ui};

use crate::ui::theme::{Tokens, type_strong};

/// A section's title, with actions on the right.
pub fn section_header<R>(ui: &mut Ui, title: &str, actions: impl FnOnce(&mut Ui) -> R) -> R {
    ui.horizontal(|ui| {
        ui.label(RichText::new(title).font(type_strong()).color(Tokens::of(ui).text));
        ui.with_layout(Layout::right_to_left(Align::Center), actions).inner
    })
    .inner
}

/// A label in the colour of text that stands back.
pub fn subtle(ui: &mut Ui, text: &str) -> Response {
    ui.label(RichText::new(text).color(Tokens::of(ui).muted))
}
