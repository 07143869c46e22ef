//! Compares schemas keyword by keyword (JSON Schema 2020-12, and what OpenAPI 2.0 and 3.0 have otherwise).

use std::{cmp::Ordering, collections::BTreeSet};

use serde_json::Value;

use super::{
    DifferenceKind as Kind, Patch, Sides,
    walk::{Pair, Scope, Walk},
    words::short,
};

/// Keywords that say nothing about which values are allowed, with the kind of a change of them.
pub(super) fn annotation(name: &str) -> Option<Kind> {
    match name {
        "description" | "title" | "summary" | "externalDocs" | "$comment" => Some(Kind::DescriptionChanged),
        "example" | "examples" | "x-example" | "x-examples" => Some(Kind::ExampleChanged),
        "default" => Some(Kind::DefaultChanged),
        _ => None,
    }
}

/// Compares two schemas that may be references.
pub(super) fn schema<'d>(walk: &mut Walk<'d>, scope: &Scope, pair: &Pair<'d>) {
    match (pair.old, pair.new) {
        (None, Some(_)) => walk.note(Kind::SchemaAdded, scope, pair, "What could be anything has a schema"),
        (Some(_), None) => walk.note(Kind::SchemaRemoved, scope, pair, "What had a schema may be anything"),
        _ => walk.compare(scope, pair, |walk, scope, pair| keywords(walk, scope, pair, &["$ref"])),
    }
}

/// Compares all keywords of two schemas but those.
pub(super) fn keywords<'d>(walk: &mut Walk<'d>, scope: &Scope, pair: &Pair<'d>, except: &[&str]) {
    if !pair.old.is_some_and(Value::is_object) || !pair.new.is_some_and(Value::is_object) {
        if !pair.is_same() {
            walk.note(Kind::SchemaReplaced, scope, pair, "Another schema stands there");
        }
        return;
    }
    types(walk, scope, pair);
    // In a parameter the word is a switch.
    if !except.contains(&"required") {
        members(walk, scope, pair);
    }
    for name in pair.names() {
        let part = pair.member(name);
        if !part.is_same() && !except.contains(&name) {
            keyword(walk, scope, &part, name);
        }
    }
}

fn keyword<'d>(walk: &mut Walk<'d>, scope: &Scope, part: &Pair<'d>, name: &str) {
    match name {
        // These stand for more than themselves and are looked at together.
        "type" | "nullable" | "properties" | "required" => {}
        "enum" => enumeration(walk, scope, part),
        "const" => {
            let kinds = [Kind::ConstantAdded, Kind::ConstantRemoved, Kind::ConstantChanged];
            set(walk, scope, part, "The only allowed value", kinds);
        }
        "pattern" => {
            set(walk, scope, part, "The pattern", [Kind::PatternAdded, Kind::PatternRemoved, Kind::PatternChanged]);
        }
        "format" | "contentEncoding" | "contentMediaType" => {
            set(walk, scope, part, "The format", [Kind::FormatAdded, Kind::FormatRemoved, Kind::FormatChanged]);
        }
        "minimum" | "exclusiveMinimum" | "maximum" | "exclusiveMaximum" | "multipleOf" => {
            limit(walk, scope, part, name, [Kind::BoundTightened, Kind::BoundLoosened]);
        }
        "minLength" | "maxLength" => limit(walk, scope, part, name, [Kind::LengthTightened, Kind::LengthLoosened]),
        "minItems" | "maxItems" | "minProperties" | "maxProperties" | "uniqueItems" | "minContains" | "maxContains" => {
            limit(walk, scope, part, name, [Kind::CountTightened, Kind::CountLoosened]);
        }
        "items" => schema(walk, &scope.at("items"), part),
        "additionalProperties" | "unevaluatedProperties" => other_members(walk, scope, part),
        "patternProperties" | "$defs" | "definitions" | "dependentSchemas" => {
            for name in part.names() {
                schema(walk, &scope.at(name), &part.member(name));
            }
        }
        "oneOf" | "anyOf" => forms(walk, scope, part, [Kind::AlternativeAdded, Kind::AlternativeRemoved], "alternative"),
        "allOf" => forms(walk, scope, part, [Kind::DemandAdded, Kind::DemandRemoved], "demand"),
        "discriminator" => walk.note(Kind::DiscriminatorChanged, scope, part, "Which form a value is of is told otherwise"),
        "readOnly" => {
            switch(walk, &scope.of(scope.sides.and(Sides::REQUESTS)), part, [Kind::BecameReadOnly, Kind::NoLongerReadOnly]);
        }
        "writeOnly" => {
            switch(walk, &scope.of(scope.sides.and(Sides::RESPONSES)), part, [Kind::BecameWriteOnly, Kind::NoLongerWriteOnly]);
        }
        "deprecated" => switch(walk, scope, part, [Kind::Deprecated, Kind::NoLongerDeprecated]),
        _ => other(walk, scope, part, name),
    }
}

