//! Ten thousand cases over a year in three zones, with holidays that are decided while they run: when each is late, and who
//! hears of it when, is what days counted one by one say.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, date};
use model::{Timestamp, Zone};
use pathways::{CaseAct, CaseDuty, CaseFact, CaseFacts, CaseVersion, CaseView, ClockOf, FactId, Pathway, case_rows};
use rules::measure::Calendar;

use crate::world::{calendars, sound};

const CASES: u64 = 10_000;
const HOUR: i64 = 3_600_000_000;
/// 5 January 2021.
const START: i64 = 1_609_804_800_000_000;
/// Hours after which a supervisor hears of what is late, and the office above.
const LEVELS: [i64; 2] = [24, 48];
const ZONES: [(&str, &str, [i8; 2]); 3] =
    [("PRT", "Europe/Lisbon", [6, 7]), ("BRA", "America/Sao_Paulo", [6, 7]), ("BGD", "Asia/Dhaka", [5, 6])];

/// Holidays of each country, and those that are decided on a day.
fn free(country: &str) -> (BTreeSet<Date>, Vec<(Date, Date)>) {
    let day = |month, day| date(2021, month, day);
    match country {
        "PRT" => ([day(4, 2), day(10, 5), day(12, 8)].into(), vec![(day(6, 15), day(6, 28)), (day(6, 15), day(6, 29))]),
        "BRA" => ([day(4, 21), day(9, 7)].into(), vec![(day(6, 15), day(6, 30)), (day(9, 1), day(9, 6))]),
        _ => ([day(4, 14), day(12, 16)].into(), vec![(day(6, 10), day(6, 27))]),
    }
}

/// The same as packs write them.
fn written() -> BTreeMap<String, Calendar> {
    let of = |(country, _, weekend): (&str, &str, [i8; 2])| {
        let (holidays, decided) = free(country);
        let rests = weekend.map(|day| match day {
            5 => "friday",
            6 => "saturday",
            _ => "sunday",
        });
        let known = holidays.iter().map(|day| format!("{day}: a"));
        let late = decided.iter().map(|(by, day)| format!("{day}: {{en: b, decided: {by}}}"));
        let days: Vec<String> = known.chain(late).collect();
        format!("{country}: {{weekend: [{}], holidays: {{{}}}}}\n", rests.join(", "), days.join(", "))
    };
    let text: String = ZONES.map(of).concat();
    calendars(&text)
}

fn pathway(days: i64) -> Pathway {
    let [first, second] = LEVELS;
    sound(&format!(
        "pathway: p\nsees: {{scope: office}}\nby: [CW]\nopens: {{by: [CW]}}\nlaw: illustrative\n\
         stages: [{{id: first, tasks: [{{id: look, due: {{within: {days} working_days, \
         escalate: {{SU: {first} hours, above: {second} hours}}}}}}]}}]\n\
         ends: {{done: {{if: case.first.left}}, gone: {{leaves: true}}}}\n\
         tests: [{{play: [{{2021-01-04 c/CW: {{start: {{}}}}}}]}}]\n"
    ))
}

/// The first moment that is late, by what was decided by a day: one day after the other.
fn ends(opened: Date, days: i64, country: usize, by: Date) -> i64 {
    let (name, zone, weekend) = ZONES[country];
    let (holidays, decided) = free(name);
    let (mut left, mut day) = (days, opened);
    while left > 0 {
        day = day.tomorrow().unwrap();
        let known = |(when, free): &(Date, Date)| *when <= by && *free == day;
        let rests = weekend.contains(&day.weekday().to_monday_one_offset())
            || holidays.contains(&day)
            || decided.iter().any(known);
        left -= i64::from(!rests);
    }
    Zone::named(zone).unwrap().begins(day.tomorrow().unwrap()).0
}

/// A number by chance, always the same.
fn drawn(state: &mut u64, below: u64) -> i64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    i64::try_from((mixed ^ (mixed >> 31)) % below).unwrap()
}

fn fact(number: u64, at: i64, act: CaseAct) -> CaseFact {
    let (id, at) = (FactId { origin: 1, number }, Timestamp(at));
    CaseFact { id, happened: at, told: at, who: "c".into(), role: "CW".into(), act }
}

/// One case, held against the days counted one by one; says whether it was late, and whether a decision moved it.
fn one(pathways: &[Pathway], there: &BTreeMap<String, Calendar>, state: &mut u64) -> (bool, bool) {
    let country = usize::try_from(drawn(state, 3)).unwrap();
    let days = drawn(state, 25) + 1;
    let (name, zone, _) = ZONES[country];
    let zone = Zone::named(zone).unwrap();
    let day_at = |at: i64| zone.day(Timestamp(at));
    let opened = START + drawn(state, 330 * 24) * HOUR + drawn(state, 60) * HOUR / 60;
    let done = (drawn(state, 3) > 0).then(|| opened + drawn(state, 45 * 24) * HOUR + 1);
    let mut facts = vec![fact(0, opened, CaseAct::Opened)];
    facts.extend(done.map(|at| fact(1, at, CaseAct::Did { item: "look".into() })));
    let facts = CaseFacts::new(zone.clone(), facts);
    let version =
        CaseVersion { pathway: &pathways[usize::try_from(days - 1).unwrap()], calendars: there, national: Some(name) };
    // As it is known on the day itself: no holiday here is decided after it was.
    let by = |at: i64| ends(day_at(opened), days, country, day_at(at));
    let due = by(by(by(opened)));
    let open = |at: i64| done.is_none_or(|done| at < done);
    for at in [due - 1, due] {
        let late = CaseView::at(version, &facts, Timestamp(at)).late;
        assert_eq!(
            late.iter().any(|(item, _)| item == "look"),
            at >= due && open(at) && at >= opened,
            "{name} {days} {opened} {due} {at}"
        );
    }
    // While it runs, the day by which it is due is the one that follows from what is known by then.
    let some = opened + (due - opened) / 64 * drawn(state, 64);
    for at in [some].into_iter().filter(|at| open(*at)) {
        let told = CaseView::at(version, &facts, Timestamp(at)).due;
        let told = told.iter().find(|(item, _)| item == "look").and_then(|(_, ends)| ends[0].clone()).unwrap();
        assert_eq!(told, day_at(by(at) - 1).to_string(), "{name} {days} {opened} {at}");
    }
    let rows = case_rows(version, &facts);
    for (level, hours) in LEVELS.into_iter().enumerate() {
        let row = rows.iter().find(|row| row.duty == CaseDuty::Escalated(ClockOf::Item(0), level));
        let from = due + hours * HOUR;
        assert_eq!(row.map(|row| row.from.0), open(from).then_some(from), "{name} {days} {opened} level {level}");
    }
    (open(due), by(opened) != due)
}

#[test]
fn every_breach_and_escalation_of_a_year_is_exact() {
    let (pathways, there) = ((1..=25).map(pathway).collect::<Vec<_>>(), written());
    let (mut state, mut late, mut moved) = (20_211_130, 0, 0);
    for _ in 0..CASES {
        let (breached, shifted) = one(&pathways, &there, &mut state);
        late += u64::from(breached);
        moved += u64::from(shifted);
    }
    assert!(late > CASES / 4 && moved > CASES / 100, "{late} late, {moved} moved by a holiday that was decided");
}
