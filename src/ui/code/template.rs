//! Where the `{{ }}` templates are in a text.

use std::borrow::Cow;
use std::ops::Range;

use egui::{Color32, FontId, text::LayoutJob, text::TextFormat};

/// The byte ranges of the templates, braces included; one that is never closed is none.
pub fn template_spans(text: &str) -> Vec<Range<usize>> {
    let mut spans = Vec::new();
    let mut from = 0;
    while let Some(open) = text.get(from..).and_then(|rest| rest.find("{{")).map(|at| from + at) {
        let Some(close) = text.get(open + 2..).and_then(|rest| rest.find("}}")).map(|at| open + 2 + at + 2) else { break };
        // A raw template has three braces on either side; and `{{{` may also be a brace before a template.
        let close =
            if text.get(open..open + 3) == Some("{{{") && text.get(close..close + 1) == Some("}") { close + 1 } else { close };
        let inner_open = text.get(open + 2..close - 2).and_then(|inner| inner.rfind("{{")).map_or(open, |at| open + 2 + at);
        spans.push(inner_open..close);
        from = close;
    }
    spans
}

/// The text of a one-line field, its templates in a colour of their own.
pub fn template_line(text: &str, font: &FontId, color: Color32, template: Color32) -> LayoutJob {
    let mut job = LayoutJob { break_on_newline: false, ..LayoutJob::default() };
    job.wrap.max_rows = 1;
    let mut put = |part: Option<&str>, color| {
        job.append(part.unwrap_or_default(), 0.0, TextFormat::simple(font.clone(), color));
    };
    let mut done = 0;
    for span in template_spans(text) {
        put(text.get(done..span.start), color);
        put(text.get(span.clone()), template);
        done = span.end;
    }
    put(text.get(done..), color);
    job
}

/// The text with every template replaced by as many digits, so that it reads as a value wherever it stands and
/// every other character keeps its place. Line breaks inside templates stay.
pub(super) fn neutral(text: &str) -> Cow<'_, str> {
    let spans = template_spans(text);
    if spans.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for span in spans {
        out.push_str(text.get(done..span.start).unwrap_or_default());
        out.extend(text.get(span.clone()).unwrap_or_default().bytes().map(|byte| if byte == b'\n' { '\n' } else { '1' }));
        done = span.end;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    Cow::Owned(out)
}

/// Whether a text has templates that open or close a block: what is around them is then no finished text yet.
pub(super) fn has_blocks(text: &str) -> bool {
    template_spans(text).into_iter().any(|span| {
        let inner = text.get(span).unwrap_or_default().trim_start_matches('{').trim_start_matches('~').trim_start();
        inner.starts_with(['#', '/', '^', '!', '>']) || inner.starts_with("else")
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(text: &str) -> Vec<&str> {
        template_spans(text).into_iter().map(|span| &text[span]).collect()
    }

    #[test]
    fn templates_are_found_wherever_they_stand() {
        assert_eq!(found(r#"{"id": "{{path.id}}", "n": {{faker 'int'}}}"#), ["{{path.id}}", "{{faker 'int'}}"]);
        assert_eq!(found("{{{raw}}}"), ["{{{raw}}}"]);
        assert_eq!(found("a {{ b"), [""; 0]);
        assert_eq!(found("{{ {{inner}}"), ["{{inner}}"]);
        assert_eq!(found("{\"a\":{\"b\":{}}}"), [""; 0]);
    }

    #[test]
    fn neutral_text_keeps_every_place() {
        assert_eq!(neutral("[{{é}}]"), "[111111]");
        assert_eq!(neutral("[{{a\n}}]"), "[111\n11]");
        assert_eq!(neutral("plain"), "plain");
    }

    #[test]
    fn blocks_are_told_from_values() {
        for block in ["{{#each a}}", "{{/each}}", "{{ else }}", "{{~#if b}}", "{{! note}}"] {
            assert!(has_blocks(block), "{block}");
        }
        assert!(!has_blocks("{{faker 'name'}} {{{raw}}}"));
    }

    proptest! {
        #[test]
        fn spans_are_ordered_and_neutral_text_is_as_long(text in "[{}a-b\"\\n é]{0,40}") {
            let mut end = 0;
            for span in template_spans(&text) {
                prop_assert!(span.start >= end && span.end > span.start);
                prop_assert!(text[span.clone()].starts_with("{{") && text[span.clone()].ends_with("}}"));
                end = span.end;
            }
            prop_assert_eq!(neutral(&text).len(), text.len());
        }
    }
}
