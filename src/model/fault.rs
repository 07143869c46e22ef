//! A fault: what goes wrong on the wire, on purpose, and how often.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::is_default;

/// Something that goes wrong on the wire instead of, or while, a response is sent.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// What goes wrong.
    pub kind: FaultKind,
    /// How often.
    #[serde(default, skip_serializing_if = "is_default")]
    pub when: FaultWhen,
}

/// What goes wrong on the wire. The response's delay comes before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, strum::EnumDiscriminants)]
#[strum_discriminants(name(FaultName), derive(Hash, strum::EnumIter), doc = "The kinds of fault.")]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum FaultKind {
    /// The connection is reset (TCP RST) without an answer.
    Reset,
    /// The connection is closed (TCP FIN) without an answer.
    Close,
    /// Nothing more is sent, and the connection stays open.
    Stall,
    /// The connection is closed after so many bytes of the body, though the head announced all of them.
    Cut {
        /// How many bytes of the body are sent.
        after_bytes: u64,
    },
    /// The head announces chunks, and the first one is malformed.
    BadChunk,
    /// Random bytes are sent instead of an answer, and the connection is closed.
    Garbage {
        /// How many.
        bytes: u32,
    },
    /// The body is sent at so many bytes per second.
    SlowBody {
        /// The most bytes in a second.
        bytes_per_second: u32,
    },
    /// The head is sent at once, and the first byte of the body after so many milliseconds.
    SlowFirstByte {
        /// The wait between head and body.
        ms: u32,
    },
}

/// In a few words, for log lines: `cut after 20 bytes`.
impl fmt::Display for FaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reset => f.write_str("connection reset"),
            Self::Close => f.write_str("connection closed without an answer"),
            Self::Stall => f.write_str("stalled"),
            Self::Cut { after_bytes } => write!(f, "cut after {after_bytes} bytes"),
            Self::BadChunk => f.write_str("malformed chunk"),
            Self::Garbage { bytes } => write!(f, "{bytes} bytes of garbage"),
            Self::SlowBody { bytes_per_second } => write!(f, "{bytes_per_second} bytes per second"),
            Self::SlowFirstByte { ms } => write!(f, "first byte after {ms} ms"),
        }
    }
}

/// How often a fault happens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum FaultWhen {
    /// Every time the response answers.
    #[default]
    Always,
    /// At random, as often in a hundred; drawn from the call's seed.
    Percent(f64),
    /// With every so many-th call of the endpoint.
    EveryNth(u32),
    /// With the endpoint's first so many calls.
    First(u32),
}
