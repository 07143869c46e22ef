//! Lays the elements of two arrays side by side: which one of the expected is which one of those that are there.
//!
//! Equal elements are found first; of the rest, those that are most alike are paired, so that a changed element is shown
//! as one that changed and not as one that is missing and one too many. The cost is bounded by the pairs of values that
//! may still be compared, and large arrays of which most elements differ are laid side by side as they stand.

use serde_json::Value;

use super::{JsonOptions, TEXT_PER_PAIR};
use crate::engine::condition::{Pairs, unordered};

/// The most pairs of elements that are weighed against each other.
const MAX_CELLS: usize = 40_000;
/// What an element that is missing and one that is too much cost together.
const OTHER: u32 = 20;
/// What pairing two elements costs of which at least one has an equal elsewhere: more than leaving them apart.
const HAS_EQUAL: u32 = OTHER + 1;

/// Which elements belong together, by their indices; those that are the same and in their place are not in it.
#[derive(Debug, Default)]
pub(super) struct Alignment {
    /// Expected and actual elements that belong together and differ.
    pub(super) paired: Vec<(usize, usize)>,
    /// Expected elements that are nowhere.
    pub(super) missing: Vec<usize>,
    /// Actual elements that were not expected.
    pub(super) extra: Vec<usize>,
    /// Expected elements that are elsewhere.
    pub(super) moved: Vec<(usize, usize)>,
}

/// Lays two arrays side by side. Worth nothing where no pairs are left afterwards.
pub(super) fn align(expected: &[Value], actual: &[Value], options: JsonOptions, pairs: &mut Pairs) -> Alignment {
    let mut alignment = match (options.ignore_order, options.ignore_extra) {
        (true, false) => in_any_order(expected, actual, pairs),
        (true, true) => {
            let places = pairs.places(expected, actual);
            let mut taken = vec![false; actual.len()];
            places.iter().flatten().for_each(|place| taken[*place] = true);
            let without = (0..expected.len()).filter(|index| places[*index].is_none()).collect();
            pair_by_likeness(expected, actual, without, (0..actual.len()).filter(|index| !taken[*index]).collect())
        }
        (false, _) => in_order(expected, actual, options.ignore_extra, pairs),
    };
    if options.ignore_extra {
        alignment.extra.clear();
    }
    alignment
}

/// Equal elements belong together wherever they are.
fn in_any_order(expected: &[Value], actual: &[Value], pairs: &mut Pairs) -> Alignment {
    let mut sorted = |values: &[Value]| {
        let mut texts: Vec<(String, usize)> = Vec::with_capacity(values.len());
        for (index, value) in values.iter().enumerate() {
            if pairs.left == 0 {
                break;
            }
            let text = unordered(value);
            pairs.left = pairs.left.saturating_sub(1 + text.len() / TEXT_PER_PAIR);
            texts.push((text, index));
        }
        texts.sort_unstable();
        texts
    };
    let (wanted, found) = (sorted(expected), sorted(actual));
    let (mut missing, mut extra) = (Vec::new(), Vec::new());
    let (mut wanted, mut found) = (wanted.into_iter().peekable(), found.into_iter().peekable());
    loop {
        let order = match (wanted.peek(), found.peek()) {
            (Some((wanted, _)), Some((found, _))) => wanted.cmp(found),
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (None, None) => break,
        };
        if order.is_lt() {
            missing.extend(wanted.next().map(|(_, index)| index));
        } else if order.is_gt() {
            extra.extend(found.next().map(|(_, index)| index));
        } else {
            wanted.next();
            found.next();
        }
    }
    missing.sort_unstable();
    extra.sort_unstable();
    pair_by_likeness(expected, actual, missing, extra)
}

