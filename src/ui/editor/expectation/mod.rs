//! The editor of an expectation: which calls it means, how many of them there must be, after what, when, and how answered.
//! Like the rest of the editor it shows the project as it is and pushes each change as it is made.

mod demands;

use std::sync::Arc;

use egui::{Align, Frame, Layout, Margin, RichText, ScrollArea, Ui, vec2};

use super::{
    Focus,
    condition::{ConditionTab, Owner},
    draft::ExpectationDraft,
    form::line,
    request_line::{MethodField, PathField},
};
use crate::{
    app::{Action, App},
    engine::{CompiledCondition, ConditionError, PathPattern},
    model::{Condition, Expectation, Part, Problem},
    ui::{
        expectations::{menu, state, words},
        icon::Icon,
        theme::{CONTROL_HEIGHT, GAP, Tokens, Tone, type_secondary},
        widget::{Banner, IconButton, TextField, hairline, long_text, menu as popup, toggle},
    },
};

const NOTES_HEIGHT: f32 = 56.0;
/// About what the words take that say how many requests are meant.
const COUNT_WIDTH: f32 = 270.0;

/// What of it belongs to the window only.
#[derive(Debug, Default)]
pub(super) struct ExpectationEditor {
    method: MethodField,
    condition: ConditionTab,
    mistakes: Mistakes,
}

/// What is wrong with the condition, kept until it changes.
#[derive(Debug, Default)]
struct Mistakes {
    of: Option<Condition>,
    found: Vec<ConditionError>,
}

impl Mistakes {
    fn refresh(&mut self, condition: Option<&Condition>) {
        if self.of.as_ref() != condition {
            self.of = condition.cloned();
            self.found = condition.and_then(|condition| CompiledCondition::compile(condition).err()).unwrap_or_default();
        }
    }
}

impl ExpectationEditor {
    /// Formats the JSON value that is being typed in the condition.
    pub(super) fn format(&mut self) {
        self.condition.format();
    }

    /// Shows the editor in all the room there is.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        app: &App,
        expectation: &Arc<Expectation>,
        focus: &mut Option<Focus>,
        actions: &mut Vec<Action>,
    ) {
        self.mistakes.refresh(expectation.request.condition.as_ref());
        let mistakes = std::mem::take(&mut self.mistakes.found);
        let draft = ExpectationDraft { app, expectation, mistakes: &mistakes };
        ui.spacing_mut().item_spacing.y = 0.0;
        // Fields of one expectation are not fields of another: caret and undo would move over.
        ui.push_id(expectation.id.as_str(), |ui| {
            Frame::new().inner_margin(Margin { left: 16, right: 16, top: 10, bottom: 8 }).show(ui, |ui| {
                head_ui(ui, draft, actions);
            });
            hairline(ui);
            ScrollArea::vertical().id_salt("demands").auto_shrink(false).show(ui, |ui| {
                ui.add_space(GAP + 2.0);
                ui.spacing_mut().item_spacing.y = 6.0;
                problems_ui(ui, draft);
                line(ui, "Calls", |ui| self.calls_ui(ui, draft, focus, actions));
                line(ui, "How many", |ui| demands::count_ui(ui, draft, focus, actions));
                line(ui, "After", |ui| demands::after_ui(ui, draft, actions));
                line(ui, "Time", |ui| demands::window_ui(ui, draft, actions));
                line(ui, "Answered", |ui| demands::answer_ui(ui, draft, actions));
                line(ui, "Notes", |ui| {
                    ui.set_max_width(ui.available_width() - 16.0);
                    let hint = "What this is about";
                    if let Some(text) = long_text(ui, "notes", "Notes", &expectation.notes, hint, NOTES_HEIGHT) {
                        draft.edit(actions, "Change notes", Some("notes"), |expectation| expectation.notes = text);
                    }
                });
            });
        });
        self.mistakes.found = mistakes;
    }

    fn calls_ui(&mut self, ui: &mut Ui, draft: ExpectationDraft<'_>, focus: &mut Option<Focus>, actions: &mut Vec<Action>) {
        let request = &draft.expectation.request;
        ui.set_max_width(ui.available_width() - 16.0);
        ui.horizontal_top(|ui| {
            let owner = draft.expectation.id.as_str();
            if focus.take_if(|focus| *focus == Focus::Method).is_some() {
                self.method.take_focus(owner);
            }
            if let Some(edit) = self.method.show(ui, owner, &request.method, None) {
                let field = edit.is_typed.then_some("method");
                draft.edit(actions, "Change method", field, |expectation| expectation.request.method = edit.method);
            }
            let wanted = focus.take_if(|focus| matches!(focus, Focus::Path { .. }));
            let problem = PathPattern::parse(&request.path).err().filter(|_| !request.path.is_empty());
            let problem = problem.map(|problem| problem.to_string());
            let field = PathField {
                path: &request.path,
                hint: "any path",
                width: (ui.available_width() - COUNT_WIDTH).clamp(120.0, 560.0),
                problem: problem.as_deref(),
                focus: wanted.is_some(),
                select: matches!(wanted, Some(Focus::Path { select: true })),
            };
            if let Some(text) = field.show(ui) {
                draft.edit(actions, "Change path", Some("path"), |expectation| expectation.request.path = text);
            }
            let rest = vec2(ui.available_width(), CONTROL_HEIGHT);
            ui.allocate_ui_with_layout(rest, Layout::left_to_right(Align::Center), |ui| {
                self.condition.count_ui(ui, Owner::Expectation(draft));
            });
        });
        self.condition.show_within(ui, draft, focus, actions);
    }
}

