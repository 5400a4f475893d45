//! A pathway as it stands after reading: stages, the items in them, their clocks, and the ways out.
//!
//! Items are kept in one list, in the order of the file, and name each other by their positions; conditions and values
//! are numbers into [`Pathway::rules`]. Nothing here is bound to a day or to a case.

mod due;
mod labels;

use std::collections::BTreeMap;

use model::{Compartment, FieldId, Schema, Text, Zone};
use rules::measure::Law;
use rules::{Loose, LooseCond, LooseTerm};

use crate::leaves::Leaves;
pub use due::*;

/// A pathway: what is done for somebody, by whom, in which order and by when.
#[derive(Debug, Clone)]
pub struct Pathway {
    /// The pack that holds it.
    pub pack: String,
    /// Its name in the pack.
    pub id: String,
    /// What people read.
    pub title: Text,
    /// ISO 3166 alpha-3 of the country whose rule it is; none for a model.
    pub jurisdiction: Option<String>,
    /// The kind whose records run it. What is on record of them stands in its schema too.
    pub kind: String,
    /// The citation of what cites nothing.
    pub law: Law,
    /// The compartment of its cases, and who in it sees them.
    pub sees: Sees,
    /// Who opens a case, and of whom.
    pub opens: Opens,
    /// The roles of every item that names none.
    pub by: Vec<String>,
    /// The calendar of every clock that names none.
    pub calendar: String,
    /// The zone of its cases, where that is not the opening office's.
    pub zone: Option<Zone>,
    /// Hour and minute at which a day ends; `None` is midnight.
    pub day_ends: Option<(i8, i8)>,
    /// Nothing is sent unless it is known that contact is safe.
    pub contact_safe: bool,
    /// When cases open.
    pub valid: Option<(LooseTerm, Option<LooseTerm>)>,
    /// Stages, in the order of the file.
    pub stages: Vec<Stage>,
    /// Items of all stages, in the order of the file.
    pub items: Vec<Item>,
    /// Milestones by their names.
    pub milestones: Vec<(String, LooseCond)>,
    /// Closure reasons.
    pub ends: Vec<CaseEnd>,
    /// Fields that nothing of it may read.
    pub must_not_use: Vec<String>,
    /// What people read, by the name under which items show or send it.
    pub texts: BTreeMap<String, Text>,
    /// The fields of its pack, with those of the case itself after them.
    pub schema: Schema,
    /// Which of those fields say what of the case.
    pub leaves: Leaves,
    /// Its conditions and values.
    pub rules: Loose,
}

/// Who sees a case: one rule for the whole of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sees {
    /// The compartment in which it is sealed.
    pub compartment: Option<Compartment>,
    /// Who of those who open that.
    pub scope: CaseScope,
}

/// Who sees a case, beside those whom its items name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseScope {
    /// Everybody of the office.
    Office,
    /// Everybody of the office who opens the compartment.
    Team,
    /// Whom it is assigned to, who sits on its panels, and supervisors.
    Assigned,
}

/// Who opens a case, and of whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opens {
    /// Roles.
    pub by: Vec<String>,
    /// Whom it is for. Unknown opens, marked.
    pub applies: Option<LooseCond>,
    /// Whether one person may have several live cases.
    pub several: bool,
}

/// A stage: items that stand open together.
#[derive(Debug, Clone)]
pub struct Stage {
    /// Its name.
    pub id: String,
    /// What people read.
    pub says: Text,
    /// Stages that must be left or skipped, every one.
    pub after: Vec<usize>,
    /// Stages of which one must be left.
    pub any: Vec<usize>,
    /// Whether it applies.
    pub applies: Option<LooseCond>,
    /// What it waits for.
    pub enter: Option<LooseCond>,
    /// What must hold besides, for it to be left.
    pub done: Option<LooseCond>,
    /// By when it must be left.
    pub due: Option<Due>,
    /// Line and column.
    pub at: (usize, usize),
}

/// A task, a decision or a referral.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its name.
    pub id: String,
    /// What people read.
    pub says: Text,
    /// The stage in which it stands.
    pub stage: usize,
    /// Roles that do it.
    pub by: Vec<String>,
    /// Items whose authors may not.
    pub not_by: Vec<usize>,
    /// Items that must be done, waived or skipped before.
    pub after: Vec<usize>,
    /// Whether it applies.
    pub applies: Option<LooseCond>,
    /// By when.
    pub due: Option<Due>,
    /// Whether it is offered and holds nothing.
    pub optional: bool,
    /// What must be known to hold at the moment it is done.
    pub gate: Option<LooseCond>,
    /// Minutes of work.
    pub effort: Option<u32>,
    /// The form that is filled.
    pub form: String,
    /// The text that is shown.
    pub text: Option<String>,
    /// Messages that go out, and when.
    pub send: Vec<(SendOn, String)>,
    /// Names that it had in earlier versions.
    pub was: Vec<String>,
    /// What kind of work it is.
    pub work: ItemWork,
    /// Line and column.
    pub at: (usize, usize),
}

/// When a message goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SendOn {
    /// When the item opens.
    Open,
    /// When it is done.
    Done,
    /// When it is late.
    Late,
}

/// What kind of work an item is.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "each variant is the type it names")]
pub enum ItemWork {
    Task(TaskWork),
    Decision(DecisionWork),
    Referral(ReferralWork),
}

/// What is particular to a task.
#[derive(Debug, Clone, Default)]
pub struct TaskWork {
    /// What of the data makes it done; nobody ticks it then.
    pub done: Option<LooseCond>,
    /// The day on which that came about.
    pub done_on: Option<LooseTerm>,
    /// Whose approval it needs, in tiers.
    pub approve: Vec<Approval>,
    /// How it comes again.
    pub repeat: Option<Repeat>,
    /// The payment that it plans.
    pub pays: Option<String>,
    /// The proof that it issues.
    pub issues: Option<Issue>,
}

