//! `onward simulate`: whom measures reach in a people file or an instance, whom they leave behind, and why; what a
//! variant of them would change, person by person; what dropping conditions would.
//!
//! Of the real people of an instance, breakdowns, variants and dropped conditions are shown on the screen and not
//! exported: until there is a ledger of what was released before, two files could be subtracted from each other. Who
//! names a file of people holds every row of it; its figures come out in any format, small counts withheld.

mod csv;
mod engine;
mod report;
pub mod table;
mod words;

use evidence::People;
use evidence::reach::{Breakdown, Dropped, ReachFigures};
use instance::{STUDY, THRESHOLD};

use crate::acting::acting;
use crate::cli::{AtArgs, Format, Simulate};
use crate::fail::{Fail, Outcome};
use crate::run::asked::{CountAsked, Side};
use crate::{open, out};
use engine::Engine;
use words::Words;

/// The account that counts the people of an instance unless another is named, on a trial.
const ANALYST: &str = "analyst";

pub async fn run(args: &Simulate) -> Outcome {
    let engine = Engine::of(&args.engine)?;
    let (people, country) = population(args).await?;
    refuse_export(args, people.synthetic())?;
    let country = args.country.clone().or(country);
    let here = Side::load(&args.pack, args, country.as_deref())?;
    let variant = args.variant.as_ref().map(|name| Side::load(std::slice::from_ref(name), args, country.as_deref()));
    let variant = variant.transpose()?;
    let names: Vec<&str> = args.by.iter().map(String::as_str).collect();
    let by = Breakdown::read(&here.packs.schema, &names).map_err(Fail::wrong)?;
    let asked =
        CountAsked { args, people: &people, here: &here, variant: variant.as_ref(), country: country.as_deref() };
    let reach = engine.count(&asked, &by).await?;
    let dropped = args.drop.iter().map(|asked| reach.dropped(asked)).collect::<Result<Vec<Dropped>, _>>();
    let mut figures = reach.release_with(THRESHOLD, &dropped.map_err(Fail::wrong)?).map_err(Fail::wrong)?;
    if !figures.synthetic && args.format != Format::Table {
        figures.measures.iter_mut().for_each(|measure| measure.drop_to_reach.clear());
    }
    show(args, &figures, &Words { here: &here, variant: variant.as_ref() })
}

/// What is shown of an instance's real people on the screen alone.
fn refuse_export(args: &Simulate, synthetic: bool) -> Outcome {
    let what = match (args.variant.is_some(), args.drop.is_empty(), args.by.is_empty()) {
        (true, _, _) => "variants",
        (false, false, _) => "dropped conditions",
        (false, true, false) => "breakdowns",
        (false, true, true) => return Ok(()),
    };
    if synthetic || args.people.is_some() || args.format == Format::Table {
        return Ok(());
    }
    let cause = format!("{what} of real people are shown on the screen and not exported");
    Err(Fail::wrong(cause).help("leave out `--format`, or simulate synthetic people: `onward generate people`"))
}

/// The people to count, and the jurisdiction of the instance they are from.
async fn population(args: &Simulate) -> Outcome<(People, Option<String>)> {
    if let Some(file) = &args.people {
        let people = People::open(file).map_err(Fail::wrong)?;
        return Ok((if args.synthetic { people.said_synthetic() } else { people }, None));
    }
    let Some(dir) = args.dir.clone() else { return Err(Fail::wrong("name a file of people or an instance")) };
    let instance = open::instance(&AtArgs { dir, database: args.database.clone() }).await?;
    let in_force = instance.in_force().await?;
    let acting = acting(&args.acting, &instance, &in_force, STUDY, Some(ANALYST)).await?;
    let people = instance.population(&in_force, &acting).await;
    let jurisdiction = instance.founded().jurisdiction.clone();
    instance.close().await;
    Ok((people?, jurisdiction))
}

fn show(args: &Simulate, figures: &ReachFigures, words: &Words) -> Outcome {
    match args.format {
        Format::Json => return out::json(figures),
        Format::Table => table::print(figures),
        Format::Csv => csv::print(figures),
        Format::Html => out::line(report::page(figures, words, args.on)),
    }
    Ok(())
}
