//! Every change of a contract, one by one, taken over into a project that a person changed in many places: what comes of it is
//! what the new contract gives, plus what the person changed.

use std::sync::Arc;

use serde_json::{Value, json};

use super::*;
use crate::{
    contract::{
        Contract, derive,
        difference::{
            differences, take_all,
            tests::{changes, shop, with_change},
        },
    },
    model::{
        Body, CheckMode, Comparison, Condition, Delay, Extra, Header, KeptDifference, Language, Operator, Response, ResponseId,
        Subject,
    },
};

const LIST: &str = "GET /pets";
const ADD: &str = "POST /pets";
const GET: &str = "GET /pets/{id}";

/// The shop, with one more answer and one more operation for a person to remove.
fn contract() -> Value {
    let document = with_change(shop(), "/paths/~1pets~1{id}/get/responses/404", &json!({ "description": "None" }));
    with_change(document, "/paths/~1stores", &json!({ "get": { "responses": { "200": { "description": "Stores" } } } }))
}

fn derived(document: &Value) -> Project {
    derive(&Contract::view(&Arc::new(document.clone())), "shop.yaml")
}

fn id(operation: &str) -> EndpointId {
    let project = derived(&contract());
    let is_it = |endpoint: &&Arc<Endpoint>| endpoint.contract.as_ref().is_some_and(|contract| contract.operation == operation);
    project.endpoints.iter().find(is_it).unwrap().id.clone()
}

fn response(operation: &str, status: &str) -> ResponseId {
    ResponseId::new(format!("{}-{status}", id(operation)))
}

/// What a person changed, wherever it is there to be changed.
fn edited(mut project: Project) -> Project {
    project.name = "Our shop".to_owned();
    project.settings.port = 4711;
    if let Some(list) = project.endpoint_mut(&id(LIST)) {
        list.path = "/v1/animals".to_owned();
        if let Some(answer) = list.response_mut(&response(LIST, "200")) {
            answer.body = Body::text(Language::Json, "[{\"id\": 7}]");
            answer.delay = Some(Delay::Fixed { ms: 250 });
            if let Some(total) = answer.headers.iter_mut().find(|header| header.name.eq_ignore_ascii_case("X-Total")) {
                total.value = "1".to_owned();
            }
            answer.headers.push(Header::new("X-Own", "1"));
        }
        if let Some(answer) = list.response_mut(&response(LIST, "404")) {
            answer.status = 410;
            answer.condition =
                Some(Condition::Compare(Comparison::new(Subject::Query("gone".to_owned()), Operator::Equals, "yes")));
        }
    }
    if let Some(add) = project.endpoint_mut(&id(ADD)) {
        add.responses.push(Response::new(ResponseId::new("full"), 507));
        if let Some(contract) = &mut add.contract {
            contract.requests = Some(CheckMode::Off);
        }
    }
    if let Some(get) = project.endpoint_mut(&id(GET)) {
        get.responses.retain(|answer| answer.id != response(GET, "404"));
    }
    project.endpoints.retain(|endpoint| endpoint.id != id("GET /stores"));
    if let Some(at) = project.position(&id(ADD)) {
        let add = project.endpoints.remove(at);
        project.endpoints.insert(0, add);
    }
    project.endpoints.insert(0, Arc::new(Endpoint::new(EndpointId::new("own"), "GET", "/own")));
    project
}

/// The parts that the contract and the person change both, by the change of the contract.
fn clashes(pointer: &str, value: &Value) -> &'static [&'static str] {
    match (pointer, value) {
        // The whole endpoint, which the person changed.
        ("/paths/~1pets/post", _) => &["POST /pets"],
        ("/servers/0/url", value) if value == "https://shop.example/v2" => &["GET /pets path", "GET /stores"],
        // The 404 then answers by itself, where the person gave it another condition.
        ("/paths/~1pets/get/responses/200", _) => &["GET /pets 200", "GET /pets 404 condition"],
        ("/paths/~1pets/get/responses/404", _) => &["GET /pets 404"],
        ("/paths/~1pets/get/responses/200/headers/X-Total", _) => &["GET /pets 200 headers/x-total/1"],
        _ => &[],
    }
}

fn shown(conflict: &ContractConflict, projects: [&Project; 2]) -> String {
    let Some(id) = &conflict.endpoint else { return conflict.part.clone() };
    let endpoint = projects.into_iter().find_map(|project| project.endpoint(id)).unwrap();
    let operation = endpoint.contract.as_ref().unwrap().operation.clone();
    let response = conflict.response.as_ref().map(|response| response.as_str().trim_start_matches(id.as_str()).replace('-', " "));
    format!("{operation}{} {}", response.unwrap_or_default(), conflict.part).trim_end().to_owned()
}

