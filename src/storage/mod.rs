//! What lies on disk: the project file, and what the program keeps for itself between sessions.
//!
//! Everything takes explicit paths, so that tests and two windows never meet by accident. Nothing here stops the
//! program from starting: what cannot be read is reported with its place and left, or set aside, unharmed.

mod atomic;
mod certificates;
mod contract_runs;
mod first_seen;
mod home;
mod limited;
mod locate;
mod preferences;
mod project;
mod recovery;
mod watch;

pub use atomic::write_atomic;
pub use certificates::{authority_certificate_path, keep_authority, read_authority};
pub use contract_runs::TestedApi;
pub use home::Storage;
pub use limited::read_limited;
pub use locate::Position;
pub(crate) use locate::{Step, json_message, locate, locate_offsets};
pub use preferences::{Preferences, ThemeChoice};
pub use project::{EXTENSION, LoadError, LoadProblem, Loaded, Repair, SaveError, load, read, save, schema_text, to_text};
pub use recovery::Recovered;
pub use watch::Watch;
