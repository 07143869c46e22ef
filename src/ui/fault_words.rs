//! Faults in words: what each kind is called where it is chosen, what the client sees of it, and how the log tells that it happened.

use crate::model::FaultName;

/// A kind of fault in words.
#[derive(Clone, Copy, Debug)]
pub(super) struct FaultWords {
    /// What it is called where it is chosen.
    pub(super) label: &'static str,
    /// What the client sees.
    pub(super) seen: &'static str,
    /// A word or two for a row of the log.
    pub(super) short: &'static str,
    /// What happened, after "on purpose".
    pub(super) told: &'static str,
}

/// A kind of fault in words.
pub(super) fn fault_words(name: FaultName) -> FaultWords {
    let (label, seen, short, told) = match name {
        FaultName::Reset => (
            "Reset the connection",
            "The client sees a TCP reset and no answer",
            "reset",
            "the connection was reset in place of an answer",
        ),
        FaultName::Close => (
            "Close the connection",
            "The client sees the connection closed, without an answer",
            "closed",
            "the connection was closed without an answer",
        ),
        FaultName::Stall => (
            "Stall",
            "Nothing is sent and the connection stays open, until the client gives up",
            "stalled",
            "nothing was sent, and the connection stayed open",
        ),
        FaultName::Cut => (
            "Cut the body off",
            "The head announces the whole body, and the connection is closed within it",
            "cut off",
            "the connection was closed within the body",
        ),
        FaultName::BadChunk => (
            "Malformed chunk",
            "The body comes in chunks, and the first one cannot be read",
            "bad chunk",
            "the first chunk of the body was malformed",
        ),
        FaultName::Garbage => (
            "Garbage",
            "Random bytes come in place of an answer, and the connection is closed",
            "garbage",
            "random bytes were sent in place of an answer",
        ),
        FaultName::SlowBody => {
            ("Slow body", "The body trickles in, no faster than that", "slow body", "the body was sent slowly")
        }
        FaultName::SlowFirstByte => (
            "Slow first byte",
            "The head comes at once, and the body only after the wait",
            "slow first byte",
            "the body was sent a while after the head",
        ),
    };
    FaultWords { label, seen, short, told }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use strum::IntoEnumIterator as _;

    use super::*;

    #[test]
    fn every_kind_has_words_of_its_own() {
        let mut known = HashSet::new();
        for name in FaultName::iter() {
            let FaultWords { label, seen, short, told } = fault_words(name);
            for text in [label, seen, short, told] {
                assert!(!text.is_empty() && !text.ends_with('.') && known.insert(text), "{name:?}: {text}");
            }
        }
    }
}
