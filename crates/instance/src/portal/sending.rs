//! What happens when a form is sent: one command, once.

use casework::source::PORTAL;
use casework::{Command, Refusal, SubmissionCommand, SubmittedRecord};
use model::{FieldState, Id, Value, core};
use store::Beside;

use super::PortalForm;
use super::draft::Draft;
use super::request::{KeptRequest, KeptWhat};
use super::said::SaidByForm;
use crate::acting::Acting;
use crate::door::Token;
use crate::{Fault, InForce, Instance};

impl Instance {
    /// Sends what was answered. Sent twice, by a double click or from two devices, it is there once, and both are told the
    /// same; whoever comes second with other answers is told that those were not sent ([`SentRequest::is_whole`]).
    ///
    /// # Errors
    /// [`Refusal::BadField`] where an answer cannot stand in its field; whatever refuses the command. Then nothing was sent,
    /// and the draft is what it was.
    pub async fn send(
        &self,
        browser: Token,
        in_force: &InForce,
        form: &PortalForm<'_>,
        draft: &Draft,
        said: SaidByForm,
    ) -> Result<(), Fault> {
        if draft.is_sent() {
            return Ok(());
        }
        let (acting, asked) = (Acting::portal(&in_force.view)?, self.asked(form, draft, said)?);
        let what = KeptWhat::Sent {
            person: asked.person,
            record: asked.record.as_ref().map(|record| record.record),
            answers: draft.digest(),
        };
        let kept = KeptRequest { what, pin: self.pin_hash(draft).await?, at: self.now() };
        let code = draft.code().code;
        // Under the code first: what was sent and has none would be lost to whoever sent it.
        self.store.keep_first(Beside::Request, code.as_bytes(), &kept).await?;
        match self.submit_as(&acting, PORTAL, Command::from(asked), |ctx| ctx).await {
            Ok(_) => self.store.keep(Beside::Request, code.as_bytes(), &kept).await?,
            // It was sent before: by the same draft, for nobody else has its ids.
            Err(Fault::Refused(Refusal::ExistsAlready)) => return self.is_there(browser, draft, &kept).await,
            Err(fault) => {
                let unsent = KeptRequest { what: KeptWhat::Draft(draft.clone()), ..kept.clone() };
                self.store.keep_over(Beside::Request, code.as_bytes(), &kept, &unsent).await?;
                return Err(fault);
            }
        }
        self.sent_before(browser, draft, kept.at, draft.digest()).await
    }

    /// What was sent before stays as it was; where only this is known of it, that it was sent, so much is kept.
    async fn is_there(&self, browser: Token, draft: &Draft, now: &KeptRequest) -> Result<(), Fault> {
        let code = draft.code().code;
        let before: Option<KeptRequest> = self.store.kept(Beside::Request, code.as_bytes()).await?;
        if let Some(KeptRequest { what: KeptWhat::Sent { answers, .. }, at, .. }) = before {
            return self.sent_before(browser, draft, at, answers).await;
        }
        self.store.keep(Beside::Request, code.as_bytes(), now).await?;
        self.sent_before(browser, draft, now.at, draft.digest()).await
    }

    fn asked(&self, form: &PortalForm<'_>, draft: &Draft, mut said: SaidByForm) -> Result<SubmissionCommand, Fault> {
        if let Some(field) = said.unfit.first() {
            return Err(Refusal::BadField { field: field.clone() }.into());
        }
        if draft.helped {
            said.person.insert(core::CONTACT_HELPED.name.into(), FieldState::Known(Value::Bool(true)));
        }
        let opens = form.form.opens.clone();
        let record = opens.map(|kind| SubmittedRecord { record: made(draft, "record"), kind, fields: said.record });
        let (person, synthetic) = (made(draft, "person"), self.is_trial());
        Ok(SubmissionCommand { person, synthetic, fields: said.person, record })
    }
}

/// An id that a draft makes, always the same.
fn made(draft: &Draft, what: &str) -> Id {
    let bytes = Token::draw(draft.nonce).derive(&format!("onward request {what}"));
    Id(bytes.first_chunk::<16>().copied().unwrap_or_default())
}
