//! Other people on the page on which somebody is registered: those of the household that they join, and those on record who
//! may be the same person.

use instance::desk::{HouseholdFound, Likeness, PersonAlike, PersonRow};
use model::{FieldState, core};

use super::list::name_of;
use crate::labels::Labels;
use crate::say::Html;

/// What tells likely ones apart.
const TOLD: [&str; 3] = [core::BIRTH_DATE.name, core::SEX.name, core::NATIONALITIES.name];

/// With whose household somebody is registered.
pub struct HouseholdView {
    /// Whose.
    pub name: Html,
    /// Their page.
    pub address: String,
    /// Everybody of it: name, and place in it.
    pub members: Vec<(Html, Html)>,
}

/// Somebody who may be the same person.
pub struct AlikeView {
    /// Their page.
    pub address: String,
    /// Their name.
    pub name: Html,
    /// What else is told of them: label and value.
    pub facts: Vec<(Html, Html)>,
    /// Why they may be the same.
    pub why: String,
}

impl HouseholdView {
    pub(super) fn of(found: &HouseholdFound, labels: &Labels<'_>) -> Self {
        let member = |row: &PersonRow| {
            let role = row.fields.get(core::HOUSEHOLD_ROLE.name).unwrap_or(&FieldState::Unknown);
            (name_of(labels, |field| row.fields.get(field)), labels.state(core::HOUSEHOLD_ROLE.name, role))
        };
        Self {
            name: name_of(labels, |field| found.of.fields.get(field)),
            address: format!("/desk/people/{}", found.of.id),
            members: std::iter::once(&found.of).chain(&found.others).map(member).collect(),
        }
    }
}

impl AlikeView {
    pub(super) fn of(one: &PersonAlike, labels: &Labels<'_>) -> Self {
        let state = |name: &str| one.row.fields.get(name).unwrap_or(&FieldState::Unknown);
        let why = match one.why {
            Likeness::Paper => "alike-paper",
            Likeness::NameAndBirth => "alike-name-birth",
            Likeness::Name => "alike-name",
            Likeness::NameNotBirth => "alike-name-not-birth",
        };
        Self {
            address: format!("/desk/people/{}", one.row.id),
            name: name_of(labels, |field| one.row.fields.get(field)),
            facts: TOLD.map(|name| (labels.field(name), labels.state(name, state(name)))).to_vec(),
            why: labels.say.t(why),
        }
    }
}
