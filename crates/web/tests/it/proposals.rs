//! What a change does to people, who may see and decide that, and a variant made without an editor.

use axum::http::StatusCode;
use casework::view::ProposalEnd;
use casework::{Action, Refusal};
use journal::{Body, Motion};
use model::Id;
use web::Tongue;

use crate::browser::Browser;
use crate::pages::check;
use crate::world::{World, rules};

/// In force with a later cut-off than shipped: the shipped one takes something from a dozen people.
const ADOPT: &str = "/studio/library/packs/portugal-pending-regular";
const PROPOSE: &str = "/studio/library/packs/portugal-pending-regular/propose";
const VALUES: &str = "/studio/values/portugal-pending-regular";
const TRIED: &str = "/studio/values/portugal-pending-regular?v.decree.cutoff=2020-03-25&from=2020-03-27";
/// In force from a later day than shipped: nobody loses.
const HARMLESS: &str = "/studio/library/packs/ireland-permit-renewal";
const EVERYBODY: [&str; 8] = ["hanan", "carla", "sven", "ana", "paula", "omar", "deniz", "adil"];

/// Proposed by somebody; the proposal's address.
async fn proposed(world: &World, by: &str) -> String {
    let mut browser = Browser::signed_in(world, by).await;
    let answer = browser.send(ADOPT, PROPOSE, &[("reason", "the law changed")]).await;
    answer.is(StatusCode::SEE_OTHER);
    assert!(answer.location().starts_with("/proposals/"), "{}", answer.location());
    answer.location().to_owned()
}

/// The hash of what is in force under a name.
async fn hash(world: &World, name: &str) -> String {
    world.instance.in_force().await.unwrap().view.packs[name].hash.clone()
}

fn id(address: &str) -> Id {
    address.rsplit('/').next().unwrap().parse().unwrap()
}

#[tokio::test]
async fn where_somebody_would_lose_the_page_proposes_and_installs_nothing() {
    let world = World::trial().await;
    let there = hash(&world, rules::WIDER).await;
    let mut browser = Browser::signed_in(&world, "adil").await;
    let page = browser.get(ADOPT).await;
    for part in [
        "Somebody loses by this",
        "It takes away from somebody",
        "of 60 people on record",
        "no longer reached 12",
        "Propose it to a second person",
    ] {
        page.says(part);
    }
    assert!(!page.body.contains(&format!("action=\"{ADOPT}\"")), "one person does not put it in force");
    let before = world.facts().await;
    browser.send(ADOPT, ADOPT, &[]).await.is(StatusCode::FORBIDDEN);
    let (action, code) = (Action::InstallPack.code().to_owned(), Refusal::NeedsAnotherPerson.code().to_owned());
    assert_eq!(world.happened(before).await, [("adil".to_owned(), Body::Refused { action, code })]);
    assert_eq!(hash(&world, rules::WIDER).await, there);
    for reason in ["", "   ", &"x".repeat(2001)] {
        let answer = browser.send(ADOPT, PROPOSE, &[("reason", reason)]).await;
        answer.is(StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(world.open_proposals().await, []);
    let address = proposed(&world, "adil").await;
    let again = browser.get(ADOPT).await;
    again.says("Exactly this is proposed already");
    assert!(again.body.contains(&address), "{}", again.body);
}

#[tokio::test]
async fn where_nobody_loses_one_person_puts_it_in_force() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "deniz").await;
    let page = browser.get(HARMLESS).await;
    page.says("Nobody was found who loses by this.");
    assert!(page.body.contains(&format!("action=\"{HARMLESS}\"")), "{}", page.body);
    browser.send(HARMLESS, HARMLESS, &[]).await.leads_to("/studio/packs/ireland-permit-renewal");
    assert_eq!(hash(&world, rules::NARROWER).await, rules::shipped(rules::NARROWER).hash());
}

