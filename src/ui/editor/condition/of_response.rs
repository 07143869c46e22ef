//! What a response's condition means for the endpoint: said where there is none, or where it is not asked.

use egui::Ui;

use super::{
    Owner, apply, fresh, parameters,
    tree::{Change, Node},
};
use crate::{
    app::Action,
    model::Selection,
    ui::{
        editor::{Focus, draft::ResponseDraft, response_edit as edit},
        icon::Icon,
        widget::{Button, EmptyState, subtle},
    },
};

/// No condition yet: what that means, and what to do.
pub(super) fn empty_ui(ui: &mut Ui, draft: ResponseDraft<'_>, focus: &mut Option<Focus>, actions: &mut Vec<Action>) {
    let by_condition = draft.of.endpoint.selection == Selection::Condition;
    let text = match (by_condition, draft.is_default()) {
        (false, _) => "This endpoint does not choose by condition, so none is needed",
        (true, true) => "The default response answers when no other response's condition holds",
        (true, false) => "Without a condition only the default response answers, so this one never does",
    };
    EmptyState::new("No condition", text).show(ui, |ui| {
        if Button::primary("Add condition").icon(Icon::Plus).show(ui).clicked() {
            let insert = Change::Insert(Vec::new(), 0, fresh(&parameters(Owner::Response(draft))));
            apply(Owner::Response(draft), Node::root(None), insert, None, focus, actions);
        }
        if by_condition && !draft.is_default() && Button::secondary("Make it the default").show(ui).clicked() {
            edit::set_default(draft.of, Some(draft.response.id.clone()), actions);
        }
    });
}

/// What one should know about this condition as a whole.
pub(super) fn hints(ui: &mut Ui, draft: ResponseDraft<'_>, actions: &mut Vec<Action>) {
    if draft.of.endpoint.selection != Selection::Condition {
        ui.horizontal(|ui| {
            subtle(ui, "This endpoint does not choose by condition, so this one is not asked");
            if Button::secondary("Choose by condition").show(ui).clicked() {
                draft.of.edit(actions, "Change selection", None, |endpoint| endpoint.selection = Selection::Condition);
            }
        });
    }
}
