//! A scenario: a named state machine. Responses require a state and move to another; each session can have a state of its own.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Extra, Subject};

/// A named state machine. One that responses name without being in this list has no key, and its states are those they name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Scenario {
    /// Its name, by which responses and conditions mean it.
    pub name: String,
    /// The states it can be in; it starts in the first one, or in `Started` where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub states: Vec<String>,
    /// What tells sessions apart that each have a state of their own: a header, a cookie, a query or path parameter.
    /// None where all clients share one state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<Subject>,
    /// Keys this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Scenario {
    /// The state that a scenario starts in where it names none.
    pub const STARTED: &'static str = "Started";

    /// A scenario of that name that all clients share.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), states: Vec::new(), key: None, extra: Extra::new() }
    }

    /// The state it starts in.
    pub fn start(&self) -> &str {
        self.states.first().map_or(Self::STARTED, String::as_str)
    }
}

/// The part that a response plays in a scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ScenarioStep {
    /// The scenario's name.
    pub scenario: String,
    /// The response answers only in this state; none for every state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requires: Option<String>,
    /// Answering moves the scenario to this state; none leaves it where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moves_to: Option<String>,
    /// Keys this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl ScenarioStep {
    /// A part in that scenario that answers in every state and moves it nowhere.
    pub fn new(scenario: impl Into<String>) -> Self {
        Self { scenario: scenario.into(), requires: None, moves_to: None, extra: Extra::new() }
    }
}
