//! A question about somebody on record, answered where it is asked: by whom, of whom, and what becomes of an answer that
//! does not fit or comes second.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use journal::{Body, FieldStates};
use model::{FieldKey, FieldState, Value};

use crate::browser::{Answer, Browser, Form, form_token};
use crate::world::{World, people};

/// Somebody at the office "north" whose application has no date.
const WAITING: u8 = 10;
const LODGED: &str = "application.lodged_on";

/// The forms in which questions are answered: of whom, of which field, and what was on record of it.
fn forms(page: &Answer) -> Vec<[String; 3]> {
    let forms = page.body.split("class=\"enter\"").skip(1).map(|rest| rest.split("</form>").next().unwrap());
    let hidden = |form: &str, name: &str| {
        let value = form.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap();
        value.split('"').next().unwrap().to_owned()
    };
    forms.map(|form| ["person", "field", "seen"].map(|name| hidden(form, name))).collect()
}

/// The first form that asks for a field.
#[track_caller]
fn form(page: &Answer, field: &str) -> [String; 3] {
    let found = forms(page).into_iter().find(|[_, asked, _]| asked == field);
    found.unwrap_or_else(|| panic!("{field} is not asked: {:?}", forms(page)))
}

async fn enter(browser: &mut Browser, page: &Answer, at: u8, form: &[String; 3], value: &str) -> Answer {
    send(browser, page, at, form, &[("value", value)]).await
}

async fn send(browser: &mut Browser, page: &Answer, at: u8, form: &[String; 3], says: Form<'_>) -> Answer {
    let [person, field, seen] = form;
    let fields = [("person", person.as_str()), ("field", field), ("seen", seen)];
    let fields: Vec<_> = fields.into_iter().chain(says.iter().copied()).collect();
    browser.fill(&form_token(&page.body), &people::page(at), &fields).await
}

/// A form of somebody of whose field nothing is on record.
fn unasked(at: u8, field: &str) -> [String; 3] {
    [people::id(at).to_string(), field.to_owned(), "0".to_owned()]
}

/// What was recorded of people after a fact, and by whom.
async fn recorded(world: &World, after: u64) -> Vec<(String, FieldStates)> {
    let happened = world.happened(after).await.into_iter();
    let fields = happened.filter_map(|(who, body)| match body {
        Body::FieldsRecorded { fields } => Some((who, fields)),
        _ => None,
    });
    fields.collect()
}

#[tokio::test]
async fn an_answer_is_on_record_and_the_page_counts_with_it() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "carla").await;
    let page = browser.get(&people::page(WAITING)).await;
    let (asked, before) = (form(&page, LODGED), world.facts().await);
    assert_eq!((&asked[0], asked[2].as_str()), (&people::id(WAITING).to_string(), "0"));
    let answer = enter(&mut browser, &page, WAITING, &asked, "2020-03-01").await;
    answer.leads_to(&format!("{}?entered=1", people::page(WAITING)));
    let recorded = recorded(&world, before).await;
    let [(who, fields)] = recorded.as_slice() else { panic!("{recorded:?}") };
    assert_eq!((who.as_str(), fields.keys().collect::<Vec<_>>()), ("carla", vec![&FieldKey::of(LODGED)]));
    let after = browser.get(answer.location()).await;
    after.says("It is on record");
    after.says("1 March 2020");
    assert!(forms(&after).iter().all(|[_, field, _]| field != LODGED), "it is not asked again");
}

/// The desk answered, and another register says otherwise: answering again would settle nothing.
#[tokio::test]
async fn what_the_desk_has_answered_is_not_asked_first_again() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "carla").await;
    let first = |page: &Answer| {
        let next =
            page.body.split("id=\"next\"").nth(1).map(|rest| rest.split("</section>").next().unwrap().to_owned());
        next.and_then(|next| Some(next.split("name=\"field\" value=\"").nth(1)?.split('"').next().unwrap().to_owned()))
    };
    // Of everybody here the desk and a border register say something else of the application.
    for _ in 0..10 {
        let page = browser.get(&people::page(WAITING)).await;
        let Some(asked) = first(&page) else { return drop(form(&page, "application.status")) };
        assert_ne!(asked, "application.status", "asked first, though the desk has answered");
        let says = match asked.as_str() {
            "household.size" => "1",
            "return.kind" => "deported",
            "work.lost_income" | "reception.needs_bed" => "true",
            _ => "2020-03-01",
        };
        enter(&mut browser, &page, WAITING, &form(&page, &asked), says).await.is(StatusCode::SEE_OTHER);
    }
    panic!("it is asked without end");
}

