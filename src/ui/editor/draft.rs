//! The endpoint and the response, or the expectation, that the editor shows, and the one way its parts change them.

use std::sync::Arc;

use crate::{
    app::{Action, App, Edit},
    engine::ConditionError,
    model::{Endpoint, Expectation, Part, Problem, Response},
};

/// The endpoint in the editor.
#[derive(Clone, Copy)]
pub(super) struct Draft<'a> {
    /// The workbench.
    pub(super) app: &'a App,
    /// The endpoint.
    pub(super) endpoint: &'a Arc<Endpoint>,
    /// What is wrong with the endpoint and its responses.
    pub(super) problems: &'a [&'a Problem],
}

/// The response in the editor, with its endpoint.
#[derive(Clone, Copy)]
pub(super) struct ResponseDraft<'a> {
    /// Its endpoint.
    pub(super) of: Draft<'a>,
    /// The response.
    pub(super) response: &'a Response,
}

/// The expectation in the editor.
#[derive(Clone, Copy)]
pub(super) struct ExpectationDraft<'a> {
    /// The workbench.
    pub(super) app: &'a App,
    /// The expectation.
    pub(super) expectation: &'a Arc<Expectation>,
    /// What is wrong with its condition, each with its place.
    pub(super) mistakes: &'a [ConditionError],
}

impl<'a> ExpectationDraft<'a> {
    /// What is wrong with the part of its condition at that place.
    pub(super) fn mistake(&self, place: &[usize]) -> Option<&'a str> {
        self.mistakes.iter().find(|mistake| mistake.path == place).map(|mistake| mistake.message.as_str())
    }

    /// Changes the expectation. `field` names what is typed into, so that a burst of typing is one undo step.
    pub(super) fn edit(
        &self,
        actions: &mut Vec<Action>,
        label: &'static str,
        field: Option<&str>,
        change: impl FnOnce(&mut Expectation),
    ) {
        // Two controls may change in one frame: the second builds on what the first made.
        let earlier = actions.iter().rev().find_map(|action| match action {
            Action::Edit(Edit::ReplaceExpectation { expectation, .. }) if expectation.id == self.expectation.id => {
                Some(expectation)
            }
            _ => None,
        });
        let mut expectation = Expectation::clone(earlier.unwrap_or(self.expectation));
        change(&mut expectation);
        let field = field.map(str::to_owned);
        actions.push(Action::Edit(Edit::ReplaceExpectation { expectation: Arc::new(expectation), label, field }));
    }
}

impl<'a> Draft<'a> {
    /// What is wrong with that part of the endpoint itself.
    pub(super) fn problem(&self, part: &Part) -> Option<&'a str> {
        let mut problems = self.problems.iter().filter(|problem| problem.place.response.is_none());
        problems.find(|problem| problem.place.part == *part).map(|problem| problem.message.as_str())
    }

    /// Changes the endpoint. `field` names what is typed into, so that a burst of typing is one undo step.
    pub(super) fn edit(
        &self,
        actions: &mut Vec<Action>,
        label: &'static str,
        field: Option<&str>,
        change: impl FnOnce(&mut Endpoint),
    ) {
        // Two controls may change in one frame: the second builds on what the first made.
        let earlier = actions.iter().rev().find_map(|action| match action {
            Action::Edit(Edit::ReplaceEndpoint { endpoint, .. }) if endpoint.id == self.endpoint.id => Some(endpoint),
            _ => None,
        });
        let mut endpoint = Endpoint::clone(earlier.unwrap_or(self.endpoint));
        change(&mut endpoint);
        let field = field.map(str::to_owned);
        actions.push(Action::Edit(Edit::ReplaceEndpoint { endpoint: Arc::new(endpoint), label, field }));
    }
}

impl<'a> ResponseDraft<'a> {
    /// What is wrong with the response.
    pub(super) fn problems(&self) -> impl Iterator<Item = &'a Problem> + use<'a> {
        let response = self.response;
        self.of.problems.iter().copied().filter(move |problem| problem.place.response.as_ref() == Some(&response.id))
    }

    /// What is wrong with that part of the response.
    pub(super) fn problem(&self, part: &Part) -> Option<&'a str> {
        self.problems().find(|problem| problem.place.part == *part).map(|problem| problem.message.as_str())
    }

    /// Changes the response. `field` names what is typed into, so that a burst of typing is one undo step.
    pub(super) fn edit(
        &self,
        actions: &mut Vec<Action>,
        label: &'static str,
        field: Option<&str>,
        change: impl FnOnce(&mut Response),
    ) {
        let id = &self.response.id;
        let field = field.map(|field| format!("{id}/{field}"));
        self.of.edit(actions, label, field.as_deref(), |endpoint| {
            if let Some(response) = endpoint.response_mut(id) {
                change(response);
            }
        });
    }

    /// Whether it is what answers when no condition holds.
    pub(super) fn is_default(&self) -> bool {
        self.of.endpoint.is_default_response(&self.response.id)
    }
}
