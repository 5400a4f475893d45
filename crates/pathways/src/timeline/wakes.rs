//! The next instant at which a case can change: a fact, the end of a clock, a day on which a condition turns.

use model::{Date, Timestamp};

use super::bound::{Engine, Turn};
use super::state::{CaseStanding, CaseState};
use crate::pathway::{Anchor, Due};

impl Engine<'_> {
    /// The first instant after the state's own at which it may be another.
    pub fn next(&self, case: &CaseState) -> Option<Timestamp> {
        let now = case.at;
        let later = |at: &Timestamp| *at > now;
        let facts = self.facts.iter().map(|fact| fact.happened).filter(later).min();
        if case.closed.is_some() {
            return facts;
        }
        let items = case.items.iter().flat_map(|item| &item.wakes).copied().filter(later).min();
        let stages = self.stage_wakes(case).into_iter().filter(later).min();
        let days = self.turning_day(case).into_iter().chain(self.decided_day(now)).map(|day| self.zone.begins(day));
        let data = self.data_days(case).into_iter().filter(later).min();
        let untold = case.messages.iter().filter(|message| message.told.is_none());
        let lapse = untold.map(|message| Timestamp(message.lapses().0.saturating_add(1))).filter(later).min();
        facts.into_iter().chain(lapse).chain(items).chain(stages).chain(days.filter(later).min()).chain(data).min()
    }

    fn stage_wakes(&self, case: &CaseState) -> Vec<Timestamp> {
        let stages = self.version.pathway.stages.iter().zip(&case.stages);
        let open = stages.filter(|(_, stands)| stands.standing == CaseStanding::Open);
        open.flat_map(|(stage, stands)| {
            let ends = [stands.due.and_then(|due| due.earliest()), stands.due.and_then(|due| due.certain())];
            let levels = self.escalations(case, case.at, stage.due.as_ref(), stands.due);
            ends.into_iter()
                .flatten()
                .map(|end| end.ends)
                .chain(levels.into_iter().map(|(_, at)| at))
                .collect::<Vec<_>>()
        })
        .collect()
    }

    /// The next day on which a condition turns by itself.
    fn turning_day(&self, case: &CaseState) -> Option<Date> {
        let now = self.now(case, case.at);
        let today = self.zone.day(case.at);
        let mut turns = self.turns.borrow_mut();
        let member = now.household.members.first();
        let next = self.turning.iter().filter_map(|(condition, atoms, reads)| {
            let data: Vec<_> = reads.iter().filter_map(|field| member.map(|row| row.get(*field).clone())).collect();
            let holds =
                |turn: &&Turn| turn.data == data && turn.from <= today && turn.next.is_none_or(|next| next > today);
            if let Some(turn) = turns.get(condition).filter(holds) {
                return turn.next;
            }
            let next = atoms.next_turn(&self.around(), &now.household, today).ok().flatten();
            turns.insert(*condition, Turn { from: today, data, next });
            next
        });
        next.min()
    }

    /// The next day on which a holiday or a worked day is decided.
    fn decided_day(&self, now: Timestamp) -> Option<Date> {
        let today = self.zone.day(now);
        self.decided.iter().find(|day| **day > today).copied()
    }

    /// Days of the data at which clocks stop, go on or begin anew.
    fn data_days(&self, case: &CaseState) -> Vec<Timestamp> {
        let now = self.now(case, case.at);
        let anchors = |due: &Due| {
            let pauses = due.pauses.iter().flat_map(|pause| [pause.from, pause.until]);
            pauses.chain(due.restart).collect::<Vec<Anchor>>()
        };
        let all = self.version.pathway.clocks().into_iter().flat_map(|(_, due)| anchors(due));
        let values = all.filter(|anchor| matches!(anchor, Anchor::Value(_)));
        values.filter_map(|anchor| Some(self.anchor(case, &now, None, anchor)?.0.first)).collect()
    }
}
