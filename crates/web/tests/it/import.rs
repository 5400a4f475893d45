//! A register brought in a browser: who may, what is kept of it and how long, what is asked, and what the last page says.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use axum::http::StatusCode;
use casework::import::Mapping;
use instance::ASSISTANCE;
use instance::import::{Import, ImportWatch};
use journal::Body;
use sheets::SheetChoice;
use web::{PublicAddress, Settings, router};

use crate::browser::{Answer, Browser, FILE_NAME};
use crate::roles::READERS;
use crate::world::{HOST, World};

/// Two people who can be read, and one whose sex is no code.
const REGISTER: &str = "Dossier,Nom,birth_date,sex,Remarque\n\
                        A-1,Zofia Kowalska,1990-05-17,F,first\n\
                        A-2,Jan Kowalski,1991-06-18,M,second\n\
                        A-3,Ewa Nowak,1992-07-19,blue,third\n";

/// What is said of its columns.
const COLUMNS: [(&str, &str); 8] = [
    ("source", "prefecture"),
    ("calendar", "gregorian"),
    ("dates", ""),
    ("read.0", "#id"),
    ("read.1", "name.full"),
    ("read.2", "birth_date"),
    ("read.3", "sex"),
    ("read.4", "-"),
];

fn folder(world: &World) -> PathBuf {
    world.instance.config().dir.join("uploads")
}

/// What lies among the files that were brought.
fn kept(world: &World) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder(world)) else { return vec![] };
    entries.map(|entry| entry.unwrap().path()).collect()
}

/// Brings a file; the address of its page.
async fn brought(browser: &mut Browser, file: &[u8]) -> String {
    let answer = browser.bring("/desk/import", &[("synthetic", "1")], file).await;
    answer.is(StatusCode::SEE_OTHER);
    answer.location().to_owned()
}

/// The page once nothing is under way any more.
async fn settled(browser: &mut Browser, path: &str) -> Answer {
    for _ in 0..600 {
        let page = browser.get(path).await;
        if page.header("refresh").is_empty() {
            return page;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the work on {path} does not end");
}

/// Says what the columns are, and waits for what an import would do.
async fn tried(browser: &mut Browser, path: &str, columns: &[(&str, &str)]) -> Answer {
    browser.send(path, path, columns).await.leads_to(path);
    settled(browser, path).await
}

async fn imported(browser: &mut Browser, path: &str) -> Answer {
    browser.send(path, &format!("{path}/run"), &[]).await.leads_to(path);
    settled(browser, path).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_register_is_brought_mapped_tried_and_imported() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "carla").await;
    let path = brought(&mut browser, REGISTER.as_bytes()).await;
    let page = browser.get(&path).await;
    page.says("Dossier");
    page.says("For example: Zofia Kowalska Jan Kowalski Ewa Nowak");
    assert!(page.body.contains("<option value=\"birth_date\" selected>"), "called like a field: {}", page.body);
    assert_eq!(page.header("cache-control"), "no-store");

    let before = world.facts().await;
    let trial = tried(&mut browser, &path, &COLUMNS).await;
    for part in ["What an import would do", "Rows 3 New people 2", "Handed back 1", "unknown-code 1", "Column E"] {
        trial.says(part);
    }
    trial.says("4 Cell D4");
    trial.says_not("Nowak");
    let searched = ("carla".to_owned(), Body::Searched { found: 0 });
    assert_eq!(world.happened(before).await, [searched], "a dry run is a search, and enters nobody");

    let done = imported(&mut browser, &path).await;
    for part in ["The register is imported", "New people 2", "Known, and the same 0", "prefecture"] {
        done.says(part);
    }
    assert!(kept(&world).iter().all(|file| file.to_string_lossy().ends_with(".rejects.csv")), "the file is gone");
    browser.send("/desk", "/desk/search", &[("words", "zofia")]).await.says("Zofia Kowalska");

    let (again, before) = (brought(&mut browser, REGISTER.as_bytes()).await, world.facts().await);
    tried(&mut browser, &again, &COLUMNS).await.says("New people 0 Known, and changed 0 Known, and the same 2");
    let happened: Vec<Body> = world.happened(before).await.into_iter().map(|(_, body)| body).collect();
    let [Body::Searched { found: 2 }, Body::FieldsRead { people, .. }] = &happened[..] else { panic!("{happened:?}") };
    assert_eq!(people.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_tries_files_over_and_over_waits() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "carla").await;
    let path = brought(&mut browser, REGISTER.as_bytes()).await;
    for _ in 0..40 {
        tried(&mut browser, &path, &COLUMNS).await.says("What an import would do");
    }
    let page = tried(&mut browser, &path, &COLUMNS).await;
    page.says("More people were tried out in a short time than the work needs");
    page.says_not("What an import would do");
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_handed_back_are_fetched_by_who_brought_them_until_they_are_an_hour_old() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "carla").await;
    let path = brought(&mut browser, REGISTER.as_bytes()).await;
    tried(&mut browser, &path, &COLUMNS).await;
    let fetch = format!("{path}/rejects");
    browser.send(&path, &fetch, &[]).await.is(StatusCode::NOT_FOUND);
    imported(&mut browser, &path).await.says("It can be fetched here for an hour");
    Browser::signed_in(&world, "chloe").await.send("/account", &fetch, &[]).await.is(StatusCode::NOT_FOUND);
    let rows = browser.send(&path, &fetch, &[]).await;
    rows.is(StatusCode::OK);
    assert!(rows.body.contains("row,cell,reason,what to do,Dossier,Nom"), "{}", rows.body);
    assert!(rows.body.contains("A-3,Ewa Nowak,1992-07-19,blue,third"), "{}", rows.body);
    assert_eq!(rows.header("cache-control"), "no-store");
    let again = browser.send(&path, &fetch, &[]).await;
    again.is(StatusCode::OK);
    assert_eq!(again.body, rows.body, "a download that was lost is fetched again");
    world.clock.seconds(3600);
    let mut later = Browser::signed_in(&world, "carla").await;
    later.send("/account", &fetch, &[]).await.is(StatusCode::NOT_FOUND);
    assert_eq!(kept(&world), Vec::<PathBuf>::new());
}

