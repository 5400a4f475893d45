//! From facts to the view of the instance: each fact goes to the family of commands that wrote it.
//!
//! Nothing is refused: what was written is what happened. Instance facts are believed under the instance's key alone.

use std::collections::BTreeSet;

use journal::{Body, Envelope, Fact, Motion, Subject};

use crate::view::{InstancePart, InstanceView};
use crate::{access, import, instance, pack, two_people};

impl InstanceView {
    /// Takes in one fact, and says which parts of this view it changed.
    pub fn fold(&mut self, fact: &Fact) -> BTreeSet<InstancePart> {
        let own = fact.parts.iter().filter(|part| part.subject == Subject::Instance);
        own.flat_map(|part| self.take(&fact.envelope, &part.body)).collect()
    }

    fn take(&mut self, envelope: &Envelope, body: &Body) -> Vec<InstancePart> {
        let touched = match body {
            Body::InstanceFounded { .. } | Body::PurposeRecorded { .. } => instance::fold(self, envelope, body),
            Body::AccountRecorded { .. } | Body::OfficeRecorded { .. } | Body::CredentialChanged { .. } => {
                access::fold(self, envelope, body)
            }
            Body::PackInstalled { .. } => pack::fold(self, envelope, body),
            Body::Proposed { .. } | Body::Voted { .. } => two_people::fold(self, envelope, body),
            Body::Forgotten { subject, .. } => {
                let household = self.let_go(*subject);
                return household.into_iter().chain(two_people::fold(self, envelope, body)).collect();
            }
            Body::BatchOpened { .. } | Body::BatchClosed { .. } => import::fold(self, envelope, body),
            // What happened once and changes nothing that is, and what is said of people.
            Body::FieldsRead { .. }
            | Body::Searched { .. }
            | Body::SignIn { .. }
            | Body::Refused { .. }
            | Body::KeysRewrapped { .. }
            | Body::PersonRegistered { .. }
            | Body::HouseholdRegistered { .. }
            | Body::FieldsRecorded { .. }
            | Body::Held { .. }
            | Body::Opened { .. }
            | Body::Recorded { .. }
            | Body::Line { .. }
            | Body::Acted { .. } => None,
        };
        let account = touched.as_ref().and_then(|part| self.account_of(part));
        touched.into_iter().chain(account).collect()
    }

    /// Nobody is left of a household: a register that names it again begins another.
    fn let_go(&mut self, subject: Subject) -> Option<InstancePart> {
        let Subject::Household(id) = subject else { return None };
        self.gone.insert(id);
        Some(InstancePart::Household(id))
    }

    /// A decision about somebody's password touches their account too.
    fn account_of(&self, part: &InstancePart) -> Option<InstancePart> {
        let InstancePart::Proposal(proposal) = part else { return None };
        match &self.proposals.get(proposal)?.motion {
            Motion::ResetPassword { account } => Some(InstancePart::Account(account.clone())),
            _ => None,
        }
    }
}
