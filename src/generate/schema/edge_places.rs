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
const MAX_PLACES: usize = 16_000;

/// How many items of a list, or members of a map, show something on one occasion, at most.
pub(super) const MAX_TIMES: usize = 24;

/// A list shows several of its items at once where they need more occasions than that: some answers are without the list.
const COMFORTABLE: usize = ANSWERS * 2 / 3;

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
    /// The same for all places to which the same names lead, in whatever branches: one of them can show what another has no
    /// occasion for.
    pub(super) family: usize,
    /// Whether it is there wherever the one around it is.
    pub(super) is_required: bool,
    /// How often it can be shown on one occasion of the place around it.
    most_times: usize,
    pub(super) need: Need,
    /// How many values there are at least where there is one.
    pub(super) weight: usize,
}

/// On how many occasions all limits of something are shown: comfortably, and if lists and maps show as much as they can at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Need {
    pub(super) usual: usize,
    pub(super) least: usize,
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
    pub(super) need: Need,
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
    /// What leads to it.
    pub(super) name: String,
    pub(super) node: Arc<Node>,
    pub(super) is_required: bool,
    /// How often it can be there at once.
    pub(super) most_times: usize,
}

/// What waits to be unrolled: how soon, how deep it is, and the number of the place.
type Waiting = BinaryHeap<Reverse<(u32, usize, usize)>>;

/// Goes through the places of a schema.
pub(super) fn unrolled(root: &Arc<Node>, table: &Table) -> Places {
    let mut places = Places { all: vec![Place::new(root)] };
    let mut met: HashMap<*const Node, u32> = HashMap::new();
    let mut families: HashMap<(usize, String), usize> = HashMap::new();
    let mut waiting: Waiting = BinaryHeap::from([Reverse((0, 0, 0))]);
    while let Some(Reverse((soon, depth, at))) = waiting.pop() {
        let Some((node, family)) = places.all.get(at).map(|place| (Arc::clone(&place.node), place.family)) else { continue };
        let ends = depth > table.options.limits.max_depth || places.is_inside_itself(at, &node);
        let mut kinds = Vec::new();
        let choosable = choosable(&node, table);
        let is_of_several = choosable.iter().filter(|(_, _, shown)| !matches!(shown, Kind::Null)).count() > 1;
        for (form, kind, shown) in choosable {
            let counts = if let Kind::Object(plan) = shown { Some(plan.counts(table)) } else { None };
            let mut planned = PlaceKind { form, kind, limits: limits(shown), inside: Vec::new(), need: Need::default(), counts };
            let inside = if ends { Vec::new() } else { inside(shown, table) };
            for Inside { index, name, node, is_required, most_times } in inside {
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
                let next = families.len() + 1;
                let family = *families.entry((family, name)).or_insert(next);
                places.all.push(Place { around: Some(at), family, is_required, most_times, ..Place::new(&node) });
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

    /// On how many occasions all of them are shown.
    pub(super) fn needed_answers(&self) -> usize {
        self.all.first().map_or(1, |root| root.need.least)
    }

    /// How many values there are where everything is there, each once or as often as its list needs it.
    pub(super) fn usual_size(&self) -> usize {
        let mut times: Vec<usize> = vec![1; self.all.len()];
        for (at, place) in self.all.iter().enumerate() {
            let own = times.get(at).copied().unwrap_or(1);
            for (_, inside) in place.kinds.iter().flat_map(|kind| &kind.inside) {
                let more = self.all.get(*inside).map_or(1, |inside| inside.times(COMFORTABLE));
                times.iter_mut().skip(*inside).take(1).for_each(|times| *times = own.saturating_mul(more));
            }
        }
        times.into_iter().fold(0, usize::saturating_add)
    }

    /// Works out what a place needs, from what is inside it.
    fn measure(&mut self, at: usize) {
        let Some(place) = self.all.get(at) else { return };
        let mut weight = 1;
        let mut needs = Vec::with_capacity(place.kinds.len());
        for planned in &place.kinds {
            let Some(kind) = planned.of(&place.node) else { continue };
            let fewest = match kind {
                Kind::Array(plan) => plan.lengths().fewest,
                _ => 1,
            };
            let required =
                planned.inside.iter().filter_map(|(_, inside)| self.all.get(*inside)).filter(|inside| inside.is_required);
            let required = required.map(|inside| inside.weight).fold(0, usize::saturating_add);
            weight = weight.max(required.saturating_mul(fewest).saturating_add(1));
            let usual = self.needed(planned, kind, |inside| inside.need.usual.div_ceil(inside.times(COMFORTABLE)));
            let least = self.needed(planned, kind, |inside| inside.need.least.div_ceil(inside.most_times));
            needs.push(Need { usual, least });
        }
        if let Some(place) = self.all.get_mut(at) {
            let sum = |of: fn(&Need) -> usize| needs.iter().map(of).sum::<usize>().max(1);
            place.need = Need { usual: sum(|need| need.usual), least: sum(|need| need.least) };
            place.weight = weight;
            place.kinds.iter_mut().zip(needs).for_each(|(kind, need)| kind.need = need);
        }
    }

    /// On how many occasions all limits of a kind are shown, given on how many of them those of each thing inside are.
    fn needed(&self, planned: &PlaceKind, kind: &Kind, of: impl Fn(&Place) -> usize) -> usize {
        let inside = || planned.inside.iter().filter_map(|(index, inside)| Some((*index, self.all.get(*inside)?)));
        let most = inside().map(|(_, inside)| of(inside)).max().unwrap_or(0);
        match kind {
            Kind::Null => 1,
            Kind::Object(_) => {
                let optional = || inside().map(|(_, inside)| inside).filter(|inside| !inside.is_required);
                let together = optional().map(&of).sum::<usize>();
                let fewest = planned.fewest(optional().count());
                // Where there cannot be all of them at once, they need occasions of their own.
                let slots = planned.counts.map_or(usize::MAX, |counts| counts.most).max(1);
                let crowded = if optional().count() > slots { together.div_ceil(slots) } else { 0 };
                let fullest = usize::from(planned.counts.is_some_and(|counts| counts.is_bounded));
                most.max(crowded).max(1 + fullest) + fewest
            }
            Kind::Array(plan) => {
                let lengths = plan.lengths();
                let is_longer = usize::from(lengths.longest > lengths.usual);
                let instead = inside().filter(|(index, _)| plan.place_of(*index) != *index);
                let instead = instead.map(|(_, item)| of(item)).sum::<usize>();
                most.max(1 + is_longer) + instead + usize::from(lengths.fewest < plan.repeated(1))
            }
            _ => planned.limits.iter().filter(|limit| limit.is_set).count().max(1),
        }
    }
}

impl Place {
    /// The place of the whole value.
    fn new(node: &Arc<Node>) -> Self {
        let (node, need) = (Arc::clone(node), Need { usual: 1, least: 1 });
        Self { node, kinds: Vec::new(), around: None, family: 0, is_required: true, most_times: 1, need, weight: 1 }
    }

    /// How often it is shown on one occasion of the place around it, if it is shown on so many of them.
    pub(super) fn times(&self, occasions: usize) -> usize {
        self.need.usual.div_ceil(occasions.max(1)).clamp(1, self.most_times.max(1))
    }

    pub(super) fn is_repeated(&self) -> bool {
        self.most_times > 1
    }
}

impl PlaceKind {
    /// On how many occasions an object has as few as it can of its optional members, so that each is left out once.
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
