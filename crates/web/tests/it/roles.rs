//! Every route with every role: what is expected stands here as it follows from the reviewed table, and is never copied
//! from what pages answer.

use axum::http::{Method, StatusCode};
use web::{Access, Route, table};

use crate::browser::{Browser, form_token};
use crate::world::{World, people, rules};

/// One account a role: analyst, author, supervisor, case worker, help desk, operations, officer, administrator, the two of
/// finance, and a person about themselves, of whom nobody knows yet who they are.
pub const READERS: [&str; 11] =
    ["ana", "paula", "sven", "carla", "hanan", "omar", "deniz", "adil", "fatou", "felix", "petra"];

const ALL: [u16; 11] = [200; 11];
/// Who gives accounts their grants: supervisor and officer decide, the administrator proposes.
const GRANTING: [u16; 11] = [403, 403, 200, 403, 403, 403, 200, 200, 403, 403, 403];
/// Who reads of the journal, and who asks that somebody is forgotten or decides it: the same three.
const AUDITING: [u16; 11] = GRANTING;

/// A file that is to be imported, which nobody has brought.
const NO_FILE: [u16; 11] = [403, 403, 404, 404, 403, 403, 403, 403, 403, 403, 403];

/// Pages; columns are [`READERS`].
const PAGES: [(&str, [u16; 11]); 32] = [
    ("/studio/packs/{pack}/{measure}/change", ALL),
    // Nothing is tried, so that there is no figure.
    ("/studio/packs/{pack}/{measure}/change.csv", [404, 404, 404, 403, 403, 403, 403, 403, 403, 403, 403]),
    ("/studio/studies", [200, 200, 200, 403, 403, 403, 403, 403, 403, 403, 403]),
    // Nobody kept this one.
    ("/studio/studies/{id}", [404, 404, 404, 403, 403, 403, 403, 403, 403, 403, 403]),
    // Whoever reads people; those with no list or ticket are shown no kind of record.
    ("/desk/records", [403, 403, 200, 200, 200, 200, 403, 403, 200, 200, 200]),
    // There is no such record.
    ("/desk/records/{id}", [403, 403, 404, 404, 404, 404, 403, 403, 404, 404, 404]),
    ("/desk/work", [403, 403, 200, 200, 200, 200, 403, 403, 200, 200, 200]),
    // Whoever reads records reads the houses of the mission.
    ("/desk/places", [403, 403, 200, 200, 200, 200, 403, 403, 200, 200, 200]),
    // A conversation belongs to somebody: the lists are shown instead.
    ("/desk/new/{kind}", [403, 403, 400, 400, 400, 400, 403, 403, 400, 400, 400]),
    ("/desk/people/{id}/new/{kind}", [403, 403, 200, 200, 404, 404, 403, 403, 404, 404, 404]),
    // Operations registers the people of a list alone, and there is none.
    ("/desk/people/new", [403, 403, 200, 200, 200, 403, 403, 403, 403, 403, 403]),
    // Help desk, operations and finance have no list or ticket with this person on it.
    ("/desk/people/{id}", [403, 403, 200, 200, 404, 404, 403, 403, 404, 404, 404]),
    // Who adds somebody to a household reads who is in it.
    ("/desk/people/{id}/household", [403, 403, 200, 200, 403, 403, 403, 403, 403, 403, 403]),
    ("/studio/packs/{pack}/{measure}/reach", [200, 200, 200, 403, 403, 403, 403, 403, 403, 403, 403]),
    ("/studio/packs/{pack}/{measure}/reach/persona", [200, 200, 403, 403, 403, 403, 403, 403, 403, 403, 403]),
    ("/studio/values/{pack}", ALL),
    // The officer sees that there is a search, and nobody in it.
    ("/desk", [403, 403, 200, 200, 200, 200, 200, 403, 403, 403, 403]),
    // Who registers people of an office and reads them brings registers; the help desk reads those of its tickets alone,
    // operations registers the people of a list.
    ("/desk/import", [403, 403, 200, 200, 403, 403, 403, 403, 403, 403, 403]),
    // Nobody brought this one.
    ("/desk/import/{id}", NO_FILE),
    ("/seat", ALL),
    ("/account", ALL),
    ("/proposals", ALL),
    // There is no such proposal: `proposals.rs` looks at those that there are.
    ("/proposals/{id}", [404; 11]),
    ("/governance", [403, 200, 200, 403, 403, 403, 200, 200, 403, 403, 403]),
    ("/governance/accounts", GRANTING),
    ("/governance/accounts/{account}", GRANTING),
    ("/governance/offices", GRANTING),
    ("/governance/people", AUDITING),
    ("/governance/people/{id}", AUDITING),
    ("/governance/journal", AUDITING),
    ("/governance/journal/checkpoint", AUDITING),
    ("/api/v1/measures", ALL),
];

