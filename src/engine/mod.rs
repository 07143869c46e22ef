//! Compiles a project and decides, purely, what answers a request, and explains why.
//!
//! The same compiled project, request, call numbers and seed give the same decision, so an explanation
//! costs nothing while serving: the log keeps the request and an `Arc` of what was compiled then, and the
//! explanation is computed when somebody looks. Nothing is parsed or compiled per request.

mod compiled;
mod decision;
mod explanation;
mod request;

pub use compiled::{Compiled, CompiledBody, CompiledEndpoint, CompiledResponse, compile};
pub use decision::{Answer, CallCounter, Decision, Evaluated};
pub use explanation::{Candidate, Check, ConditionVerdict, Explanation, NearMiss, ResponseVerdict, Skipped};
pub use request::Request;
