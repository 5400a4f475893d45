//! From facts to views, the only way there is: dropping every view and folding the journal again gives the same.
//!
//! Nothing is refused here: what was written is what happened. A part whose key is gone does not arrive, and what
//! it said is then unknown. Instance facts are believed under the instance's key alone, and a person's under their
//! own (a household's size with the member who declared it).

use std::collections::{BTreeMap, BTreeSet};

use journal::{Body, Envelope, Fact, Part, ProposedPack, Subject};
use model::{FieldState, Id, Value};

use crate::view::{Batch, Claim, Decided, ForgetRequest, Founded, InstalledPack, InstanceView, PersonView, Proposal};

impl InstanceView {
    /// Takes in one fact.
    pub fn fold(&mut self, fact: &Fact) {
        for part in fact.parts.iter().filter(|part| part.subject == Subject::Instance) {
            self.take(&fact.envelope, &part.body);
        }
    }

    fn take(&mut self, envelope: &Envelope, body: &Body) {
        match body.clone() {
            Body::InstanceFounded { name, mode, jurisdiction } => {
                let (by, controller) = (envelope.actor.clone(), envelope.controller.clone());
                self.founded = Some(Founded { by, controller, name, mode, jurisdiction });
            }
            Body::PackInstalled { name, version, hash, files } => {
                self.packs.insert(name, InstalledPack { version, hash, files });
            }
            Body::PurposeRecorded { purpose, bases, .. } => {
                self.purposes.insert(purpose, bases);
            }
            Body::AccountRecorded { account, grants } => {
                self.accounts.insert(account, grants);
            }
            Body::BatchOpened { file_hash, source } => {
                let opened = envelope.batch.map(|batch| (batch, Batch { file_hash, source, closed: false }));
                self.batches.extend(opened);
            }
            Body::BatchClosed { .. } => {
                if let Some(batch) = envelope.batch.and_then(|batch| self.batches.get_mut(&batch)) {
                    batch.closed = true;
                }
            }
            Body::ForgetAsked { .. } | Body::ForgetApproved { .. } | Body::Forgotten { .. } => {
                self.take_forgetting(envelope, body);
            }
            Body::PackProposed(..) | Body::ProposalDecided { .. } => self.take_proposal(envelope, body),
            Body::PersonRegistered { .. }
            | Body::FieldsRecorded { .. }
            | Body::Hold { .. }
            | Body::FieldsRead { .. }
            | Body::Searched { .. }
            | Body::SignIn { .. }
            | Body::Refused { .. }
            | Body::KeysRewrapped { .. } => {}
        }
    }

    fn take_proposal(&mut self, envelope: &Envelope, body: &Body) {
        let (by, at) = (envelope.actor.clone(), envelope.recorded_at);
        match body.clone() {
            Body::PackProposed(made) => {
                let ProposedPack { proposal, name, version, hash, files, replaces, takes_away, reason, roles } = *made;
                let controller = envelope.controller.clone();
                #[rustfmt::skip]
                let made = Proposal {
                    name, version, hash, files, replaces, takes_away, reason, by, roles, controller, at, decided: None,
                };
                self.proposals.insert(proposal, made);
            }
            Body::ProposalDecided { proposal, approved, reason } => {
                if let Some(made) = self.proposals.get_mut(&proposal) {
                    made.decided = Some(Decided { approved, by, at, reason });
                    made.files.clear();
                }
            }
            _ => {}
        }
    }

    fn take_forgetting(&mut self, envelope: &Envelope, body: &Body) {
        match body {
            Body::ForgetAsked { request, person } => {
                let asked_by = envelope.actor.clone();
                let asked = ForgetRequest { person: *person, asked_by, approved_by: vec![], done: false };
                self.requests.insert(*request, asked);
            }
            Body::ForgetApproved { request } => {
                if let Some(asked) = self.requests.get_mut(request) {
                    asked.approved_by.push(envelope.actor.clone());
                }
            }
            Body::Forgotten { request, .. } => {
                if let Some(asked) = self.requests.get_mut(request) {
                    asked.done = true;
                }
            }
            _ => {}
        }
    }
}

impl PersonView {
    /// The people of whom a fact says something that is kept in their views.
    pub fn touched(fact: &Fact) -> impl Iterator<Item = Id> {
        let people: BTreeSet<Id> = fact.parts.iter().filter_map(|part| person_of(part.subject)).collect();
        people.into_iter()
    }

    /// What is on record of a person once a fact is taken in; nothing before they are registered.
    pub fn fold(before: Option<Self>, person: Id, fact: &Fact) -> Option<Self> {
        if !Self::touched(fact).any(|touched| touched == person) {
            return before;
        }
        let mut view = before.or_else(|| registered(person, fact))?;
        view.version += 1;
        for part in fact.parts.iter().filter(|part| speaks_of(part, person)) {
            view.take(&fact.envelope, &part.body);
        }
        Some(view)
    }

    fn take(&mut self, envelope: &Envelope, body: &Body) {
        match body {
            Body::FieldsRecorded { fields } => self.claim_all(envelope, fields),
            Body::Hold { held, .. } => self.held = *held,
            _ => {}
        }
    }

    /// The same source amends; what it no longer knows, it withdraws.
    fn claim_all(&mut self, envelope: &Envelope, fields: &BTreeMap<String, FieldState<Value>>) {
        for (field, state) in fields {
            let claims = self.fields.entry(field.clone()).or_default();
            claims.retain(|claim| claim.source != envelope.source);
            if !state.is_unknown() {
                let (source, state) = (envelope.source.clone(), state.clone());
                claims.push(Claim { source, state, fact: envelope.seq });
            }
        }
        self.fields.retain(|_, claims| !claims.is_empty());
    }
}

fn person_of(subject: Subject) -> Option<Id> {
    match subject {
        Subject::Person(person) => Some(person),
        Subject::Household(_) | Subject::Instance => None,
    }
}

/// A household's part says something of the member with whom it stands in one fact.
fn speaks_of(part: &Part, person: Id) -> bool {
    match part.subject {
        Subject::Person(other) => other == person,
        Subject::Household(_) => true,
        Subject::Instance => false,
    }
}

fn registered(person: Id, fact: &Fact) -> Option<PersonView> {
    let own = fact.parts.iter().filter(|part| part.subject == Subject::Person(person));
    let synthetic = own.filter_map(|part| match part.body {
        Body::PersonRegistered { synthetic } => Some(synthetic),
        _ => None,
    });
    let view = |synthetic| PersonView {
        id: person,
        controller: fact.envelope.controller.clone(),
        office: fact.envelope.office.clone(),
        version: 0,
        synthetic,
        held: false,
        fields: BTreeMap::new(),
    };
    synthetic.map(view).next()
}
