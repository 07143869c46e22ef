//! Where the local certificate authority is kept: one file with its key, for the person alone, and beside it a copy of
//! its certificate for whoever is to trust it. Never in a project file, which is shared.

use std::{
    fs,
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;

use super::{read_limited, write_atomic};

/// The authority's key and certificate.
const SECRET: &str = "authority.pem";
/// The authority's certificate alone.
const PUBLIC: &str = "mockwright-ca.crt";
/// More than this is no key and no certificate.
const MAX_BYTES: u64 = 64 * 1024;

/// Where the copy of the certificate is that others may be given.
pub fn authority_certificate_path(folder: &Path) -> PathBuf {
    folder.join(PUBLIC)
}

/// What was kept of an authority; none where nothing was.
///
/// # Errors
/// Where there is something that cannot be read.
pub fn read_authority(folder: &Path) -> io::Result<Option<String>> {
    match read_limited(&folder.join(SECRET), MAX_BYTES) {
        // What is not text is no authority either, which whoever reads it finds out.
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Keeps an authority. Its first key is never replaced unless that is wanted, so that of two programs that make one at
/// the same moment the second takes over what the first one made.
///
/// # Errors
/// `AlreadyExists` where one is kept and is not to be replaced; else where the folder or its files cannot be written.
pub fn keep_authority(folder: &Path, secret: &str, certificate: &str, replace: bool) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    // Temporary files are readable by their owner alone from the start, and so this one stays.
    let mut file = NamedTempFile::new_in(folder)?;
    file.write_all(secret.as_bytes())?;
    file.as_file().sync_all()?;
    let path = folder.join(SECRET);
    let kept = if replace { file.persist(path) } else { file.persist_noclobber(path) };
    kept.map_err(|error| error.error)?;
    write_atomic(&folder.join(PUBLIC), certificate.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_key_stays_until_it_is_to_be_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("not/yet/there");
        assert_eq!(read_authority(&folder).unwrap(), None);
        keep_authority(&folder, "one", "public one", false).unwrap();
        assert_eq!(keep_authority(&folder, "two", "public two", false).unwrap_err().kind(), ErrorKind::AlreadyExists);
        assert_eq!(read_authority(&folder).unwrap().as_deref(), Some("one"));
        assert_eq!(fs::read_to_string(authority_certificate_path(&folder)).unwrap(), "public one");
        keep_authority(&folder, "three", "public three", true).unwrap();
        assert_eq!(read_authority(&folder).unwrap().as_deref(), Some("three"));
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 2);
    }

    #[cfg(unix)]
    #[test]
    fn the_key_is_for_its_owner_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        for replace in [false, true] {
            keep_authority(folder.path(), "secret", "public", replace).unwrap();
            let mode = fs::metadata(folder.path().join(SECRET)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }
}
