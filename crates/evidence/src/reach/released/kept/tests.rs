//! An analyst who may not see anybody asks again and again: every day there is, every breakdown there is.
//!
//! The people are made, two thousand of them; on each of thirty days one comes, goes, or is told something else. What
//! the analyst does with the answers is in `analyst`, and nothing of it is the code that protects.

use std::collections::BTreeMap;

use model::{FieldState, Row, Schema, Value};
use rules::Bound;
use rules::expr::{Cond, FieldRef, Rel, Term, Whose};
use rules::measure::{Group, IfUnknown};

use super::*;
use crate::People;
use crate::reach::tests::{bound, int, read};
use crate::reach::{Breakdown, Options, World, compare, simulate};
use crate::testing::{row, schema};

mod analyst;
use analyst::{Analyst, Cell};

const THRESHOLD: u64 = 10;
const BREAKDOWNS: [&[&str]; 5] = [&[], &["sex"], &["nationality"], &["sex", "nationality"], &["permit.kind"]];

/// The income was lost, and at least so many hours of care.
fn measure(schema: &Schema, on: &str, hours: i64) -> Bound {
    let lost = FieldRef { whose: Whose::Subject, field: schema.field("work.lost_income").unwrap() };
    let conditions = [
        ("lost", Cond::Is { field: lost, value: true }, IfUnknown::Ask),
        ("cares", Cond::Compare(Rel::Ge, Term::clone(&read(schema, "care.hours")), int(hours)), IfUnknown::Ask),
    ];
    bound(on, &conditions, Group::All(vec![Group::One(0), Group::One(1)]))
}

/// Somebody by number: few nationalities with many people and many with few, one of whom nobody lost an income.
fn somebody(schema: &Schema, number: u64) -> Row {
    let dice = |salt: u64, sides: u64| (number * 7919 + salt * 104_729).wrapping_mul(2_654_435_761) / 65_536 % sides;
    let nation = match dice(1, 100) {
        0..40 => "VEN",
        40..65 => "COL",
        65..80 => "HTI",
        80..88 => "PER",
        88..93 => "SYR",
        93..96 => "AFG",
        96..98 => "CUB",
        _ => "MLI",
    };
    let lost = match dice(2, 20) {
        0 => "",
        1..9 => "true",
        _ => "false",
    };
    let lost = if nation == "CUB" { "false" } else { lost };
    let hours = if dice(3, 10) == 0 { String::new() } else { dice(4, 200).to_string() };
    let sex = if dice(5, 100) < 48 { "F" } else { "M" };
    let permit = ["residence", "work", "student"][usize::try_from(dice(6, 3)).unwrap()];
    let cells = [
        ("nationalities", nation),
        ("sex", sex),
        ("work.lost_income", lost),
        ("care.hours", hours.as_str()),
        ("permit.kind", permit),
    ];
    row(schema, &cells)
}

/// The people of each day; one of them changes a day.
fn days(schema: &Schema) -> Vec<Vec<Row>> {
    let lost = schema.field("work.lost_income").unwrap();
    let mut people: Vec<Row> = (0..2000).map(|number| somebody(schema, number)).collect();
    let mut days = vec![people.clone()];
    for day in 1..=30_u64 {
        let at = usize::try_from(day * 61 % 1900).unwrap();
        match day % 3 {
            0 => people.push(somebody(schema, 3000 + day)),
            1 => {
                people.remove(at);
            }
            _ => {
                let told = !matches!(people[at].get(lost), FieldState::Known(Value::Bool(true)));
                people[at].set(lost, FieldState::Known(Value::Bool(told)));
            }
        }
        days.push(people.clone());
    }
    days
}

fn reach(schema: &Schema, people: &[Row], measure: &Bound, by: &[&str]) -> Reach {
    let people = People::in_memory(schema, people, false).unwrap();
    let by = Breakdown::read(schema, by).unwrap();
    simulate(&people, schema, std::slice::from_ref(measure), &by, Options::default(), &mut |_| ()).unwrap()
}

/// Every count by name, as it is.
fn truth(schema: &Schema, people: &[Row], measure: &Bound) -> BTreeMap<Cell, u64> {
    let all = ["sex", "nationality", "permit.kind"];
    let invented = Reach { synthetic: true, ..reach(schema, people, measure, &all) };
    let figures = invented.release(THRESHOLD).unwrap();
    analyst::cells(&figures).into_iter().map(|(cell, count)| (cell, count.unwrap())).collect()
}

fn on(day: usize) -> String {
    // The thirtieth of April and what follows.
    if day == 0 { "2020-04-30".into() } else { format!("2020-05-{day:02}") }
}

