//! Records of people at the desk: opened, filled in, changed, put into hands, closed; by whom, and what becomes of two who
//! change one at once.

use axum::http::StatusCode;
use web::Tongue;

use crate::browser::{Answer, Browser, form_token};
use crate::pages;
use crate::world::{World, people};

const PERSON: u8 = 10;
/// What tells one form of a new record from another.
const FORM: (&str, &str) = ("form", "0123456789abcdef0123456789abcdef");

fn new(kind: &str) -> String {
    format!("{}/new/{kind}", people::page(PERSON))
}

/// Opens a paper, and says where its page is.
async fn opened(browser: &mut Browser) -> String {
    let said = [FORM, ("paper.what", "passport"), ("paper.number", "AB 123456"), ("paper.expires_on", "2021-03-01")];
    let opened = browser.send(&new("paper"), &new("paper"), &said).await;
    opened.is(StatusCode::SEE_OTHER);
    opened.location().split('?').next().unwrap().to_owned()
}

/// What stands in a field of a page's form.
#[track_caller]
fn value(page: &Answer, field: &str) -> String {
    let after = page.body.split(&format!("name=\"{field}\"")).nth(1).unwrap_or_else(|| panic!("no {field}"));
    let control = after.split("</div>").next().and_then(|rest| rest.split("</form>").next()).unwrap();
    let chosen = control.split(" selected>").next().filter(|_| control.contains(" selected>"));
    let chosen = chosen.and_then(|before| before.rsplit("value=\"").next());
    let written = control.split("value=\"").nth(1);
    let area = control.split("</textarea>").next().filter(|_| control.contains("</textarea>"));
    let area = area.and_then(|text| text.split_once('>')).map(|(_, text)| text);
    area.or_else(|| chosen.or(written).and_then(|rest| rest.split('"').next())).unwrap_or_default().to_owned()
}

