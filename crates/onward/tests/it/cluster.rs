//! A scheduler and executors as processes of their own: the figures are those of one machine, also when an executor is
//! killed in the middle.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use model::{FieldState, Row, Value};
use packs::{LoadOptions, Source};
use synthetic::Population;

use crate::run::onward_in;
use crate::simulate::{CASH, adapted};

/// Far beyond what anything here takes, for machines that are busy.
const PATIENCE: Duration = Duration::from_mins(5);

/// A process that is killed when the test is over, and what it said.
struct Service {
    child: Child,
    said: Arc<(Mutex<Vec<String>>, Condvar)>,
}

impl Service {
    fn start(dir: &Path, args: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onward"));
        command.args(args).current_dir(dir).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let said: Arc<(Mutex<Vec<String>>, Condvar)> = Arc::default();
        let (lines, heard) = (BufReader::new(child.stderr.take().unwrap()).lines(), Arc::clone(&said));
        thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                heard.0.lock().unwrap().push(line);
                heard.1.notify_all();
            }
        });
        Self { child, said }
    }

    /// Waits until it said a line of which something is wanted.
    #[track_caller]
    fn says<T>(&self, wanted: impl Fn(&str) -> Option<T>) -> T {
        let (said, more) = &*self.said;
        let mut lines = said.lock().unwrap();
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(found) = lines.iter().find_map(|line| wanted(line)) {
                return found;
            }
            let left = end.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "not said in time: {lines:#?}");
            lines = more.wait_timeout(lines, left).unwrap().0;
        }
    }

    fn kill(&mut self) {
        // SIGKILL: nothing is told to anybody.
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A scheduler with two executors, each counting one slice at a time.
struct Services {
    scheduler: Service,
    executors: [Service; 2],
    address: String,
}

fn services(dir: &Path) -> Services {
    let scheduler = Service::start(dir, &["scheduler", "--port", "0"]);
    let address = scheduler.says(|line| line.strip_prefix("scheduler ready at ").map(ToOwned::to_owned));
    let executor = |_| {
        let args = ["executor", "--scheduler", &address, "--threads", "1", "--work-dir", "."];
        let executor = Service::start(dir, &args);
        executor.says(|line| line.starts_with("executor ready at ").then_some(()));
        executor
    };
    Services { executors: [0, 1].map(executor), scheduler, address }
}

fn generate(dir: &Path, count: &str, group: &str) {
    let make = ["generate", "people", "--count", count, "--seed", "7", "--out", "people.parquet"];
    onward_in(dir, &[&make[..], &["--row-group", group]].concat()).ends(0);
}

/// Persons, households, a quota with a lottery, a variant, breakdowns and dropped conditions at once.
const ASKED: &[&str] = &[
    "simulate",
    "--people",
    "people.parquet",
    "--on",
    "2020-12-01",
    "--pack",
    CASH[0],
    "portugal-pending-regular",
    "--variant",
    "ours",
    "--by",
    "sex,age_band,nationality",
    "--drop",
    "home",
    "--format",
    "json",
];

#[test]
fn two_executors_count_what_one_machine_counts_also_when_one_is_killed_in_the_middle() {
    let dir = adapted(CASH[0], CASH[1], CASH[2], "household.size >= 2");
    generate(dir.path(), "6000", "150");
    let here = onward_in(dir.path(), ASKED).ends(0).out;
    assert_eq!(serde_json::from_str::<serde_json::Value>(&here).unwrap()["people"], 6000);
    let mut services = services(dir.path());
    let engine = format!("ballista://{}", services.address);
    let asked = [ASKED, &["--engine", &engine]].concat();
    let there = onward_in(dir.path(), &asked).ends(0);
    assert_eq!(there.out, here);
    for executor in &services.executors {
        executor.says(counted);
        executor.said.0.lock().unwrap().clear();
    }
    let mut asking = ask(dir.path(), &asked);
    let [killed, left] = &mut services.executors;
    let lost = killed.says(counted);
    killed.kill();
    assert!(asking.try_wait().unwrap().is_none(), "it was over before the executor was killed");
    // Its counts are gone with it, so the other one counts this slice again.
    left.says(|line| counted(line).filter(|slice| *slice == lost));
    let asked = asking.wait_with_output().unwrap();
    let said = String::from_utf8(asked.stderr).unwrap();
    assert!(asked.status.success(), "{said}");
    assert!(!said.contains("once more"), "only what was lost is counted again: {said}");
    assert_eq!(String::from_utf8(asked.stdout).unwrap(), here);
    assert!(services.scheduler.child.try_wait().unwrap().is_none());
}

/// A call whose answer is waited for later.
fn ask(dir: &Path, args: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onward"));
    command.args(args).current_dir(dir).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Stops a process, or lets it go on.
fn signal(process: &Child, signal: &str) {
    assert!(Command::new("kill").args([signal, &process.id().to_string()]).status().unwrap().success());
}

#[test]
fn counts_that_are_lost_before_they_are_fetched_are_counted_again() {
    let dir = tempfile::tempdir().unwrap();
    generate(dir.path(), "3000", "100");
    let asked = ["simulate", "--people", "people.parquet", "--on", "2020-12-01", "--pack", CASH[0], "--format", "json"];
    let here = onward_in(dir.path(), &asked).ends(0).out;
    let mut services = services(dir.path());
    let engine = format!("ballista://{}", services.address);
    let asking = ask(dir.path(), &[&asked[..], &["--engine", &engine]].concat());
    services.executors[0].says(counted);
    // Whoever asked hears of nothing until all counts are gathered, and everybody who holds them is gone.
    signal(&asking, "-STOP");
    let end = Instant::now() + PATIENCE;
    while !gathered(dir.path()) {
        assert!(Instant::now() < end, "counts were not gathered in time");
        thread::sleep(Duration::from_millis(20));
    }
    // The executor has yet to tell the scheduler.
    thread::sleep(Duration::from_secs(3));
    services.executors.iter_mut().for_each(Service::kill);
    let args = ["executor", "--scheduler", &services.address, "--work-dir", "."];
    let another = Service::start(dir.path(), &args);
    another.says(|line| line.starts_with("executor ready at ").then_some(()));
    signal(&asking, "-CONT");
    let answered = asking.wait_with_output().unwrap();
    let said = String::from_utf8(answered.stderr).unwrap();
    assert!(answered.status.success(), "{said}");
    assert!(said.contains("all slices are counted once more"), "{said}");
    assert_eq!(String::from_utf8(answered.stdout).unwrap(), here);
}

/// Whether an executor's folder holds something of the second stage of a question.
fn gathered(dir: &Path) -> bool {
    let inside = |dir: &Path| std::fs::read_dir(dir).into_iter().flatten().flatten().map(|entry| entry.path());
    let folders = inside(dir).filter(|path| path.to_string_lossy().contains("onward-executor-"));
    let stages = folders.flat_map(|folder| inside(&folder).collect::<Vec<_>>()).map(|question| question.join("2"));
    stages.into_iter().any(|stage| inside(&stage).next().is_some())
}

fn counted(line: &str) -> Option<u64> {
    line.strip_prefix("slice ")?.strip_suffix(" counted")?.parse().ok()
}

#[test]
fn what_cannot_be_counted_there_is_counted_here_or_refused_with_what_to_do() {
    let dir = tempfile::tempdir().unwrap();
    scattered(&dir.path().join("scattered.parquet"));
    std::fs::write(dir.path().join("people.csv"), "id,sex\n1,F\n").unwrap();
    let services = services(dir.path());
    let engine = format!("ballista://{}", services.address);
    let call = |people: &str, engine: &str| {
        let args = ["simulate", "--people", people, "--on", "2020-12-01", "--pack", CASH[0], "--format", "json"];
        onward_in(dir.path(), &[&args[..], &["--engine", engine]].concat())
    };
    let (here, there) = (call("scattered.parquet", "local").ends(0), call("scattered.parquet", &engine).ends(0));
    assert_eq!(there.out, here.out);
    assert!(there.err.contains("do not stand together; counted on this machine instead"), "{}", there.err);
    let refused = call("people.csv", &engine).ends(2);
    assert!(refused.err.contains("only people in Parquet files are counted in slices"), "{}", refused.err);
}

/// Members of a household far from each other, in two row groups.
fn scattered(path: &Path) {
    let packs = packs::load(&[Source::shipped(CASH[0]).unwrap()], &LoadOptions::default()).unwrap();
    let id = packs.schema.field("household.id").unwrap();
    let mut people: Vec<Row> = Population::new(&packs.schema, 300, 1).flatten().collect();
    for place in [0, 299] {
        people[place].set(id, FieldState::Known(Value::Text("apart".into())));
    }
    let alone = people.into_iter().map(|row| vec![row]);
    evidence::people::write_people_in(path, &packs.schema, alone, true, 100, &mut |_| ()).unwrap();
}

#[test]
fn an_engine_that_is_none_or_does_not_answer_ends_the_call_at_once() {
    let dir = tempfile::tempdir().unwrap();
    generate(dir.path(), "100", "100");
    let call = |engine: &str| {
        let args = ["simulate", "--people", "people.parquet", "--on", "2020-12-01", "--pack", CASH[0]];
        onward_in(dir.path(), &[&args[..], &["--engine", engine]].concat()).ends(2).err
    };
    for wrong in ["spark", "ballista", "ballista://here"] {
        let said = call(wrong);
        assert!(said.contains("expected `local` or `ballista://HOST:PORT`"), "{said}");
    }
    // A port that is free, and one behind which something else listens and says nothing.
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    for address in [free, silent.local_addr().unwrap()] {
        let asked = Instant::now();
        let said = call(&format!("ballista://{address}"));
        assert!(said.contains("no scheduler answers at 127.0.0.1:"), "{said}");
        assert!(said.contains("help: start one with `onward scheduler`"), "{said}");
        assert!(asked.elapsed() < PATIENCE / 4);
    }
    let lonely = Service::start(dir.path(), &["scheduler", "--port", "0"]);
    let address = lonely.says(|line| line.strip_prefix("scheduler ready at ").map(ToOwned::to_owned));
    let said = call(&format!("ballista://{address}"));
    assert!(said.contains("knows of no executor"), "{said}");
    // An executor whose scheduler is gone has nothing left to do, and says so.
    let mut orphan = Service::start(dir.path(), &["executor", "--scheduler", &address, "--work-dir", "."]);
    orphan.says(|line| line.starts_with("executor ready at ").then_some(()));
    drop(lonely);
    assert_eq!(orphan.child.wait().unwrap().code(), Some(2));
    orphan.says(|line| line.contains("its scheduler is gone, or gave it up").then_some(()));
    for (verb, args) in [("scheduler", &["--bind", "0.0.0.0"][..]), ("executor", &["--scheduler", "nowhere"])] {
        let said = onward_in(dir.path(), &[&[verb][..], args].concat()).ends(2).err;
        assert!(said.starts_with("error: "), "{said}");
    }
}
