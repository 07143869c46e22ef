//! What an expectation's demand on a request came to: a distance that is cheap enough to be taken of every request in the
//! log, and for the nearest ones every part of the demand in words.

use super::{
    Check, Compiled, ConditionVerdict, Decision, Request,
    condition::{CompiledCondition, Work},
    near_miss::{OTHER_METHOD, judged, path_distance},
    verdict::{self, quote},
};

/// What an expectation's demand on a request came to.
#[derive(Clone, Debug, PartialEq)]
pub struct ExpectationVerdict {
    /// What the method and the path came to; only those that are demanded.
    pub checks: Vec<Check>,
    /// What the condition came to; none where there is none.
    pub condition: Option<ConditionVerdict>,
}

impl Compiled {
    /// How far a request is from fitting the expectation at that index: 0 where it fits, none where that is `limit` or more.
    pub fn expectation_distance(
        &self,
        index: usize,
        request: &Request<'_>,
        decision: Option<&Decision>,
        limit: u32,
    ) -> Option<u32> {
        let expectation = self.expectations.get(index)?;
        let is_other_method = expectation.method.as_ref()?.as_ref().is_some_and(|method| method != request.method);
        let distance = if is_other_method { OTHER_METHOD } else { 0 };
        let pattern = expectation.pattern.as_ref()?;
        let limit_of_path = limit.checked_sub(distance)?;
        let distance = distance.checked_add(path_distance(pattern, request.path(), self.path_rules(), limit_of_path))?;
        // What a parameter catches is as good as what stands there.
        let fits_path = pattern.parameters(request.path(), self.path_rules()).is_some();
        let distance = if fits_path && !is_other_method { 0 } else { distance.max(1) };
        if distance >= limit {
            return None;
        }
        let call = expectation.call(request, self.path_rules(), decision)?;
        let missed = |condition: &CompiledCondition| {
            // What does not hold is never as near as what does.
            let missed = || condition.nearness(&call, &mut Work::for_request(request)).missed.max(1);
            if condition.holds(&call) { 0 } else { missed() }
        };
        let distance = distance.saturating_add(expectation.condition.as_ref().map_or(0, missed));
        Some(distance).filter(|distance| *distance < limit)
    }

    /// Every part of the demand that the expectation at that index makes of a request, passed or failed; none where it is broken.
    pub fn expectation_verdict(
        &self,
        index: usize,
        request: &Request<'_>,
        decision: Option<&Decision>,
    ) -> Option<ExpectationVerdict> {
        let (written, expectation) = (&self.project.expectations.get(index)?.request, self.expectations.get(index)?);
        let mut checks = Vec::new();
        if let Some(method) = expectation.method.as_ref()? {
            checks.push(judged(method == request.method, "method", "equals", &written.method, request.method.as_str()));
        }
        if !written.path.is_empty() {
            let fits = expectation.pattern.as_ref()?.parameters(request.path(), self.path_rules()).is_some();
            checks.push(judged(fits, "path", "matches", &written.path, &quote(request.uri.path())));
        }
        let call = expectation.call(request, self.path_rules(), decision)?;
        let verdict = |(written, compiled): (_, &CompiledCondition)| verdict::verdict(written, compiled, &call);
        let condition = written.condition.as_ref().zip(expectation.condition.as_ref()).map(verdict);
        Some(ExpectationVerdict { checks, condition })
    }
}
