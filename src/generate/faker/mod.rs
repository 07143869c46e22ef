//! Faker's grammar: values by the names and with the arguments that users of Faker.js know, all of version 9.9 and 10.6. The
//! catalogue is one table of methods with their documentation, from which completion and help are made.
//!
//! Everything is drawn from [`Random`], so the same seed gives the same value on every platform; "now" is the clock of the
//! seed. Whatever is made in numbers (characters, words, items) is limited to 10,000.

mod airline;
mod animal;
mod book;
mod call;
mod color;
mod commerce;
mod company;
mod database;
mod date;
mod draw;
mod error;
mod finance;
mod food;
mod git;
mod hacker;
mod helpers;
mod image;
mod internet;
mod locale;
mod localized;
mod location;
mod lorem;
mod method;
mod names;
mod number;
mod person;
mod phone;
mod regexp;
mod science;
mod string;
mod system;
#[cfg(test)]
mod tests;
mod vehicle;
mod word;
mod words;

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde_json::Value;

use super::random::Random;

pub use error::FakerError;
pub use locale::{Locale, UnknownLocale};
pub use method::{Kind, Method, Parameter, Shape};
pub use names::nearest;

/// The modules in the order of their names.
static MODULES: &[(&str, &[Method])] = &[
    ("airline", airline::METHODS),
    ("animal", animal::METHODS),
    ("book", book::METHODS),
    ("color", color::METHODS),
    ("commerce", commerce::METHODS),
    ("company", company::METHODS),
    ("database", database::METHODS),
    ("datatype", number::DATATYPE),
    ("date", date::METHODS),
    ("finance", finance::METHODS),
    ("food", food::METHODS),
    ("git", git::METHODS),
    ("hacker", hacker::METHODS),
    ("helpers", helpers::METHODS),
    ("image", image::METHODS),
    ("internet", internet::METHODS),
    ("location", location::METHODS),
    ("lorem", lorem::METHODS),
    ("music", book::MUSIC),
    ("number", number::METHODS),
    ("person", person::METHODS),
    ("phone", phone::METHODS),
    ("science", science::METHODS),
    ("string", string::METHODS),
    ("system", system::METHODS),
    ("vehicle", vehicle::METHODS),
    ("word", word::METHODS),
];

/// Every method, in the order of the names.
pub fn all() -> impl Iterator<Item = &'static Method> {
    MODULES.iter().flat_map(|(_, methods)| methods.iter())
}

/// The method of a name, of today or of older versions.
pub fn find(name: &str) -> Option<&'static Method> {
    listed(name).or_else(|| listed(&names::today(name)?))
}

/// Every method by its name. Only ever looked up.
static LISTED: LazyLock<FxHashMap<&'static str, &'static Method>> =
    LazyLock::new(|| all().map(|method| (method.name, method)).collect());

/// The method of a name of today.
fn listed(name: &str) -> Option<&'static Method> {
    LISTED.get(name).copied()
}

/// A value of the method of a name. Whoever calls one method often looks it up once with [`find`].
pub fn call(name: &str, arguments: &[Value], random: &mut Random, locale: Locale) -> Result<Value, FakerError> {
    match find(name) {
        Some(method) => method.call(arguments, random, locale),
        None => Err(FakerError::UnknownMethod { name: call::shortened(name), nearest: nearest(name) }),
    }
}
