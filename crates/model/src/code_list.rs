//! Lists of codes, written out or of a standard: what a coded field may hold.

use crate::Text;

/// One code with its label; `unknown` marks a code that means "we do not know".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// As spelt.
    pub code: String,
    /// What people read.
    pub label: Text,
    /// Whether it reads as unknown in every measure (`unverified`).
    pub unknown: bool,
}

/// Which codes a list admits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Codes {
    /// Exactly these.
    Listed(Vec<Code>),
    /// Any text of the given length made of the given ASCII characters; labels where known.
    /// ISCO-08 is `digits`, 1 to 4; places are P-codes of letters and digits.
    Shaped {
        /// Characters allowed, as a plain set.
        alphabet: String,
        /// Least and greatest number of characters.
        length: (usize, usize),
        /// Codes whose labels are known.
        labelled: Vec<Code>,
    },
}

/// A code list. In a hierarchical one a code lies below every code it begins with (`9111` below `91`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeList {
    /// Its name in packs.
    pub name: String,
    /// Whether only `under` may be asked of it.
    pub hierarchical: bool,
    /// What it admits.
    pub codes: Codes,
}

impl CodeList {
    /// Codes that are written down with a label.
    pub fn listed(&self) -> &[Code] {
        match &self.codes {
            Codes::Listed(codes) | Codes::Shaped { labelled: codes, .. } => codes,
        }
    }

    /// Whether `code` may stand in a field of this list.
    pub fn admits(&self, code: &str) -> bool {
        match &self.codes {
            Codes::Listed(codes) => codes.iter().any(|known| known.code == code),
            Codes::Shaped { alphabet, length: (least, most), .. } => {
                (*least..=*most).contains(&code.len()) && code.chars().all(|c| alphabet.contains(c))
            }
        }
    }

    /// Whether the code means that nothing is known.
    pub fn means_unknown(&self, code: &str) -> bool {
        self.listed().iter().any(|known| known.unknown && known.code == code)
    }

    /// The label of a code, where the list has one.
    pub fn label(&self, code: &str) -> Option<&Text> {
        self.listed().iter().find(|known| known.code == code).map(|known| &known.label)
    }
}