#[tokio::test]
async fn every_field_of_a_page_has_an_id_of_its_own() {
    let world = World::trial().await;
    let page = Browser::signed_in(&world, "carla").await.get(&people::page(people::CHILD)).await;
    let ids: Vec<&str> = page.body.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(!forms(&page).is_empty());
    assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "{ids:?}");
}

#[tokio::test]
async fn who_comes_second_is_told_in_their_language_and_nothing_is_put_over_the_first_answer() {
    let world = World::trial().await;
    let (mut carla, mut sven) = (Browser::signed_in(&world, "carla").await, Browser::signed_in(&world, "sven").await);
    let first = carla.get(&people::page(WAITING)).await;
    let second = sven.get(&format!("{}?lang=fr", people::page(WAITING))).await;
    enter(&mut carla, &first, WAITING, &form(&first, LODGED), "2020-03-01").await.is(StatusCode::SEE_OTHER);
    let before = world.facts().await;
    let late = enter(&mut sven, &second, WAITING, &form(&second, LODGED), "2020-06-30").await;
    late.is(StatusCode::CONFLICT);
    late.says("quelqu’un d’autre a saisi quelque chose ici");
    late.says("1er mars 2020");
    assert_eq!(recorded(&world, before).await, []);
}

#[tokio::test]
async fn what_does_not_answer_the_question_is_said_and_asked_again() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "carla").await;
    let page = browser.get(&people::page(WAITING)).await;
    let (asked, before) = (form(&page, LODGED), world.facts().await);
    for unfit in ["", "soon", "2020-02-30", "2020"] {
        let answer = enter(&mut browser, &page, WAITING, &asked, unfit).await;
        answer.is(StatusCode::UNPROCESSABLE_ENTITY);
        answer.says("does not answer the question");
        assert_eq!(form(&answer, LODGED), asked, "{unfit}");
    }
    assert_eq!(recorded(&world, before).await, []);
}

#[tokio::test]
async fn what_lies_behind_a_wall_is_neither_asked_nor_taken() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "carla").await;
    let page = browser.get(&people::page(people::WITHOUT_SECRETS)).await;
    let person = people::id(people::WITHOUT_SECRETS).to_string();
    assert!(!forms(&page).is_empty(), "something is asked");
    for walled in ["protection.status", "disability"] {
        assert!(forms(&page).iter().all(|[_, field, _]| field != walled), "{walled}");
        let before = world.facts().await;
        let form = [person.clone(), walled.to_owned(), "0".to_owned()];
        let value = if walled == "disability" { "true" } else { "applicant" };
        enter(&mut browser, &page, people::WITHOUT_SECRETS, &form, value).await.is(StatusCode::FORBIDDEN);
        assert_eq!(recorded(&world, before).await, []);
    }
}

#[tokio::test]
async fn whoever_does_not_see_a_person_answers_nothing_of_them() {
    let world = World::trial().await;
    let page = Browser::signed_in(&world, "carla").await.get(&people::page(WAITING)).await;
    let (asked, before) = (form(&page, LODGED), world.facts().await);
    for (account, status) in [
        ("samir", StatusCode::NOT_FOUND),
        ("hanan", StatusCode::NOT_FOUND),
        ("omar", StatusCode::NOT_FOUND),
        ("ana", StatusCode::FORBIDDEN),
        ("deniz", StatusCode::FORBIDDEN),
        ("adil", StatusCode::FORBIDDEN),
    ] {
        let mut browser = Browser::signed_in(&world, account).await;
        let account_page = browser.get("/account").await;
        let answer = enter(&mut browser, &account_page, WAITING, &asked, "2020-03-01").await;
        assert_eq!(answer.status, status, "{account}: {}", answer.text());
    }
    assert_eq!(recorded(&world, before).await, []);
}

