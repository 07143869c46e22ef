//! A request that is refused because it breaks the contract leaves everything as it was: the next one gets what it would have got.

use std::sync::Arc;

use mockwright::model::{Endpoint, Project, Response, ResponseId, Scenario, ScenarioStep, Selection};

use crate::{bed::*, contracts::open};

const CONTRACT: &str = r#"{
    "openapi": "3.1.0", "info": {"title": "t", "version": "1"},
    "paths": {"/steps": {"get": {
        "parameters": [{"name": "n", "in": "query", "required": true, "schema": {"type": "integer"}}],
        "responses": {"200": {"description": "d"}}
    }}}
}"#;

/// The endpoint of the contract, with what a person made of it.
fn bed(edit: impl FnOnce(&mut Project, &mut Endpoint)) -> Bed {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("steps.json");
    std::fs::write(&file, CONTRACT).unwrap();
    let mut project = Arc::unwrap_or_clone(open(&file).unwrap().0);
    let mut endpoint = Endpoint::clone(&project.endpoints[0]);
    edit(&mut project, &mut endpoint);
    project.endpoints[0] = Arc::new(endpoint);
    Bed::new(project)
}

fn numbered(number: usize) -> Response {
    let mut response = response(200, &number.to_string());
    response.id = ResponseId::new(format!("step-{number}").as_str());
    response
}

/// Every other request is refused; the others get one step after the other.
fn steps(bed: &Bed) -> Vec<String> {
    let step = |_| {
        assert_eq!(bed.get("/steps?n=x").status, 422);
        bed.get("/steps?n=1").text().to_owned()
    };
    (0..3).map(step).collect()
}

#[test]
fn a_refused_request_takes_no_response_of_a_sequence() {
    let bed = bed(|_, endpoint| {
        endpoint.responses = (0..3).map(numbered).collect();
        endpoint.default_response = None;
        endpoint.selection = Selection::InOrder;
    });
    assert_eq!(steps(&bed), ["0", "1", "2"]);
}

#[test]
fn a_refused_request_moves_no_scenario() {
    let state = |number: usize| format!("step {number}");
    let bed = bed(|project, endpoint| {
        project.scenarios = vec![Scenario { states: (0..=3).map(state).collect(), ..Scenario::new("stairs") }];
        let step = |number: usize| {
            let step = ScenarioStep {
                scenario: "stairs".to_owned(),
                requires: Some(state(number)),
                moves_to: Some(state(number + 1)),
                extra: Default::default(),
            };
            Response { scenario: Some(step), ..numbered(number) }
        };
        endpoint.responses = (0..3).map(step).collect();
        endpoint.default_response = None;
    });
    assert_eq!(steps(&bed), ["0", "1", "2"]);
}
