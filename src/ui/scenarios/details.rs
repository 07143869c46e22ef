//! One scenario: where it is and where it can be put, its states, whose they are, the responses that play a part in it, and the
//! sessions that have moved.

use egui::{RichText, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use crate::{
    app::{Action, App, Edit},
    model::{Part, Place, Scenario, Subject, SubjectKind},
    server::{ScenarioStatus, SessionStatus},
    ui::{
        editor::form::line,
        icon::Icon,
        list_field::list_field,
        log::words::{count, response_name},
        theme::{CONTROL_HEIGHT, GAP_LARGE, Tokens, type_mono, type_secondary, type_title},
        widget::{Button, Combo, IconButton, TextField, cell, chip, subtle},
    },
};

const STATES_WIDTH: f32 = 320.0;
const KEY_WIDTH: f32 = 160.0;
/// The width of a session's key, so that the states line up.
const SESSION_WIDTH: f32 = 200.0;

/// What can tell sessions apart, and how it is called where it is chosen; none for a state that all clients share.
const KEYS: [(&str, Option<SubjectKind>); 5] = [
    ("all clients together", None),
    ("each header", Some(SubjectKind::Header)),
    ("each cookie", Some(SubjectKind::Cookie)),
    ("each query parameter", Some(SubjectKind::Query)),
    ("each path parameter", Some(SubjectKind::PathParameter)),
];

/// Shows it in all the room there is.
pub(super) fn show(ui: &mut Ui, app: &App, scenario: &ScenarioStatus, actions: &mut Vec<Action>) {
    let listed = app.project().scenarios.iter().find(|listed| listed.name == scenario.name);
    ScrollArea::vertical().id_salt("scenario").auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        ui.add_space(8.0);
        head(ui, app, scenario, listed, actions);
        line(ui, "State", |ui| state(ui, scenario, actions));
        line(ui, "Kept by", |ui| key(ui, app, scenario, actions));
        line(ui, "States", |ui| states(ui, app, scenario, listed, actions));
        line(ui, "Parts", |ui| parts(ui, app, scenario, actions));
        if scenario.key.is_some() {
            line(ui, "Sessions", |ui| sessions(ui, scenario, actions));
        }
    });
}

fn head(ui: &mut Ui, app: &App, scenario: &ScenarioStatus, listed: Option<&Scenario>, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        ui.add_space(GAP_LARGE);
        ui.label(RichText::new(&scenario.name).font(type_title()));
        let reset = Button::secondary("Reset").icon(Icon::Undo).tooltip("Take it back to where it starts, for every session");
        if reset.show(ui).clicked() {
            actions.push(Action::ResetScenario { scenario: scenario.name.clone(), session: None });
        }
        let is_unused = app.parts_in(&scenario.name).next().is_none();
        if listed.is_some() && is_unused && IconButton::new(Icon::Trash, "Remove the scenario").show(ui).clicked() {
            let mut scenarios = app.project().scenarios.clone();
            scenarios.retain(|other| other.name != scenario.name);
            actions.push(Action::Edit(Edit::SetScenarios { scenarios, label: "Remove scenario", field: None }));
        }
    });
    let mine = app.problems().iter().filter(|problem| {
        problem.place.endpoint.is_none() && problem.place.part == Part::Scenario && problem.message.contains(&scenario.name)
    });
    for problem in mine {
        ui.horizontal(|ui| {
            ui.add_space(GAP_LARGE);
            let text = RichText::new(&problem.message).font(type_secondary()).color(Tokens::of(ui).warning);
            ui.add(egui::Label::new(text).wrap());
        });
    }
}

/// The states, the current one marked; a click puts the scenario into another.
fn state(ui: &mut Ui, scenario: &ScenarioStatus, actions: &mut Vec<Action>) {
    // With a key this is the session of the requests that do not send it.
    let session = scenario.key.is_some().then(String::new);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.set_min_height(CONTROL_HEIGHT);
        for state in &scenario.possible_states {
            let is_now = *state == scenario.state;
            let tooltip = if is_now { "It is in this state" } else { "Put it into this state" };
            if chip(ui, state, is_now).on_hover_text(tooltip).changed.is_some() && !is_now {
                let (scenario, state) = (scenario.name.clone(), state.clone());
                actions.push(Action::SetScenarioState { scenario, session: session.clone(), state });
            }
        }
        if scenario.key.is_some() {
            subtle(ui, "for requests without the key");
        }
    });
}

