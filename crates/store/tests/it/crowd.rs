//! A crowd at one house, whose writer is killed in between: as many get a bed as there are, everybody else waits, and nobody
//! who was told that they have one loses it. `ONWARD_CROWD=10000/200` asks for more people and beds than the test run does.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use casework::{LineState, PlaceAsked, Places, RecordAsked, RecordCommand, Refusal};
use futures::StreamExt;
use futures::stream;
use model::{FieldKey, FixedClock, Id, Timestamp};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use store::{Config, Database, Store, SubmitError};

use crate::cluster::Cluster;
use crate::founding::ctx;
use crate::places::{guest, inn, of_itself, of_state};
use crate::world::{World, open};

/// Folder, database address and list of the child.
const CHILD: &str = "ONWARD_CROWD_CHILD";
const NOW: Timestamp = Timestamp(1_790_000_000_000_000);
/// Who is registered at the same time.
const AT_ONCE: usize = 500;

/// Not a test by itself: what runs in the child process. It asks for everybody, also for whom it has asked before.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_child_asks_until_it_is_killed() {
    let Some(told) = std::env::var_os(CHILD) else { return };
    let told = told.into_string().unwrap();
    let [dir, list, database] = told.splitn(3, '\n').collect::<Vec<_>>().try_into().unwrap();
    let config = if database.is_empty() { Config::sqlite(dir) } else { Config::postgres(dir, database, None) };
    let store = open(&config, Arc::new(FixedClock(NOW))).await;
    let list = std::fs::read_to_string(list).unwrap();
    // Some of them at a time, so that a kill falls between two commits.
    let at_once = list.lines().count() / 12 + 1;
    stream::iter(list.lines()).map(|line| ask(&store, line)).buffer_unordered(at_once).collect::<Vec<()>>().await;
    println!("all");
}

async fn ask(store: &Store, line: &str) {
    let [owner, record, new] = line.split(' ').map(|id| id.parse().unwrap()).collect::<Vec<Id>>().try_into().unwrap();
    let asked = RecordAsked::Place(PlaceAsked::Reserve { line: new, or_wait: true });
    match store.submit(ctx("counsellor", NOW), RecordCommand { owner, record, asked }).await {
        // It was written down before the kill.
        Ok(_) | Err(SubmitError::Refused(Refusal::ExistsAlready)) => {
            let line = format!("written {new}\n");
            std::io::stdout().lock().write_all(line.as_bytes()).unwrap();
        }
        Err(error) => panic!("{error}"),
    }
}

/// Lets the child ask for some time, or to its end; the lines that it said are on record, and whether it came to its end.
fn run(config: &Config, list: &Path, wait: Option<Duration>) -> (BTreeSet<Id>, bool) {
    let database = match &config.database {
        Database::Sqlite => "",
        Database::Postgres { journal, .. } => journal,
    };
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "crowd::the_child_asks_until_it_is_killed", "--nocapture"])
        .env(CHILD, format!("{}\n{}\n{database}", config.dir.display(), list.display()))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    let (first, began) = std::sync::mpsc::channel();
    let read = std::thread::spawn(move || {
        let lines = out.lines().map_while(Result::ok);
        let told = lines.inspect(|line| {
            if line.starts_with("written ") {
                let _ = first.send(());
            }
        });
        told.collect::<Vec<String>>()
    });
    if let Some(wait) = wait {
        let _ = began.recv_timeout(Duration::from_mins(2));
        std::thread::sleep(wait);
        child.kill().unwrap();
    }
    child.wait().unwrap();
    let said = read.join().unwrap();
    let written = said.iter().filter_map(|line| line.strip_prefix("written ")?.parse().ok()).collect();
    (written, said.iter().any(|line| line == "all"))
}

fn size() -> (usize, usize) {
    let asked = std::env::var_os("ONWARD_CROWD").map_or_else(|| "160/8".into(), |asked| asked.into_string().unwrap());
    let (people, beds) = asked.split_once('/').expect("PEOPLE/BEDS");
    (people.parse().unwrap(), beds.parse().unwrap())
}

async fn the_places(config: &Config, inn: Id) -> Places {
    let store = open(config, Arc::new(FixedClock(NOW))).await;
    store.verify(vec![], |_| ()).await.unwrap();
    store.verify_views(|_| ()).await.unwrap();
    let there = store.owner(&of_itself(), inn).await.unwrap().unwrap();
    store.close().await;
    Places::of(&there.record(inn).unwrap(), FieldKey::of("inn.beds"), NOW, &model::Zone::utc())
}

async fn crowd(world: World, seed: u64) {
    let ((people, beds), began) = (size(), Instant::now());
    let inn = inn(&world, u32::try_from(beds).unwrap()).await;
    let guests = stream::iter(0..people).map(|_| guest(&world, inn)).buffer_unordered(AT_ONCE);
    let guests: Vec<RecordCommand> = guests.collect().await;
    let mut list = String::new();
    for guest in &guests {
        writeln!(list, "{} {} {}", guest.owner, guest.record, crate::world::new_id()).unwrap();
    }
    let (config, folder) = world.ended().await;
    let path: PathBuf = folder.path().join("list");
    std::fs::write(&path, list).unwrap();
    let (mut rng, mut written, mut kills, asking) =
        (ChaCha8Rng::seed_from_u64(seed), BTreeSet::new(), 0, Instant::now());
    for longer in 0..3 {
        let wait = Duration::from_millis(rng.random_range(0..60) * (1 + longer));
        let (told, ended) = run(&config, &path, Some(wait));
        written.extend(&told);
        kills += usize::from(!ended && (1..people).contains(&told.len()));
        let places = the_places(&config, inn).await;
        assert!(written.iter().all(|line| places.line(*line).is_some()), "what was told is on record");
    }
    assert!(kills > 0, "the writer was killed in the middle of it");
    let (told, ended) = run(&config, &path, None);
    assert!(ended && told.len() == people, "everybody has an answer");
    let places = the_places(&config, inn).await;
    assert_eq!((of_state(&places, LineState::Held), of_state(&places, LineState::Waits)), (beds, people - beds));
    // Who asked first has the bed: those that wait came later than all that have one.
    let last_held = places.lines.iter().rposition(|line| line.state == LineState::Held).unwrap();
    let first_waits = places.lines.iter().position(|line| line.state == LineState::Waits).unwrap();
    assert!(last_held < first_waits);
    println!("{people} for {beds}: made in {:?}, {kills} kills, asked in {:?}", asking - began, asking.elapsed());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crowd_is_served_in_order_whenever_the_writer_is_killed_on_sqlite() {
    crowd(World::sqlite().await, 20_261_130).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crowd_is_served_in_order_whenever_the_writer_is_killed_on_postgres() {
    let Some(cluster) = Cluster::start_durable() else { return };
    crowd(World::postgres(&cluster, "crowd").await, 20_261_131).await;
}
