//! Variants, dropped conditions and quotas, each held to an answer that was worked out in another way: person by person
//! with the row walker, or from a measure that was rewritten.

use std::collections::BTreeMap;

use model::{Household, Row, Schema, Value};
use rules::measure::Unit;
use rules::{Arbitrary, Bound, Verdict, queue, tree, walk};

use super::*;
use crate::People;
use crate::equality::homes;
use crate::testing::schema;

const OPTIONS: Options = Options { batch: 16, workers: 2 };

fn reached(people: &People, schema: &Schema, bound: &Bound) -> Reach {
    simulate(people, schema, std::slice::from_ref(bound), &[], OPTIONS, &mut |_| ()).unwrap()
}

fn outcome(reach: &Reach) -> [u64; 3] {
    let outcome = reach.measures[0].outcome();
    [outcome.yes, outcome.no, outcome.needs]
}

/// Households around the boundaries of two measures.
fn population(schema: &Schema, bounds: [&Bound; 2], random: &mut Arbitrary) -> Vec<Household> {
    let id = schema.field("household.id").unwrap();
    let mut all = homes(schema, bounds[0], random);
    let mut others = homes(schema, bounds[1], random);
    for row in others.iter_mut().flat_map(|home| &mut home.members) {
        if let Some(Value::Text(name)) = row.get(id).known().cloned() {
            row.set(id, model::FieldState::Known(Value::Text(format!("b{name}"))));
        }
    }
    all.append(&mut others);
    all
}

fn rows(homes: &[Household]) -> Vec<Row> {
    homes.iter().flat_map(|home| home.members.clone()).collect()
}

/// Two measures of one name; in half of the cases the second is the first with a condition turned round.
fn versions(schema: &Schema, seed: u64, random: &mut Arbitrary) -> [Bound; 2] {
    let before = random.measure(schema);
    let mut after = random.measure(schema);
    after.on = before.on;
    if seed.is_multiple_of(2) {
        let last = after.conditions.pop().unwrap();
        after = before.clone();
        after.conditions.last_mut().unwrap().when = last.when;
        after.tables.clone_from(&before.tables);
    }
    [before, after]
}

/// Everybody's answers on both sides and their sex, by the walker.
fn walked(schema: &Schema, [before, after]: [&Bound; 2], homes: &[Household]) -> BTreeMap<(Verdict, Verdict), u64> {
    let mut table = BTreeMap::new();
    for home in homes {
        for about in 0..home.members.len() {
            let home = Household { about, ..home.clone() };
            let of = |bound: &Bound| walk(bound, schema, &home).unwrap().verdict;
            *table.entry((of(before), of(after))).or_default() += 1;
        }
    }
    table
}

#[test]
fn a_variant_moves_the_same_people_as_the_walker_says() {
    let schema = schema();
    let mut moved = 0;
    for seed in 0..60 {
        let mut random = Arbitrary::new(seed);
        let [before, after] = versions(&schema, seed, &mut random);
        let homes = population(&schema, [&before, &after], &mut random);
        let expect = walked(&schema, [&before, &after], &homes);
        let rows = rows(&homes);
        let people = People::in_memory(&schema, &rows, true).unwrap();
        let by = Breakdown::read(&schema, &["sex"]).unwrap();
        let world = |bound| World { schema: &schema, bounds: std::slice::from_ref(bound) };
        let reach = compare(&people, world(&before), world(&after), &by, OPTIONS, &mut |_| ()).unwrap();
        let figures = reach.release(10).unwrap();
        let variant = &figures.variants.as_ref().unwrap().measures[0];
        let of = |from, to| expect.get(&(from, to)).copied().unwrap_or_default();
        let row = |from| [of(from, Verdict::Yes), of(from, Verdict::No), of(from, Verdict::Needs)];
        let shown = |split: &SplitFigures| [split.yes.unwrap(), split.no.unwrap(), split.needs.unwrap()];
        let (yes, no, needs) = (row(Verdict::Yes), row(Verdict::No), row(Verdict::Needs));
        let table = &variant.transitions;
        assert_eq!([shown(&table.yes), shown(&table.no), shown(&table.needs)], [yes, no, needs], "seed {seed}");
        assert_eq!(variant.gained.people, Some(no[0] + needs[0]));
        assert_eq!(variant.lost.people, Some(yes[1] + yes[2]));
        assert_eq!(variant.newly_undecidable.people, Some(yes[2] + no[2]));
        let by_sex: u64 = variant.by["sex"].iter().map(|group| group.gained.unwrap()).sum();
        assert_eq!(Some(by_sex), variant.gained.people);
        assert_eq!(shown(&variant.before), outcome(&reached(&people, &schema, &before)));
        assert_eq!(shown(&variant.after), outcome(&reached(&people, &schema, &after)));
        moved += no[0] + needs[0];
    }
    assert!(moved > 100, "variants that change nothing prove nothing: {moved}");
}