/// The decree had ended by then: that nobody loses is no finding.
#[tokio::test]
async fn a_value_after_the_end_of_its_rule_is_not_called_harmless() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "paula").await;
    let page = browser.get(&format!("{VALUES}?v.decree.cutoff=2024-03-25&from=2024-01-01")).await;
    page.says("The rule is not in force on any day on which this changes something");
    page.says("Not in force on any counted day");
    page.says_not("Nobody was found who loses by this.");
    page.says_not("It takes nothing away");
    let page = browser.get(TRIED).await;
    page.says_not("The rule is not in force on any day");
}

#[tokio::test]
async fn one_proposes_and_another_approves() {
    let world = World::trial().await;
    let address = proposed(&world, "paula").await;
    let mut browser = Browser::signed_in(&world, "deniz").await;
    let studio = browser.get("/studio").await;
    studio.says("waits for a second person");
    assert!(studio.body.contains("href=\"/proposals\""), "{}", studio.body);
    let list = browser.get("/proposals").await;
    list.says("Takes something away in");
    assert!(list.body.contains(&address), "{}", list.body);
    let page = browser.get(&address).await;
    for part in ["the law changed", "paula", "no longer reached 12", "value: 2020-04-18", "Approve and put in force"] {
        page.says(part);
    }
    let unsaid = browser.send(&address, &address, &[("decision", "approve")]).await;
    unsaid.is(StatusCode::UNPROCESSABLE_ENTITY);
    let nonsense = browser.send(&address, &address, &[("decision", "burn"), ("reason", "why")]).await;
    nonsense.is(StatusCode::UNPROCESSABLE_ENTITY);
    let approve = [("decision", "approve"), ("reason", "I read it")];
    browser.send(&address, &address, &approve).await.leads_to(&address);
    let page = browser.get(&address).await;
    page.says("Approved by deniz");
    page.says("I read it");
    assert!(!page.body.contains("name=\"decision\""), "{}", page.body);
    let late = [("decision", "decline"), ("reason", "late")];
    browser.send("/account", &address, &late).await.is(StatusCode::CONFLICT);
    browser.get(ADOPT).await.says("exactly as shipped");
    assert_eq!(hash(&world, rules::WIDER).await, rules::shipped(rules::WIDER).hash());
}

/// An author, an officer and an administrator propose; by the reviewed table nobody else does, nor decides.
#[tokio::test]
async fn each_role_reads_why_it_may_not_and_is_refused_all_the_same() {
    let world = World::trial().await;
    let there = hash(&world, rules::WIDER).await;
    let address = proposed(&world, "deniz").await;
    for account in EVERYBODY {
        let mut browser = Browser::signed_in(&world, account).await;
        let page = browser.get(&address).await;
        let (said, approves) = match account {
            "deniz" => ("You proposed it, so another person", false),
            "adil" => ("Approve and put in force", true),
            _ => ("An administrator or the data protection officer decides", false),
        };
        page.says(said);
        assert_eq!(page.body.contains("value=\"approve\""), approves, "{account}");
        if approves {
            continue;
        }
        let before = world.facts().await;
        let fields = [("decision", "approve"), ("reason", "why")];
        browser.send("/account", &address, &fields).await.is(StatusCode::FORBIDDEN);
        let happened = world.happened(before).await;
        assert!(matches!(&*happened, [(who, Body::Refused { .. })] if who == account), "{happened:?}");
        if !matches!(account, "deniz" | "paula") {
            for path in [PROPOSE, &format!("{VALUES}/propose"), VALUES, ADOPT] {
                let fields = [("reason", "why"), ("v.decree.cutoff", "2020-09-01")];
                browser.send("/account", path, &fields).await.is(StatusCode::FORBIDDEN);
            }
        }
    }
    // Another officer is another person in the same role.
    let mut dora = Browser::signed_in(&world, "dora").await;
    dora.get(&address).await.says("in another role");
    dora.send(&address, &address, &[("decision", "approve"), ("reason", "why")]).await.is(StatusCode::FORBIDDEN);
    assert_eq!(world.open_proposals().await, [id(&address)]);
    assert_eq!(world.proposal(id(&address)).await.votes, []);
    assert_eq!(hash(&world, rules::WIDER).await, there);
    let back = format!("/sign-in?next={}", address.replace('/', "%2F"));
    Browser::new(&world).get(&address).await.leads_to(&back);
    Browser::new(&world).post(&address, &[]).await.leads_to(&back);
}

