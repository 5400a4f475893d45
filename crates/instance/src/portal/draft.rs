//! Answers that were not sent yet.

use forms::{FillContext, Filling, submission};
use journal::Digest;
use model::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::Digest as _;
use store::Beside;

use super::PortalForm;
use super::code::KeptCode;
use crate::door::Token;
use crate::{Fault, InForce, Instance};

/// A draft that nobody touched for so long is gone: thirty days.
pub(super) const LIFE: i64 = 30 * 86_400 * 1_000_000;

/// Answers to a form, as one browser has them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The form: `pack/form`.
    pub form: String,
    /// The answers as XML, those that do not matter among them.
    pub(super) answers: Vec<u8>,
    /// From which everything is made that sending it makes.
    pub(super) nonce: [u8; 32],
    /// When it was last touched.
    pub touched: Timestamp,
    /// Whether somebody helps to fill it in.
    pub helped: bool,
    /// What became of it, once it was sent.
    pub(super) sent: Option<KeptSent>,
}

/// What whoever sent a form is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentRequest {
    /// By what they come back.
    pub code: KeptCode,
    /// When it was sent.
    pub at: Timestamp,
    /// Whether it was sent as it stands here: not so, where another device sent the same draft first with other answers.
    pub is_whole: bool,
}

/// What whoever sent it is shown: once more where they come back to the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct KeptSent {
    pub at: Timestamp,
    pub is_whole: bool,
}

impl Draft {
    /// The draft with other answers.
    #[must_use]
    pub fn answered(&self, filling: &Filling<'_>, helped: bool, now: Timestamp) -> Self {
        Self { answers: submission::to_whole_xml(filling).into_bytes(), helped, touched: now, ..self.clone() }
    }

    /// What tells these answers from others.
    pub(super) fn digest(&self) -> Digest {
        Digest(sha2::Sha256::digest(&self.answers).into())
    }

    /// Whether it was sent.
    pub fn is_sent(&self) -> bool {
        self.sent.is_some()
    }

    /// The code and the PIN under which it is sent, or kept: always the same.
    pub fn code(&self) -> KeptCode {
        KeptCode::of(Token::draw(self.nonce).derive("onward request code"))
    }

    /// What was sent, to be shown again.
    pub fn sent(&self) -> Option<SentRequest> {
        self.sent.as_ref().map(|sent| SentRequest { code: self.code(), at: sent.at, is_whole: sent.is_whole })
    }

    /// The answers as they stand, in the form as it is in force: what a newer one no longer asks falls away, and all is shown
    /// before it is sent.
    pub fn filling<'f>(&self, form: &'f PortalForm<'_>, context: FillContext) -> Option<Filling<'f>> {
        let opened = submission::open(&form.form.form, &self.answers, context).ok()?;
        let mut filling = opened.filling;
        filling.recompute();
        Some(filling)
    }
}

impl Instance {
    /// The draft of a browser.
    pub async fn draft(&self, browser: Token) -> Result<Option<Draft>, Fault> {
        let kept: Option<Draft> = self.store.kept(Beside::Draft, &browser.hash()).await?;
        Ok(kept.filter(|draft| self.now().0 - draft.touched.0 < LIFE))
    }

    /// Begins a form anew in a browser, in the place of whatever was there.
    pub async fn begin_draft(
        &self,
        browser: Token,
        form: &PortalForm<'_>,
        context: FillContext,
    ) -> Result<Draft, Fault> {
        let draft = Draft {
            form: form.name(),
            answers: submission::to_whole_xml(&Filling::begin(&form.form.form, context)).into_bytes(),
            nonce: self.random(),
            touched: self.now(),
            helped: false,
            sent: None,
        };
        self.store.keep(Beside::Draft, &browser.hash(), &draft).await?;
        Ok(draft)
    }

    /// Keeps what was answered by now. Whether it is kept: of two windows that answer at once one comes second, and answers
    /// again on what the first has left; what was sent meanwhile stays as it was sent.
    pub async fn keep_draft(&self, browser: Token, before: &Draft, after: &Draft) -> Result<bool, Fault> {
        self.store.keep_over(Beside::Draft, &browser.hash(), before, after).await?;
        let kept: Option<Draft> = self.store.kept(Beside::Draft, &browser.hash()).await?;
        Ok(kept.as_ref() == Some(after))
    }

    /// Takes a draft away: from now on nothing tells that there was one.
    pub async fn drop_draft(&self, browser: Token) -> Result<(), Fault> {
        Ok(self.store.remove(Beside::Draft, &[browser.hash().to_vec()]).await?)
    }

    /// The form of a draft, as it is in force now.
    pub fn form_of<'a>(&self, in_force: &'a InForce, draft: &Draft) -> Option<PortalForm<'a>> {
        super::portal_forms(in_force).into_iter().find(|form| form.name() == draft.form)
    }
}
