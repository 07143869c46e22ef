//! The settings of dynamic answers: seed, language, edge cases, and what templates and field names stand for.

use std::collections::BTreeMap;

use egui::Ui;
use serde_json::Value;

use super::{
    FIELD_WIDTH, Setting,
    entries::{Entries, Row},
    grid, note, row, wrong,
};
use crate::{
    app::App,
    generate::faker::Locale,
    model::{Extra, Part, Settings},
    ui::widget::{Combo, TextField, toggle},
};

/// Shows them.
pub(super) fn show(ui: &mut Ui, app: &App, set: &mut Setting<'_>) {
    let old = &app.project().settings;
    grid(ui, "dynamic settings", |ui| {
        row(ui, "Fixed seed", "Where every random choice begins; a request can ask for another one", |ui| seed(ui, old, set));
        row(ui, "Language", "Of the names, addresses and texts that are made up", |ui| locale(ui, app, set));
        row(ui, "Edge cases", "Generated bodies at the limits of what is valid: empty, longest, extreme, null", |ui| {
            if let Some(on) = toggle(ui, "Edge cases", "Answer with them", old.edge_cases).changed {
                set("edge cases", &|settings| settings.edge_cases = on);
            }
        });
        row(ui, "Environment variables", "Templates see those whose names start with this", |ui| {
            ui.vertical(|ui| {
                let prefix = &old.environment_prefix;
                let field = TextField::new("prefix", "Environment variable prefix", prefix).mono().width(FIELD_WIDTH);
                if let Some(prefix) = field.hint("MOCK_").show(ui).changed {
                    set("environment prefix", &|settings| settings.environment_prefix.clone_from(&prefix));
                }
                let example = if prefix.is_empty() { "No template sees any of them".to_owned() } else { read_as("env", prefix) };
                note(ui, &example);
            });
        });
        row(ui, "Variables", "Values that templates read by their names", |ui| {
            ui.vertical(|ui| variables(ui, old, set));
        });
        row(ui, "Field names", "What fields of these names are made as in generated bodies", |ui| {
            ui.vertical(|ui| fields(ui, app, set));
        });
    });
}

fn read_as(root: &str, name: &str) -> String {
    format!("Read in templates as {{{{{root}.{name}…}}}}")
}

fn seed(ui: &mut Ui, old: &Settings, set: &mut Setting<'_>) {
    ui.vertical(|ui| {
        let text = old.seed.map(|seed| seed.to_string()).unwrap_or_default();
        let field = TextField::new("seed", "Fixed seed", &text).mono().width(FIELD_WIDTH).hint("A new one for each answer");
        if let Some(text) = field.show(ui).changed {
            let seed = text.trim().parse::<u64>().ok();
            // What is no number is not taken, so the field goes on showing the last one.
            if seed.is_some() || text.trim().is_empty() {
                set("seed", &|settings| settings.seed = seed);
            }
        }
        note(
            ui,
            match old.seed {
                Some(_) => "The n-th call of an endpoint gets the same answer on every machine",
                None => "Each answer's seed is in the log, and sending it back gives the same answer",
            },
        );
    });
}

fn locale(ui: &mut Ui, app: &App, set: &mut Setting<'_>) {
    let code = &app.project().settings.locale;
    let chosen = if code.is_empty() { Some(Locale::default()) } else { code.parse().ok() };
    let labels = Locale::ALL.map(language);
    let index = chosen.and_then(|chosen| Locale::ALL.iter().position(|locale| *locale == chosen));
    let current = chosen.map_or(code.as_str(), |locale| language(locale));
    ui.vertical(|ui| {
        let edited = Combo::new("locale", "Language").width(FIELD_WIDTH).show_text(ui, current, index, &labels);
        if let Some(locale) = edited.changed.and_then(|index| Locale::ALL.get(index)) {
            // The usual one need not stand in the file.
            let code = if *locale == Locale::default() { "" } else { locale.code() };
            set("locale", &|settings| code.clone_into(&mut settings.locale));
        }
        if chosen.is_none()
            && let Some(problem) = problem_about(app, code)
        {
            wrong(ui, problem, FIELD_WIDTH);
        }
    });
}

