//! Realistic values from the names of fields: `email` holds an email address, `created_at` a moment, `price` an amount; and
//! the values of one object agree with each other.

mod currency;
mod edge;
mod file;
mod infer;
mod kind;
mod moment;
mod money;
mod overrides;
mod page;
mod person;
mod place;
mod places;
pub(crate) mod prose;
mod record;
mod registry;
mod role;
mod rules;
mod small;
mod text;
mod things;
mod words;

pub use edge::Edge;
pub use infer::infer;
pub use kind::{Domain, Hint, JsonType, Kind};
pub(crate) use overrides::key_of;
pub use overrides::{Override, OverrideError, Overrides};
pub use record::{Record, Siblings};
pub use registry::{kinds, named};
pub use role::FieldName;
pub use words::{singular, words};

#[cfg(test)]
mod published;
#[cfg(test)]
mod tests;
