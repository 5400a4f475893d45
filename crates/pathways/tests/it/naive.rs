//! A second evaluator, slow and simple: it walks a case hour by hour and asks at each hour what holds. Whatever pathway and
//! facts are made up, the timeline says the same; and it says the same in whichever order the facts came.

use std::collections::BTreeMap;
use std::fmt::Write;

use jiff::civil::Date;
use model::{FieldState, Timestamp, Value, Zone};
use pathways::{CaseAct, CaseFact, CaseFacts, CaseMemory, CaseVersion, CaseView, FactId, Pathway, state_at, timeline};
use proptest::prelude::*;

use crate::world::sound;

const HOUR: i64 = 3_600_000_000;
/// 2020-08-26T00:00Z, a Wednesday: weekends and the end of a month lie ahead.
const OPENED: i64 = 1_598_400_000_000_000;
const HOURS: i64 = 24 * 16;
const FLAGS: [&str; 2] = ["t.flag", "t.other"];
const PEOPLE: [(&str, &str); 4] = [("ana", "CW"), ("leo", "CW"), ("sam", "SU"), ("eva", "SU")];

#[derive(Debug, Clone)]
struct SpecStage {
    after: Vec<usize>,
    applies: Option<usize>,
    items: Vec<SpecItem>,
}

#[derive(Debug, Clone)]
struct SpecItem {
    applies: Option<usize>,
    optional: bool,
    approve: bool,
    behind: bool,
    due: Option<(i64, &'static str)>,
}

#[derive(Debug, Clone)]
enum Event {
    Set(usize, bool),
    Did(usize, usize),
    Vote(usize, usize, bool),
    Pause(usize),
    Resume(usize),
    Retract(usize),
}

/// The pathway of a specification; items are called `i0`, `i1`, .. throughout.
fn text(stages: &[SpecStage]) -> String {
    let mut text = String::from(
        "{pathway: p, law: l, sees: {scope: office}, by: [CW, SU], opens: {by: [CW]}, ends: {e: {leaves: true}}, stages: [",
    );
    let mut number = 0;
    for (position, stage) in stages.iter().enumerate() {
        let after: Vec<String> = stage.after.iter().map(|after| format!("s{after}")).collect();
        let applies = stage.applies.map(|flag| format!(", if: {}", FLAGS[flag])).unwrap_or_default();
        write!(text, "{{id: s{position}, after: [{}]{applies}, tasks: [", after.join(", ")).unwrap();
        for (place, item) in stage.items.iter().enumerate() {
            write!(text, "{{id: i{number}").unwrap();
            if item.behind && place > 0 {
                write!(text, ", after: [i{}]", number - 1).unwrap();
            }
            if let Some(flag) = item.applies {
                write!(text, ", if: {}", FLAGS[flag]).unwrap();
            }
            if item.optional {
                text.push_str(", optional: true");
            }
            if item.approve {
                text.push_str(", approve: {n: 1, of: [CW, SU]}");
            }
            if let Some((n, unit)) = item.due {
                write!(text, ", due: {n} {unit}").unwrap();
            }
            text.push_str("}, ");
            number += 1;
        }
        text.push_str("]}, ");
    }
    text + "]}"
}

fn specs() -> impl Strategy<Value = Vec<SpecStage>> {
    let due = prop_oneof![
        Just(None),
        (1..60_i64).prop_map(|n| Some((n, "hours"))),
        (0..6_i64).prop_map(|n| Some((n, "days"))),
        (1..5_i64).prop_map(|n| Some((n, "working_days"))),
    ];
    let flag = || prop_oneof![3 => Just(None), 1 => (0..2_usize).prop_map(Some)];
    let item = (flag(), prop::bool::weighted(0.2), any::<bool>(), any::<bool>(), due);
    let item =
        item.prop_map(|(applies, optional, approve, behind, due)| SpecItem { applies, optional, approve, behind, due });
    let stage = (prop::collection::vec(any::<prop::sample::Index>(), 0..3), flag(), prop::collection::vec(item, 1..3));
    prop::collection::vec(stage, 1..5).prop_map(|stages| {
        let each = stages.into_iter().enumerate().map(|(position, (after, applies, items))| {
            let mut after: Vec<usize> =
                after.into_iter().filter(|_| position > 0).map(|index| index.index(position)).collect();
            after.sort_unstable();
            after.dedup();
            SpecStage { after, applies, items }
        });
        each.collect()
    })
}

fn events() -> impl Strategy<Value = Vec<(i64, Event)>> {
    let event = prop_oneof![
        2 => (0..2_usize, any::<bool>()).prop_map(|(flag, value)| Event::Set(flag, value)),
        5 => (0..8_usize, 0..4_usize).prop_map(|(item, who)| Event::Did(item, who)),
        4 => (0..8_usize, 0..4_usize, prop::bool::weighted(0.8)).prop_map(|(item, who, yes)| Event::Vote(item, who, yes)),
        1 => (0..8_usize).prop_map(Event::Pause),
        1 => (0..8_usize).prop_map(Event::Resume),
        1 => (0..30_usize).prop_map(Event::Retract),
    ];
    prop::collection::vec((0..HOURS - 48, event), 0..30)
}

/// The facts of events: those of one hour are in the order of their numbers.
fn facts(pathway: &Pathway, items: usize, events: &[(i64, Event)]) -> Vec<CaseFact> {
    let fact = |number: usize, hour: i64, who: usize, act: CaseAct| CaseFact {
        id: FactId { origin: 1, number: number as u64 },
        happened: Timestamp(OPENED + hour * HOUR),
        told: Timestamp(OPENED + hour * HOUR),
        who: PEOPLE[who].0.into(),
        role: PEOPLE[who].1.into(),
        act,
    };
    let item = |item: &usize| format!("i{}", item % items);
    let each = events.iter().enumerate().map(|(number, (hour, event))| {
        let (who, act) = match event {
            Event::Set(flag, value) => {
                let field = pathway.schema.field(FLAGS[*flag]).unwrap();
                let state = FieldState::Known(Value::Bool(*value));
                (0, CaseAct::Recorded { field, state, source: String::new() })
            }
            Event::Did(of, who) => (*who, CaseAct::Did { item: item(of) }),
            Event::Vote(of, who, yes) => (*who, CaseAct::Voted { item: item(of), yes: *yes, seat: None }),
            Event::Pause(of) => (0, CaseAct::Paused { item: item(of) }),
            Event::Resume(of) => (0, CaseAct::Resumed { item: item(of) }),
            Event::Retract(of) => {
                (0, CaseAct::Retracted { fact: FactId { origin: 1, number: (of % events.len()) as u64 + 1 } })
            }
        };
        fact(number + 1, *hour, who, act)
    });
    std::iter::once(fact(0, 0, 0, CaseAct::Opened)).chain(each).collect()
}

/// What the simple evaluator says of a case.
#[derive(Debug, PartialEq, Eq, Default)]
struct Simple {
    stages: Vec<String>,
    open: Vec<String>,
    due: Vec<(String, String)>,
    late: Vec<(String, String)>,
    stopped: Vec<(String, String)>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Is {
    Waiting,
    Open,
    Undecided,
    Offered,
    Passed,
}

struct Walk<'a> {
    stages: &'a [SpecStage],
    /// Events that stand, in the order of their hours.
    events: Vec<(i64, Event)>,
    entered: Vec<Option<i64>>,
    opened: Vec<Option<i64>>,
    was_skipped: Vec<bool>,
    stage_is: Vec<Is>,
    item_is: Vec<Is>,
    left: Vec<bool>,
}

/// Takes retracted events away: the latest retraction first, for a retraction can be retracted.
fn standing(events: &[(i64, Event)]) -> Vec<(i64, Event)> {
    let mut gone = vec![false; events.len()];
    let mut order: Vec<usize> = (0..events.len()).collect();
    order.sort_by_key(|index| std::cmp::Reverse((events[*index].0, *index)));
    for index in order {
        if let Event::Retract(of) = events[index].1
            && !gone[index]
        {
            gone[of % events.len()] = true;
        }
    }
    let mut found: Vec<(usize, (i64, Event))> =
        events.iter().cloned().enumerate().filter(|(index, _)| !gone[*index]).collect();
    found.sort_by_key(|(index, (hour, _))| (*hour, *index));
    found.into_iter().map(|(_, event)| event).collect()
}

impl Walk<'_> {
    fn items(&self) -> Vec<(usize, usize, &SpecItem)> {
        let each = self.stages.iter().enumerate();
        let all =
            each.flat_map(|(stage, spec)| spec.items.iter().enumerate().map(move |(place, item)| (stage, place, item)));
        all.collect()
    }

