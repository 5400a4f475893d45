//! The library's pages: found, read, compared; and who may adopt what.

use axum::http::StatusCode;
use casework::{Action, Refusal};
use journal::Body;
use packs::Source;

use crate::browser::{Browser, form_token};
use crate::world::{World, rules};

const ADOPT: &str = "/studio/library/packs/spain-farm-permit";
const PORTUGAL: &str = "portugal/pending-counts-as-regular";

async fn page(path: &str) -> String {
    let world = World::trial().await;
    let answer = Browser::new(&world).get(path).await;
    answer.is(StatusCode::OK);
    answer.body
}

/// Whether exactly this is in force.
async fn is_in_force(world: &World, name: &str) -> bool {
    let view = world.instance.in_force().await.unwrap().view;
    view.packs.get(name).is_some_and(|there| there.hash == rules::shipped(name).hash())
}

#[tokio::test]
async fn words_and_facets_find_practices_and_every_filter_can_be_removed() {
    let page = page("/studio/library?q=regarded+regulr&country=PRT&kind=rule").await;
    let first = page.split("class=\"finds\"").nth(1).unwrap().split("href=\"").nth(1).unwrap();
    assert!(first.starts_with(&format!("/studio/library/practices/{PORTUGAL}\"")), "{first}");
    assert!(
        page.contains("aria-label=\"Remove: ")
            && page.contains("href=\"/studio/library?kind=rule&#38;q=regarded%20regulr\""),
        "{page}"
    );
    assert!(page.contains("href=\"/studio/library?country=PRT&#38;q=regarded%20regulr\""), "{page}");
    assert!(page.contains("value=\"PRT\" selected") && page.contains("value=\"regarded regulr\""));
}

#[tokio::test]
async fn a_reader_of_another_language_searches_in_it() {
    for (lang, words) in [("fr", "femme"), ("es", "mujer"), ("ar", "نساء")] {
        let world = World::trial().await;
        let words = words.bytes().fold(String::new(), |out, byte| out + &format!("%{byte:02X}"));
        let page = Browser::new(&world).get(&format!("/studio/library?lang={lang}&q={words}")).await.body;
        assert!(page.contains("class=\"finds\""), "{lang}: {page}");
    }
}

#[tokio::test]
async fn practices_are_found_and_read_in_the_readers_language_and_quoted_in_english() {
    let world = World::trial().await;
    for (lang, words) in [("fr", "rapatriement"), ("es", "salud"), ("ar", "صحة")] {
        let asked = words.bytes().fold(String::new(), |out, byte| out + &format!("%{byte:02X}"));
        let page = Browser::new(&world).get(&format!("/studio/library?lang={lang}&q={asked}")).await.body;
        let finds = page.split("class=\"finds\"").nth(1).unwrap();
        assert!(finds.contains(words) && finds.contains("class=\"unread\""), "{lang}: {finds}");
    }
    let arabic = page("/studio/library/practices/chile/equal-basic-services?lang=ar").await;
    let heading = arabic.split("<h1 class=\"told\">").nth(1).unwrap().split("</h1>").next().unwrap();
    assert!(heading.contains("الصحية") && !heading.contains("lang="), "{heading}");
    assert!(arabic.contains("ترجمة لم يقرأها بعد ناطق باللغة"), "{arabic}");
    assert!(
        arabic.contains("<q lang=\"en\" dir=\"ltr\"><span lang=\"en\" dir=\"ltr\">migrants, no matter what"),
        "{arabic}"
    );
    let english = page("/studio/library/practices/chile/equal-basic-services?lang=en").await;
    assert!(!english.contains("class=\"unread\"") && english.contains("Basic services and health care"), "{english}");
    let recommended = page("/studio/library/recommendations?part=conclusions&lang=fr").await;
    assert!(recommended.contains("traduction pas encore relue") && !recommended.contains("The pandemic requires"));
}

#[tokio::test]
async fn nothing_found_says_what_to_do() {
    let page = page("/studio/library?q=zzzzzzzz").await;
    assert!(page.contains("Use fewer words, or remove a filter.") && !page.contains("class=\"finds\""));
}

