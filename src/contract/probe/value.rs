//! Writes a value into a path, a query, a header or a cookie by its style (OpenAPI 3.1, Style Examples).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use super::super::{Parameter, ParameterIn, Style};

/// All but the unreserved characters of RFC 3986.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A scalar as text, escaped where it stands in a URL.
fn scalar(value: &Value, in_url: bool) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    };
    if in_url { escape(&text) } else { text }
}

fn escape(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// The items of a list, or the members of an object: as `name=value` or as both after one another.
fn parts(value: &Value, is_exploded: bool, in_url: bool) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().map(|item| scalar(item, in_url)).collect(),
        Value::Object(members) => members
            .iter()
            .flat_map(|(name, value)| {
                let (name, value) = (if in_url { escape(name) } else { name.clone() }, scalar(value, in_url));
                if is_exploded { vec![format!("{name}={value}")] } else { vec![name, value] }
            })
            .collect(),
        other => vec![scalar(other, in_url)],
    }
}

/// The value as a segment of the path, or a part of one.
pub(super) fn in_path(parameter: &Parameter, value: &Value) -> String {
    if parameter.media_type.is_some() {
        return escape(&value.to_string());
    }
    let parts = parts(value, parameter.is_exploded, true);
    let name = escape(&parameter.name);
    match parameter.style {
        Style::Label => format!(".{}", parts.join(if parameter.is_exploded { "." } else { "," })),
        Style::Matrix if parameter.is_exploded && value.is_object() => parts.iter().map(|part| format!(";{part}")).collect(),
        Style::Matrix if parameter.is_exploded => parts.iter().map(|part| format!(";{name}={part}")).collect(),
        Style::Matrix => format!(";{name}={}", parts.join(",")),
        _ => parts.join(","),
    }
}

/// The value as pairs of the query, escaped.
pub(super) fn in_query(parameter: &Parameter, value: &Value) -> Vec<String> {
    let name = escape(&parameter.name);
    if parameter.media_type.is_some() {
        return vec![format!("{name}={}", escape(&value.to_string()))];
    }
    match (parameter.style, value) {
        (Style::DeepObject, Value::Object(members)) => {
            members.iter().map(|(member, value)| format!("{name}%5B{}%5D={}", escape(member), scalar(value, true))).collect()
        }
        (_, Value::Object(_)) if parameter.is_exploded => parts(value, true, true),
        (_, Value::Array(_)) if parameter.is_exploded => {
            parts(value, true, true).iter().map(|part| format!("{name}={part}")).collect()
        }
        (style, _) => {
            let separator = match style {
                Style::SpaceDelimited => "%20",
                Style::PipeDelimited => "%7C",
                Style::TabSeparated => "%09",
                _ => ",",
            };
            vec![format!("{name}={}", parts(value, false, true).join(separator))]
        }
    }
}

/// The value as a header field's or cookie's.
pub(super) fn in_header(parameter: &Parameter, value: &Value) -> String {
    if parameter.media_type.is_some() {
        return value.to_string();
    }
    parts(value, parameter.is_exploded, parameter.location == ParameterIn::Cookie).join(",")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn parameter(location: ParameterIn, style: Style, is_exploded: bool) -> Parameter {
        Parameter {
            name: "color".to_owned(),
            location,
            pointer: String::new(),
            description: String::new(),
            is_required: true,
            is_deprecated: false,
            allows_empty: false,
            style,
            is_exploded,
            media_type: None,
            schema: None,
            examples: Vec::new(),
        }
    }

    #[test]
    fn styles_are_written_as_the_standard_shows_them() {
        let (list, object) = (json!(["blue", "black"]), json!({"R": 100, "G": 200}));
        for (style, is_exploded, of_list, of_object) in [
            (Style::Simple, false, "blue,black", "R,100,G,200"),
            (Style::Simple, true, "blue,black", "R=100,G=200"),
            (Style::Label, false, ".blue,black", ".R,100,G,200"),
            (Style::Label, true, ".blue.black", ".R=100.G=200"),
            (Style::Matrix, false, ";color=blue,black", ";color=R,100,G,200"),
            (Style::Matrix, true, ";color=blue;color=black", ";R=100;G=200"),
        ] {
            let parameter = parameter(ParameterIn::Path, style, is_exploded);
            assert_eq!(in_path(&parameter, &list), of_list, "{style:?} {is_exploded}");
            assert_eq!(in_path(&parameter, &object), of_object, "{style:?} {is_exploded}");
        }
        for (style, is_exploded, of_list, of_object) in [
            (Style::Form, true, "color=blue&color=black", "R=100&G=200"),
            (Style::Form, false, "color=blue,black", "color=R,100,G,200"),
            (Style::SpaceDelimited, false, "color=blue%20black", "color=R%20100%20G%20200"),
            (Style::PipeDelimited, false, "color=blue%7Cblack", "color=R%7C100%7CG%7C200"),
            (Style::DeepObject, true, "color=blue&color=black", "color%5BR%5D=100&color%5BG%5D=200"),
        ] {
            let parameter = parameter(ParameterIn::Query, style, is_exploded);
            assert_eq!(in_query(&parameter, &list).join("&"), of_list, "{style:?} {is_exploded}");
            assert_eq!(in_query(&parameter, &object).join("&"), of_object, "{style:?} {is_exploded}");
        }
        assert_eq!(in_path(&parameter(ParameterIn::Path, Style::Simple, false), &json!("a/b ?")), "a%2Fb%20%3F");
    }
}
