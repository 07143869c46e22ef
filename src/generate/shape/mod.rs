//! Documents from an example or from a plain list of field names: "make dynamic". A [`Shape`] keeps the type of everything
//! and varies the values; what the names say ([`field`](super::field)) and what the example's values look like decide how.

mod edges;
mod example;
mod generate;
mod looks;
mod names;
mod tree;

pub use names::NamesError;
pub use tree::{Field, Member, Object, Shape};

#[cfg(test)]
mod tests;
