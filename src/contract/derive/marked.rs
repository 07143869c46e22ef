//! What an operation or tag says in this program's own words, beside those of OpenAPI: `x-mockwright-id`, what its endpoint or
//! folder is called in the project file, and `x-mockwright-endpoint`, the method and path of the endpoint that it is a part of.
//! An export writes them, so that what OpenAPI tells as several operations is read as the one endpoint it was.

use serde_json::Value;

use crate::{
    contract::{Contract, ENDPOINT_KEY, ID_KEY, Operation},
    engine::PathPattern,
    model::ANY_METHOD,
};

/// The longest id that is taken as it is.
const MAX_ID: usize = 100;

/// What a part of the contract wants to be called; nothing where it does not say, or nothing that could be an id.
pub(super) fn id(part: Option<&Value>) -> Option<String> {
    let id = part?.get(ID_KEY)?.as_str()?;
    let is_usable = !id.is_empty() && id.len() <= MAX_ID && !id.chars().any(|c| c.is_control() || c.is_whitespace());
    is_usable.then(|| id.to_owned())
}

/// The endpoint that an operation is a part of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Marked {
    /// Its method.
    pub(super) method: String,
    /// Its path.
    pub(super) path: String,
}

impl Marked {
    /// The endpoint that an operation names; nothing where it names none, or none that answers calls of that operation.
    pub(super) fn of(contract: &Contract, operation: &Operation) -> Option<Self> {
        let written = contract.document.pointer(&operation.pointer)?.get(ENDPOINT_KEY)?.as_str()?;
        let (method, path) = written.split_once(' ')?;
        let is_of_method = method.eq_ignore_ascii_case(ANY_METHOD) || method.eq_ignore_ascii_case(&operation.method);
        (is_of_method && PathPattern::parse(path).is_ok()).then(|| Self { method: method.to_owned(), path: path.to_owned() })
    }
}
