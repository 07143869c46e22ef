//! Objects: named members, members whose names follow a pattern, members that need others, and how many there may be.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use serde_json::{Map, Value};

use super::edge_places::Inside;
use super::edge_plan::{Planned, Turn};
use super::further::Further;
use super::includes::Includes;
use super::layers::Layers;
use super::member_kind::{Inferred, inferred, parent_name};
use super::node::{Child, Node, Table};
use super::options::{Access, Miss};
use super::shape::{Atom, Shape};
use super::walk::{Site, Walk};
use crate::generate::field::{FieldName, Hint, Override, Record, Siblings};

/// So many members are put into the fullest object, at most.
const FULLEST: usize = 200;

/// How objects are made for one schema.
#[derive(Debug)]
pub(super) struct ObjectPlan {
    origin: String,
    members: Vec<Member>,
    forbidden: BTreeSet<String>,
    dependents: Vec<(String, Vec<String>)>,
    least: usize,
    most: usize,
    /// Whether the schema says how many there may be.
    is_bounded: bool,
    further: Further,
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

/// How many optional members an object has, at least and at most, and whether the schema says how many at most.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counts {
    pub(super) least: usize,
    pub(super) most: usize,
    pub(super) is_bounded: bool,
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
        let forbidden: BTreeSet<String> = shape.forbidden.iter().cloned().collect();
        let members = members(shape, table, &layers, &forbidden);
        let known = members.iter().map(|member| member.name.as_str().to_owned()).collect();
        let names = (!atoms.is_empty()).then(|| Child::new(atoms));
        let further = Further::new(origin, names, layers, name_patterns, known);
        Ok(Self {
            origin: origin.to_owned(),
            is_map: members.is_empty() && further.is_described(table),
            members,
            forbidden,
            dependents: shape.dependents.clone(),
            least,
            most,
            is_bounded: shape.max_members.is_some(),
            further,
            wants_more: shape.one_more_member,
            parent: parent_name(shape, table),
            siblings: OnceLock::new(),
        })
    }

    /// The places that the smallest object needs.
    pub(super) fn needed(&self, table: &Table) -> Vec<Arc<Node>> {
        self.members.iter().filter(|member| member.is_required).map(|member| Arc::clone(member.child.node(table))).collect()
    }

    /// The places of the members that there can be, as edge-case mode asks for them, and then those of further ones.
    pub(super) fn inside(&self, table: &Table) -> Vec<Inside> {
        let possible = |member: &&Member| {
            member.is_required || !Self::is_hidden(table, member) && self.allows_name(table, member.name.as_str())
        };
        let inside = |member: &Member| {
            let node = Arc::clone(member.child.node(table));
            Inside {
                index: member.index,
                name: member.name.as_str().to_owned(),
                node,
                is_required: member.is_required,
                most_times: 1,
            }
        };
        let further = self.further.inside(table, self.most.saturating_sub(self.members.len()));
        self.members.iter().filter(possible).map(inside).chain(further).collect()
    }

    /// How many optional members there are.
    pub(super) fn counts(&self, table: &Table) -> Counts {
        let required = self.members.iter().filter(|member| member.is_required).count();
        let least = if self.further.is_possible(table) { 0 } else { self.least.saturating_sub(required) };
        let dependents: BTreeSet<&String> = self.dependents.iter().flat_map(|(_, needed)| needed).collect();
        // A member may need others.
        let most = self.most.saturating_sub(required).saturating_sub(dependents.len()).max(1);
        Counts { least, most, is_bounded: self.is_bounded && self.most <= FULLEST }
    }

    /// Which members there may and must be, and how many.
    pub(super) fn limits_in_words(&self) -> String {
        let Self { least, most, forbidden, wants_more, .. } = self;
        let members: Vec<(&str, bool)> = self.members.iter().map(|member| (member.name.as_str(), member.is_required)).collect();
        format!("{least} {most} {forbidden:?} {wants_more} {members:?}")
    }

    fn allows_name(&self, table: &Table, name: &str) -> bool {
        !self.forbidden.contains(name) && self.further.allows_name(table, name)
    }

    /// Makes an object.
    pub(super) fn build(&self, walk: &mut Walk<'_>, site: &Site<'_>) -> Result<Value, Miss> {
        let planned = site.planned;
        let includes = Includes::of(walk, planned);
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
                let value = self.member(walk, member, planned, &mut record)?;
                result.insert(member.name.as_str().to_owned(), value);
                continue;
            }
            let wanted =
                room > 0 && !Self::is_hidden(walk.table(), member) && self.allows_name(walk.table(), member.name.as_str());
            if !wanted {
                continue;
            }
            let node = member.child.node(walk.table());
            if !includes.has(walk, node, planned.inside(member.index)) {
                left_out.push(member);
                continue;
            }
            let mark = walk.mark();
            match self.member(walk, member, planned, &mut record) {
                Ok(value) => {
                    room -= 1;
                    result.insert(member.name.as_str().to_owned(), value);
                }
                Err(_) => walk.back_to(mark),
            }
        }
        self.add_dependents(walk, &mut result, planned, &mut record)?;
        let mut least = self.least;
        let is_fullest = includes == Includes::Planned && planned.turn().is_some_and(Turn::is_fullest);
        if walk.is_edge() {
            self.add_sorts(walk, &mut result, includes, planned);
            if is_fullest {
                least = self.most.min(FULLEST);
            }
        } else if self.is_map && includes.fills_map(walk) {
            least = least.max(self.most.min(1 + walk.random().below(3)));
        }
        if self.wants_more {
            least = least.max((result.len() + 1).min(self.most));
        }
        // What is left out on purpose stays out where something else can be there instead.
        let is_planned = includes == Includes::Planned && self.further.is_possible(walk.table());
        if is_planned {
            self.fill(walk, &mut result, least).ok();
        }
        for member in left_out {
            if result.len() >= if is_planned || is_fullest { least } else { self.least } {
                break;
            }
            let mark = walk.mark();
            match self.member(walk, member, planned, &mut record) {
                Ok(value) => drop(result.insert(member.name.as_str().to_owned(), value)),
                Err(_) => walk.back_to(mark),
            }
        }
        self.fill(walk, &mut result, least)?;
        self.add_dependents(walk, &mut result, planned, &mut record)?;
        if walk.is_edge() {
            let optional = self.members.len() - required;
            match includes {
                Includes::None | Includes::Planned if optional > 0 && result.len() == required => {
                    walk.note("without optional members");
                }
                Includes::All | Includes::Planned if optional > 0 && result.len() >= self.members.len() => {
                    walk.note("with all optional members");
                }
                _ if result.is_empty() => walk.note("empty object"),
                _ if self.is_bounded && result.len() == self.most => walk.note("most members allowed"),
                _ if self.least > required && result.len() == self.least => walk.note("fewest members allowed"),
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

    fn member(&self, walk: &mut Walk<'_>, member: &Member, planned: Planned<'_>, record: &mut Record<'_>) -> Result<Value, Miss> {
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
            let planned = planned.inside(member.index);
            let site = Site { planned, kind: None, item_kind: inferred.item, suggestions: &[] };
            walk.value(node, &site)
        })
    }

    /// Adds the members that others need, or takes those away that cannot have what they need.
    fn add_dependents(
        &self,
        walk: &mut Walk<'_>,
        result: &mut Map<String, Value>,
        planned: Planned<'_>,
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
                    let made = if fits { self.by_name(walk, missing, planned, record).ok() } else { None };
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

    fn by_name(&self, walk: &mut Walk<'_>, name: &str, planned: Planned<'_>, record: &mut Record<'_>) -> Result<Value, Miss> {
        if let Some(member) = self.members.iter().find(|member| member.name.as_str() == name) {
            return self.member(walk, member, planned, record);
        }
        let node = self.further.node_of(walk.table(), name);
        let planned = planned.inside(self.members.len());
        walk.within(name, |walk| walk.value(&node, &Site { planned, kind: None, item_kind: None, suggestions: &[] }))
    }

    /// Adds the further members that an answer of edge-case mode has.
    fn add_sorts(&self, walk: &mut Walk<'_>, result: &mut Map<String, Value>, includes: Includes, planned: Planned<'_>) {
        let table = walk.table();
        let sorts = self.further.sorts(table).iter();
        for (sort, planned) in sorts.flat_map(|sort| planned.all_inside(sort.index).map(move |planned| (sort, planned))) {
            if result.len() < self.most
                && includes.has(walk, &sort.node, planned)
                && let Some((name, value)) = self.further.of_sort(walk, sort, result, planned)
            {
                result.insert(name, value);
            }
        }
    }

    /// Adds further members until there are as many as that, if there can be.
    fn fill(&self, walk: &mut Walk<'_>, result: &mut Map<String, Value>, least: usize) -> Result<(), Miss> {
        while result.len() < least {
            match self.further.any(walk, result) {
                Ok((name, value)) => drop(result.insert(name, value)),
                Err(miss) if result.len() < self.least => return Err(miss),
                Err(_) => break,
            }
        }
        Ok(())
    }
}

/// The members that a shape names.
fn members(shape: &Shape, table: &Table, layers: &Layers, forbidden: &BTreeSet<String>) -> Vec<Member> {
    let mut seen: BTreeSet<&String> = BTreeSet::new();
    let named = shape.member_layers.iter().flat_map(|layer| &layer.names);
    let all = named.chain(&shape.required).chain(shape.extra_members.iter().map(|(name, _)| name));
    let names = all.filter(|name| !forbidden.contains(*name) && seen.insert(name));
    let member = |(index, name): (usize, &String)| {
        let suggested = shape.suggestions.iter().filter(|(property, _)| property == name).flat_map(|(_, values)| values);
        Member {
            index,
            name: FieldName::new(name.clone()),
            own: table.options.overrides.of(name).cloned(),
            child: Child::new(layers.atoms_of(name)),
            is_required: shape.required.contains(name),
            suggestions: suggested.map(|value| Value::String(value.clone())).collect(),
            inferred: OnceLock::new(),
        }
    };
    names.enumerate().map(member).collect()
}
