//! Measures on the population of a controller, counted from the lake and released before anybody sees a figure.
//!
//! Whose people are counted follows from who asks: a count of one controller never holds another's. Of real people a
//! figure is released for few days, stays as it was released, and knows of those before it; until the ledger of releases
//! there is one place for that ([`release`]).

mod kept;
mod release;

use std::sync::Arc;

use casework::{Action, Refusal};
use evidence::People;
use evidence::lake::LakeScope;
use evidence::reach::{Breakdown, NotCounted, Options, Reach, ReachFigures, simulate};
use model::{Date, FieldState, Value};
use rules::verdict::{Masks, Verdict};
use rules::{Bound, Clocks, Untold};

use crate::answers::{Answered, answered};
pub use crate::counted::Simulation;
use crate::counted::{Count, Rules, Whose, keep, kept};
pub use kept::{KeptStudy, LONGEST_NAME, NewStudy};

use crate::lake::lake_scope;
use crate::{Acting, Fault, InForce, Instance};

/// Patterns shown to an analyst at most.
const PATTERNS: usize = 12;

/// Whom a measure reaches and whom it leaves behind, as it may be shown.
#[derive(Debug, Clone)]
pub struct Studied {
    /// The figures: one measure, and those whom none reaches where all could be counted. Of invented people these are the
    /// measures of its country alone; of people on record all that are in force.
    pub figures: ReachFigures,
    /// Whether all packs in force are of one country: over several, whom none reaches says nothing.
    pub one_country: bool,
    /// Patterns of conditions, the most frequent first; empty for real people.
    pub patterns: Vec<(Masks, Verdict, u64)>,
    /// Counts below this are withheld.
    pub threshold: u64,
    /// Other measures in force that could not be counted: because of them it is not known whom none reaches.
    pub uncounted: Vec<NotCounted>,
}

/// A synthetic person opened from a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Persona {
    /// What is on record.
    pub fields: std::collections::BTreeMap<String, FieldState<Value>>,
    /// The answer, with reasons.
    pub answer: Answered,
}

impl Instance {
    /// A number that changes whenever figures may have changed.
    pub async fn revision(&self) -> Result<u64, Fault> {
        Ok(self.store.seq().await?)
    }

    /// The people whom somebody may count, for a count of one's own.
    pub async fn population(&self, in_force: &InForce, acting: &Acting) -> Result<People, Fault> {
        Ok(self.counted_people(in_force, &counted(acting)?).await?.0)
    }

    /// Whom a measure reaches.
    pub async fn study(&self, in_force: &InForce, acting: &Acting, asked: &Simulation) -> Result<Studied, Fault> {
        counted(acting)?;
        self.may_be_told(in_force, acting, asked)?;
        let asked = &asked.in_order();
        let (count, _) = self.count(in_force, acting, asked).await?;
        let mut figures = self.released(acting, asked, &count.reach).await?;
        figures.reached_by_none = figures.reached_by_none.filter(|_| count.none_of_all);
        figures.none_of_those_about = figures.none_of_those_about.filter(|_| count.none_of_all);
        let patterns = count.reach.patterns(&asked.pack, &asked.measure, PATTERNS);
        let one_country = in_force.packs.one_country();
        Ok(Studied { figures, one_country, patterns, threshold: crate::THRESHOLD, uncounted: count.uncounted.clone() })
    }

    /// Somebody with exactly this pattern; nobody on a live instance.
    pub async fn persona(
        &self,
        in_force: &InForce,
        acting: &Acting,
        asked: &Simulation,
        pattern: Masks,
    ) -> Result<Option<Persona>, Fault> {
        acting.may(Action::OpenPersona)?;
        if !self.is_trial() {
            return Ok(None);
        }
        let asked = &asked.in_order();
        let (count, people) = self.count(in_force, acting, asked).await?;
        let Some(row) = count.reach.sample(&asked.pack, &asked.measure, pattern) else { return Ok(None) };
        let schema = &in_force.packs.schema;
        let household = people.household_of(schema, row)?;
        let Some(household) = household else { return Ok(None) };
        let Some(person) = household.members.get(household.about) else { return Ok(None) };
        let fields = person.on_record().map(|(field, state)| (schema.name(field).to_owned(), state.clone())).collect();
        let bound = self.bound(in_force, asked)?;
        // Somebody who was counted has an answer.
        let answer = answered(&bound, schema, &household, &crate::answers::Kept::default()).map_err(Fault::failed)?;
        Ok(Some(Persona { fields, answer }))
    }

    fn bound(&self, in_force: &InForce, asked: &Simulation) -> Result<Bound, Fault> {
        let measure = in_force.packs.measure(&asked.pack, &asked.measure).ok_or(Refusal::NotFound)?;
        let country = self.founded.jurisdiction.as_deref();
        let bound = packs::bind(&in_force.packs, measure, Clocks::on(asked.on), country);
        bound.map_err(|why| unbound(asked.on, &asked.pack, &asked.measure, why))
    }

