//! Passwords: Argon2id, away from the threads that serve pages, a few at a time.
//!
//! A name that is no account costs the same work as a wrong password, so that time does not tell which it was.

use std::sync::Arc;

use argon2::password_hash::PasswordVerifier;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, Version};
use tokio::sync::Semaphore;

/// 19 MiB, two passes, one lane: the least that OWASP recommends for Argon2id.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Longer ones are refused before they are hashed; nobody types a kilobyte.
const LONGEST: usize = 1024;

/// A password that cannot be hashed or checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Shorter than twelve characters, or longer than 1,024 bytes.
    #[error("a password has at least 12 characters and at most 1024 bytes")]
    Length,
    /// The hash function refused its parameters or its salt.
    #[error("the password cannot be hashed")]
    Hash,
}

/// Hashes a new password to a PHC string; the salt is 16 bytes of fresh randomness.
pub fn hash_password(password: &str, salt: &[u8; 16]) -> Result<String, PasswordError> {
    if password.chars().count() < 12 || password.len() > LONGEST {
        return Err(PasswordError::Length);
    }
    hash(password, salt)
}

fn hash(password: &str, salt: &[u8]) -> Result<String, PasswordError> {
    let hashed: PasswordHash =
        hasher()?.hash_password_with_salt(password.as_bytes(), salt).map_err(|_| PasswordError::Hash)?;
    Ok(hashed.to_string())
}

fn hasher() -> Result<Argon2<'static>, PasswordError> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|_| PasswordError::Hash)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Checks passwords, at most two at a time: each takes memory, and a flood must not take it all.
#[derive(Debug, Clone)]
pub struct Checker {
    turns: Arc<Semaphore>,
}

impl Default for Checker {
    fn default() -> Self {
        Self { turns: Arc::new(Semaphore::new(2)) }
    }
}

impl Checker {
    /// Whether the password belongs to the hash; `None` (no such account) is worked on like any other.
    pub async fn matches(&self, password: String, stored: Option<String>) -> bool {
        let Ok(_turn) = self.turns.acquire().await else { return false };
        tokio::task::spawn_blocking(move || check(&password, stored.as_deref())).await.unwrap_or(false)
    }
}

fn check(password: &str, stored: Option<&str>) -> bool {
    if password.len() > LONGEST {
        return false;
    }
    let Some(stored) = stored else {
        // The work is done and its result thrown away.
        let _ = hash(password, b"nobody-has-this-");
        return false;
    };
    let (Ok(stored), Ok(hasher)) = (PasswordHash::new(stored), hasher()) else { return false };
    hasher.verify_password(password.as_bytes(), &stored).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_matches_its_own_hash_and_no_other() {
        let hashed = hash_password("a long enough one", b"0123456789abcdef").unwrap();
        assert!(hashed.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hashed}");
        assert!(check("a long enough one", Some(&hashed)));
        assert!(!check("a long enough two", Some(&hashed)));
        assert!(!check("a long enough one", None));
        assert!(!check("a long enough one", Some("not a hash")));
    }

    #[test]
    fn short_and_endless_passwords_are_refused() {
        let salt = b"0123456789abcdef";
        assert_eq!(hash_password("elevenchars", salt), Err(PasswordError::Length));
        assert_eq!(hash_password(&"x".repeat(2000), salt), Err(PasswordError::Length));
    }
}
