//! The status bar: whether the server runs, how busy it is, and what is wrong or saved.

use egui::{Align, Layout, RichText, Ui, vec2};

use super::{
    theme::{GAP_PANE, Tokens, type_secondary},
    widget::{Button, sparkline},
};
use crate::{
    app::{Action, App, Command},
    server::ServerStatus,
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
            ServerStatus::Running { address } => (tokens.ok, format!("serving on {}", address.port())),
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
        let mut totals = format!("{} requests", grouped(counts.requests));
        if counts.unmatched > 0 {
            totals += &format!(" · {} unmatched", grouped(counts.unmatched));
        }
        if counts.errors > 0 {
            totals += &format!(" · {} errors", grouped(counts.errors));
        }
        if counts.dropped > 0 {
            totals += &format!(" · {} not kept", grouped(counts.dropped));
        }
        ui.label(quiet(totals));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let saved = match (app.document().is_edited(), app.saved_at()) {
                (true, _) => "not saved".to_owned(),
                (false, Some(time)) => format!("saved {time}"),
                (false, None) => "saved".to_owned(),
            };
            ui.label(quiet(saved));
            match app.problems().len() {
                0 => drop(ui.label(quiet("no problems".to_owned()))),
                count => {
                    let text = if count == 1 { "1 problem".to_owned() } else { format!("{count} problems") };
                    let button = Button::quiet(&text).text_color(tokens.warning).tooltip(Command::Problems.tooltip());
                    if button.show(ui).clicked() {
                        actions.push(Action::Run(Command::Problems));
                    }
                }
            }
        });
    });
}

/// A number with a comma between thousands.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn thousands_are_grouped() {
        for (number, text) in [(0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(super::grouped(number), text);
        }
    }
}
