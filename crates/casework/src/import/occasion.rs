//! In what circumstances a sheet is read: given to the first pass, which learns by it, and handed on to the second. No
//! clock is asked for the day, and no key is looked up.

use journal::Key;
use model::Date;

/// In what circumstances a sheet is read.
#[derive(Debug, Clone)]
pub struct SheetOccasion {
    /// Nothing of it happened later.
    pub today: Date,
    /// Whether it comes from a spreadsheet, whose cells hold days and numbers, and not only texts.
    pub spreadsheet: bool,
    /// The instance's key, by which rows without an id are known again.
    pub key: Key,
}
