//! Session tokens and what is derived from them: 256 random bits in a cookie, their hash in the store, and a form
//! token that is masked anew on every page so that compression tells nothing about it.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::ports::{Randomness, TokenHash};

/// 256 random bits, known to one browser.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Token([u8; 32]);

impl Token {
    /// A fresh one.
    pub fn draw(randomness: &dyn Randomness) -> Self {
        let mut bytes = [0; 32];
        randomness.fill(&mut bytes);
        Self(bytes)
    }

    /// As it stands in a cookie.
    pub fn to_cookie(self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// From a cookie; anything else is no token.
    pub fn from_cookie(text: &str) -> Option<Self> {
        decode(text).map(Self)
    }

    /// What the store keeps.
    pub fn hash(self) -> TokenHash {
        digest(b"onward session", &self.0)
    }

    /// What a form carries, under a fresh mask.
    pub fn form_token(self, randomness: &dyn Randomness) -> String {
        let mask = Self::draw(randomness).0;
        let masked = xor(self.form_secret(), mask);
        URL_SAFE_NO_PAD.encode(mask) + &URL_SAFE_NO_PAD.encode(masked)
    }

    /// Whether a form's token was made from this session's.
    pub fn made(self, form_token: &str) -> bool {
        let (mask, masked) = form_token.split_at_checked(form_token.len() / 2).unwrap_or_default();
        let (Some(mask), Some(masked)) = (decode(mask), decode(masked)) else { return false };
        let differences = xor(xor(mask, masked), self.form_secret());
        differences.iter().fold(0, |all, byte| all | byte) == 0
    }

    fn form_secret(self) -> [u8; 32] {
        digest(b"onward form", &self.0)
    }
}

fn digest(label: &[u8], token: &[u8; 32]) -> [u8; 32] {
    Sha256::new().chain_update(label).chain_update(token).finalize().into()
}

fn xor(mut a: [u8; 32], b: [u8; 32]) -> [u8; 32] {
    a.iter_mut().zip(b).for_each(|(a, b)| *a ^= b);
    a
}

fn decode(text: &str) -> Option<[u8; 32]> {
    URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU8, Ordering};

    use super::*;

    struct Counting(AtomicU8);

    impl Randomness for Counting {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(self.0.fetch_add(1, Ordering::Relaxed));
        }
    }

    #[test]
    fn a_form_token_belongs_to_one_session_and_looks_different_each_time() {
        let randomness = Counting(AtomicU8::new(1));
        let (mine, other) = (Token::draw(&randomness), Token::draw(&randomness));
        let (first, second) = (mine.form_token(&randomness), mine.form_token(&randomness));
        assert_ne!(first, second);
        assert!(mine.made(&first) && mine.made(&second));
        assert!(!other.made(&first));
        for forged in ["", "é", "AAAA", &first[1..]] {
            assert!(!mine.made(forged), "{forged}");
        }
    }

    #[test]
    fn the_store_never_sees_the_token() {
        let token = Token::draw(&Counting(AtomicU8::new(9)));
        assert_ne!(token.hash().as_slice(), [9; 32].as_slice());
        assert!(Token::from_cookie(&token.to_cookie()).is_some_and(|again| again == token));
        assert!(Token::from_cookie("short").is_none());
    }
}
