//! Kinds, places and breaking flags of changes made to a small contract, and that taking them all makes the new document.

use std::{collections::HashSet, sync::Arc};

use serde_json::{Value, json};
use strum::IntoEnumIterator as _;

use super::*;

pub(in crate::contract) fn shop() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Shop", "version": "1"},
        "servers": [{"url": "https://shop.example/v1"}],
        "paths": {
            "/pets": {
                "get": {
                    "operationId": "listPets", "tags": ["pets"], "summary": "All pets",
                    "parameters": [
                        {"name": "limit", "in": "query", "schema": {"type": "integer", "maximum": 100}},
                        {"name": "sort", "in": "query", "schema": {"type": "string", "enum": ["age", "name"]}}
                    ],
                    "responses": {
                        "200": {
                            "description": "Pets",
                            "headers": {"X-Total": {"required": true, "schema": {"type": "integer"}}},
                            "content": {"application/json": {"schema": {"type": "array", "items": {"$ref": "#/components/schemas/Pet"}}}}
                        },
                        "404": {"description": "None"}
                    }
                },
                "post": {
                    "operationId": "addPet",
                    "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/NewPet"}}}},
                    "responses": {"201": {"description": "Added", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}}}
                }
            },
            "/pets/{id}": {
                "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
                "get": {
                    "operationId": "getPet",
                    "responses": {"200": {"description": "A pet", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}}}
                }
            }
        },
        "components": {
            "schemas": {
                "Pet": {
                    "type": "object", "required": ["id"],
                    "properties": {
                        "id": {"type": "integer"}, "name": {"type": "string", "maxLength": 20},
                        "kind": {"$ref": "#/components/schemas/Kind"}, "parent": {"$ref": "#/components/schemas/Pet"}
                    }
                },
                "NewPet": {
                    "type": "object", "required": ["name"], "additionalProperties": true,
                    "properties": {
                        "name": {"type": "string", "minLength": 1, "pattern": "^[a-z]+$"}, "tag": {"type": "string", "format": "uuid"},
                        "kind": {"$ref": "#/components/schemas/Kind"},
                        "home": {"oneOf": [{"type": "string"}, {"type": "integer"}]},
                        "toys": {"type": "array", "maxItems": 5, "items": {"type": "string"}}
                    }
                },
                "Kind": {"type": "string", "enum": ["cat", "dog"]}
            },
            "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}}
        }
    })
}

