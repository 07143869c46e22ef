//! Objects: named members, members whose names follow a pattern, members that need others, and how many there may be.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use serde_json::{Map, Value};

use super::edge_places::Inside;
use super::edge_walk::Course;
use super::includes::Includes;
use super::layers::Layers;
use super::member_kind::{Inferred, inferred, parent_name};
use super::node::{Child, Node, Table};
use super::options::{Access, Miss};
use super::pattern::Pattern;
use super::shape::{Atom, Shape};
use super::walk::{Site, Walk};
use super::words;
use crate::generate::field::{FieldName, Hint, Override, Record, Siblings};

/// A name that no schema is likely to know.
const ANY_NAME: &str = "any other name";

/// How often a name is tried for a further member.
const MAX_TRIES: usize = 40;

/// How objects are made for one schema.
#[derive(Debug)]
pub(super) struct ObjectPlan {
    origin: String,
    members: Vec<Member>,
    forbidden: BTreeSet<String>,
    dependents: Vec<(String, Vec<String>)>,
    least: usize,
    most: usize,
    /// Where the names of further members come from.
    name_patterns: Vec<Arc<Pattern>>,
    names: Option<Child>,
    layers: Layers,
    /// Whether there are further members in daily life: the schema describes a map.
    is_map: bool,
    wants_more: bool,
    parent: Option<String>,
    /// What the members' names say about each other, looked up when it is first needed.
    siblings: OnceLock<Siblings>,
}

/// A member that the schema names.
#[derive(Debug)]
struct Member {
    index: usize,
    name: FieldName,
    /// What the project says of fields of this name.
    own: Option<Override>,
    child: Child,
    is_required: bool,
    suggestions: Vec<Value>,
    inferred: OnceLock<Inferred>,
}

impl ObjectPlan {
    /// Plans objects for a shape.
    pub(super) fn new(shape: &Shape, table: &Table, origin: &str) -> Result<Self, Miss> {
        let limits = &table.options.limits;
        let count = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        let least = count(shape.min_members);
        let most = shape.max_members.map_or(limits.max_items, count);
        if least > limits.max_items {
            let message = format!("At least {least} members are asked for, and no more than {} are made", limits.max_items);
            return Err(Miss::new(origin, "minProperties", message));
        }
        if least.max(shape.required.len()) > most {
            let constraint = if least > most { "minProperties" } else { "maxProperties" };
            let message = format!("{} members are needed, but maxProperties is {most}", least.max(shape.required.len()));
            return Err(Miss::new(origin, constraint, message));
        }
        if let Some(name) = shape.required.iter().find(|name| shape.forbidden.contains(name)) {
            return Err(Miss::new(origin, "required", format!("The member {name:?} is required and ruled out at once")));
        }
        let (layers, name_patterns) = Layers::new(shape, table);
        let mut atoms: Vec<Atom> = shape.member_names.iter().map(|pointer| Atom::Is(Arc::clone(pointer))).collect();
        atoms.sort();
        let mut plan = Self {
            origin: origin.to_owned(),
            members: Vec::new(),
            forbidden: shape.forbidden.iter().cloned().collect(),
            dependents: shape.dependents.clone(),
            least,
            most,
            is_map: false,
            name_patterns,
            names: (!atoms.is_empty()).then(|| Child::new(atoms)),
            layers,
            wants_more: shape.one_more_member,
            parent: parent_name(shape, table),
            siblings: OnceLock::new(),
        };
        plan.add_members(shape, table);
        Ok(plan)
    }

    fn add_members(&mut self, shape: &Shape, table: &Table) {
        let mut names: Vec<&String> = Vec::new();
        let mut seen: BTreeSet<&String> = BTreeSet::new();
        let named = shape.member_layers.iter().flat_map(|layer| &layer.names);
        for name in named.chain(&shape.required).chain(shape.extra_members.iter().map(|(name, _)| name)) {
            if !self.forbidden.contains(name) && seen.insert(name) {
                names.push(name);
            }
        }
        for name in &names {
            let suggested = shape.suggestions.iter().filter(|(property, _)| property == *name).flat_map(|(_, values)| values);
            let member = Member {
                index: self.members.len(),
                name: FieldName::new((*name).clone()),
                own: table.options.overrides.of(name).cloned(),
                child: Child::new(self.layers.atoms_of(name)),
                is_required: shape.required.contains(name),
                suggestions: suggested.map(|value| Value::String(value.clone())).collect(),
                inferred: OnceLock::new(),
            };
            self.members.push(member);
        }
        self.is_map = self.members.is_empty() && self.layers.describe_others(table);
    }

    /// The places that the smallest object needs.
    pub(super) fn needed(&self, table: &Table) -> Vec<Arc<Node>> {
        self.members.iter().filter(|member| member.is_required).map(|member| Arc::clone(member.child.node(table))).collect()
    }

