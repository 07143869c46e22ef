//! The Body tab: what kind of body it is, its text with colours and marked mistakes, or its file.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use egui::{Align, Layout, Ui, vec2};
use serde::{Deserialize, Serialize};
use strum::IntoEnumIterator as _;

use super::{
    Focus, body_contract,
    body_file::FilePreview,
    body_generated::{self, Earlier},
    draft::ResponseDraft,
    preview::PreviewPane,
};
use crate::{
    app::{Action, Command},
    generate::template::Template,
    model::{Body, GeneratedBody, GeneratedFrom, Header, JsonText, Language, Part, Response, ResponseId, Severity, TextBody},
    ui::{
        code::{self, CodeEditor, CodeMark, CodeOutput},
        icon::Icon,
        shortcut::keys_text,
        theme::{GAP_LARGE, RADIUS, Tokens, Tone, type_secondary},
        widget::{Combo, EmptyState, IconButton, hairline_at, within},
    },
};

/// The height of the quiet line under the text.
const LINE_HEIGHT: f32 = 26.0;

/// The height of the row above a generated body.
const SWITCHES_HEIGHT: f32 = 36.0;

/// What of the tab belongs to the window only. What is serialised is remembered between starts.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct BodyTab {
    preview: PreviewPane,
    #[serde(skip)]
    file: FilePreview,
    #[serde(skip)]
    earlier: Earlier,
    /// Why the last try to format failed, with the text it failed for.
    #[serde(skip)]
    format_error: Option<(ResponseId, String, String)>,
    /// What a body was before its kind was changed, so that changing back loses nothing.
    #[serde(skip)]
    before: Option<(ResponseId, Vec<Body>)>,
    /// The response whose text shall be formatted when it is next shown.
    #[serde(skip)]
    wants_format: bool,
}

/// The kinds of body, and what they are called.
fn kinds() -> Vec<(&'static str, Kind)> {
    let languages = Language::iter().map(|language| (language.label(), Kind::Text(language)));
    let others = [("Generated", Kind::Generated), ("File", Kind::File), ("Base64", Kind::Base64), ("No body", Kind::None)];
    languages.chain(others).collect()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    None,
    Text(Language),
    File,
    Base64,
    Generated,
}

fn kind_of(body: &Body) -> Kind {
    match body {
        Body::None => Kind::None,
        Body::Text(text) => Kind::Text(text.language),
        Body::File(_) => Kind::File,
        Body::Base64(_) => Kind::Base64,
        Body::Generated(_) => Kind::Generated,
    }
}

impl BodyTab {
    /// Formats the body when it is next shown.
    pub(super) fn format(&mut self) {
        self.wants_format = true;
    }

    /// The controls at the right of the tabs, from right to left.
    pub(super) fn tools(&mut self, ui: &mut Ui, draft: ResponseDraft<'_>, actions: &mut Vec<Action>) {
        let kind = kind_of(&draft.response.body);
        let language = match &draft.response.body {
            Body::Generated(body) => Some(body_generated::language(body)),
            Body::Text(body) => Some(body.language),
            _ => None,
        };
        if let Some(language) = language {
            // Always there for a text, so that choosing another language moves nothing.
            let button = IconButton::new(Icon::Format, "Format body").shortcut(keys_text(ui, Command::FormatBody));
            let button = button.enabled(code::can_format(language)).show(ui);
            let button = button.on_disabled_hover_text(code::FormatError::Language.to_string());
            self.wants_format |= button.clicked();
        }
        if draft.of.app.can_make_dynamic() {
            let button = IconButton::new(Icon::Sparkle, Command::MakeDynamic.name()).show(ui);
            if button.on_hover_text(Command::MakeDynamic.tooltip()).clicked() {
                actions.push(Action::Run(Command::MakeDynamic));
            }
        }
        let kinds = kinds();
        let labels: Vec<&str> = kinds.iter().map(|(label, _)| *label).collect();
        let chosen = kinds.iter().position(|(_, other)| *other == kind).unwrap_or(0);
        let edited = Combo::new("body type", "Body type").quiet().show(ui, chosen, &labels);
        if let Some((_, kind)) = edited.changed.and_then(|index| kinds.get(index)) {
            self.change_kind(draft, *kind, actions);
        }
    }

