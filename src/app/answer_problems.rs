//! Answers that a person wrote, or changed from what was derived, and that break the contract: problems with their places, beside
//! those of compiling. Worked out on the runtime after an edit, and only for responses that changed since.

use std::{collections::HashMap, sync::Arc};

use serde_json::Value;

use super::{App, Event};
use crate::{
    contract::{Location, Rules, Violation},
    engine::Compiled,
    generate::json_pointer,
    model::{Body, ContractLink, Endpoint, EndpointId, Part, Place, Problem, Response, Severity},
    storage::{Step, locate},
};

/// The most problems of one answer; what breaks it in a thousand places is told often enough then.
const MAX_PER_ANSWER: usize = 8;

/// What was found.
#[derive(Debug, Default)]
pub(super) struct AnswerProblems {
    /// The contract that answers were held to.
    link: Option<ContractLink>,
    /// What was served when they last were.
    of: Option<Arc<Compiled>>,
    found: HashMap<EndpointId, (Arc<Endpoint>, Vec<Problem>)>,
    /// All problems of the project, where there are any of answers.
    listed: Option<Vec<Problem>>,
    /// How often they were listed anew.
    version: u64,
    is_running: bool,
}

/// Answers were held to the contract.
#[derive(Debug)]
pub(crate) struct AnswersChecked {
    of: Arc<Compiled>,
    found: Vec<(Arc<Endpoint>, Vec<Problem>)>,
}

impl AnswerProblems {
    /// All problems of the project, where there are any of answers.
    pub(super) fn listed(&self) -> Option<&[Problem]> {
        self.listed.as_deref()
    }
}

impl App {
    /// Another number whenever other answers than before break the contract.
    pub fn answer_problems_version(&self) -> u64 {
        self.answer_problems.version
    }

    /// Whether all answers as they are now were held to the contract.
    pub(super) fn were_answers_checked(&self) -> bool {
        self.answer_problems.of.as_ref().is_some_and(|of| Arc::ptr_eq(of, &self.compiled))
    }

    /// Holds the answers to the contract that changed since the last time.
    pub(super) fn refresh_answer_problems(&mut self) {
        let checks = &mut self.answer_problems;
        let Some(link) = &self.document.project().contract else {
            if checks.link.is_some() {
                let (is_running, version) = (checks.is_running, checks.version + 1);
                *checks = AnswerProblems { is_running, version, ..AnswerProblems::default() };
            }
            return;
        };
        if checks.is_running || checks.of.as_ref().is_some_and(|of| Arc::ptr_eq(of, &self.compiled)) {
            return;
        }
        let is_same = |known: &ContractLink| Arc::ptr_eq(&known.document, &link.document) && known.checks == link.checks;
        if !checks.link.as_ref().is_some_and(is_same) {
            checks.found.clear();
            checks.link = Some(link.clone());
        }
        // Without what was derived nobody knows what a person changed.
        let Some((compiled, rules)) = self.contract().and(self.server.contract_rules()) else { return };
        if !Arc::ptr_eq(&compiled, &self.compiled) {
            return;
        }
        let is_known = |endpoint: &Arc<Endpoint>| {
            self.answer_problems.found.get(&endpoint.id).is_some_and(|(known, _)| Arc::ptr_eq(known, endpoint))
        };
        let changed = compiled.project.endpoints.iter().enumerate().filter(|(_, endpoint)| !is_known(endpoint));
        let asked: Vec<(usize, Vec<usize>)> = changed.map(|(index, endpoint)| (index, self.changed_answers(endpoint))).collect();
        let sender = self.action_sender();
        self.answer_problems.is_running = true;
        self.runtime.spawn_blocking(move || {
            let problems = |(index, answers): (usize, Vec<usize>)| {
                let endpoint = Arc::clone(compiled.project.endpoints.get(index)?);
                let problems = answers.into_iter().flat_map(|answer| problems(&compiled, &rules, index, answer)).collect();
                Some((endpoint, problems))
            };
            let found = asked.into_iter().filter_map(problems).collect();
            sender.send_event(Event::AnswersChecked(AnswersChecked { of: compiled, found }));
        });
    }

    /// The responses, by their indices, that are not as they were derived. What the contract's own examples break is no mistake
    /// of the person who opened it.
    fn changed_answers(&self, endpoint: &Endpoint) -> Vec<usize> {
        if endpoint.contract.is_none() {
            return Vec::new();
        }
        let derived = self.derived(endpoint);
        let is_changed = |response: &Response| derived.and_then(|derived| derived.response(&response.id)) != Some(response);
        endpoint.responses.iter().enumerate().filter(|(_, response)| is_changed(response)).map(|(index, _)| index).collect()
    }

