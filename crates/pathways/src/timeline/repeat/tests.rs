use std::collections::BTreeMap;

use model::{Date, Timestamp, Zone};
use proptest::prelude::*;
use rules::read::{Shared, Vocabulary};
use yaml::Report;

use crate::facts::{CaseAct, CaseFact, CaseFacts, FactId};
use crate::pathway::{Pathway, Period, TimeUnit};
use crate::timeline::bound::Engine;
use crate::timeline::rhythm::WALKED;
use crate::timeline::state::CaseState;
use crate::timeline::{CaseMemory, CaseVersion, CaseView, case_rows, state_at};

const DAY: i64 = 86_400_000_000;

/// A pathway of one task that comes again every day.
fn daily() -> Pathway {
    again("repeat: {every: 1 days, until: case.x.count >= 1000000}")
}

/// A pathway of one task that comes again.
fn again(task: &str) -> Pathway {
    let text = &format!(
        "{{pathway: p, law: l, sees: {{scope: office}}, by: [CW, SU], opens: {{by: [CW]}}, ends: {{e: {{leaves: true}}}},
          stages: [{{id: s, tasks: [{{id: x, {task}}}]}}]}}"
    );
    let vocabulary = Vocabulary::default();
    let (params, tables, calendars) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    let shared = Shared {
        pack: "t",
        law: None,
        jurisdiction: None,
        vocabulary: &vocabulary,
        today: None,
        params,
        tables,
        calendars,
    };
    let mut report = Report::new("t.yaml");
    let node = yaml::read(text, &mut report).unwrap();
    let tried = crate::read::read(node.map("a pathway", &mut report).unwrap(), &shared, &mut report);
    assert_eq!(report.finish(), vec![]);
    tried.unwrap().pathway
}

fn fact(number: u64, day: i64, act: CaseAct) -> CaseFact {
    let at = Timestamp(day * DAY);
    CaseFact { id: FactId { origin: 1, number }, happened: at, told: at, who: "ana".into(), role: "CW".into(), act }
}

/// The occurrences that were gone through while a case was settled at every instant of so many days, and its last state.
fn walked(pathway: &Pathway, facts: &CaseFacts, days: i64) -> (u64, CaseState) {
    let calendars = BTreeMap::new();
    let engine = Engine::new(CaseVersion { pathway, calendars: &calendars, national: None }, facts).unwrap();
    let before = WALKED.get();
    let mut state = engine.settle(CaseState::new(pathway, engine.opened), engine.opened);
    while let Some(next) = engine.next(&state).filter(|next| *next <= Timestamp(days * DAY)) {
        state = engine.settle(state, next);
    }
    (WALKED.get() - before, state)
}

fn opened() -> CaseFact {
    fact(0, 0, CaseAct::Opened)
}

#[test]
fn what_is_missed_every_day_for_years_is_gone_through_once_a_day() {
    let pathway = daily();
    let facts = CaseFacts::new(Zone::utc(), [opened()]);
    let (year, _) = walked(&pathway, &facts, 365);
    let (six, state) = walked(&pathway, &facts, 6 * 365);
    // Each day is settled in a few passes, and each of them looks at the occurrence that is open and the one after it.
    assert!(six <= 8 * 6 * 365, "{six} occurrences in six years");
    assert!(six <= 7 * year, "{year} in one year, {six} in six");
    // Due on the day of opening and on every one since: the day that begins now has missed all before.
    let item = &state.items[0];
    assert_eq!((item.missed, item.nth, item.count), (6 * 365, 6 * 365, 0));
    assert_eq!(item.breaches.latest_first().count(), 6 * 365);
    assert_eq!(item.breaches.last().map(|last| (last.nth, last.since)), Some((6 * 365 - 1, Timestamp(6 * 365 * DAY))));
}

#[test]
fn what_is_done_every_day_for_years_is_gone_through_once_a_day() {
    let pathway = daily();
    let done = |day: i64| fact(day.unsigned_abs() + 1, day, CaseAct::Did { item: "x".into() });
    let facts = CaseFacts::new(Zone::utc(), (0..6 * 365).map(done).chain([opened()]));
    let (six, state) = walked(&pathway, &facts, 6 * 365 - 1);
    assert!(six <= 8 * 6 * 365, "{six} occurrences in six years");
    assert_eq!((state.items[0].count, state.items[0].missed, state.items[0].breaches.last()), (6 * 365, 0, None));
}