/// Anything that is not looked into: metadata, extensions, and demands that no simple word fits.
pub(super) fn other<'d>(walk: &mut Walk<'d>, scope: &Scope, part: &Pair<'d>, name: &str) {
    let is_demand = matches!(
        name,
        "not" | "if" | "then" | "else" | "contains" | "propertyNames" | "prefixItems" | "dependentRequired" | "unevaluatedItems"
    );
    let kind = if is_demand { Kind::DemandChanged } else { annotation(name).unwrap_or(Kind::OtherChanged) };
    let happened = match (part.old, part.new) {
        (None, _) => "was added",
        (_, None) => "was removed",
        _ => "reads otherwise",
    };
    walk.note(kind, &scope.at(name), part, format!("{name} {happened}"));
}

/// A switch that is off where it is not written.
pub(super) fn switch<'d>(walk: &mut Walk<'d>, scope: &Scope, part: &Pair<'d>, [on, off]: [Kind; 2]) {
    let flag = |value: Option<&Value>| value.and_then(Value::as_bool).unwrap_or_default();
    let kind = match (flag(part.old), flag(part.new)) {
        (false, true) => on,
        (true, false) => off,
        _ => Kind::WordingChanged,
    };
    walk.note(kind, scope, part, kind.documentation());
}

/// A demand that is there, is gone, or is another one.
fn set<'d>(walk: &mut Walk<'d>, scope: &Scope, part: &Pair<'d>, what: &str, [added, removed, changed]: [Kind; 3]) {
    let (kind, message) = match (part.old, part.new) {
        (None, Some(new)) => (added, format!("{what} must be {}", short(new))),
        (Some(old), None) => (removed, format!("{what} need not be {} any more", short(old))),
        (Some(old), Some(new)) => (changed, format!("{what} is {} instead of {}", short(new), short(old))),
        (None, None) => return,
    };
    walk.note(kind, scope, part, message);
}

/// A bound: the new one allows less, or more.
fn limit<'d>(walk: &mut Walk<'d>, scope: &Scope, part: &Pair<'d>, name: &str, [tightened, loosened]: [Kind; 2]) {
    // OpenAPI 3.0 has switches for bounds that are not allowed themselves.
    let number = |value: &Value| value.as_f64().or_else(|| value.as_bool().map(|on| if on { 1.0 } else { 0.0 }));
    let is_switch = part.old.or(part.new).is_some_and(Value::is_boolean);
    let none = if is_switch { Some(0.0) } else { None };
    let old = part.old.and_then(number).or(none);
    let new = part.new.and_then(number).or(none);
    let is_upper =
        !is_switch && matches!(name, "maximum" | "exclusiveMaximum" | "maxLength" | "maxItems" | "maxProperties" | "maxContains");
    let order = match (old, new) {
        (None, Some(_)) => Ordering::Less,
        (Some(_), None) => Ordering::Greater,
        (Some(old), Some(new)) if is_upper => new.total_cmp(&old),
        (Some(old), Some(new)) => old.total_cmp(&new),
        (None, None) => Ordering::Equal,
    };
    let kind = match order {
        Ordering::Less => tightened,
        Ordering::Greater => loosened,
        Ordering::Equal => Kind::WordingChanged,
    };
    let message = match (part.old, part.new) {
        (Some(old), Some(new)) => format!("{name} is {new} instead of {old}"),
        (_, Some(new)) => format!("{name} is {new} where there was none"),
        _ => format!("There is no {name} any more"),
    };
    walk.note(kind, &scope.at(name), part, message);
}

