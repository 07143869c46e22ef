//! OpenAPI documents: those of every version are read as the project that they derive, and a project is written as one of
//! version 3.1.

#[cfg(test)]
mod corpus;
mod files;
mod place;
mod read;

pub(super) use files::NoWeb;
pub(super) use read::{contract_of, notes, read, seen_from};

use super::{Content, Format, FormatError, Location, WriteOptions, Written};
use crate::{
    contract,
    model::{JsonText, Project},
};

pub(super) const FORMAT: Format = Format {
    id: "openapi",
    name: "OpenAPI",
    extensions: &[".openapi.json", ".yaml", ".yml"],
    documentation: "Versions 2.0 to 3.2 are read, in JSON or YAML. Written are endpoints with their answers, examples and schemas, as 3.1 in JSON; conditions, delays, faults and templates are not carried over",
    sniff: read::sniff,
    read: Some(|bytes, path, web| read(bytes, &Location::File(path.to_owned()), web)),
    write: Some(write),
};

fn write(content: &Content, _: WriteOptions) -> Result<Written, FormatError> {
    match content {
        Content::Project(project) => Ok(write_project(project)),
        Content::Exchanges(_) => Err(FormatError::Unfit { format: FORMAT.name, held: "recorded requests, only a project" }),
    }
}

/// The project as an OpenAPI 3.1 document in JSON.
pub(super) fn write_project(project: &Project) -> Written {
    let contract::Exported { document, notes, .. } = contract::export(project);
    let mut bytes = Vec::new();
    JsonText::write_canonical(&document, &mut bytes);
    bytes.push(b'\n');
    Written { bytes, notes }
}
