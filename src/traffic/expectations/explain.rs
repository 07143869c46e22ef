//! Why an expectation is not met: the reasons in words, and the requests of the log that came nearest to being counted.

use std::{sync::Arc, time::Instant};

use jiff::Timestamp;

use super::{
    report::{CallReport, CheckReport, ExpectationReport, NearMissReport, OutOfOrderReport},
    tally::{OutOfOrder, Tally},
    words::{self, calls, counted, one_line},
};
use crate::{
    engine::{Check, Compiled, ConditionVerdict, JsonDifference},
    model::{ExpectationId, Project, TimeWindow},
    traffic::{Exchange, Log, Outcome},
};

/// How many of the newest requests are looked at for near misses.
const LOOKED_AT: usize = 2_000;
/// How many near misses are reported.
const REPORTED: usize = 3;

/// What reports are made of beside the tallies.
#[derive(Debug)]
pub(super) struct Scene {
    now: Instant,
    /// What the expectations were compiled with.
    compiled: Option<Arc<Compiled>>,
    /// The newest requests, newest first.
    exchanges: Vec<Arc<Exchange>>,
    /// How many requests are gone that the log had, or never reached it.
    gone: u64,
    /// When the oldest request came that the log still has.
    oldest: Option<Timestamp>,
}

impl Scene {
    pub(super) fn new(now: Instant, compiled: Option<Arc<Compiled>>, log: &Log, dropped: u64) -> Self {
        let kept = log.exchanges();
        Self {
            now,
            compiled,
            exchanges: kept.iter().rev().take(LOOKED_AT).cloned().collect(),
            gone: log.last_sequence().saturating_sub(kept.len() as u64) + dropped,
            oldest: kept.front().map(|exchange| exchange.received_at),
        }
    }

    fn project(&self) -> Option<&Project> {
        self.compiled.as_ref().map(|compiled| &*compiled.project)
    }

    pub(super) fn call(&self, call: &super::Counted) -> CallReport {
        CallReport::new(call, self.project())
    }

    /// What became of each of these expectations.
    pub(super) fn reports(&self, tallies: &[Tally]) -> Vec<ExpectationReport> {
        let short: Vec<bool> = tallies.iter().map(|tally| self.lacks_calls(tally)).collect();
        let mut near_misses = self.near_misses(tallies, &short).into_iter();
        let both = tallies.iter().zip(&short);
        both.map(|(tally, short)| self.report(tally, near_misses.next().unwrap_or_default(), *short)).collect()
    }

    fn report(&self, tally: &Tally, near_misses: Vec<NearMissReport>, is_short: bool) -> ExpectationReport {
        let written = &tally.written;
        ExpectationReport {
            id: written.id.clone(),
            name: written.title().into_owned(),
            state: tally.state(self.now),
            request: words::request(&written.request),
            expected: written.count,
            count: tally.calls.count,
            reasons: self.reasons(tally),
            calls: tally.calls.calls().map(|call| self.call(call)).collect(),
            calls_left_out: tally.calls.left_out(),
            first_too_many: tally.too_many.as_deref().map(|call| self.call(call)),
            wrong_answer: tally.wrong_answer.as_deref().map(|call| self.call(call)),
            out_of_order: tally.out_of_order.as_ref().map(|disorder| OutOfOrderReport {
                earlier: disorder.before.as_deref().map(|call| self.call(call)),
                later: self.call(&disorder.call),
                between: disorder.between,
            }),
            caveat: if is_short { self.caveat(tally) } else { None },
            near_misses,
        }
    }

    /// Whether it can be checked and has fewer calls than it needs.
    fn lacks_calls(&self, tally: &Tally) -> bool {
        tally.errors.is_empty() && tally.calls.count < tally.written.count.min()
    }

