//! A project made ready to serve: what `compile` yields and the server reads.

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::{
    chance,
    condition::CompiledCondition,
    dynamic::DynamicHead,
    expectation::CompiledExpectation,
    fault::Faults,
    path::{PathPattern, PathRules},
    routes::{EndpointMethod, Routes},
    scenario::{Scenarios, Step},
    selection::Plan,
    spy::CompiledSpy,
    webhook::CompiledWebhook,
    written::CompiledHead,
};
use crate::{
    generate::{
        body::{BodyPlan, Manner},
        template::Template,
    },
    model::{Delay, Fault, Problem, Project, Settings, SpyMode},
};

/// A project made ready to serve. Immutable; an edit makes a new one that shares the endpoints that did not change.
#[derive(Debug)]
pub struct Compiled {
    /// What it was made from.
    pub project: Arc<Project>,
    /// The endpoints, index for index those of `project.endpoints`.
    pub endpoints: Vec<Arc<CompiledEndpoint>>,
    /// The expectations, index for index those of `project.expectations`.
    pub expectations: Vec<Arc<CompiledExpectation>>,
    /// The headers that the project adds to every answer that does not set them itself.
    pub headers: HeaderMap,
    /// The scenarios.
    pub scenarios: Scenarios,
    /// What is wrong, in the order of the project.
    pub problems: Vec<Problem>,
    pub(super) routes: Arc<Routes>,
    /// The paths of the expectations that are checked.
    pub(super) expectation_routes: Arc<Routes>,
    /// What its generated bodies have in common.
    pub(super) manner: Manner,
    /// What the endpoints that answer every call alike answer, index for index.
    pub(super) settled: Vec<Option<Settled>>,
    /// Where what the whole project forwards goes.
    pub(super) spy: Option<CompiledSpy>,
    /// Whether any of the spies, its own or an endpoint's, forwards.
    pub(super) has_spy: bool,
    /// What goes wrong on the wire, on purpose.
    pub(super) faults: Faults,
    /// Whether any response calls a webhook.
    pub(super) has_webhooks: bool,
}

/// An answer that needs no thought. They lie side by side, so that most decisions need not look at the endpoint at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Settled {
    pub(super) response: u32,
    pub(super) delay_ms: u32,
}

/// An endpoint made ready to serve.
#[derive(Debug)]
pub struct CompiledEndpoint {
    /// The responses, index for index those of the endpoint; broken ones are none.
    pub responses: Vec<Option<CompiledResponse>>,
    /// The path pattern; none where it is broken.
    pub pattern: Option<PathPattern>,
    /// The method; none where it is broken.
    pub(super) method: Option<EndpointMethod>,
    pub(super) plan: Plan,
    /// Whether its path is still that of the contract's operation it comes from.
    pub(super) has_path_of_contract: bool,
    /// The scenarios whose states it has to know.
    pub(super) scenarios: Box<[Arc<str>]>,
    /// Where it forwards to.
    pub(super) spy: Option<CompiledSpy>,
    /// What is wrong with the endpoint, looked at alone.
    pub(super) problems: Vec<Problem>,
}

/// A response made ready to send.
#[derive(Debug)]
pub struct CompiledResponse {
    /// The status: 200 to 599.
    pub status: StatusCode,
    /// The reason phrase where it is not the usual one.
    pub reason: Option<Bytes>,
    /// All headers, Content-Type included; not those the project adds to every answer.
    pub headers: HeaderMap,
    /// How its head is written, where that is a real server's way.
    pub written: Option<Arc<CompiledHead>>,
    /// The body.
    pub body: CompiledBody,
    pub(super) condition: Option<CompiledCondition>,
    /// Its part in a scenario.
    pub(super) step: Option<Step>,
    /// Its own delay; the project's stands in where there is none.
    pub(super) delay: Option<Delay>,
    /// Its templates beside the body.
    pub(super) dynamic: Option<Box<DynamicHead>>,
    /// Whether a generated body goes to its limits; none does as the project does.
    pub(super) edge_cases: Option<bool>,
    /// What goes wrong on the wire with it, and how often.
    pub(super) fault: Option<Fault>,
    /// What is called after it has answered.
    pub(super) webhooks: Vec<CompiledWebhook>,
}

/// A body made ready to send.
#[derive(Debug)]
pub enum CompiledBody {
    /// These bytes.
    Bytes(Bytes),
    /// The file of this path below the project's folder.
    File(String),
    /// What this template comes to.
    Template(Template),
    /// The file below the project's folder whose path this template comes to.
    FileTemplate(Template),
    /// JSON that is made anew each time.
    Generated(BodyPlan),
}

impl CompiledResponse {
    /// Whether it has to be rendered for every request.
    pub fn is_dynamic(&self) -> bool {
        self.has_dynamic_head() || !matches!(self.body, CompiledBody::Bytes(_) | CompiledBody::File(_))
    }

    /// Whether its status, headers or delay are rendered for every request.
    pub fn has_dynamic_head(&self) -> bool {
        self.dynamic.is_some()
    }

    /// Whether something goes wrong on the wire with it, on purpose.
    pub fn has_fault(&self) -> bool {
        self.fault.is_some()
    }
}

impl CompiledEndpoint {
    /// Whether it forwards every call.
    pub(super) fn always_forwards(&self) -> bool {
        self.spy.as_ref().is_some_and(|spy| spy.mode == SpyMode::Always)
    }

    /// Whether it answers every call.
    pub(super) fn always_answers(&self) -> bool {
        self.plan.always_answers(&self.responses)
    }

    /// What it answers to every call alike, where it does.
    pub(super) fn settled(&self, settings: &Settings) -> Option<Settled> {
        if self.always_forwards() {
            return None;
        }
        let response = self.plan.only_answer()?;
        let CompiledResponse { delay: own_delay, step: None, .. } = self.responses.get(response as usize)?.as_ref()? else {
            return None;
        };
        let delay_ms = match own_delay.or(settings.delay) {
            None => 0,
            Some(delay @ Delay::Fixed { .. }) => chance::draw_delay_ms(&delay, 0),
            Some(Delay::Uniform { .. } | Delay::LogNormal { .. }) => return None,
        };
        Some(Settled { response, delay_ms })
    }
}

impl CompiledBody {
    /// Whether it is known to be nothing.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Bytes(bytes) if bytes.is_empty())
    }
}

impl Compiled {
    /// A response by the indices of its endpoint and itself, where it could be compiled.
    pub fn response(&self, endpoint: u32, response: u32) -> Option<&CompiledResponse> {
        self.endpoints.get(endpoint as usize)?.responses.get(response as usize)?.as_ref()
    }

    /// What makes two paths the same path in this project.
    pub fn path_rules(&self) -> PathRules {
        PathRules::from(&self.project.settings)
    }
}
