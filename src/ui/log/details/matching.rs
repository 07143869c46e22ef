//! Why a request got its answer: the response that answered and the conditions that held, what was passed over before it, and
//! for a request that nothing answered, the endpoints that came nearest and what each of them missed.

use egui::{Label, RichText, Ui};

use super::verdict;
use crate::{
    app::{Action, App, Command},
    engine::{Candidate, Explanation, NearMiss, ResponseVerdict, Skipped},
    model::{EndpointId, Selection},
    traffic::{Exchange, Outcome},
    ui::{
        icon::Icon,
        theme::{GAP, GAP_LARGE, Tokens, Tone, type_mono, type_strong},
        widget::{Button, pill, subtle},
    },
};

/// Shows the reasons.
pub(super) fn show(ui: &mut Ui, app: &App, exchange: &Exchange, explanation: Option<&Explanation>, actions: &mut Vec<Action>) {
    ui.spacing_mut().interact_size.y = verdict::LINE_HEIGHT;
    let Some(explanation) = explanation else {
        subtle(
            ui,
            match &exchange.outcome {
                Outcome::Imported => "Read from a HAR file: no endpoint was asked",
                Outcome::Webhook { .. } => "A webhook's call went out: no endpoint was asked",
                _ => "No endpoint was asked: the request was refused before",
            },
        );
        return;
    };
    let answering = explanation.candidates.iter().find(|candidate| candidate.answered);
    match answering {
        Some(candidate) => {
            let selection = exchange.answered_by().map(|(endpoint, _)| endpoint.selection).unwrap_or_default();
            answered_ui(ui, app, candidate, selection, actions);
        }
        None => {
            ui.add(Label::new(RichText::new(&explanation.summary).color(Tokens::of(ui).text)).wrap());
            ui.add_space(GAP);
            if Button::primary(Command::MockRequest.name()).icon(Icon::Plus).show(ui).clicked() {
                actions.push(Action::Run(Command::MockRequest));
            }
        }
    }
    let others: Vec<&Candidate> = explanation.candidates.iter().filter(|candidate| !candidate.answered).collect();
    if !others.is_empty() {
        heading(ui, if answering.is_some() { "Endpoints asked before it" } else { "Endpoints that fit, but did not answer" });
        for (index, candidate) in others.into_iter().enumerate() {
            ui.push_id(("candidate", index), |ui| other_candidate_ui(ui, app, candidate, actions));
        }
    }
    if !explanation.near_misses.is_empty() {
        heading(ui, "Nearest endpoints");
        for (index, near) in explanation.near_misses.iter().enumerate() {
            ui.push_id(("near", index), |ui| near_miss_ui(ui, app, near, actions));
        }
    }
}

/// The endpoint that answered: the response that did, then those that were passed over, then the rest.
fn answered_ui(ui: &mut Ui, app: &App, candidate: &Candidate, selection: Selection, actions: &mut Vec<Action>) {
    let tokens = Tokens::of(ui);
    let at = candidate.responses.iter().position(|response| response.answered);
    if let Some(response) = at.and_then(|at| candidate.responses.get(at)) {
        ui.horizontal_wrapped(|ui| {
            name_ui(ui, response);
            let because = because(response, selection);
            ui.label(RichText::new(because).color(tokens.muted));
        });
        if let Some(condition) = &response.condition {
            verdict::condition(ui, condition);
        }
    }
    ui.add_space(GAP);
    endpoint_ui(ui, app, &candidate.endpoint, &candidate.method, &candidate.path, actions);
    for (name, value) in &candidate.parameters {
        ui.horizontal_wrapped(|ui| {
            subtle(ui, "path parameter");
            ui.label(RichText::new(name).font(type_mono()).color(tokens.code.template));
            subtle(ui, "was");
            ui.add(Label::new(RichText::new(value).font(type_mono())).wrap());
        });
    }
    let (before, after) = candidate.responses.split_at(at.unwrap_or(0));
    responses_ui(ui, "Passed over before it", before);
    responses_ui(ui, "Not asked any more", after.get(1..).unwrap_or_default());
}

/// Why this response and no other, before the conditions that held.
fn because(response: &ResponseVerdict, selection: Selection) -> &'static str {
    match selection {
        Selection::InOrder => "answered, being the next in order",
        Selection::Random => "answered, being drawn by chance",
        Selection::Condition if response.condition.as_ref().is_some_and(verdict::holds) => "answered, because",
        Selection::Condition => "answered, being the default",
    }
}

fn responses_ui(ui: &mut Ui, title: &str, responses: &[ResponseVerdict]) {
    if responses.is_empty() {
        return;
    }
    heading(ui, title);
    for (index, response) in responses.iter().enumerate() {
        ui.push_id((title, index), |ui| response_ui(ui, response));
    }
}

fn response_ui(ui: &mut Ui, response: &ResponseVerdict) {
    ui.horizontal_wrapped(|ui| {
        name_ui(ui, response);
        if let Some(skipped) = response.skipped {
            subtle(ui, reason(skipped));
        }
    });
    if let Some(condition) = &response.condition {
        verdict::condition(ui, condition);
    }
}

fn name_ui(ui: &mut Ui, response: &ResponseVerdict) {
    pill(ui, &response.status.to_string(), verdict::status_tone(Some(response.status)));
    ui.label(RichText::new(&response.name).font(type_strong()).color(Tokens::of(ui).text));
}

fn reason(skipped: Skipped) -> &'static str {
    match skipped {
        Skipped::Disabled => "is switched off",
        Skipped::AnsweredBefore => "another one had answered already",
        Skipped::NotItsTurn => "was not its turn",
        Skipped::NoCondition => "has no condition and is not the default",
        Skipped::Broken => "is broken; see the problem list",
    }
}

fn other_candidate_ui(ui: &mut Ui, app: &App, candidate: &Candidate, actions: &mut Vec<Action>) {
    endpoint_ui(ui, app, &candidate.endpoint, &candidate.method, &candidate.path, actions);
    if candidate.responses.is_empty() {
        subtle(ui, "has no response");
    }
    for (index, response) in candidate.responses.iter().enumerate() {
        ui.push_id(index, |ui| response_ui(ui, response));
    }
}

fn near_miss_ui(ui: &mut Ui, app: &App, near: &NearMiss, actions: &mut Vec<Action>) {
    ui.add_space(GAP / 2.0);
    endpoint_ui(ui, app, &near.endpoint, &near.method, &near.path, actions);
    for missed in &near.missed {
        verdict::check(ui, missed);
    }
}

/// An endpoint's method and path, and the way there as long as it exists.
fn endpoint_ui(ui: &mut Ui, app: &App, id: &EndpointId, method: &str, path: &str, actions: &mut Vec<Action>) {
    let tokens = Tokens::of(ui);
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(method).font(type_mono()).color(tokens.method(method)));
        ui.add(Label::new(RichText::new(path).font(type_mono()).color(tokens.text)).wrap());
        if app.project().endpoint(id).is_none() {
            pill(ui, "deleted", Tone::Neutral);
        } else if ui.link("Go to").on_hover_text("Show this endpoint in the editor").clicked() {
            actions.push(Action::SelectEndpoint(id.clone()));
        }
    });
}

fn heading(ui: &mut Ui, title: &str) {
    ui.add_space(GAP_LARGE - GAP);
    ui.label(RichText::new(title).color(Tokens::of(ui).muted));
}
