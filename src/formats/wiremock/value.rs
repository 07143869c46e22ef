//! Value patterns: a tree of and, or and not over WireMock's operators, tested on one value at a time.
//!
//! A value that is not there is tested too: `absent` and everything negative hold of it. An empty body counts as not there,
//! an empty header or parameter does not.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Map, Value};
use serde_json_path::JsonPath;

use super::{
    error::{At, PatternError},
    operator::{check_options, comparison, fixed_moment},
    template,
};
use crate::{
    engine::{ValueTest, parse_json_path},
    model::{Comparison, Operand, Operator, Subject},
};

/// The longest texts that are compared letter by letter for how near they are.
const MAX_COMPARED: usize = 256;
/// How deep and, or and not may stand inside each other.
const MAX_NESTING: usize = 32;
/// Before every date that a request could hold.
const FIRST_MOMENT: &str = "0001-01-01T00:00:00Z";

/// What WireMock tests one value with.
#[derive(Debug)]
pub(super) enum ValuePattern {
    Anything,
    Absent,
    /// One comparison; the text where it is plain equality.
    Test(ValueTest, Option<String>),
    /// These bytes.
    Bytes(Vec<u8>),
    All(Vec<ValuePattern>),
    Any(Vec<ValuePattern>),
    Not(Box<ValuePattern>),
    Json(Box<JsonPattern>),
}

/// What is tested of what a JSONPath finds.
#[derive(Debug)]
pub(super) struct JsonPattern {
    path: JsonPath,
    /// The path can find one value only.
    is_definite: bool,
    /// None where it is enough that something is found.
    then: Option<ValuePattern>,
    /// All that was found is looked at as one JSON text.
    as_json: bool,
}

/// One value of a request.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate<'a> {
    pub(super) text: &'a str,
    pub(super) bytes: &'a [u8],
}

impl<'a> From<&'a str> for Candidate<'a> {
    fn from(text: &'a str) -> Self {
        Self { text, bytes: text.as_bytes() }
    }
}

impl ValuePattern {
    /// Reads a pattern: an object with one operator and its options.
    pub(super) fn read(at: &At<'_>, value: &Value) -> Result<Self, PatternError> {
        Self::read_nested(at, value, 0)
    }

    fn read_nested(at: &At<'_>, value: &Value, depth: usize) -> Result<Self, PatternError> {
        let pattern = at.object(value, "a value pattern")?;
        if depth > MAX_NESTING {
            return Err(at.error(format!("More than {MAX_NESTING} patterns stand inside each other")));
        }
        for key in pattern.keys() {
            if let Some(found) = Self::of_operator(at, key, pattern, depth)? {
                return Ok(found);
            }
        }
        Err(match pattern.keys().next() {
            Some(key) => at.member(key).error(format!("{key} is no operator that is supported")),
            None => at.error("A value pattern names an operator"),
        })
    }

    fn of_operator(at: &At<'_>, key: &str, pattern: &Map<String, Value>, depth: usize) -> Result<Option<Self>, PatternError> {
        let Some(value) = pattern.get(key) else { return Ok(None) };
        let at_operator = at.member(key);
        let several = |least: usize| {
            let list = at_operator.array(value, key)?;
            if list.len() < least {
                return Err(at_operator.error(format!("{key} needs {least} patterns or more")));
            }
            let read = |(index, value)| Self::read_nested(&at_operator.element(index), value, depth + 1);
            list.iter().enumerate().map(read).collect::<Result<Vec<_>, _>>()
        };
        if let Some(comparison) = comparison(at, key, pattern, &Subject::Body)? {
            let equal = match (&comparison.operator, &comparison.value) {
                (Operator::Equals, Operand::Text(text)) => Some(text.clone()),
                _ => None,
            };
            return Ok(Some(Self::Test(compiled(&at_operator, &comparison)?, equal)));
        }
        let found = match key {
            // The mere key says it, whatever its value.
            "absent" => Self::Absent,
            "anything" => Self::Anything,
            "and" => Self::All(several(2)?),
            "or" => Self::Any(several(2)?),
            "not" => Self::Not(Box::new(Self::read_nested(&at_operator, value, depth + 1)?)),
            "binaryEqualTo" => {
                let text = at_operator.text(value, key)?;
                Self::Bytes(STANDARD.decode(text.trim()).map_err(|error| at_operator.error(format!("Not Base64: {error}")))?)
            }
            "equalToDateTime" => {
                let moment = fixed_moment(&at_operator, value)?;
                let test = |operator, operand: &Operand, negate| {
                    let comparison = Comparison { negate, ..Comparison::new(Subject::Body, operator, operand.clone()) };
                    Ok(Self::Test(compiled(&at_operator, &comparison)?, None))
                };
                // Neither before nor after it, and a date at all.
                Self::All(vec![
                    test(Operator::After, &FIRST_MOMENT.into(), false)?,
                    test(Operator::Before, &moment, true)?,
                    test(Operator::After, &moment, true)?,
                ])
            }
            "matchesPathTemplate" => {
                let regex = template::compile(&at_operator, at_operator.text(value, key)?)?.as_str().to_owned();
                let comparison = Comparison::new(Subject::Body, Operator::Matches, Operand::Text(regex));
                Self::Test(compiled(&at_operator, &comparison)?, None)
            }
            "matchesJsonPath" => Self::Json(Box::new(JsonPattern::read(&at_operator, value, depth)?)),
            _ => return Ok(None),
        };
        check_options(at, pattern, key, &[])?;
        Ok(Some(found))
    }

