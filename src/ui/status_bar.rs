//! The status bar: whether the server runs, how busy it is, and what is wrong or saved.

use egui::{Align, Layout, RichText, Ui, vec2};

use super::{
    icon::Icon,
    log::words,
    theme::{GAP_PANE, Tokens, type_secondary},
    widget::{Button, sparkline},
};
use crate::{
    app::{Action, App, Command},
    server::ServerStatus,
    traffic::ExpectationState,
};

/// How many seconds the sparkline shows.
const SPARKLINE_SECONDS: usize = 20;

/// Shows the bar.
pub fn show(ui: &mut Ui, app: &App, actions: &mut Vec<Action>) {
    let tokens = Tokens::of(ui);
    let quiet = |text: String| RichText::new(text).font(type_secondary()).color(tokens.muted);
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = GAP_PANE;
        let (color, text) = match app.server_status() {
            ServerStatus::Running { .. } => (tokens.ok, "serving".to_owned()),
            ServerStatus::Starting => (tokens.warning, "starting".to_owned()),
            ServerStatus::Stopped => (tokens.muted, "stopped".to_owned()),
            ServerStatus::Failed { message, .. } => (tokens.error, message),
        };
        let (dot, _) = ui.allocate_exact_size(vec2(8.0, 8.0), egui::Sense::hover());
        ui.painter().circle_filled(dot.center(), 4.0, color);
        ui.label(quiet(text));
        let seconds = app.traffic().requests_per_second();
        // The running second is not over: the one before it is what "per second" can honestly say.
        let last = seconds.iter().rev().nth(1).copied().unwrap_or_default();
        ui.label(quiet(format!("{last} req/s")));
        let recent: Vec<f32> =
            seconds[seconds.len().saturating_sub(SPARKLINE_SECONDS)..].iter().map(|count| *count as f32).collect();
        sparkline(ui, "Requests in each of the last 20 seconds", &recent, vec2(64.0, 12.0));
        let counts = app.traffic().counters().snapshot();
        let mut totals = words::counted(counts.requests, "request");
        if counts.unmatched > 0 {
            totals += &format!(" · {} unmatched", words::count(counts.unmatched));
        }
        if counts.errors > 0 {
            totals += &format!(" · {}", words::counted(counts.errors, "error"));
        }
        if counts.dropped > 0 {
            totals += &format!(" · {} not kept", words::count(counts.dropped));
        }
        ui.label(quiet(totals));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let saved = match (app.document().is_edited(), app.saved_at()) {
                (true, _) => "not saved".to_owned(),
                (false, Some(time)) => format!("saved {time}"),
                (false, None) => "saved".to_owned(),
            };
            ui.label(quiet(saved));
            let violated = app.standings().count(ExpectationState::Violated);
            if violated > 0 {
                let text = format!("{violated} violated");
                let button = Button::quiet(&text).icon(Icon::Cross).small().text_color(tokens.error);
                if button.tooltip("Show the expectations").show(ui).clicked() {
                    actions.push(Action::Run(Command::ShowExpectations));
                }
            }
            match app.problems().len() + app.reading_notes().len() {
                0 => drop(ui.label(quiet("no problems".to_owned()))),
                count => {
                    let text = if count == 1 { "1 problem".to_owned() } else { format!("{count} problems") };
                    let button = Button::quiet(&text).small().text_color(tokens.warning).tooltip(Command::Problems.tooltip());
                    if button.show(ui).clicked() {
                        actions.push(Action::Run(Command::Problems));
                    }
                }
            }
        });
    });
}
