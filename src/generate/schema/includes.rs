//! Which optional members an object gets: in daily life all of them, in edge-case mode also none, or those that are planned for
//! an answer, and fewer where a value has to be tried again or is deep inside.

use std::sync::Arc;

use super::edge_walk::Course;
use super::node::Node;
use super::walk::{Site, Walk};

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
    /// Whose turn it is, and the course of what is inside.
    pub(super) fn of<'s>(walk: &Walk<'_>, site: &Site<'s>, origin: &str) -> (Self, Course<'s>) {
        if walk.wants_least() {
            return (Self::None, site.course);
        }
        if walk.wants_some() {
            return (Self::Some, site.course);
        }
        if !walk.is_edge() {
            return (Self::All, site.course);
        }
        if let Some(turn) = site.course.planned.turn() {
            return (if turn.is_bare() { Self::None } else { Self::Planned }, site.course);
        }
        let (turn, rest) = site.course.turn(5, 4, origin);
        (if turn == 4 { Self::None } else { Self::All }, rest)
    }

    /// Whether a member is among them, whose place and course are given.
    pub(super) fn has(self, walk: &mut Walk<'_>, node: &Arc<Node>, course: Course<'_>) -> bool {
        match self {
            Self::None => return false,
            Self::Planned => return course.planned.turn().is_some(),
            Self::Some if walk.random().chance(0.5) => return false,
            Self::All | Self::Some => {}
        }
        // Deep inside, only what ends at once is added.
        !(walk.is_deep() || walk.is_repeating(node)) || node.height(walk.table()) == 0 && !walk.is_exhausted()
    }

    /// Whether a map has members, whose course is given.
    pub(super) fn fills_map(self, walk: &Walk<'_>, course: Course<'_>) -> bool {
        match self {
            Self::None => false,
            Self::Planned => course.planned.turn().is_some(),
            Self::All | Self::Some => !walk.is_deep(),
        }
    }
}
