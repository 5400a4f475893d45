//! What must hold of every measure and every household; seeds are fixed, so a failure can be run again.

use model::{FieldState, Household, Lang, Row, Value};

use super::*;
use crate::answer::{Answer, Question, answer};
use crate::bind::{Clocks, bind};
use crate::fixture::schema;
use crate::load::{LoadOptions, load};
use crate::source::Source;
use crate::tree;
use crate::verdict::{State, Verdict};
use crate::walk::{Range, Reading, Scene, walk};

/// Random measures over a small schema and over the installed one, and the shipped measures themselves.
fn measures() -> Vec<(Schema, Bound)> {
    let small = schema();
    let shipped: Vec<Source> = Source::shipped_names().iter().filter_map(|name| Source::shipped(name)).collect();
    let packs = load(&shipped, &LoadOptions::default()).unwrap();
    let random = |schema: &Schema, seed| (schema.clone(), Arbitrary::new(seed).measure(schema));
    let mut measures: Vec<_> = (0..200).map(|seed| random(&small, seed)).collect();
    measures.extend((0..30).map(|seed| random(&packs.schema, seed)));
    for measure in packs.packs.iter().flat_map(|pack| &pack.measures) {
        for on in [date(2020, 6, 1), date(2020, 9, 1), date(2020, 12, 1)] {
            measures.push((packs.schema.clone(), bind(&packs, measure, Clocks::on(on), None).unwrap()));
        }
    }
    measures
}

