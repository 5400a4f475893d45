//! Who can read what, what shows from outside, and what becomes of a part that is moved, re-labelled or altered.

use journal::{
    Body, Broken, Fact, Key, KeyRing, LentKeys, Opened, OpenedPart, PackFiles, Part, SealError, SealedFact, Subject,
    check, seal,
};
use model::Compartment;
use proptest::prelude::*;

use crate::support::{AMINA, BINTU, Cut, HOME, PART, fact, keys, part, randomness, ring, sealed};

fn open(fact: &SealedFact, keys: &LentKeys) -> Opened {
    fact.open(keys).unwrap()
}

fn broken(opened: &Opened) -> Vec<usize> {
    let is_broken = |part: &OpenedPart| matches!(part, OpenedPart::Broken(_, Broken::Seal));
    opened.parts.iter().enumerate().filter(|(_, part)| is_broken(part)).map(|(at, _)| at).collect()
}

#[test]
fn what_is_sealed_is_opened_again_and_comes_back_from_its_bytes() {
    let sealed = sealed(5);
    let read = SealedFact::from_bytes(&sealed.to_bytes()).unwrap();
    assert_eq!(read, sealed);
    assert_eq!(open(&read, &keys()).into_fact(), Ok(fact(5)));
}

#[test]
fn the_head_says_whose_the_parts_are_before_their_keys_are_there() {
    let sealed = sealed(5);
    let head = sealed.head(&ring(Subject::Instance).key(None)).unwrap();
    assert_eq!((head.envelope.clone(), head.subjects()), (fact(5).envelope, vec![AMINA, BINTU, HOME]));
    assert_eq!(sealed.head(&Key::from_bytes([9; 32])).unwrap_err(), Broken::Seal);
}

#[test]
fn a_forgotten_subject_is_forgotten_and_the_others_are_not() {
    let mut keys = keys();
    keys.forget(AMINA);
    let opened = open(&sealed(5), &keys);
    assert_eq!(opened.parts[0], OpenedPart::Forgotten(AMINA));
    assert_eq!(opened.into_fact().unwrap().parts, fact(5).parts[1..]);
}

#[test]
fn a_reader_outside_the_compartment_learns_that_it_is_there_and_no_more() {
    let mut lent = LentKeys::of([Compartment::Child]);
    for owner in [Subject::Instance, BINTU] {
        lent.lend(ring(owner));
    }
    assert_eq!(open(&sealed(5), &lent).parts[1], OpenedPart::Withheld(BINTU, Compartment::Gbv));
}

#[test]
fn all_that_is_said_of_one_subject_is_one_part() {
    let mut all = fact(1);
    all.parts = vec![
        part(AMINA, None, Body::PersonRegistered { synthetic: true }),
        part(AMINA, None, Body::Searched { found: 1 }),
        part(AMINA, Some(Compartment::Gbv), Body::Searched { found: 2 }),
        part(AMINA, Some(Compartment::Health), Body::Searched { found: 3 }),
    ];
    let sealed = seal(&all, &keys(), &mut randomness(1)).unwrap();
    assert_eq!(open(&sealed, &keys()).into_fact(), Ok(all));
}

/// Facts that say as much and more, of people in compartments and outside.
fn facts_that_look_alike() -> [Fact; 4] {
    let of = |parts: Vec<Part>| Fact { parts, ..fact(1) };
    let said = |compartment, found| part(AMINA, compartment, Body::Searched { found });
    [
        of(vec![part(AMINA, None, Body::PersonRegistered { synthetic: true })]),
        of(vec![said(None, 1), said(Some(Compartment::Gbv), 2)]),
        of(Compartment::ALL.map(|compartment| said(Some(compartment), 3)).to_vec()),
        of(vec![part(Subject::Instance, None, Body::SignIn { ok: false })]),
    ]
}

#[test]
fn from_outside_a_fact_shows_origin_number_moment_and_length_and_these_tell_nothing() {
    let bytes = facts_that_look_alike().map(|fact| seal(&fact, &keys(), &mut randomness(1)).unwrap().to_bytes());
    let first = &bytes[0];
    // Version, number, origin, number there, moment, and the length of what follows.
    for other in &bytes {
        assert_eq!((other.len(), &other[..43]), (first.len(), &first[..43]));
    }
    let shown = String::from_utf8_lossy(first);
    for word in ["desk.1", "mission", "north", "registration"] {
        assert!(!shown.contains(word), "{word}");
    }
    assert!(!first.windows(16).any(|window| window == [0xa1; 16]), "whose it is");
}

#[test]
fn parts_swapped_between_facts_do_not_open() {
    let (mut one, two) = (Cut::of(&sealed(1), 3), Cut::of(&sealed(2), 3));
    one.parts[0] = two.parts[0].clone();
    assert_eq!(broken(&open(&one.fact(), &keys())), [0]);
}

