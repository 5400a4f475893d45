//! How fast an instance writes, on this machine and disk: the whole path of a command (decide, keys, seal, chain,
//! append, rows, tokens, outbox, one synced commit a group), facts that touch no row, what one synced commit a command
//! would cost, and what a person takes on disk. Absolute figures vary from machine to machine; the ratios hardly do.
//!
//! `bench_journal [PEOPLE] [WAITING]`: people registered (50,000) and commands waiting at a time (4,096). People are those
//! of the generator, by the core pack, with names, phones and documents: some thirty fields each.
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a benchmark that fails may say so by stopping")]

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use casework::{AuditCommand, Command, Ctx, Fields, PersonCommand};
use futures::StreamExt;
use instance::{ASSISTANCE, Acting, Founding, config, found};
use model::{FixedClock, Id, Row, Schema, Timestamp, core};
use store::{Config, Store};
use synthetic::Population;

const NOW: Timestamp = Timestamp(1_790_000_000_000_000);
const SEED: u64 = 30;

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1).map(|text| text.parse::<u64>().unwrap());
    let people = arguments.next().unwrap_or(50_000);
    let waiting = usize::try_from(arguments.next().unwrap_or(4096)).unwrap();
    let folder = tempfile::tempdir_in(".").unwrap();
    fsync_latency(folder.path());
    let config = config(&folder.path().join("instance"), None);
    let bench = Bench::on(&config).await;
    bench
        .measure(
            "facts that touch no row",
            people,
            waiting,
            (0..people).map(|_| AuditCommand::Search { found: 3 }.into()),
        )
        .await;
    bench.settle().await;
    let before = size(&config.dir);
    let rows: Vec<Row> = Population::new(&bench.schema, people, SEED).with_identifiers(true).flatten().collect();
    let fields = rows.iter().map(|row| row.on_record().count()).sum::<usize>();
    let registered = rows.iter().map(|row| register(&bench.schema, row));
    bench.measure("whole path, new people", people, waiting, registered).await;
    bench.settle().await;
    let count = u64::try_from(rows.len()).unwrap();
    println!(
        "{:<34} {:>9} bytes, {:.1} fields",
        "a person on disk",
        (size(&config.dir) - before) / count,
        ratio(fields, rows.len())
    );
    let few = rows.iter().take(200).map(|row| register(&bench.schema, row));
    bench.measure("whole path, one command a commit", 200, 1, few).await;
    let began = Instant::now();
    let facts = bench.store.verify(vec![], |_| ()).await.unwrap().facts;
    println!("{:<34} {:>9.0} facts/s", "verify", rate(facts, began.elapsed()));
    println!("peak memory {} MiB, files {} MiB", peak_memory_mib(), size(&config.dir) >> 20);
    bench.store.close().await;
}

/// A trial instance without packs, its store opened beside it.
struct Bench {
    store: Store,
    schema: Schema,
    ctx: Ctx,
}

impl Bench {
    async fn on(config: &Config) -> Self {
        let founding = Founding::trial("Bench", "bench", vec![]);
        let instance = found(config, &founding, Arc::new(FixedClock(NOW)), rand::random).await.unwrap().instance;
        let in_force = instance.in_force().await.unwrap();
        let acting = Acting::of(&in_force.view, "helpdesk", None, ASSISTANCE, None, NOW).unwrap();
        let ctx = acting.ctx("synthetic", in_force.digest, NOW);
        instance.close().await;
        let store = Store::open(config, Arc::new(FixedClock(NOW)), rand::random).await.unwrap();
        let schema = in_force.packs.schema.clone();
        store.use_rules(Arc::new(schema.clone()), Arc::default(), in_force.digest).await.unwrap();
        Self { store, schema, ctx }
    }

    /// Submits commands, `waiting` at a time, and prints rate, commits and processor time.
    async fn measure(&self, name: &str, count: u64, waiting: usize, commands: impl Iterator<Item = Command>) {
        let commits = self.store.counters().commits();
        let commands: Vec<Command> = commands.collect();
        let (began, cpu) = (Instant::now(), cpu_seconds());
        let submitted = futures::stream::iter(commands).map(|command| self.store.submit(self.ctx.clone(), command));
        submitted
            .buffer_unordered(waiting)
            .for_each(async |outcome| {
                outcome.unwrap();
            })
            .await;
        let (took, commits) = (began.elapsed(), self.store.counters().commits() - commits);
        let rate = rate(count, took);
        println!("{name:<34} {rate:>9.0} commands/s, {commits} synced commits, {:.1} CPU-seconds", cpu_seconds() - cpu);
    }

    /// Everything written is in the files that are measured: a reader that closes last lets the log flow into them.
    async fn settle(&self) {
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

fn register(schema: &Schema, row: &Row) -> Command {
    let fields = row.on_record().map(|(field, state)| (schema.name(field).to_owned(), state.clone()));
    let fields: Fields = fields.filter(|(name, _)| name != core::ID.name).collect();
    PersonCommand::Register { person: Id(rand::random()), synthetic: true, fields }.into()
}

fn ratio(all: usize, of: usize) -> f64 {
    let number = |count: usize| u32::try_from(count).map_or(f64::NAN, f64::from);
    number(all) / number(of)
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

/// Bytes of the databases, without the log that flows back into them.
fn size(folder: &Path) -> u64 {
    let files =
        fs::read_dir(folder).unwrap().flatten().filter(|file| file.path().extension().is_some_and(|ext| ext == "db"));
    files.filter_map(|file| file.metadata().ok()).map(|found| found.len()).sum()
}
