//! Envelopes that the crate never writes: those it takes, and those that are one byte too clever.

use proofs::NotAProof::Cose;
use proofs::ProofRefusal::{self, Altered, Content, NotAProof as Not};

use crate::support::{SEED, bytes, checked, claims, envelope, from_signed, kid, payload, proof, protected, signed};

#[track_caller]
fn check(envelope: &[u8], expect: Result<(), ProofRefusal>) {
    assert_eq!(checked(&from_signed(envelope)), expect.map(|()| claims()));
}

fn unprotected(kid: &[u8]) -> Vec<u8> {
    [&[0xa1, 4][..], &bytes(kid)].concat()
}

#[test]
fn an_envelope_written_by_hand_is_the_one_of_the_crate() {
    assert_eq!(envelope(&protected(&kid(&SEED)), &[0xa0], &payload(&proof()), &SEED), signed(&proof()));
}

#[test]
fn the_number_of_the_key_may_stand_in_the_unprotected_header_and_nothing_else_may() {
    let (kid, payload) = (kid(&SEED), payload(&proof()));
    let alone = [0xa1, 1, 0x26];
    check(&envelope(&alone, &unprotected(&kid), &payload, &SEED), Ok(()));
    check(&envelope(&protected(&kid), &unprotected(&kid), &payload, &SEED), Err(Not(Cose)));
    check(&envelope(&alone, &[0xa0], &payload, &SEED), Err(Not(Cose)));
    check(&envelope(&alone, &unprotected(&kid[1..]), &payload, &SEED), Err(Not(Cose)));
    let algorithm_too = [&[0xa2, 1, 0x26, 4][..], &bytes(&kid)].concat();
    check(&envelope(&alone, &algorithm_too, &payload, &SEED), Err(Not(Cose)));
    check(&envelope(&[0xa0], &algorithm_too, &payload, &SEED), Err(Not(Cose)));
}

#[test]
fn another_algorithm_or_header_is_not_taken() {
    let (kid, payload) = (kid(&SEED), payload(&proof()));
    let ps256 = [&[0xa2, 1, 0x38, 0x24, 4][..], &bytes(&kid)].concat();
    let critical = [&[0xa3, 1, 0x26, 2, 0x81, 4, 4][..], &bytes(&kid)].concat();
    let other_order = [&[0xa2, 4][..], &bytes(&kid), &[1, 0x26]].concat();
    let twice = [&[0xa3, 1, 0x26, 1, 0x26, 4][..], &bytes(&kid)].concat();
    let long = [&[0xa2, 1, 0x38, 6, 4][..], &bytes(&kid)].concat();
    let trailing = [protected(&kid), vec![0]].concat();
    for header in [ps256, critical, other_order, twice, long, trailing, vec![]] {
        check(&envelope(&header, &[0xa0], &payload, &SEED), Err(Not(Cose)));
    }
}

#[test]
fn what_is_signed_and_not_in_the_one_form_of_claims_is_refused() {
    let good = payload(&proof());
    let signed = |payload: &[u8]| envelope(&protected(&kid(&SEED)), &[0xa0], payload, &SEED);
    check(&signed(&good), Ok(()));
    check(&signed(&[]), Err(Content));
    check(&signed(b"text"), Err(Content));
    check(&signed(&[&good[..], &[0]].concat()), Err(Content));
    let replaced = |from: &[u8], to: &[u8]| {
        let at = good.windows(from.len()).position(|window| window == from).unwrap();
        signed(&[&good[..at], to, &good[at + from.len()..]].concat())
    };
    // Birth year 1990 in four bytes; another kind; a flag that is a number; the claim of health certificates.
    check(&replaced(&[3, 0x19, 7, 0xc6], &[3, 0x1a, 0, 0, 7, 0xc6]), Err(Content));
    check(&replaced(b"fstatus", b"fstatue"), Err(Content));
    check(&replaced(&[9, 0xf4], &[9, 0]), Err(Content));
    check(&replaced(&[9, 0xf4], &[10, 0xf4]), Err(Content));
    check(&replaced(&[0x3a, 0, 0x0c, 0x30, 0x1c], &[0x39, 1, 3]), Err(Content));
    check(&replaced(b"Amina", b"Ami\nn"), Err(Content));
    check(&replaced(b"Amina", b"Ami\xffa"), Err(Content));
}

#[test]
fn a_signature_that_is_no_signature_does_not_fit() {
    let bytes = signed(&proof());
    let front = &bytes[..bytes.len() - 64];
    for half in [[0; 32], [255; 32]] {
        check(&[front, &half, &half].concat(), Err(Altered));
    }
    let short = [&bytes[..bytes.len() - 66], &[0x58, 63], &bytes[bytes.len() - 63..]].concat();
    check(&short, Err(Altered));
}

#[test]
fn the_second_signature_that_mathematics_gives_fits_and_says_the_same() {
    use p256::ecdsa::Signature;
    let bytes = signed(&proof());
    let (front, signature) = bytes.split_at(bytes.len() - 64);
    let (r, s) = Signature::from_slice(signature).unwrap().split_scalars();
    let second = Signature::from_scalars(r, -*s).unwrap();
    assert_ne!(second.to_bytes().as_slice(), signature);
    check(&[front, &second.to_bytes()].concat(), Ok(()));
}
