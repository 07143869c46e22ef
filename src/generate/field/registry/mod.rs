//! The one registry of kinds, in a stable order: domain by domain, and within a domain the likelier before the less likely
//! where two kinds have a name in common.

mod commerce;
mod files;
mod finance;
mod geography;
mod health;
mod network;
mod people;
mod social;
mod system;
mod text;
mod time;
mod vehicles;

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::kind::Kind;

/// The domains' own lists, in the order of [`Domain::ALL`](super::Domain::ALL).
const LISTS: [&[Kind]; 12] = [
    people::KINDS,
    commerce::KINDS,
    geography::KINDS,
    time::KINDS,
    finance::KINDS,
    network::KINDS,
    files::KINDS,
    text::KINDS,
    vehicles::KINDS,
    health::KINDS,
    social::KINDS,
    system::KINDS,
];

static KINDS: LazyLock<Vec<Kind>> = LazyLock::new(|| LISTS.concat());

/// The place of every kind in the registry, by name. Only ever looked up.
static PLACES: LazyLock<FxHashMap<&'static str, u16>> =
    LazyLock::new(|| (0u16..).zip(kinds()).map(|(place, kind)| (kind.name, place)).collect());

/// Every kind.
pub fn kinds() -> &'static [Kind] {
    &KINDS
}

/// A kind's place in the registry.
pub(super) fn place(name: &str) -> Option<u16> {
    PLACES.get(name).copied()
}

/// The kind of a name: `first_name`.
pub fn named(name: &str) -> Option<&'static Kind> {
    place(name).and_then(|place| kinds().get(usize::from(place)))
}
