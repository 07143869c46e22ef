//! The rows of expectations. The list as a whole has the keyboard, and only rows in view cost anything.

use std::sync::Arc;

use egui::{
    Align2, Color32, Context, EventFilter, Id, Key, Modifiers, Popup, Rect, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo,
    pos2, vec2,
};
use jiff::tz::TimeZone;

use super::{
    menu,
    state::{Look, progress, row as row_words},
    words,
};
use crate::{
    app::{Action, App, Command, Edit},
    model::{Expectation, ExpectationId},
    ui::{
        log::words as numbers,
        theme::{GAP, GAP_PANE, ICON_SIZE, ROW_HEIGHT, Tokens, type_body, type_mono},
        widget::{ListRow, card, focus_ring},
    },
};

/// The room for the time of the last call, and below which width of the row it goes.
const TIME_WIDTH: f32 = 104.0;
const TIME_FROM: f32 = 420.0;
const HEIGHT: f32 = ROW_HEIGHT + 4.0;

/// What of the list belongs to the window only.
#[derive(Debug, Default)]
pub(super) struct List {
    wants_focus: bool,
    /// The expectation that was selected when the list was last shown; another one is scrolled into view.
    selected: Option<ExpectationId>,
}

fn list_id() -> Id {
    Id::unique("expectation rows")
}

impl List {
    pub(super) fn take_focus(&mut self) {
        self.wants_focus = true;
    }

    /// Takes the keys of the list while it has the keyboard.
    pub(super) fn handle_keys(&mut self, ctx: &Context, app: &App, actions: &mut Vec<Action>) {
        if !ctx.memory(|memory| memory.has_focus(list_id())) {
            return;
        }
        let all = &app.project().expectations;
        let Some(last) = all.len().checked_sub(1) else { return };
        let selected = app.selection().expectation.as_ref();
        let at = selected.and_then(|id| all.iter().position(|expectation| expectation.id == *id));
        let pressed = |modifiers: Modifiers, key: Key| ctx.input_mut(|input| input.consume_key(modifiers, key));
        let place = |at: usize| all.get(at).map(|expectation| expectation.id.clone());
        if let (Some(at), Some(id)) = (at, selected) {
            let move_to = |before: Option<ExpectationId>| Action::Edit(Edit::MoveExpectation { id: id.clone(), before });
            if pressed(Modifiers::ALT, Key::ArrowUp) && at > 0 {
                actions.push(move_to(place(at - 1)));
            }
            if pressed(Modifiers::ALT, Key::ArrowDown) && at < last {
                actions.push(move_to(place(at + 2)));
            }
            if pressed(Modifiers::NONE, Key::Enter) {
                actions.push(Action::Run(Command::FocusEditor));
            }
            if pressed(Modifiers::NONE, Key::Delete) {
                actions.push(Action::Edit(Edit::RemoveExpectation(id.clone())));
                let next = if at < last { at + 1 } else { at.wrapping_sub(1) };
                actions.extend(place(next).map(Action::SelectExpectation));
                return;
            }
        }
        let down = pressed(Modifiers::NONE, Key::ArrowDown) | pressed(Modifiers::NONE, Key::J);
        let up = pressed(Modifiers::NONE, Key::ArrowUp) | pressed(Modifiers::NONE, Key::K);
        let target = match at {
            _ if pressed(Modifiers::NONE, Key::Home) => Some(0),
            _ if pressed(Modifiers::NONE, Key::End) => Some(last),
            Some(at) if down => Some((at + 1).min(last)),
            Some(at) if up => Some(at.saturating_sub(1)),
            None if down => Some(0),
            None if up => Some(last),
            _ => None,
        };
        actions.extend(target.and_then(place).map(Action::SelectExpectation));
    }

