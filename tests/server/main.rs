//! The server over real sockets: what it answers, what it refuses, what it records, and that nothing stops it.

#![allow(clippy::unwrap_used, unreachable_pub, missing_docs)]

mod admin;
mod answers;
mod bed;
mod bodies;
mod browser;
mod contract_problem_shape;
mod contract_refusals;
mod contracts;
mod control;
mod delays;
mod documentation;
mod dynamic;
mod expectations;
mod faults;
mod faults_http2;
mod load;
mod mutations;
mod probe;
mod recording;
mod records;
mod refusals;
mod scenarios;
mod spy;
mod tls;
mod upstream;
mod web_files;
mod webhooks;
mod written;