    fn flag(&self, flag: usize, hour: i64) -> Option<bool> {
        let mut said = self.events.iter().filter(|(at, _)| *at <= hour).filter_map(|(_, event)| match event {
            Event::Set(of, value) if *of == flag => Some(*value),
            _ => None,
        });
        said.next_back()
    }

    /// The hour at which an item was done by what people did, whether or not it stood open.
    fn done(&self, number: usize, count: usize, approve: bool, hour: i64) -> Option<i64> {
        let (mut authors, mut votes, mut pending): (Vec<usize>, Vec<(usize, bool)>, bool) = (vec![], vec![], false);
        for (at, event) in self.events.iter().filter(|(at, _)| *at <= hour) {
            match event {
                Event::Did(of, who) if of % count == number => {
                    if !approve {
                        return Some(*at);
                    }
                    authors.push(*who);
                    votes.clear();
                    pending = true;
                }
                Event::Vote(of, who, yes) if of % count == number && pending && !authors.contains(who) => {
                    votes.retain(|(voter, _)| voter != who);
                    votes.push((*who, *yes));
                    if votes.iter().any(|(_, yes)| *yes) {
                        return Some(*at);
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// The hour at which somebody first did an item.
    fn begun(&self, number: usize, count: usize, hour: i64) -> Option<i64> {
        let mut did = self
            .events
            .iter()
            .filter(|(at, event)| *at <= hour && matches!(event, Event::Did(of, _) if of % count == number));
        did.next().map(|(at, _)| *at)
    }

    /// One look at everything; whether anything is other than it was.
    fn look(&mut self, hour: i64) -> bool {
        let before =
            (self.entered.clone(), self.opened.clone(), self.stage_is.clone(), self.item_is.clone(), self.left.clone());
        let items: Vec<(usize, usize, SpecItem)> =
            self.items().into_iter().map(|(s, p, item)| (s, p, item.clone())).collect();
        for (stage, spec) in self.stages.iter().enumerate() {
            let turn = spec.after.iter().all(|after| self.left[*after] || self.stage_is[*after] == Is::Passed);
            let applies = spec.applies.map_or(Some(true), |flag| self.flag(flag, hour));
            let come = turn || self.entered[stage].is_some();
            self.stage_is[stage] = match (come, applies) {
                (false, _) => Is::Waiting,
                (true, Some(false)) => Is::Passed,
                (true, None) => Is::Undecided,
                (true, Some(true)) => Is::Open,
            };
            self.left[stage] = false;
            if self.stage_is[stage] == Is::Open {
                self.entered[stage].get_or_insert(hour);
                let required = items.iter().enumerate().filter(|(_, (of, _, item))| *of == stage && !item.optional);
                self.left[stage] = required.into_iter().all(|(number, _)| self.item_is[number] == Is::Passed);
            }
        }
        for (number, (stage, place, item)) in items.iter().enumerate() {
            let standing = self.stage_is[*stage];
            let behind = item.behind && *place > 0;
            let ready = standing == Is::Open && (!behind || self.item_is[number - 1] == Is::Passed);
            let applies = item.applies.map_or(Some(true), |flag| self.flag(flag, hour));
            let stage_skipped = standing == Is::Passed && !self.left[*stage];
            if !ready && self.opened[number].is_none() {
                self.item_is[number] = if stage_skipped { Is::Passed } else { Is::Waiting };
                continue;
            }
            let skipped = stage_skipped || applies == Some(false);
            let helps = applies == Some(true) || applies.is_none() && !item.optional;
            if helps && (self.opened[number].is_none() || self.was_skipped[number] && !skipped) {
                self.opened[number] = Some(hour);
            }
            let done = self.opened[number].and(self.done(number, items.len(), item.approve, hour));
            self.was_skipped[number] = done.is_none() && skipped;
            self.item_is[number] = match (done, skipped, applies) {
                (Some(_), _, _) | (None, true, _) => Is::Passed,
                (None, false, None) if item.optional => Is::Undecided,
                _ if item.optional && !(item.approve && self.begun(number, items.len(), hour).is_some()) => Is::Offered,
                _ => Is::Open,
            };
        }
        before
            != (
                self.entered.clone(),
                self.opened.clone(),
                self.stage_is.clone(),
                self.item_is.clone(),
                self.left.clone(),
            )
    }

    /// The hours in which an item's clock stands still, up to an hour, and whether it does so now.
    fn pauses(&self, number: usize, count: usize, hour: i64) -> Vec<(i64, Option<i64>)> {
        let mut found: Vec<(i64, Option<i64>)> = vec![];
        for (at, event) in self.events.iter().filter(|(at, _)| *at <= hour) {
            let running = found.last().is_none_or(|(_, until)| until.is_some());
            match event {
                Event::Pause(of) if of % count == number && running => found.push((*at, None)),
                Event::Resume(of) if of % count == number && !running => found.last_mut().unwrap().1 = Some(*at),
                _ => {}
            }
        }
        found
    }

    /// The end of a clock, hour by hour or day by day: the first hour that is late, or what is left.
    fn end(&self, number: usize, count: usize, item: &SpecItem, hour: i64) -> Option<Result<(i64, String), String>> {
        let (n, unit) = item.due?;
        let mut opened = self.opened[number]?;
        if item.optional {
            opened = opened.max(self.begun(number, count, hour)?);
        }
        let pauses = self.pauses(number, count, hour);
        if unit == "hours" {
            let (mut at, mut left) = (opened, n);
            while left > 0 {
                let pause = pauses.iter().find(|(from, until)| *from <= at && until.is_none_or(|until| at < until));
                match pause {
                    Some((_, None)) => return Some(Err(format!("{left} hours"))),
                    Some(_) => {}
                    None => left -= 1,
                }
                at += 1;
            }
            return Some(Ok((at, stamp(at))));
        }
        let (mut day, mut left) = (opened.div_euclid(24), n);
        while left > 0 {
            day += 1;
            let pause = pauses.iter().find(|(from, until)| {
                from.div_euclid(24) < day && until.is_none_or(|until| day <= until.div_euclid(24))
            });
            if let Some((_, None)) = pause {
                return Some(Err(format!("{left} {unit}")));
            }
            let free = unit == "working_days" && date(day).weekday().to_monday_one_offset() > 5;
            if pause.is_none() && !free {
                left -= 1;
            }
        }
        Some(Ok(((day + 1) * 24, date(day).to_string())))
    }

    fn told(&self, hour: i64) -> Simple {
        let mut told = Simple::default();
        for stage in 0..self.stages.len() {
            if self.stage_is[stage] == Is::Open && !self.left[stage] {
                told.stages.push(format!("s{stage}"));
            }
        }
        let items = self.items();
        for (number, (_, _, item)) in items.iter().enumerate().filter(|(number, _)| self.item_is[*number] == Is::Open) {
            let id = format!("i{number}");
            told.open.push(id.clone());
            match self.end(number, items.len(), item, hour) {
                Some(Ok((end, shown))) => {
                    told.due.push((id.clone(), shown));
                    if end <= hour {
                        let since = end.max(self.opened[number].unwrap());
                        let in_hours = item.due.is_some_and(|(_, unit)| unit == "hours");
                        told.late
                            .push((id, if in_hours { stamp(since) } else { date(since.div_euclid(24)).to_string() }));
                    }
                }
                Some(Err(left)) => told.stopped.push((id, left)),
                None => {}
            }
        }
        told
    }
}

fn date(day: i64) -> Date {
    let opened = jiff::civil::date(2020, 8, 26);
    (0..day).fold(opened, |day, _| day.tomorrow().unwrap())
}

fn stamp(hour: i64) -> String {
    format!("{}T{:02}:00", date(hour.div_euclid(24)), hour.rem_euclid(24))
}

/// What holds at an hour, found by looking at every hour before it.
fn simple(stages: &[SpecStage], events: &[(i64, Event)], hour: i64) -> Simple {
    let items: usize = stages.iter().map(|stage| stage.items.len()).sum();
    let mut walk = Walk {
        stages,
        events: standing(events),
        entered: vec![None; stages.len()],
        opened: vec![None; items],
        was_skipped: vec![false; items],
        stage_is: vec![Is::Waiting; stages.len()],
        item_is: vec![Is::Waiting; items],
        left: vec![false; stages.len()],
    };
    for hour in 0..=hour {
        while walk.look(hour) {}
    }
    walk.told(hour)
}

fn shown(view: &CaseView) -> Simple {
    let due = view.due.iter().map(|(id, ends)| (id.clone(), ends[0].clone().unwrap()));
    Simple {
        stages: view.stages.clone(),
        open: view.open.clone(),
        due: due.collect(),
        late: view.late.clone(),
        stopped: view.stopped.clone(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn the_timeline_says_what_a_walk_hour_by_hour_says(stages in specs(), events in events(), hours in prop::collection::vec(0..HOURS, 3)) {
        let pathway = sound(&text(&stages));
        let facts = CaseFacts::new(Zone::utc(), facts(&pathway, pathway.items.len(), &events));
        let calendars = BTreeMap::new();
        let version = CaseVersion { pathway: &pathway, calendars: &calendars, national: None };
        for hour in hours {
            let at = Timestamp(OPENED + hour * HOUR);
            let view = CaseView::at(version, &facts, at);
            prop_assert_eq!(shown(&view), simple(&stages, &events, hour), "hour {}", hour);
        }
    }

    #[test]
    fn the_order_in_which_facts_come_does_not_matter(
        stages in specs(),
        events in events(),
        shuffled in any::<prop::sample::Selector>(),
        hour in 0..HOURS,
    ) {
        let pathway = sound(&text(&stages));
        let facts = facts(&pathway, pathway.items.len(), &events);
        let mut rest = facts.clone();
        let mut other = vec![];
        while !rest.is_empty() {
            let next = shuffled.select(0..rest.len());
            // A bundle may hold what is there already.
            other.extend([rest[next].clone(), rest[next].clone()]);
            rest.remove(next);
        }
        let calendars = BTreeMap::new();
        let version = CaseVersion { pathway: &pathway, calendars: &calendars, national: None };
        let (here, there) = (CaseFacts::new(Zone::utc(), facts), CaseFacts::new(Zone::utc(), other));
        prop_assert_eq!(&here, &there);
        let at = Timestamp(OPENED + hour * HOUR);
        prop_assert_eq!(CaseView::at(version, &here, at), CaseView::at(version, &there, at));
    }

    #[test]
    fn whoever_remembers_a_case_sees_it_as_whoever_looks_for_the_first_time(
        stages in specs(),
        events in events(),
        back in prop::collection::vec(0..200_i64, 31),
    ) {
        let pathway = sound(&text(&stages));
        let mut all = facts(&pathway, pathway.items.len(), &events);
        // Every third was told later than it happened.
        for (fact, back) in all.iter_mut().skip(1).zip(&back).filter(|(_, back)| *back % 3 == 0) {
            fact.happened = Timestamp(OPENED.max(fact.told.0 - back * HOUR));
        }
        all.sort_by_key(|fact| (fact.told, fact.id));
        let calendars = BTreeMap::new();
        let version = CaseVersion { pathway: &pathway, calendars: &calendars, national: None };
        let memory = CaseMemory::default();
        for (number, back) in (1..=all.len()).zip(back) {
            let known = CaseFacts::new(Zone::utc(), all[..number].iter().cloned());
            let at = Timestamp(all[number - 1].told.0 + (back % 40 - 20) * HOUR);
            prop_assert_eq!(CaseView::remembering(version, &known, at, &memory), CaseView::at(version, &known, at));
        }
    }

    #[test]
    fn a_timeline_read_at_a_moment_is_the_case_at_that_moment(stages in specs(), events in events(), minute in 0..HOURS * 60) {
        let pathway = sound(&text(&stages));
        let facts = CaseFacts::new(Zone::utc(), facts(&pathway, pathway.items.len(), &events));
        let calendars = BTreeMap::new();
        let version = CaseVersion { pathway: &pathway, calendars: &calendars, national: None };
        let at = Timestamp(OPENED + minute * HOUR / 60);
        let line = timeline(version, &facts);
        prop_assert_eq!(line.at(at), state_at(version, &facts, at));
        let told: Vec<Timestamp> = line.changes().iter().map(|state| state.at).collect();
        prop_assert!(told.is_sorted_by(|a, b| a < b));
        prop_assert_eq!(line.at(Timestamp(OPENED - 1)), None);
    }
}
