//! What ties the calls of webhooks to the exchange they follow, though its number is given only once it is in the log.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use crate::model::{EndpointId, ResponseId};

/// The number of an exchange for those who must refer to it before it has one.
#[derive(Debug, Default)]
pub struct ParentNumber(AtomicU64);

impl ParentNumber {
    /// The number; none while it has none, and for good where the log dropped the exchange.
    pub fn get(&self) -> Option<u64> {
        Some(self.0.load(Ordering::Relaxed)).filter(|sequence| *sequence != 0)
    }

    /// The log gives it.
    pub(super) fn set(&self, sequence: u64) {
        self.0.store(sequence, Ordering::Relaxed);
    }
}

/// One try of a webhook.
#[derive(Clone, Debug)]
pub struct WebhookCall {
    /// The number of the exchange that it follows.
    pub parent: Arc<ParentNumber>,
    /// The endpoint that answered there.
    pub endpoint: EndpointId,
    /// The response that has the webhook.
    pub response: ResponseId,
    /// The webhook's index in the response.
    pub index: usize,
    /// What a person calls it.
    pub name: String,
    /// The how-manieth try this is, from 1.
    pub attempt: u32,
}
