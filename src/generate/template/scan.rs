//! Cuts a template into texts and tags, from front to back in one pass, and takes away the blanks that Handlebars takes away:
//! around `~`, and around block tags and comments that have a line to themselves.

use super::{
    error::Fault,
    limits::{MAX_TAG_BYTES, MAX_TAGS},
};

/// What a tag does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TagKind {
    /// `{{…}}`
    Value,
    /// `{{{…}}}` or `{{&…}}`
    Raw,
    /// `{{#…}}`
    Open,
    /// `{{^…}}` with something in it.
    OpenInverse,
    /// `{{else}}`, `{{^}}` or `{{else …}}`; what is inside is what follows `else`.
    Else,
    /// `{{/…}}`
    Close,
    /// `{{!…}}`
    Comment,
}

/// A tag.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tag<'t> {
    pub(super) kind: TagKind,
    /// What is between the braces and marks.
    pub(super) inside: &'t str,
    /// Where that begins in the template, in bytes.
    pub(super) inside_at: usize,
    /// Where the tag begins.
    pub(super) at: usize,
    strips_before: bool,
    strips_after: bool,
}

/// A part of a template.
#[derive(Clone, Copy, Debug)]
pub(super) enum Piece<'t> {
    Text(&'t str),
    Tag(Tag<'t>),
}

/// True where the text holds a tag that is not escaped by a backslash.
pub(super) fn has_tag(text: &str) -> bool {
    text.match_indices("{{").any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default();
        !before.ends_with('\\') || before.ends_with("\\\\")
    })
}

/// Cuts a template into its parts.
pub(super) fn scan(text: &str) -> Result<Vec<Piece<'_>>, Fault> {
    let mut pieces = Vec::new();
    let (mut start, mut from, mut tags) = (0, 0, 0);
    while let Some(found) = text.get(from..).and_then(|rest| rest.find("{{")) {
        let at = from + found;
        let before = text.get(start..at).unwrap_or_default();
        let is_escaped = before.ends_with('\\') && !before.ends_with("\\\\");
        let shown = if before.ends_with('\\') { before.get(..before.len() - 1).unwrap_or_default() } else { before };
        if !shown.is_empty() {
            pieces.push(Piece::Text(shown));
        }
        if is_escaped {
            (start, from) = (at, at + 2);
            continue;
        }
        tags += 1;
        if tags > MAX_TAGS {
            return Err(Fault::new(
                at,
                format!("the template has more than {MAX_TAGS} tags; repeat with {{{{#repeat}}}} instead"),
            ));
        }
        let end = match raw_block(text, at)? {
            Some((content, end)) => {
                pieces.push(Piece::Text(content));
                end
            }
            None => {
                let (tag, end) = tag(text, at)?;
                pieces.push(Piece::Tag(tag));
                end
            }
        };
        (start, from) = (end, end);
    }
    if let Some(rest) = text.get(start..)
        && !rest.is_empty()
    {
        pieces.push(Piece::Text(rest));
    }
    trim(&mut pieces);
    Ok(pieces)
}

/// The content of a `{{{{name}}}}…{{{{/name}}}}` block, which is shown as it is, and where the block ends.
fn raw_block(text: &str, at: usize) -> Result<Option<(&str, usize)>, Fault> {
    let Some(rest) = text.get(at..).and_then(|rest| rest.strip_prefix("{{{{")) else { return Ok(None) };
    let unclosed = || Fault::new(at, "this raw block is never closed; end it with {{{{/name}}}}");
    let (name, rest) = rest.split_once("}}}}").ok_or_else(unclosed)?;
    let name = name.trim();
    let end_tag = format!("{{{{{{{{/{name}}}}}}}}}");
    let length = rest.find(&end_tag).ok_or_else(unclosed)?;
    let content_at = text.len() - rest.len();
    Ok(Some((rest.get(..length).unwrap_or_default(), content_at + length + end_tag.len())))
}