/// Pairs elements of which no two are the same, the most alike first.
fn pair_by_likeness(expected: &[Value], actual: &[Value], missing: Vec<usize>, extra: Vec<usize>) -> Alignment {
    if missing.len().saturating_mul(extra.len()) > MAX_CELLS {
        return side_by_side(missing.into_iter(), extra.into_iter());
    }
    let mut candidates = Vec::with_capacity(missing.len() * extra.len());
    for &wanted in &missing {
        candidates.extend(extra.iter().map(|&found| (unlikeness(&expected[wanted], &actual[found]), wanted, found)));
    }
    candidates.sort_unstable();
    let mut alignment = Alignment::default();
    let (mut has_pair, mut is_taken) = (vec![false; expected.len()], vec![false; actual.len()]);
    for (_, wanted, found) in candidates {
        if !has_pair[wanted] && !is_taken[found] {
            (has_pair[wanted], is_taken[found]) = (true, true);
            alignment.paired.push((wanted, found));
        }
    }
    alignment.paired.sort_unstable();
    alignment.missing.extend(missing.into_iter().filter(|index| !has_pair[*index]));
    alignment.extra.extend(extra.into_iter().filter(|index| !is_taken[*index]));
    alignment
}

/// Pairs elements as they stand; the longer side has the rest.
fn side_by_side(mut missing: impl Iterator<Item = usize>, mut extra: impl Iterator<Item = usize>) -> Alignment {
    let mut alignment = Alignment::default();
    loop {
        match (missing.next(), extra.next()) {
            (Some(wanted), Some(found)) => alignment.paired.push((wanted, found)),
            (Some(wanted), None) => alignment.missing.push(wanted),
            (None, Some(found)) => alignment.extra.push(found),
            (None, None) => return alignment,
        }
    }
}

/// Equal elements belong together where that keeps them in order.
fn in_order(expected: &[Value], actual: &[Value], ignore_extra: bool, pairs: &mut Pairs) -> Alignment {
    let shorter = expected.len().min(actual.len());
    let start = (0..shorter).take_while(|index| pairs.same(&expected[*index], &actual[*index])).count();
    let from_end = |back: &usize| pairs.same(&expected[expected.len() - 1 - back], &actual[actual.len() - 1 - back]);
    let end = (0..shorter - start).take_while(from_end).count();
    let (wanted, found) = (start..expected.len() - end, start..actual.len() - end);
    if wanted.is_empty() || found.is_empty() {
        return Alignment { missing: wanted.collect(), extra: found.collect(), ..Alignment::default() };
    }
    if wanted.len().saturating_mul(found.len()) <= MAX_CELLS {
        let (expected, actual) = (&expected[wanted], &actual[found]);
        let mut alignment = Grid::new(expected, actual, ignore_extra, pairs).alignment();
        alignment.paired.iter_mut().chain(&mut alignment.moved).for_each(|(wanted, found)| {
            *wanted += start;
            *found += start;
        });
        alignment.missing.iter_mut().chain(&mut alignment.extra).for_each(|index| *index += start);
        alignment
    } else if ignore_extra {
        let mut rest = found;
        let missing = wanted.filter(|&index| {
            let from = rest.clone();
            let is_there = rest.any(|place| pairs.same(&expected[index], &actual[place]));
            if !is_there {
                rest = from;
            }
            !is_there
        });
        Alignment { missing: missing.collect(), ..Alignment::default() }
    } else {
        side_by_side(wanted, found)
    }
}

/// What it costs to lay the first so many expected elements beside the first so many actual ones, for all numbers of each.
struct Grid {
    rows: usize,
    columns: usize,
    same: Vec<bool>,
    /// What pairing an expected with an actual element costs.
    pairing: Vec<u32>,
    missing: u32,
    extra: u32,
}

