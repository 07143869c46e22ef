//! Which recorded requests belong to one endpoint: those of one method and path, where segments that look like ids are
//! parameters if several were seen.

use std::collections::{HashMap, HashSet};

use http::Method;

use super::super::mock::{id_positions, path_with_parameters};
use crate::{
    engine::{PathPattern, PathRules, RequestPath},
    traffic::Exchange,
};

/// The requests of one endpoint.
pub(super) struct Group<'e> {
    pub(super) method: Method,
    /// The path pattern.
    pub(super) path: String,
    pub(super) exchanges: Vec<&'e Exchange>,
    /// The pattern made ready, where it has parameters.
    pattern: Option<PathPattern>,
}

impl Group<'_> {
    /// What the path's parameters caught in a request.
    pub(super) fn parameters(&self, exchange: &Exchange) -> Vec<(String, String)> {
        let path = RequestPath::new(exchange.uri.path());
        let rules = PathRules { strict_trailing_slash: true, ..PathRules::default() };
        let caught = self.pattern.as_ref().and_then(|pattern| pattern.parameters(&path, rules));
        caught.map_or_else(Vec::new, |caught| {
            caught.iter().map(|(name, value)| ((*name).to_owned(), value.clone().into_owned())).collect()
        })
    }
}

/// The groups, in the order of their first requests.
pub(super) fn groups<'e>(exchanges: &[&'e Exchange]) -> Vec<Group<'e>> {
    let mut by_shape: HashMap<(&Method, String), usize> = HashMap::new();
    let mut gathered: Vec<Vec<&'e Exchange>> = Vec::new();
    for exchange in exchanges {
        let at = *by_shape.entry((&exchange.method, shape(exchange.uri.path()))).or_insert_with(|| {
            gathered.push(Vec::new());
            gathered.len() - 1
        });
        if let Some(group) = gathered.get_mut(at) {
            group.push(exchange);
        }
    }
    gathered.into_iter().filter_map(group).collect()
}

/// The path with everything that looks like an id left out.
fn shape(path: &str) -> String {
    let ids = id_positions(path);
    let segments = path.split('/').enumerate().map(|(at, segment)| if ids.contains(&at) { "{}" } else { segment });
    segments.collect::<Vec<_>>().join("/")
}

fn group(exchanges: Vec<&Exchange>) -> Option<Group<'_>> {
    let first = exchanges.first()?;
    let path = first.uri.path();
    let differs = |at: &usize| {
        let segments: HashSet<Option<&str>> = exchanges.iter().map(|exchange| exchange.uri.path().split('/').nth(*at)).collect();
        segments.len() > 1
    };
    let parameters: HashSet<usize> = id_positions(path).into_iter().filter(differs).collect();
    let pattern = path_with_parameters(path, &parameters);
    let compiled = PathPattern::parse(&pattern).ok().filter(|_| !parameters.is_empty());
    Some(Group { method: first.method.clone(), path: pattern, pattern: compiled, exchanges })
}

/// Whether some paths differ in nothing but a slash at their end.
pub(super) fn differ_in_last_slash(exchanges: &[&Exchange]) -> bool {
    let paths: HashSet<(&Method, &str)> = exchanges.iter().map(|exchange| (&exchange.method, exchange.uri.path())).collect();
    paths.iter().any(|(method, path)| {
        path.strip_suffix('/').is_some_and(|shorter| !shorter.is_empty() && paths.contains(&(*method, shorter)))
    })
}
