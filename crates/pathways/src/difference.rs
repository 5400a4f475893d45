//! One case on two versions of its pathway: what would stand otherwise if it were moved, what that takes from the person, and
//! what of its past another version would not know.
//!
//! Both sides are computed from all facts, as if the case had run its version from the start, at one moment; nothing is guessed
//! of the days to come. Where the earlier version cannot be read any more there is no other side, and that is said.

use model::{Text, Timestamp};

use crate::clock::Reckoned;
use crate::facts::{CaseAct, CaseFacts};
use crate::pathway::{Item, Pathway};
use crate::tell::Teller;
use crate::timeline::{CaseStanding, CaseState, CaseVersion, ItemState, state_at};
use crate::versions::{LoosenedDuty, Loosening, loosened, now_called, owed};

/// A case on a version: its facts are named as that version names them.
#[derive(Debug, Clone, Copy)]
pub struct CaseUnder<'a> {
    /// The version.
    pub version: CaseVersion<'a>,
    /// The facts.
    pub facts: &'a CaseFacts,
}

/// What differs. What stands alike is left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CaseDifference {
    /// Stages, in the order of the version to which it would be moved; those that it has not come last.
    pub stages: Vec<StandingChange>,
    /// Items, likewise.
    pub items: Vec<StandingChange>,
    /// Ends that could be given now.
    pub ends: GainedAndLost<(String, Text)>,
    /// Fields that would be asked for.
    pub asks: GainedAndLost<String>,
    /// What the person would be owed less.
    pub loosens: Vec<LoosenedDuty>,
    /// Items that were done, decided or waived, and would not be any more.
    pub undone: Vec<String>,
    /// Items and outcomes of which there are facts, and that the other version has under no name.
    pub dropped: Vec<String>,
}

/// A stage or an item that stands otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingChange {
    /// Its name, in the version to which the case would be moved where that has it.
    pub id: String,
    /// What people read.
    pub says: Text,
    /// How it stands; nothing where the version has it not.
    pub from: Option<StandingTold>,
    /// How it would stand.
    pub to: Option<StandingTold>,
}

/// How a stage or an item stands, as far as two versions are compared. Days are told as the case's zone has them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StandingTold {
    /// Where.
    pub standing: CaseStanding,
    /// By when: the earliest and the latest, where they differ.
    pub due: Vec<Option<String>>,
    /// Whether its clock stands still.
    pub stopped: bool,
    /// Since when it is late.
    pub late: Option<String>,
}

/// What there is more of, and what less.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GainedAndLost<T> {
    /// More.
    pub gained: Vec<T>,
    /// Less.
    pub lost: Vec<T>,
}

impl<T> Default for GainedAndLost<T> {
    fn default() -> Self {
        Self { gained: vec![], lost: vec![] }
    }
}

impl CaseDifference {
    /// Whether the case may be moved at all: nothing that was done is taken back, nothing lost.
    pub fn keeps_all(&self) -> bool {
        self.undone.is_empty() && self.dropped.is_empty()
    }