    /// Whether it holds of a value, or of none being there.
    pub(super) fn matches(&self, value: Option<Candidate<'_>>) -> bool {
        match self {
            Self::Anything => true,
            Self::Absent => value.is_none(),
            Self::Test(test, _) => test.holds(value.map(|value| value.text)),
            Self::Bytes(bytes) => value.is_some_and(|value| value.bytes == bytes.as_slice()),
            Self::All(patterns) => patterns.iter().all(|pattern| pattern.matches(value)),
            Self::Any(patterns) => patterns.iter().any(|pattern| pattern.matches(value)),
            Self::Not(pattern) => !pattern.matches(value),
            Self::Json(pattern) => value.is_some_and(|value| pattern.matches(value.text)),
        }
    }

    /// How far a value is from what is wanted: 0 where it holds, up to 1.
    pub(super) fn distance(&self, value: Option<Candidate<'_>>) -> f64 {
        if self.matches(value) {
            return 0.0;
        }
        match (self, value) {
            (Self::Test(_, Some(wanted)), Some(value)) => text_distance(wanted, value.text),
            (Self::All(patterns), value) => {
                patterns.iter().map(|pattern| pattern.distance(value)).sum::<f64>() / patterns.len().max(1) as f64
            }
            (Self::Any(patterns), value) => patterns.iter().map(|pattern| pattern.distance(value)).fold(1.0, f64::min),
            _ => 1.0,
        }
    }
}

fn compiled(at: &At<'_>, comparison: &Comparison) -> Result<ValueTest, PatternError> {
    ValueTest::compile(comparison).map_err(|message| at.error(message))
}

/// How different two texts are, from 0 to 1.
pub(super) fn text_distance(a: &str, b: &str) -> f64 {
    if a == b {
        return 0.0;
    }
    if a.len().max(b.len()) > MAX_COMPARED {
        return 1.0;
    }
    1.0 - f64::from(similar::TextDiff::from_chars(a, b).ratio())
}

impl JsonPattern {
    fn read(at: &At<'_>, value: &Value, depth: usize) -> Result<Self, PatternError> {
        let (path, then, as_json) = match value {
            Value::String(path) => (path.as_str(), None, false),
            value => {
                let pattern = at.object(value, "matchesJsonPath")?;
                let at_path = at.member("expression");
                let path = pattern.get("expression").ok_or_else(|| at.error("matchesJsonPath needs an expression"))?;
                let mut inner = pattern.clone();
                inner.shift_remove("expression");
                let as_json = inner.contains_key("equalToJson");
                let then = ValuePattern::read_nested(at, &Value::Object(inner), depth + 1)?;
                (at_path.text(path, "expression")?, Some(then), as_json)
            }
        };
        // WireMock's reader takes a path without its root too.
        let rooted = if path.starts_with('$') { path.to_owned() } else { format!("$.{path}") };
        let compiled = parse_json_path(&rooted).map_err(|message| at.error(message))?;
        Ok(Self { path: compiled, is_definite: is_definite(&rooted), then, as_json })
    }

    fn matches(&self, text: &str) -> bool {
        // What looks like XML is not tried, as in WireMock.
        let Ok(body) = serde_json::from_str::<Value>(text) else { return false };
        let found = self.path.query(&body).all();
        let Some(then) = &self.then else {
            return if self.is_definite { found.first().is_some_and(|value| !value.is_null()) } else { !found.is_empty() };
        };
        let texts: Vec<String> = match (self.is_definite, found.as_slice()) {
            (true, []) | (true, [Value::Null]) => Vec::new(),
            (true, [value]) if self.as_json => vec![value.to_string()],
            (false, values) if self.as_json => {
                vec![Value::from(values.iter().map(|value| (*value).clone()).collect::<Vec<_>>()).to_string()]
            }
            (true, [Value::Array(elements)]) => elements.iter().map(plain).collect(),
            (_, values) => values.iter().map(|value| plain(value)).collect(),
        };
        if texts.is_empty() {
            return then.matches(None);
        }
        texts.iter().any(|text| then.matches(Some(text.as_str().into())))
    }
}

