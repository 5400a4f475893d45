//! Looking for planted texts in every file of a folder, in every form in which they could have slipped through.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use sha2::{Digest, Sha256};

/// Bytes by which a needle is first recognised; no form is shorter.
const PREFIX: usize = 6;

/// A text that must be nowhere.
#[derive(Debug, Clone)]
pub struct Canary {
    text: String,
    needles: Vec<(&'static str, Vec<u8>)>,
}

impl Canary {
    pub fn new(text: &str) -> Self {
        let folded = text.to_lowercase();
        let compact: String = folded.chars().filter(|c| c.is_alphanumeric()).collect();
        let mut needles = vec![];
        for spelt in [text, &folded, &compact] {
            needles.extend(forms(spelt.as_bytes()));
            needles.push(("UTF-16 LE", spelt.encode_utf16().flat_map(u16::to_le_bytes).collect()));
            needles.push(("UTF-16 BE", spelt.encode_utf16().flat_map(u16::to_be_bytes).collect()));
            let hash = Sha256::digest(spelt.as_bytes());
            needles.push(("SHA-256", hash.to_vec()));
            needles.push(("SHA-256 as hexadecimal", hex(&hash).into_bytes()));
        }
        let words = folded.split_whitespace().filter(|word| word.len() > PREFIX);
        needles.extend(words.map(|word| ("word", word.as_bytes().to_vec())));
        Self { text: text.into(), needles }
    }

    /// Bytes that must be nowhere, as they are.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        // A page of a database file breaks long values: their beginning stays together.
        Self { text: String::new(), needles: vec![("bytes", bytes[..48].to_vec())] }
    }

    pub fn text(&self) -> &str {
        &self.text
    }
}

/// As they are, as hexadecimal digits, and as base64 at each of its three offsets.
fn forms(bytes: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let mut forms = vec![("UTF-8", bytes.to_vec()), ("hexadecimal", hex(bytes).into_bytes())];
    forms.push(("hexadecimal", hex(bytes).to_uppercase().into_bytes()));
    for offset in 0..3 {
        let padded = [&[0; 2][..offset], bytes].concat();
        let encoded = STANDARD_NO_PAD.encode(&padded).into_bytes();
        // Characters at the edges carry bits of the neighbours.
        forms.push(("base64", encoded[if offset == 0 { 0 } else { offset + 1 }..encoded.len() - 1].to_vec()));
    }
    forms
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

/// What was found where: `file: form`.
pub fn scan(folder: &Path, canaries: &[Canary]) -> Vec<String> {
    let mut by_prefix: HashMap<[u8; PREFIX], Vec<&(&'static str, Vec<u8>)>> = HashMap::new();
    for needle in canaries.iter().flat_map(|canary| &canary.needles) {
        by_prefix.entry(*needle.1.first_chunk().unwrap()).or_default().push(needle);
    }
    let mut found = vec![];
    for file in fs::read_dir(folder).unwrap().flatten().filter(|file| file.path().is_file()) {
        let bytes = fs::read(file.path()).unwrap();
        for (at, window) in bytes.windows(PREFIX).enumerate() {
            let prefix: [u8; PREFIX] = window.try_into().unwrap();
            let hits = by_prefix.get(&prefix).into_iter().flatten();
            let hits = hits.filter(|needle| bytes[at..].starts_with(&needle.1));
            found.extend(hits.map(|needle| format!("{}: {}", file.file_name().display(), needle.0)));
        }
    }
    found.sort();
    found.dedup();
    found
}

#[test]
fn every_form_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let canary = Canary::new("Zzamina Ququdiallo");
    let forms: Vec<Vec<u8>> = vec![
        b"..Zzamina Ququdiallo..".to_vec(),
        b"zzamina".to_vec(),
        STANDARD_NO_PAD.encode("..Zzamina Ququdiallo..").into_bytes(),
        STANDARD_NO_PAD.encode(".Zzamina Ququdiallo").into_bytes(),
        hex(b"Zzamina Ququdiallo").into_bytes(),
        "Zzamina Ququdiallo".encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Sha256::digest("zzaminaququdiallo").to_vec(),
    ];
    for bytes in forms {
        fs::write(folder.path().join("file"), &bytes).unwrap();
        assert!(!scan(folder.path(), std::slice::from_ref(&canary)).is_empty(), "{}", bytes.escape_ascii());
    }
    fs::write(folder.path().join("file"), "Zz").unwrap();
    assert_eq!(scan(folder.path(), &[canary]), [] as [String; 0]);
}
