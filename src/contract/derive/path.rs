//! The path of an operation in the pattern syntax of endpoints. Contracts name parameters more freely than patterns do, and
//! some write a query or a fragment into the path to tell operations apart.

use std::collections::HashSet;

use crate::contract::Operation;
use crate::engine::PathPattern;

/// The path of an operation as a pattern.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct PathForm {
    /// The pattern, with the base path.
    pub(super) path: String,
    /// What stood after a question mark.
    pub(super) query: Vec<(String, String)>,
    /// What could not be kept as it was written.
    pub(super) problems: Vec<String>,
    /// Whether nothing can be made of it.
    pub(super) is_unusable: bool,
}

/// The path of an operation, its base path before it.
pub(super) fn rewritten(operation: &Operation) -> PathForm {
    let mut form = PathForm::default();
    let (path, fragment) = operation.path.split_once('#').map_or((operation.path.as_str(), None), |(a, b)| (a, Some(b)));
    if let Some(fragment) = fragment {
        form.problems
            .push(format!("A path has no fragment: #{fragment} is left out, and the first operation of the rest answers"));
    }
    // A question mark inside braces belongs to a parameter's name.
    let question = path.char_indices().scan(0_i32, |depth, (at, character)| {
        *depth += i32::from(character == '{') - i32::from(character == '}');
        Some((at, character, *depth))
    });
    let question = question.filter(|(_, character, depth)| *character == '?' && *depth <= 0).map(|(at, ..)| at).next();
    let path = match question {
        Some(at) => {
            let query = path.get(at + 1..).unwrap_or_default();
            form.query = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
            form.problems.push(format!("A path has no query: ?{query} is asked for only where the same path stands without it"));
            path.get(..at).unwrap_or_default()
        }
        None => path,
    };
    let whole = format!("{}/{}", operation.base_path.trim_end_matches('/'), path.trim_start_matches('/'));
    let mut names = HashSet::new();
    let body = whole.trim_start_matches('/');
    let segments: Vec<String> =
        body.split('/').map(|segment| rewritten_segment(segment, &mut names, &mut form.problems)).collect();
    form.path = format!("/{}", segments.join("/"));
    if let Err(error) = PathPattern::parse(&form.path) {
        form.problems.push(format!("The path {} cannot be served: {}", form.path, error.message));
        form.is_unusable = true;
    }
    form
}

fn rewritten_segment(segment: &str, names: &mut HashSet<String>, problems: &mut Vec<String>) -> String {
    let mut written = String::with_capacity(segment.len());
    let mut rest = segment;
    let mut ends_with_parameter = false;
    while let Some(character) = rest.chars().next() {
        let after = rest.get(character.len_utf8()..).unwrap_or_default();
        rest = after;
        match character {
            '{' => match after.split_once('}') {
                Some((_, tail)) if ends_with_parameter => {
                    problems.push(format!("In {segment} nothing stands between two parameters, so the first takes all"));
                    rest = tail;
                }
                Some((name, tail)) => {
                    written.extend(["{", &parameter_name(name, names), "}"]);
                    ends_with_parameter = true;
                    rest = tail;
                    continue;
                }
                None => written.push_str("%7B"),
            },
            '}' => written.push_str("%7D"),
            '?' => written.push_str("%3F"),
            // At the start of a segment these are old spellings of parameters.
            ':' | '*' if written.is_empty() => written.push_str(if character == ':' { "%3A" } else { "%2A" }),
            other => written.push(other),
        }
        ends_with_parameter = ends_with_parameter && character == '{';
    }
    written
}

/// A name that patterns take: as it is wherever possible.
fn parameter_name(name: &str, names: &mut HashSet<String>) -> String {
    let name = name.trim().trim_end_matches(['.', '?', '*', '+']).trim_start_matches(['+', '#', '?', '&', ';', '.', '/']);
    let is_strange = |c: char| c.is_whitespace() || c.is_control() || "{?*:#".contains(c);
    let name: String = name.chars().map(|c| if is_strange(c) { '_' } else { c }).collect();
    let wanted = if name.is_empty() { "parameter".to_owned() } else { name };
    (1..)
        .map(|number| if number == 1 { wanted.clone() } else { format!("{wanted}{number}") })
        .find(|name| names.insert(name.clone()))
        .unwrap_or(wanted)
}
