//! Packs: practices as data. Reads their files, refuses what it cannot translate, and runs their own tests.
//!
//! A pack is loaded with the core pack and with others ([`load`]); what its rules mean is for `rules` to say.
//! Refused here: code of any kind, files that are no data, names that clash. No SQL, no clock, no network.
#![warn(missing_docs)]

mod bind;
pub mod case;
pub mod diff;
mod form;
mod load;
mod pack;
mod skeleton;
mod source;
mod values;

pub use bind::{MeasureRef, NoCountry, bind, bind_all, check_country, ending_calendars};
pub use case::{TestReport, test_pack};
pub use form::PackForm;
pub use load::{KindBefore, LoadOptions, SCHEMA_KINDS, editor_schema, kind_before, load};
pub use pack::{Pack, Packs};
pub use skeleton::skeleton;
pub use source::{
    ConditionChanges, NewCondition, PackLimits, ReformError, Reformed, Source, WrittenRule, WrongExpression,
};
pub use values::NewValue;
