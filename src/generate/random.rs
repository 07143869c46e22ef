//! All that is left to chance in an answer, drawn from its seed. The same seed gives the same values on every platform and
//! in every build, which is why nothing here depends on the machine: no clock, no word size, no floating-point function
//! whose last digit a library may choose.
//!
//! The clock is part of the seed as well: an answer that was seeded while serving carries the second it was given in the
//! upper half of its seed, so that `{{now}}` or a recent date is reproduced with everything else.

use std::convert::Infallible;

use jiff::Timestamp;
use rand::{Rng, RngExt, SeedableRng, TryRng};
use rand_chacha::ChaCha8Rng;

/// The moment that seeds without a moment of their own stand for: 2025-06-15T12:00:00Z, in seconds since 1970.
const REFERENCE_SECOND: u32 = 1_749_988_800;

/// Upper halves below this (2017-07-14) are no moments: short seeds, as people write them.
const EARLIEST_SECOND: u32 = 1_500_000_000;

/// What one answer's random values, and its clock, come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Seed(pub u64);

impl Seed {
    /// The seed of an answer given at a moment (seconds since 1970), with 32 random bits.
    pub fn at(second: u32, random: u32) -> Self {
        Self((u64::from(second) << 32) | u64::from(random))
    }

    /// What the clock says to an answer of this seed. The milliseconds come from the seed too.
    pub fn now(self) -> Timestamp {
        let upper = (self.0 >> 32) as u32;
        let second = if upper < EARLIEST_SECOND { REFERENCE_SECOND } else { upper };
        let millisecond = (self.0 & 0xFFFF_FFFF) % 1000;
        // Every u32 is a second that a timestamp can hold.
        Timestamp::from_millisecond(i64::from(second) * 1000 + millisecond as i64).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

/// A source of random values. Every value drawn moves it on.
#[derive(Clone, Debug)]
pub struct Random {
    seed: Seed,
    generator: ChaCha8Rng,
}

impl Random {
    /// Begins with a seed.
    pub fn new(seed: Seed) -> Self {
        Self { seed, generator: ChaCha8Rng::seed_from_u64(seed.0) }
    }

    /// What the clock says; see [`Seed::now`].
    pub fn now(&self) -> Timestamp {
        self.seed.now()
    }

    /// A source of its own, so that what draws from it moves this one on by one step only.
    pub fn fork(&mut self) -> Self {
        Self { seed: self.seed, generator: ChaCha8Rng::seed_from_u64(self.generator.next_u64()) }
    }

    /// A number below `count`; 0 where there is none.
    pub fn below(&mut self, count: usize) -> usize {
        if count == 0 { 0 } else { self.generator.random_range(0..count as u64) as usize }
    }

    /// A whole number from one bound to the other, both included, in whatever order they are given.
    pub fn integer(&mut self, first: i64, last: i64) -> i64 {
        self.generator.random_range(first.min(last)..=first.max(last))
    }

    /// A number from 0 up to, but not including, 1.
    pub fn unit(&mut self) -> f64 {
        // 53 random bits: all that a float of this size can tell apart.
        (self.generator.next_u64() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// A number between the two, in whatever order they are given.
    pub fn float(&mut self, first: f64, last: f64) -> f64 {
        let unit = self.unit();
        let (low, high) = (first.min(last), first.max(last));
        // In this form the difference of two large bounds cannot become infinite.
        (low * (1.0 - unit) + high * unit).clamp(low, high)
    }

    /// True with this probability: never at 0, always at 1.
    pub fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// One of the items; none of none.
    pub fn pick<'i, T>(&mut self, items: &'i [T]) -> Option<&'i T> {
        items.get(self.below(items.len()))
    }

    /// Puts the items in another order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

impl TryRng for Random {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(self.generator.next_u32())
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(self.generator.next_u64())
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.generator.fill_bytes(bytes);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_is_in_the_seed() {
        assert_eq!(Seed(42).now().to_string(), "2025-06-15T12:00:00.042Z");
        assert_eq!(Seed::at(1_800_000_000, 7).now().to_string(), "2027-01-15T08:00:00.007Z");
        assert_eq!(Seed::at(u32::MAX, u32::MAX).now().as_second(), i64::from(u32::MAX));
    }

    #[test]
    fn the_same_seed_gives_the_same_values() {
        let draw = |seed| {
            let mut random = Random::new(Seed(seed));
            (random.below(1000), random.integer(-50, 50), random.float(1.0, 2.0).to_bits(), random.fork().below(1 << 30))
        };
        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
    }

    #[test]
    fn values_stay_within_what_was_asked() {
        let mut random = Random::new(Seed(1));
        assert_eq!(random.below(0), 0);
        assert_eq!(random.pick::<u8>(&[]), None);
        for _ in 0..2000 {
            assert!((-3..=3).contains(&random.integer(3, -3)));
            assert!((f64::MIN..=f64::MAX).contains(&random.float(f64::MIN, f64::MAX)));
            assert!(random.chance(1.0) && !random.chance(0.0));
        }
        let mut items: Vec<u32> = (0..100).collect();
        random.shuffle(&mut items);
        assert_ne!(items, (0..100).collect::<Vec<_>>());
        items.sort_unstable();
        assert_eq!(items, (0..100).collect::<Vec<_>>());
    }
}