    /// Whether nothing would stand otherwise now.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// What differs for a case at a moment. Nothing before it was opened, or where its rules cannot be bound.
pub fn case_difference(from: Option<CaseUnder<'_>>, to: CaseUnder<'_>, at: Timestamp) -> Option<CaseDifference> {
    let new = Side::of(to, at)?;
    let old = match from {
        Some(from) => Some(Side::of(from, at)?),
        None => None,
    };
    let mut loosens = vec![];
    match &old {
        Some(old) => loosens.extend(old.loosened_by(&new)),
        None => loosens.push(LoosenedDuty { item: None, how: Loosening::Unreadable }),
    }
    let differs = |change: &StandingChange| change.from != change.to;
    let (stages, items) = old.as_ref().map(|old| (old.stages(), old.items())).unwrap_or_default();
    Some(CaseDifference {
        stages: changes(stages, new.stages()).into_iter().filter(differs).collect(),
        items: changes(items, new.items()).into_iter().filter(differs).collect(),
        ends: gained(&old.as_ref().map(Side::ends).unwrap_or_default(), &new.ends()),
        asks: gained(&old.as_ref().map(Side::asks).unwrap_or_default(), &new.asks()),
        loosens,
        undone: old.as_ref().map(|old| old.undone_by(&new)).unwrap_or_default(),
        dropped: new.unknown(),
    })
}

/// A stage or an item as it is told, with its earlier names.
struct Told {
    id: String,
    was: Vec<String>,
    says: Text,
    stands: StandingTold,
}

/// Those of the later version in their order, each with what it was; then those that are gone.
fn changes(old: Vec<Told>, new: Vec<Told>) -> Vec<StandingChange> {
    let mut old: Vec<Option<Told>> = old.into_iter().map(Some).collect();
    let mut found = vec![];
    for Told { id, was, says, stands } in new {
        let place = |name: &str| old.iter().position(|there| there.as_ref().is_some_and(|there| there.id == name));
        let before = place(&id).or_else(|| was.iter().find_map(|name| place(name)));
        let from = before.and_then(|place| old.get_mut(place)?.take()).map(|there| there.stands);
        found.push(StandingChange { id, says, from, to: Some(stands) });
    }
    let gone = old.into_iter().flatten();
    found.extend(gone.map(|Told { id, says, stands, .. }| StandingChange { id, says, from: Some(stands), to: None }));
    found
}

fn gained<T: PartialEq + Clone>(old: &[T], new: &[T]) -> GainedAndLost<T> {
    let without = |all: &[T], others: &[T]| all.iter().filter(|one| !others.contains(one)).cloned().collect();
    GainedAndLost { gained: without(new, old), lost: without(old, new) }
}

/// A case on one version, as it stands.
struct Side<'a> {
    pathway: &'a Pathway,
    facts: &'a CaseFacts,
    state: CaseState,
    at: Timestamp,
}

impl<'a> Side<'a> {
    fn of(case: CaseUnder<'a>, at: Timestamp) -> Option<Self> {
        let state = state_at(case.version, case.facts, at)?;
        Some(Self { pathway: case.version.pathway, facts: case.facts, state, at })
    }

    fn told(&self, standing: CaseStanding, due: Option<Reckoned>, late: Option<Timestamp>) -> StandingTold {
        let tell = Teller::new(self.pathway.zone.as_ref().unwrap_or_else(|| self.facts.zone()));
        let due = due.filter(|_| standing == CaseStanding::Open);
        let in_hours = due.and_then(|due| due.certain()).is_some_and(|end| end.day.is_none());
        StandingTold {
            standing,
            due: match due {
                Some(Reckoned::Ends { lo, hi: Some(hi) }) if lo == hi => vec![Some(tell.end(lo))],
                Some(Reckoned::Ends { lo, hi }) => vec![Some(tell.end(lo)), hi.map(|hi| tell.end(hi))],
                Some(Reckoned::Stopped { .. }) | None => vec![],
            },
            stopped: matches!(due, Some(Reckoned::Stopped { .. })),
            late: late.map(|late| if in_hours { tell.minute(late) } else { tell.day(late) }),
        }
    }

    fn stages(&self) -> Vec<Told> {
        let stages = self.pathway.stages.iter().zip(&self.state.stages);
        let told = stages.map(|(stage, stands)| Told {
            id: stage.id.clone(),
            was: vec![],
            says: stage.says.clone(),
            stands: self.told(stands.standing, stands.due, stands.late_since(self.at)),
        });
        told.collect()
    }

    fn items(&self) -> Vec<Told> {
        let told = self.each().map(|(item, stands)| Told {
            id: item.id.clone(),
            was: item.was.clone(),
            says: item.says.clone(),
            stands: self.told(stands.standing, stands.due, stands.late_since(self.at)),
        });
        told.collect()
    }

