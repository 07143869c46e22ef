//! Where an endpoint's requests are forwarded to: a sign beside its responses that says so, and under it the row that sets it.

use egui::{Color32, Ui};

use super::{Focus, draft::Draft};
use crate::{
    app::Action,
    model::{Part, SpyMode},
    ui::{
        icon::Icon,
        spy::{SpyEdit, SpyField, host_of},
        theme::{CONTROL_HEIGHT, ICON_SIZE, Tokens, type_body},
        widget::{Button, IconButton},
    },
};

/// The most characters of a host that the sign shows.
const MAX_HOST: usize = 28;
/// In less room than this the sign leaves the host to its tooltip.
const ROOM_FOR_HOST: f32 = 760.0;

/// The row of a spy, open or not.
#[derive(Debug, Default)]
pub(super) struct SpyRow {
    is_open: bool,
}

impl SpyRow {
    /// Shows the row the next time.
    pub(super) fn open(&mut self) {
        self.is_open = true;
    }

    /// How wide the sign is in a strip of a width.
    pub(super) fn sign_width(ui: &Ui, draft: Draft<'_>, strip_width: f32) -> f32 {
        let Some(words) = words(draft, strip_width) else { return CONTROL_HEIGHT };
        let text = ui.painter().layout_no_wrap(words, type_body(), Color32::WHITE);
        text.size().x + 2.0 * 10.0 + ICON_SIZE + 6.0
    }

    /// The sign; a click opens and closes the row.
    pub(super) fn sign(&mut self, ui: &mut Ui, draft: Draft<'_>, strip_width: f32) {
        let tokens = Tokens::of(ui);
        let button = match words(draft, strip_width) {
            Some(words) => {
                let color = if draft.problem(&Part::Spy).is_some() { tokens.error } else { tokens.accent };
                let button = Button::quiet(&words).icon(Icon::Forward).icon_color(color).selected(self.is_open);
                let url = draft.endpoint.spy.as_ref().map_or("", |spy| spy.base_url.as_str());
                button.tooltip(&format!("Forwarded to {url}")).show(ui)
            }
            None => IconButton::new(Icon::Forward, "Forward to a real server").selected(self.is_open).show(ui),
        };
        if button.clicked() {
            self.is_open = !self.is_open;
        }
    }

    /// Shows the row where it is open, with a gap above it.
    pub(super) fn show(&self, ui: &mut Ui, draft: Draft<'_>, gap: f32, focus: &mut Option<Focus>, actions: &mut Vec<Action>) {
        if !self.is_open {
            return;
        }
        ui.add_space(gap);
        let wants_focus = focus.take_if(|focus| *focus == Focus::Spy).is_some();
        let field = SpyField::new("Spy", "what no response answers").problem(draft.problem(&Part::Spy)).focus(wants_focus);
        if let Some(SpyEdit { spy, is_typed }) = field.show(ui, draft.endpoint.spy.as_ref()) {
            draft.edit(actions, "Change forwarding", is_typed.then_some("spy"), |endpoint| endpoint.spy = spy);
        }
    }
}

/// What is forwarded, and where to, in as many words as there is room for; none where nothing is.
fn words(draft: Draft<'_>, strip_width: f32) -> Option<String> {
    let spy = draft.endpoint.spy.as_ref().filter(|spy| spy.enabled)?;
    let what = if spy.mode == SpyMode::Always { "all" } else { "the rest" };
    if strip_width < ROOM_FOR_HOST {
        return Some(what.to_owned());
    }
    let host: String = host_of(&spy.base_url).chars().take(MAX_HOST).collect();
    Some(format!("{what} to {}", if host.is_empty() { "…" } else { &host }))
}
