//! Reads a project file. What is wrong with it is said with the place, and the file is never touched.

use std::{
    fmt, io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Deserializer};
use serde_json::{Value, error::Category};
use thiserror::Error;

use super::{
    super::{
        limited::read_limited,
        locate::{Position, Step, json_message, locate, pointer},
    },
    migrate::{MIGRATIONS, Migration, migrate},
    repair::{Repair, repair_ids},
};
use crate::model::{FORMAT_VERSION, Project};

/// The largest file that is read: far above any project, below what would exhaust memory.
const MAX_BYTES: u64 = 256 * 1024 * 1024;

/// A project as it was read.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The project.
    pub project: Project,
    /// Ids that were used twice and were given anew; saving makes that last.
    pub repairs: Vec<Repair>,
}

/// A project file that cannot be read.
#[derive(Debug, Error)]
#[error("{}{problem}", At(path, problem))]
pub struct LoadError {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it.
    #[source]
    pub problem: LoadProblem,
}

/// `path:line:column: `, as editors and terminals make links of.
struct At<'a>(&'a Path, &'a LoadProblem);

impl fmt::Display for At<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.0.display())?;
        if let Some(Position { line, column }) = self.1.position() {
            write!(f, "{line}:{column}:")?;
        }
        write!(f, " ")
    }
}

/// What is wrong with a project file.
#[derive(Debug, Error)]
pub enum LoadProblem {
    /// The file cannot be opened or read.
    #[error("cannot be read: {0}")]
    Read(#[source] io::Error),
    /// The file is too large to be a project.
    #[error("is larger than {} MiB, the most a project may have", MAX_BYTES / 1024 / 1024)]
    TooLarge,
    /// The file is not UTF-8 text.
    #[error("is not UTF-8 text{}", if *.utf16 { "; it looks like UTF-16" } else { "" })]
    NotUtf8 {
        /// The first byte that is not.
        position: Position,
        /// It starts like UTF-16.
        utf16: bool,
    },
    /// The text is not JSON.
    #[error("is not valid JSON: {message}")]
    Syntax {
        /// Where the reader stopped.
        position: Position,
        /// Why.
        message: String,
    },
    /// Git left conflict markers in the file.
    #[error("has an unresolved merge conflict")]
    Conflict {
        /// The first marker.
        position: Position,
    },
    /// The text is JSON, but nothing in it says that it is a project.
    #[error("is not a Mockwright project: it has no \"mockwright\" version at its top")]
    NotAProject,
    /// The file was written by a newer program.
    #[error(
        "was written by a newer Mockwright (format version {version}; this one reads up to {FORMAT_VERSION}). Nothing was changed"
    )]
    Newer {
        /// The format version the file names.
        version: u64,
    },
    /// The file is of an older version and cannot be brought up to date.
    #[error("cannot be brought from format version {version} to {FORMAT_VERSION}: {message}")]
    Migration {
        /// The format version the file names.
        version: u64,
        /// Why.
        message: String,
    },
    /// A value is missing or of the wrong kind.
    #[error("{message}{}", if .pointer.is_empty() { String::new() } else { format!(" (at {})", .pointer) })]
    WrongType {
        /// Where the value starts.
        position: Position,
        /// The value's JSON pointer.
        pointer: String,
        /// What is wrong with it.
        message: String,
    },
}

impl LoadProblem {
    /// The place in the file, where there is one.
    pub fn position(&self) -> Option<Position> {
        match self {
            Self::NotUtf8 { position, .. }
            | Self::Syntax { position, .. }
            | Self::Conflict { position }
            | Self::WrongType { position, .. } => Some(*position),
            Self::Read(_) | Self::TooLarge | Self::NotAProject | Self::Newer { .. } | Self::Migration { .. } => None,
        }
    }
}

/// Reads the project file at `path`.
pub fn load(path: &Path) -> Result<Loaded, LoadError> {
    let bytes = read_limited(path, MAX_BYTES).map_err(|error| match error.kind() {
        io::ErrorKind::FileTooLarge => LoadProblem::TooLarge,
        _ => LoadProblem::Read(error),
    });
    bytes.and_then(|bytes| read(&bytes)).map_err(|problem| LoadError { path: path.to_path_buf(), problem })
}

