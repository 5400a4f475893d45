//! The bytes of a release, written out by hand from the form of each part: what was stored by this version is read by
//! every later one. A change here is another version beside this one, never another expectation.

use std::collections::BTreeMap;

use disclosure::{Remembered, RememberedCell, Rules, Sum};

use super::*;
use crate::reach::{
    ConditionFigures, CostFigures, DropFigures, GroupFigures, MeasureFigures, QuestionFigures, QuotaFigures, Span,
};

/// A text behind its length.
fn text(text: &str) -> Vec<u8> {
    [&[u8::try_from(text.len()).unwrap()], text.as_bytes()].concat()
}

/// A count that is shown; numbers take seven bits a byte, the low ones first.
fn shown(count: u8) -> Vec<u8> {
    assert!(count < 128);
    vec![1, count]
}

const HIDDEN: &[u8] = &[0];
const NOTHING: &[u8] = &[0];

fn measure() -> MeasureFigures {
    let span = |min: Option<&str>, max: Option<&str>| Span { min: min.map(Into::into), max: max.map(Into::into) };
    MeasureFigures {
        pack: "p".into(),
        measure: "m".into(),
        yes: Some(12),
        presumed: None,
        no: Some(20),
        needs: Some(0),
        about: None,
        conditions: vec![ConditionFigures {
            id: "child".into(),
            met: Some(12),
            not_met: None,
            unknown: Some(1),
            missed_alone: None,
        }],
        by: BTreeMap::from([(
            "sex".into(),
            vec![GroupFigures { value: "F".into(), yes: None, no: Some(11), needs: None, about: None }],
        )]),
        questions: vec![QuestionFigures { field: "f".into(), alone: None, among: Some(10) }],
        drop_to_reach: vec![],
        dropped: vec![],
        cost: vec![CostFigures {
            name: "a".into(),
            currency: "EUR".into(),
            sum: span(Some("5.00"), None),
            fixed: Some(12),
            open: None,
        }],
        quota: Some(QuotaFigures {
            unit: "person".into(),
            budget: None,
            places: Some(40),
            currency: None,
            lottery: Some(7),
            granted: Some(12),
            waiting: None,
            cost: Some(span(None, Some("9.00"))),
        }),
        hash: "ab12".into(),
    }
}

fn measure_bytes() -> Vec<u8> {
    let condition = [text("child"), shown(12), HIDDEN.into(), shown(1)];
    let by = [text("sex"), vec![1], text("F"), HIDDEN.into(), shown(11), HIDDEN.into()];
    let question = [text("f"), HIDDEN.into(), shown(10)];
    let cost = [text("a"), text("EUR"), vec![1], text("5.00"), NOTHING.into(), shown(12), HIDDEN.into()];
    let quota = [text("person"), NOTHING.into(), shown(40), NOTHING.into(), shown(7), shown(12), HIDDEN.into()];
    let quota_cost = [vec![1], NOTHING.into(), vec![1], text("9.00")];
    let whole = [text("p"), text("m"), text("ab12"), shown(12), HIDDEN.into(), shown(20), shown(0)];
    let lists = [&condition[..], &by, &question, &cost, &quota].map(<[Vec<u8>]>::concat);
    let lists = lists.iter().flat_map(|list| [vec![1], list.clone()]).collect::<Vec<_>>();
    [whole.concat(), lists.concat(), quota_cost.concat()].concat()
}

fn release() -> KeptRelease {
    let cell = |name: &str, count, seen, shown, least, most| RememberedCell {
        name: name.into(),
        count,
        seen,
        shown,
        least,
        most,
    };
    let cells = vec![cell("people", 300, true, true, 300, 300), cell("rest", 300, false, false, 0, 301)];
    let sums = vec![Sum::split(0, vec![1])];
    KeptRelease {
        population: "all".into(),
        number: 5,
        after: [0xaa; 32],
        question: [0xbb; 32],
        figures: ReachFigures {
            on: "2020-06-30".into(),
            people: Some(300),
            synthetic: false,
            measures: vec![measure()],
            not_counted: vec![],
            reached_by_none: None,
            none_of_those_about: None,
            variants: None,
        },
        remembered: Remembered::read("2020-06-30".into(), Rules { threshold: 10 }, cells, sums).unwrap(),
    }
}

/// 300 in two bytes of seven bits: 0x2c and the mark that another follows, then 2.
const THREE_HUNDRED: [u8; 2] = [0x2c | 0x80, 2];
const THREE_HUNDRED_AND_ONE: [u8; 2] = [0x2d | 0x80, 2];

fn release_bytes() -> Vec<u8> {
    let head = [vec![2], text("all"), vec![5], vec![0xaa; 32], vec![0xbb; 32]];
    let figures = [text("2020-06-30"), vec![1], THREE_HUNDRED.into(), vec![1], measure_bytes(), HIDDEN.into()];
    let people = [text("people"), THREE_HUNDRED.into(), vec![1, 1], THREE_HUNDRED.into(), THREE_HUNDRED.into()];
    let rest = [text("rest"), THREE_HUNDRED.into(), vec![0, 0], vec![0], THREE_HUNDRED_AND_ONE.into()];
    // One sum: its total, one part, and that it says something of a group.
    let sums = vec![1, 0, 1, 1, 1];
    let memory = [text("2020-06-30"), vec![10], vec![2], people.concat(), rest.concat(), sums];
    [head.concat(), figures.concat(), memory.concat()].concat()
}

#[test]
fn a_release_is_written_in_these_bytes_and_read_from_them() {
    assert_eq!(write(&release()).unwrap(), release_bytes());
    assert_eq!(read(&release_bytes()), Ok(release()));
}

#[test]
fn counts_that_do_not_hang_together_are_not_read() {
    let mut bytes = release_bytes();
    // The count of the second cell, behind its name: 301 where its only sum says 300.
    let rest = bytes.windows(5).position(|it| it == text("rest")).unwrap();
    bytes[rest + 5] = THREE_HUNDRED_AND_ONE[0];
    assert_eq!(read(&bytes), Err(ReadReleaseError::Counts(FiguresError::Unequal { total: 0 })));
}

#[track_caller]
fn check_no_place(change: impl Fn(&mut ReachFigures), what: &'static str) {
    let mut release = release();
    change(&mut release.figures);
    assert_eq!(write(&release), Err(WriteReleaseError::NoPlace(what)));
}

#[test]
fn what_is_not_told_of_people_on_record_is_not_written() {
    let dropped = DropFigures { conditions: vec!["child".into()], yes: None, no: None, needs: None, gained: None };
    check_no_place(|figures| figures.synthetic = true, "invented people");
    check_no_place(|figures| figures.measures[0].dropped = vec![dropped.clone()], "a condition that is dropped");
    check_no_place(|figures| figures.measures[0].drop_to_reach = vec![dropped.clone()], "a condition that is dropped");
    let alone = "whom one condition alone leaves behind";
    check_no_place(|figures| figures.measures[0].conditions[0].missed_alone = Some(12), alone);
}
