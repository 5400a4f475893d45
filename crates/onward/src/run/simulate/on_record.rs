//! Figures of people on record: those of measures in force alone, each released beside everything released before it. A
//! pack that is not in force, a variant or a dropped condition would be a question about people that nobody agreed to.

use evidence::reach::ReachFigures;
use instance::study::Simulation;
use instance::{Acting, InForce, Instance};
use packs::Source;

use crate::catalogue;
use crate::cli::Simulate;
use crate::fail::{Fail, Outcome};

/// Refuses what is not asked of people on record.
pub fn refuse(args: &Simulate) -> Outcome {
    let what = [
        (args.variant.is_some(), "variants"),
        (!args.drop.is_empty(), "dropped conditions"),
        (args.as_known.is_some(), "days before what is known now"),
        (args.country.is_some(), "other countries"),
        (args.engine != "local", "several machines"),
    ];
    match what.into_iter().find(|(asked, _)| *asked) {
        Some((_, what)) => Err(Fail::wrong(format!("{what} are not for people on record"))
            .help("simulate synthetic people: `onward generate people`, then `--people FILE`")),
        None => Ok(()),
    }
}

/// The figures of every measure of the packs named.
pub async fn figures(args: &Simulate, here: &Instance, in_force: &InForce, acting: &Acting) -> Outcome<ReachFigures> {
    let mut figures: Option<ReachFigures> = None;
    for asked in asked(args, in_force)? {
        let studied = here.study(in_force, acting, &asked).await?.figures;
        match &mut figures {
            None => figures = Some(studied),
            Some(figures) => figures.measures.extend(studied.measures),
        }
    }
    figures.ok_or_else(|| Fail::wrong("no measure is in the packs named"))
}

fn asked(args: &Simulate, in_force: &InForce) -> Outcome<Vec<Simulation>> {
    let hashes = in_force.view.hashes();
    let mut asked = vec![];
    for name in &args.pack {
        let source: Source = catalogue::sound(name)?;
        if hashes.get(&source.name) != Some(&source.hash()) {
            return Err(Fail::wrong(format!("pack `{}` is not in force here as it is named", source.name))
                .help("figures of people on record are those of packs in force"));
        }
        let measures = in_force.packs.pack(&source.name).into_iter().flat_map(|pack| &pack.measures);
        asked.extend(measures.map(|measure| Simulation {
            pack: measure.pack.clone(),
            measure: measure.id.clone(),
            on: args.on,
            by: args.by.clone(),
        }));
    }
    Ok(asked)
}
