//! Work that comes again, silence and appeals, held to a walk day by day.

use std::collections::BTreeMap;

use jiff::civil::Date;
use model::{Timestamp, Zone};
use pathways::{CaseAct, CaseFact, CaseFacts, CaseVersion, CaseView, FactId};
use proptest::prelude::*;

use crate::world::sound;

const FIRST: Date = jiff::civil::date(2020, 9, 1);

fn moment(day: usize) -> Timestamp {
    Zone::utc().begins(date(day))
}

fn date(day: usize) -> Date {
    (0..day).fold(FIRST, |date, _| date.tomorrow().unwrap())
}

fn facts(acts: impl IntoIterator<Item = (usize, CaseAct)>) -> CaseFacts {
    let acts = std::iter::once((0, CaseAct::Opened)).chain(acts);
    let fact = |(number, (day, act)): (usize, (usize, CaseAct))| CaseFact {
        id: FactId { origin: 1, number: number as u64 },
        happened: moment(day),
        told: moment(day),
        who: format!("p{number}"),
        role: "CW".into(),
        act,
    };
    CaseFacts::new(Zone::utc(), acts.enumerate().map(fact))
}

/// What stands of work that is due every so many days, told day by day: what is due, since when it is late, how often it
/// was missed, whether it is over.
fn repeated(
    every: usize,
    first: usize,
    beat: bool,
    most: usize,
    done: &[usize],
    today: usize,
) -> (Option<usize>, Option<usize>, usize, bool) {
    let (mut due, mut missed, mut count) = (first, 0, 0);
    for day in 0..=today {
        // The day of the next one comes: this one was missed.
        if day == due + every {
            missed += 1;
            due += every;
        }
        for _ in done.iter().filter(|at| **at == day) {
            count += 1;
            due = if beat { due + every } else { day + every };
            if count == most {
                return (None, None, missed, true);
            }
        }
    }
    (Some(due), (due < today).then_some(due + 1), missed, false)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn what_repeats_is_what_a_walk_day_by_day_says(
        every in 1..9_usize,
        first in 0..6_usize,
        beat in any::<bool>(),
        most in 2..5_usize,
        mut done in prop::collection::vec(0..50_usize, 0..8),
        today in 0..60_usize,
    ) {
        done.sort_unstable();
        let rhythm = if beat { ", beat: due" } else { "" };
        let pathway = sound(&format!(
            "{{pathway: p, law: l, sees: {{scope: office}}, by: [CW], opens: {{by: [CW]}}, ends: {{e: {{leaves: true}}}},
              stages: [{{id: s, tasks: [{{id: x, due: {first} days, repeat: {{every: {every} days, until: case.x.count >= {most}{rhythm}}}}}]}}]}}"
        ));
        let facts = facts(done.iter().map(|day| (*day, CaseAct::Did { item: "x".into() })));
        let calendars = BTreeMap::new();
        let version = CaseVersion { pathway: &pathway, calendars: &calendars, national: None };
        let view = CaseView::at(version, &facts, moment(today));
        let (due, late, missed, over) = repeated(every, first, beat, most, &done, today);
        let shown = |day: Option<usize>| day.map(|day| date(day).to_string());
        prop_assert_eq!(view.due.first().map(|(_, ends)| ends[0].clone().unwrap()), shown(due));
        prop_assert_eq!(view.late.first().map(|(_, since)| since.clone()), shown(late));
        prop_assert_eq!(view.missed.first().map_or(0, |(_, missed)| *missed), i64::try_from(missed).unwrap());
        prop_assert_eq!(view.open.is_empty() && view.stages.is_empty(), over);
    }

    #[test]
    fn what_is_decided_served_and_appealed_is_what_a_walk_day_by_day_says(
        decided in prop::option::of(0..20_usize),
        vote in 0..10_usize,
        serve in prop::option::of(0..10_usize),
        appeal in prop::option::of(0..20_usize),
        today in 0..60_usize,
    ) {
        let pathway = sound(
            "{pathway: p, law: l, sees: {scope: office}, by: [CW], opens: {by: [CW]}, ends: {final: {if: case.d.final, leaves: true}},
              stages: [{id: s, decisions: [{id: d, outcomes: [yes_, {id: no_, adverse: true}], approve: CW, silence: yes_,
                due: 12 days, serve: letter, appeal: {by: [PE], within: 7 days, to: r}}]},
                {id: t, after: [s], decisions: [{id: r, if: case.d.appealed, outcomes: [a, b], serve: letter}]}]}",
        );
        let item = || "d".to_owned();
        let decide = decided.map(|day| (day, CaseAct::Decided { item: item(), outcome: "no_".into(), reasons: vec!["r".into()] }));
        let voted = decided.map(|day| day + vote);
        let vote = voted.map(|day| (day, CaseAct::Voted { item: item(), yes: true, seat: None }));
        // Twelve days from the first: silence speaks as the thirteenth begins.
        let in_time = voted.filter(|day| *day < 13);
        let made = in_time.unwrap_or(13);
        let served = serve.map(|days| made + days);
        let serve = served.map(|day| (day, CaseAct::Served { item: item() }));
        let appealed = served.zip(appeal).map(|(day, days)| day + days);
        let appeal = appealed.map(|day| (day, CaseAct::Appealed { item: item() }));
        let facts = facts(decide.into_iter().chain(vote).chain(serve).chain(appeal));
        let calendars = BTreeMap::new();
        let version = CaseVersion { pathway: &pathway, calendars: &calendars, national: None };
        let view = CaseView::at(version, &facts, moment(today));

        let is_made = made <= today;
        let outcome = is_made.then(|| if in_time.is_some() { "no_" } else { "yes_" });
        prop_assert_eq!(view.outcome.first().map(|(_, outcome)| outcome.as_str()), outcome);
        prop_assert_eq!(view.open.contains(&"d".to_owned()), !is_made);
        let was_served = served.filter(|day| *day <= today);
        let against = in_time.is_some();
        let was_appealed = against && appealed.is_some_and(|day| day <= today);
        prop_assert_eq!(view.open.contains(&"r".to_owned()), is_made && was_appealed);
        // In favour: final with service. Against: when nobody appealed in seven days, and again open when somebody does.
        let is_final = was_served.is_some_and(|day| !against || !was_appealed && day + 8 <= today);
        prop_assert_eq!(!view.ends.is_empty(), is_final);
        let running = was_served.filter(|day| against && !was_appealed && today < day + 8);
        let due = view.due.iter().find(|(id, _)| id == "d.appeal").map(|(_, ends)| ends[0].clone().unwrap());
        prop_assert_eq!(due, running.map(|day| date(day + 7).to_string()));
    }
}
