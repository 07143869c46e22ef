//! Everything in an answer that is made anew each time: templates, fakes, data shaped after examples, schemas and names.
//!
//! Pure: the same input and seed give the same bytes on every platform and in every build. The clock is in the seed.

pub mod body;
mod contract_bodies;
pub mod faker;
pub mod field;
pub mod json_pointer;
pub mod random;
pub mod schema;
pub mod shape;
pub mod template;
