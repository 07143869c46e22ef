//! Reads a contract: one file or many, JSON or YAML, gathered into one document that stands alone. Where the files come from
//! is the caller's business (`Fetch`); nothing here touches a disk or a network.

mod bundle;
mod parse;
mod reach;

use std::sync::Arc;

use serde_json::Value;
use sha2::{Digest, Sha256};
use thiserror::Error;
use url::Url;

use super::{ContractProblem, view::add_form_schemas};
use bundle::Bundling;
pub use reach::is_local;

/// Under this key of the document are the other files that it refers to.
pub const FILES_KEY: &str = "x-mockwright-files";

/// Gets the files that a contract refers to.
pub trait Fetch {
    /// The bytes at an address.
    ///
    /// # Errors
    ///
    /// What is wrong, as a person is told.
    fn fetch(&mut self, address: &Url) -> Result<Fetched, String>;
}

/// A file that was got.
#[derive(Clone, Debug)]
pub struct Fetched {
    /// What is in it.
    pub bytes: Vec<u8>,
    /// Where it was in the end, which is what references in it are relative to (RFC 3986, section 5.1.3).
    pub address: Url,
}

/// A file of a contract as it was written.
#[derive(Clone, Debug)]
pub struct FileText {
    /// As it is named in the document; empty for the first.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// A contract that was read.
#[derive(Clone, Debug)]
pub struct ReadContract {
    /// The whole, with the other files under [`FILES_KEY`].
    pub document: Arc<Value>,
    /// The SHA-256 over all files, in hexadecimal digits.
    pub hash: String,
    /// References that lead nowhere and files that cannot be read.
    pub problems: Vec<ContractProblem>,
    /// All files as they were written, the first one first.
    pub texts: Vec<FileText>,
}

/// A contract that cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{message}")]
pub struct ReadError {
    /// The line and column, from 1, where they are known.
    pub position: Option<(usize, usize)>,
    /// What is wrong.
    pub message: String,
}

impl ReadError {
    fn new(message: impl Into<String>) -> Self {
        Self { position: None, message: message.into() }
    }
}

/// Reads the contract in `bytes`, which stands at `address`, and every file it refers to.
///
/// # Errors
///
/// Where the first file is no OpenAPI document. What is wrong with other files is a problem of the contract.
pub fn read(bytes: &[u8], address: &Url, fetch: &mut dyn Fetch) -> Result<ReadContract, ReadError> {
    let root = parse::parse(bytes)?;
    check_kind(&root)?;
    let mut hash = Sha256::new();
    hash.update(bytes);
    let Bundling { mut document, problems, mut texts, hash, .. } = Bundling::gather(root, address, fetch, hash);
    texts.insert(0, FileText { name: String::new(), bytes: bytes.to_vec() });
    add_form_schemas(&mut document);
    let hash = format!("{:x}", hash.finalize());
    Ok(ReadContract { document: Arc::new(document), hash, problems, texts })
}

/// Refuses what is no OpenAPI document, and says what it is where that is known.
fn check_kind(root: &Value) -> Result<(), ReadError> {
    let text = |pointer: &str| root.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
    let version = root.get("openapi").or_else(|| root.get("swagger"));
    let Some(version) = version else {
        let what = if text("/info/schema").contains("getpostman.com") {
            "a Postman collection"
        } else if root.get("asyncapi").is_some() {
            "an AsyncAPI document"
        } else if root.get("$schema").is_some() {
            "a JSON Schema"
        } else {
            return Err(ReadError::new("This is no OpenAPI document: it has neither the key openapi nor the key swagger"));
        };
        return Err(ReadError::new(format!("This is {what}, not an OpenAPI document")));
    };
    let version = version.as_str().map_or_else(|| version.to_string(), str::to_owned);
    if version.starts_with('3') || version.starts_with("2") {
        return Ok(());
    }
    Err(ReadError::new(format!("OpenAPI {version} cannot be read; 2.0, 3.0, 3.1 and 3.2 can")))
}

#[cfg(test)]
mod tests;
