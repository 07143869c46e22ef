//! Writing values so that what they stand in stays sound, whatever a request held: each content type has its own escaping.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::de::IgnoredAny;
use serde_json::Value;

use super::{node::Way, value};

/// What a rendered text is, and so what `{{ }}` escapes. `{{{ }}}` never escapes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Escape {
    /// JSON. Within quotes a value becomes the inside of a string; elsewhere arrays, objects, numbers and texts that are JSON
    /// are written as JSON.
    Json,
    /// HTML text and attribute values.
    Html,
    /// XML text and attribute values.
    Xml,
    /// Parts of a URL or of a form.
    Url,
    /// Anything else: nothing is escaped.
    #[default]
    None,
}

/// What stays as it is in a part of a URL.
const URL_SAFE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Writes a value.
pub(super) fn write(output: &mut String, value: &Value, way: Way) {
    let text = value::text(value);
    match way {
        Way::Raw => output.push_str(&text),
        Way::JsonString => write_json(output, &text),
        Way::JsonValue => match value {
            Value::String(text) if !is_json(text) => write_json(output, text),
            _ => output.push_str(&text),
        },
        Way::Html => replace(output, &text, |character| match character {
            '&' => Some("&amp;"),
            '<' => Some("&lt;"),
            '>' => Some("&gt;"),
            '"' => Some("&quot;"),
            '\'' => Some("&#x27;"),
            '`' => Some("&#x60;"),
            '=' => Some("&#x3D;"),
            _ => None,
        }),
        Way::Xml => replace(output, &text, |character| match character {
            '&' => Some("&amp;"),
            '<' => Some("&lt;"),
            '>' => Some("&gt;"),
            '"' => Some("&quot;"),
            '\'' => Some("&apos;"),
            '\t' | '\n' | '\r' => None,
            // XML has no way to write these.
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => Some("\u{fffd}"),
            _ => None,
        }),
        Way::Url => output.extend(url(&text)),
    }
}

/// A text as part of a URL.
pub(super) fn url(text: &str) -> impl Iterator<Item = &str> {
    utf8_percent_encode(text, URL_SAFE)
}

/// A text with what has a meaning in HTML escaped.
pub(super) fn html(text: &str) -> String {
    let mut output = String::with_capacity(text.len());
    write(&mut output, &Value::from(text), Way::Html);
    output
}

/// Whether a text needs no escape, or is a JSON value of its own. What is neither must not slip into the JSON around it.
fn is_json(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.' | b' '))
        || serde_json::from_str::<IgnoredAny>(text).is_ok()
}

fn replace(output: &mut String, text: &str, escape: impl Fn(char) -> Option<&'static str>) {
    let mut from = 0;
    for (at, character) in text.char_indices() {
        if let Some(escaped) = escape(character) {
            output.push_str(text.get(from..at).unwrap_or_default());
            output.push_str(escaped);
            from = at + character.len_utf8();
        }
    }
    output.push_str(text.get(from..).unwrap_or_default());
}

/// Writes a text as the inside of a JSON string.
fn write_json(output: &mut String, text: &str) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escaped: Cow<'static, str> = match byte {
            b'"' => "\\\"".into(),
            b'\\' => "\\\\".into(),
            b'\n' => "\\n".into(),
            b'\r' => "\\r".into(),
            b'\t' => "\\t".into(),
            0..=0x1f => format!("\\u{byte:04x}").into(),
            _ => continue,
        };
        output.push_str(text.get(from..at).unwrap_or_default());
        output.push_str(&escaped);
        from = at + 1;
    }
    output.push_str(text.get(from..).unwrap_or_default());
}

/// How values are written while the text of a template goes by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Surroundings {
    escape: Escape,
    is_in_string: bool,
}

impl Surroundings {
    /// At the beginning of a template.
    pub(super) fn new(escape: Escape) -> Self {
        Self { escape, is_in_string: false }
    }

    /// After more text.
    pub(super) fn pass(&mut self, text: &str) {
        if self.escape != Escape::Json {
            return;
        }
        let mut bytes = text.bytes();
        while let Some(byte) = bytes.next() {
            match byte {
                b'"' => self.is_in_string = !self.is_in_string,
                b'\\' if self.is_in_string => {
                    bytes.next();
                }
                _ => {}
            }
        }
    }

    /// How a value is written here.
    pub(super) fn way(self) -> Way {
        match self.escape {
            Escape::Json if self.is_in_string => Way::JsonString,
            Escape::Json => Way::JsonValue,
            Escape::Html => Way::Html,
            Escape::Xml => Way::Xml,
            Escape::Url => Way::Url,
            Escape::None => Way::Raw,
        }
    }
}

/// What keeps a rendered text from being JSON: line, column in characters, and the reason. Nothing where it is JSON.
pub fn check_json(text: &str) -> Option<(usize, usize, String)> {
    let error = serde_json::from_str::<IgnoredAny>(text).err()?;
    let line = text.split('\n').nth(error.line().saturating_sub(1)).unwrap_or_default();
    // The parser counts bytes.
    let bytes = error.column().saturating_sub(1);
    let column = 1 + line.char_indices().take_while(|(at, _)| *at < bytes).count();
    let message = error.to_string();
    let reason = message.rsplit_once(" at line ").map_or(message.as_str(), |(reason, _)| reason);
    Some((error.line().max(1), column, reason.to_owned()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_way_escapes_what_it_must() {
        let written = |value: &Value, way| {
            let mut output = String::new();
            write(&mut output, value, way);
            output
        };
        let hostile = json!("a\"b\\c\n<d>&'`=\u{1}/é");
        assert_eq!(written(&hostile, Way::Raw), "a\"b\\c\n<d>&'`=\u{1}/é");
        assert_eq!(written(&hostile, Way::JsonString), r#"a\"b\\c\n<d>&'`=\u0001/é"#);
        assert_eq!(written(&hostile, Way::JsonValue), r#"a\"b\\c\n<d>&'`=\u0001/é"#);
        assert_eq!(written(&hostile, Way::Html), "a&quot;b\\c\n&lt;d&gt;&amp;&#x27;&#x60;&#x3D;\u{1}/é");
        assert_eq!(written(&hostile, Way::Xml), "a&quot;b\\c\n&lt;d&gt;&amp;&apos;`=\u{fffd}/é");
        assert_eq!(written(&hostile, Way::Url), "a%22b%5Cc%0A%3Cd%3E%26%27%60%3D%01%2F%C3%A9");
        assert_eq!(written(&json!({"a": "x\"y"}), Way::JsonValue), r#"{"a":"x\"y"}"#);
        assert_eq!(written(&json!({"a": 1}), Way::JsonString), r#"{\"a\":1}"#);
        assert_eq!(written(&json!("{\"a\":1}"), Way::JsonValue), "{\"a\":1}");
        assert_eq!(written(&json!("1,\"admin\":true"), Way::JsonValue), r#"1,\"admin\":true"#);
    }

    #[test]
    fn what_is_no_json_has_a_place() {
        assert_eq!(check_json("{\"a\": 1}"), None);
        let (line, column, reason) = check_json("{\n  \"ä\": x\n}").unwrap();
        assert_eq!((line, column), (2, 8));
        assert_eq!(reason, "expected value");
        assert!(check_json("").is_some());
    }
}
