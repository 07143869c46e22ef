//! The Behaviour tab: how long a response waits, and how often it is chosen where chance decides.

use egui::{Align2, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use super::{Focus, draft::ResponseDraft, response_edit as edit};
use crate::{
    app::Action,
    model::{Delay, Part, Selection},
    ui::{
        theme::{CONTROL_HEIGHT, GAP_LARGE, Tokens, type_body, type_secondary},
        widget::{NumberField, segmented, subtle, toggle},
    },
};

const KINDS: [&str; 4] = ["None", "Fixed", "Range", "Log-normal"];
const FIELD_WIDTH: f32 = 84.0;
const LABEL_WIDTH: f32 = 84.0;

/// Shows the tab in all the room there is.
pub(super) fn show(ui: &mut Ui, draft: ResponseDraft<'_>, focus: &mut Option<Focus>, actions: &mut Vec<Action>) {
    ScrollArea::vertical().id_salt(("behaviour", draft.response.id.as_str())).auto_shrink(false).show(ui, |ui| {
        ui.add_space(10.0);
        ui.spacing_mut().item_spacing.y = 6.0;
        line(ui, "Delay", |ui| delay(ui, draft, focus, actions));
        if draft.of.endpoint.selection == Selection::Random {
            line(ui, "Weight", |ui| {
                ui.horizontal(|ui| weight(ui, draft, actions));
            });
        }
        line(ui, "Answers", |ui| {
            let on = draft.response.enabled;
            let words = if on { "It may be chosen" } else { "It is off and never chosen" };
            if let Some(on) = toggle(ui, "May be chosen", words, on).changed {
                edit::set_enabled(draft.of, &draft.response.id, on, actions);
            }
        });
    });
}

/// A label and, beside it, what it names.
fn line(ui: &mut Ui, label: &str, contents: impl FnOnce(&mut Ui)) {
    ui.horizontal_top(|ui| {
        let (rect, place) = ui.allocate_exact_size(vec2(LABEL_WIDTH, CONTROL_HEIGHT), Sense::hover());
        place.widget_info(|| WidgetInfo::labeled(Role::Label, true, label));
        let at = pos2(rect.left() + GAP_LARGE, rect.center().y);
        ui.painter().text(at, Align2::LEFT_CENTER, label, type_body(), Tokens::of(ui).muted);
        ui.vertical(contents);
    });
    ui.add_space(4.0);
}

fn delay(ui: &mut Ui, draft: ResponseDraft<'_>, focus: &mut Option<Focus>, actions: &mut Vec<Action>) {
    let delay = draft.response.delay;
    let kind = match delay {
        None => 0,
        Some(Delay::Fixed { .. }) => 1,
        Some(Delay::Uniform { .. }) => 2,
        Some(Delay::LogNormal { .. }) => 3,
    };
    let chosen = segmented(ui, "Delay", kind, &KINDS);
    if let Some(kind) = chosen.changed {
        let delay = as_kind(delay, kind);
        draft.edit(actions, "Change delay", None, |response| response.delay = delay);
    }
    let first = focus.take_if(|focus| *focus == Focus::Delay).is_some();
    let mut change = |delay: Delay| draft.edit(actions, "Change delay", Some("delay"), |response| response.delay = Some(delay));
    ui.horizontal(|ui| match delay {
        None => {
            let words = match draft.of.app.project().settings.delay {
                Some(_) => "The project's own delay applies",
                None => "It answers at once",
            };
            quiet(ui, words);
        }
        Some(Delay::Fixed { ms }) => {
            if let Some(ms) = milliseconds(ui, "Delay milliseconds", ms, first) {
                change(Delay::Fixed { ms });
            }
        }
        Some(Delay::Uniform { min_ms, max_ms }) => {
            if let Some(min_ms) = milliseconds(ui, "Shortest delay", min_ms, first) {
                change(Delay::Uniform { min_ms, max_ms });
            }
            subtle(ui, "to");
            if let Some(max_ms) = milliseconds(ui, "Longest delay", max_ms, false) {
                change(Delay::Uniform { min_ms, max_ms });
            }
        }
        Some(Delay::LogNormal { median_ms, sigma }) => {
            if let Some(median_ms) = milliseconds(ui, "Median delay", median_ms, first) {
                change(Delay::LogNormal { median_ms, sigma });
            }
            subtle(ui, "median, spread");
            let field = NumberField::new("sigma", "Spread", sigma).range(0.0..=10.0).decimals(3).step(0.05).width(FIELD_WIDTH);
            if let Some(sigma) = field.show(ui).changed {
                change(Delay::LogNormal { median_ms, sigma });
            }
        }
    });
    if let Some(Delay::LogNormal { median_ms, sigma }) = delay {
        // Nineteen of twenty waits are shorter than the median times e to the 1.645 sigma.
        let most = f64::from(median_ms) * (1.645 * sigma).exp();
        quiet(ui, &format!("As real latencies are: half are shorter than {median_ms} ms, 19 of 20 than {most:.0} ms"));
    }
    if let Some(problem) = draft.problem(&Part::Delay) {
        ui.label(egui::RichText::new(problem).font(type_secondary()).color(Tokens::of(ui).warning));
    }
}

fn quiet(ui: &mut Ui, text: &str) {
    ui.label(egui::RichText::new(text).font(type_secondary()).color(Tokens::of(ui).muted));
}

fn milliseconds(ui: &mut Ui, name: &str, ms: u32, focus: bool) -> Option<u32> {
    let field = NumberField::new(name, name, f64::from(ms)).step(50.0).width(FIELD_WIDTH).unit("ms").focus(focus);
    field.show(ui).changed.map(|value| value as u32)
}

/// The delay as another kind, about as long as it was.
fn as_kind(delay: Option<Delay>, kind: usize) -> Option<Delay> {
    let around_ms = match delay {
        None => 200,
        Some(Delay::Fixed { ms }) => ms,
        Some(Delay::Uniform { min_ms, max_ms }) => min_ms.midpoint(max_ms),
        Some(Delay::LogNormal { median_ms, .. }) => median_ms,
    };
    match kind {
        1 => Some(Delay::Fixed { ms: around_ms }),
        2 => Some(Delay::Uniform { min_ms: around_ms / 2, max_ms: around_ms.saturating_add(around_ms / 2) }),
        3 => Some(Delay::LogNormal { median_ms: around_ms, sigma: 0.4 }),
        _ => None,
    }
}

fn weight(ui: &mut Ui, draft: ResponseDraft<'_>, actions: &mut Vec<Action>) {
    let weight = draft.response.weight;
    let field = NumberField::new("weight", "Response weight", f64::from(weight)).width(FIELD_WIDTH).show(ui);
    if let Some(value) = field.changed {
        draft.edit(actions, "Change weight", Some("weight"), |response| response.weight = value as u32);
    }
    let all: u64 = draft.of.endpoint.responses.iter().filter(|one| one.enabled).map(|one| u64::from(one.weight)).sum();
    if all > 0 && draft.response.enabled {
        quiet(ui, &format!("{:.1} % of the answers", f64::from(weight) * 100.0 / all as f64));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_delay_keep_their_length() {
        let fixed = Some(Delay::Fixed { ms: 300 });
        assert_eq!(as_kind(fixed, 2), Some(Delay::Uniform { min_ms: 150, max_ms: 450 }));
        assert_eq!(as_kind(as_kind(fixed, 2), 1), fixed);
        assert_eq!(as_kind(fixed, 0), None);
        assert_eq!(
            as_kind(Some(Delay::Fixed { ms: u32::MAX }), 2),
            Some(Delay::Uniform { min_ms: u32::MAX / 2, max_ms: u32::MAX })
        );
    }
}
