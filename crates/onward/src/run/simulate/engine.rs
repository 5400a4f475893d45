//! Where people are counted: on this machine, or in slices on several.

use cluster::{Cluster, ClusterError, Question};
use evidence::People;
use evidence::reach::{Breakdown, Options, Reach, compare, simulate};

use super::{Side, clocks};
use crate::cli::Simulate;
use crate::fail::{Fail, Outcome};
use crate::out;
use crate::run::cluster::failed;

pub enum Engine {
    Local,
    Cluster(Cluster),
}

/// What is counted of whom.
pub struct Asked<'a> {
    pub args: &'a Simulate,
    pub people: &'a People,
    pub here: &'a Side,
    pub variant: Option<&'a Side>,
    pub country: Option<&'a str>,
}

impl Engine {
    pub fn of(engine: &str) -> Outcome<Self> {
        match engine {
            "local" => Ok(Self::Local),
            other => Cluster::at(other).map(Self::Cluster).map_err(failed),
        }
    }

    pub async fn count(&self, asked: &Asked<'_>, by: &[Breakdown]) -> Outcome<Reach> {
        let Self::Cluster(cluster) = self else { return asked.here(by) };
        match asked.there(cluster).await {
            Err(ClusterError::Scattered) => {
                out::say("note: members of one household do not stand together; counted on this machine instead");
                asked.here(by)
            }
            counted => counted.map_err(failed),
        }
    }
}

impl Asked<'_> {
    fn here(&self, by: &[Breakdown]) -> Outcome<Reach> {
        let mut shown = out::Progress::of("people");
        let (world, options) = (self.here.world(), Options::default());
        let mut at = |count| shown.at(count);
        // Counting blocks, and what sorts people has a runtime of its own.
        let reach = tokio::task::block_in_place(|| match self.variant {
            None => simulate(self.people, world.schema, world.bounds, by, options, &mut at),
            Some(variant) => compare(self.people, world, variant.world(), by, options, &mut at),
        });
        shown.end();
        reach.map_err(Fail::wrong)
    }

    async fn there(&self, cluster: &Cluster) -> Result<Reach, ClusterError> {
        let variant = self.variant.map(|side| side.sources.as_slice());
        let (by, synthetic) = (&self.args.by, self.people.synthetic());
        let question = Question::new(&self.here.sources, variant, clocks(self.args), self.country, by, synthetic)?;
        let shown = out::Progress::elsewhere("counting on the cluster");
        let mut told = |text: String| shown.say(&format!("note: {text}"));
        let reach = Box::pin(cluster.count(self.people, &question, &mut told)).await;
        shown.end();
        reach
    }
}
