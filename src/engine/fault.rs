//! Faults made ready: which responses have one that can happen, and whether it happens with a call. Kept apart from the
//! responses, so that a project without faults pays nothing for them, and one with a few next to nothing.

use rustc_hash::FxHashMap;

use super::{Answer, Compiled, Decision, MAX_DELAY_MS, chance, compiled::CompiledEndpoint, response::Report};
use crate::model::{Fault, FaultKind, FaultWhen, Part, Severity};

/// The most random bytes that are sent instead of an answer.
pub const MAX_GARBAGE_BYTES: u32 = 1024 * 1024;

/// The faults of a project, by the indices of their endpoints and responses.
#[derive(Debug, Default)]
pub(super) struct Faults(FxHashMap<(u32, u32), Fault>);

impl Faults {
    pub(super) fn of<'e>(endpoints: impl Iterator<Item = &'e CompiledEndpoint>) -> Self {
        let mut faults = FxHashMap::default();
        for (endpoint, index) in endpoints.zip(0u32..) {
            for (response, place) in endpoint.responses.iter().zip(0u32..) {
                if let Some(fault) = response.as_ref().and_then(|response| response.fault) {
                    faults.insert((index, place), fault);
                }
            }
        }
        Self(faults)
    }
}

impl Compiled {
    /// What goes wrong on the wire with the answer that was decided on, if anything does.
    pub fn fault(&self, decision: &Decision) -> Option<FaultKind> {
        if self.faults.0.is_empty() {
            return None;
        }
        let Answer::Response { endpoint, response, .. } = decision.answer else { return None };
        let fault = self.faults.0.get(&(endpoint, response))?;
        let asked = decision.evaluated.iter().rev().find(|evaluated| evaluated.endpoint == endpoint);
        let call_number = asked.map_or(1, |evaluated| evaluated.call_number);
        happens(fault.when, call_number, decision.seed).then_some(fault.kind)
    }
}

fn happens(when: FaultWhen, call_number: u64, seed: u64) -> bool {
    match when {
        FaultWhen::Always => true,
        FaultWhen::Percent(percent) => chance::draw_percent(seed) < percent,
        FaultWhen::EveryNth(nth) => call_number.is_multiple_of(u64::from(nth)),
        FaultWhen::First(calls) => call_number <= u64::from(calls),
    }
}

/// The fault of a response, where it makes sense; the answer is sent without it where it does not. `size` is how many bytes
/// its body has, where that is known.
pub(super) fn compile(fault: Fault, size: Option<usize>, report: Report<'_>) -> Option<Fault> {
    let mut is_sound = true;
    let mut complain = |severity, message: String| {
        report(Part::Fault, severity, message);
        is_sound &= severity != Severity::Error;
    };
    match fault.kind {
        FaultKind::Garbage { bytes } if bytes == 0 || bytes > MAX_GARBAGE_BYTES => {
            complain(Severity::Error, format!("Garbage has 1 to {MAX_GARBAGE_BYTES} bytes, not {bytes}"));
        }
        FaultKind::SlowBody { bytes_per_second: 0 } => {
            complain(Severity::Error, "A body at 0 bytes per second never arrives; use Stall".to_owned());
        }
        FaultKind::SlowFirstByte { ms } if ms > MAX_DELAY_MS => {
            complain(Severity::Error, format!("The wait before the first byte has at most {MAX_DELAY_MS} ms, not {ms}"));
        }
        FaultKind::Cut { after_bytes } => {
            if let Some(size) = size.filter(|size| *size as u64 <= after_bytes) {
                let message = format!("The body has {size} bytes, so nothing of it is cut; only the connection ends");
                complain(Severity::Warning, message);
            }
        }
        _ => {}
    }
    match fault.when {
        FaultWhen::Percent(percent) if !(0.0..=100.0).contains(&percent) => {
            complain(Severity::Error, format!("A fault happens in 0 to 100 percent of the calls, not in {percent}"));
        }
        FaultWhen::EveryNth(0) => complain(Severity::Error, "There is no 0th call; 1 is every call".to_owned()),
        FaultWhen::Percent(0.0) | FaultWhen::First(0) => {
            complain(Severity::Warning, "The fault never happens".to_owned());
        }
        _ => {}
    }
    is_sound.then_some(fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_happen_as_often_as_they_say() {
        let of =
            |when, calls: std::ops::RangeInclusive<u64>| calls.filter(|call| happens(when, *call, *call)).collect::<Vec<_>>();
        assert_eq!(of(FaultWhen::Always, 1..=3), [1, 2, 3]);
        assert_eq!(of(FaultWhen::EveryNth(3), 1..=10), [3, 6, 9]);
        assert_eq!(of(FaultWhen::EveryNth(1), 1..=3), [1, 2, 3]);
        assert_eq!(of(FaultWhen::First(2), 1..=10), [1, 2]);
        assert_eq!(of(FaultWhen::First(0), 1..=10), [0_u64; 0]);
        assert_eq!(of(FaultWhen::Percent(0.0), 1..=1000), [0_u64; 0]);
        assert_eq!(of(FaultWhen::Percent(100.0), 1..=1000).len(), 1000);
        let quarter = of(FaultWhen::Percent(25.0), 1..=10_000).len();
        assert!((2_350..2_650).contains(&quarter), "{quarter}");
    }

    #[test]
    fn what_makes_no_sense_is_a_problem_and_does_not_happen() {
        use FaultKind::{Cut, Garbage, Reset, SlowBody, SlowFirstByte};
        let table = [
            (Reset, FaultWhen::Percent(-1.0), Some(Severity::Error)),
            (Reset, FaultWhen::Percent(100.5), Some(Severity::Error)),
            (Reset, FaultWhen::Percent(f64::NAN), Some(Severity::Error)),
            (Reset, FaultWhen::EveryNth(0), Some(Severity::Error)),
            (Reset, FaultWhen::First(0), Some(Severity::Warning)),
            (Reset, FaultWhen::Percent(0.0), Some(Severity::Warning)),
            (Reset, FaultWhen::Percent(0.1), None),
            (Garbage { bytes: 0 }, FaultWhen::Always, Some(Severity::Error)),
            (Garbage { bytes: MAX_GARBAGE_BYTES }, FaultWhen::Always, None),
            (Garbage { bytes: MAX_GARBAGE_BYTES + 1 }, FaultWhen::Always, Some(Severity::Error)),
            (SlowBody { bytes_per_second: 0 }, FaultWhen::Always, Some(Severity::Error)),
            (SlowFirstByte { ms: MAX_DELAY_MS + 1 }, FaultWhen::Always, Some(Severity::Error)),
            (SlowFirstByte { ms: 0 }, FaultWhen::Always, None),
            (Cut { after_bytes: 9 }, FaultWhen::Always, None),
            (Cut { after_bytes: 10 }, FaultWhen::Always, Some(Severity::Warning)),
        ];
        for (kind, when, expected) in table {
            let mut reported = Vec::new();
            let compiled = compile(Fault { kind, when }, Some(10), &mut |part, severity, _| {
                assert_eq!(part, Part::Fault);
                reported.push(severity);
            });
            assert_eq!(reported, expected.into_iter().collect::<Vec<_>>(), "{kind:?} {when:?}");
            assert_eq!(compiled.is_some(), expected != Some(Severity::Error), "{kind:?} {when:?}");
        }
    }
}