/// A found value as text: a string's own text, other JSON in its compact form.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Whether a JSONPath can find one value only: it has no wildcard, descent, slice, filter or list outside of quotes.
fn is_definite(path: &str) -> bool {
    let mut quote = None;
    let mut before = ' ';
    for letter in path.chars() {
        match quote {
            Some(open) if letter == open && before != '\\' => quote = None,
            Some(_) => {}
            None if letter == '\'' || letter == '"' => quote = Some(letter),
            None if matches!(letter, '*' | '?' | ':' | ',') || (letter == '.' && before == '.') => return false,
            None => {}
        }
        before = letter;
    }
    true
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::formats::wiremock::error::ROOT;

    fn matches(pattern: &Value, value: Option<&str>) -> bool {
        let read = ValuePattern::read(&ROOT, pattern).unwrap_or_else(|error| panic!("{pattern}: {error}"));
        read.matches(value.map(Candidate::from))
    }

    /// A pattern, and whether each of these values matches it.
    type Row<'r> = (Value, &'r [(Option<&'r str>, bool)]);

    #[test]
    fn operators_mean_what_they_mean_in_wiremock() {
        let order = r#"{"id":7,"tags":["a","b"],"who":{"name":"Ada"},"none":null,"empty":[]}"#;
        let table: &[Row<'_>] = &[
            (json!({"equalTo": "a"}), &[(Some("a"), true), (Some("A"), false), (None, false)]),
            (json!({"equalTo": "a", "caseInsensitive": true}), &[(Some("A"), true), (Some("b"), false)]),
            (json!({"equalTo": ""}), &[(Some(""), true), (None, false)]),
            (json!({"contains": "b"}), &[(Some("abc"), true), (Some("ac"), false), (None, false)]),
            (json!({"doesNotContain": "b"}), &[(Some("abc"), false), (Some("ac"), true), (None, true)]),
            (json!({"matches": "foo"}), &[(Some("foo"), true), (Some("xfoo"), false), (Some("foo\n"), false)]),
            (json!({"matches": "a|b"}), &[(Some("a"), true), (Some("ab"), false)]),
            (json!({"matches": "a.b"}), &[(Some("a\nb"), true)]),
            (json!({"doesNotMatch": "foo"}), &[(Some("foo"), false), (Some("xfoo"), true), (None, true)]),
            (json!({"absent": false}), &[(None, true), (Some(""), false)]),
            (json!({"anything": "x"}), &[(None, true), (Some("y"), true)]),
            (json!({"equalToJson": "{\"a\":1.0}"}), &[(Some("{ \"a\": 1 }"), true), (Some("{}"), false), (Some("x"), false)]),
            (json!({"equalToJson": {"a": [1, 2]}, "ignoreArrayOrder": true}), &[(Some("{\"a\":[2,1]}"), true)]),
            (json!({"equalToJson": {"a": 1}, "ignoreExtraElements": true}), &[(Some("{\"a\":1,\"b\":2}"), true)]),
            (json!({"equalToJson": {"a": 1}}), &[(Some("{\"a\":1,\"b\":2}"), false)]),
            (json!({"matchesJsonSchema": {"type": "object"}}), &[(Some("{}"), true), (Some("[]"), false)]),
            (json!({"equalToNumber": 5}), &[(Some("5.0"), true), (Some("6"), false), (Some("x"), false)]),
            (json!({"lessThanEqualNumber": "5"}), &[(Some("5"), true), (Some("5.1"), false)]),
            (json!({"before": "2026-01-02"}), &[(Some("2026-01-01"), true), (Some("2026-01-02"), false), (Some("x"), false)]),
            (
                json!({"equalToDateTime": "2026-01-02T00:00:00Z"}),
                &[(Some("2026-01-02T01:00:00+01:00"), true), (Some("2026-01-03"), false), (Some("x"), false), (None, false)],
            ),
            (json!({"not": {"contains": "a"}}), &[(Some("b"), true), (Some("a"), false), (None, true)]),
            (json!({"and": [{"contains": "a"}, {"contains": "b"}]}), &[(Some("ab"), true), (Some("a"), false)]),
            (json!({"or": [{"absent": true}, {"equalTo": "x"}]}), &[(None, true), (Some("x"), true), (Some("y"), false)]),
            (json!({"binaryEqualTo": "YWI="}), &[(Some("ab"), true), (Some("abc"), false), (None, false)]),
            (json!({"matchesPathTemplate": "/a/{b}/c"}), &[(Some("/a/x/c"), true), (Some("/a/x/y/c"), false)]),
            (json!({"matchesJsonPath": "$.id"}), &[(Some(order), true), (Some("<id/>"), false), (None, false)]),
            (json!({"matchesJsonPath": "id"}), &[(Some(order), true)]),
            (json!({"matchesJsonPath": "$.none"}), &[(Some(order), false)]),
            (json!({"matchesJsonPath": "$.empty"}), &[(Some(order), true)]),
            (json!({"matchesJsonPath": "$.tags[?@ == 'z']"}), &[(Some(order), false)]),
            (json!({"matchesJsonPath": "$.tags[?@ == 'a']"}), &[(Some(order), true)]),
            (json!({"matchesJsonPath": {"expression": "$.tags", "equalTo": "b"}}), &[(Some(order), true)]),
            (json!({"matchesJsonPath": {"expression": "$.tags", "doesNotContain": "a"}}), &[(Some(order), true)]),
            (json!({"matchesJsonPath": {"expression": "$.tags", "equalToJson": ["a", "b"]}}), &[(Some(order), true)]),
            (json!({"matchesJsonPath": {"expression": "$..name", "equalToJson": ["Ada"]}}), &[(Some(order), true)]),
            (json!({"matchesJsonPath": {"expression": "$.who", "contains": "\"name\":\"Ada\""}}), &[(Some(order), true)]),
            (json!({"matchesJsonPath": {"expression": "$.nothing", "absent": true}}), &[(Some(order), true), (Some("x"), false)]),
            (json!({"matchesJsonPath": {"expression": "$.id", "absent": true}}), &[(Some(order), false)]),
            (
                json!({"matchesJsonPath": {"expression": "$.id", "and": [{"greaterThanNumber": 6}, {"matches": "[0-9]"}]}}),
                &[(Some(order), true)],
            ),
        ];
        for (pattern, values) in table {
            for (value, expected) in *values {
                assert_eq!(matches(pattern, *value), *expected, "{pattern} on {value:?}");
            }
        }
    }

    #[test]
    fn what_cannot_be_carried_is_refused_with_its_place() {
        let table = [
            (json!("x"), ""),
            (json!({}), ""),
            (json!({"equals": "x"}), "/equals"),
            (json!({"equalTo": 5}), "/equalTo"),
            (json!({"equalTo": "x", "ignoreCase": true}), "/ignoreCase"),
            (json!({"contains": "x", "caseInsensitive": true}), "/caseInsensitive"),
            (json!({"equalTo": "x", "caseInsensitive": "yes"}), "/caseInsensitive"),
            (json!({"matches": "(?=x)"}), "/matches"),
            (json!({"matches": "a)(b"}), "/matches"),
            (json!({"equalToJson": "{"}), "/equalToJson"),
            (json!({"equalToJson": {"a": "${json-unit.any-string}"}}), "/equalToJson"),
            (json!({"equalToXml": "<a/>"}), "/equalToXml"),
            (json!({"matchesXPath": "//a"}), "/matchesXPath"),
            (json!({"matchesJsonPath": "$["}), "/matchesJsonPath"),
            (json!({"matchesJsonPath": {"expression": "$.a", "equalToXml": "x"}}), "/matchesJsonPath/equalToXml"),
            (json!({"matchesJsonPath": {"equalTo": "x"}}), "/matchesJsonPath"),
            (json!({"matchesJsonSchema": {}, "schemaVersion": "V7"}), "/schemaVersion"),
            (json!({"before": "now +3 days"}), "/before"),
            (json!({"before": "2026-01-01", "actualFormat": "dd/MM/yyyy"}), "/actualFormat"),
            (json!({"and": [{"equalTo": "x"}]}), "/and"),
            (json!({"or": [{"equalTo": "x"}, {"nope": 1}]}), "/or/1/nope"),
            (json!({"not": {"not": 1}}), "/not/not"),
            (json!({"binaryEqualTo": "%%"}), "/binaryEqualTo"),
            (json!({"hasExactly": []}), "/hasExactly"),
        ];
        for (pattern, pointer) in table {
            let error = ValuePattern::read(&ROOT, &pattern).expect_err(&pattern.to_string());
            assert_eq!(error.pointer, pointer, "{pattern}: {error}");
        }
        let deep = (0..200).fold(json!({"equalTo": "x"}), |inner, _| json!({ "not": inner }));
        assert!(ValuePattern::read(&ROOT, &deep).is_err());
    }

    #[test]
    fn nearer_values_are_nearer() {
        let pattern = ValuePattern::read(&ROOT, &json!({"equalTo": "kitten"})).unwrap();
        let distances = ["kitten", "kittens", "sitting", "dog"].map(|text| pattern.distance(Some(text.into())));
        assert!(distances.is_sorted_by(|a, b| a < b) && distances[0] == 0.0, "{distances:?}");
        assert_eq!(pattern.distance(None), 1.0);
    }
}
