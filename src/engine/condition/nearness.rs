//! How near a condition came to holding: what a call missed of it, weighed against what the call has of it.
//!
//! Used to find out which endpoint a request was meant for. A value that is nearly right counts less against an endpoint
//! than one that is absent, and a demand that is met counts for it, the more the less likely it is met by chance.

use super::{Call, CompiledComparison, CompiledCondition, CompiledSubject, Found, Node, Outcome, Test};
use crate::{engine::Request, model::Operator};

/// What a value that is absent counts.
const ABSENT: u32 = 40;
/// What a value that has nothing in common with the one that is demanded counts.
const OTHER: u32 = 36;
/// What a value that is nearly the one that is demanded counts at least.
const NEARLY: u32 = 6;
/// What a demand counts that was not looked at.
const UNKNOWN: u32 = 20;
/// What a demand that few values meet counts where it is met.
const MET: u32 = 15;
/// What a demand that many values meet counts where it is met.
const MET_BY_MANY: u32 = 5;
/// What a JSON value that is as demanded counts.
const MET_JSON: u32 = 30;

/// How much work is done for one request, where one comparison of a short text is one piece.
const MOST_WORK: usize = 3_000;
/// So many bytes of a body are as much work as a short text.
const BYTES_PER_WORK: usize = 512;
/// Conditions on larger bodies are not looked at.
const MAX_BODY_BYTES: usize = 256 * 1024;

/// How near a condition came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::engine) struct Nearness {
    /// What counts against it.
    pub(in crate::engine) missed: u32,
    /// What counts for it.
    pub(in crate::engine) met: u32,
}

impl Nearness {
    /// By how much what was missed outweighs what was met.
    pub(in crate::engine) fn score(self) -> i64 {
        i64::from(self.missed) - i64::from(self.met)
    }

    fn missed(missed: u32) -> Self {
        Self { missed, met: 0 }
    }

    fn met(met: u32) -> Self {
        Self { missed: 0, met }
    }
}

/// The work that may still be done for a request.
#[derive(Debug)]
pub(in crate::engine) struct Work {
    left: usize,
    per_body: usize,
}

impl Work {
    /// All the work that may be done for a request.
    pub(in crate::engine) fn for_request(request: &Request<'_>) -> Self {
        Self { left: MOST_WORK, per_body: 1 + request.body.len() / BYTES_PER_WORK }
    }
}

impl CompiledCondition {
    /// How near it came to holding of a call.
    pub(in crate::engine) fn nearness(&self, call: &Call<'_, '_>, work: &mut Work) -> Nearness {
        self.root().nearness(call, work)
    }
}

impl Node {
    fn nearness(&self, call: &Call<'_, '_>, work: &mut Work) -> Nearness {
        match self {
            Self::All(children) => children.iter().fold(Nearness::default(), |all, child| {
                let child = child.nearness(call, work);
                Nearness { missed: all.missed.saturating_add(child.missed), met: all.met.saturating_add(child.met) }
            }),
            Self::Any(children) => {
                let children = children.iter().map(|child| child.nearness(call, work));
                children.min_by_key(|child| child.score()).unwrap_or(Nearness::missed(ABSENT))
            }
            // What must not hold says little about what was meant where it does not.
            Self::Not(child) => match child.nearness(call, work) {
                Nearness { missed: 0, .. } => Nearness::missed(UNKNOWN),
                _ => Nearness::default(),
            },
            Self::Compare(comparison) => comparison.nearness(call, work),
        }
    }
}

impl CompiledComparison {
    fn nearness(&self, call: &Call<'_, '_>, work: &mut Work) -> Nearness {
        let reads_body = matches!(
            self.subject,
            CompiledSubject::Body | CompiledSubject::Json(_) | CompiledSubject::Form(_) | CompiledSubject::Multipart(_)
        );
        // What stands in a path that does not fit, and where a session is that nobody asked for, cannot be known.
        let is_unknown = match &self.subject {
            CompiledSubject::PathParameter(_) => call.parameters().is_none(),
            CompiledSubject::ScenarioState(name) => call.scenario_state(name).is_none(),
            _ => false,
        };
        if is_unknown {
            return Nearness::default();
        }
        if work.left == 0 || (reads_body && call.request().body.len() > MAX_BODY_BYTES) {
            return Nearness::missed(UNKNOWN);
        }
        work.left = work.left.saturating_sub(if reads_body { work.per_body } else { 1 });
        let holds = self.holds(call);
        if self.negate {
            return if holds { Nearness::default() } else { Nearness::missed(UNKNOWN) };
        }
        if holds {
            return Nearness::met(self.test.weight());
        }
        let mut nearest = None;
        self.visit(call, &mut |found| {
            let nearness = self.test.failed_nearness(&found);
            nearest = Some(
                nearest.map_or(nearness, |before: Nearness| if nearness.score() < before.score() { nearness } else { before }),
            );
            work.left = work.left.saturating_sub(1);
            work.left == 0
        });
        nearest.unwrap_or(Nearness::missed(ABSENT))
    }
}

impl Test {
    /// What it counts where it holds.
    fn weight(&self) -> u32 {
        match self {
            Self::Json(_) => MET_JSON,
            Self::Equals(_) | Self::Matches(_) | Self::OneOf(_) | Self::Prefers(_) | Self::Schema(_) => MET,
            Self::Number(Operator::NumberEquals, _) => MET,
            Self::Contains(_) | Self::StartsWith(_) | Self::EndsWith(_) | Self::Exists | Self::IsEmpty => MET_BY_MANY,
            Self::Number(..) | Self::Before(_) | Self::After(_) => MET_BY_MANY,
        }
    }

    /// How near a value came of which it does not hold.
    fn failed_nearness(&self, found: &Found<'_>) -> Nearness {
        let like = |expected: &str| Nearness::missed(OTHER - (OTHER - NEARLY) * likeness(expected, &found.text()) / 100);
        match self {
            Self::Equals(expected) | Self::Contains(expected) | Self::StartsWith(expected) | Self::EndsWith(expected) => {
                like(expected)
            }
            Self::OneOf(expected) => {
                let nearest = expected.iter().map(|expected| like(expected)).min_by_key(|nearness| nearness.missed);
                nearest.unwrap_or(Nearness::missed(OTHER))
            }
            Self::Json(expected) => {
                let (differing, all) = found.json().map_or((1, 1), |actual| expected.unlikeness(&actual));
                let share = (differing.min(all) * 100 / all.max(1)) as u32;
                Nearness { missed: NEARLY.max(OTHER * share / 100), met: MET_JSON * (100 - share) / 100 }
            }
            Self::Number(..) | Self::Before(_) | Self::After(_) => match self.outcome(found) {
                Outcome::Unreadable(_) => Nearness::missed(OTHER),
                Outcome::Holds | Outcome::Fails => Nearness::missed((OTHER + NEARLY) / 2),
            },
            Self::Matches(_) | Self::Prefers(_) | Self::Schema(_) => Nearness::missed((OTHER + NEARLY) / 2),
            Self::Exists | Self::IsEmpty => Nearness::missed(OTHER),
        }
    }
}

/// How much of two texts is the same, in percent, going by how they start and how they end.
fn likeness(expected: &str, actual: &str) -> u32 {
    let (a, b) = (expected.as_bytes(), actual.as_bytes());
    let (shorter, longer) = (a.len().min(b.len()), a.len().max(b.len()));
    let start = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let end = a.iter().rev().zip(b.iter().rev()).take(shorter - start).take_while(|(a, b)| a == b).count();
    ((start + end) * 100 / longer.max(1)) as u32
}
