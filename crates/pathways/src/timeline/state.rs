//! How a case stands at one instant: every stage, every item, what is due, what was late once.

use model::Timestamp;

use super::breaches::Breaches;
use super::rhythm::Rhythm;
use super::rounds::SentBack;
use crate::clock::{DueEnd, Reckoned};
use crate::leaves::{ItemLeaf, Leaf};
use crate::pathway::{Pathway, SendOn, Urgency};

/// How a case stands.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseState {
    /// The instant at which it came to stand so.
    pub at: Timestamp,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// The reason for which it is closed, and since when.
    pub closed: Option<(String, Timestamp)>,
    /// When it was closed and opened again.
    pub gaps: Vec<(Timestamp, Option<Timestamp>)>,
    /// By the position of the stage.
    pub stages: Vec<StageState>,
    /// By the position of the item.
    pub items: Vec<ItemState>,
    /// When each milestone was reached.
    pub milestones: Vec<Option<Timestamp>>,
    /// Whether each end can be given.
    pub ends: Vec<bool>,
    /// Messages that have gone out, or would have.
    pub messages: Vec<MessageRow>,
    /// Whether anything may go out.
    pub contact: CaseContact,
    /// Positions of the fields that are asked for, in the order of the file.
    pub asks: Vec<model::FieldId>,
    /// Others, without which a clock of what is open has no start, or by which alone a task becomes done.
    pub wants: Vec<model::FieldId>,
}

/// Where a stage or an item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CaseStanding {
    /// For what comes before.
    #[default]
    Waiting,
    /// Its turn has come, and nobody can tell whether it applies.
    Undecided,
    /// Can be done, and need not.
    Offered,
    /// To be done.
    Open,
    /// Done, or left.
    Done,
    /// Waived by somebody.
    Waived,
    /// Does not apply.
    Skipped,
    /// Comes again on a later day.
    Resting,
}

impl CaseStanding {
    /// Whether what comes after need not wait for it.
    pub fn passes(self) -> bool {
        matches!(self, Self::Done | Self::Waived | Self::Skipped)
    }
}

/// How a stage stands.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StageState {
    /// Where.
    pub standing: CaseStanding,
    /// When it was entered: the first moment at which all held.
    pub entered_at: Option<Timestamp>,
    /// When it was left, while it is.
    pub left_at: Option<Timestamp>,
    /// Since when it has been skipped.
    pub skipped_at: Option<Timestamp>,
    /// By when it must be left.
    pub due: Option<Reckoned>,
    /// What was late of it once.
    pub breaches: Breaches,
    /// Since when its conditions have held: `if`, `enter`, `done`.
    pub(super) since: [Option<Timestamp>; 3],
}

/// How an item stands.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ItemState {
    /// Where.
    pub standing: CaseStanding,
    /// Opened though nobody can tell whether it applies.
    pub marked: bool,
    /// When it opened; of a decision that opens anew, this time.
    pub opened_at: Option<Timestamp>,
    /// When it first opened.
    pub first_opened: Option<Timestamp>,
    /// Which round or occurrence it is in, from 0.
    pub nth: u32,
    /// Since when it has waited for votes.
    pub pending: Option<Timestamp>,
    /// The no by which what was done was sent back, until somebody does it anew.
    pub sent_back: Option<SentBack>,
    /// When it was done: the last vote that was needed.
    pub done_at: Option<Timestamp>,
    /// Since when it has been waived or skipped.
    pub closed_at: Option<Timestamp>,
    /// How often it was done.
    pub count: i64,
    /// How often it was missed.
    pub missed: i64,
    /// What was decided last.
    pub outcome: Option<String>,
    /// When.
    pub made_at: Option<Timestamp>,
    /// When an adverse outcome was deemed, which only opens the appeal.
    pub deemed_at: Option<Timestamp>,
    /// Whether silence made it.
    pub deemed: bool,
    /// When it was served.
    pub served_at: Option<Timestamp>,
    /// When it was appealed.
    pub appealed_at: Option<Timestamp>,
    /// When it became final.
    pub final_at: Option<Timestamp>,
    /// By when it can be appealed.
    pub appeal: Option<Reckoned>,
    /// To whom it was referred, how urgently and when, while no answer has come.
    pub referred: Option<(String, Urgency, Timestamp)>,
    /// By when they answer.
    pub answer_due: Option<DueEnd>,
    /// What was answered last.
    pub answer: Option<String>,
    /// By when.
    pub due: Option<Reckoned>,
    /// What was late of it once.
    pub breaches: Breaches,
    /// Since when its conditions have held: `if`, `done`, `until`.
    pub(super) since: [Option<Timestamp>; 3],
    /// How far what repeats was gone through.
    pub(super) rhythm: Option<Rhythm>,
    /// Instants at which it can change by itself.
    pub(super) wakes: Vec<Timestamp>,
}

