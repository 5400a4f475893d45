//! The four reference pathways with their own plays.

use pathways::play;

use crate::world::{portugal, tried};

#[track_caller]
fn check(text: &str) {
    let tried = tried(text);
    assert!(!tried.tests.is_empty());
    for test in &tried.tests {
        let played = play(&tried.pathway, &portugal(), test);
        assert_eq!((played.failures, played.unsaid), (vec![], vec![]));
    }
}

#[test]
fn a_child_on_the_move_gets_a_guardian_and_a_plan() {
    check(include_str!("../fixtures/child-on-the-move/pathways/child-on-the-move.yaml"));
}

#[test]
fn a_case_of_violence_is_kept_safe() {
    check(include_str!("../fixtures/violence-response/pathways/violence-response.yaml"));
}

#[test]
fn a_permit_is_renewed_on_appeal() {
    check(include_str!("../fixtures/permit-renewal/pathways/permit-renewal.yaml"));
}

#[test]
fn a_returnee_is_seen_again() {
    check(include_str!("../fixtures/returnee/pathways/returnee.yaml"));
}
