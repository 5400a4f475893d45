//! Why a measure says nothing: what kind of trouble it is, and what a page can say of it.
//!
//! Neither a "no" nor a question: nobody can answer it until the pack is mended. Names what stands in
//! packs, never a person or a datum, so it may be shown, counted and logged. One measure's trouble is no other's.

use serde::{Deserialize, Serialize};

use crate::bind::BindError;
use crate::walk::EvalError;

/// Why a measure cannot be told on a day, or for somebody.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, thiserror::Error)]
pub enum Untold {
    /// A number, an amount or a date left its range on the way.
    #[error("a number or a date grew out of range")]
    Overflow,
    /// It names what is not there, or mixes what does not go together. The loader refuses such measures.
    #[error("the measure is broken: {0}")]
    Broken(String),
}

impl Untold {
    /// The stable code of its kind.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Overflow => "overflow",
            Self::Broken(_) => "broken-measure",
        }
    }
}

impl From<EvalError> for Untold {
    fn from(error: EvalError) -> Self {
        match error {
            EvalError::Overflow => Self::Overflow,
            EvalError::Table(_) | EvalError::Calendar(_) | EvalError::Division | EvalError::IllTyped => {
                Self::Broken(error.to_string())
            }
        }
    }
}

impl From<BindError> for Untold {
    fn from(error: BindError) -> Self {
        Self::Broken(error.to_string())
    }
}
