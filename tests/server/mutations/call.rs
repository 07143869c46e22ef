//! A request as values, and how it is written: apart from the product's own writer, straight after the tables of OpenAPI 3.1
//! (Style Values) and RFC 6570.

use base64::{Engine, engine::general_purpose::STANDARD};
use mockwright::contract::{Contract, Operation, Parameter, ParameterIn, SecurityScheme, Style};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Between the parts of a multipart body.
const BOUNDARY: &str = "between-the-parts";

/// A request of an operation.
#[derive(Clone, Debug)]
pub struct Call {
    /// The value of each of the operation's parameters, none where it is not sent.
    pub values: Vec<Option<Value>>,
    /// Credentials by the names of their schemes.
    pub credentials: Vec<(String, Shown)>,
    pub body: Option<SentBody>,
}

/// One credential as it is sent.
#[derive(Clone, Debug, PartialEq)]
pub enum Shown {
    Authorization(String),
    Key(ParameterIn, String, String),
}

/// A body, and how it is written.
#[derive(Clone, Debug)]
pub struct SentBody {
    pub media_type: String,
    pub value: Value,
    /// The Encoding Objects of a form's fields.
    pub encoding: Value,
    /// Bytes that are sent instead of the value.
    pub raw: Option<Vec<u8>>,
}

impl Shown {
    /// What shows that scheme; none where nothing can.
    pub fn of(scheme: &SecurityScheme) -> Option<Self> {
        match scheme {
            SecurityScheme::ApiKey { location, name } => Some(Self::Key(*location, name.clone(), "a-key".to_owned())),
            SecurityScheme::Http { scheme } => Some(Self::Authorization(match scheme.as_str() {
                "basic" => format!("Basic {}", STANDARD.encode("ada:secret")),
                "digest" => r#"Digest username="a", realm="b", nonce="c", uri="/", response="d""#.to_owned(),
                other => format!("{other} a-token"),
            })),
            SecurityScheme::MutualTls | SecurityScheme::Unknown => None,
        }
    }

    /// Whether it shows that scheme.
    pub fn shows(&self, scheme: &SecurityScheme) -> bool {
        match (self, scheme) {
            (Self::Key(location, name, value), SecurityScheme::ApiKey { location: wanted, name: key }) => {
                location == wanted && name == key && !value.is_empty()
            }
            (Self::Authorization(_), SecurityScheme::ApiKey { location: ParameterIn::Header, name }) => {
                name.eq_ignore_ascii_case("authorization")
            }
            (Self::Authorization(text), SecurityScheme::Http { scheme }) => {
                let shown = text.split_once(' ').filter(|(kind, rest)| kind.eq_ignore_ascii_case(scheme) && !rest.is_empty());
                // A name, a colon and a password in base64 (RFC 7617, 2).
                let is_basic = |rest: &str| STANDARD.decode(rest).is_ok_and(|decoded| decoded.contains(&b':'));
                shown.is_some_and(|(_, rest)| scheme != "basic" || is_basic(rest))
            }
            _ => false,
        }
    }
}

/// Where pieces of a request go to.
#[derive(Default)]
struct Pieces {
    path: String,
    query: Vec<String>,
    cookies: Vec<String>,
    fields: Vec<(String, String)>,
}