/// One change: what is put where (`null` removes it), and what is to be told of it: kind, breaks the client, breaks the server.
pub(in crate::contract) type Change = (&'static str, Value, DifferenceKind, bool, bool);

const LIST: &str = "/paths/~1pets/get";
const ADD: &str = "/paths/~1pets/post";
const NEW_PET: &str = "/components/schemas/NewPet";
const PET: &str = "/components/schemas/Pet";

pub(in crate::contract) fn changes() -> Vec<Change> {
    use DifferenceKind as K;
    let at = |place: &str, rest: &str| -> &'static str { Box::leak(format!("{place}{rest}").into_boxed_str()) };
    let open = json!({"responses": {"200": {"description": "Fine"}}});
    vec![
        ("/paths/~1orders", json!({"get": open}), K::OperationAdded, false, true),
        (ADD, Value::Null, K::OperationRemoved, true, false),
        (at(LIST, "/deprecated"), json!(true), K::Deprecated, false, false),
        (at(LIST, "/summary"), json!("Every pet"), K::DescriptionChanged, false, false),
        (at(LIST, "/tags"), json!(["animals"]), K::TagsChanged, false, false),
        (at(LIST, "/operationId"), json!("pets"), K::OperationIdChanged, false, false),
        (
            at(LIST, "/parameters/2"),
            json!({"name": "q", "in": "query", "required": true}),
            K::RequiredParameterAdded,
            true,
            false,
        ),
        (at(LIST, "/parameters/2"), json!({"name": "q", "in": "query"}), K::OptionalParameterAdded, false, true),
        (at(LIST, "/parameters/1"), Value::Null, K::ParameterRemoved, true, false),
        (at(LIST, "/parameters/0/name"), json!("count"), K::ParameterRenamed, true, true),
        (at(LIST, "/parameters/0/required"), json!(true), K::ParameterBecameRequired, true, false),
        (at(LIST, "/parameters/0/style"), json!("pipeDelimited"), K::StyleChanged, true, true),
        (at(LIST, "/parameters/0/schema/maximum"), json!(50), K::BoundTightened, true, false),
        (at(LIST, "/parameters/0/schema/maximum"), json!(500), K::BoundLoosened, false, true),
        (at(LIST, "/parameters/0/schema/type"), json!("number"), K::TypeWidened, false, true),
        (at(LIST, "/parameters/0/schema/type"), json!("string"), K::TypeChanged, true, true),
        (at(LIST, "/parameters/1/schema/enum"), json!(["age"]), K::EnumValueRemoved, true, false),
        (at(LIST, "/parameters/1/schema/enum"), Value::Null, K::EnumRemoved, false, true),
        (at(LIST, "/parameters/1/schema/default"), json!("age"), K::DefaultChanged, false, false),
        (at(ADD, "/requestBody"), Value::Null, K::BodyRemoved, true, false),
        (at(ADD, "/requestBody/required"), json!(true), K::BodyBecameRequired, true, false),
        (at(LIST, "/requestBody"), json!({"required": true, "content": {}}), K::RequiredBodyAdded, true, false),
        (at(LIST, "/requestBody"), json!({"content": {}}), K::OptionalBodyAdded, false, true),
        (at(ADD, "/requestBody/content/text~1plain"), json!({}), K::MediaTypeAdded, false, true),
        (at(ADD, "/responses/201/content/application~1json"), Value::Null, K::MediaTypeRemoved, true, false),
        (at(LIST, "/responses/206"), json!({"description": "Part"}), K::SuccessAdded, false, false),
        (at(LIST, "/responses/200"), Value::Null, K::SuccessRemoved, true, true),
        (at(LIST, "/responses/500"), json!({"description": "Broken"}), K::ErrorAdded, false, false),
        (at(LIST, "/responses/404"), Value::Null, K::ErrorRemoved, false, true),
        (at(LIST, "/responses/200/headers/X-Page"), json!({}), K::OptionalHeaderAdded, false, false),
        (at(LIST, "/responses/200/headers/X-Total"), Value::Null, K::HeaderRemoved, true, false),
        (at(LIST, "/responses/200/headers/X-Total/required"), json!(false), K::HeaderBecameOptional, true, false),
        (at(LIST, "/security"), json!([{"key": []}]), K::SecurityRequired, true, false),
        ("/security", json!([{"key": []}]), K::SecurityRequired, true, false),
        ("/components/securitySchemes/key/name", json!("X-Other"), K::SecuritySchemeChanged, false, false),
        ("/components/securitySchemes/basic", json!({"type": "http", "scheme": "basic"}), K::SecuritySchemeAdded, false, false),
        (at(NEW_PET, "/properties/age"), json!({"type": "integer"}), K::OptionalMemberAdded, false, true),
        (at(PET, "/properties/age"), json!({"type": "integer"}), K::OptionalMemberAdded, false, false),
        (at(PET, "/properties/name"), Value::Null, K::OptionalMemberRemoved, true, false),
        (at(NEW_PET, "/required"), json!(["name", "tag"]), K::MemberBecameRequired, true, false),
        (at(NEW_PET, "/required"), json!([]), K::MemberBecameOptional, false, true),
        (at(PET, "/required"), json!([]), K::MemberBecameOptional, true, false),
        (at(PET, "/properties/name/maxLength"), json!(30), K::LengthLoosened, true, false),
        (at(NEW_PET, "/properties/name/minLength"), json!(2), K::LengthTightened, true, false),
        (at(NEW_PET, "/properties/name/pattern"), Value::Null, K::PatternRemoved, false, true),
        (at(NEW_PET, "/properties/name/pattern"), json!("^[A-Z]+$"), K::PatternChanged, true, true),
        (at(NEW_PET, "/properties/tag/format"), json!("email"), K::FormatChanged, true, true),
        (at(NEW_PET, "/properties/tag/format"), Value::Null, K::FormatRemoved, false, true),
        (at(NEW_PET, "/properties/tag/const"), json!("x"), K::ConstantAdded, true, false),
        (at(NEW_PET, "/properties/tag/readOnly"), json!(true), K::BecameReadOnly, true, false),
        (at(PET, "/properties/name/writeOnly"), json!(true), K::BecameWriteOnly, true, false),
        (at(NEW_PET, "/properties/toys/maxItems"), json!(3), K::CountTightened, true, false),
        (at(NEW_PET, "/properties/toys/items/type"), json!(["string", "null"]), K::NullAllowed, false, true),
        (at(NEW_PET, "/properties/home/oneOf/2"), json!({"type": "boolean"}), K::AlternativeAdded, false, true),
        (at(NEW_PET, "/properties/home/oneOf/1"), Value::Null, K::AlternativeRemoved, true, false),
        (at(NEW_PET, "/additionalProperties"), json!(false), K::OtherMembersForbidden, true, false),
        ("/components/schemas/Kind/enum", json!(["cat", "dog", "bird"]), K::EnumValueAdded, true, true),
        ("/components/schemas/Unused", json!({"type": "string"}), K::UnusedAdded, false, false),
        ("/servers/0/url", json!("https://shop.example/v2"), K::BasePathChanged, true, true),
        ("/servers/0/url", json!("https://other.example/v1"), K::ServersChanged, false, false),
        ("/info/version", json!("2"), K::VersionChanged, false, false),
        ("/tags", json!([{"name": "pets"}]), K::OtherChanged, false, false),
    ]
}

fn changed(pointer: &str, value: &Value) -> Value {
    with_change(shop(), pointer, value)
}

/// The document with a value put there; null removes what is there.
pub(in crate::contract) fn with_change(mut document: Value, pointer: &str, value: &Value) -> Value {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let name = name.replace("~1", "/");
    match document.pointer_mut(parent).unwrap() {
        Value::Object(members) if value.is_null() => drop(members.shift_remove(&name)),
        Value::Object(members) => drop(members.insert(name, value.clone())),
        Value::Array(items) if value.is_null() => drop(items.remove(name.parse().unwrap())),
        Value::Array(items) if name.parse::<usize>().unwrap() == items.len() => items.push(value.clone()),
        Value::Array(items) => items[name.parse::<usize>().unwrap()] = value.clone(),
        other => panic!("{pointer} is in {other}"),
    }
    document
}

fn between(old: &Value, new: &Value) -> Vec<Difference> {
    differences(&Contract::view(&Arc::new(old.clone())), &Contract::view(&Arc::new(new.clone())))
}

#[track_caller]
fn assert_taken(old: &Value, new: &Value) {
    let found = between(old, new);
    let taken = take_all(old, new, &found.iter().collect::<Vec<_>>());
    assert_eq!(taken.to_string(), new.to_string(), "of {found:#?}");
}

#[test]
fn every_change_is_told_with_its_kind_and_for_whom_it_breaks() {
    let mut kinds = HashSet::new();
    let old = shop();
    for (pointer, value, kind, client, server) in changes() {
        let new = changed(pointer, &value);
        let found = between(&old, &new);
        assert_eq!(found.len(), 1, "{pointer} {value}: {found:#?}");
        let breaking = Breaking { client, server };
        assert_eq!((found[0].kind, found[0].breaking), (kind, breaking), "{pointer} {value}: {found:#?}");
        assert!(!found[0].message.is_empty() && !found[0].message.ends_with('.'), "{}", found[0].message);
        let taken = take(&old, &new, &found[0]);
        assert_eq!(taken.to_string(), new.to_string(), "{pointer} {value}: {found:#?}");
        kinds.insert(kind);
    }
    assert!(kinds.len() >= 40, "only {} kinds", kinds.len());
}

#[test]
fn all_changes_that_can_be_made_together_are_taken_together() {
    let mut new = shop();
    let mut places = HashSet::new();
    for (pointer, value, ..) in changes() {
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        if let (true, Some(Value::Object(members)), false) = (places.insert(parent), new.pointer_mut(parent), value.is_null()) {
            members.insert(name.replace("~1", "/"), value);
        }
    }
    assert_taken(&shop(), &new);
    assert_taken(&new, &shop());
}

#[test]
fn a_schema_of_several_operations_is_one_difference_that_lists_them() {
    let found = between(&shop(), &changed("/components/schemas/Kind/enum", &json!(["cat"])));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].operations, ["GET /pets", "GET /pets/{id}", "POST /pets"]);
    assert_eq!(found[0].sides, Sides { requests: true, responses: true });
    assert_eq!(found[0].owner, "schema Kind");
    assert_eq!(found[0].old_pointer.as_deref(), Some("/components/schemas/Kind/enum/1"));
}

