//! Compares operations: parameters, bodies, answers, headers and credentials.

use serde_json::Value;

use super::{
    DifferenceKind as Kind, Patch, Sides,
    schema::{self, keywords, schema, switch},
    walk::{Pair, Scope, Walk, resolved},
    words::short,
};

/// Compares two states of an operation.
pub(super) fn operation<'d>(walk: &mut Walk<'d>, scope: &Scope, pair: &Pair<'d>) {
    for name in pair.names() {
        let part = pair.member(name);
        if part.is_same() {
            continue;
        }
        match name {
            "parameters" => parameters(walk, scope, &part),
            "requestBody" => request_body(walk, &scope.at("body").of(Sides::REQUESTS), &part),
            "responses" => responses(walk, scope, &part),
            "security" => security(walk, scope, &part, None),
            "deprecated" => switch(walk, scope, &part, [Kind::Deprecated, Kind::NoLongerDeprecated]),
            "tags" => walk.note(Kind::TagsChanged, scope, &part, "It belongs to other groups"),
            "operationId" => walk.note(Kind::OperationIdChanged, scope, &part, "It has another operation id"),
            "servers" | "schemes" => walk.note(Kind::ServersChanged, scope, &part, "It stands at other addresses"),
            "consumes" => media_types(walk, &scope.at("body").of(Sides::REQUESTS), &part),
            "produces" => media_types(walk, &scope.at("responses").of(Sides::RESPONSES), &part),
            _ => schema::other(walk, scope, &part, name),
        }
    }
}

/// OpenAPI 2.0's lists of media types.
fn media_types<'d>(walk: &mut Walk<'d>, scope: &Scope, part: &Pair<'d>) {
    let (old, new) = part.arrays();
    let before = walk.found.len();
    for (index, value) in old.iter().enumerate().filter(|(_, value)| !new.contains(value)) {
        let patches = vec![Patch::Exclude { at: part.old_pointer.clone(), index }];
        let message = format!("{} is gone", short(value));
        walk.note_with(Kind::MediaTypeRemoved, &scope.at(&short(value)), &part.item(Some(index), None), message, patches);
    }
    for (index, value) in new.iter().enumerate().filter(|(_, value)| !old.contains(value)) {
        let patches = vec![Patch::Include { at: part.old_pointer.clone(), from: format!("{}/{index}", part.new_pointer) }];
        let message = format!("{} is new", short(value));
        walk.note_with(Kind::MediaTypeAdded, &scope.at(&short(value)), &part.item(None, Some(index)), message, patches);
    }
    if walk.found.len() == before {
        walk.note(Kind::WordingChanged, scope, part, Kind::WordingChanged.documentation());
    }
}

