//! Masks secrets in what is handed to others: which ones is said by the three tables here, and nothing else.
//!
//! Masking changes only the secret itself; the text around it keeps every character, and text that is cut off or not
//! quite JSON is masked as far as it goes. It looks at names, not at values: a secret under a harmless name stays.

use std::borrow::Cow;

/// What stands in a secret's place.
pub(super) const MASK: &str = "[masked]";

/// Headers whose value is a secret. Of `Authorization` the scheme stays, of cookies the names and attributes.
const MASKED_HEADERS: &[&str] = &[
    "authorization",
    "proxy-authorization",
    "cookie",
    "set-cookie",
    "authentication-info",
    "proxy-authentication-info",
    "x-amz-security-token",
    "x-forwarded-client-cert",
];

/// Names of query parameters, fragments' parameters, form fields, JSON members and headers (without `X-`) whose value is
/// a secret, whatever their case and without `-`, `_` and `.`.
const MASKED_NAMES: &[&str] = &[
    "auth",
    "authorization",
    "bearer",
    "cardnumber",
    "clientassertion",
    "credential",
    "credentials",
    "csrf",
    "cvc",
    "cvv",
    "jwt",
    "key",
    "otp",
    "passphrase",
    "passwd",
    "pin",
    "privatekey",
    "pwd",
    "session",
    "sessionid",
    "sid",
    "sig",
    "signature",
    "xsrf",
];

/// Ends of such names: `access_token` and `refreshToken` end with `token`.
const MASKED_ENDINGS: &[&str] = &["apikey", "accesskey", "password", "secret", "secretkey", "signature", "token"];

/// Whether what goes by that name is a secret.
fn is_secret(name: &str) -> bool {
    let name: String = name.chars().filter(|character| !"-_.".contains(*character)).flat_map(char::to_lowercase).collect();
    MASKED_NAMES.contains(&name.as_str()) || MASKED_ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// The value of a header, masked where it is or holds a secret. The name is in lower case.
pub(super) fn header<'a>(name: &str, value: &'a str) -> Cow<'a, str> {
    let bare = name.strip_prefix("x-").unwrap_or(name);
    match name {
        "authorization" | "proxy-authorization" => match value.split_once(' ') {
            Some((scheme, _)) => Cow::Owned(format!("{scheme} {MASK}")),
            None => Cow::Borrowed(MASK),
        },
        "cookie" => Cow::Owned(value.split(';').map(cookie).collect::<Vec<_>>().join(";")),
        "set-cookie" => {
            let (pair, attributes) = value.split_at(value.find(';').unwrap_or(value.len()));
            Cow::Owned(format!("{}{attributes}", cookie(pair)))
        }
        _ if MASKED_HEADERS.contains(&name) || is_secret(bare) => Cow::Borrowed(MASK),
        "location" | "content-location" | "referer" => url(value),
        _ => Cow::Borrowed(value),
    }
}

/// `name=value` of a cookie without its value.
fn cookie(pair: &str) -> String {
    pair.split_once('=').map_or_else(|| MASK.to_owned(), |(name, _)| format!("{name}={MASK}"))
}

/// A URL with the secrets in its user information, query and fragment masked.
pub(super) fn url(url: &str) -> Cow<'_, str> {
    let mut masked = String::new();
    let mut rest = url;
    if let Some(authority_start) = url.find("://").map(|at| at + 3) {
        let authority_end = url[authority_start..].find(['/', '?', '#']).map_or(url.len(), |at| authority_start + at);
        if let Some(at) = url[authority_start..authority_end].rfind('@') {
            masked = format!("{}{MASK}", &url[..authority_start]);
            rest = &url[authority_start + at..];
        }
    }
    let start = rest.find(['?', '#']).map_or(rest.len(), |at| at + 1);
    let (before, parameters) = rest.split_at(start);
    match pairs(parameters, &['&', '#', '?']) {
        Cow::Borrowed(_) if masked.is_empty() => Cow::Borrowed(url),
        pairs => Cow::Owned(format!("{masked}{before}{pairs}")),
    }
}

