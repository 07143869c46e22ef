//! Path patterns as OpenAPI writes them. A template there has no optional parameter and none that catches slashes, so a pattern
//! with an optional one is two templates, and one that catches the rest is marked.

use crate::engine::{PathPattern, rewrite_path};

/// A path template (OpenAPI 3.1, "Path Templating").
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Template {
    /// The template: `/users/{id}`.
    pub(super) text: String,
    /// Its parameters, in order.
    pub(super) parameters: Vec<String>,
    /// Whether the last of them catches all that is left, slashes too.
    pub(super) catches_rest: bool,
}

impl Template {
    /// Whether it means the same to everybody: other characters have a meaning in patterns, or in contracts.
    pub(super) fn is_plain(&self) -> bool {
        let is_plain_name = |name: &String| name.chars().all(|c| c.is_alphanumeric() || "_-".contains(c));
        !self.text.contains("//")
            && self.text.chars().all(|c| c.is_alphanumeric() || "/{}-._~@!$&'()+,;=".contains(c))
            && self.parameters.iter().all(is_plain_name)
    }
}

/// The templates of a pattern, that with all its parameters first; or what is wrong with it.
pub(super) fn templates(pattern: &str) -> Result<Vec<Template>, String> {
    let parsed = PathPattern::parse(pattern).map_err(|error| error.to_string())?;
    let mut parameters: Vec<String> = parsed.parameter_names().map(str::to_owned).collect();
    let mut text = rewrite_path(pattern).into_owned();
    if !text.starts_with('/') {
        text.insert(0, '/');
    }
    let trimmed = text.strip_suffix('/').unwrap_or(&text);
    let (before, last) = trimmed.rsplit_once('/').unwrap_or(("", trimmed));
    let marked = last.strip_prefix('{').and_then(|last| last.strip_suffix('}'));
    if let Some(name) = marked.and_then(|name| name.strip_suffix("...")) {
        let text = format!("{before}/{{{name}}}");
        return Ok(vec![Template { text, parameters, catches_rest: true }]);
    }
    if let Some(name) = marked.and_then(|name| name.strip_suffix('?')) {
        let whole = Template { text: format!("{before}/{{{name}}}"), parameters: parameters.clone(), catches_rest: false };
        parameters.pop();
        let before = if before.is_empty() { "/" } else { before };
        return Ok(vec![whole, Template { text: before.to_owned(), parameters, catches_rest: false }]);
    }
    Ok(vec![Template { text, parameters, catches_rest: false }])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_become_templates() {
        let table: [(&str, &[&str]); 9] = [
            ("/users", &["/users"]),
            ("users/{id}", &["/users/{id}"]),
            ("/users/:id", &["/users/{id}"]),
            ("/users/{id?}", &["/users/{id}", "/users"]),
            ("/{id?}", &["/{id}", "/"]),
            ("/files/{rest...}", &["/files/{rest}"]),
            ("/reports/{name}.{kind}/", &["/reports/{name}.{kind}/"]),
            ("", &["/"]),
            ("/a/*", &["/a/{rest}"]),
        ];
        for (pattern, expected) in table {
            let found = templates(pattern).unwrap();
            assert_eq!(found.iter().map(|template| template.text.as_str()).collect::<Vec<_>>(), expected, "{pattern}");
            for template in found {
                assert_eq!(template.parameters.len(), template.text.matches('{').count(), "{pattern}");
            }
        }
        assert!(templates("/a/{").is_err());
    }
}
