//! Days as the seconds that CBOR web tokens count, and back. A proof tells whole days: no hour at which somebody came.

use model::{Date, day_number, from_day_number};

const DAY: i64 = 86_400;
/// 9999-12-31.
const LAST: i32 = 2_932_896;

/// Whether a day can stand in a proof: 1970-01-01 to 9999-12-31.
pub(crate) fn is_counted(day: Date) -> bool {
    (0..=LAST).contains(&day_number(day))
}

/// The first second of a day, in UTC.
pub(crate) fn begin(day: Date) -> i64 {
    i64::from(day_number(day)) * DAY
}

/// The first second after a day, in UTC.
pub(crate) fn end(day: Date) -> i64 {
    begin(day) + DAY
}

/// The day that begins with a second.
pub(crate) fn begun(second: i64) -> Option<Date> {
    let day = i32::try_from(second.div_euclid(DAY)).ok()?;
    (second.rem_euclid(DAY) == 0).then_some(())?;
    numbered(day)
}

/// The day that is over with a second.
pub(crate) fn ended(second: i64) -> Option<Date> {
    begun(second.checked_sub(DAY)?)
}

/// The day of a number since 1970-01-01.
pub(crate) fn numbered(day: i32) -> Option<Date> {
    (0..=LAST).contains(&day).then(|| from_day_number(day))
}
