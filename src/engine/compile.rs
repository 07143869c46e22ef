//! Compiles a project: endpoint by endpoint, then the routes, then what endpoints do to each other.

use std::sync::Arc;

use http::Method;
use rustc_hash::FxHashMap;

use super::{
    body_store::BodyStore,
    compiled::{Compiled, CompiledEndpoint},
    expectation::{self, CompiledExpectations},
    fault::Faults,
    path::{PathPattern, PathRules},
    response,
    routes::{EndpointMethod, Routes},
    scenario::{self, Scenarios},
    selection::{self, Plan},
    spy::CompiledSpy,
};
use crate::{
    generate::body::Manner,
    model::{
        ANY_METHOD, Condition, Endpoint, EndpointId, Part, Place, Problem, Project, ResponseId, Selection, Severity, Subject,
    },
};

/// Makes a project ready to serve. Never fails as a whole: what is broken becomes a problem and the rest serves.
/// Endpoints that `previous` compiled from the same `Arc` are taken over as they are, and so are the routes where no
/// method or path changed.
pub fn compile(project: &Arc<Project>, previous: Option<&Compiled>) -> Compiled {
    let (mut manner, mistakes) = Manner::new(&project.settings.locale, &project.settings.fields);
    if let Some(contract) = &project.contract {
        manner = manner.with_contract(&contract.document);
    }
    let endpoints = compile_endpoints(project, previous, &manner);
    let routes = previous
        .filter(|previous| has_same_routes(project, previous))
        .map_or_else(|| Arc::new(build_routes(project, &endpoints)), |previous| Arc::clone(&previous.routes));

    let mut problems = Vec::new();
    let mut report = |part, severity, message| {
        problems.push(Problem { place: Place { endpoint: None, response: None, part }, severity, message });
    };
    for mistake in mistakes {
        report(Part::Settings, Severity::Warning, mistake);
    }
    let headers = response::compile_headers(&project.settings.headers, None, &mut report);
    if let Some(delay) = &project.settings.delay {
        response::check_delay(delay, &mut report);
    }
    let spy = CompiledSpy::compile(project.settings.spy.as_ref(), &mut report);
    if let Some(spy) = &spy {
        spy.check_loop(&project.settings, &mut report);
    }
    let mut shadowed = shadowed(project, &endpoints, &routes).into_iter().peekable();
    for ((endpoint, written), index) in endpoints.iter().zip(&project.endpoints).zip(0u32..) {
        problems.extend_from_slice(&endpoint.problems);
        if let Some(spy) = &endpoint.spy {
            let place = |part| Place { endpoint: Some(written.id.clone()), response: None, part };
            spy.check_loop(&project.settings, &mut |part, severity, message| {
                problems.push(Problem { place: place(part), severity, message });
            });
        }
        problems.extend(std::iter::from_fn(|| shadowed.next_if(|(shadowed, _)| *shadowed == index)).map(|(_, problem)| problem));
    }
    let CompiledExpectations { expectations, routes: expectation_routes, problems: mistaken } =
        expectation::compile(project, previous);
    problems.extend(mistaken);
    let has_spy = spy.is_some() || endpoints.iter().any(|endpoint| endpoint.spy.is_some());
    let in_scenarios = project.endpoints.iter().zip(&endpoints).filter(|(_, compiled)| !compiled.scenarios.is_empty());
    let scenarios = Scenarios::compile(&project.scenarios, in_scenarios.map(|(endpoint, _)| &**endpoint));
    problems.extend(scenario::problems(project, &endpoints, &scenarios));
    let settled = endpoints.iter().map(|endpoint| endpoint.settled(&project.settings)).collect();
    let faults = Faults::of(endpoints.iter().map(|endpoint| &**endpoint));
    let mut responses = endpoints.iter().flat_map(|endpoint| endpoint.responses.iter().flatten());
    let has_webhooks = responses.any(|response| !response.webhooks.is_empty());
    let project = Arc::clone(project);
    Compiled {
        project,
        endpoints,
        expectations,
        headers,
        scenarios,
        problems,
        routes,
        expectation_routes,
        manner,
        settled,
        spy,
        has_spy,
        faults,
        has_webhooks,
    }
}

