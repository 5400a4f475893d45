//! How fast lists of work are, pages of records and steps, for fifty people at once. Cases of `permit-renewal`, ten thousand in
//! each office but the last, which has what is left; half of the people work where there are ten thousand. Each looks at the
//! first page of their office's list, with its counts, as often as people do (twenty pages a second for all of them), opens
//! one of its records now and then and takes a step; then while other rules come in force, for which all rows are moved; then all
//! of them at once, as fast as they can.
//!
//! `bench_worklist [RECORDS] [SECONDS] [DATABASE]`. The desk alone is timed, names noted as read and all; pages in HTML and HTTP
//! are not. Absolute figures vary from machine to machine.
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a benchmark that fails may say so by stopping")]

use std::collections::BTreeMap;
use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use casework::record::RecordAsked;
use casework::{Fields, PersonCommand, RecordCommand, Refusal, StepAsked};
use futures::StreamExt;
use instance::desk::{WorkQuery, WorkView};
use instance::{ASSISTANCE, Acting, Fault, Founding, GOVERNANCE, InForce, Instance, config, found};
use journal::{CaseStep, Grant, Mode, Office};
use model::{FieldState, FixedClock, Id, Timestamp, Value};
use packs::Source;

/// 21 September 2026.
const NOW: Timestamp = Timestamp(1_790_000_000_000_000);
const USERS: usize = 50;
/// Cases of a large office.
const LARGE: usize = 10_000;
/// Commands that wait at a time while the instance is filled.
const WAITING: usize = 512;
/// Pages a second for all users together; one in four is a record, one in four a step.
const PAGES: u64 = 20;

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let records: usize = arguments.next().map_or(50_500, |text| text.parse().unwrap());
    let seconds: u64 = arguments.next().map_or(30, |text| text.parse().unwrap());
    let database = arguments.next();
    let folder = tempfile::tempdir_in(".").unwrap();
    let bench = Bench::on(&config(&folder.path().join("instance"), database.as_deref()), records).await;
    println!("{}", if database.is_some() { "PostgreSQL" } else { "SQLite" });
    bench.fill(records).await;
    let bench = Arc::new(bench);
    bench.run("people at their pace", seconds, true).await;
    bench.run_while_rules_change(seconds).await;
    bench.run("all as fast as they can", seconds, false).await;
    println!("peak memory {} MiB", peak_memory_mib());
    bench.instance.close().await;
}

struct Bench {
    instance: Instance,
    in_force: InForce,
    offices: Vec<String>,
    /// Records of each office.
    records: Mutex<BTreeMap<String, Vec<Id>>>,
    /// Of each office how many a step was taken of.
    next: Vec<AtomicUsize>,
}

/// What was timed.
#[derive(Default)]
struct Times {
    list: Vec<Duration>,
    record: Vec<Duration>,
    step: Vec<Duration>,
}

impl Bench {
    async fn on(config: &store::Config, records: usize) -> Self {
        let large = (records / LARGE).max(1);
        let offices: Vec<String> = (0..=large).map(|number| format!("office{number}")).collect();
        let described = offices.iter().map(|office| {
            let description =
                Office { controller: "agency".into(), name: office.clone(), zone: "UTC".into(), above: None };
            (office.clone(), description)
        });
        let grant = |role: &str, office: &str| Grant {
            role: role.into(),
            controller: "agency".into(),
            office: office.into(),
            compartments: vec![],
            until: None,
        };
        // Every other user works where there are many cases.
        let accounts = (0..USERS).map(|user| {
            let office = &offices[if user % 2 == 0 { user / 2 % large } else { large }];
            (format!("user{user}"), vec![grant("CW", office)])
        });
        let founders = [("admin", "AD"), ("officer", "DP")];
        let founders = founders.map(|(account, role)| (account.to_owned(), vec![grant(role, &offices[0])]));
        let accounts: Vec<(String, Vec<Grant>)> = accounts.chain(founders).collect();
        let founding = Founding {
            name: "Bench".into(),
            mode: Mode::Trial,
            jurisdiction: Some("PRT".into()),
            zone: "UTC".into(),
            controller: "agency".into(),
            mandate: None,
            offices: described.collect(),
            accounts,
            packs: vec![Source::shipped("permit-renewal").unwrap()],
        };
        let instance = found(config, &founding, Arc::new(FixedClock(NOW)), rand::random).await.unwrap().instance;
        instance.founded_whole().unwrap();
        let in_force = instance.in_force().await.unwrap();
        let next = offices.iter().map(|_| AtomicUsize::new(0)).collect();
        Self { instance, in_force, offices, records: Mutex::default(), next }
    }

