//! Bytes from anywhere: decoders refuse what is not theirs, never panic, and accept exactly one form.

use journal::bundle::{BundleLimits, BundleReader};
use journal::shares::Share;
use journal::{Basis, Body, Checkpoint, DecodeError, Digest, Envelope, Fact, Malformed, Part, SealedFact, Tip, seal};
use model::{Date, Id, Timestamp, day_number, from_day_number};
use proptest::prelude::*;

use crate::support::{AMINA, ORIGIN, journal, keys, randomness, sealed};

#[test]
fn cut_or_lengthened_bytes_are_refused() {
    let bytes = sealed(1).to_bytes();
    for len in 0..bytes.len() {
        assert!(SealedFact::from_bytes(&bytes[..len]).is_err(), "{len}");
    }
    let longer = [&bytes[..], &[0]].concat();
    let refused = SealedFact::from_bytes(&longer).unwrap_err();
    assert_eq!(refused, DecodeError { at: bytes.len(), why: Malformed::Trailing });
}

#[test]
fn a_version_not_known_is_refused_by_name() {
    let mut bytes = sealed(1).to_bytes();
    bytes[0] = 3;
    let refused = SealedFact::from_bytes(&bytes).unwrap_err();
    assert_eq!(refused, DecodeError { at: 0, why: Malformed::Version(3) });
}

#[test]
fn a_tip_is_read_in_its_one_form_only() {
    let mut tip = Tip::default();
    for row in journal(7) {
        tip.push(&row.bytes).unwrap();
        let bytes = tip.to_bytes();
        assert_eq!(Tip::from_bytes(&bytes).as_ref(), Ok(&tip));
        assert!(Tip::from_bytes(&bytes[..bytes.len() - 1]).is_err());
        assert!(Tip::from_bytes(&[&bytes[..], &[0]].concat()).is_err());
    }
}

#[test]
fn a_tip_that_claims_more_facts_than_can_be_is_refused() {
    for seq in [u64::MAX, (1 << 62) + 1] {
        let claimed = [&seq.to_be_bytes()[..], &[0; 32 + 64 * 32]].concat();
        assert_eq!(Tip::from_bytes(&claimed), Err(DecodeError { at: 0, why: Malformed::Number }));
        let bundle = [&b"onward bundle 1\n"[..], &[0; 16], &claimed].concat();
        assert!(BundleReader::open(&bundle[..], BundleLimits::default()).is_err());
    }
}

fn day() -> impl Strategy<Value = Date> {
    (day_number(Date::MIN)..=day_number(Date::MAX)).prop_map(from_day_number)
}

fn text() -> impl Strategy<Value = String> {
    ".{1,120}"
}

prop_compose! {
    fn envelopes()(
        seq: u64, origin_seq: u64, recorded_at: i64, occurred_on in prop::option::of(day()),
        basis in prop::sample::select(Basis::ALL.to_vec()), texts in prop::array::uniform5(text()),
        optional in prop::array::uniform2(prop::option::of(text())), schema: [u8; 32],
        batch in prop::option::of(any::<[u8; 16]>().prop_map(Id)),
    ) -> Envelope {
        let [actor, controller, office, purpose, source] = texts;
        let [idempotency, device] = optional;
        let (recorded_at, schema) = (Timestamp(recorded_at), Digest(schema));
        Envelope {
            origin: ORIGIN, origin_seq, seq, recorded_at, occurred_on, actor, controller, office, purpose, basis,
            source, idempotency, device, schema, batch,
        }
    }
}

proptest! {
    #[test]
    fn every_envelope_goes_both_ways(envelope in envelopes(), found: u64) {
        let parts = vec![Part { subject: AMINA, compartment: None, body: Body::Searched { found } }];
        let fact = Fact { envelope, parts };
        let sealed = seal(&fact, &keys(), &mut randomness(found)).unwrap();
        let read = SealedFact::from_bytes(&sealed.to_bytes()).unwrap();
        prop_assert_eq!(&read, &sealed);
        prop_assert_eq!(read.open(&keys()).unwrap().into_fact(), Ok(fact));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn random_bytes_never_panic_any_decoder(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let _ = SealedFact::from_bytes(&bytes);
        let _ = Tip::from_bytes(&bytes);
        let _ = Tip::default().push(&bytes);
        let _ = serde_json::from_slice::<Checkpoint>(&bytes);
        let _ = String::from_utf8_lossy(&bytes).parse::<Share>();
        if let Ok(mut reader) = BundleReader::open(&bytes[..], BundleLimits::default()) {
            while let Ok(Some(_)) = reader.read() {}
        }
    }

    #[test]
    fn damaged_facts_decode_to_their_own_bytes_or_not_at_all(
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut bytes = journal(1).remove(0).bytes;
        for (at, value) in flips {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        if let Ok(fact) = SealedFact::from_bytes(&bytes) {
            prop_assert_eq!(fact.to_bytes(), bytes);
            let _ = fact.open(&keys()).map(journal::Opened::into_fact);
        }
    }

    #[test]
    fn what_is_cut_into_a_bundle_at_random_never_panics(
        at in any::<prop::sample::Index>(), noise in prop::collection::vec(any::<u8>(), 0..40),
    ) {
        let bytes = journal(1).remove(0).bytes;
        let head = [&b"onward bundle 1\n"[..], &[0; 16 + 40], &u32::try_from(bytes.len()).unwrap().to_be_bytes()];
        let mut stream = [&head.concat()[..], &bytes, &Tip::default().push(&bytes).unwrap().0].concat();
        let at = at.index(stream.len());
        stream.splice(at.., noise);
        if let Ok(mut reader) = BundleReader::open(&stream[..], BundleLimits::default()) {
            while let Ok(Some(_)) = reader.read() {}
            prop_assert!(reader.checkpoint().is_none());
        }
    }
}
