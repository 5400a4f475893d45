//! Pseudonyms: keyed hashes of ids, of no use to anybody without the lake's key.

use hmac::{Hmac, KeyInit, Mac};
use model::Id;
use sha2::Sha256;

/// The key under which the lake names people.
pub struct LakeKey([u8; 32]);

impl LakeKey {
    /// 32 random bytes, kept where the instance keeps its keys.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    pub(super) fn person(&self, id: Id) -> String {
        self.name("person", &id.0)
    }

    pub(super) fn household(&self, id: Id) -> String {
        self.name("household", &id.0)
    }

    /// Tells one key from another without giving either away.
    pub(super) fn check(&self) -> String {
        self.name("check", &[])
    }

    /// 128 bits in hexadecimal digits; `what` keeps a person and a household of one id apart.
    fn name(&self, what: &str, id: &[u8]) -> String {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else { return String::new() };
        mac.update(what.as_bytes());
        mac.update(&[0]);
        mac.update(id);
        let hash = mac.finalize().into_bytes();
        let mut name = [0; 16];
        name.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
        Id(name).to_string()
    }
}
