//! The endpoints that nearly fit a request that nothing answered, with exactly what each missed. The body of a 404 is
//! made from this, so its cost is bounded: one cheap distance per endpoint, and words only for the three nearest.

use http::Method;

use super::{
    Check, Compiled, Decision, NearMiss, Request, ResponseVerdict,
    path::{PathPattern, PathRules, RequestPath, Segment},
    verdict::quote,
};
use crate::model::Endpoint;

/// How many near misses are shown.
const SHOWN: usize = 3;
/// What a segment that has nothing in common with the pattern's counts.
const OTHER_SEGMENT: u32 = 100;
/// What a segment too many or too few counts.
const EXTRA_SEGMENT: u32 = 90;
/// What the wrong method counts: less than any wrong segment but a slip of the fingers.
pub(super) const OTHER_METHOD: u32 = 30;
/// What a segment that fits a parameter counts, so that the same text comes before it.
const PARAMETER: u32 = 2;
/// What a segment that differs only in case counts.
const OTHER_CASE: u32 = 10;
/// Longer texts are not compared letter by letter.
const MAX_COMPARED: usize = 16;
/// Only so many segments are compared.
const MAX_SEGMENTS: usize = 16;

impl Compiled {
    /// The nearest endpoints to a request that nothing answered, nearest first, with what each missed.
    pub fn near_misses(&self, request: &Request<'_>, decision: &Decision) -> Vec<NearMiss> {
        let mut nearest: Vec<(u32, usize)> = Vec::with_capacity(SHOWN + 1);
        for (index, (endpoint, compiled)) in self.project.endpoints.iter().zip(&self.endpoints).enumerate() {
            let (true, Some(pattern), Some(method)) = (endpoint.enabled, &compiled.pattern, &compiled.method) else { continue };
            let method_cost =
                if method.as_ref().is_none_or(|method| fits_method(method, request.method)) { 0 } else { OTHER_METHOD };
            let worst = if nearest.len() < SHOWN { u32::MAX } else { nearest.last().map_or(u32::MAX, |(distance, _)| *distance) };
            let Some(limit) = worst.checked_sub(method_cost) else { continue };
            let distance = path_distance(pattern, request.path(), self.path_rules(), limit).saturating_add(method_cost);
            if distance >= worst || distance == u32::MAX {
                continue;
            }
            let place = nearest.partition_point(|(other, _)| *other <= distance);
            nearest.insert(place, (distance, index));
            nearest.truncate(SHOWN);
        }
        nearest.into_iter().filter_map(|(_, index)| self.near_miss(index, request, decision)).collect()
    }

    fn near_miss(&self, index: usize, request: &Request<'_>, decision: &Decision) -> Option<NearMiss> {
        let (endpoint, compiled) = (self.project.endpoints.get(index)?, self.endpoints.get(index)?);
        let mut missed = Vec::new();
        let method = compiled.method.as_ref()?.as_ref();
        if method.is_some_and(|method| !fits_method(method, request.method)) {
            missed.push(failed("method", "equals", &endpoint.method, request.method.as_str()));
        }
        if compiled.pattern.as_ref()?.parameters(request.path(), self.path_rules()).is_none() {
            missed.push(failed("path", "matches", &endpoint.path, &quote(request.uri.path())));
        }
        if missed.is_empty() {
            missed = self.missed_conditions(index, endpoint, request, decision);
        }
        Some(NearMiss { endpoint: endpoint.id.clone(), method: endpoint.method.clone(), path: endpoint.path.clone(), missed })
    }

    /// What the response that came nearest missed, of an endpoint whose path and method fit.
    fn missed_conditions(&self, index: usize, endpoint: &Endpoint, request: &Request<'_>, decision: &Decision) -> Vec<Check> {
        let evaluated = decision.evaluated.iter().find(|evaluated| evaluated.endpoint as usize == index);
        let verdicts = evaluated.and_then(|evaluated| {
            let (endpoint, call) = self.call(request, evaluated, decision)?;
            Some(self.response_verdicts(evaluated, endpoint, &call, None))
        });
        let failed_checks = |verdict: &ResponseVerdict| -> Option<Vec<Check>> {
            let condition = verdict.condition.as_ref().filter(|condition| !condition.passed())?;
            Some(condition.decisive().into_iter().cloned().collect())
        };
        let nearest = verdicts.iter().flatten().filter_map(failed_checks).min_by_key(Vec::len);
        nearest.filter(|checks| !checks.is_empty()).unwrap_or_else(|| {
            let usable = endpoint.responses.iter().filter(|response| response.enabled).count();
            vec![Check {
                passed: false,
                subject: "response".to_owned(),
                name: String::new(),
                operator: "can answer".to_owned(),
                expected: String::new(),
                actual: None,
                error: Some(format!("{usable} of {} responses are enabled, none could answer", endpoint.responses.len())),
                differences: Vec::new(),
            }]
        })
    }
}

/// Whether an endpoint for `method` answers requests of `wanted`.
fn fits_method(method: &Method, wanted: &Method) -> bool {
    method == wanted || (wanted == Method::HEAD && method == Method::GET)
}

fn failed(subject: &str, operator: &str, expected: &str, actual: &str) -> Check {
    judged(false, subject, operator, expected, actual)
}

