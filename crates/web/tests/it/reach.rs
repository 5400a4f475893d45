//! Whom a measure reaches, counted from the lake: sentences, withheld figures, a count that takes long or fails.

use std::fs;
use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use casework::{Fields, PersonCommand};

use crate::browser::{Answer, Browser};
use crate::world::{World, people};

const REACH: &str = "/studio/packs/portugal-pending-regular/pending-counts-as-regular/reach";
/// The first order is in force; twelve people lodged before its cut-off.
const ON: &str = "/studio/packs/portugal-pending-regular/pending-counts-as-regular/reach?on=2020-04-01";

async fn reach(world: &World, account: &str, path: &str) -> Answer {
    let answer = Browser::signed_in(world, account).await.get(path).await;
    answer.is(StatusCode::OK);
    answer
}

#[tokio::test]
async fn the_reach_opens_with_a_sentence() {
    let world = World::trial().await;
    let page = reach(&world, "ana", ON).await;
    page.says("On 1 April 2020 it reaches 12 of 60 people.");
    page.says("This is a rule of Portugal. Counted are all people on record, those who are elsewhere too.");
    page.says("For 48 people nobody can tell yet.");
    page.says("It leaves nobody behind.");
}

/// After the rule has ended it leaves everybody behind.
#[tokio::test]
async fn what_leaves_most_people_behind_stands_first() {
    let world = World::trial().await;
    let page = reach(&world, "ana", &format!("{REACH}?on=2024-01-01")).await;
    page.says("It leaves 60 behind.");
    let barriers = page.body.split("What leaves people behind").nth(1).unwrap().split("</section>").next().unwrap();
    assert!(barriers.contains("The rule is in force") && !barriers.contains("the application"), "{barriers}");
}

/// Everybody is in the country: a rule for whoever has left is not one that leaves them behind.
#[tokio::test]
async fn figures_are_of_those_whom_the_rule_is_about_and_all_others_stand_beside() {
    let world = World::trial().await;
    let page = reach(&world, "ana", "/studio/packs/harbour-rules/meal/reach?on=2020-04-01").await;
    page.says("it reaches 60 of the 60 people it is about");
    page.says("Whom the rule is about, it says itself: the person is in the country.");
    page.says("60 people were counted; of 0 this does not hold");
    let page = reach(&world, "ana", "/studio/packs/harbour-rules/left/reach?on=2020-04-01").await;
    page.says("On 1 April 2020 it is about nobody who was counted.");
    page.says("60 people were counted; of 60 this does not hold");
    page.says("No single condition leaves anybody behind.");
    page.says_not("behind 60");
}

/// Over several countries it says nothing that everybody is reached by some rule.
#[tokio::test]
async fn whom_no_rule_reaches_is_told_of_one_country() {
    let world = World::trial().await;
    let page = reach(&world, "ana", "/studio/packs/harbour-rules/meal/reach?on=2020-04-01").await;
    page.says("Of the 60 people whom the rules of Portugal are about, each is reached by one of them.");
    page.says_not("some measure that is installed here");
    page.says_not("still open is counted among them");
    let page = reach(&world, "ana", &format!("{REACH}?on=1990-01-01")).await;
    page.says("are reached by none. Everybody whose answer is still open is counted among them.");
}

/// What lies in a compartment is never in the lake: counts know nothing of it.
#[tokio::test]
async fn figures_know_nothing_of_what_lies_in_a_compartment() {
    let world = World::trial().await;
    for measure in ["guardian-asked", "claim-heard", "way-without-steps"] {
        let page = reach(&world, "ana", &format!("/studio/packs/harbour-rules/{measure}/reach?on=2020-04-01")).await;
        page.says("For 60 people nobody can tell yet.");
    }
}

/// So many more real people that what most of them have in common may be told.
async fn more_people(world: &World) {
    let acting = world.acting("carla", instance::ASSISTANCE, Some("north")).await;
    let mut registered = tokio::task::JoinSet::new();
    for _ in 0..140 {
        let (instance, acting) = (Arc::clone(&world.instance), acting.clone());
        let register = PersonCommand::Register { person: instance.new_id(), synthetic: false, fields: Fields::new() };
        registered.spawn(async move { instance.submit(&acting, register).await });
    }
    for done in registered.join_all().await {
        done.unwrap();
    }
}

#[tokio::test]
async fn of_too_few_real_people_nothing_is_told_and_it_is_said_why() {
    let world = World::live().await;
    let page = Browser::signed_in(&world, "ana").await.get(&format!("{REACH}?on=2020-03-31")).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY);
    page.says("Too few real people are on record");
}

#[tokio::test]
async fn counts_below_ten_of_real_people_are_marks_with_words_and_no_number() {
    let world = World::live().await;
    more_people(&world).await;
    let page = reach(&world, "ana", &format!("{REACH}?on=2020-03-31")).await;
    assert!(page.body.contains("class=\"withheld\""), "{}", page.body);
    page.says("counts below 10, and others from which they could be worked out");
    let trial = World::trial().await;
    assert!(!reach(&trial, "ana", ON).await.body.contains("class=\"withheld\""), "nothing is hidden of who is made up");
}

