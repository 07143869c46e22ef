//! Keeps the bodies of a project in few places. A body that is sent is counted as in use where its memory begins; small
//! ones share that count, so that with thousands of endpoints it stays in the processor's cache.

use bytes::{Bytes, BytesMut};

/// Bodies larger than this have their own memory.
const MOST_SHARED_BYTES: usize = 1024;

/// One piece of memory holds no more than this, as it lives for as long as any of its bodies is in use.
const MOST_PIECE_BYTES: usize = 64 * 1024;

/// Keeps bodies, small ones together. The pieces grow with their number, so that a single small body takes little.
#[derive(Debug, Default)]
pub(super) struct BodyStore {
    piece: BytesMut,
    piece_bytes: usize,
}

impl BodyStore {
    /// A copy of the body.
    pub(super) fn keep(&mut self, body: &[u8]) -> Bytes {
        if body.len() > MOST_SHARED_BYTES {
            return Bytes::copy_from_slice(body);
        }
        if self.piece.capacity() < body.len() {
            self.piece_bytes = (self.piece_bytes * 2).clamp(body.len(), MOST_PIECE_BYTES);
            self.piece = BytesMut::with_capacity(self.piece_bytes);
        }
        self.piece.extend_from_slice(body);
        self.piece.split().freeze()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_of_all_sizes_come_back_as_they_went_in() {
        let mut store = BodyStore::default();
        let bodies: Vec<Vec<u8>> = (0..3000usize).map(|size| vec![size as u8; size % 1500]).collect();
        let kept: Vec<_> = bodies.iter().map(|body| store.keep(body)).collect();
        assert!(kept.iter().zip(&bodies).all(|(kept, body)| kept == body));
        let neighbours = kept[2..40].windows(2).filter(|pair| pair[0].as_ptr_range().end == pair[1].as_ptr()).count();
        assert!(neighbours > 25, "small bodies lie side by side: {neighbours} of 37 do");
    }
}
