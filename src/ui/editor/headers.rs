//! The Headers tab: a row for each header in the order they are sent, and an empty one at the end to type into.

use egui::{
    Color32, CursorIcon, DragAndDrop, FontId, Key, Margin, Modifiers, Rect, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, vec2,
};

use super::{
    Focus,
    draft::ResponseDraft,
    header_names::{NAMES, values_of},
    suggestions::field_with_suggestions,
};
use crate::{
    app::Action,
    model::{Header, Part, Response},
    ui::{
        code::template_line,
        icon::Icon,
        theme::{CONTROL_HEIGHT, FOCUS_RING, GAP_LARGE, ICON_SIZE, Tokens, type_secondary},
        widget::{IconButton, focus_ring},
    },
};

const HANDLE_WIDTH: f32 = 16.0;

/// A header that is dragged, by its index.
#[derive(Clone, Copy, Debug)]
struct Dragged(usize);

/// Shows the tab in all the room there is.
pub(super) fn show(ui: &mut Ui, draft: ResponseDraft<'_>, focus: &mut Option<Focus>, actions: &mut Vec<Action>) {
    ScrollArea::vertical().id_salt(("headers", draft.response.id.as_str())).auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        ui.add_space(8.0);
        let mut places = Vec::new();
        let count = draft.response.headers.len();
        for index in 0..=count {
            let row = ui.horizontal(|ui| {
                ui.add_space(GAP_LARGE - 4.0);
                row(ui, draft, index, focus, actions);
            });
            places.push(row.response.rect);
        }
        let left = GAP_LARGE + HANDLE_WIDTH + ICON_SIZE + 8.0;
        egui::Frame::new().inner_margin(Margin { left: left as i8, right: 16, top: 4, bottom: 8 }).show(ui, |ui| {
            quiet(
                ui,
                "Names may repeat. Content-Type follows from the body, and Content-Length is counted, unless they are set here",
            );
        });
        drag(ui, draft, &places, actions);
    });
}

fn quiet(ui: &mut Ui, text: &str) {
    let color = Tokens::of(ui).muted;
    ui.add(egui::Label::new(egui::RichText::new(text).font(type_secondary()).color(color)).wrap());
}

fn row(ui: &mut Ui, draft: ResponseDraft<'_>, index: usize, focus: &mut Option<Focus>, actions: &mut Vec<Action>) {
    let ghost = Header::new("", "");
    let is_ghost = index == draft.response.headers.len();
    let header = draft.response.headers.get(index).unwrap_or(&ghost);
    let number = index + 1;
    ui.spacing_mut().item_spacing.x = 6.0;
    if is_ghost {
        ui.add_space(HANDLE_WIDTH + ICON_SIZE + 2.0 * 6.0);
    } else {
        handle(ui, draft, index, actions);
        if let Some(on) = check_box(ui, &format!("Send header {number}"), header.enabled) {
            draft.edit(actions, "Switch header on or off", None, |response| {
                if let Some(header) = response.headers.get_mut(index) {
                    header.enabled = on;
                }
            });
        }
    }
    let problem = draft.problem(&Part::Header(index)).filter(|_| !is_ghost);
    let room = ui.available_width() - 28.0 - GAP_LARGE - 12.0;
    let name_width = (room * 0.36).clamp(100.0, 260.0);
    let wants_focus = focus.take_if(|focus| *focus == Focus::Header(index)).is_some();
    let name = format!("Header name {number}");
    let hint = if is_ghost { "Add a header" } else { "Name" };
    let edited = field_with_suggestions(ui, ("header name", index), &name, &header.name, NAMES.into_iter(), |field| {
        field.hint(hint).mono().width(name_width).error(problem).message_in_tooltip().focus(wants_focus)
    });
    if let Some(text) = edited.changed {
        change(draft, index, "name", actions, |header| header.name = text);
    }
    let value = format!("Header value {number}");
    let known = values_of(&header.name).iter().copied();
    let template_color = Tokens::of(ui).code.template;
    let colorer = |text: &str, font: FontId, color: Color32| template_line(text, &font, color, template_color);
    let edited = field_with_suggestions(ui, ("header value", index), &value, &header.value, known, |field| {
        field
            .hint(if is_ghost { "" } else { "Value" })
            .mono()
            .width(room - name_width)
            .error(problem)
            .message_in_tooltip()
            .colorer(&colorer)
    });
    if let Some(text) = edited.changed {
        change(draft, index, "value", actions, |header| header.value = text);
    }
    if !is_ghost && IconButton::new(Icon::Close, &format!("Remove header {number}")).show(ui).clicked() {
        draft.edit(actions, "Remove header", None, |response| {
            if index < response.headers.len() {
                response.headers.remove(index);
            }
        });
    }
}

