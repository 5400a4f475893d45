//! The instance's view as it is kept: a row a part, files of packs once. Each row opens in its place only, and all of them
//! together come to the sum that the head bears: a part from an older copy is found.

use std::collections::{BTreeSet, HashMap};

use casework::InstanceView;
use casework::view::{Files, InstancePart, KeptPart};
use journal::Key;

use super::rows::{INSTANCE, PACK_FILE, Rows};
use crate::beside::BesideKey;
use crate::db::{Column, Reader, Statement};
use crate::derive::DamagedRow;
use crate::error::WriteError;

const PART: &str = "instance";
const FILE: &str = "file";

/// The view, and what each part of it comes to.
#[derive(Default)]
pub(crate) struct Parts {
    pub(super) view: InstanceView,
    macs: HashMap<Vec<u8>, [u8; 32]>,
}

impl Parts {
    /// Reads all parts. They must come to the sum that the head bears.
    pub(crate) async fn load(
        reader: &mut Reader<'_>,
        beside: &BesideKey,
        head_key: &Key,
        sum: [u8; 32],
    ) -> Result<Self, WriteError> {
        let files = files(reader, beside).await?;
        let mut parts = Self::default();
        for row in reader.rows(Statement::of("SELECT place, sealed FROM instance")).await? {
            let opened = beside.open(PART, &row.bytes(0)?, &row.bytes(1)?);
            let (name, bytes) = opened.ok_or(DamagedRow::Seal)?;
            let part = InstancePart::named(&name).map_err(|_| DamagedRow::Version)?;
            parts.view.restore(part, &bytes, &files).map_err(|_| DamagedRow::Version)?;
            parts.macs.insert(name.clone(), mac(head_key, &name, &bytes));
        }
        if parts.sum() == sum { Ok(parts) } else { Err(DamagedRow::Disagrees.into()) }
    }

    /// The view alone.
    pub(crate) fn into_view(self) -> InstanceView {
        self.view
    }

    /// What all parts come to.
    pub(super) fn sum(&self) -> [u8; 32] {
        let mut sum = [0; 32];
        for mac in self.macs.values() {
            sum.iter_mut().zip(mac).for_each(|(sum, byte)| *sum ^= byte);
        }
        sum
    }

    /// Keeps anew what has changed.
    pub(super) fn keep(
        &mut self,
        changed: &BTreeSet<InstancePart>,
        beside: &BesideKey,
        head_key: &Key,
        rows: &mut Rows,
    ) -> Result<(), DamagedRow> {
        let (mut places, mut sealed) = (vec![], vec![]);
        let mut files = Files::new();
        for part in changed {
            let Some(KeptPart { bytes, files: held }) = self.view.kept(part) else { continue };
            let name = part.name();
            places.push(beside.place(PART, &name));
            sealed.push(beside.seal(PART, &name, &bytes).ok_or(DamagedRow::Seal)?);
            let mac = mac(head_key, &name, &bytes);
            self.macs.insert(name, mac);
            files.extend(held);
        }
        rows.many(INSTANCE, vec![Column::Bytes(places), Column::Bytes(sealed)]);
        let place = |hash: &String| beside.place(FILE, hash.as_bytes());
        let places = files.keys().map(place).collect();
        let sealed = files.iter().map(|(hash, text)| beside.seal(FILE, hash.as_bytes(), text.as_bytes()));
        let sealed = sealed.collect::<Option<_>>().ok_or(DamagedRow::Seal)?;
        rows.many(PACK_FILE, vec![Column::Bytes(places), Column::Bytes(sealed)]);
        Ok(())
    }
}

/// A part's share of the sum.
fn mac(key: &Key, name: &[u8], bytes: &[u8]) -> [u8; 32] {
    let length = (name.len() as u64).to_be_bytes();
    key.mac(&[b"part".as_slice(), &length, name, bytes].concat())
}

async fn files(reader: &mut Reader<'_>, beside: &BesideKey) -> Result<Files, WriteError> {
    let rows = reader.rows(Statement::of("SELECT place, sealed FROM pack_file")).await?;
    let text = |bytes| String::from_utf8(bytes).map_err(|_| DamagedRow::Version);
    let mut files = Files::new();
    for row in &rows {
        let opened = beside.open(FILE, &row.bytes(0)?, &row.bytes(1)?);
        let (hash, held) = opened.ok_or(DamagedRow::Seal)?;
        files.insert(text(hash)?, text(held)?);
    }
    Ok(files)
}
