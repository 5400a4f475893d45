//! Cases at the desk: opened, walked step by step by those whose step it is, listed with what is due, and kept from everybody
//! for whom they are not.

use axum::http::StatusCode;
use casework::PersonCommand;
use instance::{ASSISTANCE, GOVERNANCE};
use packs::Source;

use crate::browser::{Answer, Browser, form_token, links};
use crate::world::{World, people};

const PERSON: u8 = 10;
const FORM: &str = "0123456789abcdef0123456789abcdef";

/// An instance in which permits are renewed and children on the move are cared for.
async fn world() -> World {
    let world = with(&["permit-renewal", "child-on-the-move"]).await;
    // The clock of a renewal runs from this day, and nothing goes on before it is known.
    let in_force = world.instance.in_force().await.unwrap();
    let schema = &in_force.packs.schema;
    let day = schema.read(schema.field("application.lodged_on").unwrap(), "2020-09-01").unwrap();
    let lodged =
        PersonCommand::Amend { person: people::id(PERSON), fields: [("application.lodged_on".to_owned(), day)].into() };
    let worker = world.acting("carla", ASSISTANCE, None).await;
    world.instance.submit(&worker, lodged).await.unwrap();
    world
}

/// An instance with these packs in force beside its own.
async fn with(packs: &[&str]) -> World {
    let world = World::trial().await;
    let keeper = world.acting("adil", GOVERNANCE, None).await;
    for pack in packs {
        world.instance.install(&keeper, &Source::shipped(pack).unwrap()).await.unwrap();
    }
    world
}

/// Opens a case of a person by the form to which their page leads, and says where its page is.
async fn opened(browser: &mut Browser, person: u8, kind: &str) -> String {
    let opened = sent(browser, person, kind).await;
    opened.is(StatusCode::SEE_OTHER);
    opened.location().split('?').next().unwrap().to_owned()
}

/// Sends the form of a new case to which the page of a person leads.
async fn sent(browser: &mut Browser, person: u8, kind: &str) -> Answer {
    let page = browser.get(&people::page(person)).await;
    let forms = links(&page.body).into_iter().filter(|link| link.contains("/new/"));
    for form in forms {
        let shown = browser.get(&form).await;
        if !shown.body.contains(&format!("<h1>{kind}")) && !shown.text().contains(kind) {
            continue;
        }
        return browser.fill(&form_token(&shown.body), &form, &[("form", FORM)]).await;
    }
    panic!("no form opens {kind}");
}

#[track_caller]
fn links_to(page: &Answer, record: &str) {
    assert!(links(&page.body).iter().any(|link| link == record), "{}", page.text());
}

