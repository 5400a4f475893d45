//! Accounts as the sign-in needs them: a password hash, sessions, failed attempts. No password ever crosses.

use casework::{Action, Actor, Refusal};
use model::{Date, Timestamp};

use super::Reply;

/// SHA-256 of a session token; the token itself is known to the browser alone.
pub type TokenHash = [u8; 32];

/// A session as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredSession {
    /// Found by this.
    pub token: TokenHash,
    /// Whose it is.
    pub account: String,
    /// When it began; it ends for good some hours later.
    pub begun: Timestamp,
    /// When it was last used; it ends when left alone for long.
    pub seen: Timestamp,
}

/// Whether a password may be tried now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attempt {
    /// It may; the attempt already counts as failed until [`Accounts::signed_in`] says otherwise, so that
    /// parallel guesses are counted too.
    Allowed,
    /// Not before this moment.
    Wait(Timestamp),
}

/// Accounts, sessions and failed attempts.
pub trait Accounts: Send + Sync {
    /// The password hash as a PHC string; `None` where there is no such account, or it may not sign in.
    fn password_hash(&self, account: String) -> Reply<'_, Option<String>>;
    /// The account with its grants as they stand, expired ones included; `None` where it no longer is one.
    fn actor(&self, account: String) -> Reply<'_, Option<Actor>>;
    /// Asks to try a password and counts the attempt, in one step. Names that are no accounts count alike.
    fn attempt(&self, account: String, now: Timestamp) -> Reply<'_, Attempt>;
    /// Forgets the failed attempts and notes the sign-in as a fact.
    fn signed_in(&self, account: String, now: Timestamp) -> Reply<'_, ()>;
    /// Notes a failed sign-in as a fact.
    fn failed(&self, account: String, now: Timestamp) -> Reply<'_, ()>;
    /// Notes as a fact that an account was refused something.
    fn refused(&self, account: String, action: Action, refusal: Refusal) -> Reply<'_, ()>;
    /// Keeps a session.
    fn keep_session(&self, session: StoredSession) -> Reply<'_, ()>;
    /// Finds a session by its token's hash.
    fn session(&self, token: TokenHash) -> Reply<'_, Option<StoredSession>>;
    /// Moves the time of last use.
    fn touch_session(&self, token: TokenHash, seen: Timestamp) -> Reply<'_, ()>;
    /// Ends a session; an unknown one is no error.
    fn end_session(&self, token: TokenHash) -> Reply<'_, ()>;
    /// Sign-ins that a trial instance offers on its own sign-in page; empty on a live one.
    fn trial_sign_ins(&self, today: Date) -> Reply<'_, Vec<TrialSignIn>>;
}

/// One ready-made sign-in of a trial instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrialSignIn {
    /// The account's name.
    pub account: String,
    /// Two-letter code of its role in the reviewed role table.
    pub role: String,
}