#[test]
fn whoever_begins_at_the_last_day_finds_what_whoever_went_through_every_day_found() {
    let pathway = daily();
    let done = |(number, day): (u64, i64)| fact(number + 1, day, CaseAct::Did { item: "x".into() });
    let facts = CaseFacts::new(Zone::utc(), [(0, 3), (1, 3), (2, 4), (3, 9)].map(done).into_iter().chain([opened()]));
    let (_, state) = walked(&pathway, &facts, 40);
    let item = &state.items[0];
    // Done twice on the third day, on the fourth and on the ninth: what is due next is due one day after the last.
    let calendars = BTreeMap::new();
    let version = CaseVersion { pathway: &pathway, calendars: &calendars, national: None };
    assert_eq!(state_at(version, &facts, Timestamp(40 * DAY)).as_ref(), Some(&state));
    let engine = Engine::new(version, &facts).unwrap();
    let mut anew = state.clone();
    anew.items[0].rhythm = None;
    assert_eq!(engine.settle(anew, Timestamp(40 * DAY)), state);
    // Missed: days 0 to 2, 5 to 8, 10 to 39.
    assert_eq!((item.count, item.missed), (4, 3 + 4 + 30));
    assert_eq!(
        item.due.and_then(|due| due.certain()).and_then(|end| end.day),
        Some("1970-02-10".parse::<Date>().unwrap())
    );
}

#[test]
fn since_when_a_breach_was_known_is_found_in_one_walk_over_all_that_was_told() {
    let pathway = daily();
    // Missed on the first day; then done every day, each time told as it was done.
    let done = |day: i64| fact(day.unsigned_abs() + 1, day, CaseAct::Did { item: "x".into() });
    let facts = CaseFacts::new(Zone::utc(), (1..200).map(done).chain([opened()]));
    let calendars = BTreeMap::new();
    let version = CaseVersion { pathway: &pathway, calendars: &calendars, national: None };
    let memory = CaseMemory::default();
    let view = CaseView::remembering(version, &facts, Timestamp(199 * DAY), &memory);
    assert_eq!(view.known_from, [("x".to_owned(), "1970-01-01".to_owned())]);
    // Once for what stands now and once for what stood on record; of that, a telling settles its own instant anew.
    assert!(memory.settled() <= 4 * 200, "settled {} times", memory.settled());
}

#[test]
fn one_more_step_of_a_long_case_settles_no_more_than_one_of_a_short_case() {
    let pathway = daily();
    let calendars = BTreeMap::new();
    let version = CaseVersion { pathway: &pathway, calendars: &calendars, national: None };
    let done = |day: i64| fact(day.unsigned_abs() + 1, day, CaseAct::Did { item: "x".into() });
    let memory = CaseMemory::default();
    let mut settled = vec![];
    for days in 1..300 {
        let facts = CaseFacts::new(Zone::utc(), (1..days).map(done).chain([opened()]));
        let before = memory.settled();
        assert_eq!(memory.rows(version, &facts), case_rows(version, &facts));
        settled.push(memory.settled() - before);
    }
    assert_eq!(settled[10], settled[298]);
}

fn act(kind: usize) -> CaseAct {
    let item = || "x".to_owned();
    match kind {
        0..=3 => CaseAct::Did { item: item() },
        4 | 5 => CaseAct::Voted { item: item(), yes: true, seat: None },
        6 => CaseAct::Paused { item: item() },
        7 => CaseAct::Resumed { item: item() },
        8 => CaseAct::Extended { item: item(), by: Period { n: 2, unit: TimeUnit::Days } },
        9 => CaseAct::Closed { end: "e".into() },
        _ => CaseAct::Reopened { end: "e".into() },
    }
}

proptest! {
    #[test]
    fn whoever_goes_on_finds_at_every_instant_what_whoever_begins_anew_finds(
        every in 1..6_i64,
        first in 0..5_i64,
        beat in any::<bool>(),
        votes in any::<bool>(),
        most in 2..6_i64,
        acts in prop::collection::vec((0..60_i64, 0..11_usize), 0..30),
    ) {
        let (approve, beat) = (if votes { "approve: {n: 1, of: [CW, SU]}, " } else { "" }, if beat { ", beat: due" } else { "" });
        let pathway = again(&format!(
            "{approve}due: {first} days, repeat: {{every: {every} days, until: case.x.count >= {most}{beat}}}"
        ));
        let facts = acts.iter().zip(1..).map(|((day, kind), number)| {
            CaseFact { who: format!("p{}", number % 3), ..fact(number, *day, act(*kind)) }
        });
        let facts = CaseFacts::new(Zone::utc(), facts.chain([opened()]));
        let calendars = BTreeMap::new();
        let engine = Engine::new(CaseVersion { pathway: &pathway, calendars: &calendars, national: None }, &facts).unwrap();
        let mut state = engine.settle(CaseState::new(&pathway, engine.opened), engine.opened);
        while let Some(next) = engine.next(&state).filter(|next| *next <= Timestamp(80 * DAY)) {
            let mut anew = state.clone();
            anew.items[0].rhythm = None;
            state = engine.settle(state, next);
            let anew = engine.settle(anew, next);
            // Of a closed case nothing is gone through, so nothing is kept of it either.
            if state.closed.is_none() {
                prop_assert_eq!(&anew, &state);
            }
        }
    }
}
