//! Who can read what, and what becomes of a part that is moved, re-labelled or altered.

use journal::{Broken, Key, KeyRing, Opened, OpenedPart, SealError, SealedFact, Subject, seal};
use model::Compartment;
use proptest::prelude::*;

use crate::support::{AMINA, BINTU, HOME, fact, keys, randomness, sealed};

fn broken(opened: &Opened) -> Vec<usize> {
    let is_broken = |part: &OpenedPart| matches!(part, OpenedPart::Broken(_, Broken::Seal));
    opened.parts.iter().enumerate().filter(|(_, part)| is_broken(part)).map(|(at, _)| at).collect()
}

#[test]
fn what_is_sealed_is_opened_again_and_comes_back_from_its_bytes() {
    let sealed = sealed(5);
    let read = SealedFact::from_bytes(&sealed.to_bytes()).unwrap();
    assert_eq!(read, sealed);
    assert_eq!(read.open(&keys()).into_fact(), Ok(fact(5)));
}

#[test]
fn a_forgotten_subject_is_forgotten_and_the_others_are_not() {
    let mut keys = keys();
    keys.forget(AMINA);
    let opened = sealed(5).open(&keys);
    assert_eq!(opened.parts[0], OpenedPart::Forgotten(AMINA));
    assert_eq!(opened.into_fact().unwrap().parts, fact(5).parts[1..]);
}

#[test]
fn a_reader_outside_the_compartment_learns_that_it_is_there_and_no_more() {
    let mut lent = KeyRing::default();
    lent.insert(BINTU, None, Key::from_bytes([3; 32]));
    assert_eq!(sealed(5).open(&lent).parts[1], OpenedPart::Withheld(BINTU, Compartment::Gbv));
}

#[test]
fn a_compartment_key_alone_opens_nothing() {
    let mut lent = KeyRing::default();
    lent.insert(BINTU, Some(Compartment::Gbv), Key::from_bytes([0x83; 32]));
    assert_eq!(sealed(5).open(&lent).parts[1], OpenedPart::Forgotten(BINTU));
}

#[test]
fn nothing_of_the_compartment_or_the_kind_shows_in_the_bytes() {
    let bytes = sealed(5).to_bytes();
    let text = String::from_utf8_lossy(&bytes);
    for word in ["gbv", "searched", "person_registered", "kind", "camp", "synthetic"] {
        assert!(!text.contains(word), "{word}");
    }
    let lengths: Vec<usize> = sealed(5).parts.iter().map(|part| part.sealed.len()).collect();
    assert_eq!(lengths, [24 + 256 + 16; 3]);
}

#[test]
fn parts_swapped_between_facts_do_not_open() {
    let (mut one, two) = (sealed(1), sealed(2));
    one.parts[0] = two.parts[0].clone();
    assert_eq!(broken(&one.open(&keys())), [0]);
}

#[test]
fn parts_swapped_within_a_fact_or_left_out_do_not_open() {
    let mut swapped = sealed(1);
    swapped.parts.swap(0, 2);
    assert_eq!(broken(&swapped.open(&keys())), [0, 2]);
    let mut shorter = sealed(1);
    shorter.parts.pop();
    assert_eq!(broken(&shorter.open(&keys())), [0, 1]);
}

#[test]
fn a_part_labelled_as_another_subjects_does_not_open() {
    let mut one = sealed(1);
    one.parts[0].subject = HOME;
    assert_eq!(broken(&one.open(&keys())), [0]);
    // Even where both subjects were given the same key.
    let mut same = keys();
    same.insert(HOME, None, Key::from_bytes([2; 32]));
    assert_eq!(broken(&one.open(&same)), [0, 2]);
}

#[test]
fn an_edited_envelope_breaks_every_part() {
    let mut edited = sealed(1);
    edited.envelope.actor = "desk.2".into();
    assert_eq!(broken(&edited.open(&keys())), [0, 1, 2]);
    assert!(edited.open(&keys()).into_fact().is_err());
}

#[test]
fn a_fact_keeps_seals_and_digest_under_another_number() {
    let here = sealed(1);
    let mut there = here.clone();
    there.envelope.seq = 77;
    assert_eq!(there.digest(), here.digest());
    assert!(there.open(&keys()).into_fact().is_ok());
}

#[test]
fn the_same_plaintext_never_yields_the_same_ciphertext() {
    let seal = |seed| seal(&fact(1), &keys(), &mut randomness(seed)).unwrap();
    let (one, two) = (seal(1), seal(2));
    for (one, two) in one.parts.iter().zip(&two.parts) {
        assert_ne!(one.sealed[..24], two.sealed[..24]);
        assert_ne!(one.sealed[24..], two.sealed[24..]);
    }
}

#[test]
fn a_fact_that_does_not_say_who_where_and_why_is_refused() {
    let refused = |edit: fn(&mut journal::Envelope)| {
        let mut fact = fact(1);
        edit(&mut fact.envelope);
        seal(&fact, &keys(), &mut randomness(1)).unwrap_err()
    };
    assert_eq!(refused(|e| e.actor.clear()), SealError::Missing("actor"));
    assert_eq!(refused(|e| e.controller.clear()), SealError::Missing("controller"));
    assert_eq!(refused(|e| e.office.clear()), SealError::Missing("office"));
    assert_eq!(refused(|e| e.purpose.clear()), SealError::Missing("purpose"));
    assert_eq!(refused(|e| e.device = Some("x".repeat(513))), SealError::TooLong("device"));
}

#[test]
fn a_fact_without_parts_or_without_a_key_is_refused() {
    let mut empty = fact(1);
    empty.parts.clear();
    assert_eq!(seal(&empty, &keys(), &mut randomness(1)), Err(SealError::Parts(0)));
    let mut keys = keys();
    keys.forget(BINTU);
    assert_eq!(seal(&fact(1), &keys, &mut randomness(1)), Err(SealError::NoKey { part: 1 }));
    keys.insert(BINTU, None, Key::from_bytes([3; 32]));
    assert_eq!(seal(&fact(1), &keys, &mut randomness(1)), Err(SealError::NoKey { part: 1 }));
}

#[test]
fn a_large_body_shows_only_its_bucket() {
    let length = |bytes: usize| {
        let files = [("rules.yaml".to_owned(), "x".repeat(bytes))].into();
        let body = journal::Body::PackInstalled { name: "p".into(), version: "1".into(), hash: "h".into(), files };
        let mut fact = fact(1);
        fact.parts = vec![journal::Part { subject: Subject::Instance, compartment: None, body }];
        let sealed = seal(&fact, &keys(), &mut randomness(1)).unwrap();
        assert_eq!(sealed.open(&keys()).into_fact(), Ok(fact));
        sealed.parts[0].sealed.len() - 40
    };
    assert_eq!((length(3_000), length(3_500)), (4_096, 4_096));
    assert_eq!((length(70_000), length(130_000)), (131_072, 131_072));
}

proptest! {
    #[test]
    fn an_altered_byte_of_a_seal_breaks_that_part_and_no_other(part in 0usize..3, at in 0usize..296, bit in 0u8..8) {
        let mut sealed = sealed(1);
        sealed.parts[part].sealed[at] ^= 1 << bit;
        prop_assert_eq!(broken(&sealed.open(&keys())), [part]);
    }
}
