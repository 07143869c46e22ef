//! The top bar: the project and its menu, the server's address with start and stop, save, search, theme and settings.

use egui::{Align, CornerRadius, Frame, Layout, Margin, Rect, RichText, Sense, Stroke, Ui, UiBuilder, vec2};

use super::{
    icon::Icon,
    shortcut::keys_text,
    theme::{CONTROL_HEIGHT, GAP, GAP_PANE, HAIRLINE, RADIUS, Tokens, Tone, type_mono, type_secondary},
    widget::{Button, IconButton, MenuRow, menu, menu_separator, pill},
};
use crate::{
    app::{Action, App, Command},
    server::ServerStatus,
};

/// Shows the bar. Its middle is centred in the window, whatever stands beside it, as long as there is room.
pub fn show(ui: &mut Ui, app: &App, actions: &mut Vec<Action>) {
    let bar = ui.max_rect();
    let left = ui.scope_builder(UiBuilder::new().max_rect(bar).layout(Layout::left_to_right(Align::Center)), |ui| {
        project_ui(ui, app, actions);
    });
    let right = ui.scope_builder(UiBuilder::new().max_rect(bar).layout(Layout::right_to_left(Align::Center)), |ui| {
        tools_ui(ui, actions);
    });
    let id = ui.scope_id().with("middle width");
    let width = ui.data(|data| data.get_temp(id)).unwrap_or(360.0);
    let room = (left.response.rect.right() + GAP_PANE)..=(right.response.rect.left() - GAP_PANE);
    let start = (bar.center().x - width / 2.0).min(room.end() - width).max(*room.start());
    let middle = Rect::from_min_max(egui::pos2(start, bar.top()), egui::pos2(*room.end(), bar.bottom()));
    let shown = ui.scope_builder(UiBuilder::new().max_rect(middle).layout(Layout::left_to_right(Align::Center)), |ui| {
        server_ui(ui, app, actions);
    });
    ui.data_mut(|data| data.insert_temp(id, shown.response.rect.width()));
}

fn project_ui(ui: &mut Ui, app: &App, actions: &mut Vec<Action>) {
    let title = app.document().title();
    let button = Button::quiet(&title).trailing(Icon::ChevronDown).tooltip("Project menu").show(ui);
    menu(&button, |ui| project_menu(ui, app, actions));
    if app.document().is_edited() {
        ui.label(RichText::new("edited").font(type_secondary()).color(Tokens::of(ui).muted));
    }
}

fn project_menu(ui: &mut Ui, app: &App, actions: &mut Vec<Action>) {
    let mut row = |ui: &mut Ui, icon: Icon, command: Command| {
        let row = MenuRow::new(command.name()).icon(icon).shortcut(keys_text(ui, command)).enabled(command.is_enabled(app));
        if row.show(ui).on_hover_text(command.tooltip()).clicked() {
            actions.push(Action::Run(command));
        }
    };
    row(ui, Icon::Plus, Command::NewProject);
    row(ui, Icon::Folder, Command::OpenProject);
    row(ui, Icon::Folder, Command::OpenUrl);
    row(ui, Icon::File, Command::OpenSample);
    menu_separator(ui);
    row(ui, Icon::Save, Command::SaveProject);
    row(ui, Icon::Save, Command::SaveProjectAs);
    row(ui, Icon::Download, Command::ExportOpenApi);
    menu_separator(ui);
    row(ui, Icon::Undo, Command::Undo);
    row(ui, Icon::Redo, Command::Redo);
    menu_separator(ui);
    row(ui, Icon::Keyboard, Command::Shortcuts);
    row(ui, Icon::Settings, Command::Settings);
    let here = app.document().path();
    let recent: Vec<_> = app.recent_files().iter().filter(|path| Some(path.as_path()) != here).take(8).collect();
    if !recent.is_empty() {
        menu_separator(ui);
    }
    for path in recent {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        if MenuRow::new(&name).show(ui).on_hover_text(path.display().to_string()).clicked() {
            actions.push(Action::Open(path.clone()));
        }
    }
}

fn server_ui(ui: &mut Ui, app: &App, actions: &mut Vec<Action>) {
    let tokens = Tokens::of(ui);
    let status = app.server_status();
    let (color, word) = match &status {
        ServerStatus::Running { .. } => (tokens.ok, "Running"),
        ServerStatus::Starting => (tokens.warning, "Starting"),
        ServerStatus::Stopped => (tokens.muted, "Stopped"),
        ServerStatus::Failed { .. } => (tokens.error, "Not running"),
    };
    let is_running = app.is_serving();
    Frame::new()
        .fill(tokens.control)
        .stroke(Stroke::new(HAIRLINE, tokens.border))
        .corner_radius(CornerRadius::same(RADIUS))
        .inner_margin(Margin { left: 10, right: 2, top: 0, bottom: 0 })
        .show(ui, |ui| {
            ui.set_height(CONTROL_HEIGHT);
            ui.spacing_mut().item_spacing.x = GAP;
            let (dot, response) = ui.allocate_exact_size(vec2(8.0, 8.0), Sense::hover());
            response.on_hover_text(word);
            ui.painter().circle_filled(dot.center(), 4.0, color);
            let url = app.base_url();
            let text = RichText::new(&url).font(type_mono()).color(if is_running { tokens.text } else { tokens.muted });
            ui.add(egui::Label::new(text).selectable(true)).on_hover_text(word);
            let settings = &app.project().settings;
            if !is_loopback(&settings.host) {
                pill(ui, "open to the network", Tone::Warning).on_hover_text("Other machines can reach this server");
            }
            if IconButton::new(Icon::Copy, Command::CopyAddress.name()).small().enabled(is_running).show(ui).clicked() {
                actions.push(Action::Run(Command::CopyAddress));
            }
        });
    let (label, icon) = if is_running { ("Stop", Icon::Stop) } else { ("Start", Icon::Play) };
    let keys = keys_text(ui, Command::ToggleServer);
    let tooltip = format!("{label} the server ({keys})");
    if Button::secondary(label).icon(icon).tooltip(&tooltip).show(ui).clicked() {
        actions.push(Action::Run(Command::ToggleServer));
    }
    let keys = keys_text(ui, Command::SaveProject);
    let tooltip = format!("Save the project ({keys})");
    if Button::secondary("Save").tooltip(&tooltip).enabled(app.document().is_edited()).show(ui).clicked() {
        actions.push(Action::Run(Command::SaveProject));
    }
}

/// Whether only this machine can reach a server that listens there.
fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn tools_ui(ui: &mut Ui, actions: &mut Vec<Action>) {
    ui.spacing_mut().item_spacing.x = 4.0;
    let mut tool = |ui: &mut Ui, icon: Icon, command: Command| {
        if IconButton::new(icon, command.name()).shortcut(keys_text(ui, command)).show(ui).clicked() {
            actions.push(Action::Run(command));
        }
    };
    tool(ui, Icon::Settings, Command::Settings);
    tool(ui, if ui.visuals().dark_mode { Icon::Moon } else { Icon::Sun }, Command::NextTheme);
    let keys = keys_text(ui, Command::Palette);
    let is_wide = ui.ctx().content_rect().width() >= 1100.0;
    let label = if is_wide { "Search or run…" } else { "Search" };
    let button = Button::secondary(label).icon(Icon::Search).shortcut(keys).tooltip(Command::Palette.tooltip());
    if button.min_width(if is_wide { 200.0 } else { 80.0 }).show(ui).clicked() {
        actions.push(Action::Run(Command::Palette));
    }
}
