//! The nouns of Onward: what a field is, what a value may be, and in which of four states a datum can be.
//!
//! Every other room speaks in these words. Nothing here reads a clock, a file or a database, and no
//! error of the product is named here, so that this crate rarely changes and the rooms above rarely rebuild.
//! Next: `packs` (which builds a [`Schema`] from data) and `journal` (which carries [`FieldState`]s in facts).
#![warn(missing_docs)]

mod class;
mod clock;
mod code_list;
pub mod core;
mod currency;
mod date;
mod digits;
mod field;
mod field_type;
pub mod folding;
mod hint;
mod id;
mod key;
mod kind;
mod money;
pub mod plain;
mod row;
mod schema;
mod state;
mod text;
mod time_of_day;
mod value;
mod value_error;
mod zone;

pub use class::{Class, Compartment};
pub use clock::{Clock, FixedClock, Timestamp};
pub use code_list::{Code, CodeList, Codes};
pub use currency::{Currency, CurrencyError};
pub use date::{DAYS, Date, PartialDate, day_number, from_day_number};
pub use field::Field;
pub use field_type::{FieldType, ListId, ValueRange};
pub use hint::nearest;
pub use id::{Id, IdError};
pub use key::FieldKey;
pub use kind::{
    About, CLOSED_ON, COMPLETE, Kind, KindDay, KindId, KindLink, KindList, KindTakes, KindWork, NamePart,
    OF_EVERY_KIND, OPENED_ON, TakenUnits, UniqueBy,
};
pub use money::{Money, MoneyError};
pub use row::{Household, RecordList, RecordStates, Roster, Row};
pub use schema::{FieldId, Schema};
pub use state::FieldState;
pub use text::{Lang, Text};
pub use time_of_day::TimeOfDay;
pub use value::{Decimal, Value};
pub use value_error::ValueError;
pub use zone::Zone;
