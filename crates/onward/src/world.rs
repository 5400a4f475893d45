//! The one real clock and the one real source of randomness; everything else is handed these.

use std::time::{SystemTime, UNIX_EPOCH};

use model::{Clock, Date, Id, Timestamp};

/// The machine's clock.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place where the real time is read")]
    fn now(&self) -> Timestamp {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Timestamp(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
    }
}

/// 32 random bytes from the operating system. Without randomness nothing can be sealed, so the process ends.
pub fn random() -> [u8; 32] {
    let mut bytes = [0; 32];
    if getrandom::fill(&mut bytes).is_err() {
        crate::out::say("error: the operating system gives no randomness");
        std::process::exit(i32::from(crate::fail::WRONG_CALL));
    }
    bytes
}

/// A new random id, for the name of a folder.
pub fn new_id() -> Id {
    random().first_chunk().copied().map_or(Id([0; 16]), Id)
}

/// The day it is, in UTC.
pub fn today() -> Date {
    SystemClock.now().day()
}