fn enumeration<'d>(walk: &mut Walk<'d>, scope: &Scope, part: &Pair<'d>) {
    match (part.old, part.new) {
        (None, _) => return walk.note(Kind::EnumAdded, scope, part, "Only listed values are allowed"),
        (_, None) => return walk.note(Kind::EnumRemoved, scope, part, "Not only listed values are allowed any more"),
        _ => {}
    }
    let (old, new) = part.arrays();
    let before = walk.found.len();
    for (index, value) in old.iter().enumerate().filter(|(_, value)| !new.contains(value)) {
        let patches = vec![Patch::Exclude { at: part.old_pointer.clone(), index }];
        let (scope, message) = (scope.at(&short(value)), format!("{} is no longer allowed", short(value)));
        walk.note_with(Kind::EnumValueRemoved, &scope, &part.item(Some(index), None), message, patches);
    }
    for (index, value) in new.iter().enumerate().filter(|(_, value)| !old.contains(value)) {
        let patches = vec![Patch::Include { at: part.old_pointer.clone(), from: format!("{}/{index}", part.new_pointer) }];
        let (scope, message) = (scope.at(&short(value)), format!("{} is allowed, too", short(value)));
        walk.note_with(Kind::EnumValueAdded, &scope, &part.item(None, Some(index)), message, patches);
    }
    if walk.found.len() == before {
        walk.note(Kind::WordingChanged, scope, part, "The same values are listed in another order");
    }
}

/// The types of a schema; all of them where it says nothing. A number may be an integer.
fn type_set(value: &Value) -> BTreeSet<&str> {
    let mut types: BTreeSet<&str> = match value.get("type") {
        Some(Value::String(one)) => BTreeSet::from([one.as_str()]),
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
        _ => BTreeSet::from(["array", "boolean", "null", "number", "object", "string", "file"]),
    };
    if types.contains("number") {
        types.insert("integer");
    }
    if value.get("nullable").and_then(Value::as_bool) == Some(true) {
        types.insert("null");
    }
    types
}

fn types<'d>(walk: &mut Walk<'d>, scope: &Scope, pair: &Pair<'d>) {
    let (Some(old_schema), Some(new_schema)) = (pair.old, pair.new) else { return };
    let parts = [pair.member("type"), pair.member("nullable")];
    let patches: Vec<Patch> = parts.iter().filter(|part| !part.is_same()).map(Pair::patch).collect();
    if patches.is_empty() {
        return;
    }
    let (old, new) = (type_set(old_schema), type_set(new_schema));
    let kind = match (old.is_subset(&new), new.is_subset(&old)) {
        (true, true) => Kind::WordingChanged,
        (true, false) if new.difference(&old).eq([&"null"]) => Kind::NullAllowed,
        (false, true) if old.difference(&new).eq([&"null"]) => Kind::NullForbidden,
        (true, false) => Kind::TypeWidened,
        (false, true) => Kind::TypeNarrowed,
        (false, false) => Kind::TypeChanged,
    };
    let [of_type, nullable] = parts;
    let message = match kind {
        Kind::NullAllowed | Kind::NullForbidden | Kind::WordingChanged => kind.documentation().to_owned(),
        _ => {
            let named = |value: Option<&Value>| value.map_or_else(|| "anything".to_owned(), short);
            format!("The type is {} instead of {}", named(of_type.new), named(of_type.old))
        }
    };
    let shown = if of_type.is_same() { nullable } else { of_type };
    walk.note_with(kind, scope, &shown, message, patches);
}

/// The sides that a member counts on: what is read-only is not sent to the server, what is write-only is not answered.
fn member_sides(sides: Sides, value: &Value) -> Sides {
    let flag = |name: &str| value.get(name).and_then(Value::as_bool).unwrap_or_default();
    Sides { requests: sides.requests && !flag("readOnly"), responses: sides.responses && !flag("writeOnly") }
}