/// What an analyst is told who may ask any day, and whose questions are forgotten.
#[test]
fn without_memory_the_analyst_recovers_who_changed_day_by_day() {
    let schema = schema();
    let days = days(&schema);
    let mut analyst = Analyst::default();
    let mut truths = vec![];
    for (day, people) in days.iter().enumerate() {
        let measure = measure(&schema, &on(day), 100);
        truths.push(truth(&schema, people, &measure));
        for by in BREAKDOWNS {
            analyst.told(day, &reach(&schema, people, &measure, by).release(THRESHOLD).unwrap());
        }
    }
    let found = analyst.small_changes(&truths, THRESHOLD);
    let told: std::collections::BTreeSet<usize> = found.iter().map(|(days, _)| days.1).collect();
    assert!(told.len() >= 25, "of thirty days {} are told", told.len());
}

/// The days on which figures are released: two month ends, and between them a day on which the rule changed.
const ALLOWED: [(usize, i64); 3] = [(0, 100), (17, 90), (30, 90)];

#[test]
fn beside_what_was_released_before_no_small_count_or_change_or_group_is_told() {
    let schema = schema();
    let days = days(&schema);
    let mut analyst = Analyst::default();
    let mut ledger = Ledger::new("all");
    let mut truths = vec![BTreeMap::new(); days.len()];
    let mut shown = vec![];
    for (day, hours) in ALLOWED {
        let measure = measure(&schema, &on(day), hours);
        truths[day] = truth(&schema, &days[day], &measure);
        for by in BREAKDOWNS {
            let reach = reach(&schema, &days[day], &measure, by).on_record();
            let release = reach.release(THRESHOLD, &ledger).unwrap();
            analyst.told(day, release.figures());
            shown.push(analyst::cells(release.figures()).values().filter(|count| count.is_some()).count());
            assert_eq!(reach.release(THRESHOLD, &ledger).unwrap(), release, "the same question, the same answer");
            ledger.add(release).unwrap();
        }
    }
    assert!(shown[3] > 20, "the first day is told of: {shown:?}");
    assert_eq!(analyst.small_counts(&truths, THRESHOLD), []);
    assert_eq!(analyst.small_groups(&truths, THRESHOLD), []);
    assert_eq!(analyst.small_changes(&truths, THRESHOLD), []);
    assert_eq!(analyst.small_changes_together(&truths, THRESHOLD), []);
    let kept: Vec<&Remembered> = ledger.releases().iter().map(|kept| &kept.remembered).collect();
    assert_eq!(disclosure::audit_together(&kept), []);
}

/// A ledger of three questions.
fn ledger() -> Ledger {
    let schema = schema();
    let people = &days(&schema)[0];
    let mut ledger = Ledger::new("all");
    for by in &BREAKDOWNS[..3] {
        let reach = reach(&schema, people, &measure(&schema, "2020-04-30", 100), by).on_record();
        ledger.add(reach.release(THRESHOLD, &ledger).unwrap()).unwrap();
    }
    ledger
}

fn stored(ledger: &Ledger) -> Vec<Vec<u8>> {
    ledger.releases().iter().map(|release| release.to_bytes().unwrap()).collect()
}

/// Whom a condition alone leaves behind is told of a file that somebody holds; of people on record it is another day's
/// answer under another name.
#[test]
fn of_people_on_record_nobody_is_told_whom_one_condition_alone_leaves_behind() {
    let schema = schema();
    let reach = reach(&schema, &days(&schema)[0], &measure(&schema, "2020-04-30", 100), BREAKDOWNS[0]);
    let alone = |figures: &ReachFigures| figures.measures[0].conditions.iter().any(|it| it.missed_alone.is_some());
    assert!(alone(&reach.release(THRESHOLD).unwrap()));
    let kept = reach.on_record().release(THRESHOLD, &Ledger::new("all")).unwrap();
    assert!(kept.figures().measures[0].conditions.iter().any(|it| it.met.is_some()));
    assert!(!alone(kept.figures()));
}

#[test]
fn releases_are_stored_and_read_back_and_their_figures_shown_again() {
    let ledger = ledger();
    assert_eq!(Ledger::read("all", stored(&ledger)).unwrap(), ledger);
    assert_eq!(Ledger::read("all", Vec::<Vec<u8>>::new()).unwrap(), Ledger::new("all"));
}

/// A version that this program does not read.
const VERSION_AFTER: u8 = 3;

