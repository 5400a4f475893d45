//! Where people are counted: on this machine, or in slices on several.

use evidence::PeopleError;
use evidence::reach::{Breakdown, Options, Reach, SimulateError, compare, simulate};
use instance::Fault;

use crate::fail::{Fail, Outcome};
use crate::out;
use crate::run::asked::CountAsked;
use crate::run::cluster::Machines;

pub enum Engine {
    Local,
    Elsewhere(Machines),
}

impl Engine {
    pub fn of(engine: &str) -> Outcome<Self> {
        match engine {
            "local" => Ok(Self::Local),
            other => Machines::at(other).map(Self::Elsewhere),
        }
    }

    pub async fn count(&self, asked: &CountAsked<'_>, by: &[Breakdown]) -> Outcome<Reach> {
        let Self::Elsewhere(machines) = self else { return here(asked, by) };
        if let Some(reach) = machines.count(asked).await? {
            return Ok(reach);
        }
        out::say("note: members of one household do not stand together; counted on this machine instead");
        here(asked, by)
    }
}

/// Counts on this machine.
fn here(asked: &CountAsked<'_>, by: &[Breakdown]) -> Outcome<Reach> {
    let mut shown = out::Progress::of("people");
    let (world, options) = (asked.here.world(), Options::default());
    let mut at = |count| shown.at(count);
    let reach = tokio::task::block_in_place(|| match asked.variant {
        None => simulate(asked.people, world.schema, world.bounds, by, options, &mut at),
        Some(variant) => compare(asked.people, world, variant.world(), by, options, &mut at),
    });
    shown.end();
    reach.map_err(|error| match error {
        // A file that was handed in is not sealed: this is the lake.
        SimulateError::People(error @ PeopleError::Sealed(_)) => Fault::from(error).into(),
        other => Fail::wrong(other),
    })
}