#[test]
fn what_has_only_another_name_is_renamed() {
    let text = shop().to_string().replace("schemas/Kind", "schemas/Species").replace("\"Kind\"", "\"Species\"");
    let new: Value = serde_json::from_str(&text).unwrap();
    let found = between(&shop(), &new);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!((found[0].kind, found[0].breaking.any()), (DifferenceKind::SchemaRenamed, false));
    assert_taken(&shop(), &new);
    let mut new = shop();
    let members = new.pointer_mut("/components/schemas/Pet/properties").unwrap().as_object_mut().unwrap();
    let value = members.remove("name").unwrap();
    members.insert("title".to_owned(), value);
    let found = between(&shop(), &new);
    assert_eq!(found.iter().map(|one| one.kind).collect::<Vec<_>>(), [DifferenceKind::MemberRenamed]);
    assert!(found[0].breaking.client);
    assert_taken(&shop(), &new);
}

#[test]
fn an_operation_that_is_called_otherwise_is_moved() {
    for (path, kind, breaks) in
        [("/animals/{id}", DifferenceKind::OperationMoved, true), ("/pets/{pet}", DifferenceKind::PathRenamed, false)]
    {
        let text = shop().to_string().replace("\"/pets/{id}\"", &format!("\"{path}\""));
        let text = if breaks { text } else { text.replace("\"name\":\"id\"", "\"name\":\"pet\"") };
        let new: Value = serde_json::from_str(&text).unwrap();
        let found = between(&shop(), &new);
        assert_eq!(found.len(), 1, "{found:#?}");
        assert_eq!((found[0].kind, found[0].breaking.any()), (kind, breaks), "{path}");
        assert_taken(&shop(), &new);
    }
}

