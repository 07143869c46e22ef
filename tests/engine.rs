//! The engine as the rest of the program sees it: projects in, decisions and explanations out.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a panic is how a test fails")]

#[path = "engine/compiling.rs"]
mod compiling;
#[path = "engine/conditions.rs"]
mod conditions;
#[path = "engine/expectations.rs"]
mod expectations;
#[path = "engine/explaining.rs"]
mod explaining;
#[path = "engine/near_misses.rs"]
mod near_misses;
#[path = "engine/properties.rs"]
mod properties;
#[path = "engine/routing.rs"]
mod routing;
#[path = "engine/scenarios.rs"]
mod scenarios;
#[path = "engine/seeds.rs"]
mod seeds;
#[path = "engine/selecting.rs"]
mod selecting;
#[path = "engine/support.rs"]
mod support;
