//! The door: who is there, proven by a password and, where one is set up, by a second factor; remembered by an opaque
//! token. Unknown names and wrong passwords cost the same and look the same. A stranger who guesses makes strangers wait,
//! not the account's owner in a browser where they signed in before.
//!
//! Whatever opens the door is sealed for its place and bound to a number on record (`store::Beside`): a copied hash, an
//! older password put back, a session written by somebody else open nothing.

mod attempts;
mod claim;
mod credential;
mod factor;
mod handover;
mod session;
mod token;

use std::sync::Arc;

use casework::view::Account;
use casework::{AuditCommand, Seat};
use store::Beside;

pub use self::attempts::wait_after;
pub use self::factor::{Enrolment, FACTOR_STEP};
pub use self::session::{IDLE, LONGEST, OpenSession, SessionSummary};
pub use self::token::{Token, TokenError};

pub(crate) use self::credential::{credential_name, fresh_credential};
pub(crate) use self::handover::start_password;

use self::attempts::Knock;
use crate::{Acting, Fault, GOVERNANCE, Instance};

/// A name longer than this is nobody's; it is neither looked up nor kept.
const LONGEST_NAME: usize = 64;

/// What somebody brings to the door.
pub struct Entrance<'a> {
    /// The account's name, as typed.
    pub account: &'a str,
    /// The password, as typed.
    pub password: &'a str,
    /// The token that this browser was given when somebody signed in from it before.
    pub browser: Option<Token>,
}

/// What the door answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Admission {
    /// Whoever it is is in: the session's token, and the browser's, by which it is known from now on.
    Welcome {
        /// For the session.
        session: Token,
        /// For the browser.
        browser: Token,
    },
    /// The password is right, and a code of the second factor is to follow under this token, within some minutes.
    NeedsCode(Token),
    /// Unknown, or wrong.
    Wrong,
    /// Too many tries: not before this moment.
    Wait(model::Timestamp),
}

impl Instance {
    /// Somebody wants in.
    pub async fn sign_in(self: &Arc<Self>, entrance: Entrance<'_>) -> Result<Admission, Fault> {
        let Entrance { account, password, browser } = entrance;
        if account.len() > LONGEST_NAME {
            self.checker.matches(password.to_owned(), None).await?;
            return Ok(Admission::Wrong);
        }
        let knock = self.knock(account, browser).await?;
        if let Some(ready) = self.counts(&knock).await? {
            return Ok(Admission::Wait(ready));
        }
        let (there, credential) = self.credential(account).await?;
        let stored = credential.as_ref().map(|credential| credential.password.clone());
        if !self.checker.matches(password.to_owned(), stored).await? {
            self.failed(account);
            return Ok(Admission::Wrong);
        }
        let Some(there) = there else { return Ok(Admission::Wrong) };
        if there.second_factor {
            return Ok(Admission::NeedsCode(self.await_code(account, &there).await?));
        }
        self.welcome(account, &there, &knock).await
    }

    /// The code of the second factor follows.
    pub async fn second_factor(
        self: &Arc<Self>,
        token: Token,
        code: &str,
        browser: Option<Token>,
    ) -> Result<Admission, Fault> {
        let Some(half) = self.awaited(token).await? else { return Ok(Admission::Wrong) };
        let account = half.account.as_str();
        let knock = self.knock(account, browser).await?;
        if let Some(ready) = self.counts(&knock).await? {
            return Ok(Admission::Wait(ready));
        }
        let there = self.in_force().await?.view.accounts.get(account).cloned();
        let Some(there) = there.filter(|there| there.credential == half.generation) else {
            return Ok(Admission::Wrong);
        };
        if !self.takes_code(account, &there, code).await? {
            self.failed(account);
            return Ok(Admission::Wrong);
        }
        self.end_session(token).await?;
        self.welcome(account, &there, &knock).await
    }

    async fn welcome(&self, account: &str, there: &Account, knock: &Knock) -> Result<Admission, Fault> {
        self.store.clear_attempts(&knock.counted_as).await?;
        let browser = match knock.known {
            Some(browser) => browser,
            None => self.remember_browser(account).await?,
        };
        let session = self.begin_session(account, there.credential, browser).await?;
        self.note_sign_in(account, true).await?;
        claim::logged(self.sweep_now_and_then().await);
        Ok(Admission::Welcome { session, browser })
    }

    /// A failed try is written down behind the answer, so that the time it takes does not tell whether there is such an
    /// account; one that is no account writes nothing, for there is nobody to name.
    fn failed(self: &Arc<Self>, account: &str) {
        let (instance, account) = (Arc::clone(self), account.to_owned());
        self.noting.spawn(async move {
            if let Err(fault) = instance.note_failure(&account).await {
                tracing::error!(fault = fault.in_full(), "a failed sign-in was not written down");
            }
        });
    }

    async fn note_failure(&self, account: &str) -> Result<(), Fault> {
        let there = self.store.instance().await?.accounts.contains_key(account);
        if there && self.brake.refusal(account, self.now()) { self.note_sign_in(account, false).await } else { Ok(()) }
    }

    async fn note_sign_in(&self, account: &str, ok: bool) -> Result<(), Fault> {
        let view = self.in_force().await?.view;
        let seats = view.actor(account, self.now()).seats();
        let Some(seat) = seats.first() else { return Ok(()) };
        let acting = Acting::of(&view, account, Some(seat), GOVERNANCE, None, self.now())?;
        self.submit(&acting, AuditCommand::SignIn { ok }).await.map(drop)
    }

    /// In which seat a session acts from now on.
    pub async fn take_seat(&self, token: Token, seat: Seat) -> Result<(), Fault> {
        self.change_session(token, |session| session.seat = Some(seat.clone())).await
    }

    async fn remember_browser(&self, account: &str) -> Result<Token, Fault> {
        let token = Token::draw(self.random());
        self.store.keep(Beside::Browser, &token.hash(), &session::KnownBrowser::new(account, self.now())).await?;
        Ok(token)
    }
}
