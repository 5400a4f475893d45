//! The reach bench: six shipped measures over a plain people file, or over a lake.
//!
//! `reach generate FILE COUNT SEED [PACK...]` writes invented people; `reach scatter FILE OTHER [PACK...]` writes the same
//! so that no household stands together; `reach lake FILE FOLDER [PACK...]` makes a lake of them and `reach refresh FILE
//! FOLDER [PACK...]` takes the first of them in once more. `reach run FILE DAY [PACK...]` counts whom the measures reach
//! and prints figures, processor time and peak memory as one JSON document, of a lake where FILE is a folder. Packs are
//! names of shipped ones or folders, the six below where none is named. `benches/reach/run` and `benches/measures/run` compare the
//! figures with those of other engines before they show any time.

use std::error::Error;
use std::io::Write;
use std::path::Path;

use evidence::lake::{Lake, LakeChange, LakeRow, LakeScope, LakeWriter};
use evidence::people::write_people;
use evidence::reach::{Options, simulate};
use evidence::{People, ReachFigures};
use journal::Key;
use model::core::HOUSEHOLD_ID;
use model::{Id, Row, Schema};
use packs::{LoadOptions, Packs, Source, bind, load};
use rules::{Bound, Clocks};
use serde::Serialize;
use synthetic::Population;

const SIX: [&str; 6] = [
    "portugal-pending-regular",
    "ireland-permit-renewal",
    "qatar-domestic-worker-health",
    "eu-child-guardian",
    "bangladesh-returnee-cash",
    "spain-farm-permit",
];

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["generate", file, count, seed, packs @ ..] => generate(Path::new(file), count.parse()?, seed.parse()?, packs),
        ["scatter", file, other, packs @ ..] => scatter(Path::new(file), Path::new(other), packs),
        ["lake", file, folder, packs @ ..] => lake(Path::new(file), Path::new(folder), packs),
        ["refresh", file, folder, packs @ ..] => refresh(Path::new(file), Path::new(folder), packs),
        ["run", file, day, packs @ ..] => run(Path::new(file), day, packs),
        // `cargo bench` without arguments of its own adds `--bench`: there is nothing to measure without a file.
        _ => {
            let usage = "usage: reach generate FILE COUNT SEED [PACK...] | reach scatter FILE OTHER [PACK...] | \
                         reach lake FILE FOLDER [PACK...] | reach refresh FILE FOLDER [PACK...] | \
                         reach run FILE DAY [PACK...]";
            Ok(writeln!(std::io::stderr(), "{usage}")?)
        }
    }
}

fn packs(named: &[&str]) -> Outcome<Packs> {
    let named = if named.is_empty() { &SIX } else { named };
    let source = |name: &&str| Source::shipped(name).map_or_else(|| Source::open(Path::new(name)), Ok);
    let sources: Vec<Source> = named.iter().map(source).collect::<Result<_, _>>().map_err(|all| format!("{all:?}"))?;
    load(&sources, &LoadOptions::default()).map_err(|problems| format!("{problems:?}").into())
}

fn generate(file: &Path, count: u64, seed: u64, named: &[&str]) -> Outcome<()> {
    let schema = packs(named)?.schema;
    write_people(file, &schema, Population::new(&schema, count, seed), true, &mut |_| ())?;
    Ok(())
}

/// First members of all households, then the second ones, and so on.
fn scatter(file: &Path, other: &Path, named: &[&str]) -> Outcome<()> {
    let schema = packs(named)?.schema;
    let household = schema.field(HOUSEHOLD_ID.name).ok_or("no households")?;
    let mut ranks: Vec<Vec<Row>> = vec![];
    let mut last = (None, 0);
    for row in People::open(file)?.rows(&schema)? {
        let row = row?;
        let home = row.get(household).known().cloned();
        last = if home.is_some() && last.0 == home { (home, last.1 + 1) } else { (home, 0) };
        ranks.resize_with(ranks.len().max(last.1 + 1), Vec::new);
        ranks.get_mut(last.1).into_iter().for_each(|rank| rank.push(row.clone()));
    }
    write_people(other, &schema, ranks.into_iter().flatten().map(|row| vec![row]), true, &mut |_| ())?;
    Ok(())
}

