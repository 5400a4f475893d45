//! Who does what: roles that cannot, approvals that nobody reaches, decisions that one person takes against another.

use std::collections::BTreeSet;

use model::{About, Class, FieldId};

use super::Check;
use crate::leaves::{ItemLeaf, Leaf};
use crate::pathway::{Approval, Item, ItemWork};
use crate::roles::{approves, decides, opens_compartments, pays, refers, works};

impl Check<'_, '_> {
    /// A case that is no person's has none of a person's fields: what reads them would never be known.
    pub(super) fn whose(&mut self) {
        let pathway = self.pathway;
        let kind = pathway.schema.kind(&pathway.kind).filter(|kind| kind.about != About::Person);
        let Some(kind) = kind else { return };
        let own = |name: &str| name.split('.').next().is_some_and(|word| word == kind.name || word == "case");
        let sets = pathway.items.iter().filter_map(Item::decision).filter_map(|decision| decision.sets);
        let read: BTreeSet<FieldId> = pathway.rules.reads_at_all().into_iter().chain(sets).collect();
        let head = (self.head.line, self.head.column);
        for name in read.into_iter().map(|field| pathway.schema.name(field)).filter(|name| !own(name)) {
            let message = format!("`{name}` is a person's, and records of `{}` are not", kind.name);
            self.error(head, "not-a-persons", message).help("read what the record itself says");
        }
    }

    pub(super) fn roles(&mut self) {
        let pathway = self.pathway;
        let head = (self.head.line, self.head.column);
        for role in pathway.opens.by.iter().filter(|role| !works(role)) {
            self.error(head, "role-cannot", format!("`{role}` does not open cases"));
        }
        for item in &pathway.items {
            self.by(item);
            item.approve().iter().for_each(|tier| self.approval(item, tier));
            self.form(item);
        }
        for end in &pathway.ends {
            for role in end.by.iter().filter(|role| !works(role)) {
                self.error(end.at, "role-cannot", format!("`{role}` does not close cases"));
            }
        }
    }

    fn by(&mut self, item: &Item) {
        let (can, what): (fn(&str) -> bool, _) = match &item.work {
            ItemWork::Task(task) if task.pays.is_some() => (pays, "plan payments"),
            ItemWork::Task(_) => (works, "work on cases"),
            ItemWork::Decision(_) => (decides, "decide"),
            ItemWork::Referral(_) => (refers, "refer"),
        };
        for role in item.by.iter().filter(|role| !can(role)) {
            let message = format!("`{role}` does not {what}, and is to do `{}`", item.id);
            self.error(item.at, "role-cannot", message).help("the role table says who may");
        }
    }

    fn approval(&mut self, item: &Item, tier: &Approval) {
        for role in tier.of.iter().filter(|role| !approves(role)) {
            let message = format!("`{role}` does not approve, and is to approve `{}`", item.id);
            self.error(item.at, "role-cannot", message);
        }
        let seats = tier.seats.len();
        if seats > 0 && tier.n > seats {
            let message = format!("`{}` needs {} yes of {seats} seats", item.id, tier.n);
            self.error(item.at, "approval-unreachable", message).help("fewer votes, or more seats");
        }
        let sealed = self.pathway.sees.compartment.is_some();
        if sealed && !tier.of.iter().any(|role| opens_compartments(role)) {
            let message = format!("nobody who may approve `{}` can see the case", item.id);
            self.error(item.at, "approval-unreachable", message).help("`CW` and `SU` open compartments");
        }
    }

    /// What data does is filled in by somebody who may see it.
    fn form(&mut self, item: &Item) {
        let Some(task) = item.task() else { return };
        let rules = &self.pathway.rules;
        let done = task.done.map(|done| rules.reads(done)).unwrap_or_default();
        let read = done.into_iter().chain(task.done_on.map(|on| rules.reads_of(on)).unwrap_or_default());
        let is_protected = |field: &FieldId| {
            matches!(self.pathway.schema.get(*field).map(|field| field.class), Some(Class::Protected(_)))
        };
        let closed: Option<FieldId> = read.into_iter().find(is_protected);
        let Some(field) = closed.filter(|_| !item.by.iter().any(|role| opens_compartments(role))) else { return };
        let name = self.pathway.schema.name(field).to_owned();
        let message = format!("nobody who does `{}` may see `{name}`, which makes it done", item.id);
        self.error(item.at, "role-without-form", message).help("name a role in `by` that opens the compartment");
    }

    /// Against somebody: with reasons, by two people, with an appeal; by silence only where a law says so.
    pub(super) fn decisions(&mut self) {
        for (position, item) in self.pathway.items.iter().enumerate() {
            let Some(decision) = item.decision() else { continue };
            for rule in decision.outcomes.iter().filter(|rule| rule.adverse) {
                let (id, outcome) = (&item.id, &rule.id);
                if decision.approve.is_empty() {
                    let message = format!("one person alone decides `{outcome}` of `{id}` against somebody");
                    self.error(item.at, "adverse-alone", message).help("add `approve`");
                }
                if decision.appeal.is_none() && rule.no_appeal.is_none() {
                    let message = format!("there is no appeal against `{outcome}` of `{id}`");
                    self.error(item.at, "adverse-without-appeal", message)
                        .help("add `appeal`, or say by `no_appeal` where people go instead");
                }
                let law = item.due.as_ref().map(|due| &due.law);
                if decision.silence.as_ref() == Some(outcome) && !law.is_some_and(Self::is_law) {
                    let message = format!("silence would decide `{outcome}` of `{id}`, and no law says so");
                    self.error(item.at, "adverse-silence", message).help("cite the law at the clock");
                }
            }
            self.dead_outcomes(position, item);
        }
    }

    /// An outcome that nothing reads although others are told apart leads nowhere.
    fn dead_outcomes(&mut self, position: usize, item: &Item) {
        let leaf = Leaf::Item(position, ItemLeaf::Outcome);
        let field = self.pathway.leaves.all().iter().find(|(_, known)| *known == leaf).map(|(field, _)| *field);
        let (Some(field), Some(decision)) = (field, item.decision()) else { return };
        let read = self.pathway.rules.codes_of(field);
        if read.is_empty() || decision.sets.is_some() {
            return;
        }
        for rule in decision.outcomes.iter().filter(|rule| !rule.adverse && !rule.again && !read.contains(&rule.id)) {
            let message = format!("nothing follows from `{}` of `{}`", rule.id, item.id);
            self.warn(item.at, "dead-outcome", message).help("read it in a condition, or leave it out");
        }
    }
}