fn compile_endpoints(project: &Project, previous: Option<&Compiled>, manner: &Manner) -> Vec<Arc<CompiledEndpoint>> {
    let mut bodies = BodyStore::default();
    let previous = previous.filter(|previous| has_same_manner(project, &previous.project));
    let before = previous.map(|previous| (previous.project.endpoints.as_slice(), previous.endpoints.as_slice()));
    take_over(&project.endpoints, before, |endpoint| compile_endpoint(endpoint, manner, &mut bodies))
}

/// What the paths begin with that the server keeps for its control API.
pub const CONTROL_PATH: &str = "/__admin";

/// What the paths begin with that the server keeps for its documentation.
pub const DOCUMENTATION_PATH: &str = "/__docs";

/// Whether a request for that path is a control call or one for the documentation, which no endpoint gets to see.
pub fn is_control(path: &str) -> bool {
    own_path(path).is_some()
}

/// Which of the server's own paths that path is under.
fn own_path(path: &str) -> Option<&'static str> {
    let is_under = |own: &&str| path.strip_prefix(*own).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    [CONTROL_PATH, DOCUMENTATION_PATH].into_iter().find(is_under)
}

/// What was written, and what it was compiled to, index for index.
type Before<'b, W, C> = (&'b [Arc<W>], &'b [Arc<C>]);

/// Compiles each of `written`. What `before` compiled from the same `Arc` is taken over as it is.
pub(super) fn take_over<W, C>(
    written: &[Arc<W>],
    before: Option<Before<'_, W, C>>,
    mut compile: impl FnMut(&W) -> C,
) -> Vec<Arc<C>> {
    let Some((before, compiled)) = before else {
        return written.iter().map(|written| Arc::new(compile(written))).collect();
    };
    // Most edits move nothing, so the map of where everything was is only made when it is needed.
    let mut moved = None;
    let compile_one = |(index, written): (usize, &Arc<W>)| {
        let same_place = before.get(index).filter(|other| Arc::ptr_eq(other, written)).map(|_| index);
        let known = same_place.or_else(|| {
            let places: &FxHashMap<_, _> =
                moved.get_or_insert_with(|| before.iter().map(Arc::as_ptr).enumerate().map(|(index, at)| (at, index)).collect());
            places.get(&Arc::as_ptr(written)).copied()
        });
        let known = known.and_then(|index| compiled.get(index));
        known.map_or_else(|| Arc::new(compile(written)), Arc::clone)
    };
    written.iter().enumerate().map(compile_one).collect()
}

/// Whether generated bodies are made in the same manner.
fn has_same_manner(project: &Project, before: &Project) -> bool {
    let document = |project: &Project| project.contract.as_ref().map(|contract| Arc::as_ptr(&contract.document));
    project.settings.locale == before.settings.locale
        && project.settings.fields == before.settings.fields
        && document(project) == document(before)
}

/// Whether the routes of a project are those that were built for the one before.
fn has_same_routes(project: &Project, previous: &Compiled) -> bool {
    let before = &previous.project;
    PathRules::from(&project.settings) == PathRules::from(&before.settings)
        && project.endpoints.len() == before.endpoints.len()
        && project.endpoints.iter().zip(&before.endpoints).all(|(now, before)| {
            Arc::ptr_eq(now, before) || (now.path == before.path && now.method == before.method && now.enabled == before.enabled)
        })
}

