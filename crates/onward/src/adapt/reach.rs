//! Measures on the whole population, counted from the lake and released before a page sees them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use evidence::People;
use evidence::reach::{
    Breakdown, CostFigures, DropFigures, MeasureFigures, Options, QuotaFigures, Reach as Counted, ReachFigures,
    simulate,
};
use rules::verdict::Masks;
use rules::{Bound, Clocks};
use web::ports::reach::{self as port, Persona, Reach, Simulate, Simulation};
use web::ports::{PortError, Reply};

use super::answered::answered;
use super::unavailable;
use crate::instance::Instance;
use crate::lake;
use crate::run::THRESHOLD;

/// Simulations kept; then the oldest go with all others.
const KEPT: usize = 64;
/// Patterns shown to an analyst at most.
const PATTERNS: usize = 12;

/// The studio of an instance.
pub struct Studio {
    instance: Arc<Instance>,
    /// Counts of lately asked simulations by the lake's state: a persona is opened from the very same counts.
    counted: Mutex<HashMap<Key, Arc<Kept>>>,
    /// All measures of the instance, lately asked: by the lake, the packs in force and the day.
    all: Mutex<HashMap<(u64, String, model::Date), Arc<Counted>>>,
}

/// Counts of one measure.
struct Kept {
    counted: Counted,
    /// Whether those whom no measure reaches were counted over all measures of the instance.
    none_of_all: bool,
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    as_of: u64,
    /// Over the packs in force: another version of a pack counts otherwise.
    packs: String,
    pack: String,
    measure: String,
    on: model::Date,
    by: Vec<String>,
}

impl Studio {
    pub fn new(instance: Arc<Instance>) -> Self {
        Self { instance, counted: Mutex::default(), all: Mutex::default() }
    }

    fn bound(&self, asked: &Simulation) -> Result<Bound, PortError> {
        let packs = &self.instance.packs();
        let measure = packs.measure(&asked.pack, &asked.measure).ok_or(PortError::Unbound)?;
        let country = self.instance.founded.jurisdiction.as_deref();
        packs::bind(packs, measure, Clocks::on(asked.on), country).map_err(|_| PortError::Unbound)
    }

    async fn people(&self) -> Result<(People, u64), PortError> {
        let lake = lake::refreshed(&self.instance).await.map_err(|fail| unavailable(fail.cause))?;
        Ok((lake.people().map_err(unavailable)?, lake.as_of()))
    }

    async fn count(&self, asked: &Simulation) -> Result<(Arc<Kept>, People), PortError> {
        let (people, as_of) = self.people().await?;
        let Simulation { pack, measure, on, by, .. } = asked.clone();
        let key = Key { as_of, packs: self.instance.schema_hash(), pack, measure, on, by };
        if let Some(counted) = self.kept().get(&key) {
            return Ok((Arc::clone(counted), people));
        }
        let bound = self.bound(asked)?;
        let counted = self.count_now(key.by.clone(), people.clone(), vec![bound]).await?;
        // Another measure that fails on somebody takes one sentence from this page and no more.
        let all = self.all_measures(as_of, on, people.clone()).await.ok();
        let none_of_all = all.is_some();
        let counted = all.map_or_else(|| counted.clone(), |all| counted.with_none_of(&all));
        let kept = Arc::new(Kept { counted, none_of_all });
        keep(&mut self.kept(), key, &kept);
        Ok((kept, people))
    }

    /// Every measure of the instance that can be bound to the day: for those whom none of them reaches.
    async fn all_measures(&self, as_of: u64, on: model::Date, people: People) -> Result<Arc<Counted>, PortError> {
        let kept = || self.all.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (as_of, self.instance.schema_hash(), on);
        if let Some(counted) = kept().get(&key) {
            return Ok(Arc::clone(counted));
        }
        let packs = self.instance.packs();
        let country = self.instance.founded.jurisdiction.as_deref();
        let measures = packs.packs.iter().flat_map(|pack| &pack.measures);
        let bounds =
            measures.filter_map(|measure| packs::bind(&packs, measure, Clocks::on(on), country).ok()).collect();
        let counted = Arc::new(self.count_now(vec![], people, bounds).await?);
        keep(&mut kept(), key, &counted);
        Ok(counted)
    }

