//! The head of the editor: the endpoint's method, path, switch and notes, and the button that calls it.

use egui::{FontId, Role, Sense, Ui, WidgetInfo, text::LayoutJob, text::TextFormat};

use super::{Focus, draft::Draft, long_text::long_text};
use crate::{
    app::{Action, Command},
    model::{ANY_METHOD, EndpointId, Part},
    ui::{
        icon::Icon,
        shortcut::keys_text,
        theme::{CONTROL_HEIGHT, Tokens, type_body, type_mono, type_secondary},
        widget::{Button, Combo, IconButton, TextField, toggle},
    },
};

/// The methods that are offered; any other one can be typed.
const METHODS: [&str; 8] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", ANY_METHOD];
const METHOD_WIDTH: f32 = 96.0;
const NOTES_HEIGHT: f32 = 64.0;

/// What of the head belongs to the window only.
#[derive(Debug, Default)]
pub(super) struct Header {
    /// The endpoint whose method is being typed.
    typed_method: Option<EndpointId>,
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
        let method = &draft.endpoint.method;
        let error = draft.problem(&Part::Method);
        let wants_focus = focus.take_if(|focus| *focus == Focus::Method).is_some();
        if wants_focus {
            self.typed_method = Some(draft.endpoint.id.clone());
        }
        if self.typed_method.as_ref() == Some(&draft.endpoint.id) {
            let field = TextField::new("method text", "Method", method).mono().width(METHOD_WIDTH).error(error);
            let edited = field.message_in_tooltip().focus(wants_focus).select_all(true).show(ui);
            if let Some(text) = edited.changed {
                let text = text.trim().to_uppercase();
                draft.edit(actions, "Change method", Some("method"), |endpoint| endpoint.method = text);
            }
            if edited.response.lost_focus() {
                self.typed_method = None;
            }
            return;
        }
        let tokens = Tokens::of(ui);
        let own = (!METHODS.contains(&method.as_str())).then_some(method.as_str());
        let options: Vec<&str> = METHODS.into_iter().chain(own).chain(["Other…"]).collect();
        let chosen = options.iter().position(|option| option == method);
        let color = |index: usize| match options.get(index) {
            Some(&"Other…") | None => tokens.muted,
            Some(&ANY_METHOD) => tokens.text,
            Some(method) => tokens.method(method),
        };
        let combo = Combo::new("method", "Method").mono().width(METHOD_WIDTH).colors(&color);
        let mut edited = combo.show_text(ui, method, chosen, &options);
        if let Some(error) = error {
            edited = edited.on_hover_text(error);
            ui.painter().rect_stroke(edited.response.rect, 6, egui::Stroke::new(1.0, tokens.error), egui::StrokeKind::Inside);
        }
        match edited.changed.and_then(|index| options.get(index)) {
            Some(&"Other…") => *focus = Some(Focus::Method),
            Some(method) => {
                draft.edit(actions, "Change method", None, |endpoint| endpoint.method = (*method).to_owned());
            }
            None => {}
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
    let tokens = Tokens::of(ui);
    let colorer = |text: &str, font: FontId, color: egui::Color32| {
        let mut job = LayoutJob::default();
        for (part, is_parameter) in path_parts(text) {
            let color = if is_parameter { tokens.code.template } else { color };
            job.append(part, 0.0, TextFormat::simple(font.clone(), color));
        }
        job.wrap.max_rows = 1;
        job.break_on_newline = false;
        job
    };
    let wants_focus = focus.take_if(|focus| matches!(focus, Focus::Path { .. }));
    let problem = draft.problem(&Part::Path);
    // Beside the text where there is room, so that nothing moves while one types a parameter.
    let path_width = ui.painter().layout_no_wrap(draft.endpoint.path.clone(), type_mono(), tokens.text).size().x;
    let message = problem.map(|problem| ui.painter().layout_no_wrap(problem.to_owned(), type_secondary(), tokens.error));
    let beside = message.filter(|message| path_width + message.size().x + 40.0 <= width);
    let field = TextField::new("path", "Path", &draft.endpoint.path)
        .hint("/users/{id}")
        .mono()
        .width(width)
        .colorer(&colorer)
        .error(problem)
        .focus(wants_focus.is_some())
        .select_all(matches!(wants_focus, Some(Focus::Path { select: true })));
    let edited = ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        if beside.is_some() { field.message_in_tooltip().show(ui) } else { field.show(ui) }
    });
    if let Some(message) = beside {
        let rect = edited.inner.response.rect;
        let at =
            egui::pos2(rect.left() + width - message.size().x - 10.0, rect.top() + (CONTROL_HEIGHT - message.size().y) / 2.0);
        let place =
            ui.interact(egui::Rect::from_min_size(at, message.size()), ui.scope_id().with("path problem"), Sense::hover());
        place.widget_info(|| WidgetInfo::labeled(Role::Label, true, problem.unwrap_or_default()));
        ui.painter().galley(at, message, tokens.error);
    }
    if let Some(text) = edited.inner.changed {
        draft.edit(actions, "Change path", Some("path"), |endpoint| endpoint.path = text);
    }
}

/// The parts of a path pattern, and whether each is a parameter.
fn path_parts(path: &str) -> Vec<(&str, bool)> {
    let mut parts = Vec::new();
    let mut rest = path;
    while let Some(start) = rest.find('{') {
        let Some(length) = rest.get(start..).and_then(|from| from.find('}')) else { break };
        let (before, from) = rest.split_at(start);
        let (parameter, after) = from.split_at(length + 1);
        parts.push((before, false));
        parts.push((parameter, true));
        rest = after;
    }
    parts.push((rest, false));
    parts.retain(|(part, _)| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_told_apart() {
        let table: [(&str, &[(&str, bool)]); 5] = [
            ("/users/{id}", &[("/users/", false), ("{id}", true)]),
            ("/{a}-{b}/x", &[("/", false), ("{a}", true), ("-", false), ("{b}", true), ("/x", false)]),
            ("/{open", &[("/{open", false)]),
            ("/}é{", &[("/}é{", false)]),
            ("", &[]),
        ];
        for (path, expected) in table {
            assert_eq!(path_parts(path), expected, "{path}");
        }
    }
}