/// Where the lakes of this bench stand.
const AS_OF: u64 = 1;

fn key() -> Key {
    Key::from_bytes([7; 32])
}

/// Rows of a file as a lake takes them, numbered by their place.
fn rows<'a>(file: &Path, schema: &'a Schema) -> Outcome<impl Iterator<Item = Outcome<LakeRow>> + 'a> {
    let household = schema.field(HOUSEHOLD_ID.name).ok_or("no households")?;
    let id = |bytes: &[u8]| key().mac(bytes).first_chunk().copied().map_or(Id([0; 16]), Id);
    let rows = People::open(file)?.rows(schema)?.zip(0_u64..);
    Ok(rows.map(move |(row, number)| {
        let row = row?;
        let person = id(&number.to_be_bytes());
        let home = row.get(household).known().map(|home| id(home.to_text().as_bytes()));
        Ok(LakeRow { person, household: home, controller: "bench".into(), office: format!("{}", number % 40), row })
    }))
}

fn lake(file: &Path, folder: &Path, named: &[&str]) -> Outcome<()> {
    let schema = packs(named)?.schema;
    let mut writer = LakeWriter::lock(folder, &key())?;
    let mut rebuild = writer.rebuild(&schema, 64, true)?;
    for row in rows(file, &schema)? {
        rebuild.add(&row?)?;
    }
    let built = rebuild.finish(AS_OF)?;
    let (cpu, peak) = (cpu_seconds()?, peak_bytes()?);
    Ok(writeln!(std::io::stdout(), "{} people, {cpu} s, {peak} bytes", built.people)?)
}

fn refresh(file: &Path, folder: &Path, named: &[&str]) -> Outcome<()> {
    let schema = packs(named)?.schema;
    let changed = rows(file, &schema)?.next().ok_or("nobody")??;
    let before = cpu_seconds()?;
    let mut writer = LakeWriter::lock(folder, &key())?;
    let done = writer.refresh(&schema, AS_OF, [LakeChange::Current(changed)], AS_OF)?;
    let (cpu, peak) = (cpu_seconds()? - before, peak_bytes()?);
    Ok(writeln!(std::io::stdout(), "{} of the buckets, {cpu:.2} s, {peak} bytes", done.buckets)?)
}

fn run(file: &Path, day: &str, named: &[&str]) -> Outcome<()> {
    let packs = packs(named)?;
    let people = if file.is_dir() {
        Lake::open(file, &key())?.people(&packs.schema, &LakeScope::controller("bench"), AS_OF)?
    } else {
        People::open(file)?
    };
    let clocks = Clocks::on(day.parse()?);
    let measures = packs.packs.iter().flat_map(|pack| &pack.measures);
    let bounds: Vec<Bound> = measures.map(|measure| bind(&packs, measure, clocks, None)).collect::<Result<_, _>>()?;
    let reach = simulate(&people, &packs.schema, &bounds, &[], Options::default(), &mut |_| ())?;
    let report = Report { figures: reach.release(0)?, cpu_seconds: cpu_seconds()?, peak_bytes: peak_bytes()? };
    Ok(writeln!(std::io::stdout(), "{}", serde_json::to_string(&report)?)?)
}

/// Figures, and what it took to get them.
#[derive(Serialize)]
struct Report {
    #[serde(flatten)]
    figures: ReachFigures,
    cpu_seconds: f64,
    peak_bytes: u64,
}

/// Processor time of this process so far, in user and kernel mode. Ticks are hundredths of a second on Linux.
fn cpu_seconds() -> Outcome<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    // The command's name, in brackets, may hold spaces; the times are fields 14 and 15 of the line.
    let (_, rest) = stat.rsplit_once(')').ok_or("no name in /proc/self/stat")?;
    let ticks = rest.split_whitespace().skip(11).take(2).map(str::parse::<f64>).sum::<Result<f64, _>>()?;
    Ok(ticks / 100.0)
}

fn peak_bytes() -> Outcome<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM in /proc/self/status")?;
    let kibibytes: u64 = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok(kibibytes * 1024)
}
