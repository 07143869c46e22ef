//! A segment that mixes parameters with literal text, such as `{name}.json` or `v{major}-{minor}`.

use smallvec::SmallVec;

/// Parameters with literal text around or between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::engine) struct Mixed {
    /// The text before, between and after the parameters: one more than there are parameters. Only the
    /// first and the last may be empty.
    literals: Vec<String>,
    names: Vec<String>,
}

impl Mixed {
    /// A segment of these literals with these parameters between them.
    pub(super) fn new(literals: Vec<String>, names: Vec<String>) -> Self {
        debug_assert_eq!(literals.len(), names.len() + 1);
        Self { literals, names }
    }

    /// Its text with every parameter being `value`.
    pub(super) fn filled_with(&self, value: &str) -> String {
        self.literals.join(value)
    }

    /// The parameters' names.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// Whether it fits the same segments as another one: names make no difference.
    pub(in crate::engine) fn same_shape(&self, other: &Self, ignore_case: bool) -> bool {
        self.literals.len() == other.literals.len()
            && self
                .literals
                .iter()
                .zip(&other.literals)
                .all(|(a, b)| if ignore_case { a.eq_ignore_ascii_case(b) } else { a == b })
    }

    /// What the parameters catch; none where the text does not fit. Each catches at least one character,
    /// and all but the last as few as possible.
    pub(in crate::engine) fn values<'t>(&self, text: &'t str, ignore_case: bool) -> Option<SmallVec<[&'t str; 4]>> {
        let (first, rest) = self.literals.split_first()?;
        let (last, between) = rest.split_last()?;
        let bytes = text.as_bytes();
        let end = bytes.len().checked_sub(last.len())?;
        let mut start = first.len();
        if start >= end || !same(bytes.get(..start)?, first, ignore_case) || !same(bytes.get(end..)?, last, ignore_case) {
            return None;
        }
        let mut values = SmallVec::new();
        for literal in between {
            let found = find(bytes.get(start + 1..end)?, literal, ignore_case)? + start + 1;
            values.push(text.get(start..found)?);
            start = found + literal.len();
        }
        values.push(text.get(start..end).filter(|value| !value.is_empty())?);
        Some(values)
    }
}

fn same(bytes: &[u8], literal: &str, ignore_case: bool) -> bool {
    if ignore_case { bytes.eq_ignore_ascii_case(literal.as_bytes()) } else { bytes == literal.as_bytes() }
}

fn find(bytes: &[u8], literal: &str, ignore_case: bool) -> Option<usize> {
    bytes.windows(literal.len()).position(|window| same(window, literal, ignore_case))
}
