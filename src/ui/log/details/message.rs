//! One side of an exchange as it went over the wire: its first line, its headers, query and cookies, and its body.

use std::borrow::Cow;

use egui::{Label, RichText, ScrollArea, Ui};
use http::{HeaderMap, header};
use serde::{Deserialize, Serialize};

use super::{facts, padded};
use crate::{
    model::Language,
    traffic::{CapturedBody, Exchange},
    ui::{
        code::CodeViewer,
        icon::Icon,
        log::words,
        theme::{GAP, GAP_PANE, Tokens, Tone, type_mono},
        widget::{Banner, Button, IconButton, Tab, TabBar, subtle},
    },
};

/// A name and a value.
type Pair<'a> = (Cow<'a, str>, Cow<'a, str>);

/// A side of an exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Message {
    /// What the client sent.
    Request,
    /// What it got.
    Response,
}

/// A part of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum MessagePart {
    /// The body.
    Body,
    /// The header fields.
    Headers,
    /// The query's parameters.
    Query,
    /// The cookies that were sent or set.
    Cookies,
}

/// What of a message is shown; remembered between starts.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct MessageView {
    /// The part that was chosen; until one is, the body where there is one.
    part: Option<MessagePart>,
}

impl MessageView {
    /// Shows one side of an exchange.
    pub(super) fn show(&mut self, ui: &mut Ui, exchange: &Exchange, message: Message) {
        let (headers, body) = match message {
            Message::Request => (&exchange.request_headers, &exchange.request_body),
            Message::Response => (&*exchange.response_headers, &exchange.response_body),
        };
        let query = match message {
            Message::Request => query(exchange),
            Message::Response => Vec::new(),
        };
        let cookies = match message {
            Message::Request => sent_cookies(headers),
            Message::Response => set_cookies(headers),
        };
        first_line_ui(ui, &first_line(exchange, message));
        let part = self.part.unwrap_or(if body.size > 0 { MessagePart::Body } else { MessagePart::Headers });
        let part = self.parts_ui(ui, part, message, [headers.len(), query.len(), cookies.len()]);
        match part {
            MessagePart::Body => body_ui(ui, message, headers, body),
            MessagePart::Headers => {
                let text = |(name, value): (&'_ header::HeaderName, &'_ header::HeaderValue)| {
                    (name.as_str().to_owned().into(), String::from_utf8_lossy(value.as_bytes()).into_owned().into())
                };
                let values: Vec<Pair<'_>> = headers.iter().map(text).collect();
                list_ui(ui, "headers", "No headers", &values);
            }
            MessagePart::Query => list_ui(ui, "query", "No query", &query),
            MessagePart::Cookies => list_ui(ui, "cookies", "No cookies", &cookies),
        }
    }

    /// The parts to choose from; says which one is shown.
    fn parts_ui(
        &mut self,
        ui: &mut Ui,
        part: MessagePart,
        message: Message,
        [headers, query, cookies]: [usize; 3],
    ) -> MessagePart {
        let mut parts = vec![
            (MessagePart::Body, Tab::new("Body")),
            (MessagePart::Headers, Tab::new("Headers").count(headers)),
            (MessagePart::Query, Tab::new("Query").count(query)),
            (MessagePart::Cookies, Tab::new("Cookies").count(cookies)),
        ];
        parts.retain(|(part, _)| message == Message::Request || *part != MessagePart::Query);
        let part = if parts.iter().any(|(other, _)| *other == part) { part } else { MessagePart::Headers };
        let chosen = parts.iter().position(|(other, _)| *other == part).unwrap_or_default();
        let tabs: Vec<Tab<'_>> = parts.iter().map(|(_, tab)| *tab).collect();
        let shown = ui.horizontal(|ui| {
            ui.add_space(GAP / 2.0);
            TabBar::new(&tabs).show(ui, chosen)
        });
        let changed = shown.inner.changed.and_then(|index| parts.get(index)).map(|(part, _)| *part);
        if changed.is_some() {
            self.part = changed;
        }
        changed.unwrap_or(part)
    }
}

