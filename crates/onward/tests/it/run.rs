//! Runs the program as a script would.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

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
    onward_told(dir, args, "")
}

/// The same with something to read on standard input: passwords, a line each.
pub fn onward_told(dir: &Path, args: &[&str], input: &str) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onward"));
    command.args(args).current_dir(dir).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A program that asks for nothing does not read.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let done = child.wait_with_output().unwrap();
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

/// A live instance in `DIR/here`, with an administrator and an officer who chose their own passwords: a token of each is
/// in `ACCOUNT.token`.
pub fn live(dir: &Path) {
    let made = "init here --live --controller ministry --mandate Act --officer officer";
    let sign_ins = onward_in(dir, &made.split_whitespace().collect::<Vec<_>>()).ends(0).out;
    for account in ["administrator", "officer"] {
        let line = sign_ins.lines().find(|line| line.starts_with(account)).unwrap();
        settle(dir, account, line.split_whitespace().last().unwrap());
    }
}

/// An account opened by the two people of [`live`], who signed in and chose a password.
pub fn open(dir: &Path, account: &str, role: &str) {
    let grant = ["account", "grant", account, "--role", role, "--reason", "needed"];
    let proposal = by(dir, "administrator", &grant).ends(0).out;
    let first = by(dir, "officer", &["proposal", "approve", proposal.trim(), "--reason", "agreed"]).ends(0).out;
    let second = by(dir, "administrator", &["proposal", "half", proposal.trim()]).ends(0).out;
    settle(dir, account, &(first.trim().to_owned() + second.trim()));
}

/// Chooses a password, and signs in for the day.
fn settle(dir: &Path, account: &str, given: &str) {
    let own = format!("{account} and a horse");
    let change = ["account", "password", "--dir", "here", "--as", account];
    onward_told(dir, &change, &format!("{given}\n{given}\n{own}\n")).ends(0);
    let token = format!("{account}.token");
    let signed =
        onward_told(dir, &["sign-in", account, "--dir", "here", "--token", &token], &format!("{own}\n")).ends(0);
    let limits = signed.err.contains("after 30 minutes without use") && signed.err.contains("after 12 hours");
    assert!(limits, "a token says when it ends: {}", signed.err);
}

/// The password that an account of [`live`] or [`open`] chose.
pub fn password(account: &str) -> String {
    format!("{account} and a horse")
}

/// `onward ARGS` as an account that looks after packs and accounts.
pub fn by(dir: &Path, account: &str, args: &[&str]) -> Ran {
    let token = format!("{account}.token");
    let acting = ["--dir", "here", "--token", &token, "--purpose", "governance", "--basis", "public_interest"];
    onward_in(dir, &args.iter().chain(&acting).copied().collect::<Vec<_>>())
}
