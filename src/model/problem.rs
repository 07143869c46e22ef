//! Something wrong in a project, with the place it is at. A project with problems still serves the rest.

use std::borrow::Cow;

use super::{EndpointId, ExpectationId, Project, ResponseId};

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// How bad.
    pub severity: Severity,
    /// What is wrong, in one sentence without a period.
    pub message: String,
}

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It works, but surely not as meant.
    Warning,
    /// The place it is at does not serve.
    Error,
}

/// Where in a project something is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// The endpoint; none for the project's own settings.
    pub endpoint: Option<EndpointId>,
    /// The response.
    pub response: Option<ResponseId>,
    /// Which part of it.
    pub part: Part,
}

impl Place {
    /// As a person finds it: `GET /users/{id} › 200 OK › header 2`.
    pub fn describe(&self, project: &Project) -> String {
        let endpoint = self.endpoint.as_ref().and_then(|id| project.endpoint(id));
        let mut parts: Vec<String> = endpoint.iter().map(|endpoint| format!("{} {}", endpoint.method, endpoint.path)).collect();
        let response = self.response.as_ref().and_then(|id| project.response(id)).map(|(_, response)| response);
        parts.extend(response.map(|response| format!("{} {}", response.status, response.name).trim().to_owned()));
        parts.push(match &self.part {
            Part::Settings => "settings".to_owned(),
            Part::Method => "method".to_owned(),
            Part::Path => "path".to_owned(),
            Part::Selection => "selection".to_owned(),
            Part::Status => "status".to_owned(),
            Part::Header(index) => format!("header {}", index + 1),
            Part::Condition(_) => "condition".to_owned(),
            Part::Body(None) => "body".to_owned(),
            Part::Body(Some((line, column))) => format!("body, line {line}, column {column}"),
            Part::Delay => "delay".to_owned(),
            Part::Scenario => "scenario".to_owned(),
            Part::Fault => "fault".to_owned(),
            Part::Webhook(index) => format!("webhook {}", index + 1),
            Part::Spy => "spy".to_owned(),
            Part::Contract(pointer) if pointer.is_empty() => "contract".to_owned(),
            Part::Contract(pointer) => format!("contract, {pointer}"),
            Part::Expectation(id) => {
                let title = project.expectation(id).map_or(Cow::Borrowed(id.as_str()), |expectation| expectation.title());
                format!("expectation {title}")
            }
        });
        parts.join(" › ")
    }
}

/// Which part of a project, endpoint or response something is in.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The project's settings.
    Settings,
    /// The endpoint's method.
    Method,
    /// The endpoint's path pattern.
    Path,
    /// The endpoint's choice among its responses.
    Selection,
    /// The response's status or reason.
    Status,
    /// The header at that index.
    Header(usize),
    /// The comparison reached by these child indices from the condition's root; empty for the root itself.
    Condition(Vec<usize>),
    /// The body, with the line and column where they are known, counted from 1.
    Body(Option<(usize, usize)>),
    /// The delay.
    Delay,
    /// A scenario, or a response's part in one.
    Scenario,
    /// The fault.
    Fault,
    /// The webhook at that index.
    Webhook(usize),
    /// The spy of the project or of an endpoint.
    Spy,
    /// The expectation of that id.
    Expectation(ExpectationId),
    /// The contract, at that JSON pointer into its document.
    Contract(String),
}
