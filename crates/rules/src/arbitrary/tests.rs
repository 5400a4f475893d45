//! What must hold of every measure and every household; seeds are fixed, so a failure can be run again.

use model::{Household, Lang, Row};

use super::*;
use crate::answer::{Answer, answer};
use crate::fixture::{schema, schema_with_records};
use crate::verdict::{State, Verdict};
use crate::walk::walk;

/// Random measures with households around their boundaries, half of them over records too.
fn each(mut check: impl FnMut(&mut Arbitrary, &Schema, &Bound, &Household)) {
    each_of(&schema(), &mut check);
    each_of(&schema_with_records(), &mut check);
}

fn each_of(schema: &Schema, check: &mut impl FnMut(&mut Arbitrary, &Schema, &Bound, &Household)) {
    for seed in 0..300 {
        let bound = Arbitrary::new(seed).measure(schema);
        let mut arbitrary = Arbitrary::new(seed);
        for household in arbitrary.households(schema, &bound, 5) {
            check(&mut arbitrary, schema, &bound, &household);
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

#[test]
fn knowing_less_never_says_more() {
    let mut deleted = 0;
    each(|arbitrary, schema, bound, household| {
        for _ in 0..3 {
            let Some(less) = arbitrary.knowing_less(schema, household) else { continue };
            deleted += 1;
            let more = says_more(bound, schema, household, &less).unwrap();
            assert_eq!(more, None, "{household:?}\n{less:?}");
        }
    });
    assert!(deleted > 1_000, "{deleted}");
}

fn ask(bound: &Bound, schema: &Schema, household: &Household) -> Answer {
    answer(bound, schema, household, &Lang::en()).unwrap()
}

#[test]
fn whoever_answers_all_questions_gets_an_answer_or_is_told_that_days_cannot_be_counted() {
    let (mut most, mut uncounted) = (0, 0);
    each(|arbitrary, schema, bound, household| {
        let mut household = household.clone();
        let mut found = ask(bound, schema, &household);
        for round in 1.. {
            if found.verdict != Verdict::Needs {
                break;
            }
            if found.questions.is_empty() && !found.awaits.is_empty() {
                break;
            }
            if found.questions.is_empty() && !found.uncounted.is_empty() {
                uncounted += 1;
                break;
            }
            assert!(!found.questions.is_empty(), "nothing is asked: {bound:?}\n{household:?}");
            assert!(round < 30, "asks for ever: {:?}\n{bound:?}\n{household:?}", found.ask);
            most = most.max(round);
            arbitrary.reply(schema, bound, &mut household, &found.questions.clone());
            found = ask(bound, schema, &household);
        }
    });
    assert!(most >= 1 && uncounted >= 1);
}

#[test]
fn records_are_read_in_every_way_and_told_in_every_state() {
    let schema = schema_with_records();
    let (mut ways, mut lists) = (std::collections::BTreeSet::new(), std::collections::BTreeSet::new());
    each_of(&schema, &mut |_, _, bound, household| {
        for node in bound.expressions().flat_map(crate::nodes::ExprNode::all).filter(|node| node.kind().is_some()) {
            ways.insert(match node {
                crate::nodes::ExprNode::Cond(Cond::Records { quantifier, .. }) => format!("{quantifier:?}"),
                crate::nodes::ExprNode::Term(Term::Call(Call::Records(_, fold))) => {
                    format!("{fold:?}").split('(').next().unwrap().to_owned()
                }
                _ => "another".into(),
            });
        }
        for (_, list) in household.members.iter().flat_map(Row::kinds) {
            lists.insert((list.listed.len().min(2), list.complete));
        }
    });
    assert_eq!(ways.iter().map(String::as_str).collect::<Vec<_>>(), ["All", "Any", "Count", "Least", "Most", "Sum"]);
    assert_eq!(lists.len(), 6, "none, one and several, whole and not: {lists:?}");
}