/// Reads a project from the bytes of its file.
pub fn read(bytes: &[u8]) -> Result<Loaded, LoadProblem> {
    let mut project = parse(as_text(bytes)?, FORMAT_VERSION, MIGRATIONS)?;
    let repairs = repair_ids(&mut project);
    Ok(Loaded { project, repairs })
}

/// The bytes as text, without the mark that some editors put at the start.
fn as_text(bytes: &[u8]) -> Result<&str, LoadProblem> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(error) => {
            let valid = std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default();
            let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
            Err(LoadProblem::NotUtf8 { position: Position::of_offset(valid, valid.len()), utf16 })
        }
    }
}

/// The project in the text, brought to version `current`, which the parameter names so that a test can pretend.
fn parse(text: &str, current: u32, migrations: &[Migration]) -> Result<Project, LoadProblem> {
    let version = version_of(text)?;
    if version > u64::from(current) {
        return Err(LoadProblem::Newer { version });
    }
    if version == u64::from(current) {
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let project = typed(&mut deserializer, text)?;
        return deserializer.end().map(|()| project).map_err(|error| syntax(text, &error));
    }
    let value: Value = serde_json::from_str(text).map_err(|error| syntax(text, &error))?;
    // Fits: it is smaller than `current`.
    let value = migrate(value, version as u32, migrations).map_err(|message| LoadProblem::Migration { version, message })?;
    typed(value, text)
}

/// The format version that the text names. Looks at nothing else, so that it can be told of files of any version.
fn version_of(text: &str) -> Result<u64, LoadProblem> {
    #[derive(Deserialize)]
    struct Head {
        mockwright: Option<Value>,
    }
    let is_object = text.trim_start_matches([' ', '\t', '\r', '\n']).starts_with('{');
    let head = match serde_json::from_str::<Head>(text) {
        Ok(head) => Some(head),
        Err(error) if matches!(error.classify(), Category::Syntax | Category::Eof) => return Err(syntax(text, &error)),
        Err(_) if is_object => {
            let position = Position::of_offset(text, 0);
            let message = "the \"mockwright\" version stands there twice".to_owned();
            return Err(LoadProblem::WrongType { position, pointer: String::new(), message });
        }
        Err(_) => None,
    };
    let version = head.filter(|_| is_object).and_then(|head| head.mockwright).ok_or(LoadProblem::NotAProject)?;
    version.as_u64().ok_or_else(|| {
        let steps = [Step::Member("mockwright".to_owned())];
        let message = "the format version must be a whole number".to_owned();
        LoadProblem::WrongType { position: locate(text, &steps), pointer: pointer(&steps), message }
    })
}

/// The project that the deserializer yields, or what is wrong and where in `text` it stands.
fn typed<'de, D: Deserializer<'de, Error = serde_json::Error>>(deserializer: D, text: &str) -> Result<Project, LoadProblem> {
    serde_path_to_error::deserialize(deserializer).map_err(|error| {
        let steps: Vec<Step> = error.path().iter().filter_map(step).collect();
        let inner = error.into_inner();
        if matches!(inner.classify(), Category::Syntax | Category::Eof) {
            return syntax(text, &inner);
        }
        LoadProblem::WrongType { position: locate(text, &steps), pointer: pointer(&steps), message: json_message(&inner) }
    })
}

fn step(segment: &serde_path_to_error::Segment) -> Option<Step> {
    use serde_path_to_error::Segment;
    match segment {
        Segment::Seq { index } => Some(Step::Element(*index)),
        Segment::Map { key } => Some(Step::Member(key.clone())),
        Segment::Enum { variant } => Some(Step::Member(variant.clone())),
        Segment::Unknown => None,
    }
}

fn syntax(text: &str, error: &serde_json::Error) -> LoadProblem {
    let position = Position::of_json_error(text, error);
    let line = text.lines().nth(position.line.saturating_sub(1)).unwrap_or_default();
    if ["<<<<<<<", "=======", ">>>>>>>"].iter().any(|marker| line.starts_with(marker)) {
        return LoadProblem::Conflict { position };
    }
    LoadProblem::Syntax { position, message: json_message(error) }
}
