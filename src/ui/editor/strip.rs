//! The strip of an endpoint's responses: one chip each in the order of their priority, where the rest is forwarded to, and how one
//! of them is chosen.

use egui::{
    Align, Color32, CornerRadius, CursorIcon, DragAndDrop, Id, Key, Layout, Modifiers, Popup, Rect, Response as Control, Role,
    ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::{Focus, draft::Draft, response_edit as edit, spy_row::SpyRow};
use crate::{
    app::{Action, Command},
    model::{Part, Response, ResponseId, Selection},
    ui::{
        icon::Icon,
        theme::{CONTROL_HEIGHT, FOCUS_RING, HAIRLINE, RADIUS, Tokens, type_body, type_mono, type_secondary},
        widget::{Combo, IconButton, MenuRow, card, focus_ring, menu_separator, subtle},
    },
};

const PADDING: f32 = 10.0;
const GAP: f32 = 6.0;
/// The widest name that a chip shows whole.
const NAME_WIDTH: f32 = 160.0;

/// The ways to choose, and what they are called after "answers by".
pub(super) const SELECTIONS: [(Selection, &str); 3] =
    [(Selection::Condition, "condition"), (Selection::InOrder, "turns, in order"), (Selection::Random, "chance, by weight")];

/// Shows the strip.
pub(super) fn show(
    ui: &mut Ui,
    draft: Draft<'_>,
    selected: Option<&ResponseId>,
    spy: &mut SpyRow,
    focus: &mut Option<Focus>,
    actions: &mut Vec<Action>,
) {
    let whole = ui.available_width();
    ui.horizontal(|ui| {
        let width = (ui.available_width() - selection_width(ui, draft) - 16.0).max(80.0);
        let (_, rect) = ui.allocate_space(vec2(width, CONTROL_HEIGHT));
        let row = egui::UiBuilder::new().max_rect(rect).layout(Layout::left_to_right(Align::Center));
        ui.scope_builder(row, |ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            // Few people have a wheel that turns sideways.
            ui.style_mut().always_scroll_the_only_direction = true;
            ScrollArea::horizontal()
                .id_salt(("responses", draft.endpoint.id.as_str()))
                .max_width(width - CONTROL_HEIGHT - SpyRow::sign_width(ui, draft, whole) - 2.0 * GAP)
                .content_margin(0.0)
                .scroll_bar_visibility(egui::containers::scroll_area::ScrollBarVisibility::AlwaysHidden)
                .show(ui, |ui| chips(ui, draft, selected, actions));
            let add = IconButton::new(Icon::Plus, "Add response").filled().show(ui);
            if add.clicked() {
                actions.push(Action::Run(Command::NewResponse));
            }
            spy.sign(ui, draft, whole);
        });
        let rest = vec2(ui.available_width(), CONTROL_HEIGHT);
        ui.allocate_ui_with_layout(rest, Layout::right_to_left(Align::Center), |ui| selection(ui, draft, focus, actions));
    });
}

fn selection_label(selection: Selection) -> &'static str {
    SELECTIONS.iter().find(|(other, _)| *other == selection).map_or("", |(_, label)| label)
}

fn selection_width(ui: &Ui, draft: Draft<'_>) -> f32 {
    let width = |text: &str| ui.painter().layout_no_wrap(text.to_owned(), type_body(), Color32::WHITE).size().x;
    width("answers by") + width(selection_label(draft.endpoint.selection)) + 36.0 + ui.spacing().item_spacing.x
}

fn selection(ui: &mut Ui, draft: Draft<'_>, focus: &mut Option<Focus>, actions: &mut Vec<Action>) {
    let chosen = SELECTIONS.iter().position(|(selection, _)| *selection == draft.endpoint.selection).unwrap_or(0);
    let labels = SELECTIONS.map(|(_, label)| label);
    let mut edited = Combo::new("selection", "Answers by").show(ui, chosen, &labels);
    if focus.take_if(|focus| *focus == Focus::Selection).is_some() {
        edited.response.request_focus();
    }
    if let Some(problem) = draft.problem(&Part::Selection) {
        let line = Stroke::new(HAIRLINE, Tokens::of(ui).warning);
        ui.painter().rect_stroke(edited.response.rect, CornerRadius::same(RADIUS), line, StrokeKind::Inside);
        edited = edited.on_hover_text(problem);
    }
    subtle(ui, "answers by");
    if let Some((selection, _)) = edited.changed.and_then(|index| SELECTIONS.get(index)) {
        draft.edit(actions, "Change selection", None, |endpoint| endpoint.selection = *selection);
    }
}

