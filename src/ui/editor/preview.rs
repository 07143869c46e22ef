//! The preview beside or below a body that is made anew for every answer: what it comes to for the last request or a sample,
//! from which seed, and what its fields are taken to be.

use egui::{Align, Label, Layout, Rect, RichText, Sense, Ui, UiBuilder, vec2};
use serde::{Deserialize, Serialize};
use strum::IntoEnumIterator as _;

use super::{Focus, body_contract::SchemaView, body_generated, draft::ResponseDraft, field_view};
use crate::{
    app::{Action, Command, Preview},
    engine::{RenderError, RenderedBody},
    generate::template::Template,
    model::{Body, GeneratedBody, GeneratedFrom, Part},
    ui::{
        code::CodeViewer,
        icon::Icon,
        shortcut::keys_text,
        theme::{GAP, GAP_LARGE, RADIUS, Tokens, Tone, type_mono_small, type_secondary, type_strong},
        widget::{Button, IconButton, Split, SplitRules, hairline_at, pill, segmented, within},
    },
};

/// The height of the row above the answer, which is all there is of a closed preview.
const HEAD_HEIGHT: f32 = 36.0;

const RULES: SplitRules =
    SplitRules { name: "Size of the preview", beside_from: 640.0, first_min: vec2(260.0, 60.0), second_min: vec2(300.0, 96.0) };

/// How the preview is shown; remembered between starts.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct PreviewPane {
    is_open: bool,
    split: Split,
    #[serde(skip)]
    view: View,
    #[serde(skip)]
    schema: SchemaView,
}

/// What the pane shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, strum::EnumIter, strum::IntoStaticStr)]
enum View {
    /// The answer.
    #[default]
    Preview,
    /// What its fields are taken to be.
    Fields,
    /// The schema of the contract that it is shaped after.
    Schema,
}

impl Default for PreviewPane {
    fn default() -> Self {
        Self { is_open: true, split: Split::even(), view: View::default(), schema: SchemaView::default() }
    }
}

/// Whether there is anything to preview: what is static is the same as its preview.
fn has_preview(draft: ResponseDraft<'_>) -> bool {
    match &draft.response.body {
        Body::Generated(_) => true,
        Body::Text(text) if text.is_template && Template::is_template(text.content.as_str()) => true,
        _ => draft.of.app.preview().is_some(),
    }
}

impl PreviewPane {
    /// Shows the preview in its part of a place, and gives back the part that is left for the editor.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        place: Rect,
        draft: ResponseDraft<'_>,
        focus: &mut Option<Focus>,
        actions: &mut Vec<Action>,
    ) -> Rect {
        if !has_preview(draft) {
            return place;
        }
        let (editor, preview) = if self.is_open {
            self.split.show(ui, place, &RULES)
        } else {
            let at = place.bottom() - HEAD_HEIGHT;
            hairline_at(ui.painter(), place.x_range(), at);
            (place.with_max_y(at), place.with_min_y(at))
        };
        within(ui, "preview", preview, |ui| self.pane(ui, draft, focus, actions));
        editor
    }

    fn pane(&mut self, ui: &mut Ui, draft: ResponseDraft<'_>, focus: &mut Option<Focus>, actions: &mut Vec<Action>) {
        ui.spacing_mut().item_spacing.y = 0.0;
        let preview = draft.of.app.preview().cloned();
        let head = ui.max_rect().with_max_y(ui.max_rect().top() + HEAD_HEIGHT);
        self.head(ui, head, draft, preview.as_deref(), actions);
        if !self.is_open {
            return;
        }
        let rest = ui.max_rect().with_min_y(head.bottom());
        within(ui, "answer", rest, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            if let (View::Schema, Some(body)) = (self.view, of_contract(draft)) {
                self.schema.show(ui, draft, body);
                return;
            }
            match preview.as_deref() {
                None => nothing(ui, draft, actions),
                Some(preview) if self.view == View::Fields && !preview.fields.is_empty() => field_view::show(ui, &preview.fields),
                Some(preview) => answer(ui, preview, focus),
            }
        });
    }

    fn head(&mut self, ui: &mut Ui, place: Rect, draft: ResponseDraft<'_>, preview: Option<&Preview>, actions: &mut Vec<Action>) {
        let row = place.shrink2(vec2(GAP, 4.0));
        let row = UiBuilder::new().max_rect(row).layout(Layout::right_to_left(Align::Center));
        ui.scope_builder(row, |ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            if let Some(preview) = preview {
                tools(ui, draft, preview, actions);
            }
            let rest = ui.available_size();
            ui.allocate_ui_with_layout(rest, Layout::left_to_right(Align::Center), |ui| {
                let (icon, name) =
                    if self.is_open { (Icon::ChevronDown, "Hide the preview") } else { (Icon::ChevronRight, "Show the preview") };
                if IconButton::new(icon, name).small().show(ui).clicked() {
                    self.is_open ^= true;
                }
                let views = views(draft, preview);
                if self.is_open && views.len() > 1 {
                    let labels: Vec<&'static str> = views.iter().map(|view| (*view).into()).collect();
                    let chosen = views.iter().position(|view| *view == self.view).unwrap_or(0);
                    let changed = segmented(ui, "Show", chosen, &labels).changed;
                    self.view = changed.and_then(|index| views.get(index).copied()).unwrap_or(self.view);
                } else {
                    ui.label(RichText::new("Preview").font(type_strong()).color(Tokens::of(ui).text));
                }
                if let Some(preview) = preview {
                    about(ui, preview);
                }
            });
        });
    }
}