/// Changes a header; typing into the empty row adds one.
fn change(draft: ResponseDraft<'_>, index: usize, part: &str, actions: &mut Vec<Action>, change: impl FnOnce(&mut Header)) {
    let is_new = index == draft.response.headers.len();
    let label = if is_new { "Add header" } else { "Change header" };
    draft.edit(actions, label, Some(&format!("header {index} {part}")), |response| {
        if index == response.headers.len() {
            response.headers.push(Header::new("", ""));
        }
        if let Some(header) = response.headers.get_mut(index) {
            change(header);
        }
    });
}

/// The handle to drag a row by; with the keyboard, Alt and the arrow keys move it.
fn handle(ui: &mut Ui, draft: ResponseDraft<'_>, index: usize, actions: &mut Vec<Action>) {
    let (rect, handle) = ui.allocate_exact_size(vec2(HANDLE_WIDTH, CONTROL_HEIGHT), Sense::click_and_drag());
    let name = format!("Move header {}", index + 1);
    handle.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let tokens = Tokens::of(ui);
    let color = if handle.hovered() || handle.has_focus() { tokens.text } else { tokens.muted };
    Icon::DragHandle.paint_sized(ui.painter(), rect.center(), 14.0, color);
    focus_ring(ui, &handle, rect, 4);
    if handle.drag_started() {
        DragAndDrop::set_payload(ui, Dragged(index));
    }
    if handle.has_focus() {
        let (up, down) = ui.input_mut(|input| {
            (input.consume_key(Modifiers::ALT, Key::ArrowUp), input.consume_key(Modifiers::ALT, Key::ArrowDown))
        });
        if up && index > 0 {
            move_to(draft, index, index - 1, actions);
        } else if down {
            move_to(draft, index, index + 2, actions);
        }
    }
    handle.on_hover_cursor(CursorIcon::Grab).on_hover_text("Drag to move, or Alt and the arrow keys");
}

/// Moves a header into the gap before the one at that index.
fn move_to(draft: ResponseDraft<'_>, from: usize, gap: usize, actions: &mut Vec<Action>) {
    let to = if gap > from { gap - 1 } else { gap };
    if to == from || to >= draft.response.headers.len() {
        return;
    }
    draft.edit(actions, "Move header", None, |response: &mut Response| {
        if from < response.headers.len() {
            let header = response.headers.remove(from);
            response.headers.insert(to.min(response.headers.len()), header);
        }
    });
}

fn drag(ui: &Ui, draft: ResponseDraft<'_>, places: &[Rect], actions: &mut Vec<Action>) {
    let Some(dragged) = DragAndDrop::payload::<Dragged>(ui) else { return };
    let Some(pointer) = ui.input(|input| input.pointer.interact_pos()) else { return };
    // The last place is the empty row: nothing stands after it.
    let rows = places.len().saturating_sub(1);
    let gap = places.iter().take(rows).take_while(|place| place.center().y < pointer.y).count();
    let Some(place) = places.get(gap) else { return };
    let line = (place.left() + GAP_LARGE)..=(place.right() - GAP_LARGE);
    ui.painter().hline(line, place.top() - 2.0, Stroke::new(FOCUS_RING, Tokens::of(ui).accent));
    if ui.input(|input| input.pointer.any_released()) {
        DragAndDrop::clear_payload(ui);
        move_to(draft, dragged.0, gap, actions);
    }
}

/// A small box that is ticked or not.
pub(super) fn check_box(ui: &mut Ui, name: &str, on: bool) -> Option<bool> {
    let (rect, response) = ui.allocate_exact_size(vec2(ICON_SIZE, CONTROL_HEIGHT), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, name));
    let tokens = Tokens::of(ui);
    let square = Rect::from_center_size(rect.center(), vec2(14.0, 14.0));
    let fill = if on { tokens.accent_fill } else { tokens.surface };
    let line = if on { tokens.accent_fill } else { tokens.outline };
    ui.painter().rect(square, 3, fill, Stroke::new(1.0, line), egui::StrokeKind::Inside);
    if on {
        Icon::Check.paint_sized(ui.painter(), square.center(), 12.0, tokens.on_accent);
    }
    focus_ring(ui, &response, square.expand(2.0), 4);
    response.on_hover_text(name).clicked().then_some(!on)
}
