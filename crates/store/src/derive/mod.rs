//! What is derived from a person's view and kept beside it: facets to filter by, blind tokens to search by, and
//! the view itself under the person's key. All of it can be dropped and derived again.
//!
//! Nothing here writes a name, a phone, a document number, an address or free text in the clear.

mod blind;
mod facet;
mod sealed;

pub(crate) use self::blind::Blind;
pub(crate) use self::facet::Facets;
pub use self::sealed::SealedViewError;
pub(crate) use self::sealed::{open_view, seal_view};
