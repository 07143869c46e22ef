//! HAR 1.2, the format in which browsers and proxies hand over recorded traffic. Files are written to the letter of the
//! specification, and read as they really are.

mod read;
mod write;

use std::path::Path;

pub(super) use write::write;

use super::{Content, Format, FormatError, Imported, WriteOptions, Written};
use crate::contract::Fetch;

pub(super) const FORMAT: Format = Format {
    id: "har",
    name: "HAR 1.2",
    extensions: &[".har"],
    documentation: "Recorded requests with their answers, as browsers write and read them. Secrets are masked unless asked for",
    sniff: |bytes| {
        let head = String::from_utf8_lossy(bytes.get(..4096).unwrap_or(bytes));
        let text = head.trim_start_matches('\u{feff}').trim_start();
        text.strip_prefix('{').is_some_and(|rest| rest.trim_start().starts_with("\"log\""))
    },
    read: Some(read_format),
    write: Some(write_format),
};

fn read_format(bytes: &[u8], path: &Path, _: &mut dyn Fetch) -> Result<Imported, FormatError> {
    read::read(bytes).map_err(|(position, message)| FormatError::Invalid { path: path.to_owned(), position, message })
}

fn write_format(content: &Content, options: WriteOptions) -> Result<Written, FormatError> {
    match content {
        Content::Exchanges(exchanges) => Ok(write(exchanges, options).into()),
        Content::Project(_) => Err(FormatError::Unfit { format: FORMAT.name, held: "a project, only recorded requests" }),
    }
}

#[cfg(test)]
mod tests;
