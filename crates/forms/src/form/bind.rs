//! What is asked of a node.

use super::{FieldKind, FormWords, Logic};

/// What is asked of a node and what follows for it.
#[derive(Debug, Clone, Default)]
pub struct Bind {
    /// What an answer may be.
    pub kind: FieldKind,
    /// How its value is computed.
    pub calculate: Option<Logic>,
    /// When it matters.
    pub relevant: Option<Logic>,
    /// When it must be answered.
    pub required: Option<Logic>,
    /// What an answer must satisfy.
    pub constraint: Option<Logic>,
    /// When nobody may change it.
    pub readonly: Option<Logic>,
    /// What is told where the constraint does not hold.
    pub constraint_message: Option<FormWords>,
    /// What is told where it must be answered and is not.
    pub required_message: Option<FormWords>,
    /// What the device or the server fills in.
    pub preload: Option<Preload>,
    /// To which property of an entity it is saved.
    pub save_to: Option<String>,
}

/// What is filled in by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "they are what they are called")]
pub enum Preload {
    Start,
    End,
    Today,
    Uid,
    /// Something of the device or of who uses it: `deviceid`, `username`.
    Property(String),
}

impl Preload {
    /// What is meant by an attribute and its parameter; `None` for what nobody fills in here.
    pub fn of(kind: &str, parameter: Option<&str>) -> Option<Self> {
        Some(match (kind, parameter.unwrap_or_default()) {
            ("timestamp", "start") => Self::Start,
            ("timestamp", "end") => Self::End,
            ("date", "today") => Self::Today,
            ("uid", _) => Self::Uid,
            ("property", name) => Self::Property(name.to_owned()),
            _ => return None,
        })
    }
}
