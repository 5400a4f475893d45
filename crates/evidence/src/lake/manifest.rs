//! The manifest: which files are the lake. Whoever renames it into place has refreshed the lake.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{LakeError, LakeKey};

const NAME: &str = "manifest.json";
const PART: &str = "manifest.part";
const VERSION: u16 = 1;

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LakeManifest {
    version: u16,
    pub(super) key_check: String,
    pub(super) synthetic: bool,
    pub(super) buckets: u16,
    /// Counts refreshes, so that no file name is used twice.
    pub(super) generation: u64,
    pub(super) as_of: u64,
    pub(super) files: BTreeMap<u16, BucketFile>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BucketFile {
    pub(super) name: String,
    pub(super) people: u64,
}

impl LakeManifest {
    pub(super) fn empty(key: &LakeKey, buckets: u16, synthetic: bool) -> Self {
        let key_check = key.check();
        Self { version: VERSION, key_check, synthetic, buckets, generation: 0, as_of: 0, files: BTreeMap::new() }
    }

    pub(super) fn read(dir: &Path) -> Result<Self, LakeError> {
        let bytes = std::fs::read(dir.join(NAME))?;
        let manifest: Self = serde_json::from_slice(&bytes).map_err(|_| LakeError::Broken)?;
        if manifest.version == VERSION { Ok(manifest) } else { Err(LakeError::Broken) }
    }

    /// Puts this manifest in the place of the old one: written beside it, brought to disk, renamed.
    pub(super) fn switch(&self, dir: &Path) -> Result<(), LakeError> {
        let bytes = serde_json::to_vec_pretty(self).map_err(|_| LakeError::Broken)?;
        let part = dir.join(PART);
        let mut file = File::create(&part)?;
        file.write_all(&bytes)?;
        file.sync_all()?;
        std::fs::rename(part, dir.join(NAME))?;
        File::open(dir)?.sync_all()?;
        Ok(())
    }

    pub(super) fn file_name(bucket: u16, generation: u64) -> String {
        format!("bucket-{bucket:05}-{generation}.parquet")
    }
}

pub(super) fn is_bucket_file(name: &str) -> bool {
    name.starts_with("bucket-") && name.ends_with(".parquet")
}
