//! The context menu of a row: every command on requests, and filters for more of the same kind.

use egui::Ui;

use super::words;
use crate::{
    app::{Action, App, Command},
    traffic::{Exchange, quoted},
    ui::{
        icon::Icon,
        shortcut::keys_text,
        widget::{MenuRow, menu_separator},
    },
};

/// The commands in their order; none is a line between groups.
const COMMANDS: [Option<(Command, Icon)>; 17] = [
    Some((Command::MockRequest, Icon::Plus)),
    Some((Command::RecordRequests, Icon::Record)),
    Some((Command::ExpectThis, Icon::CheckCircle)),
    Some((Command::GoToEndpoint, Icon::Link)),
    Some((Command::FreezeExchange, Icon::Freeze)),
    Some((Command::Replay, Icon::Replay)),
    Some((Command::Compare, Icon::Compare)),
    Some((Command::Pin, Icon::Pin)),
    None,
    Some((Command::CopyAsCurl, Icon::Code)),
    Some((Command::CopyUrl, Icon::Globe)),
    Some((Command::CopyResponseBody, Icon::Copy)),
    Some((Command::SaveResponseBody, Icon::Save)),
    None,
    Some((Command::ExportHar, Icon::Download)),
    Some((Command::DeleteRequests, Icon::Trash)),
    None,
];

/// Shows the menu's rows.
pub(super) fn show(ui: &mut Ui, app: &App, exchange: &Exchange, actions: &mut Vec<Action>) {
    ui.set_width(264.0);
    for entry in COMMANDS {
        let Some((command, icon)) = entry else {
            menu_separator(ui);
            continue;
        };
        let row = MenuRow::new(command.name()).icon(icon).shortcut(keys_text(ui, command)).enabled(command.is_enabled(app));
        let row = if command == Command::DeleteRequests { row.danger() } else { row };
        if row.show(ui).on_hover_text(command.tooltip()).clicked() {
            actions.push(Action::Run(command));
        }
    }
    for term in alike(exchange) {
        let name = format!("Show only {term}");
        if MenuRow::new(&name).icon(Icon::Filter).show(ui).clicked() {
            actions.push(Action::FilterLog(term));
        }
    }
}

/// Filter terms that this exchange and others of its kind match.
fn alike(exchange: &Exchange) -> Vec<String> {
    let mut terms = vec![format!("method:{}", quoted(exchange.method.as_str())), format!("path:{}", quoted(exchange.uri.path()))];
    terms.extend(exchange.status.map(|status| format!("status:{}", status.as_str())));
    if let words::Answered::By { path, .. } = words::answered(exchange) {
        terms.push(format!("endpoint:{}", quoted(path)));
    }
    terms
}
