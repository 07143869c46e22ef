//! Expectations made ready to check: which of them a request fits, found in one tree of all their paths, and what is wrong
//! with them.
//!
//! Nothing is counted here. Whoever counts asks [`Compiled::fitting_expectations`] once per request and keeps the rest.

use std::{ops::ControlFlow, sync::Arc};

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use super::{
    Compiled, Decision, Request,
    compile::{check_parameters, compile_method, take_over},
    condition::{Call, CompiledCondition},
    path::{PathPattern, PathRules},
    routes::{EndpointMethod, MethodKey, Routes},
};
use crate::model::{After, Expectation, ExpectationId, Part, Place, Problem, Project, Severity, TimeWindow};

/// The path pattern of an expectation that names none.
const EVERY_PATH: &str = "/{rest...}";

/// An expectation made ready to check.
#[derive(Debug)]
pub struct CompiledExpectation {
    /// The path pattern; none where it is broken.
    pub(super) pattern: Option<PathPattern>,
    /// The method; none where it is broken.
    pub(super) method: Option<EndpointMethod>,
    /// The condition; none where there is none.
    pub(super) condition: Option<CompiledCondition>,
    /// Whether all that it demands of a request was understood.
    is_sound: bool,
    /// What is wrong with it, looked at alone.
    problems: Vec<Problem>,
}

/// All expectations of a project, made ready to check.
#[derive(Debug)]
pub(super) struct CompiledExpectations {
    /// Index for index those of the project.
    pub(super) expectations: Vec<Arc<CompiledExpectation>>,
    /// The paths of those that are checked.
    pub(super) routes: Arc<Routes>,
    /// What is wrong with them, in their order.
    pub(super) problems: Vec<Problem>,
}

impl Compiled {
    /// The indices of the expectations whose request pattern fits, ascending. `decision` is what was decided about the request,
    /// which says the number that the call had at its endpoint.
    pub fn fitting_expectations(&self, request: &Request<'_>, decision: Option<&Decision>) -> SmallVec<[u32; 4]> {
        let mut fitting = SmallVec::new();
        if self.expectations.is_empty() {
            return fitting;
        }
        let keys = [self.expectation_routes.method_key(request.method), Some(MethodKey::ANY)];
        let all = self.expectation_routes.visit::<()>(request.path(), |ends| {
            for end in keys.into_iter().flatten().flat_map(|key| ends.with(key)) {
                let holds = self.expectations.get(end.endpoint as usize).is_some_and(|expectation| {
                    let call = || expectation.call(request, self.path_rules(), decision);
                    expectation.condition.as_ref().is_none_or(|condition| call().is_some_and(|call| condition.holds(&call)))
                });
                if holds {
                    fitting.push(end.endpoint);
                }
            }
            ControlFlow::Continue(())
        });
        debug_assert!(all.is_continue());
        fitting.sort_unstable();
        fitting
    }

    /// What keeps the expectation at that index from being checked: empty where it can be.
    pub fn expectation_errors(&self, index: usize) -> Vec<&str> {
        let Some(expectation) = self.project.expectations.get(index) else { return Vec::new() };
        let part = Part::Expectation(expectation.id.clone());
        let errors = self.problems.iter().filter(|problem| problem.severity == Severity::Error && problem.place.part == part);
        errors.map(|problem| problem.message.as_str()).collect()
    }
}

impl CompiledExpectation {
    /// The call as the conditions of this expectation see it; none where the path is broken.
    pub(super) fn call<'c, 'r>(
        &'c self,
        request: &'c Request<'r>,
        rules: PathRules,
        decision: Option<&'c Decision>,
    ) -> Option<Call<'c, 'r>> {
        let number = decision.and_then(|decision| decision.evaluated.last()).map_or(1, |evaluated| evaluated.call_number);
        let sessions = decision.map_or(&[][..], |decision| &decision.sessions);
        Some(Call::new(request, self.pattern.as_ref()?, rules, number).with_sessions(sessions))
    }
}

/// Makes the expectations of a project ready to check. Those that `previous` compiled from the same `Arc` are taken over.
pub(super) fn compile(project: &Project, previous: Option<&Compiled>) -> CompiledExpectations {
    let now = &project.expectations;
    let before = previous.map(|previous| (previous.project.expectations.as_slice(), previous.expectations.as_slice()));
    let expectations = take_over(now, before, compile_one);
    let same_routes = |previous: &&Compiled| {
        let before = &previous.project;
        PathRules::from(&project.settings) == PathRules::from(&before.settings)
            && now.len() == before.expectations.len()
            && now.iter().zip(&before.expectations).all(|(now, before)| Arc::ptr_eq(now, before))
    };
    let routes = previous
        .filter(same_routes)
        .map_or_else(|| Arc::new(build_routes(project, &expectations)), |previous| Arc::clone(&previous.expectation_routes));
    let places: FxHashMap<_, _> = now.iter().enumerate().map(|(index, expectation)| (&expectation.id, index)).collect();
    let mut problems = Vec::new();
    for (written, compiled) in now.iter().zip(&expectations) {
        problems.extend_from_slice(&compiled.problems);
        if written.enabled {
            let mut reporter = Reporter { expectation: &written.id, problems: &mut problems };
            check_order(written, project, &places, &mut reporter);
            check_answer(written, project, &mut reporter);
        }
    }
    CompiledExpectations { expectations, routes, problems }
}

