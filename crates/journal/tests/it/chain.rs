//! Altering history: each way of doing it is found, and the fact is named.

use journal::{Bad, BadFact, Checkpoint, Key, Link, SealedFact, Stored, Tip, Verifier};
use model::Timestamp;
use proptest::prelude::*;

use crate::support::{AMINA, ORIGIN, Row, journal, keys, sealed};

const COUNT: usize = 12;
const LAST: u64 = 12;

fn walk(rows: &[Row], checkpoints: Vec<Checkpoint>) -> Result<Tip, BadFact> {
    let mut verifier = Verifier::new(checkpoints);
    for row in rows {
        verifier.push(Stored { seq: row.seq, bytes: &row.bytes, link: row.link })?;
    }
    verifier.finish()
}

fn bad(seq: u64, why: Bad) -> Result<Tip, BadFact> {
    Err(BadFact { seq, why })
}

fn checkpoint_key() -> Key {
    Key::from_bytes([0x55; 32])
}

/// A checkpoint taken when the journal held the first `count` rows.
fn checkpoint(rows: &[Row], count: usize) -> Checkpoint {
    let tip = walk(&rows[..count], vec![]).unwrap();
    Checkpoint::take(&tip, ORIGIN, Timestamp(1), &checkpoint_key())
}

/// Computes numbers and links anew, as somebody with the disk and this program can.
fn rechain(rows: &mut [Row]) {
    let mut tip = Tip::default();
    for row in rows {
        let mut fact = SealedFact::from_bytes(&row.bytes).unwrap();
        fact.seq = tip.seq() + 1;
        row.seq = fact.seq;
        row.bytes = fact.to_bytes();
        row.link = tip.push(&row.bytes).unwrap();
    }
}

#[test]
fn an_unharmed_journal_verifies_with_every_checkpoint_taken_on_the_way() {
    let rows = journal(COUNT);
    let checkpoints = (0..=rows.len()).map(|count| checkpoint(&rows, count)).collect();
    let tip = walk(&rows, checkpoints).unwrap();
    assert_eq!((tip.seq(), tip.link()), (LAST, rows[11].link));
}

#[test]
fn the_link_of_a_fact_follows_from_its_number_and_the_link_before() {
    let rows = journal(2);
    let first = Link::GENESIS.next(&sealed(1));
    assert_eq!((first, first.next(&sealed(2))), (rows[0].link, rows[1].link));
    let mut elsewhere = sealed(1);
    elsewhere.seq = 2;
    assert_ne!(Link::GENESIS.next(&elsewhere), first);
}

#[test]
fn a_deleted_fact_is_missed() {
    let mut rows = journal(COUNT);
    rows.remove(4);
    assert_eq!(walk(&rows, vec![]), bad(5, Bad::Missing { found: 6 }));
}

#[test]
fn a_fact_deleted_behind_renumbered_ones_is_noticed() {
    let mut rows = journal(COUNT);
    rows.remove(4);
    rows[4..].iter_mut().for_each(|row| row.seq -= 1);
    assert_eq!(walk(&rows, vec![]), bad(5, Bad::Renumbered { found: 6 }));
}

#[test]
fn facts_that_changed_places_are_noticed() {
    let mut rows = journal(COUNT);
    rows.swap(3, 7);
    assert_eq!(walk(&rows, vec![]), bad(4, Bad::Missing { found: 8 }));
    let (left, right) = rows.split_at_mut(4);
    std::mem::swap(&mut left[3].seq, &mut right[3].seq);
    assert_eq!(walk(&rows, vec![]), bad(4, Bad::Renumbered { found: 8 }));
}

#[test]
fn a_fact_that_stands_twice_is_noticed() {
    let mut rows = journal(COUNT);
    rows.insert(5, rows[4].clone());
    assert_eq!(walk(&rows, vec![]), bad(6, Bad::OutOfOrder { found: 5 }));
}

#[test]
fn an_edited_moment_is_noticed() {
    let mut rows = journal(COUNT);
    let mut fact = SealedFact::from_bytes(&rows[8].bytes).unwrap();
    fact.recorded_at.0 += 1;
    rows[8].bytes = fact.to_bytes();
    assert_eq!(walk(&rows, vec![]), bad(9, Bad::Altered));
}

#[test]
fn a_tail_cut_off_is_missed_only_by_a_checkpoint_held_outside() {
    let rows = journal(COUNT);
    let held = checkpoint(&rows, rows.len());
    assert!(walk(&rows[..9], vec![]).is_ok());
    assert_eq!(walk(&rows[..9], vec![held.clone()]), bad(10, Bad::CutOff { until: LAST }));
    assert_eq!(walk(&[], vec![held]), bad(1, Bad::CutOff { until: LAST }));
}