    fn change_kind(&mut self, draft: ResponseDraft<'_>, kind: Kind, actions: &mut Vec<Action>) {
        let (id, old) = (&draft.response.id, &draft.response.body);
        if self.before.as_ref().is_none_or(|(of, _)| of != id) {
            self.before = Some((id.clone(), Vec::new()));
        }
        let same = |body: &Body| std::mem::discriminant(body) == std::mem::discriminant(old);
        let Some((_, before)) = &mut self.before else { return };
        before.retain(|body| !same(body));
        before.push(old.clone());
        let body = converted(old, kind, before);
        draft.edit(actions, "Change body type", None, |response| response.body = body);
    }

    /// Shows the tab in all the room there is.
    pub(super) fn show(&mut self, ui: &mut Ui, draft: ResponseDraft<'_>, focus: &mut Option<Focus>, actions: &mut Vec<Action>) {
        let room = ui.available_rect_before_wrap();
        let line = egui::Rect::from_min_max(egui::pos2(room.left(), room.bottom() - LINE_HEIGHT), room.max);
        let mut above = egui::Rect::from_min_max(room.min, egui::pos2(room.right(), line.top()));
        if let Body::Generated(body) = &draft.response.body {
            let row = above.with_max_y(above.top() + SWITCHES_HEIGHT);
            within(ui, "switches", row.shrink2(vec2(0.0, 4.0)), |ui| {
                body_generated::switches(ui, draft, body, &mut self.earlier, actions);
            });
            hairline_at(ui.painter(), row.x_range(), row.bottom());
            above.min.y = row.bottom() + 1.0;
        }
        let above = self.preview.show(ui, above, draft, focus, actions);
        let mut cursor = None;
        let mut mistake = None;
        ui.scope_builder(egui::UiBuilder::new().max_rect(above), |ui| match &draft.response.body {
            Body::None => {
                EmptyState::new("No body", "This response sends only its status and headers").show(ui, |_| {});
            }
            Body::Text(text) => (cursor, mistake) = self.text(ui, draft, text, focus, actions),
            Body::Base64(text) => (cursor, mistake) = base64(ui, draft, text, focus, actions),
            Body::Generated(body) => (cursor, mistake) = self.generated(ui, draft, body, focus, actions),
            Body::File(path) => {
                let margin = egui::Margin { left: 16, right: 16, top: 8, bottom: 0 };
                egui::Frame::new().inner_margin(margin).show(ui, |ui| {
                    ui.spacing_mut().item_spacing.y = 6.0;
                    self.file.show(ui, draft, path, focus, actions);
                });
            }
        });
        // What is no text has nothing to format, now or when it has become one.
        self.wants_format = false;
        ui.scope_builder(egui::UiBuilder::new().max_rect(line), |ui| {
            self.line(ui, draft, cursor, mistake.as_ref(), focus);
        });
        ui.advance_cursor_after_rect(room);
    }

    fn text(
        &mut self,
        ui: &mut Ui,
        draft: ResponseDraft<'_>,
        body: &TextBody,
        focus: &mut Option<Focus>,
        actions: &mut Vec<Action>,
    ) -> (Option<(usize, usize)>, Option<CodeMark>) {
        let text = body.content.as_str();
        // A template is JSON only when it is filled in; what is wrong with it the engine says.
        let is_filled_in = body.is_template && Template::is_template(text);
        let mistake = (body.language == Language::Json && !is_filled_in).then(|| code::check(ui, text)).flatten();
        let mark = mistake.map(|mistake| CodeMark {
            line: mistake.line,
            column: mistake.column,
            tone: Tone::Error,
            message: mistake.message,
        });
        // What is JSON may still break the contract.
        let marks: Vec<CodeMark> = mark.map_or_else(|| problem_marks(draft).collect(), |mark| vec![mark]);
        let output = CodeEditor::new(("body", draft.response.id.as_str()), text, body.language)
            .problems(&marks)
            .completion(body.is_template)
            .caret(wanted_caret(focus, text))
            .hint("Type or paste the body here")
            .show(ui);
        let cursor = output.cursor;
        self.take_over(draft, text, body.language, output, actions);
        (cursor, marks.into_iter().next())
    }

