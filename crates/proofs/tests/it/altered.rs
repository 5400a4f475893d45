//! Whatever is altered in one byte is refused: of the text, of the zlib stream below it, of the envelope within.

use proofs::{NotAProof, ProofRefusal};

use crate::support::{checked, from_packed, from_signed, packed, proof, signed};

/// What a byte becomes in turn: each of its bits turned, its ends, its neighbours.
fn others(byte: u8) -> Vec<u8> {
    let mut others: Vec<u8> = (0..8).map(|bit| byte ^ 1 << bit).collect();
    others.extend([0, 255, byte.wrapping_add(1), byte.wrapping_sub(1), byte ^ 255]);
    others.retain(|other| *other != byte);
    others
}

#[test]
fn every_byte_of_the_text_altered_to_every_other_sign() {
    let proof = proof();
    for at in 0..proof.len() {
        for sign in (0..128u8).filter(|sign| *sign != proof.as_bytes()[at]) {
            let text = format!("{}{}{}", &proof[..at], char::from(sign), &proof[at + 1..]);
            assert!(checked(&text).is_err(), "{at} {sign}");
        }
        let text = format!("{}é{}", &proof[..at], &proof[at + 1..]);
        assert!(checked(&text).is_err(), "{at}");
    }
}

#[test]
fn every_byte_of_the_stream_altered_to_every_other_value() {
    let bytes = packed(&proof());
    assert!(checked(&from_packed(&bytes)).is_ok());
    for at in 0..bytes.len() {
        for value in (0..=255).filter(|value| *value != bytes[at]) {
            let mut bytes = bytes.clone();
            bytes[at] = value;
            assert_eq!(checked(&from_packed(&bytes)), Err(ProofRefusal::NotAProof(NotAProof::Zlib)), "{at} {value}");
        }
    }
}

#[test]
fn every_byte_of_the_envelope_altered() {
    let bytes = signed(&proof());
    assert!(checked(&from_signed(&bytes)).is_ok());
    for at in 0..bytes.len() {
        for value in others(bytes[at]) {
            let mut bytes = bytes.clone();
            bytes[at] = value;
            assert!(checked(&from_signed(&bytes)).is_err(), "{at} {value}");
        }
    }
}

#[test]
fn every_byte_dropped_doubled_or_cut_off() {
    let proof = proof();
    for at in 0..proof.len() {
        assert!(checked(&proof[..at]).is_err(), "cut at {at}");
        assert!(checked(&format!("{}{}", &proof[..at], &proof[at + 1..])).is_err(), "without {at}");
        assert!(checked(&format!("{}{}", &proof[..=at], &proof[at..])).is_err(), "twice {at}");
    }
    let bytes = signed(&proof);
    for at in 0..bytes.len() {
        assert!(checked(&from_signed(&bytes[..at])).is_err(), "cut at {at}");
        let dropped = [&bytes[..at], &bytes[at + 1..]].concat();
        assert!(checked(&from_signed(&dropped)).is_err(), "without {at}");
    }
}

#[test]
fn nothing_may_stand_around_it() {
    let proof = proof();
    for text in [format!(" {proof}"), format!("{proof} "), format!("{proof}\n"), proof.to_lowercase(), String::new()] {
        assert!(checked(&text).is_err(), "{text:?}");
    }
    for (before, after) in [(&[][..], &[0][..]), (&[], &[0xf6]), (&[0xd2], &[])] {
        assert!(checked(&from_signed(&[before, &signed(&proof), after].concat())).is_err());
        assert!(checked(&from_packed(&[before, &packed(&proof), after].concat())).is_err());
    }
}
