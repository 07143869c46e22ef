//! Rows of headers in the order they are sent, and an empty one at the end to type into. Responses and webhooks have the same.

use egui::{Color32, FontId, Rect, Sense, Stroke, Ui, WidgetInfo, vec2};

use super::{
    header_names::values_of,
    reorder::{self, HANDLE_WIDTH},
    suggestions::field_with_suggestions,
};
use crate::{
    model::Header,
    ui::{
        code::template_line,
        icon::Icon,
        theme::{CONTROL_HEIGHT, ICON_SIZE, Tokens},
        widget::{IconButton, focus_ring},
    },
};

/// The gap between the controls of a row.
const GAP: f32 = 6.0;

/// The headers of something.
#[derive(Clone, Copy)]
pub(super) struct HeaderRows<'a> {
    /// What a screen reader calls one of them, as in "Header".
    pub(super) name: &'a str,
    /// The headers.
    pub(super) headers: &'a [Header],
    /// The names that are offered.
    pub(super) names: &'static [&'static str],
    /// What is wrong with the one at an index.
    pub(super) problem: &'a dyn Fn(usize) -> Option<&'a str>,
    /// The one whose name takes the keyboard in this frame.
    pub(super) focus: Option<usize>,
    /// The room to the left of the rows.
    pub(super) left: f32,
    /// The room to the right of them.
    pub(super) right: f32,
}

/// What a person made of headers.
#[derive(Debug)]
pub(super) struct HeadersEdit {
    /// The headers as they shall be.
    pub(super) headers: Vec<Header>,
    /// What the change is called.
    pub(super) label: &'static str,
    /// What is typed into, so that a burst of typing is one step.
    pub(super) field: Option<String>,
}

impl HeaderRows<'_> {
    /// Where the text of a row begins, for what stands under the rows.
    pub(super) fn text_left(&self) -> f32 {
        self.left + HANDLE_WIDTH + ICON_SIZE + 2.0 * GAP
    }

    /// Shows the rows.
    pub(super) fn show(self, ui: &mut Ui) -> Option<HeadersEdit> {
        let list = ui.scope_id().with(("headers", self.name));
        let mut edit = None;
        let mut places = Vec::with_capacity(self.headers.len() + 1);
        for index in 0..=self.headers.len() {
            let row = ui.horizontal(|ui| {
                ui.add_space(self.left);
                self.row(ui, list, index, &mut edit);
            });
            places.push(row.response.rect);
        }
        if let Some(moved) = reorder::drag(ui, list, &places) {
            self.change(&mut edit, "Move header", None, |headers| {
                moved.apply(headers);
            });
        }
        edit
    }

    /// Makes a change, on top of one that was made in this frame already.
    fn change(
        &self,
        edit: &mut Option<HeadersEdit>,
        label: &'static str,
        field: Option<String>,
        change: impl FnOnce(&mut Vec<Header>),
    ) {
        let mut headers = edit.take().map_or_else(|| self.headers.to_vec(), |edit| edit.headers);
        change(&mut headers);
        *edit = Some(HeadersEdit { headers, label, field });
    }

    /// Changes one header; typing into the empty row adds one.
    fn type_into(&self, edit: &mut Option<HeadersEdit>, index: usize, part: &str, set: impl FnOnce(&mut Header)) {
        let label = if index == self.headers.len() { "Add header" } else { "Change header" };
        self.change(edit, label, Some(format!("header {index} {part}")), |headers| {
            if index == headers.len() {
                headers.push(Header::new("", ""));
            }
            if let Some(header) = headers.get_mut(index) {
                set(header);
            }
        });
    }

    fn row(&self, ui: &mut Ui, list: egui::Id, index: usize, edit: &mut Option<HeadersEdit>) {
        let ghost = Header::new("", "");
        let is_ghost = index == self.headers.len();
        let header = self.headers.get(index).unwrap_or(&ghost);
        let (number, lower) = (index + 1, self.name.to_lowercase());
        ui.spacing_mut().item_spacing.x = GAP;
        if is_ghost {
            ui.add_space(HANDLE_WIDTH + ICON_SIZE + 2.0 * GAP);
        } else {
            if let Some(moved) = reorder::handle(ui, list, index, &format!("Move {lower} {number}")) {
                self.change(edit, "Move header", None, |headers| {
                    moved.apply(headers);
                });
            }
            if let Some(on) = check_box(ui, &format!("Send {lower} {number}"), header.enabled) {
                self.change(edit, "Switch header on or off", None, |headers| {
                    if let Some(header) = headers.get_mut(index) {
                        header.enabled = on;
                    }
                });
            }
        }
        let problem = if is_ghost { None } else { (self.problem)(index) };
        let room = ui.available_width() - 28.0 - self.right - 12.0;
        let name_width = (room * 0.36).clamp(100.0, 260.0);
        let name = format!("{} name {number}", self.name);
        let hint = if is_ghost { "Add a header" } else { "Name" };
        let wants_focus = self.focus == Some(index);
        let known = self.names.iter().copied();
        let edited = field_with_suggestions(ui, ("header name", index), &name, &header.name, known, |field| {
            field.hint(hint).mono().width(name_width).error(problem).message_in_tooltip().focus(wants_focus)
        });
        if let Some(text) = edited.changed {
            self.type_into(edit, index, "name", |header| header.name = text);
        }
        let value = format!("{} value {number}", self.name);
        let known = values_of(&header.name).iter().copied();
        let template_color = Tokens::of(ui).code.template;
        let colorer = |text: &str, font: FontId, color: Color32| template_line(text, &font, color, template_color);
        let edited = field_with_suggestions(ui, ("header value", index), &value, &header.value, known, |field| {
            let field = field.hint(if is_ghost { "" } else { "Value" }).mono().width(room - name_width);
            field.error(problem).message_in_tooltip().colorer(&colorer)
        });
        if let Some(text) = edited.changed {
            self.type_into(edit, index, "value", |header| header.value = text);
        }
        if !is_ghost && IconButton::new(Icon::Close, &format!("Remove {lower} {number}")).show(ui).clicked() {
            self.change(edit, "Remove header", None, |headers| {
                if index < headers.len() {
                    headers.remove(index);
                }
            });
        }
    }
}

/// A small box that is ticked or not.
pub(super) fn check_box(ui: &mut Ui, name: &str, on: bool) -> Option<bool> {
    let (rect, response) = ui.allocate_exact_size(vec2(ICON_SIZE, CONTROL_HEIGHT), Sense::click());
    response.widget_info(|| WidgetInfo::selected(egui::Role::CheckBox, true, on, name));
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
