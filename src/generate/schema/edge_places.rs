//! The places of a schema, unrolled from its root: for each way there is to a value, how many answers it takes to show all
//! limits there and inside, and how large it is. What is near and was seldom met comes first, as there may be no end.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::sync::Arc;

use super::edge_plan::ANSWERS;
use super::edge_walk::choosable;
use super::node::{ENDLESS, Kind, Node, Table};
use super::object::Counts;

/// How many places are planned for. Those beyond are left out where they can be.
const MAX_PLACES: usize = 8_000;

/// How many items of a list show something in one answer, at most.
const MAX_TIMES: usize = 12;

/// Lists with more listed values than that are not gone through.
const MAX_LISTED: usize = 1_000;

/// The places of a schema. Those inside come after those around them.
#[derive(Debug)]
pub(super) struct Places {
    pub(super) all: Vec<Place>,
}

/// A way to a value.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) node: Arc<Node>,
    pub(super) kinds: Vec<PlaceKind>,
    /// The place around it.
    around: Option<usize>,
    /// Whether it is there wherever the one around it is.
    pub(super) is_required: bool,
    /// How many limits exclude each other at most, here or inside.
    widest: usize,
    /// In how many answers all its limits are shown, if each shows another one.
    pub(super) needed: usize,
    /// How many values there are at least where there is one.
    pub(super) weight: usize,
}

/// One kind of values at a place.
#[derive(Debug)]
pub(super) struct PlaceKind {
    pub(super) form: usize,
    pub(super) kind: usize,
    /// The limits, where nothing is inside.
    pub(super) limits: Vec<Limit>,
    /// Members and items by their index, and their places.
    pub(super) inside: Vec<(usize, usize)>,
    pub(super) needed: usize,
    /// How many optional members there are, where it is an object.
    pub(super) counts: Option<Counts>,
}

/// One of the limits of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Limit {
    /// Whether the schema sets it; others are there because clients stumble over them.
    pub(super) is_set: bool,
    /// How long its text is.
    pub(super) characters: usize,
}

/// Something inside a place.
#[derive(Debug)]
pub(super) struct Inside {
    /// Which of the members or items: the index it is asked for with.
    pub(super) index: usize,
    pub(super) node: Arc<Node>,
    pub(super) is_required: bool,
}

/// What waits to be unrolled: how soon, how deep it is, and the number of the place.
type Waiting = BinaryHeap<Reverse<(u32, usize, usize)>>;

/// Goes through the places of a schema.
pub(super) fn unrolled(root: &Arc<Node>, table: &Table) -> Places {
    let mut places = Places { all: vec![Place::new(root, None, true)] };
    let mut met: HashMap<*const Node, u32> = HashMap::new();
    let mut waiting: Waiting = BinaryHeap::from([Reverse((0, 0, 0))]);
    while let Some(Reverse((soon, depth, at))) = waiting.pop() {
        let Some(node) = places.all.get(at).map(|place| Arc::clone(&place.node)) else { continue };
        let ends = depth > table.options.limits.max_depth || places.is_inside_itself(at, &node);
        let mut kinds = Vec::new();
        let choosable = choosable(&node, table);
        let is_of_several = choosable.iter().filter(|(_, _, shown)| !matches!(shown, Kind::Null)).count() > 1;
        for (form, kind, shown) in choosable {
            let counts = if let Kind::Object(plan) = shown { Some(plan.counts(table)) } else { None };
            let mut planned = PlaceKind { form, kind, limits: limits(shown), inside: Vec::new(), needed: 1, counts };
            let inside = if ends { Vec::new() } else { inside(shown, table) };
            for Inside { index, node, is_required } in inside {
                if node.forms.is_empty() || node.height(table) == ENDLESS {
                    continue;
                }
                if places.all.len() >= MAX_PLACES {
                    break;
                }
                let place = places.all.len();
                planned.inside.push((index, place));
                let met = met.entry(Arc::as_ptr(&node)).or_default();
                // What was met often comes later: sixty-four times is as much as being one deeper. So does what is in one of
                // several things that a place may be.
                let deeper = if is_of_several { 12 } else { 6 };
                let later = if has_inside(&node) { deeper + met.saturating_add(1).ilog2() } else { 0 };
                *met = met.saturating_add(1);
                places.all.push(Place::new(&node, Some(at), is_required));
                waiting.push(Reverse((soon.saturating_add(later), depth + 1, place)));
            }
            kinds.push(planned);
        }
        if let Some(place) = places.all.get_mut(at) {
            place.kinds = kinds;
        }
    }
    for at in (0..places.all.len()).rev() {
        places.measure(at);
    }
    places
}

