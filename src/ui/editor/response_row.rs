//! The row under the strip: the selected response's status, reason and name, and what part it has in the choice.

use egui::{Align, Color32, FontId, Layout, Ui, vec2};

use super::{Focus, draft::ResponseDraft, response_edit as edit, strip};
use crate::{
    app::Action,
    model::{Part, Selection},
    ui::{
        code::template_line,
        icon::Icon,
        theme::{CONTROL_HEIGHT, Tokens, type_body},
        widget::{IconButton, NumberField, NumberOrTemplate, TextField, menu, toggle},
    },
};

const STATUS_WIDTH: f32 = 58.0;
const REASON_WIDTH: f32 = 168.0;
/// The room around a field's text.
const FIELD_PADDING: f32 = 24.0;

/// Shows the row.
pub(super) fn show(ui: &mut Ui, draft: ResponseDraft<'_>, focus: &mut Option<Focus>, actions: &mut Vec<Action>) {
    let response = draft.response;
    ui.horizontal(|ui| {
        let problem = draft.problem(&Part::Status);
        let field = NumberField::new("status", "Status", f64::from(response.status)).range(100.0..=599.0).width(STATUS_WIDTH);
        let wants_focus = focus.take_if(|focus| *focus == Focus::Status).is_some();
        let template_color = Tokens::of(ui).code.template;
        let colorer = |text: &str, font: FontId, color: Color32| template_line(text, &font, color, template_color);
        let field = field.error(problem).focus(wants_focus);
        let status = field.show_or_template(ui, response.status_template.as_deref(), &colorer);
        let status = status.on_hover_text("A number from 100 to 599, or a template that gives one");
        if let Some(status) = status.changed {
            draft.edit(actions, "Change status", Some("status"), |response| match status {
                NumberOrTemplate::Number(value) => (response.status, response.status_template) = (value as u16, None),
                NumberOrTemplate::Template(text) => response.status_template = Some(text),
            });
        }
        let usual = edit::known_reason(response).unwrap_or("Reason");
        let reason = response.reason.as_deref().unwrap_or_default();
        let words = if reason.is_empty() { usual } else { reason };
        let words = ui.painter().layout_no_wrap(words.to_owned(), type_body(), Color32::WHITE).size().x;
        let width = (words + FIELD_PADDING).clamp(48.0, REASON_WIDTH);
        let field = TextField::new("reason", "Reason", reason).hint(usual).width(width).quiet().show(ui);
        if let Some(text) = field.on_hover_text("The reason phrase on HTTP/1.1; empty for the usual one").changed {
            let reason = (!text.is_empty()).then_some(text);
            draft.edit(actions, "Change reason", Some("reason"), |response| response.reason = reason);
        }
        let right = 28.0 * 2.0 + 30.0 + 3.0 * ui.spacing().item_spacing.x;
        let width = (ui.available_width() - right).clamp(60.0, 320.0);
        let name = TextField::new("name", "Response name", &response.name)
            .hint("Name this response")
            .width(width)
            .focus(focus.take_if(|focus| *focus == Focus::Name).is_some())
            .show(ui);
        if let Some(text) = name.changed {
            draft.edit(actions, "Rename response", Some("name"), |response| response.name = text);
        }
        let rest = vec2(ui.available_width(), CONTROL_HEIGHT);
        ui.allocate_ui_with_layout(rest, Layout::right_to_left(Align::Center), |ui| buttons(ui, draft, actions));
    });
}

/// The buttons at the right end, from right to left.
fn buttons(ui: &mut Ui, draft: ResponseDraft<'_>, actions: &mut Vec<Action>) {
    let (of, response) = (draft.of, draft.response);
    let index = of.endpoint.responses.iter().position(|other| other.id == response.id).unwrap_or(0);
    let more = IconButton::new(Icon::More, "More for this response").show(ui);
    menu(&more, |ui| strip::menu_rows(ui, of, index, response, actions));
    if of.endpoint.selection == Selection::Condition {
        let is_default = draft.is_default();
        let (icon, name) = if is_default {
            (Icon::StarFilled, "Default response: answers when no condition holds")
        } else {
            (Icon::Star, "Make it the default response")
        };
        let color = if is_default { Tokens::of(ui).warning } else { Tokens::of(ui).muted };
        if IconButton::new(icon, name).color(color).show(ui).clicked() {
            edit::set_default(of, (!is_default).then(|| response.id.clone()), actions);
        }
    }
    let words = if response.enabled { "The response may be chosen" } else { "The response is off and is never chosen" };
    if let Some(on) = toggle(ui, "Response answers", "", response.enabled).on_hover_text(words).changed {
        edit::set_enabled(of, &response.id, on, actions);
    }
}
