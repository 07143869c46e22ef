//! Path patterns: how `/users/{id}` is written, what it fits and what its parameters catch.
//!
//! Nothing here knows about endpoints: the routes, the explanations and the editor all read paths through
//! this one place, so that they can never disagree about what fits.

mod mixed;
mod parse;
mod request_path;
mod rewrite;

use std::borrow::Cow;

use smallvec::SmallVec;

pub(super) use mixed::Mixed;
pub use parse::PathError;
pub use request_path::RequestPath;
pub use rewrite::rewrite_path;

use crate::{generate::json_pointer, model::Settings};

/// What the path parameters of a pattern caught: names and decoded values, in the order of the pattern.
pub type PathParameters<'p, 'r> = SmallVec<[(&'p str, Cow<'r, str>); 4]>;

/// What makes two paths the same path.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PathRules {
    /// ASCII letters of literal text match whatever their case.
    pub ignore_case: bool,
    /// A trailing slash more or less makes another path.
    pub strict_trailing_slash: bool,
}

impl From<&Settings> for PathRules {
    fn from(settings: &Settings) -> Self {
        Self { ignore_case: settings.ignore_path_case, strict_trailing_slash: settings.strict_trailing_slash }
    }
}

/// A path pattern, parsed.
///
/// Literal text is percent-decoded, so `/a%20b`, `/a b` and a request for `/a%20b` are all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathPattern {
    pub(super) segments: Vec<Segment>,
    pub(super) trailing_slash: bool,
    leading_slash: bool,
}

/// What stands between two slashes of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Segment {
    /// Exactly this text.
    Literal(String),
    /// Parameters with literal text around or between them.
    Mixed(Mixed),
    /// Any one segment that is not empty.
    Parameter(String),
    /// Like a parameter, but it may be missing; stands last.
    Optional(String),
    /// All that is left, also nothing; stands last.
    Rest(String),
}

impl PathPattern {
    /// Reads a pattern. The old spellings `:id` and `*` are understood as well; see [`rewrite_path`].
    pub fn parse(text: &str) -> Result<Self, PathError> {
        parse::parse(text)
    }

    /// Whether it was written with the slash that every path starts with.
    pub fn has_leading_slash(&self) -> bool {
        self.leading_slash
    }

    /// The names of its parameters, in order.
    pub fn parameter_names(&self) -> impl Iterator<Item = &str> {
        self.segments
            .iter()
            .flat_map(|segment| match segment {
                Segment::Literal(_) => &[],
                Segment::Mixed(mixed) => mixed.names(),
                Segment::Parameter(name) | Segment::Optional(name) | Segment::Rest(name) => std::slice::from_ref(name),
            })
            .map(String::as_str)
    }

    /// What its parameters catch of a path; none where the path does not fit.
    pub fn parameters<'r>(&self, path: &'r RequestPath<'_>, rules: PathRules) -> Option<PathParameters<'_, 'r>> {
        let mut caught = PathParameters::new();
        let mut at = 0;
        let mut catches_rest = false;
        for segment in &self.segments {
            let text = path.segments().get(at);
            match segment {
                Segment::Literal(literal) => {
                    let text = text?;
                    let same = if rules.ignore_case { text.eq_ignore_ascii_case(literal) } else { text == literal };
                    if !same {
                        return None;
                    }
                }
                Segment::Mixed(mixed) => {
                    let values = mixed.values(text?, rules.ignore_case)?;
                    caught.extend(mixed.names().iter().map(String::as_str).zip(values.into_iter().map(Cow::Borrowed)));
                }
                Segment::Parameter(name) => caught.push((name, non_empty(text?)?)),
                Segment::Optional(name) => {
                    if let Some(text) = text {
                        caught.push((name, non_empty(text)?));
                    }
                }
                Segment::Rest(name) => {
                    caught.push((name, path.rest(at)));
                    catches_rest = true;
                }
            }
            at += 1;
        }
        let fits = catches_rest
            || (at >= path.segments().len()
                && (!rules.strict_trailing_slash || self.trailing_slash == path.has_trailing_slash()));
        fits.then_some(caught)
    }

    /// A path that fits it, for trying it out: parameters are `1`, what may be missing is left out.
    pub fn example(&self) -> String {
        let mut path = String::new();
        for segment in &self.segments {
            let text = match segment {
                Segment::Literal(literal) => Cow::Borrowed(literal.as_str()),
                Segment::Mixed(mixed) => Cow::Owned(mixed.filled_with("1")),
                Segment::Parameter(_) => Cow::Borrowed("1"),
                Segment::Optional(_) | Segment::Rest(_) => continue,
            };
            path.push('/');
            path.extend(percent_encoding::utf8_percent_encode(&text, NOT_IN_SEGMENTS));
        }
        if path.is_empty() || self.trailing_slash {
            path.push('/');
        }
        path
    }
}

