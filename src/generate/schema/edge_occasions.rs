//! Edge-case mode: when something is shown. A place of a schema has a value in some of the answers; inside a list or a map that
//! shows several values of one place in an answer, each of those can be at a limit of its own.

use smallvec::SmallVec;

/// Some of the occasions on which a place has a value, by their number. At the root an occasion is an answer; of a place that is
/// shown several times on an occasion of the one around it, each of these is an occasion, numbered in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Occasions(SmallVec<[u64; 1]>);

impl Occasions {
    /// The first ones.
    pub(super) fn first(count: usize) -> Self {
        (0..count).collect()
    }

    pub(super) fn has(&self, occasion: usize) -> bool {
        self.0.get(occasion / 64).is_some_and(|word| word >> (occasion % 64) & 1 == 1)
    }

    pub(super) fn insert(&mut self, occasion: usize) {
        let word = occasion / 64;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0.iter_mut().skip(word).take(1).for_each(|word| *word |= 1 << (occasion % 64));
    }

    pub(super) fn without(&self, others: &Self) -> Self {
        let others = others.0.iter().copied().chain(std::iter::repeat(0));
        Self(self.0.iter().zip(others).map(|(own, other)| own & !other).collect())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    pub(super) fn count(&self) -> usize {
        self.0.iter().map(|word| ones(*word)).sum()
    }

    /// How many of them come before one.
    pub(super) fn rank(&self, occasion: usize) -> usize {
        let before = self.0.iter().take(occasion / 64).map(|word| ones(*word)).sum::<usize>();
        let own = self.0.get(occasion / 64).copied().unwrap_or(0);
        before + ones(own & ((1 << (occasion % 64)) - 1))
    }

    pub(super) fn each(&self) -> impl Iterator<Item = usize> {
        (0..self.0.len() * 64).filter(|occasion| self.has(*occasion))
    }

    /// Those of a place that is shown so many times on each of these.
    pub(super) fn repeated(&self, times: usize) -> Self {
        self.each().flat_map(|occasion| (0..times).map(move |time| repeated(occasion, times, time))).collect()
    }
}

impl Extend<usize> for Occasions {
    fn extend<T: IntoIterator<Item = usize>>(&mut self, occasions: T) {
        occasions.into_iter().for_each(|occasion| self.insert(occasion));
    }
}

impl FromIterator<usize> for Occasions {
    fn from_iter<T: IntoIterator<Item = usize>>(occasions: T) -> Self {
        let mut all = Self::default();
        all.extend(occasions);
        all
    }
}

/// The occasion of a place that is shown several times on one of the place around it.
pub(super) fn repeated(around: usize, times: usize, time: usize) -> usize {
    around.saturating_mul(times).saturating_add(time)
}

fn ones(word: u64) -> usize {
    usize::try_from(word.count_ones()).unwrap_or(0)
}
