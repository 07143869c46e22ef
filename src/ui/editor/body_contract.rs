//! What a body that is shaped after the contract has beside its text: a field that names one of the contract's schemas, and the
//! schema itself to read.

use std::sync::Arc;

use egui::{RichText, Ui};
use serde_json::{Value, json};

use super::{draft::ResponseDraft, suggestions::field_with_choices};
use crate::generate::json_pointer::{self, token};
use crate::{
    app::Action,
    model::{Body, GeneratedBody, JsonText, Language},
    ui::{
        code::CodeViewer,
        theme::{GAP, GAP_LARGE, GAP_SMALL, Tokens, type_secondary},
    },
};

/// How wide the field of the name is, and the room that it leaves for how many there are.
const FIELD_WIDTH: std::ops::RangeInclusive<f32> = 120.0..=400.0;
const COUNT_WIDTH: f32 = 120.0;

/// Where a document keeps its schemas by name: OpenAPI 3, and 2.0.
const PLACES: [&str; 2] = ["/components/schemas", "/definitions"];

/// The schemas of a document by name, and the reference that leads to one without its name.
fn schemas(document: &Value) -> Option<(&'static str, &serde_json::Map<String, Value>)> {
    PLACES.iter().find_map(|place| Some((*place, document.pointer(place)?.as_object()?)))
}

/// A name as part of a reference (RFC 6901, section 6).
fn reference(place: &str, name: &str) -> String {
    format!("#{place}/{}", token(name))
}

/// What the text refers to, where that is all it says, or all that its items are.
fn referred(text: &str) -> Option<String> {
    let schema: Value = serde_json::from_str(text).ok()?;
    let of = |schema: &Value| schema.get("$ref").and_then(Value::as_str).map(str::to_owned);
    of(&schema).or_else(|| schema.get("items").and_then(of))
}

/// Shows the field that names a schema.
pub(super) fn field(ui: &mut Ui, draft: ResponseDraft<'_>, body: &GeneratedBody, actions: &mut Vec<Action>) {
    let Some(link) = &draft.of.app.project().contract else { return };
    let Some((place, schemas)) = schemas(&link.document) else { return };
    let named = referred(body.content.as_str());
    let start = format!("#{place}/");
    let name = named.as_deref().and_then(|named| named.strip_prefix(&start)).unwrap_or_default();
    let name = json_pointer::name(name);
    ui.add_space(GAP_SMALL);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        ui.add_space(GAP_LARGE);
        ui.label(RichText::new("Schema").font(type_secondary()).color(Tokens::of(ui).muted));
        let id = ("contract schema", draft.response.id.as_str());
        // While a name is typed it may be no schema yet: the field keeps it, and the body what it was.
        let typed_id = ui.make_persistent_id((id, "typed"));
        let typed: Option<String> = ui.data(|data| data.get_temp(typed_id));
        let shown = typed.as_deref().unwrap_or(&name);
        let width = (ui.available_width() - COUNT_WIDTH).clamp(*FIELD_WIDTH.start(), *FIELD_WIDTH.end());
        let known = schemas.keys().map(String::as_str);
        let edited = field_with_choices(ui, id, "Schema of the contract", shown, known, |field| {
            field.mono().width(width).hint("Name one of the contract's schemas")
        });
        if let Some(typed) = &edited.changed {
            ui.data_mut(|data| data.insert_temp(typed_id, typed.clone()));
        } else if typed.is_some() && !edited.response.has_focus() {
            ui.data_mut(|data| data.remove::<String>(typed_id));
        }
        if let Some(name) = edited.changed.filter(|name| schemas.contains_key(name)) {
            let text = serde_json::to_string_pretty(&json!({ "$ref": reference(place, &name) })).unwrap_or_default();
            draft.edit(actions, "Choose schema", None, |response| {
                if let Body::Generated(body) = &mut response.body {
                    body.content = JsonText(text);
                }
            });
        }
        let many = if schemas.len() == 1 { "1 schema".to_owned() } else { format!("{} schemas", schemas.len()) };
        let many = RichText::new(format!("of {many}")).font(type_secondary()).color(Tokens::of(ui).muted);
        ui.add(egui::Label::new(many).truncate());
    });
}

/// The schema that a body refers to, laid out once.
#[derive(Debug, Default)]
pub(super) struct SchemaView {
    of: Option<(Arc<Value>, String)>,
    text: String,
}

impl SchemaView {
    /// Shows the schema to read.
    pub(super) fn show(&mut self, ui: &mut Ui, draft: ResponseDraft<'_>, body: &GeneratedBody) {
        let Some(link) = &draft.of.app.project().contract else { return };
        let content = body.content.as_str();
        let is_same = self.of.as_ref().is_some_and(|(document, of)| Arc::ptr_eq(document, &link.document) && of == content);
        if !is_same {
            self.text = laid_out(&link.document, content);
            self.of = Some((Arc::clone(&link.document), content.to_owned()));
        }
        CodeViewer::new("contract schema", self.text.as_bytes(), Language::Json).name("Schema text").plain().show(ui);
    }
}

fn laid_out(document: &Value, content: &str) -> String {
    let target = referred(content).and_then(|reference| document.pointer(reference.strip_prefix('#')?).cloned());
    let schema = target.or_else(|| serde_json::from_str(content).ok());
    schema.and_then(|schema| serde_json::to_string_pretty(&schema).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schema_is_found_by_what_a_body_refers_to() {
        let document = json!({"components": {"schemas": {"a/b": {"type": "string"}}}});
        let (place, all) = schemas(&document).unwrap();
        assert!(all.contains_key("a/b"));
        let text = json!({"$ref": reference(place, "a/b")}).to_string();
        assert_eq!(laid_out(&document, &text), "{\n  \"type\": \"string\"\n}");
        assert_eq!(laid_out(&document, &json!({"items": {"$ref": "#/components/schemas/a~1b"}}).to_string()).lines().count(), 3);
        assert_eq!(laid_out(&document, "{\"type\": \"null\"}"), "{\n  \"type\": \"null\"\n}");
        assert_eq!(laid_out(&document, "no JSON"), "");
    }
}
