//! Files of all kinds, in and out: one registry of formats, and reading and writing through it.
//!
//! A format says what it is called, which file names it takes, how it is told from others by its content, and how it is
//! read and written. Reading yields a project or exchanges; both come with notes about what could not be carried over.

pub(crate) mod contract_test;
mod har;
mod location;
mod mask;
mod native;
mod openapi;
pub mod wiremock;

pub use contract_test::ReportFormat;

use std::{
    fmt, fs,
    io::{self, Read as _},
    path::{Path, PathBuf},
    sync::Arc,
};

pub use location::Location;
use thiserror::Error;

use crate::{
    contract::{Contract, Fetch},
    model::Project,
    storage::{LoadError, Position, SaveError, read_limited},
    traffic::Exchange,
};

/// The largest file that is read.
const MAX_BYTES: u64 = 256 * 1024 * 1024;

/// How much of a file is looked at to tell what it is.
const HEAD_BYTES: u64 = 4_096;

/// Reads the bytes of the file of that path; what it refers to on the web is got by the last argument.
type Read = fn(&[u8], &Path, &mut dyn Fetch) -> Result<Imported, FormatError>;
/// Makes the bytes of a file.
type Write = fn(&Content, WriteOptions) -> Result<Written, FormatError>;

/// One format.
pub struct Format {
    /// Its name on the command line.
    pub id: &'static str,
    /// What a person calls it.
    pub name: &'static str,
    /// What names of its files end with, the usual one first.
    pub extensions: &'static [&'static str],
    /// What is carried over, in a sentence or two.
    pub documentation: &'static str,
    sniff: fn(&[u8]) -> bool,
    read: Option<Read>,
    write: Option<Write>,
}

/// Every format, in the order in which they are tried and listed.
pub const FORMATS: &[Format] = &[native::FORMAT, har::FORMAT, openapi::FORMAT];

impl Format {
    /// The format of that id.
    pub fn of_id(id: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.id.eq_ignore_ascii_case(id))
    }

    /// The format whose files are named like this one.
    pub fn of_name(path: &Path) -> Option<&'static Self> {
        let name = path.file_name()?.to_string_lossy().to_lowercase();
        FORMATS.iter().find(|format| format.extensions.iter().any(|extension| name.ends_with(extension)))
    }

    /// The format of that content.
    fn of_content(bytes: &[u8]) -> Option<&'static Self> {
        FORMATS.iter().find(|format| (format.sniff)(bytes))
    }

    /// Whether it can be read.
    pub fn can_read(&self) -> bool {
        self.read.is_some()
    }

    /// Whether it can be written.
    pub fn can_write(&self) -> bool {
        self.write.is_some()
    }
}

impl fmt::Debug for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Format").field(&self.id).finish()
    }
}

/// What a file holds.
#[derive(Clone, Debug)]
pub enum Content {
    /// A project.
    Project(Arc<Project>),
    /// Recorded requests with their answers.
    Exchanges(Vec<Arc<Exchange>>),
}

/// What was read.
#[derive(Clone, Debug)]
pub struct Imported {
    /// What the file holds.
    pub content: Content,
    /// What could not be carried over, or was mended, each with its place.
    pub notes: Vec<String>,
}

/// What is to be written.
#[derive(Clone, Debug)]
pub struct Written {
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// What could not be carried over, each with its place.
    pub notes: Vec<String>,
}

impl From<Vec<u8>> for Written {
    fn from(bytes: Vec<u8>) -> Self {
        Self { bytes, notes: Vec::new() }
    }
}

/// How to write.
#[derive(Clone, Copy, Debug, Default)]
pub struct WriteOptions {
    /// Secrets are written as they are instead of being masked.
    pub with_secrets: bool,
}