#[test]
fn the_conditions_of_a_gain_are_those_that_stood_in_the_way() {
    let schema = schema();
    for seed in 0..40 {
        let mut random = Arbitrary::new(seed);
        let [before, after] = versions(&schema, seed, &mut random);
        let homes = population(&schema, [&before, &after], &mut random);
        let mut expect: BTreeMap<String, u64> = BTreeMap::new();
        for home in &homes {
            for about in 0..home.members.len() {
                let home = Household { about, ..home.clone() };
                let (old, new) = (walk(&before, &schema, &home).unwrap(), walk(&after, &schema, &home).unwrap());
                if old.verdict != Verdict::Yes && new.verdict == Verdict::Yes {
                    let carried = match old.verdict {
                        Verdict::No => tree::because(&before.root, old.masks),
                        _ => tree::open(&before.root, old.masks),
                    };
                    for place in carried {
                        *expect.entry(before.conditions[place].id.clone()).or_default() += 1;
                    }
                }
            }
        }
        let rows = rows(&homes);
        let people = People::in_memory(&schema, &rows, true).unwrap();
        let world = |bound| World { schema: &schema, bounds: std::slice::from_ref(bound) };
        let reach = compare(&people, world(&before), world(&after), &[], OPTIONS, &mut |_| ()).unwrap();
        let figures = reach.release(10).unwrap();
        let gained = &figures.variants.as_ref().unwrap().measures[0].gained;
        let found = gained.conditions.iter().map(|found| (found.condition.clone(), found.people.unwrap()));
        assert_eq!(found.collect::<BTreeMap<_, _>>(), expect, "seed {seed}");
        let alone: u64 = gained.conditions.iter().map(|found| found.alone.unwrap()).sum();
        assert_eq!(Some(alone + gained.several.unwrap()), gained.people);
    }
}

/// A measure in which these conditions always hold.
fn without(bound: &Bound, set: &[usize]) -> Bound {
    let mut rewritten = bound.clone();
    for place in set {
        rewritten.conditions[*place].when = rules::Cond::Const(true);
    }
    rewritten
}

#[test]
fn dropping_conditions_is_the_same_as_a_measure_without_them() {
    let schema = schema();
    for seed in 0..60 {
        let mut random = Arbitrary::new(seed);
        let bound = random.measure(&schema);
        let rows = rows(&homes(&schema, &bound, &mut random));
        let people = People::in_memory(&schema, &rows, true).unwrap();
        let reach = reached(&people, &schema, &bound);
        let last = bound.conditions.len() - 1;
        for set in [vec![0], vec![last], vec![0, last], (0..=last).collect()] {
            let ids: Vec<&str> = set.iter().map(|place| bound.conditions[*place].id.as_str()).collect();
            let asked = reach.dropped(&ids.join(",")).unwrap();
            let figures = reach.release_with(10, &[asked]).unwrap();
            let dropped = &figures.measures[0].dropped[0];
            let expect = outcome(&reached(&people, &schema, &without(&bound, &set)));
            assert_eq!([dropped.yes, dropped.no, dropped.needs], expect.map(Some), "seed {seed}, {ids:?}");
            assert_eq!(dropped.gained, Some(expect[0] - outcome(&reach)[0]));
        }
        for named in &reach.release(10).unwrap().measures[0].drop_to_reach {
            let places: Vec<usize> =
                named.conditions.iter().map(|id| reach.measures[0].position(id).unwrap()).collect();
            assert_eq!(named.yes, Some(outcome(&reached(&people, &schema, &without(&bound, &places)))[0]));
            assert!(named.gained > Some(0));
        }
    }
}

