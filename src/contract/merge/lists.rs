//! Lists of three states, element by element.

use std::{
    collections::{HashMap, HashSet},
    hash::Hash,
};

/// What stays of something that is missing on one side at least: a person's deletion and a person's change both count.
pub(super) fn present<'v, T: PartialEq>(base: Option<&'v T>, current: Option<&'v T>, new: Option<&'v T>) -> Option<&'v T> {
    if current == base { new } else { current }
}

/// Merges lists whose elements have keys. The order is the person's where the person changed it, else that of what is new;
/// what the other side added stands after what it stood after there.
pub(super) fn merge_lists<K: Clone + Eq + Hash, T, M>(
    base: &[(K, T)],
    current: &[(K, T)],
    new: &[(K, T)],
    mut merge: impl FnMut(&K, Option<&T>, Option<&T>, Option<&T>) -> Option<M>,
) -> Vec<M> {
    fn by_key<K: Eq + Hash, T>(list: &[(K, T)]) -> HashMap<&K, &T> {
        list.iter().map(|(key, value)| (key, value)).collect()
    }
    fn common<'k, K: Eq + Hash, T>(list: &'k [(K, T)], other: &HashMap<&K, &T>) -> Vec<&'k K> {
        list.iter().map(|(key, _)| key).filter(|key| other.contains_key(key)).collect()
    }
    let (in_base, in_current, in_new) = (by_key(base), by_key(current), by_key(new));
    let is_reordered = common(current, &in_base) != common(base, &in_current);
    let (skeleton, additions) = if is_reordered { (current, new) } else { (new, current) };
    let mut order: Vec<&K> = skeleton.iter().map(|(key, _)| key).collect();
    let mut placed: HashSet<&K> = order.iter().copied().collect();
    let mut before: Option<&K> = None;
    for (key, _) in additions {
        if placed.insert(key) {
            let at = before.and_then(|before| order.iter().position(|placed| *placed == before)).map_or(0, |at| at + 1);
            order.insert(at, key);
        }
        before = Some(key);
    }
    order
        .into_iter()
        .filter_map(|key| merge(key, in_base.get(key).copied(), in_current.get(key).copied(), in_new.get(key).copied()))
        .collect()
}
