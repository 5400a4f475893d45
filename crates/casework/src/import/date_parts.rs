//! What stands in a text that is a date, and why another is none: the words in which those who take texts apart
//! (`dates.rs`), those who know calendars (`calendar.rs`) and those who tell the sender (`problem.rs`) speak of a date.
//! Nothing is read or converted here.

/// Why a text is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateError {
    /// It has not the form of one.
    Form,
    /// No such day: `31/02/2020`.
    NoSuchDay,
    /// Two digits of a year.
    TwoDigitYear,
    /// No year of our time: of another calendar, or a slip.
    Calendar,
    /// A year or a month of another calendar, which lies across two of ours.
    AcrossTwoYears,
    /// The year does not stand first, where the mapping says that it does.
    Order,
}

/// What stands in a text, before anybody asks in which calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Parts {
    pub(super) year: i16,
    pub(super) month: Option<i8>,
    pub(super) day: Option<i8>,
}
