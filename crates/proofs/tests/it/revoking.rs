//! Lists of what was taken back.

use model::Timestamp;
use proofs::{IssueError, NotAProof, ProofRefusal, PublishedKeys, RevokedList, verify};

use crate::support::{ISSUER, claims, code, day, from_signed, key, key_of, keys, proof, signed};

/// 2026-05-01T12:00:00.5Z.
const MADE: Timestamp = Timestamp(1_777_636_800_500_000);

fn list(references: &[&str]) -> String {
    RevokedList::sign(ISSUER, references.iter().copied(), MADE, &key()).unwrap()
}

fn one() -> String {
    list(&["another", &claims().reference, "another"])
}

#[test]
fn a_list_is_read_back() {
    let list = RevokedList::read(&one(), &keys()).unwrap();
    assert_eq!((list.count(), list.issuer(), list.made().0), (2, ISSUER, 1_777_636_800_000_000));
    assert!(list.has("another") && list.has(&claims().reference) && !list.has("anothe"));
    assert_eq!(list.made().rfc3339(), "2026-05-01T12:00:00Z");
}

#[test]
fn an_empty_list_and_one_of_several_blocks_are_read_back() {
    assert_eq!(RevokedList::read(&list(&[]), &keys()).unwrap().count(), 0);
    let names: Vec<String> = (0..5000).map(|number| number.to_string()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let read = RevokedList::read(&list(&names), &keys()).unwrap();
    assert!(read.count() == 5000 && names.iter().all(|name| read.has(name)) && !read.has("5000"));
    assert_eq!(signed(&list(&names)).len(), 5000 * 32 + signed(&list(&[])).len() + 7);
}

#[test]
fn what_stands_on_the_list_is_revoked_and_nothing_else() {
    assert_eq!(code(&proof(), &keys(), Some(&one()), "2026-06-01"), "revoked");
    assert_eq!(code(&proof(), &keys(), Some(&list(&["another"])), "2026-06-01"), "ok");
    assert_eq!(code(&proof(), &keys(), Some(&one()), "2026-10-01"), "expired");
}

#[test]
fn a_list_is_to_be_signed_by_a_known_key_of_its_issuer_in_its_time() {
    let read = |list: &str, keys: &PublishedKeys| RevokedList::read(list, keys).map(|_| ());
    let signed_by_another = RevokedList::sign(ISSUER, ["a"], MADE, &key_of(8)).unwrap();
    assert_eq!(read(&signed_by_another, &keys()), Err(ProofRefusal::ListNotSigned));
    let of_another = RevokedList::sign("https://other.example.org", ["a"], MADE, &key()).unwrap();
    assert_eq!(read(&of_another, &keys()), Err(ProofRefusal::ListNotSigned));
    let late = PublishedKeys::new(vec![key().published(ISSUER, day("2026-05-02"), None)]);
    assert_eq!(read(&one(), &late), Err(ProofRefusal::ListNotSigned));
}

#[test]
fn a_list_of_another_issuer_says_nothing_of_a_proof() {
    let other = key_of(8).published("https://other.example.org", day("2026-01-01"), None);
    let both = PublishedKeys::new(keys().all().iter().cloned().chain([other]).collect());
    let list = RevokedList::sign("https://other.example.org", [""; 0], MADE, &key_of(8)).unwrap();
    assert_eq!(code(&proof(), &both, Some(&list), "2026-06-01"), "list-of-another");
}

#[test]
fn a_list_that_was_read_with_other_keys_is_looked_at_again() {
    let others = PublishedKeys::new(vec![key_of(8).published(ISSUER, day("2026-01-01"), None)]);
    let by_other = RevokedList::sign(ISSUER, ["a"], MADE, &key_of(8)).unwrap();
    let list = RevokedList::read(&by_other, &others).unwrap();
    assert_eq!(verify(&proof(), &keys(), Some(&list), day("2026-06-01")), Err(ProofRefusal::ListNotSigned));
}

#[test]
fn every_byte_of_a_list_altered() {
    let bytes = signed(&one());
    let as_list = |bytes: &[u8]| from_signed(bytes).replacen("OW1:", "OWR1:", 1);
    assert!(RevokedList::read(&as_list(&bytes), &keys()).is_ok());
    for at in 0..bytes.len() {
        for value in [bytes[at] ^ 1, bytes[at] ^ 128, bytes[at].wrapping_add(1)] {
            let mut bytes = bytes.clone();
            bytes[at] = value;
            assert!(RevokedList::read(&as_list(&bytes), &keys()).is_err(), "{at} {value}");
        }
        assert!(RevokedList::read(&one()[..at], &keys()).is_err());
    }
}

#[test]
fn a_list_is_no_proof_and_a_proof_no_list() {
    let (as_proof, as_list) = (one().replacen("OWR1:", "OW1:", 1), proof().replacen("OW1:", "OWR1:", 1));
    assert_eq!(code(&as_proof, &keys(), None, "2026-06-01"), "content");
    assert_eq!(code(&one(), &keys(), None, "2026-06-01"), "not-a-proof.prefix");
    let read = RevokedList::read(&as_list, &keys());
    assert_eq!(read, Err(ProofRefusal::ListUnreadable(NotAProof::Cose)));
    assert_eq!(RevokedList::read(&proof(), &keys()), Err(ProofRefusal::ListUnreadable(NotAProof::Prefix)));
}

#[test]
fn a_list_without_an_issuer_or_a_moment_is_not_signed() {
    let sign = |issuer: &str, made: i64| RevokedList::sign(issuer, ["a"], Timestamp(made), &key());
    assert_eq!(sign("", 0), Err(IssueError::Field("issuer")));
    assert_eq!(sign(ISSUER, -1), Err(IssueError::Field("made")));
    assert_eq!(sign(ISSUER, i64::MAX), Err(IssueError::Field("made")));
}
