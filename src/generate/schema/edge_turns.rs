//! Divides the answers of edge-case mode among the limits of all places. From the root inwards, each place gets the answers in
//! which it is there, and gives each of the things it can be some of them. Where one answer cannot hold all that there is,
//! optional parts get as many answers as they need, those that hold least so far.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::array::ArrayPlan;
use super::edge_places::{Limit, Place, PlaceKind, Places};
use super::edge_plan::{ANSWERS, Answers, EdgePlan, PlannedKind, PlannedPlace};
use super::node::{Kind, Table};
use super::object::Counts;

/// The answers, as far as they are divided.
struct Division<'p> {
    places: &'p Places,
    /// The answers in which each place is there, and how often it is in one of them.
    given: Vec<Answers>,
    times: Vec<usize>,
    /// How many values and how many characters the answers hold so far.
    values: Vec<usize>,
    text: Vec<usize>,
    max_values: usize,
    max_text: usize,
    /// Whether one answer cannot hold everything.
    is_scarce: bool,
}

/// Plans the answers.
pub(super) fn plan(places: &Places, table: &Table) -> EdgePlan {
    let answers = usize::try_from(ANSWERS).unwrap_or(0);
    let limits = &table.options.limits;
    // What is not planned takes room as well.
    let (max_values, max_text) = (limits.max_values / 4 * 3, limits.max_text / 4 * 3);
    let count = places.all.len();
    let mut division = Division {
        places,
        given: vec![Answers::NONE; count],
        times: vec![1; count],
        values: vec![0; answers],
        text: vec![0; answers],
        max_values,
        max_text,
        is_scarce: places.usual_size() > max_values,
    };
    division.give(0, Answers::ALL, 1);
    let planned = places.all.iter().enumerate().map(|(at, place)| division.place(at, place)).collect();
    EdgePlan { places: planned }
}

/// Answers in an order that differs from place to place, so that not everything goes to its first limit at once.
fn in_turn(answers: Answers, at: usize) -> Vec<u32> {
    let mut order: Vec<u32> = answers.each().collect();
    let count = order.len().max(1);
    order.rotate_left(at.wrapping_mul(7) % count);
    order
}

/// The answers that each of the kinds gets, by what they need; what is left over goes to those that are not null.
fn shares(place: &Place, answers: Answers, at: usize) -> Vec<Answers> {
    if place.kinds.len() == 1 {
        return vec![answers];
    }
    let order = in_turn(answers, at);
    let mut counts = fair(&place.kinds.iter().map(|kind| kind.needed).collect::<Vec<_>>(), order.len());
    let is_null: Vec<bool> = place.kinds.iter().map(|kind| matches!(kind.of(&place.node), Some(Kind::Null))).collect();
    let mut left = order.len().saturating_sub(counts.iter().sum());
    while left > 0 && is_null.contains(&false) {
        for (count, _) in counts.iter_mut().zip(&is_null).filter(|(_, is_null)| !**is_null) {
            let more = left.min(1);
            *count += more;
            left -= more;
        }
    }
    let mut order = order.into_iter();
    counts.iter().map(|count| order.by_ref().take(*count).fold(Answers::NONE, Answers::with)).collect()
}

/// Divides answers by what is needed of them. Where there are too few, those that need least are served first: most of them get
/// all that they need.
fn fair(needs: &[usize], answers: usize) -> Vec<usize> {
    let mut sorted: Vec<(usize, usize)> = needs.iter().copied().enumerate().collect();
    sorted.sort_by_key(|(_, needed)| *needed);
    let (mut left, mut owners) = (answers, needs.len());
    let mut shares = vec![0; needs.len()];
    for (index, needed) in sorted {
        let share = needed.min(left.div_ceil(owners.max(1)));
        shares.iter_mut().skip(index).take(1).for_each(|own| *own = share);
        left -= share;
        owners -= 1;
    }
    shares
}

/// How many optional members the answers have room for, where an object cannot have all of them at once.
struct Slots {
    are_few: bool,
    left: Vec<usize>,
    /// How many members have not got theirs.
    owners: usize,
}

impl Slots {
    fn share(&self) -> usize {
        self.left.iter().fold(0_usize, |sum, left| sum.saturating_add(*left)) / self.owners.max(1)
    }

    /// How many can be taken so that each of the others still gets one.
    fn spare(&self) -> usize {
        let all = self.left.iter().fold(0_usize, |sum, left| sum.saturating_add(*left));
        all.saturating_sub(self.owners.saturating_sub(1)).max(1)
    }

    fn take(&mut self, answers: &[u32]) {
        self.owners = self.owners.saturating_sub(1);
        for answer in answers {
            let left = usize::try_from(*answer).ok().and_then(|answer| self.left.get_mut(answer));
            left.into_iter().for_each(|left| *left = left.saturating_sub(1));
        }
    }
}

