//! Mockwright: a workbench for mock APIs that answers, and watches.
//!
//! The crate is one house with its rooms stacked: a room may use the rooms below it and never one above
//! (`tests/layers.rs` holds that). From the bottom: `model` (what the user wrote, plain data), `generate` (templates, fakes and
//! data shaped after schemas, all from a seed), `engine` (compiles a project; decides, purely, what answers a request, and explains why), `contract` (OpenAPI documents: derives
//! projects, checks requests and answers, tells what differs), `traffic` (exchanges
//! as they were seen), `storage` and `formats` (the project file and other files), `server` (sockets),
//! `app` (the workbench without a window), `cli` (the same for a terminal) and `ui` (egui only).

pub mod app;
pub mod cli;
pub mod contract;
pub mod engine;
pub mod formats;
pub mod generate;
pub mod model;
pub mod server;
pub mod storage;
pub mod traffic;
pub mod ui;
