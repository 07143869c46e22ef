//! Lays XML out: an element a line where elements only hold elements; where text is among them nothing is touched.

use std::ops::Range;

/// Deeper texts are left alone: the work grows with the depth.
const DEEPEST: usize = 256;

/// What stands in an XML text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Open,
    Close,
    /// An element without content, a comment, a declaration: something that is whole by itself.
    Whole,
    Text,
}

/// A part of the text that goes on a line of its own.
struct Piece {
    kind: Kind,
    range: Range<usize>,
}

/// The text laid out; `None` where its tags do not fit together, so that nothing of it is certain.
pub(super) fn xml(text: &str) -> Option<String> {
    let pieces = pieces(text)?;
    let mut out = String::with_capacity(text.len() * 2);
    let mut at = 0;
    let mut depth = 0_usize;
    while let Some(piece) = pieces.get(at) {
        // An element with text in it stays as it is: its spaces may mean something.
        let end = if piece.kind == Kind::Open { whole_element(&pieces, at)? } else { at };
        if piece.kind == Kind::Close {
            depth = depth.checked_sub(1)?;
        }
        let range = piece.range.start..pieces.get(end)?.range.end;
        if !out.is_empty() {
            out.push('\n');
        }
        out.extend(std::iter::repeat_n("  ", depth));
        out.push_str(text.get(range)?.trim());
        if piece.kind == Kind::Open && end == at {
            depth += 1;
        }
        at = end + 1;
    }
    (depth == 0).then_some(out)
}

/// The piece an element ends at if it has to stay in one piece, else the element's own first piece.
fn whole_element(pieces: &[Piece], open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut has_text = false;
    for (index, piece) in pieces.iter().enumerate().skip(open) {
        match piece.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.checked_sub(1)?,
            Kind::Text => has_text |= depth == 1,
            Kind::Whole => {}
        }
        if depth == 0 {
            let is_empty = index == open + 1;
            return Some(if has_text || is_empty { index } else { open });
        }
    }
    None
}

/// Cuts the text at its tags; text that is only spaces between tags is left out.
fn pieces(text: &str) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut names: Vec<&str> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = text.get(at..)?;
        if !rest.starts_with('<') {
            let end = at + rest.find('<').unwrap_or(rest.len());
            if !text.get(at..end)?.trim().is_empty() {
                pieces.push(Piece { kind: Kind::Text, range: at..end });
            }
            at = end;
            continue;
        }
        let (kind, length) = if rest.starts_with("<!--") {
            (Kind::Whole, rest.find("-->")? + 3)
        } else if rest.starts_with("<![CDATA[") {
            (Kind::Text, rest.find("]]>")? + 3)
        } else if rest.starts_with("<?") {
            (Kind::Whole, rest.find("?>")? + 2)
        } else {
            let length = tag_length(rest)?;
            let tag = rest.get(..length)?;
            (tag_kind(tag, &mut names)?, length)
        };
        pieces.push(Piece { kind, range: at..at + length });
        at += length;
    }
    names.is_empty().then_some(pieces)
}

/// The length of a tag; a `>` in a quoted value does not end it.
fn tag_length(rest: &str) -> Option<usize> {
    let mut quote = None;
    for (at, character) in rest.char_indices() {
        match (quote, character) {
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), _) if open == character => quote = None,
            (None, '>') => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// What a tag is, checked against the elements that are open.
fn tag_kind<'a>(tag: &'a str, names: &mut Vec<&'a str>) -> Option<Kind> {
    let inner = tag.strip_prefix('<')?.strip_suffix('>')?;
    if inner.starts_with('!') || inner.ends_with('/') {
        return Some(Kind::Whole);
    }
    if let Some(name) = inner.strip_prefix('/') {
        return (names.pop()? == name.trim()).then_some(Kind::Close);
    }
    if names.len() == DEEPEST {
        return None;
    }
    names.push(inner.split_whitespace().next()?);
    Some(Kind::Open)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn elements_go_on_lines_and_texts_stay() {
        let laid_out = xml("<?xml version=\"1.0\"?><a x=\"1>2\"><b>t <i>x</i></b><c/> <d></d><!-- e --><f><g>1</g></f></a>");
        let expected = "<?xml version=\"1.0\"?>\n<a x=\"1>2\">\n  <b>t <i>x</i></b>\n  <c/>\n  <d></d>\n  <!-- e -->\n  <f>\n    <g>1</g>\n  </f>\n</a>";
        assert_eq!(laid_out.as_deref(), Some(expected));
        assert_eq!(xml(expected).as_deref(), Some(expected));
    }

    #[test]
    fn tags_that_do_not_fit_are_left_alone() {
        for broken in ["<a>", "</a>", "<a></b>", "<a", "<!-- a", "<a><b></a></b>", "<>", "<a b=\"></a>"] {
            assert_eq!(xml(broken), None, "{broken}");
        }
        assert_eq!(xml("").as_deref(), Some(""));
        assert_eq!(xml(&format!("{}{}", "<a>".repeat(300), "</a>".repeat(300))), None);
    }

    proptest! {
        #[test]
        fn nothing_but_space_changes(text in "(<a>|</a>|<b/>|x| |\n|<!--c-->|<|>|é){0,20}") {
            if let Some(laid_out) = xml(&text) {
                let solid = |text: &str| text.split_whitespace().collect::<String>();
                prop_assert_eq!(solid(&laid_out), solid(&text));
                let again = xml(&laid_out);
                prop_assert_eq!(again.as_deref(), Some(laid_out.as_str()));
            }
        }
    }
}
