//! The project file: reading it with errors that name the place, and writing it so that one change is one small diff.

mod layout;
mod load;
mod migrate;
mod repair;
mod save;
mod schema;

pub use load::{LoadError, LoadProblem, Loaded, load, read};
pub use repair::Repair;
pub use save::{SaveError, save, to_text};
pub use schema::schema_text;

/// What the name of every project file ends with.
pub const EXTENSION: &str = ".mockwright.json";
