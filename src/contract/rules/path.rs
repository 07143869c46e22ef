//! The path of an operation as the contract writes it, and what a request's path has in the place of its parameters. What comes
//! before it in the request, such as a base path, does not matter.

use percent_encoding::percent_decode_str;

/// A path template, segment by segment.
#[derive(Debug)]
pub(super) struct PathTemplate {
    segments: Vec<Vec<Piece>>,
}

#[derive(Debug)]
enum Piece {
    Text(String),
    Parameter(String),
}

/// The values of a path's parameters, still encoded.
#[derive(Debug)]
pub(super) struct PathValues<'p>(Vec<(String, &'p str)>);

impl<'p> PathValues<'p> {
    pub(super) fn get(&self, name: &str) -> Option<&'p str> {
        self.0.iter().find(|(own, _)| own == name).map(|(_, value)| *value)
    }
}

impl PathTemplate {
    pub(super) fn new(path: &str) -> Self {
        let path = path.split(['?', '#']).next().unwrap_or_default();
        Self { segments: path.trim_matches('/').split('/').map(pieces).collect() }
    }

    /// The values in a request's path; none where it is of another form.
    pub(super) fn values<'p>(&self, path: &'p str) -> Option<PathValues<'p>> {
        let segments: Vec<&str> = path.trim_matches('/').split('/').collect();
        let start = segments.len().checked_sub(self.segments.len())?;
        let mut values = Vec::new();
        for (pieces, segment) in self.segments.iter().zip(segments.get(start..)?) {
            take(pieces, segment, &mut values)?;
        }
        Some(PathValues(values))
    }
}

fn pieces(segment: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = segment;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest.get(open..).and_then(|tail| tail.find('}')).map(|at| open + at) else { break };
        if open > 0 {
            pieces.push(Piece::Text(rest.get(..open).unwrap_or_default().to_owned()));
        }
        pieces.push(Piece::Parameter(rest.get(open + 1..close).unwrap_or_default().to_owned()));
        rest = rest.get(close + 1..).unwrap_or_default();
    }
    if !rest.is_empty() || pieces.is_empty() {
        pieces.push(Piece::Text(rest.to_owned()));
    }
    pieces
}

fn take<'p>(pieces: &[Piece], segment: &'p str, values: &mut Vec<(String, &'p str)>) -> Option<()> {
    match pieces {
        [] => segment.is_empty().then_some(()),
        [Piece::Text(text)] => (percent_decode_str(segment).decode_utf8_lossy() == text.as_str()).then_some(()),
        [Piece::Text(text), rest @ ..] => take(rest, segment.strip_prefix(text.as_str())?, values),
        [Piece::Parameter(name)] => {
            values.push((name.clone(), segment));
            Some(())
        }
        [Piece::Parameter(name), rest @ ..] => {
            let end = match rest.first() {
                Some(Piece::Text(text)) if rest.len() == 1 => segment.len().checked_sub(text.len())?,
                Some(Piece::Text(text)) => segment.find(text.as_str())?,
                _ => segment.len(),
            };
            values.push((name.clone(), segment.get(..end)?));
            take(rest, segment.get(end..)?, values)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_taken_from_the_end_of_a_path() {
        for (template, path, expected) in [
            ("/pets/{id}", "/v2/pets/7", Some("id=7")),
            ("/pets/{id}", "/pets/a%2Fb", Some("id=a%2Fb")),
            ("/pets/{id}", "/dogs/7", None),
            ("/pets/{id}.json", "/pets/7.json", Some("id=7")),
            ("/pets/{id}.json", "/pets/7.xml", None),
            ("/{a}-{b}:go/", "/1-2:go", Some("a=1 b=2")),
            ("/pets/{id}", "/7", None),
        ] {
            let values = PathTemplate::new(template).values(path);
            let told =
                values.map(|values| values.0.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(" "));
            assert_eq!(told.as_deref(), expected, "{template} {path}");
        }
    }
}
