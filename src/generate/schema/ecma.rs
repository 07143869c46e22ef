//! Turns a regular expression as JSON Schema has it (ECMAScript's) into one whose parts can be walked through to make text.
//! What can only be checked, not made (look-around and back references), is dropped: the text made is checked afterwards.

/// A translated expression.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Translated {
    /// In the syntax of the `regex` crates.
    pub(super) pattern: String,
    /// Whether something was dropped that text may still fail.
    pub(super) is_partial: bool,
}

const WORD: &str = "A-Za-z0-9_";
const SPACE: &str = r"\t\n\x0B\f\r \x{A0}\x{FEFF}";

/// Translates an expression. Whether `\p{...}` means a class of characters or just a `p` depends on the engine, so both can be
/// had.
pub(super) fn translate(pattern: &str, has_classes: bool) -> Translated {
    let characters: Vec<char> = pattern.chars().collect();
    let mut scan = Scan {
        characters: &characters,
        has_classes,
        at: 0,
        result: String::with_capacity(pattern.len() + 16),
        is_partial: false,
    };
    scan.run();
    Translated { pattern: scan.result, is_partial: scan.is_partial }
}

struct Scan<'c> {
    characters: &'c [char],
    has_classes: bool,
    at: usize,
    result: String,
    is_partial: bool,
}

