//! What every page knows of a measure that names one: where its rule and its reach are shown, and the condition that each
//! rule has besides its own. It stands by itself, so that an answer at the desk needs nothing of the studio.

/// The reserved name of the first condition: the day lies within the rule's dates.
pub(crate) const IN_FORCE: &str = "in_force";

/// Address of a measure's rule.
pub(crate) fn rule_path(pack: &str, measure: &str) -> String {
    format!("/studio/packs/{pack}/{measure}")
}

/// Address of a measure's reach.
pub(crate) fn reach_path(pack: &str, measure: &str) -> String {
    format!("/studio/packs/{pack}/{measure}/reach")
}
