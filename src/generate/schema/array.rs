//! Arrays: items by place, items that must be contained, lengths, and items that must differ.

use std::sync::Arc;

use serde_json::Value;

use super::contained::{Contained, Owed};
use super::edge_places::{Inside, MAX_TIMES};
use super::edge_plan::Planned;
use super::node::{Child, Kind, Node, Table};
use super::options::{Limits, Miss};
use super::shape::{Atom, Shape, Unevaluated};
use super::types::same;
use super::walk::{Site, Walk};

/// How often another item is tried where items must differ.
const MAX_TRIES: usize = 60;

/// So long a list is made whole where its longest is asked for, however large the answer is already: its items get small then.
const WHOLE: usize = 200;

/// How many items the longest array has where there is no bound.
const LONG: usize = 25;

/// How arrays are made for one schema.
#[derive(Debug)]
pub(super) struct ArrayPlan {
    origin: String,
    places: Vec<Child>,
    rest: Child,
    contained: Vec<Contained>,
    least: usize,
    most: usize,
    is_bounded: bool,
    is_unique: bool,
    wants_same: bool,
}

/// How many items there are: at least, usually, and in the longest list that is made.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lengths {
    pub(super) fewest: usize,
    pub(super) usual: usize,
    pub(super) longest: usize,
}

impl ArrayPlan {
    /// Plans arrays for a shape.
    pub(super) fn new(shape: &Shape, limits: &Limits, origin: &str) -> Result<Self, Miss> {
        let count = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        let prefix = shape.item_layers.iter().map(|layer| layer.prefix).max().unwrap_or(0);
        let described: Vec<Vec<Atom>> = (0..=prefix).map(|index| described_item(shape, index)).collect();
        let contained = Contained::of(shape, &described);
        let limited = Contained::others(shape);
        let needed = contained.iter().map(|contained| contained.count).max().unwrap_or(0);
        let least = count(shape.min_items).max(needed).max(if shape.same_items { 2 } else { 0 });
        if least > limits.max_items {
            let message = format!("At least {least} items are asked for, and no more than {} are made", limits.max_items);
            return Err(Miss::new(origin, "minItems", message));
        }
        let most = shape.max_items.map(count);
        if most.is_some_and(|most| most < least) {
            let constraint = if needed > count(shape.min_items) { "minContains" } else { "minItems" };
            return Err(Miss::new(
                origin,
                constraint,
                format!("{least} items are needed, but maxItems is {}", most.unwrap_or(0)),
            ));
        }
        if shape.unique && shape.same_items {
            return Err(Miss::new(origin, "uniqueItems", "Items must differ and must not differ at once"));
        }
        let child = |index: usize| {
            let mut atoms = item_atoms(shape, index);
            atoms.extend(limited.iter().cloned());
            Child::new(atoms)
        };
        Ok(Self {
            origin: origin.to_owned(),
            places: (0..prefix).map(child).collect(),
            rest: child(prefix),
            contained,
            least,
            most: most.unwrap_or(limits.max_items).min(limits.max_items),
            is_bounded: most.is_some_and(|most| most <= limits.max_items),
            is_unique: shape.unique,
            wants_same: shape.same_items,
        })
    }

    /// The places that the shortest array needs.
    pub(super) fn needed(&self, table: &Table) -> Vec<Arc<Node>> {
        let node = |child: &Child| Arc::clone(child.node(table));
        if self.contained.iter().any(|contained| contained.matters) {
            // Among places, what must be contained can go here or there: only trying tells.
            let is_certain = self.places.is_empty();
            let owed = self.contained.iter().filter(|contained| is_certain && contained.count > 0);
            return owed.map(|contained| node(contained.at(usize::MAX))).collect();
        }
        let rest = (self.least > self.places.len()).then_some(&self.rest);
        self.places.iter().take(self.least).chain(rest).map(node).collect()
    }

    /// The place of the items that have no place of their own.
    pub(super) fn item_node(&self, table: &Table) -> &Node {
        self.rest.node(table)
    }

    /// What is contained, where that matters to all arrays.
    fn matters(&self) -> impl Iterator<Item = &Contained> {
        self.contained.iter().filter(|contained| contained.matters)
    }

