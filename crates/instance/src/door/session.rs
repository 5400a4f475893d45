//! Sessions: begun at the door, found by a token's hash, ended by idleness, by age, by a new password or by the person.

use casework::{Actor, Seat};
use model::Timestamp;
use serde::{Deserialize, Serialize};
use store::Beside;

use super::Token;
use super::claim::KeptClaim;
use crate::{Fault, Instance};

const SECOND: i64 = 1_000_000;
const DAY: i64 = 24 * 60 * 60 * SECOND;
/// Left alone for this long, a session ends.
pub const IDLE: i64 = 30 * 60 * SECOND;
/// However busy, a session ends after a working day.
pub const LONGEST: i64 = 12 * 60 * 60 * SECOND;
/// A code of the second factor is waited for this long.
const CODE: i64 = 5 * 60 * SECOND;
/// The time of last use is written at most this often.
const TOUCH: i64 = 60 * SECOND;
/// A browser is known for this long after somebody signed in from it.
const BROWSER: i64 = 180 * DAY;
/// How often another request may have changed a session first.
const TRIES: usize = 8;
/// What is over is looked for at most this often.
const SWEEP: i64 = 60 * 60 * SECOND;

/// A session as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct KeptSession {
    pub(super) account: String,
    /// Of the credential it began with: another one ends it.
    pub(super) generation: u64,
    begun: Timestamp,
    seen: Timestamp,
    /// Where the account acts, once it has said so.
    pub(super) seat: Option<Seat>,
    /// Whether the code of the second factor is still to come.
    awaits_code: bool,
    /// By which the sessions of one browser are told apart from others.
    browser: Option<[u8; 32]>,
}

/// A browser in which an account signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct KnownBrowser {
    account: String,
    since: Timestamp,
}

/// A session in force, with whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenSession {
    /// What the browser holds.
    pub token: Token,
    /// Who, with all grants in force.
    pub actor: Actor,
    /// Where they act; none where they have several seats and have not chosen.
    pub seat: Option<Seat>,
    /// Whether their password was given by somebody else and is to be changed first.
    pub given: bool,
    /// Whether they have a second factor.
    pub second_factor: bool,
}

/// One of an account's sessions, as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionSummary {
    /// By which it can be ended; no token.
    pub number: String,
    /// When it began.
    pub begun: Timestamp,
    /// When it was last used.
    pub seen: Timestamp,
    /// Whether it is the one that asks.
    pub this: bool,
}

impl KnownBrowser {
    pub(super) fn new(account: &str, since: Timestamp) -> Self {
        Self { account: account.to_owned(), since }
    }

    pub(super) fn is_of(&self, account: &str, now: Timestamp) -> bool {
        self.account == account && !self.is_over(now)
    }

    fn is_over(&self, now: Timestamp) -> bool {
        now.0 - self.since.0 >= BROWSER
    }
}

impl KeptSession {
    fn is_over(&self, now: Timestamp) -> bool {
        let longest = if self.awaits_code { CODE } else { LONGEST };
        now.0 - self.seen.0 >= IDLE || now.0 - self.begun.0 >= longest
    }
}

impl Instance {
    pub(super) async fn begin_session(&self, account: &str, generation: u64, browser: Token) -> Result<Token, Fault> {
        self.keep_session(account, generation, Some(browser)).await
    }

    /// The token under which a code is waited for.
    pub(super) async fn await_code(&self, account: &str, there: &casework::view::Account) -> Result<Token, Fault> {
        self.keep_session(account, there.credential, None).await
    }

    async fn keep_session(&self, account: &str, generation: u64, browser: Option<Token>) -> Result<Token, Fault> {
        let (token, now) = (Token::draw(self.random()), self.now());
        let session = KeptSession {
            account: account.to_owned(),
            generation,
            begun: now,
            seen: now,
            seat: None,
            awaits_code: browser.is_none(),
            browser: browser.map(Token::hash),
        };
        self.store.keep(Beside::Session, &token.hash(), &session).await?;
        Ok(token)
    }

    async fn kept_session(&self, token: Token) -> Result<Option<KeptSession>, Fault> {
        let kept = self.store.kept::<KeptSession>(Beside::Session, &token.hash()).await?;
        let Some(kept) = kept else { return Ok(None) };
        if kept.is_over(self.now()) {
            self.end_session(token).await?;
            return Ok(None);
        }
        Ok(Some(kept))
    }

    /// Who waits to hand in a code under a token.
    pub(super) async fn awaited(&self, token: Token) -> Result<Option<KeptSession>, Fault> {
        Ok(self.kept_session(token).await?.filter(|kept| kept.awaits_code))
    }

    /// The session of a token, where it is still in force.
    pub async fn session(&self, token: Token) -> Result<Option<OpenSession>, Fault> {
        let Some(kept) = self.kept_session(token).await?.filter(|kept| !kept.awaits_code) else { return Ok(None) };
        let (view, now) = (self.store.instance().await?, self.now());
        let there = view.accounts.get(&kept.account).filter(|there| there.credential == kept.generation);
        let Some(there) = there else {
            self.end_session(token).await?;
            return Ok(None);
        };
        if now.0 - kept.seen.0 >= TOUCH {
            // Where the session was ended or changed meanwhile, that stands.
            let seen = KeptSession { seen: now, ..kept.clone() };
            self.store.keep_over(Beside::Session, &token.hash(), &kept, &seen).await?;
        }
        let actor = view.actor(&kept.account, now);
        let seats = actor.seats();
        let only = if seats.len() == 1 { seats.first().cloned() } else { None };
        let seat = kept.seat.filter(|seat| seats.contains(seat)).or(only);
        Ok(Some(OpenSession { token, actor, seat, given: there.given, second_factor: there.second_factor }))
    }