/// Every measure with households around its boundaries.
fn each(mut check: impl FnMut(&mut Arbitrary, &Schema, &Bound, &Household)) {
    for (seed, (schema, bound)) in (0..).zip(measures()) {
        let mut arbitrary = Arbitrary::new(seed);
        for household in arbitrary.households(&schema, &bound, 5) {
            check(&mut arbitrary, &schema, &bound, &household);
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_answers_whoever_asks() {
    let schema = schema();
    for seed in 0..50 {
        let once = || {
            let mut arbitrary = Arbitrary::new(seed);
            let bound = arbitrary.measure(&schema);
            let household = arbitrary.household(&schema, &bound);
            answer(&bound, &schema, &household, &Lang::en()).unwrap()
        };
        assert_eq!(once(), once());
    }
}

#[test]
fn measures_are_well_typed_and_every_verdict_and_state_occurs() {
    let (mut verdicts, mut states) = (Vec::new(), Vec::new());
    each(|_, schema, bound, household| {
        let walked = walk(bound, schema, household).unwrap();
        verdicts.push(walked.verdict);
        states.extend(walked.states);
    });
    let share = |verdict| verdicts.iter().filter(|found| **found == verdict).count() * 100 / verdicts.len();
    for verdict in [Verdict::Yes, Verdict::No, Verdict::Needs] {
        assert!(share(verdict) >= 5, "{verdict:?} {}", share(verdict));
    }
    for state in [State::Met, State::NotMet, State::Unknown, State::Presumed] {
        assert!(states.contains(&state));
    }
}

/// Deletes one datum that nobody contests; `None` where there is none to delete.
fn forget_one(arbitrary: &mut Arbitrary, schema: &Schema, household: &Household) -> Option<Household> {
    let (size, role) = (schema.field("household.size").unwrap(), schema.field("household.role").unwrap());
    let mut less = household.clone();
    let declared: Vec<&Value> = household.members.iter().filter_map(|row| row.get(size).known()).collect();
    let listed = i64::try_from(household.members.len()).unwrap();
    let quarrel =
        declared.iter().any(|value| **value < Value::Int(listed)) || declared.windows(2).any(|w| w[0] != w[1]);
    let head = Value::Code("head".into());
    let heads = household.members.iter().filter(|row| row.get(role).known() == Some(&head)).count();
    // Where both are given they may disagree, and then the country stands.
    let place_of = ["country", "in_country"].map(|name| schema.field(name));
    let whole = arbitrary.chance(10);
    let place = usize::try_from(arbitrary.number(0, listed - 1)).unwrap();
    if whole {
        let contested = less.members[place].on_record().any(|(_, state)| matches!(state, FieldState::Contested(_)));
        if place == less.about || contested || quarrel || heads > 1 {
            return None;
        }
        less.members.remove(place);
        less.about -= usize::from(place < less.about);
        less.roster = model::Roster::Open;
        return Some(less);
    }
    let row: &mut Row = &mut less.members[place];
    let on_record: Vec<FieldId> = row.on_record().map(|(field, _)| field).collect();
    let field = arbitrary.choose(&on_record)?;
    let contested = matches!(row.get(field), FieldState::Contested(_));
    let twice = place_of.contains(&Some(field)) && place_of.iter().flatten().all(|field| on_record.contains(field));
    if contested || twice || (field == size && quarrel) || (field == role && heads > 1) {
        return None;
    }
    row.set(field, FieldState::Unknown);
    if field == size {
        less.roster = model::Roster::Open;
    }
    Some(less)
}

fn may_become(before: State, after: State) -> bool {
    let unknown = matches!(after, State::Unknown | State::Presumed);
    match before {
        State::Met | State::NotMet => after == before || unknown,
        State::Unknown | State::Presumed => after == before,
    }
}

/// Whether all that was possible still is.
fn still_holds(before: Reading, after: Reading) -> bool {
    match (before, after) {
        (Reading::NotApplicable, Reading::Range(range)) => range.may_not_apply,
        (Reading::Range(before), Reading::Range(after)) => {
            let Range { lo, hi, may_not_apply, .. } = before;
            after.lo <= lo && hi <= after.hi && after.may_not_apply >= may_not_apply
        }
        (Reading::NotApplicable, Reading::NotApplicable) | (_, Reading::Code(None)) => true,
        (before, after) => before == after,
    }
}

#[test]
fn knowing_less_never_says_more() {
    let mut deleted = 0;
    each(|arbitrary, schema, bound, household| {
        let before = walk(bound, schema, household).unwrap();
        for _ in 0..3 {
            let Some(less) = forget_one(arbitrary, schema, household) else { continue };
            deleted += 1;
            let after = walk(bound, schema, &less).unwrap();
            for (condition, (was, is)) in bound.conditions.iter().zip(before.states.iter().zip(&after.states)) {
                assert!(may_become(*was, *is), "{was:?} became {is:?}: {condition:?}\n{household:?}\n{less:?}");
            }
            let presumed = |walked: &crate::walk::Walked| tree::rests_on_presumption(&bound.root, walked.masks);
            match before.verdict {
                Verdict::No => assert!(after.verdict != Verdict::Yes || presumed(&after)),
                Verdict::Yes | Verdict::Needs => assert_ne!(after.verdict, Verdict::No),
            }
            let (was, is) = (Scene::new(bound, schema, household), Scene::new(bound, schema, &less));
            for computed in &bound.computes {
                let was = was.term(&computed.value, household.about).unwrap();
                let is = is.term(&computed.value, less.about).unwrap();
                assert!(still_holds(was, is), "{was:?} became {is:?}: {computed:?}");
            }
        }
    });
    assert!(deleted > 1_500, "{deleted}");
}

/// Answers every question with some value; who else belongs is answered by listing them.
fn reply(arbitrary: &mut Arbitrary, schema: &Schema, bound: &Bound, household: &mut Household, asked: &[Question]) {
    let size = schema.field("household.size").unwrap();
    let role = schema.field("household.role").unwrap();
    let other = arbitrary.household(schema, bound);
    let mut head = false;
    for question in asked {
        match question {
            Question::Members => {
                let declared = household.members.iter().filter_map(|row| match row.get(size).known() {
                    Some(Value::Int(size)) => usize::try_from(*size).ok(),
                    _ => None,
                });
                let wanted = declared.max().unwrap_or_default();
                household.members.resize(wanted.max(household.members.len()), Row::new(schema));
                household.roster = model::Roster::Complete;
            }
            // Those who declare a size agree from now on.
            Question::Field { field, .. } if *field == size => {
                let listed = i64::try_from(household.members.len()).unwrap();
                household.members.iter_mut().for_each(|row| row.set(size, FieldState::Known(Value::Int(listed))));
            }
            // The first who is asked turns out to be the head.
            Question::Field { member, field } if *field == role => {
                let code = if head { "other" } else { "head" };
                household.members[*member].set(role, FieldState::Known(Value::Code(code.into())));
                head = true;
            }
            Question::Field { member, field } => {
                let exact = match other.members[0].get(*field) {
                    FieldState::Known(Value::Partial(date)) => FieldState::Known(Value::Partial(date.lo().into())),
                    FieldState::Known(Value::Code(code))
                        if code.len() < 4 && schema.name(*field) == "work.occupation" =>
                    {
                        FieldState::Known(Value::Code(format!("{code:1<4}")))
                    }
                    FieldState::Known(value) => FieldState::Known(value.clone()),
                    _ => FieldState::NotApplicable,
                };
                household.members[*member].set(*field, exact);
            }
        }
    }
}

fn ask(bound: &Bound, schema: &Schema, household: &Household) -> Answer {
    answer(bound, schema, household, &Lang::en()).unwrap()
}

#[test]
fn whoever_answers_all_questions_gets_an_answer() {
    let mut most = 0;
    each(|arbitrary, schema, bound, household| {
        let mut household = household.clone();
        let mut found = ask(bound, schema, &household);
        for round in 1.. {
            if found.verdict != Verdict::Needs {
                break;
            }
            assert!(!found.questions.is_empty(), "nothing is asked: {bound:?}\n{household:?}");
            assert!(round < 30, "asks for ever: {:?}\n{bound:?}\n{household:?}", found.ask);
            most = most.max(round);
            reply(arbitrary, schema, bound, &mut household, &found.questions.clone());
            found = ask(bound, schema, &household);
        }
    });
    assert!(most >= 1);
}
