//! Every page in every language: drawn whole, in the right direction, without inline style or script, its links alive.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use web::Tongue;

use crate::browser::{Browser, links};
use crate::world::{World, people, rules};

const REACH: &str = "/studio/packs/portugal-pending-regular/pending-counts-as-regular/reach?on=2020-04-01";
const VALUES: &str = "/studio/values/portugal-pending-regular";
const TRIED: &str = "v.decree.cutoff=2020-03-25&from=2020-03-27";

/// Draws pages in every language for somebody, or for nobody.
async fn drawn(world: &World, account: &str, paths: &[String]) {
    let mut browser = if account.is_empty() { Browser::new(world) } else { Browser::signed_in(world, account).await };
    for tongue in Tongue::ALL {
        for path in paths {
            let joint = if path.contains('?') { '&' } else { '?' };
            let page = browser.get(&format!("{path}{joint}lang={}", tongue.tag())).await.body;
            check(&page, path, tongue);
        }
    }
}

fn owned<const N: usize>(paths: [&str; N]) -> Vec<String> {
    paths.map(str::to_owned).to_vec()
}

#[track_caller]
pub fn check(page: &str, path: &str, tongue: Tongue) {
    let at = format!("{path} in {}", tongue.tag());
    let opening = format!("<html lang=\"{}\" dir=\"{}\">", tongue.tag(), tongue.dir());
    assert!(page.contains(&opening), "{at}");
    assert!(page.ends_with("</html>"), "{at}");
    for forbidden in ["style=", "<style", "javascript:", " onclick", "&amp;lt;"] {
        assert!(!page.contains(forbidden), "{at} holds {forbidden}");
    }
    assert!(!page.contains(">["), "{at}: a message is missing: {}", page.split(">[").nth(1).unwrap_or_default());
    assert_eq!(page.matches("<h1").count(), 1, "{at}");
    assert_eq!(unbalanced(page), None, "{at}");
    assert_eq!(twice(page), None, "{at}: one id, two elements");
}

/// The first tag that is closed without being open, or stays open.
fn unbalanced(page: &str) -> Option<String> {
    let void = ["meta", "link", "input", "br", "circle", "path", "rect", "!doctype"];
    let mut open: Vec<&str> = Vec::new();
    for tag in page.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
        let name = tag.trim_start_matches('/').split([' ', '\n', '/']).next().unwrap_or_default();
        if void.contains(&name) {
            continue;
        }
        if !tag.starts_with('/') {
            open.push(name);
        } else if open.pop() != Some(name) {
            return Some(name.to_owned());
        }
    }
    open.pop().map(str::to_owned)
}

/// An id that stands twice.
fn twice(page: &str) -> Option<&str> {
    let mut seen = BTreeSet::new();
    page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).find(|id| !seen.insert(*id))
}

#[tokio::test]
async fn the_frame_and_the_library_are_drawn_whole_in_every_language() {
    let world = World::trial().await;
    let (a, b) = ("portugal/pending-counts-as-regular", "algeria/tracing-capacity");
    let mut paths = owned(["/", "/sign-in", "/studio", "/studio/household", "/studio/components", "/nowhere"]);
    paths.extend(owned([
        "/studio?q=permit&country=IRL",
        "/studio/library",
        "/studio/library?q=helth+women&kind=rule&gcm=15",
        "/studio/library?q=zzzzzzzz",
        "/studio/library?group=women&country=XXX",
        "/studio/library/recommendations",
        "/studio/library/recommendations?part=speakers",
        "/studio/library/packs/portugal-pending-regular",
    ]));
    paths.extend([
        format!("/studio/library?compare={a}&page=2"),
        format!("/studio/library/practices/{a}"),
        format!("/studio/library/practices/{b}"),
        format!("/studio/library/compare?a={a}&b={b}"),
    ]);
    drawn(&world, "", &paths).await;
}

/// Every shipped pack and every measure in it.
#[tokio::test]
async fn every_shipped_rule_is_drawn_whole_in_every_language() {
    let world = World::full().await;
    let packs = world.instance.in_force().await.unwrap().packs;
    let measures =
        packs.packs.iter().flat_map(|pack| pack.measures.iter().map(|rule| format!("{}/{}", pack.name, rule.id)));
    let names = packs.packs.iter().map(|pack| pack.name.clone()).chain(measures);
    let paths: Vec<String> = names.map(|name| format!("/studio/packs/{name}")).collect();
    assert!(paths.len() > 120, "{}", paths.len());
    drawn(&world, "", &paths).await;
}

#[tokio::test]
async fn the_pages_of_the_desk_and_of_figures_are_drawn_whole_in_every_language() {
    let world = World::trial().await;
    let persona = REACH.replace("/reach?", "/reach/persona?pattern=f0-u0-p0&");
    drawn(&world, "ana", &[REACH.to_owned(), persona, "/desk".into()]).await;
    let change = REACH.replace("/reach?on=2020-04-01", "/change");
    let tried = ["d.lodged=1", "w.lodged=application.staus", "a.1=sex%20%3D%20F"];
    let tried = tried.map(|what| format!("{change}?{what}"));
    drawn(&world, "ana", &[&[change, "/studio/studies".into()], &tried[..]].concat()).await;
    let people = [people::page(people::HELD), people::page(people::CHILD)];
    for account in ["carla", "cem", "sven"] {
        drawn(
            &world,
            account,
            &[&owned(["/desk", "/desk?stay.status=national", "/desk?narrow=1"])[..], &people].concat(),
        )
        .await;
    }
    for account in ["hanan", "omar"] {
        drawn(&world, account, &owned(["/desk"])).await;
    }
    drawn(&world, "tala", &owned(["/seat", "/account"])).await;
}

