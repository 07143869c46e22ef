//! WireMock's path templates, as regular expressions: a name in braces is one segment, two stars are anything.

use regex::{Regex, RegexBuilder};

use super::error::{At, PatternError};

/// The largest compiled template, in bytes.
const MAX_BYTES: usize = 1024 * 1024;

/// The regular expression that a path template stands for; what its names catch are the groups called so.
pub(super) fn compile(at: &At<'_>, template: &str) -> Result<Regex, PatternError> {
    let mut pattern = String::from(r"\A");
    let mut rest = template;
    let mut stars = 0;
    let mut names: Vec<String> = Vec::new();
    while let Some(letter) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix("**") {
            pattern.push_str(&format!("(?P<s{stars}>.*?)"));
            stars += 1;
            rest = after;
        } else if let Some((inside, after)) = rest.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
            let name = inside.trim_matches(['.', ';', '*']);
            if !is_name(name) || names.iter().any(|known| known == name) {
                return Err(at.error(format!("{{{inside}}} has to be a name of letters, digits and _, and there only once")));
            }
            pattern.push_str(&format!("(?P<{}>[^/]+)", group(name)));
            names.push(name.to_owned());
            rest = after;
        } else {
            pattern.push_str(&regex::escape(letter.encode_utf8(&mut [0; 4])));
            rest = rest.get(letter.len_utf8()..).unwrap_or_default();
        }
    }
    pattern.push_str(r"\z");
    let built = RegexBuilder::new(&pattern).dot_matches_new_line(true).size_limit(MAX_BYTES).build();
    built.map_err(|_| at.error("The path template is too large"))
}

/// What a template caught under a name, percent-decoded.
pub(super) fn caught(template: &Regex, path: &str, name: &str) -> Option<String> {
    let found = template.captures(path)?;
    let text = found.name(&group(name)).or_else(|| found.name(&format!("s{name}")))?.as_str();
    Some(percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned())
}

/// Whether a template has a name.
pub(super) fn has_name(template: &Regex, name: &str) -> bool {
    template.capture_names().flatten().any(|known| known == group(name) || known == format!("s{name}"))
}

/// The group that a name's text is caught in; groups of stars have names of their own.
fn group(name: &str) -> String {
    format!("n_{}", name.replace('-', "__"))
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::wiremock::error::ROOT;

    #[test]
    fn templates_catch_segments_and_stars_anything() {
        let template = compile(&ROOT, "/v1/users/{user-id}/**/x.{kind*}").unwrap();
        let path = "/v1/users/a%20b/1/2/x.json";
        let catch = |name| caught(&template, path, name);
        assert_eq!(catch("user-id").as_deref(), Some("a b"));
        assert_eq!((catch("0").as_deref(), catch("kind").as_deref(), catch("other")), (Some("1/2"), Some("json"), None));
        assert!(has_name(&template, "kind") && has_name(&template, "0") && !has_name(&template, "1"));
        assert!(!template.is_match("/v1/users/a/b/x"));
        assert!(!compile(&ROOT, "/a.c").unwrap().is_match("/abc"), "a point is a point");
        for wrong in ["/{}", "/{a b}", "/{a}/{a}"] {
            assert!(compile(&ROOT, wrong).is_err(), "{wrong}");
        }
    }
}
