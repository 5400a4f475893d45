//! Accounts' passwords, failed attempts and sessions: operational rows, no facts. What an account may do is a fact;
//! how it proves to be itself is not.
//!
//! A password is a PHC string made elsewhere. A session is kept under the SHA-256 of its token, so that a stolen
//! database opens no session. How long a session lasts, and how long failures put off the next attempt, is decided
//! at the door; here it is only kept.

use model::Timestamp;

use crate::db::Statement;
use crate::read::ReadError;
use crate::store::Store;
use crate::writer::WriteError;

/// How an account proves to be itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credential {
    /// A PHC string.
    pub password: String,
    /// Attempts that failed since the last success.
    pub attempts: Attempts,
}

/// Failed attempts in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempts {
    /// How many.
    pub failures: u32,
    /// When the last one was.
    pub last: Timestamp,
}

impl Default for Attempts {
    fn default() -> Self {
        Self { failures: 0, last: Timestamp(0) }
    }
}

/// A session as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Whose.
    pub account: String,
    /// Since when.
    pub began_at: Timestamp,
    /// When it was last used.
    pub seen_at: Timestamp,
}

impl Store {
    /// Sets an account's password; sessions that are open under the old one end.
    pub async fn set_password(&self, account: &str, phc: &str) -> Result<(), WriteError> {
        let set = Statement::of(
            "INSERT INTO account (name, password, failures, failed_at) VALUES ($1, $2, 0, 0) \
             ON CONFLICT (name) DO UPDATE SET password = excluded.password, failures = 0, failed_at = 0",
        );
        self.operate(vec![set.bind(account).bind(phc), end_sessions(account)]).await
    }

    /// An account's password and how its attempts went.
    pub async fn credential(&self, account: &str) -> Result<Option<Credential>, ReadError> {
        let found = Statement::of("SELECT password, failures, failed_at FROM account WHERE name = $1").bind(account);
        let Some(row) = self.readers().row(found).await? else { return Ok(None) };
        let failures = u32::try_from(row.int(1)?).unwrap_or(u32::MAX);
        let attempts = Attempts { failures, last: Timestamp(row.int(2)?) };
        Ok(Some(Credential { password: row.text(0)?, attempts }))
    }

    /// Counts an attempt as failed until [`Store::clear_attempts`] says otherwise; attempts at the same moment all
    /// count. Nothing is counted for a name that is no account.
    pub async fn note_attempt(&self, account: &str, now: Timestamp) -> Result<(), WriteError> {
        let fail = Statement::of("UPDATE account SET failures = failures + 1, failed_at = $2 WHERE name = $1");
        self.operate(vec![fail.bind(account).bind(now.0)]).await
    }

    /// Forgets failed attempts, after a success.
    pub async fn clear_attempts(&self, account: &str) -> Result<(), WriteError> {
        let clear = Statement::of("UPDATE account SET failures = 0, failed_at = 0 WHERE name = $1");
        self.operate(vec![clear.bind(account)]).await
    }

    /// Keeps a session under the SHA-256 of its token.
    pub async fn keep_session(&self, token: &[u8; 32], session: &Session) -> Result<(), WriteError> {
        let keep = Statement::of("INSERT INTO session (token, account, began_at, seen_at) VALUES ($1, $2, $3, $4)");
        let keep = keep.bind(token.to_vec()).bind(session.account.as_str());
        self.operate(vec![keep.bind(session.began_at.0).bind(session.seen_at.0)]).await
    }

    /// The session that is kept under the SHA-256 of a token.
    pub async fn session(&self, token: &[u8; 32]) -> Result<Option<Session>, ReadError> {
        let found = Statement::of("SELECT account, began_at, seen_at FROM session WHERE token = $1");
        let Some(row) = self.readers().row(found.bind(token.to_vec())).await? else { return Ok(None) };
        let (began_at, seen_at) = (Timestamp(row.int(1)?), Timestamp(row.int(2)?));
        Ok(Some(Session { account: row.text(0)?, began_at, seen_at }))
    }

    /// Moves the time of a session's last use.
    pub async fn touch_session(&self, token: &[u8; 32], seen_at: Timestamp) -> Result<(), WriteError> {
        let seen = Statement::of("UPDATE session SET seen_at = $2 WHERE token = $1");
        self.operate(vec![seen.bind(token.to_vec()).bind(seen_at.0)]).await
    }

    /// Ends one session; an unknown one is no error.
    pub async fn end_session(&self, token: &[u8; 32]) -> Result<(), WriteError> {
        self.operate(vec![Statement::of("DELETE FROM session WHERE token = $1").bind(token.to_vec())]).await
    }

    /// Ends all sessions of an account.
    pub async fn end_sessions(&self, account: &str) -> Result<(), WriteError> {
        self.operate(vec![end_sessions(account)]).await
    }

    /// Removes sessions last used, or begun, before these moments.
    pub async fn sweep_sessions(&self, unused_since: Timestamp, begun_before: Timestamp) -> Result<(), WriteError> {
        let sweep = Statement::of("DELETE FROM session WHERE seen_at < $1 OR began_at < $2");
        self.operate(vec![sweep.bind(unused_since.0).bind(begun_before.0)]).await
    }
}

fn end_sessions(account: &str) -> Statement {
    Statement::of("DELETE FROM session WHERE account = $1").bind(account)
}
