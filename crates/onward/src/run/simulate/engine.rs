//! Where people are counted: on this machine, or in slices on several.

use evidence::People;
use evidence::reach::{Breakdown, Options, Reach, compare, simulate};

use super::Side;
use crate::cli::Simulate;
use crate::fail::{Fail, Outcome};
use crate::out;
use crate::run::cluster::Machines;

pub enum Engine {
    Local,
    Elsewhere(Machines),
}

/// What is counted of whom.
pub struct Asked<'a> {
    #[cfg_attr(not(feature = "cluster"), expect(dead_code, reason = "asked where several machines count"))]
    pub args: &'a Simulate,
    pub people: &'a People,
    pub here: &'a Side,
    pub variant: Option<&'a Side>,
    #[cfg_attr(not(feature = "cluster"), expect(dead_code, reason = "asked where several machines count"))]
    pub country: Option<&'a str>,
}

impl Engine {
    pub fn of(engine: &str) -> Outcome<Self> {
        match engine {
            "local" => Ok(Self::Local),
            other => Machines::at(other).map(Self::Elsewhere),
        }
    }

    pub async fn count(&self, asked: &Asked<'_>, by: &[Breakdown]) -> Outcome<Reach> {
        let Self::Elsewhere(machines) = self else { return asked.here(by) };
        if let Some(reach) = machines.count(asked).await? {
            return Ok(reach);
        }
        out::say("note: members of one household do not stand together; counted on this machine instead");
        asked.here(by)
    }
}

impl Asked<'_> {
    fn here(&self, by: &[Breakdown]) -> Outcome<Reach> {
        let mut shown = out::Progress::of("people");
        let (world, options) = (self.here.world(), Options::default());
        let mut at = |count| shown.at(count);
        let reach = tokio::task::block_in_place(|| match self.variant {
            None => simulate(self.people, world.schema, world.bounds, by, options, &mut at),
            Some(variant) => compare(self.people, world, variant.world(), by, options, &mut at),
        });
        shown.end();
        reach.map_err(Fail::wrong)
    }
}
