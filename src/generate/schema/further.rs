//! Members that a schema does not name: which sorts of them it describes, and where their names come from.

use std::sync::{Arc, OnceLock};

use serde_json::{Map, Value};

use super::edge_places::{Inside, MAX_TIMES};
use super::edge_plan::Planned;
use super::layers::Layers;
use super::node::{Child, Node, Table};
use super::options::Miss;
use super::pattern::Pattern;
use super::walk::{Site, Walk};
use super::words;
use crate::generate::random::{Random, Seed};

/// A name that no schema is likely to know.
const ANY_NAME: &str = "any other name";

/// How often a name is tried for a further member.
const MAX_TRIES: usize = 40;

/// What a schema says about members that it does not name.
#[derive(Debug)]
pub(super) struct Further {
    origin: String,
    /// What is demanded of the names.
    names: Option<Child>,
    patterns: Vec<Arc<Pattern>>,
    layers: Layers,
    known: Vec<String>,
    sorts: OnceLock<Vec<Sort>>,
}

/// Members whose names match a pattern, or those with any other name.
#[derive(Debug)]
pub(super) struct Sort {
    /// What it is asked for with, after all members that are named.
    pub(super) index: usize,
    pattern: Option<Arc<Pattern>>,
    pub(super) node: Arc<Node>,
}

impl Further {
    pub(super) fn new(
        origin: &str,
        names: Option<Child>,
        layers: Layers,
        patterns: Vec<Arc<Pattern>>,
        known: Vec<String>,
    ) -> Self {
        Self { origin: origin.to_owned(), names, patterns, layers, known, sorts: OnceLock::new() }
    }

    /// Whether the schema describes members that it does not name.
    pub(super) fn is_described(&self, table: &Table) -> bool {
        self.layers.describe_others(table)
    }

    /// The place of a member.
    pub(super) fn node_of(&self, table: &Table, name: &str) -> Arc<Node> {
        let mut atoms = self.layers.atoms_of(name);
        atoms.sort();
        atoms.dedup();
        table.node(&atoms)
    }

    /// Whether what is demanded of names allows this one.
    pub(super) fn allows_name(&self, table: &Table, name: &str) -> bool {
        self.names.as_ref().is_none_or(|child| child.node(table).admits(table, &Value::String(name.to_owned())))
    }

    /// Whether there can be further members at all.
    pub(super) fn is_possible(&self, table: &Table) -> bool {
        self.sorts(table).iter().any(|sort| sort.pattern.is_some())
            || !self.node_of(table, ANY_NAME).forms.is_empty()
                && self.names.as_ref().is_none_or(|names| !names.node(table).forms.is_empty())
    }

    /// The sorts of members that are described, as edge-case mode asks for them.
    pub(super) fn sorts(&self, table: &Table) -> &[Sort] {
        self.sorts.get_or_init(|| {
            let mut sorts = Vec::new();
            if self.layers.describe_rest(table) {
                sorts.push(Sort { index: self.known.len(), pattern: None, node: self.node_of(table, ANY_NAME) });
            }
            let mut random = Random::new(Seed(1));
            for (number, pattern) in self.patterns.iter().enumerate() {
                let mut names = (0..MAX_TRIES).filter_map(|attempt| name_like(pattern, attempt, &mut random));
                let fitting = names.find(|name| self.is_free(table, name) && pattern.matches(name));
                let Some(node) = fitting.map(|name| self.node_of(table, &name)) else { continue };
                sorts.push(Sort { index: self.known.len() + 1 + number, pattern: Some(Arc::clone(pattern)), node });
            }
            sorts.retain(|sort| !sort.node.forms.is_empty());
            sorts
        })
    }

    /// The same as places, where there may be so many further members.
    pub(super) fn inside(&self, table: &Table, most: usize) -> impl Iterator<Item = Inside> {
        let sorts = self.sorts(table);
        let most_times = (most / sorts.len().max(1)).clamp(1, MAX_TIMES);
        sorts.iter().map(move |sort| Inside {
            index: sort.index,
            // No member that is named is likely to have such a name.
            name: sort.pattern.as_ref().map_or_else(|| ANY_NAME.to_owned(), |pattern| pattern.source.clone()),
            node: Arc::clone(&sort.node),
            is_required: false,
            most_times,
        })
    }

