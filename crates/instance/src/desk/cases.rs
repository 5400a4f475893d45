//! A case as somebody who works on it sees it: its stages and what stands in them, by when, and what they may do now. What a
//! page offers is asked of the very rules by which it is then decided.

mod after;
mod offers;

use casework::{CaseDesk, RecordView, RunningCase, UnreadableVersion};
use model::{FieldId, Text, Timestamp};
use pathways::{
    ByName, CaseAct, CaseContact, CaseFact, CaseStanding, CaseState, CaseView, Item, ItemState, MessageRow,
    OPENED_IN_ERROR, Pathway, state_at,
};

pub(super) use self::after::noes;
pub use self::after::{ShownAfter, ShownNo};
pub use self::offers::StepOffer;
use self::offers::offers;
pub(super) use self::offers::votes;
use super::Desk;

/// How a case stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownCase {
    /// What people call the pathway.
    pub title: Text,
    /// Its stages, in their order.
    pub stages: Vec<ShownStage>,
    /// What the person is to be told, and was, the earliest first.
    pub messages: Vec<ShownMessage>,
    /// Fields to ask for.
    pub asks: Vec<String>,
    /// Ends that can be given now.
    pub ends: Vec<String>,
    /// Ends that the reader may give now.
    pub may_end: Vec<String>,
    /// What people read of its ends.
    pub end_labels: Vec<(String, Text)>,
}

/// A message to the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownMessage {
    /// The name of its text.
    pub text: String,
    /// What it says.
    pub says: Text,
    /// Since when they are to be told.
    pub since: Timestamp,
    /// When somebody wrote down that they told them.
    pub told: Option<Timestamp>,
    /// Where it stands, while nobody has.
    pub standing: MessageStanding,
    /// Whether the reader may write down that they told them.
    pub may_tell: bool,
}

/// Where a message stands that nobody has told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MessageStanding {
    /// They are to be told.
    Tell,
    /// How they can be reached is to be asked first.
    AskHow,
    /// It is too late, the case is closed or they are dead: they are not told any more.
    Over,
}

/// A stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownStage {
    /// Its name.
    pub id: String,
    /// What people read.
    pub says: Text,
    /// Where it stands.
    pub standing: CaseStanding,
    /// What stands in it.
    pub items: Vec<ShownItem>,
}

/// A task, a decision or a referral. Days and minutes are told as the case's zone has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownItem {
    /// Its name.
    pub id: String,
    /// What people read.
    pub says: Text,
    /// What is to be said or sent to the person with it.
    pub text: Option<Text>,
    /// Where it stands.
    pub standing: CaseStanding,
    /// Whether it opened though nobody can tell whether it applies.
    pub marked: bool,
    /// Roles that do it.
    pub by: Vec<String>,
    /// By when: the earliest and the latest, where they differ.
    pub due: Vec<Option<String>>,
    /// Since when it is late.
    pub late: Option<String>,
    /// What is left of a clock that stands still.
    pub stopped: Option<String>,
    /// Until when a vote or an answer is awaited, where one is.
    pub waiting: Option<Option<String>>,
    /// What was decided.
    pub outcome: Option<String>,
    /// Whether silence decided it.
    pub deemed: bool,
    /// What waits for votes: whoever votes sees it.
    pub proposed: Option<ShownProposed>,
    /// The no by which it was sent back, while it is not done anew.
    pub sent_back: Option<ShownNo>,
    /// The reader's own no to it.
    pub said_no: Option<ShownNo>,
    /// What became of it once it was decided.
    pub after: ShownAfter,
    /// What people read of what it can come to.
    pub outcome_labels: Vec<(String, Text)>,
    /// Since when it has been done.
    pub done: Option<Timestamp>,
    /// Whether it comes again.
    pub recurs: Recurrence,
    /// How often it was done, of what comes again.
    pub count: i64,
    /// How often it was missed.
    pub missed: i64,
    /// To whom it was referred.
    pub referred: Option<String>,
    /// Whether what the record says makes it done, and nobody ticks it.
    pub by_data: bool,
    /// What the reader may do with it now.
    pub offers: Vec<StepOffer>,
}

/// Whether work comes again once it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recurrence {
    /// It is done once.
    Once,
    /// It comes again.
    Again,
}

impl Recurrence {
    fn of(item: &Item) -> Self {
        let again = item.task().is_some_and(|task| task.repeat.is_some());
        if again { Self::Again } else { Self::Once }
    }
}

/// Work that waits for votes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownProposed {
    /// Whose it is.
    pub by: String,
    /// What it would come to.
    pub outcome: Option<Text>,
    /// Its reasons.
    pub reasons: Vec<String>,
}