    /// Makes an array.
    pub(super) fn build(&self, walk: &mut Walk<'_>, site: &Site<'_>) -> Result<Value, Miss> {
        let (wanted, is_longest) = self.wanted(walk, site.planned);
        let mark = walk.mark();
        match self.of_length(wanted, is_longest, walk, site) {
            // What must be contained may fit into no place of so short a list.
            Err(_) if self.owed() > 0 && wanted < self.whole() => {
                walk.back_to(mark);
                self.of_length(self.whole(), is_longest, walk, site)
            }
            made => made,
        }
    }

    fn of_length(&self, wanted: usize, is_longest: bool, walk: &mut Walk<'_>, site: &Site<'_>) -> Result<Value, Miss> {
        let wanted = wanted.min(self.longest_possible(walk.table())).max(self.least);
        let mut items: Vec<Value> = Vec::new();
        let mut owed: Vec<Owed<'_>> = self.contained.iter().map(Owed::new).collect();
        let is_whole = is_longest && self.is_bounded && self.most <= WHOLE;
        // How many items that have no place of their own, and need not be contained, there are.
        let mut shown = 0;
        while items.len() < wanted {
            let must = items.len() < self.least;
            let index = items.len();
            let place = index.min(self.places.len());
            let planned = site.planned.repeated(place, shown);
            if !must && !is_whole && walk.is_exhausted() && planned.turn().is_none() {
                break;
            }
            // The places first; what must be contained goes where it can, at the latest when room runs out.
            let owed_count: usize = owed.iter().map(|owed| owed.left).sum();
            let room = wanted.max(self.least) - index;
            let due = owed_count > 0
                && (index >= self.places.len() || owed_count >= room || self.is_last_chance(walk.table(), index, &owed));
            let instead = if walk.is_edge() { self.planned_instead(walk.table(), site.planned, index) } else { None };
            let instead = instead.filter(|(number, _)| owed.get(*number).is_some_and(|owed| owed.room > 0));
            let planned = instead.map_or(planned, |(_, planned)| planned);
            let item_site = Site { planned, item_kind: None, kind: site.item_kind, suggestions: &[] };
            let to_contain = match instead {
                Some((number, _)) => owed.get_mut(number),
                None if due => owed.iter_mut().find(|owed| owed.left > 0),
                None => None,
            };
            let made = if let Some(owed) = to_contain {
                owed.count_one();
                self.item(walk, owed.contained.at(index), index, &item_site, &items)
            } else {
                shown += usize::from(index >= self.places.len());
                let child = self.places.get(index).unwrap_or(&self.rest);
                let made = self.item(walk, child, index, &item_site, &items);
                if walk.is_edge()
                    && let Ok(item) = &made
                {
                    // Then no other has to make way for one that is contained.
                    owed.iter_mut().for_each(|owed| owed.count_if(walk.table(), index, item));
                }
                made
            };
            match made {
                Ok(item) => items.push(item),
                // Where nothing else may stand (`unevaluatedItems: false`), a contained item still may.
                Err(miss) => {
                    let possible =
                        |owed: &&mut Owed<'_>| owed.room > 0 && !owed.contained.at(index).node(walk.table()).forms.is_empty();
                    let contained = owed.iter_mut().find(possible).map(|owed| {
                        owed.count_one();
                        owed.contained.at(index)
                    });
                    match contained.map(|child| self.item(walk, child, index, &item_site, &items)) {
                        Some(Ok(item)) => items.push(item),
                        _ if must => return Err(miss),
                        // The array ends where no further item can be made, if it may.
                        _ => break,
                    }
                }
            }
        }
        if owed.iter().any(|owed| owed.left > 0) {
            return Err(Miss::new(&self.origin, "contains", "No room was found for the items that must be contained"));
        }
        if self.wants_same
            && let Some(first) = items.first().cloned()
            && let Some(last) = items.last_mut()
        {
            *last = first;
        }
        if walk.is_edge() {
            if items.is_empty() {
                walk.note("empty array");
            } else if is_longest {
                let description =
                    if self.is_bounded && items.len() == self.most { "longest array allowed" } else { "long array" };
                walk.note(description);
            } else if items.len() == self.least {
                walk.note("shortest array allowed");
            } else if items.len() == 1 {
                walk.note("array of one item");
            }
        }
        Ok(Value::Array(items))
    }

