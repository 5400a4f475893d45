//! The names under which Onward itself says something of people. No register bears one: a file would else speak as the desk,
//! and take back what somebody said there.

use model::folding;

/// What is entered and answered at the desk.
pub const DESK: &str = "desk";
/// What somebody says of themselves by a form of the portal.
pub const PORTAL: &str = "portal";
/// What was filled in on a phone, without a network.
pub const PHONE: &str = "openrosa";
/// Invented people.
pub const SYNTHETIC: &str = "synthetic";

/// Whether the name of a register is one of Onward's own, in whatever capitals.
pub fn is_own(register: &str) -> bool {
    let wanted = folding::register(register);
    [DESK, PORTAL, PHONE, SYNTHETIC].into_iter().any(|own| folding::register(own) == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(register: &str, expect: bool) {
        assert_eq!(is_own(register), expect, "{register:?}");
    }

    #[test]
    fn what_reads_as_one_of_our_names_is_one() {
        check("desk", true);
        check(" Desk\u{200f}", true);
        check("SYNTHETIC", true);
        check("help desk", false);
        check("file", false);
    }
}
