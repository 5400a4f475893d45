//! Passwords: Argon2id, away from the threads that serve pages, a few at a time and not too many waiting.
//!
//! A name that is no account costs the same work as a wrong password, so that time does not tell which it was.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use argon2::password_hash::PasswordVerifier;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, Version};
use tokio::sync::Semaphore;

use crate::Fault;

/// 19 MiB, two passes, one lane: the least that OWASP recommends for Argon2id.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Longer ones are refused before they are hashed; nobody types a kilobyte.
const LONGEST: usize = 1024;
/// Shorter ones are guessed.
const SHORTEST: usize = 12;
/// Checks that wait at most; a flood is told to come back.
const WAITING: usize = 64;

/// Hashes a new password to a PHC string.
pub(crate) fn hash_password(password: &str, salt: [u8; 16]) -> Result<String, Fault> {
    if password.chars().count() < SHORTEST || password.len() > LONGEST {
        return Err(Fault::Password);
    }
    hash(password, &salt).ok_or(Fault::Password)
}

fn hash(password: &str, salt: &[u8]) -> Option<String> {
    let hashed: PasswordHash = hasher()?.hash_password_with_salt(password.as_bytes(), salt).ok()?;
    Some(hashed.to_string())
}

fn hasher() -> Option<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).ok()?;
    Some(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Checks passwords and hashes PINs, at most two at a time: each takes memory, and a flood must not take it all.
#[derive(Debug, Clone)]
pub(crate) struct Checker {
    turns: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
}

impl Default for Checker {
    fn default() -> Self {
        Self { turns: Arc::new(Semaphore::new(2)), waiting: Arc::default() }
    }
}

/// One who waits; counted until dropped, however the wait ends.
struct Waiting(Arc<AtomicUsize>);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Checker {
    /// Whether the password belongs to the hash; `None` (no such account) is worked on like any other.
    ///
    /// # Errors
    /// [`Fault::Failed`] where too many wait already.
    pub(crate) async fn matches(&self, password: String, stored: Option<String>) -> Result<bool, Fault> {
        self.in_turn(move || check(&password, stored.as_deref())).await
    }

    /// Hashes a PIN, which is short: whoever guesses it is stopped by counting.
    ///
    /// # Errors
    /// [`Fault::Failed`] where too many wait already.
    pub(crate) async fn hash_pin(&self, pin: String, salt: [u8; 16]) -> Result<String, Fault> {
        let hashed = self.in_turn(move || hash(&pin, &salt)).await?;
        hashed.ok_or_else(|| Fault::failed("a PIN could not be hashed"))
    }

    async fn in_turn<A: Send + 'static>(&self, work: impl FnOnce() -> A + Send + 'static) -> Result<A, Fault> {
        let before = self.waiting.fetch_add(1, Ordering::Relaxed);
        let _waiting = Waiting(Arc::clone(&self.waiting));
        if before >= WAITING {
            return Err(Fault::failed("too many sign-ins at once"));
        }
        let _turn = self.turns.acquire().await.map_err(Fault::failed)?;
        Ok(tokio::task::spawn_blocking(work).await?)
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
    let (Ok(stored), Some(hasher)) = (PasswordHash::new(stored), hasher()) else { return false };
    hasher.verify_password(password.as_bytes(), &stored).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_matches_its_own_hash_and_no_other() {
        let hashed = hash_password("a long enough one", *b"0123456789abcdef").unwrap();
        assert!(hashed.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hashed}");
        assert!(check("a long enough one", Some(&hashed)));
        assert!(!check("a long enough two", Some(&hashed)));
        assert!(!check("a long enough one", None));
        assert!(!check("a long enough one", Some("not a hash")));
    }

    #[test]
    fn short_and_endless_passwords_are_refused() {
        for password in ["elevenchars", &"x".repeat(2000)] {
            assert!(matches!(hash_password(password, [7; 16]), Err(Fault::Password)));
        }
    }

    #[tokio::test]
    async fn a_flood_is_told_to_come_back_and_those_who_wait_are_served() {
        let checker = Checker::default();
        let both = checker.turns.clone().acquire_many_owned(2).await.unwrap();
        let ask = |checker: Checker| tokio::spawn(async move { checker.matches("x".repeat(2000), None).await.is_ok() });
        let all: Vec<_> = (0..WAITING + 20).map(|_| ask(checker.clone())).collect();
        while all.iter().filter(|asked| asked.is_finished()).count() < 20 {
            tokio::task::yield_now().await;
        }
        drop(both);
        let answers = futures::future::try_join_all(all).await.unwrap();
        assert_eq!(answers.iter().filter(|served| **served).count(), WAITING);
        assert!(checker.matches("x".repeat(2000), None).await.is_ok(), "the queue is empty again");
    }
}