#[tokio::test]
async fn who_proposed_withdraws_and_who_decides_declines() {
    let world = World::trial().await;
    let there = hash(&world, rules::WIDER).await;
    for (by, who, said, end) in
        [("paula", "paula", "withdrawn", ProposalEnd::Withdrawn), ("paula", "adil", "declined", ProposalEnd::Declined)]
    {
        let address = proposed(&world, by).await;
        let mut browser = Browser::signed_in(&world, who).await;
        let decline = [("decision", "decline"), ("reason", "not now")];
        browser.send(&address, &address, &decline).await.leads_to(&address);
        let page = browser.get(&address).await;
        page.says(said);
        page.says("not now");
        assert_eq!(world.ended(id(&address)).await, Some(end));
    }
    assert_eq!(hash(&world, rules::WIDER).await, there);
}

/// What was put in force meanwhile is never silently overwritten.
#[tokio::test]
async fn a_proposal_of_what_is_no_longer_there_can_only_be_declined() {
    let world = World::trial().await;
    let first = proposed(&world, "paula").await;
    let mut paula = Browser::signed_in(&world, "paula").await;
    let fields = [("v.decree.cutoff", "2020-03-25"), ("from", "2020-03-27"), ("reason", "Order 9")];
    let second = paula.send(TRIED, &format!("{VALUES}/propose"), &fields).await.location().to_owned();
    let mut adil = Browser::signed_in(&world, "adil").await;
    let approve = [("decision", "approve"), ("reason", "I read it")];
    adil.send(&second, &second, &approve).await.leads_to(&second);
    let page = adil.get(&first).await;
    assert!(!page.body.contains("value=\"approve\"") && page.body.contains("value=\"decline\""), "{}", page.body);
    let answer = adil.send(&first, &first, &approve).await;
    answer.is(StatusCode::CONFLICT);
    answer.says("It is no longer as this page showed it");
}

/// A look at a change of a live instance asks made-up people alone: "somebody loses" would tell that there is somebody.
#[tokio::test]
async fn a_look_at_a_change_asks_no_real_people_whoever_looks() {
    let world = World::live().await;
    for (account, made_up) in [
        ("ana", true),
        ("sven", true),
        ("deniz", true),
        ("adil", true),
        ("paula", true),
        ("carla", false),
        ("hanan", false),
        ("omar", false),
    ] {
        let mut browser = Browser::signed_in(&world, account).await;
        for path in [ADOPT, TRIED] {
            let text = browser.get(path).await.text();
            let said = (text.contains("people on record"), text.contains("made-up people on whom"));
            assert_eq!(said, (false, made_up), "{account} on {path}: {text}");
            assert_eq!(text.contains("are never exported"), made_up, "{account} on {path}");
        }
    }
    let page = Browser::new(&world).get(ADOPT).await;
    page.says_not("people on record");
    page.says_not("made-up people on whom");
    page.says("counted for those who");
}