/// Compares lists of parameters, each known by its place and name.
pub(super) fn parameters<'d>(walk: &mut Walk<'d>, scope: &Scope, pair: &Pair<'d>) {
    let scope = &scope.of(Sides::REQUESTS);
    let (old, new) = pair.arrays();
    let (old_document, new_document) = (walk.old, walk.new);
    let identity = |document: &'d Value, value: &'d Value| {
        let value = resolved(document, Some(value), "").map_or(value, |(value, _)| value);
        let text = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default();
        match text("in") {
            // There is only one body, whatever its name (OpenAPI 2.0).
            "body" => ("body", ""),
            place => (place, text("name")),
        }
    };
    let mut left: Vec<(usize, (&str, &str))> = old.iter().map(|value| identity(old_document, value)).enumerate().collect();
    let mut right: Vec<(usize, (&str, &str))> = new.iter().map(|value| identity(new_document, value)).enumerate().collect();
    let before = walk.found.len();
    left.retain(|(index, name)| {
        let Some(at) = right.iter().position(|(_, other)| other == name) else { return true };
        let (other, _) = right.remove(at);
        let part = pair.item(Some(*index), Some(other));
        walk.compare(&scope.at(&words(*name)), &part, |walk, scope, pair| parameter(walk, scope, pair));
        false
    });
    let nameless = |value: Option<&Value>| {
        let mut value = value?.clone();
        value.as_object_mut()?.shift_remove("name");
        Some(value)
    };
    if let ([(old_index, old_name)], [(new_index, new_name)]) = (left.as_slice(), right.as_slice()) {
        let part = pair.item(Some(*old_index), Some(*new_index));
        if old_name.0 == new_name.0 && nameless(part.old) == nameless(part.new) {
            // No call can tell how a path calls its parameters.
            let kind = if old_name.0 == "path" { Kind::PathRenamed } else { Kind::ParameterRenamed };
            let message = format!("The {} is called {}", words(*old_name), new_name.1);
            walk.note(kind, &scope.at(&words(*old_name)), &part, message);
            return;
        }
    }
    for (index, name) in left {
        let patches = vec![Patch::Exclude { at: pair.old_pointer.clone(), index }];
        let kind = if name.0 == "body" { Kind::BodyRemoved } else { Kind::ParameterRemoved };
        let message = format!("The {} is gone", words(name));
        walk.note_with(kind, &scope.at(&words(name)), &pair.item(Some(index), None), message, patches);
    }
    for (index, name) in right {
        let part = pair.item(None, Some(index));
        let value = resolved(new_document, part.new, &part.new_pointer).map(|(value, _)| value);
        let is_required = name.0 == "path" || value.and_then(|value| value.get("required")?.as_bool()).unwrap_or_default();
        let kind = match (name.0 == "body", is_required) {
            (true, true) => Kind::RequiredBodyAdded,
            (true, false) => Kind::OptionalBodyAdded,
            (false, true) => Kind::RequiredParameterAdded,
            (false, false) => Kind::OptionalParameterAdded,
        };
        let message = format!("The {} is new and {}", words(name), if is_required { "must be sent" } else { "may be sent" });
        let patches = vec![Patch::Include { at: pair.old_pointer.clone(), from: part.new_pointer.clone() }];
        walk.note_with(kind, &scope.at(&words(name)), &part, message, patches);
    }
    if walk.found.len() == before && !pair.is_same() && old.len() == new.len() && old.iter().all(|value| new.contains(value)) {
        walk.note(Kind::WordingChanged, scope, pair, "The same parameters stand in another order");
    }
}

/// What a person calls a parameter.
fn words((place, name): (&str, &str)) -> String {
    match place {
        "body" => "body".to_owned(),
        "formData" => format!("form field {name}"),
        "header" | "cookie" => format!("{place} {name}"),
        _ => format!("{place} parameter {name}"),
    }
}

/// Compares two states of a parameter.
pub(super) fn parameter<'d>(walk: &mut Walk<'d>, scope: &Scope, pair: &Pair<'d>) {
    let is_body = pair.new.and_then(|value| value.get("in")?.as_str()) == Some("body");
    let kinds = if is_body {
        [Kind::BodyBecameRequired, Kind::BodyBecameOptional]
    } else {
        [Kind::ParameterBecameRequired, Kind::ParameterBecameOptional]
    };
    field(walk, scope, pair, kinds);
}

/// Compares two states of a parameter or header.
fn field<'d>(walk: &mut Walk<'d>, scope: &Scope, pair: &Pair<'d>, required: [Kind; 2]) {
    // OpenAPI 2.0 writes the schema's keywords into the parameter itself.
    const OWN: [&str; 12] = [
        "$ref",
        "name",
        "in",
        "required",
        "schema",
        "content",
        "style",
        "explode",
        "allowReserved",
        "allowEmptyValue",
        "collectionFormat",
        "deprecated",
    ];
    for name in pair.names() {
        let part = pair.member(name);
        if part.is_same() {
            continue;
        }
        match name {
            "required" => switch(walk, scope, &part, required),
            "schema" => schema(walk, scope, &part),
            "content" => contents(walk, scope, &part),
            "style" | "explode" | "allowReserved" | "allowEmptyValue" | "collectionFormat" => {
                walk.note(Kind::StyleChanged, &scope.at(name), &part, format!("{name} is another one"));
            }
            "deprecated" => switch(walk, scope, &part, [Kind::Deprecated, Kind::NoLongerDeprecated]),
            // Only where a reference was replaced: two names for one thing.
            "name" | "in" => walk.note(Kind::WordingChanged, &scope.at(name), &part, format!("{name} is another one")),
            _ => {}
        }
    }
    keywords(walk, scope, pair, &OWN);
}

