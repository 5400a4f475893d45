//! What of a deed is refused, before it becomes a fact: by role, grant, author, whether the item is open, reasons,
//! consent, gate, in that order. The first that applies is told.
//!
//! A deed is judged at the moment at which it happened, by all that is on record when it is told.

use std::collections::{BTreeMap, BTreeSet};

use model::{Date, FieldId, Timestamp};
use rules::Truth;

use crate::facts::{CaseAct, CaseFact, CaseFacts, FactId};
use crate::pathway::{Item, Pathway};
use crate::roles::{PERSON, SUPERVISOR};
use crate::timeline::{CaseMemory, CaseStanding, CaseState, CaseVersion, ItemState, judge};

/// The end that is given where a case should never have been opened.
pub const OPENED_IN_ERROR: &str = "opened_in_error";

/// Why a deed is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each variant is its code")]
pub enum DeedRefusal {
    NotAllowed,
    NeedsAnotherPerson,
    NotOpen,
    ReasonsMissing,
    NoConsent,
    DoNotContact,
    Gate,
    Full,
}

impl DeedRefusal {
    /// Its stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotAllowed => "not-allowed",
            Self::NeedsAnotherPerson => "needs-another-person",
            Self::NotOpen => "not-open",
            Self::ReasonsMissing => "reasons-missing",
            Self::NoConsent => "no-consent",
            Self::DoNotContact => "do-not-contact",
            Self::Gate => "gate",
            Self::Full => "full",
        }
    }
}

/// The days on which people hold their roles; whoever is not named holds theirs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseGrants(pub BTreeMap<(String, String), (Date, Option<Date>)>);

impl CaseGrants {
    /// Whether somebody holds a role on a day.
    pub fn live(&self, who: &str, role: &str, on: Date) -> bool {
        let grant = self.0.get(&(who.to_owned(), role.to_owned()));
        grant.is_none_or(|(from, until)| *from <= on && until.is_none_or(|until| on <= until))
    }
}

/// Why a fact cannot be added; nothing where it can. Whoever asks of one case again and again keeps a memory of it.
pub fn refusal(
    version: CaseVersion<'_>,
    facts: &CaseFacts,
    grants: &CaseGrants,
    fact: &CaseFact,
    memory: &CaseMemory,
) -> Result<(), DeedRefusal> {
    let desk = Desk::new(version, facts, fact, memory);
    let role = desk.allowed()?;
    let day = desk.judge.zone().day(fact.happened);
    if role && !grants.live(&fact.who, &fact.role, day) {
        return Err(DeedRefusal::NotAllowed);
    }
    desk.another_person()?;
    desk.open()?;
    desk.reasons()?;
    desk.consent()?;
    desk.gate()
}

struct Desk<'a> {
    pathway: &'a Pathway,
    facts: &'a CaseFacts,
    fact: &'a CaseFact,
    judge: judge::Judge<'a>,
    item: Option<(&'a Item, ItemState)>,
}

impl<'a> Desk<'a> {
    fn new(version: CaseVersion<'a>, facts: &'a CaseFacts, fact: &'a CaseFact, memory: &'a CaseMemory) -> Self {
        let judge = judge::Judge::new(version, facts, fact.happened, memory);
        let found = fact.item().and_then(|id| version.pathway.item(id));
        let item = found.and_then(|position| {
            let state = judge.state().and_then(|state| state.items.get(position)).cloned().unwrap_or_default();
            version.pathway.items.get(position).map(|item| (item, state))
        });
        Self { pathway: version.pathway, facts, fact, judge, item }
    }

    /// Whether the role may; tells whether its grant matters.
    fn allowed(&self) -> Result<bool, DeedRefusal> {
        // Whom it went to answers for themselves; of what went to nobody, that is what is told.
        if let CaseAct::Answered { .. } = &self.fact.act {
            let to = self.item.as_ref().and_then(|(_, state)| state.referred.as_ref()).map(|(to, ..)| to);
            if to == Some(&self.fact.who) || to.is_none() && self.fact.role.is_empty() {
                return Ok(false);
            }
        }
        let allowed = if self.fact.item().is_some() { self.item_role() } else { self.case_role() };
        if allowed { Ok(true) } else { Err(DeedRefusal::NotAllowed) }
    }

    fn is_among(&self, roles: &[String]) -> bool {
        roles.contains(&self.fact.role)
    }

    /// Whether the role does the case's work, or supervises it.
    fn of_case(&self) -> bool {
        self.is_among(&self.pathway.by) || self.fact.role == SUPERVISOR
    }

    /// Whether the role may do what the deed does to its item.
    fn item_role(&self) -> bool {
        let of_item = || self.item.as_ref().is_some_and(|(item, _)| self.is_among(&item.by));
        match &self.fact.act {
            CaseAct::Served { .. } => of_item() || self.of_case(),
            CaseAct::Waived { .. }
            | CaseAct::Paused { .. }
            | CaseAct::Resumed { .. }
            | CaseAct::Extended { .. }
            | CaseAct::Assigned { .. } => (of_item() || self.of_case()) && self.fact.role != PERSON,
            // Whoever works on it may ask; whether they vote is said once it is known that it is not their own work.
            CaseAct::Voted { seat, .. } => of_item() || self.votes(seat.as_deref(), &self.fact.role),
            CaseAct::Appealed { .. } => {
                let appeal = self.item.as_ref().and_then(|(item, _)| item.decision()?.appeal.as_ref());
                // Against what there is no appeal nobody may; that is told as what it is.
                appeal.is_none_or(|appeal| self.is_among(&appeal.by))
            }
            _ => of_item(),
        }
    }

