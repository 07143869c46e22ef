//! What the control API remembers between calls. It lives as long as the server, and nothing of it ever goes into the project.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Instant,
};

use arc_swap::ArcSwapOption;
use tokio::sync::Semaphore;

use super::{
    guard::{Token, hosts_of_environment},
    settings::DelayOverlay,
    stream::Followers,
    temporary::Temporary,
};

/// How many control calls may work through the log at a time.
const PLACES: usize = 4;

/// What the control API remembers between calls.
#[derive(Debug)]
pub(in crate::server) struct AdminState {
    /// What clients show that come from elsewhere.
    pub(super) token: Token,
    /// What the server is called beside its own names.
    pub(super) hosts: Vec<String>,
    /// When the server was made.
    pub(super) began: Instant,
    /// One for each call that may work aside at a time.
    pub(super) places: Semaphore,
    /// Exchanges up to this number were reset; what is pinned in the window stays there, but not here.
    forgotten: AtomicU64,
    /// Delays that are laid over those of the project.
    pub(super) overlay: ArcSwapOption<DelayOverlay>,
    /// Expectations that were made for this run.
    pub(in crate::server) temporary: Temporary,
    /// Those who follow the traffic.
    pub(super) followers: Followers,
}

impl AdminState {
    pub(in crate::server) fn new() -> Self {
        let token = Token::of_environment().unwrap_or_else(Token::random);
        Self {
            token,
            hosts: hosts_of_environment(),
            began: Instant::now(),
            places: Semaphore::new(PLACES),
            forgotten: AtomicU64::new(0),
            overlay: ArcSwapOption::empty(),
            temporary: Temporary::default(),
            followers: Followers::default(),
        }
    }

    /// What clients from elsewhere have to show.
    pub(in crate::server) fn token(&self) -> &str {
        self.token.as_str()
    }

    /// The number of the last exchange that was reset.
    pub(super) fn forgotten(&self) -> u64 {
        self.forgotten.load(Ordering::Relaxed)
    }

    /// Resets exchanges up to that number.
    pub(super) fn forget(&self, up_to: u64) {
        self.forgotten.fetch_max(up_to, Ordering::Relaxed);
    }
}
