//! What a request and its answer break of the contract: each violation with its place, what is wrong and where the contract says
//! so.

use egui::{Label, RichText, Ui};

use crate::{
    contract::Violation,
    traffic::Exchange,
    ui::{
        icon::Icon,
        theme::{GAP, ICON_SIZE, Tokens, type_mono, type_mono_small, type_strong},
    },
};

/// Shows the violations; `of_answer` are those of the answer, worked out before.
pub(super) fn show(ui: &mut Ui, exchange: &Exchange, of_answer: &[Violation]) {
    section(ui, "The request", exchange.violations.as_deref().unwrap_or_default());
    ui.add_space(GAP);
    section(ui, "The answer", of_answer);
}

fn section(ui: &mut Ui, title: &str, violations: &[Violation]) {
    let tokens = Tokens::of(ui);
    ui.label(RichText::new(title).font(type_strong()).color(tokens.text));
    if violations.is_empty() {
        ui.colored_label(tokens.muted, "Keeps the contract");
    }
    // The icon stands beside the first line, which is as high as its text.
    ui.spacing_mut().interact_size.y = ICON_SIZE;
    for violation in violations {
        let color = if violation.is_serious() { tokens.error } else { tokens.warning };
        ui.horizontal_top(|ui| {
            Icon::Warning.show(ui, color);
            ui.vertical(|ui| {
                ui.horizontal_wrapped(|ui| {
                    ui.add(Label::new(RichText::new(violation.full_place()).font(type_mono()).color(tokens.text)));
                    ui.add(Label::new(RichText::new(&violation.message).color(tokens.text)).wrap());
                });
                let rule = format!("{} at {}", violation.keyword, violation.pointer);
                ui.add(Label::new(RichText::new(rule).font(type_mono_small()).color(tokens.muted)).wrap());
            });
        });
    }
}
