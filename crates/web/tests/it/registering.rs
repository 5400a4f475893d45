//! A person registered in the browser: what a form that does not fit brings back, what one that is sent twice stores, who is
//! asked about before anybody is entered twice, and with whose household somebody is registered.

use axum::http::StatusCode;
use journal::Body;
use web::Tongue;

use crate::browser::{Answer, Browser, Form, form_token};
use crate::pages;
use crate::world::{World, people};

const NEW: &str = "/desk/people/new";
const NEVES: [(&str, &str); 4] = [
    ("name.full", "Teresa Neves"),
    ("birth_date", "1990-05-17"),
    ("nationalities", "1"),
    ("pick:nationalities", "BRA"),
];

fn hidden(page: &Answer, name: &str) -> String {
    let value = page.body.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_default();
    value.split('"').next().unwrap().to_owned()
}

/// Sends the form of a page, as that page made it.
async fn fill(browser: &mut Browser, page: &Answer, to: &str, says: Form<'_>) -> Answer {
    let form_id = hidden(page, "form_id");
    let fields: Vec<_> = [("form_id", form_id.as_str())].into_iter().chain(says.iter().copied()).collect();
    browser.fill(&form_token(&page.body), to, &fields).await
}

async fn send(browser: &mut Browser, to: &str, says: Form<'_>) -> Answer {
    let page = browser.get(to).await;
    fill(browser, &page, to, says).await
}

/// How many people were registered after a fact.
async fn registered(world: &World, after: u64) -> usize {
    let facts = world.happened(after).await;
    facts.iter().filter(|(_, body)| matches!(body, Body::PersonRegistered { .. })).count()
}

fn page_of(done: &Answer) -> String {
    done.is(StatusCode::SEE_OTHER);
    let (page, rest) = done.location().split_once('?').unwrap();
    assert_eq!(rest, "registered=1");
    page.to_owned()
}

#[tokio::test]
async fn somebody_is_registered_and_their_page_says_what_was_said_of_them() {
    let world = World::trial().await;
    let (mut carla, before) = (Browser::signed_in(&world, "carla").await, world.facts().await);
    carla.get("/desk").await.says("Register a person");
    let done = send(&mut carla, NEW, &NEVES).await;
    let page = carla.get(&page_of(&done)).await;
    for said in ["Teresa Neves", "17 May 1990", "Brazil"] {
        page.says(said);
    }
    assert_eq!(registered(&world, before).await, 1);
    carla.get(done.location()).await.says("The person is on record");
}

#[tokio::test]
async fn a_birth_date_is_as_much_as_is_known_in_the_digits_of_any_script() {
    let world = World::trial().await;
    let mut carla = Browser::signed_in(&world, "carla").await;
    let typed = [("Teresa", "١٩٩٠-٠٥", "1990-05"), ("Joana", "۱۹۸۹", "1989"), ("Rita", "1990-05-17", "17 May 1990")];
    for (name, typed, shown) in typed {
        let done = send(&mut carla, NEW, &[("name.full", name), ("birth_date", typed)]).await;
        carla.get(&page_of(&done)).await.says(shown);
    }
}

#[tokio::test]
async fn a_form_that_does_not_fit_comes_back_with_all_that_was_typed_and_stores_nothing() {
    let world = World::trial().await;
    let (mut carla, before) = (Browser::signed_in(&world, "carla").await, world.facts().await);
    let says = [
        ("name.full", "Teresa Neves"),
        ("birth_date", "long ago"),
        ("sex", "F"),
        ("nationalities", "1"),
        ("nationalities:BRA", "1"),
        ("contact.hours", "after six"),
    ];
    let unfit = send(&mut carla, NEW, &says).await;
    unfit.is(StatusCode::UNPROCESSABLE_ENTITY);
    unfit.says("birth date: write the day as 1990-05-21");
    for typed in [
        "value=\"Teresa Neves\"",
        "value=\"long ago\"",
        "value=\"F\" selected",
        "name=\"nationalities:BRA\" value=\"1\" checked",
        "value=\"after six\"",
        "role=\"alert\" tabindex=\"-1\" autofocus",
        "<details class=\"morefields\" open>",
    ] {
        assert!(unfit.body.contains(typed), "{typed}: {}", unfit.body);
    }
    let target = unfit.body.split("<li><a href=\"#").nth(1).unwrap().split('"').next().unwrap();
    assert!(unfit.body.contains(&format!("id=\"{target}\" name=\"birth_date\"")), "{target}");
    let to_come = send(&mut carla, NEW, &[("name.full", "Teresa Neves"), ("birth_date", "2999-01-01")]).await;
    to_come.is(StatusCode::UNPROCESSABLE_ENTITY);
    to_come.says("this day has not come yet");
    let empty = send(&mut carla, NEW, &[("name.full", " "), ("birth_date", "-")]).await;
    empty.is(StatusCode::UNPROCESSABLE_ENTITY);
    empty.says("Fill in at least one field");
    assert_eq!(registered(&world, before).await, 0);
}

