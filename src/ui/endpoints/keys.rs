//! The keys of the endpoint list. Those that are commands on an endpoint (Delete, F2, Alt and arrows) are left to the
//! shortcuts, except on a folder, which commands know nothing of.

use egui::{Context, Event, Key, Modifiers};

use super::{
    EndpointsPanel,
    tree::{Item, RowKind},
};
use crate::{
    app::{Action, App, Command, Edit},
    model::{Folder, Project},
};

/// How many rows Page Up and Page Down go.
const PAGE: usize = 10;

/// Handles the keys that were pressed while the list has the keyboard.
pub(super) fn handle(panel: &mut EndpointsPanel, ctx: &Context, app: &App, actions: &mut Vec<Action>) {
    let at = panel.cursor.as_ref().and_then(|cursor| panel.tree.position(cursor));
    let pressed = |modifiers, key| ctx.input_mut(|input| input.consume_key(modifiers, key));
    let row = at.and_then(|at| panel.tree.rows().get(at).copied());
    if let Some(row) = row
        && let Some(folder) = panel.tree.folder(row).cloned()
    {
        on_folder(panel, ctx, app.project(), &folder, actions);
    }
    let last = panel.tree.rows().len().saturating_sub(1);
    let to = if pressed(Modifiers::NONE, Key::ArrowDown) {
        Some(at.map_or(0, |at| (at + 1).min(last)))
    } else if pressed(Modifiers::NONE, Key::ArrowUp) {
        Some(at.map_or(last, |at| at.saturating_sub(1)))
    } else if pressed(Modifiers::NONE, Key::PageDown) {
        Some((at.unwrap_or(0) + PAGE).min(last))
    } else if pressed(Modifiers::NONE, Key::PageUp) {
        Some(at.unwrap_or(0).saturating_sub(PAGE))
    } else if pressed(Modifiers::NONE, Key::Home) {
        Some(0)
    } else if pressed(Modifiers::NONE, Key::End) {
        Some(last)
    } else if let (Some(at), Some(row)) = (at, row) {
        across(panel, ctx, at, row.kind)
    } else {
        None
    };
    if let Some(item) = to.and_then(|to| panel.tree.item(to)) {
        panel.move_cursor(item, actions);
    }
    if pressed(Modifiers::NONE, Key::Enter) {
        match &panel.cursor {
            Some(Item::Endpoint(_)) => actions.push(Action::Run(Command::FocusEditor)),
            Some(Item::Folder(id)) => {
                let is_open = matches!(row.map(|row| row.kind), Some(RowKind::Folder { is_open: true, .. }));
                panel.tree.set_open(&id.clone(), !is_open);
            }
            None => {}
        }
    }
    type_into_filter(panel, ctx);
}

/// Right opens a folder, then goes into it; Left closes it, then goes out to the folder around.
fn across(panel: &mut EndpointsPanel, ctx: &Context, at: usize, kind: RowKind) -> Option<usize> {
    let pressed = |key| ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let folder = match panel.tree.item(at) {
        Some(Item::Folder(id)) => Some(id),
        _ => None,
    };
    if pressed(Key::ArrowRight) {
        match (kind, folder) {
            (RowKind::Folder { is_open: false, .. }, Some(id)) => panel.tree.set_open(&id, true),
            (RowKind::Folder { endpoints: 1.., .. }, _) => return Some(at + 1),
            _ => {}
        }
    } else if pressed(Key::ArrowLeft) {
        match (kind, folder) {
            (RowKind::Folder { is_open: true, .. }, Some(id)) => panel.tree.set_open(&id, false),
            _ => return panel.tree.parent(at),
        }
    }
    None
}

fn on_folder(panel: &mut EndpointsPanel, ctx: &Context, project: &Project, folder: &Folder, actions: &mut Vec<Action>) {
    let pressed = |modifiers, key| ctx.input_mut(|input| input.consume_key(modifiers, key));
    if pressed(Modifiers::NONE, Key::F2) {
        panel.rename_folder(folder);
    } else if pressed(Modifiers::NONE, Key::Delete) {
        actions.push(Action::Edit(Edit::RemoveFolder(folder.id.clone())));
    } else if pressed(Modifiers::ALT, Key::ArrowUp) {
        actions.extend(moved(project, folder, -1).map(Action::Edit));
    } else if pressed(Modifiers::ALT, Key::ArrowDown) {
        actions.extend(moved(project, folder, 1).map(Action::Edit));
    }
}

/// A folder one place up or down among those beside it.
fn moved(project: &Project, folder: &Folder, by: isize) -> Option<Edit> {
    let siblings: Vec<_> = project.folders.iter().filter(|other| other.parent == folder.parent).collect();
    let at = siblings.iter().position(|other| other.id == folder.id)?;
    let to = at.checked_add_signed(by).filter(|to| *to < siblings.len())?;
    // Moving down means standing before the one after the next.
    let before = siblings.get(if by < 0 { to } else { to + 1 }).map(|other| other.id.clone());
    Some(Edit::MoveFolder { id: folder.id.clone(), parent: folder.parent.clone(), before })
}

/// Typing goes to the filter.
fn type_into_filter(panel: &mut EndpointsPanel, ctx: &Context) {
    let typed: String = ctx.input_mut(|input| {
        let mut typed = String::new();
        input.events.retain(|event| match event {
            Event::Text(text) if !text.trim().is_empty() => {
                typed.push_str(text);
                false
            }
            _ => true,
        });
        typed
    });
    if !typed.is_empty() {
        panel.filter.push_str(&typed);
        panel.wants_filter = true;
    }
}
