//! The answers that `ask` prints, as scripts outside the project rely on them.

use model::Lang;
use packs::bind;
use rules::{Clocks, answer, read_question};
use serde_json::{Value, json};

use super::shipped;

fn asked(pack: &str, measure: &str, on: &str, country: Option<&str>, question: &Value) -> Value {
    let packs = shipped();
    let measure = packs.measure(pack, measure).unwrap();
    let bound = bind(&packs, measure, Clocks::on(on.parse().unwrap()), country).unwrap();
    let household = read_question(&packs.schema, question).unwrap();
    serde_json::to_value(answer(&bound, &packs.schema, &household, &Lang::en()).unwrap()).unwrap()
}

fn portugal(on: &str, question: &Value) -> Value {
    asked("portugal-pending-regular", "pending-counts-as-regular", on, None, question)
}

#[test]
fn the_question_of_the_contract_is_answered() {
    let question = json!({"person": {"birth_date": "1990-05-17", "application": {"status": "submitted", "lodged_on": "2020-03-01"}}});
    let answer = portugal("2020-04-01", &question);
    assert_eq!(answer["pack"], "portugal-pending-regular");
    assert_eq!(answer["measure"], "pending-counts-as-regular");
    assert_eq!(answer["on"], "2020-04-01");
    assert_eq!(answer["verdict"], "yes");
    assert_eq!(answer["computes"], json!({}));
    let states: Vec<_> = answer["conditions"].as_array().unwrap().iter().map(|c| (&c["id"], &c["state"])).collect();
    let met = json!("met");
    assert_eq!(states, [(&json!("in_force"), &met), (&json!("pending"), &met), (&json!("lodged"), &met)]);
    assert_eq!(answer["conditions"][2]["says"], "the application was lodged by 2020-03-18");
    assert_eq!(answer["conditions"][2]["law"], "Despacho 3863-B/2020");
}

#[test]
fn a_no_names_the_condition_that_failed_and_asks_nothing() {
    let question = json!({"person": {"application.lodged_on": "2020-05-01"}});
    let answer = portugal("2020-06-01", &question);
    assert_eq!((&answer["verdict"], &answer["because"]), (&json!("no"), &json!(["lodged"])));
    assert_eq!(answer["ask"], json!([]));
}

#[test]
fn an_order_that_has_ended_is_not_in_force() {
    let question = json!({"person": {"application": {"status": "submitted", "lodged_on": "2020-03-01"}}});
    let answer = portugal("2021-04-01", &question);
    assert_eq!((&answer["verdict"], &answer["because"]), (&json!("no"), &json!(["in_force"])));
}

#[test]
fn an_open_amount_is_an_interval_of_amounts() {
    let question = json!({"household": {"members": [
        {"return": {"on": "2020-05-04"}, "work": {"lost_income": true}, "birth_date": 1990}, {"birth_date": "2012"}, {},
    ]}});
    let answer = asked("bangladesh-returnee-cash", "cash-on-return", "2020-09-01", None, &question);
    let taka = |value: &str| json!({"value": value, "currency": "BDT"});
    let amount = json!({"min": taka("75.00"), "max": taka("85.00"), "ask": ["members[2].birth_date"]});
    assert_eq!(answer["computes"], json!({"amount": amount}));
}

#[test]
fn the_questions_come_least_sensitive_first_and_in_the_order_of_the_form() {
    let question = json!({"person": {"return.on": "2020-05-04", "work.lost_income": false}});
    let answer = asked("bangladesh-returnee-cash", "cash-on-return", "2020-09-01", None, &question);
    assert_eq!(answer["ask"], json!(["household.size", "return.kind"]));
}

#[test]
fn the_national_calendar_is_chosen_by_the_country_and_said() {
    let question =
        json!({"person": {"child": {"care": "unaccompanied", "guardian": false}, "arrived_on": "2020-08-10"}});
    let of = |country| asked("eu-child-guardian", "guardian-overdue", "2020-09-01", country, &question);
    assert_eq!(of(None)["calendar"], "weekends");
    assert_eq!(of(None)["computes"]["due_on"], "2020-08-31");
    assert_eq!(of(Some("PRT"))["calendar"], "PRT");
    assert_eq!(of(None)["presumed"], json!(["child"]));
    assert_eq!(of(None)["if_unknown"], "presume_yes");
}

#[test]
fn an_occupation_alone_never_makes_a_no() {
    let question = json!({"person": {"work.occupation": "91", "work.sector": "tourism", "in_country": true}});
    let answer = asked("qatar-domestic-worker-health", "health-cover", "2020-05-01", None, &question);
    assert_eq!(answer["verdict"], "yes");
    assert_eq!(answer["would_settle"], json!(["work.occupation"]));
}

/// A later order that moved a date is cited beside the condition that hangs on the date.
#[test]
fn a_condition_cites_the_order_that_set_its_date() {
    let law = |on: &str, place: usize| {
        let question = json!({"person": {"application": {"status": "submitted", "lodged_on": "2020-03-01"}}});
        portugal(on, &question)["conditions"][place]["law"].as_str().unwrap().to_owned()
    };
    assert_eq!(law("2020-04-01", 2), "Despacho 3863-B/2020");
    assert_eq!(law("2020-11-09", 2), "Despacho 3863-B/2020; Despacho 10944/2020");
    assert_eq!(law("2020-11-09", 1), "Despacho 3863-B/2020");
    assert_eq!(law("2020-11-09", 0), "Despacho 10944/2020");
}
