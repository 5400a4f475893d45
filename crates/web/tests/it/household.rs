//! Trying rules with a household that somebody describes: the question that comes first, the answer with amounts, and that
//! nothing of it is kept anywhere.

use axum::http::StatusCode;

use crate::browser::{Answer, Browser, form_token, links};
use crate::world::World;

const ALL: &str = "/studio/household";
const CASH: &str = "/studio/household?of=bangladesh-returnee-cash/cash-on-return";

/// The values of inputs whose names begin so.
fn inputs<'a>(page: &'a str, begins: &str) -> Vec<(&'a str, &'a str)> {
    let rest = page.split("<input type=\"hidden\" name=\"").skip(1);
    let pairs = rest.filter_map(|rest| {
        let (name, after) = rest.split_once("\" value=\"")?;
        Some((name, after.split('"').next()?))
    });
    pairs.filter(|(name, _)| name.starts_with(begins)).collect()
}

/// What the page asks now; empty where nothing.
fn asked(page: &Answer) -> &str {
    inputs(&page.body, "question").first().map_or("", |(_, name)| *name)
}

/// Sends what was said so far once more, with something new.
async fn send(browser: &mut Browser, to: &str, page: &Answer, new: &[(&str, &str)]) -> Answer {
    let fields: Vec<_> = inputs(&page.body, "a.").into_iter().chain(new.iter().copied()).collect();
    browser.fill(&form_token(&page.body), to, &fields).await
}

/// Answers whatever is asked, as long as there is an answer.
async fn told(browser: &mut Browser, to: &str, answers: &[(&str, &str)]) -> Answer {
    let mut page = browser.get(to).await;
    for _ in 0..20 {
        let question = asked(&page).to_owned();
        let Some((_, value)) = answers.iter().find(|(name, _)| *name == question) else { return page };
        page = send(browser, to, &page, &[("question", &question), ("value", value)]).await;
        page.is(StatusCode::OK);
    }
    panic!("{} is asked again and again", asked(&page))
}

const RETURNED: [(&str, &str); 8] = [
    ("return.on", "2020-05-02"),
    ("country", "BGD"),
    ("household.size", "3"),
    ("return.kind", "deported"),
    ("work.lost_income", "true"),
    ("members", "2"),
    ("members[1].birth_date", "1992-03"),
    ("members[2].birth_date", "2015"),
];

#[tokio::test]
async fn a_stranger_describes_a_household_and_reads_the_answer_with_its_amount() {
    let world = World::trial().await;
    let mut browser = Browser::new(&world);
    let first = browser.get(CASH).await;
    first.says("Cash on return");
    first.says("No rule says yes so far.");
    let born = [&RETURNED[..], &[("birth_date", "1990-01-15")]].concat();
    let page = told(&mut browser, CASH, &born).await;
    assert_eq!(asked(&page), "", "{}", page.text());
    page.says("1 rule says yes.");
    page.says("Indication: entitled");
    page.says("An indication, not a decision:");
    page.says("made up, so that the rule can be tried");
    // 65 BDT from August, and 10 for the one child.
    page.says("75.00 BDT");
}

#[tokio::test]
async fn nothing_of_a_household_that_was_described_is_kept() {
    let world = World::trial().await;
    let browsers = [Browser::new(&world), Browser::signed_in(&world, "carla").await];
    let before = world.facts().await;
    for mut browser in browsers {
        let page = told(&mut browser, CASH, &RETURNED).await;
        assert!(inputs(&page.body, "a.").contains(&("a.return.on", "2020-05-02")), "{}", page.body);
        assert_eq!(page.header("cache-control"), "no-store");
        let telling = |text: &str| text.contains("2020-05-02") || text.contains("a.return");
        assert!(!links(&page.body).iter().any(|link| telling(link)), "an address tells");
        assert!(!page.header("set-cookie").contains("2020"), "a cookie tells");
        let again = browser.get(CASH).await;
        assert_eq!((asked(&again), inputs(&again.body, "a.")), ("household.size", vec![]));
    }
    assert_eq!(world.facts().await, before, "nothing was written down");
}

#[tokio::test]
async fn where_somebody_is_comes_first_and_rules_of_other_countries_are_left_out() {
    let world = World::trial().await;
    let mut browser = Browser::new(&world);
    let first = browser.get(ALL).await;
    assert_eq!(asked(&first), "country");
    first.says_not("What the rules say so far");
    let second = send(&mut browser, ALL, &first, &[("question", "country"), ("value", "PRT")]).await;
    assert_eq!(asked(&second), "nationalities");
    let third = send(&mut browser, ALL, &second, &[("question", "nationalities"), ("pick", "BRA")]).await;
    third.says("What the rules say so far");
    third.says("A meal a day");
    third.says("3 rules of other countries are left out.");
    third.says_not("Cash on return");
}