impl Call {
    /// The request as bytes; none where a value cannot be written so that it can be read again.
    pub fn written(&self, operation: &Operation) -> Option<Vec<u8>> {
        let mut pieces = Pieces { path: operation.path.split(['?', '#']).next()?.to_owned(), ..Pieces::default() };
        for (parameter, value) in operation.parameters.iter().zip(&self.values) {
            let Some(value) = value else { continue };
            pieces.add(parameter, value)?;
        }
        for (_, shown) in &self.credentials {
            match shown {
                Shown::Authorization(text) => pieces.fields.push(("Authorization".to_owned(), text.clone())),
                Shown::Key(ParameterIn::Query, name, value) => pieces.query.push(format!("{}={}", encoded(name), encoded(value))),
                Shown::Key(ParameterIn::Cookie, name, value) => pieces.cookies.push(format!("{name}={value}")),
                Shown::Key(_, name, value) => pieces.fields.push((name.clone(), value.clone())),
            }
        }
        let mut bytes = Vec::new();
        if let Some(body) = &self.body {
            bytes = body.written()?;
            let media_type = match body.media_type.as_str() {
                "multipart/form-data" => format!("{}; boundary={BOUNDARY}", body.media_type),
                other => other.to_owned(),
            };
            pieces.fields.push(("Content-Type".to_owned(), media_type));
            pieces.fields.push(("Content-Length".to_owned(), bytes.len().to_string()));
        }
        if !pieces.cookies.is_empty() {
            pieces.fields.push(("Cookie".to_owned(), pieces.cookies.join("; ")));
        }
        let question = if pieces.query.is_empty() { "" } else { "?" };
        let target = format!("{}{}{question}{}", operation.base_path, pieces.path, pieces.query.join("&"));
        let mut text = format!("{} {target} HTTP/1.1\r\nHost: a.test\r\n", operation.method);
        for (name, value) in &pieces.fields {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        let mut request = format!("{text}\r\n").into_bytes();
        request.append(&mut bytes);
        (target.len() < 8_000).then_some(request)
    }
}

impl Pieces {
    fn add(&mut self, parameter: &Parameter, value: &Value) -> Option<()> {
        let name = encoded(&parameter.name);
        let escape: &dyn Fn(&str) -> String = if parameter.location == ParameterIn::Header { &str::to_owned } else { &encoded };
        if parameter.media_type.is_some() {
            return self.put(parameter, &[(name, escape(&value.to_string()))]);
        }
        let is_composed = value.is_array() || value.is_object();
        if parameter.style == Style::DeepObject {
            let mut pairs = Vec::new();
            in_brackets(&parameter.name, value, &mut pairs)?;
            let pairs: Vec<_> = pairs.iter().map(|(name, text)| (encoded(name), encoded(text))).collect();
            return self.put(parameter, &pairs);
        }
        let is_spread = parameter.style == Style::Form && parameter.is_exploded;
        let leaf = |value: &Value| {
            leaf(value).filter(|text| is_spread || !is_composed || is_clean(text, parameter.style)).map(|text| escape(&text))
        };
        if is_spread && is_composed {
            let pairs: Option<Vec<(String, String)>> = match value {
                Value::Array(items) => items.iter().map(|item| Some((name.clone(), leaf(item)?))).collect(),
                Value::Object(members) => members.iter().map(|(key, member)| Some((encoded(key), leaf(member)?))).collect(),
                _ => None,
            };
            return self.put(parameter, &pairs.filter(|pairs| !pairs.is_empty())?);
        }
        let equals = if parameter.is_exploded { "=" } else { "," };
        let parts: Vec<String> = match value {
            Value::Array(items) => items.iter().map(leaf).collect::<Option<_>>()?,
            Value::Object(members) => {
                let written = |(key, member): (&String, &Value)| Some(format!("{}{equals}{}", escape(key), leaf(member)?));
                members.iter().map(written).collect::<Option<_>>()?
            }
            scalar => vec![leaf(scalar)?],
        };
        if parts.is_empty() {
            return None;
        }
        let text = match (parameter.style, parameter.is_exploded) {
            (Style::Label, true) => format!(".{}", parts.join(".")),
            (Style::Label, false) => format!(".{}", parts.join(",")),
            (Style::Matrix, true) if value.is_object() => format!(";{}", parts.join(";")),
            (Style::Matrix, true) => parts.iter().map(|part| format!(";{name}={part}")).collect(),
            (Style::Matrix, false) => format!(";{name}={}", parts.join(",")),
            (Style::PipeDelimited, _) if parameter.location == ParameterIn::Header => parts.join("|"),
            (Style::SpaceDelimited, _) => parts.join("%20").replace(',', "%20"),
            (Style::PipeDelimited, _) => parts.join("%7C").replace(',', "%7C"),
            (Style::TabSeparated, _) => parts.join("%09"),
            _ => parts.join(","),
        };
        self.put(parameter, &[(name, text)])
    }

