//! Items that an array must contain, and those of which it may contain no more than so many.

use std::sync::Arc;

use serde_json::Value;

use super::node::{Child, Node, Table};
use super::shape::{Atom, Shape};

/// What `contains` of one schema says.
#[derive(Debug)]
pub(super) struct Contained {
    /// An item of the rest, or of any place, that is also one of these.
    rest: Child,
    places: Vec<Child>,
    /// How many there are, at least and at most.
    pub(super) count: usize,
    most: usize,
    /// Whether others must not be one of these, as there may be no more than so many.
    pub(super) is_limited: bool,
    /// Whether such items matter even where none is at a limit: some have to be there, or others may be ruled out.
    pub(super) matters: bool,
}

impl Contained {
    /// Those of a shape. What is demanded of the item at each place is given, and then of all others.
    pub(super) fn of(shape: &Shape, described: &[Vec<Atom>]) -> Vec<Self> {
        let possible = shape.contains.iter().filter(|contains| contains.at_most != Some(0) || contains.at_least > 0);
        let contained = possible.map(|contains| {
            let mut children = described.iter().map(|atoms| {
                let all = atoms.iter().chain([&contains.atom]);
                Child::new(all.cloned().collect())
            });
            let places = children.by_ref().take(described.len().saturating_sub(1)).collect();
            let rest = children.next().unwrap_or_else(|| Child::new(vec![contains.atom.clone()]));
            Self {
                rest,
                places,
                count: usize::try_from(contains.at_least).unwrap_or(usize::MAX),
                most: contains.at_most.map_or(usize::MAX, |most| usize::try_from(most).unwrap_or(usize::MAX)),
                is_limited: contains.at_most.is_some(),
                // Where other items may be ruled out altogether, those that may be contained matter even if none has to be.
                matters: contains.at_least > 0 || !shape.unevaluated_items.is_empty(),
            }
        });
        contained.filter(|contained| contained.matters || contained.is_limited).collect()
    }

    /// What is demanded of all items that are none of these: where there may be no more than so many.
    pub(super) fn others(shape: &Shape) -> Vec<Atom> {
        let limited = shape.contains.iter().filter(|contains| contains.at_most.is_some());
        let without = limited.filter_map(|contains| match &contains.atom {
            Atom::Is(pointer) => Some(Atom::Not(Arc::clone(pointer))),
            Atom::Not(_) => None,
        });
        without.collect()
    }

    /// The item at a place that is also one of these.
    pub(super) fn at(&self, index: usize) -> &Child {
        self.places.get(index).unwrap_or(&self.rest)
    }

    /// The places at which one of these can be instead of another item, which may not be one of them: their nodes.
    pub(super) fn instead(&self, table: &Table) -> impl Iterator<Item = (usize, Arc<Node>)> {
        let count = if self.is_limited || self.count > 0 { self.places.len() + 1 } else { 0 };
        (0..count).map(|index| (index, Arc::clone(self.at(index).node(table))))
    }
}

/// What is still to be contained while an array is made.
#[derive(Debug)]
pub(super) struct Owed<'c> {
    pub(super) contained: &'c Contained,
    /// How many have to be there yet, and how many may be.
    pub(super) left: usize,
    pub(super) room: usize,
}

impl<'c> Owed<'c> {
    pub(super) fn new(contained: &'c Contained) -> Self {
        Self { contained, left: contained.count, room: contained.most }
    }

    /// One of these was made.
    pub(super) fn count_one(&mut self) {
        self.left = self.left.saturating_sub(1);
        self.room = self.room.saturating_sub(1);
    }

    /// Counts an item that was made as something else and is one of these nevertheless.
    pub(super) fn count_if(&mut self, table: &Table, index: usize, item: &Value) {
        if self.left > 0 && self.contained.at(index).node(table).admits(table, item) {
            self.count_one();
        }
    }
}
