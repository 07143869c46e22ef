//! What the log says while it has no row to show: that nothing came yet and how to change that, or why nothing is seen.

use egui::{RichText, Ui};

use crate::{
    app::{Action, App, Command},
    server::ServerStatus,
    traffic::curl_line,
    ui::{
        icon::Icon,
        shortcut::keys_text,
        theme::{Tokens, type_mono},
        widget::{Button, EmptyState, IconButton, elide_middle},
    },
};

/// How many characters of a command are shown; all of it is copied.
const MAX_SHOWN: usize = 72;

/// Shows why there is no row.
pub(super) fn show(ui: &mut Ui, app: &App, actions: &mut Vec<Action>) {
    let filter = app.log_view().filter_text();
    let is_empty = app.traffic().log().exchanges().is_empty();
    if !is_empty && !filter.trim().is_empty() {
        let title = format!("No request matches `{}`", filter.trim());
        EmptyState::new(&title, "").show(ui, |ui| {
            if Button::secondary("Clear filter").show(ui).clicked() {
                actions.push(Action::FilterLog(String::new()));
            }
        });
    } else if app.log_view().is_paused() {
        EmptyState::new("Paused", "New requests are counted and shown when you go on").show(ui, |ui| {
            if Button::primary("Go on").icon(Icon::Play).shortcut(keys_text(ui, Command::PauseLog)).show(ui).clicked() {
                actions.push(Action::Run(Command::PauseLog));
            }
        });
    } else {
        match app.server_status() {
            ServerStatus::Stopped | ServerStatus::Failed { .. } => stopped_ui(ui, actions),
            ServerStatus::Running { .. } | ServerStatus::Starting => waiting_ui(ui, app, actions),
        }
    }
}

fn stopped_ui(ui: &mut Ui, actions: &mut Vec<Action>) {
    EmptyState::new("The server is stopped", "Start it to see requests here").show(ui, |ui| {
        let button = Button::primary("Start").icon(Icon::Play).shortcut(keys_text(ui, Command::ToggleServer));
        if button.show(ui).clicked() {
            actions.push(Action::Run(Command::ToggleServer));
        }
    });
}

fn waiting_ui(ui: &mut Ui, app: &App, actions: &mut Vec<Action>) {
    let (method, target) = app.test_call();
    let line = curl_line(&method, &format!("{}{target}", app.base_url()));
    EmptyState::new("No requests yet", "Every request to the server appears here the moment it arrives").show(ui, |ui| {
        let shown = elide_middle(&line, MAX_SHOWN);
        let is_whole = shown.len() == line.len();
        let text = RichText::new(shown).font(type_mono()).color(Tokens::of(ui).text);
        ui.add(egui::Label::new(text).selectable(is_whole).wrap_mode(egui::TextWrapMode::Extend));
        if IconButton::new(Icon::Copy, "Copy this command").show(ui).clicked() {
            ui.ctx().copy_text(line.clone());
        }
        let button = Button::secondary("Send a test request").icon(Icon::Send).tooltip(Command::SendTestRequest.tooltip());
        if button.enabled(Command::SendTestRequest.is_enabled(app)).show(ui).clicked() {
            actions.push(Action::Run(Command::SendTestRequest));
        }
    });
}
