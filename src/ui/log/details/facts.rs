//! Two columns of names and values: the facts about an exchange, its headers, its query and its cookies.

use egui::{Label, RichText, Ui, vec2};

use crate::ui::theme::{GAP, Tokens, type_mono, type_secondary};

/// The least and the most that names take of the width.
const NAMES: std::ops::RangeInclusive<f32> = 72.0..=200.0;

/// Shows names and values; long values wrap. Values in the code font where `mono` is set.
pub(in crate::ui) fn show<'a>(ui: &mut Ui, facts: impl IntoIterator<Item = (&'a str, &'a str)>, mono: bool) {
    let tokens = Tokens::of(ui);
    let facts: Vec<(&str, &str)> = facts.into_iter().collect();
    let name_font = if mono { type_mono() } else { type_secondary() };
    let widest = facts
        .iter()
        .map(|(name, _)| ui.painter().layout_no_wrap((*name).to_owned(), name_font.clone(), tokens.muted).size().x)
        .fold(0.0, f32::max);
    let most = (ui.available_width() * 0.42).clamp(*NAMES.start(), *NAMES.end());
    let names = widest.ceil().clamp(*NAMES.start(), most);
    for (name, value) in facts {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = GAP + 4.0;
            ui.allocate_ui(vec2(names, 0.0), |ui| {
                ui.set_width(names);
                ui.add(Label::new(RichText::new(name).font(name_font.clone()).color(tokens.muted)).truncate());
            });
            let value = RichText::new(value).color(tokens.text);
            let value = if mono { value.font(type_mono()) } else { value };
            // In a column of its own, so that what wraps stays under the value.
            ui.vertical(|ui| ui.add(Label::new(value).wrap()));
        });
    }
}
