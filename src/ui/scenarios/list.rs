//! The rows of scenarios: the name, and the state it is in or how many sessions have one.

use egui::{Align2, Rect, ScrollArea, Ui, pos2, text::TextWrapping, vec2};

use crate::{
    server::ScenarioStatus,
    ui::{
        log::words::count,
        theme::{GAP, GAP_PANE, ROW_HEIGHT, Tokens, type_body, type_secondary},
        widget::ListRow,
    },
};

const HEIGHT: f32 = ROW_HEIGHT + 4.0;

/// What of the list belongs to the window only.
#[derive(Debug, Default)]
pub(super) struct List {
    chosen: Option<String>,
    wants_focus: bool,
}

impl List {
    pub(super) fn take_focus(&mut self) {
        self.wants_focus = true;
    }

    /// Chooses the scenario of that name.
    pub(super) fn choose(&mut self, name: &str) {
        self.chosen = Some(name.to_owned());
    }

    /// The chosen one; the first where none was chosen that is still there.
    pub(super) fn chosen<'s>(&self, all: &'s [ScenarioStatus]) -> Option<&'s ScenarioStatus> {
        let chosen = self.chosen.as_ref().and_then(|name| all.iter().find(|scenario| scenario.name == *name));
        chosen.or(all.first())
    }

    pub(super) fn show(&mut self, ui: &mut Ui, all: &[ScenarioStatus]) {
        let chosen = self.chosen(all).map(|scenario| scenario.name.clone());
        ScrollArea::vertical().id_salt("scenarios").auto_shrink(false).show_rows(ui, HEIGHT, all.len(), |ui, shown| {
            for scenario in all.get(shown).unwrap_or_default() {
                let is_chosen = chosen.as_ref() == Some(&scenario.name);
                let now = now(scenario);
                let name = format!("Scenario {}, {now}", scenario.name);
                let id = ui.scope_id().with(&scenario.name);
                let row = ListRow::new(&name).id(id).height(HEIGHT).selected(is_chosen).show(ui);
                if row.visible {
                    paint(ui, row.rect, &scenario.name, &now);
                }
                if is_chosen && std::mem::take(&mut self.wants_focus) {
                    row.response.request_focus();
                }
                if row.response.clicked() || row.response.gained_focus() {
                    self.choose(&scenario.name);
                }
            }
        });
    }
}

/// Where it is now.
fn now(scenario: &ScenarioStatus) -> String {
    match (&scenario.key, scenario.session_count) {
        (None, _) => format!("in {}", scenario.state),
        (Some(_), 0) => "no session has moved".to_owned(),
        (Some(_), 1) => "1 session".to_owned(),
        (Some(_), several) => format!("{} sessions", count(several as u64)),
    }
}

fn paint(ui: &Ui, rect: Rect, name: &str, now: &str) {
    let tokens = Tokens::of(ui);
    let rect = rect.shrink2(vec2(GAP_PANE, 0.0));
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    let right = painter.text(rect.right_center(), Align2::RIGHT_CENTER, now, type_secondary(), tokens.muted);
    let mut job = egui::text::LayoutJob::simple_singleline(name.to_owned(), type_body(), tokens.text);
    job.wrap = TextWrapping::truncate_at_width((right.left() - rect.left() - GAP).max(40.0));
    let galley = painter.layout_job(job);
    painter.galley(pos2(rect.left(), rect.center().y - galley.size().y / 2.0), galley, tokens.text);
}
