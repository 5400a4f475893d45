//! How a call ends: 0 done, 1 the answer is "not all right", 2 wrong call with a cause and what to do.

use std::fmt::Display;

/// Exit code of an answer that is not all right.
pub const NOT_ALL_RIGHT: u8 = 1;
/// Exit code of a wrong call.
pub const WRONG_CALL: u8 = 2;

/// A call that ended without its answer: a cause in one line, and what to do about it.
#[derive(Debug, PartialEq, Eq)]
pub struct Fail {
    pub code: u8,
    pub cause: String,
    pub help: Option<String>,
}

impl Fail {
    /// The call was wrong: a bad argument, a file that cannot be read.
    pub fn wrong(cause: impl Display) -> Self {
        Self { code: WRONG_CALL, cause: cause.to_string(), help: None }
    }

    /// The call was right, the answer is not.
    pub fn not_all_right(cause: impl Display) -> Self {
        Self { code: NOT_ALL_RIGHT, cause: cause.to_string(), help: None }
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Display) -> Self {
        self.help = Some(help.to_string());
        self
    }
}

/// Done, or how it failed.
pub type Outcome<T = ()> = Result<T, Fail>;
