//! WireMock's JSON: what its clients send and read. Requests in the log are written in its shape here.

mod id;
mod logged;

pub use id::{exchange_id, number_of_id, stub_id, stub_id_of};
pub use logged::{explained_serve_event, logged_request, serve_event};
