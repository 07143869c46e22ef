//! The path of a request, split at its slashes and percent-decoded segment by segment.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use smallvec::SmallVec;

/// The path of a request. A slash that was sent as `%2F` does not split it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestPath<'a> {
    segments: SmallVec<[Cow<'a, str>; 8]>,
    trailing_slash: bool,
}

impl<'a> RequestPath<'a> {
    /// Splits a path. One without a leading slash, such as the `*` of `OPTIONS *`, is read as if it had one.
    pub fn new(path: &'a str) -> Self {
        let mut segments = SmallVec::new();
        let path = path.strip_prefix('/').unwrap_or(path);
        let trailing_slash = path.ends_with('/');
        let path = path.strip_suffix('/').unwrap_or(path);
        if !path.is_empty() || trailing_slash {
            let is_encoded = path.contains('%');
            segments.extend(path.split('/').map(|segment| if is_encoded { decode(segment) } else { Cow::Borrowed(segment) }));
        }
        Self { segments, trailing_slash }
    }

    /// The decoded segments.
    pub fn segments(&self) -> &[Cow<'a, str>] {
        &self.segments
    }

    /// Whether a slash ends it; not for the root, which is nothing but that slash.
    pub fn has_trailing_slash(&self) -> bool {
        self.trailing_slash
    }

    /// All from the segment at that index on, joined by slashes again.
    pub(super) fn rest(&self, from: usize) -> Cow<'_, str> {
        let segments = self.segments.get(from..).unwrap_or_default();
        match (segments, self.trailing_slash) {
            ([], _) => Cow::Borrowed(""),
            ([only], false) => Cow::Borrowed(only),
            (several, trailing_slash) => {
                let mut joined = several.join("/");
                if trailing_slash {
                    joined.push('/');
                }
                Cow::Owned(joined)
            }
        }
    }
}

/// Undoes percent-encoding. What is no valid encoding stays as it is; what is no UTF-8 becomes U+FFFD.
pub(super) fn decode(segment: &str) -> Cow<'_, str> {
    percent_decode_str(segment).decode_utf8_lossy()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_split_and_decode() {
        let table: &[(&str, &[&str], bool)] = &[
            ("/", &[], false),
            ("//", &[""], true),
            ("/a", &["a"], false),
            ("/a/", &["a"], true),
            ("/a//b", &["a", "", "b"], false),
            ("/a%2Fb/%zz/%FF", &["a/b", "%zz", "\u{FFFD}"], false),
            ("/a+b", &["a+b"], false),
            ("*", &["*"], false),
            ("", &[], false),
        ];
        for (path, segments, trailing_slash) in table {
            let split = RequestPath::new(path);
            assert_eq!(split.segments(), *segments, "{path}");
            assert_eq!(split.has_trailing_slash(), *trailing_slash, "{path}");
        }
    }
}