    /// Whether the role may do what the deed does to the case.
    fn case_role(&self) -> bool {
        match &self.fact.act {
            CaseAct::Opened => self.is_among(&self.pathway.opens.by),
            CaseAct::Recorded { .. } | CaseAct::Corrected { .. } | CaseAct::Consented { .. } => true,
            CaseAct::Closed { end } => match self.pathway.ends.iter().find(|known| known.id == *end) {
                Some(end) => self.is_among(&end.by) || self.fact.role == SUPERVISOR,
                None => self.of_case() || self.is_among(&self.pathway.opens.by),
            },
            CaseAct::Assigned { .. } => self.of_case() && self.fact.role != PERSON,
            CaseAct::Retracted { fact } => {
                self.target(*fact).is_some_and(|target| target.who == self.fact.who) || self.of_case()
            }
            _ => self.of_case(),
        }
    }

    /// Whether a role votes in the tier whose turn it is, on a seat that there is.
    fn votes(&self, seat: Option<&str>, role: &str) -> bool {
        let Some((item, _)) = &self.item else { return false };
        let round = self.judge.round(item);
        let tier = item.approve().get(round.tier).or(item.approve().last());
        tier.is_some_and(|tier| tier.of.iter().any(|known| known == role) && judge::known_seat(seat, tier))
    }

