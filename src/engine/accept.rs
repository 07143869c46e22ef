//! Which media types a client accepts: the field `Accept` with its ranges and quality values (RFC 9110, 12.5.1).

use http::{HeaderMap, header};

/// The most ranges of one request that are looked at.
const MAX_RANGES: usize = 200;

/// What a client accepts. Without the field it accepts everything alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accept<'h>(Vec<Range<'h>>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Range<'h> {
    media_type: &'h str,
    /// In thousandths.
    quality: u16,
    /// How much the range says besides: parameters before the quality.
    parameters: Vec<&'h str>,
}

impl<'h> Accept<'h> {
    /// What the fields of a request say.
    pub fn of(headers: &'h HeaderMap) -> Self {
        let lines = headers.get_all(header::ACCEPT).into_iter().filter_map(|value| value.to_str().ok());
        Self(lines.flat_map(|line| line.split(',')).filter_map(range).take(MAX_RANGES).collect())
    }

    /// What one line says.
    pub fn parse(line: &'h str) -> Self {
        Self(line.split(',').filter_map(range).take(MAX_RANGES).collect())
    }

    /// How much the client wants a media type, in thousandths: 0 is not at all. The most specific range that covers it counts.
    pub fn quality(&self, media_type: &str) -> u16 {
        if self.0.is_empty() {
            return 1000;
        }
        let (essence, parameters) = split(media_type);
        let covering = self.0.iter().filter_map(|range| Some((range.specificity(essence, &parameters)?, range.quality)));
        // Of ranges that say the same, the higher quality counts.
        covering.max().map_or(0, |(_, quality)| quality)
    }
}

impl Range<'_> {
    /// How closely it covers a media type; none where it does not.
    fn specificity(&self, essence: &str, parameters: &[&str]) -> Option<usize> {
        let has = |wanted: &&str| parameters.iter().any(|parameter| parameter.eq_ignore_ascii_case(wanted));
        if !covers(self.media_type, essence) || !self.parameters.iter().all(has) {
            return None;
        }
        let level = match self.media_type.split_once('/') {
            Some(("*", "*")) => 0,
            Some((_, "*")) => 1,
            _ => 2,
        };
        Some(level * 100 + self.parameters.len().min(99))
    }
}

/// Whether a media range (`*/*`, `image/*`, `application/json`) covers a media type; parameters of neither count.
pub fn covers(range: &str, media_type: &str) -> bool {
    let (range, media_type) = (essence(range), essence(media_type));
    match (range.split_once('/'), media_type.split_once('/')) {
        (Some(("*", "*")), _) => true,
        (Some((kind, "*")), Some((other, _))) => kind.eq_ignore_ascii_case(other),
        _ => range.eq_ignore_ascii_case(media_type),
    }
}

/// A media type without its parameters.
pub fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

fn split(media_type: &str) -> (&str, Vec<&str>) {
    let mut parts = media_type.split(';').map(str::trim);
    (parts.next().unwrap_or_default(), parts.filter(|part| !part.is_empty()).collect())
}

fn range(text: &str) -> Option<Range<'_>> {
    let (media_type, mut parameters) = split(text);
    if media_type.is_empty() {
        return None;
    }
    let mut quality = 1000;
    let weight = |part: &str| part.split_once('=').is_some_and(|(name, _)| name.trim().eq_ignore_ascii_case("q"));
    if let Some(at) = parameters.iter().position(|part| weight(part)) {
        let value =
            parameters.get(at).and_then(|part| part.split_once('=')).and_then(|(_, value)| value.trim().parse::<f32>().ok());
        // What is no number says nothing; a quality has three digits.
        quality = value.filter(|value| (0.0..=1.0).contains(value)).map_or(1000, |value| (value * 1000.0).round() as u16);
        parameters.truncate(at);
    }
    // Old clients write "*" for everything.
    Some(Range { media_type: if media_type == "*" { "*/*" } else { media_type }, quality, parameters })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_specific_range_counts() {
        let line = "text/*;q=0.3, text/plain;q=0.7, text/plain;format=flowed, text/plain;format=fixed;q=0.4, */*;q=0.5";
        for (line, media_type, expected) in [
            (line, "text/plain;format=flowed", 1000),
            (line, "text/plain", 700),
            (line, "text/html", 300),
            (line, "image/jpeg", 500),
            (line, "text/plain; format=fixed", 400),
            (line, "text/html;level=3", 300),
            ("", "text/html", 1000),
            ("text/html", "TEXT/HTML; charset=utf-8", 1000),
            ("text/html", "application/json", 0),
            ("*/*, application/json;q=0", "application/json", 0),
            ("*", "application/json", 1000),
            ("a/b;q=x", "a/b", 1000),
        ] {
            assert_eq!(Accept::parse(line).quality(media_type), expected, "{line} {media_type}");
        }
    }

    #[test]
    fn ranges_cover_types() {
        for (range, media_type, expected) in [
            ("*/*", "a/b", true),
            ("image/*", "IMAGE/png", true),
            ("image/*", "text/png", false),
            ("application/json", "application/json; charset=utf-8", true),
            ("application/json;v=1", "application/json", true),
            ("application/json", "application/problem+json", false),
        ] {
            assert_eq!(covers(range, media_type), expected, "{range} {media_type}");
        }
    }
}
