//! An expectation: a saved demand on the traffic. Which calls, how many of them, after what, when, and how they were answered.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ANY_METHOD, Condition, EndpointId, ExpectationId, Extra, is_default, is_true, yes};

/// A saved demand on the traffic.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Expectation {
    /// The expectation's stable name.
    pub id: ExpectationId,
    /// What a person calls it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Whether it is checked at all.
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub enabled: bool,
    /// A person's notes.
    #[serde(default, skip_serializing_if = "String::is_empty", with = "super::notes")]
    #[schemars(with = "super::notes::Notes")]
    pub notes: String,
    /// Which calls count.
    #[serde(default)]
    pub request: RequestPattern,
    /// How many of them there must be.
    #[serde(default)]
    pub count: CallCount,
    /// What must have happened before them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<After>,
    /// Only calls in this time count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<TimeWindow>,
    /// How every one of them must have been answered.
    #[serde(default, skip_serializing_if = "is_default")]
    pub answer: AnswerDemand,
    /// Keys this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Expectation {
    /// At least one call that fits `request`.
    pub fn new(id: ExpectationId, request: RequestPattern) -> Self {
        Self {
            id,
            name: String::new(),
            enabled: true,
            notes: String::new(),
            request,
            count: CallCount::default(),
            after: None,
            window: None,
            answer: AnswerDemand::default(),
            extra: Extra::new(),
        }
    }

    /// What to call it: its name, or the requests that it means where it has none.
    pub fn title(&self) -> Cow<'_, str> {
        if self.name.is_empty() { Cow::Owned(self.request.label()) } else { Cow::Borrowed(&self.name) }
    }

    /// Whether it demands the same as another one. What a person calls it and notes about it makes no difference.
    pub fn demands_same(&self, other: &Self) -> bool {
        let Self { id: _, name: _, enabled, notes: _, request, count, after, window, answer, extra: _ } = self;
        *enabled == other.enabled
            && *request == other.request
            && *count == other.count
            && *after == other.after
            && *window == other.window
            && *answer == other.answer
    }
}

/// Which requests are meant: the same words as an endpoint with the condition of a response.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RequestPattern {
    /// The method in capitals, `ANY` for all of them.
    #[serde(default = "any_method")]
    pub method: String,
    /// A path pattern as endpoints have it; empty for every path.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub path: String,
    /// What else must hold of the request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<Condition>,
    /// Keys this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

fn any_method() -> String {
    ANY_METHOD.to_owned()
}

impl Default for RequestPattern {
    fn default() -> Self {
        Self::new(ANY_METHOD, "")
    }
}

impl RequestPattern {
    /// All requests of that method and path.
    pub fn new(method: impl Into<String>, path: impl Into<String>) -> Self {
        Self { method: method.into(), path: path.into(), condition: None, extra: Extra::new() }
    }

    /// The method and the path, as a person says them: `POST /orders`, `any method /orders`, `GET any path`.
    pub fn label(&self) -> String {
        let method = if self.method == ANY_METHOD { "any method" } else { &self.method };
        let path = if self.path.is_empty() { "any path" } else { &self.path };
        format!("{method} {path}")
    }
}

/// How many calls there must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CallCount {
    /// So many, no more and no fewer.
    Exactly(u64),
    /// So many or more.
    AtLeast(u64),
    /// So many or fewer.
    AtMost(u64),
    /// From `min` to `max`, both included.
    Between {
        /// The fewest.
        min: u64,
        /// The most.
        max: u64,
    },
    /// None at all.
    Never,
}

impl Default for CallCount {
    fn default() -> Self {
        Self::AtLeast(1)
    }
}

impl CallCount {
    /// The fewest calls that are enough.
    pub fn min(self) -> u64 {
        match self {
            Self::Exactly(count) | Self::AtLeast(count) => count,
            Self::Between { min, .. } => min,
            Self::AtMost(_) | Self::Never => 0,
        }
    }

    /// The most calls that are allowed, where there is a limit.
    pub fn max(self) -> Option<u64> {
        match self {
            Self::Exactly(count) | Self::AtMost(count) => Some(count),
            Self::Between { max, .. } => Some(max),
            Self::Never => Some(0),
            Self::AtLeast(_) => None,
        }
    }
}

/// What must have happened before the first call that counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct After {
    /// The expectation that must have all the calls it needs by then.
    pub expectation: ExpectationId,
    /// No other request may come between the last call of that one and the first of this one.
    #[serde(default, skip_serializing_if = "is_default")]
    pub strict: bool,
    /// Keys this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A span of time, counted in milliseconds from when the watching began: the start, or the last reset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TimeWindow {
    /// Calls before this do not count.
    #[serde(default, skip_serializing_if = "is_default")]
    pub from_ms: u64,
    /// Calls at this or later do not count, and what is missing then stays missing; none for no end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until_ms: Option<u64>,
}

/// How every call that counts must have been answered. Empty for any way.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AnswerDemand {
    /// With this status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// By this endpoint.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub endpoint: Option<EndpointId>,
    /// Keys this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}
