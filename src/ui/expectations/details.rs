//! All that is known about one expectation: what was expected and what came, the calls that counted, what nearly did and what
//! each of those missed. The same facts as in the text that can be copied, with the calls as links to their rows of the log.

use std::{collections::HashSet, sync::Arc};

use egui::{Label, RichText, ScrollArea, Ui};
use jiff::tz::TimeZone;

use super::{
    state::{Look, progress},
    words,
};
use crate::{
    app::{Action, App, Command},
    model::Expectation,
    traffic::{CallReport, CheckReport, ExpectationReport, NearMissReport},
    ui::{
        icon::Icon,
        log::{status_tone, words as numbers},
        theme::{GAP, GAP_LARGE, GAP_PANE, Tokens, Tone, type_mono, type_strong},
        widget::{Banner, Button, marked, pill, subtle},
    },
};

/// How far what belongs to a part of a demand stands to the right of it.
const INDENT: f32 = 18.0;

/// Shows the details in all the room there is.
pub(super) fn show(ui: &mut Ui, app: &App, expectation: &Arc<Expectation>, actions: &mut Vec<Action>) {
    ui.style_mut().interaction.selectable_labels = true;
    ScrollArea::vertical().id_salt(expectation.id.as_str()).auto_shrink(false).show(ui, |ui| {
        egui::Frame::new().inner_margin(egui::Margin::symmetric(GAP_PANE as i8 + 4, 10)).show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = GAP / 2.0;
            ui.spacing_mut().interact_size.y = 18.0;
            let report = app.expectation_report(&expectation.id);
            head_ui(ui, app, expectation, report, actions);
            if let Some(report) = report {
                report_ui(ui, app, report, actions);
            } else if !expectation.enabled {
                subtle(ui, "It is switched off and not checked");
            }
        });
    });
}

fn head_ui(
    ui: &mut Ui,
    app: &App,
    expectation: &Expectation,
    report: Option<&Arc<ExpectationReport>>,
    actions: &mut Vec<Action>,
) {
    let look = Look::now(app, expectation);
    ui.horizontal_wrapped(|ui| {
        look.icon.show(ui, look.color(ui));
        pill(ui, look.word, look.tone);
        if let Some(status) = app.standings().of(&expectation.id) {
            ui.label(RichText::new(progress(status.count, expectation.count)).font(type_mono()).color(look.color(ui)));
        }
        let title = RichText::new(expectation.title()).font(type_strong()).color(Tokens::of(ui).text);
        ui.add(Label::new(title).wrap());
    });
    let sentence = RichText::new(words::sentence(app.project(), expectation)).color(Tokens::of(ui).muted);
    ui.add(Label::new(sentence).wrap());
    ui.add_space(GAP / 2.0);
    ui.horizontal_wrapped(|ui| {
        if Button::secondary("Edit").icon(Icon::Pencil).tooltip("Move the keyboard to the editor").show(ui).clicked() {
            actions.push(Action::Run(Command::FocusEditor));
        }
        let tooltip = "Count this expectation anew, from now on";
        let reset = Button::secondary("Reset this").icon(Icon::Undo).tooltip(tooltip).enabled(report.is_some());
        if reset.show(ui).clicked() {
            actions.push(Action::ResetExpectation(expectation.id.clone()));
        }
        let copy = Button::secondary("Copy as text").icon(Icon::Copy).enabled(report.is_some());
        if copy.tooltip("Copy all that is known about it").show(ui).clicked() {
            actions.extend(report.map(|report| Action::Copy(report.to_text())));
        }
    });
}

fn report_ui(ui: &mut Ui, app: &App, report: &ExpectationReport, actions: &mut Vec<Action>) {
    let kept = kept_rows(app, report);
    for reason in &report.reasons {
        marked(ui, false, |ui| {
            ui.add(Label::new(RichText::new(reason).color(Tokens::of(ui).text)).wrap());
        });
    }
    if let Some(caveat) = &report.caveat {
        ui.add_space(GAP / 2.0);
        Banner::new(Tone::Warning, caveat).show(ui);
    }
    heading(ui, if report.calls.is_empty() { "No call has counted yet" } else { "Calls that counted" });
    let left_out_after = report.calls.len() / 2;
    for (index, call) in report.calls.iter().enumerate() {
        if index == left_out_after && report.calls_left_out > 0 {
            subtle(ui, &format!("{} more between them", numbers::count(report.calls_left_out)));
        }
        ui.push_id(("call", index), |ui| call_ui(ui, app, call, &kept, actions));
    }
    if !report.near_misses.is_empty() {
        heading(ui, "Came near, but did not count");
    }
    for (index, miss) in report.near_misses.iter().enumerate() {
        ui.push_id(("miss", index), |ui| near_miss_ui(ui, app, miss, &kept, actions));
    }
}

