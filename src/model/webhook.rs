//! A webhook: a call that the server makes after it has answered.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Body, Delay, Extra, Header, is_default, is_true, yes};

/// A call that the server makes after it has answered. Its texts may be templates, which see the request that was answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Webhook {
    /// What a person calls it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Whether it is called.
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub enabled: bool,
    /// The method.
    pub method: String,
    /// The whole URL, `http` or `https`.
    pub url: String,
    /// The header fields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<Header>,
    /// The body.
    #[serde(default, skip_serializing_if = "is_default")]
    pub body: Body,
    /// How long to wait after the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delay: Option<Delay>,
    /// How often to try again where the call fails or is answered with 500 or above; the waits between grow from a second on.
    #[serde(default, skip_serializing_if = "is_default")]
    pub retries: u32,
    /// Keys this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Webhook {
    /// A call of that method to that URL.
    pub fn new(method: impl Into<String>, url: impl Into<String>) -> Self {
        Self {
            name: String::new(),
            enabled: true,
            method: method.into(),
            url: url.into(),
            headers: Vec::new(),
            body: Body::default(),
            delay: None,
            retries: 0,
            extra: Extra::new(),
        }
    }
}
