//! Webhooks made ready: their templates compiled once, and what a call of theirs comes to after one answer.

use http::{HeaderMap, Method, Uri};

use super::{
    Answer, Compiled, Decision, RenderError, RenderedBody, Request, Surroundings,
    body_store::BodyStore,
    chance,
    compiled::CompiledResponse,
    dynamic::compile_template,
    response::{self, Report},
    spy::http_url,
};
use crate::{
    generate::{
        body::Manner,
        template::{Escape, Scene, Template},
    },
    model::{Delay, Part, Response, ResponseId, Severity, Webhook},
};

/// The most often a call is tried again.
const MAX_RETRIES: u32 = 20;

/// A webhook made ready to call.
#[derive(Debug)]
pub struct CompiledWebhook {
    /// Its index in the response.
    index: usize,
    method: Line,
    url: Line,
    /// Its header fields and body; what a response has beside them is not used.
    message: CompiledResponse,
    delay: Option<Delay>,
    retries: u32,
}

/// One line of text, perhaps made anew for every call.
#[derive(Debug)]
enum Line {
    Text(String),
    Template(Template),
}

impl Line {
    fn render(&self, scene: &Scene<'_>, part: Part) -> Result<String, RenderError> {
        match self {
            Self::Text(text) => Ok(text.clone()),
            Self::Template(template) => Ok(template.render(scene).map_err(RenderError::at(part))?.text),
        }
    }
}

/// A call that is to be made.
#[derive(Clone, Debug)]
pub struct WebhookRequest {
    /// The method.
    pub method: Method,
    /// The whole URL.
    pub url: Uri,
    /// The header fields, Content-Type included.
    pub headers: HeaderMap,
    /// The body, or where it is.
    pub body: RenderedBody,
    /// The wait before it.
    pub delay_ms: u32,
    /// How often it is tried again.
    pub retries: u32,
}

/// Makes the webhooks of a response ready; those that cannot be called are left out.
pub(super) fn compile(webhooks: &[Webhook], manner: &Manner, bodies: &mut BodyStore, report: Report<'_>) -> Vec<CompiledWebhook> {
    let enabled = webhooks.iter().enumerate().filter(|(_, webhook)| webhook.enabled);
    enabled.filter_map(|(index, webhook)| compile_one(index, webhook, manner, bodies, report)).collect()
}

fn compile_one(
    index: usize,
    webhook: &Webhook,
    manner: &Manner,
    bodies: &mut BodyStore,
    report: Report<'_>,
) -> Option<CompiledWebhook> {
    let mut report = |part, severity, message: String| {
        let message = match part {
            Part::Header(header) => format!("Header {}: {message}", header + 1),
            Part::Body(Some((line, column))) => format!("Body, line {line}, column {column}: {message}"),
            Part::Body(None) => format!("Body: {message}"),
            _ => message,
        };
        report(Part::Webhook(index), severity, message);
    };
    let method = line(&webhook.method, |text| method_of(text).map(drop), &mut report);
    let url = line(webhook.url.trim(), |text| http_url(text).map(drop), &mut report);
    let message = Response {
        headers: webhook.headers.clone(),
        body: webhook.body.clone(),
        delay: webhook.delay,
        ..Response::new(ResponseId::new(""), 200)
    };
    let message = response::compile(&message, false, manner, bodies, &mut report);
    if webhook.retries > MAX_RETRIES {
        report(Part::Webhook(index), Severity::Warning, format!("It is tried again {MAX_RETRIES} times at most"));
    }
    let retries = webhook.retries.min(MAX_RETRIES);
    Some(CompiledWebhook { index, method: method?, url: url?, message: message?, delay: webhook.delay, retries })
}

/// A line that may be a template; one that is none is checked now rather than at every call.
fn line(text: &str, check: impl Fn(&str) -> Result<(), String>, report: Report<'_>) -> Option<Line> {
    if Template::is_template(text) {
        return compile_template(text, Escape::None, |_| Part::Method, report).map(Line::Template);
    }
    let checked = check(text).map_err(|message| report(Part::Method, Severity::Error, message));
    checked.ok().map(|()| Line::Text(text.to_owned()))
}

fn method_of(text: &str) -> Result<Method, String> {
    let text = text.trim();
    match Method::from_bytes(text.as_bytes()) {
        Ok(Method::CONNECT) => Err("CONNECT asks for a tunnel, and there is no use for one".to_owned()),
        Ok(method) => Ok(method),
        Err(_) if text.is_empty() => Err("The method is missing".to_owned()),
        Err(_) => Err(format!("{text:?} cannot be a method")),
    }
}

impl CompiledWebhook {
    /// Its index in the response.
    pub fn index(&self) -> usize {
        self.index
    }
}

impl Compiled {
    /// The webhooks of the response that was decided on.
    pub fn webhooks(&self, decision: &Decision) -> &[CompiledWebhook] {
        // Most projects have none, and then nothing of the endpoint is looked at.
        if !self.has_webhooks {
            return &[];
        }
        let Answer::Response { endpoint, response, .. } = decision.answer else { return &[] };
        self.response(endpoint, response).map_or(&[], |response| &response.webhooks)
    }

    /// What a webhook's call comes to after the answer to a request about which that was decided.
    ///
    /// # Errors
    ///
    /// Where a template fails on this request, or makes something that cannot be sent.
    pub fn render_webhook(
        &self,
        webhook: &CompiledWebhook,
        request: &Request<'_>,
        decision: &Decision,
        surroundings: Surroundings<'_>,
    ) -> Result<WebhookRequest, RenderError> {
        let part = || Part::Webhook(webhook.index);
        let (method, url) = self.in_scene(request, decision, surroundings, |scene| {
            Ok((webhook.method.render(scene, part())?, webhook.url.render(scene, part())?))
        })?;
        let of_value = |message| RenderError::of_value(part(), message);
        let method = method_of(&method).map_err(of_value)?;
        let url = http_url(url.trim()).map_err(of_value)?;
        let message = self.render(&webhook.message, request, decision, surroundings)?;
        let delay_ms = webhook.delay.map_or(0, |delay| chance::draw_delay_ms(&delay, decision.seed));
        Ok(WebhookRequest { method, url, headers: message.headers, body: message.body, delay_ms, retries: webhook.retries })
    }
}