#[tokio::test]
async fn a_file_is_its_importers_alone_and_gone_after_an_hour() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "carla").await;
    let path = brought(&mut browser, REGISTER.as_bytes()).await;
    let files = kept(&world);
    let mode = |path: &PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&folder(&world)), mode(&files[0]), files.len()), (0o700, 0o600, 1));
    assert!(!path.contains(FILE_NAME) && !files[0].to_string_lossy().contains(FILE_NAME));
    let mut other = Browser::signed_in(&world, "sven").await;
    other.get(&path).await.is(StatusCode::NOT_FOUND);
    for form in ["", "/run", "/rejects", "/end"] {
        other.send("/account", &format!("{path}{form}"), &COLUMNS).await.is(StatusCode::NOT_FOUND);
    }
    world.clock.minutes(59);
    // Whoever works on nothing else is asked to sign in again; the file is not older for that.
    browser.sign_in("carla", crate::world::PASSWORD).await.is(StatusCode::SEE_OTHER);
    browser.get(&path).await.is(StatusCode::OK);
    world.clock.minutes(1);
    browser.get(&path).await.is(StatusCode::NOT_FOUND);
    assert_eq!(kept(&world), Vec::<PathBuf>::new());
}

#[tokio::test]
async fn a_file_is_thrown_away_when_its_importer_says_so() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "carla").await;
    let path = brought(&mut browser, REGISTER.as_bytes()).await;
    browser.send(&path, &format!("{path}/end"), &[]).await.leads_to("/desk/import");
    browser.get(&path).await.is(StatusCode::NOT_FOUND);
    assert_eq!(kept(&world), Vec::<PathBuf>::new());
}

/// Refused in words, with nothing left behind.
#[track_caller]
fn refused(world: &World, answer: &Answer, status: StatusCode, words: &str) {
    answer.is(status);
    answer.says(words);
    assert_eq!(kept(world), Vec::<PathBuf>::new());
}

#[tokio::test]
async fn what_is_not_taken_leaves_nothing_behind() {
    let mut world = World::trial().await;
    let address: PublicAddress = format!("https://{HOST}").parse().unwrap();
    world.router = router(world.instance.clone(), Settings { largest: 1 << 20, ..Settings::at(address) });
    let mut browser = Browser::signed_in(&world, "carla").await;
    let unprocessable = StatusCode::UNPROCESSABLE_ENTITY;
    let real = browser.bring("/desk/import", &[], REGISTER.as_bytes()).await;
    refused(&world, &real, unprocessable, "only files of which somebody says that nobody in them exists");
    let synthetic = [("synthetic", "1")];
    let empty = browser.bring("/desk/import", &synthetic, b"").await;
    refused(&world, &empty, unprocessable, "No file was chosen");
    let large = browser.bring("/desk/import", &synthetic, &vec![b'a'; (1 << 20) + 1]).await;
    refused(&world, &large, unprocessable, "larger than 1 megabytes");
    let foreign = browser.post_file("/desk/import", &[("form_token", "made-up"), ("synthetic", "1")], b"a").await;
    refused(&world, &foreign, StatusCode::FORBIDDEN, "This form is no longer valid");
    let elsewhere = browser.bring("/desk/search", &synthetic, b"a").await;
    refused(&world, &elsewhere, StatusCode::FORBIDDEN, "This form is no longer valid");
}

