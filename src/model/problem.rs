//! Something wrong in a project, with the place it is at. A project with problems still serves the rest.

use super::{EndpointId, ResponseId};

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
}