    fn reasons(&self, tally: &Tally) -> Vec<String> {
        let mut reasons: Vec<String> = tally.errors.iter().map(|error| format!("It cannot be checked: {error}")).collect();
        if !reasons.is_empty() {
            return reasons;
        }
        let (count, written) = (tally.calls.count, &tally.written);
        if let Some(call) = &tally.too_many {
            let more = count.saturating_sub(written.count.max().unwrap_or(count));
            let first = if more == 1 { "" } else { "the first of them " };
            reasons.push(format!("{} too many: {first}{}", calls(more), words::name(call)));
        }
        let missing = written.count.min().saturating_sub(count);
        if missing > 0 && tally.ended_short(self.now) {
            let until_ms = written.window.and_then(|window| window.until_ms).unwrap_or_default();
            reasons.push(format!("{} missing when its time was over, after {until_ms} ms", calls(missing)));
        } else if missing > 0 {
            reasons.push(format!("{} missing", calls(missing)));
        }
        if let Some(disorder) = &tally.out_of_order {
            reasons.push(self.disorder(tally, disorder));
        }
        if let Some(call) = &tally.wrong_answer {
            let mut demanded = Vec::new();
            demanded.extend(written.answer.status.map(|status| format!("with {status}")));
            demanded.extend(written.answer.endpoint.as_ref().map(|endpoint| format!("by {}", self.endpoint_name(endpoint))));
            let report = self.call(call);
            let mut actual = report.status.map_or_else(|| "not at all".to_owned(), |status| format!("with {status}"));
            actual.extend(report.answered_by.map(|by| format!(" by {by}")));
            let others = tally.wrong_answers - 1;
            let more = if others == 0 { String::new() } else { format!(", and {} more like it", calls(others)) };
            reasons.push(format!("{} was answered {actual}, not {}{more}", words::name(call), demanded.join(" ")));
        }
        reasons
    }

    fn disorder(&self, tally: &Tally, disorder: &OutOfOrder) -> String {
        let OutOfOrder { call, before, count_before, between } = disorder;
        let first = tally.written.after.as_ref().and_then(|after| self.project()?.expectation(&after.expectation).cloned());
        let (title, min) = first.map_or_else(Default::default, |first| (first.title().into_owned(), first.count.min()));
        let its_first = format!("its first call {}", words::name(call));
        match before {
            None => format!("Out of order: {its_first} came before any call of \"{title}\""),
            Some(before) if *count_before < min => format!(
                "Out of order: {its_first} came when \"{title}\" had {count_before} of {}, the last of them {}",
                calls(min),
                words::name(before),
            ),
            Some(before) => format!(
                "Out of order: {} came between the last call of \"{title}\", {}, and {its_first}",
                counted(*between, "other request"),
                words::name(before),
            ),
        }
    }

    fn endpoint_name(&self, id: &crate::model::EndpointId) -> String {
        let endpoint = self.project().and_then(|project| project.endpoint(id));
        endpoint.map_or_else(|| id.to_string(), |endpoint| format!("{} {}", endpoint.method, endpoint.path))
    }

    /// What cannot be said about near misses because requests are gone.
    fn caveat(&self, tally: &Tally) -> Option<String> {
        let since = self.oldest.is_none_or(|oldest| oldest >= tally.began.time);
        (self.gone > 0 && since).then(|| {
            let gone = counted(self.gone, "request");
            format!("The log no longer has {gone}, and nearer misses may be among them; the count is exact all the same")
        })
    }

    /// The near misses of each of these expectations that is marked. Every request is looked at for all of them at once, so
    /// that it is parsed once and only one is in memory at a time.
    fn near_misses(&self, tallies: &[Tally], marked: &[bool]) -> Vec<Vec<NearMissReport>> {
        let mut nearest: Vec<Vec<(u32, &Arc<Exchange>)>> = vec![Vec::new(); tallies.len()];
        let Some(compiled) = self.compiled.as_ref().filter(|_| marked.contains(&true)) else {
            return vec![Vec::new(); tallies.len()];
        };
        let index_of = |id: &ExpectationId| compiled.project.expectations.iter().position(|written| written.id == *id);
        let indices: Vec<Option<usize>> = tallies.iter().map(|tally| index_of(&tally.written.id)).collect();
        for exchange in self.exchanges.iter().filter(|exchange| was_looked_at(exchange)) {
            let request = exchange.request();
            let decision = exchange.decision().map(|(_, decision)| decision);
            for (at, tally) in tallies.iter().enumerate().filter(|(at, _)| marked.get(*at) == Some(&true)) {
                let (Some(index), Some(nearest)) = (indices.get(at).copied().flatten(), nearest.get_mut(at)) else { continue };
                if exchange.received_at < tally.began.time || has_counted(exchange, &tally.written.id) {
                    continue;
                }
                let limit = if nearest.len() < REPORTED { u32::MAX } else { nearest.last().map_or(u32::MAX, |(far, _)| *far) };
                let Some(distance) = compiled.expectation_distance(index, &request, decision, limit) else { continue };
                // One that fits missed the time window, or was answered just now and is about to count.
                if distance == 0 && tally.written.window.is_none() {
                    continue;
                }
                // They come newest first, and among equals the newest is the one to look at.
                let place = nearest.partition_point(|(other, _)| *other <= distance);
                nearest.insert(place, (distance, exchange));
                nearest.truncate(REPORTED);
            }
        }
        let reports = nearest.into_iter().zip(tallies).zip(indices);
        let report = reports.map(|((nearest, tally), index)| {
            let near_miss = |(_, exchange): (u32, &Arc<Exchange>)| self.near_miss(compiled, index?, tally, exchange);
            nearest.into_iter().filter_map(near_miss).collect()
        });
        report.collect()
    }

