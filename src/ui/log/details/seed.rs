//! How an answer that was made anew came about: its seed, and in edge-case mode what of it was pushed to an edge. The edges
//! are found by making the answer once more, from what was served then: the same seed gives the same answer.

use egui::{Label, RichText, Ui};

use crate::{
    app::App,
    generate::field::Edge,
    traffic::Exchange,
    ui::{
        theme::{GAP, Tokens, type_mono, type_secondary, type_strong},
        widget::Button,
    },
};

/// The most edges that are listed.
const MOST_EDGES: usize = 200;

/// How an answer was made.
#[derive(Debug)]
pub(super) struct Made {
    edges: Vec<Edge>,
}

impl Made {
    /// Makes the answer once more; none where it was known beforehand.
    pub(super) fn of(app: &App, exchange: &Exchange) -> Option<Self> {
        let (compiled, decision) = exchange.decision()?;
        let response = compiled.dynamic_response(decision)?;
        let rendering = app.server().preview(compiled, response, &exchange.request(), decision);
        // Where it fails, the exchange says so already.
        Some(Self { edges: rendering.map(|rendering| rendering.edges).unwrap_or_default() })
    }
}

/// Shows the seed of a decided answer, and what was pushed to an edge.
pub(super) fn show(ui: &mut Ui, exchange: &Exchange, made: Option<&Made>) {
    let Some(made) = made else { return };
    let tokens = Tokens::of(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        ui.label(RichText::new(format!("Seed {}", exchange.seed)).font(type_mono()).color(tokens.text));
        let tooltip = "Copy the seed. Sent as the header Mockwright-Seed, it gives this answer again";
        if Button::secondary("Copy seed").small().tooltip(tooltip).show(ui).clicked() {
            ui.copy_text(exchange.seed.to_string());
        }
    });
    ui.add_space(GAP);
    if made.edges.is_empty() {
        return;
    }
    let count = made.edges.len();
    let title = if count == 1 { "1 value at an edge".to_owned() } else { format!("{count} values at an edge") };
    ui.label(RichText::new(title).font(type_strong()).color(tokens.text));
    for edge in made.edges.iter().take(MOST_EDGES) {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            let pointer = if edge.pointer.is_empty() { "(all of it)" } else { &edge.pointer };
            ui.label(RichText::new(pointer).font(type_mono()).color(tokens.text));
            ui.add(Label::new(RichText::new(&edge.description).font(type_secondary()).color(tokens.muted)).wrap());
        });
    }
    if count > MOST_EDGES {
        ui.label(RichText::new(format!("and {} more", count - MOST_EDGES)).font(type_secondary()).color(tokens.muted));
    }
    ui.add_space(GAP);
}
