//! How what was sent stands, by code and PIN. An unknown code and a wrong PIN look alike and take as long.

use casework::Scope;
use journal::Digest;
use model::{Compartment, Id, Timestamp};
use serde::{Deserialize, Serialize};
use store::{Beside, Sight};

use super::code;
use super::draft::{Draft, KeptSent, LIFE};
use crate::door::Token;
use crate::{Fault, Instance};

/// Failures after which nobody gets in, for as long as they are remembered: a day.
const LAST: u32 = 10;

/// What is kept under a code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct KeptRequest {
    pub what: KeptWhat,
    pub pin: String,
    pub at: Timestamp,
}

/// A draft until it is sent, and then what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum KeptWhat {
    Draft(Draft),
    Sent {
        person: Id,
        /// The record that it opened, where the form opens one.
        record: Option<Id>,
        /// Of the answers that were sent.
        answers: Digest,
    },
}

/// How what was sent stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RequestStatus {
    /// It was kept and not sent: it can be gone on with here.
    Kept,
    /// It arrived, and nobody has looked yet.
    Received {
        /// When.
        at: Timestamp,
    },
    /// Somebody has it in hand.
    InHand {
        /// When it arrived.
        at: Timestamp,
        /// When something was last done.
        changed: Timestamp,
    },
    /// It is done.
    Done {
        /// When it arrived.
        at: Timestamp,
        /// When it was closed.
        changed: Timestamp,
    },
    /// Whoever sent it asked to be forgotten, and was.
    Gone,
    /// Too many tries.
    Locked,
    /// A try too soon after others.
    Wait,
}

impl Instance {
    /// How what was sent under a code stands; nothing for a code that there is not, or another PIN. A draft that was kept
    /// comes back into this browser.
    pub async fn request_status(&self, browser: Token, typed: &str, pin: &str) -> Result<Option<RequestStatus>, Fault> {
        // What is no code is counted like one: by what was typed.
        let code = code::read(typed).unwrap_or_else(|| typed.chars().take(40).collect());
        let counted_as = format!("request\n{code}");
        if let Some(wait) = self.tries(&counted_as).await? {
            return Ok(Some(wait));
        }
        let kept: Option<KeptRequest> = self.store.kept(Beside::Request, code.as_bytes()).await?;
        let stored = kept.as_ref().map(|kept| kept.pin.clone());
        let pin: String = pin.chars().filter_map(|c| c.to_digit(10)).map(|digit| digit.to_string()).collect();
        let right = self.checker.matches(pin, stored).await?;
        let Some(kept) = kept.filter(|_| right) else { return Ok(None) };
        self.store.clear_attempts(&counted_as).await?;
        self.stands(browser, kept).await.map(Some)
    }

    /// Keeps a draft under its code and PIN, so that it can be gone on with elsewhere. What another device has sent
    /// meanwhile stays as it was sent, and the draft here is one that was.
    pub async fn put_by(&self, browser: Token, draft: &Draft) -> Result<(), Fault> {
        let (code, now) = (draft.code(), self.now());
        let before: Option<KeptRequest> = self.store.kept(Beside::Request, code.code.as_bytes()).await?;
        if let Some(KeptRequest { what: KeptWhat::Sent { answers, .. }, at, .. }) = before {
            return self.sent_before(browser, draft, at, answers).await;
        }
        let kept = KeptRequest { what: KeptWhat::Draft(draft.clone()), pin: self.pin_hash(draft).await?, at: now };
        match before {
            Some(before) => self.store.keep_over(Beside::Request, code.code.as_bytes(), &before, &kept).await?,
            None => self.store.keep_first(Beside::Request, code.code.as_bytes(), &kept).await?,
        }
        Ok(())
    }

    /// Notes in a browser that its draft was sent before, from wherever.
    pub(super) async fn sent_before(
        &self,
        browser: Token,
        draft: &Draft,
        at: Timestamp,
        answers: Digest,
    ) -> Result<(), Fault> {
        let sent = Some(KeptSent { at, is_whole: answers == draft.digest() });
        Ok(self.store.keep(Beside::Draft, &browser.hash(), &Draft { sent, ..draft.clone() }).await?)
    }

    pub(super) async fn pin_hash(&self, draft: &Draft) -> Result<String, Fault> {
        let salt = Token::draw(draft.nonce).derive("onward request salt");
        let salt = salt.first_chunk::<16>().copied().unwrap_or_default();
        self.checker.hash_pin(draft.code().pin, salt).await
    }

    /// Removes drafts that nobody touched for long, those that were kept under a code too.
    pub(crate) async fn sweep_drafts(&self) -> Result<(), Fault> {
        let is_over = |draft: &Draft| self.now().0 - draft.touched.0 >= LIFE;
        let all = self.store.all_kept::<Draft>(Beside::Draft).await?;
        let over = all.into_iter().filter(|(_, draft)| is_over(draft)).map(|(name, _)| name);
        self.store.remove(Beside::Draft, &over.collect::<Vec<_>>()).await?;
        let all = self.store.all_kept::<KeptRequest>(Beside::Request).await?;
        let over = all.into_iter().filter(|(_, kept)| matches!(&kept.what, KeptWhat::Draft(draft) if is_over(draft)));
        let over = over.map(|(name, _)| name);
        Ok(self.store.remove(Beside::Request, &over.collect::<Vec<_>>()).await?)
    }

    /// Counts a try; whether it has to wait.
    async fn tries(&self, counted_as: &str) -> Result<Option<RequestStatus>, Fault> {
        let _one = self.door.lock().await;
        let (so_far, now) = (self.store.attempts(counted_as).await?, self.now());
        if so_far.failures >= LAST {
            return Ok(Some(RequestStatus::Locked));
        }
        let ready = so_far.last.map_or(now, |last| crate::door::wait_after(so_far.failures, last));
        if now < ready {
            return Ok(Some(RequestStatus::Wait));
        }
        self.store.note_attempt(counted_as, now).await?;
        Ok(None)
    }

    async fn stands(&self, browser: Token, kept: KeptRequest) -> Result<RequestStatus, Fault> {
        let at = kept.at;
        let (person, record) = match kept.what {
            KeptWhat::Draft(draft) => {
                self.store.keep(Beside::Draft, &browser.hash(), &draft).await?;
                return Ok(RequestStatus::Kept);
            }
            KeptWhat::Sent { person, record, .. } => (person, record),
        };
        // The program itself looks, whatever wall it is behind, and tells no more than how far it is.
        let scope = Scope::Controller { controller: self.founded.controller.clone() };
        let sight = Sight { opens: Compartment::ALL.into_iter().collect(), ..Sight::of(scope) };
        let there = self.store.person(&sight, person).await?;
        let Some(there) = there else { return Ok(RequestStatus::Gone) };
        let Some(record) = record else { return Ok(RequestStatus::Received { at }) };
        let Some(record) = there.record(record) else { return Ok(RequestStatus::Gone) };
        let changed = record.last_changed();
        Ok(match (record.is_open(), record.assignee()) {
            (false, _) => RequestStatus::Done { at, changed },
            (true, Some(_)) => RequestStatus::InHand { at, changed },
            (true, None) => RequestStatus::Received { at },
        })
    }
}
