//! Makes the answer of a dynamic response: fills in its templates and generates its body, all from one seed.

use std::{borrow::Cow, collections::BTreeMap, fmt};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode};

use super::{
    Answer, Compiled, Decision, MAX_DELAY_MS, Request,
    compiled::{CompiledBody, CompiledResponse},
    multipart,
};
use crate::{
    generate::{
        body::BodyPlan,
        field::Edge,
        random::Seed,
        template::{Part as TemplatePart, Scene, Store, Template, TemplateError},
    },
    model::Part,
};

/// The request header that asks for edge cases, or with `0` asks for none.
pub const EDGE_HEADER: &str = "mockwright-edge";

/// The header that names the seed of an answer, and asks for that answer when it is sent back.
pub const SEED_HEADER: &str = "mockwright-seed";

/// How many header fields the server adds to an answer, at most.
const ROOM_FOR_HEADERS: usize = 8;

/// What rendering needs to know beside the project, the request and the decision.
#[derive(Clone, Copy)]
pub struct Surroundings<'a> {
    /// The memory that templates share.
    pub store: &'a dyn Store,
    /// The environment variables that templates may see.
    pub environment: &'a BTreeMap<String, String>,
}

impl fmt::Debug for Surroundings<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The values may be secrets.
        formatter.debug_struct("Surroundings").field("environment", &self.environment.keys()).finish_non_exhaustive()
    }
}

/// The answer of a dynamic response.
#[derive(Debug)]
pub struct Rendering {
    /// The status: 200 to 599.
    pub status: StatusCode,
    /// All header fields, Content-Type included; not those the project adds to every answer.
    pub headers: HeaderMap,
    /// The body, or where it is.
    pub body: RenderedBody,
    /// The wait that a template asks for, in place of the one that was decided.
    pub delay_ms: Option<u32>,
    /// Whether chance or the clock had a part in it, so that only its seed gives it again.
    pub is_dynamic: bool,
    /// What of a generated body was pushed to an edge.
    pub edges: Vec<Edge>,
}

/// The body of a rendering.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RenderedBody {
    /// These bytes.
    Bytes(Bytes),
    /// The file of this path below the project's folder.
    File(String),
}

/// Why a response could not be rendered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct RenderError {
    /// Which part of the response, for a body with line and column.
    pub part: Part,
    /// The line in the template, from 1.
    pub line: usize,
    /// The column in the template, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
}

impl RenderError {
    pub(super) fn at(part: Part) -> impl FnOnce(TemplateError) -> Self {
        move |TemplateError { line, column, message, .. }| {
            let part = if let Part::Body(_) = part { Part::Body(Some((line, column))) } else { part };
            Self { part, line, column, message }
        }
    }

    pub(super) fn of_value(part: Part, message: String) -> Self {
        Self { part, line: 1, column: 1, message }
    }
}

impl Compiled {
    /// The dynamic response that was decided on; none where the answer is known beforehand.
    pub fn dynamic_response(&self, decision: &Decision) -> Option<&CompiledResponse> {
        let Answer::Response { endpoint, response, .. } = decision.answer else { return None };
        self.response(endpoint, response).filter(|response| response.is_dynamic())
    }

    /// Makes the answer of the dynamic response that was decided on.
    ///
    /// # Errors
    ///
    /// Where a template fails on this request, or makes something that cannot be sent.
    pub fn render(
        &self,
        response: &CompiledResponse,
        request: &Request<'_>,
        decision: &Decision,
        surroundings: Surroundings<'_>,
    ) -> Result<Rendering, RenderError> {
        let evaluated = decision.evaluated.last();
        let call_number = evaluated.map_or(1, |evaluated| evaluated.call_number);
        // With room for what the server adds, so that it grows only once.
        let mut headers = HeaderMap::with_capacity(response.headers.len() + ROOM_FOR_HEADERS);
        for (name, value) in &response.headers {
            headers.append(name, value.clone());
        }
        let make = |plan: &BodyPlan| {
            let made = plan.make(Seed(decision.seed), self.has_edge_cases(response, request), call_number);
            (RenderedBody::Bytes(made.to_bytes()), made.edges)
        };
        // What is below is about templates.
        if let (CompiledBody::Generated(plan), None) = (&response.body, &response.dynamic) {
            let (body, edges) = make(plan);
            return Ok(Rendering { status: response.status, headers, body, delay_ms: None, is_dynamic: true, edges });
        }
        self.in_scene(request, decision, surroundings, |scene| {
            let mut is_dynamic = false;
            let mut asked_status = None;
            let mut fill = |template: &Template, part: Part| {
                let rendered = template.render(scene).map_err(RenderError::at(part))?;
                is_dynamic |= rendered.is_dynamic;
                asked_status = rendered.status.or(asked_status);
                Ok(rendered.text)
            };
            let body = match &response.body {
                CompiledBody::Bytes(bytes) => RenderedBody::Bytes(bytes.clone()),
                CompiledBody::File(path) => RenderedBody::File(path.clone()),
                CompiledBody::Template(template) => RenderedBody::Bytes(Bytes::from(fill(template, Part::Body(None))?)),
                CompiledBody::FileTemplate(template) => RenderedBody::File(file_path(fill(template, Part::Body(None))?)?),
                // After the templates, so that nothing is made for an answer that fails.
                CompiledBody::Generated(_) => RenderedBody::Bytes(Bytes::new()),
            };
            let head = response.dynamic.as_deref();
            for (index, name, template) in head.iter().flat_map(|head| &head.headers) {
                let text = fill(template, Part::Header(*index))?;
                let value = HeaderValue::from_bytes(text.as_bytes()).map_err(|_| {
                    let message = format!("The value of {name} comes to a line break or another control character");
                    RenderError::of_value(Part::Header(*index), message)
                })?;
                headers.append(name, value);
            }
            let status = head.and_then(|head| head.status.as_ref()).map(|template| fill(template, Part::Status)).transpose()?;
            let delay = head.and_then(|head| head.delay_ms.as_ref()).map(|template| fill(template, Part::Delay)).transpose()?;
            let status =
                status.map(|text| status_of(&text)).or(asked_status.map(|status| status_of(&status.to_string()))).transpose()?;
            let delay_ms = delay.map(|text| delay_of(&text)).transpose()?;
            let (body, edges) = match &response.body {
                CompiledBody::Generated(plan) => {
                    is_dynamic = true;
                    make(plan)
                }
                _ => (body, Vec::new()),
            };
            Ok(Rendering { status: status.unwrap_or(response.status), headers, body, delay_ms, is_dynamic, edges })
        })
    }

