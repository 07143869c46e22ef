//! Reads what is between the braces of a tag: a name, values by position, values by name, and calls in parentheses. Literals
//! and paths have the grammar of the crate `handlebars`; texts in quotes keep their backslashes, as in Handlebars.js, so that
//! `'\d+'` and `'a\.b'` are what they look like.

use handlebars::{Path as CratePath, PathSeg, template::Parameter};

use super::{error::Fault, limits::MAX_CALL_DEPTH, scan::end_of_quotes};

/// The most brackets that a literal opens within one another.
const MAX_BRACKETS: usize = 16;

/// A value as it is written.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) at: usize,
    pub(super) length: usize,
    pub(super) kind: WrittenKind,
}

/// What kind of value is written.
#[derive(Debug)]
pub(super) enum WrittenKind {
    Literal(serde_json::Value),
    Path { start: WrittenStart, segments: Vec<Box<str>> },
    Call(WrittenCall),
}

/// Where a written path begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WrittenStart {
    Name,
    This(usize),
    Root,
    Local(usize),
}

/// A call as it is written. The name may turn out to be a path.
#[derive(Debug)]
pub(super) struct WrittenCall {
    pub(super) name: Box<Written>,
    pub(super) arguments: Vec<Written>,
    pub(super) named: Vec<(Box<str>, Written)>,
    pub(super) parameters: Vec<Box<str>>,
}

/// Reads the inside of a tag.
pub(super) fn read_call(text: &str, at: usize) -> Result<WrittenCall, Fault> {
    let mut reader = Reader { text, base: at, at: 0 };
    let call = reader.call(0)?;
    match reader.rest().chars().next() {
        None => Ok(call),
        Some(character) => Err(reader.fault(format!("'{character}' is not expected here"))),
    }
}

