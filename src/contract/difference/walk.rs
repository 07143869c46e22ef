//! The walk through two documents at once: where it is in both, what is told of that place, and how differences are noted.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::{Map, Value};

use super::{
    Breaking, Difference, DifferenceKind, Patch, Sides,
    usage::{self, Usage},
    words,
};
use crate::generate::json_pointer::token;

/// So many differences behind a reference that leads elsewhere are told apart.
const MAX_BEHIND: usize = 16;

/// The same place in both documents.
#[derive(Clone, Debug)]
pub(super) struct Pair<'d> {
    pub(super) old: Option<&'d Value>,
    pub(super) new: Option<&'d Value>,
    pub(super) old_pointer: String,
    pub(super) new_pointer: String,
}

impl<'d> Pair<'d> {
    pub(super) fn root(old: &'d Value, new: &'d Value) -> Self {
        Self { old: Some(old), new: Some(new), old_pointer: String::new(), new_pointer: String::new() }
    }

    /// A member of both.
    pub(super) fn member(&self, name: &str) -> Self {
        self.members(name, name)
    }

    /// A member of the old, and one of another name of the new.
    pub(super) fn members(&self, old: &str, new: &str) -> Self {
        Self {
            old: self.old.and_then(|value| value.get(old)),
            new: self.new.and_then(|value| value.get(new)),
            old_pointer: format!("{}/{}", self.old_pointer, token(old)),
            new_pointer: format!("{}/{}", self.new_pointer, token(new)),
        }
    }

    /// An item of both; where it is in one only, its place in the other does not count.
    pub(super) fn item(&self, old: Option<usize>, new: Option<usize>) -> Self {
        let place = |pointer: &str, index: Option<usize>| format!("{pointer}/{}", index.unwrap_or_default());
        Self {
            old: old.and_then(|index| self.old?.get(index)),
            new: new.and_then(|index| self.new?.get(index)),
            old_pointer: place(&self.old_pointer, old),
            new_pointer: place(&self.new_pointer, new),
        }
    }

    pub(super) fn is_same(&self) -> bool {
        self.old == self.new
    }

    /// What takes the new of it for the old.
    pub(super) fn patch(&self) -> Patch {
        match self.new {
            Some(_) => Patch::Set { at: self.old_pointer.clone(), from: self.new_pointer.clone() },
            None => Patch::Remove { at: self.old_pointer.clone() },
        }
    }

    /// The names of the members of both, the old's order first.
    pub(super) fn names(&self) -> Vec<&'d str> {
        let members = |value: Option<&'d Value>| value.and_then(Value::as_object);
        let (old, new) = (members(self.old), members(self.new));
        let mut names: Vec<&str> = old.into_iter().flat_map(Map::keys).map(String::as_str).collect();
        let added = new.into_iter().flat_map(Map::keys).map(String::as_str);
        names.extend(added.filter(|name| old.is_none_or(|old| !old.contains_key(*name))));
        names
    }

    pub(super) fn arrays(&self) -> (&'d [Value], &'d [Value]) {
        let items = |value: Option<&'d Value>| value.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        (items(self.old), items(self.new))
    }

    pub(super) fn flags(&self, name: &str) -> (bool, bool) {
        let flag = |value: Option<&Value>| value.and_then(|value| value.get(name)?.as_bool()).unwrap_or_default();
        (flag(self.old), flag(self.new))
    }
}

/// What holds for a part of the document and all that is in it.
#[derive(Clone, Debug)]
pub(super) struct Scope {
    pub(super) operations: Arc<[String]>,
    pub(super) sides: Sides,
    pub(super) owner: Arc<str>,
    pub(super) place: String,
}

impl Scope {
    /// A part of it.
    pub(super) fn at(&self, part: &str) -> Self {
        let place = if self.place.is_empty() { part.to_owned() } else { format!("{} › {part}", self.place) };
        Self { place, ..self.clone() }
    }

    /// The same, where it is sent by one side only.
    pub(super) fn of(&self, sides: Sides) -> Self {
        Self { sides, ..self.clone() }
    }
}

/// What was found behind a pair of references, for each way they are used.
type Behind = FxHashMap<(String, String, Sides), Arc<[(DifferenceKind, Breaking, String)]>>;

/// How two states of one thing are compared.
pub(super) type Comparing<'d> = fn(&mut Walk<'d>, &Scope, &Pair<'d>);

#[derive(Debug)]
pub(super) struct Walk<'d> {
    pub(super) old: &'d Value,
    pub(super) new: &'d Value,
    pub(super) old_usage: Usage,
    pub(super) new_usage: Usage,
    pub(super) found: Vec<Difference>,
    behind: Behind,
    following: FxHashSet<(String, String)>,
}

impl<'d> Walk<'d> {
    pub(super) fn new(old: &'d Value, new: &'d Value) -> Self {
        let (old_usage, new_usage) = (usage::usage(old), usage::usage(new));
        Self { old, new, old_usage, new_usage, found: Vec::new(), behind: Behind::default(), following: FxHashSet::default() }
    }