fn build_routes(project: &Project, expectations: &[Arc<CompiledExpectation>]) -> Routes {
    let both = project.expectations.iter().zip(expectations).zip(0u32..);
    let routed = both
        .filter(|((written, compiled), _)| written.enabled && compiled.is_sound)
        .filter_map(|((_, compiled), index)| Some((index, compiled.method.as_ref()?, compiled.pattern.as_ref()?)));
    Routes::build(PathRules::from(&project.settings), routed)
}

/// Collects the problems of one expectation.
struct Reporter<'e> {
    expectation: &'e ExpectationId,
    problems: &'e mut Vec<Problem>,
}

impl Reporter<'_> {
    fn report(&mut self, severity: Severity, message: impl Into<String>) {
        let part = Part::Expectation(self.expectation.clone());
        let place = Place { endpoint: None, response: None, part };
        self.problems.push(Problem { place, severity, message: message.into() });
    }
}

fn compile_one(written: &Expectation) -> CompiledExpectation {
    let mut problems = Vec::new();
    let mut reporter = Reporter { expectation: &written.id, problems: &mut problems };
    let request = &written.request;
    let method = compile_method(&request.method).map_err(|message| reporter.report(Severity::Error, message)).ok();
    let path = if request.path.is_empty() { EVERY_PATH } else { &request.path };
    let pattern = PathPattern::parse(path).map_err(|error| reporter.report(Severity::Error, error.to_string())).ok();
    if pattern.as_ref().is_some_and(|pattern| !pattern.has_leading_slash()) {
        reporter.report(Severity::Warning, "A path starts with a slash; it is read as if it did");
    }
    let condition = request.condition.as_ref().map(CompiledCondition::compile).transpose().map_err(|errors| {
        errors.into_iter().for_each(|error| reporter.report(Severity::Error, error.message));
    });
    if let (Some(condition), Some(pattern)) = (&request.condition, &pattern) {
        check_parameters(condition, pattern, &mut Vec::new(), &mut |_, severity, message| reporter.report(severity, message));
    }
    check_count(written, &mut reporter);
    let is_sound = method.is_some() && pattern.is_some() && condition.is_ok();
    CompiledExpectation { pattern, method, condition: condition.unwrap_or_default(), is_sound, problems }
}

/// Says what is wrong with how many calls there must be, and when.
fn check_count(written: &Expectation, reporter: &mut Reporter<'_>) {
    let (min, max) = (written.count.min(), written.count.max());
    if max.is_some_and(|max| max < min) {
        reporter.report(Severity::Error, "It can never be met: the fewest calls are more than the most");
    }
    if let Some(TimeWindow { from_ms, until_ms: Some(until_ms) }) = written.window
        && until_ms <= from_ms
    {
        reporter.report(Severity::Error, "Its time window is empty: it ends before it begins");
    }
    if max == Some(0) && written.after.is_some() {
        reporter.report(Severity::Warning, "Its order is never looked at: it allows no call that could come too early");
    }
    if max == Some(0) && (written.answer.status.is_some() || written.answer.endpoint.is_some()) {
        reporter.report(Severity::Warning, "What it demands of the answer is never looked at: it allows no call");
    }
}

/// Says what is wrong with the expectation that has to be met before this one.
fn check_order(written: &Expectation, project: &Project, places: &FxHashMap<&ExpectationId, usize>, reporter: &mut Reporter<'_>) {
    let Some(After { expectation: first, .. }) = &written.after else { return };
    let next = |id: &ExpectationId| places.get(id).and_then(|index| project.expectations.get(*index));
    let Some(before) = next(first) else {
        reporter.report(Severity::Error, format!("It comes after {first}, and there is no such expectation"));
        return;
    };
    // Whoever is in a circle meets itself; whoever leads into one does not, and its part is sound.
    let mut seen = FxHashSet::default();
    let mut at = Some(before);
    while let Some(expectation) = at.filter(|expectation| seen.insert(&expectation.id)) {
        if expectation.id == written.id {
            reporter.report(Severity::Error, "It comes after itself: the order goes round in a circle");
            return;
        }
        at = expectation.after.as_ref().and_then(|after| next(&after.expectation));
    }
    if !before.enabled {
        reporter.report(Severity::Error, format!("It comes after {}, which is switched off", before.title()));
    } else if before.count.min() == 0 {
        let message = format!("It may come at any time: {} needs no call to come before it", before.title());
        reporter.report(Severity::Warning, message);
    }
}

/// Says what is wrong with how the calls must be answered.
fn check_answer(written: &Expectation, project: &Project, reporter: &mut Reporter<'_>) {
    if let Some(endpoint) = written.answer.endpoint.as_ref().filter(|endpoint| project.endpoint(endpoint).is_none()) {
        reporter.report(Severity::Error, format!("It is to be answered by {endpoint}, and there is no such endpoint"));
    }
    if let Some(status) = written.answer.status.filter(|status| !(200..=599).contains(status)) {
        reporter.report(Severity::Error, format!("It can never be met: no answer has the status {status}"));
    }
}
