//! What is wrong with the scenarios of a project: names and states that nobody knows, keys that are none, and responses
//! that no way leads to.

use std::{collections::HashSet, sync::Arc};

use super::{Scenarios, key_subject, requires_state, visit_names};
use crate::{
    engine::compiled::CompiledEndpoint,
    model::{Endpoint, Part, Place, Problem, Project, Response, Scenario, ScenarioStep, Severity, Subject},
};

/// What is wrong with the scenarios of a project: first with the list, then with the steps of responses.
pub(in crate::engine) fn problems(project: &Project, endpoints: &[Arc<CompiledEndpoint>], scenarios: &Scenarios) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut names = HashSet::new();
    for scenario in &project.scenarios {
        let mut report = |message: String| {
            let place = Place { endpoint: None, response: None, part: Part::Scenario };
            problems.push(Problem { place, severity: Severity::Warning, message });
        };
        let Scenario { name, states, key, .. } = scenario;
        if name.is_empty() {
            report("A scenario has no name yet".to_owned());
            continue;
        }
        if !names.insert(name) {
            report(format!("There are several scenarios {name}; the first one counts"));
        }
        if let Some(Err(message)) = key.as_ref().map(key_subject) {
            report(format!("All clients share the scenario {name}: {message}"));
        }
        let mut known = HashSet::new();
        for state in states {
            if state.is_empty() {
                report(format!("A state of the scenario {name} has no name yet"));
            } else if !known.insert(state) {
                report(format!("The scenario {name} has the state {state} more than once"));
            }
        }
    }
    if endpoints.iter().any(|endpoint| !endpoint.scenarios.is_empty()) {
        let steps = Steps { project, endpoints, scenarios };
        steps.check(&mut problems);
    }
    problems
}

/// The steps of all responses.
struct Steps<'p> {
    project: &'p Project,
    endpoints: &'p [Arc<CompiledEndpoint>],
    scenarios: &'p Scenarios,
}

impl<'p> Steps<'p> {
    /// The endpoints that take part in scenarios.
    fn endpoints(&self) -> impl Iterator<Item = (&'p Endpoint, &'p CompiledEndpoint)> {
        let both = self.project.endpoints.iter().zip(self.endpoints);
        both.filter(|(_, compiled)| !compiled.scenarios.is_empty()).map(|(endpoint, compiled)| (&**endpoint, &**compiled))
    }

    fn responses(&self) -> impl Iterator<Item = (&'p Endpoint, &'p CompiledEndpoint, &'p Response)> {
        self.endpoints()
            .flat_map(|(endpoint, compiled)| endpoint.responses.iter().map(move |response| (endpoint, compiled, response)))
    }

    fn check(&self, problems: &mut Vec<Problem>) {
        let (moved, reachable) = (self.scenarios_with_steps(), self.reachable());
        for (endpoint, compiled, response) in self.responses() {
            let mut report = |part: Part, message: String| {
                let place = Place { endpoint: Some(endpoint.id.clone()), response: Some(response.id.clone()), part };
                problems.push(Problem { place, severity: Severity::Warning, message });
            };
            if let Some(step) = &response.scenario {
                self.check_step(step, compiled, &mut |message| report(Part::Scenario, message));
                if let Some(required) = step.requires.as_deref().filter(|_| endpoint.enabled && response.enabled)
                    && requires_state(response)
                    && !reachable.contains(&(step.scenario.as_str(), required))
                {
                    let message = format!("It never answers by itself: no response moves {} to {required}", step.scenario);
                    report(Part::Scenario, message);
                }
            }
            response.condition.iter().for_each(|condition| {
                visit_names(condition, &mut |name| {
                    if !moved.contains(name) {
                        report(
                            Part::Scenario,
                            format!("Its condition names the scenario {name}, which no response takes part in"),
                        );
                    }
                });
            });
        }
    }

    fn check_step(&self, step: &ScenarioStep, compiled: &CompiledEndpoint, report: &mut impl FnMut(String)) {
        let ScenarioStep { scenario: name, requires, moves_to, .. } = step;
        if name.is_empty() {
            report("The scenario has no name yet".to_owned());
            return;
        }
        let listed = self.project.scenarios.iter().find(|scenario| scenario.name == *name);
        if let Some(listed) = listed.filter(|listed| !listed.states.is_empty()) {
            let mut states: Vec<_> = requires.iter().chain(moves_to).filter(|state| !listed.states.contains(state)).collect();
            states.dedup();
            states.into_iter().for_each(|state| report(format!("The scenario {name} does not list the state {state:?}")));
        }
        let key = self.scenarios.get(name).and_then(|scenario| scenario.key.as_ref());
        if let (Some(Subject::PathParameter(key)), Some(pattern)) = (key, &compiled.pattern)
            && !pattern.parameter_names().any(|known| known == key)
        {
            report(format!("The path has no parameter {key}, which tells the sessions of {name} apart"));
        }
    }

    /// The scenarios that responses take part in, or that the project lists.
    fn scenarios_with_steps(&self) -> HashSet<&'p str> {
        let steps = self.responses().filter_map(|(_, _, response)| response.scenario.as_ref());
        let listed = self.project.scenarios.iter().map(|scenario| scenario.name.as_str());
        steps.map(|step| step.scenario.as_str()).chain(listed).collect()
    }

    /// The states that calls can lead to: the start, and whatever a response moves to that itself can be reached.
    fn reachable(&self) -> HashSet<(&'p str, &'p str)> {
        let mut reached: HashSet<_> = self.scenarios.iter().map(|scenario| (&*scenario.name, &*scenario.start)).collect();
        let mut waiting: Vec<&ScenarioStep> = self
            .responses()
            .filter(|(endpoint, _, response)| endpoint.enabled && response.enabled)
            .filter_map(|(_, _, response)| response.scenario.as_ref())
            .collect();
        loop {
            let before = waiting.len();
            waiting.retain(|step| {
                let name = step.scenario.as_str();
                let is_reached = step.requires.as_deref().is_none_or(|required| reached.contains(&(name, required)));
                if is_reached {
                    reached.extend(step.moves_to.as_deref().map(|state| (name, state)));
                }
                !is_reached
            });
            if waiting.len() == before {
                return reached;
            }
        }
    }
}
