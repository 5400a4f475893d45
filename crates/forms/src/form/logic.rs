//! An expression where it stands, with what it reads.

use super::NodeIx;
use crate::xpath::Expr;

/// An expression of a form.
#[derive(Debug, Clone)]
pub struct Logic {
    /// As it was written.
    pub text: String,
    /// As it is understood.
    pub expr: Expr,
    /// The node of which it is said.
    pub of: NodeIx,
    /// What it reads.
    pub reads: Reads,
}

/// What an expression reads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reads {
    /// Nodes of the answers, each once, in order.
    pub nodes: Vec<NodeIx>,
    /// Whether it reads the node of which it is said, other than within `once()`.
    pub itself: bool,
    /// Whether it says something else each time: `random()`, `now()`, `uuid()`.
    pub is_fleeting: bool,
}
