//! The one list of helpers. Each entry carries what it is called, how it is called, what it does and an example; looking up,
//! checking, completion, documentation and tests are all made from it.

use std::{borrow::Cow, fmt};

use serde_json::Value;

use super::{helpers, render::State, value};
use crate::generate::faker;

/// What a group of helpers is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    /// Blocks and their like.
    Block,
    /// The request and the response.
    Request,
    /// Texts.
    Text,
    /// Numbers.
    Number,
    /// Dates and times.
    Date,
    /// Base64, URLs, digests.
    Encoding,
    /// JSON values.
    Json,
    /// Lists.
    Array,
    /// Comparison and conditions.
    Condition,
    /// Random values and choices.
    Random,
    /// Realistic data.
    Faker,
    /// JSON Web Tokens.
    Jwt,
    /// Variables and memory.
    State,
}

impl Family {
    /// Every family, in the order of the documentation.
    pub const ALL: [Self; 13] = [
        Self::Block,
        Self::Request,
        Self::Faker,
        Self::Random,
        Self::Text,
        Self::Number,
        Self::Date,
        Self::Encoding,
        Self::Json,
        Self::Array,
        Self::Condition,
        Self::Jwt,
        Self::State,
    ];

    /// Its title.
    pub fn title(self) -> &'static str {
        match self {
            Self::Block => "Blocks",
            Self::Request => "Request and response",
            Self::Text => "Text",
            Self::Number => "Numbers",
            Self::Date => "Dates",
            Self::Encoding => "Encodings",
            Self::Json => "JSON",
            Self::Array => "Lists",
            Self::Condition => "Conditions",
            Self::Random => "Random values",
            Self::Faker => "Realistic data",
            Self::Jwt => "JSON Web Tokens",
            Self::State => "Variables",
        }
    }
}

/// What a helper does with the text of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlockUse {
    /// It is the first value.
    First,
    /// It is the last value.
    Last,
    /// It is shown if the helper's value is true, else what follows `{{else}}`.
    Condition,
    /// The helper exists as a block only, and the renderer knows it.
    Own,
}

/// The code of a helper.
pub(super) type Function = fn(&Arguments<'_>, &mut State<'_>) -> Result<Value, String>;

/// A helper.
pub struct Helper {
    /// Its name.
    pub name: &'static str,
    /// What it belongs to.
    pub family: Family,
    /// The values it takes, after its name.
    pub signature: &'static str,
    /// What it does.
    pub documentation: &'static str,
    /// A template that uses it.
    pub example: &'static str,
    /// What that gives, or may give.
    pub sample: &'static str,
    /// Whether chance or the clock decides what it gives.
    pub is_dynamic: bool,
    pub(super) fewest: usize,
    pub(super) most: usize,
    pub(super) block: BlockUse,
    pub(super) function: Function,
}

/// Any number of values.
pub(super) const MANY: usize = usize::MAX;

impl Helper {
    /// A helper that takes from `fewest` to `most` values by position.
    pub(super) const fn new(
        family: Family,
        name: &'static str,
        signature: &'static str,
        (fewest, most): (usize, usize),
        function: Function,
    ) -> Self {
        let block = BlockUse::First;
        Self {
            name,
            family,
            signature,
            documentation: "",
            example: "",
            sample: "",
            is_dynamic: false,
            fewest,
            most,
            block,
            function,
        }
    }

    /// What it does, and an example with what that gives.
    pub(super) const fn says(mut self, documentation: &'static str, example: &'static str, sample: &'static str) -> Self {
        self.documentation = documentation;
        self.example = example;
        self.sample = sample;
        self
    }

    /// What it does with the text of a block.
    pub(super) const fn block(mut self, block: BlockUse) -> Self {
        self.block = block;
        self
    }

    /// Chance or the clock decides what it gives.
    pub(super) const fn dynamic(mut self) -> Self {
        self.is_dynamic = true;
        self
    }
}

impl fmt::Debug for Helper {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Helper").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Every helper, by families.
pub fn all() -> impl Iterator<Item = &'static Helper> {
    helpers::TABLES.iter().flat_map(|table| table.iter())
}

/// The helper of a name.
pub(super) fn find(name: &str) -> Option<&'static Helper> {
    all().find(|helper| helper.name == name)
}