#[test]
fn taking_all_gives_what_a_fresh_import_gives_plus_what_a_person_changed() {
    let old = contract();
    let (base, current) = (derived(&old), edited(derived(&old)));
    let mut wrong = Vec::new();
    for (pointer, value, kind, client, server) in changes() {
        let new = with_change(old.clone(), pointer, &value);
        let (old_view, new_view) = (Contract::view(&Arc::new(old.clone())), Contract::view(&Arc::new(new.clone())));
        let found = differences(&old_view, &new_view);
        assert_eq!(found.len(), 1, "{pointer} {value}: {found:#?}");
        assert_eq!((found[0].kind, found[0].breaking.client, found[0].breaking.server), (kind, client, server), "{pointer}");
        let taken = take_all(&old, &new, &found.iter().collect::<Vec<_>>());
        let fresh = derived(&taken);
        let merged = merge(&base, &current, &fresh);
        let conflicts: Vec<String> = merged.conflicts.iter().map(|conflict| shown(conflict, [&base, &fresh])).collect();
        if conflicts != clashes(pointer, &value) {
            wrong.push(format!("{pointer} {value}: conflicts {conflicts:?}"));
        }
        let mut expected = edited(fresh.clone());
        // What the person changed stays where the contract no longer has it.
        for (index, own) in current.endpoints.iter().enumerate() {
            match expected.endpoint_mut(&own.id) {
                None => expected.endpoints.insert(index.min(expected.endpoints.len()), Arc::clone(own)),
                Some(endpoint) => {
                    let is_changed = |answer: &&Response| base.endpoint(&own.id).unwrap().response(&answer.id) != Some(*answer);
                    let lost = own.responses.iter().enumerate().filter(|(_, answer)| is_changed(answer));
                    for (index, answer) in lost {
                        let Some(there) = endpoint.response_mut(&answer.id) else {
                            endpoint.responses.insert(index.min(endpoint.responses.len()), answer.clone());
                            continue;
                        };
                        for (index, header) in answer.headers.iter().enumerate() {
                            if !there.headers.contains(header) {
                                there.headers.insert(index, header.clone());
                            }
                        }
                    }
                }
            }
        }
        let mut project = merged.project;
        let open = open_conflicts(&project);
        if open.len() != merged.conflicts.len() {
            wrong.push(format!("{pointer} {value}: open {open:#?}"));
        }
        project.contract.as_mut().unwrap().conflicts.clear();
        if project != expected {
            let (found, wanted) = (value_of(&project), value_of(&expected));
            wrong.push(format!("{pointer} {value}: {}", first_difference(&found, &wanted)));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

fn value_of(project: &Project) -> Value {
    serde_json::to_value(project).unwrap()
}

fn first_difference(found: &Value, wanted: &Value) -> String {
    match (found, wanted) {
        (Value::Object(one), Value::Object(other)) => {
            for name in one.keys().chain(other.keys()) {
                if one.get(name) != other.get(name) {
                    let (one, other) = (one.get(name).unwrap_or(&Value::Null), other.get(name).unwrap_or(&Value::Null));
                    return format!("{name}/{}", first_difference(one, other));
                }
            }
            "order".to_owned()
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            let at = one.iter().zip(other).position(|(one, other)| one != other).unwrap();
            format!("{at}/{}", first_difference(&one[at], &other[at]))
        }
        _ => format!(" found {found} wanted {wanted}"),
    }
}

#[test]
fn what_is_kept_stays_kept_after_the_file_is_read_again_and_another_change() {
    let old = contract();
    for (pointer, value, ..) in changes() {
        let new = with_change(old.clone(), pointer, &value);
        let view = |document: &Value| Contract::view(&Arc::new(document.clone()));
        let found = differences(&view(&old), &view(&new));
        let mut project = edited(derived(&old));
        let link = project.contract.as_mut().unwrap();
        let kept = KeptDifference { key: found[0].key.clone(), hash: found[0].hash(&new), extra: Extra::new() };
        assert!(!link.keeps(&kept.key, &kept.hash));
        link.kept.push(kept);
        let reread: Project = serde_json::from_str(&serde_json::to_string(&project).unwrap()).unwrap();
        assert_eq!(reread, project);
        // The contract changes elsewhere, and that is taken over, the kept difference not.
        let later = with_change(new.clone(), "/info/x-note", &json!("later"));
        let now = differences(&view(&old), &view(&later));
        let is_kept = |one: &&crate::contract::Difference| reread.contract.as_ref().unwrap().keeps(&one.key, &one.hash(&later));
        let (kept, open): (Vec<_>, Vec<_>) = now.iter().partition(is_kept);
        assert_eq!((kept.len(), open.len()), (1, 1), "{pointer} {value}: {now:#?}");
        let taken = take_all(&old, &later, &open);
        let merged = merge(&derived(&old), &reread, &derived(&taken)).project;
        let left = differences(&view(&taken), &view(&later));
        assert_eq!(left.len(), 1, "{pointer} {value}: {left:#?}");
        assert!(merged.contract.unwrap().keeps(&left[0].key, &left[0].hash(&later)), "{pointer} {value}");
    }
}

#[test]
fn what_a_person_made_of_an_operation_goes_with_it_when_it_moves() {
    let old = contract();
    let current = edited(derived(&old));
    for path in ["/beasts", "/v9/pets"] {
        let new: Value = serde_json::from_str(&old.to_string().replace("\"/pets\"", &format!("\"{path}\""))).unwrap();
        let fresh = derived(&new);
        let merged = merge(&derived(&old), &current, &fresh);
        let conflicts: Vec<String> = merged.conflicts.iter().map(|conflict| shown(conflict, [&fresh, &fresh])).collect();
        assert_eq!(conflicts, [format!("GET {path} path")], "{path}");
        let operation = format!("GET {path}");
        let is_list =
            |endpoint: &&Arc<Endpoint>| endpoint.contract.as_ref().is_some_and(|contract| contract.operation == operation);
        let own = fresh.endpoints.iter().find(is_list).unwrap();
        let list = merged.project.endpoint(&own.id).unwrap();
        assert_eq!(list.path, "/v1/animals");
        assert_eq!(list.responses[0].id, own.responses[0].id);
        assert_eq!(list.responses[0].delay, Some(Delay::Fixed { ms: 250 }));
        assert_eq!(list.default_response, own.default_response);
        assert_eq!(merged.project.endpoints.len(), current.endpoints.len());
        // From then on it is merged like any other.
        let again = merge(&fresh, &merged.project, &fresh);
        assert!(again.conflicts.is_empty());
        assert_eq!(again.project.endpoints, merged.project.endpoints);
    }
}