/// The tag that begins at a byte, and where it ends.
fn tag(text: &str, at: usize) -> Result<(Tag<'_>, usize), Fault> {
    let mut rest = text.get(at + 2..).unwrap_or_default();
    let strips_before = rest.starts_with('~');
    if strips_before {
        rest = rest.get(1..).unwrap_or_default();
    }
    let mut kind = match rest.bytes().next() {
        Some(b'{' | b'&') => TagKind::Raw,
        Some(b'#') => TagKind::Open,
        Some(b'^') => TagKind::OpenInverse,
        Some(b'/') => TagKind::Close,
        Some(b'!') => TagKind::Comment,
        Some(b'>') => return Err(Fault::new(at, "there are no partials ({{>…}}) here; write the text itself")),
        Some(b'*') => return Err(Fault::new(at, "there are no decorators ({{*…}}) here")),
        _ => TagKind::Value,
    };
    let has_brace = rest.starts_with('{');
    if kind != TagKind::Value {
        rest = rest.get(1..).unwrap_or_default();
    }
    let inside_at = text.len() - rest.len();
    let close = if has_brace { "}" } else { "" };
    let length = match kind {
        TagKind::Comment if rest.starts_with("--") => end_of_comment(rest),
        TagKind::Comment => rest.find("}}"),
        _ => end_of_values(rest),
    };
    let unclosed = || Fault::new(at, "this tag is never closed; end it with }}");
    let length = length.ok_or_else(unclosed)?;
    let (mut inside, after) = (rest.get(..length).unwrap_or_default(), rest.get(length..).unwrap_or_default());
    let mut strips_after = inside.ends_with('~');
    if strips_after {
        inside = inside.get(..inside.len() - 1).unwrap_or_default();
    }
    let mut after = after.strip_prefix('~').inspect(|_| strips_after = true).unwrap_or(after);
    if has_brace {
        after = after.strip_prefix(close).ok_or_else(|| Fault::new(at, "a tag that begins with {{{ ends with }}}"))?;
        after = after.strip_prefix('~').inspect(|_| strips_after = true).unwrap_or(after);
    }
    let after = after.strip_prefix("}}").ok_or_else(unclosed)?;
    if inside.len() > MAX_TAG_BYTES && kind != TagKind::Comment {
        return Err(Fault::new(at, format!("this tag is longer than {} KB; split it", MAX_TAG_BYTES >> 10)));
    }
    let mut inside_at = inside_at;
    let trimmed = inside.trim();
    if kind == TagKind::OpenInverse && trimmed.is_empty() {
        kind = TagKind::Else;
    } else if kind == TagKind::Value
        && let Some(rest) = trimmed.strip_prefix("else")
        && (rest.is_empty() || rest.starts_with(char::is_whitespace))
    {
        kind = TagKind::Else;
        inside_at += inside.len() - inside.trim_start().len() + "else".len();
        inside = rest;
    }
    let tag = Tag { kind, inside, inside_at, at, strips_before, strips_after };
    Ok((tag, text.len() - after.len()))
}

/// Where a comment of two dashes ends: behind the first `--` that `}}` or `~}}` follows.
fn end_of_comment(text: &str) -> Option<usize> {
    let ends = |at: &usize| text.get(at + 2..).is_some_and(|rest| rest.starts_with("}}") || rest.starts_with("~}}"));
    text.match_indices("--").map(|(at, _)| at).find(ends).map(|at| at + 2)
}

/// Where the values in a tag end: before the first `}}` or `~}}` that is in no quotes.
fn end_of_values(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'}' if bytes.get(at + 1) == Some(&b'}') => return Some(at),
            // A tag that was forgotten to close does not swallow what follows.
            b'{' if bytes.get(at + 1) == Some(&b'{') => return None,
            b'"' | b'\'' => at = end_of_quotes(bytes, at)?,
            _ => {}
        }
        at += 1;
    }
    None
}

/// Where the closing quote of a text is that opens at a byte. A backslash keeps only that quote from closing.
pub(super) fn end_of_quotes(bytes: &[u8], open: usize) -> Option<usize> {
    let quote = *bytes.get(open)?;
    let mut at = open + 1;
    loop {
        match *bytes.get(at)? {
            b'\\' if bytes.get(at + 1) == Some(&quote) => at += 2,
            byte if byte == quote => return Some(at),
            _ => at += 1,
        }
    }
}

/// Takes away the blanks around `~` and around tags that have a line to themselves.
fn trim(pieces: &mut [Piece<'_>]) {
    let original = pieces.to_vec();
    let text_at = |at: Option<usize>| match at.and_then(|at| original.get(at)) {
        Some(Piece::Text(text)) => Some(*text),
        _ => None,
    };
    for (index, piece) in original.iter().enumerate() {
        let Piece::Tag(tag) = piece else { continue };
        let (before, after) = (index.checked_sub(1), Some(index + 1));
        let is_line_start = match text_at(before) {
            Some(text) => match text.rfind('\n') {
                Some(newline) => is_blank(text.get(newline + 1..)),
                None => index == 1 && is_blank(Some(text)),
            },
            None => index == 0,
        };
        let is_line_end = match text_at(after) {
            Some(text) => match text.find('\n') {
                Some(newline) => is_blank(text.get(..newline).map(|line| line.strip_suffix('\r').unwrap_or(line))),
                None => index + 2 == original.len() && is_blank(Some(text)),
            },
            None => index + 1 == original.len(),
        };
        let is_alone = !matches!(tag.kind, TagKind::Value | TagKind::Raw) && is_line_start && is_line_end;
        if let Some(Piece::Text(text)) = before.and_then(|before| pieces.get_mut(before)) {
            if tag.strips_before {
                *text = text.trim_end();
            } else if is_alone {
                *text = text.trim_end_matches([' ', '\t']);
            }
        }
        if let Some(Piece::Text(text)) = after.and_then(|after| pieces.get_mut(after)) {
            if tag.strips_after {
                *text = text.trim_start();
            } else if is_alone {
                let rest = text.trim_start_matches([' ', '\t']);
                *text = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n')).unwrap_or(rest);
            }
        }
    }
}

fn is_blank(text: Option<&str>) -> bool {
    text.is_some_and(|text| text.bytes().all(|byte| matches!(byte, b' ' | b'\t')))
}
