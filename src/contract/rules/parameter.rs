//! One parameter of an operation: found in a request, taken apart by its style, and held to its schema (OpenAPI 3.1, Style
//! Values; RFC 6570).

use std::{borrow::Cow, sync::Arc};

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use super::{
    path::PathValues,
    schema::{Kinds, LazySchema, Whose},
    schemas::Schemas,
};
use crate::{
    contract::{
        Parameter, ParameterIn, Style,
        violation::{Location, Side, Violation},
    },
    engine::Request,
    generate::{schema::Access, template::form_tree},
};

/// One parameter with its schema.
#[derive(Debug)]
pub(super) struct ParameterRules {
    parameter: Parameter,
    schema: Option<Arc<LazySchema>>,
}

/// Header fields that are described elsewhere: what a contract says of them as parameters is ignored (OpenAPI 3.1, Parameter
/// Object).
const IGNORED_HEADERS: [&str; 3] = ["accept", "content-type", "authorization"];

impl ParameterRules {
    pub(super) fn new(schemas: &mut Schemas<'_>, parameter: &Parameter) -> Option<Self> {
        if parameter.location == ParameterIn::Header && IGNORED_HEADERS.contains(&parameter.name.to_ascii_lowercase().as_str()) {
            return None;
        }
        let schema = parameter.schema.as_ref();
        let schema = schema.map(|at| schemas.at(at, Access::Write));
        Some(Self { parameter: parameter.clone(), schema })
    }

    /// What of a request breaks it.
    pub(super) fn check(&self, request: &Request<'_>, path: Option<&PathValues<'_>>, violations: &mut Vec<Violation>) {
        let Parameter { name, .. } = &self.parameter;
        if self.parameter.location == ParameterIn::Path && path.is_none() {
            return;
        }
        let whose = Whose { side: Side::Request, location: location(self.parameter.location), name };
        let own = |keyword: &str, message: String| Violation {
            side: Side::Request,
            location: whose.location,
            place: name.clone(),
            keyword: keyword.to_owned(),
            message,
            pointer: self.parameter.pointer.clone(),
        };
        let Some(ways) = self.ways(request, path) else {
            if self.parameter.is_required {
                violations.push(own("required", format!("{} is missing", self.what())));
            }
            return;
        };
        let is_empty = ways.first().is_some_and(|value| value == "" || *value == Value::from(vec![""]));
        if is_empty && self.parameter.allows_empty {
            return;
        }
        let Some(schema) = &self.schema else { return };
        if self.parameter.media_type.as_deref().is_some_and(super::is_json) {
            let Some(Value::String(text)) = ways.first() else { return };
            match serde_json::from_str(text) {
                Ok(value) => violations.extend(schema.violations(&value, &whose)),
                Err(error) => violations.push(own("json", format!("{} is not JSON: {error}", self.what()))),
            }
        } else if self.parameter.media_type.is_none() {
            violations.extend(schema.text_violations(&ways, &whose));
        }
    }

    fn what(&self) -> String {
        let what = match self.parameter.location {
            ParameterIn::Path => "path parameter",
            ParameterIn::Query => "query parameter",
            ParameterIn::Header => "header",
            ParameterIn::Cookie => "cookie",
        };
        format!("The {what} {}", self.parameter.name)
    }

    fn kinds(&self) -> Kinds {
        match &self.schema {
            Some(schema) if self.parameter.media_type.is_none() => schema.kinds(),
            _ => Kinds::STRING,
        }
    }