/// A form's or query's text with the values of secret names masked.
fn pairs<'a>(text: &'a str, separators: &[char]) -> Cow<'a, str> {
    let mask = |pair: &'a str| {
        let body = pair.trim_end_matches(separators);
        let (name, value) = body.split_once('=')?;
        let decoded = percent_encoding::percent_decode_str(name).decode_utf8_lossy();
        (is_secret(&decoded) && !value.is_empty()).then(|| format!("{name}={MASK}{}", &pair[body.len()..]))
    };
    let parts = || text.split_inclusive(separators);
    if parts().all(|pair| mask(pair).is_none()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(parts().map(|pair| mask(pair).map_or(Cow::Borrowed(pair), Cow::Owned)).collect())
}

/// One parameter's or field's value.
pub(super) fn value<'a>(name: &str, value: &'a str) -> &'a str {
    if is_secret(name) && !value.is_empty() { MASK } else { value }
}

/// A body of that Content-Type with its secrets masked: forms, multipart forms, and JSON by whatever type it goes.
pub(super) fn body<'a>(content_type: &str, body: &'a [u8]) -> Cow<'a, [u8]> {
    let lower = content_type.to_ascii_lowercase();
    if lower.starts_with("multipart/") {
        return multipart(content_type, body);
    }
    let Ok(text) = std::str::from_utf8(body).or_else(|error| std::str::from_utf8(&body[..error.valid_up_to()])) else {
        return Cow::Borrowed(body);
    };
    let masked = if lower.starts_with("application/x-www-form-urlencoded") { pairs(text, &['&']) } else { json(text) };
    match masked {
        Cow::Borrowed(_) => Cow::Borrowed(body),
        Cow::Owned(masked) => Cow::Owned([masked.as_bytes(), &body[text.len()..]].concat()),
    }
}

/// Text with the values of secret JSON members masked. Text without such members comes back as it is, JSON or not.
fn json(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let mut masked = String::new();
    let (mut copied, mut at) = (0, 0);
    while let Some(quote) = memchr::memchr(b'"', bytes.get(at..).unwrap_or_default()) {
        let start = at + quote;
        let end = end_of_string(bytes, start);
        at = end;
        let colon = skip_space(bytes, end);
        if bytes.get(colon) != Some(&b':') {
            continue;
        }
        let name: Option<String> = text.get(start..end).and_then(|name| serde_json::from_str(name).ok());
        if !name.is_some_and(|name| is_secret(&name)) {
            continue;
        }
        let value = skip_space(bytes, colon + 1);
        at = end_of_value(bytes, value);
        masked.push_str(text.get(copied..value).unwrap_or_default());
        masked.push_str(&format!("\"{MASK}\""));
        copied = at;
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    masked.push_str(text.get(copied..).unwrap_or_default());
    Cow::Owned(masked)
}

fn skip_space(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(rest.len())
}

/// Where the string that starts at `start` ends; the end of the text where it is cut off.
fn end_of_string(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(byte) = bytes.get(at) {
        at += if *byte == b'\\' { 2 } else { 1 };
        if *byte == b'"' {
            break;
        }
    }
    at.min(bytes.len())
}

/// Where the value that starts at `start` ends; the end of the text where it is cut off.
fn end_of_value(bytes: &[u8], start: usize) -> usize {
    let (mut at, mut depth) = (start, 0_usize);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => at = end_of_string(bytes, at),
            b'{' | b'[' => {
                depth += 1;
                at += 1;
            }
            b'}' | b']' if depth > 0 => {
                depth -= 1;
                at += 1;
            }
            b',' | b'}' | b']' if depth == 0 => return at,
            byte if depth == 0 && byte.is_ascii_whitespace() => return at,
            _ => {
                at += 1;
                continue;
            }
        }
        if depth == 0 {
            return at;
        }
    }
    at
}

