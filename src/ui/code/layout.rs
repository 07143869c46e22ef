//! Coloured code as egui lays it out: the parts' colours, and the templates' over them.

use std::ops::Range;
use std::sync::Arc;

use egui::text::{LayoutJob, LayoutSection, TextFormat};
use egui::{Color32, FontId};

use super::HIGHLIGHT_LIMIT_BYTES;
use super::highlight::{Class, Highlighter, LineParts};
use super::template::{neutral, template_spans};
use crate::model::Language;
use crate::ui::theme::{CODE_LINE_HEIGHT, CodeTokens, Tokens, type_mono};

/// A part of a text and its colour.
pub(super) type ColoredSpan = (Range<usize>, Color32);

/// The text as a coloured layout that does not wrap.
pub fn code_job(ctx: &egui::Context, text: &str, language: Language) -> LayoutJob {
    job(text, &colored_spans(ctx, text, language))
}

/// A layout of spans that cover the text.
pub(super) fn job(text: &str, spans: &[ColoredSpan]) -> LayoutJob {
    let font = type_mono();
    let mut job =
        LayoutJob { text: text.to_owned(), break_on_newline: true, keep_trailing_whitespace: true, ..Default::default() };
    job.wrap.max_width = f32::INFINITY;
    job.sections = spans.iter().map(|(range, color)| section(range.clone(), &font, *color)).collect();
    job
}

fn section(range: Range<usize>, font: &FontId, color: Color32) -> LayoutSection {
    let format = TextFormat { line_height: Some(CODE_LINE_HEIGHT), ..TextFormat::simple(font.clone(), color) };
    LayoutSection { leading_space: 0.0, byte_range: range_of(range), format }
}

fn range_of(range: Range<usize>) -> Range<egui::text::ByteIndex> {
    egui::text::ByteIndex(range.start)..egui::text::ByteIndex(range.end)
}

/// The parts of a text and their colours, in order and without gaps.
pub(super) fn colored_spans(ctx: &egui::Context, text: &str, language: Language) -> Vec<ColoredSpan> {
    let tokens = Tokens::of(ctx);
    let lines = if text.len() <= HIGHLIGHT_LIMIT_BYTES { parts(ctx, text, language) } else { None };
    let templates = template_spans(text);
    let mut spans = Vec::new();
    match lines {
        Some(lines) => {
            let mut start = 0;
            for (line, parts) in text.split_inclusive('\n').zip(lines) {
                for (range, class) in parts.iter() {
                    extend(&mut spans, start + range.start..start + range.end, color_of(*class, tokens));
                }
                start += line.len();
            }
        }
        None if text.is_empty() => {}
        None => spans.push((0..text.len(), tokens.text)),
    }
    if spans.is_empty() {
        // Even an empty text needs a section: it gives the caret its height.
        spans.push((0..text.len(), tokens.text));
    }
    over(spans, &templates, &tokens.code)
}

/// Adds a part, to the last one if they have the same colour: egui's work grows with the number of parts.
fn extend(spans: &mut Vec<ColoredSpan>, range: Range<usize>, color: Color32) {
    match spans.last_mut() {
        Some((last, last_color)) if *last_color == color && last.end == range.start => last.end = range.end,
        _ => spans.push((range, color)),
    }
}

fn color_of(class: Class, tokens: &Tokens) -> Color32 {
    match class {
        Class::Key => tokens.code.key,
        Class::String => tokens.code.string,
        Class::Number => tokens.code.number,
        Class::Keyword => tokens.code.keyword,
        Class::Comment => tokens.code.comment,
        Class::Plain => tokens.text,
    }
}

/// Lays the templates' colour over the other spans.
fn over(spans: Vec<ColoredSpan>, templates: &[Range<usize>], code: &CodeTokens) -> Vec<ColoredSpan> {
    if templates.is_empty() {
        return spans;
    }
    let mut out = Vec::with_capacity(spans.len() + templates.len() * 2);
    let mut templates = templates.iter().peekable();
    for (range, color) in spans {
        let mut at = range.start;
        while at < range.end {
            while templates.next_if(|template| template.end <= at).is_some() {}
            let (end, color) = match templates.peek() {
                Some(template) if template.start <= at => (template.end.min(range.end), code.template),
                Some(template) => (template.start.min(range.end), color),
                None => (range.end, color),
            };
            out.push((at..end, color));
            at = end;
        }
    }
    out
}

/// The parsed lines of a text, remembered between frames.
fn parts(ctx: &egui::Context, text: &str, language: Language) -> Option<Vec<LineParts>> {
    let highlighter: SharedHighlighter =
        ctx.data_mut(|data| data.get_temp_mut_or_default::<SharedHighlighter>(egui::Id::NULL).clone());
    let mut highlighter = highlighter.0.lock();
    highlighter.lines(&neutral(text), language)
}

#[derive(Clone, Default)]
struct SharedHighlighter(Arc<parking_lot::Mutex<Highlighter>>);

/// The galley of a text in an editor; egui remembers it for as long as text and colours stay.
pub(super) fn galley(ui: &egui::Ui, text: &str, language: Language) -> Arc<egui::Galley> {
    let job = code_job(ui, text, language);
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_lie_over_everything_and_leave_no_gap() {
        let code = &Tokens::theme(egui::Theme::Dark).code;
        let (red, blue) = (Color32::RED, Color32::BLUE);
        let spans = over(vec![(0..4, red), (4..10, blue)], &[2..6, 8..9], code);
        let expected =
            [(0..2, red), (2..4, code.template), (4..6, code.template), (6..8, blue), (8..9, code.template), (9..10, blue)];
        assert_eq!(spans, expected);
    }

    #[test]
    fn spans_cover_the_text_in_every_language() {
        let ctx = egui::Context::default();
        for text in ["", "{\"a\": {{b}}}", "x\n\ny {{ z", "é<ü>\n"] {
            for language in [Language::Json, Language::Html, Language::Plain] {
                let spans = colored_spans(&ctx, text, language);
                let mut at = 0;
                for (range, _) in &spans {
                    assert_eq!(range.start, at, "{language:?} {text:?}");
                    assert!(text.is_char_boundary(range.end));
                    at = range.end;
                }
                assert_eq!(at, text.len(), "{language:?} {text:?}");
            }
        }
    }
}
