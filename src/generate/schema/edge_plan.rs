//! Edge-case mode: a plan says for each place of a schema on which occasions there is a value, and which limit it goes to on each
//! of them. `edge_places` finds the places and what they need, `edge_turns` divides the answers among them; here is what they
//! come to, as the walk asks for it.

use std::sync::{Arc, OnceLock};

use super::edge_occasions::{Occasions, repeated};
use super::edge_places::unrolled;
use super::edge_turns;
use super::node::{Kind, Node, Table};

/// After how many answers all limits were shown, if they have room for them.
pub(super) const ANSWERS: usize = 50;

/// How many times as many answers there are, at most, where a schema has more limits that exclude each other than those.
const MAX_SHEETS: usize = 6;

/// What the answers of a schema go to.
#[derive(Debug)]
pub(super) struct EdgePlan {
    first: Sheet,
    /// Of answers after those the same, worked out when one is first asked for. They begin with what had no room before.
    further: OnceLock<Vec<Sheet>>,
    count: usize,
}

/// What a number of answers go to.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) places: Vec<PlannedPlace>,
}

/// A place of values: a way from the root.
#[derive(Debug)]
pub(super) struct PlannedPlace {
    pub(super) node: Arc<Node>,
    /// When there is a value.
    pub(super) occasions: Occasions,
    /// How often it is shown on one occasion of the place around it.
    pub(super) times: usize,
    pub(super) kinds: Vec<PlannedKind>,
}

/// The occasions on which values of a place are of one kind.
#[derive(Debug, Default)]
pub(super) struct PlannedKind {
    pub(super) form: usize,
    pub(super) kind: usize,
    pub(super) occasions: Occasions,
    /// Without optional members, or with the fewest items.
    pub(super) bare: Occasions,
    /// With the most members or items.
    pub(super) fullest: Occasions,
    /// The limit of each of the occasions, where nothing is inside.
    pub(super) limits: Box<[u16]>,
    /// Members or items in the order of their indexes, and their places.
    pub(super) inside: Box<[(usize, usize)]>,
    /// How many items of a list show something on one occasion.
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

/// A place on one occasion.
#[derive(Clone, Copy, Debug)]
pub(super) struct Turn<'p> {
    sheet: &'p Sheet,
    place: usize,
    occasion: usize,
}

impl EdgePlan {
    /// The plan for a schema.
    pub(super) fn new(root: &Arc<Node>, table: &Table) -> Self {
        let places = unrolled(root, table);
        let first = edge_turns::sheets(&places, table, 1).pop().unwrap_or(Sheet { places: Vec::new() });
        let count = places.needed_answers().div_ceil(ANSWERS).clamp(1, MAX_SHEETS);
        Self { first, further: OnceLock::new(), count }
    }

    /// The number of an answer among those that differ.
    pub(super) fn answer(&self, round: u64) -> usize {
        usize::try_from(round % (self.count * ANSWERS) as u64).unwrap_or(0)
    }

    /// What is planned for the whole value in an answer to a schema.
    pub(super) fn root(&self, answer: usize, root: &Arc<Node>, table: &Table) -> Planned<'_> {
        let sheet = match (answer / ANSWERS).checked_sub(1) {
            None => Some(&self.first),
            Some(further) => {
                // The first is made once more: what it shows is not kept, as few projects ever get here.
                let sheets = || edge_turns::sheets(&unrolled(root, table), table, self.count);
                self.further.get_or_init(|| sheets().into_iter().skip(1).collect()).get(further)
            }
        };
        Planned::At(Turn { sheet: sheet.unwrap_or(&self.first), place: 0, occasion: answer % ANSWERS })
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
        self.repeated(index, 0)
    }

    /// What is planned for members of one sort: at least for the first, of which there may be none.
    pub(super) fn all_inside(self, index: usize) -> impl Iterator<Item = Self> {
        let others = (1..).map(move |time| self.repeated(index, time)).take_while(|planned| planned.turn().is_some());
        std::iter::once(self.inside(index)).chain(others)
    }

    /// What is planned for an item or a member that may not be the first of its place.
    pub(super) fn repeated(self, index: usize, time: usize) -> Self {
        match self {
            Self::At(turn) => turn.inside(index, time).map_or(Self::Little, Self::At),
            Self::Little => Self::Little,
        }
    }
}

impl<'p> Turn<'p> {
    fn at(self) -> Option<&'p PlannedPlace> {
        self.sheet.places.get(self.place)
    }

    /// Whether this is the place of a node.
    pub(super) fn is_of(self, node: &Arc<Node>) -> bool {
        self.at().is_some_and(|place| Arc::ptr_eq(&place.node, node))
    }

    fn planned(self) -> Option<&'p PlannedKind> {
        self.at()?.kinds.iter().find(|kind| kind.occasions.has(self.occasion))
    }

    /// The kind whose turn it is.
    pub(super) fn kind(self, node: &Node) -> Option<&Kind> {
        let planned = self.planned()?;
        node.forms.get(planned.form)?.kinds.get(planned.kind)
    }

    /// The limit whose turn it is.
    pub(super) fn limit(self) -> usize {
        let limit = self.planned().and_then(|planned| planned.limits.get(planned.occasions.rank(self.occasion)));
        limit.copied().map_or(0, usize::from)
    }

    /// How many items of a list show something.
    pub(super) fn times(self) -> usize {
        self.planned().map_or(1, |planned| planned.times)
    }

    /// Whether optional members are left out, or the list has the fewest items.
    pub(super) fn is_bare(self) -> bool {
        self.planned().is_some_and(|planned| planned.bare.has(self.occasion))
    }

    /// Whether there are the most members or items.
    pub(super) fn is_fullest(self) -> bool {
        self.planned().is_some_and(|planned| planned.fullest.has(self.occasion))
    }

    fn inside(self, index: usize, time: usize) -> Option<Self> {
        let planned = self.planned()?;
        let at = planned.inside.binary_search_by_key(&index, |(other, _)| *other).ok()?;
        let (_, place) = *planned.inside.get(at)?;
        let inside = self.sheet.places.get(place)?;
        let occasion = repeated(self.occasion, inside.times, time);
        (time < inside.times && inside.occasions.has(occasion)).then_some(Self { place, occasion, ..self })
    }
}