#[tokio::test]
async fn an_answer_that_does_not_fit_is_asked_again_and_one_passed_over_is_not() {
    let world = World::trial().await;
    let mut browser = Browser::new(&world);
    let first = browser.get(CASH).await;
    for unfit in ["", "soon"] {
        let page = send(&mut browser, CASH, &first, &[("question", "household.size"), ("value", unfit)]).await;
        page.is(StatusCode::UNPROCESSABLE_ENTITY);
        page.says("This answer does not fit the question.");
        assert_eq!((asked(&page), inputs(&page.body, "a.")), ("household.size", vec![]));
    }
    let passed = send(&mut browser, CASH, &first, &[("question", "household.size"), ("skip", "household.size")]).await;
    passed.says("not said");
    assert_ne!(asked(&passed), "household.size");
    let back = send(&mut browser, CASH, &passed, &[("back", "household.size")]).await;
    assert_eq!(asked(&back), "household.size");
}

#[tokio::test]
async fn what_the_page_does_not_know_is_said_and_not_left_out() {
    let world = World::trial().await;
    let mut browser = Browser::new(&world);
    for address in
        ["/studio/household?country=PRT", "/studio/household?of=bangladesh-returnee-cash/cash-on-return&on=2020-05-01"]
    {
        let refused = browser.get(address).await;
        refused.is(StatusCode::BAD_REQUEST);
        refused.says("holds something that this page does not know");
    }
    browser.get("/studio/household?lang=ar").await.is(StatusCode::OK);
    browser.get("/studio/household?lang=en").await.is(StatusCode::OK);
    let first = browser.get(CASH).await;
    for strange in ["country", "values", "picks.1", "b.country"] {
        let fields = [("question", "household.size"), ("value", "3"), (strange, "PRT")];
        send(&mut browser, CASH, &first, &fields).await.is(StatusCode::BAD_REQUEST);
    }
}

#[tokio::test]
async fn whoever_tries_without_end_waits_and_nothing_of_it_is_written_down() {
    let world = World::trial().await;
    let mut browser = Browser::new(&world);
    browser.headers.push(("x-forwarded-for", "203.0.113.7".to_owned()));
    let before = world.facts().await;
    for _ in 0..300 {
        browser.get(ALL).await.is(StatusCode::OK);
    }
    for _ in 0..3 {
        let braked = browser.get(ALL).await;
        braked.is(StatusCode::TOO_MANY_REQUESTS);
        braked.says("Nothing of it was written down.");
    }
    let mut other = Browser::new(&world);
    other.headers.push(("x-forwarded-for", "203.0.113.7, 198.51.100.1".to_owned()));
    other.get(ALL).await.is(StatusCode::OK);
    world.clock.seconds(1);
    browser.get(ALL).await.is(StatusCode::OK);
    assert_eq!(world.facts().await, before);
}

#[tokio::test]
async fn what_our_page_did_not_write_is_refused() {
    let world = World::trial().await;
    let mut browser = Browser::new(&world);
    let first = browser.get(CASH).await;
    for forged in [("a.return.on", "soon"), ("a.no.such.field", "1"), ("question", "no.such.field"), ("back", "?")] {
        send(&mut browser, CASH, &first, &[forged]).await.is(StatusCode::UNPROCESSABLE_ENTITY);
    }
    browser.post(CASH, &[("a.return.on", "2020-05-02")]).await.says("This form is no longer valid");
    for nothing in ["no-such-pack/x", "bangladesh-returnee-cash/no-such-rule", "x"] {
        browser.get(&format!("{ALL}?of={nothing}")).await.is(StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_rule_that_ran_out_says_so_and_one_that_will_says_when() {
    let world = World::trial().await;
    let pending = "/studio/household?of=portugal-pending-regular/pending-counts-as-regular";
    // Its order of November 2020 gives it an end; until then none was decided.
    Browser::new(&world).get(pending).await.says_not("This rule holds until");
    world.clock.minutes(70 * 24 * 60);
    Browser::new(&world).get(pending).await.says("This rule holds until 31 March 2021.");
    world.clock.minutes(150 * 24 * 60);
    let ended = Browser::new(&world).get(pending).await;
    ended.says("This rule ran out on 31 March 2021.");
    ended.says_not("This rule holds until");
}