fn chips(ui: &mut Ui, draft: Draft<'_>, selected: Option<&ResponseId>, actions: &mut Vec<Action>) {
    // Another response may have been selected from elsewhere: its chip is scrolled into view once.
    let shown_id = Id::unique("response in view");
    let shown: Option<ResponseId> = ui.data(|data| data.get_temp(shown_id));
    let mut places = Vec::with_capacity(draft.endpoint.responses.len());
    ui.horizontal(|ui| {
        for (index, response) in draft.endpoint.responses.iter().enumerate() {
            let is_selected = selected == Some(&response.id);
            let chip = chip(ui, draft, index, response, is_selected);
            places.push(chip.rect);
            if is_selected && shown.as_ref() != selected {
                ui.scroll_to_rect(chip.rect, None);
                ui.data_mut(|data| data.insert_temp(shown_id, response.id.clone()));
            }
            react(ui, draft, index, response, &chip, actions);
        }
    });
    drag(ui, draft, &places, actions);
}

/// The words that stand after a chip's name: what part it has in the choice.
fn marker(draft: Draft<'_>, index: usize, response: &Response) -> Option<String> {
    let endpoint = draft.endpoint;
    match endpoint.selection {
        _ if !response.enabled => Some("off".to_owned()),
        Selection::Condition => endpoint.is_default_response(&response.id).then(|| "default".to_owned()),
        Selection::InOrder => {
            let before = endpoint.responses.iter().take(index).filter(|response| response.enabled).count();
            Some(format!("no. {}", before + 1))
        }
        Selection::Random => {
            let all: u64 = endpoint.responses.iter().filter(|one| one.enabled).map(|one| u64::from(one.weight)).sum();
            (all > 0).then(|| format!("{:.0} %", f64::from(response.weight) * 100.0 / all as f64))
        }
    }
}

/// What a chip is called: its name, or the usual words for its status.
pub(super) fn title(response: &Response) -> &str {
    let reason = response.reason.as_deref().or_else(|| edit::known_reason(response));
    if response.name.is_empty() { reason.unwrap_or_default() } else { &response.name }
}

fn chip(ui: &mut Ui, draft: Draft<'_>, index: usize, response: &Response, is_selected: bool) -> Control {
    let tokens = Tokens::of(ui);
    let has_problems = draft.problems.iter().any(|problem| problem.place.response.as_ref() == Some(&response.id));
    let marker = marker(draft, index, response);
    let title = title(response);
    let status_color = if response.enabled { tokens.status(response.status) } else { tokens.muted };
    let title_color = if response.enabled { tokens.text } else { tokens.muted };
    // A status that a template decides is known only once it has answered.
    let (status_text, status_color) = match &response.status_template {
        Some(_) => ("{{ }}".to_owned(), if response.enabled { tokens.code.template } else { tokens.muted }),
        None => (response.status.to_string(), status_color),
    };
    let status = ui.painter().layout_no_wrap(status_text.clone(), type_mono(), status_color);
    let mut job = egui::text::LayoutJob::simple_singleline(title.to_owned(), type_body(), title_color);
    job.wrap = egui::text::TextWrapping::truncate_at_width(NAME_WIDTH);
    let name = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let mark = marker.as_ref().map(|text| ui.painter().layout_no_wrap(text.clone(), type_secondary(), tokens.muted));
    let name_width = if title.is_empty() { 0.0 } else { name.size().x + GAP };
    let mark_width = mark.as_ref().map_or(0.0, |mark| mark.size().x + GAP);
    let problem_width = if has_problems { 10.0 } else { 0.0 };
    let width = PADDING * 2.0 + status.size().x + name_width + mark_width + problem_width;
    let (_, rect) = ui.allocate_space(vec2(width.ceil(), CONTROL_HEIGHT));
    let chip = ui.interact(rect, Id::unique(("response chip", response.id.as_str())), Sense::click_and_drag());
    let words = [Some(status_text), Some(title.to_owned()), marker, has_problems.then(|| "has problems".to_owned())];
    let words: Vec<String> = words.into_iter().flatten().filter(|word| !word.is_empty()).collect();
    chip.widget_info(|| WidgetInfo::selected(Role::Tab, true, is_selected, format!("Response {}", words.join(", "))));
    if ui.is_rect_visible(rect) {
        let fill = if chip.hovered() { tokens.control_hover } else { tokens.control };
        let fill = if is_selected { tokens.row_selected } else { fill };
        let line = if is_selected { tokens.accent } else { tokens.border };
        ui.painter().rect(rect, CornerRadius::same(RADIUS), fill, Stroke::new(HAIRLINE, line), StrokeKind::Inside);
        let mut left = rect.left() + PADDING;
        let mut put = |galley: std::sync::Arc<egui::Galley>| {
            let at = pos2(left, rect.center().y - galley.size().y / 2.0);
            left += galley.size().x + GAP;
            ui.painter().galley(at, galley, tokens.text);
        };
        put(status);
        if !title.is_empty() {
            put(name);
        }
        mark.into_iter().for_each(put);
        if has_problems {
            ui.painter().circle_filled(pos2(rect.right() - PADDING, rect.center().y), 3.0, tokens.error);
        }
        focus_ring(ui, &chip, rect, RADIUS);
    }
    chip
}