/// What a demand on the method or the path came to.
pub(super) fn judged(passed: bool, subject: &str, operator: &str, expected: &str, actual: &str) -> Check {
    Check {
        passed,
        subject: subject.to_owned(),
        name: String::new(),
        operator: operator.to_owned(),
        expected: expected.to_owned(),
        actual: Some(actual.to_owned()),
        error: None,
        differences: Vec::new(),
    }
}

/// How far a path is from a pattern; `u32::MAX` where that is `limit` or more. Segments are laid side by side from the
/// front, and where there are more on one side also from the back, as a prefix may be what is missing.
pub(super) fn path_distance(pattern: &PathPattern, path: &RequestPath<'_>, rules: PathRules, limit: u32) -> u32 {
    let has_rest = matches!(pattern.segments.last(), Some(Segment::Rest(_)));
    let required = pattern.segments.iter().filter(|segment| !matches!(segment, Segment::Optional(_) | Segment::Rest(_))).count();
    let actual = path.segments().len();
    let missing = required.saturating_sub(actual);
    let too_many = if has_rest { 0 } else { actual.saturating_sub(pattern.segments.len()) };
    let wrong_slash = rules.strict_trailing_slash && !has_rest && pattern.trailing_slash != path.has_trailing_slash();
    let extra = (missing + too_many).min(MAX_SEGMENTS) as u32 * EXTRA_SEGMENT + if wrong_slash { OTHER_CASE } else { 0 };

    let aligned = |skip_pattern: usize, skip_path: usize, limit: u32| {
        let pairs = pattern.segments.iter().skip(skip_pattern).zip(path.segments().iter().skip(skip_path)).take(MAX_SEGMENTS);
        let mut distance = extra;
        for (segment, text) in pairs {
            if distance >= limit {
                return u32::MAX;
            }
            distance += segment_distance(segment, text, rules);
        }
        if distance >= limit { u32::MAX } else { distance }
    };
    let from_front = aligned(0, 0, limit);
    if missing + too_many == 0 { from_front } else { from_front.min(aligned(missing, too_many, limit.min(from_front))) }
}

fn segment_distance(segment: &Segment, text: &str, rules: PathRules) -> u32 {
    match segment {
        Segment::Literal(literal) if literal == text => 0,
        Segment::Literal(literal) if literal.eq_ignore_ascii_case(text) => {
            if rules.ignore_case {
                0
            } else {
                OTHER_CASE
            }
        }
        Segment::Literal(literal) => text_distance(literal.as_bytes(), text.as_bytes()),
        Segment::Mixed(mixed) if mixed.values(text, rules.ignore_case).is_some() => 1,
        Segment::Mixed(_) => OTHER_SEGMENT / 2,
        Segment::Parameter(_) | Segment::Optional(_) if text.is_empty() => OTHER_SEGMENT,
        Segment::Parameter(_) | Segment::Optional(_) => PARAMETER,
        Segment::Rest(_) => 2 * PARAMETER,
    }
}

/// How different two texts are, from 0 to [`OTHER_SEGMENT`]: their edit distance in proportion to the longer one.
fn text_distance(a: &[u8], b: &[u8]) -> u32 {
    let longest = a.len().max(b.len());
    if longest > MAX_COMPARED || a.is_empty() || b.is_empty() {
        return OTHER_SEGMENT;
    }
    let mut row: [u32; MAX_COMPARED + 1] = std::array::from_fn(|index| index as u32);
    for (&letter, above) in a.iter().zip(1u32..) {
        let mut diagonal = row[0];
        row[0] = above;
        for (index, &other) in b.iter().enumerate() {
            let replaced = diagonal + u32::from(letter != other);
            diagonal = row[index + 1];
            row[index + 1] = replaced.min(diagonal + 1).min(row[index] + 1);
        }
    }
    row[b.len()] * OTHER_SEGMENT / longest as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_differ_by_their_edits() {
        let table = [("order", "orders", 16), ("abc", "abc", 0), ("abc", "xyz", 100), ("kitten", "sitting", 42), ("", "a", 100)];
        for (a, b, expected) in table {
            assert_eq!(text_distance(a.as_bytes(), b.as_bytes()), expected, "{a} {b}");
            assert_eq!(text_distance(b.as_bytes(), a.as_bytes()), expected, "{b} {a}");
        }
    }

    #[test]
    fn nearer_paths_are_nearer() {
        // Each list from near to far.
        let table: &[(&str, &[&str])] = &[
            ("/order/42", &["/order/42", "/order/{id}", "/orders/{id}", "/orders/{id}/items", "/users/me/x/y"]),
            ("/api/users/7", &["/api/users/{id}", "/api/user/{id}", "/users/{id}", "/login"]),
            ("/users", &["/users/{id?}", "/Users", "/users/{id}", "/a/b"]),
        ];
        for (path, patterns) in table {
            let path = RequestPath::new(path);
            let distance =
                |pattern: &&str| path_distance(&PathPattern::parse(pattern).unwrap(), &path, PathRules::default(), u32::MAX);
            let distances: Vec<_> = patterns.iter().map(distance).collect();
            assert!(distances.is_sorted_by(|a, b| a < b), "{patterns:?} {distances:?}");
        }
    }
}
