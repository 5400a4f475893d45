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
fn days_past_the_calendar_leave_open_what_hangs_on_their_holidays() {
    check("2021-03-01", &json!({"arrived_on": "2021-01-04", "in_country": true}), ["needs", "needs", "yes"]);
    // Fewer than fifteen days have gone by, whatever was a holiday; and in the old year more than that.
    check("2021-03-01", &json!({"arrived_on": "2021-02-15", "in_country": true}), ["needs", "no", "yes"]);
    check("2021-03-01", &json!({"arrived_on": "2020-11-02", "in_country": true}), ["needs", "yes", "yes"]);
}

/// What is said of the second measure: what to ask, and why days cannot be counted.
fn late(person: &Value) -> (Value, Value) {
    let packs = packs();
    let household = read_question(&packs.schema, &json!({"person": person})).unwrap();
    let [_, (_, bound), _] = bind_all(&packs, Clocks::on(day("2021-03-01")), None).try_into().unwrap();
    let answer = answer(&bound.unwrap(), &packs.schema, &household, &Lang::en()).unwrap();
    let answer = serde_json::to_value(answer).unwrap();
    (answer["ask"].clone(), answer["uncounted"].clone())
}

#[test]
fn a_calendar_that_ends_says_so_and_asks_nobody() {
    let says = "cannot be counted, calendar ends 2020-12-31 (EST)";
    let ends = json!([{"calendar": "EST", "code": "calendar-ends", "says": says}]);
    assert_eq!(late(&json!({"arrived_on": "2021-01-04"})), (json!([]), ends));
    assert_eq!(
        late(&json!({"arrived_on": "2020-11-02"})),
        (json!([]), Value::Null),
        "it is late by the days that are known"
    );
    assert_eq!(late(&json!({})), (json!(["arrived_on"]), Value::Null), "the day is what is missing");
}

#[test]
fn a_calendar_that_begins_later_says_so() {
    let begins = late(&json!({"arrived_on": "2019-12-02"}));
    assert_eq!(begins.1, Value::Null, "more than fifteen days of 2020 have gone by");
    let packs = packs();
    let household = read_question(&packs.schema, &json!({"person": {"arrived_on": "2019-12-02"}})).unwrap();
    let [_, (_, bound), _] = bind_all(&packs, Clocks::on(day("2020-01-06")), None).try_into().unwrap();
    let answer = answer(&bound.unwrap(), &packs.schema, &household, &Lang::en()).unwrap();
    let says: Vec<String> = answer.uncounted.iter().map(ToString::to_string).collect();
    assert_eq!(says, ["cannot be counted, calendar begins 2020-01-01 (EST)"]);
}

/// A day past the calendar is no sooner than weekends alone make it; the verdict stands.
#[test]
fn a_computed_day_past_the_calendar_is_told_from_the_day_on_which_it_may_be() {
    let measure = format!(
        "measure: m\n{HEAD}all: [{{id: c, when: 'arrived_on <= on', says: s, law: s. 1}}]\n\
         computes: {{due: {{type: date, value: 'add_working_days(arrived_on, 10, calendar: national)'}}}}\n"
    );
    let calendar = "EST: {weekend: [saturday, sunday], covers: [2020-01-01, 2021-12-31], holidays: {2021-12-24: Eve}}";
    let files = [("measures/m.yaml", measure.as_str()), ("calendars/EST.yaml", calendar)];
    let packs = loaded(&[source("t", "jurisdiction: EST\n", &files)]);
    let due = |arrived: &str| {
        let question = json!({"person": {"arrived_on": arrived}});
        let household = read_question(&packs.schema, &question).unwrap();
        let (_, bound) = bind_all(&packs, Clocks::on(day("2022-01-31")), None).remove(0);
        let answer = answer(&bound.unwrap(), &packs.schema, &household, &Lang::en()).unwrap();
        let answer = serde_json::to_value(answer).unwrap();
        assert_eq!(answer["verdict"], "yes");
        (answer["computes"]["due"].clone(), answer["uncounted"][0]["code"].clone())
    };
    assert_eq!(due("2021-12-09"), (json!("2021-12-23"), Value::Null));
    assert_eq!(due("2021-12-27"), (json!({"min": "2022-01-10", "max": null, "ask": []}), json!("calendar-ends")));
}

