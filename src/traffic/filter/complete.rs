//! Proposes how the term under the caret could go on, from the registry of terms and from what the log has seen.

use std::{collections::HashMap, ops::Range};

use super::{
    super::Exchange,
    term::{FilterTerm, TERMS},
    token::{Token, quoted, tokens},
};

/// The most proposals that are made.
const MAX_PROPOSALS: usize = 12;
/// The most exchanges that are looked at for values; enough to have seen what is going on, and quick.
const MAX_LOOKED_AT: usize = 2_000;

/// Ways to go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The bytes of the text that a proposal takes the place of.
    pub range: Range<usize>,
    /// The proposals, best first.
    pub proposals: Vec<Proposal>,
}

/// One way to go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// What to put in.
    pub text: String,
    /// What it means.
    pub documentation: String,
}

/// How the term at `cursor`, a byte offset, could go on. `exchanges` come newest first.
pub fn complete<'a>(text: &str, cursor: usize, exchanges: impl Iterator<Item = &'a Exchange>) -> Completion {
    let token = tokens(text).into_iter().find(|token| token.range.start < cursor && cursor <= token.range.end);
    let Some(token) = token else { return Completion { range: cursor..cursor, proposals: keys("") } };
    let term = token.key.as_ref().map(|key| TERMS.iter().find(|term| term.key.eq_ignore_ascii_case(key)));
    match term {
        // An unknown key cannot go on; quoting it is what the message about it proposes.
        Some(None) => Completion { range: token.range, proposals: Vec::new() },
        Some(Some(term)) if cursor >= token.value_start => {
            Completion { range: token.value_start..token.range.end, proposals: values(term, &token, exchanges) }
        }
        _ => {
            let start = token.range.start + usize::from(token.negated);
            let typed = text.get(start..cursor).unwrap_or_default();
            Completion { range: start..token.range.end, proposals: keys(typed) }
        }
    }
}

/// The terms whose key starts with what was typed.
fn keys(typed: &str) -> Vec<Proposal> {
    let fits = |term: &&FilterTerm| term.key.get(..typed.len()).is_some_and(|start| start.eq_ignore_ascii_case(typed));
    let proposal = |term: &FilterTerm| Proposal {
        text: format!("{}:", term.key),
        documentation: format!("{}: {}", term.documentation, term.example),
    };
    TERMS.iter().filter(fits).map(proposal).collect()
}

/// The values of the term that hold what was typed: those seen most often first, then those that always make sense.
fn values<'a>(term: &FilterTerm, token: &Token, exchanges: impl Iterator<Item = &'a Exchange>) -> Vec<Proposal> {
    let typed = token.value.to_ascii_lowercase();
    let fits = |value: &str| value.to_ascii_lowercase().contains(&typed) && value.to_ascii_lowercase() != typed;
    let mut counts: HashMap<String, usize> = HashMap::new();
    for exchange in exchanges.take(MAX_LOOKED_AT) {
        (term.seen)(exchange, &mut |value| {
            if let Some(count) = counts.get_mut(value) {
                *count += 1;
            } else if !value.is_empty() && fits(value) {
                counts.insert(value.to_owned(), 1);
            }
        });
    }
    let mut seen: Vec<(String, usize)> = counts.into_iter().collect();
    seen.sort_by(|(one, one_count), (other, other_count)| other_count.cmp(one_count).then_with(|| one.cmp(other)));
    let seen = seen.into_iter().map(|(value, count)| {
        let documentation = if count == 1 { "Seen once".to_owned() } else { format!("Seen {count} times") };
        Proposal { text: quoted(&value), documentation }
    });
    let fixed = term.values.iter().filter(|(value, _)| fits(value));
    let fixed = fixed.map(|(value, meaning)| Proposal { text: (*value).to_owned(), documentation: (*meaning).to_owned() });
    seen.chain(fixed).take(MAX_PROPOSALS).collect()
}
