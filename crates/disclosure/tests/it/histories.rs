//! Random histories of releases: days in any order, breakdowns asked one after the other, all attacked together.

use disclosure::{
    Dimension, Figures, FiguresError, GroupCells, OutcomeCells, OutcomeNames, ReleaseRefusal, Remembered,
    RememberedCell, Rules, Sum, Told, audit_together, release, release_after,
};
use proptest::prelude::*;

/// How many people of each of six districts and three ages have each of three outcomes.
type People = Vec<u64>;

/// Who comes and who goes: a place in the table, and how many.
type Move = (usize, i64);

/// Which day is asked about, and by which dimensions.
type Asked = (usize, Vec<usize>);

const PLACES: usize = 54;

fn count(people: &People, of: impl Fn(usize, usize, usize) -> bool) -> u64 {
    let place = |(place, people): (usize, &u64)| of(place % 6, place / 6 % 3, place / 18).then_some(*people);
    people.iter().enumerate().filter_map(place).sum()
}

fn moved(people: &People, moves: &[Move]) -> People {
    let mut people = people.clone();
    for (place, by) in moves {
        people[*place] = people[*place].saturating_add_signed(*by);
    }
    people
}

/// Outcomes by the dimensions asked for: 0 is district, 1 is age.
fn tabulate(people: &People, asked: &[usize]) -> Figures {
    let mut figures = Figures::default();
    let at = |by: usize, d: usize, a: usize| if by == 0 { d } else { a };
    let size = |by: &usize| if *by == 0 { 6 } else { 3 };
    let dimension = |by: &usize| {
        let group = |at_: usize| (at_.to_string(), count(people, |d, a, _| at(*by, d, a) == at_));
        Dimension { name: ["district", "age"][*by].into(), groups: (0..size(by)).map(group).collect() }
    };
    let dimensions: Vec<Dimension> = asked.iter().map(dimension).collect();
    let groups = GroupCells::lay(&mut figures, people.iter().sum(), &dimensions).unwrap();
    let outcomes =
        |of: &dyn Fn(usize, usize) -> bool| [0, 1, 2].map(|o| count(people, |d, a, own| own == o && of(d, a)));
    let by: Vec<Vec<[u64; 3]>> =
        asked.iter().map(|by| (0..size(by)).map(|at_| outcomes(&|d, a| at(*by, d, a) == at_)).collect()).collect();
    let names = OutcomeNames { of: "question", each: ["yes", "no", "needs"] };
    OutcomeCells::lay(&mut figures, &groups, names, outcomes(&|_, _| true), &by).unwrap();
    figures
}

/// A table, a few moves a day, and which day is asked by which dimensions in which order.
fn history() -> impl Strategy<Value = (People, Vec<Vec<Move>>, Vec<Asked>)> {
    let people = prop::collection::vec(prop_oneof![2 => Just(0), 3 => 1..12_u64, 3 => 12..60_u64], PLACES);
    let by = prop_oneof![Just(-40..40_i64), Just(-6..6_i64)];
    let moves = by.prop_flat_map(|by| prop::collection::vec((0..PLACES, by), 0..20));
    let asked = prop_oneof![Just(vec![0]), Just(vec![1]), Just(vec![0, 1]), Just(vec![])];
    (people, prop::collection::vec(moves, 5), prop::collection::vec((0..6_usize, asked), 20))
}

fn days(people: &People, moves: &[Vec<Move>]) -> Vec<People> {
    let next = |people: &mut People, moves: &Vec<Move>| {
        *people = moved(people, moves);
        Some(people.clone())
    };
    std::iter::once(people.clone()).chain(moves.iter().scan(people.clone(), next)).collect()
}

/// What readers are told of each day when every release forgets the others.
fn forgetful(days: &[People], rules: Rules) -> Vec<Remembered> {
    let one = |(day, people): (usize, &People)| {
        release_after(&tabulate(people, &[0, 1]), &rules, &day.to_string(), &[]).unwrap().1
    };
    days.iter().enumerate().map(one).collect()
}

fn references(all: &[Remembered]) -> Vec<&Remembered> {
    all.iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn twenty_releases_together_tell_nothing_small((people, moves, asked) in history(), threshold in 3..11_u64) {
        let days = days(&people, &moves);
        let rules = Rules { threshold };
        let mut kept: Vec<Remembered> = vec![];
        for (day, by) in asked {
            let figures = tabulate(&days[day], &by);
            match release_after(&figures, &rules, &day.to_string(), &references(&kept)) {
                Ok((released, remembered)) => {
                    for (shown, count) in released.cells().iter().zip(figures.cells()) {
                        prop_assert!(shown.is_none_or(|shown| shown == *count));
                    }
                    kept.push(remembered);
                }
                Err(refusal) => prop_assert_eq!(refusal, ReleaseRefusal::Exposed),
            }
        }
        prop_assert_eq!(audit_together(&references(&kept)), vec![]);
    }

    #[test]
    fn what_was_kept_is_read_back((people, moves, _) in history()) {
        for kept in forgetful(&days(&people, &moves), Rules { threshold: 10 }) {
            let read = Remembered::read(kept.day().into(), kept.rules(), kept.cells().to_vec(), kept.sums().to_vec());
            prop_assert_eq!(&read.unwrap(), &kept);
        }
    }
}

