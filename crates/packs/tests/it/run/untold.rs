//! Measures that cannot be told: each says so for itself, with what kind of trouble, and none of them is a "no".

use model::{Date, Household, Lang};
use packs::{Packs, bind_all};
use rules::{Clocks, Untold, answer, read_question};
use serde_json::{Value, json};

use super::{loaded, source};

const HEAD: &str = "valid: [2020-01-01, open]\n";

/// Three measures: one whose number may leave its range, one that counts days, and one that is always told.
fn packs() -> Packs {
    let measure = |name: &str, when: &str| {
        format!("measure: {name}\n{HEAD}all: [{{id: c, when: '{when}', says: s, law: s. 1}}]\n")
    };
    let days = "working_days_since(arrived_on, calendar: national) > 15";
    let calendar = "EST: {weekend: [saturday, sunday], covers: [2020-01-01, 2020-12-31], holidays: {}}";
    let files = [
        ("measures/hours.yaml", measure("hours", "care.hours * 9000000000000000000 > 0")),
        ("measures/late.yaml", measure("late", days)),
        ("measures/present.yaml", measure("present", "in_country")),
        ("calendars/EST.yaml", calendar.to_owned()),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    loaded(&[source("t", "jurisdiction: EST\n", &files)])
}

/// The measures with their verdicts, or the kind of trouble.
fn answers(packs: &Packs, on: &str, person: &Value) -> Vec<(String, String)> {
    let household: Household = read_question(&packs.schema, &json!({"person": person})).unwrap();
    let all = bind_all(packs, Clocks::on(on.parse().unwrap()), None);
    let told = all.into_iter().map(|(of, bound)| {
        let answer = bound.and_then(|bound| answer(&bound, &packs.schema, &household, &Lang::en()));
        let verdict = |answer: rules::Answer| serde_json::to_value(answer.verdict).unwrap();
        (
            of.measure,
            answer.map_or_else(|untold| untold.code().into(), |answer| verdict(answer).as_str().unwrap().into()),
        )
    });
    told.collect()
}

#[track_caller]
fn check(on: &str, person: &Value, expected: [&str; 3]) {
    let expected = ["hours", "late", "present"].iter().zip(expected);
    let expected: Vec<_> = expected.map(|(measure, told)| ((*measure).to_owned(), told.to_owned())).collect();
    assert_eq!(answers(&packs(), on, person), expected);
}

#[test]
fn a_number_out_of_its_range_is_no_answer_and_the_others_are_told() {
    check(
        "2020-09-01",
        &json!({"care.hours": 1, "arrived_on": "2020-08-03", "in_country": true}),
        ["yes", "yes", "yes"],
    );
    check("2020-09-01", &json!({"care.hours": 0, "arrived_on": "2020-08-31", "in_country": false}), ["no", "no", "no"]);
    check("2020-09-01", &json!({"care.hours": 2, "in_country": true}), ["overflow", "needs", "yes"]);
}

#[test]
fn days_past_the_calendar_are_no_answer_where_it_hangs_on_their_holidays() {
    check("2021-03-01", &json!({"arrived_on": "2021-01-04", "in_country": true}), ["needs", "calendar-ends", "yes"]);
    // Fewer than fifteen days have gone by, whatever was a holiday; and in the old year more than that.
    check("2021-03-01", &json!({"arrived_on": "2021-02-15", "in_country": true}), ["needs", "no", "yes"]);
    check("2021-03-01", &json!({"arrived_on": "2020-11-02", "in_country": true}), ["needs", "yes", "yes"]);
}

#[test]
fn a_calendar_that_ends_says_until_when_holidays_are_known() {
    let packs = packs();
    let household = read_question(&packs.schema, &json!({"person": {"arrived_on": "2021-01-04"}})).unwrap();
    let [_, (of, bound), _] = bind_all(&packs, Clocks::on(day("2021-03-01")), None).try_into().unwrap();
    let untold = answer(&bound.unwrap(), &packs.schema, &household, &Lang::en()).unwrap_err();
    assert_eq!((of.pack.as_str(), of.measure.as_str()), ("t", "late"));
    let expected = Untold::CalendarEnds { calendar: "EST".into(), from: day("2020-01-01"), until: day("2020-12-31") };
    assert_eq!(untold, expected);
    assert_eq!(untold.to_string(), "holidays are known from 2020-01-01 to 2020-12-31 only (calendar `EST`)");
}

/// By the shipped calendar of Portugal, which ends with 2021.
#[test]
fn a_computed_day_past_the_calendar_is_no_answer() {
    let measure = format!(
        "measure: m\n{HEAD}all: [{{id: c, when: 'arrived_on <= on', says: s, law: s. 1}}]\n\
         computes: {{due: {{type: date, value: 'add_working_days(arrived_on, 10, calendar: national)'}}}}\n"
    );
    let packs = loaded(&[source("t", "", &[("measures/m.yaml", &measure)])]);
    let due = |arrived: &str| {
        let question = json!({"person": {"arrived_on": arrived}});
        let household = read_question(&packs.schema, &question).unwrap();
        let (_, bound) = bind_all(&packs, Clocks::on(day("2022-01-31")), Some("PRT")).remove(0);
        let answer = answer(&bound.unwrap(), &packs.schema, &household, &Lang::en());
        answer.map(|answer| serde_json::to_value(&answer.computes["due"]).unwrap())
    };
    assert_eq!(due("2021-12-09"), Ok(json!("2021-12-23")));
    let untold = due("2021-12-27").unwrap_err();
    assert!(
        matches!(&untold, Untold::CalendarEnds { calendar, until, .. } if calendar == "PRT" && *until == day("2021-12-31"))
    );
}

#[test]
fn a_measure_that_cannot_be_bound_is_handed_back_with_why_beside_the_others() {
    let mut packs = packs();
    packs.packs[0].measures[1].calendars.clear();
    packs.packs[0].measures[1].conditions[1].says = model::Text::english("{param(gone)}");
    let all = bind_all(&packs, Clocks::on(day("2020-09-01")), None);
    let told: Vec<_> = all.iter().map(|(of, bound)| (of.measure.as_str(), bound.as_ref().err().cloned())).collect();
    let broken = Untold::Broken("no parameter `gone` is declared".into());
    assert_eq!(told, [("hours", None), ("late", Some(broken)), ("present", None)]);
    let fails = answers(&packs, "2020-09-01", &json!({"in_country": true}));
    assert_eq!(fails[1].1, "broken-measure");
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}
