//! The context menus of the endpoint list.

use egui::{Popup, Response, Ui, containers::menu::SubMenu};

use crate::{
    app::{Action, App, Command, Edit},
    model::{Endpoint, FolderId, Project},
    ui::{
        icon::Icon,
        shortcut::keys_text,
        widget::{MenuRow, card, menu_separator},
    },
};

/// What was chosen in a folder's menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FolderChoice {
    /// Type another name.
    Rename,
    /// Add a folder in it.
    AddFolder,
    /// Delete it with all that lies in it.
    Delete,
}

/// Opens a menu where the pointer is when a control is clicked with the other button.
pub(super) fn context(control: &Response, contents: impl FnOnce(&mut Ui)) {
    Popup::context_menu(control).frame(card(&control.ctx).inner_margin(4)).show(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.set_min_width(200.0);
        contents(ui);
    });
}

/// An endpoint's menu. Commands act on the selected endpoint, so the endpoint is selected first.
pub(super) fn endpoint(ui: &mut Ui, app: &App, endpoint: &Endpoint, actions: &mut Vec<Action>) {
    let mut run = |command: Command| {
        actions.push(Action::SelectEndpoint(endpoint.id.clone()));
        actions.push(Action::Run(command));
    };
    let switch = if endpoint.enabled { "Switch off" } else { "Switch on" };
    let rows = [
        ("Rename path", Icon::Pencil, Command::Rename),
        ("Duplicate", Icon::Duplicate, Command::Duplicate),
        (switch, if endpoint.enabled { Icon::Pause } else { Icon::Play }, Command::ToggleEnabled),
        ("Move up", Icon::ArrowUp, Command::MoveUp),
        ("Move down", Icon::ArrowDown, Command::MoveDown),
    ];
    for (text, icon, command) in rows {
        if MenuRow::new(text).icon(icon).shortcut(keys_text(ui, command)).show(ui).clicked() {
            run(command);
        }
    }
    let to_folder = MenuRow::new("Move to folder").icon(Icon::Folder).shortcut("\u{203a}").show(ui);
    let mut moved = None;
    SubMenu::default().show(ui, &to_folder, |ui| moved = folder_choice(ui, app.project(), endpoint));
    menu_separator(ui);
    if MenuRow::new("Delete").icon(Icon::Trash).danger().shortcut(keys_text(ui, Command::Delete)).show(ui).clicked() {
        run(Command::Delete);
    }
    if let Some(folder) = moved {
        actions.push(Action::Edit(Edit::MoveEndpoint { id: endpoint.id.clone(), folder, before: None }));
    }
}

/// The folders an endpoint can move to, and no folder.
fn folder_choice(ui: &mut Ui, project: &Project, endpoint: &Endpoint) -> Option<Option<FolderId>> {
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut chosen = None;
    egui::ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
        if MenuRow::new("No folder").checked(endpoint.folder.is_none()).show(ui).clicked() {
            chosen = Some(None);
        }
        for folder in &project.folders {
            let is_here = endpoint.folder.as_ref() == Some(&folder.id);
            if MenuRow::new(&folder.name).checked(is_here).show(ui).clicked() {
                chosen = Some(Some(folder.id.clone()));
            }
        }
    });
    chosen.filter(|folder| *folder != endpoint.folder)
}

/// A folder's menu.
pub(super) fn folder(ui: &mut Ui) -> Option<FolderChoice> {
    let mut chosen = None;
    if MenuRow::new("Rename folder").icon(Icon::Pencil).shortcut(keys_text(ui, Command::Rename)).show(ui).clicked() {
        chosen = Some(FolderChoice::Rename);
    }
    if MenuRow::new("New folder inside").icon(Icon::FolderPlus).show(ui).clicked() {
        chosen = Some(FolderChoice::AddFolder);
    }
    menu_separator(ui);
    let delete = MenuRow::new("Delete folder").icon(Icon::Trash).danger().shortcut(keys_text(ui, Command::Delete));
    if delete.show(ui).on_hover_text("Deletes the folder and all endpoints in it").clicked() {
        chosen = Some(FolderChoice::Delete);
    }
    chosen
}
