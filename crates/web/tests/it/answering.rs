//! A question about somebody on record, answered where it is asked: by whom, of whom, and what becomes of an answer that
//! does not fit or comes second.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use journal::{Body, FieldStates};
use model::FieldKey;

use crate::browser::{Answer, Browser, form_token};
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
    let [person, field, seen] = form;
    let fields = [("person", person.as_str()), ("field", field), ("seen", seen), ("value", value)];
    browser.fill(&form_token(&page.body), &people::page(at), &fields).await
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
    late.says("1 mars 2020");
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