#[tokio::test]
async fn a_form_that_is_sent_twice_registers_one_person() {
    let world = World::trial().await;
    let (mut carla, before) = (Browser::signed_in(&world, "carla").await, world.facts().await);
    let page = carla.get(NEW).await;
    let first = fill(&mut carla, &page, NEW, &NEVES).await;
    let second = fill(&mut carla, &page, NEW, &NEVES).await;
    assert_eq!(page_of(&first), page_of(&second));
    assert_eq!(registered(&world, before).await, 1);
    let changed = [NEVES[0], ("birth_date", "1991-05-17"), NEVES[2], NEVES[3]];
    let changed = fill(&mut carla, &page, NEW, &changed).await;
    changed.is(StatusCode::CONFLICT);
    changed.says("What you changed since is not saved");
    assert!(changed.body.contains(&format!("href=\"{}\"", page_of(&first))));
    let page = carla.get(&page_of(&first)).await;
    page.says("17 May 1990");
    assert_eq!(registered(&world, before).await, 1);
}

#[tokio::test]
async fn nobody_chooses_the_id_of_a_person() {
    let world = World::trial().await;
    let mut carla = Browser::signed_in(&world, "carla").await;
    let (token, wanted) = (form_token(&carla.get(NEW).await.body), people::id(77).to_string());
    let fields = [&[("form_id", wanted.as_str())], NEVES.as_slice()].concat();
    let done = carla.fill(&token, NEW, &fields).await;
    assert_ne!(page_of(&done), people::page(77));
    let unsound = carla.fill(&token, NEW, &NEVES).await;
    unsound.is(StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn who_may_be_on_record_already_is_shown_first_and_whoever_registers_decides() {
    let world = World::trial().await;
    let (mut carla, before) = (Browser::signed_in(&world, "carla").await, world.facts().await);
    // Numbers 0, 10, 20 ... of the north are called so, 5, 15 ... of the south likewise.
    let says = [("name.full", "yusuf AMINA"), ("birth_date", "1955-03-04")];
    let page = carla.get(NEW).await;
    let warned = fill(&mut carla, &page, NEW, &says).await;
    warned.is(StatusCode::OK);
    warned.says("Is this person on record already?");
    warned.says("such a name, and the birth date can be the same");
    warned.says("the same name, with another birth date");
    let shown = hidden(&warned, "shown");
    assert!(shown.starts_with(&people::id(10).to_string()), "the most alike first: {shown}");
    assert!(warned.body.contains(&format!("href=\"{}\"", people::page(10))));
    assert!(!shown.contains(&people::id(5).to_string()), "of another office");
    assert!(warned.body.contains("value=\"yusuf AMINA\""), "what was typed stays");
    assert_eq!(registered(&world, before).await, 0);
    let read = world.reads_of(people::id(10)).await;
    assert!(read.iter().any(|(who, fields)| who == "carla" && fields.contains(&"name.full".to_owned())), "{read:?}");
    let unseen = fill(&mut carla, &warned, NEW, &[says[0], says[1], ("other", "1")]).await;
    unseen.is(StatusCode::OK);
    unseen.says("Is this person on record already?");
    let decided = [says[0], says[1], ("other", "1"), ("shown", shown.as_str())];
    page_of(&fill(&mut carla, &warned, NEW, &decided).await);
    assert_eq!(registered(&world, before).await, 1);
}

#[tokio::test]
async fn who_opens_nobody_registers_somebody_and_is_told_of_nobody() {
    let world = World::trial().await;
    let (mut hanan, before) = (Browser::signed_in(&world, "hanan").await, world.facts().await);
    let says = [("name.full", "Amina Yusuf"), ("birth_date", "1955")];
    let done = send(&mut hanan, NEW, &says).await;
    done.leads_to("/desk/people/new?registered=1");
    hanan.get(done.location()).await.says("The next one can be registered here");
    assert_eq!(registered(&world, before).await, 1);
    let mut carla = Browser::signed_in(&world, "carla").await;
    carla.send("/desk", "/desk/search", &[("words", "amina yusuf")]).await.says("1955");
}

#[tokio::test]
async fn a_field_behind_a_wall_is_asked_for_by_whoever_opens_it_and_stored_of_nobody_else() {
    let world = World::trial().await;
    let (mut carla, mut sven) = (Browser::signed_in(&world, "carla").await, Browser::signed_in(&world, "sven").await);
    let asks = |page: &Answer, field: &str| page.body.contains(&format!("name=\"{field}\""));
    let (hers, his) = (carla.get(NEW).await, sven.get(NEW).await);
    assert!(asks(&hers, "child.care") && !asks(&hers, "protection.status"));
    assert!(!asks(&his, "child.care") && asks(&his, "work.status"));
    let before = world.facts().await;
    let says = [("name.full", "Teresa Neves"), ("child.care", "unaccompanied")];
    let done = fill(&mut sven, &his, NEW, &says).await;
    let page = page_of(&done);
    carla.get(&page).await.says_not("unaccompanied");
    let compartments = world.happened(before).await.into_iter();
    let said = compartments.filter(|(_, body)| matches!(body, Body::FieldsRecorded { .. }));
    assert_eq!(said.count(), 1, "nothing stands behind the wall");
}

#[tokio::test]
async fn somebody_is_registered_with_the_household_of_another() {
    let world = World::trial().await;
    let mut carla = Browser::signed_in(&world, "carla").await;
    let join = |number: u8| format!("{}/household", people::page(number));
    // One who has a household on record, and one who has none.
    let before = world.facts().await;
    for (number, name, others) in [(people::HELD, "Rita Duarte", 2), (people::WITH_SECRETS, "Teresa Neves", 1)] {
        let form = carla.get(&join(number)).await;
        assert_eq!(form.body.matches("<li><b>").count(), others, "the household so far");
        let says = [("name.full", name), ("household.role", "partner")];
        let done = fill(&mut carla, &form, &join(number), &says).await;
        let page = carla.get(&page_of(&done)).await;
        page.says("partner");
        assert!(page.body.contains(&format!("<a href=\"{}\">", people::page(number))), "with whom");
        carla.get(&people::page(number)).await.says(name);
    }
    let (again, says) = (carla.get(&join(people::WITH_SECRETS)).await, [("name.full", "Joana Neves")]);
    let done = fill(&mut carla, &again, &join(people::WITH_SECRETS), &says).await;
    let twice = fill(&mut carla, &again, &join(people::WITH_SECRETS), &says).await;
    assert_eq!(page_of(&done), page_of(&twice));
    let page = carla.get(&page_of(&done)).await;
    page.says("Teresa Neves");
    page.says_not("Rita Duarte");
    assert_eq!(registered(&world, before).await, 3);
}

#[tokio::test]
async fn the_household_of_somebody_at_another_office_looks_like_one_that_is_not_there() {
    let world = World::trial().await;
    let mut carla = Browser::signed_in(&world, "carla").await;
    let page = carla.get(NEW).await;
    for number in [5, 77] {
        let at = format!("{}/household", people::page(number));
        carla.get(&at).await.is(StatusCode::NOT_FOUND);
        fill(&mut carla, &page, &at, &NEVES).await.is(StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_live_instance_registers_people_who_exist() {
    let world = World::live().await;
    let (mut carla, before) = (Browser::signed_in(&world, "carla").await, world.facts().await);
    page_of(&send(&mut carla, NEW, &NEVES).await);
    let real = |body: &Body| matches!(body, Body::PersonRegistered { synthetic: false });
    assert!(world.happened(before).await.iter().any(|(_, body)| real(body)));
}

#[tokio::test]
async fn pages_of_registering_are_whole_in_every_language() {
    let world = World::trial().await;
    let mut carla = Browser::signed_in(&world, "carla").await;
    let member = format!("{}/household", people::page(people::HELD));
    for tongue in Tongue::ALL {
        for path in [NEW, &member] {
            let page = carla.get(&format!("{path}?lang={}", tongue.tag())).await;
            pages::check(&page.body, path, tongue);
        }
        let warned = send(&mut carla, NEW, &[("name.full", "Amina Yusuf")]).await;
        pages::check(&warned.body, "who may be the same", tongue);
        let unfit = send(&mut carla, NEW, &[("birth_date", "x")]).await;
        pages::check(&unfit.body, "what does not fit", tongue);
    }
}
