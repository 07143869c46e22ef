//! The editor of a generated body: what its answers are shaped after, and whether they go to the limits of what is valid.

use egui::{Align, Layout, Ui, vec2};
use strum::IntoEnumIterator as _;

use super::{Focus, body::wanted_caret, draft::ResponseDraft};
use crate::{
    app::{Action, Command, Preview},
    model::{Body, GeneratedBody, GeneratedFrom, JsonText, Language, ResponseId},
    ui::{
        code::{CodeEditor, CodeMark, CodeOutput},
        icon::Icon,
        theme::{CONTROL_HEIGHT, GAP_LARGE},
        widget::{Button, Combo, EmptyState, IconButton, segmented_with},
    },
};

/// What a body was shaped after before that was changed, so that changing back loses nothing.
#[derive(Debug, Default)]
pub(super) struct Earlier {
    response: Option<ResponseId>,
    contents: Vec<(GeneratedFrom, JsonText)>,
}

/// What the editor says while it is empty.
fn hint(from: GeneratedFrom) -> &'static str {
    match from {
        GeneratedFrom::Example => "Paste JSON as an answer might be, such as { \"id\": 1, \"email\": \"ada@example.com\" }",
        GeneratedFrom::Schema => "Paste a JSON Schema, such as { \"type\": \"object\", \"properties\": { … } }",
        GeneratedFrom::Fields => "Type field names, such as id, email, address.city, items[].price",
        GeneratedFrom::Contract => "Name a schema of the contract, such as { \"$ref\": \"#/components/schemas/Pet\" }",
    }
}

/// A body to begin with.
fn starter(from: GeneratedFrom) -> &'static str {
    match from {
        GeneratedFrom::Example => {
            "{\n  \"id\": 1,\n  \"first_name\": \"Ada\",\n  \"last_name\": \"Lovelace\",\n  \"email\": \"ada@example.com\",\n  \
             \"created_at\": \"2024-01-01T00:00:00Z\"\n}"
        }
        GeneratedFrom::Schema => {
            "{\n  \"type\": \"object\",\n  \"required\": [\n    \"id\",\n    \"email\"\n  ],\n  \"properties\": {\n    \"id\": {\n      \
             \"type\": \"integer\",\n      \"minimum\": 1\n    },\n    \"email\": {\n      \"type\": \"string\",\n      \
             \"format\": \"email\"\n    }\n  }\n}"
        }
        GeneratedFrom::Fields => "id\nfirst_name\nlast_name\nemail\ncreated_at",
        GeneratedFrom::Contract => "{\n  \"$ref\": \"#/components/schemas/Pet\"\n}",
    }
}

/// What stands in the preview's place while there is nothing to shape an answer after.
pub(super) fn nothing_yet(ui: &mut Ui, draft: ResponseDraft<'_>, from: GeneratedFrom, actions: &mut Vec<Action>) {
    let text = match from {
        GeneratedFrom::Example => "Paste JSON, and each answer has other values of the same kinds",
        GeneratedFrom::Schema => "Paste a JSON Schema, and each answer is valid against it",
        GeneratedFrom::Fields => "Type names, and each answer has values that fit them",
        GeneratedFrom::Contract => "Name a schema of the contract, and each answer is valid against it",
    };
    let wants_starter = EmptyState::new("Nothing to go by yet", text)
        .show(ui, |ui| Button::secondary("Try it with an example").icon(Icon::Sparkle).show(ui).clicked());
    if wants_starter {
        set_content(draft, from, JsonText(starter(from).to_owned()), actions);
    }
}

fn set_content(draft: ResponseDraft<'_>, from: GeneratedFrom, content: JsonText, actions: &mut Vec<Action>) {
    draft.edit(actions, "Change body", None, |response| {
        if let Body::Generated(body) = &mut response.body {
            (body.from, body.content) = (from, content);
        }
    });
}

