//! All that is known about one expectation: what was expected and what came, the calls that counted, what nearly did and what
//! each of those missed. The same facts as in the text that can be copied, with the calls as links to their rows of the log.

use std::{collections::HashSet, sync::Arc};

use egui::{Align, Label, Layout, RichText, ScrollArea, Ui};
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
        log::{facts, long, shortened, status_tone, words as numbers},
        theme::{CONTROL_HEIGHT, GAP, GAP_LARGE, GAP_PANE, Tokens, Tone, type_mono, type_strong},
        widget::{Banner, IconButton, marked, pill, subtle},
    },
};

/// How far what belongs to a part of a demand stands to the right of it.
const INDENT: f32 = 18.0;

/// Shows the details in all the room there is.
pub(super) fn show(ui: &mut Ui, app: &App, expectation: &Arc<Expectation>, actions: &mut Vec<Action>) {
    ui.style_mut().interaction.selectable_labels = true;
    ScrollArea::vertical().id_salt(expectation.id.as_str()).auto_shrink(false).show(ui, |ui| {
        egui::Frame::new().inner_margin(egui::Margin { left: 16, right: GAP_PANE as i8, top: 6, bottom: 10 }).show(ui, |ui| {
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
    ui.horizontal(|ui| {
        ui.set_height(CONTROL_HEIGHT);
        look.icon.show(ui, look.color(ui));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            buttons_ui(ui, expectation, report, actions);
            if let Some(status) = app.standings().of(&expectation.id) {
                ui.label(RichText::new(progress(status.count, expectation.count)).font(type_mono()).color(look.color(ui)));
            }
            pill(ui, look.word, look.tone);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let title = RichText::new(expectation.title()).font(type_strong()).color(Tokens::of(ui).text);
                ui.add(Label::new(title).truncate());
            });
        });
    });
    let sentence = words::sentence(app.project(), expectation);
    facts::show(ui, [("Expected", sentence.as_str())], false);
}

fn buttons_ui(ui: &mut Ui, expectation: &Expectation, report: Option<&Arc<ExpectationReport>>, actions: &mut Vec<Action>) {
    let copy = IconButton::new(Icon::Copy, "Copy as text").enabled(report.is_some()).show(ui);
    if copy.clicked() {
        actions.extend(report.map(|report| Action::Copy(report.to_text())));
    }
    if IconButton::new(Icon::Undo, "Count it anew, from now on").enabled(report.is_some()).show(ui).clicked() {
        actions.push(Action::ResetExpectation(expectation.id.clone()));
    }
    if IconButton::new(Icon::Pencil, "Edit").show(ui).clicked() {
        actions.push(Action::Run(Command::FocusEditor));
    }
}

fn report_ui(ui: &mut Ui, app: &App, report: &ExpectationReport, actions: &mut Vec<Action>) {
    let scene = Scene { app, kept: kept_rows(app, report) };
    ui.add_space(GAP / 2.0);
    for reason in &report.reasons {
        ui.horizontal_wrapped(|ui| {
            // What is pending may still come: nothing is wrong with it yet.
            let look = Look::of(Some(report.state));
            look.icon.show(ui, look.color(ui));
            ui.add(Label::new(RichText::new(reason).color(Tokens::of(ui).text)).wrap());
        });
    }
    if let Some(caveat) = &report.caveat {
        ui.add_space(GAP / 2.0);
        Banner::new(Tone::Warning, caveat).show(ui);
    }
    if let Some(disorder) = &report.out_of_order {
        heading(ui, "Out of order");
        if let Some(earlier) = &disorder.earlier {
            ui.push_id("earlier", |ui| scene.call_ui(ui, earlier, None, actions));
        }
        ui.push_id("later", |ui| scene.call_ui(ui, &disorder.later, Some("too early"), actions));
    }
    heading(ui, if report.calls.is_empty() { "No call has counted yet" } else { "Calls that counted" });
    let left_out_after = report.calls.len() / 2;
    for (index, call) in report.calls.iter().enumerate() {
        if index == left_out_after && report.calls_left_out > 0 {
            subtle(ui, &format!("{} more between them", numbers::count(report.calls_left_out)));
        }
        let is = |other: &Option<CallReport>| other.as_ref().is_some_and(|other| other == call);
        let fault = match () {
            () if is(&report.first_too_many) => Some("one too many"),
            () if is(&report.wrong_answer) => Some("not answered as demanded"),
            () => None,
        };
        ui.push_id(("call", index), |ui| scene.call_ui(ui, call, fault, actions));
    }
    if !report.near_misses.is_empty() {
        heading(ui, "Came near, but did not count");
    }
    for (index, miss) in report.near_misses.iter().enumerate() {
        ui.push_id(("miss", index), |ui| scene.near_miss_ui(ui, miss, actions));
    }
}