    fn target(&self, id: FactId) -> Option<&'a CaseFact> {
        self.facts.all().iter().find(|fact| fact.id == id)
    }

    /// Authors neither approve their own work nor do what reviews it.
    fn another_person(&self) -> Result<(), DeedRefusal> {
        let Some((item, _)) = &self.item else { return Ok(()) };
        let who = self.fact.who.as_str();
        let works = matches!(
            self.fact.act,
            CaseAct::Did { .. } | CaseAct::Decided { .. } | CaseAct::Voted { .. } | CaseAct::Referred { .. }
        );
        let reviews = item.not_by.iter().filter_map(|other| self.pathway.items.get(*other));
        if works && reviews.into_iter().any(|other| self.judge.is_author(other, who)) {
            return Err(DeedRefusal::NeedsAnotherPerson);
        }
        let CaseAct::Voted { seat, .. } = &self.fact.act else { return Ok(()) };
        let round = self.judge.round(item);
        if round.has_part(who) || round.sits_elsewhere(who, seat.as_deref()) {
            return Err(DeedRefusal::NeedsAnotherPerson);
        }
        if self.votes(seat.as_deref(), &self.fact.role) { Ok(()) } else { Err(DeedRefusal::NotAllowed) }
    }

    fn open(&self) -> Result<(), DeedRefusal> {
        let Some(state) = self.judge.state() else {
            return if self.fact.act == CaseAct::Opened { Ok(()) } else { Err(DeedRefusal::NotOpen) };
        };
        if self.fact.act == CaseAct::Opened {
            return if self.pathway.opens.several { Ok(()) } else { Err(DeedRefusal::Full) };
        }
        let is_open = match &self.item {
            Some((item, stands)) => self.item_open(state, item, stands),
            None => self.case_open(state),
        };
        if !is_open {
            return Err(DeedRefusal::NotOpen);
        }
        let CaseAct::Voted { seat, .. } = &self.fact.act else { return Ok(()) };
        let taken = self
            .item
            .as_ref()
            .is_some_and(|(item, _)| self.judge.round(item).seat_taken(&self.fact.who, seat.as_deref()));
        if taken { Err(DeedRefusal::Full) } else { Ok(()) }
    }

    fn case_open(&self, state: &CaseState) -> bool {
        match &self.fact.act {
            CaseAct::Closed { end } => state.closed.is_none() && self.may_end(state, end),
            CaseAct::Reopened { end } => state.closed.as_ref().is_some_and(|(given, _)| given == end),
            CaseAct::Retracted { fact } => self.facts.standing().iter().any(|standing| standing.id == *fact),
            CaseAct::Sent { .. } => state.closed.is_none(),
            _ => true,
        }
    }

    /// An end is given where its condition is known to hold, and nothing is open unless it leaves that.
    fn may_end(&self, state: &CaseState, id: &str) -> bool {
        let Some(position) = self.pathway.ends.iter().position(|end| end.id == id) else {
            return id == OPENED_IN_ERROR;
        };
        let Some(end) = self.pathway.ends.get(position) else { return false };
        let holds = end.when.is_none() || state.ends.get(position).copied().unwrap_or(false);
        let mut items = self.pathway.items.iter().zip(&state.items);
        let busy = items.any(|(item, stands)| !item.optional && stands.standing == CaseStanding::Open);
        holds && (end.leaves || !busy)
    }

    fn item_open(&self, state: &CaseState, item: &Item, stands: &ItemState) -> bool {
        let is_open = stands.standing == CaseStanding::Open;
        let doable = is_open || stands.standing == CaseStanding::Offered;
        let live = state.closed.is_none();
        match &self.fact.act {
            CaseAct::Did { .. } => live && doable && item.task().is_some_and(|task| task.done.is_none()),
            CaseAct::Decided { .. } => live && doable && item.decision().is_some() && !self.served_meanwhile(item),
            CaseAct::Voted { .. } => live && doable && stands.pending.is_some(),
            CaseAct::Referred { .. } => {
                let asked = stands.referred.is_some();
                live && doable && item.referral().is_some() && !asked
            }
            CaseAct::Answered { .. } => live && doable && stands.referred.is_some(),
            CaseAct::Waived { .. } => live && (is_open || stands.standing == CaseStanding::Undecided),
            CaseAct::Added { .. } => live && stands.standing == CaseStanding::Offered,
            CaseAct::Paused { .. } => live && is_open && stands.due.is_some() && !self.judge.paused(item),
            CaseAct::Resumed { .. } => live && is_open && self.judge.paused(item),
            CaseAct::Extended { .. } => live && is_open && stands.due.is_some(),
            CaseAct::Served { .. } => live && stands.made_at.is_some() && stands.served_at.is_none(),
            CaseAct::Appealed { .. } => appealable(item, stands),
            CaseAct::Assigned { .. } => live,
            _ => true,
        }
    }

    /// Whether what silence deemed had been served by the time at which a decision is told.
    fn served_meanwhile(&self, item: &Item) -> bool {
        self.fact.happened < self.fact.told && self.judge.deemed_and_served(item, self.fact.told)
    }

    fn reasons(&self) -> Result<(), DeedRefusal> {
        let CaseAct::Decided { outcome, reasons, .. } = &self.fact.act else { return Ok(()) };
        let rules = self.item.as_ref().and_then(|(item, _)| item.decision()).map(|decision| &decision.outcomes);
        let adverse = rules.into_iter().flatten().any(|rule| rule.id == *outcome && rule.adverse);
        if adverse && reasons.is_empty() { Err(DeedRefusal::ReasonsMissing) } else { Ok(()) }
    }

    fn consent(&self) -> Result<(), DeedRefusal> {
        match &self.fact.act {
            CaseAct::Referred { to, .. } => {
                let needed = self.item.as_ref().and_then(|(item, _)| item.referral()).is_some_and(|it| it.consent);
                let given = |fact: &&CaseFact| {
                    fact.happened <= self.fact.happened
                        && matches!(&fact.act, CaseAct::Consented { to: given } if given == to)
                };
                let given = self.facts.standing().iter().any(given);
                if needed && !given { Err(DeedRefusal::NoConsent) } else { Ok(()) }
            }
            CaseAct::Sent { .. } if !self.judge.may_send() => Err(DeedRefusal::DoNotContact),
            _ => Ok(()),
        }
    }

    fn gate(&self) -> Result<(), DeedRefusal> {
        let works = matches!(self.fact.act, CaseAct::Did { .. } | CaseAct::Decided { .. } | CaseAct::Referred { .. });
        let gate = self.item.as_ref().and_then(|(item, _)| item.gate).filter(|_| works);
        match gate {
            Some(gate) if self.judge.truth(gate) != Truth::True => Err(DeedRefusal::Gate),
            _ => Ok(()),
        }
    }
}

/// An adverse outcome is appealed once it is served; what was deemed against somebody, at once. Late appeals too.
fn appealable(item: &Item, stands: &ItemState) -> bool {
    let Some(decision) = item.decision().filter(|decision| decision.appeal.is_some()) else { return false };
    let adverse = decision
        .outcomes
        .iter()
        .any(|rule| Some(&rule.id) == stands.outcome.as_ref() && rule.adverse && rule.no_appeal.is_none());
    let served = stands.made_at.is_some() && adverse && stands.served_at.is_some();
    (served || stands.deemed_at.is_some()) && stands.appealed_at.is_none()
}

/// The fields that stand in the way of opening a case: those read by the parts of its condition that are not known to hold.
pub fn against_opening(version: CaseVersion<'_>, facts: &CaseFacts, at: Timestamp) -> BTreeSet<FieldId> {
    let memory = CaseMemory::default();
    let judge = judge::Judge::new(version, facts, at, &memory);
    version.pathway.opens.applies.map(|applies| judge.against(applies)).unwrap_or_default()
}

/// Whether a case may be opened for whom it is: the pathway opens on that day, and is not known not to be for them.
pub fn opens(version: CaseVersion<'_>, facts: &CaseFacts, at: Timestamp) -> Result<(), DeedRefusal> {
    let memory = CaseMemory::default();
    let judge = judge::Judge::new(version, facts, at, &memory);
    if !judge.valid() {
        return Err(DeedRefusal::NotOpen);
    }
    match version.pathway.opens.applies {
        Some(applies) if judge.truth(applies) == Truth::False => Err(DeedRefusal::Gate),
        _ => Ok(()),
    }
}
