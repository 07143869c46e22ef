//! The rest of a webhook under its row: its name, headers, body, delay and retries.

use egui::Ui;
use strum::IntoEnumIterator as _;

use super::{
    behaviour::quiet, code_box::code_box, draft::ResponseDraft, form::line, header_names::REQUEST_NAMES, header_rows::HeaderRows,
};
use crate::{
    app::Action,
    model::{Body, JsonText, Language, TextBody, Webhook},
    ui::{
        code::CodeEditor,
        delay::{DelayEdit, DelayField},
        widget::{Combo, NumberField, TextField},
    },
};

const NAME_WIDTH: f32 = 240.0;
/// More tries than this help nobody: the waits between them grow.
const MAX_RETRIES: f64 = 10.0;

/// Changes a webhook; in the empty row it adds one.
pub(super) fn change(
    draft: ResponseDraft<'_>,
    index: usize,
    label: &'static str,
    field: Option<&str>,
    actions: &mut Vec<Action>,
    change: impl FnOnce(&mut Webhook),
) {
    let field = field.map(|field| format!("webhook {index} {field}"));
    draft.edit(actions, label, field.as_deref(), |response| {
        if index == response.webhooks.len() {
            response.webhooks.push(Webhook::new("POST", ""));
        }
        if let Some(webhook) = response.webhooks.get_mut(index) {
            change(webhook);
        }
    });
}

/// Shows it.
pub(super) fn show(ui: &mut Ui, draft: ResponseDraft<'_>, index: usize, webhook: &Webhook, actions: &mut Vec<Action>) {
    line(ui, "Name", |ui| {
        let field = TextField::new("name", "Webhook name", &webhook.name).width(NAME_WIDTH).hint("Name this webhook");
        if let Some(name) = field.show(ui).changed {
            change(draft, index, "Rename webhook", Some("name"), actions, |webhook| webhook.name = name);
        }
    });
    line(ui, "Headers", |ui| headers(ui, draft, index, webhook, actions));
    line(ui, "Body", |ui| body(ui, draft, index, webhook, actions));
    line(ui, "Delay", |ui| {
        let field = DelayField::new("Webhook delay", "It is called as soon as the answer is sent");
        if let Some(DelayEdit { delay, is_typed, .. }) = field.show(ui, webhook.delay) {
            let typed = is_typed.then_some("delay");
            change(draft, index, "Change webhook delay", typed, actions, |webhook| webhook.delay = delay);
        }
    });
    line(ui, "Retries", |ui| {
        ui.horizontal(|ui| {
            let most = MAX_RETRIES.max(f64::from(webhook.retries));
            let field = NumberField::new("retries", "Webhook retries", f64::from(webhook.retries)).range(0.0..=most);
            if let Some(retries) = field.width(56.0).show(ui).changed {
                let retries = retries as u32;
                change(draft, index, "Change webhook retries", Some("retries"), actions, |webhook| webhook.retries = retries);
            }
            quiet(ui, "where the call fails, or is answered with 500 or above");
        });
    });
}

fn headers(ui: &mut Ui, draft: ResponseDraft<'_>, index: usize, webhook: &Webhook, actions: &mut Vec<Action>) {
    ui.spacing_mut().item_spacing.y = 4.0;
    let rows = HeaderRows {
        name: "Webhook header",
        headers: &webhook.headers,
        names: &REQUEST_NAMES,
        problem: &|_| None,
        focus: None,
        left: 0.0,
        right: 0.0,
    };
    if let Some(edit) = rows.show(ui) {
        change(draft, index, edit.label, edit.field.as_deref(), actions, |webhook| webhook.headers = edit.headers);
    }
}

/// The kinds of body that are offered: none, and text of every language.
fn kinds() -> Vec<(&'static str, Option<Language>)> {
    std::iter::once(("No body", None)).chain(Language::iter().map(|language| (language.label(), Some(language)))).collect()
}

fn body(ui: &mut Ui, draft: ResponseDraft<'_>, index: usize, webhook: &Webhook, actions: &mut Vec<Action>) {
    let kinds = kinds();
    let labels: Vec<&str> = kinds.iter().map(|(label, _)| *label).collect();
    let chosen_of = |wanted: Option<Language>| kinds.iter().position(|(_, language)| *language == wanted);
    let (current, chosen) = match &webhook.body {
        Body::None => ("No body", chosen_of(None)),
        Body::Text(text) => (text.language.label(), chosen_of(Some(text.language))),
        Body::File(path) => (path.as_str(), None),
        Body::Base64(_) => ("Base64", None),
        Body::Generated(_) => ("Generated", None),
    };
    let combo = Combo::new("webhook body type", "Webhook body type").show_text(ui, current, chosen, &labels);
    if let Some((_, language)) = combo.changed.and_then(|index| kinds.get(index)) {
        change(draft, index, "Change webhook body type", None, actions, |webhook| {
            webhook.body = as_kind(&webhook.body, *language);
        });
    }
    let Body::Text(text) = &webhook.body else { return };
    let content = text.content.as_str();
    let editor = CodeEditor::new("webhook body", content, text.language)
        .name("Webhook body text")
        .completion(text.is_template)
        .hint("Type or paste the body here");
    let width = ui.available_width();
    if let Some(content) = code_box(ui, content, width, false, editor).changed {
        change(draft, index, "Change webhook body", Some("body"), actions, |webhook| {
            if let Body::Text(text) = &mut webhook.body {
                text.content = JsonText(content);
            }
        });
    }
}

/// A body of another kind, its text kept.
fn as_kind(body: &Body, language: Option<Language>) -> Body {
    match (body, language) {
        (_, None) => Body::None,
        (Body::Text(text), Some(language)) => Body::Text(TextBody { language, ..text.clone() }),
        (_, Some(language)) => Body::text(language, ""),
    }
}
