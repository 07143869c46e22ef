//! Whose condition is edited: a response's, or that of an expectation's requests. Sentences and groups are the same for both.

use crate::{
    app::{Action, App},
    model::{Condition, EndpointId, Part},
    ui::editor::draft::{ExpectationDraft, ResponseDraft},
};

/// What a condition belongs to.
#[derive(Clone, Copy)]
pub(in crate::ui::editor) enum Owner<'a> {
    /// A response that answers when it holds.
    Response(ResponseDraft<'a>),
    /// An expectation that counts requests of which it holds.
    Expectation(ExpectationDraft<'a>),
}

impl<'a> Owner<'a> {
    pub(super) fn app(&self) -> &'a App {
        match self {
            Self::Response(draft) => draft.of.app,
            Self::Expectation(draft) => draft.app,
        }
    }

    /// The condition; none where nothing is demanded.
    pub(super) fn condition(&self) -> Option<&'a Condition> {
        match self {
            Self::Response(draft) => draft.response.condition.as_ref(),
            Self::Expectation(draft) => draft.expectation.request.condition.as_ref(),
        }
    }

    /// The method of the requests that it is asked of.
    pub(super) fn method(&self) -> &'a str {
        match self {
            Self::Response(draft) => &draft.of.endpoint.method,
            Self::Expectation(draft) => &draft.expectation.request.method,
        }
    }

    /// The path pattern of the requests that it is asked of; empty for all paths.
    pub(super) fn path(&self) -> &'a str {
        match self {
            Self::Response(draft) => &draft.of.endpoint.path,
            Self::Expectation(draft) => &draft.expectation.request.path,
        }
    }

    /// The endpoint whose calls it is asked of, where it is one endpoint's.
    pub(super) fn endpoint(&self) -> Option<&'a EndpointId> {
        match self {
            Self::Response(draft) => Some(&draft.of.endpoint.id),
            Self::Expectation(_) => None,
        }
    }

    /// What happens when it holds, before "when".
    pub(super) fn verb(&self) -> &'static str {
        match self {
            Self::Response(_) => "Answers",
            Self::Expectation(_) => "Counts",
        }
    }

    /// What is wrong with the part of it at that place.
    pub(super) fn problem(&self, place: &[usize]) -> Option<&'a str> {
        match self {
            Self::Response(draft) => draft.problem(&Part::Condition(place.to_vec())),
            Self::Expectation(draft) => draft.mistake(place),
        }
    }

    /// Puts another condition in its place.
    pub(super) fn edit(&self, actions: &mut Vec<Action>, label: &'static str, field: Option<&str>, condition: Option<Condition>) {
        match self {
            Self::Response(draft) => draft.edit(actions, label, field, |response| response.condition = condition),
            Self::Expectation(draft) => {
                draft.edit(actions, label, field, |expectation| expectation.request.condition = condition);
            }
        }
    }
}