/// Compares what requests carry.
fn request_body<'d>(walk: &mut Walk<'d>, scope: &Scope, pair: &Pair<'d>) {
    match (pair.old, pair.new) {
        (None, Some(new)) => {
            let is_required = new.get("required").and_then(Value::as_bool).unwrap_or_default();
            let kind = if is_required { Kind::RequiredBodyAdded } else { Kind::OptionalBodyAdded };
            walk.note(kind, scope, pair, kind.documentation());
        }
        (Some(_), None) => walk.note(Kind::BodyRemoved, scope, pair, Kind::BodyRemoved.documentation()),
        _ => walk.compare(scope, pair, body),
    }
}

/// Compares two states of a body of requests.
pub(super) fn body<'d>(walk: &mut Walk<'d>, scope: &Scope, pair: &Pair<'d>) {
    for name in pair.names() {
        let part = pair.member(name);
        match name {
            _ if part.is_same() => {}
            "content" => contents(walk, scope, &part),
            "required" => switch(walk, scope, &part, [Kind::BodyBecameRequired, Kind::BodyBecameOptional]),
            _ => schema::other(walk, scope, &part, name),
        }
    }
}

/// Compares bodies by their media types.
fn contents<'d>(walk: &mut Walk<'d>, scope: &Scope, pair: &Pair<'d>) {
    for media_type in pair.names() {
        let part = pair.member(media_type);
        let inner = scope.at(media_type);
        match (part.old, part.new) {
            _ if part.is_same() => {}
            (None, _) => walk.note(Kind::MediaTypeAdded, &inner, &part, format!("{media_type} is new")),
            (_, None) => walk.note(Kind::MediaTypeRemoved, &inner, &part, format!("{media_type} is gone")),
            // The media type says little where there is only one.
            _ if pair.names().len() == 1 => content(walk, scope, &part),
            _ => content(walk, &inner, &part),
        }
    }
}

fn content<'d>(walk: &mut Walk<'d>, scope: &Scope, pair: &Pair<'d>) {
    for name in pair.names() {
        let part = pair.member(name);
        match name {
            _ if part.is_same() => {}
            "schema" => schema(walk, scope, &part),
            "encoding" => walk.note(Kind::StyleChanged, scope, &part, "Its parts are encoded otherwise"),
            _ => schema::other(walk, scope, &part, name),
        }
    }
}

fn responses<'d>(walk: &mut Walk<'d>, scope: &Scope, pair: &Pair<'d>) {
    for status in pair.names() {
        let part = pair.member(status);
        let inner = scope.at(&format!("response {status}")).of(Sides::RESPONSES);
        let is_success = status.starts_with('2');
        match (part.old, part.new) {
            _ if part.is_same() => {}
            _ if status.starts_with("x-") => schema::other(walk, scope, &part, status),
            (None, _) => {
                let kind = if is_success { Kind::SuccessAdded } else { Kind::ErrorAdded };
                walk.note(kind, &inner, &part, format!("The answer {status} is new"));
            }
            (_, None) => {
                let kind = if is_success { Kind::SuccessRemoved } else { Kind::ErrorRemoved };
                walk.note(kind, &inner, &part, format!("The answer {status} is gone"));
            }
            _ => walk.compare(&inner, &part, response),
        }
    }
}

