//! The fingerprint of a file's content, by which our own saves are told from somebody else's.

use std::hash::{DefaultHasher, Hasher};

/// A fingerprint of some bytes. Not for security, and not for keeping longer than a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ContentHash(u64);

impl ContentHash {
    /// The fingerprint of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        let mut hasher = DefaultHasher::new();
        hasher.write(bytes);
        Self(hasher.finish())
    }
}
