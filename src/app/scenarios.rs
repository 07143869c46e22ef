//! What a person does with scenarios: puts sessions into a state, takes them back to their start, and writes down what states
//! there are and whose they are.

use std::sync::Arc;

use super::{App, Edit, NoticeKind};
use crate::model::{Endpoint, Response, Scenario, ScenarioStep};

impl App {
    /// The parts that responses play in a scenario, in the order of their endpoints.
    pub fn parts_in<'a>(
        &'a self,
        scenario: &'a str,
    ) -> impl Iterator<Item = (&'a Arc<Endpoint>, &'a Response, &'a ScenarioStep)> {
        let responses = self.project().endpoints.iter().flat_map(|endpoint| {
            endpoint.responses.iter().filter_map(move |response| Some((endpoint, response, response.scenario.as_ref()?)))
        });
        responses.filter(move |(_, _, step)| step.scenario == scenario)
    }

    /// The edit that changes what is written down about a scenario; one that only responses name is written down by it.
    /// `field` names what is typed into, so that a burst of typing is one undo step.
    pub fn scenario_edit(
        &self,
        name: &str,
        label: &'static str,
        field: Option<&str>,
        change: impl FnOnce(&mut Scenario),
    ) -> Edit {
        let mut scenarios = self.project().scenarios.clone();
        if !scenarios.iter().any(|scenario| scenario.name == name) {
            scenarios.push(Scenario::new(name));
        }
        if let Some(scenario) = scenarios.iter_mut().find(|scenario| scenario.name == name) {
            change(scenario);
        }
        Edit::SetScenarios { scenarios, label, field: field.map(|field| format!("{name}/{field}")) }
    }

    /// Puts a session into a state; without one, all of them.
    pub(super) fn set_scenario_state(&mut self, scenario: &str, session: Option<&str>, state: &str) {
        if let Err(error) = self.server.scenarios().set(scenario, session, state) {
            self.notices.show(NoticeKind::Warning, error.to_string(), None);
        }
    }

    /// Takes a session back to where its scenario starts; without one, all of them.
    pub(super) fn reset_scenario(&mut self, scenario: &str, session: Option<&str>) {
        if let Err(error) = self.server.scenarios().reset(scenario, session) {
            self.notices.show(NoticeKind::Warning, error.to_string(), None);
        }
    }

    pub(super) fn reset_scenarios(&mut self) {
        self.server.scenarios().reset_all();
        self.notices.show(NoticeKind::Done, "Every scenario is back where it starts", None);
    }
}
