//! What a proof says. Nothing else fits in: no status history, no need, no address, no document number.
//!
//! Refused, when issued as when read: empty or overlong texts, control characters, days in an order that cannot be.

use model::Date;
use serde::Serialize;

use crate::moment;

/// Bytes that a text may have, each with the name of what it is.
const LONGEST: [usize; 6] = [200, 64, 200, 64, 600, 400];

/// What is proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ProofKind {
    /// That somebody has a status.
    Status,
    /// That a document was issued to somebody.
    Document,
}

impl ProofKind {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Document => "document",
        }
    }

    pub(crate) fn of(word: &str) -> Option<Self> {
        [Self::Status, Self::Document].into_iter().find(|kind| kind.word() == word)
    }
}

/// What a status or a document entitles to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProofEffect {
    /// The code of the pack.
    pub code: String,
    /// The same in words, in the language of whoever is to read the proof.
    pub words: String,
}

/// What a proof says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProofClaims {
    /// Who issued it; the same word that stands beside the key.
    pub issuer: String,
    /// What it is called. Revocation goes by it, so it is to be unguessable: lists of the revoked are public.
    pub reference: String,
    /// What is proved.
    pub kind: ProofKind,
    /// Of whom.
    pub name: String,
    /// The year in which they were born, where it is known.
    pub birth_year: Option<i16>,
    /// What it entitles to.
    pub effect: ProofEffect,
    /// The law by which it does.
    pub law: String,
    /// The last day of the status or the document itself; absent where it has no end.
    pub valid_until: Option<Date>,
    /// The first day of this proof.
    pub issued: Date,
    /// The last day of this proof: not after `valid_until`, and better sooner, with a new proof then.
    pub expires: Date,
    /// Whether it is of an invented person, from a trial instance.
    pub synthetic: bool,
}

impl ProofClaims {
    /// What cannot be in a proof, if anything; the name of the field.
    pub(crate) fn fault(&self) -> Option<&'static str> {
        let texts = self.texts().into_iter().zip(LONGEST);
        let text = texts.into_iter().find(|((_, text), longest)| !is_plain(text, *longest));
        text.map(|((field, _), _)| field).or_else(|| self.day_fault())
    }

    fn texts(&self) -> [(&'static str, &str); 6] {
        let ProofEffect { code, words } = &self.effect;
        let (issuer, reference, name, law) = (&self.issuer, &self.reference, &self.name, &self.law);
        [
            ("issuer", issuer),
            ("reference", reference),
            ("name", name),
            ("effect.code", code),
            ("effect.words", words),
            ("law", law),
        ]
    }

    fn day_fault(&self) -> Option<&'static str> {
        let days = [Some(self.issued), Some(self.expires), self.valid_until];
        let born = self.birth_year.is_none_or(|year| (1800..=9999).contains(&year) && year <= self.issued.year());
        match days {
            _ if !born => Some("birth_year"),
            _ if !moment::is_counted(self.issued) => Some("issued"),
            _ if !moment::is_counted(self.expires) || self.expires < self.issued => Some("expires"),
            [.., Some(until)] if until < self.expires => Some("valid_until"),
            _ => None,
        }
    }
}

/// Whether a text is one that can be shown as it stands.
pub(crate) fn is_plain(text: &str, longest: usize) -> bool {
    (1..=longest).contains(&text.len()) && !text.chars().any(char::is_control)
}

/// Whether a text can be the name of an issuer.
pub(crate) fn is_issuer(text: &str) -> bool {
    let [longest, ..] = LONGEST;
    is_plain(text, longest)
}
