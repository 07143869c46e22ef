//! The Behaviour tab: how long a response waits, what goes wrong with it on purpose, its part in a scenario, whether its text is
//! a template, and how often it is chosen where chance decides.

use egui::{ScrollArea, Ui};

use super::{Focus, draft::ResponseDraft, fault, form::line, response_edit as edit, scenario_step};
use crate::{
    app::Action,
    model::{Body, Part, Response, Selection, TextBody},
    ui::{
        delay::{DelayEdit, DelayField},
        theme::{Tokens, type_secondary},
        widget::{NumberField, toggle},
    },
};

const FIELD_WIDTH: f32 = 84.0;

/// Shows the tab in all the room there is.
pub(super) fn show(ui: &mut Ui, draft: ResponseDraft<'_>, focus: &mut Option<Focus>, actions: &mut Vec<Action>) {
    ScrollArea::vertical().id_salt(("behaviour", draft.response.id.as_str())).auto_shrink(false).show(ui, |ui| {
        ui.add_space(10.0);
        ui.spacing_mut().item_spacing.y = 6.0;
        line(ui, "Delay", |ui| delay(ui, draft, focus, actions));
        line(ui, "Fault", |ui| fault::show(ui, draft, focus, actions));
        line(ui, "Scenario", |ui| scenario_step::show(ui, draft, focus, actions));
        if draft.of.endpoint.selection == Selection::Random {
            line(ui, "Weight", |ui| {
                ui.horizontal(|ui| weight(ui, draft, actions));
            });
        }
        if let Body::Text(body) = &draft.response.body {
            line(ui, "Body", |ui| template(ui, draft, body, actions));
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

/// How many of the things here are set.
pub(super) fn count(response: &Response) -> usize {
    let has_delay = response.delay.is_some() || response.delay_template.is_some();
    [has_delay, response.fault.is_some(), response.scenario.is_some()].into_iter().filter(|is_set| *is_set).count()
}

fn delay(ui: &mut Ui, draft: ResponseDraft<'_>, focus: &mut Option<Focus>, actions: &mut Vec<Action>) {
    let without = match draft.of.app.project().settings.delay {
        Some(_) => "The project's own delay applies",
        None => "It answers at once",
    };
    let is_wanted = focus.take_if(|focus| *focus == Focus::Delay).is_some();
    let field = DelayField::new("Delay", without).template(draft.response.delay_template.as_deref()).focus(is_wanted);
    if let Some(DelayEdit { delay, template, is_typed }) = field.show(ui, draft.response.delay) {
        draft.edit(actions, "Change delay", is_typed.then_some("delay"), |response| {
            (response.delay, response.delay_template) = (delay, template);
        });
    }
    problem(ui, draft, &Part::Delay);
}

fn template(ui: &mut Ui, draft: ResponseDraft<'_>, body: &TextBody, actions: &mut Vec<Action>) {
    let words = "Send {{ }} as it stands";
    let tooltip = "On, the body goes out just as it was typed; off, what stands in {{ }} is filled in for every answer";
    if let Some(on) = toggle(ui, words, words, !body.is_template).on_hover_text(tooltip).changed {
        draft.edit(actions, "Change what {{ }} does", None, |response| {
            if let Body::Text(body) = &mut response.body {
                body.is_template = !on;
            }
        });
    }
}

/// What is wrong with that part, under its fields.
pub(super) fn problem(ui: &mut Ui, draft: ResponseDraft<'_>, part: &Part) {
    if let Some(problem) = draft.problem(part) {
        ui.add(egui::Label::new(egui::RichText::new(problem).font(type_secondary()).color(Tokens::of(ui).warning)).wrap());
    }
}

/// A line that explains.
pub(super) fn quiet(ui: &mut Ui, text: &str) {
    ui.add(egui::Label::new(egui::RichText::new(text).font(type_secondary()).color(Tokens::of(ui).muted)).wrap());
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
