//! How far a datum may travel: the class of a field, and the compartments that wall it off.

use serde::{Deserialize, Serialize};

/// How far a datum may travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Plain at rest, readable by staff.
    Open,
    /// An attribute: in the lake under a pseudonym, on pages for those with the person in scope.
    Personal,
    /// An identifier or free text: sealed at rest, never in the lake, a log or a URL.
    Sealed,
    /// Sealed, and read only by assigned members of the compartment; leaves it only as a verdict.
    Protected(Compartment),
}

/// A wall around protected data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the field's own terms (reference: data protection, section 1)")]
pub enum Compartment {
    Gbv,
    Child,
    Trafficking,
    Asylum,
    Health,
    Sogi,
    Biometric,
    Shelter,
}

impl Compartment {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Gbv,
        Self::Child,
        Self::Trafficking,
        Self::Asylum,
        Self::Health,
        Self::Sogi,
        Self::Biometric,
        Self::Shelter,
    ];

    /// Its stable code, as packs write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Gbv => "gbv",
            Self::Child => "child",
            Self::Trafficking => "trafficking",
            Self::Asylum => "asylum",
            Self::Health => "health",
            Self::Sogi => "sogi",
            Self::Biometric => "biometric",
            Self::Shelter => "shelter",
        }
    }

    /// The compartment of a code.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|compartment| compartment.code() == code)
    }
}

impl Class {
    /// The compartment it is walled off in.
    pub fn compartment(self) -> Option<Compartment> {
        match self {
            Self::Protected(compartment) => Some(compartment),
            Self::Open | Self::Personal | Self::Sealed => None,
        }
    }
}
