//! Bodies that are files: found safely below the project's folder, small ones read at once, large ones streamed.

use std::{
    fs, io,
    path::{Path, PathBuf},
    pin::Pin,
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use tokio::io::{AsyncRead, ReadBuf};

use crate::traffic::CapturedBody;

/// Files up to this size are read in one go. It is also all that the log keeps of a body.
const AT_ONCE_BYTES: u64 = CapturedBody::MAX_KEPT as u64;
/// How much of a larger file is read at a time.
const CHUNK_BYTES: usize = 64 * 1024;

/// Why a body file cannot be sent.
#[derive(Debug, thiserror::Error)]
pub(super) enum FileError {
    #[error("The body file “{path}” cannot be found: the project was never saved, so it has no folder")]
    NoFolder { path: String },
    #[error("The body file “{path}” is outside the project's folder")]
    Outside { path: String },
    #[error("The body file “{path}” does not exist in the project's folder")]
    Missing { path: String },
    #[error("The body file “{path}” is not a file")]
    NotAFile { path: String },
    #[error("The body file “{path}” cannot be read: {reason}")]
    Unreadable { path: String, reason: io::Error },
}

/// A file that is opened for sending.
#[derive(Debug)]
pub(super) enum OpenFile {
    /// All of it.
    Whole(Bytes),
    /// A large one, still to be read.
    Large(Box<FileBody>),
}

impl OpenFile {
    /// How many bytes it has.
    pub(super) fn size(&self) -> u64 {
        match self {
            Self::Whole(bytes) => bytes.len() as u64,
            Self::Large(file) => file.remaining(),
        }
    }
}

/// Opens a file below the folder.
pub(super) async fn open(folder: Option<&Path>, path: &str) -> Result<OpenFile, FileError> {
    let path = path.to_owned();
    let folder = folder.map(Path::to_path_buf).ok_or_else(|| FileError::NoFolder { path: path.clone() })?;
    let name = path.clone();
    let opening = tokio::task::spawn_blocking(move || open_blocking(&folder, path));
    opening.await.unwrap_or_else(|error| Err(FileError::Unreadable { path: name, reason: io::Error::other(error) }))
}

fn open_blocking(folder: &Path, path: String) -> Result<OpenFile, FileError> {
    let found = match find(folder, &path) {
        Ok(Some(found)) => found,
        Ok(None) => return Err(FileError::Outside { path }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(FileError::Missing { path }),
        Err(reason) => return Err(FileError::Unreadable { path, reason }),
    };
    // A pipe would block its opening, so what it is must be known before.
    match fs::metadata(&found) {
        Ok(metadata) if metadata.is_file() => {}
        Ok(_) => return Err(FileError::NotAFile { path }),
        Err(reason) => return Err(FileError::Unreadable { path, reason }),
    }
    read(&found).map_err(|reason| FileError::Unreadable { path, reason })
}

fn read(path: &Path) -> io::Result<OpenFile> {
    let mut file = fs::File::open(path)?;
    let size = file.metadata()?.len();
    if size > AT_ONCE_BYTES {
        return Ok(OpenFile::Large(Box::new(FileBody::new(tokio::fs::File::from_std(file), size))));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    io::Read::read_to_end(&mut file, &mut bytes)?;
    Ok(OpenFile::Whole(Bytes::from(bytes)))
}

/// Where the file really is; none where that is outside the folder, however it leads there.
fn find(folder: &Path, path: &str) -> io::Result<Option<PathBuf>> {
    let folder = fs::canonicalize(folder)?;
    let found = fs::canonicalize(folder.join(path))?;
    Ok(found.starts_with(&folder).then_some(found))
}

/// A large file on its way out.
#[derive(Debug)]
pub(super) struct FileBody {
    file: tokio::fs::File,
    remaining: u64,
    buffer: Vec<u8>,
    /// What the log gets to keep.
    kept: Vec<u8>,
    sent: u64,
}

impl FileBody {
    fn new(file: tokio::fs::File, size: u64) -> Self {
        Self { file, remaining: size, buffer: vec![0; CHUNK_BYTES], kept: Vec::new(), sent: 0 }
    }

    /// How many bytes are still to come.
    pub(super) fn remaining(&self) -> u64 {
        self.remaining
    }

    /// Whether all is sent. A file that grew meanwhile is sent as long as it was.
    pub(super) fn is_at_end(&self) -> bool {
        self.remaining == 0
    }

    /// What was sent so far, as the log keeps it.
    pub(super) fn take_captured(&mut self) -> CapturedBody {
        CapturedBody { bytes: Bytes::from(std::mem::take(&mut self.kept)), size: self.sent }
    }

    /// The next bytes, up to `most`. A file that shrank meanwhile is an error, because its length has been announced.
    pub(super) fn poll_chunk(&mut self, most: usize, context: &mut Context<'_>) -> Poll<io::Result<Bytes>> {
        let most = usize::try_from(self.remaining).unwrap_or(CHUNK_BYTES).min(CHUNK_BYTES).min(most);
        let mut buffer = ReadBuf::new(&mut self.buffer[..most]);
        ready!(Pin::new(&mut self.file).poll_read(context, &mut buffer))?;
        let chunk = Bytes::copy_from_slice(buffer.filled());
        if chunk.is_empty() {
            return Poll::Ready(Err(io::ErrorKind::UnexpectedEof.into()));
        }
        self.remaining -= chunk.len() as u64;
        self.sent += chunk.len() as u64;
        let room = CapturedBody::MAX_KEPT - self.kept.len();
        self.kept.extend_from_slice(&chunk[..chunk.len().min(room)]);
        Poll::Ready(Ok(chunk))
    }
}
