//! Small pathways and facts that are made up: stages in any order, tasks and decisions with conditions on data and on the
//! case itself, clocks, votes, silence, appeals; and what people do in them, sensible or not.

use std::fmt::Write;

use model::{FieldState, Timestamp, Value};
use pathways::{CaseAct, CaseFact, FactId, Pathway, Period, TimeUnit};
use proptest::prelude::*;

pub const HOUR: i64 = 3_600_000_000;
/// 2020-08-26T00:00Z, a Wednesday: weekends and the end of a month lie ahead.
pub const OPENED: i64 = 1_598_400_000_000_000;
pub const HOURS: i64 = 24 * 16;
/// How many days an appeal is open.
pub const APPEAL_DAYS: i64 = 2;
const FLAGS: [&str; 2] = ["t.flag", "t.other"];
const PEOPLE: [(&str, &str); 4] = [("ana", "CW"), ("leo", "CW"), ("sam", "SU"), ("eva", "SU")];

#[derive(Debug, Clone)]
pub struct SpecStage {
    pub after: Vec<usize>,
    /// One of those before suffices.
    pub any: bool,
    pub applies: Option<Cond>,
    pub enter: Option<Cond>,
    pub items: Vec<SpecItem>,
}

#[derive(Debug, Clone)]
pub struct SpecItem {
    pub applies: Option<Cond>,
    pub optional: bool,
    pub approve: bool,
    pub behind: bool,
    pub due: Option<(i64, &'static str)>,
    /// Of a decision, what silence says: nothing, in favour, against.
    pub decision: Option<Silence>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Silence {
    Nothing,
    For,
    Against,
}

/// What a stage or an item hangs on: data, or what became of an item that stands before it in the file.
#[derive(Debug, Clone, Copy)]
pub enum Cond {
    Flag(usize),
    Done(usize),
    NotDone(usize),
    Appealed(usize),
    Against(usize),
}

#[derive(Debug, Clone)]
pub enum Event {
    Set(usize, bool),
    /// A task is done, a decision decided: for somebody or against them.
    Did(usize, usize, bool),
    Vote(usize, usize, bool),
    Serve(usize),
    Appeal(usize),
    Waive(usize),
    Extend(usize, i64),
    Pause(usize),
    Resume(usize),
    Close,
    Reopen,
    Retract(usize),
}

/// All items with their stage and their place in it.
pub fn items(stages: &[SpecStage]) -> Vec<(usize, usize, SpecItem)> {
    let each = stages.iter().enumerate();
    each.flat_map(|(stage, spec)| spec.items.iter().cloned().enumerate().map(move |(place, item)| (stage, place, item)))
        .collect()
}

fn condition(key: &str, condition: Option<Cond>) -> String {
    let said = match condition {
        None => return String::new(),
        Some(Cond::Flag(flag)) => FLAGS[flag].to_owned(),
        Some(Cond::Done(item)) => format!("case.i{item}.done"),
        Some(Cond::NotDone(item)) => format!("not case.i{item}.done"),
        Some(Cond::Appealed(item)) => format!("case.i{item}.appealed"),
        Some(Cond::Against(item)) => format!("case.i{item}.outcome = no_"),
    };
    format!(", {key}: {said}")
}

/// The pathway of a specification; items are called `i0`, `i1`, .. throughout.
pub fn text(stages: &[SpecStage]) -> String {
    let mut text = String::from(
        "{pathway: p, law: l, sees: {scope: office}, by: [CW, SU], opens: {by: [CW]}, ends: {e: {leaves: true}}, stages: [",
    );
    let mut number = 0;
    for (position, stage) in stages.iter().enumerate() {
        let before: Vec<String> = stage.after.iter().map(|after| format!("s{after}")).collect();
        let key = if stage.any { "any" } else { "after" };
        write!(text, "{{id: s{position}, {key}: [{}]", before.join(", ")).unwrap();
        text += &condition("if", stage.applies);
        text += &condition("enter", stage.enter);
        // One list for each item would be two keys of one name: tasks come first in every stage.
        for (list, decisions) in [("tasks", false), ("decisions", true)] {
            write!(text, ", {list}: [").unwrap();
            for (place, item) in stage.items.iter().enumerate().filter(|(_, item)| item.decision.is_some() == decisions)
            {
                text += &item_text(number + place, place, item);
            }
            text.push(']');
        }
        number += stage.items.len();
        text.push_str("}, ");
    }
    text + "]}"
}

fn item_text(number: usize, place: usize, item: &SpecItem) -> String {
    let mut text = format!("{{id: i{number}");
    if item.behind && place > 0 {
        write!(text, ", after: [i{}]", number - 1).unwrap();
    }
    text += &condition("if", item.applies);
    if item.optional {
        text.push_str(", optional: true");
    }
    if item.approve {
        text.push_str(", approve: {n: 1, of: [CW, SU]}");
    }
    if let Some((n, unit)) = item.due {
        write!(text, ", due: {n} {unit}").unwrap();
    }
    if let Some(silence) = item.decision {
        write!(text, ", outcomes: [yes_, {{id: no_, adverse: true}}], serve: letter").unwrap();
        write!(text, ", appeal: {{by: [PE], within: {APPEAL_DAYS} days}}").unwrap();
        match silence {
            Silence::Nothing => {}
            Silence::For => text.push_str(", silence: yes_"),
            Silence::Against => text.push_str(", silence: no_"),
        }
    }
    text + "}, "
}

type MadeItem = (Option<(usize, usize)>, bool, bool, bool, Option<(i64, &'static str)>, Option<Silence>);

fn made_item() -> impl Strategy<Value = MadeItem> {
    let due = prop_oneof![
        Just(None),
        (1..60_i64).prop_map(|n| Some((n, "hours"))),
        (0..6_i64).prop_map(|n| Some((n, "days"))),
        (1..5_i64).prop_map(|n| Some((n, "working_days"))),
    ];
    let silence = prop_oneof![Just(Silence::Nothing), Just(Silence::For), Just(Silence::Against)];
    let decision = prop_oneof![2 => Just(None), 1 => silence.prop_map(Some)];
    (made_condition(), prop::bool::weighted(0.2), any::<bool>(), any::<bool>(), due, decision)
}

/// A kind of condition and the number that it is of.
fn made_condition() -> impl Strategy<Value = Option<(usize, usize)>> {
    prop_oneof![3 => Just(None), 2 => (0..7_usize, 0..8_usize).prop_map(Some)]
}

/// A condition on a flag, or on one of so many items that stand before.
fn of(made: Option<(usize, usize)>, decisions: &[bool]) -> Option<Cond> {
    let (kind, of) = made?;
    let item = |decision: bool| {
        let fitting: Vec<usize> = (0..decisions.len()).filter(|item| !decision || decisions[*item]).collect();
        (!fitting.is_empty()).then(|| fitting[of % fitting.len()])
    };
    let found = match kind {
        0 | 1 => None,
        2 | 3 => item(false).map(Cond::Done),
        4 => item(false).map(Cond::NotDone),
        5 => item(true).map(Cond::Appealed),
        _ => item(true).map(Cond::Against),
    };
    Some(found.unwrap_or(Cond::Flag(of % 2)))
}

pub fn specs() -> impl Strategy<Value = Vec<SpecStage>> {
    let before = prop::collection::vec(any::<prop::sample::Index>(), 0..3);
    let items = prop::collection::vec(made_item(), 1..4);
    let stage = (before, any::<bool>(), made_condition(), made_condition(), items);
    prop::collection::vec(stage, 1..5).prop_map(|made| {
        let (mut stages, mut decisions): (Vec<SpecStage>, Vec<bool>) = (vec![], vec![]);
        for (position, (before, any, applies, enter, mut items)) in made.into_iter().enumerate() {
            let mut after: Vec<usize> =
                before.into_iter().filter(|_| position > 0).map(|index| index.index(position)).collect();
            after.sort_unstable();
            after.dedup();
            items.sort_by_key(|(.., decision)| decision.is_some());
            let (applies, enter) = (of(applies, &decisions), of(enter, &decisions));
            let mut found = vec![];
            for (applies, optional, approve, behind, due, decision) in items {
                let applies = of(applies, &decisions);
                let (optional, approve) = (optional && decision.is_none(), approve || decision.is_some());
                // Silence speaks at the end of a clock.
                let due = due.or(decision.and(Some((3, "days"))));
                found.push(SpecItem { applies, optional, approve, behind, due, decision });
                decisions.push(decision.is_some());
            }
            stages.push(SpecStage { any: any && !after.is_empty(), after, applies, enter, items: found });
        }
        stages
    })
}

pub fn events() -> impl Strategy<Value = Vec<(i64, Event)>> {
    let item = || 0..9_usize;
    let event = prop_oneof![
        4 => (0..2_usize, any::<bool>()).prop_map(|(flag, value)| Event::Set(flag, value)),
        9 => (item(), 0..4_usize, any::<bool>()).prop_map(|(item, who, yes)| Event::Did(item, who, yes)),
        8 => (item(), 0..4_usize, prop::bool::weighted(0.8)).prop_map(|(item, who, yes)| Event::Vote(item, who, yes)),
        2 => item().prop_map(Event::Serve),
        4 => item().prop_map(Event::Appeal),
        1 => item().prop_map(Event::Waive),
        1 => (item(), 1..4_i64).prop_map(|(item, n)| Event::Extend(item, n)),
        1 => item().prop_map(Event::Pause),
        1 => item().prop_map(Event::Resume),
        1 => Just(Event::Close),
        1 => Just(Event::Reopen),
        1 => (0..30_usize).prop_map(Event::Retract),
    ];
    let alone = prop::collection::vec((0..HOURS - 48, event), 0..36);
    (alone, prop::collection::vec(whole_way(), 0..3)).prop_map(|(alone, ways)| [alone, ways.concat()].concat())
}

/// What chance seldom puts in a row: decided, approved, served, perhaps closed, appealed.
fn whole_way() -> impl Strategy<Value = Vec<(i64, Event)>> {
    let hours = prop::collection::vec(0..40_i64, 4);
    (0..9_usize, 0..120_i64, any::<bool>(), any::<bool>(), hours).prop_map(|(item, from, yes, close, hours)| {
        let close = if close { Event::Close } else { Event::Serve(item) };
        let rest = [Event::Vote(item, 2, true), Event::Serve(item), close, Event::Appeal(item)];
        let (mut at, mut way) = (from, vec![(from, Event::Did(item, 0, yes))]);
        for (after, event) in hours.into_iter().zip(rest) {
            at += after;
            way.push((at, event));
        }
        way
    })
}

/// The facts of events: those of one hour are in the order of their numbers.
pub fn facts(pathway: &Pathway, stages: &[SpecStage], events: &[(i64, Event)]) -> Vec<CaseFact> {
    let fact = |number: usize, hour: i64, who: usize, act: CaseAct| CaseFact {
        id: FactId { origin: 1, number: number as u64 },
        happened: Timestamp(OPENED + hour * HOUR),
        told: Timestamp(OPENED + hour * HOUR),
        who: PEOPLE[who].0.into(),
        role: PEOPLE[who].1.into(),
        act,
    };
    let each = events.iter().enumerate().map(|(number, (hour, event))| {
        let (who, act) = act(pathway, &items(stages), events.len(), event);
        fact(number + 1, *hour, who, act)
    });
    std::iter::once(fact(0, 0, 0, CaseAct::Opened)).chain(each).collect()
}

fn act(pathway: &Pathway, items: &[(usize, usize, SpecItem)], events: usize, event: &Event) -> (usize, CaseAct) {
    let item = |item: &usize| format!("i{}", item % items.len());
    let act = match event {
        Event::Set(flag, value) => {
            let field = pathway.schema.field(FLAGS[*flag]).unwrap();
            CaseAct::Recorded { field, state: FieldState::Known(Value::Bool(*value)), source: String::new() }
        }
        Event::Did(of, who, _) if items[of % items.len()].2.decision.is_none() => {
            return (*who, CaseAct::Did { item: item(of) });
        }
        Event::Vote(of, who, yes) => return (*who, CaseAct::Voted { item: item(of), yes: *yes, seat: None }),
        Event::Did(of, who, yes) => {
            let outcome = if *yes { "yes_" } else { "no_" }.to_owned();
            return (*who, CaseAct::Decided { item: item(of), outcome, reasons: vec!["r".into()] });
        }
        Event::Serve(of) => CaseAct::Served { item: item(of) },
        Event::Appeal(of) => CaseAct::Appealed { item: item(of) },
        Event::Waive(of) => CaseAct::Waived { item: item(of) },
        Event::Extend(of, n) => {
            let unit = match items[of % items.len()].2.due {
                Some((_, "hours")) => TimeUnit::Hours,
                Some((_, "working_days")) => TimeUnit::WorkingDays,
                _ => TimeUnit::Days,
            };
            CaseAct::Extended { item: item(of), by: Period { n: *n, unit } }
        }
        Event::Pause(of) => CaseAct::Paused { item: item(of) },
        Event::Resume(of) => CaseAct::Resumed { item: item(of) },
        Event::Close => CaseAct::Closed { end: "e".into() },
        Event::Reopen => CaseAct::Reopened { end: "e".into() },
        Event::Retract(of) => CaseAct::Retracted { fact: FactId { origin: 1, number: (of % events) as u64 + 1 } },
    };
    (0, act)
}