#[tokio::test]
async fn a_column_of_which_nobody_says_what_it_is_is_asked_about() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "carla").await;
    let path = brought(&mut browser, REGISTER.as_bytes()).await;
    let open: Vec<_> = COLUMNS.into_iter().filter(|(name, _)| *name != "read.1" && *name != "read.2").collect();
    tried(&mut browser, &path, &open).await.says("Say what these columns are, or leave them out: B, C.");
    let two: Vec<_> =
        COLUMNS.into_iter().map(|(name, value)| (name, if name == "read.4" { "#id" } else { value })).collect();
    tried(&mut browser, &path, &two).await.says("Two columns are said to be the register's id.");
    let twice: Vec<_> =
        COLUMNS.into_iter().map(|(name, value)| (name, if name == "read.4" { "sex" } else { value })).collect();
    tried(&mut browser, &path, &twice).await.says("The column at E1 is the second that is read as");
    let unknown: Vec<_> =
        COLUMNS.into_iter().map(|(name, value)| (name, if name == "read.4" { "no.field" } else { value })).collect();
    browser.send(&path, &path, &unknown).await.is(StatusCode::UNPROCESSABLE_ENTITY);
    // Nothing was tried to its end, so nothing can be imported.
    let before = world.facts().await;
    imported(&mut browser, &path).await;
    assert_eq!(world.happened(before).await, []);
}

/// Number 1 of two lists that nobody named is not one person.
#[tokio::test]
async fn ids_are_not_taken_without_the_name_of_their_register() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "carla").await;
    let path = brought(&mut browser, REGISTER.as_bytes()).await;
    let unnamed: Vec<_> =
        COLUMNS.into_iter().map(|(name, said)| (name, if name == "source" { " " } else { said })).collect();
    let page = tried(&mut browser, &path, &unnamed).await;
    page.says("Name the register below");
    page.says_not("What an import would do");
    let own: Vec<_> =
        COLUMNS.into_iter().map(|(name, said)| (name, if name == "source" { "Desk" } else { said })).collect();
    let page = tried(&mut browser, &path, &own).await;
    page.says("Give the register another name");
    page.says_not("What an import would do");
    tried(&mut browser, &path, &COLUMNS).await.says("What an import would do");
}

#[tokio::test]
async fn the_order_of_day_and_month_is_asked_where_the_file_does_not_tell() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "carla").await;
    let path = brought(&mut browser, b"Nom,birth_date\nZofia Kowalska,03/04/1990\n").await;
    let said = |dates| {
        [
            ("source", "prefecture"),
            ("calendar", "gregorian"),
            ("dates", dates),
            ("read.0", "name.full"),
            ("read.1", "birth_date"),
        ]
    };
    tried(&mut browser, &path, &said("")).await.says("can be read with the day or with the month first");
    let page = tried(&mut browser, &path, &said("dmy")).await;
    page.says("What an import would do");
    page.says("day first");
    page.says("There are rows with no id in this file");
}

#[tokio::test]
async fn how_letters_are_written_is_asked_with_a_word_of_the_file() {
    let world = World::trial().await;
    let mut browser = Browser::signed_in(&world, "carla").await;
    let path = brought(&mut browser, b"name.full,sex\nJo\xe3o,M\n").await;
    let page = browser.get(&path).await;
    page.says("Choose below the line that reads right.");
    page.says("windows-1252: João");
    page.says("Joăo");
    browser.send(&path, &path, &[("encoding", "windows-1250")]).await.leads_to(&path);
    browser.get(&path).await.says("For example: Joăo");
    browser.send(&path, &path, &[("header_row", "first")]).await.is(StatusCode::BAD_REQUEST);
}

/// The same people as on the command line, where `Instance::import` decides.
#[tokio::test]
async fn who_may_not_import_brings_no_file() {
    let world = World::trial().await;
    let in_force = world.instance.in_force().await.unwrap();
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(&file, "name.full\nZofia Kowalska\n").unwrap();
    for account in READERS {
        let (choice, mapping) = (SheetChoice::default(), Mapping::default());
        let import = Import {
            file: file.path(),
            choice: &choice,
            mapping: &mapping,
            synthetic: true,
            dry_run: true,
            without_ids: true,
        };
        let watch = ImportWatch { before: &mut |_| {}, progress: &mut |_| {}, rejected: &mut |_| {} };
        let acting = world.acting(account, ASSISTANCE, None).await;
        let may = world.instance.import(&in_force, &acting, &import, watch).await.is_ok();
        let status = Browser::signed_in(&world, account).await.get("/desk/import").await.status;
        assert_eq!(status, if may { StatusCode::OK } else { StatusCode::FORBIDDEN }, "{account}");
    }
}
