//! The endpoint list: a filter, and the project's folders and endpoints as a tree to pick from, sort and file.
//!
//! The list as a whole has the keyboard, with one row as its cursor, so that Tab passes it in one step and only
//! the rows on the screen cost anything.

mod drop;
mod keys;
mod menus;
mod row;
mod tree;

use std::{collections::HashMap, sync::Arc};

use egui::{
    Context, CornerRadius, DragAndDrop, EventFilter, Id, LayerId, Order, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui,
    UiBuilder, WidgetInfo, pos2, vec2,
};

use self::{
    drop::{Mark, drop_at},
    tree::{Item, RowKind, Tree},
};
use super::{
    icon::Icon,
    theme::{CONTROL_HEIGHT, FOCUS_RING, GAP, RADIUS, Tokens, type_body},
    widget::{Button, IconButton, MenuRow, TextField, focus_ring, menu, subtle},
};
use crate::{
    app::{Action, App, Command, Edit, Origin},
    engine::Compiled,
    model::{EndpointId, Folder, FolderId},
    ui::shortcut::keys_text,
};

/// The height of a row.
const ROW_HEIGHT: f32 = CONTROL_HEIGHT;
/// How near the list's edge something that is dragged makes it scroll.
const SCROLL_EDGE: f32 = 24.0;

/// The endpoint list. Holds only what belongs to the window: the filter, what is open, where the cursor is.
#[derive(Debug, Default)]
pub struct EndpointsPanel {
    filter: String,
    tree: Tree,
    cursor: Option<Item>,
    renaming: Option<Renaming>,
    /// The endpoint that was selected when the list was last shown; another one is scrolled into view.
    selected: Option<EndpointId>,
    reveal: bool,
    wants_focus: bool,
    wants_filter: bool,
    complaints: Complaints,
}

/// A folder whose name is being typed.
#[derive(Debug)]
struct Renaming {
    id: FolderId,
    name: String,
    is_new: bool,
}

/// What is wrong with each endpoint, kept until the project is compiled, or its answers are held to the contract, anew.
#[derive(Debug, Default)]
struct Complaints {
    of: Option<(Arc<Compiled>, u64)>,
    messages: HashMap<EndpointId, String>,
}

impl Complaints {
    fn refresh(&mut self, app: &App) {
        let (compiled, version) = (app.compiled(), app.answer_problems_version());
        if self.of.as_ref().is_some_and(|(known, at)| *at == version && Arc::ptr_eq(known, compiled)) {
            return;
        }
        self.messages.clear();
        for problem in app.problems() {
            let Some(id) = &problem.place.endpoint else { continue };
            let text = self.messages.entry(id.clone()).or_default();
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&problem.message);
        }
        self.of = Some((Arc::clone(compiled), version));
    }
}

fn list_id() -> Id {
    Id::unique("endpoint list")
}

impl EndpointsPanel {
    /// Takes the keyboard when the list is next shown.
    pub fn take_focus(&mut self) {
        self.wants_focus = true;
    }

    /// Whether the list has the keyboard.
    pub fn has_focus(&self, ctx: &Context) -> bool {
        ctx.memory(|memory| memory.has_focus(list_id()))
    }

    /// Takes the keys that mean something in the list while it has the keyboard; to be asked before shortcuts are, which
    /// would otherwise delete or move the selected endpoint while the cursor is on a folder.
    pub fn handle_keys(&mut self, ctx: &Context, app: &App, actions: &mut Vec<Action>) {
        if self.has_focus(ctx) && self.renaming.is_none() {
            self.refresh(app);
            keys::handle(self, ctx, app, actions);
        }
    }

    /// Shows the list.
    pub fn show(&mut self, ui: &mut Ui, app: &App, actions: &mut Vec<Action>) {
        self.handle_keys(ui, app, actions);
        self.refresh(app);
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.add_space(10.0);
        self.toolbar(ui, app, actions);
        ui.add_space(GAP);
        if self.tree.rows().is_empty() {
            self.empty_ui(ui, app);
        }
        self.list(ui, app, actions);
    }

    /// Brings rows, cursor and problems up to date.
    fn refresh(&mut self, app: &App) {
        self.complaints.refresh(app);
        let selected = app.selection().endpoint.as_ref();
        if self.selected.as_ref() != selected {
            self.selected = selected.cloned();
            if let Some(id) = selected {
                self.tree.reveal(app.project(), id);
                self.cursor = Some(Item::Endpoint(id.clone()));
                self.reveal = true;
            }
        }
        self.tree.refresh(app.project(), &self.filter);
        let is_gone = |item: &Item| match item {
            Item::Folder(id) => app.project().folder(id).is_none(),
            Item::Endpoint(id) => app.project().endpoint(id).is_none(),
        };
        if self.cursor.as_ref().is_some_and(is_gone) {
            self.cursor = selected.cloned().map(Item::Endpoint);
        }
    }