    fn near_miss(&self, compiled: &Compiled, index: usize, tally: &Tally, exchange: &Exchange) -> Option<NearMissReport> {
        let request = exchange.request();
        let decision = exchange.decision().map(|(_, decision)| decision);
        let verdict = compiled.expectation_verdict(index, &request, decision)?;
        let mut checks: Vec<CheckReport> = verdict.checks.iter().map(|check| CheckReport::new(check, 0)).collect();
        match &verdict.condition {
            // The parts of the outermost group are demanded like the method and the path.
            Some(ConditionVerdict::Group { label: "all of", children, .. }) => {
                children.iter().for_each(|child| add_checks(child, 0, &mut checks));
            }
            Some(condition) => add_checks(condition, 0, &mut checks),
            None => {}
        }
        checks.extend(tally.written.window.map(|window| in_window(window, tally, exchange)));
        let kept = exchange.request_body.bytes.len();
        let caveat = format!("Only the first {kept} of {} bytes of its body were kept", exchange.request_body.size);
        let caveat = exchange.request_body.is_truncated().then_some(caveat);
        Some(NearMissReport { call: CallReport::of(exchange, self.project()), checks, caveat })
    }
}

/// Whether an exchange could have counted: refusals and calls to others could not.
fn was_looked_at(exchange: &Exchange) -> bool {
    exchange.decision().is_some() || matches!(exchange.outcome, Outcome::Imported)
}

/// Whether an exchange counted for an expectation.
fn has_counted(exchange: &Exchange, id: &ExpectationId) -> bool {
    exchange.counted.as_ref().is_some_and(|counted| counted.expectations.contains(id))
}

fn add_checks(verdict: &ConditionVerdict, depth: usize, checks: &mut Vec<CheckReport>) {
    match verdict {
        ConditionVerdict::Check(check) => checks.push(CheckReport::new(check, depth)),
        ConditionVerdict::Group { label, passed, children } => {
            let held = children.iter().filter(|child| child.passed()).count();
            let actual = if *label == "not" { "true".to_owned() } else { format!("{held} of {}", children.len()) };
            let demand = (*label).to_owned();
            checks.push(CheckReport {
                passed: *passed,
                demand,
                actual: Some(actual),
                error: None,
                depth,
                differences: Vec::new(),
            });
            children.iter().for_each(|child| add_checks(child, depth + 1, checks));
        }
    }
}

/// Whether a call came in the time window, by the clock.
fn in_window(window: TimeWindow, tally: &Tally, exchange: &Exchange) -> CheckReport {
    let since = exchange.received_at.duration_since(tally.began.time);
    let answered_ms = u64::try_from(since.as_millis()).unwrap_or(0) + exchange.timings.first_byte.as_millis() as u64;
    let until = window.until_ms.map_or_else(String::new, |until_ms| format!(" and before {until_ms} ms"));
    CheckReport {
        passed: answered_ms >= window.from_ms && window.until_ms.is_none_or(|until_ms| answered_ms < until_ms),
        demand: format!("answered from {} ms on{until}", window.from_ms),
        actual: Some(format!("{answered_ms} ms")),
        error: None,
        depth: 0,
        differences: Vec::new(),
    }
}

impl CheckReport {
    fn new(check: &Check, depth: usize) -> Self {
        let words = [&check.subject, &check.name, &check.operator, &check.expected];
        Self {
            passed: check.passed,
            demand: words.into_iter().filter(|word| !word.is_empty()).map(|word| one_line(word)).collect::<Vec<_>>().join(" "),
            actual: check.actual.as_deref().map(|actual| one_line(actual).into_owned()),
            error: check.error.clone(),
            depth,
            differences: check.differences.iter().map(JsonDifference::sentence).collect(),
        }
    }
}