#[test]
fn a_chain_computed_anew_is_noticed_at_the_next_checkpoint_held_outside() {
    let mut rows = journal(COUNT);
    let held = vec![checkpoint(&rows, 4), checkpoint(&rows, 8), checkpoint(&rows, 12)];
    rows.remove(5);
    rechain(&mut rows);
    assert!(walk(&rows, vec![]).is_ok());
    assert_eq!(walk(&rows, held), bad(8, Bad::Rewritten));
}

fn walk_at_home(rows: &[Row]) -> Result<Tip, BadFact> {
    let mut verifier = Verifier::new(vec![]).at_home(ORIGIN);
    for row in rows {
        verifier.push(Stored { seq: row.seq, bytes: &row.bytes, link: row.link })?;
    }
    verifier.finish()
}

#[test]
fn a_fact_taken_out_of_a_chain_computed_anew_leaves_a_gap_at_home() {
    assert!(walk_at_home(&journal(COUNT)).is_ok());
    for gone in [0, 5, 10] {
        let mut rows = journal(COUNT);
        rows.remove(gone);
        rechain(&mut rows);
        let seq = gone as u64 + 1;
        assert_eq!(walk_at_home(&rows), bad(seq, Bad::Origin { found: seq + 1, last: seq - 1 }));
    }
}

#[test]
fn a_number_of_an_origin_that_comes_twice_is_noticed_without_knowing_home() {
    let mut rows = journal(COUNT);
    rows.insert(6, rows[5].clone());
    rechain(&mut rows);
    assert_eq!(walk(&rows, vec![]), bad(7, Bad::Origin { found: 6, last: 6 }));
}

#[test]
fn a_forgotten_subject_leaves_the_chain_whole() {
    let rows = journal(COUNT);
    let mut keys = keys();
    keys.forget(AMINA);
    assert!(walk(&rows, vec![checkpoint(&rows, rows.len())]).is_ok());
    for row in &rows {
        let fact = SealedFact::from_bytes(&row.bytes).unwrap().open(&keys).unwrap().into_fact().unwrap();
        assert!(fact.parts.iter().all(|part| part.subject != AMINA));
    }
}

#[test]
fn a_walk_goes_on_from_a_tip_that_was_kept() {
    let rows = journal(COUNT);
    let kept = walk(&rows[..7], vec![]).unwrap().to_bytes();
    let held = vec![checkpoint(&rows, 3), checkpoint(&rows, 12)];
    let mut verifier = Verifier::from(Tip::from_bytes(&kept).unwrap(), held);
    for row in &rows[7..] {
        verifier.push(Stored { seq: row.seq, bytes: &row.bytes, link: row.link }).unwrap();
    }
    assert_eq!(verifier.finish(), walk(&rows, vec![]));
}

#[test]
fn a_checkpoint_changed_in_any_way_loses_its_mark() {
    let rows = journal(3);
    let held = checkpoint(&rows, 3);
    assert!(held.is_marked_by(&checkpoint_key()));
    assert!(!held.is_marked_by(&Key::from_bytes([0x56; 32])));
    let edits: [fn(&mut Checkpoint); 5] =
        [|c| c.origin.0[0] ^= 1, |c| c.seq += 1, |c| c.link.0[31] ^= 1, |c| c.root.0[0] ^= 1, |c| c.taken_at.0 += 1];
    for edit in edits {
        let mut changed = held.clone();
        edit(&mut changed);
        assert!(!changed.is_marked_by(&checkpoint_key()), "{changed:?}");
    }
}

#[test]
fn a_checkpoint_survives_its_json_form() {
    let held = checkpoint(&journal(3), 3);
    let text = serde_json::to_string(&held).unwrap();
    assert_eq!(serde_json::from_str::<Checkpoint>(&text).unwrap(), held);
}

proptest! {
    #[test]
    fn one_altered_bit_anywhere_is_found_and_located(seq in 0usize..12, at in any::<prop::sample::Index>(), bit in 0u8..8) {
        let mut rows = journal(COUNT);
        let at = at.index(rows[seq].bytes.len());
        rows[seq].bytes[at] ^= 1 << bit;
        let found = walk(&rows, vec![]).unwrap_err();
        prop_assert_eq!(found.seq, rows[seq].seq);
    }

    #[test]
    fn one_altered_bit_in_a_stored_link_is_found_and_located(seq in 0usize..12, at in 0usize..32, bit in 0u8..8) {
        let mut rows = journal(COUNT);
        rows[seq].link.0[at] ^= 1 << bit;
        prop_assert_eq!(walk(&rows, vec![]), bad(rows[seq].seq, Bad::Altered));
    }
}
