//! How fast an instance writes, on this machine and disk: the whole path of a command (decide, keys, seal, chain,
//! append, views, search tokens, outbox, one synced commit a group), facts that touch no view, and what one synced
//! commit a command would cost. Absolute figures vary from machine to machine; the ratio hardly does.
//!
//! `bench_journal [PEOPLE] [WAITING]`: people registered (50,000) and commands waiting at a time (4,096).
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a benchmark that fails may say so by stopping")]

#[path = "../tests/it/founding.rs"]
mod founding;

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use casework::{AuditCommand, Command, Fields, PersonCommand};
use futures::StreamExt;
use model::{FixedClock, Id, Timestamp};
use store::{Config, Store};

use founding::{ctx, fields, found};

const NOW: Timestamp = Timestamp(1_790_000_000_000_000);

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1).map(|text| text.parse::<usize>().unwrap());
    let people = arguments.next().unwrap_or(50_000);
    let waiting = arguments.next().unwrap_or(4096);
    let folder = tempfile::tempdir_in(".").unwrap();
    fsync_latency(folder.path());
    let config = Config::sqlite(folder.path().join("instance"));
    let store = Store::create(&config, Arc::new(FixedClock(NOW)), rand::random).await.unwrap();
    found(&store, NOW).await;
    let search = |_| AuditCommand::Search { found: 3 }.into();
    measure("facts that touch no view", &store, people, waiting, search).await;
    measure("whole path, new people", &store, people, waiting, register).await;
    measure("whole path, one command a commit", &store, 200, 1, register).await;
    let began = Instant::now();
    let facts = store.verify(vec![], |_| ()).await.unwrap().facts;
    println!("{:<34} {:>9.0} facts/s", "verify", rate(facts, began.elapsed()));
    println!("peak memory {} MiB, files {} MiB", peak_memory_mib(), size_mib(&config.dir));
    store.close().await;
}

/// Submits `count` commands, `waiting` at a time, and prints rate, commits and processor time.
async fn measure(name: &str, store: &Store, count: usize, waiting: usize, command: impl Fn(usize) -> Command) {
    let commits = store.counters().commits();
    let commands: Vec<Command> = (0..count).map(command).collect();
    let (began, cpu) = (Instant::now(), cpu_seconds());
    let submitted = futures::stream::iter(commands).map(|command| store.submit(ctx("desk", NOW), command));
    submitted.buffer_unordered(waiting).for_each(async |outcome| assert!(outcome.is_ok())).await;
    let (took, commits) = (began.elapsed(), store.counters().commits() - commits);
    let rate = rate(count as u64, took);
    println!("{name:<34} {rate:>9.0} commands/s, {commits} synced commits, {:.1} CPU-seconds", cpu_seconds() - cpu);
}

fn register(number: usize) -> Command {
    PersonCommand::Register { person: Id(rand::random()), synthetic: true, fields: person(number) }.into()
}

fn person(number: usize) -> Fields {
    let digits = format!("{number:09}");
    fields(&[
        ("name.full", &format!("Given{} Family{}", number % 977, number % 4999)),
        ("contact.phone", &digits),
        ("document.number", &format!("P{digits}")),
        ("sex", ["F", "M", "X"][number % 3]),
        ("languages", ["ara fra", "eng", "spa"][number % 3]),
        ("birth_date", "1990-05-17"),
        ("household.id", &(number / 4).to_string()),
        ("household.size", "4"),
        ("protection.status", "none"),
    ])
}

fn rate(count: u64, took: Duration) -> f64 {
    u32::try_from(count).map_or(f64::NAN, f64::from) / took.as_secs_f64()
}

fn fsync_latency(folder: &Path) {
    let mut file = File::create(folder.join("sync")).unwrap();
    let mut times: Vec<Duration> = (0..200).map(|_| time_sync(&mut file)).collect();
    times.sort_unstable();
    let ms = |at: usize| times[at].as_secs_f64() * 1000.0;
    println!("{:<34} {:>9.2} ms at the median, {:.2} ms at the 99th percentile", "fsync of 4 KiB", ms(100), ms(198));
}

fn time_sync(file: &mut File) -> Duration {
    let began = Instant::now();
    file.write_all(&[7; 4096]).unwrap();
    file.sync_data().unwrap();
    began.elapsed()
}

/// User and system time of this process, from the kernel's hundredths of a second.
fn cpu_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after_name.split_whitespace().skip(11).take(2).filter_map(|text| text.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}

fn peak_memory_mib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.and_then(|text| text.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or_default() / 1024
}

fn size_mib(folder: &Path) -> u64 {
    let files = fs::read_dir(folder).unwrap().flatten();
    files.filter_map(|file| file.metadata().ok()).map(|found| found.len()).sum::<u64>() >> 20
}