#[test]
fn parts_swapped_within_a_fact_do_not_open() {
    let mut swapped = Cut::of(&sealed(1), 3);
    swapped.parts.swap(0, 2);
    assert_eq!(broken(&open(&swapped.fact(), &keys())), [0, 2]);
    // Even where both subjects were given the same key.
    let mut same = keys();
    same.lend(KeyRing::of(HOME, ring(AMINA).key(None)));
    let sealed = seal(&fact(1), &same, &mut randomness(1)).unwrap();
    let mut swapped = Cut::of(&sealed, 3);
    swapped.parts.swap(0, 2);
    assert_eq!(broken(&open(&swapped.fact(), &same)), [0, 2]);
}

#[test]
fn what_shows_cannot_be_edited() {
    let edits: [fn(&mut SealedFact); 3] = [|f| f.recorded_at.0 += 1, |f| f.origin_seq += 1, |f| f.origin.0[0] ^= 1];
    for edit in edits {
        let mut edited = sealed(1);
        edit(&mut edited);
        assert_eq!(edited.open(&keys()).unwrap_err(), Broken::Seal);
    }
}

#[test]
fn a_fact_keeps_seals_and_digest_under_another_number() {
    let here = sealed(1);
    let mut there = here.clone();
    there.seq = 77;
    assert_eq!(there.digest(), here.digest());
    assert_eq!(open(&there, &keys()).into_fact().unwrap().envelope.seq, 77);
}

#[test]
fn the_same_plaintext_never_yields_the_same_ciphertext() {
    let cut = |seed| Cut::of(&seal(&fact(1), &keys(), &mut randomness(seed)).unwrap(), 3);
    let (one, two) = (cut(1), cut(2));
    for (one, two) in one.parts.iter().zip(&two.parts) {
        assert_ne!(one[..24], two[..24]);
        assert_ne!(one[24..], two[24..]);
    }
}

#[test]
fn a_fact_that_does_not_say_who_where_and_why_is_refused() {
    let refused = |edit: fn(&mut journal::Envelope)| {
        let mut fact = fact(1);
        edit(&mut fact.envelope);
        let refused = seal(&fact, &keys(), &mut randomness(1)).unwrap_err();
        assert_eq!(check(&fact), Err(refused.clone()), "and whoever asks before hears the same");
        refused
    };
    assert_eq!(refused(|e| e.actor.clear()), SealError::Missing("actor"));
    assert_eq!(refused(|e| e.controller.clear()), SealError::Missing("controller"));
    assert_eq!(refused(|e| e.office.clear()), SealError::Missing("office"));
    assert_eq!(refused(|e| e.purpose.clear()), SealError::Missing("purpose"));
    assert_eq!(refused(|e| e.source = "x".repeat(513)), SealError::TooLong("source"));
    assert_eq!(refused(|e| e.device = Some("x".repeat(513))), SealError::TooLong("device"));
}

#[test]
fn a_fact_without_parts_or_without_a_key_is_refused() {
    let mut empty = fact(1);
    empty.parts.clear();
    assert_eq!(seal(&empty, &keys(), &mut randomness(1)), Err(SealError::Parts(0)));
    let mut fewer = keys();
    fewer.forget(BINTU);
    assert_eq!(seal(&fact(1), &fewer, &mut randomness(1)), Err(SealError::NoKey { part: 1 }));
    let mut outside = LentKeys::of([]);
    for owner in [Subject::Instance, AMINA, BINTU, HOME] {
        outside.lend(ring(owner));
    }
    assert_eq!(seal(&fact(1), &outside, &mut randomness(1)), Err(SealError::NoKey { part: 1 }));
}

#[test]
fn a_large_body_shows_only_its_bucket() {
    let length = |bytes: usize| {
        let files = [("rules.yaml".to_owned(), "x".repeat(bytes))].into();
        let pack = PackFiles { name: "p".into(), version: "1".into(), hash: "h".into(), files };
        let mut fact = fact(1);
        fact.parts = vec![part(Subject::Instance, None, Body::PackInstalled { pack })];
        let sealed = seal(&fact, &keys(), &mut randomness(1)).unwrap();
        assert_eq!(open(&sealed, &keys()).into_fact(), Ok(fact));
        sealed.to_bytes().len() - 402 - 24 - 16
    };
    let small = length(900) - 1024;
    assert!(small < 8, "what counts the bytes");
    assert_eq!((length(3_000) - 4_096, length(3_500) - 4_096), (small, small));
    assert_eq!(length(70_000), length(130_000));
    assert!((131_072..131_080).contains(&length(130_000)));
}

proptest! {
    #[test]
    fn an_altered_byte_of_a_seal_breaks_that_part_and_no_other(part in 0usize..3, at in 0usize..PART, bit in 0u8..8) {
        let mut cut = Cut::of(&sealed(1), 3);
        cut.parts[part][at] ^= 1 << bit;
        prop_assert_eq!(broken(&open(&cut.fact(), &keys())), [part]);
    }
}