fn head_ui(ui: &mut Ui, draft: ExpectationDraft<'_>, actions: &mut Vec<Action>) {
    let expectation = draft.expectation;
    ui.horizontal(|ui| {
        state::show(ui, draft.app, expectation);
        let right = CONTROL_HEIGHT + 30.0 + 2.0 * ui.spacing().item_spacing.x;
        let hint = expectation.request.label();
        let field = TextField::new("name", "Expectation name", &expectation.name).hint(&hint);
        if let Some(name) = field.width((ui.available_width() - right).max(120.0)).show(ui).changed {
            draft.edit(actions, "Rename expectation", Some("name"), |expectation| expectation.name = name);
        }
        let is_on = expectation.enabled;
        let tooltip = if is_on { "The expectation is checked" } else { "The expectation is off and not checked" };
        if let Some(on) = toggle(ui, "Expectation is checked", "", is_on).on_hover_text(tooltip).changed {
            draft.edit(actions, menu::switch_label(on), None, |expectation| expectation.enabled = on);
        }
        let more = IconButton::new(Icon::More, "More about the expectation").show(ui);
        popup(&more, |ui| menu::rows(ui, draft.app, expectation, actions));
    });
    ui.add_space(4.0);
    let sentence = words::sentence(draft.app.project(), expectation);
    ui.add(egui::Label::new(RichText::new(sentence).font(type_secondary()).color(Tokens::of(ui).muted)).truncate());
}

/// What is wrong with the expectation, as far as no field of it says so itself.
fn problems_ui(ui: &mut Ui, draft: ExpectationDraft<'_>) {
    let is_mine = |problem: &&Problem| matches!(&problem.place.part, Part::Expectation(id) if *id == draft.expectation.id);
    let is_said = |problem: &&Problem| draft.mistakes.iter().any(|mistake| problem.message.contains(&mistake.message));
    for problem in draft.app.problems().iter().filter(is_mine).filter(|problem| !is_said(problem)) {
        Frame::new().inner_margin(Margin { left: 16, right: 16, top: 0, bottom: 4 }).show(ui, |ui| {
            Banner::new(Tone::Warning, &problem.message).show(ui);
        });
    }
}
