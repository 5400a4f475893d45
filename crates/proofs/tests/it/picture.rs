//! The picture of a proof.

use proofs::{IssueError, ProofClaims, issue, qr_svg};

use crate::support::{claims, key, proof};

fn side(svg: &str) -> u32 {
    svg.split_once("width=\"").unwrap().1.split_once("mm").unwrap().0.parse().unwrap()
}

#[test]
fn a_picture_is_between_35_and_60_mm_and_needs_nothing_from_elsewhere() {
    let short = qr_svg(&proof()).unwrap();
    let mut claims = ProofClaims { law: "l".repeat(300), ..claims() };
    claims.effect.words = "w".repeat(300);
    let long = qr_svg(&issue(&claims, &key()).unwrap()).unwrap();
    assert!((35..=60).contains(&side(&short)) && side(&short) <= side(&long) && side(&long) <= 60);
    assert!(short.starts_with("<svg ") && short.ends_with("</svg>") && !short.contains("href"));
}

#[test]
fn a_text_is_drawn_in_the_letters_of_codes_and_no_larger() {
    // 1,429 signs of the alphanumeric kind are what version 30 holds at level Q.
    assert!(qr_svg(&"A".repeat(1429)).is_ok());
    assert_eq!(qr_svg(&"A".repeat(1430)), Err(IssueError::TooLong));
    assert_eq!(qr_svg(&"A".repeat(9000)), Err(IssueError::TooLong));
}