    /// Notes a difference that takes the new of the pair for the old.
    pub(super) fn note(&mut self, kind: DifferenceKind, scope: &Scope, pair: &Pair<'d>, message: impl Into<String>) {
        self.note_with(kind, scope, pair, message, vec![pair.patch()]);
    }

    /// Notes a difference.
    pub(super) fn note_with(
        &mut self,
        kind: DifferenceKind,
        scope: &Scope,
        pair: &Pair<'d>,
        message: impl Into<String>,
        patches: Vec<Patch>,
    ) {
        self.found.push(Difference {
            key: String::new(),
            kind,
            operations: scope.operations.to_vec(),
            sides: scope.sides,
            owner: scope.owner.as_ref().to_owned(),
            place: scope.place.clone(),
            old_pointer: pair.old.map(|_| pair.old_pointer.clone()),
            new_pointer: pair.new.map(|_| pair.new_pointer.clone()),
            old: pair.old.map(words::short),
            new: pair.new.map(words::short),
            breaking: kind.direction().breaking(scope.sides),
            message: message.into(),
            patches,
        });
    }

    /// Gives every difference its name. Two in one place are told apart by what they say.
    pub(super) fn finish(self) -> Vec<Difference> {
        let mut found = self.found;
        let mut taken: FxHashMap<String, usize> = FxHashMap::default();
        for difference in &mut found {
            let key = format!("{} {} {}", difference.kind.name(), difference.owner, difference.place);
            let times = taken.entry(key.trim_end().to_owned()).or_default();
            *times += 1;
            difference.key = if *times > 1 { format!("{} #{times}", key.trim_end()) } else { key.trim_end().to_owned() };
        }
        found
    }

    /// Compares what may be written as a reference: where both lead to the same part, it is compared as that part.
    pub(super) fn compare(&mut self, scope: &Scope, pair: &Pair<'d>, comparing: Comparing<'d>) {
        if pair.is_same() {
            return;
        }
        let target = |value: Option<&Value>| value.and_then(usage::target);
        let (old, new) = (target(pair.old), target(pair.new));
        if old == new || pair.old.is_none() || pair.new.is_none() {
            comparing(self, scope, pair);
        } else {
            self.compare_behind(scope, pair, comparing);
        }
    }

    /// Compares what stands behind references that lead to different parts. It is one difference, as it is one thing to take.
    fn compare_behind(&mut self, scope: &Scope, pair: &Pair<'d>, comparing: Comparing<'d>) {
        let (Some(old), Some(new)) =
            (resolved(self.old, pair.old, &pair.old_pointer), resolved(self.new, pair.new, &pair.new_pointer))
        else {
            self.note(
                DifferenceKind::DemandChanged,
                scope,
                pair,
                "Something else stands there, of which a reference leads nowhere",
            );
            return;
        };
        let key = (old.1.clone(), new.1.clone(), scope.sides);
        let behind = match self.behind.get(&key) {
            Some(known) => Arc::clone(known),
            None => {
                if !self.following.insert((old.1.clone(), new.1.clone())) {
                    return;
                }
                let from = self.found.len();
                let target = Pair { old: Some(old.0), new: Some(new.0), old_pointer: old.1.clone(), new_pointer: new.1.clone() };
                comparing(self, scope, &target);
                self.following.remove(&(old.1, new.1));
                let found = self.found.split_off(from);
                let all = found.iter().fold(Breaking::default(), |all, difference| all.or(difference.breaking));
                let mut told: Vec<_> = found.into_iter().map(|one| (one.kind, one.breaking, one.message)).collect();
                if told.len() > MAX_BEHIND {
                    told.truncate(MAX_BEHIND);
                    told.extend(told.first().cloned().map(|first| (first.0, all, first.2)));
                }
                let told: Arc<[_]> = told.into();
                self.behind.insert(key, Arc::clone(&told));
                told
            }
        };
        let breaking = behind.iter().fold(Breaking::default(), |all, one| all.or(one.1));
        let (kind, message) = match behind.as_ref() {
            [] => (DifferenceKind::ReferenceChanged, "The same is said in another place of the document".to_owned()),
            [only] => (only.0, only.2.clone()),
            [first, rest @ ..] => {
                (DifferenceKind::SchemaReplaced, format!("Something else stands there: {}, and {} more", first.2, rest.len()))
            }
        };
        self.note(kind, scope, pair, message);
        if let Some(last) = self.found.last_mut() {
            last.breaking = breaking;
        }
    }
}

/// What stands there, references followed, and where.
pub(super) fn resolved<'d>(document: &'d Value, value: Option<&'d Value>, pointer: &str) -> Option<(&'d Value, String)> {
    const MAX_STEPS: usize = 16;
    let (mut value, mut pointer) = (value?, pointer.to_owned());
    for _ in 0..MAX_STEPS {
        let Some(target) = usage::target(value) else { return Some((value, pointer)) };
        value = document.pointer(&target)?;
        pointer = target;
    }
    None
}