    fn each(&self) -> impl Iterator<Item = (&Item, &ItemState)> {
        self.pathway.items.iter().zip(&self.state.items)
    }

    fn ends(&self) -> Vec<(String, Text)> {
        let given = self.pathway.ends.iter().zip(&self.state.ends).filter(|(_, given)| **given);
        given.map(|(end, _)| (end.id.clone(), end.says.clone())).collect()
    }

    fn asks(&self) -> Vec<String> {
        self.state.asks.iter().map(|field| self.pathway.schema.name(*field).to_owned()).collect()
    }

    /// What of an item stands in the place of one of this version.
    fn instead(&self, item: &Item) -> Option<(&Item, &ItemState)> {
        let there = now_called(item, self.pathway)?;
        self.each().find(|(other, _)| other.id == there.id)
    }

    /// What the texts of the versions say, and what comes later for this case whatever they say.
    fn loosened_by(&self, new: &Side<'_>) -> Vec<LoosenedDuty> {
        let mut found = loosened(self.pathway, new.pathway);
        for (item, stands) in self.each().filter(|(item, _)| owed(item)) {
            let later =
                |(_, now): (&Item, &ItemState)| now.standing == CaseStanding::Open && is_later(stands.due, now.due);
            let duty = LoosenedDuty { item: Some(item.id.clone()), how: Loosening::Later };
            let open = stands.standing == CaseStanding::Open;
            if open && new.instead(item).is_some_and(later) && !found.contains(&duty) {
                found.push(duty);
            }
        }
        found
    }

    /// What was done stays done: items of which that would not hold.
    fn undone_by(&self, new: &Side<'_>) -> Vec<String> {
        let over = |stands: &ItemState| matches!(stands.standing, CaseStanding::Done | CaseStanding::Waived);
        let loses = |(item, stands): &(&Item, &ItemState)| {
            let Some((_, now)) = new.instead(item) else { return false };
            let taken_up = over(stands) && !now.standing.passes();
            let fewer = now.count < stands.count;
            let decided = stands.outcome.is_some() && now.outcome != stands.outcome;
            let told = (stands.served_at.is_some() && now.served_at.is_none())
                || (stands.appealed_at.is_some() && now.appealed_at.is_none());
            taken_up || fewer || decided || told
        };
        self.each().filter(loses).map(|(item, _)| item.id.clone()).collect()
    }

    /// What facts name and this version has not.
    fn unknown(&self) -> Vec<String> {
        let mut found = vec![];
        for fact in self.facts.standing() {
            let Some(id) = fact.item() else { continue };
            let item = self.pathway.items.iter().find(|item| item.id == id);
            let lacks = match (item, &fact.act) {
                (None, _) => Some(id.to_owned()),
                (Some(item), CaseAct::Decided { outcome, .. }) => {
                    let mut outcomes = item.decision().into_iter().flat_map(|decision| &decision.outcomes);
                    (!outcomes.any(|known| known.id == *outcome)).then(|| format!("{id}={outcome}"))
                }
                _ => None,
            };
            found.extend(lacks.filter(|lack| !found.contains(lack)));
        }
        found
    }
}

/// Whether a clock ends later, or not at all any more.
fn is_later(before: Option<Reckoned>, after: Option<Reckoned>) -> bool {
    match (before, after) {
        (None, _) | (Some(Reckoned::Stopped { .. }), Some(Reckoned::Ends { .. })) => false,
        // What stands still may end whenever it goes on.
        (Some(_), None) | (Some(Reckoned::Ends { .. }), Some(Reckoned::Stopped { .. })) => true,
        (Some(Reckoned::Stopped { left, unit }), Some(Reckoned::Stopped { left: now, unit: other })) => {
            unit != other || now > left
        }
        (Some(before), Some(after)) => {
            let end = |due: Reckoned| due.earliest().map(|end| end.ends);
            let last = |due: Reckoned| due.certain().map_or(Timestamp(i64::MAX), |end| end.ends);
            end(after) > end(before) || last(after) > last(before)
        }
    }
}
