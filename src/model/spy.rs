//! A spy: where requests are forwarded to instead of, or after, being answered here.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Extra, is_default, is_true, yes};

/// Forwards requests to a real server, records what passes and changes nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Spy {
    /// Whether it forwards.
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub enabled: bool,
    /// Where to: a URL whose path stands before that of every request.
    pub base_url: String,
    /// Which requests.
    #[serde(default, skip_serializing_if = "is_default")]
    pub mode: SpyMode,
    /// Keys this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Spy {
    /// A spy that forwards what nothing else answers.
    pub fn new(base_url: impl Into<String>) -> Self {
        Self { enabled: true, base_url: base_url.into(), mode: SpyMode::default(), extra: Extra::new() }
    }
}

/// Which requests a spy forwards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SpyMode {
    /// Those that no response answers.
    #[default]
    Unmatched,
    /// All of them.
    Always,
}
