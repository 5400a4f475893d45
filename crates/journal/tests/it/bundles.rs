//! Bundles: what was written is read again, and what was harmed is refused with its place.

use journal::bundle::{BundleError, BundleLimits, BundleReader, BundleWriteError, BundleWriter, Refused};
use journal::{Bad, Checkpoint, Key, Link, SealedFact, Tip};
use model::{Id, Timestamp};
use proptest::prelude::*;

use crate::support::{ORIGIN, Row, journal};

fn tip_of(rows: &[Row]) -> Tip {
    let mut tip = Tip::default();
    for row in rows {
        assert_eq!(tip.push(&row.bytes), Ok(row.link));
    }
    tip
}

fn checkpoint(tip: &Tip) -> Checkpoint {
    Checkpoint::take(tip, ORIGIN, Timestamp(1), &Key::from_bytes([0x55; 32]))
}

/// A bundle of the facts after the first `skipped`.
fn bundle(rows: &[Row], skipped: usize) -> Vec<u8> {
    let mut writer = BundleWriter::begin(vec![], ORIGIN, tip_of(&rows[..skipped])).unwrap();
    for row in &rows[skipped..] {
        writer.fact(&row.bytes, row.link).unwrap();
    }
    writer.finish(&checkpoint(&tip_of(rows))).unwrap()
}

fn read(bytes: &[u8], limits: BundleLimits) -> Result<(Vec<(SealedFact, Link)>, Checkpoint), BundleError> {
    let mut reader = BundleReader::open(bytes, limits)?;
    let mut facts = vec![];
    while let Some(fact) = reader.read()? {
        assert!(reader.checkpoint().is_none());
        facts.push(fact);
    }
    assert!(reader.read()?.is_none());
    Ok((facts, reader.checkpoint().unwrap().clone()))
}

#[test]
fn a_whole_journal_and_a_stretch_of_it_are_read_again() {
    let rows = journal(7);
    for skipped in [0, 3, 7] {
        let bytes = bundle(&rows, skipped);
        assert_eq!(BundleReader::open(&bytes[..], BundleLimits::default()).unwrap().start(), &tip_of(&rows[..skipped]));
        let (facts, held) = read(&bytes, BundleLimits::default()).unwrap();
        let expected: Vec<_> =
            rows[skipped..].iter().map(|row| (SealedFact::from_bytes(&row.bytes).unwrap(), row.link)).collect();
        assert_eq!(facts, expected);
        assert_eq!(held, checkpoint(&tip_of(&rows)));
    }
}

#[test]
fn every_cut_is_noticed_and_so_is_anything_after_the_end() {
    let bytes = bundle(&journal(3), 1);
    for len in 0..bytes.len() {
        let error = read(&bytes[..len], BundleLimits::default()).unwrap_err();
        assert!(matches!(error.why, Refused::Truncated), "{len}: {error}");
        assert!(error.at <= len as u64);
    }
    let longer = [&bytes[..], &[0]].concat();
    let error = read(&longer, BundleLimits::default()).unwrap_err();
    assert!(matches!((error.at, error.why), (at, Refused::Trailing) if at == bytes.len() as u64));
}

#[test]
fn a_fact_left_out_is_refused_where_it_is_missed() {
    let rows = journal(4);
    let (all, two) = (bundle(&rows, 0), bundle(&rows[..2], 0));
    // Cuts fact 2 out of the stream: everything between the ends of facts 1 and 2.
    let (head, one, end) = (16 + 16 + 40, 4 + rows[0].bytes.len() + 32, 4 + 128);
    let cut = [&all[..head + one], &all[two.len() - end..]].concat();
    let error = read(&cut, BundleLimits::default()).unwrap_err();
    let Refused::Fact(bad) = error.why else { panic!("{error}") };
    assert_eq!((bad.seq, bad.why), (2, Bad::Missing { found: 3 }));
    assert_eq!(error.at, (head + one) as u64);
}

#[test]
fn limits_are_held_before_anything_is_read() {
    let rows = journal(3);
    let bytes = bundle(&rows, 0);
    let error = read(&bytes, BundleLimits { fact: 100, facts: 9 }).unwrap_err();
    assert!(matches!((error.at, error.why), (72, Refused::FactTooLong(_))));
    let error = read(&bytes, BundleLimits { fact: 9999, facts: 2 }).unwrap_err();
    assert!(matches!(error.why, Refused::TooMany(2)));
    // A claimed length without the bytes takes no memory and is refused.
    let claimed = [&bytes[..72], &u32::MAX.to_be_bytes()].concat();
    let error = read(&claimed, BundleLimits { fact: usize::MAX, facts: 9 }).unwrap_err();
    assert!(matches!(error.why, Refused::Truncated));
}

#[test]
fn another_file_is_not_a_bundle() {
    let error = read(b"PK\x03\x04 and so on and so on", BundleLimits::default()).unwrap_err();
    assert!(matches!((error.at, error.why), (0, Refused::Magic)));
}

#[test]
fn a_damaged_journal_does_not_become_a_bundle() {
    let rows = journal(3);
    let mut writer = BundleWriter::begin(vec![], ORIGIN, Tip::default()).unwrap();
    assert!(matches!(writer.fact(&rows[0].bytes, rows[1].link), Err(BundleWriteError::Link { seq: 1 })));
    let mut writer = BundleWriter::begin(vec![], ORIGIN, Tip::default()).unwrap();
    assert!(matches!(writer.fact(&rows[1].bytes, rows[1].link), Err(BundleWriteError::Tip(_))));
}

#[test]
fn a_bundle_ends_only_with_a_checkpoint_of_its_last_fact() {
    let rows = journal(3);
    let begin = || {
        let mut writer = BundleWriter::begin(vec![], ORIGIN, Tip::default()).unwrap();
        writer.fact(&rows[0].bytes, rows[0].link).unwrap();
        writer
    };
    assert!(matches!(begin().finish(&checkpoint(&tip_of(&rows))), Err(BundleWriteError::Checkpoint)));
    let mut foreign = checkpoint(&tip_of(&rows[..1]));
    foreign.origin = Id([9; 16]);
    assert!(matches!(begin().finish(&foreign), Err(BundleWriteError::Checkpoint)));
}

proptest! {
    #[test]
    fn one_altered_bit_in_a_bundle_is_refused_or_stands_in_what_the_receiver_compares(
        at in any::<prop::sample::Index>(), bit in 0u8..8,
    ) {
        let rows = journal(4);
        let mut bytes = bundle(&rows, 2);
        let whole = read(&bytes, BundleLimits::default()).unwrap();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        if let Ok((facts, held)) = read(&bytes, BundleLimits::default()) {
            // Time and mark of the checkpoint: the mark no longer fits.
            prop_assert_eq!(facts, whole.0);
            prop_assert!(held != whole.1 && !held.is_marked_by(&Key::from_bytes([0x55; 32])));
        }
    }
}