/// The helper whose name is closest, where one is close.
pub(super) fn nearest(name: &str) -> Option<&'static str> {
    let wanted = name.to_lowercase();
    let limit = 1 + wanted.chars().count() / 4;
    let distances = all().map(|helper| (distance(&wanted, &helper.name.to_lowercase()), helper.name));
    distances.filter(|(distance, _)| *distance <= limit).min().map(|(_, name)| name)
}

/// How many characters must be put in, left out, changed or swapped with their neighbour.
fn distance(first: &str, second: &str) -> usize {
    let (first, second): (Vec<char>, Vec<char>) = (first.chars().take(64).collect(), second.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=second.len()).collect()];
    let at = |row: &[usize], column: usize| row.get(column).copied().unwrap_or(usize::MAX / 2);
    for (i, a) in first.iter().enumerate() {
        let (last, before) = (rows.last().cloned().unwrap_or_default(), i.checked_sub(1).and_then(|i| rows.get(i)).cloned());
        let mut row = vec![i + 1];
        for (j, b) in second.iter().enumerate() {
            let mut best = (at(&last, j) + usize::from(a != b)).min(at(&last, j + 1) + 1).min(at(&row, j) + 1);
            if let (Some(before), Some(previous)) = (&before, j.checked_sub(1))
                && i.checked_sub(1).and_then(|i| first.get(i)) == Some(b)
                && second.get(previous) == Some(a)
            {
                best = best.min(at(before, previous) + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows.last().and_then(|row| row.last()).copied().unwrap_or_default()
}

/// What a helper is called with.
#[derive(Debug)]
pub(super) struct Arguments<'c> {
    pub(super) values: Vec<Cow<'c, Value>>,
    pub(super) named: Vec<(&'c str, Cow<'c, Value>)>,
    pub(super) method: Option<&'static faker::Method>,
}

impl Arguments<'_> {
    /// How many values there are by position.
    pub(super) fn len(&self) -> usize {
        self.values.len()
    }

    /// A value, where it was given.
    pub(super) fn get(&self, index: usize) -> Option<&Value> {
        self.values.get(index).map(AsRef::as_ref)
    }

    /// A value; null where it was not given.
    pub(super) fn value(&self, index: usize) -> &Value {
        self.get(index).unwrap_or(&value::NULL)
    }

    /// A value as text.
    pub(super) fn text(&self, index: usize) -> Cow<'_, str> {
        value::text(self.value(index))
    }

    /// A value as a number, where it was given and is one.
    pub(super) fn number(&self, index: usize) -> Option<f64> {
        value::to_number(self.get(index)?)
    }

    /// A value as a whole number, where it was given and is one.
    pub(super) fn integer(&self, index: usize) -> Option<i64> {
        value::to_integer(self.get(index)?)
    }

    /// A value by name.
    pub(super) fn named(&self, name: &str) -> Option<&Value> {
        self.named.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_ref())
    }

    /// A value by name, as text.
    pub(super) fn named_text(&self, name: &str) -> Option<Cow<'_, str>> {
        self.named(name).map(value::text)
    }

    /// A value by name, as a whole number.
    pub(super) fn named_integer(&self, name: &str) -> Option<i64> {
        value::to_integer(self.named(name)?)
    }

    /// The values from an index on.
    pub(super) fn from(&self, index: usize) -> impl DoubleEndedIterator<Item = &Value> {
        self.values.iter().skip(index).map(AsRef::as_ref)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelled_helper_is_recognised() {
        assert_eq!(nearest("uppercse"), Some("uppercase"));
        assert_eq!(nearest("fakre"), Some("fake"));
        assert_eq!(nearest("queryparam"), Some("queryParam"));
        assert_eq!(nearest("somethingelse"), None);
        assert_eq!((distance("ab", "ba"), distance("", "abc"), distance("kitten", "sitting")), (1, 3, 3));
    }

    #[test]
    fn names_are_unique_and_documented() {
        let mut names: Vec<&str> = all().map(|helper| helper.name).collect();
        names.sort_unstable();
        let repeated: Vec<_> = names.windows(2).filter(|pair| pair[0] == pair[1]).collect();
        assert!(repeated.is_empty(), "{repeated:?}");
        for helper in all() {
            assert!(helper.documentation.ends_with('.') && helper.example.contains(helper.name), "{}", helper.name);
            assert!(Family::ALL.contains(&helper.family));
        }
    }
}
