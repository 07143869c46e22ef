//! Writes the value of a parameter into a path, a query, a header or a cookie by its style (OpenAPI 3.1, Style Examples).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use super::{Parameter, ParameterIn, Style};

/// What is encoded in a value: all but the unreserved characters (RFC 3986, 2.3).
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Whether a style can write a value so that it can be read again: the separators are not part of it.
pub(super) fn is_writable(parameter: &Parameter, value: &Value) -> bool {
    let is_plain = |value: &Value| !value.is_array() && !value.is_object() && !value.is_null();
    let separators: &[char] = match parameter.style {
        Style::Label => &[',', '=', '.'],
        Style::Matrix => &[',', '=', ';'],
        Style::SpaceDelimited | Style::PipeDelimited | Style::TabSeparated => &[',', '=', ' ', '|', '\t'],
        Style::Simple | Style::Form | Style::DeepObject => &[',', '=', ' '],
    };
    let is_clean = |text: &str| !text.is_empty() && !text.contains(separators);
    match value {
        _ if parameter.media_type.is_some() || parameter.style == Style::DeepObject => true,
        Value::Array(items) => {
            let is_single = parameter.style == Style::Form && parameter.is_exploded;
            items.iter().all(|item| is_plain(item) && (is_single || is_clean(&plain(item))))
        }
        Value::Object(members) => {
            !members.is_empty()
                && members.iter().all(|(name, member)| is_plain(member) && is_clean(name) && is_clean(&plain(member)))
        }
        _ => true,
    }
}

/// A parameter's value in its style: one text for each pair of a query, or the one text of a path or header.
pub(super) fn written(parameter: &Parameter, value: &Value, encode: &dyn Fn(&str) -> String) -> Vec<String> {
    let name = encode(&parameter.name);
    let is_named = matches!(parameter.location, ParameterIn::Query | ParameterIn::Cookie);
    let one = |text: String| vec![if is_named { format!("{name}={text}") } else { text }];
    if parameter.media_type.is_some() {
        return one(encode(&value.to_string()));
    }
    let text = |value: &Value| encode(&plain(value));
    // Header fields are not percent-encoded.
    let raw_or = |raw: &'static str, encoded: &'static str| if parameter.location == ParameterIn::Header { raw } else { encoded };
    let (before, separator, member_separator) = match parameter.style {
        Style::Label => (".", if parameter.is_exploded { "." } else { "," }, ","),
        Style::Matrix => (";", if parameter.is_exploded { ";" } else { "," }, ","),
        Style::SpaceDelimited => ("", raw_or(" ", "%20"), raw_or(" ", "%20")),
        Style::PipeDelimited => ("", raw_or("|", "%7C"), raw_or("|", "%7C")),
        Style::TabSeparated => ("", raw_or("\t", "%09"), raw_or("\t", "%09")),
        Style::Form | Style::Simple | Style::DeepObject => ("", ",", ","),
    };
    let matrix_name = if parameter.style == Style::Matrix { format!("{name}=") } else { String::new() };
    match value {
        Value::Object(_) | Value::Array(_) if parameter.style == Style::DeepObject => {
            let mut pairs = Vec::new();
            in_brackets(&parameter.name, value, &mut |name, text| pairs.push(format!("{}={}", encode(name), encode(text))));
            pairs
        }
        Value::Array(items) if parameter.style == Style::Form && parameter.is_exploded => {
            items.iter().map(|item| format!("{name}={}", text(item))).collect()
        }
        Value::Array(items) if parameter.style == Style::Matrix && parameter.is_exploded => {
            vec![items.iter().map(|item| format!(";{name}={}", text(item))).collect()]
        }
        Value::Array(items) => {
            let texts: Vec<String> = items.iter().map(text).collect();
            one(format!("{before}{matrix_name}{}", texts.join(separator)))
        }
        Value::Object(members) if parameter.style == Style::Form && parameter.is_exploded => {
            members.iter().map(|(key, member)| format!("{}={}", encode(key), text(member))).collect()
        }
        Value::Object(members) if parameter.is_exploded => {
            let texts: Vec<String> = members.iter().map(|(key, member)| format!("{}={}", encode(key), text(member))).collect();
            one(format!("{before}{}", texts.join(separator)))
        }
        Value::Object(members) => {
            let texts: Vec<String> =
                members.iter().map(|(key, member)| format!("{}{member_separator}{}", encode(key), text(member))).collect();
            one(format!("{before}{matrix_name}{}", texts.join(separator)))
        }
        _ => one(format!("{before}{matrix_name}{}", text(value))),
    }
}

/// A text as part of a URL.
pub(super) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}

/// A value as it is written where there are only texts.
pub(super) fn plain(value: &Value) -> String {
    if let Value::String(text) = value { text.clone() } else { value.to_string() }
}

/// Members and items as names with brackets: `a[b]=1`, `a[0][c]=2`.
pub(super) fn in_brackets(name: &str, value: &Value, pair: &mut dyn FnMut(&str, &str)) {
    match value {
        Value::Object(members) => members.iter().for_each(|(key, member)| in_brackets(&format!("{name}[{key}]"), member, pair)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| in_brackets(&format!("{name}[{index}]"), item, pair));
        }
        Value::Null => pair(name, ""),
        other => pair(name, &plain(other)),
    }
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
            assert_eq!(written(&parameter, &list, &encoded).join(""), of_list, "{style:?} {is_exploded}");
            assert_eq!(written(&parameter, &object, &encoded).join(""), of_object, "{style:?} {is_exploded}");
        }
        for (style, is_exploded, of_list, of_object) in [
            (Style::Form, true, "color=blue&color=black", "R=100&G=200"),
            (Style::Form, false, "color=blue,black", "color=R,100,G,200"),
            (Style::SpaceDelimited, false, "color=blue%20black", "color=R%20100%20G%20200"),
            (Style::PipeDelimited, false, "color=blue%7Cblack", "color=R%7C100%7CG%7C200"),
            (Style::DeepObject, true, "color%5B0%5D=blue&color%5B1%5D=black", "color%5BR%5D=100&color%5BG%5D=200"),
        ] {
            let parameter = parameter(ParameterIn::Query, style, is_exploded);
            assert_eq!(written(&parameter, &list, &encoded).join("&"), of_list, "{style:?} {is_exploded}");
            assert_eq!(written(&parameter, &object, &encoded).join("&"), of_object, "{style:?} {is_exploded}");
        }
        let piped = parameter(ParameterIn::Header, Style::PipeDelimited, false);
        assert_eq!(written(&piped, &list, &str::to_owned), ["blue|black"]);
        let simple = parameter(ParameterIn::Path, Style::Simple, false);
        assert!(is_writable(&simple, &json!([0.5, -1.25])) && !is_writable(&simple, &json!(["a,b"])));
        assert!(!is_writable(&parameter(ParameterIn::Path, Style::Label, true), &json!([0.5])));
        assert_eq!(written(&simple, &json!("a/b ?"), &encoded), ["a%2Fb%20%3F"]);
    }
}
