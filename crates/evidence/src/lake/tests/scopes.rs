//! Two controllers with two offices of the same names each, and households that reach over them.

use rules::expr::{Call, Cond, FieldRef, Rel, Term, Whose};
use rules::measure::{Group, IfUnknown};
use rules::{Bound, Verdict};

use super::*;
use crate::reach::tests::{bound, int};
use crate::reach::{Options, simulate};

/// Somebody of an office whose birth date is a year of its own, who lost their income.
fn at(schema: &Schema, number: u8, household: u8, (controller, office): (&str, &str), size: &str) -> LakeChange {
    let year = format!("{}", 1900 + u32::from(number));
    let cells = [("birth_date", year.as_str()), ("work.lost_income", "true"), ("household.size", size)];
    let row = person(schema, number, Some(household), &cells);
    LakeChange::Current(LakeRow { controller: controller.into(), office: office.into(), ..row })
}

/// Household 9 has a member in every office, household 8 two in `red` south, where its declared size is met.
fn peopled(dir: &Path, schema: &Schema) {
    let mut writer = LakeWriter::lock(dir, &key()).unwrap();
    writer.create(schema, BUCKETS, true).unwrap();
    let people = [
        at(schema, 1, 9, ("red", "north"), "4"),
        at(schema, 2, 9, ("red", "south"), "4"),
        at(schema, 3, 9, ("blue", "north"), "4"),
        at(schema, 4, 9, ("blue", "south"), "4"),
        at(schema, 5, 8, ("red", "south"), "2"),
        at(schema, 6, 8, ("red", "south"), "2"),
        at(schema, 7, 7, ("blue", "north"), ""),
    ];
    writer.refresh(schema, 0, people, 1).unwrap();
}

#[track_caller]
fn check(scope: &LakeScope, expected: &[&str]) {
    let (dir, schema) = (tempfile::tempdir().unwrap(), schema());
    peopled(dir.path(), &schema);
    assert_eq!(seen_in(dir.path(), &schema, scope, 1).unwrap(), expected, "{scope:?}");
}

#[test]
fn a_scope_lists_its_own_people_and_no_other_member_of_their_households() {
    check(&LakeScope::controller("red"), &["1901/2", "1902/2", "1905/2", "1906/2"]);
    check(&LakeScope::controller("blue"), &["1903/2", "1904/2", "1907/1"]);
    check(&LakeScope::offices("red", ["south"]), &["1902/1", "1905/2", "1906/2"]);
    check(&LakeScope::offices("blue", ["north"]), &["1903/1", "1907/1"]);
    check(&LakeScope::offices("blue", ["north", "south"]), &["1903/2", "1904/2", "1907/1"]);
    check(&LakeScope::offices("red", ["east"]), &[]);
    check(&LakeScope::controller("green"), &[]);
    let both = LakeScope::controller("red").and(LakeScope::controller("blue"));
    check(&both, &["1901/4", "1902/4", "1903/4", "1904/4", "1905/2", "1906/2", "1907/1"]);
}

#[test]
fn who_moves_to_another_office_leaves_the_scope_of_the_first() {
    let (dir, schema) = (tempfile::tempdir().unwrap(), schema());
    peopled(dir.path(), &schema);
    let moved = at(&schema, 5, 8, ("blue", "south"), "2");
    LakeWriter::lock(dir.path(), &key()).unwrap().refresh(&schema, 1, [moved], 2).unwrap();
    let seen = |controller| seen_in(dir.path(), &schema, &LakeScope::offices(controller, ["south"]), 2).unwrap();
    assert_eq!(seen("red"), ["1902/1", "1906/1"]);
    assert_eq!(seen("blue"), ["1904/1", "1905/1"]);
}

/// At least as many members of the household as `least` lost their income.
fn lost(schema: &Schema, least: i64) -> Bound {
    let field = FieldRef { whose: Whose::Subject, field: schema.field("work.lost_income").unwrap() };
    let count = Term::Call(Call::Count(Box::new(Cond::Is { field, value: true })));
    let when = Cond::Compare(Rel::Ge, count, int(least));
    bound("2020-09-01", &[("lost", when, IfUnknown::Ask)], Group::One(0))
}

/// Verdicts of a scope on the measure with people for each.
#[track_caller]
fn check_verdicts(scope: &LakeScope, least: i64, expected: &[(Verdict, u64)]) {
    let (dir, schema) = (tempfile::tempdir().unwrap(), schema());
    peopled(dir.path(), &schema);
    let people = Lake::open(dir.path(), &key()).unwrap().people(&schema, scope, 1).unwrap();
    let (bound, options) = (lost(&schema, least), Options { batch: 2, workers: 2 });
    let reach = simulate(&people, &schema, std::slice::from_ref(&bound), &[], options, &mut |_| ()).unwrap();
    let mut verdicts: Vec<(Verdict, u64)> =
        reach.patterns("p", "m", 9).into_iter().map(|(_, verdict, people)| (verdict, people)).collect();
    verdicts.sort_by_key(|(verdict, people)| (*people, format!("{verdict:?}")));
    assert_eq!(verdicts, expected, "{scope:?}");
}

#[test]
fn what_hangs_on_members_out_of_scope_is_unknown_and_never_a_no() {
    let all = LakeScope::controller("red").and(LakeScope::controller("blue"));
    // Household 7 has one member listed and no declared size.
    check_verdicts(&all, 3, &[(Verdict::Needs, 1), (Verdict::No, 2), (Verdict::Yes, 4)]);
    // Household 9 has two of its four listed: two who are not may have lost their income. Household 8 is all there.
    check_verdicts(&LakeScope::controller("red"), 3, &[(Verdict::Needs, 2), (Verdict::No, 2)]);
    check_verdicts(&LakeScope::controller("red"), 2, &[(Verdict::Yes, 4)]);
    check_verdicts(&LakeScope::offices("red", ["north"]), 2, &[(Verdict::Needs, 1)]);
    check_verdicts(&LakeScope::offices("red", ["north"]), 5, &[(Verdict::No, 1)]);
}

#[test]
fn a_persona_has_nobody_out_of_scope_around_them() {
    let (dir, schema) = (tempfile::tempdir().unwrap(), schema());
    peopled(dir.path(), &schema);
    let people = Lake::open(dir.path(), &key()).unwrap();
    let people = people.people(&schema, &LakeScope::offices("red", ["south"]), 1).unwrap();
    let mut sizes: Vec<usize> =
        (0..3).map(|row| people.household_of(&schema, row).unwrap().unwrap().members.len()).collect();
    sizes.sort_unstable();
    assert_eq!(sizes, [1, 2, 2]);
    assert!(people.household_of(&schema, 3).unwrap().is_none());
}