/// A message that is due to go out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageRow {
    /// The position of its item.
    pub item: usize,
    /// The round or occurrence.
    pub nth: u32,
    /// Why it goes out.
    pub on: SendOn,
    /// Its text.
    pub text: String,
    /// When it is due.
    pub at: Timestamp,
    /// When it may go out: contact is safe, and the person lives; `None` while it may not.
    pub goes: Option<Timestamp>,
    /// When somebody wrote down that they told it by hand.
    pub told: Option<Timestamp>,
}

/// Which message: of an item, in its round or occurrence, and why it goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MessageOf {
    /// The position of the item.
    pub item: usize,
    /// The round or occurrence.
    pub nth: u32,
    /// Why.
    pub on: SendOn,
}

/// Whether the person may be written to or called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CaseContact {
    /// They may.
    May,
    /// Nobody knows that it is safe: how they can be reached is to be asked first.
    #[default]
    AskHow,
    /// They are dead.
    Never,
}

/// How long after its day a message still goes out.
const LAPSES_AFTER: i64 = 7 * 86_400_000_000;

impl MessageRow {
    /// Whether it is too late to send it: after an outage, what is a week old would only confuse.
    pub fn has_lapsed(&self, now: Timestamp) -> bool {
        now.0.saturating_sub(self.at.0) > LAPSES_AFTER
    }

    /// The last moment at which it goes out.
    pub fn lapses(&self) -> Timestamp {
        Timestamp(self.at.0.saturating_add(LAPSES_AFTER))
    }

    /// Which it is.
    pub fn of(&self) -> MessageOf {
        MessageOf { item: self.item, nth: self.nth, on: self.on }
    }
}

impl CaseState {
    /// A case of which nothing has happened yet.
    pub(super) fn new(pathway: &Pathway, opened_at: Timestamp) -> Self {
        Self {
            at: Timestamp(i64::MIN),
            opened_at,
            closed: None,
            gaps: vec![],
            stages: vec![StageState::default(); pathway.stages.len()],
            items: vec![ItemState::default(); pathway.items.len()],
            milestones: vec![None; pathway.milestones.len()],
            ends: vec![false; pathway.ends.len()],
            messages: vec![],
            contact: CaseContact::default(),
            asks: vec![],
            wants: vec![],
        }
    }

    /// Since when it has been open without a break: in a closed case nothing opens.
    pub(super) fn running_since(&self) -> Timestamp {
        self.gaps.last().and_then(|(_, until)| *until).unwrap_or(self.opened_at)
    }

    /// A moment of the case; `None` where it has not come, and of what is no moment.
    pub fn moment(&self, leaf: Leaf) -> Option<Timestamp> {
        match leaf {
            Leaf::OpenedAt => Some(self.opened_at),
            Leaf::Entered(stage) => self.stages.get(stage)?.entered_at,
            Leaf::Left(stage) => self.stages.get(stage)?.left_at,
            Leaf::Item(item, leaf) => self.items.get(item)?.moment(leaf),
        }
    }
}

impl ItemState {
    /// A moment of it; `None` where it has not come, and of what is no moment.
    pub fn moment(&self, leaf: ItemLeaf) -> Option<Timestamp> {
        match leaf {
            // One who waived it ended what waited for it.
            ItemLeaf::DoneOn => self.done_at.or(self.closed_at.filter(|_| self.standing == CaseStanding::Waived)),
            ItemLeaf::OpenedOn => self.first_opened,
            ItemLeaf::MadeOn => self.made_at,
            ItemLeaf::ServedOn => self.served_at,
            ItemLeaf::AppealedOn => self.appealed_at,
            ItemLeaf::DueOn => self.due?.certain().map(|end| end.ends),
            ItemLeaf::Done
            | ItemLeaf::Count
            | ItemLeaf::Outcome
            | ItemLeaf::Appealed
            | ItemLeaf::Final
            | ItemLeaf::Late
            | ItemLeaf::Answer => None,
        }
    }

    /// Late since when, while it stands open.
    pub fn late_since(&self, now: Timestamp) -> Option<Timestamp> {
        if self.standing != CaseStanding::Open {
            return None;
        }
        let end = self.due?.certain()?;
        (end.ends <= now).then(|| self.opened_at.map_or(end.ends, |opened| end.ends.max(opened)))
    }
}

impl StageState {
    /// Late since when, while it is entered and not left.
    pub fn late_since(&self, now: Timestamp) -> Option<Timestamp> {
        if self.standing != CaseStanding::Open {
            return None;
        }
        let end = self.due?.certain()?;
        (end.ends <= now).then(|| self.entered_at.map_or(end.ends, |entered| end.ends.max(entered)))
    }
}

/// Never earlier than what it is held against.
pub(super) fn after(at: Timestamp, floor: Option<Timestamp>) -> Timestamp {
    floor.map_or(at, |floor| at.max(floor))
}
