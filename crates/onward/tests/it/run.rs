//! Runs the program as a script would.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// What came of one call.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    /// The one JSON document on standard output.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}\nout: {}\nerr: {}", self.out, self.err))
    }

    /// Demands an exit code, showing what was said otherwise.
    #[track_caller]
    pub fn ends(self, code: i32) -> Self {
        assert_eq!(self.code, code, "out: {}\nerr: {}", self.out, self.err);
        self
    }
}

/// `onward ARGS`, in a folder.
pub fn onward_in(dir: &Path, args: &[&str]) -> Ran {
    let done = Command::new(env!("CARGO_BIN_EXE_onward")).args(args).current_dir(dir).output().unwrap();
    Ran {
        code: done.status.code().unwrap_or(-1),
        out: String::from_utf8(done.stdout).unwrap(),
        err: String::from_utf8(done.stderr).unwrap(),
    }
}

/// An empty trial instance in `DIR/here`.
pub fn instance(dir: &Path) -> String {
    onward_in(dir, &["init", "here", "--jurisdiction", "PRT"]).ends(0);
    "here".into()
}
