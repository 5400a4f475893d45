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

/// A new random id.
pub fn new_id() -> Id {
    let bytes = random();
    let mut id = [0; 16];
    id.iter_mut().zip(bytes).for_each(|(to, from)| *to = from);
    Id(id)
}

/// A random salt for a password.
pub fn salt() -> [u8; 16] {
    new_id().0
}

/// A first password: 24 letters and digits that are hard to confuse, some 118 bits.
pub fn new_password() -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let letter = |byte: &u8| LETTERS.get(usize::from(byte % 32)).map(|letter| char::from(*letter));
    random().iter().take(24).filter_map(letter).collect()
}

/// The day it is, in UTC.
pub fn today() -> Date {
    SystemClock.now().day()
}

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}
