//! What is selected: an endpoint with one of its responses or an expectation, and rows of the log. Commands act on it.

use std::collections::BTreeSet;

use crate::model::{EndpointId, ExpectationId, Project, ResponseId};

/// What commands act on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    /// The endpoint in the editor.
    pub endpoint: Option<EndpointId>,
    /// The response in the editor.
    pub response: Option<ResponseId>,
    /// The expectation in the editor; then no endpoint is.
    pub expectation: Option<ExpectationId>,
    /// The selected exchanges, by sequence number.
    pub exchanges: BTreeSet<u64>,
    /// The one of them that the details show.
    pub focused_exchange: Option<u64>,
    /// Where a range that Shift extends begins.
    pub anchor_exchange: Option<u64>,
}

impl Selection {
    /// Selects an endpoint, and of its responses the default or first one.
    pub fn select_endpoint(&mut self, project: &Project, id: &EndpointId) {
        let Some(endpoint) = project.endpoint(id) else { return };
        self.endpoint = Some(id.clone());
        self.expectation = None;
        let default = endpoint.default_response.clone().filter(|id| endpoint.response(id).is_some());
        self.response = default.or_else(|| endpoint.responses.first().map(|response| response.id.clone()));
    }

    /// Selects an expectation in place of the endpoint.
    pub fn select_expectation(&mut self, project: &Project, id: &ExpectationId) {
        if project.expectation(id).is_some() {
            self.expectation = Some(id.clone());
            self.endpoint = None;
            self.response = None;
        }
    }

    /// Selects one exchange alone.
    pub fn select_exchange(&mut self, sequence: u64) {
        self.exchanges = BTreeSet::from([sequence]);
        self.focused_exchange = Some(sequence);
        self.anchor_exchange = Some(sequence);
    }

    /// Selects one exchange more or less.
    pub fn toggle_exchange(&mut self, sequence: u64) {
        if self.exchanges.remove(&sequence) {
            self.focused_exchange = self.exchanges.last().copied();
        } else {
            self.exchanges.insert(sequence);
            self.focused_exchange = Some(sequence);
        }
        self.anchor_exchange = Some(sequence);
    }

    /// Selects these exchanges, the details showing `focus`; where a range begins stays.
    pub fn select_range(&mut self, sequences: impl IntoIterator<Item = u64>, focus: u64) {
        self.exchanges = sequences.into_iter().collect();
        self.focused_exchange = Some(focus);
    }

    /// Selects no exchange.
    pub fn clear_exchanges(&mut self) {
        self.exchanges.clear();
        self.focused_exchange = None;
        self.anchor_exchange = None;
    }

    /// After the project changed: lets go of what is no longer there.
    pub(crate) fn repair(&mut self, project: &Project) {
        if self.expectation.as_ref().is_some_and(|id| project.expectation(id).is_none()) {
            self.expectation = None;
        }
        let endpoint = self.endpoint.as_ref().and_then(|id| project.endpoint(id));
        match endpoint {
            None => {
                self.endpoint = None;
                self.response = None;
            }
            Some(endpoint) if self.response.as_ref().is_none_or(|id| endpoint.response(id).is_none()) => {
                let id = endpoint.id.clone();
                self.select_endpoint(project, &id);
            }
            Some(_) => {}
        }
    }
}
