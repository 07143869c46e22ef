//! Edge-case mode: how much the answers hold. Where one answer cannot hold all that a schema describes, its parts are divided among
//! the answers, each to those that hold least so far.

use std::cmp::Reverse;

use super::edge_occasions::Occasions;
use super::options::Limits;

/// How many values and how many characters the answers hold, as far as is known of them.
#[derive(Debug)]
pub(super) struct Room {
    values: Vec<usize>,
    text: Vec<usize>,
    max_values: usize,
    max_text: usize,
    /// Whether one answer cannot hold everything.
    is_scarce: bool,
}

/// How many optional members an object has room for on each occasion, where it cannot have all of them at once.
#[derive(Debug)]
pub(super) struct Slots {
    are_few: bool,
    left: Vec<usize>,
    /// How many members have not got theirs.
    owners: usize,
}

impl Room {
    /// That of so many answers to a schema, in which there usually are so many values.
    pub(super) fn new(answers: usize, limits: &Limits, usual_size: usize) -> Self {
        // What is not planned takes room as well.
        let (max_values, max_text) = (limits.max_values / 4 * 3, limits.max_text / 4 * 3);
        let is_scarce = usual_size > max_values;
        Self { values: vec![0; answers], text: vec![0; answers], max_values, max_text, is_scarce }
    }

    /// Whether one answer cannot hold everything.
    pub(super) fn is_scarce(&self) -> bool {
        self.is_scarce
    }

    /// How often something of some weight can be repeated where there are so many occasions per answer.
    pub(super) fn times(&self, weight: usize, per_answer: usize) -> usize {
        // There are other things as well.
        (self.max_values / 4 / weight.saturating_mul(per_answer).max(1)).max(1)
    }

    /// The occasions on which an optional member is there: all, or as many as it needs in those answers that hold least.
    pub(super) fn some_of(
        &mut self,
        open: &Occasions,
        needed: usize,
        weight: usize,
        per_answer: usize,
        slots: &mut Slots,
    ) -> Occasions {
        let mut order: Vec<usize> = open.each().collect();
        slots.keep(&mut order, needed);
        if self.is_scarce {
            // The later occasions of an answer hold what the earlier ones get.
            let load =
                |occasion: usize| self.of(occasion / per_answer).saturating_add(weight.saturating_mul(occasion % per_answer));
            order.sort_by_key(|occasion| load(*occasion));
            order.truncate(needed);
            order.retain(|occasion| load(*occasion).saturating_add(weight) <= self.max_values);
        }
        order.iter().for_each(|occasion| add(&mut self.values, occasion / per_answer, weight));
        slots.take(&order);
        order.into_iter().collect()
    }

    /// The occasion whose answer holds least, if something large fits into it.
    pub(super) fn one_of(&mut self, occasions: &Occasions, weight: usize, per_answer: usize) -> Option<usize> {
        let least = occasions.each().min_by_key(|occasion| self.of(occasion / per_answer))?;
        if self.of(least / per_answer).saturating_add(weight) > self.max_values {
            return None;
        }
        add(&mut self.values, least / per_answer, weight);
        Some(least)
    }

    /// Takes the occasion that a limit goes to, whose text is so long, from those that are free: the first, or for text the one
    /// whose answer holds least of it.
    pub(super) fn take_for_text(&mut self, free: &mut Vec<usize>, characters: usize, per_answer: usize) -> Option<usize> {
        let text = |position: usize| free.get(position).and_then(|occasion| self.text.get(occasion / per_answer)).copied();
        let position = match characters {
            0 => 0,
            _ => (0..free.len()).min_by_key(|position| text(*position))?,
        };
        let occasion = free.get(position).copied().filter(|occasion| self.fits(*occasion, characters, per_answer))?;
        free.remove(position);
        self.add_text(occasion, characters, per_answer);
        Some(occasion)
    }

    /// Whether the answer of an occasion has room for so much text.
    pub(super) fn fits(&self, occasion: usize, characters: usize, per_answer: usize) -> bool {
        let held = self.text.get(occasion / per_answer).copied().unwrap_or(0);
        characters == 0 || held.saturating_add(characters) <= self.max_text
    }

    pub(super) fn add_text(&mut self, occasion: usize, characters: usize, per_answer: usize) {
        add(&mut self.text, occasion / per_answer, characters);
    }

    fn of(&self, answer: usize) -> usize {
        self.values.get(answer).copied().unwrap_or(0)
    }
}

impl Slots {
    /// Those of objects on some occasions, with so many members at most and so many that want to be there.
    pub(super) fn new(occasions: &[usize], most: usize, owners: usize) -> Self {
        let mut left = vec![0; occasions.iter().max().map_or(0, |last| last + 1)];
        occasions.iter().for_each(|occasion| add(&mut left, *occasion, most));
        Self { are_few: most < owners, left, owners }
    }

    /// Keeps the occasions that a member may take, those with the most room first.
    fn keep(&self, order: &mut Vec<usize>, needed: usize) {
        if !self.are_few {
            return;
        }
        let left = |occasion: usize| self.left.get(occasion).copied().unwrap_or(0);
        order.retain(|occasion| left(*occasion) > 0);
        order.sort_by_key(|occasion| Reverse(left(*occasion)));
        let all = self.left.iter().fold(0_usize, |sum, left| sum.saturating_add(*left));
        let share = all / self.owners.max(1);
        // Each of the others still gets one.
        let spare = all.saturating_sub(self.owners.saturating_sub(1)).max(1);
        order.truncate(share.max(needed).min(spare));
    }

    fn take(&mut self, occasions: &[usize]) {
        self.owners = self.owners.saturating_sub(1);
        for occasion in occasions {
            self.left.iter_mut().skip(*occasion).take(1).for_each(|left| *left = left.saturating_sub(1));
        }
    }
}

fn add(loads: &mut [usize], at: usize, more: usize) {
    loads.iter_mut().skip(at).take(1).for_each(|load| *load = load.saturating_add(more));
}