/// A proof that a task issues.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// Which.
    pub document: String,
    /// The last day on which it is valid.
    pub valid_until: Option<LooseTerm>,
}

/// One tier of an approval: so many yes of distinct people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// Yes votes that are needed.
    pub n: usize,
    /// Roles that vote.
    pub of: Vec<String>,
    /// Seats, each cast by another person; all cast is the quorum.
    pub seats: Vec<String>,
}

/// What is particular to a decision.
#[derive(Debug, Clone, Default)]
pub struct DecisionWork {
    /// What it can come to.
    pub outcomes: Vec<OutcomeRule>,
    /// The field that it sets.
    pub sets: Option<FieldId>,
    /// Whose approval it needs, in tiers.
    pub approve: Vec<Approval>,
    /// What is deemed where nothing is decided by the end of its clock.
    pub silence: Option<String>,
    /// The letter by which it is served.
    pub serve: Option<String>,
    /// How it is appealed.
    pub appeal: Option<Appeal>,
}

/// One outcome of a decision.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OutcomeRule {
    /// Its name.
    pub id: String,
    /// What people read.
    pub says: Text,
    /// Whether it goes against the person: reasons, a second person and an appeal, then.
    pub adverse: bool,
    /// Whether the decision opens anew.
    pub again: bool,
    /// Why there is no appeal against it.
    pub no_appeal: Option<String>,
}

/// How an adverse outcome is appealed.
#[derive(Debug, Clone)]
pub struct Appeal {
    /// Roles that appeal.
    pub by: Vec<String>,
    /// By when, from service.
    pub due: Due,
    /// The decision that reviews it.
    pub to: Option<usize>,
}

/// What is particular to a referral.
#[derive(Debug, Clone, Default)]
pub struct ReferralWork {
    /// The kind of service, from the taxonomy.
    pub kind: String,
    /// The protocol by which data is shared.
    pub isp: Option<String>,
    /// Whether consent of the person is needed.
    pub consent: bool,
    /// By when an answer is due, by priority.
    pub answer: BTreeMap<Urgency, Period>,
}

/// How urgent a referral is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[expect(missing_docs, reason = "the field's three")]
pub enum Urgency {
    Emergency,
    Urgent,
    #[default]
    Normal,
}

/// How a task comes again; at most one occurrence is open.
#[derive(Debug, Clone)]
pub enum Repeat {
    /// One interval after the last was done.
    Every {
        /// The interval.
        every: Period,
        /// Whether it counts from the last due instead.
        beat: bool,
        /// What ends it.
        until: Option<LooseCond>,
    },
    /// At given distances from a day, each open in its window.
    At {
        /// The distances.
        at: Vec<Period>,
        /// The day.
        from: Anchor,
        /// How long each is open.
        window: Period,
    },
}

/// A closure reason.
#[derive(Debug, Clone)]
pub struct CaseEnd {
    /// Its name.
    pub id: String,
    /// What people read.
    pub says: Text,
    /// When it can be given.
    pub when: Option<LooseCond>,
    /// Roles that close for it.
    pub by: Vec<String>,
    /// Whether tasks may stay open.
    pub leaves: bool,
    /// Line and column.
    pub at: (usize, usize),
}

impl Pathway {
    /// What a message says; of one that has no text, its name as words.
    pub fn message(&self, text: &str) -> Text {
        self.texts.get(text).cloned().unwrap_or_else(|| rules::read::names::spoken(text))
    }

    /// The position of an item.
    pub fn item(&self, id: &str) -> Option<usize> {
        self.items.iter().position(|item| item.id == id)
    }

    /// The position of a stage.
    pub fn stage(&self, id: &str) -> Option<usize> {
        self.stages.iter().position(|stage| stage.id == id)
    }

    /// Every clock with the name under which it is told: items, stages, appeals.
    pub fn clocks(&self) -> Vec<(String, &Due)> {
        let stages = self.stages.iter().filter_map(|stage| Some((stage.id.clone(), stage.due.as_ref()?)));
        let items = self.items.iter().filter_map(|item| Some((item.id.clone(), item.due.as_ref()?)));
        let appeals = self.items.iter().filter_map(|item| {
            let appeal = item.decision()?.appeal.as_ref()?;
            Some((format!("{}.appeal", item.id), &appeal.due))
        });
        stages.chain(items).chain(appeals).collect()
    }
}

impl Item {
    /// What is particular to it as a decision.
    pub fn decision(&self) -> Option<&DecisionWork> {
        match &self.work {
            ItemWork::Decision(decision) => Some(decision),
            ItemWork::Task(_) | ItemWork::Referral(_) => None,
        }
    }

    /// What is particular to it as a task.
    pub fn task(&self) -> Option<&TaskWork> {
        match &self.work {
            ItemWork::Task(task) => Some(task),
            ItemWork::Decision(_) | ItemWork::Referral(_) => None,
        }
    }

    /// What is particular to it as a referral.
    pub fn referral(&self) -> Option<&ReferralWork> {
        match &self.work {
            ItemWork::Referral(referral) => Some(referral),
            ItemWork::Task(_) | ItemWork::Decision(_) => None,
        }
    }

    /// Whose approval it needs.
    pub fn approve(&self) -> &[Approval] {
        match &self.work {
            ItemWork::Task(task) => &task.approve,
            ItemWork::Decision(decision) => &decision.approve,
            ItemWork::Referral(_) => &[],
        }
    }
}
