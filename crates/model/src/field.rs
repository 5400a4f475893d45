//! One field, of people or of a kind of record.

use crate::{Class, FieldType, Text};

/// One field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Dotted name: `application.lodged_on`.
    pub name: String,
    /// What it holds.
    pub ty: FieldType,
    /// How far it may travel.
    pub class: Class,
    /// What people read.
    pub label: Text,
    /// The question to ask for it, where it differs from the label.
    pub question: Option<Text>,
    /// When the question arises, as an expression of the measure language.
    pub relevant: Option<String>,
    /// The pack that declares it.
    pub pack: String,
    /// Name in the Humanitarian Exchange Language, for imports and exports.
    pub hxl: Option<String>,
    /// Whether lists filter and sort by it.
    pub facet: bool,
}
