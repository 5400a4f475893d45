//! A case before somebody who works on it: what they may do now, in which of their roles, asked of the very rules by which it
//! is decided. A page offers nothing else.

use std::sync::Arc;

use model::Timestamp;
use pathways::{CaseAct, CaseFact, CaseGrants, CaseMemory, DeedRefusal, FactId, refusal};

use crate::{Actor, Role, RunningCase};

/// A case before somebody who works on it: what they may do, asked of the very rules by which it is decided.
#[derive(Debug)]
pub struct CaseDesk<'a> {
    case: &'a RunningCase<'a>,
    account: String,
    roles: Vec<Role>,
    now: Timestamp,
    grants: CaseGrants,
    memory: Arc<CaseMemory>,
}

impl<'a> CaseDesk<'a> {
    /// The case before an actor, at a moment.
    pub fn new(case: &'a RunningCase<'a>, actor: &Actor, controller: &str, now: Timestamp) -> Self {
        Self::remembering(case, actor, controller, now, Arc::default())
    }

    /// The same, of a case that was looked at before.
    pub fn remembering(
        case: &'a RunningCase<'a>,
        actor: &Actor,
        controller: &str,
        now: Timestamp,
        memory: Arc<CaseMemory>,
    ) -> Self {
        let mut roles: Vec<Role> = actor.at(controller).map(|(role, _)| role).collect();
        roles.sort_unstable();
        roles.dedup();
        let grants = CaseGrants::default();
        Self { case, account: actor.account.clone(), roles, now, grants, memory }
    }

    /// The role in which somebody may do something now.
    ///
    /// # Errors
    /// What stands against it; of several roles what stands against the one that comes furthest.
    pub fn role(&self, act: &CaseAct, happened: Timestamp) -> Result<Role, DeedRefusal> {
        let mut refused = DeedRefusal::NotAllowed;
        for role in self.roles.iter().chain(self.of_person(act)) {
            let fact = fact(act.clone(), &self.account, role.code(), happened, self.now);
            let judged = refusal(self.case.version, &self.case.facts, &self.grants, &fact, &self.memory);
            match judged.and_then(|()| self.waives(act, *role)) {
                Ok(()) => return Ok(*role),
                Err(why) => refused = refused.max(why),
            }
        }
        Err(refused)
    }

    /// A decision is made, and never done without; what others must approve is waived by a supervisor.
    fn waives(&self, act: &CaseAct, role: Role) -> Result<(), DeedRefusal> {
        let CaseAct::Waived { item } = act else { return Ok(()) };
        let pathway = self.case.version.pathway;
        let item = pathway.item(item).and_then(|position| pathway.items.get(position));
        match item {
            Some(item) if item.decision().is_some() => Err(DeedRefusal::NotAllowed),
            Some(item) if !item.approve().is_empty() && role != Role::Supervisor => {
                Err(DeedRefusal::NeedsAnotherPerson)
            }
            _ => Ok(()),
        }
    }

    /// What the person does is written down for them by whoever works on the case: an appeal, and what is theirs to do.
    fn of_person(&self, act: &CaseAct) -> Option<&'static Role> {
        let works = self.roles.iter().any(|role| matches!(role, Role::CaseWorker | Role::Supervisor));
        let theirs = matches!(act, CaseAct::Appealed { .. } | CaseAct::Did { .. });
        (works && theirs).then_some(&Role::Person)
    }

    /// Whether somebody may do something now, reasons and the like apart, for which a form asks.
    pub fn offers(&self, act: &CaseAct) -> bool {
        match self.role(act, self.now) {
            Ok(_) => true,
            Err(refused) => matches!(refused, DeedRefusal::ReasonsMissing | DeedRefusal::NoConsent),
        }
    }
}

/// A fact as it would be, were it written now.
pub(super) fn fact(act: CaseAct, who: &str, role: &str, happened: Timestamp, told: Timestamp) -> CaseFact {
    let id = FactId { origin: u64::MAX, number: u64::MAX };
    CaseFact { id, happened, told, who: who.to_owned(), role: role.to_owned(), act }
}