impl Desk<'_> {
    /// How a record stands on the version of its pathway that it runs; nothing where it runs none.
    pub(super) fn case_of(&self, record: &RecordView<'_>) -> Result<Option<ShownCase>, UnreadableVersion> {
        let case = RunningCase::of(&self.in_force.pathways, record)?;
        Ok(case.and_then(|case| self.shown_case(&case, record)))
    }

    fn shown_case(&self, case: &RunningCase<'_>, record: &RecordView<'_>) -> Option<ShownCase> {
        let now = self.instance.now();
        let state = state_at(case.version, &case.facts, now)?;
        let view = CaseView::at(case.version, &case.facts, now);
        let desk = CaseDesk::new(case, &self.acting.actor, self.acting.occasion().controller, now);
        let pathway = case.version.pathway;
        let stages = pathway.stages.iter().zip(&state.stages).enumerate().map(|(position, (stage, stands))| {
            let items = pathway.items.iter().zip(&state.items).filter(|(item, _)| item.stage == position);
            ShownStage {
                id: stage.id.clone(),
                says: stage.says.clone(),
                standing: stands.standing,
                items: items
                    .map(|(item, stands)| self.shown_item(item, stands, (case, record), (&view, &desk)))
                    .collect(),
            }
        });
        // Ends that nothing stands before are given too: somebody left, somebody is missing.
        let ends = pathway.ends.iter().map(|end| end.id.as_str()).chain([OPENED_IN_ERROR]);
        let may_end = ends.filter(|end| desk.offers(&CaseAct::Closed { end: (*end).to_owned() }));
        let own = casework::record::is_own(record, &self.acting.actor.account);
        let closes = record.is_open() && !own && self.may_close(record);
        Some(ShownCase {
            title: pathway.title.clone(),
            stages: stages.collect(),
            messages: messages(&state, &desk, pathway, now),
            asks: names_of(pathway, state.to_be_asked()),
            may_end: if closes { may_end.map(str::to_owned).collect() } else { vec![] },
            ends: view.ends.clone(),
            end_labels: pathway.ends.iter().map(|end| (end.id.clone(), end.says.clone())).collect(),
        })
    }

    fn shown_item(
        &self,
        item: &Item,
        stands: &ItemState,
        (case, record): (&RunningCase<'_>, &RecordView<'_>),
        (view, desk): (&CaseView, &CaseDesk<'_>),
    ) -> ShownItem {
        let id = item.id.as_str();
        let outcomes = item.decision().into_iter().flat_map(|decision| &decision.outcomes);
        let mut noes = if is_doable(stands.standing) { noes(item, case, record) } else { vec![] };
        let said_no = noes.iter().find(|no| no.by == self.acting.actor.account).cloned();
        ShownItem {
            id: item.id.clone(),
            says: item.says.clone(),
            text: item.text.as_ref().map(|text| case.version.pathway.message(text)),
            standing: stands.standing,
            marked: stands.marked,
            by: item.by.clone(),
            due: named(&view.due, id).cloned().unwrap_or_default(),
            late: named(&view.late, id).cloned(),
            stopped: named(&view.stopped, id).cloned(),
            waiting: named(&view.waiting, id).cloned(),
            outcome: named(&view.outcome, id).cloned(),
            deemed: stands.deemed,
            proposed: stands.pending.and_then(|_| proposed(item, case)),
            sent_back: stands.sent_back.and_then(|_| noes.pop()),
            offers: offers(item, stands, desk, said_no.as_ref()),
            said_no,
            after: ShownAfter::of(item, stands, case),
            outcome_labels: outcomes.map(|rule| (rule.id.clone(), rule.says.clone())).collect(),
            done: stands.done_at.or(stands.made_at),
            recurs: Recurrence::of(item),
            count: stands.count,
            missed: stands.missed,
            referred: stands.referred.as_ref().map(|(to, ..)| to.clone()),
            by_data: item.task().is_some_and(|task| task.done.is_some()),
        }
    }

    fn may_close(&self, record: &RecordView<'_>) -> bool {
        let kind = self.in_force.packs.schema.kind(record.kind());
        kind.is_some_and(|kind| casework::record::may_do(&self.acting.actor, kind, &self.acting.occasion()).close)
    }
}

/// Fields by their names.
pub(super) fn names_of(pathway: &Pathway, fields: Vec<FieldId>) -> Vec<String> {
    fields.into_iter().map(|field| pathway.schema.name(field).to_owned()).collect()
}

fn is_doable(standing: CaseStanding) -> bool {
    matches!(standing, CaseStanding::Open | CaseStanding::Offered)
}

fn messages(state: &CaseState, desk: &CaseDesk<'_>, pathway: &Pathway, now: Timestamp) -> Vec<ShownMessage> {
    let shown = |message: &MessageRow| {
        let over = state.closed.is_some() || message.has_lapsed(now);
        let standing = match state.contact {
            CaseContact::May if !over => MessageStanding::Tell,
            CaseContact::AskHow if !over => MessageStanding::AskHow,
            CaseContact::May | CaseContact::AskHow | CaseContact::Never => MessageStanding::Over,
        };
        let tells = message.told.is_none() && standing == MessageStanding::Tell;
        ShownMessage {
            text: message.text.clone(),
            says: pathway.message(&message.text),
            since: message.at,
            told: message.told,
            standing,
            may_tell: tells && desk.offers(&CaseAct::Sent { text: message.text.clone() }),
        }
    };
    let mut messages: Vec<ShownMessage> = state.messages.iter().map(shown).collect();
    messages.sort_by_key(|message| message.since);
    messages
}

/// The work that waits for votes: the last of its item.
fn proposed(item: &Item, case: &RunningCase<'_>) -> Option<ShownProposed> {
    let standing = case.facts.standing();
    let works = |fact: &&&CaseFact| {
        fact.item() == Some(&item.id) && matches!(fact.act, CaseAct::Did { .. } | CaseAct::Decided { .. })
    };
    let last = standing.iter().rev().find(works)?;
    let CaseAct::Decided { outcome, reasons, .. } = &last.act else {
        return Some(ShownProposed { by: last.who.clone(), outcome: None, reasons: vec![] });
    };
    let label = case.version.pathway.outcome_label(&item.id, outcome).cloned();
    Some(ShownProposed { by: last.who.clone(), outcome: label, reasons: reasons.clone() })
}

fn named<'a, T>(told: &'a ByName<T>, id: &str) -> Option<&'a T> {
    told.iter().find(|(name, _)| name == id).map(|(_, told)| told)
}
