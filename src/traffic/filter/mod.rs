//! The log's filter language: free text and terms such as `status:>=400`, all of which must hold.
//!
//! Parsing never fails: what cannot be understood is reported with its place and left out, so that a half-typed term
//! never blanks the list. Matching is made for logs of 100,000 exchanges: nothing is allocated, and cheap terms are
//! asked before those that search bodies.

mod complete;
mod pattern;
mod term;
mod token;

use std::ops::Range;

pub use complete::{Completion, Proposal, complete};
pub use term::{FilterTerm, TERMS};
pub use token::quoted;

use self::{
    pattern::Needle,
    term::Test,
    token::{Token, tokens},
};
use super::Exchange;

/// A filter over exchanges. The empty one lets everything through.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    demands: Vec<Demand>,
}

#[derive(Clone, Debug)]
struct Demand {
    negated: bool,
    test: Test,
}

/// A part of a filter's text that means nothing and is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidTerm {
    /// Where in the text it stands, in bytes.
    pub range: Range<usize>,
    /// Why it means nothing.
    pub message: String,
}

impl Filter {
    /// The filter that the text means, and the parts of the text that mean nothing.
    pub fn parse(text: &str) -> (Self, Vec<InvalidTerm>) {
        let (mut demands, mut invalid) = (Vec::new(), Vec::new());
        for token in tokens(text) {
            match test(&token) {
                Ok(test) => demands.push(Demand { negated: token.negated, test }),
                Err(message) => invalid.push(InvalidTerm { range: token.range, message }),
            }
        }
        demands.sort_by_key(|demand| demand.test.cost());
        (Self { demands }, invalid)
    }

    /// Whether it lets everything through.
    pub fn is_empty(&self) -> bool {
        self.demands.is_empty()
    }

    /// Whether the exchange meets every demand.
    pub fn matches(&self, exchange: &Exchange) -> bool {
        self.demands.iter().all(|demand| demand.test.holds(exchange) != demand.negated)
    }
}

fn test(token: &Token) -> Result<Test, String> {
    let Some(key) = &token.key else {
        if token.value.is_empty() {
            return Err("there is nothing to look for".to_owned());
        }
        return Ok(Test::Text(Needle::new(&token.value)));
    };
    let term = TERMS.iter().find(|term| term.key.eq_ignore_ascii_case(key));
    let term = term.ok_or_else(|| format!("there is no term {key}: — quote it to search for it as text"))?;
    if token.value.is_empty() {
        return Err(format!("{}: needs a value, such as {}", term.key, term.example));
    }
    (term.parse)(&token.value)
}

#[cfg(test)]
mod tests;
