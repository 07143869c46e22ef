//! Takes differences over: makes the embedded document say what the published one says, at one place or at all.

use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::{Map, Value};

use super::{
    Difference, Patch, renamed,
    usage::{references, usage},
};
use crate::generate::json_pointer::{self, token};

/// The old document with one difference taken over from the new one. What it refers to comes with it.
pub fn take(old: &Value, new: &Value, difference: &Difference) -> Value {
    take_all(old, new, &[difference])
}

/// The old document with several differences taken over from the new one.
pub fn take_all(old: &Value, new: &Value, differences: &[&Difference]) -> Value {
    let mut taken = old.clone();
    let patches = || differences.iter().flat_map(|difference| &difference.patches);
    for patch in patches() {
        if let Patch::Rename { from, to } = patch {
            renamed::rename(&mut taken, from, to);
        }
    }
    // What goes, goes before what comes: a path can be one's last and another's first.
    for patch in patches() {
        if let Patch::Remove { at } = patch {
            remove(&mut taken, at);
        }
    }
    for patch in patches() {
        if let Patch::Set { at, from } = patch
            && let Some(value) = new.pointer(from)
        {
            set(&mut taken, at, value.clone());
        }
    }
    for patch in patches() {
        if let Patch::Include { at, from } = patch
            && let Some(value) = new.pointer(from)
        {
            include(&mut taken, at, value.clone());
        }
    }
    let mut gone: Vec<(&String, usize)> =
        patches().filter_map(|patch| if let Patch::Exclude { at, index } = patch { Some((at, *index)) } else { None }).collect();
    gone.sort_by(|one, other| other.cmp(one));
    gone.dedup();
    for (at, index) in gone {
        exclude(&mut taken, at, index, new);
    }
    bring(&mut taken, new);
    clear(&mut taken, old, new);
    order(&mut taken, new);
    taken
}

/// Where a member is: the pointer of what it is in, and its plain name.
fn parent(pointer: &str) -> Option<(&str, String)> {
    let (parent, name) = pointer.rsplit_once('/')?;
    Some((parent, json_pointer::name(name)))
}

fn remove(document: &mut Value, at: &str) {
    let Some((parent, name)) = parent(at) else { return };
    let Some(members) = document.pointer_mut(parent).and_then(Value::as_object_mut) else { return };
    members.shift_remove(&name);
}

/// Puts a value there; objects on the way are made where they are missing.
fn set(document: &mut Value, at: &str, value: Value) {
    let mut place = document;
    for name in at.split('/').skip(1).map(json_pointer::name) {
        if place.is_null() {
            *place = Value::Object(Map::new());
        }
        let next = match place {
            Value::Object(members) => members.entry(name).or_insert(Value::Null),
            Value::Array(items) => match name.parse::<usize>().ok().and_then(|index| items.get_mut(index)) {
                Some(item) => item,
                None => return,
            },
            _ => return,
        };
        place = next;
    }
    *place = value;
}

fn include(document: &mut Value, at: &str, value: Value) {
    match document.pointer_mut(at).and_then(Value::as_array_mut) {
        Some(items) if items.contains(&value) => {}
        Some(items) => items.push(value),
        None => set(document, at, Value::Array(vec![value])),
    }
}

fn exclude(document: &mut Value, at: &str, index: usize, new: &Value) {
    let Some(items) = document.pointer_mut(at).and_then(Value::as_array_mut) else { return };
    if index < items.len() {
        items.remove(index);
    }
    if items.is_empty() && new.pointer(at).is_none() {
        remove(document, at);
    }
}

/// Copies what is referred to and is only in the new document.
fn bring(taken: &mut Value, new: &Value) {
    let mut tried = FxHashSet::default();
    loop {
        let missing: Vec<String> = references(taken).into_iter().filter(|part| taken.pointer(part).is_none()).collect();
        let mut came = false;
        for part in missing {
            if let Some(value) = new.pointer(&part).filter(|_| tried.insert(part.clone())) {
                set(taken, &part, value.clone());
                came = true;
            }
        }
        if !came {
            break;
        }
    }
    for section in ["/components/securitySchemes", "/securityDefinitions"] {
        for name in asked_schemes(taken) {
            let at = format!("{section}/{}", token(&name));
            if let (None, Some(scheme)) = (taken.pointer(&at), new.pointer(&at)) {
                set(taken, &at, scheme.clone());
            }
        }
    }
}

/// The names of the security schemes that anything asks for.
fn asked_schemes(document: &Value) -> FxHashSet<String> {
    let paths = document.get("paths").and_then(Value::as_object).into_iter().flat_map(Map::values);
    let operations = paths.filter_map(Value::as_object).flat_map(Map::values);
    let lists = operations.chain([document]).filter_map(|place| place.get("security")?.as_array()).flatten();
    lists.filter_map(Value::as_object).flat_map(Map::keys).cloned().collect()
}

/// Removes shared parts that the new document does not have and that nothing uses any more.
fn clear(taken: &mut Value, old: &Value, new: &Value) {
    let (before, now) = (usage(old), usage(taken));
    // A part that only unused parts refer to is still referred to.
    let mut unused: Vec<&String> = before.keys().filter(|part| !now.contains_key(*part) && new.pointer(part).is_none()).collect();
    unused.sort();
    for part in unused {
        remove(taken, part);
        if let Some((section, _)) = parent(part)
            && taken.pointer(section).and_then(Value::as_object).is_some_and(Map::is_empty)
            && new.pointer(section).is_none()
        {
            remove(taken, section);
        }
    }
    if taken.get("components").and_then(Value::as_object).is_some_and(Map::is_empty) && new.get("components").is_none() {
        remove(taken, "/components");
    }
}

/// Puts members and items into the new document's order, as far as both have them: the order of operations is that of endpoints.
fn order(taken: &mut Value, new: &Value) {
    match (taken, new) {
        (Value::Object(members), Value::Object(new)) => {
            let mut rest = std::mem::take(members);
            for (name, value) in new {
                if let Some(mut own) = rest.shift_remove(name) {
                    order(&mut own, value);
                    members.insert(name.clone(), own);
                }
            }
            members.extend(rest);
        }
        (Value::Array(items), Value::Array(new)) if is_reordered(items, new) => items.clone_from(new),
        (Value::Array(items), Value::Array(new)) if items.len() == new.len() => {
            items.iter_mut().zip(new).for_each(|(item, new)| order(item, new));
        }
        _ => {}
    }
}

/// Whether both have the same items in another order.
fn is_reordered(items: &[Value], new: &[Value]) -> bool {
    if items.len() != new.len() || items == new {
        return false;
    }
    let count = |items: &[Value]| {
        let mut counts: FxHashMap<String, usize> = FxHashMap::default();
        items.iter().for_each(|item| *counts.entry(item.to_string()).or_default() += 1);
        counts
    };
    count(items) == count(new)
}