    fn acting(&self, user: usize) -> Acting {
        Acting::of(&self.in_force.view, &format!("user{user}"), None, ASSISTANCE, None, NOW).unwrap()
    }

    /// The office in which a case lies.
    fn office(&self, number: usize) -> usize {
        (number / LARGE).min(self.offices.len() - 1)
    }

    /// Registers people and opens a case of each, by the ordinary writer.
    async fn fill(&self, records: usize) {
        // Somebody of each office registers its people.
        let registrars: Vec<Acting> = (0..self.offices.len())
            .map(|office| {
                let large = self.offices.len() - 1;
                self.acting(if office == large { 1 } else { office * 2 })
            })
            .collect();
        let (began, cpu) = (Instant::now(), cpu_seconds());
        let cases = futures::stream::iter(0..records).map(|number| {
            let acting = &registrars[self.office(number)];
            async move {
                let (person, record) = (self.instance.new_id(), self.instance.new_id());
                let register = PersonCommand::Register { person, synthetic: true, fields: fields(number) };
                self.instance.submit(acting, register).await.unwrap();
                let asked = RecordAsked::Open { kind: "permit_renewal".into(), fields: BTreeMap::new() };
                self.instance.submit(acting, RecordCommand { owner: person, record, asked }).await.unwrap();
                (acting.seat.office.clone(), record)
            }
        });
        let opened: Vec<(String, Id)> = cases.buffer_unordered(WAITING).collect().await;
        let mut there = self.records.lock().unwrap();
        for (office, record) in opened {
            there.entry(office).or_default().push(record);
        }
        let took = began.elapsed().as_secs_f64();
        println!("{records} cases opened in {took:.0} s, {:.0} CPU-seconds", cpu_seconds() - cpu);
    }

    async fn run(self: &Arc<Self>, name: &str, seconds: u64, paced: bool) {
        let (began, cpu) = (Instant::now(), cpu_seconds());
        let until = began + Duration::from_secs(seconds);
        let users = (0..USERS).map(|user| tokio::spawn(Arc::clone(self).user(user, until, paced)));
        let all: Vec<_> = futures::future::join_all(users).await;
        let mut times = Times::default();
        for of in all.into_iter().map(Result::unwrap) {
            times.list.extend(of.list);
            times.record.extend(of.record);
            times.step.extend(of.step);
        }
        let took = began.elapsed().as_secs_f64();
        println!("{name}, {USERS} users, {took:.0} s, {:.1} CPU-seconds", cpu_seconds() - cpu);
        for (what, times) in [("first page of a list", times.list), ("a record", times.record), ("a step", times.step)]
        {
            print_times(what, times);
        }
    }

