//! Reads the text of a path pattern and says, with the column, what is wrong with it.

use std::collections::HashSet;

use super::{Mixed, PathPattern, Segment, request_path::decode, rewrite_path};

/// The most segments a pattern may have. Far above any real path, and low enough to walk recursively.
const MAX_SEGMENTS: usize = 128;

/// The longest pattern, in bytes: longer than any request line that a server reads.
const MAX_LENGTH: usize = 32 * 1024;

/// What is wrong with a path pattern.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message} (column {column})")]
pub struct PathError {
    /// Which character it is at, counted from 1.
    pub column: usize,
    /// What is wrong, in one sentence without a period.
    pub message: String,
}

/// Where a parameter's mark says it may stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    One,
    Optional,
    Rest,
}

/// A stretch of one segment.
enum Piece {
    Literal(String),
    Parameter { name: String, reach: Reach, column: usize },
}

/// Reads a pattern.
pub(super) fn parse(text: &str) -> Result<PathPattern, PathError> {
    if text.len() > MAX_LENGTH {
        return Err(error(1, format!("The path is longer than {MAX_LENGTH} bytes")));
    }
    let leading_slash = text.starts_with('/');
    let rewritten = rewrite_path(text);
    let written_body = text.strip_prefix('/').unwrap_or(text);
    let body = rewritten.strip_prefix('/').unwrap_or(&rewritten);
    let trailing_slash = body.ends_with('/');
    let body = body.strip_suffix('/').unwrap_or(body);

    let mut segments = Vec::new();
    let mut names = HashSet::new();
    let mut column = if leading_slash { 2 } else { 1 };
    if !body.is_empty() || trailing_slash {
        let count = body.split('/').count();
        if count > MAX_SEGMENTS {
            return Err(error(column, format!("The path has {count} segments, more than {MAX_SEGMENTS}")));
        }
        // Columns are those of what was written, also where an old spelling was rewritten.
        for (index, (segment, written)) in body.split('/').zip(written_body.split('/')).enumerate() {
            let is_rewritten = segment != written;
            let parsed = parse_segment(segment, column, index + 1 == count, &mut names)
                .map_err(|error| if is_rewritten { PathError { column, ..error } } else { error })?;
            segments.push(parsed);
            column += written.chars().count() + 1;
        }
    }
    Ok(PathPattern { segments, trailing_slash, leading_slash })
}

fn parse_segment(text: &str, start: usize, is_last: bool, names: &mut HashSet<String>) -> Result<Segment, PathError> {
    let mut pieces = split_pieces(text, start)?;
    let is_alone = pieces.len() == 1;
    for piece in &pieces {
        let Piece::Parameter { name, reach, column } = piece else { continue };
        if *reach != Reach::One && !(is_last && is_alone) {
            let kind = if *reach == Reach::Optional { "An optional parameter" } else { "A parameter that catches the rest" };
            return Err(error(*column, format!("{kind} must be the whole last segment")));
        }
        if !names.insert(name.clone()) {
            return Err(error(*column, format!("The parameter {name} is there twice")));
        }
    }
    if is_alone {
        return Ok(match pieces.remove(0) {
            Piece::Literal(literal) => Segment::Literal(literal),
            Piece::Parameter { name, reach: Reach::One, .. } => Segment::Parameter(name),
            Piece::Parameter { name, reach: Reach::Optional, .. } => Segment::Optional(name),
            Piece::Parameter { name, reach: Reach::Rest, .. } => Segment::Rest(name),
        });
    }

    let mut literals = vec![String::new()];
    let mut parameters = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Literal(literal) => {
                literals.pop();
                literals.push(literal);
            }
            Piece::Parameter { name, column, .. } => {
                if !parameters.is_empty() && literals.last().is_some_and(String::is_empty) {
                    return Err(error(column, "Two parameters need text between them".to_owned()));
                }
                parameters.push(name);
                literals.push(String::new());
            }
        }
    }
    if parameters.is_empty() {
        return Ok(Segment::Literal(String::new()));
    }
    Ok(Segment::Mixed(Mixed::new(literals, parameters)))
}

