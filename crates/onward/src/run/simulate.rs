//! `onward simulate`: whom measures reach in a people file or an instance, whom they leave behind, and why.

mod page;

use evidence::People;
use evidence::reach::{Breakdown, Figures, Options, Reach};
use packs::{Bound, Clocks, Packs};

use crate::cli::{At, Format, Simulate};
use crate::fail::{Fail, Outcome};
use crate::instance::Instance;
use crate::{catalogue, lake, out};

/// Counts of real people below this are withheld.
pub const THRESHOLD: u64 = 10;

pub async fn run(args: &Simulate) -> Outcome {
    let packs = catalogue::load(&args.pack)?;
    let (people, country) = population(args).await?;
    let country = args.country.clone().or(country);
    let bounds = bound(&packs, args, country.as_deref())?;
    let names: Vec<&str> = args.by.iter().map(String::as_str).collect();
    let by = Breakdown::read(&packs.schema, &names).map_err(Fail::wrong)?;
    let reach = count(&people, &packs, &bounds, &by)?;
    let figures = reach.release(THRESHOLD).map_err(Fail::wrong)?;
    show(args, &figures)
}

/// The people to count, and the jurisdiction of the instance they are from.
async fn population(args: &Simulate) -> Outcome<(People, Option<String>)> {
    if let Some(file) = &args.people {
        return Ok((People::open(file).map_err(Fail::wrong)?, None));
    }
    let Some(dir) = args.dir.clone() else { return Err(Fail::wrong("name a file of people or an instance")) };
    let instance = Instance::open(&At { dir, database: args.database.clone() }).await?;
    let people = lake::refreshed(&instance).await?.people().map_err(Fail::wrong)?;
    let jurisdiction = instance.founded.jurisdiction.clone();
    instance.close().await;
    Ok((people, jurisdiction))
}

fn bound(packs: &Packs, args: &Simulate, country: Option<&str>) -> Outcome<Vec<Bound>> {
    let clocks = Clocks { on: args.on, as_known: args.as_known.unwrap_or(args.on) };
    let measures = packs.packs.iter().flat_map(|pack| &pack.measures);
    measures.map(|measure| packs::bind(packs, measure, clocks, country).map_err(Fail::wrong)).collect()
}

fn count(people: &People, packs: &Packs, bounds: &[Bound], by: &[Breakdown]) -> Outcome<Reach> {
    let mut shown = out::Progress::of("people");
    let reach =
        evidence::reach::simulate(people, &packs.schema, bounds, by, Options::default(), &mut |count| shown.at(count));
    shown.end();
    reach.map_err(Fail::wrong)
}

fn show(args: &Simulate, figures: &Figures) -> Outcome {
    match args.format {
        Format::Json => out::json(figures),
        Format::Table => {
            page::table(figures);
            Ok(())
        }
        Format::Csv => {
            page::csv(figures);
            Ok(())
        }
        Format::Html => {
            out::line(page::html(figures));
            Ok(())
        }
    }
}
