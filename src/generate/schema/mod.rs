//! Values shaped by a JSON Schema or an OpenAPI schema: realistic ones, and on purpose those at the schema's limits. A value
//! satisfies its schema, or it comes with the constraint that could not be met.
//!
//! A schema of any dialect becomes one self-contained document (`dialect`, `reference`, `bundle`). Each place in it is worked
//! out when it is first reached: its schemas are merged with one option taken of each choice (`shape`, `merge`, `choices`,
//! `negation`, `outline`), and for each type that is left there is a plan of how to build a value (`number`, `text`, `array`, `object`).
//! A walk over these places makes an answer, in edge-case mode at the limits whose turn it is (`edge_walk`, `edge_plan`); where
//! building alone cannot be sure, the result is checked (`verify`).

mod array;
mod bundle;
mod check;
mod choices;
mod contained;
#[cfg(test)]
mod corpus;
mod decimal;
mod dialect;
mod discriminator;
mod ecma;
#[cfg(test)]
mod edge_allowed;
#[cfg(test)]
mod edge_coverage;
#[cfg(test)]
mod edge_crowded;
#[cfg(test)]
mod edge_limits;
mod edge_occasions;
mod edge_places;
mod edge_plan;
#[cfg(test)]
mod edge_reader;
mod edge_room;
mod edge_turns;
mod edge_walk;
mod format;
mod format_limits;
mod further;
mod includes;
mod integer_range;
mod layers;
mod member_kind;
mod merge;
mod negation;
mod node;
mod number;
mod object;
mod options;
mod outline;
mod pattern;
mod plan;
#[cfg(test)]
mod random_schemas;
mod reference;
mod sampler;
mod self_contained;
mod shape;
#[cfg(test)]
mod tests;
mod text;
mod types;
mod verify;
mod walk;
mod words;

pub use check::{SchemaCheck, SchemaViolation};
pub use dialect::to_json_schema;
pub use options::{Access, Dialect, Generated, Limits, Miss, Mode, SchemaError, SchemaOptions};
pub use plan::SchemaPlan;
pub use self_contained::self_contained;