/// Forms, sent without anything in them: what is admitted is then found unsound, or leads on.
const FORMS: [(&str, [u16; 11]); 43] = [
    ("/studio/packs/{pack}/{measure}/change", [403, 403, 403, 403, 403, 403, 404, 404, 403, 403, 403]),
    ("/studio/packs/{pack}/{measure}/change/propose", [403, 404, 403, 403, 403, 403, 404, 404, 403, 403, 403]),
    ("/studio/packs/{pack}/{measure}/change/keep", [422, 422, 422, 403, 403, 403, 403, 403, 403, 403, 403]),
    ("/studio/studies/{id}/end", [404, 404, 404, 403, 403, 403, 403, 403, 403, 403, 403]),
    ("/desk/records/{id}", [403, 403, 404, 404, 404, 404, 403, 403, 404, 404, 404]),
    // Nothing is said that is to be done.
    ("/desk/records/{id}/act", [403, 403, 422, 422, 422, 422, 403, 403, 422, 422, 422]),
    ("/desk/records/{id}/step", [403, 403, 422, 422, 422, 422, 403, 403, 422, 422, 422]),
    ("/desk/records/{id}/move", [403, 403, 422, 422, 422, 422, 403, 403, 422, 422, 422]),
    // Nothing is said that is to be done.
    ("/desk/records/{id}/place", [403, 403, 422, 422, 422, 422, 403, 403, 422, 422, 422]),
    ("/desk/records/{id}/lines", [403, 403, 422, 422, 422, 422, 403, 403, 422, 422, 422]),
    ("/desk/new/{kind}", [403, 403, 404, 404, 404, 404, 403, 403, 404, 404, 404]),
    ("/desk/people/{id}/new/{kind}", [403, 403, 422, 422, 404, 404, 403, 403, 404, 404, 404]),
    ("/desk/people/new", [403, 403, 422, 422, 422, 403, 403, 403, 403, 403, 403]),
    // Whoever registers people; whose record may be amended, and which field seen, is found out with the answer.
    ("/desk/people/{id}", [403, 403, 422, 422, 422, 422, 403, 403, 403, 403, 422]),
    ("/desk/people/{id}/amend", [403, 403, 422, 422, 422, 422, 403, 403, 403, 403, 422]),
    ("/desk/people/{id}/household", [403, 403, 422, 422, 403, 403, 403, 403, 403, 403, 403]),
    // There is no such pack.
    ("/studio/library/packs/{pack}", [403, 403, 403, 403, 403, 403, 404, 404, 403, 403, 403]),
    ("/studio/library/packs/{pack}/propose", [403, 404, 403, 403, 403, 403, 404, 404, 403, 403, 403]),
    ("/studio/values/{pack}", [403, 403, 403, 403, 403, 403, 404, 404, 403, 403, 403]),
    ("/studio/values/{pack}/propose", [403, 404, 403, 403, 403, 403, 404, 404, 403, 403, 403]),
    ("/desk/search", [403, 403, 200, 200, 200, 200, 200, 403, 403, 403, 403]),
    // No file is sent with it.
    ("/desk/import", [403, 403, 422, 422, 403, 403, 403, 403, 403, 403, 403]),
    ("/desk/import/{id}", NO_FILE),
    ("/desk/import/{id}/run", NO_FILE),
    ("/desk/import/{id}/rejects", NO_FILE),
    ("/desk/import/{id}/end", NO_FILE),
    ("/seat", [422; 11]),
    ("/account/password", [422; 11]),
    ("/account/factor", [422; 11]),
    ("/account/sessions", [303; 11]),
    ("/proposals/{id}", [404; 11]),
    ("/proposals/{id}/half", [404; 11]),
    ("/proposals/{id}/forget", [403, 403, 404, 403, 403, 403, 404, 404, 403, 403, 403]),
    ("/governance/accounts", [403, 403, 422, 403, 403, 403, 422, 422, 403, 403, 403]),
    ("/governance/accounts/{account}", [403, 403, 422, 403, 403, 403, 422, 422, 403, 403, 403]),
    ("/governance/accounts/{account}/reset", [403, 403, 422, 403, 403, 403, 422, 422, 403, 403, 403]),
    ("/governance/offices", [403, 403, 422, 403, 403, 403, 422, 422, 403, 403, 403]),
    // Nobody has an empty id.
    ("/governance/people", [403, 403, 404, 403, 403, 403, 404, 404, 403, 403, 403]),
    // A hold is placed by a supervisor or an officer.
    ("/governance/people/{id}/hold", [403, 403, 422, 403, 403, 403, 422, 403, 403, 403, 403]),
    ("/governance/people/{id}/forget", [403, 403, 422, 403, 403, 403, 422, 422, 403, 403, 403]),
    ("/governance/journal/verify", [403, 403, 303, 403, 403, 403, 303, 303, 403, 403, 403]),
    // For everybody: with nothing typed in, nobody is let in; whoever is there is let out.
    ("/sign-in", [403; 11]),
    ("/sign-out", [303; 11]),
];

