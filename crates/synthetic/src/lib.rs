//! People who do not exist, in households, for trials, demonstrations and measurements.
//!
//! Who moves where follows single figures of the United Nations (`data/migrant_stock_2019.csv`); everything else is
//! invented, with the ties that matter to rules: a permit fits the stay, an occupation its sector, a child alone has no
//! parent in the list. Dates gather around 2020-03-18 and people are seen as at the end of 2020. Every field is missing
//! for some, half-known for others, not applicable where it does not arise.
//! One seed gives one population, whatever packs are loaded beside. That a file is synthetic is for its writer to say;
//! rows that carry identifiers say so themselves (`external.system` is `synthetic`).

mod child;
mod corridor;
mod datum;
mod day;
mod dice;
mod entry;
mod home;
mod language;
mod names;
mod own_fields;
mod papers;
mod person;
mod work;

#[cfg(test)]
mod tests;

use model::{Row, Schema};

use corridor::{Corridor, Corridors};
use dice::Dice;
use entry::{EntryForm, PersonEntry};
use home::Home;

/// Households of synthetic people, one after the other, until there are as many people as wanted.
#[derive(Debug)]
pub struct Population {
    form: EntryForm,
    corridors: Corridors,
    dice: Dice,
    seed: u64,
    people_left: u64,
    people: u64,
    homes: u64,
    identifiers: bool,
}

/// The day as of which synthetic people are seen: 1 December 2020.
pub fn seen_on() -> model::Date {
    model::from_day_number(day::SEEN)
}

impl Population {
    /// `count` people by the fields of a schema; fields it does not have are left out, fields of packs are filled.
    pub fn new(schema: &Schema, count: u64, seed: u64) -> Self {
        Self {
            form: EntryForm::new(schema),
            corridors: Corridors::embedded(),
            dice: Dice::new(seed),
            seed,
            people_left: count,
            people: 0,
            homes: 0,
            identifiers: false,
        }
    }

    /// Whether rows carry names, telephone numbers and the rest of what is sealed. Files for the lake never do.
    #[must_use]
    pub fn with_identifiers(mut self, identifiers: bool) -> Self {
        self.identifiers = identifiers;
        self
    }

    fn household(&mut self) -> Vec<Row> {
        let corridor: Corridor = self.corridors.draw(&mut self.dice);
        let (home, mut members) = Home::draw(&mut self.dice, &corridor, self.homes, self.seed);
        self.homes += 1;
        // The last household is cut where the wanted number is reached; its declared size stands.
        members.truncate(usize::try_from(self.people_left).unwrap_or(usize::MAX));
        self.people_left -= members.len() as u64;
        let rows = members.iter().map(|member| {
            let number = self.people;
            self.people += 1;
            let mut entry = PersonEntry::new(&self.form, &mut self.dice);
            person::write(&mut entry, &home, member, number);
            papers::write(&mut entry, &home, member);
            work::write(&mut entry, &home, member);
            child::write(&mut entry, member);
            entry.own_fields_of_packs();
            let row = entry.into_row();
            if self.identifiers { names::write(&self.form, row, &home, member, number) } else { row }
        });
        rows.collect()
    }
}

impl Iterator for Population {
    type Item = Vec<Row>;

    fn next(&mut self) -> Option<Vec<Row>> {
        (self.people_left > 0).then(|| self.household())
    }
}
