//! Failed tries, and how long whoever tries must wait. Browsers in which an account signed in before are counted each by
//! itself; all others together, as strangers to that account. A name that is no account is counted alike.

use model::Timestamp;
use store::Beside;

use super::Token;
use super::session::KnownBrowser;
use crate::{Fault, Instance};

const SECOND: i64 = 1_000_000;
/// Failures that cost nothing: everybody mistypes.
const FREE: u32 = 3;
/// The longest wait, in seconds.
const CEILING: i64 = 60;

/// Somebody at the door of an account.
pub(super) struct Knock {
    /// The browser, where the account signed in from it before.
    pub(super) known: Option<Token>,
    /// Under which name tries are counted.
    pub(super) counted_as: String,
}

/// The moment from which a password may be tried again, after `failures` of which the latest was at `last`.
pub fn wait_after(failures: u32, last: Timestamp) -> Timestamp {
    let seconds = match failures.checked_sub(FREE) {
        None => 0,
        Some(beyond) => 2_i64.pow(beyond.min(6)).min(CEILING),
    };
    Timestamp(last.0.saturating_add(seconds * SECOND))
}

impl Instance {
    pub(super) async fn knock(&self, account: &str, browser: Option<Token>) -> Result<Knock, Fault> {
        let known = match browser {
            None => None,
            Some(token) => {
                let kept = self.store.kept::<KnownBrowser>(Beside::Browser, &token.hash()).await?;
                kept.filter(|kept| kept.is_of(account, self.now())).map(|_| token)
            }
        };
        let counted_as = match known {
            None => format!("stranger\n{account}"),
            Some(token) => format!("browser\n{account}\n{}", token.to_text()),
        };
        Ok(Knock { known, counted_as })
    }

    /// Counts a try, in one step with looking whether it may be made: tries at the same moment all count. The moment to
    /// wait for, where it may not.
    pub(super) async fn counts(&self, knock: &Knock) -> Result<Option<Timestamp>, Fault> {
        let _one = self.door.lock().await;
        let (so_far, now) = (self.store.attempts(&knock.counted_as).await?, self.now());
        let ready = so_far.last.map_or(now, |last| wait_after(so_far.failures, last));
        if now < ready {
            return Ok(Some(ready));
        }
        self.store.note_attempt(&knock.counted_as, now).await?;
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_from_the_third_failure_and_never_passes_a_minute() {
        let waits: Vec<i64> = (0..12).map(|failures| wait_after(failures, Timestamp(0)).0 / SECOND).collect();
        assert_eq!(waits, [0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]);
    }
}
