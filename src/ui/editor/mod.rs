//! The editor: one endpoint with its responses, and of one response the body, headers, condition and behaviour; or one
//! expectation.
//!
//! Everything applies as it is typed: each control shows the project as it is and pushes the change it wants. Text that
//! is wrong stays as it was typed, with the problem beside it.

mod behaviour;
mod body;
mod body_contract;
mod body_file;
mod body_generated;
mod code_box;
mod condition;
mod contract_row;
mod draft;
mod empty;
mod expectation;
mod fault;
mod field_view;
pub(super) mod form;
mod header;
mod header_names;
mod header_rows;
mod headers;
mod preview;
mod reorder;
mod request_line;
mod response_edit;
mod response_row;
mod scenario_step;
mod spy_row;
mod strip;
mod suggestions;
mod webhook;
mod webhooks;

use egui::{Align, Frame, Layout, Margin, Ui, vec2};
use serde::{Deserialize, Serialize};

use self::{
    body::BodyTab,
    condition::{ConditionTab, Formatted, Owner},
    draft::{Draft, ResponseDraft},
    expectation::ExpectationEditor,
    header::Header,
    spy_row::SpyRow,
    webhooks::WebhooksTab,
};
use super::widget::{Tab, TabBar, hairline_at};
use crate::{
    app::{Action, App},
    model::{Condition, Part, Problem},
};

/// The height of the tabs.
const TABS_HEIGHT: f32 = 34.0;
/// Below this height the rows above the tabs stand closer.
const LOW: f32 = 340.0;

/// The editor. Holds only what belongs to the window: the tab, and what takes the keyboard next. What is serialised is
/// remembered between starts.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct EditorPanel {
    #[serde(skip)]
    tab: usize,
    #[serde(skip)]
    focus: Option<Focus>,
    #[serde(skip)]
    header: Header,
    body: BodyTab,
    #[serde(skip)]
    condition: ConditionTab,
    #[serde(skip)]
    webhooks: WebhooksTab,
    #[serde(skip)]
    spy: SpyRow,
    #[serde(skip)]
    expectation: ExpectationEditor,
    #[serde(skip)]
    shows_expectation: bool,
}

/// What takes the keyboard when it is next shown.
#[derive(Clone, Debug, PartialEq)]
enum Focus {
    /// The endpoint's method.
    Method,
    /// The endpoint's path, selected to be typed over.
    Path {
        /// Select it.
        select: bool,
    },
    /// How the endpoint chooses.
    Selection,
    /// The response's status.
    Status,
    /// The response's name.
    Name,
    /// The body, at a line and column.
    Body(Option<(usize, usize)>),
    /// The header at that index.
    Header(usize),
    /// The sentence at that place in the condition.
    Condition(Vec<usize>),
    /// The delay.
    Delay,
    /// The fault.
    Fault,
    /// The part in a scenario.
    Scenario,
    /// The webhook at that index.
    Webhook(usize),
    /// The spy.
    Spy,
    /// How many calls an expectation wants.
    Count,
}

const BODY: usize = 0;
const HEADERS: usize = 1;
const CONDITION: usize = 2;
const BEHAVIOUR: usize = 3;
const WEBHOOKS: usize = 4;

impl EditorPanel {
    /// Moves the keyboard to the path, selected to be typed over.
    pub fn focus_path(&mut self) {
        self.focus = Some(Focus::Path { select: true });
    }

    /// Moves the keyboard to the count of an expectation.
    pub fn focus_count(&mut self) {
        self.focus = Some(Focus::Count);
    }

    /// Moves the caret into the body.
    pub fn focus_body(&mut self) {
        self.show_part(Part::Body(None));
    }

    /// Lays out the JSON value that is being typed in the condition, or else shows the body and lays it out.
    pub fn format_body(&mut self) {
        if self.shows_expectation {
            self.expectation.format();
        } else if self.tab == CONDITION {
            self.condition.format();
        } else {
            self.tab = BODY;
            self.body.format();
        }
    }

    /// Moves the keyboard into the editor.
    pub fn take_focus(&mut self) {
        self.focus = Some(Focus::Path { select: false });
    }

    /// Shows that part of the endpoint or response and moves the keyboard there.
    pub fn show_part(&mut self, part: Part) {
        let (tab, focus) = match part {
            Part::Settings | Part::Expectation(_) | Part::Contract(_) => return,
            Part::Method => (self.tab, Focus::Method),
            Part::Path => (self.tab, Focus::Path { select: false }),
            Part::Selection => (self.tab, Focus::Selection),
            Part::Status => (self.tab, Focus::Status),
            Part::Header(index) => (HEADERS, Focus::Header(index)),
            Part::Condition(place) => (CONDITION, Focus::Condition(place)),
            Part::Body(place) => (BODY, Focus::Body(place)),
            Part::Delay => (BEHAVIOUR, Focus::Delay),
            Part::Fault => (BEHAVIOUR, Focus::Fault),
            Part::Scenario => (BEHAVIOUR, Focus::Scenario),
            Part::Webhook(index) => (WEBHOOKS, Focus::Webhook(index)),
            Part::Spy => {
                self.spy.open();
                (self.tab, Focus::Spy)
            }
        };
        self.tab = tab;
        self.focus = Some(focus);
    }

