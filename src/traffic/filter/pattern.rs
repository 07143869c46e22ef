//! What values of a filter compare with: texts that are searched, patterns with `*`, and ranges of numbers.
//! Text is compared whatever its case, as ASCII knows case.

/// A text to be found somewhere.
#[derive(Clone, Debug)]
pub(super) struct Needle {
    lower: Vec<u8>,
}

impl Needle {
    pub(super) fn new(text: &str) -> Self {
        Self { lower: text.to_ascii_lowercase().into_bytes() }
    }

    pub(super) fn is_in(&self, haystack: &[u8]) -> bool {
        self.find(haystack).is_some()
    }

    /// Where it is found first.
    fn find(&self, haystack: &[u8]) -> Option<usize> {
        let Some((&first, rest)) = self.lower.split_first() else { return Some(0) };
        let last_start = haystack.len().checked_sub(self.lower.len())?;
        let starts = memchr::memchr2_iter(first, first.to_ascii_uppercase(), haystack.get(..=last_start)?);
        starts.into_iter().find(|start| haystack[start + 1..start + 1 + rest.len()].eq_ignore_ascii_case(rest))
    }
}

/// A text in which `*` stands for anything; it must cover the whole.
#[derive(Clone, Debug)]
pub(super) struct Glob {
    parts: Vec<Needle>,
}

impl Glob {
    pub(super) fn new(text: &str) -> Self {
        Self { parts: text.split('*').map(Needle::new).collect() }
    }

    pub(super) fn covers(&self, mut text: &[u8]) -> bool {
        let Some((first, rest)) = self.parts.split_first() else { return false };
        let Some((last, middle)) = rest.split_last() else { return text.eq_ignore_ascii_case(&first.lower) };
        let (start, end) = (first.lower.len(), last.lower.len());
        if text.len() < start + end
            || !text[..start].eq_ignore_ascii_case(&first.lower)
            || !text[text.len() - end..].eq_ignore_ascii_case(&last.lower)
        {
            return false;
        }
        text = &text[start..text.len() - end];
        middle.iter().all(|part| {
            let found = part.find(text);
            text = found.map_or(text, |at| &text[at + part.lower.len()..]);
            found.is_some()
        })
    }
}

/// A text to be found somewhere or, with `*` in it, a pattern that covers the whole.
#[derive(Clone, Debug)]
pub(super) enum Pattern {
    Within(Needle),
    Whole(Glob),
}

impl Pattern {
    pub(super) fn new(text: &str) -> Self {
        if text.contains('*') { Self::Whole(Glob::new(text)) } else { Self::Within(Needle::new(text)) }
    }

    pub(super) fn matches(&self, text: &[u8]) -> bool {
        match self {
            Self::Within(needle) => needle.is_in(text),
            Self::Whole(glob) => glob.covers(text),
        }
    }
}

/// Numbers from one to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Interval {
    low: u64,
    high: u64,
}

impl Interval {
    pub(super) const fn new(low: u64, high: u64) -> Self {
        Self { low, high }
    }

    /// `>n`, `>=n`, `<n`, `<=n`, `=n`, `n..m`; `bare` says what a number alone means.
    pub(super) fn parse(
        text: &str,
        number: impl Fn(&str) -> Result<u64, String>,
        bare: impl Fn(u64) -> Self,
    ) -> Result<Self, String> {
        if let Some((low, high)) = text.split_once("..") {
            return Ok(Self { low: number(low)?, high: number(high)? });
        }
        let compared = |sign, make: fn(u64) -> Self| text.strip_prefix(sign).map(|rest| number(rest).map(make));
        compared(">=", |n| Self { low: n, high: u64::MAX })
            .or_else(|| compared("<=", |n| Self { low: 0, high: n }))
            .or_else(|| compared(">", |n| Self { low: n.saturating_add(1), high: u64::MAX }))
            // Nothing is below 0: an interval that ends before it starts holds nothing.
            .or_else(|| compared("<", |n| n.checked_sub(1).map_or(Self { low: 1, high: 0 }, |high| Self { low: 0, high })))
            .or_else(|| compared("=", |n| Self { low: n, high: n }))
            .unwrap_or_else(|| number(text).map(bare))
    }

    pub(super) fn holds(self, number: u64) -> bool {
        (self.low..=self.high).contains(&number)
    }
}

/// A number with one of the units, as a multiple of the smallest; without a unit it counts in `plain`.
pub(super) fn with_unit(text: &str, units: &[(&str, f64)], plain: f64) -> Result<u64, String> {
    let text = text.trim();
    let digits = text.find(|character: char| !character.is_ascii_digit() && character != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let number: f64 = number.parse().map_err(|_| format!("\"{text}\" is not a number"))?;
    let factor = match unit.trim() {
        "" => plain,
        unit => units.iter().find(|(name, _)| name.eq_ignore_ascii_case(unit)).map(|(_, factor)| *factor).ok_or_else(|| {
            let names: Vec<&str> = units.iter().map(|(name, _)| *name).collect();
            format!("\"{unit}\" is not a unit: use {}", names.join(", "))
        })?,
    };
    Ok((number * factor).round() as u64)
}