#[tokio::test]
async fn a_practice_tells_what_the_report_says_and_which_pack_runs_it() {
    let page = page(&format!("/studio/library/practices/{PORTUGAL}")).await;
    for part in [
        "over 70,000 migrants since the start of the pandemic",
        "would be regarded as having regularized their status",
        "Section 1",
        ", paragraph ",
        "In force",
        "Safe and orderly migration",
        "Legal identity and documents",
        "A pack runs this practice",
        "href=\"/studio/packs/portugal-pending-regular\"",
        "/studio/library/recommendations?part=",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
}

#[tokio::test]
async fn a_practice_of_which_only_the_rule_runs_says_what_is_missing() {
    let page = page("/studio/library/practices/canada/front-line-residence").await;
    for part in ["A pack runs the rule of this practice", "Still missing:", ">Documents<"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(!page.contains("A pack runs this practice"), "{page}");
}

#[tokio::test]
async fn a_practice_without_a_pack_says_why() {
    let page = page("/studio/library/practices/algeria/tracing-capacity").await;
    assert!(page.contains("No pack runs it yet") && page.contains("onward pack new"), "{page}");
    assert!(page.contains("public-health organisation, nothing that a person applies for"), "{page}");
    assert!(!page.contains("See what adopting it changes here"), "there is nothing to adopt");
}

#[tokio::test]
async fn a_practice_that_packs_do_not_carry_says_in_plain_words_what_it_is_and_what_there_is_instead() {
    let library = library::Library::shipped().unwrap();
    let id = |reason: &str| {
        let carried = |one: &&library::Practice| one.carried == library::Carried::Not(reason.to_owned());
        library.practices.iter().find(carried).unwrap().id.clone()
    };
    let steps =
        page(&format!("/studio/library/practices/{}", id("steps with deadlines; no pack carries them yet"))).await;
    assert!(steps.contains("Onward cannot run this yet: it is a series of steps with deadlines."), "{steps}");
    assert!(!steps.contains("packs do not carry") && !steps.contains("onward pack new"), "{steps}");
    let body = id("a commitment or body; packs do not carry commitments yet");
    let arabic = page(&format!("/studio/library/practices/{body}?lang=ar")).await;
    assert!(arabic.contains("إنه التزام من حكومات"), "{arabic}");
}

#[tokio::test]
async fn what_runs_for_the_same_need_is_shown_with_the_need_and_only_where_nothing_runs_the_practice() {
    let page_of = async |id: &str| page(&format!("/studio/library/practices/{id}")).await;
    let library = library::Library::shipped().unwrap();
    let same = |one: &&library::Practice| one.pack().is_none() && library.systems(&one.id).contains("S05");
    let practice = library.practices.iter().find(same).unwrap();
    let instead = page_of(&practice.id).await;
    let list = instead.split("What there is instead").nth(1).unwrap().split("</section>").next().unwrap();
    assert!(list.contains("href=\"/studio/") && list.contains("Pending applicants treated as regular"), "{list}");
    assert!(!page_of(PORTUGAL).await.contains("What there is instead"));
}

#[tokio::test]
async fn what_is_not_in_the_library_is_not_found() {
    let world = World::trial().await;
    let mut browser = Browser::new(&world);
    for path in [
        "/studio/library/practices/portugal/nothing",
        "/studio/library/packs/nothing",
        "/studio/library/compare?a=portugal/nothing&b=portugal/nothing",
        "/studio/library/compare",
        "/studio/library/recommendations?part=nothing",
    ] {
        assert_eq!(browser.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_second_practice_is_chosen_from_the_list_and_both_stand_side_by_side() {
    let list = page(&format!("/studio/library?compare={PORTUGAL}&country=QAT")).await;
    let address =
        format!("/studio/library/compare?a={}&#38;b=qatar%2Fdomestic-worker-health", PORTUGAL.replace('/', "%2F"));
    assert!(list.contains(&address), "{list}");
    let both = page(&address.replace("&#38;", "&")).await;
    for part in ["the application is still undecided", "works in a private home"] {
        assert!(both.contains(part), "{part}: {both}");
    }
}

#[tokio::test]
async fn a_recommendation_is_traced_to_practices_and_systems() {
    let page = page("/studio/library/recommendations?part=speakers").await;
    let traced = page.split("id=\"guardian-and-border\"").nth(1).unwrap().split("</section>").next().unwrap();
    for part in [
        "S09",
        "S41",
        "Alternatives to detention",
        "/studio/library/practices/european-commission/guardian-15-days",
        "A pack runs its rule",
        "A pack runs it<",
        "nobody in particular",
        "Isabela Atanasiu (European Commission)",
        "Section 4",
        ", paragraph ",
    ] {
        assert!(traced.contains(part), "{part}: {traced}");
    }
}

#[tokio::test]
async fn the_reports_own_recommendations_come_before_what_single_people_asked_for() {
    let page = page("/studio/library/recommendations").await;
    let at = |part: &str| page.find(&format!("?part={part}\"")).unwrap_or_else(|| panic!("{part}: {page}"));
    let order = ["section-1", "way-forward-protection", "side-event-women-health", "key-messages", "conclusions"];
    let places: Vec<usize> = order.into_iter().chain(["speakers", "floor"]).map(at).collect();
    assert!(places.is_sorted(), "{places:?}");
    assert!(page.contains("other stakeholders") && page.contains(", paragraph "), "{page}");
}

#[tokio::test]
async fn adopting_shows_what_changes_and_then_installs() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "adil").await;
    let before = browser.get(ADOPT).await;
    before.says("It is not in force here.");
    before.says("Nothing that is in force changes for anybody.");
    assert!(
        before.body.contains("measures/two-year-permit.yaml") && before.body.contains("<ins>+ "),
        "{}",
        before.body
    );
    let noted = world.facts().await;
    browser.fill(&form_token(&before.body), ADOPT, &[]).await.leads_to("/studio/packs/spain-farm-permit");
    let happened = world.happened(noted).await;
    let installed = |(account, body): &(String, Body)| {
        account == "adil" && matches!(body, Body::PackInstalled { pack } if pack.name == rules::ABSENT)
    };
    assert!(happened.len() == 1 && happened.iter().all(installed), "{happened:?}");
    assert!(is_in_force(&world, rules::ABSENT).await);
    browser.get("/studio/packs/spain-farm-permit").await.is(StatusCode::OK);
    let after = browser.get(ADOPT).await;
    after.says("It is in force here, exactly as shipped.");
    assert!(!after.body.contains(&format!("action=\"{ADOPT}\"")), "nothing is left to install");
}

#[tokio::test]
async fn another_version_in_force_shows_only_the_lines_that_differ() {
    let world = World::trial().await;
    let path = format!("/studio/library/packs/{}", rules::ANNOTATED);
    let page = Browser::signed_in(&world, "deniz").await.get(&path).await;
    page.says("Another version is in force here.");
    let page = page.body;
    assert!(page.contains("<del>- authors: somebody before") && !page.contains("<ins>"), "{page}");
    assert_eq!(page.matches("<pre").count(), 1);
}

/// By the reviewed table an administrator and the data protection officer install; an author may only propose.
#[tokio::test]
async fn who_may_not_install_reads_what_would_change_and_whom_to_ask() {
    let world = World::trial().await;
    let before = world.facts().await;
    let refused = ["hanan", "carla", "sven", "ana", "omar"];
    for account in refused {
        let mut browser = Browser::signed_in(&world, account).await;
        let page = browser.get(ADOPT).await;
        page.is(StatusCode::OK);
        page.says("An administrator or the data protection officer installs packs.");
        let answer = browser.fill(&form_token(&page.body), ADOPT, &[]).await;
        answer.is(StatusCode::FORBIDDEN);
        answer.says("Your role does not open this page");
    }
    let code = Refusal::NotAllowed.code().to_owned();
    let noted = Body::Refused { action: Action::InstallPack.code().to_owned(), code };
    let noted: Vec<String> = world
        .happened(before)
        .await
        .into_iter()
        .filter(|(_, body)| *body == noted)
        .map(|(account, _)| account)
        .collect();
    assert_eq!(noted, refused, "each refusal is written down");
    let mut author = Browser::signed_in(&world, "paula").await;
    let page = author.get(ADOPT).await.body;
    assert!(page.contains(&format!("action=\"{ADOPT}/propose\"")) && !page.contains(&format!("action=\"{ADOPT}\"")));
    author.fill(&form_token(&page), ADOPT, &[]).await.is(StatusCode::FORBIDDEN);
    let mut stranger = Browser::new(&world);
    stranger.get(ADOPT).await.says("An administrator or the data protection officer");
    stranger.post(ADOPT, &[]).await.leads_to("/sign-in?next=%2Fstudio%2Flibrary%2Fpacks%2Fspain-farm-permit");
    assert!(!is_in_force(&world, rules::ABSENT).await);
    for account in ["adil", "deniz"] {
        let page = Browser::signed_in(&world, account).await.get(ADOPT).await.body;
        assert!(page.contains(&format!("action=\"{ADOPT}\"")), "{account}");
    }
}

/// Every shipped pack in force, as an instance has them that adopted all.
#[tokio::test]
async fn the_catalogue_stays_short_and_searchable_with_many_packs() {
    let world = World::full().await;
    let mut browser = Browser::new(&world);
    let all = browser.get("/studio").await.body;
    assert!(all.len() < 40_000, "{} bytes before compression", all.len());
    let shipped = Source::shipped_names().len();
    assert!(shipped > 60, "{shipped}");
    let cards = |page: &str| page.matches("<li class=\"card ").count();
    assert_eq!((cards(&all), all.matches("class=\"card line\"").count()), (shipped, shipped));
    let packs = world.instance.in_force().await.unwrap().packs;
    let spanish = packs.packs.iter().filter(|pack| pack.jurisdiction.as_deref() == Some("ESP")).count();
    assert_eq!(cards(&browser.get("/studio?country=ESP").await.body), spanish);
    let found = cards(&browser.get("/studio?q=guardain&lang=en").await.body);
    assert!(found > 0 && found < shipped, "a slip of the pen is understood: {found}");
    let none = browser.get("/studio?q=zzzzzzz").await.body;
    assert!(none.contains("No installed pack fits.") && none.contains("href=\"/studio/library\""), "{none}");
}

#[tokio::test]
async fn an_instance_without_packs_leads_to_the_library() {
    let world = World::empty().await;
    Browser::new(&world).get("/studio").await.says("Find one in the library and adopt it.");
    Browser::new(&world).get("/").await.says("No practice is installed yet.");
}

#[tokio::test]
async fn the_librarys_pages_are_light() {
    let world = World::trial().await;
    let mut browser = Browser::new(&world);
    for path in ["/studio/library", "/studio/library/practices/portugal/pending-counts-as-regular"] {
        let bytes = browser.get(path).await.body.len();
        assert!(bytes < 60_000, "{path}: {bytes} bytes before compression");
    }
}
