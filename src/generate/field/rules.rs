//! From the words of a field's name to kinds. A kind lists the names that mean it; a rule is one of these names with how
//! much of a field's name it has to cover:
//!
//! - `first name`: the field's name ends with these words (`customer_first_name`), the name of the object it is in counting
//!   as words before it (`name` in `product` reads as "product name");
//! - `=from`: these words are the whole name;
//! - `^is`: the name begins with these words and goes on;
//! - `~price`: these words occur anywhere.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::kind::Kind;
use super::registry;

/// How much of a name a rule has to cover.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cover {
    End,
    Whole,
    Beginning,
    Anywhere,
}

/// The kinds that the same words mean, by how much they have to cover.
type ByCover = [Vec<&'static Kind>; 4];

/// Every rule by its words. Only ever looked up, so that its order is of no consequence.
static INDEX: LazyLock<HashMap<&'static str, ByCover>> = LazyLock::new(|| {
    let mut index: HashMap<&'static str, ByCover> = HashMap::new();
    for kind in registry::kinds() {
        for rule in kind.names.split(',').map(str::trim).filter(|rule| !rule.is_empty()) {
            let (cover, words) = read(rule);
            if let Some(kinds) = index.entry(words).or_default().get_mut(cover as usize) {
                kinds.push(kind);
            }
        }
    }
    index
});

fn read(rule: &'static str) -> (Cover, &'static str) {
    for (mark, cover) in [('=', Cover::Whole), ('^', Cover::Beginning), ('~', Cover::Anywhere)] {
        if let Some(words) = rule.strip_prefix(mark) {
            return (cover, words.trim());
        }
    }
    (Cover::End, rule)
}

/// The kinds that these words mean, the likeliest first.
pub(super) fn kinds_of(cover: Cover, words: &str) -> &'static [&'static Kind] {
    INDEX.get(words).and_then(|by_cover| by_cover.get(cover as usize)).map_or(&[], Vec::as_slice)
}