    fn generated(
        &mut self,
        ui: &mut Ui,
        draft: ResponseDraft<'_>,
        body: &GeneratedBody,
        focus: &mut Option<Focus>,
        actions: &mut Vec<Action>,
    ) -> (Option<(usize, usize)>, Option<CodeMark>) {
        if body.from == GeneratedFrom::Contract {
            body_contract::field(ui, draft, body, actions);
        }
        // What is empty says in the preview's place what to do.
        let is_blank = body.content.as_str().trim().is_empty();
        let marks: Vec<CodeMark> = problem_marks(draft).filter(|_| !is_blank).collect();
        let output = body_generated::text(ui, draft, body, &marks, focus);
        let cursor = output.cursor;
        self.take_over(draft, body.content.as_str(), body_generated::language(body), output, actions);
        (cursor, marks.into_iter().next())
    }

    /// Changes the body's text as it was edited, or laid out where that is asked for.
    fn take_over(
        &mut self,
        draft: ResponseDraft<'_>,
        text: &str,
        language: Language,
        output: CodeOutput,
        actions: &mut Vec<Action>,
    ) {
        let mut changed = output.changed;
        let mut error = output.format_error;
        if std::mem::take(&mut self.wants_format) {
            match code::format(text, language) {
                Ok(formatted) => changed = (formatted != text).then_some(formatted),
                Err(failed) => error = Some(failed),
            }
        }
        if let Some(error) = error {
            self.format_error = Some((draft.response.id.clone(), text.to_owned(), error.to_string()));
        }
        if let Some(text) = changed {
            draft.edit(actions, "Change body", Some("body"), |response| match &mut response.body {
                Body::Text(TextBody { content, .. }) | Body::Generated(GeneratedBody { content, .. }) => {
                    *content = JsonText(text);
                }
                Body::None | Body::File(_) | Body::Base64(_) => {}
            });
        }
    }

    /// What is sent and how much, or what is wrong; always there, so that nothing jumps while one types.
    fn line(
        &self,
        ui: &mut Ui,
        draft: ResponseDraft<'_>,
        cursor: Option<(usize, usize)>,
        mistake: Option<&CodeMark>,
        focus: &mut Option<Focus>,
    ) {
        let tokens = Tokens::of(ui);
        let format_error = self.format_error.as_ref().filter(|(id, text, _)| {
            let now = match &draft.response.body {
                Body::Text(TextBody { content, .. }) | Body::Generated(GeneratedBody { content, .. }) => content.as_str(),
                _ => return false,
            };
            *id == draft.response.id && now == text
        });
        let other = draft.problems().find(|problem| matches!(problem.place.part, Part::Body(_)));
        let complaint = match (mistake, format_error, other) {
            (Some(mark), _, _) => Some((mark.tone, format!("Line {}, column {}: {}", mark.line, mark.column, mark.message))),
            (None, Some((_, _, error)), _) => Some((Tone::Warning, error.clone())),
            (None, None, Some(problem)) => Some((Tone::Warning, problem.message.clone())),
            (None, None, None) => None,
        };
        let rect = ui.max_rect();
        if let Some((tone, _)) = &complaint {
            ui.painter().rect_filled(rect.shrink2(vec2(8.0, 2.0)), RADIUS, tokens.tint(*tone));
        }
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.allocate_ui_with_layout(rect.size(), Layout::left_to_right(Align::Center), |ui| {
            ui.add_space(GAP_LARGE);
            match complaint {
                Some((tone, text)) => {
                    Icon::Warning.show(ui, tokens.tone(tone));
                    let label = egui::Label::new(egui::RichText::new(&text).font(type_secondary()).color(tokens.text)).truncate();
                    let label = if mistake.is_some() { label.sense(egui::Sense::click()) } else { label };
                    let label = ui.add(label);
                    if let Some(mark) = mistake
                        && label.on_hover_text("Go to the place").clicked()
                    {
                        *focus = Some(Focus::Body(Some((mark.line, mark.column))));
                        ui.ctx().request_repaint();
                    }
                }
                None => {
                    let text = sent_as(draft.response, self.file.size_of(&draft.response.body));
                    ui.add(egui::Label::new(egui::RichText::new(text).font(type_secondary()).color(tokens.muted)).truncate());
                }
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.add_space(GAP_LARGE);
                if let Some((line, column)) = cursor
                    && ui.available_width() > 130.0
                {
                    let text = format!("Line {line}, column {column}");
                    ui.label(egui::RichText::new(text).font(type_secondary()).color(tokens.muted));
                }
            });
        });
    }
}

