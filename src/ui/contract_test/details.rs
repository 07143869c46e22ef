//! All that is known about one finding, and how the run as a whole came out: the chart of the runs so far, what is gone since the
//! last one, and what was not called.

use egui::{Align, Label, Layout, Margin, RichText, ScrollArea, Ui};

use super::{chart, findings::tone};
use crate::{
    app::{Action, App},
    contract::probe::{ContractTestReport, Finding, FindingTrend, OperationOutcome},
    ui::{
        icon::Icon,
        log::facts,
        theme::{CONTROL_HEIGHT, GAP, GAP_LARGE, GAP_PANE, RADIUS, Tokens, Tone, type_mono, type_mono_small, type_strong},
        widget::{Button, IconButton, pill, subtle},
    },
};

/// With this room beside the buttons signs stand beside the title.
const PILLS_FROM: f32 = 200.0;
/// The most operations that are named in one list.
const MAX_LISTED: usize = 200;

/// Shows one finding in all the room there is.
pub(super) fn finding_ui(ui: &mut Ui, app: &App, finding: &Finding, actions: &mut Vec<Action>) {
    scrolled(ui, &finding.id, |ui| {
        ui.horizontal(|ui| {
            ui.set_height(CONTROL_HEIGHT);
            Icon::Warning.show(ui, Tokens::of(ui).tone(tone(finding.severity)));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                buttons_ui(ui, app, finding, actions);
                // Where there is little room, the title is worth more.
                if ui.available_width() >= PILLS_FROM {
                    pill(ui, finding.severity.id(), tone(finding.severity));
                    if finding.trend == FindingTrend::New {
                        pill(ui, "new", Tone::Accent);
                    }
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let title = RichText::new(finding.rule.title()).font(type_strong()).color(Tokens::of(ui).text);
                    ui.add(Label::new(title).truncate());
                });
            });
        });
        ui.add(Label::new(RichText::new(&finding.message).color(Tokens::of(ui).text)).wrap());
        ui.add_space(GAP / 2.0);
        let (place, pointer) = (finding.place(), format!("#{}", finding.contract_pointer));
        let since = finding.since.filter(|_| finding.trend == FindingTrend::StillThere).map(chart::time);
        let times = finding.occurrences.to_string();
        let mut known = vec![
            ("Operation", finding.operation.as_str()),
            ("At", place.as_str()),
            ("Expected", finding.expected.as_str()),
            ("Actual", finding.actual.as_str()),
            ("Contract", pointer.as_str()),
        ];
        if finding.occurrences > 1 {
            known.push(("Seen", times.as_str()));
        }
        known.extend(since.as_deref().map(|since| ("Since", since)));
        facts::show(ui, known, true);
        message_ui(ui, "Request", &finding.sample.request);
        message_ui(ui, "Answer", &finding.sample.response);
    });
}

fn buttons_ui(ui: &mut Ui, app: &App, finding: &Finding, actions: &mut Vec<Action>) {
    if IconButton::new(Icon::Copy, "Copy finding as text").show(ui).clicked() {
        actions.push(Action::Copy(finding.to_text()));
    }
    let curl = &finding.sample.curl;
    let button = Button::quiet("Copy as cURL").tooltip("A command that makes this call again, without the credentials");
    if !curl.is_empty() && button.show(ui).clicked() {
        actions.push(Action::Copy(curl.clone()));
    }
    let is_of = |operation: &str| operation == finding.operation;
    let endpoints = &app.project().endpoints;
    let endpoint = endpoints.iter().find(|one| one.contract.as_ref().is_some_and(|contract| is_of(&contract.operation)));
    let button = Button::quiet("Go to endpoint").tooltip("Show the mock of this operation in the editor");
    if let Some(endpoint) = endpoint
        && button.show(ui).clicked()
    {
        actions.push(Action::SelectEndpoint(endpoint.id.clone()));
    }
}

/// One side of the call in which it was first seen.
fn message_ui(ui: &mut Ui, title: &str, text: &str) {
    if text.is_empty() {
        return;
    }
    heading(ui, title);
    let tokens = Tokens::of(ui);
    let frame = egui::Frame::new().fill(tokens.control).corner_radius(RADIUS).inner_margin(Margin::symmetric(10, 6));
    frame.show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.add(Label::new(RichText::new(text.trim_end()).font(type_mono_small()).color(tokens.text)).wrap());
    });
}

/// Shows how the run came out.
pub(super) fn overview_ui(ui: &mut Ui, report: &ContractTestReport) {
    scrolled(ui, "run", |ui| {
        ui.label(RichText::new("Errors and warnings over the runs").color(Tokens::of(ui).muted));
        chart::show(ui, &report.history);
        ui.add_space(GAP);
        let name = format!("{} {}", report.title, report.version);
        let pass_rate = format!("{:.1} %", (report.pass_rate * 1000.0).floor() / 10.0);
        let calls = report.totals.calls.to_string();
        let began = chart::time(report.started_at);
        let took = crate::ui::log::words::duration(std::time::Duration::from_millis(report.duration_ms));
        let known = [
            ("API", name.trim()),
            ("Tested", report.target.as_str()),
            ("Began", began.as_str()),
            ("Took", took.as_str()),
            ("Calls", calls.as_str()),
            ("Passed", pass_rate.as_str()),
        ];
        facts::show(ui, known, false);
        if !report.gone.is_empty() {
            heading(ui, "Gone since the last run");
            for gone in &report.gone {
                line_ui(ui, Icon::Check, Tone::Ok, &gone.operation, &gone.message);
            }
        }
        let skipped: Vec<_> = report.operations.iter().filter(|one| one.outcome == OperationOutcome::Skipped).collect();
        if !skipped.is_empty() {
            heading(ui, "Not called");
        }
        for operation in skipped.iter().take(MAX_LISTED) {
            line_ui(ui, Icon::Info, Tone::Neutral, &operation.operation, operation.reason.as_deref().unwrap_or_default());
        }
        if let Some(more) = skipped.len().checked_sub(MAX_LISTED).filter(|more| *more > 0) {
            subtle(ui, &format!("and {more} more, which the saved report names"));
        }
    });
}

fn line_ui(ui: &mut Ui, icon: Icon, tone: Tone, operation: &str, words: &str) {
    let tokens = Tokens::of(ui);
    ui.horizontal_wrapped(|ui| {
        icon.show(ui, tokens.tone(tone));
        ui.add(Label::new(RichText::new(operation).font(type_mono()).color(tokens.text)).wrap());
        ui.add(Label::new(RichText::new(words).color(tokens.muted)).wrap());
    });
}

fn scrolled(ui: &mut Ui, id: &str, contents: impl FnOnce(&mut Ui)) {
    ui.style_mut().interaction.selectable_labels = true;
    ScrollArea::vertical().id_salt(id).auto_shrink(false).show(ui, |ui| {
        let margin = Margin { left: 16, right: GAP_PANE as i8, top: 6, bottom: 10 };
        egui::Frame::new().inner_margin(margin).show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = GAP / 2.0;
            ui.spacing_mut().interact_size.y = 18.0;
            contents(ui);
        });
    });
}

fn heading(ui: &mut Ui, title: &str) {
    ui.add_space(GAP_LARGE - GAP);
    ui.label(RichText::new(title).color(Tokens::of(ui).muted));
}