fn react(ui: &mut Ui, draft: Draft<'_>, index: usize, response: &Response, chip: &Control, actions: &mut Vec<Action>) {
    if chip.clicked() || chip.secondary_clicked() {
        actions.push(Action::SelectResponse(response.id.clone()));
    }
    if chip.drag_started() {
        DragAndDrop::set_payload(ui, response.id.clone());
    }
    if chip.has_focus() {
        let moved = ui.input_mut(|input| {
            let left = input.consume_key(Modifiers::ALT, Key::ArrowLeft);
            let right = input.consume_key(Modifiers::ALT, Key::ArrowRight);
            isize::from(right) - isize::from(left)
        });
        if moved != 0 {
            edit::move_by(draft, &response.id, moved, actions);
        }
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Delete)) {
            edit::delete(draft, &response.id, actions);
        }
    }
    Popup::context_menu(chip).frame(card(ui).inner_margin(4)).show(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.set_min_width(200.0);
        menu_rows(ui, draft, index, response, actions);
    });
}

/// What can be done with a response, as rows of a menu.
pub(super) fn menu_rows(ui: &mut Ui, draft: Draft<'_>, index: usize, response: &Response, actions: &mut Vec<Action>) {
    let id = &response.id;
    if draft.endpoint.selection == Selection::Condition {
        let is_default = draft.endpoint.is_default_response(id);
        let (text, icon) = if is_default { ("No default response", Icon::Star) } else { ("Make default", Icon::StarFilled) };
        if MenuRow::new(text).icon(icon).show(ui).clicked() {
            edit::set_default(draft, (!is_default).then(|| id.clone()), actions);
        }
    }
    let (switch, icon) = if response.enabled { ("Switch off", Icon::Pause) } else { ("Switch on", Icon::Play) };
    if MenuRow::new(switch).icon(icon).show(ui).clicked() {
        edit::set_enabled(draft, id, !response.enabled, actions);
    }
    if MenuRow::new("Duplicate").icon(Icon::Duplicate).show(ui).clicked() {
        edit::duplicate(draft, id, actions);
    }
    if MenuRow::new("Move left").shortcut("Alt+\u{2190}").enabled(index > 0).show(ui).clicked() {
        edit::move_by(draft, id, -1, actions);
    }
    let is_last = index + 1 >= draft.endpoint.responses.len();
    if MenuRow::new("Move right").shortcut("Alt+\u{2192}").enabled(!is_last).show(ui).clicked() {
        edit::move_by(draft, id, 1, actions);
    }
    menu_separator(ui);
    if MenuRow::new("Delete response").icon(Icon::Trash).danger().show(ui).clicked() {
        edit::delete(draft, id, actions);
    }
}

/// Shows between which chips what is dragged would land, and lets it land.
fn drag(ui: &Ui, draft: Draft<'_>, places: &[Rect], actions: &mut Vec<Action>) {
    let Some(dragged) = DragAndDrop::payload::<ResponseId>(ui) else { return };
    ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
    let Some(pointer) = ui.input(|input| input.pointer.interact_pos()) else { return };
    let Some(first) = places.first() else { return };
    if pointer.y < first.top() - 40.0 || pointer.y > first.bottom() + 40.0 {
        return;
    }
    let to = places.iter().take_while(|place| place.center().x < pointer.x).count();
    let x =
        places.get(to).map_or_else(|| places.last().map_or(0.0, |last| last.right() + GAP / 2.0), |next| next.left() - GAP / 2.0);
    ui.painter().vline(x.max(ui.clip_rect().left() + 1.0), first.y_range(), Stroke::new(FOCUS_RING, Tokens::of(ui).accent));
    if ui.input(|input| input.pointer.any_released()) {
        DragAndDrop::clear_payload(ui);
        edit::move_to(draft, &dragged, to, actions);
    }
}
