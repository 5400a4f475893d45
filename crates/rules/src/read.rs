//! From the tree of one file to one measure, checked and typed; every problem is noted at its place.
//!
//! What measures share stands before them: the [`Vocabulary`] of all packs, and what one pack declares ([`Shared`]).
//! Gathering that from files is for `packs`; nothing here opens one, and nothing is bound to a day (see `bind`).
//! The keys and words of each part are public, so that an editor's schema is made of the very lists that are read by.

pub mod calendars;
pub mod citation;
pub mod conditions;
mod expressions;
pub mod literals;
pub mod measure;
pub mod names;
pub mod params;
mod relevance;
pub mod tables;
mod yields;

use std::collections::{BTreeMap, BTreeSet};

use model::{Date, FieldId, Schema, Text};

use crate::measure::{Calendar, Law, Param, Table};
pub use crate::resolve::Relevance;
pub(crate) use expressions::{Constants, Expressions};
pub use relevance::fields_named;

/// What every measure may name, whichever pack it stands in.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    /// All fields and code lists.
    pub schema: Schema,
    /// When the question for a field arises.
    pub relevance: Relevance,
    /// Fields that can be worked out from others, with those; a measure that may not read one may not read the other.
    pub derived: BTreeMap<FieldId, BTreeSet<FieldId>>,
    /// National calendars by ISO 3166 alpha-3.
    pub calendars: BTreeMap<String, Calendar>,
    /// The sentence of the reserved condition.
    pub in_force: Text,
}

/// What the measures of a pack share.
#[derive(Debug, Clone)]
pub struct Shared<'a> {
    /// The pack's name.
    pub pack: &'a str,
    /// The pack's own citation, with which each measure begins.
    pub law: Option<&'a Law>,
    /// The country whose rule the pack is.
    pub jurisdiction: Option<&'a str>,
    /// What every measure may name.
    pub vocabulary: &'a Vocabulary,
    /// The day on which `review_by` is judged; without it nothing is overdue.
    pub today: Option<Date>,
    /// Parameters by name.
    pub params: BTreeMap<String, Param>,
    /// Tables by name.
    pub tables: BTreeMap<String, Table>,
    /// Calendars of the pack by name.
    pub calendars: BTreeMap<String, Calendar>,
}
