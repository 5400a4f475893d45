//! What is issued is read back; what cannot be in a proof is not issued.

use proofs::{IssueError, IssuerKey, ProofClaims, ProofKind, issue};

use crate::support::{SEED, checked, claims, day, key, proof};

#[track_caller]
fn check_round(claims: &ProofClaims) {
    assert_eq!(checked(&issue(claims, &key()).unwrap()), Ok(claims.clone()));
}

#[test]
fn what_is_issued_is_read_back() {
    check_round(&claims());
    check_round(&ProofClaims { kind: ProofKind::Document, synthetic: true, ..claims() });
    check_round(&ProofClaims { birth_year: None, valid_until: None, ..claims() });
    check_round(&ProofClaims {
        name: "فاطمة الزهراء Nkół".into(), law: "محكمة".repeat(10), ..claims()
    });
    check_round(&ProofClaims { issued: day("2026-06-01"), expires: day("2026-06-01"), ..claims() });
}

#[test]
fn the_same_claims_and_key_give_the_same_text() {
    assert_eq!(proof(), proof());
}

#[test]
fn a_key_survives_its_bytes_and_shows_nothing() {
    let again = IssuerKey::from_bytes(&key().to_bytes()).unwrap();
    assert_eq!(issue(&claims(), &again).unwrap(), proof());
    assert_eq!((*again.to_bytes(), format!("{again:?}").as_str()), (SEED, "IssuerKey(..)"));
    assert!(IssuerKey::from_bytes(&[0; 32]).is_err());
    assert!(IssuerKey::from_bytes(&[255; 32]).is_err());
}

#[test]
fn the_text_is_of_the_alphabet_that_codes_pack_best() {
    let alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    assert!(proof().chars().all(|sign| alphabet.contains(sign)));
}

#[track_caller]
fn check_refused(field: &'static str, change: impl FnOnce(&mut ProofClaims)) {
    let mut claims = claims();
    change(&mut claims);
    assert_eq!(issue(&claims, &key()), Err(IssueError::Field(field)));
}

#[test]
fn what_cannot_be_shown_or_cannot_be_is_not_issued() {
    check_refused("name", |claims| claims.name.clear());
    check_refused("reference", |claims| claims.reference = "a".repeat(65));
    check_refused("law", |claims| claims.law = "one\ntwo".into());
    check_refused("effect.words", |claims| claims.effect.words = "\u{85}".into());
    check_refused("effect.code", |claims| claims.effect.code.clear());
    check_refused("issuer", |claims| claims.issuer.clear());
    check_refused("birth_year", |claims| claims.birth_year = Some(2027));
    check_refused("birth_year", |claims| claims.birth_year = Some(-1));
    check_refused("issued", |claims| (claims.birth_year, claims.issued) = (None, day("1969-12-31")));
    check_refused("expires", |claims| claims.expires = day("2026-03-04"));
    check_refused("valid_until", |claims| claims.valid_until = Some(day("2026-09-03")));
}

#[test]
fn what_would_not_be_read_from_paper_is_not_issued() {
    let long = |length: usize| issue(&ProofClaims { effect: words(length), ..claims() }, &key());
    assert_eq!(long(600), Ok(long(600).unwrap()));
    let crowded = ProofClaims { law: "l".repeat(400), name: "n".repeat(200), effect: words(600), ..claims() };
    assert_eq!(issue(&crowded, &key()), Err(IssueError::TooLong));
}

fn words(length: usize) -> proofs::ProofEffect {
    proofs::ProofEffect { words: "w".repeat(length), ..claims().effect }
}
