//! The embedded server: sockets in, answers out, every exchange into the log.
//!
//! [`Server`] is the handle that the workbench and the command line hold. Behind it one task on the tokio
//! runtime opens and closes the listener, one task serves each connection, and a request takes its whole
//! way inside its connection's task: body, decision, answer, record. What is served is swapped whole and
//! atomically, so an edit never touches a socket.

mod admin;
mod answer;
mod answer_body;
mod answer_head;
mod coding;
mod connection;
mod contract;
mod control;
mod cors;
mod documentation;
mod draft;
mod fault;
mod file_body;
mod hop_by_hop;
mod listener;
mod malformed;
mod options;
mod outbound;
mod overheard;
mod own_head;
mod passing_body;
mod probe;
mod probe_recorded;
mod problem;
mod ready;
mod replay;
mod request_body;
mod scenarios;
mod service;
mod serving;
mod spy;
mod template_store;
mod tls;
mod transport;
mod web_files;
mod webhook;
mod wire;
mod written;

pub use control::{Server, ServerStatus};
pub use listener::Address;
pub use options::ServerOptions;
pub use probe::{ProbeOptions, ProbeProgress, probe};
pub use probe_recorded::probe_recorded;
pub use replay::{ReplayAnswer, ReplayError, ReplayRequest, send};
pub use scenarios::{ScenarioError, ScenarioStatus, Scenarios, SessionStatus};
pub use tls::CertificateError;
pub use web_files::{WebFiles, WebLimits};