    async fn count_now(&self, names: Vec<String>, people: People, bounds: Vec<Bound>) -> Result<Counted, PortError> {
        let instance = Arc::clone(&self.instance);
        let work = move || {
            let packs = instance.packs();
            let schema = &packs.schema;
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let by = Breakdown::read(schema, &names).map_err(unavailable)?;
            simulate(&people, schema, &bounds, &by, Options::default(), &mut |_| ()).map_err(unavailable)
        };
        tokio::task::spawn_blocking(work).await.map_err(unavailable)?
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, HashMap<Key, Arc<Kept>>> {
        self.counted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn reached(&self, asked: &Simulation) -> Result<Reach, PortError> {
        let (kept, _) = self.count(asked).await?;
        let counted = &kept.counted;
        let figures = counted.release(THRESHOLD).map_err(unavailable)?;
        let measure = figures.measures.first().ok_or(PortError::Unbound)?;
        let patterns = counted.patterns(&asked.pack, &asked.measure, PATTERNS);
        let shown = shown(&figures, measure, patterns);
        Ok(Reach { reached_by_none: shown.reached_by_none.filter(|_| kept.none_of_all), ..shown })
    }

    async fn opened(&self, asked: &Simulation, pattern: Masks) -> Result<Option<Persona>, PortError> {
        let (kept, people) = self.count(asked).await?;
        let Some(row) = kept.counted.sample(&asked.pack, &asked.measure, pattern) else { return Ok(None) };
        let packs = self.instance.packs();
        let schema = &packs.schema;
        let Some(household) = people.household_of(schema, row).map_err(unavailable)? else { return Ok(None) };
        let Some(person) = household.members.get(household.about) else { return Ok(None) };
        let fields = person.on_record().map(|(field, state)| (schema.name(field).to_owned(), state.clone()));
        let fields = fields.collect();
        let answer = answered(&self.bound(asked)?, schema, &household);
        Ok(answer.map(|answer| Persona { fields, answer }))
    }
}

fn shown(figures: &ReachFigures, measure: &MeasureFigures, patterns: Vec<(Masks, rules::Verdict, u64)>) -> Reach {
    let condition = |condition: &evidence::reach::ConditionFigures| port::ConditionReach {
        id: condition.id.clone(),
        met: condition.met,
        not_met: condition.not_met,
        unknown: condition.unknown,
        missed_alone: condition.missed_alone,
    };
    let group = |group: &evidence::reach::GroupFigures| port::Group {
        value: group.value.clone(),
        yes: group.yes,
        needs: group.needs,
        no: group.no,
    };
    let by = |(by, groups): (&String, &Vec<_>)| port::Breakdown {
        by: by.clone(),
        groups: groups.iter().map(group).collect(),
    };
    let question = |question: &evidence::reach::QuestionFigures| port::Question {
        field: question.field.clone(),
        settles: question.alone,
    };
    let drop = |drop: &DropFigures| port::Drop { conditions: drop.conditions.clone(), gained: drop.gained };
    let pattern = |(masks, verdict, people)| port::Pattern { masks, verdict, people };
    Reach {
        people: figures.people.unwrap_or_default(),
        synthetic: figures.synthetic,
        yes: measure.yes,
        presumed: measure.presumed,
        no: measure.no,
        needs: measure.needs,
        conditions: measure.conditions.iter().map(condition).collect(),
        by: measure.by.iter().map(by).collect(),
        questions: measure.questions.iter().map(question).collect(),
        patterns: patterns.into_iter().map(pattern).collect(),
        reached_by_none: figures.reached_by_none,
        drops: measure.drop_to_reach.iter().map(drop).collect(),
        costs: measure.cost.iter().map(cost).collect(),
        quota: measure.quota.as_ref().map(quota),
        threshold: THRESHOLD,
    }
}

fn cost(cost: &CostFigures) -> port::Cost {
    let text = |sum: &Option<String>| sum.as_ref().map(|sum| format!("{sum} {}", cost.currency));
    port::Cost { name: cost.name.clone(), min: text(&cost.sum.min), max: text(&cost.sum.max) }
}

fn quota(quota: &QuotaFigures) -> port::Quota {
    let places = quota.places.map(|places| places.to_string());
    let budget = quota.budget.as_ref().zip(quota.currency.as_ref()).map(|(sum, currency)| format!("{sum} {currency}"));
    port::Quota { limit: budget.or(places).unwrap_or_default(), granted: quota.granted, waiting: quota.waiting }
}

/// Keeps a count; when there are many, the others go.
fn keep<K: std::hash::Hash + Eq, V>(kept: &mut HashMap<K, Arc<V>>, key: K, counted: &Arc<V>) {
    if kept.len() >= KEPT {
        kept.clear();
    }
    kept.insert(key, Arc::clone(counted));
}

impl Simulate for Studio {
    fn revision(&self) -> u64 {
        self.instance.store.counters().groups()
    }

    fn reach(&self, asked: Simulation) -> Reply<'_, Reach> {
        Box::pin(async move { self.reached(&asked).await })
    }

    fn persona(&self, asked: Simulation, pattern: Masks) -> Reply<'_, Option<Persona>> {
        Box::pin(async move {
            if !self.instance.is_trial() {
                return Ok(None);
            }
            self.opened(&asked, pattern).await
        })
    }
}
