//! The reach bench: six shipped measures over a plain people file.
//!
//! `reach generate FILE COUNT SEED [PACK...]` writes invented people; `reach run FILE DAY [PACK...]` counts whom the
//! measures reach and prints figures, processor time and peak memory as one JSON document. Packs are names of shipped
//! ones or folders, the six below where none is named. `benches/reach/run` and `benches/measures/run` compare the
//! figures with those of other engines before they show any time.

use std::error::Error;
use std::io::Write;
use std::path::Path;

use evidence::people::write_people;
use evidence::reach::{Options, simulate};
use evidence::{People, ReachFigures};
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
        ["run", file, day, packs @ ..] => run(Path::new(file), day, packs),
        // `cargo bench` without arguments of its own adds `--bench`: there is nothing to measure without a file.
        _ => {
            let usage = "usage: reach generate FILE COUNT SEED [PACK...] | reach run FILE DAY [PACK...]";
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

fn run(file: &Path, day: &str, named: &[&str]) -> Outcome<()> {
    let packs = packs(named)?;
    let clocks = Clocks::on(day.parse()?);
    let measures = packs.packs.iter().flat_map(|pack| &pack.measures);
    let bounds: Vec<Bound> = measures.map(|measure| bind(&packs, measure, clocks, None)).collect::<Result<_, _>>()?;
    let reach = simulate(&People::open(file)?, &packs.schema, &bounds, &[], Options::default(), &mut |_| ())?;
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
