//! What the lake keeps of somebody: pseudonyms, whose row it is, and the fields that may lie there.

use std::collections::BTreeMap;

use arrow::datatypes::{DataType, Field as ArrowField, Schema as ArrowSchema, SchemaRef};
use model::core::{HOUSEHOLD_ID, ID};
use model::{Class, FieldId, FieldType, Id, KindId, Row, Schema};
use serde::{Deserialize, Serialize};

use super::keys::LakeKeys;
use super::scope::{WHOSE, whose};
use crate::people::{RecordWords, arrow_schema, coded, to_cell};

/// Somebody as the record has them now.
#[derive(Debug, Clone)]
pub struct LakeRow {
    /// The person.
    pub person: Id,
    /// Their household; none for somebody who stands alone.
    pub household: Option<Id>,
    /// Whose data it is.
    pub controller: String,
    /// The office responsible.
    pub office: String,
    /// Their fields. Those that may not be in the lake are left out here.
    pub row: Row,
}

/// What became of a person since the last refresh.
#[derive(Debug, Clone)]
pub enum LakeChange {
    /// They are on record; this is their row now.
    Current(LakeRow),
    /// Forgotten, or merged into somebody else.
    Gone(Id),
}

impl LakeChange {
    pub(super) fn person(&self) -> Id {
        match self {
            Self::Current(row) => row.person,
            Self::Gone(person) => *person,
        }
    }
}

/// The columns of every bucket: household, person, whose row it is, then the fields in the schema's order.
#[derive(Debug, Clone)]
pub(super) struct LakeColumns {
    pub(super) arrow: SchemaRef,
    attributes: Vec<FieldId>,
    /// Kinds of record in the open, with what of theirs may lie there.
    kinds: BTreeMap<KindId, RecordWords>,
}

impl LakeColumns {
    pub(super) fn of(schema: &Schema) -> Self {
        let may = |class: Class, ty: FieldType| match class {
            Class::Open | Class::Personal => ty != FieldType::Text,
            Class::Sealed | Class::Protected(_) => false,
        };
        let attributes = schema.numbered().filter(|(_, field)| may(field.class, field.ty)).map(|(id, _)| id);
        let kinds = schema.numbered_kinds().filter(|(_, kind)| kind.compartment.is_none());
        let words = |(kind, _)| (kind, RecordWords::of(schema, kind, |field| may(field.class, field.ty)));
        let kinds: BTreeMap<KindId, RecordWords> = kinds.map(words).collect();
        let attributes: Vec<FieldId> = attributes.chain(kinds.keys().map(|kind| FieldId::list(*kind))).collect();
        let pseudonym = |name: &str| ArrowField::new(name, DataType::Utf8, true);
        let first = [pseudonym(HOUSEHOLD_ID.name), pseudonym(ID.name), ArrowField::new(WHOSE, coded(), true)];
        let fields = arrow_schema(schema, &attributes);
        let fields = fields.fields().iter().map(|field| field.as_ref().clone());
        Self { arrow: ArrowSchema::new(first.into_iter().chain(fields).collect::<Vec<_>>()).into(), attributes, kinds }
    }

    /// What stands in the columns about people, and in their records, in no order: the same text says something else in a
    /// field of another kind.
    pub(super) fn fields(&self, schema: &Schema) -> BTreeMap<String, FieldKind> {
        let kind =
            |name: &str| schema.field(name).and_then(|field| schema.get(field)).map(|field| FieldKind::of(field.ty));
        let names = self.arrow.fields().iter().map(|field| field.name()).filter(|name| *name != WHOSE);
        let columns = names.map(|name| (name.clone(), kind(name).unwrap_or(FieldKind::Text)));
        let of_records = self.kinds.keys().flat_map(|kind| schema.record_fields(*kind));
        columns.chain(of_records.map(|(_, field)| (field.name.clone(), FieldKind::of(field.ty)))).collect()
    }

    /// The cells of a row, and its bucket among `buckets`: by the hash of the household, which its pseudonym is.
    pub(super) fn cells(&self, keys: &LakeKeys, buckets: usize, row: &LakeRow) -> (usize, Vec<Option<String>>) {
        let (household, person) = (row.household.map(|household| keys.household(household)), keys.person(row.person));
        let bucket = number(household.as_ref().unwrap_or(&person)) % buckets.max(1);
        let first = [household, Some(person), Some(whose(keys, &row.controller, &row.office))];
        let attributes = self.attributes.iter().map(|field| match field.list_of() {
            Some(kind) => self.kinds.get(&kind).and_then(|words| words.cell(&row.row)),
            None => to_cell(row.row.get(*field)),
        });
        (bucket, first.into_iter().chain(attributes).collect())
    }
}

/// Kinds of values that a column's texts stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum FieldKind {
    Bool,
    Int,
    Decimal,
    Money,
    Date,
    PartialDate,
    Time,
    Code,
    CodeSet,
    Text,
}

impl FieldKind {
    fn of(ty: FieldType) -> Self {
        match ty {
            FieldType::Bool => Self::Bool,
            FieldType::Int { .. } => Self::Int,
            FieldType::Decimal { .. } => Self::Decimal,
            FieldType::Money { .. } => Self::Money,
            FieldType::Date => Self::Date,
            FieldType::PartialDate => Self::PartialDate,
            FieldType::Time => Self::Time,
            FieldType::Code(_) => Self::Code,
            FieldType::CodeSet(_) => Self::CodeSet,
            // No field of a person is a link; text is what a lake never holds.
            FieldType::Text | FieldType::Record => Self::Text,
        }
    }
}

/// The first digits of a pseudonym as a number.
fn number(pseudonym: &str) -> usize {
    pseudonym.get(..7).and_then(|digits| usize::from_str_radix(digits, 16).ok()).unwrap_or_default()
}
