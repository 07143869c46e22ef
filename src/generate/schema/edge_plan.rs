//! Edge-case mode: a plan says for each place of a schema in which of the answers there is a value, and which limit it goes to
//! in each of them. `edge_places` finds the places
//! and what they need, `edge_turns` divides the answers among them; here is what they come to, as the walk asks for it.

use std::sync::Arc;

use super::edge_places::unrolled;
use super::edge_turns;
use super::node::{Kind, Node, Table};

/// After how many answers all limits were shown.
pub(super) const ANSWERS: u32 = 50;

/// Some of the answers, by their number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Answers(u64);

impl Answers {
    pub(super) const NONE: Self = Self(0);
    pub(super) const ALL: Self = Self((1 << ANSWERS) - 1);

    pub(super) fn has(self, answer: u32) -> bool {
        self.0 >> answer & 1 == 1
    }

    pub(super) fn with(self, answer: u32) -> Self {
        Self(self.0 | 1 << answer)
    }

    pub(super) fn without(self, others: Self) -> Self {
        Self(self.0 & !others.0)
    }

    pub(super) fn count(self) -> usize {
        usize::try_from(self.0.count_ones()).unwrap_or(0)
    }

    pub(super) fn each(self) -> impl Iterator<Item = u32> {
        (0..ANSWERS).filter(move |answer| self.has(*answer))
    }

    /// How many of them come before one.
    fn rank(self, answer: u32) -> usize {
        Self(self.0 & ((1 << answer) - 1)).count()
    }
}

/// What the answers of a schema go to.
#[derive(Debug)]
pub(super) struct EdgePlan {
    pub(super) places: Vec<PlannedPlace>,
}

/// A place of values: a way from the root.
#[derive(Debug)]
pub(super) struct PlannedPlace {
    pub(super) node: Arc<Node>,
    /// In which answers there is a value.
    pub(super) answers: Answers,
    pub(super) kinds: Vec<PlannedKind>,
}

/// The answers in which values of a place are of one kind.
#[derive(Debug)]
pub(super) struct PlannedKind {
    pub(super) form: usize,
    pub(super) kind: usize,
    pub(super) answers: Answers,
    /// Without optional members, or with the fewest items.
    pub(super) bare: Answers,
    /// With the most items.
    pub(super) longest: Answers,
    /// How many limits there are, and the limit of each of the answers, where nothing is inside.
    pub(super) count: usize,
    pub(super) limits: Box<[u16]>,
    /// Members or items in the order of their indexes, and their places.
    pub(super) inside: Box<[(usize, usize)]>,
    /// How many items of a list show something in one answer.
    pub(super) times: usize,
}

/// What is planned for a place in one answer.
#[derive(Clone, Copy, Debug, Default)]
pub(super) enum Planned<'p> {
    /// As little as possible: the limits of this schema are shown elsewhere, or in other answers.
    #[default]
    Little,
    At(Turn<'p>),
}

/// A place in one answer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Turn<'p> {
    plan: &'p EdgePlan,
    place: usize,
    answer: u32,
    /// How often the answer shows this place before.
    time: usize,
}

impl EdgePlan {
    /// The plan for a schema.
    pub(super) fn new(root: &Arc<Node>, table: &Table) -> Self {
        edge_turns::plan(&unrolled(root, table), table)
    }

    /// What is planned for the whole value in an answer.
    pub(super) fn root(&self, round: u64) -> Planned<'_> {
        let answer = u32::try_from(round % u64::from(ANSWERS)).unwrap_or(0);
        Planned::At(Turn { plan: self, place: 0, answer, time: 0 })
    }
}

impl<'p> Planned<'p> {
    pub(super) fn turn(self) -> Option<Turn<'p>> {
        match self {
            Self::At(turn) => Some(turn),
            Self::Little => None,
        }
    }

    /// What is planned for a member or an item.
    pub(super) fn inside(self, index: usize) -> Self {
        match self {
            Self::At(turn) => turn.inside(index),
            other => other,
        }
    }

    /// What is planned for an item, which may not be the first of its place.
    pub(super) fn repeated(self, index: usize, time: usize) -> Self {
        match self {
            Self::At(turn) => turn.repeated(index, time),
            other => other,
        }
    }
}

impl<'p> Turn<'p> {
    fn at(self) -> Option<&'p PlannedPlace> {
        self.plan.places.get(self.place)
    }

    /// Whether this is the place of a node.
    pub(super) fn is_of(self, node: &Arc<Node>) -> bool {
        self.at().is_some_and(|place| Arc::ptr_eq(&place.node, node))
    }

    fn planned(self) -> Option<&'p PlannedKind> {
        self.at()?.kinds.iter().find(|kind| kind.answers.has(self.answer))
    }

    /// The kind whose turn it is.
    pub(super) fn kind(self, node: &Node) -> Option<&Kind> {
        let planned = self.planned()?;
        node.forms.get(planned.form)?.kinds.get(planned.kind)
    }

    /// The limit whose turn it is; items of one list go on where the one before was.
    pub(super) fn limit(self) -> usize {
        let Some(planned) = self.planned() else { return 0 };
        let count = planned.answers.count();
        let first = planned.limits.get(planned.answers.rank(self.answer)).copied().map_or(0, usize::from);
        first.wrapping_add(self.time.wrapping_mul(count)) % planned.count.max(1)
    }

    /// How many items of a list show something.
    pub(super) fn times(self) -> usize {
        self.planned().map_or(1, |planned| planned.times)
    }

    /// Whether optional members are left out, or the list has the fewest items.
    pub(super) fn is_bare(self) -> bool {
        self.planned().is_some_and(|planned| planned.bare.has(self.answer))
    }

    /// Whether the list has the most items.
    pub(super) fn is_longest(self) -> bool {
        self.planned().is_some_and(|planned| planned.longest.has(self.answer))
    }

    /// What is planned for a member or an item.
    fn inside(self, index: usize) -> Planned<'p> {
        let inside = self.planned().and_then(|planned| {
            let at = planned.inside.binary_search_by_key(&index, |(other, _)| *other).ok()?;
            planned.inside.get(at)
        });
        let turn = inside.map(|(_, place)| Self { place: *place, ..self });
        match turn.filter(|turn| turn.at().is_some_and(|place| place.answers.has(self.answer))) {
            Some(turn) => Planned::At(turn),
            None => Planned::Little,
        }
    }
    fn repeated(self, index: usize, time: usize) -> Planned<'p> {
        let times = self.times();
        if time >= times {
            return Planned::Little;
        }
        Self { time: self.time.wrapping_mul(times).wrapping_add(time), ..self }.inside(index)
    }
}
