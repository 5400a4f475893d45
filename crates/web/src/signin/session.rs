//! Sessions: begun at sign-in, found by the cookie's hash, ended by idleness, by age or by the person.

use casework::Actor;
use model::Timestamp;

use super::token::Token;
use crate::app::App;
use crate::ports::{PortError, StoredSession};

const SECOND: i64 = 1_000_000;
/// Left alone for this long, a session ends.
pub const IDLE: i64 = 30 * 60 * SECOND;
/// However busy, a session ends after a working day.
pub const LONGEST: i64 = 12 * 60 * 60 * SECOND;
/// The time of last use is written at most this often.
const TOUCH: i64 = 60 * SECOND;

/// A session in force, with whose it is.
#[derive(Clone)]
pub struct Session {
    /// The browser's token.
    pub token: Token,
    /// Who.
    pub actor: Actor,
}

impl Session {
    /// Begins a session and keeps its hash.
    pub async fn begin(app: &App, account: String) -> Result<Token, PortError> {
        let now = app.ports.clock.now();
        let token = Token::draw(&*app.ports.randomness);
        app.ports.accounts.keep_session(StoredSession { token: token.hash(), account, begun: now, seen: now }).await?;
        Ok(token)
    }

    /// The session of a token, where it is still in force.
    pub async fn find(app: &App, token: Token) -> Result<Option<Self>, PortError> {
        let (accounts, now) = (&app.ports.accounts, app.ports.clock.now());
        let Some(stored) = accounts.session(token.hash()).await? else { return Ok(None) };
        if is_over(&stored, now) {
            accounts.end_session(token.hash()).await?;
            return Ok(None);
        }
        if now.0 - stored.seen.0 >= TOUCH {
            accounts.touch_session(token.hash(), now).await?;
        }
        let actor = accounts.actor(stored.account).await?;
        Ok(actor.map(|actor| Self { token, actor }))
    }
}

fn is_over(stored: &StoredSession, now: Timestamp) -> bool {
    now.0 - stored.seen.0 >= IDLE || now.0 - stored.begun.0 >= LONGEST
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(begun: i64, seen: i64) -> StoredSession {
        StoredSession { token: [0; 32], account: "a".into(), begun: Timestamp(begun), seen: Timestamp(seen) }
    }

    #[test]
    fn a_session_ends_when_left_alone_and_when_it_grows_old() {
        assert!(!is_over(&stored(0, 0), Timestamp(IDLE - 1)));
        assert!(is_over(&stored(0, 0), Timestamp(IDLE)));
        assert!(!is_over(&stored(0, LONGEST - 2), Timestamp(LONGEST - 1)));
        assert!(is_over(&stored(0, LONGEST - 1), Timestamp(LONGEST)));
    }
}
