//! Detaching a project from its contract: bodies that name the contract's schemas get the schemas themselves, so that they go on
//! answering as they did. Worked out on the runtime; a change that is made meanwhile makes it begin anew.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use serde_json::Value;

use super::{App, Command, Edit, Event, NoticeKind};
use crate::{
    generate::{
        random::{Random, Seed},
        schema::{Dialect, Mode, SchemaOptions, SchemaPlan, self_contained},
    },
    model::{Body, GeneratedBody, GeneratedFrom, JsonText, Language, Project},
};

/// The largest schema that a body carries itself. Some contracts have schemas that lead to nearly all others; with one of those in
/// each body no person could read the project any more.
const MAX_SCHEMA_BYTES: usize = 64 * 1024;

/// The project without its contract.
#[derive(Debug)]
pub(crate) struct Detached {
    from: Arc<Project>,
    project: Project,
    /// How many bodies answer one example from now on.
    frozen: usize,
}

impl App {
    /// Goes on without the contract.
    pub(super) fn detach_contract(&mut self) {
        let (from, sender) = (Arc::clone(self.document.project()), self.action_sender());
        self.runtime.spawn_blocking(move || sender.send_event(Event::Detached(Box::new(detached(from)))));
    }

    pub(super) fn on_detached(&mut self, Detached { from, project, frozen }: Detached) {
        if !Arc::ptr_eq(&from, self.document.project()) {
            // One that was opened meanwhile is none that was to be detached.
            if from.contract.as_ref().map(|link| Arc::as_ptr(&link.document))
                == self.project().contract.as_ref().map(|link| Arc::as_ptr(&link.document))
            {
                self.detach_contract();
            }
            return;
        }
        self.edit(Edit::TakeContract { project: Box::new(project), label: "Detach contract" });
        let bodies = if frozen == 1 { "1 body".to_owned() } else { format!("{frozen} bodies") };
        let text = match frozen {
            0 => "Detached from the contract".to_owned(),
            _ => format!("Detached. The schema of {bodies} is too large to be carried along: one example is answered instead"),
        };
        self.notices.show(NoticeKind::Done, text, Some(Command::Undo));
    }
}

fn detached(from: Arc<Project>) -> Detached {
    let mut project = Project::clone(&from);
    let mut frozen = 0;
    if let Some(link) = project.contract.take() {
        let own = own_bodies(&project, &link.document);
        for endpoint in &mut project.endpoints {
            if endpoint.contract.is_none() && !endpoint.responses.iter().any(|response| contract_body(&response.body).is_some()) {
                continue;
            }
            let endpoint = Arc::make_mut(endpoint);
            endpoint.contract = None;
            for response in &mut endpoint.responses {
                let Some(body) = contract_body(&response.body) else { continue };
                response.body = match own.get(body.content.as_str()) {
                    Some(Own::Schema(text)) => Body::Generated(GeneratedBody {
                        from: GeneratedFrom::Schema,
                        content: JsonText(text.clone()),
                        extra: body.extra.clone(),
                    }),
                    Some(Own::Example(text)) => {
                        frozen += 1;
                        Body::text(Language::Json, text.as_str())
                    }
                    // What names no schema was a problem before.
                    None => continue,
                };
            }
        }
    }
    Detached { from, project, frozen }
}

/// What a body has in place of the contract's schema.
enum Own {
    /// The schema, as text.
    Schema(String),
    /// One example of it.
    Example(String),
}

fn contract_body(body: &Body) -> Option<&GeneratedBody> {
    match body {
        Body::Generated(body) if body.from == GeneratedFrom::Contract => Some(body),
        _ => None,
    }
}