    /// The places of the members that there can be, as edge-case mode asks for them, and that of further ones in a map.
    pub(super) fn inside(&self, table: &Table) -> Vec<Inside> {
        let possible = |member: &&Member| {
            member.is_required || !Self::is_hidden(table, member) && self.allows_name(table, member.name.as_str())
        };
        let inside = |member: &Member| {
            let node = Arc::clone(member.child.node(table));
            Inside { index: member.index, node, is_required: member.is_required }
        };
        let further =
            self.is_map.then(|| Inside { index: self.members.len(), node: self.node_of(table, ANY_NAME), is_required: false });
        self.members.iter().filter(possible).map(inside).chain(further).collect()
    }

    /// The place of a member that the schema does not name.
    fn node_of(&self, table: &Table, name: &str) -> Arc<Node> {
        let mut atoms = self.layers.atoms_of(name);
        atoms.sort();
        atoms.dedup();
        table.node(&atoms)
    }

    fn allows_name(&self, table: &Table, name: &str) -> bool {
        let allowed = |child: &Child| child.node(table).admits(table, &Value::String(name.to_owned()));
        !self.forbidden.contains(name) && self.names.as_ref().is_none_or(allowed)
    }

    /// Makes an object.
    pub(super) fn build(&self, walk: &mut Walk<'_>, site: &Site<'_>) -> Result<Value, Miss> {
        let (includes, course) = Includes::of(walk, site, &self.origin);
        let mut result = Map::with_capacity(self.members.len());
        let siblings = self
            .siblings
            .get_or_init(|| Siblings::new(self.members.iter().map(|member| member.name.as_str()), self.parent.as_deref()));
        let mut record = Record::new(siblings, walk.table().options.locale);
        let required = self.members.iter().filter(|member| member.is_required).count();
        let mut room = self.most.saturating_sub(required);
        let mut left_out: Vec<&Member> = Vec::new();
        for member in &self.members {
            if member.is_required {
                if !self.allows_name(walk.table(), member.name.as_str()) {
                    let message = format!("The required member {:?} has a name that is not allowed", member.name.as_str());
                    return Err(Miss::new(&self.origin, "propertyNames", message));
                }
                let value = self.member(walk, member, course, &mut record)?;
                result.insert(member.name.as_str().to_owned(), value);
                continue;
            }
            let wanted =
                room > 0 && !Self::is_hidden(walk.table(), member) && self.allows_name(walk.table(), member.name.as_str());
            if !wanted {
                continue;
            }
            let node = member.child.node(walk.table());
            if !includes.has(walk, node, course.inside(member.index)) {
                left_out.push(member);
                continue;
            }
            let mark = walk.mark();
            match self.member(walk, member, course, &mut record) {
                Ok(value) => {
                    room -= 1;
                    result.insert(member.name.as_str().to_owned(), value);
                }
                Err(_) => walk.back_to(mark),
            }
        }
        self.add_dependents(walk, &mut result, course, &mut record)?;
        let map_size = if self.is_map && includes.fills_map(walk, course.inside(self.members.len())) {
            1 + walk.random().below(3)
        } else {
            0
        };
        let mut least = self.least.max(map_size.min(self.most));
        if self.wants_more {
            least = least.max((result.len() + 1).min(self.most));
        }
        for member in left_out {
            if result.len() >= self.least {
                break;
            }
            let mark = walk.mark();
            match self.member(walk, member, course, &mut record) {
                Ok(value) => drop(result.insert(member.name.as_str().to_owned(), value)),
                Err(_) => walk.back_to(mark),
            }
        }
        while result.len() < least {
            match self.further(walk, &result, course) {
                Ok((name, value)) => drop(result.insert(name, value)),
                Err(miss) if result.len() < self.least => return Err(miss),
                Err(_) => break,
            }
        }
        self.add_dependents(walk, &mut result, course, &mut record)?;
        if walk.is_edge() {
            let optional = self.members.len() - required;
            match includes {
                Includes::None if optional > 0 => walk.note("without optional members"),
                Includes::All | Includes::Planned if optional > 0 && result.len() >= self.members.len() => {
                    walk.note("with all optional members");
                }
                _ if result.is_empty() => walk.note("empty object"),
                _ => {}
            }
        }
        Ok(Value::Object(result))
    }

    fn is_hidden(table: &Table, member: &Member) -> bool {
        match table.options.access {
            Access::Both => false,
            Access::Read => member.child.node(table).hidden_marks.1,
            Access::Write => member.child.node(table).hidden_marks.0,
        }
    }