impl Scan<'_> {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.characters.get(self.at + ahead).copied()
    }

    fn starts_with(&self, text: &str) -> bool {
        text.chars().enumerate().all(|(index, character)| self.peek(index) == Some(character))
    }

    fn run(&mut self) {
        while let Some(character) = self.peek(0) {
            match character {
                '\\' => self.escape(false),
                '[' => self.class(),
                '(' if ["(?=", "(?!", "(?<=", "(?<!"].iter().any(|opening| self.starts_with(opening)) => self.look_around(),
                '{' if !self.is_repetition() => {
                    self.result.push_str(r"\{");
                    self.at += 1;
                }
                '.' => {
                    self.result.push_str(r"[^\n\r\x{2028}\x{2029}]");
                    self.at += 1;
                }
                '}' if !self.closes_repetition() => {
                    self.result.push_str(r"\}");
                    self.at += 1;
                }
                other => {
                    self.result.push(other);
                    self.at += 1;
                }
            }
        }
    }

    fn is_repetition(&self) -> bool {
        let mut ahead = 1;
        let mut digits = 0;
        while let Some(character) = self.peek(ahead) {
            match character {
                '0'..='9' => digits += 1,
                ',' if digits > 0 => {}
                '}' => return digits > 0,
                _ => return false,
            }
            ahead += 1;
        }
        false
    }

    /// Whether what has been written so far ends in an open repetition, as in `a{2,3`.
    fn closes_repetition(&self) -> bool {
        let written = self.result.trim_end_matches(|character: char| character.is_ascii_digit() || character == ',');
        written.ends_with('{') && !written.ends_with(r"\{")
    }

    /// Skips a look-around with everything in it.
    fn look_around(&mut self) {
        self.is_partial = true;
        let mut depth = 0_usize;
        let mut in_class = false;
        while let Some(character) = self.peek(0) {
            self.at += 1;
            match character {
                '\\' => self.at += 1,
                '[' => in_class = true,
                ']' => in_class = false,
                '(' if !in_class => depth += 1,
                ')' if !in_class => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        break;
                    }
                }
                _ => {}
            }
        }
        // Something must be left for a repetition that may follow.
        self.result.push_str("(?:)");
    }

    fn escape(&mut self, in_class: bool) {
        let Some(letter) = self.peek(1) else {
            self.at += 1;
            return;
        };
        self.at += 2;
        let class = |inner: &str, negated: bool| match (in_class, negated) {
            (true, false) => inner.to_owned(),
            (_, true) => format!("[^{inner}]"),
            (false, false) => format!("[{inner}]"),
        };
        match letter {
            'd' | 'D' => self.result.push_str(&class("0-9", letter == 'D')),
            'w' | 'W' => self.result.push_str(&class(WORD, letter == 'W')),
            's' | 'S' => self.result.push_str(&class(SPACE, letter == 'S')),
            'b' if in_class => self.result.push_str(r"\x08"),
            'b' | 'B' => {
                self.is_partial = true;
                self.result.push_str("(?:)");
            }
            'u' | 'x' => self.code_point(letter),
            'c' => {
                let control = self.peek(0).map_or(0, |letter| u32::from(letter) % 32);
                self.at += 1;
                self.result.push_str(&format!("\\x{{{control:x}}}"));
            }
            '0' => self.result.push_str(r"\x00"),
            '1'..='9' | 'k' if !in_class => {
                self.is_partial = true;
                if letter == 'k' {
                    while self.peek(0).is_some_and(|character| character != '>') {
                        self.at += 1;
                    }
                    self.at += 1;
                }
                self.result.push_str("(?:)");
            }
            'p' | 'P' if self.has_classes && self.peek(0) == Some('{') => {
                self.result.push('\\');
                self.result.push(letter);
                while let Some(character) = self.peek(0) {
                    self.at += 1;
                    self.result.push(character);
                    if character == '}' {
                        break;
                    }
                }
            }
            't' | 'n' | 'r' | 'f' | 'v' => {
                self.result.push('\\');
                self.result.push(letter);
            }
            other if other.is_ascii_alphanumeric() => self.result.push(other),
            other if other.is_ascii() && !other.is_ascii_control() && other != ' ' => {
                self.result.push('\\');
                self.result.push(other);
            }
            other => self.result.push(other),
        }
    }

    fn code_point(&mut self, letter: char) {
        let braced = letter == 'u' && self.peek(0) == Some('{');
        let mut code = String::new();
        if braced {
            self.at += 1;
            while let Some(digit) = self.peek(0).filter(|character| *character != '}') {
                code.push(digit);
                self.at += 1;
            }
            self.at += 1;
        } else {
            for _ in 0..if letter == 'u' { 4 } else { 2 } {
                if let Some(digit) = self.peek(0).filter(char::is_ascii_hexdigit) {
                    code.push(digit);
                    self.at += 1;
                }
            }
        }
        match u32::from_str_radix(&code, 16) {
            Ok(number) if char::from_u32(number).is_some() => self.result.push_str(&format!("\\x{{{number:x}}}")),
            // Half of a surrogate pair stands for nothing that text can hold.
            Ok(_) => self.is_partial = true,
            Err(_) => self.result.push(letter),
        }
    }

    fn class(&mut self) {
        self.result.push('[');
        self.at += 1;
        if self.peek(0) == Some('^') {
            self.result.push('^');
            self.at += 1;
        }
        if self.peek(0) == Some(']') {
            // Nothing, or everything if negated.
            self.at += 1;
            let negated = self.result.ends_with('^');
            self.result.truncate(self.result.len() - if negated { 2 } else { 1 });
            self.result.push_str(if negated { r"[\x{0}-\x{10FFFF}]" } else { r"[a&&b]" });
            return;
        }
        while let Some(character) = self.peek(0) {
            match character {
                ']' => {
                    self.result.push(']');
                    self.at += 1;
                    return;
                }
                '\\' => self.escape(true),
                '[' | '&' | '~' => {
                    self.result.push('\\');
                    self.result.push(character);
                    self.at += 1;
                }
                // A hyphen is a range only between two single characters.
                '-' if self.result.ends_with(['[', '^'])
                    || self.peek(1) == Some(']')
                    || self.ends_with_set()
                    || self.peek(1) == Some('\\') && self.peek(2).is_some_and(|next| "dDwWsSpP".contains(next)) =>
                {
                    self.result.push_str(r"\-");
                    self.at += 1;
                }
                other => {
                    self.result.push(other);
                    self.at += 1;
                }
            }
        }
    }

    fn ends_with_set(&self) -> bool {
        self.result.ends_with(WORD) || self.result.ends_with("0-9") || self.result.ends_with(SPACE) || self.result.ends_with(']')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_become_readable() {
        for (pattern, is_partial) in [
            (r"^[\w.-]+@[\w-]+\.\w{2,}$", false),
            (r"^(?=.*[A-Z])(?!x).{8,}$", true),
            (r"^\{[^}]*\}$", false),
            (r"^{a}$", false),
            (r"\/path\-x\_y", false),
            (r"^[[\]&&~~]+$", false),
            (r"^\u00e9\x41\cA[\b]$", false),
            (r"^[^]*$", false),
            (r"(a)\1\b", true),
            (r"^[\w-.]+$", false),
            (r"^(?<year>\d{4})$", false),
        ] {
            let translated = translate(pattern, true);
            assert_eq!(translated.is_partial, is_partial, "{pattern}");
            assert!(regex_syntax::parse(&translated.pattern).is_ok(), "{pattern} became {}", translated.pattern);
        }
    }
}
