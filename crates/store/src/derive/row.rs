//! A person's row: sealed under the person's key for the number under which it lies, what is in a compartment sealed once
//! more under the compartment's key, padded so that length tells next to nothing.
//!
//! A reader opens no compartment but those named. What was recorded of which fact stands inside: a row that does not
//! follow from the journal is found out. The same view seals to the same bytes.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use casework::OwnerView;
use casework::view::{Claims, RecordsSaid};
use journal::{KeyRing, Link};
use model::{About, Compartment, Id};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::DamagedRow;

/// Rows are padded to this times a power of two: all but the richest are of one length.
const BUCKET: usize = 1024;

/// What stands inside.
#[derive(Serialize, Deserialize)]
struct Kept<'a> {
    controller: Cow<'a, str>,
    office: Cow<'a, str>,
    version: u64,
    about: About,
    synthetic: bool,
    held: bool,
    /// The last fact folded in, and the end of its link.
    seq: u64,
    link: [u8; 8],
    open: Cow<'a, Claims>,
    records: Cow<'a, RecordsSaid>,
    walled: BTreeMap<Compartment, Vec<u8>>,
}

/// What lies behind one wall.
#[derive(Default, Serialize, Deserialize)]
struct KeptBehind<'a> {
    claims: Cow<'a, Claims>,
    records: Cow<'a, RecordsSaid>,
}

/// A person's row, open.
pub(crate) struct OpenedPerson {
    pub(crate) view: OwnerView,
    /// The last fact folded in.
    pub(crate) seq: u64,
    /// The end of its link.
    pub(crate) link: [u8; 8],
}

/// The end of a link, by which a row says from which journal it follows.
pub(crate) fn end_of(link: &Link) -> [u8; 8] {
    link.0.last_chunk().copied().unwrap_or_default()
}

/// Seals a view for the row of this number.
pub(crate) fn seal_person(
    view: &OwnerView,
    number: i64,
    (seq, link): (u64, [u8; 8]),
    ring: &KeyRing,
) -> Result<Vec<u8>, DamagedRow> {
    let mut walled = BTreeMap::new();
    for compartment in Compartment::ALL {
        let Some(behind) = behind(view, compartment) else { continue };
        let plain = Zeroizing::new(postcard::to_stdvec(&behind).map_err(|_| DamagedRow::Version)?);
        let locked = ring.key(Some(compartment)).lock(&place(number, Some(compartment)), &plain);
        walled.insert(compartment, locked.ok_or(DamagedRow::Seal)?);
    }
    let kept = Kept {
        controller: Cow::Borrowed(&view.controller),
        office: Cow::Borrowed(&view.office),
        version: view.version,
        about: view.about,
        synthetic: view.synthetic,
        held: view.held,
        seq,
        link,
        open: Cow::Borrowed(&view.open),
        records: Cow::Borrowed(&view.records),
        walled,
    };
    let mut plain = Zeroizing::new(postcard::to_stdvec(&kept).map_err(|_| DamagedRow::Version)?);
    let padded = plain.len().max(BUCKET).next_power_of_two();
    plain.resize(padded, 0);
    ring.key(None).lock(&place(number, None), &plain).ok_or(DamagedRow::Seal)
}

/// Opens the row of this number, and of its compartments those named.
pub(crate) fn open_person(
    sealed: &[u8],
    number: i64,
    person: Id,
    ring: &KeyRing,
    opens: &BTreeSet<Compartment>,
) -> Result<OpenedPerson, DamagedRow> {
    let plain = ring.key(None).unlock(&place(number, None), sealed).ok_or(DamagedRow::Seal)?;
    let (kept, _): (Kept<'_>, _) = postcard::take_from_bytes(&plain).map_err(|_| DamagedRow::Version)?;
    let mut view = OwnerView::new(person, kept.controller.into_owned(), kept.office.into_owned(), kept.synthetic);
    (view.version, view.about, view.held) = (kept.version, kept.about, kept.held);
    (view.open, view.records) = (kept.open.into_owned(), kept.records.into_owned());
    for (compartment, locked) in kept.walled {
        if !opens.contains(&compartment) {
            view.withheld.insert(compartment);
            continue;
        }
        let plain = ring.key(Some(compartment)).unlock(&place(number, Some(compartment)), &locked);
        let plain = plain.ok_or(DamagedRow::Seal)?;
        let behind: KeptBehind<'_> = postcard::from_bytes(&plain).map_err(|_| DamagedRow::Version)?;
        if !behind.claims.is_empty() {
            view.walled.insert(compartment, behind.claims.into_owned());
        }
        if !behind.records.is_empty() {
            view.walled_records.insert(compartment, behind.records.into_owned());
        }
    }
    Ok(OpenedPerson { view, seq: kept.seq, link: kept.link })
}

/// What lies behind a wall, where anything does.
fn behind(view: &OwnerView, wall: Compartment) -> Option<KeptBehind<'_>> {
    let claims = view.walled.get(&wall).map(Cow::Borrowed).unwrap_or_default();
    let records = view.walled_records.get(&wall).map(Cow::Borrowed).unwrap_or_default();
    (!claims.is_empty() || !records.is_empty()).then_some(KeptBehind { claims, records })
}

fn place(number: i64, compartment: Option<Compartment>) -> Vec<u8> {
    let behind = compartment.map_or("", Compartment::code);
    [b"person".as_slice(), &number.to_be_bytes(), behind.as_bytes()].concat()
}
