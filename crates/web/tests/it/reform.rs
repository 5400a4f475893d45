//! A rule changed in the browser: its conditions left out, written otherwise and added; what is wrong is marked; who may
//! send it; its figures as a file; reforms kept as studies.

use axum::http::StatusCode;
use journal::Motion;

use crate::browser::Browser;
use crate::world::{World, rules};

const RULE: &str = "/studio/packs/portugal-pending-regular/pending-counts-as-regular";
const CHANGE: &str = "/studio/packs/portugal-pending-regular/pending-counts-as-regular/change";
const DROPPED: &str = "d.lodged=1";
/// Whoever is under 60 loses.
const ADDED: &str = "a.1=age%28birth_date%29%20%3E%3D%2060";
/// The same with words, as links once were.
const WORDED: &str = "a.1=age%28birth_date%29%20%3E%3D%2060&b.1=Amina%20is%2060%20or%20older&in=en&s.lodged=Amina";
const NEW: [(&str, &str); 3] = [("a.1", "age(birth_date) >= 60"), ("b.1", "the person is 60 or older"), ("in", "en")];

fn tried(what: &str) -> String {
    format!("{CHANGE}?{what}")
}

#[tokio::test]
async fn a_condition_is_left_out_and_what_that_changes_is_shown_by_group() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "adil").await;
    assert!(browser.get(RULE).await.body.contains(&format!("href=\"{CHANGE}\"")));
    let empty = browser.get(CHANGE).await;
    for part in ["the application is still undecided", "It looks at: application.status"] {
        assert!(
            empty.text().to_lowercase().contains(part.split(':').next().unwrap().to_lowercase().as_str()),
            "{part}"
        );
    }
    assert!(empty.body.contains("application.lodged_on &#60;= param(decree.cutoff)"), "{}", empty.body);
    empty.says_not("What this changes");
    let page = browser.get(&tried(DROPPED)).await;
    for part in ["Left out", "Nobody was found who loses by this.", "By age", "newly reached"] {
        page.says(part);
    }
    page.says("expect something of a condition that is left out");
    let fields = [("d.lodged", "1"), ("reason", "Order 11")];
    browser.send(&tried(DROPPED), CHANGE, &fields).await.leads_to(RULE);
    let packs = world.instance.in_force().await.unwrap().packs;
    let rule = packs.measure(rules::WIDER, "pending-counts-as-regular").unwrap();
    assert!(rule.conditions.iter().all(|condition| condition.id != "lodged"));
}

/// The same gate as for every change of the packs.
#[tokio::test]
async fn a_reform_by_which_somebody_loses_takes_two_people() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "adil").await;
    let page = browser.get(&tried(ADDED)).await;
    for part in
        ["Asked besides", "age(birth_date) &#62;= 60", "Somebody loses by this", "Say each new condition in words"]
    {
        page.says(part);
    }
    let fields = [&NEW[..], &[("reason", "Order 12")]].concat();
    browser.send(&tried(ADDED), CHANGE, &fields).await.is(StatusCode::FORBIDDEN);
    let sent = browser.send(&tried(ADDED), &format!("{CHANGE}/propose"), &fields).await;
    let id = sent.location().rsplit('/').next().unwrap().parse().unwrap();
    let Motion::Pack { pack, .. } = world.proposal(id).await.motion else { panic!("no pack") };
    let text = &pack.files["measures/pending-counts-as-regular.yaml"];
    assert!(text.contains("when: \"age(birth_date) >= 60\"") && text.contains("law: \"Order 12\""), "{text}");
    assert!(text.contains("the person is 60 or older"), "{text}");
}

#[tokio::test]
async fn what_is_wrong_in_an_expression_is_marked_where_it_stands_and_nothing_is_counted() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "ana").await;
    let page = browser.get(&tried("w.pending=not%20application.staus%20in%20%7Bsubmitted%7D")).await;
    page.is(StatusCode::OK);
    assert!(page.body.contains("<mark>application.staus</mark>"), "{}", page.body);
    page.says("did you mean `application.status`");
    page.says("What is wrong is marked.");
    page.says_not("What this changes for people");
    for (wrong, says) in [
        ("d.pending=1&d.lodged=1", "keeps at least one condition"),
        ("d.nothing=1", "there is no condition `nothing`"),
        ("v.nothing=1&from=2020-04-01", "there is no such value in the rule"),
        ("a.1=%29", "What is wrong is marked."),
    ] {
        let page = browser.get(&tried(wrong)).await;
        page.says(says);
        page.says_not("What this changes for people");
    }
    let long = format!("a.1={}", "x".repeat(601));
    browser.get(&tried(&long)).await.is(StatusCode::UNPROCESSABLE_ENTITY);
    browser.get("/studio/packs/portugal-pending-regular/nothing/change").await.is(StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_condition_that_is_not_said_in_words_is_tried_and_sent_by_nobody() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "deniz").await;
    browser.get(&tried(ADDED)).await.says("Say each new condition in words");
    for fields in [vec![NEW[0], ("reason", "Order 12")], vec![("reason", "Order 12")], NEW.to_vec()] {
        let sent = browser.send(CHANGE, &format!("{CHANGE}/propose"), &fields).await;
        sent.is(StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(world.open_proposals().await, []);
}

/// A form sends every expression; the address that is left holds the reform and nothing else.
#[tokio::test]
async fn the_address_of_a_reform_says_each_thing_once() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "ana").await;
    let form = "w.pending=application.status%20in%20%7Bsubmitted%2C%20under_review%2C%20booked%7D&s.pending=&d.lodged=1\
                &w.lodged=application.lodged_on%20%3C%3D%20param%28decree.cutoff%29&a.1=&b.1=&v.decree.cutoff=&from=2026-11-30";
    browser.get(&tried(form)).await.leads_to(&tried(DROPPED));
    browser.get(&tried(DROPPED)).await.is(StatusCode::OK);
}