#[tokio::test]
async fn the_pages_of_administration_are_drawn_whole_in_every_language() {
    let world = World::trial().await;
    let person = |number: u8| format!("/governance/people/{}", people::id(number));
    let all = [
        &owned([
            "/studio",
            "/proposals",
            "/account",
            "/account?done=password",
            "/account?done=factor",
            "/governance",
            "/governance/accounts",
            "/governance/accounts/carla",
            "/governance/accounts/mona",
            "/governance/accounts/deniz",
            "/governance/offices",
            "/governance/people",
            "/governance/journal",
        ])[..],
        &[person(people::HELD), person(people::CHILD), VALUES.into(), format!("{VALUES}?{TRIED}")],
    ]
    .concat();
    Browser::signed_in(&world, "carla").await.get(&people::page(people::CHILD)).await;
    drawn(&world, "deniz", &all).await;
}

/// Whoever follows what a page offers them comes to a page that opens.
#[tokio::test]
async fn every_link_that_a_page_shows_its_reader_opens_for_them() {
    let world = World::trial().await;
    crate::kinds::proposed(&world).await;
    for account in ["carla", "hanan", "sven", "ana", "paula", "deniz", "adil"] {
        let mut browser = Browser::signed_in(&world, account).await;
        let (mut waiting, mut seen) = (vec!["/".to_owned()], BTreeSet::new());
        while let Some(path) = waiting.pop() {
            // The library leads to hundreds of practices: a few of a kind tell.
            if seen.len() > 120 || path.contains("lang=") || !seen.insert(path.clone()) {
                continue;
            }
            let answer = browser.get(&path).await;
            assert_eq!(answer.status, StatusCode::OK, "{account} on {path}");
            let new = links(&answer.body).into_iter().filter(|link| !link.starts_with("/studio/library"));
            waiting.extend(new.filter(|link| !seen.contains(link)));
        }
        assert!(seen.len() > 10, "{account}: {seen:?}");
    }
}

#[tokio::test]
async fn a_language_once_asked_for_is_remembered() {
    let world = World::trial().await;
    let mut browser = Browser::new(&world);
    browser.get("/?lang=ar").await;
    assert!(browser.get("/studio").await.body.contains("<html lang=\"ar\" dir=\"rtl\">"));
}

#[tokio::test]
async fn the_browsers_language_is_the_first_guess() {
    let world = World::trial().await;
    let mut browser = Browser::new(&world);
    browser.headers.push(("accept-language", "es-MX,es;q=0.9,en;q=0.5".into()));
    assert!(browser.get("/").await.body.contains("<html lang=\"es\""));
}

#[tokio::test]
async fn a_rule_shows_its_law_its_dates_and_what_it_may_never_see() {
    let world = World::trial().await;
    let mut browser = Browser::new(&world);
    for (path, parts) in [
        (
            "portugal-pending-regular/pending-counts-as-regular",
            &["Despacho 3863-B/2020", "not yet compared with the law", "lodged by 15 October 2020"][..],
        ),
        ("harbour-rules/meal", &["compared with the law by M. Costa, 1 October 2026", "meal.without.words"]),
        ("qatar-domestic-worker-health/health-cover", &["application.*", "presumed in the person’s favour"]),
        ("bangladesh-returnee-cash/cash-on-return", &["At least one of these:"]),
        ("ireland-permit-renewal/automatic-renewal", &["Table notices"]),
    ] {
        let page = browser.get(&format!("/studio/packs/{path}")).await;
        for part in parts {
            page.says(part);
        }
    }
}

#[tokio::test]
async fn a_text_nobody_translated_is_marked_with_its_language() {
    let world = World::trial().await;
    let page = Browser::new(&world).get("/studio?lang=ar").await.body;
    assert!(page.contains("<span lang=\"en\" dir=\"ltr\" class=\"foreign\">Rules of the harbour</span>"), "{page}");
}

#[tokio::test]
async fn installed_measures_are_listed_for_programs() {
    let world = World::trial().await;
    let answer = Browser::new(&world).get("/api/v1/measures").await;
    let list: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
    let measures = list.as_array().unwrap();
    let pending = measures.iter().find(|one| one["measure"] == "pending-counts-as-regular").unwrap();
    assert_eq!(pending["gcm"], serde_json::json!([4, 7, 15]));
    let own = measures.iter().filter(|one| one["pack"] == rules::OWN).count();
    assert_eq!((own, measures.len()), (7, 13), "each measure of the packs in force");
}

#[tokio::test]
async fn the_health_check_answers() {
    let world = World::trial().await;
    assert_eq!(Browser::new(&world).get("/healthz").await.body, "ok\n");
}

#[tokio::test]
async fn pages_travel_compressed() {
    let world = World::trial().await;
    let mut browser = Browser::new(&world);
    browser.headers.push(("accept-encoding", "gzip".into()));
    for path in ["/", "/studio"] {
        assert_eq!(browser.get(path).await.header("content-encoding"), "gzip", "{path}");
    }
}

#[tokio::test]
async fn pages_are_light_enough_for_a_cheap_phone() {
    let world = World::trial().await;
    for (account, paths) in [
        ("ana", owned(["/", "/studio", REACH])),
        ("deniz", owned(["/governance", "/governance/accounts", "/account"])),
        ("carla", vec!["/desk".to_owned(), people::page(people::CHILD)]),
    ] {
        let mut browser = Browser::signed_in(&world, account).await;
        for path in paths {
            let bytes = browser.get(&path).await.body.len();
            assert!(bytes < 40_000, "{path}: {bytes} bytes before compression");
        }
    }
}