impl Grid {
    fn new(expected: &[Value], actual: &[Value], ignore_extra: bool, pairs: &mut Pairs) -> Self {
        let (rows, columns) = (expected.len(), actual.len());
        let cells = || expected.iter().flat_map(|wanted| actual.iter().map(move |found| (wanted, found)));
        let same: Vec<bool> = cells().map(|(wanted, found)| pairs.same(wanted, found)).collect();
        let row_has_equal: Vec<bool> = same.chunks(columns).map(|row| row.contains(&true)).collect();
        let column_has_equal: Vec<bool> =
            (0..columns).map(|column| same.iter().skip(column).step_by(columns).any(|same| *same)).collect();
        let cost = |(at, (wanted, found)): (usize, (&Value, &Value))| {
            if same[at] {
                0
            } else if row_has_equal[at / columns] || column_has_equal[at % columns] {
                HAS_EQUAL
            } else {
                unlikeness(wanted, found)
            }
        };
        let pairing = cells().enumerate().map(cost).collect();
        let (missing, extra) = if ignore_extra { (OTHER, 0) } else { (OTHER / 2, OTHER / 2) };
        Self { rows, columns, same, pairing, missing, extra }
    }

    /// The cheapest way to lay all beside all.
    fn alignment(&self) -> Alignment {
        let width = self.columns + 1;
        let mut costs = vec![0u32; (self.rows + 1) * width];
        for row in 0..=self.rows {
            for column in 0..=self.columns {
                let pair = (row > 0 && column > 0)
                    .then(|| costs[(row - 1) * width + column - 1] + self.pairing[(row - 1) * self.columns + column - 1]);
                let missing = (row > 0).then(|| costs[(row - 1) * width + column] + self.missing);
                let extra = (column > 0).then(|| costs[row * width + column - 1] + self.extra);
                costs[row * width + column] = [pair, missing, extra].into_iter().flatten().min().unwrap_or(0);
            }
        }
        let mut alignment = Alignment::default();
        let (mut row, mut column) = (self.rows, self.columns);
        while row > 0 || column > 0 {
            let cost = costs[row * width + column];
            let cell = (row > 0 && column > 0).then(|| (row - 1) * self.columns + column - 1);
            if let Some(cell) = cell.filter(|cell| costs[(row - 1) * width + column - 1] + self.pairing[*cell] == cost) {
                (row, column) = (row - 1, column - 1);
                if !self.same[cell] {
                    alignment.paired.push((row, column));
                }
            } else if row > 0 && costs[(row - 1) * width + column] + self.missing == cost {
                row -= 1;
                alignment.missing.push(row);
            } else {
                column -= 1;
                alignment.extra.push(column);
            }
        }
        alignment.paired.reverse();
        alignment.missing.reverse();
        alignment.extra.reverse();
        self.find_moved(&mut alignment);
        alignment
    }

    /// An element that is missing here and too much there has moved.
    fn find_moved(&self, alignment: &mut Alignment) {
        let Alignment { missing, extra, moved, .. } = alignment;
        missing.retain(|wanted| {
            let Some(at) = extra.iter().position(|found| self.same[wanted * self.columns + found]) else { return true };
            moved.push((*wanted, extra.remove(at)));
            false
        });
    }
}

/// How little alike two elements are that are not the same: from 1, but always less than [`OTHER`].
fn unlikeness(expected: &Value, actual: &Value) -> u32 {
    match (expected, actual) {
        (Value::Object(expected), Value::Object(actual)) => {
            let is_alike = |(name, value): &(&String, &Value)| {
                actual.get(*name).is_some_and(|actual| match (value, actual) {
                    (Value::Object(_), Value::Object(_)) | (Value::Array(_), Value::Array(_)) => true,
                    (value, actual) => *value == actual,
                })
            };
            let alike = expected.iter().filter(is_alike).count();
            let all = expected.len().max(actual.len()).max(1);
            OTHER - 1 - (alike * (OTHER as usize - 2) / all) as u32
        }
        (Value::Array(_), Value::Array(_)) => OTHER / 2,
        _ if std::mem::discriminant(expected) == std::mem::discriminant(actual) => OTHER - 6,
        _ => OTHER - 2,
    }
}
