//! A kind of record behind a wall, as somebody sees it who opens the wall, and as everybody else does: on lists and pages, in
//! counts, searches and histories, in the addresses that browsers and proxies keep, and in the log of who read what.

use axum::http::StatusCode;
use instance::GOVERNANCE;

use crate::browser::{Answer, Browser, form_token, links, steady};
use crate::world::{World, people};

const PERSON: u8 = 10;
const TITLE: &str = "Foster care";
/// Words of a record that nobody reads who does not open the wall.
const WITH: &str = "Grandmother Salima";
const FILES: [(&str, &str); 2] = [
    ("pack.yaml", "pack: fostering\nversion: 1.0.0\ntitle: {en: Fostering}\npurpose: p\n"),
    (
        "kinds/fostering.yaml",
        "kind: fostering\ntitle: {en: Foster care}\nabout: person\nwork: person\ncompartment: child\nname: '{with}'\n\
         fields:\n  with: [text, protected, child]\n",
    ),
];

/// An instance with such a kind, which carla opens and sven does not, a record of it, and their browsers. Its folder is there as
/// long as the world is held by a name.
struct Walled {
    world: World,
    carla: Browser,
    sven: Browser,
    record: String,
}

impl Walled {
    async fn new() -> Self {
        let world = World::trial().await;
        let officer = world.acting("deniz", GOVERNANCE, None).await;
        let files = FILES.map(|(path, text)| (path.to_owned(), text.to_owned()));
        world.instance.install(&officer, &packs::Source::new("fostering", files.into())).await.unwrap();
        let mut carla = Browser::signed_in(&world, "carla").await;
        let sven = Browser::signed_in(&world, "sven").await;
        let person = carla.get(&people::page(PERSON)).await;
        let form = carla.get(&new(&person)).await;
        let said = [("form", field(&form, "form")), ("fostering.with", WITH)];
        let opened = carla.fill(&form_token(&form.body), action(&form), &said).await;
        opened.is(StatusCode::SEE_OTHER);
        let record = opened.location().split('?').next().unwrap().to_owned();
        Self { world, carla, sven, record }
    }
}

/// Where a person's page leads for a new record of the kind.
fn new(page: &Answer) -> String {
    let (before, _) = page.body.split_once(&format!("New: {TITLE}")).expect("a way to a new one");
    before.rsplit("href=\"").next().unwrap().split('"').next().unwrap().to_owned()
}

fn action(page: &Answer) -> &str {
    let form = page.body.split("class=\"panel\"").next().unwrap();
    form.rsplit("action=\"").next().unwrap().split('"').next().unwrap()
}

fn field<'a>(page: &'a Answer, name: &str) -> &'a str {
    let after = page.body.split(&format!("name=\"{name}\" value=\"")).nth(1);
    let after = after.unwrap_or_else(|| panic!("{}: {}", page.status, page.text()));
    after.split('"').next().unwrap()
}

/// Where the list of the kind stands, by the tab that leads there.
fn tab(page: &Answer) -> String {
    let (before, _) = page.body.split_once(TITLE).expect("a tab");
    before.rsplit("href=\"").next().unwrap().split('"').next().unwrap().replace("&amp;", "&")
}

#[tokio::test]
async fn whoever_opens_the_wall_finds_the_record_everywhere() {
    let Walled { world: _world, mut carla, record, .. } = Walled::new().await;
    let page = carla.get(&record).await;
    for said in [WITH, TITLE, "Protected", "What happened", "opened"] {
        page.says(said);
    }
    let person = carla.get(&people::page(PERSON)).await;
    person.says(WITH);
    let list = carla.get("/desk/records").await;
    list.says(&format!("{TITLE} 1"));
    list.says(WITH);
    let list = carla.get(&tab(&list)).await;
    list.says("1 to 1 of 1");
    list.says(WITH);
    let closed = carla.get(&format!("{}&closed=1", tab(&list))).await;
    closed.says("Nothing of this kind is closed yet");
}

