//! WireMock's JSON: what its clients send and read. Requests in the log are written in its shape here, and its request patterns
//! are read and tested.

mod error;
mod id;
mod logged;
mod operator;
mod pattern;
mod template;
mod url;
mod value;

pub use error::PatternError;
pub use id::{exchange_id, number_of_id, stub_id, stub_id_of};
pub use logged::{explained_serve_event, logged_request, serve_event};
pub use pattern::RequestPattern;