    pub(super) fn on_answers_checked(&mut self, AnswersChecked { of, found }: AnswersChecked) {
        let checks = &mut self.answer_problems;
        checks.is_running = false;
        // Another contract may have come meanwhile.
        let now = self.document.project().contract.as_ref().map(|link| Arc::as_ptr(&link.document));
        if now.is_none() || now != of.project.contract.as_ref().map(|link| Arc::as_ptr(&link.document)) {
            return;
        }
        checks.found.extend(found.into_iter().map(|(endpoint, problems)| (endpoint.id.clone(), (endpoint, problems))));
        checks.of = Some(of);
        self.list_answer_problems();
    }

    /// Puts the problems of answers behind those of compiling, in the order of the project. What was found stays until it is looked
    /// for again, so that nothing flickers while somebody types.
    pub(super) fn list_answer_problems(&mut self) {
        let checks = &mut self.answer_problems;
        let found = self.compiled.project.endpoints.iter().filter_map(|endpoint| checks.found.get(&endpoint.id));
        let mut of_answers = found.flat_map(|(_, problems)| problems).peekable();
        let listed = of_answers.peek().is_some().then(|| self.compiled.problems.iter().chain(of_answers).cloned().collect());
        checks.listed = listed;
        checks.version += 1;
    }
}

/// What one answer breaks.
fn problems(compiled: &Compiled, rules: &Rules, endpoint: usize, answer: usize) -> Vec<Problem> {
    let Some(written) = compiled.project.endpoints.get(endpoint) else { return Vec::new() };
    let Some(response) = written.responses.get(answer) else { return Vec::new() };
    let violations = rules.check_as_written(compiled, endpoint, answer);
    let problem = |violation: Violation| Problem {
        place: Place {
            endpoint: Some(written.id.clone()),
            response: Some(response.id.clone()),
            part: part(response, &violation),
        },
        severity: Severity::Warning,
        message: format!("Breaks the contract ({}): {}", violation.full_place(), violation.message),
    };
    violations.into_iter().take(MAX_PER_ANSWER).map(problem).collect()
}

/// Which part of the response it is that breaks the contract.
fn part(response: &Response, violation: &Violation) -> Part {
    match violation.location {
        Location::Status => Part::Status,
        Location::Header => {
            let is_it = |name: &str| name.eq_ignore_ascii_case(&violation.place);
            let at = response.headers.iter().position(|header| is_it(&header.name));
            match at {
                Some(at) => Part::Header(at),
                // Without a header the body's language says it.
                None if is_it("content-type") => Part::Body(None),
                None => Part::Header(response.headers.len()),
            }
        }
        _ => Part::Body(place_in_body(&response.body, &violation.place)),
    }
}

/// Line and column of what a JSON pointer leads to in the text of a body.
fn place_in_body(body: &Body, pointer: &str) -> Option<(usize, usize)> {
    let Body::Text(text) = body else { return None };
    let text = text.content.as_str();
    let value: Value = serde_json::from_str(text).ok()?;
    let mut at = Some(&value);
    let mut steps = Vec::new();
    for token in pointer.split('/').skip(1) {
        let name = json_pointer::name(token);
        let step = match at {
            Some(Value::Array(_)) => Step::Element(name.parse().ok()?),
            _ => Step::Member(name.clone()),
        };
        at = at.and_then(|value| match &step {
            Step::Element(index) => value.get(index),
            Step::Member(name) => value.get(name),
        });
        steps.push(step);
    }
    let position = locate(text, &steps);
    Some((position.line, position.column))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Language;

    #[test]
    fn a_place_in_a_body_has_a_line_and_a_column() {
        let body = Body::text(Language::Json, "{\n  \"pets\": [\n    {\"id\": 1},\n    {\"id\": \"two\"}\n  ]\n}");
        assert_eq!(place_in_body(&body, "/pets/1/id"), Some((4, 12)));
        assert_eq!(place_in_body(&body, ""), Some((1, 1)));
        assert_eq!(place_in_body(&body, "/pets/1/name"), Some((4, 5)), "what is missing is missing in its object");
        assert_eq!(place_in_body(&Body::text(Language::Json, "{"), "/a"), None);
    }
}
