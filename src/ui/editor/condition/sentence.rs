//! One comparison as a sentence: subject, name, operator, value, and its options.

use egui::{IdSalt, Ui};
use strum::IntoEnumIterator as _;

use super::value::{as_text, shaped};
use crate::{
    engine::Scenarios,
    model::{Comparison, JsonText, Language, Operand, OperandKind, Operator, SubjectKind},
    ui::{
        code::{self, CodeEditor, CodeMark},
        editor::{code_box::code_box, header_names::REQUEST_NAMES, suggestions::field_with_suggestions},
        icon::Icon,
        list_field::list_field,
        theme::{Tokens, Tone},
        widget::{Combo, IconButton, MenuRow, TextField, menu},
    },
};

/// The narrowest a value stands beside its operator; with less room it stands under it.
const MIN_VALUE_WIDTH: f32 = 110.0;
/// The room for the options and the remove button at the right end of a row.
pub(super) const BUTTONS_WIDTH: f32 = 2.0 * 28.0 + 6.0;

/// What a sentence is shown with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context<'a> {
    /// Counts from 1, through all groups; controls are named by it.
    pub(super) number: usize,
    /// Keeps the controls of one sentence apart from those of the others.
    pub(super) id: IdSalt,
    /// What is wrong with it.
    pub(super) problem: Option<&'a str>,
    /// The parameters of the endpoint's path, offered as names.
    pub(super) parameters: &'a [String],
    /// The scenarios of the project, offered as names.
    pub(super) scenarios: &'a Scenarios,
    /// It takes the keyboard in this frame.
    pub(super) focus: bool,
    /// A JSON value is formatted if it has the keyboard.
    pub(super) wants_format: bool,
}

/// What was done with a sentence.
#[derive(Debug, Default)]
pub(super) struct Output {
    /// What it says now, if that changed.
    pub(super) changed: Option<Comparison>,
    /// The remove button was pressed.
    pub(super) remove: bool,
    /// What was typed into, so that a burst of typing is one undo step; none for a choice.
    pub(super) field: Option<&'static str>,
    /// The value had the keyboard and was formatted, or could not be.
    pub(super) formatted: bool,
}

/// Shows the sentence in the rest of a row.
pub(super) fn show(ui: &mut Ui, comparison: &Comparison, context: Context<'_>) -> Output {
    let mut output = Output::default();
    let number = context.number;
    subject(ui, comparison, context, &mut output);
    operator(ui, comparison, context, &mut output);
    let kind = comparison.operator.operand();
    let is_block = matches!(kind, OperandKind::Json | OperandKind::Schema);
    let room = ui.available_width() - BUTTONS_WIDTH;
    if kind != OperandKind::Nothing && !is_block && room >= MIN_VALUE_WIDTH {
        value(ui, comparison, context, room - 6.0, &mut output);
    }
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        output.remove = IconButton::new(Icon::Close, &format!("Remove condition {number}")).show(ui).clicked();
        options(ui, comparison, number, &mut output);
    });
    output
}

/// Whether something of the sentence has no room in its row.
pub(super) fn needs_more(comparison: &Comparison, context: Context<'_>, had_room: f32) -> bool {
    let fits = match comparison.operator.operand() {
        OperandKind::Nothing => true,
        OperandKind::Json | OperandKind::Schema => false,
        _ => had_room >= MIN_VALUE_WIDTH,
    };
    !fits || context.problem.is_some()
}

/// Shows what of the sentence has no room in its row: a long value, and what is wrong.
pub(super) fn show_below(ui: &mut Ui, comparison: &Comparison, context: Context<'_>, had_room: f32, output: &mut Output) {
    let kind = comparison.operator.operand();
    match kind {
        OperandKind::Nothing => {}
        OperandKind::Json | OperandKind::Schema => json_value(ui, comparison, context, output),
        _ if had_room < MIN_VALUE_WIDTH => value(ui, comparison, context, ui.available_width() - BUTTONS_WIDTH, output),
        _ => {}
    }
    if let Some(problem) = context.problem {
        let color = Tokens::of(ui).error;
        ui.label(egui::RichText::new(problem).font(crate::ui::theme::type_secondary()).color(color));
    }
}

