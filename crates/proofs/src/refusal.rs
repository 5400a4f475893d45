//! Why a proof is not taken. Each reason has a code that never changes and words that anybody can read; the page in
//! the browser says the same ones.

use model::Date;

/// What in a text shows that it is no proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAProof {
    /// It begins otherwise.
    #[error("it does not begin as one")]
    Prefix,
    /// What follows is not base45, or not in its one form.
    #[error("its letters are not base45")]
    Base45,
    /// It is no zlib stream of stored blocks.
    #[error("it is not packed as one")]
    Zlib,
    /// It holds more than a proof can.
    #[error("it holds too much")]
    TooLarge,
    /// It is not signed in the form of COSE.
    #[error("it is not signed in the form of one")]
    Cose,
}

impl NotAProof {
    fn code(self) -> &'static str {
        match self {
            Self::Prefix => "prefix",
            Self::Base45 => "base45",
            Self::Zlib => "zlib",
            Self::TooLarge => "too-large",
            Self::Cose => "cose",
        }
    }
}

/// Why a proof is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofRefusal {
    /// The text is no proof at all, or a part of one.
    #[error("this is not a proof, or not a whole one: {0}")]
    NotAProof(NotAProof),
    /// No published key has the number that it names.
    #[error("none of the published keys signed this")]
    UnknownKey,
    /// A key has that number and did not sign this.
    #[error("the signature does not fit: this was altered, or somebody else signed it")]
    Altered,
    /// It is signed, and what is signed is not what a proof says.
    #[error("this is signed, but what it says is not what a proof says")]
    Content,
    /// It names another issuer than the one whose key signed it.
    #[error("this names another issuer than the one whose key signed it")]
    OtherIssuer,
    /// The key was not in use on the day on which it says it was issued.
    #[error("the key was not in use on the day on which this was issued")]
    KeyNotValid,
    /// Its first day has not come.
    #[error("this is not valid before {0}")]
    NotYetValid(Date),
    /// Its last day is over.
    #[error("this was valid until {0}")]
    Expired(Date),
    /// It stands on the list of the revoked.
    #[error("this was taken back by its issuer")]
    Revoked,
    /// The list of the revoked cannot be read.
    #[error("the list of what was taken back cannot be read: {0}")]
    ListUnreadable(NotAProof),
    /// None of the keys signed the list of the revoked, or not in its time.
    #[error("the list of what was taken back is not signed by a known key")]
    ListNotSigned,
    /// The list of the revoked is another issuer's and so says nothing of this proof.
    #[error("the list of what was taken back is another issuer's")]
    ListOfAnother,
}

impl ProofRefusal {
    /// The code of the reason: `not-a-proof.zlib`, `expired`.
    pub fn code(self) -> String {
        match self {
            Self::NotAProof(what) => format!("not-a-proof.{}", what.code()),
            Self::ListUnreadable(what) => format!("list-unreadable.{}", what.code()),
            other => other.word().to_owned(),
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::NotAProof(_) => "not-a-proof",
            Self::UnknownKey => "unknown-key",
            Self::Altered => "altered",
            Self::Content => "content",
            Self::OtherIssuer => "other-issuer",
            Self::KeyNotValid => "key-not-valid",
            Self::NotYetValid(_) => "not-yet-valid",
            Self::Expired(_) => "expired",
            Self::Revoked => "revoked",
            Self::ListUnreadable(_) => "list-unreadable",
            Self::ListNotSigned => "list-not-signed",
            Self::ListOfAnother => "list-of-another",
        }
    }
}