struct Reader<'t> {
    text: &'t str,
    base: usize,
    at: usize,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn skip_blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn fault(&self, message: impl Into<String>) -> Fault {
        Fault::new(self.base + self.at, message)
    }

    fn call(&mut self, depth: usize) -> Result<WrittenCall, Fault> {
        self.skip_blanks();
        if self.rest().is_empty() || self.rest().starts_with(')') {
            return Err(self.fault("a name or a helper is missing here"));
        }
        let name = Box::new(self.value(depth)?);
        let mut call = WrittenCall { name, arguments: Vec::new(), named: Vec::new(), parameters: Vec::new() };
        loop {
            self.skip_blanks();
            let rest = self.rest();
            if rest.is_empty() || rest.starts_with(')') {
                return Ok(call);
            }
            if depth == 0
                && let Some(names) = rest.strip_prefix("as").map(str::trim_start).and_then(|rest| rest.strip_prefix('|'))
            {
                let Some((names, after)) = names.split_once('|') else {
                    return Err(self.fault("the names after 'as' end with |"));
                };
                call.parameters = names.split_whitespace().map(Into::into).collect();
                self.at = self.text.len() - after.len();
                continue;
            }
            let key_length = rest.find(|character: char| !is_name(character)).unwrap_or(rest.len());
            let (key, after) = rest.split_at_checked(key_length).unwrap_or((rest, ""));
            if !key.is_empty() && after.starts_with('=') {
                self.at += key_length + 1;
                self.skip_blanks();
                let value = self.value(depth)?;
                call.named.push((key.into(), value));
            } else {
                if !call.named.is_empty() {
                    return Err(self.fault("a value without a name cannot follow values with names; put it before them"));
                }
                let value = self.value(depth)?;
                call.arguments.push(value);
            }
        }
    }

    fn value(&mut self, depth: usize) -> Result<Written, Fault> {
        let start = self.at;
        let kind = match self.rest().bytes().next() {
            Some(b'(') => self.parentheses(depth)?,
            Some(b'"' | b'\'') => self.quotes()?,
            _ => self.bare()?,
        };
        Ok(Written { at: self.base + start, length: self.at - start, kind })
    }

    fn parentheses(&mut self, depth: usize) -> Result<WrittenKind, Fault> {
        if depth >= MAX_CALL_DEPTH {
            return Err(
                self.fault(format!("parentheses nest more than {MAX_CALL_DEPTH} levels deep; use {{{{setVar}}}} for parts"))
            );
        }
        let open = self.at;
        self.at += 1;
        let call = self.call(depth + 1)?;
        if !self.rest().starts_with(')') {
            return Err(Fault::new(self.base + open, "this ( is never closed"));
        }
        self.at += 1;
        Ok(WrittenKind::Call(call))
    }

    fn quotes(&mut self) -> Result<WrittenKind, Fault> {
        let close = end_of_quotes(self.text.as_bytes(), self.at).ok_or_else(|| self.fault("this quote is never closed"))?;
        let quote = self.text.get(self.at..=self.at).unwrap_or_default();
        let inner = self.text.get(self.at + 1..close).unwrap_or_default();
        self.at = close + 1;
        Ok(WrittenKind::Literal(inner.replace(&format!("\\{quote}"), quote).into()))
    }

    fn bare(&mut self) -> Result<WrittenKind, Fault> {
        let word = self.word()?;
        let start = self.at;
        self.at += word.len();
        match word {
            "" => {
                let found = self.rest().chars().next().map_or_else(|| "the end".to_owned(), |found| format!("'{found}'"));
                return Err(self.fault(format!("a value is missing before {found}")));
            }
            "." => return Ok(WrittenKind::Path { start: WrittenStart::This(0), segments: Vec::new() }),
            ".." => return Ok(WrittenKind::Path { start: WrittenStart::This(1), segments: Vec::new() }),
            "@root" => return Ok(WrittenKind::Path { start: WrittenStart::Root, segments: Vec::new() }),
            "undefined" => return Ok(WrittenKind::Literal(serde_json::Value::Null)),
            _ => {}
        }
        let refused = || {
            let message = format!("'{word}' is no name, number or text; put texts in quotes and odd names in [ ]");
            Fault::new(self.base + start, message)
        };
        match Parameter::parse(word) {
            Ok(Parameter::Literal(value)) => Ok(WrittenKind::Literal(value)),
            Ok(Parameter::Path(path)) => Ok(path_of(path)),
            _ => Err(refused()),
        }
    }

    /// The characters up to the next blank, parenthesis or sign; brackets hold anything.
    fn word(&self) -> Result<&'t str, Fault> {
        let rest = self.rest();
        let mut brackets = 0_usize;
        let mut end = rest.len();
        for (at, character) in rest.char_indices() {
            match character {
                '[' => brackets += 1,
                ']' => brackets = brackets.saturating_sub(1),
                _ if brackets > 0 => {}
                '(' | ')' | '"' | '\'' | '=' | '|' => {
                    end = at;
                    break;
                }
                _ if character.is_whitespace() => {
                    end = at;
                    break;
                }
                _ => {}
            }
            if brackets > MAX_BRACKETS {
                return Err(self.fault(format!("brackets nest more than {MAX_BRACKETS} levels deep")));
            }
        }
        Ok(rest.get(..end).unwrap_or(rest))
    }
}

fn is_name(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '-' | '_' | '$' | ':')
}

fn path_of(path: CratePath) -> WrittenKind {
    match path {
        CratePath::Local((level, name, raw)) => {
            let first = std::iter::once(name.clone().into_boxed_str());
            // The crate keeps only the first name after `@`.
            let tail = raw.split_once(name.as_str()).map_or("", |(_, tail)| tail);
            let rest = tail.split(['.', '/']).filter(|part| !part.is_empty()).map(|part| part.trim_matches(['[', ']']).into());
            WrittenKind::Path { start: WrittenStart::Local(level), segments: first.chain(rest).collect() }
        }
        CratePath::Relative((segments, raw)) => {
            let mut outward = 0;
            let mut rest = raw.as_str();
            while let Some(shorter) = rest.strip_prefix("../") {
                (outward, rest) = (outward + 1, shorter);
            }
            let is_this = |rest: &str| {
                rest == "this" || rest.starts_with("this.") || rest.starts_with("this/") || rest.starts_with("./") || rest == ".."
            };
            let start = if rest.starts_with("@root") {
                WrittenStart::Root
            } else if outward > 0 || is_this(rest) {
                WrittenStart::This(outward + usize::from(rest == ".."))
            } else {
                WrittenStart::Name
            };
            let segments = segments.into_iter().filter_map(|segment| match segment {
                PathSeg::Named(name) => Some(name.into_boxed_str()),
                _ => None,
            });
            WrittenKind::Path { start, segments: segments.collect() }
        }
    }
}
