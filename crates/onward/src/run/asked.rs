//! What `onward simulate` is asked: which people, by which packs and, beside them, by which variant. Whoever counts, here or on
//! several machines, is handed this and reads nothing else of the call.

use evidence::People;
use evidence::reach::World;
use packs::{LoadOptions, Packs, Source};
use rules::{Bound, Clocks};

use crate::catalogue;
use crate::cli::Simulate;
use crate::fail::{Fail, Outcome};

/// What is counted of whom.
pub struct CountAsked<'a> {
    #[cfg_attr(not(feature = "cluster"), expect(dead_code, reason = "asked where several machines count"))]
    pub args: &'a Simulate,
    pub people: &'a People,
    pub here: &'a Side,
    pub variant: Option<&'a Side>,
    #[cfg_attr(not(feature = "cluster"), expect(dead_code, reason = "asked where several machines count"))]
    pub country: Option<&'a str>,
}

/// Packs of one world, and its measures bound to the day. A variant is a world of its own, so that it may carry the
/// name and the prefix of what it is held against.
pub struct Side {
    #[cfg_attr(not(feature = "cluster"), expect(dead_code, reason = "asked where several machines count"))]
    pub sources: Vec<Source>,
    pub packs: Packs,
    pub bounds: Vec<Bound>,
}

impl Side {
    pub fn load(names: &[String], args: &Simulate, country: Option<&str>) -> Outcome<Self> {
        let sources: Vec<Source> = names.iter().map(|name| catalogue::sound(name)).collect::<Outcome<_>>()?;
        let packs = catalogue::load_sources(&sources, LoadOptions::default())?;
        catalogue::known_country(&packs, country)?;
        let clocks = clocks(args);
        let measures = packs.packs.iter().flat_map(|pack| &pack.measures);
        let bounds = measures.map(|measure| packs::bind(&packs, measure, clocks, country).map_err(Fail::wrong));
        let bounds = bounds.collect::<Outcome<_>>()?;
        Ok(Self { sources, packs, bounds })
    }

    pub fn world(&self) -> World<'_> {
        World { schema: &self.packs.schema, bounds: &self.bounds }
    }
}

/// The day that is asked about, and the day whose knowledge counts.
pub fn clocks(args: &Simulate) -> Clocks {
    Clocks { on: args.on, as_known: args.as_known.unwrap_or(args.on) }
}
