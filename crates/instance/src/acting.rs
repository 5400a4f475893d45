//! Who acts, and why: one account, in one seat, for a purpose, on a basis. None of it is assumed (invariant 1): an account
//! with several seats chooses one, the purpose names its basis, and another basis is said.

use casework::source::PORTAL;
use casework::{Action, Actor, Ctx, InstanceView, Occasion, Refusal, Scope, Seat, authorise};
use journal::{Basis, Digest, Mode};
use model::{Date, Timestamp};

use crate::Fault;

/// The office of the accounts that a new instance has, unless others are named.
pub const OFFICE: &str = "main";

/// The purpose under which people are helped.
pub const ASSISTANCE: &str = "assistance";
/// The purpose under which measures are simulated.
pub const STUDY: &str = "study";
/// The purpose under which accounts, packs and erasure are looked after.
pub const GOVERNANCE: &str = "governance";

/// The purpose under which an action is carried out unless another is named.
pub fn purpose_of(action: Action) -> &'static str {
    match action {
        Action::Simulate | Action::OpenPersona | Action::PublishFigure => STUDY,
        Action::WritePack
        | Action::InstallPack
        | Action::GovernPurposes
        | Action::ReadJournal
        | Action::Erase
        | Action::GrantAccounts
        | Action::Configure
        | Action::Restore => GOVERNANCE,
        Action::Ask
        | Action::SubmitNeed
        | Action::FollowRequest
        | Action::Search
        | Action::Register
        | Action::ReadPersonal
        | Action::ReadProtected
        | Action::BreakGlass
        | Action::WorkCase
        | Action::ApprovePlan
        | Action::Refer
        | Action::OverrideConsent
        | Action::Merge
        | Action::GrantStatus
        | Action::EndEntitlement
        | Action::Distribute
        | Action::KeepDirectory
        | Action::PlanPayment
        | Action::ReleasePayment
        | Action::Campaign
        | Action::ExportPeople => ASSISTANCE,
    }
}

/// Somebody who acts on an instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acting {
    /// The account, with the grants of this seat alone.
    pub actor: Actor,
    /// For whom, and where.
    pub seat: Seat,
    /// Why: the id of a purpose record.
    pub purpose: String,
    /// Why that is lawful.
    pub basis: Basis,
    mode: Mode,
}

impl Acting {
    /// An account that acts for a purpose. Which seat may be left open where it has one, and which basis where the
    /// purpose's usual one is meant.
    ///
    /// # Errors
    /// [`Fault::NoSeat`] without a grant in force there, [`Fault::ChooseSeat`] where there are several,
    /// [`Refusal::PurposeUnknown`] and [`Refusal::BasisNotAllowed`] by the purposes on record.
    pub fn of(
        view: &InstanceView,
        account: &str,
        seat: Option<&Seat>,
        purpose: &str,
        basis: Option<Basis>,
        now: Timestamp,
    ) -> Result<Self, Fault> {
        let mode = view.founded.as_ref().ok_or(Fault::NotFounded)?.mode;
        let actor = view.actor(account, now);
        let seat = chosen(&actor, seat)?;
        let allowed = &view.purposes.get(purpose).ok_or(Refusal::PurposeUnknown)?.bases;
        let usual = allowed.first().copied();
        let basis = basis.or(usual).filter(|basis| allowed.contains(basis)).ok_or(Refusal::BasisNotAllowed)?;
        Ok(Self { actor: actor.seated(&seat), seat, purpose: purpose.to_owned(), basis, mode })
    }

    /// Whoever founds an instance, before anybody has an account there.
    pub(crate) fn founder(account: &str, seat: Seat, mode: Mode) -> Self {
        let actor = Actor { account: account.to_owned(), grants: vec![] };
        Self { actor, seat, purpose: GOVERNANCE.to_owned(), basis: Basis::LegalObligation, mode }
    }

    /// Whoever fills a form of the portal: nobody with a role, at the office that takes what comes in.
    pub(crate) fn portal(view: &InstanceView) -> Result<Self, Fault> {
        let founded = view.founded.as_ref().ok_or(Fault::NotFounded)?;
        let basis = view.purposes.get(ASSISTANCE).and_then(|purpose| purpose.bases.first()).copied();
        let at = view.offices.keys().find(|(controller, _)| *controller == founded.controller);
        let office = at.map_or(OFFICE, |(_, office)| office).to_owned();
        Ok(Self {
            actor: Actor { account: PORTAL.to_owned(), grants: vec![] },
            seat: Seat { controller: founded.controller.clone(), office },
            purpose: ASSISTANCE.to_owned(),
            basis: basis.ok_or(Refusal::PurposeUnknown)?,
            mode: founded.mode,
        })
    }

    /// Whether this may be done, and to which rows.
    pub fn may(&self, action: Action) -> Result<Scope, Refusal> {
        authorise(&self.actor, action, &self.occasion())
    }

    /// Whether this may be done to rows of the office where they sit, those to come included.
    pub fn may_here(&self, action: Action) -> Result<(), Refusal> {
        let covers = self.may(action)?.covers(&self.seat.controller, &self.seat.office);
        if covers { Ok(()) } else { Err(Refusal::NotAllowed) }
    }

    /// Whether this may be done to others than oneself: for what opens no rows and tells of people all the same.
    pub fn may_beyond_own(&self, action: Action) -> Result<(), Refusal> {
        authorise(&self.actor.beyond_own(), action, &self.occasion()).map(drop)
    }

    /// Whether it may at least be put before other people, of others than oneself.
    pub fn may_propose(&self, action: Action) -> bool {
        casework::may_propose(&self.actor.beyond_own(), action, &self.occasion())
    }

    /// What is asked of the circumstances before anybody is admitted.
    pub fn occasion(&self) -> Occasion<'_> {
        Occasion { purpose: &self.purpose, controller: &self.seat.controller, mode: self.mode }
    }

    /// The day it is where they sit.
    pub fn today(&self, view: &InstanceView, now: Timestamp) -> Date {
        view.today(&self.seat.controller, &self.seat.office, now)
    }

    /// The circumstances of one command.
    pub fn ctx(&self, source: &str, digest: Digest, now: Timestamp) -> Ctx {
        Ctx {
            actor: self.actor.clone(),
            controller: self.seat.controller.clone(),
            office: self.seat.office.clone(),
            purpose: self.purpose.clone(),
            basis: self.basis,
            source: source.to_owned(),
            now,
            occurred_on: None,
            schema: digest,
            idempotency: None,
            device: None,
            batch: None,
        }
    }
}

/// The seat that was named, else the only one there is.
fn chosen(actor: &Actor, seat: Option<&Seat>) -> Result<Seat, Fault> {
    let nowhere = || Fault::NoSeat(actor.account.clone());
    let seats = actor.seats();
    match seat {
        Some(seat) => seats.get(seat).cloned().ok_or_else(nowhere),
        None if seats.len() > 1 => Err(Fault::ChooseSeat(seats.into_iter().collect())),
        None => seats.into_iter().next().ok_or_else(nowhere),
    }
}