fn body_ui(ui: &mut Ui, message: Message, headers: &HeaderMap, body: &CapturedBody) {
    if body.size == 0 {
        padded(ui, |ui| drop(subtle(ui, "No body")));
        return;
    }
    if body.is_truncated() {
        let (kept, size) = (words::size(body.bytes.len() as u64), words::size(body.size));
        Banner::new(Tone::Warning, &format!("The first {kept} of {size} are kept")).show(ui);
    }
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let name = if message == Message::Request { "Request body" } else { "Response body" };
    egui::Frame::new().inner_margin(egui::Margin { left: GAP as i8, top: 4, ..Default::default() }).show(ui, |ui| {
        CodeViewer::new(name, &body.bytes, Language::of_content_type(content_type)).name(name).show(ui);
    });
}

/// The request line or the status line.
fn first_line(exchange: &Exchange, message: Message) -> String {
    match message {
        Message::Request => format!("{} {} {:?}", exchange.method, words::target(exchange), exchange.version),
        Message::Response => match exchange.status {
            Some(status) => {
                let usual = status.canonical_reason().unwrap_or_default();
                let reason = exchange.reason.as_deref().unwrap_or(usual);
                format!("{:?} {} {reason}", exchange.version, status.as_str())
            }
            None => "The connection ended without an answer".to_owned(),
        },
    }
}

fn first_line_ui(ui: &mut Ui, line: &str) {
    ui.add_space(GAP / 2.0);
    ui.horizontal(|ui| {
        ui.add_space(GAP_PANE + 4.0);
        let room = (ui.available_width() - GAP_PANE - 24.0).max(0.0);
        ui.scope(|ui| {
            ui.set_max_width(room);
            let text = RichText::new(line).font(type_mono()).color(Tokens::of(ui).text);
            ui.add(Label::new(text).truncate()).on_hover_text(line);
        });
        if IconButton::new(Icon::Copy, "Copy this line").small().show(ui).clicked() {
            ui.ctx().copy_text(line.to_owned());
        }
    });
}

/// Names and values that scroll, with a button that copies all of them.
fn list_ui(ui: &mut Ui, name: &str, nothing: &str, values: &[Pair<'_>]) {
    if values.is_empty() {
        padded(ui, |ui| drop(subtle(ui, nothing)));
        return;
    }
    ScrollArea::vertical().id_salt(name).auto_shrink(false).show(ui, |ui| {
        padded(ui, |ui| {
            facts::show(ui, values.iter().map(|(name, value)| (name.as_ref(), value.as_ref())), true);
            ui.add_space(GAP / 2.0);
            let copy = format!("Copy all {name}");
            if Button::quiet("Copy all").icon(Icon::Copy).tooltip(&copy).show(ui).clicked() {
                let text: Vec<String> = values.iter().map(|(name, value)| format!("{name}: {value}")).collect();
                ui.ctx().copy_text(text.join("\n"));
            }
        });
    });
}

/// The query's parameters, decoded.
fn query(exchange: &Exchange) -> Vec<Pair<'_>> {
    form_urlencoded::parse(exchange.uri.query().unwrap_or_default().as_bytes()).collect()
}

fn borrowed<'a>((name, value): (&'a str, &'a str)) -> Pair<'a> {
    (Cow::Borrowed(name), Cow::Borrowed(value))
}

/// The cookies of a request: `a=1; b=2`.
fn sent_cookies(headers: &HeaderMap) -> Vec<Pair<'_>> {
    let pairs = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(';'));
    pairs.filter_map(|pair| pair.trim().split_once('=')).map(borrowed).collect()
}

/// The cookies that a response sets, each with its attributes.
fn set_cookies(headers: &HeaderMap) -> Vec<Pair<'_>> {
    let values = headers.get_all(header::SET_COOKIE).iter().filter_map(|value| value.to_str().ok());
    values.filter_map(|value| value.split_once('=')).map(borrowed).collect()
}