/// Anything can be written in a sentence, and addresses lie in logs and histories.
#[tokio::test]
async fn no_sentence_stands_in_an_address() {
    let world = World::trial().await;
    let mut ana = Browser::signed_in(&world, "ana").await;
    ana.get(&tried(WORDED)).await.leads_to(&tried(ADDED));
    let page = ana.get(&tried(ADDED)).await;
    let trying = page.body.split("method=\"get\"").nth(1).unwrap().split("</form>").next().unwrap();
    assert!(trying.contains("name=\"a.1\""), "{trying}");
    for words in ["name=\"b.1\"", "name=\"s.", "name=\"in\""] {
        assert!(!trying.contains(words), "a form that is sent by its address asks for {words}");
    }
    let keep = [&NEW[..], &[("name", "Sixty")]].concat();
    ana.send(&tried(ADDED), &format!("{CHANGE}/keep"), &keep).await.leads_to("/studio/studies");
    let list = ana.get("/studio/studies").await;
    let study =
        crate::browser::links(&list.body).into_iter().find(|link| link.starts_with("/studio/studies/")).unwrap();
    let opened = ana.get(&study).await.location().to_owned();
    assert!(opened.starts_with(&format!("{}&study=", tried(ADDED))), "{opened}");
}

#[tokio::test]
async fn figures_of_made_up_people_leave_as_a_file_and_those_of_people_on_record_do_not() {
    for (world, sources) in [(World::trial().await, 2), (World::live().await, 1)] {
        let mut browser = Browser::signed_in(&world, "ana").await;
        let answer = browser.get(&format!("{CHANGE}.csv?{ADDED}")).await;
        answer.is(StatusCode::OK);
        assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
        let mut lines = answer.body.lines();
        let head: Vec<&str> = lines.next().unwrap().split(',').collect();
        let column = |name: &str| head.iter().position(|one| *one == name).unwrap();
        let rows: Vec<Vec<&str>> = lines.map(|line| line.split(',').collect()).collect();
        assert!(
            rows.iter().all(|row| row.len() == head.len() && row[column("synthetic")] == "true"),
            "{}",
            answer.body
        );
        let whole: Vec<_> = rows.iter().filter(|row| row[column("by")].is_empty()).collect();
        assert_eq!(whole.len(), sources, "{}", answer.body);
        assert!(
            rows.iter().any(|row| row[column("by")] == "age_band" && row[column("lost")] != "0"),
            "{}",
            answer.body
        );
        browser.get(&format!("{CHANGE}.csv")).await.is(StatusCode::NOT_FOUND);
        Browser::signed_in(&world, "carla").await.get(&format!("{CHANGE}.csv?{ADDED}")).await.is(StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn a_reform_is_kept_as_a_study_opened_again_and_says_that_the_rule_has_changed() {
    let world = World::trial().await;
    let mut ana = Browser::signed_in(&world, "ana").await;
    ana.get("/studio/studies").await.says("No study is kept yet.");
    let keep = format!("{CHANGE}/keep");
    for name in ["", " ", "x".repeat(121).as_str()] {
        ana.send(CHANGE, &keep, &[("name", name), ("d.lodged", "1")]).await.is(StatusCode::UNPROCESSABLE_ENTITY);
    }
    ana.send(CHANGE, &keep, &[("name", "nothing tried")]).await.is(StatusCode::UNPROCESSABLE_ENTITY);
    ana.send(CHANGE, &keep, &[("name", "Without a cut-off"), ("d.lodged", "1")]).await.leads_to("/studio/studies");
    let list = ana.get("/studio/studies").await;
    for part in ["Without a cut-off", "Kept by ana on", "A pending application counts as regular stay"] {
        list.says(part);
    }
    list.says_not("The rule has changed since");
    let address =
        crate::browser::links(&list.body).into_iter().find(|link| link.starts_with("/studio/studies/")).unwrap();
    let opened = ana.get(&address).await.location().to_owned();
    assert!(opened.starts_with(&tried(DROPPED)), "{opened}");
    let page = ana.get(&opened).await;
    page.says("Without a cut-off");
    page.says("Nobody was found who loses by this.");
    let mut paula = Browser::signed_in(&world, "paula").await;
    paula.get("/studio/studies").await.says("Without a cut-off");
    paula.send("/studio/studies", &format!("{address}/end"), &[]).await.is(StatusCode::FORBIDDEN);
    let mut adil = Browser::signed_in(&world, "adil").await;
    adil.send(&tried(DROPPED), CHANGE, &[("d.lodged", "1"), ("reason", "Order 11")]).await.leads_to(RULE);
    ana.get("/studio/studies").await.says("The rule has changed since");
    let page = ana.get(&opened).await;
    page.is(StatusCode::OK);
    for part in ["The rule has changed since", "there is no condition `lodged`"] {
        page.says(part);
    }
    page.says_not("What this changes for people");
    ana.send("/studio/studies", &format!("{address}/end"), &[]).await.leads_to("/studio/studies");
    ana.get("/studio/studies").await.says("No study is kept yet.");
    ana.get(&address).await.is(StatusCode::NOT_FOUND);
}
