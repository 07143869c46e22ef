//! Replaces a file so that whoever looks, and whenever the power fails, finds the old content or the new, whole.
//!
//! The new content goes to a temporary file in the same folder, is forced to disk, and takes the old one's place by
//! one rename. Links are followed, so that a link stays a link; the file's permissions stay what they were.

#[cfg(unix)]
use std::fs::File;
use std::{
    ffi::OsString,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    time::Duration,
};

use tempfile::NamedTempFile;

/// How many links in a row are followed; as many as Linux follows.
const MAX_LINKS: usize = 40;
/// A temporary file as old as this belongs to nobody any more.
const LEFT_OVER_AGE: Duration = Duration::from_secs(3600);

/// Replaces the content of the file at `path`, or makes the file.
pub fn write_atomic(path: &Path, content: &[u8]) -> io::Result<()> {
    let target = follow_links(path)?;
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let existing = match fs::metadata(&target) {
        Ok(metadata) if metadata.is_dir() => return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder")),
        Ok(metadata) if metadata.permissions().readonly() => {
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, "the file is read-only"));
        }
        Ok(metadata) => Some(metadata.permissions()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let mut temporary = temporary_beside(folder, &target)?;
    if let Some(permissions) = existing {
        temporary.as_file().set_permissions(permissions)?;
    }
    temporary.write_all(content)?;
    temporary.as_file().sync_all()?;
    temporary.persist(&target).map_err(|error| error.error)?;
    sync_folder(folder)?;
    remove_left_overs(folder, &target);
    Ok(())
}

/// The file that `path` means in the end, which need not exist.
pub(super) fn follow_links(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_path_buf();
    for _ in 0..MAX_LINKS {
        match fs::read_link(&path) {
            // A relative link counts from the folder it lies in; `join` takes an absolute one as it is.
            Ok(target) => path = path.parent().unwrap_or(Path::new("")).join(target),
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::new(io::ErrorKind::InvalidInput, "too many symbolic links"))
}

/// What temporary files for the target start with. The leading dot hides them from listings.
fn temporary_prefix(target: &Path) -> OsString {
    let mut prefix = OsString::from(".");
    prefix.push(target.file_name().unwrap_or_default());
    prefix.push(".");
    prefix
}

const TEMPORARY_SUFFIX: &str = ".tmp";

/// A file beside the target under a name that no other program uses. A new file gets the permissions that any program
/// would give it, which the user's umask still narrows; by themselves temporary files are for their owner only.
fn temporary_beside(folder: &Path, target: &Path) -> io::Result<NamedTempFile> {
    let prefix = temporary_prefix(target);
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(TEMPORARY_SUFFIX);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

/// Removes what earlier saves left behind when they were killed. A file of the last hour may be another program's save
/// that is under way, so it stays. Nothing depends on this, so what fails is passed over.
fn remove_left_overs(folder: &Path, target: &Path) {
    let prefix = temporary_prefix(target);
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let (name, prefix) = (name.as_encoded_bytes(), prefix.as_encoded_bytes());
        let is_ours = name.starts_with(prefix) && name.ends_with(TEMPORARY_SUFFIX.as_bytes());
        let age = || entry.metadata().ok()?.modified().ok()?.elapsed().ok();
        if is_ours && age().is_some_and(|age| age > LEFT_OVER_AGE) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Forces the rename itself to disk. File systems that cannot sync a folder are left alone: the content is safe already.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
        // A folder that may be written to but not listed cannot be opened.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(()),
        result => result,
    }
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makes_and_replaces_a_file_and_leaves_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        write_atomic(&path, b"one").unwrap();
        write_atomic(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_killed_saves_left_behind_goes_when_it_is_old() {
        let folder = tempfile::tempdir().unwrap();
        let (old, young, other) = (".a.json.x1.tmp", ".a.json.x2.tmp", ".b.json.x3.tmp");
        for name in [old, young, other] {
            let file = fs::File::create(folder.path().join(name)).unwrap();
            let age = if name == young { Duration::from_secs(60) } else { LEFT_OVER_AGE * 2 };
            file.set_modified(std::time::SystemTime::now() - age).unwrap();
        }
        write_atomic(&folder.path().join("a.json"), b"one").unwrap();
        let there = |name| folder.path().join(name).exists();
        assert_eq!((there(old), there(young), there(other)), (false, true, true));
    }

    #[test]
    fn a_folder_and_a_missing_folder_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(write_atomic(folder.path(), b"x").unwrap_err().kind(), io::ErrorKind::IsADirectory);
        assert_eq!(write_atomic(&folder.path().join("none/a.json"), b"x").unwrap_err().kind(), io::ErrorKind::NotFound);
    }

    #[cfg(unix)]
    #[test]
    fn permissions_stay_and_a_read_only_file_is_left_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        fs::write(&path, "one").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        write_atomic(&path, b"two").unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o440)).unwrap();
        assert_eq!(write_atomic(&path, b"three").unwrap_err().kind(), io::ErrorKind::PermissionDenied);
        assert_eq!(fs::read(&path).unwrap(), b"two");
    }

    #[cfg(unix)]
    #[test]
    fn a_new_file_has_the_permissions_that_any_program_would_give_it() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (ours, theirs) = (folder.path().join("ours"), folder.path().join("theirs"));
        write_atomic(&ours, b"").unwrap();
        fs::write(&theirs, "").unwrap();
        let mode = |path| fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(mode(&ours), mode(&theirs));
    }

    #[cfg(unix)]
    #[test]
    fn links_stay_links_even_dangling_and_relative_ones() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("real")).unwrap();
        let link = folder.path().join("link.json");
        std::os::unix::fs::symlink("real/a.json", &link).unwrap();
        for content in ["one", "two"] {
            write_atomic(&link, content.as_bytes()).unwrap();
            assert_eq!(fs::read_to_string(folder.path().join("real/a.json")).unwrap(), content);
            assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        }
        let circle = folder.path().join("circle");
        std::os::unix::fs::symlink("circle", &circle).unwrap();
        assert_eq!(write_atomic(&circle, b"x").unwrap_err().kind(), io::ErrorKind::InvalidInput);
    }
}
