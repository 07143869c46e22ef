//! WireMock's JSON: what its clients send and read. Exchanges of the log and what is served are written in its shape here, and its
//! request patterns are read and tested.

mod delay;
mod error;
mod id;
mod logged;
mod near_miss;
mod operator;
mod pattern;
mod stub;
mod template;
mod url;
mod value;

pub use delay::{distribution, read_delay_ms, read_distribution};
pub use error::PatternError;
pub use id::{exchange_id, number_of_id, stub_id, stub_id_of};
pub use logged::{explained_serve_event, logged_request, serve_event};
pub use near_miss::{DescribedRequest, near_misses};
pub use pattern::RequestPattern;
pub use stub::{stub, stubs};
