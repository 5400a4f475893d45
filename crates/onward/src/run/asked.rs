//! What `onward simulate` is asked: which people, by which packs and, beside them, by which variant. Whoever counts, here or on
//! several machines, is handed this and reads nothing else of the call.

use std::path::Path;

use evidence::People;
use evidence::reach::World;
use packs::{ConditionChanges, LoadOptions, Packs, ReformError, Source};
use rules::{Bound, Clocks};
use yaml::{Problems, Report};

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
    pub sources: Vec<Source>,
    pub packs: Packs,
    pub bounds: Vec<Bound>,
}

impl Side {
    pub fn load(names: &[String], args: &Simulate, country: Option<&str>) -> Outcome<Self> {
        Self::of(names.iter().map(|name| catalogue::sound(name)).collect::<Outcome<_>>()?, args, country)
    }

    /// The same packs with the conditions of one measure changed as a file says.
    pub fn reformed(&self, file: &Path, args: &Simulate, country: Option<&str>) -> Outcome<Self> {
        let text = sheets::read_text(file).map_err(|error| Fail::wrong(format!("{}: {error}", file.display())))?;
        let mut report = Report::new(file.display().to_string());
        let changes = ConditionChanges::read(&text, &mut report);
        let problems = report.finish();
        let Some(changes) = changes.filter(|_| problems.is_empty()) else {
            return Err(catalogue::refused(Problems(problems)));
        };
        let mut sources = self.sources.clone();
        for source in &mut sources {
            match source.reformed(&changes) {
                Ok(reformed) => {
                    *source = reformed.source;
                    return Self::of(sources, args, country);
                }
                Err(ReformError::Measure(_)) => {}
                Err(why) => return Err(Fail::wrong(why)),
            }
        }
        Err(Fail::wrong(ReformError::Measure(changes.measure)))
    }

    fn of(sources: Vec<Source>, args: &Simulate, country: Option<&str>) -> Outcome<Self> {
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