#[tokio::test]
async fn a_form_that_our_page_did_not_write_is_refused() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "carla").await;
    let page = browser.get(&people::page(WAITING)).await;
    let good = form(&page, LODGED);
    for (part, bad) in [(0, "nobody"), (1, "no.such.field"), (2, "many"), (2, "-1")] {
        let mut form = good.clone();
        form[part] = bad.to_owned();
        enter(&mut browser, &page, WAITING, &form, "2020-03-01").await.is(StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn every_question_has_one_form_to_which_all_who_ask_it_lead() {
    let world = World::trial().await;
    let page = Browser::signed_in(&world, "carla").await.get(&people::page(WAITING)).await;
    let asked: Vec<_> = forms(&page).into_iter().map(|[person, field, _]| (person, field)).collect();
    assert!(!asked.is_empty());
    assert_eq!(asked.len(), asked.iter().collect::<BTreeSet<_>>().len(), "{asked:?}");
    let led: BTreeSet<_> = page.body.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(led.contains("next"), "{led:?}");
    for place in led {
        assert!(page.body.contains(&format!("id=\"{place}\"")), "nothing is at {place}");
    }
}

#[tokio::test]
async fn a_day_that_cannot_be_is_said_in_the_language_of_whoever_entered_it() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "carla").await;
    for (tongue, late, early) in [
        ("en", "this day has not come yet", "cannot be together with what is on record under “birth date”"),
        ("fr", "ce jour n’est pas encore venu", "ce n’est pas possible avec ce qui est consigné sous"),
        ("es", "ese día aún no ha llegado", "no puede ser junto con lo que consta en"),
        ("ar", "هذا اليوم لم يأتِ بعد", "لا يمكن ذلك مع ما هو مسجل تحت"),
    ] {
        let page = browser.get(&format!("{}?lang={tongue}", people::page(WAITING))).await;
        let before = world.facts().await;
        for (text, says) in [("2068-07-16", late), ("1901", early)] {
            let answer = enter(&mut browser, &page, WAITING, &unasked(WAITING, "arrived_on"), text).await;
            answer.is(StatusCode::UNPROCESSABLE_ENTITY);
            answer.says(says);
        }
        assert_eq!(recorded(&world, before).await, []);
    }
}

/// What an answer puts on record; nothing where it is refused.
#[track_caller]
fn taken(recorded: &[(String, FieldStates)], field: &str) -> Option<FieldState<Value>> {
    let state = |(_, fields): &(String, FieldStates)| fields.get(&FieldKey::of(field)).cloned();
    recorded.first().map(|one| state(one).unwrap_or_else(|| panic!("{field} is not what was recorded")))
}

#[tokio::test]
async fn each_kind_of_field_takes_what_answers_it_and_an_empty_form_records_nothing() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "carla").await;
    let codes = |codes: &[&str]| FieldState::Known(Value::Codes(codes.iter().map(ToString::to_string).collect()));
    let cases: [(&str, Form<'_>, Option<FieldState<Value>>); 12] = [
        ("languages", &[], None),
        ("languages", &[("value.-", "1"), ("pick", "por")], None),
        ("languages", &[("pick", "por"), ("value.ara", "1")], Some(codes(&["ara", "por"]))),
        ("language.reads", &[("pick", ""), ("value.-", "1")], Some(codes(&[]))),
        ("arrived_on", &[("value", "n/a")], None),
        ("arrived_on", &[("value", "٢٠١٩-٠٥")], Some(FieldState::Known(Value::Partial("2019-05".parse().unwrap())))),
        ("household.size", &[("not_applicable", "1")], None),
        ("household.size", &[("value", "٤")], Some(FieldState::Known(Value::Int(4)))),
        ("work.started_on", &[("not_applicable", "1"), ("value", "")], Some(FieldState::NotApplicable)),
        ("in_country", &[("not_applicable", "1")], None),
        ("in_country.no.such", &[("value", "true")], None),
        ("health.cover", &[("value", "")], None),
    ];
    for (field, says, expected) in cases {
        let page = browser.get(&people::page(WAITING)).await;
        let before = world.facts().await;
        let answer = send(&mut browser, &page, WAITING, &unasked(WAITING, field), says).await;
        let status = if expected.is_some() { StatusCode::SEE_OTHER } else { StatusCode::UNPROCESSABLE_ENTITY };
        assert_eq!(answer.status, status, "{field} {says:?}: {}", answer.text());
        assert_eq!(taken(&recorded(&world, before).await, field), expected, "{field} {says:?}");
    }
}

/// An answer may be clear and an amount still open: a page never says that nothing is left to ask above a question.
#[tokio::test]
async fn a_page_that_asks_does_not_say_that_nothing_is_left_to_ask() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "carla").await;
    let mut asking = 0;
    for number in (2..=people::COUNT).step_by(2) {
        let page = browser.get(&people::page(number)).await;
        let asks = page.body.contains("id=\"next\"") || page.body.contains("id=\"questions\"");
        asking += u32::from(asks);
        let (nothing, settled) = ("Nothing is left to ask.", "Who is entitled is clear everywhere.");
        assert!(!(asks && page.text().contains(nothing)), "{number}: {}", page.text());
        assert!(asks || !page.text().contains(settled), "{number}: {}", page.text());
    }
    assert!(asking > 0);
}
