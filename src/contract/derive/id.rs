//! The ids of what is derived: made from the operation's key and what an answer is for, so that they stay the same while
//! the contract around them changes.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use crate::model::{EndpointId, ResponseId};

/// How many digits of a hash an id has: enough for no two of a million operations to be likely the same.
const DIGITS: usize = 10;

/// The longest part of a readable text that an id takes.
const MAX_SLUG: usize = 40;

/// The ids given so far.
#[derive(Debug, Default)]
pub(super) struct Ids {
    endpoints: HashMap<String, usize>,
    responses: HashMap<String, usize>,
}

impl Ids {
    /// The id of an endpoint, told apart from those given before.
    pub(super) fn endpoint(&mut self, wanted: String) -> EndpointId {
        EndpointId::new(unique(wanted, &mut self.endpoints))
    }

    /// The id of an endpoint's response: what it is for is told in `parts`.
    pub(super) fn response(&mut self, endpoint: &str, parts: &[&str]) -> ResponseId {
        let slugs: Vec<String> = parts.iter().map(|part| slug(part)).filter(|part| !part.is_empty()).collect();
        ResponseId::new(unique(format!("{endpoint}-{}", slugs.join("-")), &mut self.responses))
    }
}

/// What the endpoint of an operation wants to be called.
pub(super) fn endpoint_id(operation_key: &str) -> String {
    format!("op-{}", hash(operation_key))
}

/// What the folder of a tag wants to be called.
pub(super) fn folder_id(tag: &str) -> String {
    format!("tag-{}", hash(tag))
}

/// That text, or the same with a number where it was given before.
pub(super) fn unique(wanted: String, taken: &mut HashMap<String, usize>) -> String {
    let Some(count) = taken.get(&wanted).copied() else {
        taken.insert(wanted.clone(), 1);
        return wanted;
    };
    let mut number = count;
    loop {
        number += 1;
        let numbered = format!("{wanted}-{number}");
        if !taken.contains_key(&numbered) {
            taken.insert(wanted, number);
            taken.insert(numbered.clone(), 1);
            return numbered;
        }
    }
}

fn hash(text: &str) -> String {
    let mut digits = format!("{:x}", Sha256::digest(text));
    digits.truncate(DIGITS);
    digits
}

fn slug(text: &str) -> String {
    let mut slug = String::new();
    for character in text.chars() {
        if slug.len() >= MAX_SLUG {
            break;
        }
        if character.is_ascii_alphanumeric() {
            slug.push(character.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}
