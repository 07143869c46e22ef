//! Edge-case mode: whose turn it is among the limits of each place. Consecutive answers go through all of them.

use std::sync::Arc;

use serde_json::Value;

use super::node::{ENDLESS, Kind, Node};
use super::options::Miss;
use super::walk::{Site, Walk};

/// Where in the row of limits an answer is. Places with few limits use it up slowly, so that what is inside them still sees
/// all of its values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counter(pub(super) u64);

impl Counter {
    pub(super) fn plus(self, more: u64) -> Self {
        Self(self.0.wrapping_add(more))
    }

    /// The turn out of `turns`, and the counter for what is inside. The first `used` turns have something inside.
    pub(super) fn turn(self, turns: u64, used: u64, place: &str) -> (u64, Self) {
        let counter = self.0.wrapping_add(offset(place));
        let turn = counter % turns.max(1);
        (turn, Self((counter / turns.max(1)).wrapping_mul(used).wrapping_add(turn.min(used.saturating_sub(1)))))
    }
}

/// Neighbouring places do not start at the same limit.
fn offset(place: &str) -> u64 {
    place.bytes().fold(0, |sum: u64, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)) % 1009)
}

impl Walk<'_> {
    /// Whose turn it is among the kinds of a place: null one time in five or more rarely, the others in turn.
    pub(super) fn edge_kind<'n>(&mut self, node: &'n Arc<Node>, counter: Counter) -> (Option<&'n Kind>, Counter) {
        let wants_shallow = self.is_deep() || self.is_repeating(node);
        let mut branches: Vec<u64> = Vec::new();
        let mut kinds: Vec<(&Kind, u32)> = Vec::new();
        let mut null = None;
        for form in &node.forms {
            if branches.contains(&form.branch) {
                continue;
            }
            let mut is_usable = false;
            let with_heights = || form.kinds.iter().zip(form.heights(self.table()).iter().copied());
            let others = with_heights().filter(|(kind, _)| !matches!(kind, Kind::Null)).take(form.preferred);
            for (kind, height) in others.chain(with_heights().filter(|(kind, _)| matches!(kind, Kind::Null))) {
                if height == ENDLESS {
                    continue;
                }
                is_usable = true;
                if matches!(kind, Kind::Null) {
                    null = Some(kind);
                } else {
                    kinds.push((kind, height));
                }
            }
            if is_usable {
                branches.push(form.branch);
            }
        }
        if wants_shallow && let Some(lowest) = kinds.iter().map(|(_, height)| *height).min() {
            if null.is_some() && lowest > 0 {
                return (null, counter);
            }
            kinds.retain(|(_, height)| *height == lowest);
        }
        let count = kinds.len() as u64;
        if count == 0 {
            return (null, counter);
        }
        let used = if null.is_some() { count * 4_u64.div_ceil(count) } else { count };
        let (turn, inner) = counter.turn(used + u64::from(null.is_some()), used, &node.origin);
        if turn == used {
            return (null, inner);
        }
        let kind = usize::try_from(inner.0 % count).ok().and_then(|index| kinds.get(index)).map(|(kind, _)| *kind);
        (kind, Counter(inner.0 / count))
    }

    /// A value of a kind at the limit whose turn it is.
    pub(super) fn edge_value(&mut self, node: &Arc<Node>, kind: &Kind, site: &Site<'_>) -> Result<Value, Miss> {
        let index = |count: usize| {
            let (turn, _) = site.counter.turn(count as u64, 1, &node.origin);
            usize::try_from(turn).unwrap_or(0)
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
            Kind::Text(_) if self.text_left == 0 => self.usual_value(node, kind, site),
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
