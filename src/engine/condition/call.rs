//! A call of an endpoint: all that a condition may ask about.

use std::cell::OnceCell;

use crate::engine::{
    Request, SessionState,
    path::{PathParameters, PathPattern, PathRules},
};

/// One call of an endpoint. It catches the path parameters when they are first asked for.
#[derive(Debug)]
pub struct Call<'c, 'r> {
    request: &'c Request<'r>,
    number: u64,
    pattern: &'c PathPattern,
    rules: PathRules,
    parameters: OnceCell<Option<PathParameters<'c, 'c>>>,
    sessions: &'c [SessionState],
}

impl<'c, 'r> Call<'c, 'r> {
    /// The call of that number, from 1, of an endpoint with that path pattern.
    pub fn new(request: &'c Request<'r>, pattern: &'c PathPattern, rules: PathRules, number: u64) -> Self {
        Self { request, number, pattern, rules, parameters: OnceCell::new(), sessions: &[] }
    }

    /// The call, knowing where its sessions of scenarios are.
    pub fn with_sessions(self, sessions: &'c [SessionState]) -> Self {
        Self { sessions, ..self }
    }

    /// Where its sessions of scenarios are, as far as the endpoint takes part in them.
    pub fn sessions(&self) -> &'c [SessionState] {
        self.sessions
    }

    /// The state that the call's session of a scenario is in; none where it is not known.
    pub fn scenario_state(&self, scenario: &str) -> Option<&'c str> {
        SessionState::find(self.sessions, scenario).map(|session| &*session.state)
    }

    /// The request.
    pub fn request(&self) -> &'c Request<'r> {
        self.request
    }

    /// The call's number, from 1.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// What the path parameters caught; none where the path does not fit the pattern.
    pub fn parameters(&self) -> Option<&PathParameters<'c, 'c>> {
        self.parameters.get_or_init(|| self.pattern.parameters(self.request.path(), self.rules)).as_ref()
    }
}
