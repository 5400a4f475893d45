//! Whatever comes in, nothing panics and nothing unsigned is taken.

use proofs::{ProofClaims, ProofEffect, ProofKind, PublishedKeys, RevokedList, issue};
use proptest::prelude::*;

use crate::support::{checked, claims, day, from_packed, from_signed, key, keys, proof, signed};

proptest! {
    #[test]
    fn any_text_is_refused(text in ".{0,300}") {
        prop_assert!(checked(&text).is_err());
        let proof = format!("OW1:{text}");
        prop_assert!(checked(&proof).is_err());
        prop_assert!(RevokedList::read(&text, &keys()).is_err());
        let list = format!("OWR1:{text}");
        prop_assert!(RevokedList::read(&list, &keys()).is_err());
        prop_assert!(PublishedKeys::read(&text).is_err());
    }

    #[test]
    fn any_signs_of_the_alphabet_are_refused(text in "[0-9A-Z $%*+./:-]{0,600}") {
        prop_assert!(checked(&format!("OW1:{text}")).is_err(), "{}", text);
    }

    #[test]
    fn any_bytes_are_refused(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        prop_assert!(checked(&from_packed(&bytes)).is_err());
        prop_assert!(checked(&from_signed(&bytes)).is_err());
        let tagged = [&[0xd2, 0x84][..], &bytes].concat();
        prop_assert!(checked(&from_signed(&tagged)).is_err());
    }

    #[test]
    fn nested_and_overlong_items_are_refused(byte in any::<u8>(), count in 0usize..8000, at in 0usize..300) {
        let nest = vec![byte; count];
        prop_assert!(checked(&from_signed(&nest)).is_err());
        let bytes = signed(&proof());
        let put = [&bytes[..at], &nest, &bytes[at..]].concat();
        prop_assert!(count == 0 || checked(&from_signed(&put)).is_err());
    }

    #[test]
    fn several_bytes_altered_are_refused(
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), 1u8..), 1..6)
    ) {
        let bytes = signed(&proof());
        let mut altered = bytes.clone();
        for (at, by) in changes {
            let at = at.index(bytes.len());
            altered[at] ^= by;
        }
        prop_assert!(altered == bytes || checked(&from_signed(&altered)).is_err());
    }

    #[test]
    fn any_claims_that_are_issued_are_read_back(
        texts in proptest::array::uniform6("[^\\p{Cc}]{1,30}"),
        birth_year in proptest::option::of(1900i16..2026),
        (status, synthetic, until) in any::<(bool, bool, bool)>(),
    ) {
        let [reference, name, code, words, law, issuer] = texts;
        let claims = ProofClaims {
            issuer, reference, name, law, birth_year, synthetic,
            kind: if status { ProofKind::Status } else { ProofKind::Document },
            effect: ProofEffect { code, words },
            valid_until: until.then(|| day("2030-01-01")),
            ..claims()
        };
        if let Ok(text) = issue(&claims, &key()) {
            let keys = PublishedKeys::new(vec![key().published(&claims.issuer, day("2026-01-01"), None)]);
            prop_assert_eq!(proofs::verify(&text, &keys, None, day("2026-06-01")), Ok(claims));
        }
    }
}