/// A multipart form with the content of secret fields masked.
fn multipart<'a>(content_type: &str, body: &'a [u8]) -> Cow<'a, [u8]> {
    let parameter = content_type.split(';').skip(1).find_map(|parameter| parameter.trim().strip_prefix("boundary="));
    let Some(boundary) = parameter.map(|boundary| boundary.trim_matches('"')).filter(|boundary| !boundary.is_empty()) else {
        return Cow::Borrowed(body);
    };
    let delimiter = format!("--{boundary}").into_bytes();
    let mut masked = Vec::new();
    let mut copied = 0;
    let starts: Vec<usize> = memchr::memmem::find_iter(body, &delimiter).collect();
    for (index, start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).map_or(body.len(), |next| next.saturating_sub(2));
        let Some(part) = body.get(*start..end) else { continue };
        let Some(head) = memchr::memmem::find(part, b"\r\n\r\n") else { continue };
        let name = String::from_utf8_lossy(&part[..head]);
        let name = name.split_once("name=\"").and_then(|(_, rest)| rest.split_once('"')).map(|(name, _)| name);
        if name.is_some_and(is_secret) {
            masked.extend_from_slice(&body[copied..start + head + 4]);
            masked.extend_from_slice(MASK.as_bytes());
            copied = end;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(body);
    }
    masked.extend_from_slice(&body[copied..]);
    Cow::Owned(masked)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn headers_keep_what_is_not_secret() {
        for (name, value, expected) in [
            ("authorization", "Bearer abc", "Bearer [masked]"),
            ("authorization", "abc", "[masked]"),
            ("cookie", "a=1; session=2", "a=[masked]; session=[masked]"),
            ("set-cookie", "a=1; Path=/; HttpOnly", "a=[masked]; Path=/; HttpOnly"),
            ("x-api-key", "abc", "[masked]"),
            ("x-auth-token", "abc", "[masked]"),
            ("x-request-id", "abc", "abc"),
            ("accept", "*/*", "*/*"),
            (
                "location",
                "https://u:p@host/cb?access_token=1&x=2#id_token=3",
                "https://[masked]@host/cb?access_token=[masked]&x=2#id_token=[masked]",
            ),
            ("referer", "http://host/a@b", "http://host/a@b"),
        ] {
            assert_eq!(header(name, value), expected, "{name}");
        }
    }

    #[test]
    fn urls_and_forms_keep_their_order_and_spelling() {
        assert_eq!(url("/a?page=2&api%5Fkey=x&q=%20"), "/a?page=2&api%5Fkey=[masked]&q=%20");
        assert_eq!(url("/a?tokens"), "/a?tokens");
        assert_eq!(
            body("application/x-www-form-urlencoded", b"user=a&password=p+w&x="),
            b"user=a&password=[masked]&x=".as_slice()
        );
    }

    #[test]
    fn json_is_masked_whole_or_cut_off_and_else_untouched() {
        for (text, expected) in [
            (r#"{"user": "a", "password" : "p\"w", "n": 1}"#, r#"{"user": "a", "password" : "[masked]", "n": 1}"#),
            (
                r#"{"accessToken":12345,"x":[{"client_secret":["a","]"]}]}"#,
                r#"{"accessToken":"[masked]","x":[{"client_secret":"[masked]"}]}"#,
            ),
            (r#"{"token": {"a": {"b": 1}}, "after": "password"}"#, r#"{"token": "[masked]", "after": "password"}"#),
            (r#"{"token": "cut of"#, r#"{"token": "[masked]""#),
            (r#"{"pass\u0077ord":null}"#, r#"{"pass\u0077ord":"[masked]"}"#),
            (r#"{"a": "\"token\": 1"}"#, r#"{"a": "\"token\": 1"}"#),
            ("no JSON, but \"quotes\"", "no JSON, but \"quotes\""),
        ] {
            assert_eq!(String::from_utf8_lossy(&body("application/json", text.as_bytes())), expected);
        }
        assert_eq!(body("application/json", b"{\"token\": \"a\"} \xff"), b"{\"token\": \"[masked]\"} \xff".as_slice());
    }

    #[test]
    fn multipart_fields_are_masked_and_files_stay() {
        let form = "--B\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\nsecret\r\n--B\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nbytes\r\n--B--\r\n";
        let masked = body("multipart/form-data; boundary=\"B\"", form.as_bytes());
        assert_eq!(String::from_utf8_lossy(&masked), form.replace("secret", MASK));
    }

    proptest! {
        #[test]
        fn no_body_panics_and_masking_twice_changes_nothing_more(text in "[{}\\[\\]\",:=&a-c\\\\ -]{0,20}(\"token\" ?:)?[{}\\[\\]\",:=&a-c\\\\ -]{0,20}", kind in 0..3_usize) {
            let kind = ["application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=a"][kind];
            let once = body(kind, text.as_bytes()).into_owned();
            prop_assert_eq!(body(kind, &once).into_owned(), once);
            url(&text);
            header("set-cookie", &text);
        }
    }
}