/// The room that is left for the value in a row of that width.
pub(super) fn value_room(ui: &Ui, comparison: &Comparison, width: f32) -> f32 {
    let words =
        |text: &str| ui.painter().layout_no_wrap(text.to_owned(), crate::ui::theme::type_body(), egui::Color32::WHITE).size().x;
    let kind = comparison.subject.kind();
    let name = if kind.name_hint().is_some() { name_width(width) + 6.0 } else { 0.0 };
    width - words(kind.label()) - 36.0 - 6.0 - name - words(operator_label(comparison)) - 36.0 - 6.0 - BUTTONS_WIDTH
}

fn name_width(width: f32) -> f32 {
    (width * 0.22).clamp(84.0, 180.0)
}

fn operator_label(comparison: &Comparison) -> &'static str {
    if comparison.negate { comparison.operator.negated_label() } else { comparison.operator.label() }
}

fn change(comparison: &Comparison, output: &mut Output, field: Option<&'static str>, change: impl FnOnce(&mut Comparison)) {
    let mut changed = output.changed.take().unwrap_or_else(|| comparison.clone());
    change(&mut changed);
    output.changed = Some(changed);
    output.field = field;
}

fn subject(ui: &mut Ui, comparison: &Comparison, context: Context<'_>, output: &mut Output) {
    let number = context.number;
    let whole = ui.available_width();
    let kinds: Vec<SubjectKind> = SubjectKind::iter().collect();
    let labels: Vec<&str> = kinds.iter().map(|kind| kind.label()).collect();
    let kind = comparison.subject.kind();
    let chosen = kinds.iter().position(|other| *other == kind).unwrap_or(0);
    let edited = Combo::new((context.id, "subject"), &format!("Condition {number} subject")).show(ui, chosen, &labels);
    if let Some(kind) = edited.changed.and_then(|index| kinds.get(index)) {
        let name = comparison.subject.name().unwrap_or_default().to_owned();
        change(comparison, output, None, |comparison| comparison.subject = kind.named(name));
    }
    let Some(hint) = kind.name_hint() else { return };
    let name = comparison.subject.name().unwrap_or_default();
    let known: Vec<&str> = match kind {
        SubjectKind::Header => REQUEST_NAMES.to_vec(),
        SubjectKind::PathParameter => context.parameters.iter().map(String::as_str).collect(),
        SubjectKind::ScenarioState => context.scenarios.iter().map(|scenario| &*scenario.name).collect(),
        _ => Vec::new(),
    };
    let field_name = format!("Condition {number} name");
    let error = context.problem.filter(|_| name.is_empty());
    let edited = field_with_suggestions(ui, (context.id, "name"), &field_name, name, known.into_iter(), |field| {
        let wants_focus = context.focus && (name.is_empty() || comparison.operator.operand() == OperandKind::Nothing);
        field.hint(hint).mono().width(name_width(whole)).error(error).message_in_tooltip().focus(wants_focus)
    });
    if let Some(name) = edited.changed {
        change(comparison, output, Some("name"), |comparison| comparison.subject = kind.named(name));
    }
}

fn operator(ui: &mut Ui, comparison: &Comparison, context: Context<'_>, output: &mut Output) {
    let operators: Vec<Operator> = Operator::iter().collect();
    let labels: Vec<&str> =
        operators.iter().map(|operator| if comparison.negate { operator.negated_label() } else { operator.label() }).collect();
    let chosen = operators.iter().position(|other| *other == comparison.operator).unwrap_or(0);
    let name = format!("Condition {} operator", context.number);
    let edited = Combo::new((context.id, "operator"), &name).show(ui, chosen, &labels);
    let edited = edited.on_hover_text(comparison.operator.documentation());
    if let Some(operator) = edited.changed.and_then(|index| operators.get(index)) {
        change(comparison, output, None, |comparison| {
            comparison.operator = *operator;
            comparison.value = shaped(&comparison.value, operator.operand());
        });
    }
}

