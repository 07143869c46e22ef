//! A project made ready to serve: what `compile` yields and the server reads.

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::{CallCounter, Decision, Explanation, Request};
use crate::model::{Problem, Project};

/// A project made ready to serve. Immutable; an edit makes a new one that shares the endpoints that did not change.
#[derive(Debug)]
pub struct Compiled {
    /// What it was made from.
    pub project: Arc<Project>,
    /// The endpoints, index for index those of `project.endpoints`.
    pub endpoints: Vec<Arc<CompiledEndpoint>>,
    /// What is wrong, in the order of the project.
    pub problems: Vec<Problem>,
}

/// An endpoint made ready to serve.
#[derive(Debug)]
pub struct CompiledEndpoint {
    /// The responses, index for index those of the endpoint; broken ones are none.
    pub responses: Vec<Option<CompiledResponse>>,
}

/// A response made ready to send.
#[derive(Debug)]
pub struct CompiledResponse {
    /// The status.
    pub status: StatusCode,
    /// The reason phrase where it is not the usual one.
    pub reason: Option<Bytes>,
    /// All headers, Content-Type included; not those the project adds to every answer.
    pub headers: HeaderMap,
    /// The body.
    pub body: CompiledBody,
}

/// A body made ready to send.
#[derive(Debug)]
pub enum CompiledBody {
    /// These bytes.
    Bytes(Bytes),
    /// The file of this path below the project's folder.
    File(String),
}

/// Makes a project ready to serve. Never fails as a whole: what is broken becomes a problem and the rest serves.
/// Endpoints that `previous` compiled from the same `Arc` are taken over as they are.
pub fn compile(project: &Arc<Project>, previous: Option<&Compiled>) -> Compiled {
    let _ = previous;
    Compiled { project: Arc::clone(project), endpoints: Vec::new(), problems: Vec::new() }
}

impl Compiled {
    /// Decides what answers the request. `seed` drives random selection and random delays.
    pub fn decide(&self, request: &Request<'_>, calls: &impl CallCounter, seed: u64) -> Decision {
        let _ = (request, calls, seed);
        Decision { answer: super::Answer::NoMatch, evaluated: Default::default() }
    }

    /// Explains the decision that was taken about the request.
    pub fn explain(&self, request: &Request<'_>, decision: &Decision) -> Explanation {
        let _ = (request, decision);
        Explanation { summary: String::new(), candidates: Vec::new(), near_misses: Vec::new() }
    }
}