    /// Shows the editor.
    pub fn show(&mut self, ui: &mut Ui, app: &App, actions: &mut Vec<Action>) {
        let expectation = app.selection().expectation.as_ref().and_then(|id| app.project().expectation(id));
        self.shows_expectation = expectation.is_some();
        if let Some(expectation) = expectation {
            self.expectation.show(ui, app, expectation, &mut self.focus, actions);
            return;
        }
        if app.project().endpoints.is_empty() {
            empty::project(ui, actions);
            return;
        }
        let selected = app.selection().endpoint.as_ref().and_then(|id| app.project().endpoint(id));
        let Some(endpoint) = selected else {
            empty::no_selection(ui, app, actions);
            return;
        };
        // Looked up once: a project may have thousands of problems, and every control asks for its own.
        let mine = |problem: &&Problem| problem.place.endpoint.as_ref() == Some(&endpoint.id);
        let problems: Vec<&Problem> = app.problems().iter().filter(mine).collect();
        let draft = Draft { app, endpoint, problems: &problems };
        let response = app.selection().response.as_ref().and_then(|id| endpoint.response(id));
        ui.spacing_mut().item_spacing.y = 0.0;
        let gap = if ui.available_height() < LOW { 4.0 } else { 8.0 };
        let margin = Margin { left: 16, right: 16, top: gap as i8 + 2, bottom: 0 };
        Frame::new().inner_margin(margin).show(ui, |ui| {
            self.header.show(ui, draft, &mut self.focus, actions);
            ui.add_space(gap);
            strip::show(ui, draft, response.map(|response| &response.id), &mut self.spy, &mut self.focus, actions);
            self.spy.show(ui, draft, gap, &mut self.focus, actions);
            contract_row::show(ui, draft, gap, actions);
            if let Some(response) = response {
                ui.add_space(gap);
                response_row::show(ui, ResponseDraft { of: draft, response }, &mut self.focus, actions);
            }
        });
        match response {
            Some(response) => self.response_ui(ui, ResponseDraft { of: draft, response }, actions),
            None => empty::no_response(ui, actions),
        }
    }

    fn response_ui(&mut self, ui: &mut Ui, draft: ResponseDraft<'_>, actions: &mut Vec<Action>) {
        self.tabs_ui(ui, draft, actions);
        // Fields of one response are not fields of another: caret and undo would move over.
        ui.push_id(draft.response.id.as_str(), |ui| match self.tab {
            HEADERS => headers::show(ui, draft, &mut self.focus, actions),
            CONDITION => {
                if self.condition.show(ui, draft, &mut self.focus, actions) == Formatted::Nothing {
                    self.tab = BODY;
                    self.body.format();
                    ui.ctx().request_repaint();
                }
            }
            BEHAVIOUR => behaviour::show(ui, draft, &mut self.focus, actions),
            WEBHOOKS => self.webhooks.show(ui, draft, &mut self.focus, actions),
            _ => self.body.show(ui, draft, &mut self.focus, actions),
        });
    }

    fn tabs_ui(&mut self, ui: &mut Ui, draft: ResponseDraft<'_>, actions: &mut Vec<Action>) {
        let has_problem = |is_it: fn(&Part) -> bool| draft.problems().any(|problem| is_it(&problem.place.part));
        let response = draft.response;
        let headers = response.headers.iter().filter(|header| header.enabled).count();
        let webhooks = response.webhooks.iter().filter(|webhook| webhook.enabled).count();
        let tabs = [
            Tab::new("Body").problem(has_problem(|part| matches!(part, Part::Body(_)))),
            Tab::new("Headers").count(headers).problem(has_problem(|part| matches!(part, Part::Header(_)))),
            Tab::new("Condition")
                .count(response.condition.as_ref().map_or(0, sentences))
                .problem(has_problem(|part| matches!(part, Part::Condition(_)))),
            Tab::new("Behaviour")
                .count(behaviour::count(response))
                .problem(has_problem(|part| matches!(part, Part::Delay | Part::Fault | Part::Scenario))),
            Tab::new("Webhooks").count(webhooks).problem(has_problem(|part| matches!(part, Part::Webhook(_)))),
        ];
        let row = ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.add_space(16.0);
            if let Some(tab) = TabBar::new(&tabs).show(ui, self.tab).changed {
                self.tab = tab;
            }
            let rest = vec2(ui.available_width(), TABS_HEIGHT);
            ui.allocate_ui_with_layout(rest, Layout::right_to_left(Align::Center), |ui| {
                ui.add_space(16.0);
                match self.tab {
                    BODY => self.body.tools(ui, draft, actions),
                    CONDITION if draft.response.condition.is_some() => {
                        self.condition.count_ui(ui, Owner::Response(draft));
                    }
                    _ => {}
                }
            });
        });
        hairline_at(ui.painter(), ui.max_rect().x_range(), row.response.rect.bottom());
        ui.add_space(1.0);
    }
}

/// How many comparisons a condition holds.
fn sentences(condition: &Condition) -> usize {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().map(sentences).sum(),
        Condition::Not(part) => sentences(part),
        Condition::Compare(_) => 1,
    }
}
