//! Waiting after failed sign-ins: a rule that whoever keeps the attempts applies.
//!
//! The wait is short and has a ceiling: a stranger who guesses at an account must not lock its owner out.

use model::Timestamp;

use crate::ports::Attempt;

const SECOND: i64 = 1_000_000;
/// Failures that cost nothing: everybody mistypes.
const FREE: u32 = 3;
/// The longest wait, in seconds.
const CEILING: i64 = 60;

/// Whether a password may be tried at `now`, after `failures` of which the latest was at `last`.
pub fn after(failures: u32, last: Timestamp, now: Timestamp) -> Attempt {
    let ready = Timestamp(last.0 + wait_seconds(failures) * SECOND);
    if now >= ready { Attempt::Allowed } else { Attempt::Wait(ready) }
}

fn wait_seconds(failures: u32) -> i64 {
    match failures.checked_sub(FREE) {
        None => 0,
        Some(beyond) => 2_i64.pow(beyond.min(6)).min(CEILING),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_from_the_third_failure_and_never_passes_a_minute() {
        let waits: Vec<i64> = (0..12).map(wait_seconds).collect();
        assert_eq!(waits, [0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]);
    }

    #[test]
    fn the_wait_ends_at_its_moment() {
        let (last, ready) = (Timestamp(5 * SECOND), Timestamp(7 * SECOND));
        assert_eq!(after(4, last, Timestamp(7 * SECOND - 1)), Attempt::Wait(ready));
        assert_eq!(after(4, last, ready), Attempt::Allowed);
    }
}
