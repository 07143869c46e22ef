//! Divides the answers of edge-case mode among the limits of all places. From the root inwards, each place gets the answers in
//! which it is there, and gives each of the things it can be some of them. Where one answer cannot hold all that there is,
//! optional parts get as many answers as they need, those that hold least so far.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::array::ArrayPlan;
use super::edge_occasions::Occasions;
use super::edge_places::{Limit, Need, Place, PlaceKind, Places};
use super::edge_plan::{ANSWERS, PlannedKind, PlannedPlace, Sheet};
use super::edge_room::{Room, Slots};
use super::node::{Kind, Table};
use super::object::Counts;

/// How often a place is shown in one answer, at most, where lists are inside lists.
const MAX_PER_ANSWER: usize = 60;

/// The answers, as far as they are divided.
struct Division<'p> {
    places: &'p Places,
    given: Vec<Given>,
    room: Room,
    /// On how many occasions each place was there in earlier sheets, and whether nothing is left to be shown of it.
    served: Vec<usize>,
    is_done: Vec<bool>,
    /// How often the places of one family have been each of as many kinds, and gone to each of as many limits.
    kinds_served: HashMap<(usize, usize), Vec<usize>>,
    gone_to: HashMap<(usize, usize), Vec<u32>>,
}

/// The occasions on which a place is there.
#[derive(Clone, Debug, Default)]
struct Given {
    occasions: Occasions,
    /// How many there are on one of the place around it, and in one answer.
    times: usize,
    per_answer: usize,
}

/// Plans so many sheets of answers, of which each goes on where those before had no room.
pub(super) fn sheets(places: &Places, table: &Table, count: usize) -> Vec<Sheet> {
    let nothing = vec![Given::default(); places.all.len()];
    let usual_size = places.usual_size();
    let room = || Room::new(ANSWERS, &table.options.limits, usual_size);
    let mut division = Division {
        places,
        given: nothing,
        room: room(),
        served: vec![0; places.all.len()],
        is_done: vec![false; places.all.len()],
        kinds_served: HashMap::new(),
        gone_to: HashMap::new(),
    };
    let sheet = |_| {
        division.room = room();
        let root = Given { occasions: Occasions::first(ANSWERS), times: 1, per_answer: 1 };
        division.given.iter_mut().take(1).for_each(|given| *given = root.clone());
        let planned = places.all.iter().enumerate().map(|(at, place)| division.place(at, place)).collect();
        division.close();
        Sheet { places: planned }
    };
    (0..count).map(sheet).collect()
}

/// Occasions in an order that differs from place to place, so that not everything goes to its first limit at once.
fn in_turn(occasions: &Occasions, at: usize) -> Vec<usize> {
    let mut order: Vec<usize> = occasions.each().collect();
    let count = order.len().max(1);
    order.rotate_left(at.wrapping_mul(7) % count);
    order
}

/// The occasions that each of the kinds gets: first by what they need and have not got in other places of the family, then by
/// what they need; what is left over goes to those that are not null.
fn shares(place: &Place, occasions: &Occasions, at: usize, served: &mut [usize]) -> Vec<Occasions> {
    let order = in_turn(occasions, at);
    let mut counts = vec![0; place.kinds.len()];
    let mut add = |wanted: &dyn Fn(&Need, usize) -> usize| {
        let kinds = place.kinds.iter().zip(served.iter().zip(&counts));
        let wanted: Vec<usize> = kinds.map(|(kind, (served, own))| wanted(&kind.need, *served).saturating_sub(*own)).collect();
        let left = order.len().saturating_sub(counts.iter().sum());
        counts.iter_mut().zip(fair(&wanted, left)).for_each(|(count, more)| *count += more);
    };
    add(&|need, served| need.least.saturating_sub(served));
    add(&|need, _| need.least);
    add(&|need, _| need.usual);
    let is_null: Vec<bool> = place.kinds.iter().map(|kind| matches!(kind.of(&place.node), Some(Kind::Null))).collect();
    let mut left = order.len().saturating_sub(counts.iter().sum());
    while left > 0 && is_null.contains(&false) {
        for (count, _) in counts.iter_mut().zip(&is_null).filter(|(_, is_null)| !**is_null) {
            let more = left.min(1);
            *count += more;
            left -= more;
        }
    }
    served.iter_mut().zip(&counts).for_each(|(served, count)| *served += count);
    let mut order = order.into_iter();
    counts.iter().map(|count| order.by_ref().take(*count).collect()).collect()
}

/// Divides occasions by what is needed of them. Where there are too few, those that need least are served first: most of them get
/// all that they need.
fn fair(needs: &[usize], occasions: usize) -> Vec<usize> {
    let mut sorted: Vec<(usize, usize)> = needs.iter().copied().enumerate().collect();
    sorted.sort_by_key(|(_, needed)| *needed);
    let (mut left, mut owners) = (occasions, needs.len());
    let mut shares = vec![0; needs.len()];
    for (index, needed) in sorted {
        let share = needed.min(left.div_ceil(owners.max(1)));
        shares.iter_mut().skip(index).take(1).for_each(|own| *own = share);
        left -= share;
        owners -= 1;
    }
    shares
}

