//! Randomness, handed in as a function that yields 32 fresh bytes, in the shape that sealing wants.

use journal::Randomness;

/// The instance's source of randomness.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entropy(pub(crate) fn() -> [u8; 32]);

impl Randomness for Entropy {
    fn fill(&mut self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            chunk.iter_mut().zip((self.0)()).for_each(|(to, from)| *to = from);
        }
    }
}
