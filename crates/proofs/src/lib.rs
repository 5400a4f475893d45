//! Signed proofs: of a status or of a document, on paper or on a phone, checked without a network and without asking us.
//!
//! The way of a proof: [`ProofClaims`] become CBOR, [`issue`] signs it (COSE, ES256) and writes it as a text that
//! begins with `OW1:`, [`qr_svg`] draws that text, [`verify`] reads it back with the [`PublishedKeys`] of its issuer.
//! What was taken back stands in a [`RevokedList`], signed too and fetched whole, so that nobody learns who was checked.
//!
//! Refused here: content before its signature fits; a text of which any byte differs from the one that was issued,
//! also where the difference would mean the same; proofs and lists of another issuer than the key's. A proof has no
//! field for a status history, a need or an address, and nothing here looks anything up. Time, randomness and
//! references come in as parameters. `crates/web/assets/verify.js` says the same in a browser; both are held together
//! by `e2e/fixtures/proofs.json`. What a proof says and does not say: `docs/proofs.md`.
#![warn(missing_docs)]

mod cbor;
mod claims;
mod coded;
mod envelope;
mod issue;
mod issue_error;
mod key;
mod moment;
mod published;
mod qr;
mod refusal;
mod revoked;
mod stored;
mod text;
mod verify;

pub use claims::{ProofClaims, ProofEffect, ProofKind};
pub use issue::issue;
pub use issue_error::IssueError;
pub use key::{IssuerKey, IssuerKeyError};
pub use published::{PublishedKey, PublishedKeys, PublishedKeysError};
pub use qr::qr_svg;
pub use refusal::{NotAProof, ProofRefusal};
pub use revoked::RevokedList;
pub use verify::verify;