/// Which of the calls the log still has.
fn kept_rows(app: &App, report: &ExpectationReport) -> HashSet<u64> {
    let disorder = report.out_of_order.iter().flat_map(|disorder| disorder.earlier.iter().chain([&disorder.later]));
    let calls = report.calls.iter().chain(disorder).chain(report.near_misses.iter().map(|miss| &miss.call));
    let log = app.traffic().log();
    calls.filter_map(|call| call.sequence).filter(|sequence| log.get(*sequence).is_some()).collect()
}

/// What calls are shown with.
struct Scene<'a> {
    app: &'a App,
    /// The calls that the log still has.
    kept: HashSet<u64>,
}

impl Scene<'_> {
    /// One call: its number as a link to its row, when it came, what it asked for, what it got, and what is wrong with it.
    fn call_ui(&self, ui: &mut Ui, call: &CallReport, fault: Option<&str>, actions: &mut Vec<Action>) {
        let tokens = Tokens::of(ui);
        ui.horizontal_wrapped(|ui| {
            let quiet = |text: String| RichText::new(text).font(type_mono()).color(tokens.muted);
            match call.sequence {
                Some(sequence) if self.kept.contains(&sequence) => {
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
            match (&call.answered_by, &call.endpoint) {
                (Some(by), Some(id)) if self.app.project().endpoint(id).is_some() => {
                    subtle(ui, "by");
                    if ui.link(by).on_hover_text("Show this endpoint in the editor").clicked() {
                        actions.push(Action::SelectEndpoint(id.clone()));
                    }
                }
                (Some(by), _) => drop(subtle(ui, &format!("by {by}"))),
                (None, _) => {}
            }
            if let Some(fault) = fault {
                pill(ui, fault, Tone::Error);
            }
        });
    }

    fn near_miss_ui(&self, ui: &mut Ui, miss: &NearMissReport, actions: &mut Vec<Action>) {
        self.call_ui(ui, &miss.call, None, actions);
        for check in &miss.checks {
            check_ui(ui, check);
        }
        if let Some(caveat) = &miss.caveat {
            subtle(ui, caveat);
        }
        ui.add_space(GAP / 2.0);
    }
}

/// One part of the demand: whether it holds, what the request held instead, and where its JSON differs.
fn check_ui(ui: &mut Ui, check: &CheckReport) {
    ui.horizontal(|ui| {
        ui.add_space(INDENT * (check.depth as f32 + 1.0));
        ui.vertical(|ui| {
            marked(ui, check.passed, |ui| {
                let tokens = Tokens::of(ui);
                let demand = RichText::new(shortened(&check.demand)).color(tokens.muted);
                ui.add(Label::new(demand).wrap()).on_hover_text(long(&check.demand));
                match (&check.error, &check.actual) {
                    (Some(error), _) => drop(ui.label(RichText::new(format!("— {error}")).color(tokens.error))),
                    // Where the JSON differs says more than all of it.
                    (None, _) if check.passed || !check.differences.is_empty() => {}
                    (None, Some(actual)) => {
                        subtle(ui, "— was");
                        let was = RichText::new(shortened(actual)).font(type_mono()).color(tokens.text);
                        ui.add(Label::new(was).wrap()).on_hover_text(long(actual));
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
