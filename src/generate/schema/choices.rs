//! Which combinations of choices are looked at, where a set of schemas leaves choices: all that are sound if they are few,
//! else a spread of them.

use super::bundle::Bundle;
use super::merge::merge;
use super::shape::{Atom, Chooser, Shape};

/// How many combinations of choices are looked at for one place.
const MAX_FORMS: usize = 40;

/// How many are, counting those that contradict themselves.
const MAX_LOOKED_AT: usize = 200;

/// How many are, as long as each of them contradicts itself.
const MAX_MERGES: usize = 1_000;

/// Goes through the combinations of choices: all of them if they are few, otherwise each option of each choice at least once
/// and a spread of the rest.
struct Odometer {
    digits: Vec<usize>,
    counts: Vec<usize>,
    cursor: usize,
    /// Where counting through all would take too long: the number of the pass.
    pass: Option<usize>,
}

impl Chooser for Odometer {
    fn choose(&mut self, count: usize) -> usize {
        let position = self.cursor;
        self.cursor += 1;
        if let Some(pass) = self.pass {
            if count == 0 {
                return 0;
            }
            // First all choices take their n-th option together, later each its own.
            let spread = if pass < MAX_FORMS / 2 {
                pass
            } else {
                pass.wrapping_mul(31).wrapping_add(position.wrapping_mul(17)) ^ (pass >> 1)
            };
            return spread % count;
        }
        if position < self.digits.len() {
            if let Some(slot) = self.counts.get_mut(position) {
                *slot = count;
            }
        } else {
            self.digits.push(0);
            self.counts.push(count);
        }
        self.digits.get(position).copied().unwrap_or(0)
    }
}

impl Odometer {
    /// Moves to the next combination, if there is one.
    fn advance(&mut self) -> bool {
        self.digits.truncate(self.cursor);
        self.counts.truncate(self.cursor);
        self.cursor = 0;
        while let (Some(digit), Some(count)) = (self.digits.pop(), self.counts.pop()) {
            if digit + 1 < count {
                self.digits.push(digit + 1);
                self.counts.push(count);
                return true;
            }
        }
        false
    }
}

/// The shapes of a set of schemas: one for each combination of choices, or for many of them.
pub(super) fn shapes(bundle: &Bundle, atoms: &[Atom]) -> Vec<Shape> {
    let mut shapes = Vec::new();
    let mut odometer = Odometer { digits: Vec::new(), counts: Vec::new(), cursor: 0, pass: None };
    // Of what contradicts itself the first few are kept, for their reasons.
    let mut contradictory = 0;
    loop {
        let shape = merge(bundle, atoms, &mut odometer);
        contradictory += usize::from(shape.contradiction.is_some());
        if shape.contradiction.is_none() || contradictory <= MAX_FORMS {
            shapes.push(shape);
        }
        if !odometer.advance() {
            return shapes;
        }
        let sound = shapes.iter().filter(|shape| shape.contradiction.is_none()).count();
        if sound >= MAX_FORMS || sound + contradictory >= MAX_MERGES || sound > 0 && sound + contradictory >= MAX_LOOKED_AT {
            break;
        }
    }
    // Too many to count through: what was counted so far are variations of the first few options only.
    for pass in 0..MAX_FORMS {
        let mut odometer = Odometer { digits: Vec::new(), counts: Vec::new(), cursor: 0, pass: Some(pass) };
        shapes.push(merge(bundle, atoms, &mut odometer));
    }
    shapes
}
