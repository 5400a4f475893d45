//! The manifest: which files are the lake. Whoever renames it into place has refreshed the lake.
//!
//! It names every bucket by the mark of its content, so that no bucket of another time, lake or number passes for one
//! of these. In clear stand its form and a check of the key, which tells a wrong key from damage; all else is sealed.

use std::collections::BTreeMap;

use model::Schema;
use serde::{Deserialize, Serialize};

use super::error::LakeError;
use super::keys::{CHECK, LakeKeys};
use super::row::{FieldKind, LakeColumns};
use crate::seal::{Mark, seal, unseal};

const FORM: &[u8] = b"onward lake 2\n";
/// What the manifests of all forms but the first begin with, before the form's number and the end of the line.
const ANY_FORM: &[u8] = b"onward lake ";
const PLACE: &[u8] = b"onward lake 2 manifest";

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct LakeManifest {
    pub(super) synthetic: bool,
    pub(super) as_of: u64,
    /// Fields that its rows hold.
    pub(super) fields: BTreeMap<String, FieldKind>,
    /// Every bucket, those without people too, so that their number tells nothing.
    pub(super) buckets: Vec<BucketEntry>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct BucketEntry {
    pub(super) mark: Mark,
    pub(super) people: u64,
}

impl LakeManifest {
    pub(super) fn to_bytes(&self, keys: &LakeKeys) -> Result<Vec<u8>, LakeError> {
        let plain = postcard::to_allocvec(self).ok();
        let sealed = plain.and_then(|plain| seal(&keys.files, PLACE, &plain));
        let sealed = sealed.ok_or_else(|| LakeError::Damaged("its manifest would be too large".into()))?;
        Ok([FORM, &keys.check(), &sealed].concat())
    }

    pub(super) fn from_bytes(keys: &LakeKeys, bytes: &[u8]) -> Result<Self, LakeError> {
        let Some(rest) = bytes.strip_prefix(FORM) else {
            return Err(if is_of_another_form(bytes) { LakeError::Form } else { damaged() });
        };
        let (check, sealed) = rest.split_first_chunk::<CHECK>().ok_or_else(damaged)?;
        if *check != keys.check() {
            return Err(LakeError::Key);
        }
        let plain = unseal(&keys.files, PLACE, sealed).ok_or_else(damaged)?;
        let (manifest, rest) = postcard::take_from_bytes(&plain).map_err(|_| damaged())?;
        if rest.is_empty() { Ok(manifest) } else { Err(damaged()) }
    }

    /// Refuses fields that are not those of the lake.
    pub(super) fn fits(&self, schema: &Schema) -> Result<(), LakeError> {
        if self.fields == LakeColumns::of(schema).fields(schema) { Ok(()) } else { Err(LakeError::Fields) }
    }

    /// Refuses a lake that does not stand where the record says: at `least`, or as far as `most`.
    pub(super) fn stands(&self, least: u64, most: u64) -> Result<(), LakeError> {
        match self.as_of {
            lake if lake < least => Err(LakeError::Behind { lake, record: least }),
            lake if lake > most => Err(LakeError::Ahead { lake, record: most }),
            _ => Ok(()),
        }
    }

    pub(super) fn people(&self) -> u64 {
        self.buckets.iter().map(|bucket| bucket.people).sum()
    }
}

fn is_of_another_form(bytes: &[u8]) -> bool {
    let number = bytes.strip_prefix(ANY_FORM).and_then(|rest| rest.split(|byte| *byte == b'\n').next());
    let ends = |number: &[u8]| bytes.len() > ANY_FORM.len() + number.len();
    number.is_some_and(|number| !number.is_empty() && number.iter().all(u8::is_ascii_digit) && ends(number))
}

fn damaged() -> LakeError {
    LakeError::Damaged("its manifest".into())
}