impl Division<'_> {
    /// Gives a place the occasions of the place around it on which it is there, so many times on each.
    fn give(&mut self, at: usize, around: usize, occasions: &Occasions, times: usize) {
        let per_answer = self.per_answer(around).saturating_mul(times);
        let given = Given { occasions: occasions.repeated(times), times, per_answer };
        self.given.iter_mut().skip(at).take(1).for_each(|earlier| *earlier = given.clone());
    }

    /// Notes what the sheet has shown.
    fn close(&mut self) {
        for at in (0..self.places.all.len()).rev() {
            let Some(place) = self.places.all.get(at) else { continue };
            let given = self.given.get(at).map_or(0, |given| given.occasions.count());
            let served = self.served.get(at).copied().unwrap_or(0) + given;
            let mut inside = place.kinds.iter().flat_map(|kind| &kind.inside);
            let is_done = served >= place.need.usual && inside.all(|(_, inside)| self.is_done.get(*inside) == Some(&true));
            self.served.iter_mut().skip(at).take(1).for_each(|earlier| *earlier = served);
            self.is_done.iter_mut().skip(at).take(1).for_each(|earlier| *earlier = is_done);
        }
        self.given.fill(Given::default());
    }

    fn per_answer(&self, at: usize) -> usize {
        self.given.get(at).map_or(1, |given| given.per_answer.max(1))
    }

    fn is_there(&self, at: usize) -> bool {
        self.given.get(at).is_some_and(|given| !given.occasions.is_empty())
    }

    /// How often something inside a place is shown on each of so many occasions.
    fn times(&self, inside: &Place, around: usize, occasions: usize) -> usize {
        let per_answer = self.per_answer(around);
        let most = (MAX_PER_ANSWER / per_answer).min(self.room.times(inside.weight, per_answer));
        inside.times(occasions).min(most.max(1))
    }

    fn place(&mut self, at: usize, place: &Place) -> PlannedPlace {
        let own = self.given.get(at).cloned().unwrap_or_default();
        let mut kinds = Vec::with_capacity(place.kinds.len());
        let shares = match place.kinds.as_slice() {
            [_] => vec![own.occasions.clone()],
            all => {
                let served = self.kinds_served.entry((place.family, all.len())).or_insert_with(|| vec![0; all.len()]);
                shares(place, &own.occasions, at, served)
            }
        };
        for (kind, occasions) in place.kinds.iter().zip(shares) {
            let mut turn = PlannedKind { form: kind.form, kind: kind.kind, occasions, times: 1, ..PlannedKind::default() };
            match kind.of(&place.node) {
                Some(Kind::Object(_)) => self.members(&mut turn, kind, at),
                Some(Kind::Array(plan)) => self.items(&mut turn, kind, plan, at),
                _ => turn.limits = self.limits(kind, &turn.occasions, at, place.family),
            }
            // What is never there is not asked for.
            turn.inside = kind.inside.iter().copied().filter(|(_, inside)| self.is_there(*inside)).collect();
            kinds.push(turn);
        }
        PlannedPlace { node: Arc::clone(&place.node), occasions: own.occasions, times: own.times, kinds }
    }

    /// The members of an object. Once it has as few of those that are optional as there can be; several times, if some have to be
    /// there, so that each is left out once. Once it has the most members, where the schema says how many those are.
    fn members(&mut self, turn: &mut PlannedKind, kind: &PlaceKind, at: usize) {
        let places = self.places;
        let members = || kind.inside.iter().filter_map(|(_, inside)| Some((*inside, places.all.get(*inside)?)));
        let optional = members().filter(|(_, member)| !member.is_required).count();
        let counts = kind.counts.unwrap_or(Counts { least: 0, most: usize::MAX, is_bounded: false });
        let order = in_turn(&turn.occasions, at);
        let (few, others) = order.split_at(kind.fewest(optional).min(order.len().saturating_sub(1)));
        if let [fullest, _, ..] = others
            && counts.is_bounded
        {
            turn.fullest.insert(*fullest);
        }
        let open: Occasions = others.iter().copied().collect();
        let mut slots = Slots::new(others, counts.most, optional);
        let mut position = 0;
        for (inside, member) in members() {
            let times = self.times(member, at, others.len());
            if member.is_required {
                self.give(inside, at, &turn.occasions, times);
                continue;
            }
            // Those that have to be there take turns.
            let is_kept =
                |round: usize| (position + optional - round * (optional - counts.least) % optional) % optional < counts.least;
            let kept = few.iter().enumerate().filter(|(round, _)| is_kept(*round)).map(|(_, occasion)| *occasion);
            let needed = member.need.usual.div_ceil(times);
            let weight = member.weight.saturating_mul(times);
            let mut chosen = if self.room.is_scarce() && self.is_done.get(inside) == Some(&true) {
                Occasions::default()
            } else {
                self.room.some_of(&open, needed, weight, self.per_answer(at), &mut slots)
            };
            chosen.extend(kept);
            self.give(inside, at, &chosen, times);
            position += 1;
        }
    }

    /// The items of a list: once it has the fewest, once the most.
    fn items(&mut self, turn: &mut PlannedKind, kind: &PlaceKind, plan: &ArrayPlan, at: usize) {
        let lengths = plan.lengths();
        let places = self.places;
        let is_own = |index: usize| plan.place_of(index) == index;
        let inside = || kind.inside.iter().filter_map(|(index, inside)| Some((*index, *inside, places.all.get(*inside)?)));
        let item = inside().rfind(|(index, ..)| is_own(*index)).map(|(.., item)| item);
        // The shortest list does not show as many items as the others.
        let count = turn.occasions.count();
        turn.times = item.map_or(1, |item| self.times(item, at, count.saturating_sub(1)));
        if let [first, _, ..] = in_turn(&turn.occasions, at).as_slice()
            && lengths.fewest < plan.repeated(turn.times)
        {
            turn.bare.insert(*first);
        }
        let others = turn.occasions.without(&turn.bare);
        if lengths.longest > lengths.usual {
            let weight = item.map_or(1, |item| item.weight).saturating_mul(lengths.longest);
            turn.fullest.extend(self.room.one_of(&others, weight, self.per_answer(at)));
        }
        // Contained items that are there instead of others: one of them on each of some occasions.
        let mut free = in_turn(&others, at);
        let own = inside().filter(|(index, ..)| is_own(*index)).map(|(.., item)| item.need.usual).max().unwrap_or(0);
        let instead = inside().filter(|(index, ..)| !is_own(*index)).map(|(.., item)| item.need.usual).sum::<usize>();
        let (count, total) = (free.len(), own.saturating_add(instead).max(1));
        let others_count = inside().filter(|(index, ..)| !is_own(*index)).count();
        let spare = count.saturating_sub(total);
        let mut taken: BTreeMap<usize, Occasions> = BTreeMap::new();
        for (index, place, item) in inside().filter(|(index, ..)| !is_own(*index)) {
            let needed = item.need.usual;
            // What is left over is divided, so that something else can be where an item is that must be contained.
            let share = if total <= count { needed + spare / (others_count + 1) } else { (needed * count / total).max(1) };
            let occasions: Occasions = free.drain(..share.min(free.len())).collect();
            taken.entry(plan.place_of(index)).or_default().extend(occasions.each());
            self.give(place, at, &occasions, 1);
        }
        for (index, place, item) in inside().filter(|(index, ..)| is_own(*index)) {
            let left = taken.get(&index).map_or_else(|| others.clone(), |taken| others.without(taken));
            let times = if item.is_repeated() { turn.times } else { 1 };
            self.give(place, at, &left, times);
        }
    }

    /// Which limit each of the occasions goes to: those that the schema sets first, then as far as there is room the others.
    fn limits(&mut self, kind: &PlaceKind, occasions: &Occasions, at: usize, family: usize) -> Box<[u16]> {
        let per_answer = self.per_answer(at);
        let gone_to = self.gone_to.entry((family, kind.limits.len())).or_insert_with(|| vec![0; kind.limits.len()]);
        let limits = || {
            let indexed = kind.limits.iter().enumerate();
            indexed.filter_map(|(index, limit)| Some((u16::try_from(index).ok()?, *limit)))
        };
        let mut free = in_turn(occasions, at);
        let mut chosen: Vec<(usize, u16)> = Vec::with_capacity(free.len());
        let mut set: Vec<(u16, Limit)> = limits().filter(|(_, limit)| limit.is_set).collect();
        set.sort_by_key(|(index, _)| gone_to.get(usize::from(*index)).copied());
        for (index, limit) in set {
            let occasion = self.room.take_for_text(&mut free, limit.characters, per_answer);
            chosen.extend(occasion.map(|occasion| (occasion, index)));
        }
        let least = limits().min_by_key(|(_, limit)| limit.characters);
        let rest: Vec<(u16, Limit)> =
            limits().filter(|(_, limit)| !limit.is_set).chain(limits().filter(|(_, limit)| limit.is_set)).collect();
        for (number, occasion) in free.into_iter().enumerate() {
            let fits = |limit: &Limit| self.room.fits(occasion, limit.characters, per_answer);
            // Again and again, and each time from elsewhere: places beside each other, as many limits as they have, must not be at
            // the same one always.
            let shift = number.checked_div(rest.len()).map_or(0, |pass| pass.wrapping_mul(at));
            let next = rest.get((number + shift) % rest.len().max(1)).copied();
            let next = next.filter(|(_, limit)| fits(limit)).or(least);
            if let Some((index, limit)) = next {
                self.room.add_text(occasion, limit.characters, per_answer);
                chosen.push((occasion, index));
            }
        }
        for (_, index) in &chosen {
            gone_to.iter_mut().skip(usize::from(*index)).take(1).for_each(|count| *count += 1);
        }
        chosen.sort_unstable();
        chosen.into_iter().map(|(_, index)| index).collect()
    }
}