/// What must be encoded in a path segment (RFC 3986, 3.3): what must be in a fragment, and the slash and the question mark.
const NOT_IN_SEGMENTS: &percent_encoding::AsciiSet = &json_pointer::NOT_IN_FRAGMENTS.add(b'/').add(b'?');

/// The text of a segment, where a parameter can catch it.
fn non_empty(text: &str) -> Option<Cow<'_, str>> {
    (!text.is_empty()).then_some(Cow::Borrowed(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caught(pattern: &str, path: &str, rules: PathRules) -> Option<Vec<(String, String)>> {
        let pattern = PathPattern::parse(pattern).unwrap();
        let path = RequestPath::new(path);
        let parameters = pattern.parameters(&path, rules)?;
        Some(parameters.into_iter().map(|(name, value)| (name.to_owned(), value.into_owned())).collect())
    }

    #[test]
    fn patterns_catch_what_they_should() {
        type Caught<'a> = Option<&'a [(&'a str, &'a str)]>;
        let table: &[(&str, &str, Caught<'_>)] = &[
            ("/", "/", Some(&[])),
            ("/", "/a", None),
            ("/users", "/users", Some(&[])),
            ("/users", "/users/", Some(&[])),
            ("/users/", "/users", Some(&[])),
            ("/users", "/Users", None),
            ("users", "/users", Some(&[])),
            ("/users/{id}", "/users/42", Some(&[("id", "42")])),
            ("/users/{id}", "/users/42/", Some(&[("id", "42")])),
            ("/users/{id}", "/users/a%2Fb%20c", Some(&[("id", "a/b c")])),
            ("/users/{id}", "/users/", None),
            ("/users/{id}", "/users//", None),
            ("/users/{id}", "/users/1/2", None),
            ("/users/:id", "/users/42", Some(&[("id", "42")])),
            ("/users/{id?}", "/users", Some(&[])),
            ("/users/{id?}", "/users/7", Some(&[("id", "7")])),
            ("/users/{id?}", "/users/7/8", None),
            ("/files/{rest...}", "/files", Some(&[("rest", "")])),
            ("/files/{rest...}", "/files/a/b%20c", Some(&[("rest", "a/b c")])),
            ("/files/{rest...}", "/files/a/b/", Some(&[("rest", "a/b/")])),
            ("/{rest...}", "/", Some(&[("rest", "")])),
            ("/{name}.json", "/a.b.json", Some(&[("name", "a.b")])),
            ("/{name}.json", "/.json", None),
            ("/v{major}-{minor}/x", "/v1-2-3/x", Some(&[("major", "1"), ("minor", "2-3")])),
            ("/v{major}-{minor}", "/v1-", None),
            ("/a b", "/a%20b", Some(&[])),
            ("/a%20b", "/a%20b", Some(&[])),
            ("/%7Bx%7D", "/%7bx%7d", Some(&[])),
            ("/a//b", "/a//b", Some(&[])),
            ("/a//b", "/a/b", None),
            ("/ü", "/%C3%BC", Some(&[])),
        ];
        for (pattern, path, expected) in table {
            let expected =
                expected.map(|pairs| pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect::<Vec<_>>());
            assert_eq!(caught(pattern, path, PathRules::default()), expected, "{pattern} on {path}");
        }
    }

    #[test]
    fn rules_change_what_fits() {
        let strict = PathRules { strict_trailing_slash: true, ..PathRules::default() };
        assert!(caught("/users", "/users/", strict).is_none());
        assert!(caught("/users/", "/users/", strict).is_some());
        assert!(caught("/users/{id?}", "/users/", strict).is_none());
        assert!(caught("/{rest...}", "/users/", strict).is_some());
        let relaxed = PathRules { ignore_case: true, ..PathRules::default() };
        assert!(caught("/Users/{name}.JSON", "/uSERS/Ada.json", relaxed).is_some());
        assert_eq!(caught("/{Id}", "/ABC", relaxed), Some(vec![("Id".to_owned(), "ABC".to_owned())]), "values keep their case");
    }

    #[test]
    fn names_come_in_order() {
        let pattern = PathPattern::parse("/{a}/x-{b}.{c}/{d...}").unwrap();
        assert_eq!(pattern.parameter_names().collect::<Vec<_>>(), ["a", "b", "c", "d"]);
    }
}
