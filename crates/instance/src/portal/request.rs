//! How what was sent stands, by code and PIN. An unknown code and a wrong PIN look alike and take as long.

use casework::Scope;
use model::{Compartment, Id, Text, Timestamp};
use serde::{Deserialize, Serialize};
use store::{Beside, Sight};

use super::PortalForm;
use super::code::{self, KeptCode};
use super::draft::{Draft, LIFE};
use crate::door::Token;
use crate::{Fault, Instance};

/// Failures after which only the desk helps, in person.
const LAST: u32 = 10;

/// What is kept under a code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct KeptRequest {
    /// The form: `pack/form`.
    form: String,
    /// What it is called.
    title: Text,
    /// The person and the record, once it was sent.
    sent: Option<(Id, Id)>,
    /// Whether the form opens a record.
    opens: bool,
    /// Until then, the draft.
    draft: Option<Draft>,
    pin: String,
    at: Timestamp,
}

impl KeptRequest {
    pub fn sent(form: &PortalForm<'_>, ids: (Id, Id), pin: String, at: Timestamp) -> Self {
        let opens = form.form.opens.is_some();
        Self { form: form.name(), title: form.form.title.clone(), sent: Some(ids), opens, draft: None, pin, at }
    }

    /// What was kept and not sent.
    pub fn unsent_draft(&self) -> Option<&Draft> {
        self.draft.as_ref().filter(|_| self.sent.is_none())
    }

    pub fn unsent(draft: Draft, pin: String, at: Timestamp) -> Self {
        Self { form: draft.form.clone(), title: Text::default(), sent: None, opens: false, draft: Some(draft), pin, at }
    }
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
    /// Too many tries: the desk sets a new PIN, in person.
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

    /// Keeps a draft under a code and a PIN, so that it can be gone on with elsewhere.
    pub async fn put_by(&self, draft: &Draft) -> Result<KeptCode, Fault> {
        let code = draft.code();
        let kept = KeptRequest::unsent(draft.clone(), self.pin_hash(&code, draft).await?, self.now());
        self.store.keep(Beside::Request, code.code.as_bytes(), &kept).await?;
        Ok(code)
    }

    pub(super) async fn pin_hash(&self, code: &KeptCode, draft: &Draft) -> Result<String, Fault> {
        let salt = Token::draw(draft.nonce).derive("onward request salt");
        let salt = salt.first_chunk::<16>().copied().unwrap_or_default();
        crate::password::hash_pin(code.pin.clone(), salt).await
    }

    /// Removes drafts that nobody touched for long, those that were kept under a code too.
    pub(crate) async fn sweep_drafts(&self) -> Result<(), Fault> {
        let is_over = |draft: &Draft| self.now().0 - draft.touched.0 >= LIFE;
        let all = self.store.all_kept::<Draft>(Beside::Draft).await?;
        let over = all.into_iter().filter(|(_, draft)| is_over(draft)).map(|(name, _)| name);
        self.store.remove(Beside::Draft, &over.collect::<Vec<_>>()).await?;
        let all = self.store.all_kept::<KeptRequest>(Beside::Request).await?;
        let over = all.into_iter().filter(|(_, kept)| kept.unsent_draft().is_some_and(is_over)).map(|(name, _)| name);
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
        let Some((person, record)) = kept.sent else {
            if let Some(draft) = kept.draft {
                self.store.keep(Beside::Draft, &browser.hash(), &draft).await?;
            }
            return Ok(RequestStatus::Kept);
        };
        if !kept.opens {
            return Ok(RequestStatus::Received { at });
        }
        // The program itself looks, whatever wall it is behind, and tells no more than how far it is.
        let scope = Scope::Controller { controller: self.founded.controller.clone() };
        let sight = Sight { opens: Compartment::ALL.into_iter().collect(), ..Sight::of(scope) };
        let there = self.store.person(&sight, person).await?;
        let Some(record) = there.as_ref().and_then(|there| there.record(record)) else {
            return Ok(RequestStatus::Gone);
        };
        let changed = record.last_changed();
        Ok(match (record.is_open(), record.assignee()) {
            (false, _) => RequestStatus::Done { at, changed },
            (true, Some(_)) => RequestStatus::InHand { at, changed },
            (true, None) => RequestStatus::Received { at },
        })
    }
}