/// Members and which of them are required.
fn members<'d>(walk: &mut Walk<'d>, scope: &Scope, pair: &Pair<'d>) {
    let (members, required) = (pair.member("properties"), pair.member("required"));
    if members.is_same() && required.is_same() {
        return;
    }
    let (old_required, new_required) = required.arrays();
    let position = |list: &[Value], name: &str| list.iter().position(|value| value.as_str() == Some(name));
    let include = |name: &str| {
        let index = position(new_required, name)?;
        let from = format!("{}/{index}", required.new_pointer);
        position(old_required, name).is_none().then(|| Patch::Include { at: required.old_pointer.clone(), from })
    };
    let exclude = |name: &str| {
        let index = position(old_required, name)?;
        position(new_required, name).is_none().then(|| Patch::Exclude { at: required.old_pointer.clone(), index })
    };
    let before = walk.found.len();
    let names = members.names();
    let removed: Vec<&str> = names.iter().copied().filter(|name| members.member(name).new.is_none()).collect();
    let added: Vec<&str> = names.iter().copied().filter(|name| members.member(name).old.is_none()).collect();
    let renamed = match (removed.as_slice(), added.as_slice()) {
        ([old], [new]) if members.members(old, new).is_same() => Some((*old, *new)),
        _ => None,
    };
    if let Some((old, new)) = renamed {
        let both = members.members(old, new);
        let sides = both.new.map_or(scope.sides, |value| member_sides(scope.sides, value));
        let (gone, come) = (members.member(old), members.member(new));
        let patches = [Some(gone.patch()), Some(come.patch()), include(new), exclude(old)].into_iter().flatten().collect();
        let message = format!("The member {old} is called {new}");
        walk.note_with(Kind::MemberRenamed, &scope.at(old).of(sides), &both, message, patches);
        if let Some(last) = walk.found.last_mut() {
            (last.old, last.new) = (Some(old.to_owned()), Some(new.to_owned()));
        }
    }
    for name in &names {
        let part = members.member(name);
        let is_renamed = renamed.is_some_and(|(old, new)| old == *name || new == *name);
        if is_renamed || part.is_same() {
            continue;
        }
        let Some(value) = part.new.or(part.old) else { continue };
        let inner = scope.at(name).of(member_sides(scope.sides, value));
        let (was_required, is_required) = (position(old_required, name).is_some(), position(new_required, name).is_some());
        let (kind, message) = match (part.old, part.new) {
            // Whether it is read-only is told of both sides.
            (Some(_), Some(_)) => {
                let flagged = part.flags("readOnly").0 != part.flags("readOnly").1
                    || part.flags("writeOnly").0 != part.flags("writeOnly").1;
                let inner = if flagged { scope.at(name) } else { inner };
                schema(walk, &inner, &part);
                continue;
            }
            (None, _) if is_required => (Kind::RequiredMemberAdded, format!("The member {name} is new and must be there")),
            (None, _) => (Kind::OptionalMemberAdded, format!("The member {name} is new")),
            _ if was_required => (Kind::RequiredMemberRemoved, format!("The member {name} is gone, which had to be there")),
            _ => (Kind::OptionalMemberRemoved, format!("The member {name} is gone")),
        };
        let patches = [Some(part.patch()), include(name), exclude(name)].into_iter().flatten().collect();
        walk.note_with(kind, &inner, &part, message, patches);
    }
    let is_listed = |name: &str| removed.contains(&name) || added.contains(&name);
    for name in new_required.iter().filter_map(Value::as_str).filter(|name| !is_listed(name)) {
        let Some(patch) = include(name) else { continue };
        required_changed(walk, scope, &members.member(name), name, Kind::MemberBecameRequired, patch);
    }
    for name in old_required.iter().filter_map(Value::as_str).filter(|name| !is_listed(name)) {
        let Some(patch) = exclude(name) else { continue };
        required_changed(walk, scope, &members.member(name), name, Kind::MemberBecameOptional, patch);
    }
    if walk.found.len() == before {
        for part in [members, required].iter().filter(|part| !part.is_same()) {
            walk.note(Kind::WordingChanged, scope, part, Kind::WordingChanged.documentation());
        }
    }
}