    fn member(&self, walk: &mut Walk<'_>, member: &Member, course: Course<'_>, record: &mut Record<'_>) -> Result<Value, Miss> {
        let node = member.child.node(walk.table());
        walk.within(member.name.as_str(), |walk| {
            for suggestion in &member.suggestions {
                if node.admits(walk.table(), suggestion) {
                    return Ok(suggestion.clone());
                }
            }
            if let Some(own) = member.own.as_ref().filter(|_| walk.is_usual()) {
                let locale = walk.table().options.locale;
                let value = own.value(walk.random(), locale);
                if node.admits(walk.table(), &value) {
                    walk.spend();
                    return Ok(value);
                }
            }
            let inferred =
                *member.inferred.get_or_init(|| inferred(node, walk.table(), member.name.as_str(), self.parent.as_deref()));
            if let Some((kind, json_type, format)) = inferred.kind
                && walk.is_usual()
                && node.examples.is_empty()
                && !walk.prefers_null(node)
            {
                let hint = Hint { json_type: Some(json_type), format, parent: self.parent.as_deref() };
                let value = record.value(kind, &member.name, &hint, walk.random());
                if node.admits(walk.table(), &value) {
                    walk.spend();
                    return Ok(value);
                }
            }
            let course = course.inside(member.index);
            let site = Site { course, kind: None, item_kind: inferred.item, suggestions: &[] };
            walk.value(node, &site)
        })
    }

    /// Adds the members that others need, or takes those away that cannot have what they need.
    fn add_dependents(
        &self,
        walk: &mut Walk<'_>,
        result: &mut Map<String, Value>,
        course: Course<'_>,
        record: &mut Record<'_>,
    ) -> Result<(), Miss> {
        for _ in 0..=self.dependents.len() {
            let mut changed = false;
            for (name, needed) in &self.dependents {
                for missing in needed {
                    if !result.contains_key(name) || result.contains_key(missing) {
                        continue;
                    }
                    changed = true;
                    let fits = result.len() < self.most && self.allows_name(walk.table(), missing);
                    let made = if fits { self.by_name(walk, missing, course, record).ok() } else { None };
                    let is_required = self.members.iter().any(|member| member.name.as_str() == name && member.is_required);
                    match made {
                        Some(value) => drop(result.insert(missing.clone(), value)),
                        None if is_required => {
                            let message = format!("The member {name:?} needs the member {missing:?}, which cannot be there");
                            return Err(Miss::new(&self.origin, "dependentRequired", message));
                        }
                        None => drop(result.shift_remove(name)),
                    }
                }
            }
            if !changed {
                break;
            }
        }
        Ok(())
    }

    fn by_name(&self, walk: &mut Walk<'_>, name: &str, course: Course<'_>, record: &mut Record<'_>) -> Result<Value, Miss> {
        if let Some(member) = self.members.iter().find(|member| member.name.as_str() == name) {
            return self.member(walk, member, course, record);
        }
        let node = self.node_of(walk.table(), name);
        let course = course.inside(self.members.len());
        walk.within(name, |walk| walk.value(&node, &Site { course, kind: None, item_kind: None, suggestions: &[] }))
    }

    /// A member that the schema does not name.
    fn further(&self, walk: &mut Walk<'_>, present: &Map<String, Value>, course: Course<'_>) -> Result<(String, Value), Miss> {
        let mut reason = None;
        for attempt in 0..MAX_TRIES {
            let Some(name) = self.further_name(walk, attempt, present.len()) else { continue };
            let taken = present.contains_key(&name) || self.members.iter().any(|member| member.name.as_str() == name);
            if taken || !self.allows_name(walk.table(), &name) {
                continue;
            }
            let node = self.node_of(walk.table(), &name);
            let mark = walk.mark();
            let course = course.plus(present.len() as u64).inside(self.members.len());
            let site = Site { course, kind: None, item_kind: None, suggestions: &[] };
            match walk.within(&name, |walk| walk.value(&node, &site)) {
                Ok(value) => return Ok((name, value)),
                Err(miss) => {
                    walk.back_to(mark);
                    reason = Some(miss);
                }
            }
            if attempt > 8 && self.name_patterns.is_empty() && self.names.is_none() {
                break;
            }
        }
        Err(reason.unwrap_or_else(|| Miss::new(&self.origin, "minProperties", "No name was found for a further member")))
    }

    fn further_name(&self, walk: &mut Walk<'_>, attempt: usize, count: usize) -> Option<String> {
        if let Some(child) = &self.names
            && !attempt.is_multiple_of(3)
        {
            let node = Arc::clone(child.node(walk.table()));
            let site = Site { course: Course::default(), kind: None, item_kind: None, suggestions: &[] };
            let mark = walk.mark();
            let name = walk.usually(|walk| walk.value(&node, &site)).ok();
            walk.back_to(mark);
            return name?.as_str().map(str::to_owned);
        }
        if !self.name_patterns.is_empty() && attempt % 4 != 3 {
            let pattern = self.name_patterns.get(attempt % self.name_patterns.len())?;
            let more = if pattern.is_open_ended { 1 + walk.random().below(6) } else { 0 };
            let length = pattern.usual_length(walk.random()).saturating_add(more);
            return pattern.padded(length, attempt / 4, walk.random());
        }
        let word = words::word(walk.random());
        // Where many are asked for, words run out.
        Some(if count > 12 || attempt > 20 { format!("{word}{count}{attempt}") } else { word.to_owned() })
    }
}