/// Shows the row that says what the body is shaped after and how.
pub(super) fn switches(
    ui: &mut Ui,
    draft: ResponseDraft<'_>,
    body: &GeneratedBody,
    earlier: &mut Earlier,
    actions: &mut Vec<Action>,
) {
    ui.horizontal(|ui| {
        ui.add_space(GAP_LARGE);
        // Without a contract there is nothing that its schemas could be.
        let has_contract = draft.of.app.project().contract.is_some() || body.from == GeneratedFrom::Contract;
        let kinds: Vec<GeneratedFrom> =
            GeneratedFrom::iter().filter(|kind| has_contract || *kind != GeneratedFrom::Contract).collect();
        let labels: Vec<&str> = kinds.iter().map(|kind| kind.label()).collect();
        let chosen = kinds.iter().position(|kind| *kind == body.from).unwrap_or(0);
        let describe = |index: usize| kinds.get(index).map_or("", |kind| kind.description());
        let edited = segmented_with(ui, "Shaped after", chosen, &labels, describe);
        if let Some(from) = edited.changed.and_then(|index| kinds.get(index)) {
            earlier.change(draft, body, *from, actions);
        }
        let rest = vec2(ui.available_width(), CONTROL_HEIGHT);
        ui.allocate_ui_with_layout(rest, Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            ui.add_space(GAP_LARGE);
            let names = IconButton::new(Icon::Info, Command::FieldNames.name()).show(ui);
            if names.on_hover_text(Command::FieldNames.tooltip()).clicked() {
                actions.push(Action::Run(Command::FieldNames));
            }
            edge_cases(ui, draft, actions);
        });
    });
}

/// Whether answers go to the limits of what is valid.
fn edge_cases(ui: &mut Ui, draft: ResponseDraft<'_>, actions: &mut Vec<Action>) {
    const CHOICES: [Option<bool>; 3] = [None, Some(true), Some(false)];
    let of_project = draft.of.app.project().settings.edge_cases;
    let labels = [if of_project { "As the project (on)" } else { "As the project (off)" }, "On", "Off"];
    let now = draft.response.edge_cases;
    let closed = if now.unwrap_or(of_project) { "Edge cases on" } else { "Edge cases off" };
    let chosen = CHOICES.iter().position(|choice| *choice == now);
    let combo = Combo::new("edge cases", "Edge cases").quiet().show_text(ui, closed, chosen, &labels);
    let changed = combo.changed;
    combo.response.on_hover_text("Whether values go to the limits of what is valid: empty, longest, largest, null");
    if let Some(choice) = changed.and_then(|index| CHOICES.get(index)) {
        draft.edit(actions, "Change edge cases", None, |response| response.edge_cases = *choice);
    }
}

impl Earlier {
    fn change(&mut self, draft: ResponseDraft<'_>, body: &GeneratedBody, from: GeneratedFrom, actions: &mut Vec<Action>) {
        if self.response.as_ref() != Some(&draft.response.id) {
            *self = Self { response: Some(draft.response.id.clone()), contents: Vec::new() };
        }
        self.contents.retain(|(kind, _)| *kind != body.from);
        self.contents.push((body.from, body.content.clone()));
        let known = self.contents.iter().find(|(kind, _)| *kind == from).map(|(_, content)| content.clone());
        let preview = draft.of.app.preview().map(|preview| &**preview);
        let content = known.or_else(|| preview.and_then(|preview| carried_over(preview, from))).unwrap_or_default();
        set_content(draft, from, content, actions);
    }
}

/// What the answer of a body says of itself in another way: as an example, or as a list of names.
fn carried_over(preview: &Preview, from: GeneratedFrom) -> Option<JsonText> {
    let text = match from {
        GeneratedFrom::Example => std::str::from_utf8(preview.body()?).ok()?.to_owned(),
        GeneratedFrom::Fields => preview.fields.iter().map(|field| field.path.as_str()).collect::<Vec<_>>().join("\n"),
        GeneratedFrom::Schema | GeneratedFrom::Contract => return None,
    };
    Some(JsonText(text))
}

/// What the text that the body is shaped after is written in.
pub(super) fn language(body: &GeneratedBody) -> Language {
    if body.from == GeneratedFrom::Fields { Language::Plain } else { Language::Json }
}

/// Shows the text that the body is shaped after.
pub(super) fn text(
    ui: &mut Ui,
    draft: ResponseDraft<'_>,
    body: &GeneratedBody,
    marks: &[CodeMark],
    focus: &mut Option<Focus>,
) -> CodeOutput {
    let text = body.content.as_str();
    CodeEditor::new(("generated", draft.response.id.as_str()), text, language(body))
        .problems(marks)
        .caret(wanted_caret(focus, text))
        .hint(hint(body.from))
        .show(ui)
}