    /// Does something with all that the templates of a call can see.
    pub(super) fn in_scene<R>(
        &self,
        request: &Request<'_>,
        decision: &Decision,
        surroundings: Surroundings<'_>,
        run: impl FnOnce(&Scene<'_>) -> R,
    ) -> R {
        let evaluated = decision.evaluated.last();
        let call = evaluated.and_then(|evaluated| self.call(request, evaluated, decision));
        let caught = call.as_ref().and_then(|(_, call)| call.parameters());
        let parameters: Vec<(&str, &str)> = caught.into_iter().flatten().map(|(name, value)| (*name, value.as_ref())).collect();
        let method = request.method.as_str();
        let url = request.uri.path_and_query().map_or_else(|| request.uri.path(), |target| target.as_str());
        let parts = || parts(request);
        let name =
            call.as_ref().map_or(Cow::Borrowed(""), |(endpoint, _)| Cow::Owned(format!("{} {}", endpoint.method, endpoint.path)));
        let mut scene = Scene::new(method, url, request.headers, request.body, Seed(decision.seed));
        scene.client = Some(request.client);
        scene.scheme = if request.is_tls { "https" } else { "http" };
        scene.call = evaluated.map_or(1, |evaluated| evaluated.call_number);
        scene.endpoint = &name;
        scene.path_parameters = &parameters;
        scene.parts = &parts;
        scene.variables = &self.project.settings.variables;
        scene.environment = surroundings.environment;
        scene.locale = self.manner.locale();
        scene.store = surroundings.store;
        run(&scene)
    }

    /// Whether a generated body goes to its limits: the request decides, else the response, else the project.
    fn has_edge_cases(&self, response: &CompiledResponse, request: &Request<'_>) -> bool {
        match request.headers.get(EDGE_HEADER) {
            Some(value) => !matches!(value.as_bytes().trim_ascii(), b"0" | b"" | b"false"),
            None => response.edge_cases.unwrap_or(self.project.settings.edge_cases),
        }
    }
}

fn status_of(text: &str) -> Result<StatusCode, RenderError> {
    let status = text.trim().parse().ok().filter(|status| (200..=599).contains(status)).map(StatusCode::from_u16);
    status.and_then(Result::ok).ok_or_else(|| {
        RenderError::of_value(Part::Status, format!("The status comes to {:?}; it has to be 200 to 599", text.trim()))
    })
}

fn delay_of(text: &str) -> Result<u32, RenderError> {
    let number: Option<f64> = text.trim().parse().ok();
    let number = number.filter(|number| *number >= 0.0).ok_or_else(|| {
        RenderError::of_value(Part::Delay, format!("The delay comes to {:?}; it has to be a number of milliseconds", text.trim()))
    })?;
    // The cast saturates.
    Ok((number.round() as u32).min(MAX_DELAY_MS))
}

fn file_path(text: String) -> Result<String, RenderError> {
    match super::response::check_file_path(&text) {
        Ok(()) => Ok(text),
        Err(message) => Err(RenderError::of_value(Part::Body(None), format!("The file's path comes to {text:?}: {message}"))),
    }
}

fn parts(request: &Request<'_>) -> Vec<TemplatePart> {
    let content_type = request.headers.get(http::header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let parts = content_type.map_or_else(Vec::new, |content_type| multipart::parts(content_type, request.body));
    parts
        .into_iter()
        .map(|part| TemplatePart {
            name: part.name,
            file_name: part.file_name,
            content_type: part.content_type,
            body: part.body.to_vec(),
        })
        .collect()
}
