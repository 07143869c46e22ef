//! The words that the catalogue's values are made of, where the crate `fake` has none: our own lists of everyday vocabulary,
//! names of things, and facts such as codes of countries and currencies.

pub(super) mod animals;
pub(super) mod calendar;
pub(super) mod cities;
pub(super) mod commerce;
pub(super) mod countries;
pub(super) mod culture;
pub(super) mod finance;
pub(super) mod food;
pub(super) mod names;
pub(super) mod people;
pub(super) mod science;
pub(super) mod technology;
pub(super) mod travel;
pub(super) mod vocabulary;