    fn toolbar(&mut self, ui: &mut Ui, app: &App, actions: &mut Vec<Action>) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            ui.add_space(12.0);
            let width = ui.available_width() - CONTROL_HEIGHT - 6.0 - 12.0;
            let field = TextField::new("filter", "Filter endpoints", &self.filter)
                .hint("Filter endpoints")
                .icon(Icon::Search)
                .width(width.max(60.0))
                .focus(std::mem::take(&mut self.wants_filter))
                .show(ui);
            if let Some(text) = field.changed {
                self.filter = text;
            }
            if field.response.has_focus() {
                let down = |input: &mut egui::InputState| input.consume_key(egui::Modifiers::NONE, egui::Key::ArrowDown);
                self.wants_focus |= ui.input_mut(down);
            }
            let had_focus = field.response.has_focus() || field.response.lost_focus();
            let left_by = |key| had_focus && ui.input(|input| input.key_pressed(key));
            if left_by(egui::Key::Escape) {
                self.filter.clear();
            }
            if left_by(egui::Key::Enter) {
                self.wants_focus = true;
                let first = (0..self.tree.rows().len()).filter_map(|at| self.tree.item(at));
                if let Some(Item::Endpoint(id)) = first.into_iter().find(|item| matches!(item, Item::Endpoint(_))) {
                    actions.push(Action::SelectEndpoint(id));
                }
            }
            let add = IconButton::new(Icon::Plus, "Add endpoint or folder").filled().show(ui);
            menu(&add, |ui| {
                let row = MenuRow::new("New endpoint").icon(Icon::Plus).shortcut(keys_text(ui, Command::NewEndpoint));
                if row.show(ui).clicked() {
                    actions.push(Action::Run(Command::NewEndpoint));
                }
                if MenuRow::new("New folder").icon(Icon::FolderPlus).show(ui).clicked() {
                    self.add_folder(app, None, actions);
                }
            });
        });
    }

    fn empty_ui(&mut self, ui: &mut Ui, app: &App) {
        ui.horizontal(|ui| {
            ui.add_space(12.0);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 8.0;
                if app.project().endpoints.is_empty() && app.project().folders.is_empty() {
                    subtle(ui, "No endpoints yet");
                } else {
                    subtle(ui, &format!("No endpoint matches \u{201c}{}\u{201d}", self.filter.trim()));
                    if Button::secondary("Clear filter").show(ui).clicked() {
                        self.filter.clear();
                    }
                }
            });
        });
    }

    /// Adds a folder and lets its name be typed.
    fn add_folder(&mut self, app: &App, parent: Option<FolderId>, actions: &mut Vec<Action>) {
        let id = FolderId::new(app.fresh_id('f'));
        let name = "New folder".to_owned();
        if let Some(parent) = &parent {
            self.tree.set_open(parent, true);
        }
        actions.push(Action::Edit(Edit::AddFolder(Folder {
            id: id.clone(),
            name: name.clone(),
            parent,
            extra: Default::default(),
        })));
        self.cursor = Some(Item::Folder(id.clone()));
        self.filter.clear();
        self.reveal = true;
        self.renaming = Some(Renaming { id, name, is_new: true });
    }

    fn rename_folder(&mut self, folder: &Folder) {
        self.renaming = Some(Renaming { id: folder.id.clone(), name: folder.name.clone(), is_new: true });
    }

    /// Moves the cursor; an endpoint under it is selected.
    fn move_cursor(&mut self, item: Item, actions: &mut Vec<Action>) {
        if let Item::Endpoint(id) = &item
            && self.selected.as_ref() != Some(id)
        {
            actions.push(Action::SelectEndpoint(id.clone()));
        }
        self.cursor = Some(item);
        self.reveal = true;
    }

    fn list(&mut self, ui: &mut Ui, app: &App, actions: &mut Vec<Action>) {
        let view = ui.available_rect_before_wrap();
        let list = ui.interact(view, list_id(), Sense::click());
        list.widget_info(|| WidgetInfo::labeled(Role::Tree, true, "Endpoints"));
        if std::mem::take(&mut self.wants_focus) {
            list.request_focus();
            if self.cursor.is_none() {
                self.cursor = self.tree.item(0);
            }
        }
        if list.has_focus() {
            let filter = EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(list_id(), filter));
        }
        if list.clicked() {
            list.request_focus();
        }
        menus::context(&list, |ui| {
            if MenuRow::new("New endpoint").icon(Icon::Plus).show(ui).clicked() {
                actions.push(Action::Run(Command::NewEndpoint));
            }
            if MenuRow::new("New folder").icon(Icon::FolderPlus).show(ui).clicked() {
                self.add_folder(app, None, actions);
            }
        });

        ScrollArea::vertical().id_salt("rows").auto_shrink(false).content_margin(0.0).show_viewport(ui, |ui, viewport| {
            let count = self.tree.rows().len();
            // Room below the last row, to drop something at the end of the list.
            ui.set_height(count as f32 * ROW_HEIGHT + ROW_HEIGHT / 2.0);
            let area = ui.max_rect();
            let place = |at: usize| {
                Rect::from_min_size(pos2(area.left(), area.top() + at as f32 * ROW_HEIGHT), vec2(area.width(), ROW_HEIGHT))
            };
            if std::mem::take(&mut self.reveal)
                && let Some(at) = self.cursor.as_ref().and_then(|cursor| self.tree.position(cursor))
            {
                ui.scroll_to_rect_animation(place(at), None, egui::style::ScrollAnimation::none());
            }
            let first = ((viewport.min.y / ROW_HEIGHT).floor().max(0.0) as usize).min(count);
            let last = ((viewport.max.y / ROW_HEIGHT).ceil().max(0.0) as usize).min(count);
            for at in first..last {
                ui.scope_builder(UiBuilder::new().max_rect(place(at)).id_salt(("row", at)), |ui| {
                    self.row(ui, app, at, list.has_focus(), actions);
                });
            }
            self.drag(ui, app, view, area.top(), place, actions);
        });
        if list.has_focus() && self.tree.rows().is_empty() {
            focus_ring(ui, &list, view, 0);
        }
    }

    fn row(&mut self, ui: &mut Ui, app: &App, at: usize, list_has_focus: bool, actions: &mut Vec<Action>) {
        let Some((row, item)) = self.tree.rows().get(at).copied().zip(self.tree.item(at)) else { return };
        let endpoint = self.tree.endpoint(row);
        let state = row::State {
            origin: endpoint.map_or(Origin::Own, |endpoint| app.origin(endpoint)),
            depth: row.depth,
            is_selected: matches!(&item, Item::Endpoint(id) if self.selected.as_ref() == Some(id)),
            has_keyboard: list_has_focus && self.cursor.as_ref() == Some(&item),
            is_dragged: DragAndDrop::payload::<Item>(ui).is_some_and(|dragged| *dragged == item),
        };
        let response = match row.kind {
            RowKind::Endpoint { .. } => {
                let Some(endpoint) = self.tree.endpoint(row).cloned() else { return };
                let complaint = self.complaints.messages.get(&endpoint.id).map(String::as_str);
                let calls = app.traffic().endpoints().hits(&endpoint.id);
                let response = row::endpoint(ui, &endpoint, calls, complaint, state);
                menus::context(&response, |ui| menus::endpoint(ui, app, &endpoint, actions));
                response
            }
            RowKind::Folder { is_open, endpoints, .. } => {
                let Some(folder) = self.tree.folder(row).cloned() else { return };
                if self.renaming.as_ref().is_some_and(|renaming| renaming.id == folder.id) {
                    self.rename_ui(ui, row.depth, &folder, actions);
                    return;
                }
                let response = row::folder(ui, &folder, is_open, endpoints, state);
                menus::context(&response, |ui| match menus::folder(ui) {
                    Some(menus::FolderChoice::Rename) => self.rename_folder(&folder),
                    Some(menus::FolderChoice::AddFolder) => self.add_folder(app, Some(folder.id.clone()), actions),
                    Some(menus::FolderChoice::Delete) => actions.push(Action::Edit(Edit::RemoveFolder(folder.id.clone()))),
                    None => {}
                });
                if response.double_clicked() {
                    self.rename_folder(&folder);
                } else if response.clicked() {
                    self.tree.set_open(&folder.id, !is_open);
                }
                response
            }
        };
        if response.clicked() || response.secondary_clicked() {
            ui.memory_mut(|memory| memory.request_focus(list_id()));
            self.move_cursor(item.clone(), actions);
        }
        if response.double_clicked() && matches!(item, Item::Endpoint(_)) {
            actions.push(Action::Run(Command::FocusEditor));
        }
        if response.drag_started() {
            DragAndDrop::set_payload(ui, item);
        }
        if state.has_keyboard {
            ui.ctx().accesskit_node_builder(list_id(), |node| node.set_active_descendant(response.id.accesskit_id()));
        }
    }

    fn rename_ui(&mut self, ui: &mut Ui, depth: u16, folder: &Folder, actions: &mut Vec<Action>) {
        let Some(renaming) = &mut self.renaming else { return };
        let left = row::left(depth) + row::FOLDER_TEXT - 10.0;
        let rect = ui.max_rect();
        let rect = Rect::from_min_max(pos2(rect.left() + left, rect.top()), pos2(rect.right() - 8.0, rect.bottom()));
        let is_new = std::mem::take(&mut renaming.is_new);
        let field = ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| {
            TextField::new(("rename", &renaming.id), "Folder name", &renaming.name).focus(is_new).select_all(is_new).show(ui)
        });
        let field = field.inner;
        if let Some(text) = field.changed {
            renaming.name = text;
        }
        if field.response.lost_focus() {
            let name = renaming.name.trim().to_owned();
            if !ui.input(|input| input.key_pressed(egui::Key::Escape)) && !name.is_empty() && name != folder.name {
                actions.push(Action::Edit(Edit::RenameFolder { id: folder.id.clone(), name }));
            }
            self.renaming = None;
            self.wants_focus = true;
        }
    }

    /// Shows where what is dragged would land, and lets it land.
    fn drag(&self, ui: &mut Ui, app: &App, view: Rect, top: f32, place: impl Fn(usize) -> Rect, actions: &mut Vec<Action>) {
        let Some(dragged) = DragAndDrop::payload::<Item>(ui) else { return };
        let Some(pointer) = ui.input(|input| input.pointer.interact_pos()) else { return };
        self.paint_dragged(ui, app, &dragged, pointer);
        if !view.expand(2.0).contains(pointer) {
            return;
        }
        let to_scroll = (view.top() + SCROLL_EDGE - pointer.y).max(0.0) - (pointer.y - view.bottom() + SCROLL_EDGE).max(0.0);
        if to_scroll != 0.0 {
            ui.scroll_with_delta(vec2(0.0, to_scroll / 2.0));
            ui.ctx().request_repaint();
        }
        let Some(drop) = drop_at(app.project(), &self.tree, &dragged, (pointer.y - top) / ROW_HEIGHT) else { return };
        let stroke = Stroke::new(FOCUS_RING, Tokens::of(ui).accent);
        match drop.mark {
            Mark::Line { row, depth } => {
                let at = place(row);
                let (left, y) = (at.left() + row::left(depth), at.top().max(view.top() + 1.0));
                ui.painter().hline((left + 4.0)..=(at.right() - 8.0), y, stroke);
                ui.painter().circle_stroke(pos2(left, y), 3.0, stroke);
            }
            Mark::Into { row } => {
                let rect = place(row).shrink2(vec2(4.0, 0.0));
                ui.painter().rect_stroke(rect, CornerRadius::same(RADIUS), stroke, StrokeKind::Inside);
            }
        }
        if ui.input(|input| input.pointer.any_released()) {
            DragAndDrop::clear_payload(ui);
            actions.push(Action::Edit(drop.edit));
        }
    }

    fn paint_dragged(&self, ui: &Ui, app: &App, dragged: &Item, pointer: egui::Pos2) {
        let text = match dragged {
            Item::Folder(id) => app.project().folder(id).map(|folder| folder.name.clone()),
            Item::Endpoint(id) => app.project().endpoint(id).map(|endpoint| format!("{} {}", endpoint.method, endpoint.path)),
        };
        let tokens = Tokens::of(ui);
        let painter = ui.ctx().layer_painter(LayerId::new(Order::Tooltip, Id::unique("dragged endpoint")));
        let galley = painter.layout_no_wrap(text.unwrap_or_default(), type_body(), tokens.text);
        let rect = Rect::from_min_size(pointer + vec2(14.0, 6.0), galley.size() + vec2(16.0, 8.0));
        painter.rect(rect, CornerRadius::same(RADIUS), tokens.raised, Stroke::new(1.0, tokens.border), StrokeKind::Inside);
        painter.galley(rect.min + vec2(8.0, 4.0), galley, tokens.text);
    }
}