impl Division<'_> {
    fn give(&mut self, at: usize, answers: Answers, times: usize) {
        self.given.iter_mut().skip(at).take(1).for_each(|given| *given = answers);
        self.times.iter_mut().skip(at).take(1).for_each(|earlier| *earlier = times);
    }

    fn given(&self, at: usize) -> Answers {
        self.given.get(at).copied().unwrap_or_default()
    }

    fn times(&self, at: usize) -> usize {
        self.times.get(at).copied().unwrap_or(1)
    }

    fn place(&mut self, at: usize, place: &Place) -> PlannedPlace {
        let own = self.given(at);
        let mut kinds = Vec::with_capacity(place.kinds.len());
        for (kind, answers) in place.kinds.iter().zip(shares(place, own, at)) {
            let mut turn = PlannedKind {
                form: kind.form,
                kind: kind.kind,
                answers,
                bare: Answers::NONE,
                longest: Answers::NONE,
                count: kind.limits.len(),
                limits: Box::default(),
                inside: Box::default(),
                times: 1,
            };
            match kind.of(&place.node) {
                Some(Kind::Object(_)) => self.members(&mut turn, kind, at),
                Some(Kind::Array(plan)) => self.items(&mut turn, kind, plan, at),
                _ => turn.limits = self.limits(kind, answers, at),
            }
            // What is there in no answer is not asked for.
            turn.inside = kind.inside.iter().copied().filter(|(_, inside)| self.given(*inside) != Answers::NONE).collect();
            kinds.push(turn);
        }
        PlannedPlace { node: Arc::clone(&place.node), answers: own, kinds }
    }

    /// The members of an object. One answer has as few of those that are optional as there can be; several, if some have to be
    /// there, so that each is left out once. One answer has the most members, where the schema says how many those are.
    fn members(&mut self, turn: &mut PlannedKind, kind: &PlaceKind, at: usize) {
        let places = self.places;
        let members = || kind.inside.iter().filter_map(|(index, inside)| Some((*index, *inside, places.all.get(*inside)?)));
        let optional: Vec<usize> = members().filter(|(.., member)| !member.is_required).map(|(_, inside, _)| inside).collect();
        let counts = kind.counts.unwrap_or(Counts { named: usize::MAX, least: 0, most: usize::MAX, is_bounded: false });
        let order = in_turn(turn.answers, at);
        let (few, others) = order.split_at(kind.fewest(optional.len()).min(order.len().saturating_sub(1)));
        if let [fullest, _, ..] = others
            && counts.is_bounded
        {
            turn.longest = Answers::NONE.with(*fullest);
        }
        let times = self.times(at);
        let mut slots = Slots { are_few: counts.most < optional.len(), left: vec![0; self.values.len()], owners: optional.len() };
        others.iter().for_each(|answer| add(&mut slots.left, *answer, counts.most));
        let is_open = |answer: u32| others.contains(&answer);
        let open = turn.answers.each().filter(|answer| is_open(*answer)).fold(Answers::NONE, Answers::with);
        // A map shows several of its members in one answer.
        let sorts = members().filter(|(index, ..)| *index >= counts.named);
        turn.times = sorts.map(|(.., sort)| kind.times(sort)).max().unwrap_or(1);
        for (index, inside, member) in members() {
            let times = if index >= counts.named { times.saturating_mul(turn.times) } else { times };
            let mut answers = turn.answers;
            if !member.is_required {
                let position = optional.iter().position(|other| *other == inside).unwrap_or(0);
                // Those that have to be there take turns.
                let is_kept = |round: usize| {
                    (position + optional.len() - round * (optional.len() - counts.least) % optional.len()) % optional.len()
                        < counts.least
                };
                let kept = few.iter().enumerate().filter(|(round, _)| is_kept(*round)).map(|(_, answer)| *answer);
                let chosen = self.some_of(open, member.needed, member.weight.saturating_mul(times), &mut slots);
                answers = kept.fold(chosen, Answers::with);
            }
            self.give(inside, answers, times);
        }
    }

    /// The items of a list: one answer has the fewest, one the most.
    fn items(&mut self, turn: &mut PlannedKind, kind: &PlaceKind, plan: &ArrayPlan, at: usize) {
        let lengths = plan.lengths();
        let places = self.places;
        let is_own = |index: usize| plan.place_of(index) == index;
        let inside = || kind.inside.iter().filter_map(|(index, inside)| Some((*index, *inside, places.all.get(*inside)?)));
        let item = inside().rfind(|(index, ..)| is_own(*index)).map(|(.., item)| item);
        let times = self.times(at);
        turn.times = item.map_or(1, |item| item.times(turn.answers.count(), lengths.longest));
        if let [first, _, ..] = in_turn(turn.answers, at).as_slice()
            && lengths.fewest < plan.repeated(turn.times)
        {
            turn.bare = Answers::NONE.with(*first);
        }
        let others = turn.answers.without(turn.bare);
        if lengths.longest > lengths.usual {
            let weight = item.map_or(1, |item| item.weight).saturating_mul(lengths.longest);
            turn.longest = self.one_of(others, weight.saturating_mul(times));
        }
        // The few items of the shortest list show nothing, as there are not as many as in the others.
        let times = times.saturating_mul(turn.times);
        // Contained items that are there instead of others: one of them in each of some answers.
        let mut free = in_turn(others, at);
        let own = inside().filter(|(index, ..)| is_own(*index)).map(|(.., item)| item.needed).max().unwrap_or(0);
        let instead = inside().filter(|(index, ..)| !is_own(*index)).map(|(.., item)| item.needed).sum::<usize>();
        let (count, total) = (free.len(), own.saturating_add(instead).max(1));
        let mut taken: BTreeMap<usize, Answers> = BTreeMap::new();
        for (index, place, item) in inside().filter(|(index, ..)| !is_own(*index)) {
            let share = if total <= count { item.needed } else { (item.needed * count / total).max(1) };
            let answers = free.drain(..share.min(free.len())).fold(Answers::NONE, Answers::with);
            let at = taken.entry(plan.place_of(index)).or_default();
            *at = answers.each().fold(*at, Answers::with);
            self.give(place, answers, times);
        }
        for (index, place, _) in inside().filter(|(index, ..)| is_own(*index)) {
            self.give(place, others.without(taken.get(&index).copied().unwrap_or_default()), times);
        }
    }

    /// Which limit each of the answers goes to: those that the schema sets first, then as far as there is room the others.
    fn limits(&mut self, kind: &PlaceKind, answers: Answers, at: usize) -> Box<[u16]> {
        let times = self.times(at);
        let limits = || {
            let indexed = kind.limits.iter().enumerate();
            indexed.filter_map(|(index, limit)| {
                let characters = limit.characters.saturating_mul(times);
                Some((u16::try_from(index).ok()?, Limit { characters, ..*limit }))
            })
        };
        let mut free = in_turn(answers, at);
        let mut chosen: Vec<(u32, u16)> = Vec::with_capacity(free.len());
        for (index, limit) in limits().filter(|(_, limit)| limit.is_set) {
            if let Some(position) = self.position(&free, limit) {
                let answer = free.remove(position);
                add(&mut self.text, answer, limit.characters);
                chosen.push((answer, index));
            }
        }
        let least = limits().min_by_key(|(_, limit)| limit.characters);
        let mut rest = limits().filter(|(_, limit)| !limit.is_set).chain(limits().filter(|(_, limit)| limit.is_set)).cycle();
        for answer in free {
            let next = rest.next().filter(|(_, limit)| self.has_room(answer, *limit)).or(least);
            if let Some((index, limit)) = next {
                add(&mut self.text, answer, limit.characters);
                chosen.push((answer, index));
            }
        }
        chosen.sort_unstable();
        chosen.into_iter().map(|(_, index)| index).collect()
    }

    /// The answers that an optional member is in: all, or as many as it needs of those that hold least.
    fn some_of(&mut self, open: Answers, needed: usize, weight: usize, slots: &mut Slots) -> Answers {
        let mut order: Vec<u32> = open.each().collect();
        if slots.are_few {
            order.retain(|answer| of(&slots.left, *answer) > 0);
            order.sort_by_key(|answer| std::cmp::Reverse(of(&slots.left, *answer)));
            order.truncate(slots.share().max(needed).min(slots.spare()));
        }
        if self.is_scarce {
            order.sort_by_key(|answer| of(&self.values, *answer));
            order.truncate(needed);
            order.retain(|answer| of(&self.values, *answer).saturating_add(weight) <= self.max_values);
        }
        order.iter().for_each(|answer| add(&mut self.values, *answer, weight));
        slots.take(&order);
        order.into_iter().fold(Answers::NONE, Answers::with)
    }

    /// The answer that holds least, if something large fits into it.
    fn one_of(&mut self, answers: Answers, weight: usize) -> Answers {
        let least = answers.each().min_by_key(|answer| of(&self.values, *answer));
        let fitting = least.filter(|answer| of(&self.values, *answer).saturating_add(weight) <= self.max_values);
        fitting.iter().for_each(|answer| add(&mut self.values, *answer, weight));
        fitting.map_or(Answers::NONE, |answer| Answers::NONE.with(answer))
    }

    fn has_room(&self, answer: u32, limit: Limit) -> bool {
        limit.characters == 0 || of(&self.text, answer).saturating_add(limit.characters) <= self.max_text
    }

    /// Which of the free answers goes to a limit: the first, or for text the one that holds least of it.
    fn position(&self, free: &[u32], limit: Limit) -> Option<usize> {
        let position = match limit.characters {
            0 => (!free.is_empty()).then_some(0),
            _ => (0..free.len()).min_by_key(|position| free.get(*position).map(|answer| of(&self.text, *answer))),
        };
        position.filter(|position| free.get(*position).is_some_and(|answer| self.has_room(*answer, limit)))
    }
}

/// How much an answer holds.
fn of(loads: &[usize], answer: u32) -> usize {
    usize::try_from(answer).ok().and_then(|answer| loads.get(answer)).copied().unwrap_or(0)
}

fn add(loads: &mut [usize], answer: u32, more: usize) {
    if let Some(load) = usize::try_from(answer).ok().and_then(|answer| loads.get_mut(answer)) {
        *load = load.saturating_add(more);
    }
}
