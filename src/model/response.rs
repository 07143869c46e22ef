//! One of the answers an endpoint can give: status, headers, body, the condition it needs and its delay.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use super::{Body, Condition, Extra, Fault, ResponseId, ScenarioStep, Webhook, WrittenHead, is_default, is_true, yes};

/// One answer of an endpoint.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Response {
    /// The response's stable name.
    pub id: ResponseId,
    /// What a person calls it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The status code, 100 to 599.
    pub status: u16,
    /// A template that gives the status of each answer; takes the place of the status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_template: Option<String>,
    /// The reason phrase on HTTP/1.1 where it is not the usual one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Whether it may be chosen.
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub enabled: bool,
    /// What must hold for it to answer, where the endpoint selects by condition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<Condition>,
    /// How often it answers compared with its siblings, where the endpoint selects at random.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub weight: u32,
    /// Headers in the order they are sent; names may repeat.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<Header>,
    /// How the head is written over HTTP/1.1, where it is written as a real server wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written: Option<WrittenHead>,
    /// What is sent after the headers.
    #[serde(default, skip_serializing_if = "is_default")]
    pub body: Body,
    /// How long to wait before answering; takes the place of the project's delay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delay: Option<Delay>,
    /// A template that gives the wait before each answer in milliseconds; takes the place of the delay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delay_template: Option<String>,
    /// Whether a generated body goes to the limits of what is valid; none does as the project does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edge_cases: Option<bool>,
    /// The part it plays in a scenario.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scenario: Option<ScenarioStep>,
    /// What goes wrong on the wire, on purpose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<Fault>,
    /// What is called after it has answered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub webhooks: Vec<Webhook>,
    /// Keys this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

fn one() -> u32 {
    1
}

fn is_one(weight: &u32) -> bool {
    *weight == 1
}

impl Response {
    /// An empty response of that status.
    pub fn new(id: ResponseId, status: u16) -> Self {
        Self {
            id,
            name: String::new(),
            status,
            status_template: None,
            reason: None,
            enabled: true,
            condition: None,
            weight: 1,
            headers: Vec::new(),
            written: None,
            body: Body::default(),
            delay: None,
            delay_template: None,
            edge_cases: None,
            scenario: None,
            fault: None,
            webhooks: Vec::new(),
            extra: Extra::new(),
        }
    }
}

/// One header line of an answer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Header {
    /// The field name.
    pub name: String,
    /// The field value.
    pub value: String,
    /// Whether it is sent.
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub enabled: bool,
    /// Keys this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Header {
    /// A header that is sent.
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { name: name.into(), value: value.into(), enabled: true, extra: Extra::new() }
    }
}

/// How long to wait before an answer, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Delay {
    /// Always the same.
    Fixed {
        /// The wait.
        ms: u32,
    },
    /// Anywhere in a range, evenly.
    Uniform {
        /// The shortest wait.
        min_ms: u32,
        /// The longest wait.
        max_ms: u32,
    },
    /// Log-normal, as real latencies are: mostly near the median, with a long tail.
    LogNormal {
        /// Half of the waits are shorter than this.
        median_ms: u32,
        /// The standard deviation of the logarithm; 0.1 is narrow, 1 is wide. What is not a number stands as `null`
        /// in the file, which knows no other way to write it.
        #[serde(deserialize_with = "number_or_nan")]
        #[schemars(with = "Option<f64>", required)]
        sigma: f64,
    },
}

fn number_or_nan<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or(f64::NAN))
}