    /// How many items there can be before one that nothing satisfies. Only asked where items have places and others are to
    /// be among them: what fits where matters then.
    fn longest_possible(&self, table: &Table) -> usize {
        let is_possible = |child: &Child| !child.node(table).forms.is_empty();
        let can_stand = |index: usize| {
            is_possible(self.places.get(index).unwrap_or(&self.rest))
                || self.matters().any(|contained| is_possible(contained.at(index)))
        };
        if self.matters().next().is_none() || self.places.is_empty() {
            return usize::MAX;
        }
        (0..=self.places.len()).find(|index| !can_stand(*index)).unwrap_or(usize::MAX)
    }

    /// Whether what has to be contained next fits here and nowhere further on.
    fn is_last_chance(&self, table: &Table, index: usize, owed: &[Owed<'_>]) -> bool {
        let next = owed.iter().find(|owed| owed.left > 0).map(|owed| owed.contained);
        let fits = |contained: &Contained, index: usize| !contained.at(index).node(table).forms.is_empty();
        next.is_some_and(|next| fits(next, index) && !(index + 1..=self.places.len()).any(|later| fits(next, later)))
    }

    /// How many items there are to be, and whether those are the most that there can be.
    fn wanted(&self, walk: &mut Walk<'_>, planned: Planned<'_>) -> (usize, bool) {
        let Lengths { fewest, usual, longest } = self.lengths();
        if walk.wants_least() {
            return (self.least, false);
        }
        if let Some(turn) = planned.turn().filter(|_| walk.is_edge()) {
            return match (turn.is_bare(), turn.is_fullest()) {
                (true, _) => (fewest, false),
                (_, true) => (longest, true),
                _ => (self.repeated(turn.times()), false),
            };
        }
        if walk.is_deep() {
            return (if self.owed() > 0 { self.whole().max(self.least) } else { self.least }, false);
        }
        let more = walk.random().below(3);
        (usual.saturating_add(more).min(self.most), false)
    }

    /// How many items there are where several of them are to show something.
    pub(super) fn repeated(&self, times: usize) -> usize {
        let Lengths { usual, longest, .. } = self.lengths();
        usual.max(times.saturating_add(self.places.len()).saturating_add(self.owed()).min(longest))
    }

    /// How many items must be contained.
    fn owed(&self) -> usize {
        self.contained.iter().map(|contained| contained.count).fold(0, usize::saturating_add)
    }

    /// How long a list of places is if it is whole, with room for what must be contained besides.
    fn whole(&self) -> usize {
        self.places.len().saturating_add(self.owed()).min(self.most)
    }

    /// How many items there may be, and what has to be among them.
    pub(super) fn limits_in_words(&self) -> String {
        let Self { least, most, places, contained, .. } = self;
        format!("{least} {most} {} {}", places.len(), contained.len())
    }

    /// How many items lists have.
    pub(super) fn lengths(&self) -> Lengths {
        Lengths {
            fewest: self.least,
            usual: self.least.max(usize::from(self.most > 0)).max(self.whole()),
            longest: if self.is_bounded { self.most } else { self.most.min(LONG.max(self.least)) },
        }
    }

    /// The places of the items, as edge-case mode asks for them: those of the first items, and that of the others.
    pub(super) fn inside(&self, table: &Table) -> Vec<Inside> {
        // With room for those that have places and those that must be contained.
        let most_rest = self.lengths().longest.saturating_sub(self.places.len().saturating_add(self.owed())).clamp(1, MAX_TIMES);
        let inside = |(index, child): (usize, &Child)| {
            let most_times = if index < self.places.len() { 1 } else { most_rest };
            Inside {
                index,
                name: index.to_string(),
                node: Arc::clone(child.node(table)),
                is_required: index < self.least,
                most_times,
            }
        };
        let instead = self.instead(table);
        let instead =
            instead.map(|(index, _, _, node)| Inside { index, name: index.to_string(), node, is_required: false, most_times: 1 });
        let own = self.places.iter().chain((self.most > self.places.len()).then_some(&self.rest)).enumerate().map(inside);
        own.chain(instead).collect()
    }

    /// The places of contained items, which can be instead of others: what each is asked for with, its number among what is
    /// contained, the index of the others, and its node.
    fn instead(&self, table: &Table) -> impl Iterator<Item = (usize, usize, usize, Arc<Node>)> {
        let count = self.places.len() + 1;
        let numbered = self.contained.iter().enumerate();
        numbered.flat_map(move |(number, contained)| {
            contained.instead(table).map(move |(at, node)| (count * (number + 1) + at, number, at, node))
        })
    }

    /// The contained item that is planned for an index, and what is planned for it.
    fn planned_instead<'p>(&self, table: &Table, planned: Planned<'p>, index: usize) -> Option<(usize, Planned<'p>)> {
        let at_index = self.instead(table).filter(|(_, _, at, _)| *at == index);
        let mut those = at_index.map(|(asked, number, ..)| (number, planned.inside(asked)));
        those.find(|(_, planned)| planned.turn().is_some())
    }

