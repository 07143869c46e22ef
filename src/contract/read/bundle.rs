//! Gathers the files of a contract into one document: each other file lies under one key, and every reference to it leads
//! there. References are found wherever they stand but in examples and other values, which are data.

use std::collections::{HashMap, VecDeque};

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use url::Url;

use super::{FILES_KEY, Fetch, Fetched, FileText, parse::parse, reach};
use crate::contract::ContractProblem;
use crate::generate::json_pointer::{self, token};

/// The most other files of one contract.
const MAX_FILES: usize = 2_000;

/// The most bytes of all files of one contract.
const MAX_BYTES: usize = 256 * 1024 * 1024;

/// Deeper levels are not searched for references.
const MAX_DEPTH: usize = 200;

/// Members whose value is data.
const DATA_KEYS: [&str; 6] = ["example", "examples", "default", "enum", "const", "value"];

/// Members that hold names of a person's choice.
const NAMING_KEYS: [&str; 12] = [
    "properties",
    "patternProperties",
    "definitions",
    "$defs",
    "schemas",
    "responses",
    "parameters",
    "headers",
    "paths",
    "requestBodies",
    "dependentSchemas",
    "pathItems",
];

/// A contract while its files are gathered.
pub(super) struct Bundling {
    pub(super) document: Value,
    pub(super) problems: Vec<ContractProblem>,
    /// The other files, in the order in which they were found.
    pub(super) texts: Vec<FileText>,
    pub(super) hash: Sha256,
    /// What each file is called that was asked for; nothing where it cannot be had.
    names: HashMap<Url, Option<String>>,
    waiting: VecDeque<(Url, String)>,
    root: Url,
}

impl Bundling {
    pub(super) fn gather(document: Value, address: &Url, fetch: &mut dyn Fetch, hash: Sha256) -> Self {
        let mut root = address.clone();
        root.set_fragment(None);
        let (names, waiting, problems, texts) = Default::default();
        let mut this = Self { document: Value::Null, problems, texts, hash, names, waiting, root };
        let mut document = document;
        let base = this.root.clone();
        this.rewrite(&mut document, &base, "", "", false, 0);
        let mut files = Map::new();
        let mut total_bytes = 0;
        while let Some((address, name)) = this.waiting.pop_front() {
            let pointer = format!("/{FILES_KEY}/{}", token(&name));
            let fetched =
                if total_bytes > MAX_BYTES { Err("the contract is too large".to_owned()) } else { fetch.fetch(&address) };
            let value = fetched.and_then(|Fetched { bytes, address }| {
                total_bytes += bytes.len();
                this.hash.update(&bytes);
                let value = if is_prose(&name) {
                    Value::String(String::from_utf8_lossy(&bytes).into_owned())
                } else {
                    parse(&bytes).map_err(|error| match error.position {
                        Some((line, column)) => format!("line {line}, column {column}: {}", error.message),
                        None => error.message,
                    })?
                };
                this.texts.push(FileText { name: name.clone(), bytes });
                Ok((value, address))
            });
            match value {
                Ok((mut value, address)) => {
                    this.rewrite(&mut value, &address, &pointer, &pointer, false, 0);
                    files.insert(name, value);
                }
                Err(message) => this.report(&pointer, format!("The file {name} cannot be read: {message}")),
            }
        }
        if let (false, Some(members)) = (files.is_empty(), document.as_object_mut()) {
            members.insert(FILES_KEY.to_owned(), Value::Object(files));
        }
        this.document = document;
        this
    }

    fn report(&mut self, pointer: &str, message: String) {
        self.problems.push(ContractProblem { pointer: pointer.to_owned(), message });
    }

    /// Makes references in a value lead into the gathered document. `file` is the pointer of the file that it stands in.
    fn rewrite(&mut self, value: &mut Value, base: &Url, file: &str, at: &str, is_naming: bool, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        match value {
            Value::Object(members) => {
                for (key, member) in members {
                    match member {
                        Value::String(reference) if !is_naming && key == "$ref" => {
                            if let Some(rewritten) = self.target(reference, base, file, at) {
                                *reference = rewritten;
                            }
                        }
                        Value::Object(mapping) if !is_naming && key == "mapping" => {
                            for (_, name) in mapping.iter_mut() {
                                if let Value::String(name) = name
                                    && (name.starts_with('#') || is_file_name(name))
                                    && let Some(rewritten) = self.target(name, base, file, at)
                                {
                                    *name = rewritten;
                                }
                            }
                        }
                        // The examples of an operation are objects that may be references; their values are data.
                        Value::Object(examples) if !is_naming && key == "examples" => {
                            for (_, example) in examples.iter_mut() {
                                if let Some(Value::String(reference)) = example.get_mut("$ref")
                                    && let Some(rewritten) = self.target(reference, base, file, at)
                                {
                                    *reference = rewritten;
                                }
                            }
                        }
                        _ if !is_naming && DATA_KEYS.contains(&key.as_str()) => {}
                        member => {
                            let names = !is_naming && NAMING_KEYS.contains(&key.as_str());
                            self.rewrite(member, base, file, &format!("{at}/{}", token(key)), names, depth + 1);
                        }
                    }
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter_mut().enumerate() {
                    self.rewrite(item, base, file, &format!("{at}/{index}"), false, depth + 1);
                }
            }
            _ => {}
        }
    }

    /// Where a reference leads in the gathered document; nothing where it stays as it is.
    fn target(&mut self, reference: &str, base: &Url, file: &str, at: &str) -> Option<String> {
        let (address, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        if address.is_empty() {
            return (!file.is_empty()).then(|| format!("#{}{fragment}", json_pointer::fragment(file)));
        }
        let Ok(mut address) = base.join(address) else {
            self.report(at, format!("The reference {reference} is no address"));
            return None;
        };
        address.set_fragment(None);
        if address == self.root {
            return Some(format!("#{fragment}"));
        }
        if let Some(why) = reach::refusal(&self.root, base, reference, &address) {
            self.report(at, format!("The reference {reference} is not followed: {why}"));
            return None;
        }
        let name = match self.names.get(&address) {
            Some(name) => name.clone(),
            None => {
                let name = (self.names.len() < MAX_FILES).then(|| self.name_of(&address));
                if let Some(name) = &name {
                    self.waiting.push_back((address.clone(), name.clone()));
                }
                self.names.insert(address, name.clone());
                name
            }
        }?;
        Some(format!("#{}{fragment}", json_pointer::fragment(&format!("/{FILES_KEY}/{}", token(&name)))))
    }

    /// What a file is called: its path from the folder of the first.
    fn name_of(&self, address: &Url) -> String {
        let relative = self.root.make_relative(address).filter(|relative| !relative.is_empty());
        let relative = relative.unwrap_or_else(|| address.to_string());
        percent_decode_str(&relative).decode_utf8_lossy().into_owned()
    }
}

/// A file of text that a description may refer to.
pub(super) fn is_prose(name: &str) -> bool {
    [".md", ".markdown", ".txt"].iter().any(|ending| name.to_lowercase().ends_with(ending))
}

pub(super) fn is_file_name(text: &str) -> bool {
    let name = text.split('#').next().unwrap_or_default().to_lowercase();
    [".yaml", ".yml", ".json"].iter().any(|ending| name.ends_with(ending))
}
