//! Which optional members an object gets: in daily life all of them, in edge-case mode also none, or those that are planned for
//! an answer, and fewer where a value has to be tried again or is deep inside.

use std::sync::Arc;

use super::edge_plan::Planned;
use super::node::Node;
use super::walk::Walk;

/// Which optional members an object gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Includes {
    All,
    Some,
    None,
    /// Those that are planned for this answer of edge-case mode.
    Planned,
}

impl Includes {
    /// Those of an object that an answer has something planned for, or not.
    pub(super) fn of(walk: &Walk<'_>, planned: Planned<'_>) -> Self {
        match planned.turn() {
            _ if walk.wants_least() => Self::None,
            _ if walk.wants_some() => Self::Some,
            Some(_) if walk.is_edge() => Self::Planned,
            _ => Self::All,
        }
    }

    /// Whether a member is among them, whose place is given, and what is planned for it.
    pub(super) fn has(self, walk: &mut Walk<'_>, node: &Arc<Node>, planned: Planned<'_>) -> bool {
        match self {
            Self::None => return false,
            Self::Planned => return planned.turn().is_some(),
            Self::Some if walk.random().chance(0.5) => return false,
            Self::All | Self::Some => {}
        }
        // Deep inside, only what ends at once is added.
        !(walk.is_deep() || walk.is_repeating(node)) || node.height(walk.table()) == 0 && !walk.is_exhausted()
    }

    /// Whether a map has members in daily life.
    pub(super) fn fills_map(self, walk: &Walk<'_>) -> bool {
        self != Self::None && !walk.is_deep()
    }
}
