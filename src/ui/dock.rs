//! The pane of the traffic: the live log in one tab, the expectations in another, the scenarios in a third, and where there is a
//! contract, its drift in a fourth and the contract test of the real API in a fifth. The tabs stand in the line of tools of the one that is shown, so that they take no height
//! of their own.

use egui::{Context, Ui};
use serde::{Deserialize, Serialize};

use super::{
    contract_test::ContractTestPanel,
    drift::DriftPanel,
    expectations::{ExpectationsPanel, state},
    log::LogPanel,
    scenarios::ScenariosPanel,
    widget::{Tab, TabBar},
};
use crate::app::{Action, App};

/// The tabs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum DockTab {
    /// What came.
    #[default]
    Log,
    /// What should come.
    Expectations,
    /// Where sessions are.
    Scenarios,
    /// How the published contract differs; only where there is one.
    Drift,
    /// Where the real API breaks the contract; only where there is one.
    ContractTest,
}

impl DockTab {
    /// Whether it is there only where the project has a contract.
    fn needs_contract(self) -> bool {
        matches!(self, Self::Drift | Self::ContractTest)
    }
}

/// The pane. Every start shows the log first; what is serialised is remembered between starts.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Dock {
    #[serde(flatten)]
    log: LogPanel,
    expectations: ExpectationsPanel,
    scenarios: ScenariosPanel,
    #[serde(skip)]
    drift: DriftPanel,
    contract_test: ContractTestPanel,
    #[serde(skip)]
    tab: DockTab,
}

impl Dock {
    /// Shows the chosen tab in all the room that is left.
    pub fn show(&mut self, ui: &mut Ui, app: &App, actions: &mut Vec<Action>) {
        if self.tab.needs_contract() && app.project().contract.is_none() {
            self.tab = DockTab::Log;
        }
        let (shown, place) = (self.tab, ui.available_rect_before_wrap());
        let tabs = |ui: &mut Ui| tabs_ui(ui, app, &mut self.tab);
        match shown {
            DockTab::Log => self.log.show(ui, app, tabs, actions),
            DockTab::Expectations => self.expectations.show(ui, app, tabs, actions),
            DockTab::Scenarios => self.scenarios.show(ui, app, tabs, actions),
            DockTab::Drift => self.drift.show(ui, app, tabs, actions),
            DockTab::ContractTest => self.contract_test.show(ui, app, tabs, actions),
        }
        // The pane keeps its size, however little there is in it.
        ui.expand_to_include_rect(place);
    }

    /// Whether the log's rows are what is shown.
    pub fn shows_log(&self) -> bool {
        self.tab == DockTab::Log
    }

    /// Shows the log.
    pub fn show_log(&mut self) {
        self.tab = DockTab::Log;
    }

    /// Shows the expectations.
    pub fn show_expectations(&mut self) {
        self.tab = DockTab::Expectations;
    }

    /// Shows the scenarios.
    pub fn show_scenarios(&mut self) {
        self.tab = DockTab::Scenarios;
        self.scenarios.take_focus();
    }

    /// Shows the differences to the published contract.
    pub fn show_drift(&mut self) {
        self.tab = DockTab::Drift;
        self.drift.take_focus();
    }

    /// Shows the contract test.
    pub fn show_contract_test(&mut self) {
        self.tab = DockTab::ContractTest;
        self.contract_test.take_focus();
    }

    /// Moves the keyboard to the log's filter.
    pub fn focus_filter(&mut self) {
        self.show_log();
        self.log.focus_filter();
    }

    /// Brings the row of that exchange into view.
    pub fn reveal(&mut self, sequence: u64) {
        self.show_log();
        self.log.reveal(sequence);
    }

    /// Moves the keyboard to the rows that are shown.
    pub fn take_focus(&mut self) {
        match self.tab {
            DockTab::Log => self.log.take_focus(),
            DockTab::Expectations => self.expectations.take_focus(),
            DockTab::Scenarios => self.scenarios.take_focus(),
            DockTab::Drift => self.drift.take_focus(),
            DockTab::ContractTest => self.contract_test.take_focus(),
        }
    }

    /// Takes the keys that mean something in the rows of expectations while they have the keyboard.
    pub fn handle_keys(&mut self, ctx: &Context, app: &App, actions: &mut Vec<Action>) {
        if self.tab == DockTab::Expectations {
            self.expectations.handle_keys(ctx, app, actions);
        }
    }
}

fn tabs_ui(ui: &mut Ui, app: &App, tab: &mut DockTab) {
    const TABS: [DockTab; 5] = [DockTab::Log, DockTab::Expectations, DockTab::Scenarios, DockTab::Drift, DockTab::ContractTest];
    let signs = state::signs(app);
    let mut tabs = vec![Tab::new("Live log"), Tab::new("Expectations").signs(&signs), Tab::new("Scenarios")];
    if app.project().contract.is_some() {
        let is_open = app.drift().map_or_else(|| app.published().is_some(), |_| app.has_open_differences());
        tabs.push(Tab::new("Drift").problem(is_open || !app.conflicts().is_empty()));
        let is_broken = app.contract_test().report().is_some_and(|report| !report.passed);
        tabs.push(Tab::new("Contract test").problem(is_broken));
    } else if tab.needs_contract() {
        *tab = DockTab::default();
    }
    let chosen = TABS.iter().position(|other| other == tab).unwrap_or_default();
    if let Some(changed) = TabBar::new(&tabs).show(ui, chosen).changed.and_then(|index| TABS.get(index)) {
        *tab = *changed;
        // What was just painted is out of date.
        ui.ctx().request_repaint();
    }
}
