//! `onward generate people`: a plain Parquet file of synthetic people, marked as such.

use evidence::people::write_people_in;
use packs::Source;
use synthetic::Population;

use crate::catalogue;
use crate::cli::GeneratePeople;
use crate::fail::{Fail, Outcome};
use crate::out;

pub fn people(args: &GeneratePeople) -> Outcome {
    // With every shipped pack, so that the fields which only one pack needs are filled too.
    let packs = catalogue::load(&Source::shipped_names())?;
    let population = Population::new(&packs.schema, args.count, args.seed);
    let mut shown = out::Progress::of("people written");
    let (out, group) = (&args.out, args.row_group);
    let written = write_people_in(out, &packs.schema, population, true, group, &mut |people| shown.at(people));
    shown.end();
    let people = written.map_err(Fail::wrong)?;
    out::say(format!("{people} synthetic people in `{}`", args.out.display()));
    Ok(())
}
