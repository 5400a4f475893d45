//! `onward simulate`: whom measures reach in a people file or an instance, whom they leave behind, and why; what a
//! variant of them would change, person by person; what dropping conditions would.
//!
//! Of the real people of an instance only measures in force are asked, and figures are released one beside the other. Who
//! names a file of people holds every row of it; its figures come out in any format, small counts withheld.

mod csv;
mod engine;
mod on_record;
mod report;
pub mod table;
mod uncounted;
mod words;

use std::path::Path;
use std::sync::Arc;

use evidence::People;
use evidence::reach::{Breakdown, Dropped, ReachFigures};
use instance::{Instance, PeopleFileError, STUDY, THRESHOLD, check_people};

use crate::acting::acting;
use crate::cli::{AtArgs, Format, Simulate};
use crate::fail::{Fail, Outcome};
use crate::run::asked::{CountAsked, Side};
use crate::world::today;
use crate::{open, out};
use engine::Engine;
use uncounted::NoneOf;
use words::Words;

/// The account that counts the people of an instance unless another is named, on a trial.
const ANALYST: &str = "analyst";

pub async fn run(args: &Simulate) -> Outcome {
    let engine = Engine::of(&args.engine)?;
    match &args.people {
        Some(file) => {
            let people = People::open_said(file, &args.sheet.choice()).map_err(Fail::wrong)?;
            let generated = people.synthetic();
            let people = if args.synthetic { people.said_synthetic() } else { people };
            let here = Side::load(&args.pack, args, args.country.as_deref())?;
            people.known_to(&here.packs.schema).map_err(Fail::wrong)?;
            if !generated {
                let checked = check_people(&people, &here.packs.schema, args.on, today());
                checked.map_err(|error| refused(file, &error))?;
            }
            counted(args, engine, &people, &here, args.country.as_deref()).await
        }
        None => of_instance(args, engine).await,
    }
}

/// Figures of the people of an instance.
async fn of_instance(args: &Simulate, engine: Engine) -> Outcome {
    let Some(dir) = args.dir.clone() else { return Err(Fail::wrong("name a file of people or an instance")) };
    let instance = open::instance(&AtArgs { dir, database: args.database.clone() }).await?;
    let done = of_open(args, engine, &instance).await;
    instance.close().await;
    done
}

async fn of_open(args: &Simulate, engine: Engine, instance: &Arc<Instance>) -> Outcome {
    let in_force = instance.in_force().await?;
    let acting = acting(&args.acting, instance, &in_force, STUDY, Some(ANALYST)).await?;
    let country = instance.founded().jurisdiction.clone();
    if instance.is_trial() {
        let people = instance.population(&in_force, &acting).await?;
        let country = args.country.clone().or(country);
        let here = Side::load(&args.pack, args, country.as_deref())?;
        return counted(args, engine, &people, &here, country.as_deref()).await;
    }
    on_record::refuse(args)?;
    let here = Side::load(&args.pack, args, country.as_deref())?;
    let figures = on_record::figures(args, instance, &in_force, &acting).await?;
    show(args, &figures, &Words { here: &here, variant: None, none_of: NoneOf::InForce })
}

/// Why people of a file are not counted; whose row it is stands in the file.
fn refused(file: &Path, error: &PeopleFileError) -> Fail {
    match error {
        PeopleFileError::Roll(problem) => Fail::wrong(format!("`{}`, {problem}", file.display())).help(problem.help()),
        PeopleFileError::People(error) => Fail::wrong(error),
    }
}

/// Figures of people of whom somebody holds every row, or who are invented.
async fn counted(args: &Simulate, engine: Engine, people: &People, here: &Side, country: Option<&str>) -> Outcome {
    let variant = args.variant.as_ref().map(|name| Side::load(std::slice::from_ref(name), args, country));
    let variant = match &args.reform {
        Some(file) => Some(here.reformed(file, args, country)?),
        None => variant.transpose()?,
    };
    let names: Vec<&str> = args.by.iter().map(String::as_str).collect();
    let by = Breakdown::read(&here.packs.schema, &names).map_err(Fail::wrong)?;
    let asked = CountAsked { args, people, here, variant: variant.as_ref(), country };
    let reach = engine.count(&asked, &by).await?;
    let dropped = args.drop.iter().map(|asked| reach.dropped(asked)).collect::<Result<Vec<Dropped>, _>>();
    let mut figures = reach.release_with(THRESHOLD, &dropped.map_err(Fail::wrong)?).map_err(Fail::wrong)?;
    figures.none_of_those_about = figures.none_of_those_about.filter(|_| here.packs.one_country());
    show(args, &figures, &Words { here, variant: variant.as_ref(), none_of: NoneOf::Named })
}

fn show(args: &Simulate, figures: &ReachFigures, words: &Words) -> Outcome {
    match args.format {
        Format::Json => out::json(figures)?,
        Format::Table => table::print(figures, words.none_of),
        Format::Csv => csv::print(figures),
        Format::Html => out::line(report::page(figures, words, args.on)),
    }
    uncounted::ended(figures)
}