#[test]
fn what_a_taken_operation_refers_to_comes_with_it_and_goes_with_it() {
    let mut new = shop();
    let order = json!({"get": {"security": [{"basic": []}], "responses": {"200": {"description": "Orders", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Order"}}}}}}});
    new["paths"]["/orders"] = order;
    new["components"]["schemas"]["Order"] = json!({"properties": {"line": {"$ref": "#/components/schemas/Line"}}});
    new["components"]["schemas"]["Line"] = json!({"properties": {"order": {"$ref": "#/components/schemas/Order"}}});
    new["components"]["securitySchemes"]["basic"] = json!({"type": "http", "scheme": "basic"});
    let found = between(&shop(), &new);
    let added = found.iter().find(|one| one.kind == DifferenceKind::OperationAdded).unwrap();
    assert_eq!(take(&shop(), &new, added).to_string(), new.to_string());
    let back = between(&new, &shop());
    let removed = back.iter().find(|one| one.kind == DifferenceKind::OperationRemoved).unwrap();
    let taken = take(&new, &shop(), removed);
    assert_eq!(taken.pointer("/components/schemas"), shop().pointer("/components/schemas"));
}

#[test]
fn a_reference_to_the_same_said_elsewhere_changes_nothing() {
    let mut new = shop();
    new["components"]["schemas"]["Pet"]["properties"]["kind"] = json!({"type": "string", "enum": ["cat", "dog"]});
    let found = between(&shop(), &new);
    assert_eq!(found.iter().map(|one| one.kind).collect::<Vec<_>>(), [DifferenceKind::ReferenceChanged]);
    new["components"]["schemas"]["Pet"]["properties"]["kind"]["enum"] = json!(["cat"]);
    let found = between(&shop(), &new);
    let told: Vec<_> = found.iter().map(|one| (one.kind, one.breaking)).collect();
    assert_eq!(told, [(DifferenceKind::EnumValueRemoved, Breaking { client: false, server: true })]);
    assert_taken(&shop(), &new);
}

#[test]
fn keys_are_stable_and_tell_every_difference_apart() {
    let mut new = shop();
    new["components"]["schemas"]["Kind"]["enum"] = json!(["bird", "fish"]);
    new["paths"]["/pets"]["get"]["parameters"] = json!([]);
    let (one, other) = (between(&shop(), &new), between(&shop(), &new));
    assert_eq!(one, other);
    let keys: HashSet<&str> = one.iter().map(|difference| difference.key.as_str()).collect();
    assert_eq!(keys.len(), one.len());
    assert_eq!(one.len(), 6);
    assert!(keys.contains("enum-value-added schema Kind bird"), "{keys:?}");
}

#[test]
fn every_kind_has_words_and_only_information_breaks_nothing() {
    for kind in DifferenceKind::iter() {
        assert!(!kind.label().is_empty() && !kind.documentation().is_empty(), "{kind:?}");
        let both = Sides { requests: true, responses: true };
        assert_eq!(kind.direction().breaking(both).any(), kind.direction() != Direction::Informs, "{kind:?}");
    }
}

#[test]
fn a_contract_of_the_second_version_is_compared_too() {
    let old = json!({
        "swagger": "2.0", "consumes": ["application/json"],
        "paths": {"/a": {"post": {
            "parameters": [{"in": "body", "name": "a", "schema": {"$ref": "#/definitions/A"}}, {"in": "query", "name": "n", "type": "integer", "maximum": 3}],
            "responses": {"200": {"description": "", "schema": {"$ref": "#/definitions/A"}}}
        }}},
        "definitions": {"A": {"type": "object", "properties": {"a": {"type": "string"}}}}
    });
    let mut new = old.clone();
    new["paths"]["/a"]["post"]["parameters"][1]["maximum"] = json!(2);
    new["paths"]["/a"]["post"]["parameters"][0]["required"] = json!(true);
    new["definitions"]["A"]["required"] = json!(["a"]);
    let found = between(&old, &new);
    let told: Vec<_> = found.iter().map(|one| (one.kind, one.breaking.client, one.breaking.server)).collect();
    use DifferenceKind as K;
    let expected =
        [(K::BodyBecameRequired, true, false), (K::BoundTightened, true, false), (K::MemberBecameRequired, true, true)];
    assert_eq!(told, expected);
    assert_taken(&old, &new);
}
