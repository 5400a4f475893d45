//! What happens by itself.

use super::{Logic, NodeIx};

/// Something that happens by itself at a moment.
#[derive(Debug, Clone)]
pub struct FormAction {
    /// When.
    pub on: FormEvent,
    /// To which node.
    pub target: NodeIx,
    /// What.
    pub does: Performs,
}

/// The moments there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormEvent {
    /// A form is begun.
    FirstLoad,
    /// A form is opened, begun or not.
    Load,
    /// One more of this repeat was added.
    NewRepeat(NodeIx),
    /// The answer to this changed.
    Changed(NodeIx),
}

/// What happens.
#[derive(Debug, Clone)]
pub enum Performs {
    /// A value is set; none clears it.
    Set(Option<Logic>),
    /// A literal text is set.
    SetText(String),
    /// The device notes where it is: nothing happens here.
    Geopoint,
    /// The device records sound: nothing happens here.
    Record,
}
