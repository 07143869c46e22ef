//! Edge-case mode: what a place is pushed to, and values at its limits.

use std::sync::Arc;

use serde_json::Value;

use super::edge_plan::Turn;
use super::node::{ENDLESS, Kind, Node, Table};
use super::options::Miss;
use super::walk::{Site, Walk};

/// So many kinds are looked for beyond the most natural readings.
const MAX_KINDS: usize = 12;

/// The kinds that a place is pushed to, with their form's and their own index: of each branch the most natural reading, what
/// other readings of it allow besides, and null once.
pub(super) fn choosable<'n>(node: &'n Node, table: &Table) -> Vec<(usize, usize, &'n Kind)> {
    let mut branches: Vec<u64> = Vec::new();
    let mut kinds: Vec<(usize, usize, &Kind)> = Vec::new();
    let mut null = None;
    let mut known: Vec<(u64, String)> = Vec::new();
    for (at, form) in node.forms.iter().enumerate() {
        let is_natural = !branches.contains(&form.branch);
        let with_heights = || form.kinds.iter().zip(form.heights(table).iter().copied()).enumerate();
        let others = with_heights().filter(|(_, (kind, _))| !matches!(kind, Kind::Null)).take(form.preferred);
        for (index, (kind, height)) in others.chain(with_heights().filter(|(_, (kind, _))| matches!(kind, Kind::Null))) {
            if height == ENDLESS || matches!(kind, Kind::Text(plan) if !plan.is_possible()) {
                continue;
            }
            if is_natural {
                branches.push(form.branch);
            }
            if matches!(kind, Kind::Null) {
                null.get_or_insert((at, index, kind));
                continue;
            }
            // Most schemas have one form, of which there is nothing to compare.
            let reading = if node.forms.len() > 1 { (form.branch, kind.limits_in_words()) } else { Default::default() };
            let is_new = is_natural || kinds.len() < MAX_KINDS && !known.contains(&reading);
            if is_new {
                known.push(reading);
                kinds.push((at, index, kind));
            }
        }
    }
    kinds.extend(null);
    kinds
}

impl Walk<'_> {
    /// A value of a kind at the limit whose turn it is.
    pub(super) fn edge_value(&mut self, node: &Arc<Node>, kind: &Kind, turn: Turn<'_>, site: &Site<'_>) -> Result<Value, Miss> {
        let index = turn.limit();
        match kind {
            Kind::Null => {
                self.note("null");
                Ok(Value::Null)
            }
            Kind::Booleans(values) => {
                let value = values.get(index).copied().unwrap_or(true);
                self.note(if value { "true" } else { "false" });
                Ok(Value::Bool(value))
            }
            Kind::Listed(values) => {
                if values.len() > 1 {
                    self.note(&format!("listed value {} of {}", index + 1, values.len()));
                }
                Ok(values.get(index).cloned().unwrap_or(Value::Null))
            }
            Kind::Number(plan) => {
                let boundaries = plan.boundaries();
                match boundaries.get(index) {
                    Some((value, description)) => {
                        self.note(description);
                        Ok(value.clone())
                    }
                    None => self.usual_value(node, kind, site),
                }
            }
            Kind::Text(plan) => match plan.boundary(index, self.random()) {
                Some((text, description)) => {
                    self.note(description);
                    Ok(Value::String(text))
                }
                None => self.usual_value(node, kind, site),
            },
            Kind::Array(_) | Kind::Object(_) => self.container(node, kind, site),
        }
    }
}
