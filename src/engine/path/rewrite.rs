//! The old spellings `:id` and `*` of path parameters, rewritten to the one with braces.

use std::{borrow::Cow, collections::HashSet};

/// Rewrites `:id`, `:id?`, `:rest*` and `*` to `{id}`, `{id?}` and `{rest...}`; all else stays as it is.
///
/// A colon means a parameter only in a segment that starts with one, so `/messages/{id}:cancel` keeps its colon.
pub fn rewrite_path(pattern: &str) -> Cow<'_, str> {
    let is_old = |segment: &str| segment.starts_with([':', '*']);
    if !pattern.split('/').any(is_old) {
        return Cow::Borrowed(pattern);
    }
    let mut names: HashSet<String> = pattern.split('/').flat_map(braced_names).map(str::to_owned).collect();
    let count = pattern.split('/').count();
    let segments = pattern.split('/').enumerate().map(|(index, segment)| match segment.chars().next() {
        Some(':') => rewrite_colons(segment),
        Some('*') => rewrite_star(segment, index + 1 == count, &mut names),
        _ => segment.to_owned(),
    });
    Cow::Owned(segments.collect::<Vec<_>>().join("/"))
}

/// The names that stand in braces already, so that no `*` takes one of them.
fn braced_names(segment: &str) -> impl Iterator<Item = &str> {
    segment.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0.trim_end_matches(['.', '?'])))
}

fn rewrite_colons(segment: &str) -> String {
    let mut rewritten = String::with_capacity(segment.len() + 8);
    let mut rest = segment;
    while let Some(colon) = rest.find(':') {
        let (before, after) = (&rest[..colon], &rest[colon + 1..]);
        let name_length = after.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(after.len());
        let (name, tail) = after.split_at(name_length);
        rewritten.push_str(before);
        if name.is_empty() {
            rewritten.push(':');
            rest = tail;
            continue;
        }
        let (mark, tail) = match tail.as_bytes().first() {
            Some(b'?') => ("?", &tail[1..]),
            Some(b'*' | b'+') => ("...", &tail[1..]),
            _ => ("", tail),
        };
        rewritten.extend(["{", name, mark, "}"]);
        rest = tail;
    }
    rewritten.push_str(rest);
    rewritten
}

fn rewrite_star(segment: &str, is_last: bool, names: &mut HashSet<String>) -> String {
    let written = segment.trim_start_matches('*');
    if !written.is_empty() && !written.chars().all(|c| c.is_alphanumeric() || c == '_') {
        return segment.to_owned();
    }
    let wanted = match (written, is_last) {
        ("", true) => "rest",
        ("", false) => "any",
        (name, _) => name,
    };
    let name = (1..)
        .map(|number| if number == 1 { wanted.to_owned() } else { format!("{wanted}{number}") })
        .find(|name| names.insert(name.clone()))
        .unwrap_or_default();
    if is_last { format!("{{{name}...}}") } else { format!("{{{name}}}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_spellings_become_braces() {
        let table = [
            ("/users/:id", "/users/{id}"),
            ("/users/:id?", "/users/{id?}"),
            ("/users/:rest*", "/users/{rest...}"),
            ("/flights/:from-:to", "/flights/{from}-{to}"),
            ("/:name.json", "/{name}.json"),
            ("/files/*", "/files/{rest...}"),
            ("/files/**", "/files/{rest...}"),
            ("/files/*path", "/files/{path...}"),
            ("/*/b/*/c", "/{any}/b/{any2}/c"),
            ("/{any}/*/x", "/{any}/{any2}/x"),
            ("*", "{rest...}"),
            ("/messages/{id}:cancel", "/messages/{id}:cancel"),
            ("/a/:/b", "/a/:/b"),
            ("/a/*.json", "/a/*.json"),
            ("", ""),
            ("/ü/:größe", "/ü/{größe}"),
        ];
        for (old, new) in table {
            assert_eq!(rewrite_path(old), new, "{old}");
            assert_eq!(rewrite_path(new), new, "rewriting again changes nothing");
        }
    }
}