/// Two days between which three people of the first district came in, all with the first outcome.
fn two_days() -> [People; 2] {
    let before: People = (0..PLACES).map(|_| 40).collect();
    let after = moved(&before, &[(0, 3)]);
    [before, after]
}

#[test]
fn releases_that_forget_each_other_tell_who_came() {
    let told = audit_together(&references(&forgetful(&two_days(), Rules { threshold: 10 })));
    let changes = told.iter().filter_map(|told| match told {
        Told::Change(change) if change.names.len() == 1 => Some((change.names[0].replace('\u{1f}', "/"), change.range)),
        Told::Change(_) | Told::Count { .. } => None,
    });
    let changes: Vec<(String, (i128, i128))> = changes.collect();
    for name in ["people", "people/district/0", "question/yes", "question/yes/district/0", "question/yes/age/0"] {
        assert!(changes.contains(&(name.into(), (3, 3))), "{name} in {changes:?}");
    }
    // That nobody came with another outcome tells of the three.
    assert!(changes.contains(&("question/no/district/0".into(), (0, 0))), "{changes:?}");
    assert!(!changes.contains(&("question/no/district/1".into(), (0, 0))), "{changes:?}");
}

#[test]
fn a_later_release_gives_way_and_the_earlier_one_stays() {
    let [before, after] = two_days();
    let rules = Rules { threshold: 10 };
    let (first, kept) = release_after(&tabulate(&before, &[0, 1]), &rules, "1", &[]).unwrap();
    assert_eq!(first.hidden(), 0);
    let (second, again) = release_after(&tabulate(&after, &[0, 1]), &rules, "2", &[&kept]).unwrap();
    assert!(second.hidden() > 0 && second.get(0).is_none());
    assert_eq!(audit_together(&[&kept, &again]), []);
}

#[test]
fn a_day_on_which_nothing_changed_is_shown_again_in_large_groups() {
    let [people, _] = two_days();
    let rules = Rules { threshold: 10 };
    let (_, kept) = release_after(&tabulate(&people, &[0, 1]), &rules, "1", &[]).unwrap();
    let (again, _) = release_after(&tabulate(&people, &[0, 1]), &rules, "2", &[&kept]).unwrap();
    assert_eq!(again.hidden(), 0);
}

#[test]
fn another_breakdown_of_the_same_day_does_not_tell_what_the_first_one_hid() {
    // The first outcome of district 0 is 4; by age nothing is small.
    let mut people: People = (0..PLACES).map(|_| 40).collect();
    (people[0], people[6], people[12]) = (4, 0, 0);
    let rules = Rules { threshold: 10 };
    let (_, first) = release_after(&tabulate(&people, &[0]), &rules, "1", &[]).unwrap();
    let (_, second) = release_after(&tabulate(&people, &[1]), &rules, "1", &[&first]).unwrap();
    assert_eq!(audit_together(&[&first, &second]), []);
    let shown = |kept: &Remembered| kept.cells().iter().filter(|cell| cell.shown).count();
    assert!(shown(&second) > shown(&first), "the second holds both");
}

#[test]
fn the_same_day_counted_otherwise_is_refused() {
    let [before, after] = two_days();
    let rules = Rules { threshold: 10 };
    let (_, kept) = release_after(&tabulate(&before, &[0]), &rules, "1", &[]).unwrap();
    let refused = release_after(&tabulate(&after, &[1]), &rules, "1", &[&kept]).map(|_| ());
    assert_eq!(refused, Err(ReleaseRefusal::Moved("people".into())));
}

#[test]
fn cells_that_cannot_be_told_apart_are_refused() {
    let mut figures = Figures::default();
    figures.named("people", 20);
    figures.named("people", 30);
    let refused =
        |figures: &Figures| release_after(figures, &Rules { threshold: 10 }, "1", &[]).unwrap_err().to_string();
    assert_eq!(refused(&figures), "a cell that is to be remembered has no name of its own: `people`");
    let mut figures = Figures::default();
    figures.cell(20);
    assert_eq!(refused(&figures), "a cell that is to be remembered has no name of its own");
    assert_eq!(release(&figures, &Rules { threshold: 10 }).get(0), Some(20));
}

#[track_caller]
fn check_not_read(change: impl Fn(&mut [RememberedCell], &mut [Sum]), expect: &FiguresError) {
    let people: People = (0..PLACES).map(|_| 40).collect();
    let (_, kept) = release_after(&tabulate(&people, &[1]), &Rules { threshold: 10 }, "1", &[]).unwrap();
    let (mut cells, mut sums) = (kept.cells().to_vec(), kept.sums().to_vec());
    change(&mut cells, &mut sums);
    assert_eq!(Remembered::read("1".into(), kept.rules(), cells, sums).as_ref(), Err(expect));
}

#[test]
fn what_does_not_hang_together_is_not_read() {
    check_not_read(|cells, _| cells[0].count = 7, &FiguresError::Unequal { total: 0 });
    check_not_read(|cells, _| cells[1].name = "people".into(), &FiguresError::Name(Some("people".into())));
    check_not_read(|cells, _| cells[0].most = 9000, &FiguresError::Bounds("people".into()));
    check_not_read(|_, sums| sums[0].total = 9000, &FiguresError::Cells);
}