    /// Changes a session as it is by then; one that was ended meanwhile stays ended.
    pub(super) async fn change_session(&self, token: Token, change: impl Fn(&mut KeptSession)) -> Result<(), Fault> {
        for _ in 0..TRIES {
            let Some(kept) = self.kept_session(token).await? else { return Ok(()) };
            let mut changed = kept.clone();
            change(&mut changed);
            if changed == kept {
                return Ok(());
            }
            self.store.keep_over(Beside::Session, &token.hash(), &kept, &changed).await?;
        }
        Err(Fault::failed("a session changed too often to be changed"))
    }

    /// Ends a session; an unknown one is no error.
    pub async fn end_session(&self, token: Token) -> Result<(), Fault> {
        Ok(self.store.remove(Beside::Session, &[token.hash().to_vec()]).await?)
    }

    /// The sessions of an account, the latest first.
    pub async fn sessions(&self, session: &OpenSession) -> Result<Vec<SessionSummary>, Fault> {
        let (view, now) = (self.store.instance().await?, self.now());
        let account = &session.actor.account;
        // One that began with an earlier password or factor opens nothing any more.
        let credential = view.accounts.get(account).map(|there| there.credential);
        let opens = |kept: &KeptSession| !kept.is_over(now) && !kept.awaits_code && Some(kept.generation) == credential;
        let mut own: Vec<SessionSummary> = self
            .sessions_of(account)
            .await?
            .into_iter()
            .filter(|(_, kept)| opens(kept))
            .map(|(name, kept)| SessionSummary {
                number: number(&name),
                begun: kept.begun,
                seen: kept.seen,
                this: name == session.token.hash(),
            })
            .collect();
        own.sort_by_key(|summary| std::cmp::Reverse((summary.this, summary.seen)));
        Ok(own)
    }

    /// Ends those of an account's sessions that have this number; all others than the one that asks, without a number.
    pub async fn end_sessions(&self, session: &OpenSession, wanted: Option<&str>) -> Result<usize, Fault> {
        let own = self.sessions_of(&session.actor.account).await?;
        let goes = |name: &[u8]| match wanted {
            Some(wanted) => number(name) == wanted,
            None => name != session.token.hash(),
        };
        let names: Vec<Vec<u8>> = own.into_iter().map(|(name, _)| name).filter(|name| goes(name)).collect();
        self.store.remove(Beside::Session, &names).await?;
        Ok(names.len())
    }

    async fn sessions_of(&self, account: &str) -> Result<Vec<(Vec<u8>, KeptSession)>, Fault> {
        let mut all = self.store.all_kept::<KeptSession>(Beside::Session).await?;
        all.retain(|(_, kept)| kept.account == account);
        Ok(all)
    }

    /// Takes away what is over: sessions, browsers, tries. At most once an hour, when somebody signs in.
    pub(super) async fn sweep_now_and_then(&self) -> Result<(), Fault> {
        if self.brake.sweeps(self.now(), SWEEP) { self.sweep().await } else { Ok(()) }
    }

    /// Takes away what is over.
    pub async fn sweep(&self) -> Result<(), Fault> {
        let now = self.now();
        let sessions = self.store.all_kept::<KeptSession>(Beside::Session).await?;
        let over = sessions.into_iter().filter(|(_, kept)| kept.is_over(now)).map(|(name, _)| name);
        self.store.remove(Beside::Session, &over.collect::<Vec<_>>()).await?;
        let browsers = self.store.all_kept::<KnownBrowser>(Beside::Browser).await?;
        let over = browsers.into_iter().filter(|(_, kept)| kept.is_over(now)).map(|(name, _)| name);
        self.store.remove(Beside::Browser, &over.collect::<Vec<_>>()).await?;
        let claims = self.store.all_kept::<KeptClaim>(Beside::Claim).await?;
        let over = claims.into_iter().filter(|(_, kept)| now.0 - kept.at.0 >= DAY).map(|(name, _)| name);
        self.store.remove(Beside::Claim, &over.collect::<Vec<_>>()).await?;
        self.sweep_drafts().await?;
        Ok(self.store.sweep_attempts(Timestamp(now.0 - DAY)).await?)
    }
}

/// By which its owner names a session: the beginning of a hash of its token.
fn number(name: &[u8]) -> String {
    name.iter().take(6).fold(String::new(), |out, byte| out + &format!("{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(begun: i64, seen: i64, awaits_code: bool) -> KeptSession {
        let (begun, seen) = (Timestamp(begun), Timestamp(seen));
        KeptSession { account: "a".into(), generation: 1, begun, seen, seat: None, awaits_code, browser: None }
    }

    #[test]
    fn a_session_ends_when_left_alone_and_when_it_grows_old() {
        assert!(!kept(0, 0, false).is_over(Timestamp(IDLE - 1)));
        assert!(kept(0, 0, false).is_over(Timestamp(IDLE)));
        assert!(!kept(0, LONGEST - 2, false).is_over(Timestamp(LONGEST - 1)));
        assert!(kept(0, LONGEST - 1, false).is_over(Timestamp(LONGEST)));
    }

    #[test]
    fn a_code_is_waited_for_some_minutes() {
        assert!(!kept(0, 0, true).is_over(Timestamp(CODE - 1)));
        assert!(kept(0, 0, true).is_over(Timestamp(CODE)));
    }
}