/// A locale's language, with the country where there are two.
fn language(locale: Locale) -> &'static str {
    match locale {
        Locale::En => "English",
        Locale::FrFr => "French",
        Locale::DeDe => "German",
        Locale::ItIt => "Italian",
        Locale::JaJp => "Japanese",
        Locale::PtBr => "Portuguese, Brazil",
        Locale::PtPt => "Portuguese, Portugal",
        Locale::ZhCn => "Chinese, simplified",
        Locale::ZhTw => "Chinese, traditional",
        Locale::ArSa => "Arabic",
        Locale::CyGb => "Welsh",
        Locale::FaIr => "Persian",
        Locale::NlNl => "Dutch",
        Locale::TrTr => "Turkish",
    }
}

/// What is wrong in the settings with what stands in quotes in the message.
fn problem_about<'a>(app: &'a App, text: &str) -> Option<&'a str> {
    let quoted = format!("{text:?}");
    let mut problems = app.problems().iter().filter(|problem| problem.place.part == Part::Settings);
    problems.find(|problem| problem.message.contains(&quoted)).map(|problem| problem.message.as_str())
}

fn variables(ui: &mut Ui, old: &Settings, set: &mut Setting<'_>) {
    let stored = old.variables.iter().map(|(name, value)| (name.clone(), text_of(value))).collect();
    let entries = Entries { name: "Variable", hint: "Add a variable", value_hint: "Text or JSON" };
    let changed = entries.show(ui, stored, |rows| variables_of(rows) == old.variables, |_| None);
    if let Some(rows) = changed {
        set("variables", &|settings| settings.variables = variables_of(&rows));
    }
    if let Some(name) = old.variables.keys().next() {
        note(ui, &format!("Read in templates as {{{{vars.{name}}}}}"));
    }
}

/// The variables that rows come to: of those with one name the first counts, those without a name do not.
fn variables_of(rows: &[Row]) -> Extra {
    let mut variables = Extra::new();
    for (name, text) in rows.iter().filter(|(name, _)| !name.is_empty()) {
        variables.entry(name.clone()).or_insert_with(|| value_of(text));
    }
    variables
}

/// What is JSON is that value, everything else a text.
fn value_of(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| Value::from(text))
}

/// A value as one types it: a text without quotes, unless it would be read as something else.
fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) if value_of(text) == *value => text.clone(),
        other => other.to_string(),
    }
}

fn fields(ui: &mut Ui, app: &App, set: &mut Setting<'_>) {
    let old = &app.project().settings;
    let stored = old.fields.iter().map(|(name, kind)| (name.clone(), kind.clone())).collect();
    let entries = Entries { name: "Field", hint: "Add a field name", value_hint: "faker commerce.isbn" };
    let problem = |(name, _): &Row| old.fields.get(name).and_then(|_| problem_about(app, name)).map(reason);
    let changed = entries.show(ui, stored, |rows| fields_of(rows) == old.fields, problem);
    if let Some(rows) = changed {
        set("fields", &|settings| settings.fields = fields_of(&rows));
    }
    note(ui, "Such as faker commerce.isbn, or one of: S, M, L");
}

fn fields_of(rows: &[Row]) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::new();
    for (name, kind) in rows.iter().filter(|(name, _)| !name.is_empty()) {
        fields.entry(name.clone()).or_insert_with(|| kind.clone());
    }
    fields
}

/// What follows the name in a message: the name stands beside it already.
fn reason(message: &str) -> String {
    message.split_once("\" are: ").map_or(message, |(_, reason)| reason).to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_json_is_that_json_and_everything_else_a_text() {
        for (text, value) in [
            ("42", json!(42)),
            ("{\"a\":[1]}", json!({"a": [1]})),
            ("\"42\"", json!("42")),
            ("v1.2", json!("v1.2")),
            ("", json!("")),
        ] {
            assert_eq!(value_of(text), value);
            assert_eq!(text_of(&value), text);
        }
    }

    #[test]
    fn the_first_of_two_rows_of_a_name_counts() {
        let rows = [("a", "1"), ("", "x"), ("a", "2")].map(|(name, text)| (name.to_owned(), text.to_owned()));
        assert_eq!(variables_of(&rows), *json!({"a": 1}).as_object().unwrap());
        assert_eq!(fields_of(&rows).len(), 1);
    }
}