/// A file that cannot be read or written.
#[derive(Debug, Error)]
pub enum FormatError {
    /// The file cannot be opened or read, or what is at the address cannot be got.
    #[error("{}: cannot be read: {error}", path.display())]
    Read {
        /// The file, or the address.
        path: PathBuf,
        /// Why.
        #[source]
        error: io::Error,
    },
    /// Nothing says which format it is.
    #[error("{}: is of no format that can be read: {}", path.display(), names(Format::can_read))]
    Unknown {
        /// The file.
        path: PathBuf,
    },
    /// A project file that cannot be read.
    #[error(transparent)]
    Project(#[from] LoadError),
    /// A project that cannot be written.
    #[error(transparent)]
    Save(#[from] SaveError),
    /// The file is not what its format demands.
    #[error("{}:{} {message}", path.display(), place(position))]
    Invalid {
        /// The file, or the address.
        path: PathBuf,
        /// Where, if it is known.
        position: Option<Position>,
        /// What is wrong.
        message: String,
    },
    /// The format cannot hold that content.
    #[error("{format} cannot hold {held}")]
    Unfit {
        /// What the format is called.
        format: &'static str,
        /// What it was to hold.
        held: &'static str,
    },
    /// The format can be read only, or written only.
    #[error("{format} cannot be {verb}")]
    OneWay {
        /// What the format is called.
        format: &'static str,
        /// `read` or `written`.
        verb: &'static str,
    },
}

fn place(position: &Option<Position>) -> String {
    position.map_or_else(String::new, |Position { line, column }| format!("{line}:{column}:"))
}

fn names(fits: fn(&Format) -> bool) -> String {
    let names: Vec<&str> = FORMATS.iter().filter(|format| fits(format)).map(|format| format.name).collect();
    names.join(", ")
}

/// Reads a file of any format: by its name where that says enough, else by its content. Nothing of the web is read.
pub fn read(path: &Path) -> Result<Imported, FormatError> {
    read_file(path, &mut openapi::NoWeb)
}

/// Reads what is there: a file of any format, or on the web an OpenAPI document. What it refers to on the web is got by `web`.
///
/// # Errors
/// Where it cannot be got or read.
pub fn read_from(location: &Location, web: &mut dyn Fetch) -> Result<Imported, FormatError> {
    match location {
        Location::File(path) => read_file(path, web),
        Location::Web(_) => {
            let (bytes, reached) = bytes_of(location, web)?;
            openapi::read(&bytes, &reached, web)
        }
    }
}

fn read_file(path: &Path, web: &mut dyn Fetch) -> Result<Imported, FormatError> {
    let bytes = read_limited(path, MAX_BYTES).map_err(|error| FormatError::Read { path: path.to_owned(), error })?;
    let format = Format::of_name(path).or_else(|| Format::of_content(&bytes));
    let format = format.ok_or_else(|| FormatError::Unknown { path: path.to_owned() })?;
    let read = format.read.ok_or(FormatError::OneWay { format: format.name, verb: "read" })?;
    read(&bytes, path, web)
}

/// What is there, and where it was in the end.
fn bytes_of(location: &Location, web: &mut dyn Fetch) -> Result<(Vec<u8>, Location), FormatError> {
    let failed = |error| FormatError::Read { path: location.as_path(), error };
    match location {
        Location::File(path) => Ok((read_limited(path, MAX_BYTES).map_err(failed)?, location.clone())),
        Location::Web(url) => {
            let fetched = web.fetch(url).map_err(|message| failed(io::Error::other(message)))?;
            Ok((fetched.bytes, Location::Web(fetched.address)))
        }
    }
}

/// A contract with the SHA-256 over its files.
#[derive(Debug)]
pub struct PublishedContract {
    /// What it says.
    pub contract: Contract,
    /// The SHA-256 in hexadecimal digits.
    pub hash: String,
    /// What could not be used, each with its place.
    pub notes: Vec<String>,
}

/// The OpenAPI document in that file, with the files it refers to. Nothing of the web is read.
///
/// # Errors
/// Where the file cannot be read or is no OpenAPI document.
pub fn read_contract(path: &Path) -> Result<PublishedContract, FormatError> {
    read_contract_from(&Location::File(path.to_owned()), &mut openapi::NoWeb)
}

/// The OpenAPI document that is there, with the files it refers to; those on the web are got by `web`.
///
/// # Errors
/// Where it cannot be got, or is no OpenAPI document.
pub fn read_contract_from(location: &Location, web: &mut dyn Fetch) -> Result<PublishedContract, FormatError> {
    let (bytes, reached) = bytes_of(location, web)?;
    let (read, contract) = openapi::contract_of(&bytes, &reached, web)?;
    let notes = openapi::notes(location, &read, contract.problems.iter());
    Ok(PublishedContract { contract, hash: read.hash, notes })
}

/// The content as it is written to a file in `folder`: the contract of a project is named as seen from there.
pub fn seen_from(content: Content, folder: &Path) -> Content {
    match content {
        Content::Project(project) => Content::Project(openapi::seen_from(&project, folder).unwrap_or(project)),
        Content::Exchanges(exchanges) => Content::Exchanges(exchanges),
    }
}

/// The bytes of a file of that format, with notes about what could not be carried over.
pub fn write(format: &Format, content: &Content, options: WriteOptions) -> Result<Written, FormatError> {
    let write = format.write.ok_or(FormatError::OneWay { format: format.name, verb: "written" })?;
    write(content, options)
}

/// Whether the file, by its name, holds exchanges to look at rather than a project to open.
pub fn holds_exchanges(path: &Path) -> bool {
    Format::of_name(path).is_some_and(|format| format.id == har::FORMAT.id)
}

/// Whether the file is one of our own projects: by its name, or else by how it begins.
pub fn holds_project(path: &Path) -> bool {
    let is_native = |format: &Format| format.id == native::FORMAT.id;
    Format::of_name(path).map_or_else(|| head_of(path).is_ok_and(|head| (native::FORMAT.sniff)(&head)), is_native)
}

/// As much of a file as tells what it is.
fn head_of(path: &Path) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    fs::File::open(path)?.take(HEAD_BYTES).read_to_end(&mut head)?;
    Ok(head)
}

/// The exchanges of a file, and notes about what could not be carried over.
pub fn read_exchanges(path: &Path) -> Result<(Vec<Arc<Exchange>>, Vec<String>), FormatError> {
    match read(path)? {
        Imported { content: Content::Exchanges(exchanges), notes } => Ok((exchanges, notes)),
        Imported { content: Content::Project(_), .. } => {
            let message = "it holds a project, not recorded requests".to_owned();
            Err(FormatError::Invalid { path: path.to_owned(), position: None, message })
        }
    }
}

/// The project as an OpenAPI 3.1 document.
pub fn open_api_of(project: &Project) -> Written {
    openapi::write_project(project)
}

/// The exchanges as a HAR 1.2 file.
pub fn har_of(exchanges: &[Arc<Exchange>], with_secrets: bool) -> Vec<u8> {
    har::write(exchanges, WriteOptions { with_secrets })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_content_tell_formats_apart() {
        let of_name = |name| Format::of_name(Path::new(name)).map(|format| format.id);
        assert_eq!(of_name("a/shop.mockwright.json"), Some("mockwright"));
        assert_eq!(of_name("TRAFFIC.HAR"), Some("har"));
        assert_eq!(of_name("a.json"), None);
        let of_content = |bytes: &[u8]| Format::of_content(bytes).map(|format| format.id);
        assert_eq!(of_content(b"\xef\xbb\xbf {\"$schema\": \"x\", \"mockwright\": 1}"), Some("mockwright"));
        assert_eq!(of_content(b"{\"log\": {\"version\": \"1.2\", \"entries\": []}}"), Some("har"));
        assert_eq!(of_content(b"{\"openapi\": \"3.1.0\"}"), Some("openapi"));
        assert_eq!(of_content(b"\xff\xd8"), None);
    }

    #[test]
    fn ids_are_unique_and_every_format_does_something() {
        for format in FORMATS {
            assert!(std::ptr::eq(Format::of_id(format.id).unwrap(), format) || Format::of_id(format.id).unwrap().id == format.id);
            assert!(format.can_read() || format.can_write());
            assert!(
                format.extensions.iter().all(|extension| extension.starts_with('.') && *extension == extension.to_lowercase())
            );
        }
        let mut ids: Vec<&str> = FORMATS.iter().map(|format| format.id).collect();
        ids.dedup();
        assert_eq!(ids.len(), FORMATS.len());
    }
}
