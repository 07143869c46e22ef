//! Finds where in a JSON text a value stands, so that an error about a JSON pointer can name line and column.
//!
//! Expects text that a JSON reader has accepted; in other text it finds nothing, or the nearest thing it can.

use crate::generate::json_pointer::token;

/// A place in a text, counted from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl Position {
    /// Where the byte at `offset` stands.
    pub(crate) fn of_offset(text: &str, offset: usize) -> Self {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &text[..offset];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self { line: before.matches('\n').count() + 1, column: before[line_start..].chars().count() + 1 }
    }

    /// Where the JSON reader's column, which counts bytes, stands.
    pub(crate) fn of_json_error(text: &str, error: &serde_json::Error) -> Self {
        let line_start = match error.line() {
            0 | 1 => 0,
            line => text.match_indices('\n').nth(line - 2).map_or(text.len(), |(newline, _)| newline + 1),
        };
        Self::of_offset(text, line_start + error.column().saturating_sub(1))
    }
}

/// The reader's message without the place it appends, which is said in our own way.
pub(crate) fn json_message(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    message.strip_suffix(&place).unwrap_or(&message).to_owned()
}

/// One step of a way through a JSON value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Into the member of that name.
    Member(String),
    /// Into the element at that index.
    Element(usize),
}

/// The way as a JSON pointer (RFC 6901); empty for the whole document.
pub(crate) fn pointer(steps: &[Step]) -> String {
    let mut pointer = String::new();
    for step in steps {
        pointer.push('/');
        match step {
            Step::Member(name) => pointer.push_str(&token(name)),
            Step::Element(index) => pointer.push_str(&index.to_string()),
        }
    }
    pointer
}

/// Where the value at the end of the way starts; where the way breaks off, the last value that is there.
pub(crate) fn locate(text: &str, steps: &[Step]) -> Position {
    let mut scanner = Scanner { bytes: text.as_bytes(), at: 0 };
    scanner.skip_space();
    for step in steps {
        let found = match step {
            Step::Member(name) => scanner.enter_member(text, name),
            Step::Element(index) => scanner.enter_element(*index),
        };
        match found {
            Some(at) => scanner.at = at,
            None => break,
        }
    }
    Position::of_offset(text, scanner.at)
}

/// Values deeper than this are passed over.
const MAX_DEPTH: usize = 200;

/// Goes once through a JSON text. `visit` gets the way to each value that lies directly in one it wanted, and where that
/// value starts, as an offset in bytes; it says whether it wants what is inside.
pub(crate) fn locate_offsets(text: &str, visit: &mut dyn FnMut(&[String], usize) -> bool) {
    let mut scanner = Scanner { bytes: text.as_bytes(), at: 0 };
    scanner.skip_space();
    // Where the text breaks off, what was found until then counts.
    let _ = scanner.visit(text, &mut Vec::new(), visit);
}

struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Scanner<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    /// Steps over `byte` and the space around it.
    fn take(&mut self, byte: u8) -> Option<()> {
        self.skip_space();
        (self.peek() == Some(byte)).then(|| self.at += 1)?;
        self.skip_space();
        Some(())
    }

    /// The start of the member's value, searched without moving from the object's start if it is not there.
    fn enter_member(&self, text: &str, name: &str) -> Option<usize> {
        let mut scanner = Scanner { bytes: self.bytes, at: self.at };
        scanner.take(b'{')?;
        loop {
            let key_start = scanner.at;
            scanner.skip_string()?;
            let key: String = serde_json::from_str(text.get(key_start..scanner.at)?).ok()?;
            scanner.take(b':')?;
            if key == name {
                return Some(scanner.at);
            }
            scanner.skip_value()?;
            scanner.take(b',')?;
        }
    }

    fn enter_element(&self, index: usize) -> Option<usize> {
        let mut scanner = Scanner { bytes: self.bytes, at: self.at };
        scanner.take(b'[')?;
        for _ in 0..index {
            scanner.skip_value()?;
            scanner.take(b',')?;
        }
        (scanner.peek()? != b']').then_some(scanner.at)
    }

    /// Steps over a value, and into what is wanted of it.
    fn visit(&mut self, text: &str, way: &mut Vec<String>, visit: &mut dyn FnMut(&[String], usize) -> bool) -> Option<()> {
        let open = self.peek()?;
        if !visit(way, self.at) || !matches!(open, b'{' | b'[') || way.len() >= MAX_DEPTH {
            return self.skip_value();
        }
        self.take(open)?;
        let close = if open == b'{' { b'}' } else { b']' };
        let mut index = 0_usize;
        while self.peek()? != close {
            if open == b'{' {
                let key_start = self.at;
                self.skip_string()?;
                way.push(serde_json::from_str(text.get(key_start..self.at)?).ok()?);
                self.take(b':')?;
            } else {
                way.push(index.to_string());
                index += 1;
            }
            self.visit(text, way, visit)?;
            way.pop();
            self.skip_space();
            if self.peek()? != close {
                self.take(b',')?;
            }
        }
        self.at += 1;
        Some(())
    }

    fn skip_string(&mut self) -> Option<()> {
        (self.peek()? == b'"').then_some(())?;
        self.at += 1;
        loop {
            let byte = self.peek()?;
            self.at += if byte == b'\\' { 2 } else { 1 };
            if byte == b'"' {
                return Some(());
            }
        }
    }

    /// Steps over a value of any kind. Counts brackets instead of recursing, so depth costs nothing.
    fn skip_value(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            match self.peek()? {
                b'"' => self.skip_string()?,
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' => {
                    depth = depth.checked_sub(1)?;
                    self.at += 1;
                }
                b',' | b':' | b' ' | b'\t' | b'\r' | b'\n' if depth > 0 => self.at += 1,
                b',' | b':' | b' ' | b'\t' | b'\r' | b'\n' => return None,
                _ => {
                    while self.peek().is_some_and(|byte| !b",:{}[]\" \t\r\n".contains(&byte)) {
                        self.at += 1;
                    }
                }
            }
            if depth == 0 {
                return Some(());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(pointer: &str) -> Vec<Step> {
        let step = |part: &str| part.parse().map_or_else(|_| Step::Member(part.to_owned()), Step::Element);
        pointer.split('/').skip(1).map(step).collect()
    }

    #[test]
    fn finds_values_by_their_way() {
        let text = "{\n  \"a\": [1, {\"b\\\"\": \"x,]}\", \"ü\": [[], {}]}, true],\n  \"é\": 1, \"last\": null\n}";
        for (way, line, column) in [
            ("", 1, 1),
            ("/a", 2, 8),
            ("/a/0", 2, 9),
            ("/a/1", 2, 12),
            ("/a/1/b\"", 2, 20),
            ("/a/1/ü", 2, 33),
            ("/a/1/ü/1", 2, 38),
            ("/a/2", 2, 44),
            ("/é", 3, 8),
            ("/last", 3, 19),
            // What is not there: the last value on the way that is.
            ("/a/3", 2, 8),
            ("/a/1/none/deeper", 2, 12),
            ("/none", 1, 1),
        ] {
            assert_eq!(locate(text, &steps(way)), Position { line, column }, "{way}");
        }
    }

    #[test]
    fn never_panics_on_text_that_is_not_json() {
        for text in ["", "{", "[", "{\"a", "{\"a\":", "[1,", "\\", "{\"a\\", "]", "{]}", "{\"a\":\"b\\"] {
            for way in ["", "/a", "/0", "/a/b", "/1"] {
                locate(text, &steps(way));
            }
        }
    }

    #[test]
    fn pointers_are_escaped() {
        assert_eq!(pointer(&[Step::Member("a/b~c".into()), Step::Element(3)]), "/a~1b~0c/3");
    }
}