impl Places {
    fn is_inside_itself(&self, at: usize, node: &Arc<Node>) -> bool {
        let around = |at: usize| self.all.get(at).and_then(|place| place.around);
        let mut outer = std::iter::successors(around(at), |outer| around(*outer));
        outer.any(|outer| self.all.get(outer).is_some_and(|place| Arc::ptr_eq(&place.node, node)))
    }

    /// How many values there are where everything is there, each once or as often as its list needs it.
    pub(super) fn usual_size(&self) -> usize {
        let mut times: Vec<usize> = vec![1; self.all.len()];
        for (at, place) in self.all.iter().enumerate() {
            let own = times.get(at).copied().unwrap_or(1);
            for kind in &place.kinds {
                let more = match kind.of(&place.node) {
                    Some(Kind::Array(plan)) => place.times(usize::try_from(ANSWERS).unwrap_or(1), plan.lengths().longest),
                    _ => 1,
                };
                for (_, inside) in &kind.inside {
                    times.iter_mut().skip(*inside).take(1).for_each(|times| *times = own.saturating_mul(more));
                }
            }
        }
        times.into_iter().fold(0, usize::saturating_add)
    }

    /// Works out what a place needs, from what is inside it.
    fn measure(&mut self, at: usize) {
        let Some(place) = self.all.get(at) else { return };
        let (mut needed, mut weight) = (0, 1);
        let answers = usize::try_from(ANSWERS).unwrap_or(0);
        let mut widest = 1;
        let mut needs = Vec::with_capacity(place.kinds.len());
        for planned in &place.kinds {
            let Some(kind) = planned.of(&place.node) else { continue };
            let inside = || planned.inside.iter().filter_map(|(_, inside)| self.all.get(*inside));
            let required = inside().filter(|inside| inside.is_required).map(|inside| inside.weight).sum::<usize>();
            let most = |of: fn(&Place) -> usize| inside().map(of).max().unwrap_or(0);
            let set = planned.limits.iter().filter(|limit| limit.is_set);
            let beside = match kind {
                // A list shows several of them in one answer.
                Kind::Array(plan) => inside().map(|item| item.widest.div_ceil(item.times(answers, plan.lengths().longest))).max(),
                _ => {
                    let named = planned.counts.map_or(usize::MAX, |counts| counts.named);
                    let all = planned.inside.iter().filter_map(|(index, inside)| Some((*index, self.all.get(*inside)?)));
                    all.map(
                        |(index, inside)| {
                            if index >= named { inside.widest.div_ceil(planned.times(inside)) } else { inside.widest }
                        },
                    )
                    .max()
                }
            };
            widest = widest.max(set.clone().count()).max(beside.unwrap_or(0));
            let own = match kind {
                Kind::Null => 1,
                Kind::Object(_) => {
                    // One answer more is without optional members.
                    let optional = || inside().filter(|inside| !inside.is_required);
                    let together = optional().map(|inside| inside.needed).sum::<usize>();
                    let fewest = planned.fewest(optional().count());
                    // Where there cannot be all of them at once, they need answers of their own.
                    let slots = planned.counts.map_or(usize::MAX, |counts| counts.most).max(1);
                    let crowded = if optional().count() > slots { together.div_ceil(slots) } else { 0 };
                    let fullest = usize::from(planned.counts.is_some_and(|counts| counts.is_bounded));
                    most(|place| place.needed).max(crowded).max(1 + fullest) + fewest
                }
                Kind::Array(plan) => {
                    let lengths = plan.lengths();
                    weight = weight.max(required.saturating_mul(lengths.fewest).saturating_add(1));
                    let is_longer = usize::from(lengths.longest > lengths.usual);
                    let instead = planned.inside.iter().filter(|(index, _)| plan.place_of(*index) != *index);
                    let instead = instead.filter_map(|(_, inside)| self.all.get(*inside)).map(|item| item.needed).sum::<usize>();
                    most(|place| place.needed).max(1 + is_longer) + instead + usize::from(lengths.fewest < plan.repeated(1))
                }
                _ => set.count().max(1),
            };
            if let Kind::Object(_) = kind {
                weight = weight.max(required.saturating_add(1));
            }
            needed += own;
            needs.push(own);
        }
        if place.kinds.len() > 1 {
            // What one of several things needs excludes what the others do.
            widest = widest.max(needed);
        }
        if let Some(place) = self.all.get_mut(at) {
            place.kinds.iter_mut().zip(needs).for_each(|(kind, needed)| kind.needed = needed);
            (place.needed, place.weight, place.widest) = (needed.max(1), weight, widest);
        }
    }
}