#[tokio::test]
async fn a_day_that_is_none_or_that_the_rule_does_not_know_is_said() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "ana").await;
    for day in ["soon", "2020-13-01"] {
        browser.get(&format!("{REACH}?on={day}")).await.is(StatusCode::BAD_REQUEST);
    }
    browser.get(&format!("{REACH}?on=")).await.is(StatusCode::OK);
    for path in ["/studio/packs/nothing/nothing/reach", "/studio/packs/portugal-pending-regular/nothing/reach"] {
        browser.get(path).await.is(StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_long_count_shows_its_progress_and_then_its_answer() {
    let world = World::hurried().await;
    let mut browser = Browser::signed_in(&world, "ana").await;
    let waiting = browser.get(ON).await;
    waiting.is(StatusCode::ACCEPTED);
    assert_eq!(waiting.header("refresh"), "2", "works without a script");
    assert!(!waiting.body.contains("http-equiv"), "no page moves on behind a reader's back: {}", waiting.body);
    waiting.says("Look again now");
    waiting.says("Counting people");
    let mut done = browser.get(ON).await;
    while done.status == StatusCode::ACCEPTED {
        tokio::time::sleep(Duration::from_millis(20)).await;
        done = browser.get(ON).await;
    }
    assert_eq!(done.header("refresh"), "");
    done.says_not("Look again now");
    done.is(StatusCode::OK);
    done.says("it reaches 12 of 60 people");
}

/// A measure in force that fails on somebody is named where its answer is missing.
#[tokio::test]
async fn a_measure_that_could_not_be_counted_is_named_where_nobody_knows_whom_none_reaches() {
    let world = World::trial().await;
    reach(&world, "ana", ON).await.says_not("is not known");
    let manifest = "pack: too-large\nversion: 0.1.0\ntitle: Too large\nsummary: A rule.\njurisdiction: PRT\n\
                    purpose: entitlement\nlicence: CC-BY-4.0\ngcm: [7]\n";
    let measure = "measure: grows\nunit: person\ntitle: A number that grows\nsource: ours\nvalid: [2020-01-01, open]\n\
                   all:\n- {id: c, when: 'age(birth_date) * 9000000000000000000 > 0', says: s, law: s. 1}\n\
                   gives: [social.support]\ngcm: [7]\n";
    let files = [("pack.yaml", manifest), ("measures/grows.yaml", measure)];
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
    let officer = world.acting("deniz", instance::GOVERNANCE, None).await;
    world.instance.install(&officer, &packs::Source::new("too-large", files.into())).await.unwrap();
    let page = reach(&world, "ana", ON).await;
    page.says("it reaches 12 of 60 people");
    page.says("How many no measure reaches is not known");
    page.says("A number that grows");
}

/// A lake of which a piece is damaged gives no figure at all, and is said to be there again once it is.
#[tokio::test]
async fn a_damaged_lake_gives_no_figure_and_is_asked_anew() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "ana").await;
    let bucket = fs::read_dir(world.lake()).unwrap().map(|entry| entry.unwrap().path());
    let bucket = bucket.filter(|path| path.extension().is_some_and(|ext| ext == "bucket")).min().unwrap();
    let sound = fs::read(&bucket).unwrap();
    fs::write(&bucket, &sound[..sound.len() / 2]).unwrap();
    for _ in 0..2 {
        let answer = browser.get(ON).await;
        answer.is(StatusCode::SERVICE_UNAVAILABLE);
        answer.says("This does not work right now");
        answer.says_not("reaches");
    }
    fs::write(&bucket, &sound).unwrap();
    browser.get(ON).await.says("it reaches 12 of 60 people");
}

/// An answer of an older record is not offered again.
#[tokio::test]
async fn figures_follow_the_record() {
    let world = World::trial().await;
    reach(&world, "ana", ON).await.says("it reaches 12 of 60 people");
    let (_, _) = world.agree("sven", &["deniz", "adil"], journal::Motion::Forget { person: people::id(20) }).await;
    reach(&world, "ana", ON).await.says("it reaches 12 of 60 people");
    let view = world.instance.in_force().await.unwrap().view;
    let proposal = *view.proposals.iter().find(|(_, made)| made.end.is_none()).unwrap().0;
    let officer = world.acting("adil", instance::GOVERNANCE, None).await;
    world.instance.forget(&officer, vec![proposal]).await.unwrap();
    reach(&world, "ana", ON).await.says("it reaches 11 of 59 people");
}

#[tokio::test]
async fn somebody_made_up_is_opened_from_their_pattern() {
    let world = World::trial().await;
    let page = reach(&world, "ana", ON).await;
    let address = "/reach/persona?";
    assert!(page.body.contains(address), "{}", page.body);
    let persona = reach(&world, "ana", &format!("{REACH}/persona?pattern=f0-u0-p0&on=2020-04-01")).await;
    persona.says("A made-up person. Nobody real is behind this.");
    persona.says("the application was lodged by 18 April 2020 Met");
    for given_away in ["Amina", "+351", "Nunes"] {
        persona.says_not(given_away);
    }
    let mut browser = Browser::signed_in(&world, "ana").await;
    for pattern in ["f7-u0-p0", "nonsense", ""] {
        browser.get(&format!("{REACH}/persona?pattern={pattern}&on=2020-04-01")).await.is(StatusCode::NOT_FOUND);
    }
}