fn version(page: &Answer) -> String {
    page.body.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

/// Takes a step from the page as it is now.
async fn step(browser: &mut Browser, record: &str, said: &[(&str, &str)]) -> Answer {
    let page = browser.get(record).await;
    let seen = version(&page);
    let mut all = vec![("seen", seen.as_str())];
    all.extend(said);
    browser.fill(&form_token(&page.body), &format!("{record}/step"), &all).await
}

#[tokio::test]
async fn a_case_is_opened_and_goes_its_way() {
    let world = world().await;
    let (mut carla, mut sven) = (Browser::signed_in(&world, "carla").await, Browser::signed_in(&world, "sven").await);
    let record = opened(&mut carla, PERSON, "Permit renewal").await;
    let page = carla.get(&record).await;
    page.says("See whether the application is complete");
    // Opened on Tuesday 1 September 2020: the fifth working day after it.
    page.says("by 8 September 2020");
    page.says_not("Decide on the renewal");
    step(&mut carla, &record, &[("item", "complete"), ("step", "do")]).await.is(StatusCode::SEE_OTHER);
    carla.get(&record).await.says("Decide on the renewal");
    let decide = |why: &'static str| [("item", "renewal"), ("step", "decide"), ("outcome", "refused"), ("why", why)];
    let refused = step(&mut carla, &record, &decide("")).await;
    refused.is(StatusCode::UNPROCESSABLE_ENTITY);
    refused.says("Say why");
    step(&mut carla, &record, &decide("No income was shown.")).await.is(StatusCode::SEE_OTHER);
    let own = step(&mut carla, &record, &[("item", "renewal"), ("step", "yes")]).await;
    own.is(StatusCode::FORBIDDEN);
    own.says("somebody else must look at it");
    sven.get(&record).await.says("Somebody else did this");
    step(&mut sven, &record, &[("item", "renewal"), ("step", "yes")]).await.is(StatusCode::SEE_OTHER);
    let page = sven.get(&record).await;
    page.says("refused");
    page.says("No income was shown.");
    sven.get("/desk/work?whose=office").await.says("Hand over the letter");
    // What cannot be done as the case stands is said, and what was typed comes back.
    let late = [("item", "complete"), ("step", "waive"), ("why", "It came by post.")];
    let late = step(&mut carla, &record, &late).await;
    late.is(StatusCode::CONFLICT);
    late.says("It came by post.");
    step(&mut carla, &record, &[("item", "nothing"), ("step", "do")]).await.is(StatusCode::UNPROCESSABLE_ENTITY);
    step(&mut carla, &record, &[("item", "renewal"), ("step", "fly")]).await.is(StatusCode::UNPROCESSABLE_ENTITY);
}

/// An agreement between two is no letter: nobody is asked to hand one over that there is not.
#[tokio::test]
async fn a_letter_is_handed_over_where_the_pathway_has_one() {
    let world = with(&["wage-claim"]).await;
    let (mut carla, mut sven) = (Browser::signed_in(&world, "carla").await, Browser::signed_in(&world, "sven").await);
    let record = opened(&mut carla, PERSON, "Claim for wages").await;
    let page = carla.get(&record).await;
    let shown = version(&page);
    let said = [("seen", shown.as_str()), ("wage.may_ask", "true")];
    carla.fill(&form_token(&page.body), &record, &said).await.is(StatusCode::SEE_OTHER);
    for done in ["write_down", "ask"] {
        step(&mut carla, &record, &[("item", done), ("step", "do")]).await.is(StatusCode::SEE_OTHER);
    }
    let failed = [("item", "settle"), ("step", "decide"), ("outcome", "failed")];
    step(&mut carla, &record, &failed).await.is(StatusCode::SEE_OTHER);
    carla.get(&record).await.says_not("The letter was handed over");
    let owed = [("item", "award"), ("step", "decide"), ("outcome", "owed")];
    step(&mut carla, &record, &owed).await.is(StatusCode::SEE_OTHER);
    step(&mut sven, &record, &[("item", "award"), ("step", "yes")]).await.is(StatusCode::SEE_OTHER);
    carla.get(&record).await.says("The letter was handed over");
}

/// Finance reads nobody yet: what it does in a case is told it by whoever works on the case, and no page leads it where it is
/// refused. The day from which it is due is asked for, on the page and on the list.
#[tokio::test]
async fn what_somebody_does_who_sees_no_case_is_for_the_reader_to_tell() {
    let world = with(&["returnee"]).await;
    let (mut carla, mut fatou) = (Browser::signed_in(&world, "carla").await, Browser::signed_in(&world, "fatou").await);
    let record = opened(&mut carla, PERSON, "Coming back").await;
    let page = carla.get(&record).await;
    page.says("Plan the cash");
    page.says("Whoever does this does not see the case: tell them.");
    let list = carla.get("/desk/work?whose=office").await;
    list.says("For: Finance, prepares. They do not see this case: tell them.");
    list.says("Ask: ");
    let empty = fatou.get("/desk/work").await;
    empty.says("whoever works on that case tells you");
    empty.says_not("Find a person");
}

/// Whoever is told that a case is not for somebody is told which of what is on record says so.
#[tokio::test]
async fn a_case_that_is_not_for_somebody_says_what_stands_against_it() {
    let world = world().await;
    let mut carla = Browser::signed_in(&world, "carla").await;
    let refused = sent(&mut carla, PERSON, "A child on the move").await;
    refused.is(StatusCode::CONFLICT);
    refused.says("This is not opened for this person");
    refused.says("What stands against it:");
    refused.says("birth date 1955");
    let field = format!("{}?edit=birth_date", people::page(PERSON));
    assert!(links(&refused.body).contains(&field), "{}", refused.body);
    refused.says_not("You may not see");
}

/// What a pathway gives to be said stands where it is to be said, in the language of whoever says it.
#[tokio::test]
async fn what_is_to_be_said_with_an_item_stands_beside_it() {
    let world = with(&["quarantine-stay"]).await;
    let mut chloe = Browser::signed_in(&world, "chloe").await;
    let record = opened(&mut chloe, PERSON, "Stay in quarantine").await;
    let page = chloe.get(&record).await;
    page.says("To say or send to Amina Yusuf:");
    page.says("You stay here to protect others and yourself.");
    let page = chloe.get(&format!("{record}?lang=fr")).await;
    page.says("Vous restez ici pour protéger les autres et vous-même.");
    step(&mut chloe, &record, &[("item", "explain"), ("step", "do")]).await.is(StatusCode::SEE_OTHER);
    chloe.get(&format!("{record}?lang=en")).await.says_not("You stay here to protect others");
}

/// Whoever did what comes again reads that it is done, and by when the next time is: it does not stand there as before.
#[tokio::test]
async fn what_comes_again_says_that_it_was_done_and_by_when_it_is_next() {
    let world = with(&["quarantine-stay"]).await;
    let mut chloe = Browser::signed_in(&world, "chloe").await;
    let record = opened(&mut chloe, PERSON, "Stay in quarantine").await;
    let page = chloe.get(&record).await;
    page.says("Look in every evening by 1 September 2020");
    page.says_not("This comes again");
    step(&mut chloe, &record, &[("item", "night"), ("step", "do")]).await.is(StatusCode::SEE_OTHER);
    let page = chloe.get(&record).await;
    page.says("done 1 September 2020");
    page.says("next by 2 September 2020");
    page.says("This comes again");
}

#[tokio::test]
async fn an_end_that_nothing_stands_before_is_given() {
    let world = world().await;
    let (mut carla, mut sven) = (Browser::signed_in(&world, "carla").await, Browser::signed_in(&world, "sven").await);
    let record = opened(&mut carla, PERSON, "Permit renewal").await;
    let page = sven.get(&record).await;
    assert!(page.body.contains("value=\"withdrawn\"") && !page.body.contains("value=\"carried_out\""), "{}", page.body);
    let end = |reason| [("act", "close"), ("reason", reason)];
    sven.send(&record, &format!("{record}/act"), &end("carried_out")).await.is(StatusCode::CONFLICT);
    sven.send(&record, &format!("{record}/act"), &end("withdrawn")).await.is(StatusCode::SEE_OTHER);
    sven.get(&record).await.says("closed");
}

#[tokio::test]
async fn work_is_listed_by_when_it_is_due_and_leads_to_its_case() {
    let world = world().await;
    let mut carla = Browser::signed_in(&world, "carla").await;
    carla.get("/desk/work").await.says("Nothing is to be done");
    let record = opened(&mut carla, PERSON, "Permit renewal").await;
    let list = carla.get("/desk/work").await;
    list.says("Within a week");
    links_to(&list, &record);
    list.says("nobody yet");
    let page = carla.get(&record).await;
    carla.fill(&form_token(&page.body), &format!("{record}/act"), &[("act", "take")]).await.is(StatusCode::SEE_OTHER);
    links_to(&carla.get("/desk/work?whose=mine").await, &record);
    let mut chloe = Browser::signed_in(&world, "chloe").await;
    chloe.get("/desk/work?whose=mine").await.says("You have nothing in hand");
    links_to(&chloe.get("/desk/work?whose=office").await, &record);
    let mut samir = Browser::signed_in(&world, "samir").await;
    samir.get("/desk/work?whose=office").await.says("Nothing is to be done");
    world.clock.minutes(8 * 24 * 60);
    let mut carla = Browser::signed_in(&world, "carla").await;
    let list = carla.get("/desk/work").await;
    list.says("Overdue");
    list.says("One is overdue");
    carla.get(&record).await.says("late since 9 September 2020");
}

#[tokio::test]
async fn an_assigned_case_of_a_child_is_there_for_its_worker_alone() {
    let world = world().await;
    let mut carla = Browser::signed_in(&world, "carla").await;
    let record = opened(&mut carla, people::CHILD, "A child on the move").await;
    // Nobody's yet: whoever opens the compartment sees it.
    let mut chloe = Browser::signed_in(&world, "chloe").await;
    chloe.get(&record).await.says("Find out who the child is");
    let page = carla.get(&record).await;
    carla.fill(&form_token(&page.body), &format!("{record}/act"), &[("act", "take")]).await.is(StatusCode::SEE_OTHER);
    carla.get("/desk/work").await.says("Find out who the child is");
    for account in ["chloe", "cem", "samir", "sven", "hanan"] {
        let mut other = Browser::signed_in(&world, account).await;
        let (there, nowhere) = (other.get(&record).await, other.get(&format!("/desk/records/{FORM}")).await);
        assert_eq!(there.status, nowhere.status, "{account}");
        let list = other.get("/desk/work?whose=office").await;
        list.says_not("Find out who the child is");
        list.says_not(&record);
        let token = form_token(&other.get("/account").await.body);
        let said = [("seen", "1"), ("item", "identify"), ("step", "do")];
        let done = other.fill(&token, &format!("{record}/step"), &said).await;
        assert!(matches!(done.status, StatusCode::NOT_FOUND | StatusCode::FORBIDDEN), "{account}: {}", done.status);
    }
}

#[tokio::test]
async fn who_opens_no_people_has_no_list_of_work() {
    let world = world().await;
    for account in ["ana", "paula", "adil", "deniz"] {
        let mut other = Browser::signed_in(&world, account).await;
        other.get("/desk/work").await.is(StatusCode::FORBIDDEN);
    }
    let mut stranger = Browser::new(&world);
    stranger.get("/desk/work").await.is(StatusCode::SEE_OTHER);
}

/// Puts the renewal of permits in force with another length of its first deadline, by two people where that is longer.
async fn with_deadline(world: &World, days: &str) {
    let mut source = Source::shipped("permit-renewal").unwrap();
    let text = source.files.get_mut("pathways/permit-renewal.yaml").unwrap();
    *text = text.replacen("due: 5 working_days", &format!("due: {days} working_days"), 1);
    let keeper = world.acting("adil", GOVERNANCE, None).await;
    if world.instance.install(&keeper, &source).await.is_err() {
        let proposal = world.instance.propose_pack(&keeper, &source, "the law").await.unwrap();
        let other = world.acting("deniz", GOVERNANCE, None).await;
        world.instance.vote(&other, proposal, true, "seen").await.unwrap();
    }
}

/// Sends the form by which a case is moved, or that is asked for, from the page as it is now.
async fn moves(browser: &mut Browser, record: &str, act: &str, why: &str) -> Answer {
    let page = browser.get(record).await;
    let panel = page.body.split("id=\"newer\"").nth(1).expect("a newer version is told");
    let said =
        |name: &str| panel.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap().split('"').next().unwrap();
    let fields = [("seen", said("seen")), ("version", said("version")), ("why", why), ("act", act)];
    browser.fill(&form_token(&page.body), &format!("{record}/move"), &fields).await
}

#[tokio::test]
async fn a_case_stays_on_its_rules_and_is_moved_with_what_that_changes_shown() {
    let world = world().await;
    let (mut carla, mut sven) = (Browser::signed_in(&world, "carla").await, Browser::signed_in(&world, "sven").await);
    let record = opened(&mut carla, PERSON, "Permit renewal").await;
    carla.get(&record).await.says_not("Newer rules");
    with_deadline(&world, "3").await;
    let page = carla.get(&record).await;
    page.says("by 8 September 2020");
    page.says("This case runs the rules of");
    // What is due on the fifth working day would be due on the third.
    page.says("by 4 September 2020");
    page.says("Ask a supervisor to move it");
    page.says_not("Move this case");
    let unsaid = moves(&mut sven, &record, "move", " ").await;
    unsaid.is(StatusCode::UNPROCESSABLE_ENTITY);
    let not_theirs = moves(&mut carla, &record, "move", "The law.").await;
    assert_eq!(not_theirs.status, StatusCode::FORBIDDEN);
    moves(&mut sven, &record, "move", "The law is another now.").await.is(StatusCode::SEE_OTHER);
    let page = carla.get(&record).await;
    page.says("by 4 September 2020");
    page.says_not("Newer rules");
    page.says("moved to newer rules. Why: The law is another now.");
    carla.get("/desk/work").await.says("4 September");
}

#[tokio::test]
async fn what_is_owed_less_is_asked_for_by_one_and_moved_by_another() {
    let world = world().await;
    let (mut carla, mut sven) = (Browser::signed_in(&world, "carla").await, Browser::signed_in(&world, "sven").await);
    let record = opened(&mut carla, PERSON, "Permit renewal").await;
    with_deadline(&world, "9").await;
    let page = sven.get(&record).await;
    page.says("It takes two people");
    page.says("See whether the application is complete: may take longer");
    moves(&mut sven, &record, "move", "The law.").await.is(StatusCode::FORBIDDEN);
    moves(&mut carla, &record, "ask", "She wants the time.").await.is(StatusCode::SEE_OTHER);
    let own = carla.get(&record).await;
    assert!(!own.body.contains(&format!("{record}/move")), "whoever asked is offered nothing more");
    sven.get(&record).await.says("She wants the time.");
    moves(&mut sven, &record, "move", "Agreed.").await.is(StatusCode::SEE_OTHER);
    carla.get(&record).await.says("by 14 September 2020");
}

/// A page drawn before the rules changed once more moves nothing to what was not shown.
#[tokio::test]
async fn no_case_is_moved_to_rules_that_were_not_shown() {
    let world = world().await;
    let (mut carla, mut sven) = (Browser::signed_in(&world, "carla").await, Browser::signed_in(&world, "sven").await);
    let record = opened(&mut carla, PERSON, "Permit renewal").await;
    with_deadline(&world, "4").await;
    let page = sven.get(&record).await;
    let shown = page.body.split("name=\"version\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    with_deadline(&world, "3").await;
    let facts = version(&page);
    let fields = [("seen", facts.as_str()), ("version", &shown), ("why", "The law."), ("act", "move")];
    let late = sven.fill(&form_token(&page.body), &format!("{record}/move"), &fields).await;
    late.is(StatusCode::CONFLICT);
    late.says("Other rules are in force than those that were shown");
    carla.get(&record).await.says("by 8 September 2020");
}

#[tokio::test]
async fn the_panel_is_there_in_every_language() {
    let world = world().await;
    let mut carla = Browser::signed_in(&world, "carla").await;
    let record = opened(&mut carla, PERSON, "Permit renewal").await;
    with_deadline(&world, "9").await;
    for (lang, title, longer) in [
        ("fr", "Règles plus récentes", "peut prendre plus de temps"),
        ("es", "Reglas más recientes", "puede tardar más"),
        ("ar", "قواعد أحدث", "قد يستغرق وقتًا أطول"),
    ] {
        let page = carla.get(&format!("{record}?lang={lang}")).await;
        page.says(title);
        page.says(longer);
    }
}

/// What a link on a page leads to, without its anchor.
fn bare(link: &str) -> &str {
    link.split('#').next().unwrap()
}

#[tokio::test]
async fn what_a_person_is_to_be_told_is_work_until_somebody_has_told_them() {
    let world = world().await;
    let mut carla = Browser::signed_in(&world, "carla").await;
    let record = opened(&mut carla, PERSON, "Permit renewal").await;
    step(&mut carla, &record, &[("item", "complete"), ("step", "do")]).await.is(StatusCode::SEE_OTHER);
    carla.get(&record).await.says_not("To be told");
    step(&mut carla, &record, &[("item", "ask_papers"), ("step", "do")]).await.is(StatusCode::SEE_OTHER);
    let text = "We need more papers from you. Please call us back.";
    let page = carla.get(&record).await;
    page.says("To be told");
    page.says(text);
    let list = carla.get("/desk/work?whose=office").await;
    list.says(&format!("Tell them: {text}"));
    assert!(list.body.contains(&format!("href=\"{record}#messages\"")), "it leads to what is to be told");
    step(&mut carla, &record, &[("text", "papers-wanted"), ("step", "send")]).await.is(StatusCode::SEE_OTHER);
    carla.get(&record).await.says("told on 1 September 2020");
    carla.get("/desk/work?whose=office").await.says_not("Tell them");
    // What the pathway has no text for is not told.
    step(&mut carla, &record, &[("text", "anything"), ("step", "send")]).await.is(StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_list_is_read_by_whose_it_is_what_is_late_by_pathway_and_by_day() {
    let world = world().await;
    let mut carla = Browser::signed_in(&world, "carla").await;
    let renewal = opened(&mut carla, PERSON, "Permit renewal").await;
    let child = opened(&mut carla, people::CHILD, "A child on the move").await;
    let there = async |browser: &mut Browser, address: &str| {
        let found = links(&browser.get(address).await.body);
        [&renewal, &child].map(|record| found.iter().any(|link| bare(link) == record.as_str()))
    };
    assert_eq!(there(&mut carla, "/desk/work?whose=nobody").await, [true, true]);
    assert_eq!(there(&mut carla, "/desk/work?whose=late").await, [false, false]);
    assert_eq!(there(&mut carla, "/desk/work?whose=office&until=2020-09-03").await, [false, true]);
    assert_eq!(there(&mut carla, "/desk/work?whose=office&until=2020-09-08").await, [true, true]);
    carla.get("/desk/work?until=yesterday").await.is(StatusCode::BAD_REQUEST);
    // A pathway stands in addresses by a word of the session; behind a wall it is not called by its name.
    let list = carla.get("/desk/work?whose=office").await;
    let words: Vec<&str> =
        list.body.split("<option value=\"").skip(2).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(words.len(), 2, "{words:?}");
    assert!(words.iter().all(|word| !word.contains("child") && !word.contains("permit")), "{words:?}");
    let mut found = vec![];
    for word in words {
        found.push(there(&mut carla, &format!("/desk/work?whose=office&kind={word}")).await);
    }
    found.sort_unstable();
    assert_eq!(found, [[false, true], [true, false]]);
    let page = carla.get(&renewal).await;
    carla.fill(&form_token(&page.body), &format!("{renewal}/act"), &[("act", "take")]).await.is(StatusCode::SEE_OTHER);
    assert_eq!(there(&mut carla, "/desk/work?whose=nobody").await, [false, true]);
    assert_eq!(there(&mut carla, "/desk/work?whose=mine").await, [true, false]);
}

#[tokio::test]
async fn what_waits_for_a_yes_is_shown_to_whoever_may_give_it() {
    let world = world().await;
    let mut carla = Browser::signed_in(&world, "carla").await;
    let record = opened(&mut carla, PERSON, "Permit renewal").await;
    step(&mut carla, &record, &[("item", "complete"), ("step", "do")]).await.is(StatusCode::SEE_OTHER);
    let decided = [("item", "renewal"), ("step", "decide"), ("outcome", "granted"), ("why", "All is there.")];
    step(&mut carla, &record, &decided).await.is(StatusCode::SEE_OTHER);
    let mut sven = Browser::signed_in(&world, "sven").await;
    let list = sven.get("/desk/work?whose=yes").await;
    list.says("Say yes or no: Decide on the renewal");
    links_to(&list, &record);
    let list = carla.get("/desk/work?whose=yes").await;
    list.says("Nothing waits for your yes");
    carla.get("/desk/work?whose=office").await.says("Say yes or no: Decide on the renewal");
    step(&mut sven, &record, &[("item", "renewal"), ("step", "yes")]).await.is(StatusCode::SEE_OTHER);
    sven.get("/desk/work?whose=yes").await.says("Nothing waits for your yes");
}

#[tokio::test]
async fn what_is_sent_back_is_to_be_done_anew_and_says_by_whom_and_why() {
    let world = world().await;
    let mut carla = Browser::signed_in(&world, "carla").await;
    let record = opened(&mut carla, PERSON, "Permit renewal").await;
    step(&mut carla, &record, &[("item", "complete"), ("step", "do")]).await.is(StatusCode::SEE_OTHER);
    let refused = [("item", "renewal"), ("step", "decide"), ("outcome", "refused"), ("why", "No income.")];
    step(&mut carla, &record, &refused).await.is(StatusCode::SEE_OTHER);
    let mut sven = Browser::signed_in(&world, "sven").await;
    let no = [("item", "renewal"), ("step", "no"), ("why", "Her wages count.")];
    step(&mut sven, &record, &no).await.is(StatusCode::SEE_OTHER);
    sven.get("/desk/work?whose=yes").await.says("Nothing waits for your yes.");
    let page = carla.get(&record).await;
    page.says("sent back by sven: Her wages count.");
    page.says_not("waits for others");
    let granted = [("item", "renewal"), ("step", "decide"), ("outcome", "granted"), ("why", "All is there.")];
    step(&mut carla, &record, &granted).await.is(StatusCode::SEE_OTHER);
    carla.get(&record).await.says_not("sent back by");
    sven.get("/desk/work?whose=yes").await.says("Say yes or no: Decide on the renewal");
}

#[tokio::test]
async fn what_is_late_below_is_told_above_without_naming_anybody() {
    let world = with(&["answer-owed"]).await;
    let mut samir = Browser::signed_in(&world, "samir").await;
    let record = opened(&mut samir, PERSON + 1, "Answer owed").await;
    let page = samir.get(&record).await;
    let shown = version(&page);
    let said = [("seen", shown.as_str()), ("answer.received_on", "2020-08-03")];
    samir.fill(&form_token(&page.body), &record, &said).await.is(StatusCode::SEE_OTHER);
    step(&mut samir, &record, &[("item", "look_into"), ("step", "do")]).await.is(StatusCode::SEE_OTHER);
    // Twenty working days from 3 August, and five more.
    world.clock.minutes(9 * 24 * 60);
    let mut sven = Browser::signed_in(&world, "sven").await;
    let list = sven.get("/desk/work?whose=office").await;
    list.says("Overdue at an office below: Answer");
    list.says("You do not see whom it is about");
    list.says("escalated to you since");
    assert!(!links(&list.body).iter().any(|link| bare(link) == record), "no address leads to it");
    sven.get(&record).await.is(StatusCode::NOT_FOUND);
    // Of those of the office itself nobody is told so.
    let mut samir = Browser::signed_in(&world, "samir").await;
    let list = samir.get("/desk/work?whose=office").await;
    list.says_not("office below");
    links_to(&list, &record);
}
