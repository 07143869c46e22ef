//! The head of the editor: the endpoint's method, path, switch and notes, and the button that calls it.

use egui::Ui;

use super::{
    Focus,
    draft::Draft,
    request_line::{MethodField, PathField},
};
use crate::{
    app::{Action, Command},
    model::Part,
    ui::{
        icon::Icon,
        shortcut::keys_text,
        theme::{Tokens, type_body},
        widget::{Button, IconButton, long_text, toggle},
    },
};

const NOTES_HEIGHT: f32 = 64.0;

/// What of the head belongs to the window only.
#[derive(Debug, Default)]
pub(super) struct Header {
    method: MethodField,
    shows_notes: bool,
}

impl Header {
    /// Shows the head.
    pub(super) fn show(&mut self, ui: &mut Ui, draft: Draft<'_>, focus: &mut Option<Focus>, actions: &mut Vec<Action>) {
        ui.horizontal_top(|ui| {
            self.method(ui, draft, focus, actions);
            let right = self.right_width(ui);
            let width = (ui.available_width() - right).max(120.0);
            path(ui, draft, width, focus, actions);
            self.right(ui, draft, actions);
        });
        if self.shows_notes {
            ui.add_space(6.0);
            let notes = &draft.endpoint.notes;
            if let Some(text) = long_text(ui, "notes", "Notes", notes, "What this endpoint is for", NOTES_HEIGHT) {
                draft.edit(actions, "Change notes", Some("notes"), |endpoint| endpoint.notes = text);
            }
        }
    }

    fn method(&mut self, ui: &mut Ui, draft: Draft<'_>, focus: &mut Option<Focus>, actions: &mut Vec<Action>) {
        let endpoint = draft.endpoint;
        if focus.take_if(|focus| *focus == Focus::Method).is_some() {
            self.method.take_focus(endpoint.id.as_str());
        }
        let error = draft.problem(&Part::Method);
        if let Some(edit) = self.method.show(ui, endpoint.id.as_str(), &endpoint.method, error) {
            let field = edit.is_typed.then_some("method");
            draft.edit(actions, "Change method", field, |endpoint| endpoint.method = edit.method);
        }
    }

    /// How much room the controls to the right of the path take.
    fn right_width(&self, ui: &Ui) -> f32 {
        let spacing = ui.spacing().item_spacing.x;
        let try_it = ui.painter().layout_no_wrap("Try it".to_owned(), type_body(), egui::Color32::WHITE).size().x;
        try_it.ceil() + 20.0 + 30.0 + 28.0 + 3.0 * spacing
    }

    fn right(&mut self, ui: &mut Ui, draft: Draft<'_>, actions: &mut Vec<Action>) {
        let tooltip = match keys_text(ui, Command::SendTestRequest) {
            keys if keys.is_empty() => Command::SendTestRequest.tooltip().to_owned(),
            keys => format!("{}  {keys}", Command::SendTestRequest.tooltip()),
        };
        let is_enabled = Command::SendTestRequest.is_enabled(draft.app);
        let tooltip = if is_enabled { tooltip.as_str() } else { "Start the server to try it" };
        let button = Button::secondary("Try it").tooltip(tooltip).enabled(is_enabled).show(ui);
        if button.on_disabled_hover_text(tooltip).clicked() {
            actions.push(Action::Run(Command::SendTestRequest));
        }
        let is_on = draft.endpoint.enabled;
        let words = if is_on { "The endpoint answers" } else { "The endpoint is off and does not answer" };
        if let Some(on) = toggle(ui, "Endpoint answers", "", is_on).on_hover_text(words).changed {
            let label = if on { "Switch endpoint on" } else { "Switch endpoint off" };
            draft.edit(actions, label, None, |endpoint| endpoint.enabled = on);
        }
        let has_notes = !draft.endpoint.notes.is_empty();
        let name = if self.shows_notes { "Hide notes" } else { "Show notes" };
        let mut button = IconButton::new(Icon::Note, name).selected(self.shows_notes);
        if has_notes {
            button = button.color(Tokens::of(ui).accent);
        }
        if button.show(ui).clicked() {
            self.shows_notes = !self.shows_notes;
        }
    }
}

fn path(ui: &mut Ui, draft: Draft<'_>, width: f32, focus: &mut Option<Focus>, actions: &mut Vec<Action>) {
    let wanted = focus.take_if(|focus| matches!(focus, Focus::Path { .. }));
    let field = PathField {
        path: &draft.endpoint.path,
        hint: "/users/{id}",
        width,
        problem: draft.problem(&Part::Path),
        focus: wanted.is_some(),
        select: matches!(wanted, Some(Focus::Path { select: true })),
    };
    if let Some(text) = field.show(ui) {
        draft.edit(actions, "Change path", Some("path"), |endpoint| endpoint.path = text);
    }
}