fn version(page: &Answer) -> String {
    page.body.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_list_is_narrowed_by_what_records_say() {
    let world = World::trial().await;
    let mut carla = Browser::signed_in(&world, "carla").await;
    opened(&mut carla).await;
    let list = carla.get("/desk/records?kind=paper").await;
    list.says("Narrow the list");
    let narrowed = carla.get("/desk/records?kind=paper&says=paper.what:passport").await;
    narrowed.says("1 to 1 of 1");
    narrowed.says("Clear the choice");
    let others = carla.get("/desk/records?kind=paper&says=paper.what:identity_card").await;
    others.is(StatusCode::OK);
    others.says("Nothing that is listed here says this.");
    others.says_not("Nothing of this kind is open");
    others.says_not("AB 123456");
    others.says_not("passport · 1 March 2021");
    // Narrowed by what is sealed, by no code of the field, by no field: there is no such list.
    for asked in ["paper.number:AB 123456", "paper.what:elephant", "paper.what", "birth_date:1990"] {
        let address = format!("/desk/records?kind=paper&says={}", asked.replace(' ', "%20"));
        carla.get(&address).await.is(StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_record_is_opened_on_the_persons_page_filled_in_and_found_again() {
    let world = World::trial().await;
    let mut carla = Browser::signed_in(&world, "carla").await;
    carla.get(&people::page(PERSON)).await.says("New: Paper");
    let record = opened(&mut carla).await;
    let page = carla.get(&format!("{record}?saved=1")).await;
    page.says("It is on record");
    let stands = ["paper.what", "paper.number", "paper.expires_on", "paper.issued_by"].map(|field| value(&page, field));
    assert_eq!(stands, ["passport", "AB 123456", "2021-03-01", ""]);
    page.says("What happened");
    let happened = page.text();
    let happened = happened.split("What happened").nth(1).unwrap();
    assert!(happened.matches("carla").count() >= 4, "who opened it, and who said each of three things: {happened}");
    carla.get(&people::page(PERSON)).await.says("passport · 1 March 2021");
    let list = carla.get("/desk/records?kind=paper").await;
    list.says("passport · 1 March 2021");
    list.says_not("AB 123456");
    carla.get("/desk/records?kind=paper&page=9").await.says("passport · 1 March 2021");
    carla.get("/desk/records?kind=paper&closed=1").await.says("Nothing of this kind is closed yet");
}

#[tokio::test]
async fn a_form_that_is_sent_twice_opens_one_record() {
    let world = World::trial().await;
    let mut carla = Browser::signed_in(&world, "carla").await;
    let form = carla.get(&new("paper")).await;
    let tells = value(&form, "form");
    assert_ne!(tells, value(&carla.get(&new("paper")).await, "form"), "each form opens a record of its own");
    let send = async |browser: &mut Browser, number: &str, tells: &str| {
        let said = [("form", tells), ("paper.what", "passport"), ("paper.number", number)];
        browser.fill(&form_token(&form.body), &new("paper"), &said).await
    };
    let first = send(&mut carla, "AB 1", &tells).await;
    let again = send(&mut carla, "AB 1", &tells).await;
    again.is(StatusCode::SEE_OTHER);
    assert_eq!(first.location(), again.location());
    let other = send(&mut carla, "CD 2", &tells).await;
    other.is(StatusCode::CONFLICT);
    other.says("This form has opened this record already");
    other.says("CD 2");
    assert_eq!(value(&other, "paper.number"), "AB 1", "what is on record");
    carla.get("/desk/records?kind=paper").await.says("1 to 1 of 1");
    send(&mut carla, "EF 3", "0").await.is(StatusCode::UNPROCESSABLE_ENTITY);
    let mut sven = Browser::signed_in(&world, "sven").await;
    let token = form_token(&sven.get(&new("paper")).await.body);
    let theirs = sven.fill(&token, &new("paper"), &[("form", &tells), ("paper.what", "passport")]).await;
    assert_ne!(theirs.location(), first.location(), "nobody chooses which record it is");
}

#[tokio::test]
async fn what_is_shown_is_noted_before_it_is_shown() {
    let world = World::trial().await;
    let mut carla = Browser::signed_in(&world, "carla").await;
    let record = opened(&mut carla).await;
    let before = world.reads_of(people::id(PERSON)).await.len();
    carla.get(&record).await;
    let reads = world.reads_of(people::id(PERSON)).await;
    assert_eq!(reads.len(), before + 1);
    let newest = reads.iter().find(|(_, fields)| fields.contains(&"paper.number".to_owned()));
    assert_eq!(newest.map(|(who, _)| who.as_str()), Some("carla"), "{reads:?}");
}

#[tokio::test]
async fn a_change_is_saved_and_who_comes_second_is_told_and_overwrites_nothing() {
    let world = World::trial().await;
    let (mut carla, mut sven) = (Browser::signed_in(&world, "carla").await, Browser::signed_in(&world, "sven").await);
    let record = opened(&mut carla).await;
    let (first, second) = (carla.get(&record).await, sven.get(&format!("{record}?lang=fr")).await);
    let change = |number: &'static str, seen: &str| {
        [("seen".to_owned(), seen.to_owned()), ("paper.number".to_owned(), number.to_owned())]
    };
    let send = async |browser: &mut Browser, page: &Answer, number: &'static str| {
        let said = change(number, &version(page));
        let said: Vec<(&str, &str)> = said.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        browser.fill(&form_token(&page.body), &record, &said).await
    };
    send(&mut carla, &first, "CD 7").await.is(StatusCode::SEE_OTHER);
    let late = send(&mut sven, &second, "EF 8").await;
    late.is(StatusCode::CONFLICT);
    late.says("Quelqu'un d'autre a modifié ce dossier");
    assert_eq!(value(&late, "paper.number"), "CD 7", "what is on record now");
    late.says("EF 8");
    late.says("n'est pas enregistré");
    assert_eq!(value(&late, "paper.what"), "passport", "what the form did not say is left alone");
    send(&mut sven, &late, "EF 8").await.is(StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn what_does_not_fit_is_marked_and_nothing_that_was_typed_is_lost() {
    let world = World::trial().await;
    let mut carla = Browser::signed_in(&world, "carla").await;
    let said = [("paper.what", "passport"), ("paper.number", "AB 1"), ("paper.expires_on", "soon")];
    let unfit = carla.send(&new("paper"), &new("paper"), &said).await;
    unfit.is(StatusCode::UNPROCESSABLE_ENTITY);
    unfit.says("This does not fit yet:");
    unfit.says(": write the day as 1990-05-21: the year, the month, the day");
    let target = unfit.body.split("<li><a href=\"#").nth(1).unwrap().split('"').next().unwrap();
    assert!(unfit.body.contains(&format!("id=\"{target}\" name=\"paper.expires_on\"")), "{target}");
    let stands = ["paper.what", "paper.number", "paper.expires_on"].map(|field| value(&unfit, field));
    assert_eq!(stands, ["passport", "AB 1", "soon"]);
    let empty = carla.send(&new("paper"), &new("paper"), &[("paper.what", " ")]).await;
    empty.is(StatusCode::UNPROCESSABLE_ENTITY);
    empty.says("Fill in at least one field");
    carla.get("/desk/records?kind=paper").await.says("Nothing of this kind is open");
}

/// It is the first of September 2020.
#[tokio::test]
async fn a_day_that_cannot_be_is_told_at_its_field() {
    let world = World::trial().await;
    let mut carla = Browser::signed_in(&world, "carla").await;
    let ahead = [FORM, ("paper.what", "passport"), ("paper.issued_on", "2020-09-02")];
    let ahead = carla.send(&new("paper"), &new("paper"), &ahead).await;
    ahead.is(StatusCode::UNPROCESSABLE_ENTITY);
    ahead.says("this day has not come yet");
    ahead.says_not("Something does not fit");
    assert!(ahead.body.contains("role=\"alert\" tabindex=\"-1\" autofocus"), "{}", ahead.body);
    assert_eq!(value(&ahead, "paper.issued_on"), "2020-09-02");
    let crossed = [FORM, ("paper.issued_on", "2020-08-01"), ("paper.expires_on", "2020-07-31")];
    let crossed = carla.send(&new("paper"), &new("paper"), &crossed).await;
    crossed.is(StatusCode::UNPROCESSABLE_ENTITY);
    crossed.says("this cannot be together with what is on record under");
    let record = opened(&mut carla).await;
    let page = carla.get(&record).await;
    let (seen, day) = (version(&page), ("paper.issued_on", "2021-03-02"));
    let late = carla.fill(&form_token(&page.body), &record, &[("seen", seen.as_str()), day]).await;
    late.is(StatusCode::UNPROCESSABLE_ENTITY);
    late.says("this day has not come yet");
}

/// What comes back reads as the form reads: the words of a choice, in the reader's language, and no code.
#[tokio::test]
async fn what_was_typed_comes_back_in_the_words_of_its_form() {
    let world = World::trial().await;
    let (mut carla, mut sven) = (Browser::signed_in(&world, "carla").await, Browser::signed_in(&world, "sven").await);
    let record = opened(&mut carla).await;
    let second = sven.get(&format!("{record}?lang=fr")).await;
    let shown = version(&second);
    carla.send(&record, &record, &[("seen", &shown), ("paper.number", "CD 7")]).await.is(StatusCode::SEE_OTHER);
    let said = [("seen", shown.as_str()), ("paper.what", "birth_certificate"), ("paper.expires_on", "2021-04-01")];
    let late = sven.fill(&form_token(&second.body), &record, &said).await;
    late.is(StatusCode::CONFLICT);
    let typed = late.body.split("<dl class=\"facts\">").nth(1).unwrap().split("</dl>").next().unwrap();
    assert!(typed.contains("acte de naissance") && !typed.contains("birth_certificate"), "{typed}");
    assert!(typed.contains("avril"), "{typed}");
}

/// A form that did not fit comes again as the one that it was: it does not come to have seen what was written meanwhile.
#[tokio::test]
async fn a_form_that_did_not_fit_overwrites_nothing_that_was_written_meanwhile() {
    let world = World::trial().await;
    let (mut carla, mut sven) = (Browser::signed_in(&world, "carla").await, Browser::signed_in(&world, "sven").await);
    let record = opened(&mut carla).await;
    let (first, second) = (carla.get(&record).await, sven.get(&record).await);
    let said = |page: &Answer, number: &str, day: &str| {
        let (from, stood) = (version(page), "AB 123456".to_owned());
        [
            ("seen", from),
            ("paper.number", number.to_owned()),
            ("was:paper.number", stood),
            ("paper.issued_on", day.to_owned()),
        ]
    };
    let send = async |browser: &mut Browser, page: &Answer, number: &str, day: &str| {
        let said = said(page, number, day);
        let said: Vec<(&str, &str)> = said.iter().map(|(name, text)| (*name, text.as_str())).collect();
        browser.fill(&form_token(&page.body), &record, &said).await
    };
    send(&mut carla, &first, "CD 7", "").await.is(StatusCode::SEE_OTHER);
    let unfit = send(&mut sven, &second, "AB 123456", "soon").await;
    unfit.is(StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(version(&unfit), version(&second));
    send(&mut sven, &unfit, "AB 123456", "2019-01-01").await.is(StatusCode::CONFLICT);
    assert_eq!(value(&carla.get(&record).await, "paper.number"), "CD 7");
}

#[tokio::test]
async fn what_nobody_touched_is_not_said_again() {
    let world = World::trial().await;
    let mut carla = Browser::signed_in(&world, "carla").await;
    let record = opened(&mut carla).await;
    let page = carla.get(&record).await;
    let (seen, before) = (version(&page), world.facts().await);
    let said = [
        ("seen", seen.as_str()),
        ("paper.number", "AB 123456"),
        ("was:paper.number", "AB 123456"),
        ("paper.what", ""),
        ("was:paper.what", "n/a"),
    ];
    carla.fill(&form_token(&page.body), &record, &said).await.is(StatusCode::SEE_OTHER);
    let recorded =
        world.happened(before).await.into_iter().filter(|(_, body)| matches!(body, journal::Body::Recorded { .. }));
    assert_eq!(recorded.count(), 0);
}

#[tokio::test]
async fn a_record_is_taken_given_away_closed_with_a_reason_and_opened_again() {
    let world = World::trial().await;
    let mut carla = Browser::signed_in(&world, "carla").await;
    let record = opened(&mut carla).await;
    let act = format!("{record}/act");
    let done = async |browser: &mut Browser, said: &[(&str, &str)], status: StatusCode| {
        let done = browser.send(&record, &act, said).await;
        done.is(status);
        done
    };
    done(&mut carla, &[("act", "take")], StatusCode::SEE_OTHER).await;
    carla.get(&record).await.says("Nobody’s for now");
    done(&mut carla, &[("act", "assign"), ("to", "sven")], StatusCode::SEE_OTHER).await;
    carla.get("/desk/records?kind=paper").await.says("sven");
    done(&mut carla, &[("act", "assign"), ("to", "nobody")], StatusCode::UNPROCESSABLE_ENTITY)
        .await
        .says("Nobody with this account works at your office");
    done(&mut carla, &[("act", "close")], StatusCode::UNPROCESSABLE_ENTITY).await.says("Say why in a few words");
    done(&mut carla, &[("act", "close"), ("reason", "given back")], StatusCode::SEE_OTHER).await;
    let closed = carla.get(&record).await;
    closed.says("closed: given back");
    assert!(!closed.body.contains("name=\"paper.number\""), "what is closed is not filled in");
    let late = carla.fill(&form_token(&closed.body), &record, &[("seen", "9"), ("paper.number", "X")]).await;
    late.is(StatusCode::CONFLICT);
    late.says("This record is closed");
    done(&mut carla, &[("act", "reopen"), ("reason", "it was needed")], StatusCode::SEE_OTHER).await;
    assert_eq!(value(&carla.get(&record).await, "paper.number"), "AB 123456");
}

/// A reason of thousands of characters was written by somebody who will not write it twice.
#[tokio::test]
async fn what_the_record_refuses_comes_back_and_is_marked_where_it_stands() {
    let world = World::trial().await;
    let mut carla = Browser::signed_in(&world, "carla").await;
    let record = opened(&mut carla).await;
    let (long, act) = ("why ".repeat(501), format!("{record}/act"));
    let refused = carla.send(&record, &act, &[("act", "close"), ("reason", &long)]).await;
    refused.is(StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(value(&refused, "reason"), long.trim());
    assert_eq!(marked(&refused), ["reason"]);
    let refused = carla.send(&record, &act, &[("act", "assign"), ("to", "nobody")]).await;
    assert_eq!((value(&refused, "to").as_str(), marked(&refused)), ("nobody", vec!["to".to_owned()]));
    let long = "much ".repeat(1601);
    let amended = [("seen", "9"), ("paper.issued_by", "Consulate"), ("paper.number", &long)];
    let said = [FORM, ("paper.what", "passport"), ("paper.number", &long)];
    for refused in [carla.send(&record, &record, &amended).await, carla.send(&record, &new("paper"), &said).await] {
        refused.is(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(value(&refused, "paper.number"), long.trim());
        assert_eq!(marked(&refused), ["paper.number"]);
    }
}

/// Fields of a page that are marked as wrong, by name.
fn marked(page: &Answer) -> Vec<String> {
    let before = page.body.split("aria-invalid=\"true\"");
    let names = before.map(|before| before.rsplit(" name=\"").next().unwrap().split('"').next().unwrap().to_owned());
    let all: Vec<String> = names.collect();
    all[..all.len() - 1].to_vec()
}

#[tokio::test]
async fn whoever_closes_second_is_told_and_their_reason_comes_back() {
    let world = World::trial().await;
    let (mut carla, mut sven) = (Browser::signed_in(&world, "carla").await, Browser::signed_in(&world, "sven").await);
    let record = opened(&mut carla).await;
    let act = format!("{record}/act");
    let (first, second) = (form_token(&carla.get(&record).await.body), form_token(&sven.get(&record).await.body));
    let said = |act: &'static str, reason: &'static str| [("act", act), ("reason", reason)];
    for _ in 0..2 {
        carla.fill(&first, &act, &said("close", "given back")).await.is(StatusCode::SEE_OTHER);
    }
    let late = sven.fill(&second, &act, &said("close", "it ran out")).await;
    late.is(StatusCode::CONFLICT);
    late.says("This record was closed already");
    late.says("it ran out");
    late.says("closed: given back");
    carla.fill(&first, &act, &said("reopen", "needed")).await.is(StatusCode::SEE_OTHER);
    let late = sven.fill(&second, &act, &said("reopen", "a new one came")).await;
    late.is(StatusCode::CONFLICT);
    late.says("This record was opened again already");
    late.says("a new one came");
}

#[tokio::test]
async fn a_record_of_somebody_at_another_office_looks_like_one_that_is_not_there() {
    let world = World::trial().await;
    let record = opened(&mut Browser::signed_in(&world, "carla").await).await;
    let nothing = format!("/desk/records/{}", people::id(77));
    for account in ["hanan", "omar", "fatou", "felix"] {
        let mut browser = Browser::signed_in(&world, account).await;
        let (there, absent) = (browser.get(&record).await, browser.get(&nothing).await);
        assert_eq!((there.status, absent.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND), "{account}");
        let shown = |page: &Answer| crate::browser::steady(&page.body).replace(&record, "").replace(&nothing, "");
        assert_eq!(shown(&there), shown(&absent), "{account}");
    }
}

#[tokio::test]
async fn pages_of_records_are_whole_in_every_language() {
    let world = World::trial().await;
    let mut carla = Browser::signed_in(&world, "carla").await;
    let record = opened(&mut carla).await;
    let paths = [record, new("conversation"), "/desk/records".into(), people::page(PERSON)];
    for tongue in Tongue::ALL {
        for path in &paths {
            let page = carla.get(&format!("{path}?lang={}", tongue.tag())).await;
            pages::check(&page.body, path, tongue);
        }
    }
}

#[tokio::test]
async fn what_a_household_has_stands_on_the_page_of_each_of_its_members() {
    let world = World::trial().await;
    let mut carla = Browser::signed_in(&world, "carla").await;
    let new = |number: u8| format!("{}/new/home_visit", people::page(number));
    carla.get(&people::page(PERSON)).await.says_not("New: Visit to the household");
    carla.get(&people::page(people::CHILD)).await.says("New: Visit to the household");
    let said = [FORM, ("home_visit.on", "2020-04-02"), ("home_visit.needs", ""), ("home_visit.needs:water", "on")];
    let opened = carla.send(&new(people::CHILD), &new(people::CHILD), &said).await;
    opened.is(StatusCode::SEE_OTHER);
    let record = opened.location().split('?').next().unwrap().to_owned();
    let page = carla.get(&record).await;
    page.says("Household of");
    assert!(page.body.contains(&people::page(people::HELD)), "it stands under the name of the head");
    for member in [people::HELD, people::CHILD] {
        let page = carla.get(&people::page(member)).await;
        page.says("2 April 2020 · water");
        assert!(page.body.contains(&record), "{member}");
    }
    assert!(!carla.get(&people::page(PERSON)).await.body.contains(&record));
    carla.get("/desk/records?kind=home_visit").await.says("Household of");
    // Whoever works at another office sees nobody of it.
    let mut south = Browser::signed_in(&world, "samir").await;
    south.get(&record).await.is(StatusCode::NOT_FOUND);
}