    async fn count(
        &self,
        in_force: &InForce,
        acting: &Acting,
        asked: &Simulation,
    ) -> Result<(Arc<Count>, People), Fault> {
        let scope = counted(acting)?;
        let bound = self.bound(in_force, asked)?;
        let (people, as_of) = self.counted_people(in_force, &scope).await?;
        let whose = Whose { as_of, packs: in_force.digest, scope };
        let key = (whose.clone(), asked.clone());
        if let Some(count) = kept(&self.counted.one, &key) {
            return Ok((count, people));
        }
        let counted = count_now(in_force, asked.by.clone(), people.clone(), vec![bound]).await?;
        if let Some(not) = counted.not_counted().first() {
            return Err(Fault::Untold { on: asked.on, measure: Box::new(not.clone()) });
        }
        // Another measure that fails on somebody takes one sentence from this page and no more.
        let among = self.whose_rules(in_force, asked);
        let Some(among) = among else {
            let count = Arc::new(Count { reach: counted, none_of_all: false, uncounted: vec![] });
            keep(&self.counted.one, key, &count);
            return Ok((count, people));
        };
        let all = self.all_measures(in_force, &whose, (asked.on, among), people.clone()).await;
        let all = all.inspect_err(|fault| tracing::warn!(fault = fault.in_full(), "measures could not all be counted"));
        let (all, uncounted) = others(all)?;
        let none_of_all = all.is_some() && uncounted.is_empty();
        let reach = all.map_or_else(|| counted.clone(), |all| counted.with_none_of(&all));
        let count = Arc::new(Count { reach, none_of_all, uncounted });
        keep(&self.counted.one, key, &count);
        Ok((count, people))
    }

    /// Over which rules it is asked whom none reaches; a rule of no country has none beside it.
    fn whose_rules(&self, in_force: &InForce, asked: &Simulation) -> Option<Rules> {
        if !self.is_trial() {
            return Some(Rules::All);
        }
        in_force.packs.pack(&asked.pack)?.jurisdiction.clone().map(Rules::Of)
    }

    async fn all_measures(
        &self,
        in_force: &InForce,
        whose: &Whose,
        (on, among): (Date, Rules),
        people: People,
    ) -> Result<Arc<Reach>, Fault> {
        let key = (whose.clone(), on, among.clone());
        if let Some(all) = kept(&self.counted.all, &key) {
            return Ok(all);
        }
        let country = self.founded.jurisdiction.as_deref();
        let of = |pack: &str| in_force.packs.pack(pack).and_then(|pack| pack.jurisdiction.as_deref());
        let wanted = |pack: &str| among == Rules::All || matches!(&among, Rules::Of(one) if of(pack) == Some(one));
        let bounds = packs::bind_all(&in_force.packs, Clocks::on(on), country).into_iter();
        let bounds = bounds.filter(|(of, _)| wanted(&of.pack));
        let bounds = bounds.map(|(of, bound)| bound.map_err(|why| unbound(on, &of.pack, &of.measure, why)));
        let bounds: Vec<Bound> = bounds.collect::<Result<_, _>>()?;
        let all = Arc::new(count_now(in_force, vec![], people, bounds).await?);
        keep(&self.counted.all, key, &all);
        Ok(all)
    }
}

/// The count of all measures, and those that could not be counted. An outage is neither: nothing is told of it, and nothing
/// kept, so that whoever asks again is answered.
fn others(all: Result<Arc<Reach>, Fault>) -> Result<(Option<Arc<Reach>>, Vec<NotCounted>), Fault> {
    match all {
        Ok(all) => {
            let uncounted = all.not_counted().to_vec();
            Ok((Some(all), uncounted))
        }
        Err(Fault::Untold { measure, .. }) => Ok((None, vec![*measure])),
        Err(outage) => Err(outage),
    }
}

fn unbound(on: Date, pack: &str, measure: &str, why: Untold) -> Fault {
    Fault::Untold { on, measure: Box::new(NotCounted::unbound(pack, measure, why)) }
}

/// Whose people somebody may count.
fn counted(acting: &Acting) -> Result<LakeScope, Fault> {
    lake_scope(&acting.may(Action::Simulate)?).ok_or_else(|| Refusal::NotAllowed.into())
}

async fn count_now(in_force: &InForce, names: Vec<String>, people: People, bounds: Vec<Bound>) -> Result<Reach, Fault> {
    let packs = Arc::clone(&in_force.packs);
    let work = move || {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let by = Breakdown::read(&packs.schema, &names).map_err(Fault::failed)?;
        Ok::<_, Fault>(simulate(&people, &packs.schema, &bounds, &by, Options::default(), &mut |_| ())?)
    };
    tokio::task::spawn_blocking(work).await?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outage_is_no_count_and_a_measure_that_cannot_be_counted_is_named() {
        let on = "2020-11-30".parse().unwrap();
        let (all, uncounted) = others(Err(unbound(on, "p", "m", Untold::Overflow))).unwrap();
        assert!(all.is_none());
        assert_eq!(uncounted, [NotCounted::unbound("p", "m", Untold::Overflow)]);
        let outage = others(Err(Fault::failed("the disk is full"))).unwrap_err();
        assert!(outage.is_ours(), "{}", outage.in_full());
    }
}