#[test]
fn what_sources_differ_on_and_what_is_an_estimate_is_counted_both_ways() {
    let measure = |calendar: &str| {
        let text = format!(
            "measure: m\n{HEAD}all: [{{id: c, when: 'working_days_since(arrived_on, calendar: EST) > 5', says: s, law: s. 1}}]\n"
        );
        let packs = loaded(&[source("t", "", &[("measures/m.yaml", &text), ("calendars/EST.yaml", calendar)])]);
        let household = read_question(&packs.schema, &json!({"person": {"arrived_on": "2022-06-05"}})).unwrap();
        move |on: &str| {
            let (_, bound) = bind_all(&packs, Clocks::on(day(on)), None).remove(0);
            let answer = answer(&bound.unwrap(), &packs.schema, &household, &Lang::en()).unwrap();
            let verdict = serde_json::to_value(answer.verdict).unwrap().as_str().unwrap().to_owned();
            (verdict, answer.uncounted.iter().map(rules::answer::Uncounted::code).collect::<Vec<_>>())
        }
    };
    // From Sunday 5 June: the sixth working day is Monday 13 June, or Saturday 11 June if Saturdays are worked.
    let unsure = measure("EST: {weekend: [sunday], unsure: [saturday]}");
    assert_eq!(unsure("2022-06-10"), ("no".into(), vec![]));
    assert_eq!(unsure("2022-06-11"), ("needs".into(), vec!["weekend-unsure"]));
    assert_eq!(unsure("2022-06-13"), ("yes".into(), vec![]));
    // A feast on Monday 13 June may fall on Sunday or on Tuesday: the sixth day is the 13th or the 14th.
    let estimated = measure("EST: {weekend: [saturday, sunday], holidays: {2022-06-13: {en: Feast, estimated: true}}}");
    assert_eq!(estimated("2022-06-12"), ("no".into(), vec![]));
    assert_eq!(estimated("2022-06-13"), ("needs".into(), vec!["holiday-estimated"]));
    assert_eq!(estimated("2022-06-14"), ("yes".into(), vec![]));
    // Saturday 11 June was worked in place of another day.
    let worked = measure("EST: {weekend: [saturday, sunday], worked: [2022-06-11]}");
    assert_eq!(worked("2022-06-11"), ("yes".into(), vec![]));
}

#[test]
fn a_holiday_or_a_worked_day_counts_from_the_day_on_which_it_was_decided() {
    let text = format!(
        "measure: m\n{HEAD}all: [{{id: c, when: 'working_days_since(arrived_on, calendar: EST) >= 5', says: s, law: s. 1}}]\n"
    );
    let check = |calendar: &str, as_known: &str, expected: &str| {
        let packs = loaded(&[source("t", "", &[("measures/m.yaml", &text), ("calendars/EST.yaml", calendar)])]);
        let household = read_question(&packs.schema, &json!({"person": {"arrived_on": "2022-06-05"}})).unwrap();
        let clocks = Clocks { on: day("2022-06-10"), as_known: day(as_known) };
        let (_, bound) = bind_all(&packs, clocks, None).remove(0);
        let answer = answer(&bound.unwrap(), &packs.schema, &household, &Lang::en()).unwrap();
        assert_eq!(serde_json::to_value(answer.verdict).unwrap(), expected, "{calendar} as known on {as_known}");
    };
    let mourning = "EST: {weekend: [saturday, sunday], holidays: {2022-06-09: {en: Mourning, decided: 2022-06-08}}}";
    check(mourning, "2022-06-07", "yes");
    check(mourning, "2022-06-08", "no");
    let worked = "EST: {weekend: [friday, saturday], worked: [{day: 2022-06-10, decided: 2022-06-08}]}";
    check(worked, "2022-06-07", "no");
    check(worked, "2022-06-08", "yes");
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
