//! The table of requests: a header whose columns can be dragged and hidden, and the rows that are in view. Rows out of view
//! cost nothing: they are neither looked up nor laid out, so a hundred thousand are as quick as a hundred.

use std::sync::Arc;

use egui::{
    Align2, CursorIcon, EventFilter, Id, Popup, Rect, Role, ScrollArea, Sense, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::{
    columns::{Column, Columns, Place},
    follow::{Follow, Rows},
    keys, row, row_menu, words,
};
use crate::{
    app::{Action, App, Command, SelectMode},
    traffic::Exchange,
    ui::{
        icon::Icon,
        theme::{CONTROL_HEIGHT, ROW_HEIGHT, Tokens, type_secondary},
        widget::{Button, MenuRow, card, focus_ring, hairline_at, menu_separator},
    },
};

/// The table's own state.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Table {
    columns: Columns,
    #[serde(skip)]
    follow: Follow,
    /// Where the rows were scrolled to at the end of the last frame.
    #[serde(skip)]
    offset: f32,
    /// How far they could be scrolled then.
    #[serde(skip)]
    most: f32,
    /// The row that had the details in the last frame.
    #[serde(skip)]
    focused: Option<u64>,
    #[serde(skip)]
    wants_focus: bool,
}

/// The widget that has the keyboard while the rows have it.
pub(super) fn rows_id() -> Id {
    Id::unique("log rows")
}

impl Table {
    /// Brings a row into view.
    pub(super) fn reveal(&mut self, sequence: u64) {
        self.follow.reveal(sequence);
    }

    /// Gives the rows the keyboard.
    pub(super) fn take_focus(&mut self) {
        self.wants_focus = true;
    }

    /// Shows which columns there are to choose from.
    pub(super) fn columns_menu(&mut self, ui: &mut Ui) {
        for column in Column::ALL.into_iter().filter(|column| *column != Column::Path) {
            if MenuRow::new(column.title()).checked(self.columns.is_shown(column)).show(ui).clicked() {
                self.columns.toggle(column);
            }
        }
        menu_separator(ui);
        if MenuRow::new("Reset columns").show(ui).clicked() {
            self.columns.reset();
        }
    }

    /// Shows header and rows in all the room that is left.
    pub(super) fn show(&mut self, ui: &mut Ui, app: &App, actions: &mut Vec<Action>) {
        let places = self.columns.places(row::width_for_columns(ui.available_width()));
        self.header_ui(ui, &places);
        let rect = ui.available_rect_before_wrap();
        ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| self.rows_ui(ui, app, &places, actions));
        self.new_rows_ui(ui, rect, app);
    }

    fn header_ui(&mut self, ui: &mut Ui, places: &[Place]) {
        let tokens = Tokens::of(ui);
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT + 2.0), Sense::CLICK);
        Popup::context_menu(&response).frame(card(ui).inner_margin(4)).show(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            self.columns_menu(ui);
        });
        let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
        for place in places {
            let cell = row::cell_rect(rect, *place);
            let (at, align) = if place.column.is_right_aligned() {
                (cell.right_center(), Align2::RIGHT_CENTER)
            } else {
                (cell.left_center(), Align2::LEFT_CENTER)
            };
            painter.text(at, align, place.column.title(), type_secondary(), tokens.muted);
        }
        for pair in places.windows(2) {
            self.edge_ui(ui, rect, pair[0], pair[1]);
        }
    }

    /// The edge between two columns, to be dragged. Left of the path it sizes the column before it, right of the path the one after.
    fn edge_ui(&mut self, ui: &Ui, header: Rect, before: Place, after: Place) {
        let is_after_path = Column::ALL.iter().position(|column| *column == after.column)
            > Column::ALL.iter().position(|column| *column == Column::Path);
        let (column, sign) = if is_after_path { (after.column, -1.0) } else { (before.column, 1.0) };
        let x = row::cell_rect(header, after).left() - 4.0;
        let handle = Rect::from_center_size(pos2(x, header.center().y), vec2(8.0, header.height()));
        let edge = ui.interact(handle, ui.scope_id().with(("column edge", column)), Sense::DRAG);
        edge.widget_info(|| WidgetInfo::labeled(Role::Splitter, true, format!("Width of {}", column.title())));
        if edge.dragged() {
            self.columns.resize(column, sign * edge.drag_delta().x);
        }
        if edge.hovered() || edge.dragged() {
            let line = egui::Stroke::new(1.0, Tokens::of(ui).outline);
            ui.painter().vline(x, header.y_range().shrink(5.0), line);
        }
        edge.on_hover_cursor(CursorIcon::ResizeHorizontal);
    }

    fn rows_ui(&mut self, ui: &mut Ui, app: &App, places: &[Place], actions: &mut Vec<Action>) {
        // The details take room from the rows: what was selected must not be hidden by them.
        let focused = app.selection().focused_exchange;
        if focused != std::mem::replace(&mut self.focused, focused)
            && let Some(sequence) = focused
        {
            self.follow.reveal(sequence);
        }
        let shown = app.log_view().shown();
        let view = ui.available_rect_before_wrap();
        hairline_at(ui.painter(), view.x_range(), view.top());
        let rows = Rows { shown, row_height: ROW_HEIGHT, view_height: view.height() };
        let list = ui.interact(view, rows_id(), Sense::click());
        list.widget_info(|| WidgetInfo::labeled(Role::Grid, true, "Requests"));
        if std::mem::take(&mut self.wants_focus) {
            list.request_focus();
        }
        let has_focus = list.has_focus();
        if has_focus {
            let filter = EventFilter { vertical_arrows: true, escape: true, ..EventFilter::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(rows_id(), filter));
            let page = (view.height() / ROW_HEIGHT).floor().max(2.0) as usize - 1;
            keys::handle(ui, app, page, actions);
        }
        if list.clicked() {
            list.request_focus();
            actions.push(Action::ClearExchangeSelection);
        }

        // A list that follows its end must not swing back from where egui still believes the end to be.
        ui.spacing_mut().scroll.kinetic.rubber_band = false;
        let mut area = ScrollArea::vertical().id_salt("rows").auto_shrink(false).content_margin(0.0);
        let wanted = self.follow.before(rows, self.offset, self.most);
        if let Some(offset) = wanted {
            area = area.vertical_scroll_offset(offset);
            if offset > self.most {
                ui.ctx().request_repaint();
            }
        }
        let begun = wanted.unwrap_or(self.offset).min(self.most);
        let output = area.show_viewport(ui, |ui, viewport| {
            ui.set_height(shown.len() as f32 * ROW_HEIGHT);
            let first = (viewport.min.y / ROW_HEIGHT).floor().max(0.0) as usize;
            let last = ((viewport.max.y / ROW_HEIGHT).ceil().max(0.0) as usize).min(shown.len());
            let around = row::Surroundings { places, zone: &TimeZone::system() };
            for (index, exchange, is_pinned) in in_view(app, first.min(last)..last) {
                let top = ui.max_rect().top() + index as f32 * ROW_HEIGHT;
                let rect = Rect::from_min_size(pos2(ui.max_rect().left(), top), vec2(ui.available_width(), ROW_HEIGHT));
                let sequence = exchange.sequence;
                let selection = app.selection();
                let state = row::State {
                    pinned: is_pinned,
                    selected: selection.exchanges.contains(&sequence),
                    focused: has_focus && selection.focused_exchange == Some(sequence),
                };
                let output = row::show(ui, rect, &exchange, state, around);
                react(ui, app, &exchange, output, actions);
            }
        });
        self.offset = output.state.clamped_offset().y;
        self.most = (output.content_size.y - output.inner_rect.height()).max(0.0);
        self.follow.after(rows, begun, self.offset);
        if has_focus && app.selection().focused_exchange.is_none() {
            focus_ring(ui, &list, view, 0);
        }
    }

    /// How many rows came below while the list is scrolled away from its end; a click goes there.
    fn new_rows_ui(&mut self, ui: &mut Ui, rows: Rect, app: &App) {
        let new = self.follow.new_rows(app.log_view().shown());
        if new == 0 {
            return;
        }
        let text = format!("{} new", words::count(new as u64));
        let top = rows.bottom() - 10.0 - CONTROL_HEIGHT;
        let place = Rect::from_x_y_ranges(rows.x_range(), top..=top + CONTROL_HEIGHT);
        let layout = egui::Layout::top_down(egui::Align::Center);
        ui.scope_builder(UiBuilder::new().max_rect(place).layout(layout), |ui| {
            let button = Button::primary(&text).icon(Icon::ArrowDown);
            if button.show(ui).on_hover_text("Go to the newest request and follow").clicked() {
                self.follow.go_to_end();
            }
        });
    }
}

