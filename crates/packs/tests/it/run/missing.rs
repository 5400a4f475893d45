//! Missing is not "no", for the shipped measures and for random ones over all installed fields.
//! What that means stands in `rules::arbitrary`; seeds are fixed, so a failure can be run again.

use jiff::civil::date;
use model::{Household, Lang, Schema};
use packs::bind;
use rules::arbitrary::{Arbitrary, says_more};
use rules::{Bound, Clocks, Verdict, answer};

use super::shipped;

/// Each measure with households around its boundaries.
fn each(mut check: impl FnMut(&mut Arbitrary, &Schema, &Bound, &Household)) {
    let packs = shipped();
    let mut measures: Vec<Bound> = (0..30).map(|seed| Arbitrary::new(seed).measure(&packs.schema)).collect();
    for measure in packs.packs.iter().flat_map(|pack| &pack.measures) {
        for on in [date(2020, 6, 1), date(2020, 9, 1), date(2020, 12, 1)] {
            measures.push(bind(&packs, measure, Clocks::on(on), None).unwrap());
        }
    }
    for (seed, bound) in (0..).zip(measures) {
        let mut arbitrary = Arbitrary::new(seed);
        for household in arbitrary.households(&packs.schema, &bound, 5) {
            check(&mut arbitrary, &packs.schema, &bound, &household);
        }
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
            assert_eq!(more, None, "{} {}\n{household:?}\n{less:?}", bound.pack, bound.measure);
        }
    });
    assert!(deleted > 500, "{deleted}");
}

#[test]
fn whoever_answers_all_questions_gets_an_answer_or_is_told_that_days_cannot_be_counted() {
    let mut most = 0;
    each(|arbitrary, schema, bound, household| {
        let mut household = household.clone();
        let ask = |household: &Household| answer(bound, schema, household, &Lang::en()).unwrap();
        let mut found = ask(&household);
        for round in 1.. {
            if found.verdict != Verdict::Needs {
                break;
            }
            let open = !found.awaits.is_empty() || !found.uncounted.is_empty();
            if found.questions.is_empty() && open {
                break;
            }
            assert!(!found.questions.is_empty(), "nothing is asked: {bound:?}\n{household:?}");
            assert!(round < 30, "asks for ever: {:?}\n{bound:?}\n{household:?}", found.ask);
            most = most.max(round);
            arbitrary.reply(schema, bound, &mut household, &found.questions.clone());
            found = ask(&household);
        }
    });
    assert!(most >= 1);
}
