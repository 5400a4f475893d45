//! What is hidden beside a count that asks for it: from where it is needed, no more of it than that takes, and what would
//! be read without it.

use disclosure::{
    Change, Figures, Released, Remembered, Rules, Sum, Told, audit, audit_together, release, release_after,
};

const TEN: Rules = Rules { threshold: 10 };

/// One total and its parts, by name.
fn parts(named: &[(&str, u64)]) -> Figures {
    let mut figures = Figures::default();
    let total = figures.named("total", named.iter().map(|(_, count)| count).sum());
    let parts = named.iter().map(|(name, count)| figures.named(*name, *count)).collect();
    figures.sum(total, parts).unwrap();
    figures
}

fn after(day: &str, figures: &Figures, earlier: &[&Remembered]) -> (Released, Remembered) {
    release_after(figures, &TEN, day, earlier).unwrap()
}

fn hidden(kept: &Remembered) -> Vec<&str> {
    kept.cells().iter().filter(|cell| !cell.shown).map(|cell| cell.name.as_str()).collect()
}

/// Whoever knows that hidden counts are somebody reads of a one and a nine, ten together, that both are small.
#[test]
fn company_is_taken_from_the_sums_in_which_it_is_needed_and_a_count_elsewhere_stays_shown() {
    let figures = Figures::new(vec![310, 1, 9, 90, 100, 110, 40], vec![Sum::new(0, vec![1, 2, 3, 4, 5])]).unwrap();
    let released = release(&figures, &TEN);
    assert_eq!(audit(&released), []);
    assert!(released.hidden() > 2, "the two alone are not safe");
    assert_eq!(released.get(6), Some(40), "it stands in no sum with them");
}

/// `a` and `b` were hidden, 105 together, and are 108 now: shown both, they would tell of three people.
#[test]
fn one_count_is_company_enough_where_it_also_keeps_a_small_change_of_what_was_hidden_open() {
    let before = parts(&[("a", 5), ("b", 100), ("c", 130), ("d", 140), ("e", 150), ("f", 160)]);
    let (_, before) = after("1", &before, &[]);
    assert_eq!(hidden(&before), ["a", "b"]);
    let now = parts(&[("a", 60), ("b", 48), ("c", 4), ("d", 40), ("e", 150), ("f", 160)]);
    let (_, now) = after("2", &now, &[&before]);
    assert_eq!(audit_together(&[&before, &now]), []);
    assert_eq!(hidden(&now), ["b", "c"], "`d` is smaller and would leave the three to be read");
}

#[test]
fn what_was_hidden_of_groups_that_are_gone_asks_for_nothing_where_many_went() {
    let (_, before) = after("1", &parts(&[("a", 5), ("b", 100), ("c", 130), ("d", 140)]), &[]);
    assert_eq!(hidden(&before), ["a", "b"]);
    let (released, now) = after("2", &parts(&[("c", 190), ("d", 100), ("new", 108)]), &[&before]);
    assert_eq!(released.hidden(), 0);
    assert_eq!(audit_together(&[&before, &now]), []);
}

/// Of either day two are known together; of both days all that was hidden on one of them.
#[test]
fn a_reader_adds_up_what_either_of_two_days_hid() {
    let (_, before) = after("1", &parts(&[("a", 5), ("b", 100), ("c", 130), ("d", 140)]), &[]);
    let figures = parts(&[("a", 134), ("b", 100), ("c", 4), ("d", 240)]);
    let (_, forgetful) = after("2", &figures, &[]);
    assert_eq!((hidden(&before), hidden(&forgetful)), (vec!["a", "b"], vec!["b", "c"]));
    let names = ["a", "b", "c"].map(String::from).to_vec();
    let three = Change { days: ["1".into(), "2".into()], names, range: (3, 3) };
    assert_eq!(audit_together(&[&before, &forgetful]), [Told::Change(three)]);
    let (_, remembering) = after("2", &figures, &[&before]);
    assert_eq!(audit_together(&[&before, &remembering]), []);
}