/// Whose state it is.
fn key(ui: &mut Ui, app: &App, scenario: &ScenarioStatus, actions: &mut Vec<Action>) {
    let listed = app.project().scenarios.iter().find(|listed| listed.name == scenario.name);
    let key = listed.and_then(|listed| listed.key.as_ref());
    let kind = key.map(Subject::kind);
    let labels = KEYS.map(|(label, _)| label);
    let chosen = KEYS.iter().position(|(_, other)| *other == kind);
    let current =
        kind.map_or(KEYS[0].0, |kind| chosen.and_then(|index| KEYS.get(index)).map_or(kind.label(), |(label, _)| label));
    ui.horizontal(|ui| {
        let edited = Combo::new("key", "Scenario kept by").show_text(ui, current, chosen, &labels);
        if let Some((_, kind)) = edited.changed.and_then(|index| KEYS.get(index)) {
            let name = key.and_then(Subject::name).unwrap_or_default();
            let new = kind.map(|kind| kind.named(if name.is_empty() { kind.name_hint().unwrap_or_default() } else { name }));
            let edit = app.scenario_edit(&scenario.name, "Change scenario key", None, |scenario| scenario.key = new);
            actions.push(Action::Edit(edit));
        }
        let (Some(kind), Some(name)) = (kind, key.and_then(Subject::name)) else { return };
        let field = TextField::new("key name", "Scenario key name", name).mono().width(KEY_WIDTH);
        if let Some(name) = field.hint(kind.name_hint().unwrap_or_default()).show(ui).changed {
            let new = Some(kind.named(name));
            let edit = app.scenario_edit(&scenario.name, "Change scenario key", Some("key"), |scenario| scenario.key = new);
            actions.push(Action::Edit(edit));
        }
    });
}

/// The states that are written down.
fn states(ui: &mut Ui, app: &App, scenario: &ScenarioStatus, listed: Option<&Scenario>, actions: &mut Vec<Action>) {
    let states = listed.map_or(&[][..], |listed| listed.states.as_slice());
    let hint = scenario.possible_states.join(", ");
    let field = TextField::new("states", "Scenario states", "").width(STATES_WIDTH).hint(&hint);
    let edited = list_field(ui, "states", field, states);
    if let Some(states) = edited.changed {
        let edit =
            app.scenario_edit(&scenario.name, "Change scenario states", Some("states"), |scenario| scenario.states = states);
        actions.push(Action::Edit(edit));
    }
    let note = "In their order, commas between; it starts in the first";
    ui.add(egui::Label::new(RichText::new(note).font(type_secondary()).color(Tokens::of(ui).muted)).wrap());
}

/// The responses that play a part in it; a click shows one.
fn parts(ui: &mut Ui, app: &App, scenario: &ScenarioStatus, actions: &mut Vec<Action>) {
    let mut is_unused = true;
    for (index, (endpoint, response, step)) in app.parts_in(&scenario.name).enumerate() {
        is_unused = false;
        ui.push_id(index, |ui| {
            ui.horizontal(|ui| {
                let words = format!("{} {} › {}", endpoint.method, endpoint.path, response_name(response));
                if Button::secondary(&words).icon(Icon::Link).tooltip("Show it in the editor").show(ui).clicked() {
                    actions.push(Action::GoTo(Place {
                        endpoint: Some(endpoint.id.clone()),
                        response: Some(response.id.clone()),
                        part: Part::Scenario,
                    }));
                }
                let when =
                    step.requires.as_ref().map_or("answers in any state".to_owned(), |state| format!("answers in {state}"));
                let then = step.moves_to.as_ref().map(|state| format!(" and moves to {state}")).unwrap_or_default();
                subtle(ui, &format!("{when}{then}"));
            });
        });
    }
    if is_unused {
        ui.horizontal(|ui| {
            ui.set_min_height(CONTROL_HEIGHT);
            subtle(ui, "No response plays a part in it yet: name it in a response's Behaviour tab");
        });
    }
}

/// The sessions that have moved, the latest first.
fn sessions(ui: &mut Ui, scenario: &ScenarioStatus, actions: &mut Vec<Action>) {
    for session in &scenario.sessions {
        ui.push_id(&session.key, |ui| ui.horizontal(|ui| self::session(ui, scenario, session, actions)));
    }
    let shown = scenario.sessions.len();
    let more = scenario.session_count.saturating_sub(shown);
    let text = match (shown, more) {
        (0, _) => "No session has moved yet: all are where it starts".to_owned(),
        (_, 0) => return,
        (_, more) => format!("and {} more", count(more as u64)),
    };
    ui.horizontal(|ui| {
        ui.set_min_height(CONTROL_HEIGHT);
        subtle(ui, &text);
    });
}

fn session(ui: &mut Ui, scenario: &ScenarioStatus, session: &SessionStatus, actions: &mut Vec<Action>) {
    let (place, key) = ui.allocate_exact_size(vec2(SESSION_WIDTH, CONTROL_HEIGHT), Sense::hover());
    key.widget_info(|| WidgetInfo::labeled(Role::Label, true, &session.key));
    cell(ui, place, &session.key, type_mono(), Tokens::of(ui).text);
    key.on_hover_text(&session.key);
    let of = |state: Option<&String>| state.cloned().map(|state| (scenario.name.clone(), Some(session.key.clone()), state));
    let chosen = scenario.possible_states.iter().position(|state| *state == session.state);
    let name = format!("State of session {}", session.key);
    let edited = Combo::new("state", &name).width(150.0).show_text(ui, &session.state, chosen, &scenario.possible_states);
    if let Some((scenario, session, state)) = edited.changed.and_then(|index| of(scenario.possible_states.get(index))) {
        actions.push(Action::SetScenarioState { scenario, session, state });
    }
    if IconButton::new(Icon::Undo, &format!("Reset session {}", session.key)).show(ui).clicked() {
        actions.push(Action::ResetScenario { scenario: scenario.name.clone(), session: Some(session.key.clone()) });
    }
}
