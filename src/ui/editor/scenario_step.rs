//! The part that a response plays in a scenario, as a sentence: which scenario, in which state it answers, where it moves to.
//! Names and states that are known are offered; new ones are made by typing them.

use egui::Ui;

use super::{
    Focus,
    behaviour::{problem, quiet},
    draft::ResponseDraft,
    suggestions::field_with_choices,
};
use crate::{
    app::{Action, Command},
    engine::CompiledScenario,
    model::{Part, ScenarioStep},
    ui::{
        icon::Icon,
        widget::{IconButton, subtle},
    },
};

const NAME_WIDTH: f32 = 200.0;
const STATE_WIDTH: f32 = 132.0;

/// Shows the sentence, in lines below each other.
pub(super) fn show(ui: &mut Ui, draft: ResponseDraft<'_>, focus: &mut Option<Focus>, actions: &mut Vec<Action>) {
    let known = &draft.of.app.compiled().scenarios;
    let step = draft.response.scenario.as_ref();
    let wants_focus = focus.take_if(|focus| *focus == Focus::Scenario).is_some();
    ui.horizontal(|ui| {
        let name = step.map_or("", |step| step.scenario.as_str());
        let names = known.iter().map(|scenario| &*scenario.name);
        let edited = field_with_choices(ui, "scenario", "Scenario", name, names, |field| {
            field.hint("None: choose or name one").width(NAME_WIDTH).focus(wants_focus)
        });
        if let Some(text) = edited.changed {
            change(draft, "scenario name", actions, |step| step.scenario = text);
        }
        if step.is_some() && IconButton::new(Icon::Eye, Command::ShowScenarios.name()).show(ui).clicked() {
            actions.push(Action::Run(Command::ShowScenarios));
        }
        if step.is_some() && IconButton::new(Icon::Close, "Leave the scenario").show(ui).clicked() {
            draft.edit(actions, "Leave scenario", None, |response| response.scenario = None);
        }
    });
    if let Some(step) = step {
        let scenario = known.get(&step.scenario);
        ui.horizontal(|ui| states(ui, draft, step, scenario, actions));
        if let Some(scenario) = scenario {
            quiet(ui, &about(scenario));
        }
    }
    problem(ui, draft, &Part::Scenario);
}

fn states(
    ui: &mut Ui,
    draft: ResponseDraft<'_>,
    step: &ScenarioStep,
    scenario: Option<&CompiledScenario>,
    actions: &mut Vec<Action>,
) {
    let known = || scenario.into_iter().flat_map(|scenario| &scenario.states).map(|state| &**state);
    let state = |ui: &mut Ui, id, name, hint, text: &Option<String>| {
        let text = text.as_deref().unwrap_or_default();
        let edited = field_with_choices(ui, id, name, text, known(), |field| field.hint(hint).width(STATE_WIDTH));
        edited.changed.map(|text| (!text.is_empty()).then_some(text))
    };
    subtle(ui, "It answers in");
    if let Some(state) = state(ui, "requires", "Required state", "any state", &step.requires) {
        change(draft, "scenario requires", actions, |step| step.requires = state);
    }
    subtle(ui, "and moves to");
    if let Some(state) = state(ui, "moves to", "Next state", "no other state", &step.moves_to) {
        change(draft, "scenario moves to", actions, |step| step.moves_to = state);
    }
}

/// Changes the part; one that says nothing is none.
fn change(draft: ResponseDraft<'_>, field: &str, actions: &mut Vec<Action>, change: impl FnOnce(&mut ScenarioStep)) {
    draft.edit(actions, "Change scenario", Some(field), |response| {
        let mut step = response.scenario.take().unwrap_or_else(|| ScenarioStep::new(""));
        change(&mut step);
        let says_nothing = step.scenario.is_empty() && step.requires.is_none() && step.moves_to.is_none();
        response.scenario = (!says_nothing).then_some(step);
    });
}

/// Where a scenario starts, and whose state it is.
fn about(scenario: &CompiledScenario) -> String {
    let start = &scenario.start;
    match &scenario.key {
        None => format!("It starts in {start}, and all clients share its state"),
        Some(key) => {
            let name = key.name().unwrap_or_default();
            format!("It starts in {start}, and each value of {} {name} has a state of its own", key.kind().label())
        }
    }
}