    fn put(&mut self, parameter: &Parameter, pairs: &[(String, String)]) -> Option<()> {
        let joined = || pairs.iter().map(|(name, text)| format!("{name}={text}"));
        match parameter.location {
            ParameterIn::Query => self.query.extend(joined()),
            ParameterIn::Cookie => {
                self.cookies.extend(joined());
            }
            ParameterIn::Path => {
                let (_, text) = pairs.first()?;
                if text.is_empty() || text == "." || text == ".." {
                    return None;
                }
                self.path = self.path.replace(&format!("{{{}}}", parameter.name), text);
            }
            ParameterIn::Header => {
                let (_, text) = pairs.first()?;
                let is_sendable = text.chars().all(|c| c.is_ascii_graphic() || c == ' ') && text.trim() == text;
                if text.is_empty() || !is_sendable {
                    return None;
                }
                self.fields.push((parameter.name.clone(), text.clone()));
            }
        }
        Some(())
    }
}

impl SentBody {
    /// The body as bytes; none where its value cannot be written so that it can be read again.
    pub fn written(&self) -> Option<Vec<u8>> {
        if let Some(raw) = &self.raw {
            return Some(raw.clone());
        }
        let essence = self.media_type.split(';').next().unwrap_or_default().trim();
        match essence {
            "application/x-www-form-urlencoded" => {
                let mut pairs = Vec::new();
                for (name, member) in self.value.as_object()? {
                    self.field(name, member, &mut pairs)?;
                }
                let written: Vec<String> =
                    pairs.iter().map(|(name, text)| format!("{}={}", encoded(name), encoded(text))).collect();
                (!written.is_empty()).then(|| written.join("&").into_bytes())
            }
            "multipart/form-data" => {
                let mut text = String::new();
                for (name, member) in self.value.as_object()? {
                    match member {
                        Value::Array(items) if items.is_empty() => return None,
                        Value::Array(items) => items.iter().for_each(|item| text.push_str(&part(name, item))),
                        Value::Null => return None,
                        member => text.push_str(&part(name, member)),
                    }
                }
                (!text.is_empty()).then(|| format!("{text}--{BOUNDARY}--\r\n").into_bytes())
            }
            _ if essence.ends_with("json") => Some(self.value.to_string().into_bytes()),
            _ => leaf(&self.value).filter(|text| !text.is_empty()).map(String::into_bytes),
        }
    }

    /// A field of a form as its encoding says (OpenAPI 3.1, Encoding Object).
    fn field(&self, name: &str, value: &Value, pairs: &mut Vec<(String, String)>) -> Option<()> {
        let encoding = &self.encoding[name];
        let separator = match (encoding["style"].as_str(), encoding["explode"].as_bool()) {
            (Some("spaceDelimited"), _) => Some(" "),
            (Some("pipeDelimited"), _) => Some("|"),
            (_, Some(false)) => Some(","),
            _ => None,
        };
        match value {
            Value::Object(_) if encoding["contentType"] == "application/json" => pairs.push((name.to_owned(), value.to_string())),
            Value::Array(items) if items.is_empty() => return None,
            Value::Array(items) if items.iter().all(|item| !item.is_array() && !item.is_object()) => {
                let texts: Vec<String> = items.iter().map(leaf).collect::<Option<_>>()?;
                match separator {
                    Some(separator) if texts.iter().all(|text| is_clean(text, Style::Form)) => {
                        pairs.push((name.to_owned(), texts.join(separator)));
                    }
                    Some(_) => return None,
                    None => pairs.extend(texts.into_iter().map(|text| (name.to_owned(), text))),
                }
            }
            value => in_brackets(name, value, pairs)?,
        }
        Some(())
    }
}

fn part(name: &str, value: &Value) -> String {
    let is_composed = value.is_object() || value.is_array();
    let kind = if is_composed { "Content-Type: application/json\r\n" } else { "" };
    let text = if let Value::String(text) = value { text.clone() } else { value.to_string() };
    format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n{kind}\r\n{text}\r\n")
}

/// A value as text; none where it has parts or is nothing.
fn leaf(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    }
}

/// Whether a text can stand between the separators of a style.
fn is_clean(text: &str, style: Style) -> bool {
    let is_cut = text.contains([',', ' ', '|', ';', '=', '\t', '&']) || style == Style::Label && text.contains('.');
    !text.is_empty() && !is_cut
}

fn in_brackets(name: &str, value: &Value, pairs: &mut Vec<(String, String)>) -> Option<()> {
    match value {
        Value::Object(members) if !members.is_empty() => {
            members.iter().try_for_each(|(key, member)| in_brackets(&format!("{name}[{key}]"), member, pairs))
        }
        Value::Array(items) if !items.is_empty() => {
            items.iter().enumerate().try_for_each(|(index, item)| in_brackets(&format!("{name}[{index}]"), item, pairs))
        }
        scalar => leaf(scalar).map(|text| pairs.push((name.to_owned(), text))),
    }
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, UNRESERVED).to_string()
}

/// The scheme of a name.
pub fn scheme<'c>(contract: &'c Contract, name: &str) -> &'c SecurityScheme {
    contract.security_schemes.get(name).unwrap_or(&SecurityScheme::Unknown)
}