#[test]
fn a_ledger_with_a_gap_of_others_or_of_another_version_is_refused() {
    let stored = stored(&ledger());
    let read = |stored: &[Vec<u8>]| Ledger::read("all", stored).map(|_| ());
    let (first, second, third) = (stored[0].clone(), stored[1].clone(), stored[2].clone());
    assert_eq!(read(&[first.clone(), third]), Err(LedgerError::Gap(1)));
    assert_eq!(read(std::slice::from_ref(&second)), Err(LedgerError::Gap(0)));
    assert_eq!(read(&[first.clone(), first.clone()]), Err(LedgerError::Gap(1)));
    let other = LedgerError::Population { number: 0, found: "all".into() };
    assert_eq!(Ledger::read("an office", [&first]).map(|_| ()), Err(other));
    let unread = |stored: Vec<u8>| match read(&[stored]) {
        Err(LedgerError::Unread { number: 0, why }) => why,
        other => panic!("{other:?}"),
    };
    let later = [&[VERSION_AFTER], &first[1..]].concat();
    assert_eq!(unread(later), ReadReleaseError::Version(VERSION_AFTER));
    // Releases were JSON once.
    assert_eq!(unread(b"{\"version\":1}".to_vec()), ReadReleaseError::Version(b'{'));
    assert_eq!(unread(vec![]), ReadReleaseError::Empty);
    assert!(matches!(unread(first[..first.len() - 1].to_vec()), ReadReleaseError::Form(_)));
    assert_eq!(unread([&first[..], &[0, 0]].concat()), ReadReleaseError::Rest(2));
    // Another first release than the one after which the second was made.
    let mut other = first.clone();
    let day = other.windows(10).position(|it| it == b"2020-04-30").unwrap();
    other[day + 9] = b'1';
    assert_eq!(read(&[other, second]), Err(LedgerError::Gap(1)));
}

#[test]
fn a_day_whose_record_moved_is_refused_and_its_kept_figures_stay() {
    let schema = schema();
    let days = days(&schema);
    let measure = measure(&schema, "2020-04-30", 100);
    let mut ledger = Ledger::new("all");
    let first = reach(&schema, &days[0], &measure, &["sex"]).on_record().release(THRESHOLD, &ledger).unwrap();
    ledger.add(first.clone()).unwrap();
    let later = |by: &[&str]| reach(&schema, &days[1], &measure, by).on_record().release(THRESHOLD, &ledger);
    assert_eq!(later(&["sex"]), Ok(first));
    assert_eq!(later(&["nationality"]), Err(ReleaseError::Refused(ReleaseRefusal::Moved("people".into()))));
}

#[test]
fn figures_of_invented_people_and_of_a_variant_are_not_kept() {
    let schema = schema();
    let (people, measure) = (&days(&schema)[0], measure(&schema, "2020-04-30", 100));
    let release = |reach: Reach| reach.on_record().release(THRESHOLD, &Ledger::new("all")).map(|_| ());
    let invented = Reach { synthetic: true, ..reach(&schema, people, &measure, &[]) };
    assert_eq!(release(invented), Err(ReleaseError::Invented));
    let world = World { schema: &schema, bounds: &[measure] };
    let people = People::in_memory(&schema, people, false).unwrap();
    let compared = compare(&people, world, world, &[], Options::default(), &mut |_| ()).unwrap();
    assert_eq!(release(compared), Err(ReleaseError::Compared));
}

#[test]
fn a_question_that_was_answered_needs_no_place_in_the_ledger() {
    let schema = schema();
    let reach = reach(&schema, &days(&schema)[0], &measure(&schema, "2020-04-30", 100), &[]).on_record();
    let release = |ledger: &Ledger| reach.release(THRESHOLD, ledger).unwrap();
    assert!(!ledger().lacks(&release(&ledger())), "this question was answered");
    assert!(Ledger::new("all").lacks(&release(&Ledger::new("all"))));
}

#[test]
fn of_too_few_people_nothing_is_kept_and_the_day_stays_open() {
    let schema = schema();
    let all = &days(&schema)[0];
    let measure = measure(&schema, "2020-04-30", 100);
    let ledger = Ledger::new("all");
    let release = |people: &[Row]| reach(&schema, people, &measure, &[]).on_record().release(THRESHOLD, &ledger);
    for few in [0, 9] {
        assert_eq!(release(&all[..few]).map(|_| ()), Err(ReleaseError::TooFew), "{few}");
    }
    let alike = vec![all[0].clone(); 12];
    assert_eq!(release(&alike).map(|_| ()), Err(ReleaseError::TooFew), "what all of few have in common tells of each");
    assert_eq!(release(all).unwrap().figures().people, Some(2000));
}

#[test]
fn what_was_told_is_told_again_when_too_few_people_are_left() {
    let schema = schema();
    let all = &days(&schema)[0];
    let measure = measure(&schema, "2020-04-30", 100);
    let mut ledger = Ledger::new("all");
    let first = reach(&schema, all, &measure, &[]).on_record().release(THRESHOLD, &ledger).unwrap();
    ledger.add(first.clone()).unwrap();
    assert_eq!(reach(&schema, &all[..3], &measure, &[]).on_record().release(THRESHOLD, &ledger), Ok(first));
}
