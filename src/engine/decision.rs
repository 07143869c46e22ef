//! What the engine decides about a request, and what it needs to be told: how often endpoints were called, and where the
//! sessions of scenarios are.

use http::Method;
use smallvec::SmallVec;

use super::scenario::{ScenarioStates, SessionState};

/// What is remembered between calls. The server's is real; an explanation replays what was remembered then.
pub trait CallMemory {
    /// Counts one more call of the endpoint at that index of the compiled project and returns its number, from 1.
    fn count(&self, endpoint: usize) -> u64;

    /// Looks into or changes the states of scenarios while nobody else does; only ever for a moment. Where none are
    /// remembered, nothing is done and every session is at its start.
    fn with_scenarios<T>(&self, visit: impl FnOnce(&mut ScenarioStates) -> T) -> Option<T> {
        let _ = visit;
        None
    }
}

/// An endpoint that was asked whether it answers, and the number this call had there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evaluated {
    /// The endpoint's index in the compiled project.
    pub endpoint: u32,
    /// The call's number there, from 1.
    pub call_number: u64,
}

/// What to do with a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// What is answered.
    pub answer: Answer,
    /// The endpoints that were asked, in order; the last one answers if any does.
    pub evaluated: SmallVec<[Evaluated; 2]>,
    /// The sessions of scenarios as the endpoints saw them, endpoint by endpoint in the order in which they were asked.
    pub sessions: Vec<SessionState>,
    /// What every random choice of the answer comes from: the seed that was given, or where the project fixes its own,
    /// the effective seed of the call that answers.
    pub seed: u64,
}

impl Decision {
    /// The sessions of scenarios as the endpoint at that index saw them.
    pub fn sessions_of(&self, endpoint: u32) -> &[SessionState] {
        let start = self.sessions.iter().position(|session| session.endpoint == endpoint).unwrap_or(self.sessions.len());
        let seen = self.sessions.get(start..).unwrap_or_default();
        let count = seen.iter().take_while(|session| session.endpoint == endpoint).count();
        seen.get(..count).unwrap_or_default()
    }
}

/// What is answered.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// A response of an endpoint, by their indices in the compiled project.
    Response {
        /// The endpoint's index.
        endpoint: u32,
        /// The response's index within the endpoint.
        response: u32,
        /// The wait before it, drawn from the seed.
        delay_ms: u32,
    },
    /// A CORS preflight: 204 with what may be asked.
    Preflight {
        /// The methods that the path answers.
        allowed: Vec<Method>,
    },
    /// OPTIONS on a path that has endpoints but none for OPTIONS: 204 with `Allow` (RFC 9110, 9.3.7).
    Options {
        /// The methods that the path answers.
        allowed: Vec<Method>,
    },
    /// The path has endpoints, but none for the method: 405 with `Allow` (RFC 9110, 15.5.6).
    MethodNotAllowed {
        /// The methods that the path answers.
        allowed: Vec<Method>,
    },
    /// A spy passes it on to a real server, and the answer from there back as it is.
    Forward {
        /// The index of the endpoint whose spy it is; none for the project's.
        endpoint: Option<u32>,
    },
    /// Nothing answers: 404.
    NoMatch,
}
