//! The studio: what is installed, what each rule says, whom it reaches and whom it leaves behind.
//!
//! Rules are public, figures are for those who may simulate, and a persona exists on a trial instance alone.

mod brings;
pub mod catalogue;
pub mod components;
pub mod household;
pub mod library;
pub mod pack;
mod pattern;
pub mod persona;
pub mod reach;
pub mod reform;
pub mod rule;
mod sentence;
pub mod studies;
pub mod values;
mod ways;

use std::sync::Arc;

use model::{Date, Text};
use packs::{Pack, Packs};
use rules::bind::Clocks;
use rules::measure::Measure;

use crate::gate::{Failure, Frame};
use crate::measure::IN_FORCE;
use crate::say::{Html, Say};

/// The packs in force, with one of them and one of its measures found by name.
pub(crate) struct Found {
    packs: Arc<Packs>,
    pack: usize,
    measure: usize,
}

impl Found {
    /// Looks both up.
    pub fn measure(frame: &Frame, pack: &str, measure: &str) -> Result<Self, Failure> {
        let packs = Arc::clone(&frame.in_force.packs);
        let pack = packs.packs.iter().position(|candidate| candidate.name == pack).ok_or(Failure::NotFound)?;
        let measures = packs.packs.get(pack).map_or(&[][..], |pack| pack.measures.as_slice());
        let measure = measures.iter().position(|candidate| candidate.id == measure).ok_or(Failure::NotFound)?;
        Ok(Self { packs, pack, measure })
    }

    /// All packs.
    pub fn packs(&self) -> &Packs {
        &self.packs
    }

    /// The pack.
    pub fn pack(&self) -> Result<&Pack, Failure> {
        self.packs.packs.get(self.pack).ok_or(Failure::NotFound)
    }

    /// The measure.
    pub fn rule(&self) -> Result<&Measure, Failure> {
        self.pack()?.measures.get(self.measure).ok_or(Failure::NotFound)
    }
}

/// The sentences of a measure's conditions as they read on a day, with parameters put in.
pub(crate) struct Sentences {
    says: Vec<(String, Text)>,
    say: Say,
}

impl Sentences {
    /// Binds the measure to the day and keeps what it says then.
    pub fn of(found: &Found, frame: &Frame, on: Date) -> Result<Self, Failure> {
        let country = frame.instance.jurisdiction.as_deref();
        let bound = packs::bind(found.packs(), found.rule()?, Clocks::on(on), country);
        let conditions = bound.map_err(|_| Failure::Unbound)?.conditions;
        let says = conditions.into_iter().map(|condition| (condition.id, condition.says)).collect();
        Ok(Self { says, say: frame.say })
    }

    /// The sentence of a condition. That a rule is in force on the day is our own, in every language.
    pub fn get(&self, id: &str) -> Html {
        if id == IN_FORCE {
            return Html::escaped(&self.say.t("condition-in-force"));
        }
        let found = self.says.iter().find(|(known, _)| known == id);
        found.map_or_else(|| Html::escaped(id), |(_, says)| self.say.text(says))
    }
}
