//! Compiles a project and decides, purely, what answers a request, and explains why.
//!
//! The same compiled project, request, call numbers and seed give the same decision, so an explanation
//! costs nothing while serving: the log keeps the request and an `Arc` of what was compiled then, and the
//! explanation is computed when somebody looks. Nothing is parsed or compiled per request.

mod accept;
mod body_store;
mod chance;
mod compile;
mod compiled;
mod condition;
mod decide;
mod decision;
mod dynamic;
mod expectation;
mod expectation_verdict;
mod explain;
mod explanation;
mod fault;
mod json_difference;
mod multipart;
mod near_miss;
mod path;
mod render;
mod request;
mod response;
mod routes;
mod scenario;
mod selection;
mod spy;
mod verdict;
mod webhook;
mod words;
mod written;

pub use accept::{Accept, covers, essence};
pub use chance::{MAX_DELAY_MS, draw_delay_ms, effective_seed, garbage};
pub use compile::{CONTROL_PATH, DOCUMENTATION_PATH, compile, is_control};
pub use compiled::{Compiled, CompiledBody, CompiledEndpoint, CompiledResponse};
pub use condition::{Call, CompiledCondition, ConditionError, ValueTest, parse_json_path};
pub use decision::{Answer, CallMemory, Decision, Evaluated};
pub use expectation::CompiledExpectation;
pub use expectation_verdict::ExpectationVerdict;
pub use explanation::{Candidate, Check, ConditionVerdict, Explanation, NearMiss, ResponseVerdict, Skipped};
pub use fault::MAX_GARBAGE_BYTES;
pub use json_difference::{JsonDifference, JsonDifferenceKind, JsonOptions, json_differences};
pub use multipart::{MultipartPart, parts as multipart_parts};
pub use path::{PathError, PathParameters, PathPattern, PathRules, RequestPath, rewrite_path};
pub use render::{EDGE_HEADER, RenderError, RenderedBody, Rendering, SEED_HEADER, Surroundings};
pub use request::Request;
pub use scenario::{CompiledScenario, ScenarioStates, Scenarios, SessionState};
pub use selection::default_response;
pub use spy::CompiledSpy;
pub use webhook::{CompiledWebhook, WebhookRequest};
pub use words::condition_sentence;
pub use written::{CompiledHead, CompiledLine};
