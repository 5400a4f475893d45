//! What happens when a form is sent: one command, once.

use casework::source::PORTAL;
use casework::{Command, Refusal, SubmissionCommand, SubmittedRecord};
use model::{FieldState, Id, Value, core};
use store::Beside;

use super::PortalForm;
use super::draft::{Draft, KeptSent, SentRequest};
use super::request::KeptRequest;
use super::said::SaidByForm;
use crate::acting::Acting;
use crate::door::Token;
use crate::{Fault, InForce, Instance};

impl Instance {
    /// Sends what was answered. Sent twice, by a double click or from two windows, it is there once, and both are told the
    /// same.
    ///
    /// # Errors
    /// [`Refusal::BadField`] where an answer cannot stand in its field; whatever refuses the command.
    pub async fn send(
        &self,
        browser: Token,
        in_force: &InForce,
        form: &PortalForm<'_>,
        draft: &Draft,
        mut said: SaidByForm,
    ) -> Result<SentRequest, Fault> {
        if let Some(sent) = draft.sent() {
            return Ok(sent);
        }
        if let Some(field) = said.unfit.first() {
            return Err(Refusal::BadField { field: field.clone() }.into());
        }
        if draft.helped {
            said.person.insert(core::CONTACT_HELPED.name.into(), FieldState::Known(Value::Bool(true)));
        }
        let acting = Acting::portal(&in_force.view)?;
        let (person, record) = (made(draft, "person"), made(draft, "record"));
        let opens = form.form.opens.clone().map(|kind| SubmittedRecord { record, kind, fields: said.record });
        let asked = SubmissionCommand { person, synthetic: self.is_trial(), fields: said.person, record: opens };
        // The code is kept first: what was sent and has no code would be lost to whoever sent it.
        let code = draft.code();
        let kept = KeptRequest::sent(form, (person, record), self.pin_hash(&code, draft).await?, self.now());
        self.store.keep_first(Beside::Request, code.code.as_bytes(), &kept).await?;
        match self.submit_as(&acting, PORTAL, Command::from(asked), |ctx| ctx).await {
            // It was sent before: by the same draft, for nobody else has its ids.
            Ok(_) | Err(Fault::Refused(Refusal::ExistsAlready)) => {}
            Err(fault) => return Err(fault),
        }
        self.store.keep(Beside::Request, code.code.as_bytes(), &kept).await?;
        let sent = Draft { sent: Some(KeptSent { at: self.now() }), ..draft.clone() };
        self.store.keep(Beside::Draft, &browser.hash(), &sent).await?;
        Ok(SentRequest { code, at: self.now() })
    }
}

/// An id that a draft makes, always the same.
fn made(draft: &Draft, what: &str) -> Id {
    let bytes = Token::draw(draft.nonce).derive(&format!("onward request {what}"));
    Id(bytes.first_chunk::<16>().copied().unwrap_or_default())
}
