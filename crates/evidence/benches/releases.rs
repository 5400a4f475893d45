//! The releases bench: what it takes, and what is hidden, when figures of one population are asked for month after month.
//!
//! `releases PEOPLE CHURN MONTHS [PACK...]` invents people as if they were real, lets `CHURN` per mille of their households
//! come and go each month, and releases figures of each measure by sex, age band and nationality at every month's end
//! beside all earlier ones. A line each: the month, milliseconds for laying, hiding and proving, and what share of the
//! counts is shown of the answers of all, of the conditions, and of the groups.

use std::error::Error;
use std::io::Write;
use std::time::Instant;

use evidence::People;
use evidence::reach::{Breakdown, Ledger, Options, ReachFigures, simulate};
use model::{Date, Row};
use packs::{LoadOptions, Source, bind, load};
use rules::Clocks;
use synthetic::Population;

type Outcome<T> = Result<T, Box<dyn Error>>;

const THRESHOLD: u64 = 10;

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        [people, churn, months, packs @ ..] if !people.starts_with('-') => {
            let all = Source::shipped_names();
            let all: Vec<&str> = all.iter().map(String::as_str).collect();
            let packs = if packs.is_empty() { &all } else { packs };
            packs.iter().try_for_each(|pack| pack_over_months(pack, people.parse()?, churn.parse()?, months.parse()?))
        }
        _ => Ok(writeln!(std::io::stderr(), "usage: releases PEOPLE CHURN MONTHS [PACK...]")?),
    }
}

fn pack_over_months(name: &str, people: usize, churn: usize, months: usize) -> Outcome<()> {
    let Some(source) = Source::shipped(name) else { return Ok(()) };
    let packs = load(&[source], &LoadOptions::default()).map_err(|problems| format!("{problems:?}"))?;
    let (schema, out) = (&packs.schema, &mut std::io::stdout());
    let by = Breakdown::read(schema, &["sex", "age_band", "nationality"])?;
    // Households have some three members.
    let gone = people * churn / 3000;
    let count = u64::try_from(people + 3 * gone * months + 100)?;
    let homes: Vec<Vec<Row>> = Population::new(schema, count, 7).collect();
    for measure in packs.packs.iter().flat_map(|pack| &pack.measures) {
        let mut ledger = Ledger::new("all");
        for month in 0..months {
            let on = month_end(month)?;
            let Ok(bound) = bind(&packs, measure, Clocks::on(on), None) else { continue };
            let rows = homes.iter().skip(gone * month).flatten().take(people);
            let people = People::in_memory(schema, rows, false)?;
            let Ok(reach) = simulate(&people, schema, &[bound], &by, Options::default(), &mut |_| ()) else { break };
            let start = Instant::now();
            let release = reach.on_record().release(THRESHOLD, &ledger)?;
            let took = start.elapsed().as_millis();
            let [answers, conditions, groups] = shown(release.figures());
            writeln!(
                out,
                "{name}/{} {on} {took} ms, {} bytes, shown {answers}, {conditions}, {groups}",
                measure.id,
                release.to_bytes()?.len()
            )?;
            ledger.add(release)?;
        }
    }
    Ok(())
}

fn month_end(month: usize) -> Outcome<Date> {
    let days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let (year, month) = (2021 + month / 12, month % 12);
    Ok(format!("{year}-{:02}-{}", month + 1, days.get(month).ok_or("no such month")?).parse()?)
}

/// Counts shown of all, as `SHOWN/ALL`.
fn shown(figures: &ReachFigures) -> [String; 3] {
    let measures = || figures.measures.iter();
    let answers = measures().flat_map(|one| [one.yes, one.no, one.needs]).chain([figures.people]);
    let conditions = measures().flat_map(|one| &one.conditions);
    let conditions = conditions.flat_map(|one| [one.met, one.not_met, one.unknown, one.missed_alone]);
    let groups = measures().flat_map(|one| one.by.values().flatten());
    let groups = groups.flat_map(|one| [one.yes, one.no, one.needs]);
    [share(answers), share(conditions), share(groups)]
}

fn share(counts: impl Iterator<Item = Option<u64>>) -> String {
    let (shown, all) = counts.fold((0, 0), |(shown, all), count| (shown + usize::from(count.is_some()), all + 1));
    format!("{shown}/{all}")
}
