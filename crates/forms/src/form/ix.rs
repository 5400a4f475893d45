//! Which node of a form.

/// A node of a form, by its place in [`super::Form::nodes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct NodeIx(pub usize);
