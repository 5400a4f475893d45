//! Why a simulation stops; it never goes on with fewer people than it was asked for. A measure that fails on somebody
//! stops itself alone, see `failure`.

use crate::people::PeopleError;
use crate::plan::NoLowering;

/// Why a simulation stopped.
#[derive(Debug, thiserror::Error)]
pub enum SimulateError {
    /// A measure holds an expression without a lowering.
    #[error(transparent)]
    NoLowering(#[from] NoLowering),
    /// The people could not be read.
    #[error(transparent)]
    People(#[from] PeopleError),
    /// The measures were bound to different days, or there is none.
    #[error("measures of one simulation must be bound to one day")]
    Days,
    /// Real people would be pointed at.
    #[error(
        "`{measure}` with these breakdowns tells `stay.status` by nationality below the first administrative level, \
         which is not shown of real people: leave out `stay.status`"
    )]
    Hunt {
        /// The measure.
        measure: String,
    },
    /// A field of both sides is text on one of them.
    #[error("`{0}` is text in one of the two worlds and a value in the other: they cannot be compared on one file")]
    Clash(String),
    /// The two sides of a comparison have no measure in common.
    #[error("no measure of the variant has the name of one that it could be compared with")]
    NothingInCommon,
}
