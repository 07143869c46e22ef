//! Which URLs a WireMock pattern is for. Of several members that say it, the first in WireMock's order counts; to write more
//! than one is refused, as the others would be ignored in silence.

use regex::Regex;
use serde_json::{Map, Value};

use super::{
    error::{At, PatternError},
    operator::comparison,
    template,
    value::text_distance,
};
use crate::{engine::ValueTest, model::Subject};

/// The members that say which URLs are meant.
pub(super) const MEMBERS: [&str; 5] = ["url", "urlPattern", "urlPath", "urlPathPattern", "urlPathTemplate"];

/// Which URLs a pattern is for.
#[derive(Debug)]
pub(super) enum UrlPattern {
    Any,
    /// Path and query as they were sent, or the path alone.
    Equal {
        wanted: String,
        whole: bool,
    },
    /// The same, by a regular expression.
    Like {
        test: ValueTest,
        whole: bool,
    },
    Template {
        written: String,
        regex: Regex,
    },
}

impl UrlPattern {
    pub(super) fn read(at: &At<'_>, pattern: &Map<String, Value>) -> Result<Self, PatternError> {
        let mut named = MEMBERS.into_iter().filter(|name| pattern.contains_key(*name));
        let Some(name) = named.next() else { return Ok(Self::Any) };
        if let Some(second) = named.next() {
            return Err(at.member(second).error(format!("{name} says already which URLs are meant")));
        }
        let at = at.member(name);
        let text = at.text(pattern.get(name).unwrap_or(&Value::Null), name)?;
        let whole = !name.starts_with("urlPath") || name == "urlPattern";
        Ok(match name {
            "url" | "urlPath" => Self::Equal { wanted: text.to_owned(), whole },
            "urlPathTemplate" => Self::Template { written: text.to_owned(), regex: template::compile(&at, text)? },
            _ => {
                let matches = Map::from_iter([("matches".to_owned(), Value::from(text))]);
                let here = |error: PatternError| at.error(error.message);
                let comparison = comparison(&at, "matches", &matches, &Subject::Body).map_err(here)?;
                let comparison = comparison.ok_or_else(|| at.error("Not a regular expression"))?;
                Self::Like { test: ValueTest::compile(&comparison).map_err(|message| at.error(message))?, whole }
            }
        })
    }

    /// The template, where it is one.
    pub(super) fn template(&self) -> Option<&Regex> {
        if let Self::Template { regex, .. } = self { Some(regex) } else { None }
    }

    /// How far a URL is from those that are meant: 0 for one of them, up to 1.
    pub(super) fn distance(&self, target: &str, path: &str) -> f64 {
        let of = |whole: bool| if whole { target } else { path };
        let is_hit = match self {
            Self::Any => true,
            Self::Equal { wanted, whole } => return text_distance(wanted, of(*whole)),
            Self::Like { test, whole } => test.holds(Some(of(*whole))),
            Self::Template { regex, .. } if regex.is_match(path) => true,
            Self::Template { written, .. } => return text_distance(written, path).max(f64::EPSILON),
        };
        if is_hit { 0.0 } else { 1.0 }
    }
}