/// What there is to look at.
fn views(draft: ResponseDraft<'_>, preview: Option<&Preview>) -> Vec<View> {
    let is_there = |view: &View| match view {
        View::Preview => true,
        View::Fields => preview.is_some_and(|preview| !preview.fields.is_empty()),
        View::Schema => of_contract(draft).is_some(),
    };
    View::iter().filter(is_there).collect()
}

/// The body, where it is shaped after the contract.
fn of_contract<'a>(draft: ResponseDraft<'a>) -> Option<&'a GeneratedBody> {
    match &draft.response.body {
        Body::Generated(body) if body.from == GeneratedFrom::Contract => Some(body),
        _ => None,
    }
}

/// What can be done with the answer, from right to left.
fn tools(ui: &mut Ui, draft: ResponseDraft<'_>, preview: &Preview, actions: &mut Vec<Action>) {
    let app = draft.of.app;
    for (command, icon) in [(Command::FreezeAnswer, Icon::Freeze), (Command::RollPreview, Icon::Dice)] {
        let button = IconButton::new(icon, command.name()).shortcut(keys_text(ui, command)).enabled(command.is_enabled(app));
        if button.show(ui).on_hover_text(command.tooltip()).clicked() {
            actions.push(Action::Run(command));
        }
    }
    let text = format!("Seed {}", preview.seed);
    let tooltip = "Copy the seed. Sent as the header Mockwright-Seed, it gives this answer again";
    if Button::quiet(&text).small().tooltip(tooltip).show(ui).clicked() {
        ui.copy_text(preview.seed.to_string());
    }
}

/// What the answer is: its status, its edges, and the request it is for, as far as there is room.
fn about(ui: &mut Ui, preview: &Preview) {
    let tokens = Tokens::of(ui);
    ui.spacing_mut().item_spacing.x = GAP;
    ui.add_space(4.0);
    let words = if preview.asked.is_real { "for the last real request" } else { "for a sample request" };
    let told = format!("{words}, {}", preview.asked.request);
    if let Ok(rendering) = &preview.outcome {
        let status = rendering.status.as_u16();
        ui.label(RichText::new(status.to_string()).font(type_mono_small()).color(tokens.status(status))).on_hover_text(&told);
        if !rendering.edges.is_empty() {
            let edges: Vec<String> =
                rendering.edges.iter().map(|edge| format!("{}  {}", edge.pointer, edge.description)).collect();
            pill(ui, &if edges.len() == 1 { "1 edge".to_owned() } else { format!("{} edges", edges.len()) }, Tone::Accent)
                .on_hover_text(edges.join("\n"));
        }
    }
    if ui.available_width() > 40.0 {
        let label = Label::new(RichText::new(words).font(type_secondary()).color(tokens.muted)).truncate();
        ui.add(label).on_hover_text(told);
    }
}

/// What is said where nothing can be rendered.
fn nothing(ui: &mut Ui, draft: ResponseDraft<'_>, actions: &mut Vec<Action>) {
    if let Body::Generated(body) = &draft.response.body
        && body.content.as_str().trim().is_empty()
    {
        body_generated::nothing_yet(ui, draft, body.from, actions);
        return;
    }
    let has_problem = draft.problems().any(|problem| matches!(problem.place.part, Part::Body(_)));
    let text = if has_problem { "The preview comes back when the body is in order" } else { "There is nothing to preview" };
    ui.centered_and_justified(|ui| ui.label(RichText::new(text).color(Tokens::of(ui).muted)));
}

fn answer(ui: &mut Ui, preview: &Preview, focus: &mut Option<Focus>) {
    match &preview.outcome {
        Err(error) => failure(ui, error, focus),
        Ok(rendering) => match &rendering.body {
            RenderedBody::File(path) => {
                let text = format!("Sends the file {path}");
                ui.centered_and_justified(|ui| ui.label(RichText::new(text).color(Tokens::of(ui).muted)));
            }
            RenderedBody::Bytes(bytes) => {
                if let Some((line, column, reason)) = &preview.mistake {
                    complaint(ui, &format!("This answer is not JSON. Line {line}, column {column}: {reason}"));
                }
                CodeViewer::new("preview", bytes, preview.language()).name("Preview text").plain().show(ui);
            }
        },
    }
}

fn failure(ui: &mut Ui, error: &RenderError, focus: &mut Option<Focus>) {
    let place = match error.part {
        Part::Body(_) => format!("Line {}, column {}: ", error.line, error.column),
        Part::Header(_) => "In a header: ".to_owned(),
        Part::Status => "In the status: ".to_owned(),
        _ => String::new(),
    };
    if complaint(ui, &format!("{place}{}", error.message)).on_hover_text("Go to the place").clicked()
        && matches!(error.part, Part::Body(_))
    {
        *focus = Some(Focus::Body(Some((error.line, error.column))));
        ui.ctx().request_repaint();
    }
}

/// A line that says what is wrong; a click leads there.
fn complaint(ui: &mut Ui, text: &str) -> egui::Response {
    let tokens = Tokens::of(ui);
    let margin = egui::Margin::symmetric(GAP_LARGE as i8 - 8, 2);
    let frame = egui::Frame::new().outer_margin(margin).inner_margin(egui::Margin::symmetric(8, 4));
    let framed = frame.fill(tokens.tint(Tone::Error)).corner_radius(RADIUS).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.horizontal_top(|ui| {
            Icon::Warning.show(ui, tokens.error);
            let label = RichText::new(text).font(type_secondary()).color(tokens.text);
            ui.add(Label::new(label).wrap().sense(Sense::click()))
        })
        .inner
    });
    framed.inner
}
