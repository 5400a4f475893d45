//! The instance itself: its first fact, and why data is processed.
//!
//! Purposes take two people (`two_people`) once somebody may grant accounts; until then the founder records them.

use journal::{Basis, Body, Envelope, Fact, Mode};
use model::{Text, Zone};

use crate::bounds::{bad_field, name};
use crate::permit::is_founder;
use crate::view::{Founded, InstancePart, InstanceView, Purpose};
use crate::{Ctx, Refusal, bounds};

/// Longest list of bases: each once.
const BASES: usize = Basis::ALL.len();

/// What is asked of the instance itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InstanceCommand {
    /// The first command of an instance.
    Found {
        /// What it calls itself.
        name: String,
        /// What it may hold.
        mode: Mode,
        /// ISO 3166 alpha-3 of the jurisdiction, where it has one.
        jurisdiction: Option<String>,
        /// The time zone of offices that name none.
        zone: String,
    },
    /// Writes down why data is processed.
    RecordPurpose {
        /// Its id, cited by envelopes.
        purpose: String,
        /// What people read.
        says: Text,
        /// The bases it allows, the usual one first.
        bases: Vec<Basis>,
    },
}

pub(crate) fn decide(ctx: &Ctx, instance: &InstanceView, command: InstanceCommand) -> Result<Vec<Fact>, Refusal> {
    match command {
        InstanceCommand::Found { name, mode, jurisdiction, zone } => {
            if instance.founded.is_some() {
                return Err(Refusal::ExistsAlready);
            }
            bounds::name("name", &name)?;
            if jurisdiction.as_deref().is_some_and(|code| !is_alpha3(code)) {
                return Err(bad_field("jurisdiction"));
            }
            if Zone::named(&zone).is_none() {
                return Err(bad_field("zone"));
            }
            Ok(vec![ctx.of_instance(Body::InstanceFounded { name, mode, jurisdiction, zone })])
        }
        InstanceCommand::RecordPurpose { purpose, says, bases } => {
            if !is_founder(ctx, instance) {
                return Err(Refusal::NeedsAnotherPerson);
            }
            check_purpose(&purpose, &says, &bases)?;
            Ok(vec![ctx.of_instance(Body::PurposeRecorded { purpose, says, bases })])
        }
    }
}

/// Whether a purpose says what it is and why it is lawful.
pub(crate) fn check_purpose(purpose: &str, says: &Text, bases: &[Basis]) -> Result<(), Refusal> {
    name("purpose", purpose)?;
    let once = bases.iter().enumerate().all(|(at, basis)| !bases.iter().take(at).any(|other| other == basis));
    if bases.is_empty() || bases.len() > BASES || !once {
        return Err(bad_field("bases"));
    }
    let readable = says.0.iter().all(|(lang, text)| bounds::is_name(&lang.0) && bounds::is_text(text, bounds::REASON));
    if readable && !says.0.is_empty() { Ok(()) } else { Err(bad_field("says")) }
}

fn is_alpha3(code: &str) -> bool {
    code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// What a fact of this family changes.
pub(crate) fn fold(view: &mut InstanceView, envelope: &Envelope, body: &Body) -> Option<InstancePart> {
    match body.clone() {
        Body::InstanceFounded { name, mode, jurisdiction, zone } => {
            let (by, controller) = (envelope.actor.clone(), envelope.controller.clone());
            view.founded = Some(Founded { by, controller, name, mode, jurisdiction, zone });
            Some(InstancePart::Founded)
        }
        Body::PurposeRecorded { purpose, says, bases } => {
            view.purposes.insert(purpose.clone(), Purpose { says, bases });
            Some(InstancePart::Purpose(purpose))
        }
        _ => None,
    }
}
