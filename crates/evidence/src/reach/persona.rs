//! Personas: an invented person behind a pattern of conditions. Of real people there are none, by any call.

use model::core::HOUSEHOLD_ID;
use model::{Household, Roster, Row, Schema};
use rules::{Masks, Verdict};

use super::Reach;
use crate::people::{People, PeopleError};

impl Reach {
    /// The most frequent patterns of a measure with their verdict and number of people; empty for real people and
    /// for names that are not there.
    pub fn patterns(&self, pack: &str, measure: &str, most: usize) -> Vec<(Masks, Verdict, u64)> {
        let Some(reach) = self.find(pack, measure).filter(|_| self.synthetic) else { return vec![] };
        let entries = reach.tally.entries.iter();
        let mut patterns: Vec<_> = entries.map(|entry| (entry.masks, entry.verdict, entry.people)).collect();
        patterns.sort_by_key(|(masks, _, people)| (std::cmp::Reverse(*people), *masks));
        patterns.truncate(most);
        patterns
    }

    /// The row number of an invented person with exactly this pattern.
    pub fn sample(&self, pack: &str, measure: &str, pattern: Masks) -> Option<u64> {
        let reach = self.find(pack, measure).filter(|_| self.synthetic)?;
        reach.tally.entries.iter().find(|entry| entry.masks == pattern)?.samples.first().copied()
    }
}

impl People {
    /// The household around one row; the roster of a people file is open. `None` where there is no such row.
    pub fn household_of(&self, schema: &Schema, row: u64) -> Result<Option<Household>, PeopleError> {
        let household = schema.field(HOUSEHOLD_ID.name);
        let named = |person: &Row| household.and_then(|field| person.get(field).known().cloned());
        let mut members: Vec<Row> = Vec::new();
        let mut about = None;
        for (number, person) in (0..).zip(self.rows(schema)?) {
            let person = person?;
            let together = members.last().is_some_and(|last| named(last).is_some() && named(last) == named(&person));
            if !together {
                if about.is_some() {
                    break;
                }
                members.clear();
            }
            if number == row {
                about = Some(members.len());
            }
            members.push(person);
        }
        Ok(about.map(|about| Household { members, roster: Roster::Open, about }))
    }
}
