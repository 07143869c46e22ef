//! The contract test of the real API: what is asked for in a line of controls, below it what was found, by operation, and beside
//! that all that is known about the finding that is selected, or how the run came out and how those before it did. Reads the app,
//! pushes actions; its own state is only what is selected.

mod chart;
mod details;
mod findings;
mod form;

use egui::{Align, Layout, Margin, ProgressBar, Ui, vec2};
use serde::{Deserialize, Serialize};
use strum::IntoEnumIterator as _;

use self::findings::Findings;
use super::{
    icon::Icon,
    log::toolbar_line,
    theme::{GAP, GAP_PANE, Tokens, Tone},
    widget::{Banner, Button, EmptyState, MenuRow, Split, SplitRules, hairline, menu, subtle, within},
};
use crate::{
    app::{Action, App, CallsFrom, Command},
    contract::probe::ContractTestReport,
    formats::ReportFormat,
};

/// What the findings and the details need.
const SPLIT: SplitRules = SplitRules {
    name: "Size of the details of a finding",
    beside_from: 760.0,
    first_min: vec2(340.0, 96.0),
    second_min: vec2(380.0, 140.0),
};

/// The pane. What is serialised is remembered between starts.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct ContractTestPanel {
    split: Split,
    #[serde(skip)]
    findings: Findings,
    /// The unit of the time between two runs, once it was chosen.
    #[serde(skip)]
    in_hours: Option<bool>,
}

impl ContractTestPanel {
    /// Shows the test in all the room that is left; `lead` shows what stands first in the line of tools.
    pub(super) fn show(&mut self, ui: &mut Ui, app: &App, lead: impl FnOnce(&mut Ui), actions: &mut Vec<Action>) {
        ui.spacing_mut().item_spacing.y = 0.0;
        toolbar_line(ui, |ui| {
            lead(ui);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| tools_ui(ui, app, actions));
        });
        hairline(ui);
        form::show(ui, app, &mut self.in_hours, actions);
        hairline(ui);
        let test = app.contract_test();
        if let Some(failure) = test.failure() {
            let margin = Margin { left: GAP_PANE as i8, right: GAP_PANE as i8, top: GAP as i8, bottom: GAP as i8 };
            egui::Frame::new().inner_margin(margin).show(ui, |ui| Banner::new(Tone::Error, failure).show(ui));
        }
        match test.report() {
            Some(report) => self.report_ui(ui, app, report, actions),
            None if test.progress().is_some() => {
                EmptyState::new("Testing…", "What is found is shown when the run is done").show(ui, |_| {});
            }
            None => empty_ui(ui, app, actions),
        }
    }

    /// Moves the keyboard to the findings.
    pub(super) fn take_focus(&mut self) {
        self.findings.take_focus();
    }

    fn report_ui(&mut self, ui: &mut Ui, app: &App, report: &ContractTestReport, actions: &mut Vec<Action>) {
        let place = ui.available_rect_before_wrap();
        let (list, details) = self.split.show(ui, place, &SPLIT);
        within(ui, "findings", list, |ui| self.findings.show(ui, report));
        within(ui, "details", details, |ui| match self.findings.selected(report) {
            Some(finding) => details::finding_ui(ui, app, finding, actions),
            None => details::overview_ui(ui, report),
        });
        ui.advance_cursor_after_rect(place);
    }
}

/// Starting, stopping and saving, and how far a run has come.
fn tools_ui(ui: &mut Ui, app: &App, actions: &mut Vec<Action>) {
    let test = app.contract_test();
    let command = if test.is_active() { Command::StopContractTest } else { Command::TestContract };
    let button = match command {
        Command::StopContractTest => Button::secondary("Stop test").icon(Icon::Stop),
        _ => Button::primary("Start test").icon(Icon::Play),
    };
    if button.tooltip(command.tooltip()).enabled(command.is_enabled(app)).show(ui).clicked() {
        actions.push(Action::Run(command));
    }
    if test.report().is_some() {
        let button = Button::secondary("Save report").icon(Icon::Download).trailing(Icon::ChevronDown);
        let button = button.tooltip("Write what the last run found to a file").show(ui);
        menu(&button, |ui| {
            for format in ReportFormat::iter() {
                if MenuRow::new(&format!("{}…", format.label())).show(ui).clicked() {
                    actions.push(Action::AskSaveContractTest(format));
                }
            }
        });
    }
    if let Some(progress) = test.progress() {
        let tokens = Tokens::of(ui);
        let words = match progress.calls {
            0 => "Preparing…".to_owned(),
            calls => format!("{} of {calls} calls", progress.done),
        };
        subtle(ui, &words);
        let share = progress.done as f32 / progress.calls.max(1) as f32;
        ui.add(ProgressBar::new(share).desired_width(96.0).desired_height(4.0).fill(tokens.accent));
    } else if let Some(next_at) = test.next_at() {
        subtle(ui, &format!("Next run at {}", next_at.strftime("%H:%M")));
    }
}

fn empty_ui(ui: &mut Ui, app: &App, actions: &mut Vec<Action>) {
    let text = match app.contract_test().settings().from {
        CallsFrom::Contract => {
            "Every operation is called with the contract's examples and with made-up values, and each answer is held to the contract"
        }
        CallsFrom::Log => {
            "Every answer in the log that a spy forwarded or that came from a HAR file is held to the contract; nothing is called"
        }
    };
    EmptyState::new("Does the real API keep its contract?", text).show(ui, |ui| {
        let command = Command::TestContract;
        let button = Button::primary(command.name()).icon(Icon::Play).tooltip(command.tooltip());
        if button.enabled(command.is_enabled(app)).show(ui).clicked() {
            actions.push(Action::Run(command));
        }
    });
}
