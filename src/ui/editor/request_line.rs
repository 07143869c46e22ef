//! The fields for a method and a path pattern, the same for an endpoint and for the requests that an expectation means.

use egui::{FontId, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, text::LayoutJob, text::TextFormat};

use crate::{
    model::ANY_METHOD,
    ui::{
        theme::{CONTROL_HEIGHT, Tokens, type_mono, type_secondary},
        widget::{Combo, TextField},
    },
};

/// The methods that are offered; any other one can be typed.
const METHODS: [&str; 8] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", ANY_METHOD];
const METHOD_WIDTH: f32 = 96.0;
const OTHER: &str = "Other…";

/// The field for a method: a list, or a text while another one is typed.
#[derive(Debug, Default)]
pub(super) struct MethodField {
    /// The id of what has its method typed.
    typed_of: Option<String>,
    wants_focus: bool,
}

/// The method as it shall be.
#[derive(Debug)]
pub(super) struct MethodEdit {
    /// In capitals.
    pub(super) method: String,
    /// Whether it was typed, so that a burst of typing is one step; else it was chosen.
    pub(super) is_typed: bool,
}

impl MethodField {
    /// Lets the method be typed, with the keyboard in its field.
    pub(super) fn take_focus(&mut self, owner: &str) {
        (self.typed_of, self.wants_focus) = (Some(owner.to_owned()), true);
    }

    /// Shows the field for the method of `owner`.
    pub(super) fn show(&mut self, ui: &mut Ui, owner: &str, method: &str, error: Option<&str>) -> Option<MethodEdit> {
        if self.typed_of.as_deref() == Some(owner) {
            let wants_focus = std::mem::take(&mut self.wants_focus);
            let field = TextField::new("method text", "Method", method).mono().width(METHOD_WIDTH).error(error);
            let edited = field.message_in_tooltip().focus(wants_focus).select_all(true).show(ui);
            if edited.response.lost_focus() {
                self.typed_of = None;
            }
            return edited.changed.map(|text| MethodEdit { method: text.trim().to_uppercase(), is_typed: true });
        }
        let tokens = Tokens::of(ui);
        let own = (!METHODS.contains(&method)).then_some(method);
        let options: Vec<&str> = METHODS.into_iter().chain(own).chain([OTHER]).collect();
        let chosen = options.iter().position(|option| *option == method);
        let color = |index: usize| match options.get(index) {
            Some(&OTHER) | None => tokens.muted,
            Some(&ANY_METHOD) => tokens.text,
            Some(method) => tokens.method(method),
        };
        let combo = Combo::new("method", "Method").mono().width(METHOD_WIDTH).colors(&color);
        let mut edited = combo.show_text(ui, method, chosen, &options);
        if let Some(error) = error {
            edited = edited.on_hover_text(error);
            ui.painter().rect_stroke(edited.response.rect, 6, Stroke::new(1.0, tokens.error), StrokeKind::Inside);
        }
        match *edited.changed.and_then(|index| options.get(index))? {
            OTHER => {
                self.take_focus(owner);
                None
            }
            method => Some(MethodEdit { method: method.to_owned(), is_typed: false }),
        }
    }
}

/// The field for a path pattern.
#[derive(Clone, Copy, Debug)]
pub(super) struct PathField<'a> {
    /// The pattern.
    pub(super) path: &'a str,
    /// What stands in it while it is empty.
    pub(super) hint: &'a str,
    /// How wide it is.
    pub(super) width: f32,
    /// What is wrong with it.
    pub(super) problem: Option<&'a str>,
    /// It takes the keyboard in this frame.
    pub(super) focus: bool,
    /// It is then selected to be typed over.
    pub(super) select: bool,
}

impl PathField<'_> {
    /// Shows it; gives what was typed.
    pub(super) fn show(self, ui: &mut Ui) -> Option<String> {
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
        // Beside the text where there is room, so that nothing moves while one types a parameter.
        let path_width = ui.painter().layout_no_wrap(self.path.to_owned(), type_mono(), tokens.text).size().x;
        let message = self.problem.map(|problem| ui.painter().layout_no_wrap(problem.to_owned(), type_secondary(), tokens.error));
        let beside = message.filter(|message| path_width + message.size().x + 40.0 <= self.width);
        let field = TextField::new("path", "Path", self.path)
            .hint(self.hint)
            .mono()
            .width(self.width)
            .colorer(&colorer)
            .error(self.problem)
            .focus(self.focus)
            .select_all(self.select);
        let edited = ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            if beside.is_some() { field.message_in_tooltip().show(ui) } else { field.show(ui) }
        });
        if let Some(message) = beside {
            let rect = edited.inner.response.rect;
            let left = rect.left() + self.width - message.size().x - 10.0;
            let at = egui::pos2(left, rect.top() + (CONTROL_HEIGHT - message.size().y) / 2.0);
            let place =
                ui.interact(egui::Rect::from_min_size(at, message.size()), ui.scope_id().with("path problem"), Sense::hover());
            place.widget_info(|| WidgetInfo::labeled(Role::Label, true, self.problem.unwrap_or_default()));
            ui.painter().galley(at, message, tokens.error);
        }
        edited.inner.changed
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
