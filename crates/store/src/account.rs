//! Accounts' passwords and sessions: operational rows, no facts. What an account may do is a fact; how it proves
//! to be itself is not.
//!
//! A password is a PHC string made elsewhere. A session is kept under the SHA-256 of its token, so that a stolen
//! database opens no session. Failed attempts put off the next one, by account; nobody is locked out for good.

use model::Timestamp;
use sha2::{Digest, Sha256};

use crate::db::Statement;
use crate::read::ReadError;
use crate::store::Store;
use crate::writer::WriteError;

const SECOND: i64 = 1_000_000;
const MINUTE: i64 = 60 * SECOND;
/// A session unused for this long is over.
pub const IDLE_MINUTES: i64 = 30;
/// A session this old is over, however busy.
pub const LONGEST_HOURS: i64 = 12;
/// Attempts that fail without putting off the next.
const FREE_FAILURES: i64 = 3;
/// The next attempt is put off no longer than this.
const LONGEST_WAIT: i64 = 15 * MINUTE;

/// How an account proves to be itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credential {
    /// A PHC string.
    pub password: String,
    /// Failures since the last success.
    pub failures: u32,
    /// No attempt counts before this instant.
    pub not_before: Timestamp,
}

/// A session in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Whose.
    pub account: String,
    /// Since when.
    pub began_at: Timestamp,
}

impl Store {
    /// Sets an account's password; sessions that are open under the old one end.
    pub async fn set_password(&self, account: &str, phc: &str) -> Result<(), WriteError> {
        let set = Statement::of(
            "INSERT INTO account (name, password, failures, not_before) VALUES ($1, $2, 0, 0) \
             ON CONFLICT (name) DO UPDATE SET password = excluded.password, failures = 0, not_before = 0",
        );
        self.operate(vec![set.bind(account).bind(phc), end_sessions(account)]).await
    }

    /// An account's password and how its attempts went.
    pub async fn credential(&self, account: &str) -> Result<Option<Credential>, ReadError> {
        let found = Statement::of("SELECT password, failures, not_before FROM account WHERE name = $1").bind(account);
        let Some(row) = self.readers().row(found).await? else { return Ok(None) };
        let failures = u32::try_from(row.int(1)?).unwrap_or(u32::MAX);
        Ok(Some(Credential { password: row.text(0)?, failures, not_before: Timestamp(row.int(2)?) }))
    }

    /// Counts an attempt. A failure puts off the next one, twice as long each time; a success clears the count.
    pub async fn note_attempt(&self, account: &str, ok: bool) -> Result<(), WriteError> {
        if ok {
            let clear = Statement::of("UPDATE account SET failures = 0, not_before = 0 WHERE name = $1");
            return self.operate(vec![clear.bind(account)]).await;
        }
        // The wait is worked out in SQL, so that attempts at the same moment all count.
        let fail = Statement::of(
            "UPDATE account SET failures = failures + 1, not_before = CASE \
             WHEN failures < $2 THEN 0 WHEN failures - $2 >= 10 THEN $3 + $4 \
             ELSE $3 + (1000000 << CAST(failures - $2 AS INTEGER)) END WHERE name = $1",
        );
        let now = self.now().0;
        self.operate(vec![fail.bind(account).bind(FREE_FAILURES).bind(now).bind(LONGEST_WAIT)]).await
    }

    /// Opens a session under a token that the caller made.
    pub async fn open_session(&self, token: &str, account: &str) -> Result<(), WriteError> {
        let open = Statement::of("INSERT INTO session (token, account, began_at, seen_at) VALUES ($1, $2, $3, $3)");
        self.operate(vec![open.bind(hash(token)).bind(account).bind(self.now().0)]).await
    }

    /// The session of a token, where it is in force; using it keeps it from going idle.
    pub async fn session(&self, token: &str) -> Result<Option<Session>, ReadError> {
        let now = self.now().0;
        let found = Statement::of(
            "SELECT account, began_at, seen_at FROM session WHERE token = $1 AND seen_at > $2 AND began_at > $3",
        );
        let found = found.bind(hash(token)).bind(now - IDLE_MINUTES * MINUTE).bind(now - LONGEST_HOURS * 60 * MINUTE);
        let Some(row) = self.readers().row(found).await? else { return Ok(None) };
        // Once a minute is enough to tell idle from busy, and spares a commit on every page.
        if now - row.int(2)? > MINUTE {
            let seen = Statement::of("UPDATE session SET seen_at = $2 WHERE token = $1").bind(hash(token)).bind(now);
            // Not seen is not fatal: the session then ends early, never late.
            let _ = self.operate(vec![seen]).await;
        }
        Ok(Some(Session { account: row.text(0)?, began_at: Timestamp(row.int(1)?) }))
    }

    /// Ends one session.
    pub async fn end_session(&self, token: &str) -> Result<(), WriteError> {
        self.operate(vec![Statement::of("DELETE FROM session WHERE token = $1").bind(hash(token))]).await
    }

    /// Ends all sessions of an account.
    pub async fn end_sessions(&self, account: &str) -> Result<(), WriteError> {
        self.operate(vec![end_sessions(account)]).await
    }

    /// Removes sessions that are over.
    pub async fn sweep_sessions(&self) -> Result<(), WriteError> {
        let now = self.now().0;
        let sweep = Statement::of("DELETE FROM session WHERE seen_at <= $1 OR began_at <= $2");
        self.operate(vec![sweep.bind(now - IDLE_MINUTES * MINUTE).bind(now - LONGEST_HOURS * 60 * MINUTE)]).await
    }
}

fn end_sessions(account: &str) -> Statement {
    Statement::of("DELETE FROM session WHERE account = $1").bind(account)
}

fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}