/// Where the caret is asked to go in the text.
pub(super) fn wanted_caret(focus: &mut Option<Focus>, text: &str) -> Option<usize> {
    match focus.take_if(|focus| matches!(focus, Focus::Body(_)))? {
        Focus::Body(Some((line, column))) => Some(byte_at(text, line, column)),
        _ => Some(text.len()),
    }
}

/// The byte at a line and column, both from 1; the nearest there is.
fn byte_at(text: &str, line: usize, column: usize) -> usize {
    let mut start = 0;
    for (index, line_text) in text.split('\n').enumerate() {
        if index + 1 == line {
            let within = line_text.char_indices().nth(column.saturating_sub(1)).map_or(line_text.len(), |(byte, _)| byte);
            return start + within;
        }
        start += line_text.len() + 1;
    }
    text.len()
}

/// The problems of the body whose places in its text are known.
pub(super) fn problem_marks(draft: ResponseDraft<'_>) -> impl Iterator<Item = CodeMark> {
    draft.problems().filter_map(|problem| match problem.place.part {
        Part::Body(Some((line, column))) => {
            let tone = if problem.severity == Severity::Error { Tone::Error } else { Tone::Warning };
            Some(CodeMark { line, column, tone, message: problem.message.clone() })
        }
        _ => None,
    })
}

fn base64(
    ui: &mut Ui,
    draft: ResponseDraft<'_>,
    text: &str,
    focus: &mut Option<Focus>,
    actions: &mut Vec<Action>,
) -> (Option<(usize, usize)>, Option<CodeMark>) {
    let mark = problem_marks(draft).next();
    let output = CodeEditor::new(("base64", draft.response.id.as_str()), text, Language::Plain)
        .problems(mark.as_slice())
        .caret(wanted_caret(focus, text))
        .hint("Paste base64 here")
        .show(ui);
    if let Some(text) = output.changed {
        draft.edit(actions, "Change body", Some("base64"), |response| response.body = Body::Base64(text));
    }
    (output.cursor, mark)
}

/// The body as another kind: what it was before as that kind, or its content carried over where that is possible.
fn converted(old: &Body, kind: Kind, before: &[Body]) -> Body {
    let known = |matches: fn(&Body) -> bool| before.iter().rev().find(|body| matches(body)).cloned();
    match kind {
        Kind::None => Body::None,
        Kind::Text(language) => {
            let text = match old {
                Body::Text(body) => Some(body.content.as_str().to_owned()),
                Body::Base64(text) => decoded(text).and_then(|bytes| String::from_utf8(bytes).ok()),
                Body::Generated(body) => Some(body.content.as_str().to_owned()),
                Body::None | Body::File(_) => None,
            };
            match (text, known(|body| matches!(body, Body::Text(_)))) {
                (Some(text), _) => with_language(old, language, text),
                (None, Some(body @ Body::Text(_))) => {
                    let text = if let Body::Text(body) = &body { body.content.as_str().to_owned() } else { String::new() };
                    with_language(&body, language, text)
                }
                (None, _) => Body::text(language, ""),
            }
        }
        Kind::File => known(|body| matches!(body, Body::File(_))).unwrap_or(Body::File(String::new())),
        Kind::Generated => match old {
            Body::Text(body) => Body::Generated(GeneratedBody { content: body.content.clone(), ..GeneratedBody::default() }),
            _ => known(|body| matches!(body, Body::Generated(_))).unwrap_or_else(|| Body::Generated(GeneratedBody::default())),
        },
        Kind::Base64 => match old {
            Body::Text(body) => Body::Base64(STANDARD.encode(body.content.as_str())),
            _ => known(|body| matches!(body, Body::Base64(_))).unwrap_or(Body::Base64(String::new())),
        },
    }
}