/// Compares two states of an answer.
pub(super) fn response<'d>(walk: &mut Walk<'d>, scope: &Scope, pair: &Pair<'d>) {
    for name in pair.names() {
        let part = pair.member(name);
        match name {
            _ if part.is_same() => {}
            "headers" => headers(walk, scope, &part),
            "content" => contents(walk, &scope.at("body"), &part),
            "schema" => schema(walk, &scope.at("body"), &part),
            _ => schema::other(walk, scope, &part, name),
        }
    }
}

fn headers<'d>(walk: &mut Walk<'d>, scope: &Scope, pair: &Pair<'d>) {
    for name in pair.names() {
        let part = pair.member(name);
        let inner = scope.at(&format!("header {name}"));
        match (part.old, part.new) {
            _ if part.is_same() => {}
            (None, _) => {
                let value = resolved(walk.new, part.new, &part.new_pointer).map(|(value, _)| value);
                let is_required = value.and_then(|value| value.get("required")?.as_bool()).unwrap_or_default();
                let kind = if is_required { Kind::RequiredHeaderAdded } else { Kind::OptionalHeaderAdded };
                walk.note(kind, &inner, &part, format!("The header {name} is new"));
            }
            (_, None) => walk.note(Kind::HeaderRemoved, &inner, &part, format!("The header {name} is gone")),
            _ => walk.compare(&inner, &part, header),
        }
    }
}

/// Compares two states of a header of answers.
pub(super) fn header<'d>(walk: &mut Walk<'d>, scope: &Scope, pair: &Pair<'d>) {
    field(walk, scope, pair, [Kind::HeaderBecameRequired, Kind::HeaderBecameOptional]);
}

/// Compares the credentials that suffice; where the operation says nothing of its own, those of the whole API hold.
pub(super) fn security<'d>(walk: &mut Walk<'d>, scope: &Scope, pair: &Pair<'d>, fallback: Option<&Value>) {
    let scope = &scope.at("security").of(Sides::REQUESTS);
    let (old_fallback, new_fallback) = match fallback {
        Some(_) => (fallback, fallback),
        None => (walk.old.get("security"), walk.new.get("security")),
    };
    let list = |value: Option<&'d Value>| value.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let of = |own: Option<&'d Value>, all: Option<&Value>| {
        own.map_or_else(|| all.and_then(Value::as_array).cloned().unwrap_or_default(), |own| list(Some(own)).to_vec())
    };
    let (old, new) = (of(pair.old, old_fallback), of(pair.new, new_fallback));
    let is_open =
        |list: &[Value]| list.is_empty() || list.iter().any(|one| one.as_object().is_some_and(serde_json::Map::is_empty));
    // Whoever meets the first also meets the second.
    let covers = |one: &Value, other: &Value| {
        let (Some(one), Some(other)) = (one.as_object(), other.as_object()) else { return false };
        let scopes = |value: &Value| value.as_array().cloned().unwrap_or_default();
        other
            .iter()
            .all(|(name, asked)| one.get(name).is_some_and(|had| scopes(asked).iter().all(|scope| scopes(had).contains(scope))))
    };
    let still_suffices = old.iter().all(|one| new.iter().any(|other| covers(one, other)));
    let sufficed_before = new.iter().all(|one| old.iter().any(|other| covers(one, other)));
    let kind = match (is_open(&old), is_open(&new)) {
        (true, false) => Kind::SecurityRequired,
        (false, true) => Kind::SecurityLifted,
        (true, true) => Kind::WordingChanged,
        (false, false) => match (still_suffices, sufficed_before) {
            (true, true) => Kind::WordingChanged,
            (true, false) => Kind::SecurityLoosened,
            (false, true) => Kind::SecurityTightened,
            (false, false) => Kind::SecurityChanged,
        },
    };
    walk.note(kind, scope, pair, kind.documentation());
}
