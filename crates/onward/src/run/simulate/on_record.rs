//! Figures of people on record: those of measures in force alone, each released beside everything released before it. A
//! pack that is not in force, a variant or a dropped condition would be a question about people that nobody agreed to.

use evidence::reach::{NotCounted, ReachFigures};
use instance::change::named;
use instance::study::Simulation;
use instance::{Acting, Fault, InForce, Instance};

use crate::catalogue;
use crate::cli::Simulate;
use crate::fail::{Fail, Outcome};

/// Refuses what is not asked of people on record.
pub fn refuse(args: &Simulate) -> Outcome {
    let what = [
        (args.variant.is_some() || args.reform.is_some(), "variants"),
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
    let (mut figures, mut untold): (Option<ReachFigures>, Vec<NotCounted>) = (None, vec![]);
    for asked in asked(args, in_force)? {
        let studied = match here.study(in_force, acting, &asked).await {
            Err(Fault::Untold { measure, .. }) => {
                untold.push(*measure);
                continue;
            }
            studied => studied?.figures,
        };
        match &mut figures {
            None => figures = Some(studied),
            Some(figures) => beside(figures, studied),
        }
    }
    match figures {
        Some(figures) => Ok(ReachFigures { not_counted: untold, ..figures }),
        None if untold.is_empty() => Err(Fail::wrong("no measure is in the packs named")),
        None => Ok(of_none(args, untold)),
    }
}

/// One measure's figures beside the others'. They may have been told first when other packs were in force: then whom
/// none reaches is not one number, and is left out.
fn beside(figures: &mut ReachFigures, studied: ReachFigures) {
    figures.reached_by_none = figures.reached_by_none.filter(|none| studied.reached_by_none == Some(*none));
    figures.people = figures.people.or(studied.people);
    figures.measures.extend(studied.measures);
}

fn of_none(args: &Simulate, not_counted: Vec<NotCounted>) -> ReachFigures {
    let on = args.on.to_string();
    let (measures, variants) = (vec![], None);
    ReachFigures {
        on,
        people: None,
        synthetic: false,
        measures,
        not_counted,
        reached_by_none: None,
        none_of_those_about: None,
        variants,
    }
}

fn asked(args: &Simulate, in_force: &InForce) -> Outcome<Vec<Simulation>> {
    let hashes = in_force.view.hashes();
    let mut asked = vec![];
    for name in &args.pack {
        let source = named(&catalogue::sound(name)?)?;
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
