//! Each refusal with its reason.

use proofs::{NotAProof, ProofClaims, ProofRefusal, PublishedKeys, issue, verify};

use crate::support::{
    ISSUER, checked, claims, day, from_packed, from_signed, key, key_of, keys, packed, proof, signed,
};

#[track_caller]
fn check_on(on: &str, expect: Result<(), ProofRefusal>) {
    assert_eq!(verify(&proof(), &keys(), None, day(on)).map(|_| ()), expect);
}

#[test]
fn a_proof_holds_from_its_first_day_to_the_end_of_its_last() {
    check_on("2026-03-04", Err(ProofRefusal::NotYetValid(day("2026-03-05"))));
    check_on("2026-03-05", Ok(()));
    check_on("2026-09-04", Ok(()));
    check_on("2026-09-05", Err(ProofRefusal::Expired(day("2026-09-04"))));
}

#[track_caller]
fn check_text(text: &str, expect: NotAProof) {
    assert_eq!(checked(text), Err(ProofRefusal::NotAProof(expect)));
}

#[test]
fn what_is_no_proof_says_why() {
    check_text("", NotAProof::Prefix);
    check_text("HC1:6BF", NotAProof::Prefix);
    check_text(&proof().replace("OW1:", "ow1:"), NotAProof::Prefix);
    check_text("OW1:", NotAProof::Zlib);
    check_text("OW1:a", NotAProof::Base45);
    check_text("OW1:A", NotAProof::Base45);
    check_text("OW1:::::", NotAProof::Base45);
    check_text(&from_packed(b"not zlib"), NotAProof::Zlib);
    check_text(&from_packed(&[]), NotAProof::Zlib);
    check_text(&from_signed(&[]), NotAProof::Zlib);
    check_text(&from_signed(b"not CBOR"), NotAProof::Cose);
    check_text(&from_signed(&signed(&proof())[1..]), NotAProof::Cose);
}

#[test]
fn a_pair_that_overflows_one_byte_is_not_base45() {
    let even = (0..4).map(|n| issue(&ProofClaims { name: "n".repeat(n + 1), ..claims() }, &key()).unwrap());
    let odd = even.into_iter().find(|text| packed(text).len() % 2 == 1).unwrap();
    assert!(checked(&odd).is_ok());
    let alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    let number = |sign: u8| alphabet.bytes().position(|each| each == sign).unwrap();
    let (front, pair) = odd.split_at(odd.len() - 2);
    let overflown = number(pair.as_bytes()[0]) + 45 * number(pair.as_bytes()[1]) + 256;
    let sign = |at: usize| char::from(alphabet.as_bytes()[at]);
    check_text(&format!("{front}{}{}", sign(overflown % 45), sign(overflown / 45)), NotAProof::Base45);
}

#[test]
fn a_bomb_is_not_unpacked() {
    use std::io::Write;
    let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    zlib.write_all(&vec![0; 10 << 20]).unwrap();
    let bomb = zlib.finish().unwrap();
    assert!(bomb.len() < 12_000, "{}", bomb.len());
    check_text(&from_packed(&bomb), NotAProof::Zlib);
    check_text(&from_packed(&vec![0; 20_000]), NotAProof::TooLarge);
    check_text(&from_signed(&[0; 8193]), NotAProof::TooLarge);
    check_text(&from_signed(&[0; 8192]), NotAProof::Cose);
}

#[test]
fn the_same_packed_by_a_compressor_is_not_taken() {
    use std::io::Write;
    for level in 0..=9 {
        let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::new(level));
        zlib.write_all(&signed(&proof())).unwrap();
        let packed = zlib.finish().unwrap();
        if from_packed(&packed) != proof() {
            check_text(&from_packed(&packed), NotAProof::Zlib);
        }
    }
}

#[track_caller]
fn check_keys(keys: Vec<proofs::PublishedKey>, expect: Result<(), ProofRefusal>) {
    assert_eq!(verify(&proof(), &PublishedKeys::new(keys), None, day("2026-06-01")).map(|_| ()), expect);
}

#[test]
fn a_key_is_to_be_known_the_issuers_and_in_use_on_the_day_of_issue() {
    let of = |from: &str, until: Option<&str>| key().published(ISSUER, day(from), until.map(day));
    check_keys(vec![], Err(ProofRefusal::UnknownKey));
    check_keys(vec![key_of(8).published(ISSUER, day("2026-01-01"), None)], Err(ProofRefusal::UnknownKey));
    check_keys(vec![of("2026-03-05", Some("2026-03-05"))], Ok(()));
    check_keys(vec![of("2026-03-06", None)], Err(ProofRefusal::KeyNotValid));
    check_keys(vec![of("2026-01-01", Some("2026-03-04"))], Err(ProofRefusal::KeyNotValid));
    check_keys(vec![of("2026-03-06", None), of("2026-01-01", None)], Ok(()));
    let other = key().published("https://other.example.org", day("2026-01-01"), None);
    check_keys(vec![other.clone()], Err(ProofRefusal::OtherIssuer));
    check_keys(vec![other.clone(), of("2026-03-06", None)], Err(ProofRefusal::KeyNotValid));
    check_keys(vec![other, of("2026-01-01", None)], Ok(()));
}

#[test]
fn keys_that_share_a_number_are_all_tried() {
    let twin = |seed: u8, kid: &PublishedKeys| {
        let own = PublishedKeys::new(vec![key_of(seed).published(ISSUER, day("2026-01-01"), None)]);
        let (from, to) = (own.all().iter().next().unwrap().kid(), kid.all().iter().next().unwrap().kid());
        own.write().replace(&from, &to)
    };
    let join = |files: &[String]| {
        let rows: Vec<&str> = files.iter().map(|file| &file[9..file.len() - 2]).collect();
        PublishedKeys::read(&format!("{{\"keys\":[{}]}}", rows.join(","))).unwrap()
    };
    let other = twin(9, &keys());
    let both = [join(&[other.clone(), keys().write()]), join(&[keys().write(), other.clone()])];
    for keys in both {
        assert_eq!(verify(&proof(), &keys, None, day("2026-06-01")), Ok(claims()));
    }
    assert_eq!(verify(&proof(), &join(&[other]), None, day("2026-06-01")), Err(ProofRefusal::Altered));
}

#[test]
fn every_reason_has_a_code_of_its_own_and_words() {
    let what = [NotAProof::Prefix, NotAProof::Base45, NotAProof::Zlib, NotAProof::TooLarge, NotAProof::Cose];
    let all: Vec<ProofRefusal> = what
        .into_iter()
        .flat_map(|what| [ProofRefusal::NotAProof(what), ProofRefusal::ListUnreadable(what)])
        .chain([
            ProofRefusal::UnknownKey,
            ProofRefusal::Altered,
            ProofRefusal::Content,
            ProofRefusal::OtherIssuer,
            ProofRefusal::KeyNotValid,
            ProofRefusal::NotYetValid(day("2026-01-01")),
            ProofRefusal::Expired(day("2026-01-01")),
            ProofRefusal::Revoked,
            ProofRefusal::ListNotSigned,
            ProofRefusal::ListOfAnother,
        ])
        .collect();
    let codes: std::collections::BTreeSet<String> = all.iter().map(|refusal| refusal.code()).collect();
    let words: std::collections::BTreeSet<String> = all.iter().map(ToString::to_string).collect();
    assert_eq!((codes.len(), words.len()), (all.len(), all.len()));
}
