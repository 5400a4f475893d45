//! A second evaluator, slow and simple: it walks a case hour by hour and asks at each hour what holds. Whatever pathway and
//! facts are made up, the timeline says the same; and it says the same in whichever order the facts came.

mod clock;
mod spec;
mod walk;

use std::collections::BTreeMap;

use model::{Timestamp, Zone};
use pathways::{CaseFacts, CaseMemory, CaseVersion, CaseView, case_rows, state_at, timeline};
use proptest::prelude::*;

use crate::world::sound;
use spec::{HOUR, HOURS, OPENED, events, facts, specs, text};
use walk::{Simple, simple};

fn shown(view: &CaseView) -> Simple {
    let due = view.due.iter().map(|(id, ends)| (id.clone(), ends[0].clone().unwrap()));
    Simple {
        stages: view.stages.clone(),
        open: view.open.clone(),
        due: due.collect(),
        late: view.late.clone(),
        stopped: view.stopped.clone(),
        outcome: view.outcome.clone(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn the_timeline_says_what_a_walk_hour_by_hour_says(stages in specs(), events in events(), hours in prop::collection::vec(0..HOURS, 3)) {
        let pathway = sound(&text(&stages));
        let facts = CaseFacts::new(Zone::utc(), facts(&pathway, &stages, &events));
        let calendars = BTreeMap::new();
        let version = CaseVersion { pathway: &pathway, calendars: &calendars, national: None };
        for hour in hours {
            let at = Timestamp(OPENED + hour * HOUR);
            let view = CaseView::at(version, &facts, at);
            prop_assert_eq!(shown(&view), simple(&stages, &events, hour), "hour {}", hour);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn the_order_in_which_facts_come_does_not_matter(
        stages in specs(),
        events in events(),
        shuffled in any::<prop::sample::Selector>(),
        hour in 0..HOURS,
    ) {
        let pathway = sound(&text(&stages));
        let facts = facts(&pathway, &stages, &events);
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
        back in prop::collection::vec(0..200_i64, 64),
    ) {
        let pathway = sound(&text(&stages));
        let mut all = facts(&pathway, &stages, &events);
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
    fn rows_that_went_on_from_what_was_known_are_those_of_whoever_begins_anew(
        stages in specs(),
        events in events(),
        back in prop::collection::vec(0..200_i64, 64),
        order in any::<prop::sample::Selector>(),
    ) {
        let pathway = sound(&text(&stages));
        let mut rest = facts(&pathway, &stages, &events);
        for (fact, back) in rest.iter_mut().skip(1).zip(&back).filter(|(_, back)| *back % 3 == 0) {
            fact.happened = Timestamp(OPENED.max(fact.told.0 - back * HOUR));
        }
        let calendars = BTreeMap::new();
        let version = CaseVersion { pathway: &pathway, calendars: &calendars, national: None };
        let (in_turn, at_random) = (CaseMemory::default(), CaseMemory::default());
        for number in 1..=rest.len() {
            let known = CaseFacts::new(Zone::utc(), rest[..number].iter().cloned());
            prop_assert_eq!(in_turn.rows(version, &known), case_rows(version, &known));
            // Whatever was known, and however little of it is kept, a case at a moment is what it is.
            let at = Timestamp(rest[number - 1].told.0 - back[number % 64] * HOUR);
            prop_assert_eq!(CaseView::remembering(version, &known, at, &in_turn), CaseView::at(version, &known, at));
        }
        let mut known = vec![];
        while !rest.is_empty() {
            known.push(rest.remove(order.select(0..rest.len())));
            let facts = CaseFacts::new(Zone::utc(), known.iter().cloned());
            prop_assert_eq!(at_random.rows(version, &facts), case_rows(version, &facts));
        }
    }

    #[test]
    fn a_timeline_read_at_a_moment_is_the_case_at_that_moment(stages in specs(), events in events(), minute in 0..HOURS * 60) {
        let pathway = sound(&text(&stages));
        let facts = CaseFacts::new(Zone::utc(), facts(&pathway, &stages, &events));
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
