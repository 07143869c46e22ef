//! The layout of the project file: two spaces, one member or element a line, and short sentences on one line.
//!
//! What reads as one thing (a header, a comparison, a delay, a folder, a body that is one word) stands on one line, so
//! that changing it changes one line. Whether it does is decided by where it stands and what it is made of, never by
//! its length: a longer value never makes its neighbours move. JSON bodies are free text of the user's and are
//! always laid out in full.

use serde_json::{Map, Value};

/// The value in the file's layout, ending with a newline.
pub(super) fn to_text(value: &Value) -> String {
    let mut writer = Writer { out: String::new() };
    writer.value(value, 0, Place::Open);
    writer.out.push('\n');
    writer.out
}

/// What is known of the place a value stands at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Laid out in full.
    Open,
    /// An array whose elements are sentences.
    Sentences,
    /// A sentence, on one line where nothing in it is long.
    Sentence,
    /// Inside the user's own JSON.
    Verbatim,
}

impl Place {
    fn of_member(self, name: &str) -> Self {
        match name {
            _ if self == Self::Verbatim => Self::Verbatim,
            "json" => Self::Verbatim,
            "headers" | "folders" | "scenarios" | "all" | "any" => Self::Sentences,
            "condition" | "not" | "compare" | "delay" | "body" => Self::Sentence,
            "count" | "after" | "window" | "answer" | "scenario" | "fault" | "spy" => Self::Sentence,
            _ => Self::Open,
        }
    }

    fn of_element(self) -> Self {
        match self {
            Self::Sentences => Self::Sentence,
            Self::Verbatim => Self::Verbatim,
            Self::Open | Self::Sentence => Self::Open,
        }
    }
}

/// Whether the value can stand on one line wherever a sentence can: nothing in it is a JSON document of the user's,
/// text of many lines, or a group of other sentences.
fn is_short(value: &Value) -> bool {
    match value {
        Value::Object(members) => members.iter().all(|(name, member)| match name.as_str() {
            "json" => !member.is_array() && !member.is_object(),
            "lines" | "all" | "any" => false,
            _ => is_short(member) || is_texts(member),
        }),
        Value::Array(elements) => elements.is_empty(),
        _ => true,
    }
}

fn is_texts(value: &Value) -> bool {
    value.as_array().is_some_and(|elements| elements.iter().all(Value::is_string))
}

struct Writer {
    out: String,
}

impl Writer {
    fn value(&mut self, value: &Value, depth: usize, place: Place) {
        match value {
            Value::Object(members) if !members.is_empty() => {
                if place == Place::Sentence && is_short(value) {
                    self.line(value);
                } else {
                    self.members(members, depth, place);
                }
            }
            Value::Array(elements) if !elements.is_empty() => {
                self.out.push('[');
                for (index, element) in elements.iter().enumerate() {
                    self.new_line(index, depth + 1);
                    self.value(element, depth + 1, place.of_element());
                }
                self.end(']', depth);
            }
            scalar => self.scalar(scalar),
        }
    }

    fn members(&mut self, members: &Map<String, Value>, depth: usize, place: Place) {
        self.out.push('{');
        for (index, (name, member)) in members.iter().enumerate() {
            self.new_line(index, depth + 1);
            self.text(name);
            self.out.push_str(": ");
            self.value(member, depth + 1, place.of_member(name));
        }
        self.end('}', depth);
    }

    fn new_line(&mut self, index: usize, depth: usize) {
        self.out.push_str(if index > 0 { ",\n" } else { "\n" });
        self.indent(depth);
    }

    fn end(&mut self, bracket: char, depth: usize) {
        self.out.push('\n');
        self.indent(depth);
        self.out.push(bracket);
    }

    fn indent(&mut self, depth: usize) {
        for _ in 0..depth {
            self.out.push_str("  ");
        }
    }

    /// A value on one line.
    fn line(&mut self, value: &Value) {
        match value {
            Value::Object(members) if !members.is_empty() => {
                for (index, (name, member)) in members.iter().enumerate() {
                    self.out.push_str(if index > 0 { ", " } else { "{ " });
                    self.text(name);
                    self.out.push_str(": ");
                    self.line(member);
                }
                self.out.push_str(" }");
            }
            Value::Array(elements) => {
                self.out.push('[');
                for (index, element) in elements.iter().enumerate() {
                    self.out.push_str(if index > 0 { ", " } else { "" });
                    self.line(element);
                }
                self.out.push(']');
            }
            scalar => self.scalar(scalar),
        }
    }

    /// A value without children, as every JSON writer writes it.
    fn scalar(&mut self, value: &Value) {
        match value {
            Value::String(text) => self.text(text),
            Value::Object(_) => self.out.push_str("{}"),
            Value::Array(_) => self.out.push_str("[]"),
            Value::Null => self.out.push_str("null"),
            Value::Bool(truth) => self.out.push_str(if *truth { "true" } else { "false" }),
            Value::Number(number) => self.out.push_str(&number.to_string()),
        }
    }

    fn text(&mut self, text: &str) {
        self.out.push('"');
        for character in text.chars() {
            match character {
                '"' => self.out.push_str("\\\""),
                '\\' => self.out.push_str("\\\\"),
                '\n' => self.out.push_str("\\n"),
                '\r' => self.out.push_str("\\r"),
                '\t' => self.out.push_str("\\t"),
                // Control characters, and those that editors and git take for ends of lines or hide in a diff.
                '\0'..='\u{1f}'
                | '\u{7f}'..='\u{9f}'
                | '\u{2028}'
                | '\u{2029}'
                | '\u{feff}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2066}'..='\u{2069}' => {
                    self.out.push_str(&format!("\\u{:04x}", character as u32));
                }
                other => self.out.push(other),
            }
        }
        self.out.push('"');
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn sentences_stand_on_one_line_and_the_rest_in_full() {
        let value = json!({
            "headers": [{ "name": "A", "value": "b" }],
            "condition": { "all": [
                { "compare": { "subject": { "json": "$.a" }, "operator": "one_of", "value": ["a", "b"] } },
                { "compare": { "subject": "body", "operator": "json_equals", "value": { "json": { "delay": { "a": [] } } } } }
            ] },
            "delay": { "fixed": { "ms": 5 } },
            "unknown": [{ "a": {} }]
        });
        let expected = r#"{
  "headers": [
    { "name": "A", "value": "b" }
  ],
  "condition": {
    "all": [
      { "compare": { "subject": { "json": "$.a" }, "operator": "one_of", "value": ["a", "b"] } },
      {
        "compare": {
          "subject": "body",
          "operator": "json_equals",
          "value": {
            "json": {
              "delay": {
                "a": []
              }
            }
          }
        }
      }
    ]
  },
  "delay": { "fixed": { "ms": 5 } },
  "unknown": [
    {
      "a": {}
    }
  ]
}
"#;
        assert_eq!(to_text(&value), expected);
    }

    #[test]
    fn odd_characters_are_escaped_and_read_back() {
        let text = "\u{0}\u{7f}\u{2028}\u{feff}\u{202e}\"\\/\r\n\té😀";
        let written = to_text(&json!({ "a": text }));
        assert_eq!(serde_json::from_str::<Value>(&written).unwrap()["a"], text);
        assert_eq!(written.lines().count(), 3);
        assert!(!written.contains(['\u{2028}', '\u{feff}', '\u{202e}', '\u{7f}', '\r']));
    }
}