fn required_changed<'d>(walk: &mut Walk<'d>, scope: &Scope, member: &Pair<'d>, name: &str, kind: Kind, patch: Patch) {
    let sides = member.new.map_or(scope.sides, |value| member_sides(scope.sides, value));
    let is_required = kind == Kind::MemberBecameRequired;
    let message =
        if is_required { format!("The member {name} must be there") } else { format!("The member {name} may be left out") };
    walk.note_with(kind, &scope.at(name).of(sides), member, message, vec![patch]);
    if let Some(last) = walk.found.last_mut() {
        let words = ["optional", "required"].map(|word| Some(word.to_owned()));
        let [optional, required] = words;
        (last.old, last.new) = if is_required { (optional, required) } else { (required, optional) };
    }
}

/// `additionalProperties`: forbidden, allowed, or shaped by a schema.
fn other_members<'d>(walk: &mut Walk<'d>, scope: &Scope, part: &Pair<'d>) {
    let forbids = |value: Option<&Value>| value == Some(&Value::Bool(false));
    let shapes = |value: Option<&Value>| value.is_some_and(|value| value.as_object().is_some_and(|members| !members.is_empty()));
    let kind = match (forbids(part.old), forbids(part.new)) {
        (false, true) => Kind::OtherMembersForbidden,
        (true, false) => Kind::OtherMembersAllowed,
        _ => match (shapes(part.old), shapes(part.new)) {
            (true, true) => return schema(walk, &scope.at("other members"), part),
            (false, true) => Kind::SchemaAdded,
            (true, false) => Kind::SchemaRemoved,
            (false, false) => Kind::WordingChanged,
        },
    };
    walk.note(kind, &scope.at("other members"), part, kind.documentation());
}

/// Branches of `oneOf`, `anyOf` and `allOf`: matched by what they are, then by name, then by place.
fn forms<'d>(walk: &mut Walk<'d>, scope: &Scope, part: &Pair<'d>, [added, removed]: [Kind; 2], word: &str) {
    let (old, new) = part.arrays();
    if part.old.is_none() || part.new.is_none() {
        // Where there were no branches, any value was allowed, as far as they go.
        let kind = if part.new.is_some() { Kind::DemandAdded } else { Kind::DemandRemoved };
        return walk.note(kind, scope, part, kind.documentation());
    }
    let mut left: Vec<usize> = (0..old.len()).filter(|index| old.get(*index).is_none_or(|value| !new.contains(value))).collect();
    let mut right: Vec<usize> = (0..new.len()).filter(|index| new.get(*index).is_none_or(|value| !old.contains(value))).collect();
    let before = walk.found.len();
    let title = |list: &'d [Value], index: usize| list.get(index).and_then(|value| value.get("title")?.as_str());
    let mut pairs = Vec::new();
    left.retain(|&at| {
        let same = right.iter().position(|&other| title(old, at).is_some() && title(old, at) == title(new, other));
        pairs.extend(same.map(|index| (at, right.remove(index))));
        same.is_none()
    });
    let is_inline = |list: &[Value], index: usize| list.get(index).is_some_and(|value| value.get("$ref").is_none());
    if left.len() == right.len() && left.iter().zip(&right).all(|(&at, &other)| is_inline(old, at) && is_inline(new, other)) {
        pairs.extend(left.drain(..).zip(right.drain(..)));
    }
    for (at, other) in pairs {
        schema(walk, &scope.at(&format!("{word} {}", at + 1)), &part.item(Some(at), Some(other)));
    }
    for index in left {
        let patches = vec![Patch::Exclude { at: part.old_pointer.clone(), index }];
        let name = old.get(index).map(short).unwrap_or_default();
        let message = format!("The {word} {name} is gone");
        walk.note_with(removed, &scope.at(&name), &part.item(Some(index), None), message, patches);
    }
    for index in right {
        let patches = vec![Patch::Include { at: part.old_pointer.clone(), from: format!("{}/{index}", part.new_pointer) }];
        let name = new.get(index).map(short).unwrap_or_default();
        let message = format!("The {word} {name} is new");
        walk.note_with(added, &scope.at(&name), &part.item(None, Some(index)), message, patches);
    }
    if walk.found.len() == before {
        walk.note(Kind::WordingChanged, scope, part, Kind::WordingChanged.documentation());
    }
}
