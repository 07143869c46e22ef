//! OpenAPI documents: a project is written as one of version 3.1.

use super::{Content, Format, FormatError, WriteOptions, Written};
use crate::{contract, model::JsonText};

pub(super) const FORMAT: Format = Format {
    id: "openapi",
    name: "OpenAPI 3.1",
    extensions: &[".openapi.json"],
    documentation: "Endpoints with their answers, examples and schemas. Conditions, delays, faults and templates are not carried over",
    sniff: |_| false,
    read: None,
    write: Some(write),
};

fn write(content: &Content, _: WriteOptions) -> Result<Written, FormatError> {
    match content {
        Content::Project(project) => {
            let contract::Exported { document, notes, .. } = contract::export(project);
            let mut bytes = Vec::new();
            JsonText::write_canonical(&document, &mut bytes);
            bytes.push(b'\n');
            Ok(Written { bytes, notes })
        }
        Content::Exchanges(_) => Err(FormatError::Unfit { format: FORMAT.name, held: "recorded requests, only a project" }),
    }
}