#[test]
fn a_quota_grants_or_lets_wait_and_never_changes_a_verdict() {
    let schema = schema();
    let mut waited = 0;
    for seed in 0..120 {
        let mut random = Arbitrary::new(seed);
        let bound = random.measure(&schema);
        let rows = rows(&homes(&schema, &bound, &mut random));
        let people = People::in_memory(&schema, &rows, true).unwrap();
        let with = reached(&people, &schema, &bound).release(10).unwrap();
        let plain = Bound { cap: None, priority: vec![], ..bound.clone() };
        let mut without = reached(&people, &schema, &plain).release(10).unwrap();
        assert_eq!(without.measures[0].quota, None);
        without.measures[0].quota.clone_from(&with.measures[0].quota);
        assert_eq!(with, without, "seed {seed}");
        let Some(quota) = &with.measures[0].quota else { continue };
        assert_eq!(quota.granted.unwrap() + quota.waiting.unwrap(), with.measures[0].yes.unwrap());
        waited += quota.waiting.unwrap();
        let again = simulate(&people, &schema, &[bound], &[], Options { batch: 5, workers: 3 }, &mut |_| ()).unwrap();
        assert_eq!(again.release(10).unwrap(), with, "the draw does not depend on how people were cut into batches");
    }
    assert!(waited > 0, "quotas that never run out prove nothing");
}

#[test]
fn a_household_is_due_once_by_the_member_who_stands_first() {
    let schema = schema();
    let mut shared = 0;
    for seed in 0..60 {
        let mut random = Arbitrary::new(seed);
        let bound = Bound { unit: Unit::Household, ..random.measure(&schema) };
        let homes = homes(&schema, &bound, &mut random);
        let (mut due, mut cost) = (0, super::cost::Cost::default());
        for home in &homes {
            let member = |about: usize| Household { about, ..home.clone() };
            let yes = |about: &usize| walk(&bound, &schema, &member(*about)).unwrap().verdict == Verdict::Yes;
            let reached: Vec<usize> = (0..home.members.len()).filter(yes).collect();
            let first = |about: &usize| (queue::rank(&bound, &schema, &member(*about)).unwrap(), *about);
            let Some(first) = reached.iter().copied().min_by_key(first) else { continue };
            let paid = crate::plan::paying(&bound).next().unwrap();
            cost.add(queue::interval(&bound, &schema, &member(first), &bound.computes[paid].value).unwrap());
            due += 1;
            shared += reached.len() - 1;
        }
        let people = People::in_memory(&schema, &rows(&homes), true).unwrap();
        let reach = reached(&people, &schema, &bound);
        let found = &reach.measures[0].tally.yields;
        assert_eq!(found.due, due, "seed {seed}");
        assert_eq!(found.costs.first().copied().unwrap_or_default(), cost, "seed {seed}");
        if let Some(quota) = reach.release(10).unwrap().measures.remove(0).quota {
            assert_eq!((quota.unit.as_str(), quota.granted.unwrap() + quota.waiting.unwrap()), ("household", due));
        }
    }
    assert!(shared > 20, "households in which one member alone is reached prove nothing: {shared}");
}

#[test]
fn nothing_of_real_people_is_a_mask_and_no_release_can_be_subtracted() {
    let schema = schema();
    for seed in 0..20 {
        let mut random = Arbitrary::new(seed);
        let [before, after] = versions(&schema, seed, &mut random);
        let rows = rows(&population(&schema, [&before, &after], &mut random));
        let people = People::in_memory(&schema, &rows, false).unwrap();
        let by = Breakdown::read(&schema, &["sex"]).unwrap();
        let world = |bound| World { schema: &schema, bounds: std::slice::from_ref(bound) };
        let reach = compare(&people, world(&before), world(&after), &by, OPTIONS, &mut |_| ()).unwrap();
        assert!(reach.patterns("arbitrary", "m", 99).is_empty());
        assert_eq!(reach.what_if_dropped("arbitrary", "m", &["c1"]), None);
        let asked = [reach.dropped("in_force").unwrap(), reach.dropped("c1").unwrap()];
        assert_eq!(released::leaks(&reach, 10, &asked), 0, "seed {seed}");
        let text = serde_json::to_string(&reach.release_with(10, &asked).unwrap()).unwrap();
        assert!(!text.contains("mask") && !text.contains("pattern") && !text.contains("samples"), "{text}");
        // A count from 1 to 9 would be a small one; amounts of money are quoted and withheld with the counts.
        let small = |part: &str| part.parse::<u64>().is_ok_and(|number| (1..10).contains(&number));
        let numbers = text.split([':', ',', '}', ']']).filter(|part| small(part)).count();
        let published = reach.measures.iter().chain(reach.variant.iter().flat_map(|it| &it.after));
        let places = published.filter(|it| {
            matches!(it.bound.cap.as_ref().map(|cap| &cap.limit), Some(rules::measure::CapLimit::Places(1..10)))
        });
        assert!(numbers <= places.count(), "{text}");
    }
}
