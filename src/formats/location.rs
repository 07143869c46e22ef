//! Where something is read from: a file, or an address on the web.

use std::{
    ffi::OsString,
    fmt,
    path::{Path, PathBuf},
};

use url::Url;

/// A file, or an address on the web.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A file.
    File(PathBuf),
    /// What an http or https URL leads to.
    Web(Url),
}

impl Location {
    /// What a person wrote: a URL where it begins like one, else a path.
    pub fn of(written: &Path) -> Self {
        let text = written.to_str().map(str::trim).filter(|text| {
            let scheme = text.split_once("://").map_or("", |(scheme, _)| scheme);
            scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
        });
        let url = text.and_then(|text| Url::parse(text).ok());
        url.map_or_else(|| Self::File(written.to_owned()), Self::Web)
    }

    /// The file; none for an address.
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Web(_) => None,
        }
    }

    /// Its last part, which is what one knows it by.
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(),
            Self::Web(url) => {
                let last = url.path_segments().and_then(|mut parts| parts.next_back()).filter(|last| !last.is_empty());
                last.or(url.host_str()).unwrap_or_else(|| url.as_str()).to_owned()
            }
        }
    }

    /// The whole of it, as errors name files.
    pub(super) fn as_path(&self) -> PathBuf {
        match self {
            Self::File(path) => path.clone(),
            Self::Web(url) => PathBuf::from(url.as_str()),
        }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_path().display().fmt(f)
    }
}

impl From<PathBuf> for Location {
    fn from(written: PathBuf) -> Self {
        Self::of(&written)
    }
}

impl From<OsString> for Location {
    fn from(written: OsString) -> Self {
        Self::of(Path::new(&written))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_told_from_paths() {
        let table = [
            ("https://api.example/v1/openapi.yaml", true, "openapi.yaml"),
            (" HTTP://api.example ", true, "api.example"),
            ("https://api.example/docs/", true, "api.example"),
            ("shop.yaml", false, "shop.yaml"),
            ("/a/https:/shop.yaml", false, "shop.yaml"),
            ("file:///etc/passwd", false, "passwd"),
            ("ftp://api.example/a.yaml", false, "a.yaml"),
            ("https://", false, "https:"),
        ];
        for (written, is_web, name) in table {
            let location = Location::of(Path::new(written));
            assert_eq!((matches!(location, Location::Web(_)), location.name().as_str()), (is_web, name), "{written}");
        }
    }
}
