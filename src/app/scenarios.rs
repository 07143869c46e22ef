//! The scenarios of a project as a person meets them: those that are written down, and those that responses only name.

use std::{
    cell::RefCell,
    collections::{HashMap, hash_map::Entry},
    sync::Arc,
};

use super::App;
use crate::model::{Project, ResponseId, Scenario, Subject};

/// A scenario with all that the project says about it.
#[derive(Clone, Debug, PartialEq)]
pub struct KnownScenario {
    /// Its name.
    pub name: String,
    /// Its states: those that are written down, then those that only responses name. The first one is where it starts.
    pub states: Vec<String>,
    /// What tells sessions apart; none where all clients share one state.
    pub key: Option<Subject>,
    /// The responses that play a part in it, in the order of their endpoints.
    pub steps: Vec<ResponseId>,
}

impl KnownScenario {
    /// The state it starts in.
    pub fn start(&self) -> &str {
        self.states.first().map_or(Scenario::STARTED, String::as_str)
    }
}

/// What was last found, and the project it was found in.
#[derive(Debug, Default)]
pub(super) struct Found(RefCell<Option<(Arc<Project>, Arc<[KnownScenario]>)>>);

impl App {
    /// All scenarios of the project: those of its list first, in its order, then the others.
    pub fn scenarios(&self) -> Arc<[KnownScenario]> {
        let project = self.project();
        let mut found = self.found_scenarios.0.borrow_mut();
        match &*found {
            Some((of, known)) if Arc::ptr_eq(of, project) => Arc::clone(known),
            _ => {
                let known: Arc<[KnownScenario]> = known_in(project).into();
                *found = Some((Arc::clone(project), Arc::clone(&known)));
                known
            }
        }
    }
}

fn known_in(project: &Project) -> Vec<KnownScenario> {
    let listed = project.scenarios.iter().map(|scenario| KnownScenario {
        name: scenario.name.clone(),
        states: if scenario.states.is_empty() { vec![scenario.start().to_owned()] } else { scenario.states.clone() },
        key: scenario.key.clone(),
        steps: Vec::new(),
    });
    let mut known: Vec<KnownScenario> = listed.collect();
    let mut places: HashMap<String, usize> = known.iter().map(|one| one.name.clone()).zip(0..).collect();
    for response in project.endpoints.iter().flat_map(|endpoint| &endpoint.responses) {
        let Some(step) = &response.scenario else { continue };
        if let Entry::Vacant(place) = places.entry(step.scenario.clone()) {
            place.insert(known.len());
            let states = vec![Scenario::STARTED.to_owned()];
            known.push(KnownScenario { name: step.scenario.clone(), states, key: None, steps: Vec::new() });
        }
        let Some(scenario) = places.get(&step.scenario).and_then(|at| known.get_mut(*at)) else { continue };
        scenario.steps.push(response.id.clone());
        for state in [&step.requires, &step.moves_to].into_iter().flatten() {
            if !scenario.states.contains(state) {
                scenario.states.push(state.clone());
            }
        }
    }
    known.retain(|scenario| !scenario.name.is_empty());
    known
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Endpoint, EndpointId, Response, ScenarioStep};

    #[test]
    fn states_come_from_the_list_and_from_responses() {
        let mut endpoint = Endpoint::new(EndpointId::new("e"), "GET", "/");
        for (id, scenario, requires, moves_to) in
            [("a", "order", Some("cart"), Some("paid")), ("b", "free", None, Some("on")), ("c", "order", Some("lost"), None)]
        {
            let mut response = Response::new(ResponseId::new(id), 200);
            let (requires, moves_to) = (requires.map(str::to_owned), moves_to.map(str::to_owned));
            response.scenario = Some(ScenarioStep { requires, moves_to, ..ScenarioStep::new(scenario) });
            endpoint.responses.push(response);
        }
        let order = Scenario { states: vec!["cart".to_owned(), "paid".to_owned()], ..Scenario::new("order") };
        let project = Project { endpoints: vec![Arc::new(endpoint)], scenarios: vec![order], ..Project::default() };
        let known = known_in(&project);
        let words: Vec<String> =
            known.iter().map(|one| format!("{} {} {}", one.name, one.states.join(">"), one.steps.len())).collect();
        assert_eq!(words, ["order cart>paid>lost 2", "free Started>on 1"]);
    }
}
