//! The Headers tab: a row for each header in the order they are sent, and an empty one at the end to type into.

use egui::{Margin, ScrollArea, Ui};

use super::{Focus, behaviour::quiet, draft::ResponseDraft, header_names::NAMES, header_rows::HeaderRows};
use crate::{app::Action, model::Part, ui::theme::GAP_LARGE};

/// Shows the tab in all the room there is.
pub(super) fn show(ui: &mut Ui, draft: ResponseDraft<'_>, focus: &mut Option<Focus>, actions: &mut Vec<Action>) {
    ScrollArea::vertical().id_salt(("headers", draft.response.id.as_str())).auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        ui.add_space(8.0);
        let focused = match focus.take_if(|focus| matches!(focus, Focus::Header(_))) {
            Some(Focus::Header(index)) => Some(index),
            _ => None,
        };
        let problem = |index| draft.problem(&Part::Header(index));
        let rows = HeaderRows {
            name: "Header",
            headers: &draft.response.headers,
            names: &NAMES,
            problem: &problem,
            focus: focused,
            left: GAP_LARGE - 4.0,
            right: GAP_LARGE,
        };
        if let Some(edit) = rows.show(ui) {
            draft.edit(actions, edit.label, edit.field.as_deref(), |response| response.headers = edit.headers);
        }
        let margin = Margin { left: rows.text_left() as i8, right: GAP_LARGE as i8, top: 4, bottom: 8 };
        egui::Frame::new().inner_margin(margin).show(ui, |ui| {
            quiet(
                ui,
                "Names may repeat. Content-Type follows from the body, and Content-Length is counted, unless they are set here",
            );
        });
    });
}