    /// People go on at their pace while another version of the practice is put in force.
    async fn run_while_rules_change(self: &Arc<Self>, seconds: u64) {
        let there = Arc::clone(self);
        let change = tokio::spawn(async move {
            tokio::time::sleep(Duration::from_secs(2)).await;
            let began = Instant::now();
            let officer = Acting::of(&there.in_force.view, "officer", None, GOVERNANCE, None, NOW).unwrap();
            let shipped = Source::shipped("permit-renewal").unwrap();
            let files =
                shipped.files.into_iter().map(|(path, text)| (path, text.replace("\nversion: ", "\nversion: 9")));
            there.instance.install(&officer, &Source::new("permit-renewal", files.collect())).await.unwrap();
            let in_force = there.instance.in_force().await.unwrap();
            let (put, acting) = (began.elapsed(), there.acting(0));
            let desk = there.instance.desk(&in_force, &acting);
            while desk.work(&WorkQuery { size: 1, ..WorkQuery::default() }).await.unwrap().is_made_anew {
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
            println!(
                "  in force after {:.1} s, all rows moved after {:.1} s",
                put.as_secs_f64(),
                began.elapsed().as_secs_f64()
            );
        });
        self.run("people at their pace while other rules come in force", seconds, true).await;
        change.await.unwrap();
    }

    async fn user(self: Arc<Self>, user: usize, until: Instant, paced: bool) -> Times {
        let mut times = Times::default();
        let acting = self.acting(user);
        let pause = Duration::from_millis(1000 * USERS as u64 / PAGES);
        let mut turn = user;
        if paced {
            tokio::time::sleep(pause * u32::try_from(user).unwrap() / u32::try_from(USERS).unwrap()).await;
        }
        while Instant::now() < until {
            let began = Instant::now();
            match turn % 4 {
                0 | 1 => {
                    self.list(&acting).await;
                    times.list.push(began.elapsed());
                }
                2 => {
                    self.record(&acting, turn).await;
                    times.record.push(began.elapsed());
                }
                _ => {
                    if let Some(record) = self.fresh(&acting) {
                        self.step(&acting, record).await;
                        times.step.push(began.elapsed());
                    }
                }
            }
            turn += 1;
            if paced {
                tokio::time::sleep(pause.saturating_sub(began.elapsed())).await;
            }
        }
        times
    }

    /// What the page asks for.
    async fn list(&self, acting: &Acting) {
        let in_force = self.instance.in_force().await.unwrap();
        let desk = self.instance.desk(&in_force, acting);
        desk.count_work(&WorkQuery { view: WorkView::Mine, ..WorkQuery::default() }).await.unwrap();
        let page = desk.work(&WorkQuery { size: 50, ..WorkQuery::default() }).await.unwrap();
        assert!(!page.rows.is_empty() && page.unreadable == 0);
    }

    async fn record(&self, acting: &Acting, turn: usize) {
        let record = {
            let there = self.records.lock().unwrap();
            let there = &there[&acting.seat.office];
            there[turn * 7919 % there.len()]
        };
        let in_force = self.instance.in_force().await.unwrap();
        let shown = self.instance.desk(&in_force, acting).record(record).await.unwrap();
        assert!(shown.unwrap().case.is_some());
    }

    /// A record of which no step was taken, as long as there is one.
    fn fresh(&self, acting: &Acting) -> Option<Id> {
        let office = self.offices.iter().position(|office| *office == acting.seat.office).unwrap();
        let number = self.next[office].fetch_add(1, Ordering::Relaxed);
        self.records.lock().unwrap()[&acting.seat.office].get(number).copied()
    }

    async fn step(&self, acting: &Acting, record: Id) {
        let step = CaseStep::Did { item: "complete".into() };
        let asked = StepAsked::now(step);
        loop {
            let in_force = self.instance.in_force().await.unwrap();
            let taken = self.instance.desk(&in_force, acting).step_record(record, asked.clone()).await;
            // Other rules came in force between the look and the step: whoever is told so looks again.
            if !matches!(taken, Err(Fault::Refused(Refusal::Stale))) {
                return taken.unwrap();
            }
        }
    }
}

fn fields(number: usize) -> Fields {
    let known = |value: Value| FieldState::Known(value);
    let day = |back: usize| {
        let date = format!("2026-{:02}-{:02}", 1 + back % 8, 1 + back % 28);
        known(Value::Date(date.parse().unwrap()))
    };
    let pairs = [
        ("name.full", known(Value::Text(format!("Somebody {number}")))),
        ("application.kind", known(Value::Code("renewal".into()))),
        ("application.lodged_on", day(number)),
        ("permit.expires_on", day(number + 3)),
    ];
    pairs.into_iter().map(|(name, state)| (name.to_owned(), state)).collect()
}

fn print_times(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let Some(last) = times.len().checked_sub(1) else { return };
    let ms = |share: usize| times[last * share / 100].as_secs_f64() * 1000.0;
    println!("  {what:<22} {:>7} times, p50 {:>8.1} ms, p99 {:>8.1} ms", times.len(), ms(50), ms(99));
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