fn value(ui: &mut Ui, comparison: &Comparison, context: Context<'_>, width: f32, output: &mut Output) {
    let kind = comparison.operator.operand();
    let id = (context.id, "value");
    let hint = match kind {
        OperandKind::Regex => "^regular expression$",
        OperandKind::List => "one, \"two, three\"",
        OperandKind::Number => "10",
        OperandKind::Date => "2026-01-31T12:00:00Z",
        _ => "value",
    };
    let is_named = comparison.subject.name().is_none_or(|name| !name.is_empty());
    let (name, text) = (format!("Condition {} value", context.number), as_text(&comparison.value));
    let field = TextField::new(id, &name, &text)
        .hint(hint)
        .mono()
        .width(width.max(60.0))
        .error(context.problem)
        .message_in_tooltip()
        .focus(context.focus && is_named);
    let changed = match (kind, &comparison.value) {
        (OperandKind::List, Operand::List(texts)) => list_field(ui, id, field, texts).changed.map(Operand::List),
        _ => field.show(ui).changed.map(Operand::Text),
    };
    if let Some(value) = changed {
        let value = shaped(&value, kind);
        change(comparison, output, Some("value"), |comparison| comparison.value = value);
    }
}

/// A value that is JSON, in a field of several lines.
fn json_value(ui: &mut Ui, comparison: &Comparison, context: Context<'_>, output: &mut Output) {
    let text = as_text(&comparison.value);
    let width = (ui.available_width() - BUTTONS_WIDTH).max(120.0);
    let mark = code::check(ui, &text).map(|mistake| CodeMark {
        line: mistake.line,
        column: mistake.column,
        tone: Tone::Error,
        message: mistake.message,
    });
    let name = format!("Condition {} value", context.number);
    let editor = CodeEditor::new((context.id, "json"), &text, Language::Json)
        .name(&name)
        .problems(mark.as_slice())
        .caret(context.focus.then_some(text.len()))
        .hint("JSON");
    let edited = code_box(ui, &text, width, context.problem.is_some(), editor);
    output.formatted = context.wants_format && edited.response.has_focus();
    let formatted = output.formatted.then(|| code::format(&text, Language::Json).ok()).flatten();
    if let Some(text) = edited.changed.or(formatted.filter(|formatted| *formatted != text)) {
        change(comparison, output, Some("value"), |comparison| comparison.value = Operand::Json(JsonText(text)));
    }
}

/// The small menu of what changes how the sentence is read.
fn options(ui: &mut Ui, comparison: &Comparison, number: usize, output: &mut Output) {
    let is_json = comparison.operator == Operator::JsonEquals;
    let is_set = comparison.ignore_case || comparison.ignore_order || comparison.ignore_extra;
    let name = format!("Options of condition {number}");
    let button = IconButton::new(Icon::More, &name).selected(is_set).show(ui);
    menu(&button, |ui| {
        let mut row = |text: &str, on: bool, set: fn(&mut Comparison)| {
            if MenuRow::new(text).checked(on).show(ui).clicked() {
                change(comparison, output, None, set);
            }
        };
        let not = format!("Not: {}", comparison.operator.negated_label());
        row(&not, comparison.negate, |comparison| comparison.negate = !comparison.negate);
        if comparison.operator.can_ignore_case() {
            row("Ignore case", comparison.ignore_case, |comparison| comparison.ignore_case = !comparison.ignore_case);
        }
        if is_json {
            row("Ignore the order of arrays", comparison.ignore_order, |comparison| {
                comparison.ignore_order = !comparison.ignore_order;
            });
            row("Ignore extra members", comparison.ignore_extra, |comparison| comparison.ignore_extra = !comparison.ignore_extra);
        }
    });
}