    /// The texts of its value, in every way in which they can be taken; none where it is not there.
    fn ways(&self, request: &Request<'_>, path: Option<&PathValues<'_>>) -> Option<Vec<Value>> {
        let name = self.parameter.name.as_str();
        match self.parameter.location {
            ParameterIn::Path => Some(self.taken(&[path?.get(name)?])),
            ParameterIn::Query => self.query(request),
            ParameterIn::Header => {
                let values: Vec<_> =
                    request.headers.get_all(name).iter().map(|value| String::from_utf8_lossy(value.as_bytes())).collect();
                let joined = (!values.is_empty()).then(|| values.join(","))?;
                // Header fields are not percent-encoded; a space may follow each comma.
                let separators = |c: char| match self.parameter.style {
                    Style::PipeDelimited => matches!(c, ',' | '|'),
                    Style::SpaceDelimited => matches!(c, ',' | ' '),
                    Style::TabSeparated => matches!(c, ',' | '\t'),
                    _ => c == ',',
                };
                let parts: Vec<&str> = joined.split(separators).map(str::trim).collect();
                Some(self.parts(&joined, &parts, str::to_owned))
            }
            ParameterIn::Cookie => {
                let values: Vec<&str> =
                    request.cookies().iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_ref()).collect();
                if !values.is_empty() {
                    return Some(self.taken(&values));
                }
                self.spread(request.cookies().iter().map(|(key, value)| (key.as_ref(), self.decoded(value))))
            }
        }
    }

    fn query(&self, request: &Request<'_>) -> Option<Vec<Value>> {
        let name = self.parameter.name.as_str();
        let query = request.uri.query().unwrap_or_default();
        let pairs = || query.split('&').filter(|pair| !pair.is_empty()).map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        if self.parameter.style == Style::DeepObject {
            let opening = format!("{name}[");
            let decoded: Vec<(String, String)> = request
                .query()
                .iter()
                .filter(|(key, _)| key == name || key.starts_with(&opening))
                .map(|(key, value)| (key.clone().into_owned(), value.clone().into_owned()))
                .collect();
            return form_tree(&decoded).get(name).map(|value| vec![value.clone()]);
        }
        let values: Vec<&str> = pairs().filter(|(key, _)| decoded_query(key) == name).map(|(_, value)| value).collect();
        if !values.is_empty() {
            return Some(self.taken(&values));
        }
        self.spread(request.query().iter().map(|(key, value)| (key.as_ref(), value.clone().into_owned())))
    }

    /// An object each of whose members is a parameter of its own; none where no member is there.
    fn spread<'p>(&self, pairs: impl Iterator<Item = (&'p str, String)>) -> Option<Vec<Value>> {
        let kinds = self.kinds();
        let is_spread = self.parameter.style == Style::Form && self.parameter.is_exploded && kinds.has(Kinds::OBJECT);
        let schema = self.schema.as_ref().filter(|_| is_spread && !kinds.has(Kinds::STRING))?;
        let names = schema.member_names();
        let of_members = pairs.filter(|(key, _)| names.iter().any(|name| name == key));
        let members: Vec<(String, String)> = of_members.map(|(key, value)| (key.to_owned(), value)).collect();
        if members.is_empty() { None } else { Some(vec![form_tree(&members)]) }
    }

    /// Texts as they stand in a path, query or cookie, still encoded, in every way in which they can be taken.
    fn taken(&self, raw: &[&str]) -> Vec<Value> {
        let Parameter { style, is_exploded, name, .. } = &self.parameter;
        let first = raw.first().copied().unwrap_or_default();
        match style {
            Style::Label => {
                let text = first.strip_prefix('.').unwrap_or(first);
                let separator = if *is_exploded { '.' } else { ',' };
                self.parts(text, &text.split(separator).collect::<Vec<_>>(), |text| self.decoded(text))
            }
            Style::Matrix => {
                let text = first.strip_prefix(';').unwrap_or(first);
                let own = format!("{name}=");
                if *is_exploded {
                    let parts: Vec<&str> = text.split(';').map(|part| part.strip_prefix(own.as_str()).unwrap_or(part)).collect();
                    return self.parts(parts.first().copied().unwrap_or_default(), &parts, |text| self.decoded(text));
                }
                let text = text.strip_prefix(own.as_str()).unwrap_or(if text == name { "" } else { text });
                self.parts(text, &text.split(',').collect::<Vec<_>>(), |text| self.decoded(text))
            }
            Style::Form if *is_exploded => self.parts(first, raw, |text| self.decoded(text)),
            Style::Form | Style::Simple | Style::DeepObject => self.split(raw, &[","], &["%2C", "%2c"]),
            Style::SpaceDelimited => self.split(raw, &["%20", "+"], &[]),
            Style::PipeDelimited => self.split(raw, &["|", "%7C", "%7c"], &[]),
            Style::TabSeparated => self.split(raw, &["%09", "\t"], &[]),
        }
    }

    /// Percent-encoding undone. A plus is a space in a query alone (RFC 3986, 3.3 has it as any other character of a path).
    fn decoded(&self, text: &str) -> String {
        match self.parameter.location {
            ParameterIn::Query => decoded_query(text).into_owned(),
            _ => percent_decode_str(text).decode_utf8_lossy().into_owned(),
        }
    }

    /// Texts split at any of those separators; where that will not do, also at those that were encoded with the rest.
    fn split(&self, raw: &[&str], separators: &[&str], encoded: &[&str]) -> Vec<Value> {
        let joined = raw.join(separators.first().copied().unwrap_or(","));
        let split_at = |separators: &[&str]| {
            let mut parts: Vec<&str> = vec![&joined];
            for separator in separators {
                parts = parts.into_iter().flat_map(|part| part.split(separator)).collect();
            }
            self.parts(&joined, &parts, |text| self.decoded(text))
        };
        let mut ways = split_at(separators);
        if encoded.iter().any(|separator| joined.contains(separator)) {
            ways.extend(split_at(&[separators, encoded].concat()));
        }
        ways
    }

    /// One text and the parts of it, as what the schema allows.
    fn parts(&self, whole: &str, parts: &[&str], decode: impl Fn(&str) -> String) -> Vec<Value> {
        let kinds = self.kinds();
        let mut ways = Vec::new();
        if kinds.has(Kinds::OBJECT) && !whole.is_empty() {
            let pairs: Option<Vec<(&str, &str)>> = if self.parameter.is_exploded {
                parts.iter().map(|part| part.split_once('=')).collect()
            } else {
                parts.chunks(2).map(|pair| if let [name, value] = pair { Some((*name, *value)) } else { None }).collect()
            };
            let object = |pairs: Vec<(&str, &str)>| {
                pairs.into_iter().map(|(name, value)| (decode(name), Value::from(decode(value)))).collect::<Map<_, _>>()
            };
            ways.extend(pairs.map(|pairs| Value::Object(object(pairs))));
        }
        if kinds.has(Kinds::ARRAY) {
            ways.push(Value::Array(parts.iter().map(|part| Value::from(decode(part))).collect()));
            if whole.is_empty() && parts.len() == 1 {
                ways.push(Value::Array(Vec::new()));
            }
        }
        let is_scalar =
            kinds.has(Kinds::STRING) || kinds.has(Kinds::NUMBER) || kinds.has(Kinds::BOOLEAN) || kinds.has(Kinds::NULL);
        if is_scalar || ways.is_empty() {
            // Several values where there should be one are a list, which the schema then says.
            let is_repeated = parts.len() > 1 && self.parameter.style == Style::Form && self.parameter.is_exploded;
            let repeated = || Value::Array(parts.iter().map(|part| Value::from(decode(part))).collect());
            ways.push(if is_repeated { repeated() } else { Value::from(decode(whole)) });
        }
        ways
    }
}

/// Percent-encoding undone, and a plus taken for a space as forms and queries write it.
fn decoded_query(text: &str) -> Cow<'_, str> {
    if text.contains('+') {
        Cow::Owned(percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned())
    } else {
        percent_decode_str(text).decode_utf8_lossy()
    }
}

fn location(location: ParameterIn) -> Location {
    match location {
        ParameterIn::Path => Location::Path,
        ParameterIn::Query => Location::Query,
        ParameterIn::Header => Location::Header,
        ParameterIn::Cookie => Location::Cookie,
    }
}
