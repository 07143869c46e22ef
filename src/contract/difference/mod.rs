//! What differs between two states of a contract: each difference with its kind, its place, and for whom it breaks.
//!
//! Documents are compared as they are written, part by part, and no reference is followed but where it leads elsewhere than
//! before. So a schema that many operations share is one difference, cycles cost nothing, and whatever is written otherwise
//! is found: taking all differences makes the old document the new one.

mod document;
mod kind;
mod operation;
mod renamed;
mod schema;
mod take;
mod usage;
mod walk;
mod words;

use serde_json::Value;
use sha2::{Digest as _, Sha256};

pub use kind::{Breaking, DifferenceKind, Direction, Sides};
pub use take::{take, take_all};

use super::Contract;

/// One difference between two states of a contract.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Its stable name: the kind and the place.
    pub key: String,
    /// What kind of difference it is.
    pub kind: DifferenceKind,
    /// The operations that it touches, as `GET /pets/{id}`. None where no operation uses what differs.
    pub operations: Vec<String>,
    /// Whether it is about what is sent to these, or about what they answer.
    pub sides: Sides,
    /// The operation or shared part that it is in: `GET /pets/{id}`, `schema Pet`.
    pub owner: String,
    /// Where in that, in words: `response 200 › body › name`. Empty for the whole of it.
    pub place: String,
    /// Where it stands in the old document.
    pub old_pointer: Option<String>,
    /// Where it stands in the new document.
    pub new_pointer: Option<String>,
    /// What stood there, in short.
    pub old: Option<String>,
    /// What stands there now, in short.
    pub new: Option<String>,
    /// For whom it breaks.
    pub breaking: Breaking,
    /// What happened, in one plain sentence.
    pub message: String,
    /// What takes it over.
    patches: Vec<Patch>,
}

impl Difference {
    /// The SHA-256 of what the new document says there, in hexadecimal digits; empty where it says nothing.
    pub fn hash(&self, new: &Value) -> String {
        let value = self.new_pointer.as_deref().and_then(|pointer| new.pointer(pointer));
        value.map_or_else(String::new, |value| format!("{:x}", Sha256::digest(value.to_string())))
    }
}

/// A step that makes the old document say what the new one says. Arrays change at their ends last, so that all other
/// pointers stay true.
#[derive(Clone, Debug, PartialEq)]
enum Patch {
    /// What stands at `from` in the new document is put there.
    Set {
        at: String,
        from: String,
    },
    Remove {
        at: String,
    },
    /// What stands at `from` in the new document is added to the array there.
    Include {
        at: String,
        from: String,
    },
    /// The item of the array goes.
    Exclude {
        at: String,
        index: usize,
    },
    /// A shared part gets another name, wherever it is referred to.
    Rename {
        from: String,
        to: String,
    },
}

/// What differs between two states of a contract, in the order of the document.
pub fn differences(old: &Contract, new: &Contract) -> Vec<Difference> {
    document::differences(&old.document, &new.document)
}

/// The operations that are called otherwise in the new document: the keys they had and have.
pub(super) fn moved_operations(old: &Value, new: &Value) -> Vec<(String, String)> {
    let keys = |(method, from, to): (&str, String, String)| (document::key(method, &from), document::key(method, &to));
    renamed::operations(old, new).into_iter().map(keys).collect()
}

#[cfg(test)]
pub(super) mod tests;
