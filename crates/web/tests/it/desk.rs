//! Finding people and opening them: whom somebody sees, what is written down of it, and what a search gives away.

use axum::http::StatusCode;
use journal::Body;

use crate::browser::{Answer, Browser, links, steady};
use crate::world::{World, people};

#[tokio::test]
async fn somebody_out_of_scope_looks_like_nobody() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "carla").await;
    let before = world.facts().await;
    let (south, nobody) = (people::id(3), people::id(200));
    let mut page = async |id: model::Id| {
        let answer = browser.get(&format!("/desk/people/{id}")).await;
        answer.is(StatusCode::NOT_FOUND);
        steady(&answer.body).replace(&id.to_string(), "ID")
    };
    assert_eq!(page(south).await, page(nobody).await);
    assert_eq!(world.happened(before).await, [], "nothing was read");
    for nonsense in ["0", "not-an-id", "%00", "..%2f.."] {
        browser.get(&format!("/desk/people/{nonsense}")).await.is(StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn reading_a_person_is_written_down_with_the_fields_that_were_shown() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "carla").await;
    browser.get(&people::page(people::CHILD)).await.is(StatusCode::OK);
    let reads = world.reads_of(people::id(people::CHILD)).await;
    let [(account, mut fields)] = <[_; 1]>::try_from(reads).unwrap();
    fields.sort();
    assert_eq!(
        (&*account, fields),
        ("carla", ["child.guardian", "contact.phone", "name.full"].map(str::to_owned).into())
    );
    // Measures read the whole household, so it counts as read too.
    assert_eq!(world.reads_of(people::id(people::HELD)).await.len(), 1);
    assert_eq!(world.reads_of(people::id(6)).await, []);
}

#[tokio::test]
async fn a_list_is_written_down_as_what_it_shows() {
    let world = World::trial().await;
    Browser::signed_in(&world, "carla").await.get("/desk").await.is(StatusCode::OK);
    let shown = ("carla".to_owned(), vec!["name.full".to_owned()]);
    let mut noted = 0;
    for number in 0..people::COUNT {
        let reads = world.reads_of(people::id(number)).await;
        assert!(reads.iter().all(|read| *read == shown), "{number}: {reads:?}");
        noted += reads.len();
    }
    assert_eq!(noted, 25, "those of the first page");
}

#[tokio::test]
async fn a_search_is_counted_and_its_words_are_kept_nowhere() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "carla").await;
    let before = world.facts().await;
    let answer = browser.send("/account", "/desk/search", &[("words", "Amina yusuf")]).await;
    answer.is(StatusCode::OK);
    answer.says("Amina Yusuf");
    let addresses = answer.body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    assert!(addresses.into_iter().all(|address| !address.to_lowercase().contains("amina")));
    let happened = world.happened(before).await;
    assert!(happened.contains(&("carla".to_owned(), Body::Searched { found: 6 })), "{happened:?}");
    let noted = happened.iter().find_map(|(_, body)| match body {
        Body::FieldsRead { people, .. } => Some(people.len()),
        _ => None,
    });
    assert_eq!(noted, Some(6), "the six of one's own office");
}

/// Pages of people to which a page leads.
fn people_linked(page: &Answer) -> Vec<String> {
    let people = links(&page.body).into_iter().filter(|path| path.starts_with("/desk/people/"));
    people.filter(|path| path != "/desk/people/new").collect()
}

#[tokio::test]
async fn a_help_desk_learns_that_somebody_exists_and_no_more() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "hanan").await;
    browser.get("/desk").await.says("Your role may learn whether somebody is on record, not who they are.");
    let before = world.facts().await;
    let found = browser.send("/desk", "/desk/search", &[("words", "rafael")]).await;
    found.says("Somebody with these words is on record.");
    for given_away in ["Rafael Nunes", "South", "north", "12"] {
        found.says_not(given_away);
    }
    assert_eq!(people_linked(&found), Vec::<String>::new());
    assert_eq!(world.happened(before).await, [("hanan".to_owned(), Body::Searched { found: 0 })]);
    let none = browser.send("/desk", "/desk/search", &[("words", "zacharias")]).await;
    none.says("Nobody fits these words.");
}

/// One line, whoever it is and however many: no id, no office, no count.
#[tokio::test]
async fn beyond_ones_own_people_a_search_says_one_line() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "carla").await;
    browser.get("/desk").await.says_not("not among your people");
    let too = browser.send("/desk", "/desk/search", &[("words", "amina")]).await;
    too.says("Somebody who is not among your people fits these words too.");
    too.says("1 to 6 of 6 people");
    // A phone that one person of the other office has.
    let only = browser.send("/desk", "/desk/search", &[("words", "+351 900 000 005")]).await;
    only.says("Nobody of your own people fits these words. Somebody else on record does.");
    only.says("Ask your supervisor, who can have the person handed over.");
    for page in [&too, &only] {
        page.says_not("South");
        page.says_not("south");
        for number in (1..people::COUNT).step_by(2) {
            assert!(!page.body.contains(&people::id(number).to_string()), "{number}");
        }
    }
    let none = browser.send("/desk", "/desk/search", &[("words", "zacharias")]).await;
    none.says("Nobody fits these words.");
    none.says_not("Somebody else");
}