/// What takes the place of each body's text. All are looked for at once: they have most of what they refer to in common.
fn own_bodies(project: &Project, document: &Value) -> HashMap<String, Own> {
    let responses = project.endpoints.iter().flat_map(|endpoint| &endpoint.responses);
    let mut schemas: BTreeMap<&str, Value> = BTreeMap::new();
    for text in responses.filter_map(|response| contract_body(&response.body)).map(|body| body.content.as_str()) {
        if !schemas.contains_key(text)
            && let Ok(schema) = serde_json::from_str::<Value>(text)
        {
            schemas.insert(text, schema);
        }
    }
    let options = SchemaOptions { dialect: Dialect::of_openapi(document), ..SchemaOptions::default() };
    let pretty = |value: &Value| serde_json::to_string_pretty(value).unwrap_or_default();
    let all: Vec<&Value> = schemas.values().collect();
    let found = self_contained(&all, document, &options, MAX_SCHEMA_BYTES);
    let mut own = HashMap::new();
    let mut large: Vec<(&str, &Value)> = Vec::new();
    for ((text, schema), found) in schemas.iter().zip(found) {
        match found {
            Some(found) => {
                own.insert((*text).to_owned(), Own::Schema(pretty(&found)));
            }
            None => large.push((*text, schema)),
        }
    }
    let large_schemas: Vec<&Value> = large.iter().map(|(_, schema)| *schema).collect();
    let plans = if large.is_empty() { Vec::new() } else { SchemaPlan::compile_all(&large_schemas, document, &options) };
    for ((text, _), plan) in large.iter().zip(plans) {
        let example = plan.generate(&mut Random::new(Seed(1)), Mode::Normal).value;
        own.insert((*text).to_owned(), Own::Example(pretty(&example)));
    }
    own
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn bodies_carry_their_schemas_or_an_example_of_what_is_too_large() {
        let wide: serde_json::Map<String, Value> =
            (0..3_000).map(|at| (format!("member_{at}"), json!({"type": "boolean"}))).collect();
        let project: Project = serde_json::from_value(json!({
            "mockwright": 1,
            "contract": {"source": "pets.json", "document": {"openapi": "3.0.3", "paths": {}, "components": {"schemas": {
                "Pet": {"type": "object", "required": ["owner"], "properties": {"owner": {"$ref": "#/components/schemas/Owner"}}},
                "Owner": {"type": "integer", "nullable": true, "minimum": 7},
                "Wide": {"type": "object", "required": ["member_0"], "properties": wide}
            }}}},
            "endpoints": [{"id": "e", "method": "GET", "path": "/pet", "contract": {"operation": "GET /pet"}, "responses": [
                {"id": "a", "status": 200, "body": {"generated": {"from": "contract", "json": {"$ref": "#/components/schemas/Pet"}}}},
                {"id": "b", "status": 200, "body": {"generated": {"from": "contract", "json": {"$ref": "#/components/schemas/Wide"}}}},
                {"id": "c", "status": 200, "body": {"text": {"json": {}}}}
            ]}]
        }))
        .unwrap();
        let detached = detached(Arc::new(project));
        assert!(detached.project.contract.is_none() && detached.project.endpoints[0].contract.is_none());
        assert_eq!(detached.frozen, 1, "the written body is none of them");
        let [pet, wide, _] = detached.project.endpoints[0].responses.as_slice() else { panic!("three responses") };
        let Body::Generated(pet) = &pet.body else { panic!("{pet:?}") };
        let schema: Value = serde_json::from_str(pet.content.as_str()).unwrap();
        assert_eq!(pet.from, GeneratedFrom::Schema);
        let plan = SchemaPlan::compile(&schema, &schema, &SchemaOptions::default()).unwrap();
        for seed in 0..20 {
            let owner = plan.generate(&mut Random::new(Seed(seed)), Mode::Normal).value["owner"].clone();
            assert!(owner.is_null() || owner.as_i64().is_some_and(|number| number >= 7), "{owner}");
        }
        let Body::Text(wide) = &wide.body else { panic!("{wide:?}") };
        assert!(serde_json::from_str::<Value>(wide.content.as_str()).unwrap()["member_0"].is_boolean());
    }
}