#[tokio::test]
async fn for_everybody_else_there_is_no_such_kind_and_no_such_record() {
    let Walled { world, mut carla, mut sven, record } = Walled::new().await;
    let (theirs, form) = (tab(&carla.get("/desk/records").await), new(&carla.get(&people::page(PERSON)).await));
    let nothing = format!("/desk/records/{}", people::id(77));
    let (there, absent) = (sven.get(&record).await, sven.get(&nothing).await);
    assert_eq!((there.status, absent.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    let shown = |page: &Answer, path: &str| steady(&page.body).replace(path, "");
    assert_eq!(shown(&there, &record), shown(&absent, &nothing));
    let said = [("seen", "1"), ("fostering.with", "somebody else"), ("act", "close"), ("reason", "done")];
    for path in [record.clone(), format!("{record}/act")] {
        sven.send("/desk", &path, &said).await.is(StatusCode::NOT_FOUND);
    }
    let plain = sven.get("/desk/records?kind=paper").await;
    let lists = ["/desk/records", "/desk/records?kind=fostering", theirs.as_str()];
    for path in [&lists[..], &[people::page(PERSON).as_str(), "/desk/records?kind=fostering&closed=1"]].concat() {
        let page = sven.get(path).await;
        // Lists that this session has no word for look alike, whether there are such or not.
        page.is(if path.contains("kind=") { StatusCode::BAD_REQUEST } else { StatusCode::OK });
        for said in [WITH, TITLE, "fostering"] {
            let body = steady(&page.body).replace("kind=fostering", "as it was asked for");
            assert!(!body.contains(said), "{path}: {said}");
        }
    }
    for browser in [&mut carla, &mut sven] {
        let found = browser.send("/desk", "/desk/search", &[("words", "Salima")]).await;
        found.is(StatusCode::OK);
        found.says_not(WITH);
    }
    let tabs = |page: &Answer| {
        let nav = page.body.split("<nav class=\"tabs\"").nth(1).unwrap().split("</nav>").next().unwrap();
        nav.matches("href=\"/desk/records").count()
    };
    assert_eq!(tabs(&plain) + 1, tabs(&carla.get("/desk/records").await), "and it is counted by nobody else");
    for path in [form, format!("{}/new/fostering", people::page(PERSON))] {
        sven.get(&path).await.is(StatusCode::BAD_REQUEST);
        sven.send("/desk", &path, &said).await.is(StatusCode::NOT_FOUND);
    }
    let reads = world.reads_of(people::id(PERSON)).await;
    assert!(reads.iter().all(|(who, fields)| who != "sven" || !fields.iter().any(|name| name.starts_with("foster"))));
}

/// Histories of browsers and logs of proxies keep addresses.
#[tokio::test]
async fn no_address_tells_the_kind_even_of_whoever_opens_the_wall() {
    let Walled { world, mut carla, record, .. } = Walled::new().await;
    let pages = [people::page(PERSON), "/desk/records".to_owned(), record];
    for path in pages {
        let page = carla.get(&path).await;
        let addresses = [links(&page.body), page.body.split("action=\"").skip(1).map(str::to_owned).collect()].concat();
        let told =
            addresses.iter().map(|address| address.split('"').next().unwrap()).find(|one| one.contains("foster"));
        assert_eq!(told, None, "{path}");
        assert!(
            !addresses.iter().any(|address| address.contains("kind=paper")),
            "{path}: one word hidden is told by the others"
        );
    }
    let (mine, mut again) = (tab(&carla.get("/desk/records").await), Browser::signed_in(&world, "carla").await);
    assert_ne!(tab(&again.get("/desk/records").await), mine, "each session has words of its own");
    let other = again.get(&mine).await;
    other.is(StatusCode::BAD_REQUEST);
    other.says("This list is not known here");
}

#[tokio::test]
async fn whoever_reads_the_log_and_opens_no_wall_is_told_of_something_protected() {
    let Walled { world, mut carla, record, .. } = Walled::new().await;
    carla.get(&record).await.is(StatusCode::OK);
    let reads = world.reads_of(people::id(PERSON)).await;
    assert!(reads.iter().any(|(_, fields)| fields.contains(&"fostering".to_owned())), "{reads:?}");
    let log =
        Browser::signed_in(&world, "deniz").await.get(&format!("/governance/people/{}", people::id(PERSON))).await;
    log.says("something protected");
    for said in [TITLE, "fostering", "With"] {
        log.says_not(said);
    }
}

#[tokio::test]
async fn a_version_without_the_kind_says_that_its_records_go_out_of_sight_and_takes_two() {
    let Walled { world, carla: _carla, .. } = Walled::new().await;
    let officer = world.acting("deniz", GOVERNANCE, None).await;
    let manifest = format!("{}retired: [fostering]\n", FILES[0].1);
    let source = packs::Source::new("fostering", [("pack.yaml".to_owned(), manifest)].into());
    let proposal = world.instance.propose_pack(&officer, &source, "nobody fosters any more").await.unwrap();
    let mut deniz = Browser::signed_in(&world, "deniz").await;
    let said = "What is on record under fostering would be seen by nobody any more.";
    for path in [format!("/proposals/{proposal}"), "/proposals".to_owned()] {
        let page = deniz.get(&path).await;
        page.says(said);
    }
}

#[tokio::test]
async fn what_was_said_of_it_stays_behind_its_wall_and_in_nobodys_way() {
    let Walled { world: _world, mut carla, mut sven, record } = Walled::new().await;
    let act = format!("{record}/act");
    let seen = field(&carla.get(&record).await, "seen").to_owned();
    let form = "0123456789abcdef0123456789abcdef";
    let note = |text, happened| [("act", "note"), ("form", form), ("note", text), ("happened", happened)];
    let nothing = carla.send(&record, &act, &note(" ", "")).await;
    nothing.is(StatusCode::UNPROCESSABLE_ENTITY);
    nothing.says("Write down what was said first");
    let said = "She asks after her grandmother.";
    let ahead = carla.send(&record, &act, &note(said, "2999-01-01T10:00")).await;
    ahead.is(StatusCode::UNPROCESSABLE_ENTITY);
    ahead.says("That moment has not come yet.");
    assert!(ahead.body.contains(&format!(">{said}</textarea>")), "what was typed stands there again");
    for _ in 0..2 {
        carla.send(&record, &act, &note(said, "2020-01-05T10:00")).await.is(StatusCode::SEE_OTHER);
    }
    let page = carla.get(&record).await;
    page.is(StatusCode::OK);
    assert_eq!(page.body.matches(said).count(), 1, "sent twice it stands there once: {}", page.text());
    page.says(&format!("A conversation was noted: {said}"));
    let corrected = "She asks after her aunt.";
    carla.send(&record, &act, &note(corrected, "2020-01-05T10:00")).await.is(StatusCode::SEE_OTHER);
    let page = carla.get(&record).await;
    page.says(said);
    page.says(corrected);
    page.says("5 January 2020");
    assert_eq!(field(&page, "seen"), seen, "whoever fills the form in meanwhile is not overtaken by it");
    sven.send("/desk", &act, &note(said, "")).await.is(StatusCode::NOT_FOUND);
    sven.get(&people::page(PERSON)).await.says_not(said);
    let close = [("act", "close"), ("reason", "she went home")];
    carla.send(&record, &act, &close).await.is(StatusCode::SEE_OTHER);
    let later = [
        ("act", "note"),
        ("form", "0123456789abcdef0123456789abcd01"),
        ("note", "She called from home."),
        ("happened", ""),
    ];
    carla.send(&record, &act, &later).await.is(StatusCode::SEE_OTHER);
    carla.get(&record).await.says("She called from home.");
}
