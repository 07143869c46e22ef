//! Everything that is left to chance, drawn from a seed: which response answers, and how long it waits.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::model::{Delay, EndpointId};

/// The longest wait; a long tail may ask for more than anybody waits for.
pub const MAX_DELAY_MS: u32 = 60 * 60 * 1000;

/// The seed of one call where the project fixes its seed: the n-th call of an endpoint has the same on every machine,
/// whatever else was called in between. The upper half, which holds the clock, stays as the project has it.
pub fn effective_seed(project_seed: u64, endpoint: &EndpointId, call_number: u64) -> u64 {
    const LOWER_HALF: u64 = 0xFFFF_FFFF;
    let id = endpoint.as_str().bytes().fold(mix(project_seed), |seed, byte| mix(seed ^ u64::from(byte)));
    (project_seed & !LOWER_HALF) | (mix(id ^ call_number) & LOWER_HALF)
}

/// The finaliser of SplitMix64: every bit of the input changes half of the output's.
fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

/// What chance is asked for; each has random numbers of its own, so that one more draw here changes nothing there.
#[derive(Clone, Copy)]
enum Purpose {
    Selection = 1,
    Delay = 2,
    Fault = 3,
    Garbage = 4,
}

fn generator(seed: u64, purpose: Purpose) -> ChaCha8Rng {
    let mut generator = ChaCha8Rng::seed_from_u64(seed);
    generator.set_stream(purpose as u64);
    generator
}

/// A number below `total`; none where there are none.
pub(super) fn draw_below(total: u64, seed: u64) -> Option<u64> {
    (total > 0).then(|| generator(seed, Purpose::Selection).random_range(0..total))
}

/// A number from 0 up to, and not including, 100.
pub(super) fn draw_percent(seed: u64) -> f64 {
    generator(seed, Purpose::Fault).random::<f64>() * 100.0
}

/// Random bytes that are neither HTTP nor TLS: they begin with none of a method, a status line, a frame or a record.
pub fn garbage(seed: u64, bytes: u32) -> Vec<u8> {
    let mut garbage = vec![0; bytes as usize];
    generator(seed, Purpose::Garbage).fill(&mut garbage[..]);
    // Above all letters, above every frame's length that clients accept, and above all of TLS's kinds of record.
    garbage.iter_mut().take(1).for_each(|first| *first |= 0x80);
    garbage
}

/// The wait that a delay comes to, in milliseconds. Total: a delay that makes no sense comes to one that does.
pub fn draw_delay_ms(delay: &Delay, seed: u64) -> u32 {
    let ms = match *delay {
        Delay::Fixed { ms } => ms,
        Delay::Uniform { min_ms, max_ms } => {
            generator(seed, Purpose::Delay).random_range(min_ms.min(max_ms)..=min_ms.max(max_ms))
        }
        Delay::LogNormal { median_ms, sigma } => {
            // Box-Muller: two even draws make a normal one. The first is above 0, as its logarithm is taken.
            let mut generator = generator(seed, Purpose::Delay);
            let (first, second): (f64, f64) = (1.0 - generator.random::<f64>(), generator.random());
            let normal = (-2.0 * first.ln()).sqrt() * (std::f64::consts::TAU * second).cos();
            let sigma = if sigma.is_finite() { sigma } else { 0.0 };
            // The cast saturates, and what is no number becomes 0.
            (f64::from(median_ms) * (sigma * normal).exp()).round() as u32
        }
    };
    ms.min(MAX_DELAY_MS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeds_depend_on_all_they_are_made_from() {
        let seed = |project, id: &str, call| effective_seed(project, &EndpointId::new(id), call);
        let seeds = [seed(1, "a", 1), seed(1, "a", 2), seed(1, "b", 1), seed(2, "a", 1), seed(1, "ab", 1), seed(1, "ba", 1)];
        let distinct: std::collections::HashSet<_> = seeds.into_iter().collect();
        assert_eq!(distinct.len(), seeds.len());
        assert_eq!(seed(7, "orders", 3), 2_579_558_870, "written down: it must never change");
        assert_eq!(seed(7 << 32, "orders", 3) >> 32, 7, "the clock stays as the project has it");
    }

    #[test]
    fn delays_stay_within_what_they_say() {
        let drawn: Vec<u32> = (0..4000).map(|seed| draw_delay_ms(&Delay::Uniform { min_ms: 20, max_ms: 10 }, seed)).collect();
        assert_eq!((drawn.iter().min(), drawn.iter().max()), (Some(&10), Some(&20)));
        let mut drawn: Vec<u32> =
            (0..4001).map(|seed| draw_delay_ms(&Delay::LogNormal { median_ms: 1000, sigma: 0.5 }, seed)).collect();
        drawn.sort_unstable();
        assert!((950..1050).contains(&drawn[2000]), "median {}", drawn[2000]);
        // One standard deviation above the median is e^0.5 times it.
        assert!((1550..1750).contains(&drawn[3366]), "84th percentile {}", drawn[3366]);
        for sigma in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300, -1e300] {
            assert!(draw_delay_ms(&Delay::LogNormal { median_ms: 5, sigma }, 1) <= MAX_DELAY_MS);
        }
        assert_eq!(draw_delay_ms(&Delay::Fixed { ms: u32::MAX }, 0), MAX_DELAY_MS);
    }
}
