//! Tokens: 256 random bits that one browser or one file holds. The store keeps a hash of them.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// 256 random bits, known to whoever holds them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Token([u8; 32]);

/// What was read is no token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a token")]
pub struct TokenError;

impl Token {
    /// A fresh one.
    pub fn draw(randomness: [u8; 32]) -> Self {
        Self(randomness)
    }

    /// As it stands in a cookie or a file.
    pub fn to_text(self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// What is derived from it for one use; no other use can be told from it.
    pub fn derive(self, label: &str) -> [u8; 32] {
        Sha256::new().chain_update(label.as_bytes()).chain_update(self.0).finalize().into()
    }

    /// What the store keeps.
    pub(crate) fn hash(self) -> [u8; 32] {
        self.derive("onward session")
    }
}

/// A token is never written into a log.
impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token")
    }
}

impl std::str::FromStr for Token {
    type Err = TokenError;

    fn from_str(text: &str) -> Result<Self, TokenError> {
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| TokenError)?;
        bytes.try_into().map(Self).map_err(|_| TokenError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_as_it_was_written_and_the_store_never_sees_it() {
        let token = Token::draw([9; 32]);
        assert_eq!(token.to_text().parse(), Ok(token));
        assert_ne!(token.hash(), [9; 32]);
        assert_ne!(token.hash(), token.derive("onward form"));
        for other in ["", "short", &format!("{}x", token.to_text()), "é"] {
            assert_eq!(other.parse::<Token>(), Err(TokenError), "{other}");
        }
    }
}
