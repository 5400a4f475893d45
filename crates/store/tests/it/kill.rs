//! What was acknowledged is never lost (invariant 2): a child with a thousand writers is killed at seeded instants;
//! whatever it had acknowledged is there exactly once, and the chain verifies. SIGKILL leaves the kernel's cache
//! alone, so this says nothing about power cuts. The control acknowledges before COMMIT, and the check sees it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use casework::{Fields, PersonCommand};
use futures::future::join_all;
use model::{FixedClock, Timestamp};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use store::{Config, Database, Store};

use crate::cluster::Cluster;
use crate::founding::{ctx, digest, fields, schema};
use crate::world::{World, new_id, randomness};

const WRITERS: usize = 1000;
const NOW: Timestamp = Timestamp(1_790_000_000_000_000);
/// Folder, database address and instrument of the child.
const CHILD: &str = "ONWARD_KILL_CHILD";

/// Not a test by itself: what runs in the child process.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_child_writes_until_it_is_killed() {
    let Some(told) = std::env::var_os(CHILD) else { return };
    let told = told.into_string().unwrap();
    let (round, config) = told.split_once('\n').unwrap();
    let config = read_config(config);
    let store = Store::open(&config, Arc::new(FixedClock(NOW)), randomness).await.unwrap();
    store.use_rules(Arc::new(schema()), Arc::default(), digest()).await.unwrap();
    let said = Arc::new(fields(&[("name.full", "Amina Diallo"), ("sex", "F")]));
    let round: Arc<str> = round.into();
    let writers = (0..WRITERS).map(|writer| tokio::spawn(write(store.clone(), writer, round.clone(), said.clone())));
    join_all(writers).await;
}

async fn write(store: Store, writer: usize, round: Arc<str>, said: Arc<Fields>) {
    for number in 0.. {
        let mut ctx = ctx("desk", NOW);
        let key = format!("{round}-{writer}-{number}");
        ctx.idempotency = Some(key.clone());
        let register = PersonCommand::Register { person: new_id(), synthetic: true, fields: (*said).clone() };
        let receipt = store.submit(ctx, register).await.unwrap();
        // One write a line: what the parent reads is whole lines.
        let line = format!("acknowledged {key} {}\n", receipt.first);
        std::io::stdout().lock().write_all(line.as_bytes()).unwrap();
    }
}

fn told(round: usize, config: &Config) -> String {
    let database = match &config.database {
        Database::Sqlite => "",
        Database::Postgres { journal, .. } => journal,
    };
    format!("{round}\n{}\n{}\n{database}", config.dir.display(), config.acknowledge_early)
}

fn read_config(told: &str) -> Config {
    let [dir, early, database] = told.splitn(3, '\n').collect::<Vec<_>>().try_into().unwrap();
    let config = if database.is_empty() { Config::sqlite(dir) } else { Config::postgres(dir, database, None) };
    Config { acknowledge_early: early == "true", ..config }
}

struct Writing {
    child: Child,
    lines: Receiver<(String, u64)>,
}

impl Writing {
    fn start(round: usize, config: &Config) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "kill::the_child_writes_until_it_is_killed", "--nocapture"])
            .env(CHILD, told(round, config))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let (send, lines) = channel();
        std::thread::spawn(move || {
            // The last line may be cut short by the kill: it then was not read as acknowledged by anybody.
            for line in out.split(b'\n').map_while(Result::ok) {
                let line = String::from_utf8(line).unwrap();
                let words: Vec<&str> = line.split_whitespace().collect();
                if let ["acknowledged", key, seq] = words[..] {
                    let _ = send.send((key.to_owned(), seq.parse().unwrap_or_default()));
                }
            }
        });
        Self { child, lines }
    }

    /// Kills it some time after its first acknowledgement; returns all that it acknowledged.
    fn kill_after(mut self, wait: Duration) -> BTreeMap<String, u64> {
        let first = self.lines.recv_timeout(Duration::from_mins(1)).unwrap();
        std::thread::sleep(wait);
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        std::iter::once(first).chain(self.lines.iter()).collect()
    }
}

/// Acknowledged commands that are not there exactly once under the number that was said.
async fn lost(config: &Config, acknowledged: &BTreeMap<String, u64>) -> usize {
    let store = Store::open(config, Arc::new(FixedClock(NOW)), randomness).await.unwrap();
    let mut stored: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    let mut after = 0;
    loop {
        let facts = store.facts(after, 5000).await.unwrap();
        let Some(last) = facts.last() else { break };
        after = last.envelope.seq;
        for fact in facts {
            if let Some(key) = fact.envelope.idempotency {
                stored.entry(key).or_default().push(fact.envelope.seq);
            }
        }
    }
    store.close().await;
    assert!(stored.values().all(|seqs| seqs.len() == 1), "nothing is there twice");
    acknowledged.iter().filter(|(key, seq)| stored.get(*key) != Some(&vec![**seq])).count()
}

async fn verified(config: &Config) -> u64 {
    let store = Store::open(config, Arc::new(FixedClock(NOW)), randomness).await.unwrap();
    store.use_rules(Arc::new(schema()), Arc::default(), digest()).await.unwrap();
    let facts = store.verify(vec![], |_| ()).await.unwrap().facts;
    store.verify_views(|_| ()).await.unwrap();
    // Every person has a key and a view that opens: keys were durable before the facts that need them.
    let instance = store.instance().await.unwrap();
    assert!(instance.founded.is_some());
    let (people, _) = store.snapshot(-1, 200).await.unwrap();
    assert!(
        people.len() <= 200 && people.iter().map(|person| person.id).collect::<BTreeSet<_>>().len() == people.len()
    );
    store.close().await;
    facts
}

async fn kill_rounds(config: &Config, rounds: usize, seed: u64, between: impl Fn(usize)) {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let (mut all, began) = (BTreeMap::new(), Instant::now());
    for round in 0..rounds {
        let wait = Duration::from_millis(rng.random_range(0..250));
        let acknowledged = Writing::start(round, config).kill_after(wait);
        between(round);
        assert!(!acknowledged.is_empty());
        all.extend(acknowledged);
        assert_eq!(lost(config, &all).await, 0, "round {round}, seed {seed}");
        verified(config).await;
    }
    println!("{rounds} kills, {} acknowledged, 0 lost, {:?}", all.len(), began.elapsed());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_acknowledged_is_lost_when_the_writer_is_killed_on_sqlite() {
    let world = World::sqlite().await;
    let (config, _folder) = world.ended().await;
    kill_rounds(&config, 20, 20_261_130, |_| ()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_acknowledged_is_lost_when_the_writer_or_the_server_is_killed_on_postgres() {
    let Some(cluster) = Cluster::start_durable() else { return };
    let (config, _folder) = World::postgres(&cluster, "kill").await.ended().await;
    let crash = |round| {
        if round == 10 {
            cluster.down("immediate");
            cluster.up();
        }
    };
    kill_rounds(&config, 20, 20_261_131, crash).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_check_sees_a_writer_that_acknowledges_before_the_commit() {
    let world = World::sqlite().await;
    let (config, _folder) = world.ended().await;
    let early = Config { acknowledge_early: true, ..config.clone() };
    let mut found = 0;
    for round in 0..10 {
        let acknowledged = Writing::start(round, &early).kill_after(Duration::from_millis(10));
        found += lost(&config, &acknowledged).await;
        println!("round {round}: {} acknowledged", acknowledged.len());
        if found > 0 {
            break;
        }
    }
    assert!(found > 0, "acknowledged and lost, and the check did not see it");
    verified(&config).await;
}
