//! Edge-case mode: whose turn it is among the limits of each place. Consecutive answers go through all of them.

use std::sync::Arc;

use serde_json::Value;

use super::edge_plan::Planned;
use super::node::{ENDLESS, Kind, Node, Table};
use super::options::Miss;
use super::walk::{Site, Walk};

/// Where in the row of limits an answer is: what is planned, or a counter. Places with few limits use a counter up slowly, so
/// that what is inside them still sees all of its values.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Course<'p> {
    counter: u64,
    pub(super) planned: Planned<'p>,
}

impl<'p> Course<'p> {
    pub(super) fn new(counter: u64, planned: Planned<'p>) -> Self {
        Self { counter, planned }
    }

    pub(super) fn plus(self, more: u64) -> Self {
        Self { counter: self.counter.wrapping_add(more), ..self }
    }

    /// The turn out of `turns`, and the counter for what is inside. The first `used` turns have something inside.
    pub(super) fn turn(self, turns: u64, used: u64, place: &str) -> (u64, Self) {
        let counter = self.counter.wrapping_add(offset(place));
        let turn = counter % turns.max(1);
        let counter = (counter / turns.max(1)).wrapping_mul(used).wrapping_add(turn.min(used.saturating_sub(1)));
        (turn, Self { counter, ..self })
    }

    /// The course of a member or an item.
    pub(super) fn inside(self, index: usize) -> Self {
        Self { planned: self.planned.inside(index), ..self }
    }

    /// The course of one of the items of a place.
    pub(super) fn repeated(self, index: usize, time: usize) -> Self {
        Self { planned: self.planned.repeated(index, time), ..self }
    }
}

/// Neighbouring places do not start at the same limit.
fn offset(place: &str) -> u64 {
    place.bytes().fold(0, |sum: u64, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)) % 1009)
}

/// The kinds that a place is pushed to, with their form's and their own index: of each branch the most natural reading, and null
/// once.
pub(super) fn choosable<'n>(node: &'n Node, table: &Table) -> Vec<(usize, usize, &'n Kind, u32)> {
    let mut branches: Vec<u64> = Vec::new();
    let mut kinds: Vec<(usize, usize, &Kind, u32)> = Vec::new();
    let mut null = None;
    for (at, form) in node.forms.iter().enumerate() {
        if branches.contains(&form.branch) {
            continue;
        }
        let mut is_usable = false;
        let with_heights = || form.kinds.iter().zip(form.heights(table).iter().copied()).enumerate();
        let others = with_heights().filter(|(_, (kind, _))| !matches!(kind, Kind::Null)).take(form.preferred);
        for (index, (kind, height)) in others.chain(with_heights().filter(|(_, (kind, _))| matches!(kind, Kind::Null))) {
            if height == ENDLESS {
                continue;
            }
            is_usable = true;
            if matches!(kind, Kind::Null) {
                null = Some((at, index, kind, height));
            } else {
                kinds.push((at, index, kind, height));
            }
        }
        if is_usable {
            branches.push(form.branch);
        }
    }
    kinds.extend(null);
    kinds
}

impl Walk<'_> {
    /// Whose turn it is among the kinds of a place: the one that is planned, or else null one time in five or more rarely, the
    /// others in turn.
    pub(super) fn edge_kind<'n, 'p>(&mut self, node: &'n Arc<Node>, course: Course<'p>) -> (Option<&'n Kind>, Course<'p>) {
        if let Some(turn) = course.planned.turn() {
            return (turn.kind(node), course);
        }
        let wants_shallow = self.is_deep() || self.is_repeating(node);
        let mut kinds = choosable(node, self.table());
        let null = kinds.pop_if(|(_, _, kind, _)| matches!(kind, Kind::Null)).map(|(_, _, kind, _)| kind);
        if wants_shallow && let Some(lowest) = kinds.iter().map(|(_, _, _, height)| *height).min() {
            if null.is_some() && lowest > 0 {
                return (null, course);
            }
            kinds.retain(|(_, _, _, height)| *height == lowest);
        }
        let count = kinds.len() as u64;
        if count == 0 {
            return (null, course);
        }
        let used = if null.is_some() { count * 4_u64.div_ceil(count) } else { count };
        let (turn, inner) = course.turn(used + u64::from(null.is_some()), used, &node.origin);
        if turn == used {
            return (null, inner);
        }
        let kind = usize::try_from(inner.counter % count).ok().and_then(|index| kinds.get(index)).map(|(_, _, kind, _)| *kind);
        (kind, Course { counter: inner.counter / count, ..inner })
    }

    /// A value of a kind at the limit whose turn it is.
    pub(super) fn edge_value(&mut self, node: &Arc<Node>, kind: &Kind, site: &Site<'_>) -> Result<Value, Miss> {
        let index = |count: usize| match site.course.planned.turn() {
            Some(turn) => turn.limit(),
            None => usize::try_from(site.course.turn(count as u64, 1, &node.origin).0).unwrap_or(0),
        };
        match kind {
            Kind::Null => {
                self.note("null");
                Ok(Value::Null)
            }
            Kind::Booleans(values) => {
                let value = values.get(index(values.len())).copied().unwrap_or(true);
                self.note(if value { "true" } else { "false" });
                Ok(Value::Bool(value))
            }
            Kind::Listed(values) => {
                let at = index(values.len());
                if values.len() > 1 {
                    self.note(&format!("listed value {} of {}", at + 1, values.len()));
                }
                Ok(values.get(at).cloned().unwrap_or(Value::Null))
            }
            Kind::Number(plan) => {
                let boundaries = plan.boundaries();
                match boundaries.get(index(boundaries.len())) {
                    Some((value, description)) => {
                        self.note(description);
                        Ok(value.clone())
                    }
                    None => self.usual_value(node, kind, site),
                }
            }
            // What is planned has room.
            Kind::Text(_) if self.text_left == 0 && site.course.planned.turn().is_none() => self.usual_value(node, kind, site),
            Kind::Text(plan) => match plan.boundary(index(plan.boundary_count()), self.random()) {
                Some((text, description)) => {
                    self.note(description);
                    self.text_left = self.text_left.saturating_sub(text.len());
                    Ok(Value::String(text))
                }
                None => self.usual_value(node, kind, site),
            },
            Kind::Array(_) | Kind::Object(_) => self.container(node, kind, site),
        }
    }
}