/// The exchanges of these rows, and whether they are pinned. The log is only held while they are looked up.
fn in_view(app: &App, rows: std::ops::Range<usize>) -> Vec<(usize, Arc<Exchange>, bool)> {
    let log = app.traffic().log();
    let sequences = app.log_view().shown().range(rows.clone());
    rows.zip(sequences)
        .filter_map(|(index, sequence)| Some((index, Arc::clone(log.get(*sequence)?), log.is_pinned(*sequence))))
        .collect()
}

fn react(ui: &Ui, app: &App, exchange: &Arc<Exchange>, output: row::RowOutput, actions: &mut Vec<Action>) {
    let row::RowOutput { response, mock } = output;
    let sequence = exchange.sequence;
    let only = Action::SelectExchange { sequence, mode: SelectMode::Only };
    if mock {
        actions.extend([only, Action::Run(Command::MockRequest)]);
        return;
    }
    if response.clicked() {
        let modifiers = ui.input(|input| input.modifiers);
        let mode = match () {
            () if modifiers.command => SelectMode::Toggle,
            () if modifiers.shift => SelectMode::Range,
            () => SelectMode::Only,
        };
        actions.push(Action::SelectExchange { sequence, mode });
        ui.memory_mut(|memory| memory.request_focus(rows_id()));
    }
    if response.double_clicked() {
        actions.push(Action::Run(Command::GoToEndpoint));
    }
    if response.secondary_clicked() {
        // The menu's commands act on the selection: what was clicked must be in it.
        if !app.selection().exchanges.contains(&sequence) {
            actions.push(only);
        }
        ui.memory_mut(|memory| memory.request_focus(rows_id()));
    }
    Popup::context_menu(&response).frame(card(ui).inner_margin(4)).show(|ui| {
        ui.spacing_mut().item_spacing = Vec2::new(ui.spacing().item_spacing.x, 0.0);
        row_menu::show(ui, app, exchange, actions);
    });
    response.on_hover_ui(|ui| {
        ui.label(egui::RichText::new(full_url(app, exchange)).monospace());
    });
}

/// The whole URL as the client asked for it.
fn full_url(app: &App, exchange: &Exchange) -> String {
    let host = exchange.request_headers.get(http::header::HOST).and_then(|host| host.to_str().ok());
    match (exchange.uri.authority(), host) {
        (Some(_), _) => exchange.uri.to_string(),
        (None, Some(host)) => format!("{}://{host}{}", exchange.scheme(), words::target(exchange)),
        (None, None) => format!("{}{}", exchange.at_its_scheme(&app.base_url()), words::target(exchange)),
    }
}
