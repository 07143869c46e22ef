//! The helpers, one file to a family.

mod array;
mod block;
mod condition;
mod date;
mod encoding;
mod faker;
mod json;
mod jwt;
mod number;
mod random;
mod request;
mod state;
mod text;

use super::registry::Helper;

/// The helpers of each family.
pub(super) static TABLES: &[&[Helper]] = &[
    block::HELPERS,
    request::HELPERS,
    faker::HELPERS,
    random::HELPERS,
    text::HELPERS,
    number::HELPERS,
    date::HELPERS,
    encoding::HELPERS,
    json::HELPERS,
    array::HELPERS,
    condition::HELPERS,
    jwt::HELPERS,
    state::HELPERS,
];