#[tokio::test]
async fn other_values_are_tried_before_anybody_puts_them_in_force() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "deniz").await;
    let pack = browser.get("/studio/packs/portugal-pending-regular").await.body;
    assert!(pack.contains(&format!("href=\"{VALUES}\"")), "{pack}");
    let empty = browser.get(VALUES).await;
    assert!(empty.body.contains("name=\"v.decree.cutoff\""), "{}", empty.body);
    empty.says_not("What this changes");
    let tried = browser.get(TRIED).await;
    for part in ["What this changes for people", "value: \"2020-03-25\"", "params/decree.yaml"] {
        tried.says(part);
    }
    let fields = [("v.decree.cutoff", "2020-03-25"), ("from", "2020-03-27"), ("reason", "Order 9")];
    browser.send(TRIED, VALUES, &fields).await.is(StatusCode::FORBIDDEN);
    let sent = browser.send(TRIED, &format!("{VALUES}/propose"), &fields).await;
    sent.is(StatusCode::SEE_OTHER);
    let Motion::Pack { pack, .. } = world.proposal(id(sent.location())).await.motion else { panic!("no pack") };
    assert!(pack.files["params/decree.yaml"].contains("law: \"Order 9\""), "the reason is the new value's law");
}

/// Neither a date of decision that is still to come, nor an office where tomorrow has begun already, takes anything away
/// past a second person.
#[tokio::test]
async fn what_will_be_decided_later_takes_away_as_much() {
    let world = World::trial().await;
    let in_force = world.instance.in_force().await.unwrap();
    let mut source = packs::Source::new(rules::WIDER, (*in_force.view.packs[rules::WIDER].files).clone());
    let text = source.files.get_mut("params/decree.yaml").unwrap();
    let later = "values:\n  - {from: 2020-03-27, decided: 2020-09-02, value: 2020-03-20, law: Order 9}\n";
    *text = text.replacen("values:\n", later, 1);
    let change = world.instance.pack_change(&in_force, None, &source).await.unwrap();
    assert_eq!(change.impact.takes_away, ["portugal-pending-regular/pending-counts-as-regular"]);
    let officer = world.acting("deniz", instance::GOVERNANCE, None).await;
    world.instance.install(&officer, &source).await.unwrap_err();
}

/// A later cut-off takes nothing from anybody: one person puts it in force, with the reason as its law.
#[tokio::test]
async fn values_by_which_nobody_loses_are_put_in_force_by_one() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "adil").await;
    let path = format!("{VALUES}?v.decree.cutoff=2020-05-31&from=2020-03-27");
    browser.get(&path).await.says("Nobody was found who loses by this.");
    let fields = [("v.decree.cutoff", "2020-05-31"), ("from", "2020-03-27"), ("reason", "Order 10")];
    browser.send(&path, VALUES, &fields).await.leads_to("/studio/packs/portugal-pending-regular");
    let files = world.instance.in_force().await.unwrap().view.packs[rules::WIDER].files.clone();
    assert!(files["params/decree.yaml"].contains("law: \"Order 10\""), "{}", files["params/decree.yaml"]);
}

#[tokio::test]
async fn values_that_cannot_be_read_are_said_and_not_sent() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "adil").await;
    let page = browser.get(&format!("{VALUES}?v.decree.cutoff=soon")).await;
    page.says("These values cannot be read");
    page.says("soon");
    page.says_not("What this changes for people");
    for fields in [[("v.nothing", "1"), ("reason", "why")], [("v.decree.cutoff", " "), ("reason", "why")]] {
        let answer = browser.send(VALUES, &format!("{VALUES}/propose"), &fields).await;
        answer.is(StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(world.open_proposals().await, []);
    browser.get("/studio/values/no-such-pack").await.is(StatusCode::NOT_FOUND);
}

/// Proposals of every kind, open and ended, in every language.
#[tokio::test]
async fn proposals_read_in_every_language_open_and_ended() {
    let world = World::trial().await;
    let mut pages = crate::kinds::proposed(&world).await;
    pages.extend(["/proposals", "/governance"].map(str::to_owned));
    let mut browser = Browser::signed_in(&world, "deniz").await;
    for ended in [false, true] {
        if ended {
            crate::kinds::approve(&world).await;
        }
        for tongue in Tongue::ALL {
            for path in &pages {
                let page = browser.get(&format!("{path}?lang={}", tongue.tag())).await;
                page.is(StatusCode::OK);
                check(&page.body, path, tongue);
            }
        }
    }
}
