//! "Make dynamic" and back: a static JSON body becomes the example of a generated one, and an answer that was made becomes
//! the static text again. Each is one step of undo.

use std::sync::Arc;

use super::{App, Command, Edit, NoticeKind};
use crate::{
    generate::template::Template,
    model::{Body, Endpoint, GeneratedBody, JsonText, Language, Response, ResponseId, TextBody},
    traffic::Exchange,
};

impl App {
    /// Whether the body in the editor is static JSON, of which a generated one can be made.
    pub fn can_make_dynamic(&self) -> bool {
        self.selected_response().is_some_and(|response| example_of(response).is_some())
    }

    /// Whether the body in the editor is made anew for every answer, and the preview has one to keep.
    pub fn can_freeze(&self) -> bool {
        let is_made = self.selected_response().is_some_and(|response| is_made_anew(&response.body));
        is_made && self.preview().and_then(|preview| std::str::from_utf8(preview.body()?).ok()).is_some()
    }

    /// Whether the exchange was answered by a body that is made anew each time, and its response is still there.
    pub fn can_freeze_exchange(&self, exchange: &Exchange) -> bool {
        exchange.answered_by().is_some_and(|(_, answered)| {
            let now = self.project().response(&answered.id).map(|(_, response)| response);
            is_made_anew(&answered.body) && now.is_some() && !exchange.response_body.is_truncated()
        })
    }

    /// Shapes every answer after the JSON that stands in the body.
    pub(super) fn make_dynamic(&mut self) {
        let Some(response) = self.selected_response() else { return };
        let Some(content) = example_of(response).cloned() else { return };
        let id = response.id.clone();
        let body = Body::Generated(GeneratedBody { content, ..GeneratedBody::default() });
        self.put_body(&id, body, "Make dynamic", "Made dynamic: every answer has new values of the same kinds");
    }

    /// Keeps the answer that the preview shows.
    pub(super) fn freeze_preview(&mut self) {
        let Some(preview) = self.preview().cloned() else { return };
        let Some(text) = preview.body().and_then(|bytes| std::str::from_utf8(bytes).ok()) else { return };
        self.freeze(&preview.response, text, "Frozen: every answer is the one in the preview");
    }

    /// Keeps the answer that the focused exchange got.
    pub(super) fn freeze_exchange(&mut self) {
        let Some(exchange) = self.focused_exchange() else { return };
        let Some(id) = exchange.answered_by().map(|(_, response)| response.id.clone()) else { return };
        match std::str::from_utf8(&exchange.response_body.bytes) {
            Ok(text) => {
                self.freeze(&id, text, "Frozen: every answer is the recorded one");
                self.select_response(id);
            }
            Err(_) => self.notices.show(NoticeKind::Warning, "The recorded answer is not text", None),
        }
    }

    fn freeze(&mut self, id: &ResponseId, text: &str, notice: &str) {
        let Some((_, response)) = self.project().response(id) else { return };
        let content = JsonText(text.to_owned());
        // What a client sent may look like a template; it is data.
        let is_template = !Template::is_template(text);
        let body = match &response.body {
            Body::Text(old) => TextBody { content, is_template, ..old.clone() },
            _ => TextBody { content, is_template, language: Language::Json, ..TextBody::default() },
        };
        self.put_body(id, Body::Text(body), "Freeze answer", notice);
    }

    fn put_body(&mut self, id: &ResponseId, body: Body, label: &'static str, notice: &str) {
        let Some((endpoint, _)) = self.project().response(id) else { return };
        let mut endpoint = Endpoint::clone(endpoint);
        if let Some(response) = endpoint.response_mut(id) {
            response.body = body;
        }
        self.edit(Edit::ReplaceEndpoint { endpoint: Arc::new(endpoint), label, field: None });
        self.notices.show(NoticeKind::Done, notice, Some(Command::Undo));
    }

    fn selected_response(&self) -> Option<&Response> {
        let endpoint = self.project().endpoint(self.selection.endpoint.as_ref()?)?;
        endpoint.response(self.selection.response.as_ref()?)
    }
}

/// Whether a body is a template or generated.
fn is_made_anew(body: &Body) -> bool {
    match body {
        Body::Generated(_) => true,
        Body::Text(text) => text.is_template && Template::is_template(text.content.as_str()),
        Body::None | Body::File(_) | Body::Base64(_) => false,
    }
}

/// The JSON of a response whose body is static JSON. What is wrong with it is said once it is the example.
fn example_of(response: &Response) -> Option<&JsonText> {
    match &response.body {
        Body::Text(text) if text.language == Language::Json && !is_made_anew(&response.body) => Some(&text.content),
        _ => None,
    }
}