    /// At which index an item is asked for that may be there instead of others; those have the lower indexes.
    pub(super) fn place_of(&self, index: usize) -> usize {
        index % (self.places.len() + 1)
    }

    fn item(&self, walk: &mut Walk<'_>, child: &Child, index: usize, site: &Site<'_>, items: &[Value]) -> Result<Value, Miss> {
        let node = Arc::clone(child.node(walk.table()));
        if !self.is_unique {
            return walk.within(&index.to_string(), |walk| walk.value(&node, site));
        }
        for attempt in 0..MAX_TRIES {
            let mark = walk.mark();
            let item = walk.within(&index.to_string(), |walk| {
                // At a limit the same value comes up again.
                if attempt > 2 { walk.usually(|walk| walk.value(&node, site)) } else { walk.value(&node, site) }
            })?;
            if !items.iter().any(|other| same(other, &item)) {
                return Ok(item);
            }
            walk.back_to(mark);
        }
        // Where there are few values, all of them are gone through.
        let listed = node.forms.iter().flat_map(|form| &form.kinds).flat_map(|kind| match kind {
            Kind::Listed(values) => values.clone(),
            Kind::Booleans(values) => values.iter().map(|value| Value::Bool(*value)).collect(),
            Kind::Null => vec![Value::Null],
            Kind::Number(plan) => plan.first_few(items.len() + 1),
            _ => Vec::new(),
        });
        let mut fresh = listed.filter(|value| !items.iter().any(|other| same(other, value)));
        let checked = fresh.find(|value| !node.is_unsure || node.checks(walk.table()).pass(value));
        checked.ok_or_else(|| {
            let message = format!("After {} items there is no further one that differs from them", items.len());
            Miss::new(&self.origin, "uniqueItems", message)
        })
    }
}

/// What is demanded of the item at a place.
fn item_atoms(shape: &Shape, index: usize) -> Vec<Atom> {
    let mut atoms = described_item(shape, index);
    for Unevaluated { pointer, scope, .. } in &shape.unevaluated_items {
        let mut layers = shape.item_layers.iter().filter(|layer| layer.scopes.contains(scope));
        let is_evaluated = layers.any(|layer| layer.has_rest || index < layer.prefix)
            || shape.unevaluated_items.iter().any(|inner| inner.around.contains(scope));
        if !is_evaluated {
            atoms.push(Atom::Is(Arc::clone(pointer)));
        }
    }
    atoms
}

/// What is demanded of it without `unevaluatedItems`, which leaves contained items alone.
fn described_item(shape: &Shape, index: usize) -> Vec<Atom> {
    let mut atoms = shape.every_item.clone();
    for layer in &shape.item_layers {
        if index < layer.prefix {
            atoms.push(Atom::Is(Arc::from(format!("{}/prefixItems/{index}", layer.pointer))));
        } else if layer.has_rest {
            atoms.push(Atom::Is(Arc::from(format!("{}/items", layer.pointer))));
        }
    }
    atoms
}
