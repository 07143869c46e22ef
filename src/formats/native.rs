//! The project file itself: reading any layout of it, and writing the one canonical layout.

use std::{path::Path, sync::Arc};

use super::{Content, Format, FormatError, Imported, WriteOptions, Written};
use crate::{
    contract::Fetch,
    storage::{self, EXTENSION, LoadError},
};

pub(super) const FORMAT: Format = Format {
    id: "mockwright",
    name: "Mockwright project",
    extensions: &[EXTENSION],
    documentation: "The whole project, in the canonical layout. Keys that this version does not know are kept",
    sniff: |bytes| {
        let head = String::from_utf8_lossy(bytes.get(..4096).unwrap_or(bytes));
        head.trim_start_matches('\u{feff}').trim_start().starts_with('{') && head.contains("\"mockwright\"")
    },
    read: Some(read),
    write: Some(write),
};

fn read(bytes: &[u8], path: &Path, _: &mut dyn Fetch) -> Result<Imported, FormatError> {
    let loaded = storage::read(bytes).map_err(|problem| LoadError { path: path.to_owned(), problem })?;
    let notes = loaded.repairs.iter().map(ToString::to_string).collect();
    Ok(Imported { content: Content::Project(Arc::new(loaded.project)), notes })
}

fn write(content: &Content, _: WriteOptions) -> Result<Written, FormatError> {
    match content {
        Content::Project(project) => Ok(storage::to_text(project)?.into_bytes().into()),
        Content::Exchanges(_) => Err(FormatError::Unfit { format: FORMAT.name, held: "recorded requests" }),
    }
}