    fn is_free(&self, table: &Table, name: &str) -> bool {
        !self.known.iter().any(|other| other == name) && self.allows_name(table, name)
    }

    /// A member of a sort, and its name.
    pub(super) fn of_sort(
        &self,
        walk: &mut Walk<'_>,
        sort: &Sort,
        present: &Map<String, Value>,
        planned: Planned<'_>,
    ) -> Option<(String, Value)> {
        for attempt in 0..MAX_TRIES {
            let name = match &sort.pattern {
                Some(pattern) => name_like(pattern, attempt, walk.random()),
                None => self.other_name(walk, attempt, present.len()),
            };
            let table = walk.table();
            let fits = |name: &String| !present.contains_key(name) && self.is_free(table, name);
            let Some(name) = name.filter(fits).filter(|name| Arc::ptr_eq(&self.node_of(table, name), &sort.node)) else {
                continue;
            };
            let site = Site { planned, kind: None, item_kind: None, suggestions: &[] };
            let mark = walk.mark();
            match walk.within(&name, |walk| walk.value(&sort.node, &site)) {
                Ok(value) => return Some((name, value)),
                Err(_) => {
                    walk.back_to(mark);
                    return None;
                }
            }
        }
        None
    }

    /// A member of any sort, and its name.
    pub(super) fn any(&self, walk: &mut Walk<'_>, present: &Map<String, Value>) -> Result<(String, Value), Miss> {
        let mut reason = None;
        for attempt in 0..MAX_TRIES {
            let Some(name) = self.name(walk, attempt, present.len()) else { continue };
            if present.contains_key(&name) || !self.is_free(walk.table(), &name) {
                continue;
            }
            let node = self.node_of(walk.table(), &name);
            let mark = walk.mark();
            let site = Site { planned: Planned::Little, kind: None, item_kind: None, suggestions: &[] };
            match walk.within(&name, |walk| walk.value(&node, &site)) {
                Ok(value) => return Ok((name, value)),
                Err(miss) => {
                    walk.back_to(mark);
                    reason = Some(miss);
                }
            }
            if attempt > 8 && self.patterns.is_empty() && self.names.is_none() {
                break;
            }
        }
        Err(reason.unwrap_or_else(|| Miss::new(&self.origin, "minProperties", "No name was found for a further member")))
    }

    fn name(&self, walk: &mut Walk<'_>, attempt: usize, count: usize) -> Option<String> {
        if self.names.is_some() && !attempt.is_multiple_of(3) {
            return self.demanded_name(walk);
        }
        if !self.patterns.is_empty() && attempt % 4 != 3 {
            let pattern = self.patterns.get(attempt % self.patterns.len())?;
            return name_like(pattern, attempt / 4, walk.random());
        }
        Some(word(walk, attempt, count))
    }

    /// A name that most probably matches no pattern.
    fn other_name(&self, walk: &mut Walk<'_>, attempt: usize, count: usize) -> Option<String> {
        if self.names.is_some() && !attempt.is_multiple_of(3) {
            return self.demanded_name(walk);
        }
        Some(word(walk, attempt, count))
    }

    /// A name as it is demanded.
    fn demanded_name(&self, walk: &mut Walk<'_>) -> Option<String> {
        let node = Arc::clone(self.names.as_ref()?.node(walk.table()));
        let site = Site { planned: Planned::Little, kind: None, item_kind: None, suggestions: &[] };
        let mark = walk.mark();
        let name = walk.usually(|walk| walk.value(&node, &site)).ok();
        walk.back_to(mark);
        name?.as_str().map(str::to_owned)
    }
}

fn name_like(pattern: &Pattern, attempt: usize, random: &mut Random) -> Option<String> {
    // Short ones where long ones may not be allowed.
    let most = if attempt < 3 { 6 } else { 2 };
    let more = if pattern.is_open_ended { 1 + random.below(most) } else { 0 };
    let length = pattern.usual_length(random).saturating_add(more);
    pattern.padded(length, attempt, random)
}

fn word(walk: &mut Walk<'_>, attempt: usize, count: usize) -> String {
    let word = words::word(walk.random());
    // Where many are asked for, words run out.
    if count > 12 || attempt > 20 { format!("{word}{count}{attempt}") } else { word.to_owned() }
}