fn build_routes(project: &Project, endpoints: &[Arc<CompiledEndpoint>]) -> Routes {
    let both = project.endpoints.iter().zip(endpoints).zip(0u32..);
    let routed = both
        .filter(|((endpoint, _), _)| endpoint.enabled)
        .filter_map(|((_, compiled), index)| Some((index, compiled.method.as_ref()?, compiled.pattern.as_ref()?)));
    Routes::build(PathRules::from(&project.settings), routed)
}

/// The endpoints that an earlier one of the same method and path always answers before, with a warning for each.
fn shadowed(project: &Project, endpoints: &[Arc<CompiledEndpoint>], routes: &Routes) -> Vec<(u32, Problem)> {
    let mut shadowed = Vec::new();
    for group in routes.same_places() {
        let always_answers = |index: &u32| endpoints.get(*index as usize).is_some_and(|endpoint| endpoint.always_answers());
        let Some(winner) = group.iter().position(always_answers) else { continue };
        let (Some(winner), Some(losers)) = (group.get(winner), group.get(winner + 1..)) else { continue };
        let Some(winner) = project.endpoints.get(*winner as usize) else { continue };
        for &loser in losers {
            let Some(endpoint) = project.endpoints.get(loser as usize) else { continue };
            let message = format!("It never answers: {} {} stands before it and always does", winner.method, winner.path);
            let place = Place { endpoint: Some(endpoint.id.clone()), response: None, part: Part::Path };
            shadowed.push((loser, Problem { place, severity: Severity::Warning, message }));
        }
    }
    shadowed.sort_by_key(|(index, _)| *index);
    shadowed
}

/// Collects the problems of one endpoint.
struct Reporter<'e> {
    endpoint: &'e EndpointId,
    problems: Vec<Problem>,
}

impl Reporter<'_> {
    fn report(&mut self, response: Option<&ResponseId>, part: Part, severity: Severity, message: String) {
        let place = Place { endpoint: Some(self.endpoint.clone()), response: response.cloned(), part };
        self.problems.push(Problem { place, severity, message });
    }
}

fn compile_endpoint(endpoint: &Endpoint, manner: &Manner, bodies: &mut BodyStore) -> CompiledEndpoint {
    let mut reporter = Reporter { endpoint: &endpoint.id, problems: Vec::new() };
    let method =
        compile_method(&endpoint.method).map_err(|message| reporter.report(None, Part::Method, Severity::Error, message)).ok();
    let pattern = PathPattern::parse(&endpoint.path)
        .map_err(|error| reporter.report(None, Part::Path, Severity::Error, error.to_string()))
        .ok();
    if pattern.as_ref().is_some_and(|pattern| !pattern.has_leading_slash()) {
        reporter.report(None, Part::Path, Severity::Warning, "A path starts with a slash; it is read as if it did".to_owned());
    }
    if let Some(own) = own_path(&endpoint.path) {
        let message = format!("It never answers: paths under {own} are the server's own");
        reporter.report(None, Part::Path, Severity::Warning, message);
    }
    let is_head = method.as_ref().is_some_and(|method| method.as_ref() == Some(&Method::HEAD));
    let mut responses = Vec::with_capacity(endpoint.responses.len());
    for response in &endpoint.responses {
        let mut report = |part, severity, message| reporter.report(Some(&response.id), part, severity, message);
        responses.push(response::compile(response, is_head, manner, bodies, &mut report));
        if let (Some(condition), Some(pattern)) = (&response.condition, &pattern) {
            check_parameters(condition, pattern, &mut Vec::new(), &mut report);
        }
    }
    let plan = Plan::new(endpoint, &responses);
    let mut report = |part, severity, message| reporter.report(None, part, severity, message);
    let spy = CompiledSpy::compile(endpoint.spy.as_ref(), &mut report);
    if spy.is_none() {
        check_selection(endpoint, &mut reporter);
    }
    let scenarios = scenario::names_in(endpoint);
    let has_path_of_contract = endpoint.contract.as_ref().is_some_and(|linked| {
        // The endpoint's path has the base path before it.
        linked.operation.split_once(' ').is_some_and(|(_, path)| endpoint.path.ends_with(path))
    });
    CompiledEndpoint { responses, pattern, method, plan, has_path_of_contract, scenarios, spy, problems: reporter.problems }
}