/// A path of a route, with something that exists in place of its names; forms get a pack that does not.
pub fn example(route: &Route) -> String {
    let pack = if route.method == Method::POST { "no-such-pack" } else { rules::WIDER };
    route
        .path
        .replace("{pack}", pack)
        .replace("{measure}", "pending-counts-as-regular")
        .replace("{id}", &people::id(4).to_string())
        .replace("{kind}", "conversation")
        .replace("{account}", "carla")
        .replace("{hash}/{name}", "0/onward.css")
        .replace("{actor}/{practice}", "portugal/pending-counts-as-regular")
        .replace("/compare", "/compare?a=portugal/pending-counts-as-regular&b=qatar/domestic-worker-health")
        .replace("/persona", "/persona?pattern=f0-u0-p0&on=2020-04-01")
}

/// A form token of somebody who has signed in.
pub async fn token_of(browser: &mut Browser) -> String {
    form_token(&browser.get("/account").await.body)
}

fn route(method: &Method, path: &str) -> Route {
    let found = table().into_iter().find(|route| route.path == path && route.method == *method);
    found.unwrap_or_else(|| panic!("no {method} {path}"))
}

#[test]
fn routes_are_registered_in_one_place() {
    let source = include_str!("../../src/routes.rs");
    assert_eq!(source.matches(".route(").count(), 1, "a route without a row in the table");
    let mut rows: Vec<_> = table().into_iter().map(|route| (route.path, route.method.to_string())).collect();
    let all = rows.len();
    rows.sort();
    rows.dedup();
    assert_eq!(rows.len(), all);
}

#[test]
fn every_guarded_route_has_its_row() {
    let guarded = |method: Method| -> Vec<&str> {
        let table = table().into_iter();
        let guarded = table.filter(|route| route.access != Access::Anyone && route.method == method);
        guarded.map(|route| route.path).collect()
    };
    let expected = |rows: &[(&'static str, [u16; 11])]| -> Vec<&str> { rows.iter().map(|(path, _)| *path).collect() };
    let public = ["/api/v1/measures", "/sign-in", "/sign-out"];
    let (pages, forms) = (expected(&PAGES), expected(&FORMS));
    for (rows, method) in [(pages, Method::GET), (forms, Method::POST)] {
        let rows: Vec<&str> = rows.into_iter().filter(|path| !public.contains(path)).collect();
        assert_eq!(rows, guarded(method));
    }
}

#[tokio::test]
async fn each_role_gets_the_pages_that_the_reviewed_table_gives_it() {
    let world = World::trial().await;
    for (column, account) in READERS.into_iter().enumerate() {
        let mut browser = Browser::signed_in(&world, account).await;
        for (path, statuses) in PAGES {
            let answer = browser.get(&example(&route(&Method::GET, path))).await;
            assert_eq!(answer.status.as_u16(), statuses[column], "{account} on {path}: {}", answer.text());
        }
    }
}

#[tokio::test]
async fn each_role_sends_the_forms_that_the_reviewed_table_lets_it_send() {
    let world = World::trial().await;
    for (column, account) in READERS.into_iter().enumerate() {
        let mut browser = Browser::signed_in(&world, account).await;
        let token = token_of(&mut browser).await;
        for (path, statuses) in FORMS {
            let answer = browser.fill(&token, &example(&route(&Method::POST, path)), &[]).await;
            assert_eq!(answer.status.as_u16(), statuses[column], "{account} on {path}: {}", answer.text());
        }
    }
}

#[tokio::test]
async fn a_live_instance_has_no_personas_and_its_author_no_figures() {
    let world = World::live().await;
    let reach = example(&route(&Method::GET, "/studio/packs/{pack}/{measure}/reach"));
    let mut analyst = Browser::signed_in(&world, "ana").await;
    let page = analyst.get(&format!("{reach}?on=2020-03-31")).await;
    // With so few people on record there is no figure either.
    page.is(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!page.body.contains("/persona"), "{}", page.body);
    let persona = format!("{reach}/persona?pattern=f0-u0-p0&on=2020-03-31");
    analyst.get(&persona).await.is(StatusCode::FORBIDDEN);
    let mut author = Browser::signed_in(&world, "paula").await;
    for path in [&reach, &persona] {
        author.get(path).await.is(StatusCode::FORBIDDEN);
    }
}
