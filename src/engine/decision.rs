//! What the engine decides about a request, and the one thing it needs to be told: how often endpoints were called.

use http::Method;
use smallvec::SmallVec;

/// Gives call numbers. The server counts for real; an explanation replays what was counted then.
pub trait CallCounter {
    /// Counts one more call of the endpoint at that index of the compiled project and returns its number, from 1.
    fn count(&self, endpoint: usize) -> u64;
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
    /// What every random choice of the answer comes from: the seed that was given, or where the project fixes its own,
    /// the effective seed of the call that answers.
    pub seed: u64,
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
