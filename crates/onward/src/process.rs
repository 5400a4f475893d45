//! What other people on the same machine could learn from this process: its memory holds keys, its files are people's data,
//! and its command line is in everybody's list of processes.

use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::process::Command;

use rustix::fs::Mode;
use rustix::process::{DumpableBehavior, set_dumpable_behavior, umask};

use crate::fail::{Fail, Outcome};

/// In place of `--database`, where the address carries a password.
const DATABASE: &str = "ONWARD_DATABASE";
const OPTION: &str = "--database";

/// Closes this process to others: no core is written and no neighbour looks into its memory, what it writes only its owner
/// reads, and a password on its command line goes from there at once.
pub fn close_to_others() -> Outcome {
    umask(Mode::RWXG | Mode::RWXO);
    set_dumpable_behavior(DumpableBehavior::NotDumpable).map_err(Fail::wrong)?;
    let args: Vec<OsString> = std::env::args_os().collect();
    match without_password(&args) {
        None => Ok(()),
        // The same program in the place of this one; it only comes back where it could not be begun.
        Some((args, address)) => Err(Fail::wrong(again(&args, &address))),
    }
}

fn again(args: &[OsString], address: &str) -> std::io::Error {
    let Ok(program) = std::env::current_exe() else { return std::io::ErrorKind::NotFound.into() };
    Command::new(program).args(args.get(1..).unwrap_or_default()).env(DATABASE, address).exec()
}

/// The arguments without the address of a database that carries a password, and that address.
fn without_password(args: &[OsString]) -> Option<(Vec<OsString>, String)> {
    let mut kept = Vec::with_capacity(args.len());
    let mut found = None;
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        let text = arg.to_string_lossy();
        let value = match text.strip_prefix(OPTION) {
            Some("") => args.next().map(|next| next.to_string_lossy().into_owned()),
            Some(rest) => rest.strip_prefix('=').map(str::to_owned),
            None => None,
        };
        match value {
            Some(address) if has_password(&address) => found = Some(address),
            Some(address) => kept.extend([OsString::from(OPTION), address.into()]),
            None => kept.push(arg.clone()),
        }
    }
    found.map(|address| (kept, address))
}

/// Whether `scheme://user:password@host` is what it looks like.
fn has_password(address: &str) -> bool {
    let authority = address.split_once("://").map_or("", |(_, rest)| rest.split('/').next().unwrap_or_default());
    let user = authority.rsplit_once('@').map_or("", |(user, _)| user);
    user.contains(':') || address.contains("password=")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(args: &[&str], kept: Option<(&[&str], &str)>) {
        let args: Vec<OsString> = args.iter().map(OsString::from).collect();
        let kept = kept.map(|(kept, address)| (kept.iter().map(OsString::from).collect(), address.to_owned()));
        assert_eq!(without_password(&args), kept);
    }

    #[test]
    fn a_password_leaves_the_command_line_and_nothing_else_does() {
        let secret = "postgres://u:p@h/d";
        check(
            &["onward", "serve", "--database", secret, "--port", "1"],
            Some((&["onward", "serve", "--port", "1"], secret)),
        );
        check(&["onward", "--database=postgres://u:p@h/d"], Some((&["onward"], secret)));
        check(&["onward", "--database", "postgres://h/d?password=x"], Some((&["onward"], "postgres://h/d?password=x")));
        for plain in ["postgres://u@h/d", "postgres://h:5432/d", "postgres:///d?host=/run"] {
            check(&["onward", "--database", plain], None);
        }
        check(&["onward", "import", "a:b@c"], None);
    }
}