/// Splits a segment into literal text and parameters; literal text is decoded.
fn split_pieces(text: &str, start: usize) -> Result<Vec<Piece>, PathError> {
    let mut pieces = Vec::new();
    let mut literal = String::new();
    let mut characters = text.chars().zip(start..);
    while let Some((character, column)) = characters.next() {
        match character {
            '{' => {
                if !literal.is_empty() {
                    pieces.push(Piece::Literal(decode(&literal).into_owned()));
                    literal.clear();
                }
                let mut inside = String::new();
                loop {
                    match characters.next() {
                        Some(('}', _)) => break,
                        Some((character, _)) => inside.push(character),
                        None => return Err(error(column, "This brace is never closed".to_owned())),
                    }
                }
                pieces.push(parameter(&inside, column)?);
            }
            '}' => return Err(error(column, "This brace was never opened; write %7D for a brace in the path".to_owned())),
            '?' => return Err(error(column, "A path holds no query; put it into a condition".to_owned())),
            '#' => return Err(error(column, "A path holds no fragment; write %23 for a # in the path".to_owned())),
            other => literal.push(other),
        }
    }
    if !literal.is_empty() {
        pieces.push(Piece::Literal(decode(&literal).into_owned()));
    }
    Ok(pieces)
}

fn parameter(inside: &str, column: usize) -> Result<Piece, PathError> {
    let (name, reach) = match (inside.strip_suffix("..."), inside.strip_suffix('?')) {
        (Some(name), _) => (name, Reach::Rest),
        (None, Some(name)) => (name, Reach::Optional),
        (None, None) => (inside, Reach::One),
    };
    if name.is_empty() {
        return Err(error(column, "This parameter has no name".to_owned()));
    }
    let is_strange = |c: &char| c.is_whitespace() || c.is_control() || "{?*:#".contains(*c);
    if let Some(strange) = name.chars().find(is_strange) {
        return Err(error(column, format!("A parameter's name cannot hold {strange:?}")));
    }
    Ok(Piece::Parameter { name: name.to_owned(), reach, column })
}

fn error(column: usize, message: String) -> PathError {
    PathError { column, message }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bad_patterns_are_refused_with_the_column() {
        let table = [
            ("/users/{id", 8, "never closed"),
            ("/users/id}", 10, "never opened"),
            ("/{}", 2, "no name"),
            ("/{?}", 2, "no name"),
            ("/{...}", 2, "no name"),
            ("/{a b}", 2, "' '"),
            ("/{a}/{a}", 6, "twice"),
            ("/{a}{b}", 5, "text between"),
            ("/{a?}/b", 2, "last segment"),
            ("/{a...}/b", 2, "last segment"),
            ("/x{a?}", 3, "last segment"),
            ("/x?y=1", 3, "no query"),
            ("/x#y", 3, "no fragment"),
            ("/ü/{", 4, "never closed"),
            ("/:a/x/:a", 7, "twice"),
            ("/:a?/x", 2, "last segment"),
        ];
        for (pattern, column, words) in table {
            let error = parse(pattern).expect_err(pattern);
            assert_eq!(error.column, column, "{pattern}: {error}");
            assert!(error.message.contains(words), "{pattern}: {error}");
        }
    }

    #[test]
    fn a_pattern_has_bounds() {
        assert!(parse(&"/a".repeat(MAX_SEGMENTS)).is_ok());
        assert!(parse(&"/a".repeat(MAX_SEGMENTS + 1)).is_err());
        assert!(parse(&"a".repeat(MAX_LENGTH)).is_ok());
        assert!(parse(&"a".repeat(MAX_LENGTH + 1)).is_err());
    }
}