/// The method as requests have it. The standard ones are understood in any case, custom ones as they are written.
pub(super) fn compile_method(text: &str) -> Result<EndpointMethod, String> {
    let capitals = text.to_ascii_uppercase();
    if capitals == ANY_METHOD {
        return Ok(None);
    }
    if text.is_empty() {
        return Err("The method is missing".to_owned());
    }
    let known = [
        Method::GET,
        Method::HEAD,
        Method::POST,
        Method::PUT,
        Method::PATCH,
        Method::DELETE,
        Method::OPTIONS,
        Method::TRACE,
        Method::CONNECT,
    ];
    if let Some(known) = known.into_iter().find(|known| known.as_str() == capitals) {
        return Ok(Some(known));
    }
    Method::from_bytes(text.as_bytes())
        .map(Some)
        .map_err(|_| format!("{text:?} cannot be a method: it holds more than letters, digits and hyphens"))
}

/// Warns of conditions on path parameters that the path does not have.
pub(super) fn check_parameters(
    condition: &Condition,
    pattern: &PathPattern,
    path: &mut Vec<usize>,
    report: response::Report<'_>,
) {
    let children = match condition {
        Condition::All(children) | Condition::Any(children) => children.as_slice(),
        Condition::Not(child) => std::slice::from_ref(child.as_ref()),
        Condition::Compare(comparison) => {
            if let Subject::PathParameter(name) = &comparison.subject
                && !name.is_empty()
                && !pattern.parameter_names().any(|known| known == name)
            {
                report(Part::Condition(path.clone()), Severity::Warning, format!("The path has no parameter {name}"));
            }
            return;
        }
    };
    for (index, child) in children.iter().enumerate() {
        path.push(index);
        check_parameters(child, pattern, path, report);
        path.pop();
    }
}

/// Says what is wrong with how an endpoint chooses among its responses.
fn check_selection(endpoint: &Endpoint, reporter: &mut Reporter<'_>) {
    if !endpoint.enabled {
        return;
    }
    let mut enabled = endpoint.responses.iter().filter(|response| response.enabled).peekable();
    if enabled.peek().is_none() {
        reporter.report(None, Part::Selection, Severity::Warning, "It never answers: it has no enabled response".to_owned());
        return;
    }
    match endpoint.selection {
        Selection::InOrder => {}
        Selection::Random => {
            if enabled.all(|response| response.weight == 0) {
                reporter.report(None, Part::Selection, Severity::Error, "It never answers: all weights are 0".to_owned());
            }
        }
        Selection::Condition => {
            if let Some(named) = &endpoint.default_response
                && endpoint.response(named).is_none()
            {
                reporter.report(None, Part::Selection, Severity::Warning, "Its default response does not exist".to_owned());
            }
            let default = selection::default_response(endpoint).and_then(|index| endpoint.responses.get(index));
            for response in enabled.filter(|response| !selection::is_conditional(response)) {
                if default.is_none_or(|default| default.id != response.id) {
                    let message = "It never answers: it has no condition and is not the default".to_owned();
                    reporter.report(Some(&response.id), Part::Condition(Vec::new()), Severity::Warning, message);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_its_own_paths_are_control_calls() {
        for (path, expected) in [
            ("/__admin", true),
            ("/__admin/", true),
            ("/__admin/requests", true),
            ("/__docs", true),
            ("/__docs/docs.js", true),
            ("/__docsify", false),
            ("/__administrator", false),
            ("/x/__admin", false),
            ("/", false),
            ("", false),
            ("*", false),
        ] {
            assert_eq!(is_control(path), expected, "{path}");
        }
    }
}