/// Which of the calls the log still has.
fn kept_rows(app: &App, report: &ExpectationReport) -> HashSet<u64> {
    let log = app.traffic().log();
    let calls = report.calls.iter().chain(report.near_misses.iter().map(|miss| &miss.call));
    calls.filter_map(|call| call.sequence).filter(|sequence| log.get(*sequence).is_some()).collect()
}

/// One call: its number as a link to its row, when it came, what it asked for and what it got.
fn call_ui(ui: &mut Ui, app: &App, call: &CallReport, kept: &HashSet<u64>, actions: &mut Vec<Action>) {
    let tokens = Tokens::of(ui);
    ui.horizontal_wrapped(|ui| {
        let quiet = |text: String| RichText::new(text).font(type_mono()).color(tokens.muted);
        match call.sequence {
            Some(sequence) if kept.contains(&sequence) => {
                let link = RichText::new(format!("#{sequence}")).font(type_mono());
                if ui.link(link).on_hover_text("Show this request in the log").clicked() {
                    actions.push(Action::ShowExchange(sequence));
                }
            }
            Some(sequence) => drop(ui.label(quiet(format!("#{sequence}"))).on_hover_text("The log has let go of it")),
            None => drop(ui.label(quiet("—".to_owned())).on_hover_text("It is not in the log")),
        }
        ui.label(quiet(numbers::time_of_day(call.time, &TimeZone::system())));
        let status = call.status.map_or_else(|| "no answer".to_owned(), |status| status.to_string());
        pill(ui, &status, status_tone(call.status));
        let (method, target) = call.request.split_once(' ').unwrap_or((&call.request, ""));
        ui.label(RichText::new(method).font(type_mono()).color(tokens.method(method)));
        ui.add(Label::new(RichText::new(target).font(type_mono()).color(tokens.text)).wrap());
        if let Some(endpoint) = call.endpoint.as_ref().and_then(|id| app.project().endpoint(id)) {
            subtle(ui, &format!("by {} {}", endpoint.method, endpoint.path));
        }
    });
}

fn near_miss_ui(ui: &mut Ui, app: &App, miss: &NearMissReport, kept: &HashSet<u64>, actions: &mut Vec<Action>) {
    call_ui(ui, app, &miss.call, kept, actions);
    for check in &miss.checks {
        check_ui(ui, check);
    }
    ui.add_space(GAP / 2.0);
}

/// One part of the demand: whether it holds, what the request held instead, and where its JSON differs.
fn check_ui(ui: &mut Ui, check: &CheckReport) {
    ui.horizontal(|ui| {
        ui.add_space(INDENT * (check.depth as f32 + 1.0));
        ui.vertical(|ui| {
            marked(ui, check.passed, |ui| {
                let tokens = Tokens::of(ui);
                ui.add(Label::new(RichText::new(&check.demand).color(tokens.muted)).wrap());
                match (&check.error, &check.actual) {
                    (Some(error), _) => drop(ui.label(RichText::new(format!("— {error}")).color(tokens.error))),
                    (None, _) if check.passed => {}
                    (None, Some(actual)) => {
                        subtle(ui, "— was");
                        ui.add(Label::new(RichText::new(actual).font(type_mono()).color(tokens.text)).wrap());
                    }
                    (None, None) => drop(subtle(ui, "— was absent")),
                }
            });
            for difference in &check.differences {
                ui.horizontal(|ui| {
                    ui.add_space(INDENT + GAP / 2.0);
                    ui.add(Label::new(RichText::new(difference).font(type_mono()).color(Tokens::of(ui).text)).wrap());
                });
            }
        });
    });
}

fn heading(ui: &mut Ui, title: &str) {
    ui.add_space(GAP_LARGE - GAP);
    ui.label(RichText::new(title).color(Tokens::of(ui).muted));
}