impl Place {
    fn new(node: &Arc<Node>, around: Option<usize>, is_required: bool) -> Self {
        let node = Arc::clone(node);
        Self { node, kinds: Vec::new(), around, is_required, needed: 1, weight: 1, widest: 1 }
    }
}

impl Place {
    /// How many items of this place one answer shows. Where more limits exclude each other than there are answers, it is
    /// several; a third of the answers may be without what has them.
    pub(super) fn times(&self, answers: usize, most: usize) -> usize {
        self.widest.div_ceil((answers * 2 / 3).max(1)).clamp(1, MAX_TIMES.min(most).max(1))
    }
}

impl PlaceKind {
    /// How many members of one sort an object shows in one answer, where they are not named.
    pub(super) fn times(&self, sort: &Place) -> usize {
        let has_room = self.counts.is_some_and(|counts| counts.most > self.inside.len() + MAX_TIMES);
        if has_room { sort.times(usize::try_from(ANSWERS).unwrap_or(1), MAX_TIMES) } else { 1 }
    }

    /// In how many answers an object has as few as it can of its optional members, so that each is left out once.
    pub(super) fn fewest(&self, optional: usize) -> usize {
        let least = self.counts.map_or(0, |counts| counts.least);
        if least < optional { optional.div_ceil(optional - least) } else { 0 }
    }

    /// The kind of a node that is meant.
    pub(super) fn of<'n>(&self, node: &'n Node) -> Option<&'n Kind> {
        node.forms.get(self.form)?.kinds.get(self.kind)
    }
}

fn has_inside(node: &Node) -> bool {
    node.forms.iter().flat_map(|form| &form.kinds).any(|kind| matches!(kind, Kind::Array(_) | Kind::Object(_)))
}

fn inside(kind: &Kind, table: &Table) -> Vec<Inside> {
    match kind {
        Kind::Array(plan) => plan.inside(table),
        Kind::Object(plan) => plan.inside(table),
        _ => Vec::new(),
    }
}

fn limits(kind: &Kind) -> Vec<Limit> {
    let without_text = |count: usize, set: usize| (0..count).map(|index| Limit { is_set: index < set, characters: 0 }).collect();
    match kind {
        Kind::Null => without_text(1, 1),
        Kind::Booleans(values) => without_text(values.len(), values.len()),
        Kind::Listed(values) => without_text(values.len().min(MAX_LISTED), values.len()),
        Kind::Number(plan) => without_text(plan.boundaries().len(), plan.bound_count()),
        Kind::Text(plan) => plan.limits(),
        Kind::Array(_) | Kind::Object(_) => Vec::new(),
    }
}