    pub(super) fn show(&mut self, ui: &mut Ui, app: &App, actions: &mut Vec<Action>) {
        let view = ui.available_rect_before_wrap();
        let list = ui.interact(view, list_id(), Sense::click());
        list.widget_info(|| WidgetInfo::labeled(Role::List, true, "Expectations"));
        if std::mem::take(&mut self.wants_focus) || list.clicked() {
            list.request_focus();
        }
        if list.has_focus() {
            let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(list_id(), filter));
        }
        let selected = app.selection().expectation.as_ref();
        let reveals = self.selected.as_ref() != selected;
        self.selected = selected.cloned();
        let all = &app.project().expectations;
        let zone = TimeZone::system();
        ScrollArea::vertical().id_salt("rows").auto_shrink(false).content_margin(0.0).show_viewport(ui, |ui, viewport| {
            ui.set_height(all.len() as f32 * HEIGHT);
            let area = ui.max_rect();
            let place =
                |at: usize| Rect::from_min_size(pos2(area.left(), area.top() + at as f32 * HEIGHT), vec2(area.width(), HEIGHT));
            if reveals && let Some(at) = all.iter().position(|expectation| Some(&expectation.id) == selected) {
                ui.scroll_to_rect_animation(place(at), None, egui::style::ScrollAnimation::none());
            }
            let first = ((viewport.min.y / HEIGHT).floor().max(0.0) as usize).min(all.len());
            let last = ((viewport.max.y / HEIGHT).ceil().max(0.0) as usize).min(all.len());
            for (at, expectation) in all.iter().enumerate().take(last).skip(first) {
                ui.scope_builder(UiBuilder::new().max_rect(place(at)).id_salt(("row", at)), |ui| {
                    row_ui(ui, app, expectation, list.has_focus(), &zone, actions);
                });
            }
        });
        if list.has_focus() && selected.is_none() {
            focus_ring(ui, &list, view, 0);
        }
    }
}

fn row_ui(
    ui: &mut Ui,
    app: &App,
    expectation: &Arc<Expectation>,
    list_has_focus: bool,
    zone: &TimeZone,
    actions: &mut Vec<Action>,
) {
    let is_selected = app.selection().expectation.as_ref() == Some(&expectation.id);
    let name = row_words(app, expectation);
    let look = Look::now(app, expectation);
    let color = look.color(ui);
    let marker = (look.word == "violated").then_some(color);
    let row = ListRow::new(&name).id(list_id().with(expectation.id.as_str())).height(HEIGHT).selected(is_selected);
    let output = row.marker(marker).unfocusable().show(ui);
    if output.visible {
        paint(ui, app, expectation, output.rect, look, color, zone);
    }
    let response = output.response;
    if is_selected && list_has_focus {
        ui.ctx().accesskit_node_builder(list_id(), |node| node.set_active_descendant(response.id.accesskit_id()));
    }
    Popup::context_menu(&response).frame(card(ui).inner_margin(4)).show(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.set_width(200.0);
        menu::rows(ui, app, expectation, actions);
    });
    if response.clicked() || response.secondary_clicked() {
        ui.memory_mut(|memory| memory.request_focus(list_id()));
        actions.push(Action::SelectExpectation(expectation.id.clone()));
    }
    if response.double_clicked() {
        actions.push(Action::Run(Command::FocusEditor));
    }
}

/// State, title and demand from the left; from the right the time of the last call and the progress.
fn paint(ui: &Ui, app: &App, expectation: &Expectation, rect: Rect, look: Look, color: Color32, zone: &TimeZone) {
    let tokens = Tokens::of(ui);
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    let y = rect.center().y;
    look.icon.paint(&painter, pos2(rect.left() + GAP_PANE + ICON_SIZE / 2.0, y), color);
    let mut right = rect.right() - GAP_PANE;
    let status = app.standings().of(&expectation.id);
    if rect.width() >= TIME_FROM {
        if let Some(time) = status.and_then(|status| status.last_call) {
            let time = numbers::time_of_day(time, zone);
            painter.text(pos2(right, y), Align2::RIGHT_CENTER, time, type_mono(), tokens.muted);
        }
        right -= TIME_WIDTH;
    }
    let text = status.map_or_else(|| look.word.to_owned(), |status| progress(status.count, expectation.count));
    let counted = painter.text(pos2(right, y), Align2::RIGHT_CENTER, text, type_mono(), color);
    let room =
        Rect::from_min_max(pos2(rect.left() + GAP_PANE + ICON_SIZE + GAP, rect.top()), pos2(counted.left() - GAP, rect.bottom()));
    let text_painter = painter.with_clip_rect(room.intersect(painter.clip_rect()));
    let text_color = if expectation.enabled { tokens.text } else { tokens.muted };
    let title = expectation.title();
    let titled = text_painter.text(pos2(room.left(), y), Align2::LEFT_CENTER, &title, type_body(), text_color);
    let requests = expectation.request.label();
    let demand = words::demand(app.project(), expectation);
    let rest = if expectation.name.is_empty() || title == requests { demand } else { format!("{requests} {demand}") };
    let left = titled.right() + GAP;
    let mut job = egui::text::LayoutJob::simple_singleline(rest, type_body(), tokens.muted);
    job.wrap = egui::text::TextWrapping::truncate_at_width((room.right() - left).max(0.0));
    let galley = text_painter.layout_job(job);
    text_painter.galley(pos2(left, y - galley.size().y / 2.0), galley, tokens.muted);
}