/// A text body in a language that keeps what else the old one held.
fn with_language(old: &Body, language: Language, text: String) -> Body {
    match old {
        Body::Text(old) => Body::Text(TextBody { language, content: JsonText(text), ..old.clone() }),
        _ => Body::text(language, text),
    }
}

fn decoded(text: &str) -> Option<Vec<u8>> {
    let text: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    STANDARD.decode(text).ok()
}

/// What a client will be told about the body: its type and its size.
fn sent_as(response: &Response, file_size: Option<u64>) -> String {
    let own = response.headers.iter().find(|header: &&Header| header.enabled && header.name.eq_ignore_ascii_case("content-type"));
    let guessed = match &response.body {
        Body::None => None,
        Body::Text(text) => Some(text.language.content_type().to_owned()),
        Body::File(path) => Some(mime_guess::from_path(path).first_or_octet_stream().to_string()),
        Body::Base64(_) => Some("application/octet-stream".to_owned()),
        Body::Generated(_) => Some(Language::Json.content_type().to_owned()),
    };
    let size = match &response.body {
        Body::None => Some(0),
        Body::Text(text) => Some(text.content.as_str().len() as u64),
        Body::File(_) => file_size,
        Body::Base64(text) => decoded(text).map(|bytes| bytes.len() as u64),
        Body::Generated(_) => None,
    };
    let size = size.map(|size| format!(" · {}", human_bytes(size))).unwrap_or_default();
    match (own, guessed) {
        (Some(own), _) => format!("Sent as {}, from its header{size}", own.value),
        (None, Some(guessed)) => format!("Sent as {guessed}{size}"),
        (None, None) => "Sent without a body".to_owned(),
    }
}

/// A size as a person reads it.
pub(super) fn human_bytes(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{:.1} KB", bytes as f64 / 1e3),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_carry_the_content_over() {
        let json = Body::text(Language::Json, "{}");
        let as_base64 = converted(&json, Kind::Base64, &[]);
        assert_eq!(as_base64, Body::Base64("e30=".to_owned()));
        assert_eq!(converted(&as_base64, Kind::Text(Language::Plain), &[]), Body::text(Language::Plain, "{}"));
        assert_eq!(converted(&Body::Base64("/w==".to_owned()), Kind::Text(Language::Xml), &[]), Body::text(Language::Xml, ""));
        assert_eq!(converted(&json, Kind::None, &[]), Body::None);
        assert_eq!(converted(&Body::None, Kind::Text(Language::Xml), &[json]), Body::text(Language::Xml, "{}"));
    }

    #[test]
    fn places_are_found_in_characters() {
        let text = "é\nab\n";
        for (place, byte) in [((1, 1), 0), ((1, 2), 2), ((1, 9), 2), ((2, 2), 4), ((3, 1), 6), ((9, 9), 6)] {
            assert_eq!(byte_at(text, place.0, place.1), byte, "{place:?}");
        }
    }

    #[test]
    fn the_line_says_what_is_sent() {
        let mut response = Response::new(ResponseId::new("r"), 200);
        assert_eq!(sent_as(&response, None), "Sent without a body");
        response.body = Body::text(Language::Json, "{}");
        assert_eq!(sent_as(&response, None), "Sent as application/json · 2 B");
        response.headers.push(Header::new("content-type", "text/x"));
        assert_eq!(sent_as(&response, None), "Sent as text/x, from its header · 2 B");
        response.headers.clear();
        response.body = Body::File("a/b.png".to_owned());
        assert_eq!(sent_as(&response, Some(1_500)), "Sent as image/png · 1.5 KB");
    }
}