/// A name of one person and the phone of another are not words of one kind.
#[tokio::test]
async fn a_search_does_not_tell_which_phone_belongs_to_which_name() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "hanan").await;
    for words in ["amina +351900000005", "nunes +351900000005"] {
        browser.send("/desk", "/desk/search", &[("words", words)]).await.says("Nobody fits these words.");
    }
}

#[tokio::test]
async fn who_searches_more_than_anybody_needs_waits_and_it_is_written_down() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "hanan").await;
    for _ in 0..40 {
        browser.send("/account", "/desk/search", &[("words", "zacharias")]).await.is(StatusCode::OK);
    }
    let before = world.facts().await;
    for _ in 0..2 {
        let answer = browser.send("/account", "/desk/search", &[("words", "zacharias")]).await;
        answer.is(StatusCode::TOO_MANY_REQUESTS);
        answer.says("Please wait a moment");
        answer.says("Of searches this is written down.");
    }
    let (action, code) = ("search".to_owned(), casework::Refusal::TooMany.code().to_owned());
    assert_eq!(world.happened(before).await, [("hanan".to_owned(), Body::Refused { action, code })], "once");
    world.clock.seconds(15);
    browser.send("/account", "/desk/search", &[("words", "zacharias")]).await.is(StatusCode::OK);
}

#[tokio::test]
async fn a_role_without_a_list_is_told_so() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "omar").await;
    let before = world.facts().await;
    let page = browser.get("/desk").await;
    page.says("No list has been given to you yet.");
    assert!(!page.body.contains("/desk/people/"));
    assert_eq!(world.happened(before).await, []);
}

#[tokio::test]
async fn filters_are_chosen_on_a_page_that_reads_nobody() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "carla").await;
    let list = browser.get("/desk?sex=F").await;
    assert!(list.body.contains("href=\"/desk?narrow=1&#38;sex=F\""), "{}", list.body);
    let before = world.facts().await;
    let page = browser.get("/desk?narrow=1&sex=F").await;
    assert!(page.body.contains("<option value=\"F\" selected>"), "{}", page.body);
    for field in ["sex", "nationalities", "country", "stay.status"] {
        assert!(page.body.contains(&format!("name=\"{field}\"")), "{field}: {}", page.body);
    }
    assert_eq!(people_linked(&page), Vec::<String>::new());
    assert_eq!(world.happened(before).await, []);
    // Who has no list has nothing to narrow.
    let help = Browser::signed_in(&world, "hanan").await.get("/desk?narrow=1").await;
    help.says("Your role may learn whether somebody is on record");
    assert!(!help.body.contains("<select"), "{}", help.body);
}

#[tokio::test]
async fn filters_narrow_and_pages_turn() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "carla").await;
    let first = browser.get("/desk").await;
    first.says("1 to 25 of 30 people");
    assert!(first.body.contains("/desk?page=1"), "{}", first.body);
    let last = browser.get("/desk?page=1").await;
    last.says("26 to 30 of 30 people");
    assert!(last.body.contains("/desk?page=0") && !last.body.contains("/desk?page=2"), "{}", last.body);
    browser.get("/desk?nationalities=SYR").await.says("1 to 9 of 9 people");
    browser.get("/desk?nationalities=SYR&sex=M").await.says("Nobody fits this choice.");
    browser.get("/desk?page=18446744073709551615").await.is(StatusCode::OK);
}

/// Neither by what is sealed nor by what is protected: a filter would tell who has it.
#[tokio::test]
async fn what_is_sealed_or_protected_is_no_filter() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "chloe").await;
    for filter in ["contact.phone=1", "protection.status=none", "child.guardian=true", "disability=false"] {
        let refused = browser.get(&format!("/desk?{filter}")).await;
        refused.is(StatusCode::BAD_REQUEST);
        assert!(!refused.body.contains("/desk/people/"), "nobody is shown: {filter}");
        assert!(
            !browser
                .get("/desk?narrow=1")
                .await
                .body
                .contains(&format!("name=\"{}\"", filter.split('=').next().unwrap()))
        );
    }
}

#[tokio::test]
async fn a_person_page_says_what_to_ask_next() {
    let world = World::trial().await;
    let page = Browser::signed_in(&world, "carla").await.get(&people::page(people::HELD)).await;
    for part in [
        // A meal a day, and the two about the guardian.
        "3 measures reach this person.",
        "On which day did you lodge your application?",
        "Sources disagree: submitted, granted desk, border register",
        "Legal hold",
        "Here: Portugal",
        "Nguyen Thi Lan",
        "permit expires on Does not apply",
    ] {
        page.says(part);
    }
    assert!(page.body.contains("<title>A person · Onward</title>"), "no name in the window's title");
}

/// Nothing of somebody stays behind in what a proxy or a later reader of the browser could find.
#[tokio::test]
async fn pages_of_people_are_kept_nowhere() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "carla").await;
    for path in ["/desk".to_owned(), people::page(4), "/account".to_owned()] {
        assert_eq!(browser.get(&path).await.header("cache-control"), "no-store", "{path}");
    }
    let out = browser.send("/account", "/sign-out", &[]).await;
    assert_eq!(out.header("clear-site-data"), "\"cache\"");
}
